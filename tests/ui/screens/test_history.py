"""The list of past sessions: what it says, reads, deletes and brings back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.events import SessionEnd
from gluteapp.core.session import (
    AnyFact,
    Question,
    SessionClosed,
)
from gluteapp.paths import Paths
from gluteapp.ui.past_desk import FIRST_SESSIONS
from gluteapp.ui.screens.history import ID_ROLE, LINE_ROLE, HistoryScreen, history_line
from gluteapp.ui.theme import DARK
from tests.ui.screens.desk_stand import DeskStand

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


def test_an_empty_history_says_so(stand: DeskStand) -> None:
    stand.show()
    stand.press(Key.Key_3, CTRL)
    assert stand.desk.past.history.empty.isVisible()
    assert not stand.desk.past.history.list.isVisible()


def test_the_newest_session_is_first_and_enter_opens_it(stand: DeskStand) -> None:
    stand.play()
    stand.clock.move(86_400_000)
    newest = stand.play()
    stand.show()
    stand.press(Key.Key_3, CTRL)
    history = stand.desk.past.history
    assert history.model.rowCount() == 2
    stand.press(Key.Key_Return)
    assert stand.window.page == "session"
    assert stand.desk.past.detail.record is not None
    assert stand.desk.past.detail.record.id == newest.id
    stand.press(Key.Key_Escape)
    assert stand.window.page == "history"


def test_a_line_says_what_was_done_and_what_is_open(stand: DeskStand) -> None:
    line = history_line(stand.play(answers=False), this_year=2026)
    assert line.sets == "2 of 2 sets"
    assert line.effort == ""
    assert line.open == "2 answers open"
    stand.app.history.save_as_is(stand.cut_off(20))
    cut = history_line(stand.app.history.sessions()[0], this_year=2026)
    assert cut.flag == "Interrupted, saved as it was"


def test_a_deleted_session_goes_and_undo_brings_it_back(stand: DeskStand) -> None:
    record = stand.play()
    stand.show()
    stand.desk.past.open_session(record.id)
    stand.press(Key.Key_Delete)
    history = stand.desk.past.history
    assert stand.window.page == "history"
    assert history.model.rowCount() == 0
    stand.window.toast.undo.click()
    assert history.model.rowCount() == 1
    assert stand.app.history.open(record.id) == record


def test_many_sessions_show_at_once(qtbot: QtBot, stand: DeskStand) -> None:
    record = stand.play()
    many = [
        replace(record, opened=replace(record.opened, id=f"{number}")) for number in range(1_600)
    ]
    screen = HistoryScreen(theme=DARK)
    qtbot.addWidget(screen)
    screen.resize(1440, 900)
    began = time.monotonic()
    screen.show_records(many, 2026)
    screen.show()
    screen.grab()
    assert time.monotonic() - began < 1.0
    assert len(screen.model._lines) < 40
    last = screen.model.index(1_599)
    assert screen.model.data(last, LINE_ROLE) is not None


def test_holding_delete_deletes_one_session(stand: DeskStand) -> None:
    for _ in range(3):
        stand.play()
    stand.show()
    stand.press(Key.Key_3, CTRL)
    stand.press(Key.Key_Delete)
    for _ in range(5):
        stand.hold(Key.Key_Delete)
    assert len(stand.app.history.sessions()) == 2
    stand.desk.past.open_session(stand.app.history.sessions()[0].id)
    stand.hold(Key.Key_Delete)
    assert len(stand.app.history.sessions()) == 2


def test_undo_brings_back_everything_that_was_deleted_while_it_was_offered(
    stand: DeskStand,
) -> None:
    for _ in range(3):
        stand.play()
    before = [one.id for one in stand.app.history.sessions()]
    stand.show()
    stand.press(Key.Key_3, CTRL)
    stand.press(Key.Key_Delete)
    stand.press(Key.Key_Delete)
    assert stand.window.toast.text() == "2 sessions deleted."
    stand.window.toast.undo.click()
    assert [one.id for one in stand.app.history.sessions()] == before
    assert stand.desk.past.history.model.rowCount() == 3


def test_an_offer_to_undo_that_is_over_brings_nothing_back(stand: DeskStand) -> None:
    first, second = stand.play(), stand.play()
    stand.show()
    stand.press(Key.Key_3, CTRL)
    stand.press(Key.Key_Delete)
    stand.window.toast.dismiss()
    stand.press(Key.Key_Delete)
    assert stand.window.toast.text() == "Session deleted."
    stand.window.toast.undo.click()
    assert [one.id for one in stand.app.history.sessions()] == [first.id]
    assert stand.app.history.open(second.id).is_removed


def many_sessions(stand: DeskStand, count: int) -> None:
    """Sessions that hold nothing but their beginning and end."""
    opened = stand.play().opened
    facts: list[AnyFact] = []
    for _ in range(count - 1):
        begin = replace(opened, **stand.app.ids.stamp())
        facts.append(begin)
        facts.append(
            SessionClosed(
                **stand.app.ids.stamp(),
                session_id=begin.id,
                end=SessionEnd.COMPLETED,
                position_ms=0,
            )
        )
    stand.app.store.append(*facts)


def test_history_is_read_again_only_when_something_changed(stand: DeskStand) -> None:
    record = stand.play()
    stand.show()
    read: list[int] = []
    model = stand.desk.past.history.model
    model.modelReset.connect(lambda: read.append(model.rowCount()))
    for key in (Key.Key_3, Key.Key_1, Key.Key_3, Key.Key_4, Key.Key_3):
        stand.press(key, CTRL)
    assert read == [1]
    stand.app.history.answer((record.sets[0].id,), Question.EFFORT, None, record.id)
    stand.press(Key.Key_1, CTRL)
    stand.press(Key.Key_3, CTRL)
    assert read == [1, 1]
    stand.play()
    stand.press(Key.Key_1, CTRL)
    stand.press(Key.Key_3, CTRL)
    assert read == [1, 1, 2]


def test_history_reads_the_newest_first_and_older_ones_when_scrolled(stand: DeskStand) -> None:
    many_sessions(stand, 150)
    stand.cut_off(5)
    stand.show(1024, 640)
    stand.press(Key.Key_3, CTRL)
    history = stand.desk.past.history
    assert history.model.rowCount() == FIRST_SESSIONS - 1
    assert history.eyebrow.text() == "The newest 59 sessions"
    for _ in range(8):
        stand.press(Key.Key_End)
    assert history.model.rowCount() == 150
    assert history.eyebrow.text() == "150 sessions"
    shown = [history.model.index(row).data(ID_ROLE) for row in range(150)]
    assert shown == [one.id for one in stand.app.history.sessions()]
