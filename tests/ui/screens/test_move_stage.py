"""A move is seen from all around, from a second angle, and beside a common fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Muscle, Side
from gluteapp.paths import Paths
from gluteapp.ui.screens.move_faults import faults_of
from gluteapp.ui.screens.move_stage import PITCH_MAX_DEG, YAW_MAX_DEG, MoveStage
from gluteapp.ui.theme import DARK, LIGHT
from tests.plain_stage import plain_studio
from tests.ui.screens.desk_stand import DeskStand, content, motions

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CLAM_FAULT = faults_of(motions(), content().library.exercises["clam"], "standard")[0]


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[MoveStage]:
    studio = plain_studio(motions())
    made = MoveStage(studio=studio, theme=DARK)
    qtbot.addWidget(made)
    made.resize(800, 360)
    made.show_move(content().library.exercises["clam"], "standard")
    made.show()
    yield made
    made.set_playing(False)
    studio.close()


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    made.window.open_page("moves")
    yield made
    made.close()


def drag(stage: MoveStage, by: QPoint) -> None:
    start = QPoint(300, 180)
    QTest.mousePress(stage, LEFT, pos=start)
    QTest.mouseMove(stage, start + by)
    QTest.mouseRelease(stage, LEFT, pos=start + by)


def test_dragging_goes_round_and_above_as_far_as_it_goes(stage: MoveStage) -> None:
    drag(stage, QPoint(-50, 20))
    assert stage.orbit == pytest.approx((20.0, 8.0))
    assert stage.main.stage.orbit == stage.orbit
    for _ in range(9):
        drag(stage, QPoint(-250, 150))
    assert stage.orbit == (YAW_MAX_DEG, PITCH_MAX_DEG)


def test_a_double_click_and_another_move_go_back_to_the_camera(stage: MoveStage) -> None:
    drag(stage, QPoint(-50, 20))
    QTest.mouseDClick(stage, LEFT, pos=QPoint(300, 180))
    assert stage.main.stage.orbit == (0.0, 0.0)
    QTest.mouseRelease(stage, LEFT, pos=QPoint(300, 180))
    drag(stage, QPoint(-50, 20))
    stage.show_move(content().library.exercises["squat"], "standard")
    assert stage.main.stage.orbit == (0.0, 0.0)


def test_another_side_is_seen_from_where_one_looks(stage: MoveStage) -> None:
    drag(stage, QPoint(-50, 20))
    before = stage.orbit
    stage.show_move(content().library.exercises["clam"], "standard")
    assert stage.orbit == before


def test_the_inset_shows_the_other_angle_and_swaps(stage: MoveStage) -> None:
    inset = stage.inset
    assert stage.main.stage.camera_name == "auto"
    assert inset.view.stage.camera_name == "second"
    QTest.mouseClick(inset, LEFT)
    assert stage.is_swapped
    assert stage.main.stage.camera_name == "second"
    assert inset.view.stage.camera_name == "auto"
    assert not inset.geometry().intersects(stage.main.geometry())


def test_a_fault_stands_beside_the_right_form_each_named_in_words(stage: MoveStage) -> None:
    name, words = CLAM_FAULT
    stage.show_fault(name, words)
    assert stage.right_words.label.text() == "Good form"
    assert stage.fault_words.label.text() == f"Fault: {words}"
    assert stage.fault.isVisible()
    assert not stage.inset.isVisible()
    assert not stage.fault.geometry().intersects(stage.main.geometry())
    stage.show_fault(None)
    assert not stage.fault.isVisible()
    assert stage.inset.isVisible()


def test_right_and_fault_play_together(stage: MoveStage) -> None:
    name, words = CLAM_FAULT
    stage.set_playing(True)
    assert stage.inset.view.is_playing
    stage.show_fault(name, words)
    assert stage.main.is_playing
    assert stage.fault.is_playing
    stage.show_fault(None)
    assert stage.inset.view.is_playing
    assert not stage.fault.is_playing
    stage.set_playing(False)
    assert not stage.inset.view.is_playing


def test_a_fault_is_read_out_as_what_it_is(stage: MoveStage) -> None:
    name, words = CLAM_FAULT
    stage.show_fault(name, words)
    assert stage.fault.stage.accessibleName() == f"Fault: {words}"
    assert stage.main.stage.accessibleName().startswith("Figure showing")
    stage.show_move(content().library.exercises["clam"], "standard", Side.RIGHT)
    assert stage.fault.stage.accessibleName() == f"Fault: {words}"


def test_both_pictures_are_seen_from_where_the_fault_shows(stage: MoveStage) -> None:
    """Knees that fall in are seen from the front, whatever the camera of the squat is."""
    squat = content().library.exercises["squat"]
    names = {words: name for name, words in faults_of(motions(), squat, "standard")}
    words = "Knees falling inwards"
    stage.show_move(squat, "standard")
    alone = stage.main.stage._shown
    stage.show_fault(names[words], words)
    good, fault = stage.main.stage._shown, stage.fault.stage._shown
    assert good.motion_seen == "squat"
    assert fault.motion_seen == names[words]
    assert good.compared == fault.compared == names[words]
    stage.show_fault(None)
    assert stage.main.stage._shown == alone


def test_no_word_over_a_picture_is_cut(stage: MoveStage) -> None:
    stage.resize(420, 300)
    for exercise in content().library.exercises.values():
        for variant in exercise.variants:
            for name, words in faults_of(motions(), exercise, variant.id):
                stage.show_fault(name, words)
                for caption in (stage.right_words, stage.fault_words):
                    assert caption.label.minimumSizeHint().width() <= caption.label.width()
                    assert caption.height_for(caption.width()) <= caption.height()
                    assert not caption.geometry().intersects(stage.fault.geometry())
                    assert not caption.geometry().intersects(stage.main.geometry())


def test_another_theme_keeps_angle_and_fault(stage: MoveStage) -> None:
    name, words = CLAM_FAULT
    stage.swap()
    drag(stage, QPoint(-50, 20))
    stage.show_fault(name, words)
    before = stage.orbit
    stage.set_theme(LIGHT)
    assert stage.main.stage.camera_name == "second"
    assert stage.main.stage.orbit == before
    assert stage.fault_id == name


@pytest.mark.parametrize(
    "move",
    ["glute_bridge", "clam", "fire_hydrant", "kick_back", "lunge", "squat", "side_lying_abduction"],
)
def test_the_moves_that_go_wrong_most_have_a_fault_to_show(move: str) -> None:
    """Each is one that the card names in words."""
    exercise = content().library.exercises[move]
    found = [
        words
        for variant in exercise.variants
        for _, words in faults_of(motions(), exercise, variant.id)
    ]
    assert found
    assert set(found) <= set(exercise.faults)


def test_faults_come_in_the_order_of_the_card() -> None:
    for exercise in content().library.exercises.values():
        for variant in exercise.variants:
            found = [words for _, words in faults_of(motions(), exercise, variant.id)]
            assert found == [words for words in exercise.faults if words in found]


def test_a_fault_is_one_of_the_very_motion_that_is_done() -> None:
    """Never another move's: a split squat has its own, or none. A band changes no motion."""
    for exercise in content().library.exercises.values():
        for variant in exercise.variants:
            done = motions().spec(variant.motion)
            for name, words in faults_of(motions(), exercise, variant.id):
                fault = motions().spec(name).fault
                assert fault is not None
                assert fault.difference == words
                assert motions().spec(fault.of).moves_like(done), (variant.id, name)
    library = content().library.exercises
    own = [name for name, _ in faults_of(motions(), library["lunge"], "split_squat")]
    assert own == ["fault_split_squat_knee_in", "fault_split_squat_past_toes"]
    assert faults_of(motions(), library["lunge"], "lateral") == ()
    banded, plain = (faults_of(motions(), library["clam"], one) for one in ("banded", "standard"))
    assert banded == plain


def test_keys_show_a_fault_and_the_second_angle(stand: DeskStand) -> None:
    card = stand.desk.moves.card
    stand.desk.moves.open_move("clam")
    stand.press(Key.Key_F)
    assert card.stage.fault_id == CLAM_FAULT[0]
    assert card.faults.value == card.stage.fault_id
    stand.press(Key.Key_F)
    assert card.stage.fault_id is None
    stand.press(Key.Key_A)
    assert card.stage.is_swapped


def test_a_move_without_a_fault_motion_offers_none(stand: DeskStand) -> None:
    card = stand.desk.moves.card
    stand.desk.moves.open_move("clam")
    stand.press(Key.Key_F)
    stand.desk.moves.open_move("march")
    assert card.stage.fault_id is None
    assert card.faults.isHidden()
    stand.press(Key.Key_F)
    assert card.stage.fault_id is None
    assert stand.window.toast.text() == "No fault is shown for this move."


def test_the_button_says_what_the_figure_does_after_a_visit_elsewhere(stand: DeskStand) -> None:
    card = stand.desk.moves.card
    stand.desk.moves.open_move("clam")
    stand.press(Key.Key_Space)
    assert (card.stage.is_playing, card.play.text()) == (True, "Pause")
    stand.window.open_page("today")
    stand.window.open_page("moves")
    assert (card.stage.is_playing, card.play.text()) == (False, "Play")


def test_keys_held_with_control_are_not_for_the_figure(stand: DeskStand) -> None:
    moves = stand.desk.moves
    moves.open_move("clam")
    for key in (Key.Key_A, Key.Key_F, Key.Key_Space):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.ControlModifier)
        moves.take_key(event)
    assert not moves.card.stage.is_swapped
    assert moves.card.stage.fault_id is None
    assert not moves.card.stage.is_playing


def test_a_card_names_the_most_lit_muscles(stand: DeskStand) -> None:
    stand.desk.moves.open_move("glute_bridge")
    named = stand.desk.moves.card.legend.muscles
    assert named[0] is Muscle.GLUTEUS_MAXIMUS
    assert len(named) == 3
    assert stand.desk.moves.card.legend.accessibleName().startswith("Lit: Gluteus maximus")
