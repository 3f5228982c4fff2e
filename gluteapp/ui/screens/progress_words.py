"""The sentences beside the charts, computed from what the series say; knows no widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from gluteapp.core.analytics import (
    Change,
    FamilyPoint,
    PointKind,
    Progress,
    Trend,
    WeekWork,
    WhyNone,
)
from gluteapp.core.exercise import Family
from gluteapp.language import day_and_month, number, percent, short_date, tr, trn
from gluteapp.ui.widgets.charts.stops import possible_words, why_none_words

TREND_POINTS = 3
"""From so many points on change can be told from wobble (LOOKS.md 5)."""
_FRESH_DAYS = 14
"""A point older than this is shown with its day (evidence 3.3)."""
_SAME_WORK, _LARGE_STEP = 0.05, 0.20
"""Shares of weekly work: no difference worth words; the guard's warning (DEFINITIONS.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """What stands beside a chart: `value` large, `change` after it, then the judgement.

    `verdict` is its short name and empty while there is none; `is_real` says that the change is
    beyond the everyday wobble.
    """

    value: str = ""
    change: str = ""
    verdict: str = ""
    is_real: bool = False
    sentence: str = ""


def since_words(day: int, today: int) -> str:
    """A day such as "12 Oct", with the year when it is another one."""
    named = date.fromordinal(day)
    is_this_year = named.year == date.fromordinal(today).year
    return day_and_month(named) if is_this_year else short_date(named)


def change_words(trend: Trend, today: int, unit: float = 1.0) -> str:
    """How far the newest stand from the first, as "up 19 on the first three since 12 Oct".

    Values are multiplied by `unit` and rounded before they are compared, so that the words agree
    with the numbers that are shown.
    """
    if trend.first is None or trend.last is None or trend.since_day is None:
        return ""
    change = round(trend.last * unit) - round(trend.first * unit)
    since = since_words(trend.since_day, today)
    if change > 0:
        return tr("up {change} on the first three since {day}", change=number(change), day=since)
    if change < 0:
        return tr("down {change} on the first three since {day}", change=number(-change), day=since)
    return tr("level with the first three since {day}", day=since)


def _medians(trend: Trend, unit: float = 1.0) -> str:
    """How the median of the last three stands to that of the first three."""
    if trend.first is None or trend.last is None:
        return ""
    change = round(trend.last * unit) - round(trend.first * unit)
    if change > 0:
        return tr("Last three up {change} on the first", change=number(change))
    if change < 0:
        return tr("Last three down {change} on the first", change=number(-change))
    return tr("Last three as the first")


def strength_words(progress: Progress) -> ChartWords:
    """What stands beside the strength chart."""
    strength = progress.strength
    if not strength.overall:
        return _without_overall(progress)
    trend = strength.trend
    newest = strength.overall[-1]
    value = number(round(newest.index))
    change = _dated(
        change_words(replace(trend, last=newest.index), progress.today), newest.day, progress.today
    )
    if trend.change is Change.NONE:
        count = len(strength.overall)
        sentence = _too_early(count)
        if count == 1:
            change = _dated(tr("the first point"), newest.day, progress.today)
        return ChartWords(value=value, change=change, sentence=sentence)
    verdict, is_real, sentence = _judged(trend)
    return ChartWords(
        value=value, change=change, verdict=verdict, is_real=is_real, sentence=sentence
    )


def _too_early(count: int) -> str:
    if count < TREND_POINTS:
        return tr("After three sessions we can tell change from wobble.")
    return tr("A few more sessions, and we can tell change from wobble.")


def _dated(change: str, day: int, today: int) -> str:
    """The change, led by the day of the newest point where that is no longer about now."""
    if today - day <= _FRESH_DAYS:
        return change
    named = tr("on {day}", day=since_words(day, today))
    return tr("{day}, {change}", day=named, change=change) if change else named


def _judged(trend: Trend) -> tuple[str, bool, str]:
    outside = trend.sessions_outside
    match trend.change:
        case Change.UP:
            sentence = trn(
                "Above your own wobble for {n} session.",
                "Above your own wobble for {n} sessions.",
                outside,
            )
            more = tr("Most of it came from harder moves.")
        case Change.DOWN:
            sentence = trn(
                "Below your own wobble for {n} session.",
                "Below your own wobble for {n} sessions.",
                outside,
            )
            more = tr("Most of it came with easier moves.")
        case _:
            sentence = tr("That counts as holding.")
            return tr("Inside the wobble"), False, sentence
    return tr("Real change"), True, f"{sentence}\n{more}" if trend.is_mostly_moves else sentence


def _without_overall(progress: Progress) -> ChartWords:
    strength = progress.strength
    kinds = {point.kind for point in strength.points}
    reasons = {missing.why for missing in strength.missing}
    if PointKind.VALID in kinds:
        return ChartWords(
            value="",
            change=tr("No overall index in these days"),
            sentence=tr("Two families measured within two weeks make the overall index."),
        )
    if kinds == {PointKind.CENSORED}:
        return ChartWords(
            change=tr("At least this much"),
            sentence=tr("With 5 or more left the end is not in sight. A harder set shows it."),
        )
    if kinds:
        return ChartWords(
            change=tr("Off tempo so far"),
            sentence=tr("Sets that follow the tempo give the first point."),
        )
    if progress.has_history and not reasons:
        return ChartWords(
            change=tr("Nothing in these days"),
            sentence=tr("Another range above shows what was done before."),
        )
    if WhyNone.NO_BODY_MASS in reasons:
        return ChartWords(
            change=tr("Body mass is missing"),
            sentence=tr("Sets with a load need it to be compared. Settings has a place for it."),
        )
    if WhyNone.NO_ANSWER in reasons:
        return ChartWords(
            change=tr("No answer noted yet"),
            sentence=tr("Reps left, one tap after a set, make the line."),
        )
    if reasons:
        (why, *_) = sorted(reasons)
        return ChartWords(
            change=tr("No point yet"),
            sentence=tr("What was done so far has no index: {why}.", why=why_none_words(why)),
        )
    return ChartWords(
        change=tr("One circuit, and the line begins"),
        sentence=tr("After three sessions we can tell change from everyday wobble."),
    )


def family_words(
    progress: Progress, family: Family, moves: Mapping[str, str]
) -> tuple[str, str, str]:
    """Number, what was done last, and the judgement of one family's card."""
    points = [one for one in progress.strength.points if one.family is family]
    counted = [one for one in points if one.kind is PointKind.VALID]
    if not points:
        return "", _no_points(progress, family), ""
    last = (counted or points)[-1]
    value = number(round(last.index))
    if not counted and last.kind is PointKind.CENSORED:
        value = tr("{index} or more", index=value)
    did = tr(
        "{move}, {possible}", move=moves.get(last.move, last.move), possible=possible_words(last)
    )
    if progress.today - last.day > _FRESH_DAYS:
        did = tr("On {day}: {did}", day=since_words(last.day, progress.today), did=did)
    return value, did, _family_judged(progress, family, counted)


def _family_judged(progress: Progress, family: Family, counted: list[FamilyPoint]) -> str:
    trend = progress.strength.family_trends.get(family)
    if not counted:
        return tr("More was left.")
    if trend is None or trend.change is Change.NONE:
        return (
            tr("After three sessions we can tell change from wobble.")
            if len(counted) < TREND_POINTS
            else tr("Too early to tell.")
        )
    if trend.change is Change.WOBBLE:
        return tr("Inside the wobble")
    change = _medians(trend)
    return tr("{change}, a real change", change=change)


def _no_points(progress: Progress, family: Family) -> str:
    reasons = {one.why for one in progress.strength.missing if one.family is family}
    if not reasons or reasons == {WhyNone.NO_ANSWER}:
        return tr("Two sets with reps left noted, and this fills in.")
    why = min(reasons - {WhyNone.NO_ANSWER})
    return tr("No index: {why}.", why=why_none_words(why))


def rate_words(progress: Progress) -> ChartWords:
    """What stands beside the glute-felt-first chart."""
    rates, trend = progress.rates, progress.rate_trend
    if not rates:
        return ChartWords(sentence=tr("One tap after each exercise builds this line."))
    value = percent(rates[-1].share)
    if trend.change is Change.NONE:
        return ChartWords(value=value, sentence=_too_early(len(rates)))
    change = _medians(trend, unit=100)
    if trend.change is Change.WOBBLE:
        sentence = tr("{change}, inside the wobble", change=change)
    else:
        sentence = tr("{change}, a real change", change=change)
    return ChartWords(
        value=value, change=change, is_real=trend.change is not Change.WOBBLE, sentence=sentence
    )


def work_words(weeks: tuple[WeekWork, ...]) -> str:
    """How the last whole week compares with the highest of the four before that were not lighter."""
    whole = [week for week in weeks if not week.is_running]
    if not whole:
        return tr("Reps times difficulty, one bar a week.")
    last = whole[-1]
    if last.is_lighter:
        return tr("Last week was a lighter week.")
    if last.work <= 0:
        return tr("Nothing last week.")
    highest = max((week.work for week in whole[-5:-1] if not week.is_lighter), default=0.0)
    if highest <= 0:
        return tr("Last week: {work}.", work=number(round(last.work)))
    step = last.work / highest - 1
    if abs(step) <= _SAME_WORK:
        return tr("Last week: about as much as the highest of the four before.")
    share = percent(abs(step))
    if step < 0:
        return tr("Last week: {share} under the highest of the four before.", share=share)
    if step > _LARGE_STEP:
        return tr(
            "Last week: {share} over the highest of the four before, a large step.", share=share
        )
    return tr("Last week: {share} over the highest of the four before.", share=share)
