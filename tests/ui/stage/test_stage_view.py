"""The coach on screen as its callers see it: what was asked is shown, whichever way it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.content import load_content
from gluteapp.core.exercise import Exercise, Library, Muscle, Side, Tempo
from gluteapp.figure.life import Life, eyelid_at
from gluteapp.figure.motion import Motions, load_motions
from gluteapp.figure.scene import Look, Outfit
from gluteapp.figure.staging import RESTING_MOTION, Shown
from gluteapp.paths import Paths
from gluteapp.ui.stage import gl_picture
from gluteapp.ui.stage.gl_view import GlStage
from gluteapp.ui.stage.moving_view import MovingView
from gluteapp.ui.stage.soft_view import SoftStage
from gluteapp.ui.stage.stage_view import Backdrop, StageView
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.theme import DARK, LIGHT
from tests.plain_stage import plain_studio

TEMPO = Tempo(lower_s=2, hold_s=1, lift_s=2)
ASSETS = Paths.under(Path("unused")).assets


@pytest.fixture(scope="module")
def motions() -> Motions:
    return load_motions(ASSETS / "motions")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_content(Paths.under(Path("unused"))).library


@pytest.fixture
def studio(motions: Motions, qapp: QApplication) -> Iterator[Studio]:
    made = plain_studio(motions)
    yield made
    made.close()


@pytest.fixture
def real(motions: Motions, qapp: QApplication) -> Iterator[Studio]:
    made = Studio(motions=motions, bodies_folder=ASSETS / "bodies")
    yield made
    made.close()


def _view(qtbot: QtBot, studio: Studio, backdrop: Backdrop = Backdrop.FADED) -> StageView:
    view = StageView(studio=studio, backdrop=backdrop)
    qtbot.addWidget(view)
    view.resize(240, 180)
    view.show()
    _settle(qtbot, studio)
    return view


def _settle(qtbot: QtBot, studio: Studio) -> None:
    qtbot.waitUntil(lambda: not studio.maker.is_busy, timeout=10_000)
    QApplication.processEvents()


def _pixels(view: QWidget) -> NDArray[np.int64]:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), dtype=np.uint8)
    return raw.reshape(image.height(), image.width(), 4)[:, :, :3].astype(np.int64)


def _show(
    qtbot: QtBot, view: StageView, studio: Studio, move: Exercise, phase: float, side: Side
) -> NDArray[np.int64]:
    view.show_pose(move, move.variants[0].id, side, TEMPO, phase)
    _settle(qtbot, studio)
    return _pixels(view)


# What is shown


def test_without_an_exercise_a_person_stands(qtbot: QtBot, real: Studio) -> None:
    view = _view(qtbot, real)
    assert view.motion_id == RESTING_MOTION
    assert "rest" in view.accessibleName()
    assert _pixels(view).max() > 150


def test_every_variant_of_every_exercise_is_found(
    qtbot: QtBot, studio: Studio, library: Library
) -> None:
    view = _view(qtbot, studio)
    for exercise in library.exercises.values():
        for variant in exercise.variants:
            view.show_pose(exercise, variant.id, Side.RIGHT, exercise.tempo, 0.4)
            assert view.motion_id == variant.motion


def test_the_picture_depends_on_the_moment_only(
    qtbot: QtBot, real: Studio, library: Library
) -> None:
    view = _view(qtbot, real)
    squat = library.exercises["squat"]
    start = _show(qtbot, view, real, squat, 0.0, Side.BOTH)
    bottom = _show(qtbot, view, real, squat, 0.5, Side.BOTH)
    assert np.array_equal(_show(qtbot, view, real, squat, 0.0, Side.BOTH), start)
    assert np.abs(bottom - start).max() > 60


def test_the_head_is_up_in_a_turned_picture(qtbot: QtBot, real: Studio, library: Library) -> None:
    view = _view(qtbot, real)
    view.resize(200, 320)
    clam = library.exercises["clam"]
    for side in (Side.LEFT, Side.RIGHT):
        for is_turned in (False, True):
            view.set_turned(is_turned)
            picture = _show(qtbot, view, real, clam, 0.0, side)
            blue, green, red = (picture[:, :, part] for part in range(3))
            top = np.nonzero((green - red > 40) & (green > 70))[0]
            shoes = np.nonzero((red > 170) & (green > 170) & (blue > 170))[0]
            is_above = np.median(top) < np.median(shoes) - 60
            assert is_above == is_turned


def test_turning_is_for_lying_on_the_side_only(
    qtbot: QtBot, real: Studio, library: Library
) -> None:
    view = _view(qtbot, real)
    squat = library.exercises["squat"]
    upright = _show(qtbot, view, real, squat, 0.5, Side.BOTH)
    view.set_turned(True)
    _settle(qtbot, real)
    assert view.is_turned
    assert np.array_equal(_pixels(view), upright)


def test_a_second_camera_and_an_orbit_show_another_side(
    qtbot: QtBot, real: Studio, library: Library
) -> None:
    view = _view(qtbot, real)
    own = _show(qtbot, view, real, library.exercises["squat"], 0.5, Side.BOTH)
    view.next_camera()
    assert view.camera_name == "second"
    _settle(qtbot, real)
    assert np.abs(_pixels(view) - own).max() > 60
    view.next_camera()
    assert view.camera_name == "auto"
    view.set_orbit(40.0, 10.0)
    assert view.orbit == (40.0, 10.0)
    _settle(qtbot, real)
    assert np.abs(_pixels(view) - own).max() > 60
    view.set_orbit(0.0, 0.0)
    _settle(qtbot, real)
    assert np.array_equal(_pixels(view), own)


def test_another_look_reaches_every_stage(qtbot: QtBot, real: Studio) -> None:
    view = _view(qtbot, real)
    before = _pixels(view)
    real.set_look(Look(outfit=Outfit.PLUM))
    _settle(qtbot, real)
    plum = _pixels(view)
    assert np.abs(plum - before).max() > 60
    view.set_look(Look())
    _settle(qtbot, real)
    assert np.array_equal(_pixels(view), before)


def test_a_motion_that_is_missing_leaves_a_standing_figure(
    qtbot: QtBot, studio: Studio, library: Library, tmp_path: Path
) -> None:
    view = _view(qtbot, studio)
    clam = library.exercises["clam"]
    lost = clam.model_copy(
        update={"variants": (clam.variants[0].model_copy(update={"motion": "lost"}),)}
    )
    view.show_pose(lost, None, Side.LEFT, TEMPO, 0.5)
    assert view.motion_id == RESTING_MOTION
    empty = plain_studio(load_motions(tmp_path))
    page = _view(qtbot, empty)
    assert QColor.fromRgb(page.grab().toImage().pixel(100, 100)) == DARK.bg
    assert page.lit_muscles == ()
    empty.close()


def test_a_way_ends_where_the_next_move_begins(
    qtbot: QtBot, real: Studio, library: Library
) -> None:
    view = _view(qtbot, real)
    squat, clam = library.exercises["squat"], library.exercises["clam"]
    start = _show(qtbot, view, real, squat, 0.0, Side.BOTH)
    way = (squat, None, Side.BOTH, clam, None, Side.LEFT)
    pictures = []
    for share in (0.0, 0.5, 1.0):
        view.show_way(*way, share)
        _settle(qtbot, real)
        pictures.append(_pixels(view))
    end = _show(qtbot, view, real, clam, 0.0, Side.LEFT)
    assert np.abs(pictures[0] - start).mean() < 1.0
    assert np.abs(pictures[1] - start).mean() > 3.0
    assert np.abs(pictures[2] - end).mean() < 1.0
    assert view.way_ms(*way) > 500
    assert view.way_ms(clam, None, Side.LEFT, clam, None, Side.LEFT) == 0


def test_muscles_are_named_the_strongest_first_and_fade_at_the_start(
    qtbot: QtBot, studio: Studio, library: Library
) -> None:
    view = _view(qtbot, studio)
    bridge = library.exercises["glute_bridge"]
    view.show_pose(bridge, None, Side.BOTH, TEMPO, 0.5)
    lit = view.lit_muscles
    assert dict(lit) == pytest.approx(bridge.muscles)
    assert Muscle.GLUTEUS_MAXIMUS in dict(lit)
    levels = [level for _, level in lit]
    assert levels == sorted(levels, reverse=True)
    view.show_pose(bridge, None, Side.BOTH, TEMPO, 0.0)
    assert view.lit_muscles[0][1] < 0.2 * levels[0]
    view.show_pose(None, None, None, None, 0.0)
    assert view.lit_muscles == ()


def test_the_description_names_the_exercise_and_side(
    qtbot: QtBot, studio: Studio, library: Library
) -> None:
    view = _view(qtbot, studio)
    view.show_pose(library.exercises["clam"], None, Side.RIGHT, TEMPO, 0.2)
    assert "Clam" in view.accessibleName()
    assert "right" in view.accessibleName()
    assert view.accessibleDescription()
    view.show_pose(None, None, None, None, 0.0)
    assert "rest" in view.accessibleName()


def test_a_move_can_be_prepared(qtbot: QtBot, studio: Studio, library: Library) -> None:
    view = _view(qtbot, studio)
    view.prepare(library.exercises["clam"], None, Side.LEFT, TEMPO, QSize(400, 300))
    view.resize(400, 300)
    _settle(qtbot, studio)
    before = studio.maker.frames_drawn
    for tick in range(151):
        view.show_pose(library.exercises["clam"], None, Side.LEFT, TEMPO, tick / 150)
    _settle(qtbot, studio)
    assert studio.maker.frames_drawn == before


# Somebody who waits or holds


def _alive(
    qtbot: QtBot, view: StageView, studio: Studio, move: Exercise | None, life: Life, phase: float
) -> NDArray[np.int64]:
    tempo = None if move is None else TEMPO
    view.show_pose(move, None, Side.BOTH, tempo, phase, life=life)
    _settle(qtbot, studio)
    return _pixels(view)


def test_who_waits_breathes_and_blinks(qtbot: QtBot, real: Studio, library: Library) -> None:
    view = _view(qtbot, real)
    view.resize(480, 400)
    full, empty, closed, again = (
        _alive(qtbot, view, real, None, Life(seconds), 0.0) for seconds in (0.0, 2.4, 2.5, 5.0)
    )
    assert np.array_equal(full, again)
    assert np.abs(full - empty).max() > 60
    # Of all the body the blink changes a part of the face.
    blink = np.argwhere((empty != closed).any(axis=2))
    assert len(blink) > 0
    assert (np.ptp(blink, axis=0) < 30).all()


def test_waiting_begins_and_ends_with_the_picture_of_the_move(
    qtbot: QtBot, real: Studio, library: Library
) -> None:
    view = _view(qtbot, real)
    for name, phase in (("squat", 0.0), ("clam", 0.0), ("clam", 0.5)):
        move = library.exercises[name]
        still = _show(qtbot, view, real, move, phase, Side.BOTH)
        assert np.array_equal(_alive(qtbot, view, real, move, Life(1.2, 0.0), phase), still)
        assert np.abs(_alive(qtbot, view, real, move, Life(1.2, 0.01), phase) - still).max() <= 2
        assert np.abs(_alive(qtbot, view, real, move, Life(1.2, 1.0), phase) - still).max() > 9


def test_after_one_breath_waiting_costs_no_frame(
    qtbot: QtBot, studio: Studio, library: Library
) -> None:
    view = _view(qtbot, studio)
    for move, phase in ((None, 0.0), (library.exercises["clam"], 1.0)):
        for tick in range(150):
            _alive(qtbot, view, studio, move, Life(tick / 30), phase)
        before = studio.maker.frames_drawn
        for tick in range(150, 300):
            _alive(qtbot, view, studio, move, Life(tick / 30), phase)
        assert studio.maker.frames_drawn == before


def test_a_hold_breathes_in_the_frames_that_were_prepared(
    qtbot: QtBot, studio: Studio, library: Library
) -> None:
    view = _view(qtbot, studio)
    stretch = library.exercises["hip_flexor_stretch"]
    view.prepare(stretch, None, Side.LEFT, None)
    _settle(qtbot, studio)
    before = studio.maker.frames_drawn
    seen = set()
    for tick in range(150):
        life = Life(tick / 30)
        view.show_pose(stretch, None, Side.LEFT, None, 0.2 + tick / 300, life=life)
        (soft,) = view.findChildren(SoftStage)
        assert soft.seen is not None
        seen.add(soft.seen.index)
    _settle(qtbot, studio)
    assert studio.maker.frames_drawn == before
    assert len(seen) > 12


# Where pictures cannot be drawn


def test_a_broken_body_file_shows_the_other_body_and_says_so(
    qtbot: QtBot, motions: Motions, tmp_path: Path
) -> None:
    (tmp_path / "a.npz").write_bytes(b"no body")
    (tmp_path / "b.npz").write_bytes((ASSETS / "bodies" / "b.npz").read_bytes())
    studio = Studio(motions=motions, bodies_folder=tmp_path)
    said: list[str] = []
    studio.failed.connect(said.append)
    view = _view(qtbot, studio)
    assert _pixels(view).max() > 150
    (problem,) = studio.problems
    assert "a.npz" in problem
    view.show_pose(None, None, None, None, 0.5)
    _settle(qtbot, studio)
    assert said == [problem]
    studio.close()


@pytest.mark.expected_log("nothing drawn")
def test_without_any_body_the_page_stays_and_says_why(
    qtbot: QtBot, motions: Motions, tmp_path: Path
) -> None:
    studio = Studio(motions=motions, bodies_folder=tmp_path)
    with qtbot.waitSignal(studio.failed, timeout=5_000) as failed:
        view = StageView(studio=studio)
        qtbot.addWidget(view)
        view.resize(240, 180)
        view.show()
    assert str(tmp_path) in failed.args[0]
    assert QColor.fromRgb(view.grab().toImage().pixel(120, 90)) == DARK.bg
    studio.close()


class LosableStage(QWidget):
    """Stands in for OpenGL, which the offscreen platform has none of."""

    lost = Signal(str)
    show_shot = GlStage.show_shot
    size_px = GlStage.size_px

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shot = None


@pytest.mark.expected_log("OpenGL is lost")
def test_lost_opengl_gives_way_to_the_software_picture_in_place(
    qtbot: QtBot, motions: Motions, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gl_picture, "GlStage", LosableStage)
    studio = Studio(motions=motions, bodies_folder=ASSETS / "bodies", uses_gl=True)
    view = _view(qtbot, studio)
    view.show_pose(library.exercises["clam"], None, Side.LEFT, TEMPO, 0.5)
    (gl,) = view.findChildren(LosableStage)
    assert gl._shot is not None
    assert studio.maker.frames_drawn == 0
    gl.lost.emit("the driver went away")
    assert not studio.uses_gl
    _settle(qtbot, studio)
    (soft,) = view.findChildren(SoftStage)
    assert soft.isVisible()
    assert soft.geometry() == view.rect()
    assert _pixels(view).max() > 150
    assert view.motion_id == "clam"
    other = StageView(studio=studio)
    qtbot.addWidget(other)
    assert other.findChildren(SoftStage)
    studio.close()


@pytest.mark.expected_log("OpenGL is lost")
def test_opengl_that_one_stage_loses_is_lost_for_all(
    qtbot: QtBot, motions: Motions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gl_picture, "GlStage", LosableStage)
    studio = Studio(motions=motions, bodies_folder=ASSETS / "bodies", uses_gl=True)
    views = [_view(qtbot, studio) for _ in range(3)]
    views[2].hide()
    lost: list[int] = []
    studio.gl_lost.connect(lambda: lost.append(1))
    stages = [view.findChildren(LosableStage)[0] for view in views]
    for gl in stages[:2]:
        gl.lost.emit("the driver went away")
    assert len(lost) == 1
    views[2].show()
    _settle(qtbot, studio)
    for view in views:
        (soft,) = view.findChildren(SoftStage)
        assert soft.isVisible()
        assert soft.geometry() == view.rect()
        assert _pixels(view).max() > 150
    studio.close()


@pytest.mark.expected_log("OpenGL is lost")
def test_with_opengl_a_broken_body_file_is_told_once(
    qtbot: QtBot, motions: Motions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gl_picture, "GlStage", LosableStage)
    (tmp_path / "a.npz").write_bytes(b"no body")
    (tmp_path / "b.npz").write_bytes((ASSETS / "bodies" / "b.npz").read_bytes())
    studio = Studio(motions=motions, bodies_folder=tmp_path, uses_gl=True)
    said: list[str] = []
    studio.failed.connect(said.append)
    view = _view(qtbot, studio)
    for phase in (0.3, 0.5):
        view.show_pose(None, None, None, None, phase)
    assert said == list(studio.problems)
    assert "a.npz" in said[0]
    studio.lose_gl("the driver went away")
    _settle(qtbot, studio)
    assert studio.maker.frames_drawn > 0
    assert len(said) == 1, "the worker finds the same file broken, which was told"
    studio.close()


def test_with_opengl_a_missing_body_is_told_once_however_often_it_is_looked_for(
    qtbot: QtBot,
    motions: Motions,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gl_picture, "GlStage", LosableStage)
    studio = Studio(motions=motions, bodies_folder=tmp_path, uses_gl=True)
    said: list[str] = []
    studio.failed.connect(said.append)
    view = _view(qtbot, studio)
    for tick in range(30):
        view.show_pose(library.exercises["clam"], None, Side.LEFT, TEMPO, tick / 30)
    assert len(said) == 1
    assert str(tmp_path) in said[0]
    studio.close()


def test_opengl_is_asked_for_another_shot_only_when_something_changed(
    qtbot: QtBot, motions: Motions, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gl_picture, "GlStage", LosableStage)
    studio = Studio(motions=motions, bodies_folder=ASSETS / "bodies", uses_gl=True)
    view = _view(qtbot, studio)
    shots = []
    view.changed.connect(lambda: shots.append(1))
    clam = library.exercises["clam"]
    for phase, is_dimmed in ((0.5, False), (0.5, False), (0.5, True), (0.5, True)):
        view.show_pose(clam, None, Side.LEFT, TEMPO, phase, is_dimmed)
    assert len(shots) == 2
    view.hide()
    view.show_pose(clam, None, Side.LEFT, TEMPO, 0.7)
    assert len(shots) == 2
    view.show()
    assert len(shots) == 3
    studio.close()


def test_opengl_shows_breath_and_eyes_of_the_time(
    qtbot: QtBot, motions: Motions, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gl_picture, "GlStage", LosableStage)
    studio = Studio(motions=motions, bodies_folder=ASSETS / "bodies", uses_gl=True)
    view = _view(qtbot, studio)
    (gl,) = view.findChildren(LosableStage)
    squat = library.exercises["squat"]
    blink_s = min(np.arange(0, 10, 0.01), key=eyelid_at)
    breaths: list[float] = []
    lids: list[float] = []
    shots: list[int] = []
    view.changed.connect(lambda: shots.append(1))
    for seconds, share in ((0.0, 1.0), (2.5, 1.0), (blink_s, 1.0), (blink_s, 0.0)):
        for _ in range(3):
            view.show_pose(squat, None, Side.BOTH, TEMPO, 0.4, life=Life(seconds, share))
        assert gl._shot is not None
        breaths.append(gl._shot.moment.pose.breath)
        lids.append(gl._shot.moment.eyelid)
    assert len(shots) == 4
    assert breaths[:2] == [1.0, -1.0]
    assert -1.0 < breaths[3] < 1.0
    assert lids == [1.0, 1.0, 0.0, 0.0]
    studio.close()


# At the desk


def test_a_desk_figure_stands_at_its_hard_end_and_moves_when_it_plays(
    qtbot: QtBot, studio: Studio, library: Library
) -> None:
    moving = MovingView(studio=studio, theme=DARK)
    qtbot.addWidget(moving)
    moving.resize(300, 200)
    moving.show()
    moving.show_move(library.exercises["clam"])
    _settle(qtbot, studio)
    soft = moving.stage.findChild(SoftStage)
    assert isinstance(soft, SoftStage)
    assert soft.seen is not None
    assert soft.seen.index == soft.seen.strip.index(Shown(phase=0.5))
    assert studio.maker.frames_drawn <= 2
    with qtbot.waitSignal(moving.stage.changed, timeout=5_000):
        moving.set_playing(True)
    moving.hide()
    assert not moving.is_playing


def test_a_light_desk_has_the_figure_in_a_panel(
    qtbot: QtBot, studio: Studio, library: Library
) -> None:
    moving = MovingView(studio=studio, theme=LIGHT)
    qtbot.addWidget(moving)
    moving.resize(300, 200)
    moving.show()
    moving.show_move(library.exercises["clam"])
    _settle(qtbot, studio)
    dark_before = moving.stage
    corner = QColor.fromRgb(moving.grab().toImage().pixel(0, 0))
    middle = QColor.fromRgb(moving.grab().toImage().pixel(150, 100))
    assert corner.lightness() > middle.lightness() + 60
    moving.set_theme(DARK)
    assert moving.stage is not dark_before
    _settle(qtbot, studio)
