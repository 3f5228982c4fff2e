"""The worker that draws frames: one at a time in an artist, and no picture takes it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Lock, Thread, Timer
from threading import enumerate as all_threads

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gluteapp.core.exercise import Side, Tempo
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import AHEAD, Shown
from gluteapp.ui.stage.frame_maker import FrameMaker
from gluteapp.ui.stage.frame_patches import Frame
from gluteapp.ui.stage.frame_store import Strip
from gluteapp.ui.stage.scene_asked import Scene
from gluteapp.ui.stage.soft_view import SoftStage
from gluteapp.ui.stage.stage_view import Backdrop
from tests.plain_stage import PlainArtist

CLAM = Scene(
    shown=Shown(motion_id="clam", side=Side.LEFT, tempo=Tempo(lower_s=2, hold_s=1, lift_s=2)),
    breaths=1,
    look=Look(),
    angle=AHEAD,
)
SQUAT = replace(CLAM, shown=replace(CLAM.shown, motion_id="squat"))


class TroubledArtist(PlainArtist):
    """Cannot draw the clam."""

    def frame(self, strip: Strip, index: int) -> Frame:
        """Draw, or fail as a bug would."""
        if strip.shown.motion_id == "clam":
            raise ValueError("no such knee")
        return super().frame(strip, index)


class CountingArtist(PlainArtist):
    """Counts who is inside at the same time; the first one stays until it is let go."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.asked, self.may_go, self.met = Event(), Event(), Event()
        """`met`: somebody else came while one was inside, in here or before the door."""
        self._lock = Lock()

    def frame(self, strip: Strip, index: int) -> Frame:
        """Draw slowly."""
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        if self.inside > 1:
            self.met.set()
        self.asked.set()
        self.may_go.wait(5)
        with self._lock:
            self.inside -= 1
        return super().frame(strip, index)


class Door:
    """The maker's own lock, which tells when somebody has to wait before it."""

    def __init__(self, met: Event) -> None:
        self._lock, self._met = Lock(), met

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self._met.set()
            self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def at(phase: float, scene: Scene) -> Scene:
    return replace(scene, shown=replace(scene.shown, phase=phase))


def stage_of(maker: FrameMaker, qtbot: QtBot) -> SoftStage:
    stage = SoftStage(maker=maker, backdrop=Backdrop.FADED, page=QColor("#0D1117"))
    qtbot.addWidget(stage)
    stage.resize(400, 300)
    stage.show()
    return stage


@pytest.fixture
def troubled() -> Iterator[FrameMaker]:
    maker = FrameMaker(make_artist=TroubledArtist)
    yield maker
    maker.close()


@pytest.mark.expected_log("cannot be drawn")
def test_a_move_that_cannot_be_drawn_is_told_once_and_the_next_one_is_drawn(
    troubled: FrameMaker, qtbot: QtBot
) -> None:
    told: list[str] = []
    troubled.failed.connect(told.append)
    stage = stage_of(troubled, qtbot)
    with qtbot.waitSignal(troubled.failed, timeout=5_000):
        stage.show_scene(CLAM, is_dimmed=False)
    for tick in range(60):
        shown = replace(CLAM.shown, phase=tick / 60)
        stage.show_scene(replace(CLAM, shown=shown), is_dimmed=False)
        qtbot.waitUntil(lambda: not troubled.is_busy, timeout=5_000)
    assert len(told) == 1
    with qtbot.waitSignal(troubled.drawn, timeout=5_000):
        stage.show_scene(SQUAT, is_dimmed=False)
    assert troubled.frames_drawn >= 1


def test_an_artist_serves_one_thread_at_a_time(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    artist = CountingArtist()
    maker = FrameMaker(make_artist=lambda: artist)
    monkeypatch.setattr(maker, "_drawing", Door(artist.met))
    stage = stage_of(maker, qtbot)
    stage.show_scene(CLAM, is_dimmed=False)
    assert artist.asked.wait(5)
    # Hidden and shown again, the maker has another thread while the first is still drawing.
    stage.hide()
    stage.show()
    stage.show_scene(SQUAT, is_dimmed=False)
    assert artist.met.wait(5)
    artist.may_go.set()
    qtbot.waitUntil(lambda: not maker.is_busy, timeout=5_000)
    assert artist.most == 1
    maker.close()


def drawing_threads() -> list[Thread]:
    return [one for one in all_threads() if one.name == "stage frames"]


def test_the_end_waits_for_the_picture_of_a_stage_that_was_hidden(qtbot: QtBot) -> None:
    artist = CountingArtist()
    maker = FrameMaker(make_artist=lambda: artist)
    before = drawing_threads()
    stage = stage_of(maker, qtbot)
    stage.show_scene(CLAM, is_dimmed=False)
    assert artist.asked.wait(5)
    stage.hide()
    assert not maker.is_working
    Timer(0.05, artist.may_go.set).start()
    maker.close()
    # It was still drawing: nothing may arrive in a maker that is gone.
    assert [one for one in drawing_threads() if one not in before] == []


class ListingArtist(PlainArtist):
    """Lists the moves and sides that it draws, in their order."""

    def __init__(self) -> None:
        self.drawn: list[tuple[str, Side]] = []

    def frame(self, strip: Strip, index: int) -> Frame:
        """Draw, and list it."""
        self.drawn.append((strip.shown.motion_id, strip.shown.side))
        return super().frame(strip, index)


def on(side: Side, scene: Scene) -> Scene:
    return replace(scene, shown=replace(scene.shown, side=side))


@pytest.fixture
def listing(qtbot: QtBot) -> Iterator[tuple[FrameMaker, ListingArtist, SoftStage]]:
    artist = ListingArtist()
    maker = FrameMaker(make_artist=lambda: artist)
    yield maker, artist, stage_of(maker, qtbot)
    maker.close()


def test_all_three_sides_of_a_move_are_prepared_the_first_one_first(
    listing: tuple[FrameMaker, ListingArtist, SoftStage], qtbot: QtBot
) -> None:
    maker, artist, stage = listing
    sides = (Side.RIGHT, Side.LEFT, Side.BOTH)
    for side in sides:
        stage.prepare(on(side, CLAM))
    qtbot.waitUntil(lambda: not maker.is_busy, timeout=5_000)
    assert list(dict.fromkeys(artist.drawn)) == [("clam", side) for side in sides]
    assert maker.frames_drawn == 3 * artist.drawn.count(("clam", Side.BOTH))
    assert maker.frames_drawn == len(artist.drawn)
    for side in sides:
        for tick in range(150):
            stage.show_scene(at(tick / 150, on(side, CLAM)), is_dimmed=False)
    qtbot.waitUntil(lambda: not maker.is_busy, timeout=5_000)
    assert maker.frames_drawn == len(artist.drawn) == 3 * artist.drawn.count(("clam", Side.BOTH))


def test_sides_of_a_move_that_is_over_are_not_drawn_ahead_any_more(
    listing: tuple[FrameMaker, ListingArtist, SoftStage], qtbot: QtBot
) -> None:
    maker, artist, stage = listing
    stage.show_scene(at(0.5, CLAM), is_dimmed=True)
    for scene in (CLAM, SQUAT):
        for side in (Side.LEFT, Side.RIGHT):
            stage.prepare(on(side, scene))
    # The clams are skipped before anything is drawn ahead: nothing is while it is paused.
    stage.show_scene(at(0.0, on(Side.LEFT, SQUAT)), is_dimmed=True)
    stage.show_scene(at(0.0, on(Side.LEFT, SQUAT)), is_dimmed=False)
    qtbot.waitUntil(lambda: not maker.is_busy, timeout=5_000)
    drawn = artist.drawn
    assert drawn.count(("squat", Side.LEFT)) == drawn.count(("squat", Side.RIGHT)) > 1
    assert ("clam", Side.RIGHT) not in drawn
