"""Today's lines about what progress changed: the move by name, what it is now, and how many more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.decision import Choice, Decision, Direction, Rule, Rung, Verdict
from gluteapp.core.exercise import Family, Side
from gluteapp.core.prescription import Prescription
from gluteapp.language import local_time
from gluteapp.paths import Paths
from gluteapp.services.decision_words import sentence
from gluteapp.services.plan import DayPlan, Told
from gluteapp.ui.screens.plan_reasons import plan_reasons
from tests.ui.screens.desk_stand import DeskStand, content, tiny

LIBRARY = content().library


def told(
    station: int,
    rule: Rule = Rule.TWO_FOR_TWO,
    direction: Direction = Direction.UP,
    choice: Choice | None = None,
) -> Told:
    before = Prescription(move=_moves()[station], seconds=40)
    after = Prescription(move=before.move, seconds=45 if direction is Direction.UP else 35)
    decision = Decision(
        session_id="s",
        circuit_id="tiny",
        station=str(station),
        family=Family.ABDUCTION,
        rule=rule,
        direction=direction,
        before=before,
        after=after,
        rung=Rung.TIME,
        read={"days": 9},
    )
    return Told(decision=decision, sentence=sentence(decision, LIBRARY), choice=choice)


def _moves() -> list[str]:
    return [f"{one.id}/{one.variants[0].id}" for one in LIBRARY.exercises.values()]


def lines(*given: Told) -> list[tuple[str, str]]:
    plan = DayPlan(circuit=tiny(), first_side=Side.LEFT, told=given)
    return [(one.title, one.text) for one in plan_reasons(plan, LIBRARY)]


def test_a_rise_names_its_move_and_what_it_is_now() -> None:
    (line,) = lines(told(0))
    assert line[0].endswith(": one step up")
    assert line[1] == "Twice done well, with three or more good reps left. 45 s a set now."


def test_more_than_there_is_room_for_are_counted() -> None:
    found = lines(*(told(n) for n in range(5)))
    assert len(found) == 3
    assert found[-1][1].endswith("And 2 more moves changed.")
    assert "more" not in found[0][1].removeprefix("Twice done well, with three or more")


def test_what_was_held_back_is_not_told() -> None:
    assert lines(told(0, choice=Choice(verdict=Verdict.NOT_YET))) == []


def test_coming_back_is_one_line() -> None:
    away = [told(n, Rule.AWAY, Direction.DOWN) for n in range(3)]
    assert lines(*away) == [
        ("Welcome back", "The last circuit was 9 days ago. All moves are one step easier today.")
    ]
    kept = told(3, Rule.ONCE_MORE, Direction.STAY)
    assert lines(*away, kept) == [
        ("Welcome back", "The last circuit was 9 days ago. 3 moves are one step easier today.")
    ]
    held = told(0, Rule.AWAY, Direction.DOWN, Choice(verdict=Verdict.NOT_YET))
    assert lines(held) == [("Welcome back", "The last circuit was 9 days ago.")]


def test_a_dose_for_want_of_room_is_told_as_it_was() -> None:
    one = told(0)
    short = Told(decision=one.decision, sentence="For want of room it is shorter.")
    assert lines(short)[0][1] == "For want of room it is shorter."


@pytest.mark.parametrize(("hours", "lines_left"), [(30, 2), (60, 3)])
def test_a_short_rest_takes_a_line_and_the_others_are_still_counted(
    hours: int, lines_left: int, qtbot: QtBot, paths: Paths, clock: ManualClock
) -> None:
    stand = DeskStand(qtbot=qtbot, paths=paths, clock=clock)
    record = stand.play()
    stand.close()
    now = local_time(record.opened.utc_ms, record.opened.offset_min) + timedelta(hours=hours)
    plan = DayPlan(circuit=tiny(), first_side=Side.LEFT, told=tuple(told(n) for n in range(5)))
    found = [
        one.text for one in plan_reasons(plan, LIBRARY, [record], now=now) if one.icon == "arrow-up"
    ]
    assert len(found) == lines_left
    more = 5 - lines_left
    assert found[-1].endswith(f"And {more} more moves changed.")
