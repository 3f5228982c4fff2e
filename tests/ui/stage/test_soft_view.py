"""The software stage: frames come from a worker, once, and only while somebody looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.exercise import Side, Tempo
from gluteapp.figure.body import BodyError, BodyFlaw
from gluteapp.figure.life import Life
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import AHEAD, Shown
from gluteapp.ui.stage.artist import Artist
from gluteapp.ui.stage.frame_grid import BreathGrid, FrameGrid
from gluteapp.ui.stage.frame_maker import FILL_PER_STEP, FrameMaker
from gluteapp.ui.stage.frame_patches import Frame, Patch, Pixels
from gluteapp.ui.stage.frame_store import FrameStore, Strip
from gluteapp.ui.stage.scene_asked import Backdrop, Scene
from gluteapp.ui.stage.soft_view import SoftStage
from tests.plain_stage import SIZE, STAGE_GREY, PlainArtist

PAGE = QColor("#0D1117")
CLAM = Scene(
    shown=Shown(motion_id="clam", side=Side.LEFT, tempo=Tempo(lower_s=2, hold_s=1, lift_s=2)),
    breaths=1,
    look=Look(),
    angle=AHEAD,
)
GRID = FrameGrid(tempo=CLAM.shown.tempo)
FRAMES = len(GRID)
"""Of one repetition of CLAM: two seconds of way, and few for the hold."""


STANDING = Strip(
    shown=Shown(motion_id="standing"), breaths=1, look=Look(), angle=AHEAD,
    width=640, height=360, background=None,
)  # fmt: skip
"""A picture of 640 x 360 pixels."""


class SlowArtist(PlainArtist):
    """Draws each frame only when it is let."""

    def __init__(self) -> None:
        self.asked, self.may_go = Event(), Event()
        self.indices: list[int] = []

    def frame(self, strip: Strip, index: int) -> Frame:
        """Wait, then draw."""
        self.indices.append(index)
        self.asked.set()
        self.may_go.wait(10)
        return super().frame(strip, index)


class NoArtist:
    """Has no body to draw."""

    def frame(self, strip: Strip, index: int) -> Frame:
        raise self.still_error

    still_error = BodyError(Path("bodies"), BodyFlaw.NONE_LEFT)

    def still(self, strip: Strip) -> Pixels:
        raise self.still_error


class Room:
    """A maker with its stages, taken down at the end, on a fast machine that is known."""

    def __init__(
        self, qtbot: QtBot, artist: Artist | None = None, *, is_known: bool = True
    ) -> None:
        self.qtbot = qtbot
        self.artist = artist or PlainArtist()
        self.maker = FrameMaker(make_artist=lambda: self.artist)
        if is_known:
            self.drew(0.001)

    def drew(self, seconds: float) -> None:
        """Let it be known what pictures of 640 x 360 pixels took of late."""
        for _ in range(20):
            self.maker.pace.took(STANDING, seconds)

    def stage(self, backdrop: Backdrop = Backdrop.FADED, *, is_shown: bool = True) -> SoftStage:
        stage = SoftStage(maker=self.maker, backdrop=backdrop, page=PAGE)
        self.qtbot.addWidget(stage)
        stage.resize(400, 300)
        if is_shown:
            stage.show()
        return stage

    def finish(self) -> None:
        """Wait until the worker has nothing left to do."""
        self.qtbot.waitUntil(lambda: not self.maker.is_busy, timeout=5_000)
        QApplication.processEvents()

    @property
    def drawn(self) -> int:
        return self.maker.frames_drawn


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    made = Room(qtbot)
    yield made
    made.maker.close()


def at(phase: float, scene: Scene = CLAM) -> Scene:
    return replace(scene, shown=replace(scene.shown, phase=phase))


def show(room: Room, stage: SoftStage, scene: Scene, *, is_dimmed: bool = False) -> None:
    stage.show_scene(scene, is_dimmed=is_dimmed)
    room.finish()


def pixels(stage: SoftStage) -> NDArray[np.int64]:
    image = stage.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), dtype=np.uint8)
    return raw.reshape(image.height(), image.width(), 4)[:, :, :3].astype(np.int64)


def left_of_square(stage: SoftStage) -> int:
    """Where the square of the plain artist begins, which tells the frame."""
    is_square = (pixels(stage)[:, :, 0] == 255).any(axis=0)
    return int(np.flatnonzero(is_square)[0])


class PaintedArea(QObject):
    """Counts the pixels that a widget is asked to paint."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.pixels = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count a paint."""
        if isinstance(event, QPaintEvent):
            self.pixels += event.rect().width() * event.rect().height()
        return False


def fresh_pixels(room: Room, scene: Scene) -> NDArray[np.int64]:
    """A scene on a stage that showed nothing before."""
    stage = room.stage()
    show(room, stage, scene)
    return pixels(stage)


def test_a_repetition_is_drawn_once_and_then_shown_from_memory(room: Room) -> None:
    stage = room.stage()
    for tick in range(151):
        show(room, stage, at(tick / 150))
    assert room.drawn == FRAMES
    changes = []
    stage.changed.connect(lambda: changes.append(stage.seen))
    for tick in range(151):
        stage.show_scene(at(tick / 150), is_dimmed=False)
        assert stage.seen is not None
        # Exactly the frame of its time, at once, and backwards on the way back.
        assert stage.seen.index == GRID.index(tick / 150)
        if tick % 15 == 0:
            assert left_of_square(stage) == stage.seen.index
    assert room.drawn == FRAMES
    assert len(changes) == 2 * (FRAMES - 1)


def test_what_was_prepared_is_there_at_once(room: Room) -> None:
    stage = room.stage()
    squat = replace(CLAM, shown=replace(CLAM.shown, motion_id="squat", side=Side.BOTH))
    show(room, stage, squat)
    stage.prepare(CLAM)
    room.finish()
    before = room.drawn
    assert before == FRAMES + 1
    for tick in range(151):
        stage.show_scene(at(tick / 150), is_dimmed=False)
        assert stage.seen is not None
        assert stage.seen.strip.shown.motion_id == "clam"
        assert stage.seen.index == GRID.index(tick / 150)
    stage.prepare(CLAM)
    room.finish()
    assert room.drawn == before


def test_what_was_prepared_in_a_pause_is_drawn_after_it(room: Room) -> None:
    stage = room.stage()
    show(room, stage, at(0.5), is_dimmed=True)
    squat = replace(CLAM, shown=replace(CLAM.shown, motion_id="squat"))
    stage.prepare(squat)
    room.finish()
    assert room.drawn == 1
    show(room, stage, at(0.5))
    assert room.drawn == 1 + FRAMES


def test_both_sides_can_be_prepared_for_another_size(room: Room) -> None:
    stage = room.stage()
    right = replace(CLAM, shown=replace(CLAM.shown, side=Side.RIGHT))
    stage.prepare(CLAM, QSize(800, 600))
    stage.prepare(right, QSize(800, 600))
    room.finish()
    assert room.drawn == 2 * FRAMES
    stage.resize(800, 600)
    for scene in (CLAM, right, CLAM):
        stage.show_scene(at(0.3, scene), is_dimmed=False)
        assert stage.seen is not None
        assert stage.seen.index == 45
    room.finish()
    assert room.drawn == 2 * FRAMES


def test_an_unchanged_picture_draws_nothing(room: Room) -> None:
    stage = room.stage()
    show(room, stage, at(0.5))
    assert room.drawn == 1
    for _ in range(30):
        show(room, stage, at(0.5))
        show(room, stage, at(0.5001))
    assert room.drawn == 1
    show(room, stage, at(0.52))
    assert room.drawn <= 2 + FILL_PER_STEP, "it draws a little ahead and then stands"


def test_a_pause_is_a_veil_and_draws_nothing(room: Room) -> None:
    stage = room.stage()
    show(room, stage, at(0.5))
    bright = pixels(stage)
    for _ in range(20):
        show(room, stage, at(0.5), is_dimmed=True)
        stage.prepare(replace(CLAM, shown=replace(CLAM.shown, motion_id="squat")))
        room.finish()
    assert room.drawn == 1
    dim = pixels(stage)
    assert dim.max() < 0.75 * bright.max()
    assert dim.max() > 0.5 * bright.max()
    stage.show_scene(at(0.5), is_dimmed=False)
    assert np.array_equal(pixels(stage), bright)


def breathing(seconds: float, scene: Scene = CLAM) -> Scene:
    life = Life(seconds)
    eyelid = 0.0 if life.is_blinking else 1.0
    return replace(scene, shown=replace(scene.shown, breath=life.breath(0.0), eyelid=eyelid))


def test_a_breath_is_drawn_once_and_then_comes_again_from_memory(room: Room) -> None:
    stage = room.stage()
    show(room, stage, CLAM)
    for tick in range(150):
        show(room, stage, breathing(tick / 30))
    drawn = room.drawn
    assert drawn == 1 + len(BreathGrid())
    seen: list[int | None] = []
    stage.changed.connect(lambda: seen.append(None if stage.seen is None else stage.seen.index))
    for tick in range(150, 300):
        stage.show_scene(breathing(tick / 30), is_dimmed=False)
        assert stage.seen is not None
        assert stage.seen.strip.index(breathing(tick / 30).shown) == stage.seen.index
    room.finish()
    assert room.drawn == drawn
    assert len(set(seen)) == len(BreathGrid())
    assert len(seen) <= 50, "no more than ten pictures a second"


def test_until_it_is_drawn_the_still_pose_stays(qtbot: QtBot) -> None:
    artist = SlowArtist()
    room = Room(qtbot, artist)
    artist.may_go.set()
    stage = room.stage()
    show(room, stage, CLAM)
    before = stage.seen
    artist.may_go.clear()
    stage.show_scene(breathing(1.0), is_dimmed=False)
    assert stage.seen is before
    with qtbot.waitSignal(stage.changed, timeout=5_000):
        artist.may_go.set()
    assert stage.seen is not None
    assert stage.seen.strip.is_breathing
    room.maker.close()


def test_what_is_prepared_comes_before_breath(qtbot: QtBot) -> None:
    artist = SlowArtist()
    room = Room(qtbot, artist)
    artist.may_go.set()
    stage = room.stage()
    show(room, stage, CLAM)
    artist.may_go.clear()
    stage.prepare(replace(CLAM, shown=replace(CLAM.shown, side=Side.RIGHT)))
    stage.show_scene(breathing(1.0), is_dimmed=False)
    artist.may_go.set()
    qtbot.waitUntil(lambda: stage.seen is not None and stage.seen.strip.is_breathing)
    assert room.drawn >= 1 + FRAMES
    room.maker.close()


def test_breathing_in_a_pause_or_hidden_draws_nothing(room: Room) -> None:
    stage = room.stage()
    show(room, stage, breathing(1.0))
    show(room, stage, breathing(1.0), is_dimmed=True)
    before = room.drawn
    for _ in range(20):
        show(room, stage, breathing(1.0), is_dimmed=True)
    assert room.drawn == before
    stage.hide()
    for tick in range(40):
        show(room, stage, breathing(tick / 10))
    assert room.drawn == before


def test_who_waits_is_framed_like_the_work_that_was_prepared(room: Room) -> None:
    """Same size, same camera: nothing is seen of the change from one to the other."""
    stage = room.stage()
    stage.prepare(CLAM, QSize(800, 600))
    room.finish()
    show(room, stage, CLAM)
    assert stage.seen is not None
    own = stage.seen.strip
    show(room, stage, breathing(1.0))
    assert stage.seen is not None
    waiting = stage.seen.strip
    assert waiting.is_breathing
    assert replace(waiting, shown=own.shown) == own
    assert replace(waiting.shown, breath=None) == own.shown


def test_a_hidden_stage_draws_nothing(room: Room) -> None:
    stage = room.stage()
    show(room, stage, at(0.1))
    stage.hide()
    before = room.drawn
    for tick in range(40):
        show(room, stage, at(tick / 150))
        stage.prepare(CLAM)
    assert room.drawn == before
    show_again = at(0.4)
    stage.show_scene(show_again, is_dimmed=False)
    stage.show()
    room.finish()
    assert stage.seen is not None
    assert stage.seen.index == 60


def test_a_minimised_window_draws_nothing(room: Room) -> None:
    stage = room.stage()
    show(room, stage, at(0.1))
    stage.showMinimized()
    QApplication.processEvents()
    before = room.drawn
    for tick in range(40):
        show(room, stage, at(tick / 150))
    assert room.drawn == before


def test_a_stage_that_was_never_shown_starts_no_thread(room: Room) -> None:
    stage = room.stage(is_shown=False)
    show(room, stage, at(0.1))
    stage.prepare(CLAM)
    assert room.drawn == 0
    assert not room.maker.is_working


def test_meanwhile_the_nearest_frame_is_shown_and_nobody_waits(qtbot: QtBot) -> None:
    artist = SlowArtist()
    room = Room(qtbot, artist)
    artist.may_go.set()
    stage = room.stage()
    for tick in (0, 30):
        show(room, stage, at(tick / 150))
    room.finish()
    artist.may_go.clear()
    there = {index for index in range(FRAMES) if room.maker.store.has(_strip(stage), index)}
    wanted = next(index for index in range(20, 70) if index not in there)
    stage.show_scene(at(wanted / 150), is_dimmed=False)
    assert stage.seen is not None
    assert stage.seen.index == min(there, key=lambda one: abs(one - wanted))
    with qtbot.waitSignal(stage.changed, timeout=5_000):
        artist.may_go.set()
    assert stage.seen.index == wanted
    room.maker.close()


def test_of_many_wishes_the_last_one_is_drawn(qtbot: QtBot) -> None:
    artist = SlowArtist()
    room = Room(qtbot, artist)
    stage = room.stage()
    stage.show_scene(at(0.0), is_dimmed=False)
    assert artist.asked.wait(5)
    for tick in range(1, 40):
        stage.show_scene(at(tick / 150), is_dimmed=False)
    artist.may_go.set()
    room.finish()
    assert artist.indices[:2] == [0, 39]
    room.maker.close()


def test_closing_while_a_frame_is_drawn_waits_for_that_frame_only(qtbot: QtBot) -> None:
    artist = SlowArtist()
    room = Room(qtbot, artist)
    stage = room.stage()
    stage.show_scene(at(0.0), is_dimmed=False)
    stage.prepare(CLAM)
    assert artist.asked.wait(5)
    stage.close()
    artist.may_go.set()
    room.maker.close()
    assert not room.maker.is_working
    assert artist.indices == [0]


def test_the_worker_ends_with_its_last_stage(room: Room) -> None:
    one, other = room.stage(), room.stage()
    show(room, one, at(0.1))
    show(room, other, at(0.2))
    one.close()
    show(room, other, at(0.3))
    assert room.maker.is_working
    other.close()
    room.qtbot.waitUntil(lambda: not room.maker.is_working, timeout=5_000)


def test_resized_the_old_frame_stays_until_the_new_one_is_there(qtbot: QtBot) -> None:
    artist = SlowArtist()
    artist.may_go.set()
    room = Room(qtbot, artist)
    stage = room.stage()
    show(room, stage, at(0.5))
    before = stage.seen
    artist.may_go.clear()
    stage.resize(500, 300)
    assert stage.seen is before
    picture = pixels(stage)
    assert picture[150, 250].max() == STAGE_GREY, "it fills the widget as far as it can"
    assert picture.shape[:2] == (300, 500)
    with qtbot.waitSignal(stage.changed, timeout=5_000):
        artist.may_go.set()
    assert stage.seen is not None
    assert stage.seen.strip.width * 300 == pytest.approx(stage.seen.strip.height * 500, rel=0.01)
    room.maker.close()


def test_the_internal_picture_has_the_shape_of_the_widget_and_a_limit(room: Room) -> None:
    stage = room.stage()
    stage.resize(1800, 1200)
    show(room, stage, at(0.5))
    strip = _strip(stage)
    assert strip.width * strip.height <= 960 * 540 * 1.01
    assert strip.width / strip.height == pytest.approx(1.5, rel=0.01)
    stage.resize(200, 100)
    show(room, stage, at(0.52))
    assert (_strip(stage).width, _strip(stage).height) == (200, 100)


def test_pictures_grow_with_the_window(room: Room) -> None:
    stage = room.stage()
    stage.resize(320, 200)
    show(room, stage, at(0.5))
    assert _strip(stage).width == 320
    stage.resize(1280, 800)
    show(room, stage, at(0.52))
    before = _strip(stage)
    assert before.width >= 0.9 * min(1280, room.maker.pace.size(1280, 800, before)[0])
    stage.resize(1296, 810)
    show(room, stage, at(0.54))
    assert _strip(stage) == before, "a little more room is not worth it"


def test_a_machine_that_got_faster_draws_nothing_twice(room: Room) -> None:
    room.drew(0.04)
    stage = room.stage()
    stage.resize(1600, 1200)
    show(room, stage, at(0.5))
    before = _strip(stage)
    for _ in range(200):
        room.maker.pace.took(before, 0.001)
    assert room.maker.pace.size(1600, 1200, before)[0] > 1.1 * before.width
    show(room, stage, at(0.52))
    assert _strip(stage) == before


def test_a_slower_machine_gets_smaller_pictures(room: Room) -> None:
    room.drew(0.5)
    assert room.maker.pace.size(1920, 1080, STANDING) == (640, 360)
    room.drew(0.001)
    assert room.maker.pace.size(1920, 1080, STANDING) == (960, 540)


def test_a_move_that_begins_too_slowly_goes_on_smaller(room: Room) -> None:
    room.drew(0.02)
    stage = room.stage()
    stage.resize(1600, 1200)
    show(room, stage, at(0.0))
    large = _strip(stage)
    for _ in range(60):
        room.maker.pace.took(large, 0.5)
    show(room, stage, at(0.02))
    assert _strip(stage).width < large.width
    small = _strip(stage)
    show(room, stage, at(0.04))
    assert _strip(stage) == small


def test_a_size_that_was_a_guess_is_chosen_again_when_the_machine_is_known(qtbot: QtBot) -> None:
    room = Room(qtbot, is_known=False)
    stage = room.stage()
    stage.resize(1600, 1200)
    stage.prepare(CLAM)
    show(room, stage, at(0.0), is_dimmed=True)
    guessed = _strip(stage)
    # Of this very move too: what was really drawn may have been slow on a busy machine.
    for _ in range(20):
        room.maker.pace.took(guessed, 0.001)
    room.drew(0.001)
    show(room, stage, at(0.02), is_dimmed=True)
    assert _strip(stage).width > 1.1 * guessed.width
    for tick in range(151):
        show(room, stage, at(tick / 150))
    assert room.drawn <= FRAMES + 1, "nothing but one picture was drawn in the size of the guess"
    room.maker.close()


def test_a_move_prepared_for_more_room_is_drawn_once_for_both(room: Room) -> None:
    """A rest shows the pictures of the set that comes, smaller."""
    stage = room.stage()
    stage.prepare(CLAM, QSize(600, 400))
    for tick in range(0, 20, 4):
        show(room, stage, at(tick / 150))
        assert stage.seen is not None
        assert (stage.seen.strip.width, stage.seen.index) == (600, tick)
    stage.resize(600, 400)
    for tick in range(151):
        show(room, stage, at(tick / 150))
    assert room.drawn == FRAMES
    stage.resize(660, 420)
    show(room, stage, at(0.5))
    assert _strip(stage).width == 660, "for more room than that it is drawn anew"


def test_a_second_set_of_the_same_move_draws_nothing_new(room: Room) -> None:
    stage = room.stage()
    squat = replace(CLAM, shown=replace(CLAM.shown, motion_id="squat", side=Side.BOTH))
    for scene in (CLAM, squat):
        stage.prepare(scene)
        room.finish()
    before = room.drawn
    assert before == 2 * FRAMES
    for scene in (CLAM, squat, CLAM):
        stage.prepare(scene)
        for tick in range(0, 151, 5):
            show(room, stage, at(tick / 150, scene))
    assert room.drawn == before


class ListingArtist(PlainArtist):
    """Lists what it draws for moves, not for the ways between them."""

    def __init__(self) -> None:
        self.drawn: list[Strip] = []

    def frame(self, strip: Strip, index: int) -> Frame:
        """Draw, and list it; a way's picture is a whole one."""
        if strip.is_way:
            return Frame((Patch(0, 0, self.still(strip)),))
        self.drawn.append(strip)
        return super().frame(strip, index)


def test_the_second_round_of_a_circuit_draws_no_move_anew(qtbot: QtBot) -> None:
    artist = ListingArtist()
    room = Room(qtbot, artist)
    stage = room.stage()
    stage.resize(1000, 700)
    quick = Tempo(lower_s=1, hold_s=0, lift_s=1)
    moves = [
        replace(CLAM, shown=replace(CLAM.shown, motion_id=f"move {number}", side=side, tempo=quick))
        for number in range(12)
        for side in (Side.LEFT, Side.RIGHT)
    ]
    for turn in range(2):
        for scene in moves:
            stage.prepare(scene)
            for before in range(4):
                start = Shown(motion_id=f"before {turn} {before}")
                way = replace(scene.shown, way_from=start, way_share=0.5)
                show(room, stage, replace(scene, shown=way))
            show(room, stage, scene)
            # By the second round the machine has less to do, or another thing to do as well.
            room.maker.pace.took(_strip(stage), 0.5 if len(artist.drawn) % 2 else 0.001)
    assert len(artist.drawn) == len(moves) * len(FrameGrid(tempo=quick))
    room.maker.close()


def test_a_picture_for_more_room_is_framed_for_the_room_there_is(qtbot: QtBot) -> None:
    """As its own pictures would be; what is cut off then fades into the page."""
    room = Room(qtbot)

    def framing(_: Strip, width: float, height: float) -> tuple[float, float, float]:
        return height, width / 2, height / 2

    stage = SoftStage(maker=room.maker, backdrop=Backdrop.FADED, page=PAGE, framing=framing)
    qtbot.addWidget(stage)
    stage.resize(200, 250)
    stage.show()
    stage.prepare(CLAM, QSize(800, 500))
    show(room, stage, at(0.5))
    image = stage.grab().toImage()
    assert image.pixelColor(100, 2).red() == STAGE_GREY, "it is as high as the widget"
    assert image.pixelColor(0, 125) == PAGE
    assert PAGE.red() < image.pixelColor(12, 125).red() < STAGE_GREY
    room.maker.close()


def test_only_what_differs_is_painted_again(room: Room) -> None:
    stage = room.stage()
    for tick in (10, 11):
        show(room, stage, at(tick / 150))
    counter = PaintedArea(stage)
    stage.show_scene(at(10 / 150), is_dimmed=False)
    QApplication.processEvents()
    assert 0 < counter.pixels < 3 * (SIZE + 8) ** 2
    counter.pixels = 0
    stage.show_scene(at(10.1 / 150), is_dimmed=False)
    QApplication.processEvents()
    assert counter.pixels == 0
    stage.show_scene(at(11 / 150), is_dimmed=False)
    assert np.array_equal(pixels(stage), fresh_pixels(room, at(11 / 150)))


def test_without_room_for_frames_the_moment_is_still_shown(qtbot: QtBot) -> None:
    room = Room(qtbot)
    room.maker.store = FrameStore(limit_bytes=400 * 300 * 4 + 10)
    stage = room.stage()
    for tick in (3, 9, 3, 20):
        show(room, stage, at(tick / 150))
        assert stage.seen is not None
        assert stage.seen.index == tick
    room.finish()
    assert room.maker.store.nbytes <= 400 * 300 * 4 + 10
    room.maker.close()


def test_a_way_is_drawn_as_it_goes_and_not_kept(room: Room) -> None:
    stage = room.stage()
    way = replace(CLAM, shown=replace(CLAM.shown, way_from=Shown()))
    for share in (0.0, 0.25, 0.5):
        show(room, stage, replace(way, shown=replace(way.shown, way_share=share)))
        assert stage.seen is not None
        assert stage.seen.index == round(600 * share)
    assert room.drawn == 3
    assert room.maker.store.nbytes == 0
    show(room, stage, way)
    assert room.drawn == 4


def test_an_inset_stage_has_round_corners(room: Room) -> None:
    inset, faded = room.stage(Backdrop.INSET), room.stage()
    for stage in (inset, faded):
        show(room, stage, at(0.5))
    image = inset.grab().toImage()
    corner, edge = image.pixelColor(0, 0), image.pixelColor(200, 0)
    assert edge.red() == STAGE_GREY
    assert corner.red() != STAGE_GREY
    assert faded.grab().toImage().pixelColor(0, 0).red() == STAGE_GREY


def test_before_the_first_frame_there_is_the_plain_page(qtbot: QtBot) -> None:
    artist = SlowArtist()
    room = Room(qtbot, artist)
    stage = room.stage()
    stage.show_scene(CLAM, is_dimmed=False)
    assert stage.grab().toImage().pixelColor(200, 150) == PAGE
    artist.may_go.set()
    room.finish()
    room.maker.close()


@pytest.mark.expected_log("nothing drawn")
def test_without_a_body_it_says_so_once_and_stays_a_page(qtbot: QtBot) -> None:
    room = Room(qtbot, NoArtist())
    stage = room.stage()
    with qtbot.waitSignal(room.maker.failed, timeout=5_000) as failed:
        stage.show_scene(CLAM, is_dimmed=False)
    assert str(failed.args[0]).startswith("No body could be read from bodies")
    assert stage.seen is None
    assert stage.grab().toImage().pixelColor(200, 150) == PAGE
    room.maker.close()


def _strip(stage: SoftStage) -> Strip:
    assert stage.seen is not None
    return stage.seen.strip
