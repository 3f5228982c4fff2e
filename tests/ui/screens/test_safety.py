"""The safety questions: every one answered, a yes confirmed, a red one cleared."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gluteapp.settings import Safety
from gluteapp.ui.screens.safety import SafetyScreen, safety_questions
from gluteapp.ui.theme import DARK

FIELDS = [field for field, _ in safety_questions()]


def shown(qtbot: QtBot, safety: Safety | None = None, *, is_review: bool = False) -> SafetyScreen:
    screen = SafetyScreen(safety or Safety(), theme=DARK, utc_ms=5_000, is_review=is_review)
    qtbot.addWidget(screen)
    screen.resize(1024, 640)
    screen.show()
    return screen


def answer(screen: SafetyScreen, yes: set[str]) -> None:
    for field in FIELDS:
        screen.segments[field].set_value(None)
        button = 1 if field in yes else 0
        screen.segments[field]._choices[button].click()


def test_there_is_a_question_for_every_answer_that_is_kept() -> None:
    kept = set(Safety.model_fields) - {"is_confirmed", "is_cleared", "confirmed_utc_ms"}
    assert set(FIELDS) == kept


def test_it_goes_on_only_when_everything_is_answered(qtbot: QtBot) -> None:
    screen = shown(qtbot)
    assert not screen.go_button.isEnabled()
    assert screen.go_button.toolTip()
    answer(screen, set())
    assert screen.go_button.isEnabled()
    with qtbot.waitSignal(screen.answered) as got:
        QTest.keyClick(screen.go_button, Qt.Key.Key_Return)
    safety = got.args[0]
    assert safety.may_start
    assert safety.confirmed_utc_ms == 5_000


def test_a_yes_wants_a_tick(qtbot: QtBot) -> None:
    screen = shown(qtbot)
    answer(screen, {"pregnancy"})
    assert screen.banner.isVisible()
    assert not screen.go_button.isEnabled()
    screen.tick.click()
    assert screen.go_button.isEnabled()
    safety = screen.safety()
    assert safety.may_start
    assert not safety.is_cleared


@pytest.mark.parametrize("field", ["chest_pain", "fainting", "bone_stress"])
def test_a_red_answer_wants_to_be_cleared_by_a_professional(qtbot: QtBot, field: str) -> None:
    screen = shown(qtbot)
    answer(screen, {field})
    assert "professional has cleared" in screen.tick.words
    assert not screen.safety().may_start
    screen.tick.click()
    safety = screen.safety()
    assert safety.is_cleared
    assert safety.may_start


def test_looking_around_first_keeps_the_answers_and_the_start_closed(qtbot: QtBot) -> None:
    screen = shown(qtbot)
    answer(screen, {"chest_pain"})
    with qtbot.waitSignal(screen.answered) as got:
        screen.later_button.click()
    safety = got.args[0]
    assert safety.chest_pain is True
    assert not safety.may_start
    assert safety.confirmed_utc_ms is None


def test_another_answer_wants_the_tick_again(qtbot: QtBot) -> None:
    screen = shown(qtbot)
    answer(screen, {"pregnancy"})
    screen.tick.click()
    screen.segments["fainting"]._choices[1].click()
    assert not screen.tick.isChecked()
    assert not screen.safety().may_start


def test_a_review_can_be_left_as_it_was(qtbot: QtBot) -> None:
    safety = Safety(**dict.fromkeys(FIELDS, False), is_confirmed=True, confirmed_utc_ms=1)
    screen = shown(qtbot, safety, is_review=True)
    with qtbot.waitSignal(screen.closed):
        screen.later_button.click()
    assert screen.eyebrow.text().startswith("Answered on")
