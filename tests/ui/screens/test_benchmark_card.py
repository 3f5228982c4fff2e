"""Benchmark sets from the Progress page to History: offered, begun, resumed, shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gluteapp.core.circuit import SessionMode
from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Side
from gluteapp.core.session import Question, SessionRecord
from gluteapp.core.view import EngineState
from gluteapp.errors import StorageError
from gluteapp.paths import Paths
from gluteapp.services.benchmarks import BenchmarkOffer, WhyNotYet
from gluteapp.services.simulation import play_through
from gluteapp.ui.screens.benchmark_card import BenchmarkCard, offer_line
from gluteapp.ui.screens.group_row import GroupRow
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.safety import SafetyScreen
from gluteapp.ui.screens.summary import SummaryScreen
from gluteapp.ui.screens.today_cards import _DayCell as DayCell
from gluteapp.ui.screens.today_values import day_of, is_circuit, week_of
from gluteapp.ui.theme import DARK
from tests.ui.screens.desk_stand import CLEAR, DeskStand, content
from tests.ui.screens.test_session_open_end import circuit

DAY_MS = 86_400_000


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    yield made
    made.close()


def offer(**changes: object) -> BenchmarkOffer:
    fields = {"circuit": circuit(), "usual_ms": 9 * 60_000 + 5_000} | changes
    return BenchmarkOffer(**fields)  # type: ignore[arg-type]


MONDAY_UTC_MS = 1_760_340_600_000
"""Monday 13 October 2025, 7:30 in the morning."""


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Each move until about two reps are left: the surest point of your index."),
        (
            {"last_utc_ms": MONDAY_UTC_MS},
            "It is time again; the last ones were on Monday 13 October.",
        ),
        ({"why_not_yet": WhyNotYet.NEVER_TRAINED}, "From the third week of training on."),
        (
            {"why_not_yet": WhyNotYet.FIRST_WEEKS, "free_utc_ms": MONDAY_UTC_MS},
            "From the third week of training on: Monday 13 October.",
        ),
        (
            {"why_not_yet": WhyNotYet.DONE_LATELY, "free_utc_ms": MONDAY_UTC_MS},
            "Once a week at most. It is time again on Monday 13 October.",
        ),
        (
            {"why_not_yet": WhyNotYet.CIRCUIT_LATELY, "free_utc_ms": MONDAY_UTC_MS},
            "Not within a day of a circuit: from Monday 13 October, 07:30.",
        ),
    ],
)
def test_the_card_says_why_and_until_when(changes: dict[str, object], line: str) -> None:
    said = offer_line(offer(**changes), 0)
    assert said.replace("\u202f", " ").replace("\xa0", " ") == line


def test_it_can_be_done_all_the_same(qtbot: QtBot) -> None:
    card = BenchmarkCard(theme=DARK)
    qtbot.addWidget(card)
    card.show_offer(offer(why_not_yet=WhyNotYet.FIRST_WEEKS), 0)
    assert card.title.text() == "Benchmark sets, about 9 minutes"
    assert card.start.text() == "Start anyway"
    with qtbot.waitSignal(card.asked):
        card.start.click()
    card.show_offer(offer(), 0)
    assert card.start.text() == "Start"
    card.show_offer(None, 0)
    assert card.isHidden()


def begin(stand: DeskStand) -> None:
    stand.play()
    stand.clock.move(20 * DAY_MS)
    stand.window.open_page("progress")
    assert stand.desk.charts.benchmark.isVisible()
    stand.desk.charts.benchmark.start.click()


def test_progress_leads_to_them(stand: DeskStand) -> None:
    begin(stand)
    page = stand.window.full_page
    assert isinstance(page, PreflightScreen)
    assert page._over.text().startswith("Benchmark sets, ")
    assert page._over.text().endswith(" at most")
    page.started.emit(Side.RIGHT)
    session = stand.desk.flow.session
    assert session is not None
    timeline = session._runner.timeline
    assert timeline.mode is SessionMode.BENCHMARK
    assert next(one.side for one in timeline.steps if one.is_user_ended) is Side.RIGHT


def test_an_answer_that_keeps_start_closed_keeps_them_closed(stand: DeskStand) -> None:
    stand.app.change_settings(safety={**CLEAR, "chest_pain": True})
    begin(stand)
    assert isinstance(stand.window.full_page, SafetyScreen)


def test_a_record_that_cannot_be_read_is_said(
    stand: DeskStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(stand)
    stand.press(Qt.Key.Key_Escape)
    stand.window.open_page("progress")

    def refuse(*_: object) -> None:
        raise StorageError("No", "The disk cannot be read.")

    monkeypatch.setattr(stand.app.progress.benchmarks, "offer", refuse)
    stand.desk.charts.benchmark.start.click()
    assert stand.window.full_page is None
    assert stand.window.toast.text() == "The disk cannot be read."


def measured(stand: DeskStand) -> SessionRecord:
    """Benchmark sets of nine and twelve reps, answered."""
    runner = stand.app.new_session_of(circuit())
    runner.start()
    while (view := runner.view()).state is not EngineState.FINISHED:
        at = view.position
        wanted = 9 if at.side is Side.LEFT else 12
        if at.step.is_user_ended and at.counted == wanted:
            runner.end_step()
            runner.answer(Question.EFFORT, 2, (at.step.index,))
            continue
        stand.clock.move(1_000)
        runner.poll()
    return stand.app.history.open(runner.session_id)


def test_summary_and_history_tell_reps_of_each_side_and_what_was_left(stand: DeskStand) -> None:
    record = measured(stand)
    stand.desk.flow.show_summary(record.id)
    page = stand.window.full_page
    assert isinstance(page, SummaryScreen)
    assert page.heading.text() == "Benchmark sets, done"
    rows = page.findChildren(GroupRow)
    assert [row.accessibleDescription() for row in rows] == [
        "Left 9 reps, Right 12 reps, 2 reps left"
    ] * 3
    assert page.next.isHidden()
    stand.desk.past.open_session(record.id)
    shown = stand.desk.past.detail
    assert shown.heading.text() == "Benchmark sets"
    done = [row._done for row in shown.rows if row.record.is_work]
    assert done == ["9 reps", "12 reps"] * 3


def test_today_takes_them_for_no_circuit(stand: DeskStand) -> None:
    record = measured(stand)
    (day,) = [one for one in week_of(day_of(record), [record]) if one.is_today]
    assert (day.circuits, day.dailies, day.benchmarks, day.sets_done) == (0, 0, 1, 6)
    stand.desk.refresh()
    cells = [
        one for one in stand.desk.today.findChildren(DayCell) if "Benchmark" in one.accessibleName()
    ]
    assert len(cells) == 1
    assert not is_circuit(record)


def test_sets_that_were_cut_off_go_on_where_they_were(stand: DeskStand) -> None:
    runner = stand.app.new_session_of(circuit())
    runner.start()
    while runner.view().position.counted < 4 or not runner.view().position.step.is_user_ended:
        stand.clock.move(1_000)
        runner.poll()
    found = stand.app.unfinished()
    assert found is not None
    again = stand.app.go_on(found)
    at = again.view().position
    assert (at.step.is_user_ended, at.step.reps, at.counted) == (True, 30, 4)
    warm_up = stand.app.warm_up(found)
    assert warm_up is not None
    play_through(warm_up, stand.clock.move)


def test_content_knows_no_circuit_of_that_name() -> None:
    assert circuit().id not in content().circuits
