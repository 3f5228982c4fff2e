"""Weeks, days and rates: whole across midnight, new year and daylight saving, because of ordinals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.analytics import CalendarDay, Change, LighterSpan, RatePoint
from gluteapp.core.circuit import SessionMode
from gluteapp.core.progress_view import progress_of
from gluteapp.core.session_score import SessionScore, score_sessions
from gluteapp.core.week_series import (
    calendar_over,
    is_lighter_week,
    lighter_spans,
    monday_of,
    rate_trend,
    rates_over,
    weeks_over,
)
from tests.small_digests import FAMILIES, MONDAY, RULES, one_set, pair, session

C, L, D = SessionMode.CIRCUIT, SessionMode.LIGHTER, SessionMode.DAILY


def _score(
    day: int, work: float = 10, mode: SessionMode = C, felt: tuple[int, int] = (0, 0)
) -> SessionScore:
    return SessionScore(
        session_id=f"{mode} {day}",
        utc_ms=day * 86_400_000,
        day=day,
        mode=mode,
        work=work,
        glute_first=felt[0],
        answered=felt[1],
    )


@given(st.dates(min_value=date(1990, 1, 1)).map(date.toordinal))
def test_weeks_begin_on_monday(day: int) -> None:
    monday = monday_of(day)
    assert date.fromordinal(monday).weekday() == 0
    assert 0 <= day - monday < 7


DAYS = st.integers(min_value=MONDAY, max_value=MONDAY + 500)
SCORES = st.lists(st.builds(_score, DAYS, st.integers(min_value=0, max_value=300)), max_size=40)


@given(scores=SCORES, first=DAYS, length=st.integers(min_value=0, max_value=500))
def test_a_week_equals_the_sum_of_its_days(
    scores: list[SessionScore], first: int, length: int
) -> None:
    weeks = weeks_over(scores, first_day=first, last_day=first + length, today=first + length)
    assert weeks[0].monday <= first <= weeks[0].monday + 6
    assert weeks[-1].monday <= first + length <= weeks[-1].monday + 6
    for week in weeks:
        inside = [one for one in scores if week.monday <= one.day < week.monday + 7]
        days = {
            day: sum(one.work for one in inside if one.day == day)
            for day in range(week.monday, week.monday + 7)
        }
        assert week.work == sum(days.values())
        assert week.sessions == len(inside)
    assert [b.monday - a.monday for a, b in pairwise(weeks)] == [7] * (len(weeks) - 1)


def test_work_across_new_year_stands_in_one_week() -> None:
    old, new = date(2026, 12, 31).toordinal(), date(2027, 1, 1).toordinal()
    (week,) = weeks_over([_score(old), _score(new)], first_day=old, last_day=new, today=new)
    assert (week.work, week.sessions) == (20, 2)


def test_a_week_without_a_session_is_a_week() -> None:
    weeks = weeks_over(
        [_score(MONDAY), _score(MONDAY + 14)],
        first_day=MONDAY,
        last_day=MONDAY + 14,
        today=MONDAY + 15,
        planned_work=30,
    )
    assert [one.work for one in weeks] == [10, 0, 10]
    assert [one.planned for one in weeks] == [0, 0, 30]
    assert [one.is_running for one in weeks] == [False, False, True]


@pytest.mark.parametrize(
    ("modes", "is_lighter"),
    [((), False), ((C, C), False), ((L, L), True), ((L, C), True), ((L, C, C), False)],
)
def test_a_lighter_week(modes: tuple[SessionMode, ...], is_lighter: bool) -> None:
    assert is_lighter_week([*modes, D, D, D]) is is_lighter


def test_lighter_weeks_in_a_row_are_one_span() -> None:
    days = [(0, L), (7, L), (14, C), (21, L)]
    scores = [_score(MONDAY + day, mode=mode) for day, mode in days]
    weeks = weeks_over(scores, first_day=MONDAY, last_day=MONDAY + 21, today=MONDAY + 30)
    assert lighter_spans(weeks) == (
        LighterSpan(first_day=MONDAY, last_day=MONDAY + 13),
        LighterSpan(first_day=MONDAY + 21, last_day=MONDAY + 27),
    )


def test_rates_are_shares_of_the_answered_sets() -> None:
    scores = [_score(MONDAY + 1, felt=(3, 4)), _score(MONDAY), _score(MONDAY + 9, felt=(1, 1))]
    assert rates_over(scores, first_day=MONDAY, last_day=MONDAY + 8) == (
        RatePoint(session_id=f"circuit {MONDAY + 1}", day=MONDAY + 1, share=0.75, answered=4),
    )


def test_a_rate_has_a_wobble_of_its_own() -> None:
    shares = [5] * 3 + [6] * 3
    scores = [_score(MONDAY + day, felt=(share, 10)) for day, share in enumerate(shares)]
    rates = rates_over(scores, first_day=MONDAY, last_day=MONDAY + 9)
    assert rate_trend(rates, RULES).change is Change.WOBBLE
    higher = [replace(one, share=one.share + 0.1 * (one.share > 0.5)) for one in rates]
    assert rate_trend(higher[:5], RULES).change is Change.WOBBLE
    assert rate_trend(higher, RULES).change is Change.UP


def test_the_calendar_names_each_day_once() -> None:
    scores = [_score(MONDAY + 1), _score(MONDAY, mode=D), _score(MONDAY), _score(MONDAY + 40)]
    assert calendar_over(scores, first_day=MONDAY, last_day=MONDAY + 30) == (
        CalendarDay(
            day=MONDAY,
            modes=(C, D),
            session_ids=(f"circuit {MONDAY}", f"daily {MONDAY}"),
        ),
        CalendarDay(day=MONDAY + 1, modes=(C,), session_ids=(f"circuit {MONDAY + 1}",)),
    )


def test_progress_puts_a_range_together() -> None:
    digests = [
        session(*pair("clam/standard"), one_set("squat/standard"), day=MONDAY),
        session(*pair("clam/standard"), day=MONDAY + 3, mode=L),
    ]
    scores = score_sessions(digests, rules=RULES, families=FAMILIES, body_mass_at=lambda _: None)
    progress = progress_of(
        scores,
        rules=RULES,
        first_day=MONDAY,
        last_day=MONDAY + 6,
        today=MONDAY + 6,
        planned_work=12,
        unreadable=1,
    )
    assert (progress.first_day, progress.last_day, progress.today) == (
        MONDAY,
        MONDAY + 6,
        MONDAY + 6,
    )
    assert len(progress.strength.points) == 3
    assert [one.is_lighter for one in progress.strength.points] == [False, False, True]
    assert [(one.sessions, one.planned) for one in progress.weeks] == [(2, 12)]
    assert len(progress.calendar) == 2
    assert progress.lighter == (LighterSpan(first_day=MONDAY, last_day=MONDAY + 6),)
    assert progress.unreadable == 1
    assert progress.rates == ()
    blind = progress_of(
        score_sessions(digests, rules=None, families=FAMILIES, body_mass_at=lambda _: None),
        rules=None,
        first_day=MONDAY,
        last_day=MONDAY + 6,
        today=MONDAY + 6,
    )
    assert (blind.strength.points, blind.weeks[0].work) == ((), 0)
    assert blind.rate_trend.change is Change.NONE
