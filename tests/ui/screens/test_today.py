"""Today: why this circuit, what was left unfinished, and what may be started."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Side
from gluteapp.core.session import SessionRecord
from gluteapp.language import clock_length, local_time
from gluteapp.paths import Paths
from gluteapp.ui.screens.circuit_choice import CircuitChoice
from gluteapp.ui.screens.history import LINE_ROLE
from gluteapp.ui.screens.history_row import HistoryLine
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.safety import SafetyScreen
from gluteapp.ui.screens.session import SessionScreen
from gluteapp.ui.screens.summary import SummaryScreen
from gluteapp.ui.screens.today_values import (
    circuit_dose,
    circuit_title,
    reasons_for,
    today_values,
    week_of,
    when_words,
)
from gluteapp.ui.stage.moving_view import MovingView
from tests.ui.screens.desk_stand import CLEAR, HOUR_MS, DeskStand, content, tiny

Key = Qt.Key
TODAY = date(2026, 11, 20)


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


def now_of(stand: DeskStand) -> datetime:
    reading = stand.clock.read()
    return local_time(reading.utc_ms, reading.offset_min)


def titles(stand: DeskStand, records: list[SessionRecord], side: Side = Side.LEFT) -> list[str]:
    reasons = reasons_for(tiny(), records, first_side=side, is_own_choice=False, now=now_of(stand))
    return [reason.title for reason in reasons]


@pytest.mark.parametrize(
    ("circuit", "title", "dose"),
    [
        ("foundation", "Six moves, two rounds", "20:00, chair"),
        ("build", "Six moves, two rounds", "20:00, no equipment"),
        ("daily", "Four moves", "5:00, no equipment"),
    ],
)
def test_a_circuit_is_said_in_a_few_words(circuit: str, title: str, dose: str) -> None:
    loaded = content()
    known = loaded.circuits[circuit]
    assert circuit_title(known).replace("\N{NO-BREAK SPACE}", " ") == title
    assert circuit_dose(known, loaded.library) == dose


def test_the_first_time_says_so_and_nothing_of_a_last_time(stand: DeskStand) -> None:
    assert titles(stand, []) == ["Start gently", "Left goes first"]


def test_less_than_48_hours_are_said(stand: DeskStand) -> None:
    record = stand.play()
    stand.clock.move(30 * HOUR_MS)
    assert "The last circuit was 30 hours ago" in titles(stand, [record])
    stand.clock.move(18 * HOUR_MS)
    assert "Rested" in titles(stand, [record])
    stand.clock.move(10 * 24 * HOUR_MS)
    assert "Welcome back" in titles(stand, [record])


def test_another_circuit_than_last_time_is_said(stand: DeskStand) -> None:
    record = stand.play()
    assert "Tiny once more" in titles(stand, [record])
    other = replace(record, opened=replace(record.opened, circuit_id="build"))
    assert "Tiny today" in titles(stand, [other])


def test_a_session_without_a_finished_set_is_no_circuit(stand: DeskStand) -> None:
    stand.app.history.save_as_is(stand.cut_off(20))
    assert "Start gently" in titles(stand, stand.app.history.sessions())


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Today"), (1, "Yesterday"), (3, "Tuesday"), (9, "9 days ago")],
)
def test_a_day_is_said_as_people_say_it(days: int, words: str) -> None:
    assert when_words(TODAY - timedelta(days=days), TODAY) == words


def test_the_week_holds_what_was_done_on_its_days(stand: DeskStand) -> None:
    record = stand.play()
    now = now_of(stand)
    week = week_of(now.date(), [record])
    assert [day.day.weekday() for day in week] == list(range(7))
    done = [day for day in week if day.circuits]
    assert [(day.day, day.sets_done) for day in done] == [(now.date(), 2)]
    assert sum(day.is_today for day in week) == 1


def test_nothing_readable_leaves_a_page_that_says_so(stand: DeskStand) -> None:
    values = today_values(
        now=now_of(stand),
        circuit=None,
        timeline=None,
        library=content().library,
        records=[],
        first_side=Side.LEFT,
        is_own_choice=False,
        has_daily=False,
        can_start=True,
        notices=("The file a.toml is broken.", "The file b.toml is broken."),
    )
    today = stand.desk.today
    stand.show()
    today.show_values(values)
    assert today.hero.start.isHidden()
    assert today.banner.isVisible()
    shown = today._notice_lines
    assert not shown.isVisible()
    today.banner.button.click()
    assert shown.isVisible()
    started = []
    today.start_asked.connect(lambda: started.append(1))
    stand.press(Key.Key_Space)
    assert started == []


def test_five_starts_the_daily_routine(stand: DeskStand) -> None:
    stand.show()
    stand.press(Key.Key_5)
    page = stand.window.full_page
    assert isinstance(page, PreflightScreen)


def test_choosing_another_circuit_is_remembered(stand: DeskStand) -> None:
    stand.show()
    stand.desk.today.why.choose.click()
    choice = stand.window.findChildren(CircuitChoice)[-1]
    choice.rows["build"].click()
    assert stand.app.settings.circuit == "build"
    assert stand.desk.today.hero.eyebrow.text() == "Build"


def test_the_figure_moves_only_while_the_mouse_is_on_it(stand: DeskStand) -> None:
    stand.show()
    hero = stand.desk.today.hero
    view = hero.stage
    assert isinstance(view, MovingView)
    QApplication.sendEvent(hero, QEvent(QEvent.Type.Leave))
    assert not view.is_playing
    inside = QPointF(100, 100)
    QApplication.sendEvent(hero, QEnterEvent(inside, inside, inside))
    assert view.is_playing
    QApplication.sendEvent(hero, QEvent(QEvent.Type.Leave))
    assert not view.is_playing
    QApplication.sendEvent(hero, QEnterEvent(inside, inside, inside))
    stand.window.open_page("history")
    assert not view.is_playing


# Start that is closed


@pytest.mark.parametrize("field", ["chest_pain", "fainting", "bone_stress"])
def test_a_red_answer_keeps_start_closed_until_it_is_cleared(stand: DeskStand, field: str) -> None:
    red = {**CLEAR, field: True, "is_confirmed": False}
    stand.app.change_settings(safety=red)
    stand.show()
    stand.press(Key.Key_Space)
    assert isinstance(stand.window.full_page, SafetyScreen)
    stand.press(Key.Key_Escape)
    stand.press(Key.Key_5)
    assert not isinstance(stand.window.full_page, PreflightScreen)
    stand.app.change_settings(safety={**red, "is_confirmed": True, "is_cleared": True})
    stand.desk.refresh()
    stand.press(Key.Key_Space)
    assert isinstance(stand.window.full_page, PreflightScreen)


# Unfinished


def test_space_resumes_where_it_was_cut_off(stand: DeskStand) -> None:
    stand.cut_off(20)
    stand.show()
    hero = stand.desk.today.hero
    offer = stand.app.unfinished()
    assert offer is not None
    assert hero.title.text() == f"Resume at {clock_length(offer.position_ms)}"
    assert not hero.without.isVisible()
    stand.press(Key.Key_Space)
    assert isinstance(stand.window.full_page, SessionScreen)


def test_after_half_an_hour_the_warm_up_comes_first_unless_it_is_left_out(
    stand: DeskStand,
) -> None:
    stand.cut_off(20)
    stand.clock.move(HOUR_MS)
    stand.show()
    hero = stand.desk.today.hero
    asked: list[bool] = []
    assert hero.start.words == "Warm up first"
    hero.resume_asked.disconnect()
    hero.resume_asked.connect(asked.append)
    hero.without.click()
    hero.press_start()
    assert asked == [False, True]


def test_after_four_hours_it_is_saved_or_discarded(stand: DeskStand) -> None:
    session_id = stand.cut_off(45)
    stand.clock.move(5 * HOUR_MS)
    stand.show()
    assert stand.desk.today.hero.start.words == "Save as it is"
    stand.press(Key.Key_Space)
    assert isinstance(stand.window.full_page, SummaryScreen)
    assert [one.id for one in stand.app.history.sessions()] == [session_id]
    assert stand.app.unfinished() is None


def test_discarding_can_be_undone(stand: DeskStand) -> None:
    session_id = stand.cut_off(45)
    stand.show()
    stand.desk.today.hero.third.click()
    assert stand.app.unfinished() is None
    assert stand.app.history.sessions() == []
    stand.window.toast.undo.click()
    assert [one.id for one in stand.app.history.sessions()] == [session_id]


def test_an_unfinished_session_stays_closed_until_the_safety_questions_are_settled(
    stand: DeskStand,
) -> None:
    session_id = stand.cut_off(45)
    stand.clock.move(HOUR_MS)
    stand.app.change_settings(safety={**CLEAR, "chest_pain": True, "is_confirmed": False})
    stand.show()
    hero = stand.desk.today.hero
    assert hero.start.words == "Safety questions"
    assert not hero.without.isVisible()
    assert (hero.second.isVisible(), hero.third.isVisible()) == (True, True)
    stand.press(Key.Key_Space)
    assert isinstance(stand.window.full_page, SafetyScreen)
    stand.press(Key.Key_Escape)
    for with_warm_up in (False, True):
        stand.desk.today.resume_asked.emit(with_warm_up)
        assert isinstance(stand.window.full_page, SafetyScreen)
        stand.press(Key.Key_Escape)
    hero.second.click()
    assert isinstance(stand.window.full_page, SummaryScreen)
    assert [one.id for one in stand.app.history.sessions()] == [session_id]


def test_a_circuit_that_is_gone_keeps_the_title_it_was_recorded_with(stand: DeskStand) -> None:
    stand.play()
    stand.cut_off(45)
    loaded = stand.app.content
    circuits = {name: one for name, one in loaded.circuits.items() if name != "tiny"}
    stand.app.content = replace(loaded, circuits=circuits)
    stand.show()
    assert stand.desk.today.hero.eyebrow.text() == "Unfinished: Tiny"
    stand.press(Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    history = stand.desk.past.history
    line = history.model.data(history.model.index(0), LINE_ROLE)
    assert isinstance(line, HistoryLine)
    assert line.circuit == "Tiny"
    stand.press(Key.Key_Return)
    assert stand.desk.past.detail.heading.text() == "Tiny"


def test_a_circuit_that_was_replaced_is_named_as_it_was_done(stand: DeskStand) -> None:
    stand.cut_off(45)
    newer = tiny().model_copy(update={"title": "Newer"})
    loaded = stand.app.content
    stand.app.content = replace(loaded, circuits={**loaded.circuits, "tiny": newer})
    stand.show()
    assert stand.desk.today.hero.eyebrow.text() == "Unfinished: Tiny"


def test_values_show_the_last_session(stand: DeskStand) -> None:
    stand.play()
    stand.show()
    last = stand.desk.today.last
    assert last._rows["sets"][1].text() == "2 of 2"
    assert last._rows["effort"][1].text() == "3"
    assert last._when.text() == "Today"
