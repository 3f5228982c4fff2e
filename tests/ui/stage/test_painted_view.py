"""The painted figure as a widget: it shows what it was asked for, and nothing of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.content import load_content
from gluteapp.core.exercise import Exercise, Library, Side, Tempo
from gluteapp.figure.motion import Motions, load_motions
from gluteapp.paths import Paths
from gluteapp.ui.stage.painted_view import RESTING_MOTION, Backdrop, StageView

TEMPO = Tempo(lower_s=2, hold_s=1, lift_s=2)


@pytest.fixture(scope="module")
def motions() -> Motions:
    return load_motions(Paths.under(Path("unused")).assets / "motions")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_content(Paths.under(Path("unused"))).library


def _view(qtbot: QtBot, motions: Motions, backdrop: Backdrop = Backdrop.INSET) -> StageView:
    view = StageView(motions=motions, backdrop=backdrop)
    qtbot.addWidget(view)
    view.resize(400, 300)
    return view


def _pixels(view: StageView) -> NDArray[np.int64]:
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    view.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    raw = np.frombuffer(image.constBits(), dtype=np.uint8)
    return raw.reshape(view.height(), view.width(), 4)[:, :, :3].astype(np.int64)


def _show(view: StageView, move: Exercise, phase: float, side: Side = Side.LEFT) -> None:
    view.show_pose(move, move.variants[0].id, side, TEMPO, phase)


def test_without_an_exercise_a_person_stands(qtbot: QtBot, motions: Motions) -> None:
    view = _view(qtbot, motions)
    assert view.motion_id == RESTING_MOTION
    assert view.accessibleName()
    assert _pixels(view).max() > 150


def test_every_variant_of_every_exercise_has_a_picture(
    qtbot: QtBot, motions: Motions, library: Library
) -> None:
    view = _view(qtbot, motions)
    for exercise in library.exercises.values():
        for variant in exercise.variants:
            view.show_pose(exercise, variant.id, Side.RIGHT, exercise.tempo, 0.4)
            assert view.motion_id == variant.motion
            assert _pixels(view).max() > 150


def test_the_picture_depends_on_the_phase_only(
    qtbot: QtBot, motions: Motions, library: Library
) -> None:
    view = _view(qtbot, motions)
    squat = library.exercises["squat"]
    _show(view, squat, 0.0)
    start = _pixels(view)
    _show(view, squat, 0.5)
    bottom = _pixels(view)
    _show(view, squat, 0.0)
    assert np.array_equal(_pixels(view), start)
    assert np.abs(bottom - start).max() > 60


def test_the_other_side_is_the_picture_mirrored(
    qtbot: QtBot, motions: Motions, library: Library
) -> None:
    view = _view(qtbot, motions)
    clam = library.exercises["clam"]
    _show(view, clam, 0.5, Side.LEFT)
    left = _pixels(view).max(axis=2) > 110
    _show(view, clam, 0.5, Side.RIGHT)
    right = _pixels(view).max(axis=2) > 110
    # Light stays where it is, so the two pictures agree in shape and not in every pixel.
    assert (left != right[:, ::-1]).mean() < 0.02
    assert (left != right).mean() > 0.04


def test_the_working_muscle_glows_at_the_hard_end(
    qtbot: QtBot, motions: Motions, library: Library
) -> None:
    view = _view(qtbot, motions)
    kick_back = library.exercises["kick_back"]

    def ember(phase: float) -> int:
        _show(view, kick_back, phase)
        blue, green, red = (_pixels(view)[:, :, part] for part in range(3))
        return int(((red > 225) & (green < 140) & (blue < 100)).sum())

    assert ember(0.5) > 10 * max(1, ember(0.0))


def test_a_pause_dims_the_figure(qtbot: QtBot, motions: Motions, library: Library) -> None:
    view = _view(qtbot, motions)
    squat = library.exercises["squat"]
    _show(view, squat, 0.5)
    bright = _pixels(view).max()
    view.show_pose(squat, "standard", Side.LEFT, TEMPO, 0.5, is_dimmed=True)
    assert _pixels(view).max() < 0.8 * bright


def test_turning_is_for_lying_on_the_side_only(
    qtbot: QtBot, motions: Motions, library: Library
) -> None:
    view = _view(qtbot, motions)
    for name, changes in (("clam", True), ("squat", False)):
        _show(view, library.exercises[name], 0.5)
        view.set_turned(False)
        upright = _pixels(view)
        view.set_turned(True)
        assert view.is_turned
        assert np.array_equal(_pixels(view), upright) != changes


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_turned_the_head_is_up(
    qtbot: QtBot, motions: Motions, library: Library, side: Side
) -> None:
    view = _view(qtbot, motions)
    view.resize(300, 500)
    view.set_turned(True)
    _show(view, library.exercises["clam"], 0.0, side)
    blue, green, red = (_pixels(view)[:, :, part] for part in range(3))
    skin_rows = np.nonzero((red > 190) & (green > 130) & (blue > 90) & (red - blue > 50))[0]
    shoe_rows = np.nonzero((red > 215) & (green > 215) & (blue > 215))[0]
    assert np.median(skin_rows) < np.median(shoe_rows)


def test_the_description_names_the_exercise_and_side(
    qtbot: QtBot, motions: Motions, library: Library
) -> None:
    view = _view(qtbot, motions)
    _show(view, library.exercises["clam"], 0.2, Side.RIGHT)
    assert "Clam" in view.accessibleName()
    assert "right" in view.accessibleName()
    assert view.accessibleDescription()
    view.show_pose(None, None, None, None, 0.0)
    assert "rest" in view.accessibleName()


def test_a_motion_that_is_missing_leaves_a_standing_figure(
    qtbot: QtBot, motions: Motions, library: Library, tmp_path: Path
) -> None:
    view = _view(qtbot, motions)
    clam = library.exercises["clam"]
    lost = clam.model_copy(
        update={"variants": (clam.variants[0].model_copy(update={"motion": "lost"}),)}
    )
    _show(view, lost, 0.5)
    assert view.motion_id == RESTING_MOTION
    empty = _view(qtbot, load_motions(tmp_path))
    assert _pixels(empty).max() == 0


def test_the_clear_backdrop_lets_the_page_through(qtbot: QtBot, motions: Motions) -> None:
    view = _view(qtbot, motions, Backdrop.CLEAR)
    assert _pixels(view)[5, 5].max() < 12
    faded = _view(qtbot, motions, Backdrop.FADED)
    assert _pixels(faded)[0, 0].max() < 12
    assert _pixels(faded)[150, 60].max() > 20
