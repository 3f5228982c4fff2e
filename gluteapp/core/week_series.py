"""Work by the week, felt rate, calendar and lighter weeks. Draws nothing, knows no time of day.

Days are ordinals of local dates and weeks begin on Monday, so that no week loses or gains a day to
daylight saving, travel or midnight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from gluteapp.core.analytics import CalendarDay, LighterSpan, RatePoint, Trend, WeekWork
from gluteapp.core.circuit import SessionMode
from gluteapp.core.session_score import SessionScore
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.core.trend import Reading, judge

WEEK_DAYS = 7
_CIRCUITS = (SessionMode.CIRCUIT, SessionMode.LIGHTER)


def monday_of(day: int) -> int:
    """The Monday of a day's week; ordinal 1, the first of January of the year 1, is one."""
    return day - (day - 1) % WEEK_DAYS


def is_lighter_week(modes: Iterable[SessionMode]) -> bool:
    """Whether a week with sessions of these modes was lighter: at least half of its circuits."""
    circuits = [mode for mode in modes if mode in _CIRCUITS]
    lighter = circuits.count(SessionMode.LIGHTER)
    return lighter > 0 and 2 * lighter >= len(circuits)


def weeks_over(
    scores: Iterable[SessionScore],
    *,
    first_day: int,
    last_day: int,
    today: int,
    planned_work: float = 0.0,
) -> tuple[WeekWork, ...]:
    """Every week that touches the range, whole, those without a session too.

    Sessions stopped early count as what was done; `planned_work` is still to come this week.
    """
    by_week: dict[int, list[SessionScore]] = defaultdict(list)
    for score in scores:
        by_week[monday_of(score.day)].append(score)
    running = monday_of(today)
    return tuple(
        _week(monday, by_week.get(monday, []), monday == running, planned_work)
        for monday in range(monday_of(first_day), last_day + 1, WEEK_DAYS)
    )


def _week(
    monday: int, scores: Sequence[SessionScore], is_running: bool, planned_work: float
) -> WeekWork:
    return WeekWork(
        monday=monday,
        work=sum(one.work for one in scores),
        planned=planned_work if is_running else 0.0,
        sessions=len(scores),
        is_lighter=is_lighter_week(one.mode for one in scores),
        is_running=is_running,
    )


def rates_over(
    scores: Iterable[SessionScore], *, first_day: int, last_day: int
) -> tuple[RatePoint, ...]:
    """The felt rate of each session in which anything was answered: sets, not pairs."""
    return tuple(
        RatePoint(
            session_id=one.session_id,
            day=one.day,
            share=one.glute_first / one.answered,
            answered=one.answered,
        )
        for one in sorted(scores, key=lambda one: (one.utc_ms, one.session_id))
        if one.answered and first_day <= one.day <= last_day
    )


def rate_trend(rates: Iterable[RatePoint], rules: StrengthRules) -> Trend:
    """Whether the felt rate has left its wobble, by the rule of the index."""
    readings = [Reading(day=one.day, value=one.share) for one in rates]
    return judge(readings, rules, band=rules.rate_wobble)


def calendar_over(
    scores: Iterable[SessionScore], *, first_day: int, last_day: int
) -> tuple[CalendarDay, ...]:
    """The days on which something was done, each mode once, sessions in their order."""
    by_day: dict[int, list[SessionScore]] = defaultdict(list)
    for one in sorted(scores, key=lambda one: (one.utc_ms, one.session_id)):
        if first_day <= one.day <= last_day:
            by_day[one.day].append(one)
    return tuple(
        CalendarDay(
            day=day,
            modes=tuple(dict.fromkeys(one.mode for one in by_day[day])),
            session_ids=tuple(one.session_id for one in by_day[day]),
        )
        for day in sorted(by_day)
    )


def lighter_spans(weeks: Iterable[WeekWork]) -> tuple[LighterSpan, ...]:
    """Lighter weeks from Monday to Sunday, those that follow each other joined."""
    spans: list[LighterSpan] = []
    for week in weeks:
        if not week.is_lighter:
            continue
        last_day = week.monday + WEEK_DAYS - 1
        if spans and spans[-1].last_day + 1 == week.monday:
            spans[-1] = LighterSpan(first_day=spans[-1].first_day, last_day=last_day)
        else:
            spans.append(LighterSpan(first_day=week.monday, last_day=last_day))
    return tuple(spans)
