"""Questions that a brief rest had no time for: where they come again, and whose answer it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Region
from gluteapp.core.session import Felt, Form, HarderSide, Pain
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.ui.widgets.felt_card import FeltCard
from tests.ui.screens.session_stand import STEPS, Stand

Key = Qt.Key
GLUTE = Felt(most=Region.GLUTE_CENTRE)
ANSWERED = (Key.Key_3, Key.Key_G, Key.Key_P, Key.Key_0)


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


def card(stand: Stand) -> FeltCard:
    return stand.screen.desk.card


def asked(stand: Stand) -> str:
    return card(stand).accessibleName() if card(stand).isVisible() else ""


def press(stand: Stand, *keys: Key) -> None:
    for key in keys:
        stand.key(key)


def test_the_pair_just_done_comes_first_and_then_the_one_hurried_past(stand: Stand) -> None:
    stand.play_to("kneel", 500)
    assert asked(stand) == "Clam, how was it?"
    press(stand, *ANSWERED)
    stand.wait(700)
    assert asked(stand) == "Clam, how was it?"
    stand.wait(300)
    assert asked(stand) == "Fire hydrant: felt most?"
    assert card(stand).effort.value is None
    press(stand, Key.Key_2, Key.Key_S, Key.Key_H, Key.Key_Comma, Key.Key_P, Key.Key_0)
    left, right = stand.sets("hydrant_left")[-1], stand.sets("hydrant_right")[-1]
    assert left.felt == right.felt == Felt(most=Region.GLUTE_SIDE)
    assert left.pain == right.pain == Pain(score=0)
    assert left.harder is right.harder is HarderSide.LEFT
    assert (left.effort, right.effort) == (None, 2)
    assert right.form is Form.SLIPPED
    clam = stand.sets("clam_last")[-1]
    assert (clam.effort, clam.felt, clam.harder) == (3, GLUTE, None)


def test_effort_of_a_side_that_was_said_is_not_asked_of_it_again(stand: Stand) -> None:
    stand.play_to("brief", 500)
    stand.key(Key.Key_4)
    stand.play_to("kneel", 500)
    press(stand, *ANSWERED)
    stand.wait(1_000)
    stand.key(Key.Key_1)
    left, right = stand.sets("hydrant_left")[-1], stand.sets("hydrant_right")[-1]
    assert (left.effort, right.effort) == (1, 4)


def test_nobody_is_forced_to_answer_before_the_next_sets_are_asked_about(stand: Stand) -> None:
    stand.play_to("kneel", 500)
    stand.key(Key.Key_G)
    stand.wait(3_000)
    assert asked(stand) == "Clam, how was it?"
    card(stand).next.click()
    assert asked(stand) == "Fire hydrant: felt most?"
    assert card(stand).next.isHidden()
    stand.wait(3_000)
    assert asked(stand) == "Fire hydrant: felt most?"


def test_a_score_of_ten_in_two_digits_belongs_to_one_pair(stand: Stand) -> None:
    stand.play_to("kneel", 500)
    press(stand, Key.Key_3, Key.Key_G, Key.Key_P, Key.Key_1)
    stand.wait(1_000)
    stand.key(Key.Key_0)
    assert stand.sets("clam_last")[-1].pain == Pain(score=10)
    assert stand.sets("hydrant_right")[-1].pain is None


def test_a_stretch_asks_what_is_open_beside_the_figure(stand: Stand) -> None:
    stand.play_to("kneel", 500)
    press(stand, *ANSWERED)
    stand.play_to("stretch_left", 1_000)
    assert asked(stand) == "Fire hydrant: felt most?"
    assert stand.screen.faces.rest.name.text() == "Hip-flexor stretch"
    assert stand.screen.faces.rest.ring.isVisible()
    assert stand.stage.isVisible()
    assert not stand.stage.geometry().intersects(card(stand).geometry())
    press(stand, Key.Key_3, Key.Key_G)
    assert stand.sets("hydrant_right")[-1].felt == GLUTE
    # Pain by key is about the stretch, which is what may hurt now.
    press(stand, Key.Key_P, Key.Key_2)
    assert stand.sets("stretch_left")[-1].pain == Pain(score=2)
    assert stand.sets("hydrant_right")[-1].pain is None


def test_a_stretch_after_which_nothing_is_open_is_shown_large(stand: Stand) -> None:
    stand.play_to("kneel", 500)
    press(stand, *ANSWERED)
    stand.wait(1_000)
    press(stand, *ANSWERED)
    stand.play_to("stretch_left", 1_000)
    assert asked(stand) == ""
    assert stand.screen.faces.work.isVisible()


def test_pain_of_long_before_does_not_stop_a_stretch(stand: Stand) -> None:
    stand.play_to("kneel", 500)
    press(stand, *ANSWERED)
    stand.play_to("stretch_left", 1_000)
    card(stand).pain.choose(5)
    assert stand.sets("hydrant_right")[-1].pain == Pain(score=5)
    assert stand.screen.desk.gate is not None
    assert stand.state() is EngineState.RUNNING
    stand.wait(3_000)
    assert stand.step.index == STEPS["stretch_left"]
    assert stand.sets("stretch_left")[-1].pain is None


def test_a_brief_rest_that_is_made_longer_asks_everything(stand: Stand) -> None:
    stand.play_to("brief", 500)
    assert card(stand).is_brief
    stand.key(Key.Key_Up)
    stand.wait(100)
    assert not card(stand).is_brief
    stand.key(Key.Key_G)
    assert stand.sets("hydrant_right")[-1].felt == GLUTE


def test_in_a_pause_no_card_turns(stand: Stand) -> None:
    stand.play_to("kneel", 500)
    press(stand, *ANSWERED, Key.Key_Space)
    stand.wait(5_000)
    stand.key(Key.Key_Space)
    stand.wait(stand.view.count_in_left_ms)
    assert stand.state() is EngineState.RUNNING
    assert asked(stand) == "Clam, how was it?"
    stand.wait(900)
    assert asked(stand) == "Fire hydrant: felt most?"
