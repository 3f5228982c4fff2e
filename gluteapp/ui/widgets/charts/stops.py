"""What can be read at each place of a chart, in words; knows the values and draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gluteapp.core.analytics import (
    FamilyPoint,
    MissingPoint,
    OverallPoint,
    PointKind,
    Progress,
    RatePoint,
    Strength,
    WeekWork,
    WhyNone,
)
from gluteapp.core.exercise import Family
from gluteapp.language import (
    day_and_month,
    number,
    percent,
    short_date,
    tr,
    trn,
    weekday_day_and_month,
)
from gluteapp.ui.theme import Tone
from gluteapp.ui.widgets.charts.family_look import FAMILIES, LOOKS, family_word

WEEKS_NAMED = 30
"""In ranges of up to so many weeks a week is named by its number."""
_SAME_DAY = 0.3
"""How far apart, in days, two sessions of one day are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """One line of what is read, with the marker it belongs to; `y` is where that marker lies."""

    words: str
    symbol: str = ""
    tone: Tone = "text"
    is_open: bool = False
    y: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place where a chart can be read: its x in days, a title, and a line for each value."""

    x: float
    title: str
    lines: tuple[StopLine, ...]
    session_id: str = ""

    @property
    def spoken(self) -> str:
        """Everything in one go, as a screen reader says it."""
        return ". ".join((self.title, *(line.words for line in self.lines))) + "."


def day_words(day: int, today: int) -> str:
    """A day such as "Wed 18 Nov", in other years than today's "18 Nov 2024"."""
    named = date.fromordinal(day)
    if named.year != date.fromordinal(today).year:
        return short_date(named)
    return weekday_day_and_month(named)


def week_of(day: int, first_day: int) -> int:
    """Number of the week of a day, the week of `first_day` being 1."""
    return (_monday(day) - _monday(first_day)) // 7 + 1


def _monday(day: int) -> int:
    return day - (day - 1) % 7


def why_none_words(why: WhyNone) -> str:
    """Why a session left no point."""
    words = {
        WhyNone.NO_ANSWER: tr("no answer noted"),
        WhyNone.NO_BODY_MASS: tr("body mass not known"),
        WhyNone.NO_COEFFICIENT: tr("this move has no index"),
        WhyNone.NO_BAND_FORCE: tr("force of the band not known"),
        WhyNone.NOT_COMPLETED: tr("set not completed"),
        WhyNone.NO_REPS: tr("no reps counted"),
    }
    return words[why]


def possible_words(point: FamilyPoint) -> str:
    """How many reps or seconds would have been possible."""
    count = int(point.reps_possible)
    if point.is_hold:
        return trn("{n} second possible", "{n} seconds possible", count)
    if point.kind is PointKind.CENSORED:
        return trn("at least {n} rep possible", "at least {n} reps possible", count)
    return trn("{n} rep possible", "{n} reps possible", count)


def note_words(point: FamilyPoint) -> tuple[str, ...]:
    """What is special about a point, nothing for a usual one."""
    notes = (
        (point.kind is PointKind.CENSORED, tr("at least this much")),
        (point.kind is PointKind.OFF_TEMPO, tr("off tempo, not counted")),
        (point.is_benchmark, tr("benchmark set")),
        (point.is_approximate, tr("approximate, with a band")),
        (point.is_lighter, tr("lighter week")),
    )
    return tuple(words for holds, words in notes if holds)


def session_places(strength: Strength) -> dict[str, float]:
    """The x of every session in days; those of one day stand a little apart, in their order."""
    days: dict[str, int] = {}
    for point in strength.points:
        days.setdefault(point.session_id, point.day)
    for overall in strength.overall:
        days.setdefault(overall.session_id, overall.day)
    for missing in strength.missing:
        days.setdefault(missing.session_id, missing.day)
    seen: dict[int, int] = {}
    places: dict[str, float] = {}
    for session_id, day in days.items():
        before = seen.get(day, 0)
        places[session_id] = day + min(before * _SAME_DAY, 0.9)
        seen[day] = before + 1
    return places


@dataclass(slots=True)
class _AtSession:
    day: int
    overall: OverallPoint | None = None
    points: list[FamilyPoint] = field(default_factory=list)
    missing: list[MissingPoint] = field(default_factory=list)


class StrengthStops:
    """The stops of the strength chart; what they say is collected when one is first read.

    Ten years of sessions would take longer to put into words than the page may take to open.
    """

    def __init__(
        self, progress: Progress, moves: Mapping[str, str], places: Mapping[str, float]
    ) -> None:
        self._progress, self._moves = progress, moves
        self._has_weeks = progress.last_day - progress.first_day <= WEEKS_NAMED * 7
        self._at: dict[str, _AtSession] = {}
        self._overall_before: dict[str, float] = {}
        self._before: dict[tuple[str, Family], float] = {}
        self.ids = sorted(places, key=lambda one: places[one])
        self.xs = [places[one] for one in self.ids]

    def _collect(self, strength: Strength) -> None:
        def at(session_id: str, day: int) -> _AtSession:
            return self._at.setdefault(session_id, _AtSession(day))

        last: float | None = None
        for overall in strength.overall:
            at(overall.session_id, overall.day).overall = overall
            if last is not None:
                self._overall_before[overall.session_id] = last
            last = overall.index
        lasts: dict[Family, float] = {}
        for point in strength.points:
            at(point.session_id, point.day).points.append(point)
            if point.kind is PointKind.VALID:
                if point.family in lasts:
                    self._before[point.session_id, point.family] = lasts[point.family]
                lasts[point.family] = point.index
        for missing in strength.missing:
            at(missing.session_id, missing.day).missing.append(missing)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, index: int) -> Stop:
        if not self._at:
            self._collect(self._progress.strength)
        session_id = self.ids[index]
        at = self._at[session_id]
        lines: list[StopLine] = []
        if at.overall is not None:
            lines.append(self._overall_line(at.overall))
        for family in FAMILIES:
            lines += [self._line(one) for one in at.points if one.family is family]
            lines += [self._missing_line(one) for one in at.missing if one.family is family]
        title = day_words(at.day, self._progress.today)
        if self._has_weeks:
            week = number(week_of(at.day, self._progress.first_day))
            title = tr("{day}, week {week}", day=title, week=week)
        return Stop(x=self.xs[index], title=title, lines=tuple(lines), session_id=session_id)

    def _overall_line(self, point: OverallPoint) -> StopLine:
        before = self._overall_before.get(point.session_id)
        words = tr("Overall {index}", index=number(round(point.index)))
        named = ", ".join(family_word(family) for family in point.families)
        words = tr(
            "{overall}, made of {families}",
            overall=_with_change(words, point.index, before),
            families=named,
        )
        return StopLine(words=words, symbol="o", is_open=True, y=point.index)

    def _line(self, point: FamilyPoint) -> StopLine:
        look = LOOKS[point.family]
        words = tr(
            "{family} {index}", family=family_word(point.family), index=number(round(point.index))
        )
        before = self._before.get((point.session_id, point.family))
        if point.kind is PointKind.VALID:
            words = _with_change(words, point.index, before)
        parts = [words, self._moves.get(point.move, point.move), possible_words(point)]
        parts += note_words(point)
        if is_first_of_move(self._progress.strength, point):
            parts.append(tr("new move, a jump is expected"))
        is_censored = point.kind is PointKind.CENSORED
        return StopLine(
            words=", ".join(parts),
            symbol="t1" if is_censored else look.symbol,
            tone=look.tone,
            is_open=point.kind is not PointKind.VALID,
            y=point.index,
        )

    def _missing_line(self, missing: MissingPoint) -> StopLine:
        words = tr(
            "{family}: {why}",
            family=family_word(missing.family),
            why=why_none_words(missing.why),
        )
        return StopLine(words=words, tone="text2")


def _with_change(words: str, value: float, before: float | None) -> str:
    if before is None:
        return words
    change = round(value) - round(before)
    if change > 0:
        return tr("{value}, up {change}", value=words, change=number(change))
    if change < 0:
        return tr("{value}, down {change}", value=words, change=number(-change))
    return tr("{value}, unchanged", value=words)


def is_first_of_move(strength: Strength, point: FamilyPoint) -> bool:
    """Whether a family's points come from another move from this one on."""
    return any(
        one.day == point.day and one.family is point.family for one in strength.level_changes
    )


class RateStops:
    """The stops of the glute-felt-first chart."""

    def __init__(self, rates: tuple[RatePoint, ...], today: int) -> None:
        self._rates, self._today = rates, today
        self.xs = _apart([rate.day for rate in rates])

    def __len__(self) -> int:
        return len(self._rates)

    def __getitem__(self, index: int) -> Stop:
        rate = self._rates[index]
        words = trn(
            "{share} of {n} answered set felt first in the glute",
            "{share} of {n} answered sets felt first in the glute",
            rate.answered,
            share=percent(rate.share),
        )
        line = StopLine(words=words, symbol="o", tone="accent", y=rate.share)
        return Stop(
            x=self.xs[index],
            title=day_words(rate.day, self._today),
            lines=(line,),
            session_id=rate.session_id,
        )


def _apart(days: list[int]) -> list[float]:
    places: list[float] = []
    for index, day in enumerate(days):
        repeats = places[-1] - day if index and days[index - 1] == day else -_SAME_DAY
        places.append(day + min(repeats + _SAME_DAY, 0.9))
    return places


class WorkStops:
    """The stops of the weekly work chart, in the middle of each week."""

    def __init__(self, weeks: tuple[WeekWork, ...]) -> None:
        self._weeks = weeks
        self.xs = [week.monday + 3.0 for week in weeks]

    def __len__(self) -> int:
        return len(self._weeks)

    def __getitem__(self, index: int) -> Stop:
        week = self._weeks[index]
        parts = [
            tr("work {work}", work=number(round(week.work))),
            trn("{n} session", "{n} sessions", week.sessions),
        ]
        if week.planned > 0:
            parts.append(tr("{work} more planned", work=number(round(week.planned))))
        if week.is_lighter:
            parts.append(tr("lighter week"))
        title = tr("Week of {day}", day=day_and_month(date.fromordinal(week.monday)))
        line = StopLine(words=", ".join(parts))
        return Stop(x=self.xs[index], title=title, lines=(line,))


Stops = StrengthStops | RateStops | WorkStops
