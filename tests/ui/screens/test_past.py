"""History, one past session, its answers and its summary: what is changed is appended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Region
from gluteapp.core.session import (
    Felt,
    FeltAnswered,
    SetCorrected,
    SetRecord,
)
from gluteapp.paths import Paths
from gluteapp.ui.screens.answers import AnswersScreen
from gluteapp.ui.screens.set_row import SetCorrection
from gluteapp.ui.screens.summary import SummaryScreen, SummaryValues, summary_title
from gluteapp.ui.theme import DARK
from tests.ui.screens.desk_stand import DeskStand, content

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


# One session


def test_a_correction_is_appended_and_counts(stand: DeskStand) -> None:
    record = stand.play()
    stand.show()
    stand.desk.past.open_session(record.id)
    row = stand.desk.past.detail.rows[0]
    done = row.record.done_reps
    row.click()
    card = stand.window.findChildren(SetCorrection)[-1]
    card.stepper.less.click()
    card.stepper.less.click()
    card.reason._choices[2].click()
    card.save.click()
    now = stand.app.history.open(record.id).sets[0]
    assert now.done_reps == done - 2
    assert now.reason is StopReason.FINISHED_EARLY
    assert now.is_corrected
    facts = [one for one in stand.app.store.facts() if isinstance(one, SetCorrected)]
    assert len(facts) == 1
    assert stand.desk.past.detail.rows[0].record.done_reps == done - 2


def correction(stand: DeskStand, record: SetRecord) -> SetCorrection:
    card = SetCorrection(record, "Clam", theme=DARK)
    stand.qtbot.addWidget(card)
    return card


def test_a_set_without_a_rep_is_not_completed(stand: DeskStand) -> None:
    card = correction(stand, stand.play().sets[0])
    assert card.save.isEnabled()
    while card.stepper.less.isEnabled():
        card.stepper.less.click()
    assert not card.save.isEnabled()
    assert "without a rep" in card.note.text()
    assert card.save.toolTip() == card.note.text()
    card.reason._choices[1].click()
    assert card.save.isEnabled()
    assert "without a rep" not in card.note.text()
    card.reason._choices[0].click()
    card.stepper.more.click()
    assert card.save.isEnabled()


def test_no_more_reps_than_planned(stand: DeskStand) -> None:
    record = stand.play().sets[0]
    card = correction(stand, record)
    for _ in range(100):
        card.stepper.more.click()
    assert card.stepper.value == record.opened.planned_reps
    wrong = correction(stand, replace(record, done_reps=99))
    got: list[object] = []
    wrong.corrected.connect(lambda *values: got.extend(values))
    wrong.save.click()
    assert got == [record.opened.planned_reps, None, None]


def test_no_longer_held_than_planned(stand: DeskStand) -> None:
    record = stand.play().sets[0]
    opened = replace(record.opened, planned_reps=0, planned_ms=32_400)
    card = correction(stand, replace(record, opened=opened, done_reps=0, done_ms=20_000))
    got: list[object] = []
    card.corrected.connect(lambda *values: got.extend(values))
    for _ in range(10):
        card.stepper.more.click()
    card.save.click()
    assert got == [None, 32_400, None]
    for _ in range(10):
        card.stepper.less.click()
    assert not card.save.isEnabled()
    assert "without a second" in card.note.text()


def test_saving_without_a_change_writes_nothing(stand: DeskStand) -> None:
    record = stand.play()
    stand.show()
    stand.desk.past.open_session(record.id)
    stand.desk.past.detail.rows[0].click()
    stand.window.findChildren(SetCorrection)[-1].save.click()
    assert not [one for one in stand.app.store.facts() if isinstance(one, SetCorrected)]


def test_a_session_that_is_not_there_is_said(stand: DeskStand) -> None:
    stand.show()
    stand.desk.past.open_session("nowhere")
    assert stand.window.page == "today"
    assert stand.window.toast.text() == "This session cannot be read."


# Answers


def opened_answers(stand: DeskStand, *, answers: bool = False) -> AnswersScreen:
    record = stand.play(answers=answers)
    stand.show()
    stand.desk.past.open_session(record.id)
    stand.desk.past.detail.edit.click()
    page = stand.window.full_page
    assert isinstance(page, AnswersScreen)
    return page


def test_effort_keys_answer_one_side_after_the_other(stand: DeskStand) -> None:
    screen = opened_answers(stand)
    assert screen.rows[0].asked.open_answers == 4
    stand.press(Key.Key_2)
    stand.press(Key.Key_4)
    record = stand.app.history.sessions()[0]
    assert [one.effort for one in record.work_sets] == [2, 4]
    assert screen.rows[0].asked.open_answers == 2
    told = screen.rows[0].accessibleDescription()
    assert told.startswith("2 answers open, ")
    assert "reps left" in told


def test_a_pair_is_answered_once_for_both_sides(stand: DeskStand) -> None:
    screen = opened_answers(stand)
    screen.panel.felt.toggle(Region.GLUTE_CENTRE)
    record = stand.app.history.sessions()[0]
    assert {one.felt for one in record.work_sets} == {Felt(most=Region.GLUTE_CENTRE)}
    facts = [one for one in stand.app.store.facts() if isinstance(one, FeltAnswered)]
    assert [len(one.set_ids) for one in facts] == [2]


def test_an_answer_can_be_taken_back(stand: DeskStand) -> None:
    screen = opened_answers(stand, answers=True)
    screen.panel.set_rows[0].effort.button_of(3).click()
    assert stand.app.history.sessions()[0].work_sets[0].effort is None
    assert screen.rows[0].asked.open_answers == 1


def test_a_note_is_kept_and_keys_go_into_it(stand: DeskStand) -> None:
    screen = opened_answers(stand)
    screen.panel.note.setFocus()
    stand.write("5 good")
    stand.press(Key.Key_Escape)
    record = stand.app.history.sessions()[0]
    assert {one.note for one in record.work_sets} == {"5 good"}
    assert record.work_sets[0].effort is None
    stand.press(Key.Key_Escape)
    assert stand.window.full_page is None
    assert stand.window.page == "session"


# Summary


def summary_of(stand: DeskStand, *, unsaved: str | None = None) -> SummaryScreen:
    values = SummaryValues.of(stand.play(), content().library, unsaved)
    screen = SummaryScreen(values, theme=DARK)
    stand.qtbot.addWidget(screen)
    screen.resize(1440, 900)
    screen.show()
    return screen


def test_a_whole_session_is_said_with_its_length(stand: DeskStand) -> None:
    values = SummaryValues.of(stand.play(), content().library)
    assert summary_title(values.record, values.facts) == "Two minutes, done"
    long = replace(values.record, opened=replace(values.record.opened, planned_ms=1_200_000))
    assert summary_title(long, values.facts) == "Twenty minutes, done"


def test_a_short_session_counts(stand: DeskStand) -> None:
    stand.app.history.save_as_is(stand.cut_off(45))
    values = SummaryValues.of(stand.app.history.sessions()[0], content().library)
    assert summary_title(values.record, values.facts) == "1 of 2 sets. That counts."


def test_enter_is_done(stand: DeskStand) -> None:
    stand.show()
    record = stand.play()
    stand.desk.flow.show_summary(record.id)
    assert isinstance(stand.window.full_page, SummaryScreen)
    stand.press(Key.Key_Return)
    assert stand.window.full_page is None
    assert stand.desk.today.heading.text() == "Done for today"


def test_a_key_held_down_does_not_close_the_summary(stand: DeskStand) -> None:
    stand.show()
    stand.desk.flow.show_summary(stand.play().id)
    for key in (Key.Key_Return, Key.Key_Enter, Key.Key_Escape):
        stand.hold(key)
    assert isinstance(stand.window.full_page, SummaryScreen)


def test_open_answers_lead_to_the_answers_and_back(stand: DeskStand) -> None:
    stand.show()
    record = stand.play(answers=False)
    stand.desk.flow.show_summary(record.id)
    page = stand.window.full_page
    assert isinstance(page, SummaryScreen)
    assert page.rounds.open_words.text() == "4 answers are open."
    page.rounds.add_button.click()
    assert isinstance(stand.window.full_page, AnswersScreen)
    stand.press(Key.Key_3)
    stand.press(Key.Key_3)
    stand.press(Key.Key_G)
    stand.press(Key.Key_Escape)
    again = stand.window.full_page
    assert isinstance(again, SummaryScreen)
    assert again.rounds.open_words.text() == "1 answer is open."
    again.next.no_pain.click()
    assert not again.rounds.open_row.isVisible()
    assert again.facts["effort"].accessibleName() == "reps left, usual: 3"


def test_what_the_disk_refused_is_said(stand: DeskStand) -> None:
    screen = summary_of(stand, unsaved="The disk is full.")
    assert screen.warning.isVisible()
    assert screen.warning.text() == "The disk is full."
    assert "Not everything" in screen.saved.text()
    assert not summary_of(stand).warning.isVisible()


def test_no_answer_is_a_dash_and_not_a_zero(stand: DeskStand) -> None:
    values = SummaryValues.of(stand.play(answers=False), content().library)
    screen = SummaryScreen(values, theme=DARK)
    stand.qtbot.addWidget(screen)
    assert screen.facts["pain"].accessibleName() == "pain, highest: –"
