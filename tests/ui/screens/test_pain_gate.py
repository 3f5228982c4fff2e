"""Pain of 4 and more opens the gate, 6 and more ends the exercise; all of it is in the record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.events import StopReason
from gluteapp.core.session import Pain
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.ui.screens.pain_gate import GateChoice, gate_for
from gluteapp.ui.widgets.overlay import Overlay
from tests.ui.screens.session_stand import STEPS, Stand, content

Key = Qt.Key


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


def say_pain(stand: Stand, score: int) -> None:
    stand.key(Key.Key_P)
    desk = stand.screen.desk
    row = desk.pain_card.row if desk.pain_card.isVisible() else desk.card.pain
    row.choose(score)


def choose(stand: Stand, choice: GateChoice) -> None:
    button = stand.screen.desk.gate_card.button_of(choice)
    assert button.isVisible()
    button.click()


def offered(stand: Stand) -> set[GateChoice]:
    card = stand.screen.desk.gate_card
    return {choice for choice in GateChoice if card.button_of(choice).isVisible()}


@pytest.mark.parametrize("score", [0, 1, 2, 3])
def test_up_to_three_is_noted_and_nothing_else(stand: Stand, score: int) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, score)
    assert stand.screen.desk.gate is None
    assert (
        stand.sets("clam_left")[-1].pain == stand.sets("clam_right")[-1].pain == Pain(score=score)
    )
    assert stand.state() is EngineState.RUNNING


def test_four_in_a_rest_offers_to_stop_and_the_clock_goes_on(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, 4)
    assert stand.screen.desk.gate_card.isVisible()
    assert not stand.screen.desk.card.isVisible()
    assert stand.state() is EngineState.RUNNING
    assert offered(stand) == {
        GateChoice.EASIER,
        GateChoice.STOP,
        GateChoice.RED_FLAGS,
        GateChoice.GO_ON,
    }
    choose(stand, GateChoice.STOP)
    assert stand.screen.desk.card.isVisible()
    clams = [stand.runner.timeline.steps[STEPS[name]] for name in ("clam_again", "clam_last")]
    assert all(step.is_dropped for step in clams)
    assert stand.step.index == STEPS["clam_rest"]


def test_easier_after_the_pair_is_for_the_next_round(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, 4)
    choose(stand, GateChoice.EASIER)
    clams = [stand.runner.timeline.steps[STEPS[name]] for name in ("clam_again", "clam_last")]
    assert {step.move for step in clams} == {"clam/small_range"}
    assert stand.state() is EngineState.RUNNING
    assert stand.step.index == STEPS["clam_rest"]


def test_four_during_work_pauses_and_easier_counts_in_again(stand: Stand) -> None:
    stand.play_to("clam_left", 8_000)
    say_pain(stand, 4)
    assert stand.state() is EngineState.PAUSED
    assert {GateChoice.EASIER, GateChoice.SKIP_SIDE, GateChoice.STOP} <= offered(stand)
    assert not stand.screen.faces.pause.resume.isVisible()
    choose(stand, GateChoice.EASIER)
    assert stand.state() is EngineState.COUNT_IN
    assert stand.step.move == "clam/small_range"
    assert stand.view.position.offset_ms == 0
    assert stand.sets("clam_left")[0].pain == Pain(score=4)


def test_skip_this_side_closes_the_set_for_pain_and_the_other_side_runs(stand: Stand) -> None:
    stand.play_to("clam_left", 8_000)
    say_pain(stand, 5)
    choose(stand, GateChoice.SKIP_SIDE)
    assert stand.sets("clam_left")[-1].reason is StopReason.PAIN
    assert stand.step.index == STEPS["clam_switch"]
    assert not stand.runner.timeline.steps[STEPS["clam_right"]].is_dropped
    stand.wait(3_500)
    assert stand.state() is EngineState.RUNNING


def test_in_a_switch_skip_leaves_the_other_side_out(stand: Stand) -> None:
    stand.play_to("clam_switch", 500)
    say_pain(stand, 4)
    assert stand.state() is EngineState.PAUSED
    choose(stand, GateChoice.SKIP_SIDE)
    assert stand.step.index == STEPS["clam_rest"]
    assert stand.sets("clam_left")[-1].pain == Pain(score=4)
    assert stand.sets("clam_right") == []


def test_go_on_changes_nothing_but_counts_in(stand: Stand) -> None:
    stand.play_to("clam_left", 8_000)
    say_pain(stand, 4)
    choose(stand, GateChoice.GO_ON)
    assert stand.state() is EngineState.COUNT_IN
    assert stand.step.move == "clam/standard"
    assert stand.screen.desk.gate is None


@pytest.mark.parametrize("name", ["clam_left", "clam_switch", "clam_rest"])
def test_six_ends_the_exercise_at_once(stand: Stand, name: str) -> None:
    stand.play_to(name, 3_000)
    say_pain(stand, 6)
    steps = stand.runner.timeline.steps
    later = [step for step in steps[stand.step.index :] if step.move == "clam/standard"]
    assert all(step.is_dropped for step in later)
    assert stand.step.move != "clam/standard"
    card = stand.screen.desk.gate_card
    assert card.isVisible()
    assert "physiotherapist" in card.accessibleDescription()
    assert offered(stand) == {GateChoice.RED_FLAGS, GateChoice.GO_ON}
    if name == "clam_left":
        assert stand.sets("clam_left")[-1].reason is StopReason.PAIN


def test_the_spot_can_be_named_in_the_gate(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, 6)
    stand.screen.desk.gate_card.spots.choose("knee")
    assert stand.sets("clam_left")[-1].pain == Pain(score=6, spot="knee")


def test_a_gate_nobody_answered_waits_until_that_move_comes_again(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, 4)
    stand.wait(12_000)
    assert stand.step.index == STEPS["hydrant_left"]
    assert stand.screen.desk.gate is None
    assert not stand.screen.desk.gate_card.isVisible()
    assert stand.state() is EngineState.RUNNING
    stand.play_to("clam_again", 100)
    assert stand.step.index == STEPS["clam_again"]
    assert stand.state() is EngineState.PAUSED
    assert stand.screen.desk.gate_card.isVisible()
    choose(stand, GateChoice.STOP)
    assert stand.sets("clam_again")[-1].reason is StopReason.PAIN
    assert stand.runner.timeline.steps[STEPS["clam_last"]].is_dropped
    stand.wait(4_000)
    assert stand.screen.desk.gate is None
    assert stand.state() is EngineState.RUNNING


def test_the_move_that_hurt_does_not_begin_again_unanswered(stand: Stand) -> None:
    stand.play_to("brief", 500)
    stand.screen.desk.keeper.take(Pain(score=5), (STEPS["clam_right"],))
    stand.wait(4_000)
    assert stand.step.index == STEPS["clam_again"]
    assert stand.state() is EngineState.PAUSED
    assert stand.view.position.offset_ms < 1_000
    assert stand.screen.desk.gate_card.isVisible()
    assert GateChoice.SKIP_SIDE in offered(stand)
    choose(stand, GateChoice.EASIER)
    assert stand.state() is EngineState.COUNT_IN
    assert stand.step.move == "clam/small_range"
    stand.wait(6_000)
    assert stand.state() is EngineState.RUNNING
    assert stand.screen.desk.gate is None


def test_a_gate_answered_is_not_asked_again(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, 4)
    choose(stand, GateChoice.GO_ON)
    stand.play_to("clam_again", 3_000)
    assert stand.state() is EngineState.RUNNING
    assert stand.screen.desk.gate is None


def test_less_pain_said_later_takes_the_question_back(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, 4)
    stand.play_to("hydrant_left", 500)
    stand.screen.desk.keeper.take(Pain(score=1), (STEPS["clam_right"],))
    stand.play_to("clam_again", 3_000)
    assert stand.state() is EngineState.RUNNING


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_PageDown])
def test_the_pause_key_goes_on_as_it_is_and_closes_the_gate(stand: Stand, key: Qt.Key) -> None:
    stand.play_to("clam_left", 8_000)
    say_pain(stand, 4)
    stand.wait(300)
    stand.key(key)
    assert stand.screen.desk.gate is None
    assert stand.state() is EngineState.COUNT_IN
    assert stand.step.move == "clam/standard"


def test_also_a_pause_the_user_made_never_goes_on_under_a_gate(stand: Stand) -> None:
    stand.play_to("clam_left", 8_000)
    stand.key(Key.Key_Escape)
    say_pain(stand, 4)
    assert stand.screen.desk.gate_card.isVisible()
    stand.wait(300)
    stand.key(Key.Key_Space)
    assert stand.screen.desk.gate is None
    assert stand.state() is EngineState.COUNT_IN


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Left, Key.Key_R, Key.Key_PageUp])
def test_no_key_walks_away_from_a_gate_that_holds(stand: Stand, key: Qt.Key) -> None:
    stand.play_to("clam_left", 8_000)
    say_pain(stand, 4)
    stand.key(key)
    assert stand.step.index == STEPS["clam_left"]
    assert stand.state() is EngineState.PAUSED
    assert stand.screen.desk.gate is not None
    assert stand.screen.toast.isVisible()


def test_e_takes_the_easier_version_that_the_gate_offers(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, 4)
    stand.key(Key.Key_E)
    assert stand.screen.desk.gate is None
    steps = stand.runner.timeline.steps
    assert steps[STEPS["clam_again"]].move == "clam/small_range"
    assert steps[STEPS["hydrant_left"]].move == "fire_hydrant/standard"


def test_e_eases_nothing_else_when_the_gate_has_no_easier_version(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, 6)
    stand.key(Key.Key_E)
    assert stand.screen.desk.gate is not None
    assert stand.runner.timeline.steps[STEPS["hydrant_left"]].move == "fire_hydrant/standard"
    assert stand.screen.toast.accessibleName() == "There is no easier version of this move."


def test_a_both_sided_move_has_no_side_to_skip(stand: Stand) -> None:
    stand.play_to("squat", 8_000)
    say_pain(stand, 4)
    assert GateChoice.SKIP_SIDE not in offered(stand)
    assert "side" not in stand.screen.desk.gate_card.accessibleDescription()
    assert GateChoice.STOP in offered(stand)


def test_f_does_not_fill_anything_under_a_gate(stand: Stand) -> None:
    stand.play_to("clam_left", 8_000)
    say_pain(stand, 4)
    QTest.keyPress(stand.screen, Key.Key_F)
    assert stand.screen.faces.pause.finish.share == 0.0
    assert stand.screen.faces.pause.finish.filling.state() is QAbstractAnimation.State.Stopped
    QTest.keyRelease(stand.screen, Key.Key_F)


def test_a_move_that_does_not_come_again_is_only_noted(stand: Stand) -> None:
    stand.play_to("brief", 500)
    say_pain(stand, 4)
    assert offered(stand) == {GateChoice.RED_FLAGS, GateChoice.GO_ON}
    assert "does not come again" in stand.screen.desk.gate_card.accessibleDescription()


def test_the_gate_leads_to_the_warning_signs(stand: Stand) -> None:
    stand.play_to("clam_rest", 500)
    say_pain(stand, 7)
    choose(stand, GateChoice.RED_FLAGS)
    overlay = stand.screen.findChild(Overlay)
    assert overlay is not None
    assert overlay.isVisible()
    overlay.close_overlay()


def test_the_gate_by_score(stand: Stand) -> None:
    stand.play_to("clam_left", 3_000)
    exercise = content().library.exercises["clam"]
    for score in range(11):
        gate = gate_for(
            score, exercise=exercise, timeline=stand.runner.timeline, at=stand.step, has_easier=True
        )
        assert (gate is not None) is (score >= 4)
        assert gate is None or gate.is_ended is (score >= 6)
