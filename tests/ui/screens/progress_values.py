"""Made-up values of the Progress page: the block of the mock-up, and histories of any length."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from gluteapp.core.analytics import (
    CalendarDay,
    Change,
    FamilyPoint,
    LevelChange,
    LighterSpan,
    MissingPoint,
    OverallPoint,
    PointKind,
    Progress,
    RatePoint,
    Strength,
    Trend,
    WeekWork,
    WhyNone,
)
from gluteapp.core.circuit import SessionMode
from gluteapp.core.exercise import Family

E, A, S = Family.HIP_EXTENSION, Family.ABDUCTION, Family.SQUAT
MOVES: Final = {
    "bridge/two_legs": "Glute bridge",
    "bridge/marching": "Marching bridge",
    "clam/standard": "Clam",
    "squat/standard": "Squat",
    "lunge/reverse": "Reverse lunge",
}
FIRST: Final = date(2026, 10, 12).toordinal()
TODAY: Final = date(2026, 11, 20).toordinal()
DAYS: Final = (0, 3, 7, 10, 14, 16, 18, 28, 30, 32, 35, 37)
"""The sessions of the block, days after the first."""

NO_TREND: Final = Trend(change=Change.NONE)
WOBBLE: Final = Trend(change=Change.WOBBLE, first=45, last=46, low=40.5, high=49.5, since_day=FIRST)
UP: Final = Trend(
    change=Change.UP,
    first=45,
    last=64,
    low=40.5,
    high=49.5,
    sessions_outside=6,
    since_day=FIRST,
    is_mostly_moves=True,
)


def point(
    family: Family,
    day: int,
    index: float,
    *,
    move: str = "clam/standard",
    possible: float = 11,
    kind: PointKind = PointKind.VALID,
    is_benchmark: bool = False,
    is_hold: bool = False,
    session: str = "",
) -> FamilyPoint:
    """A point `day` days after the first."""
    return FamilyPoint(
        session_id=session or f"s{day}",
        day=FIRST + day,
        family=family,
        index=index,
        reps_possible=possible,
        move=move,
        kind=kind,
        is_benchmark=is_benchmark,
        is_hold=is_hold,
    )


def overall(day: int, index: float) -> OverallPoint:
    """An overall point `day` days after the first."""
    return OverallPoint(session_id=f"s{day}", day=FIRST + day, index=index, families=(E, A, S))


def strength(
    *points: FamilyPoint,
    overalls: tuple[OverallPoint, ...] = (),
    missing: tuple[MissingPoint, ...] = (),
    changes: tuple[LevelChange, ...] = (),
    trend: Trend = NO_TREND,
    trends: dict[Family, Trend] | None = None,
) -> Strength:
    """A strength of these points."""
    return Strength(
        rules_version=1,
        points=points,
        missing=missing,
        overall=overalls,
        level_changes=changes,
        trend=trend,
        family_trends=trends or {},
    )


def progress(
    of: Strength | None = None,
    *,
    rates: tuple[RatePoint, ...] = (),
    rate_trend: Trend = NO_TREND,
    weeks: tuple[WeekWork, ...] = (),
    calendar: tuple[CalendarDay, ...] = (),
    lighter: tuple[LighterSpan, ...] = (),
    unreadable: int = 0,
    first: int = FIRST,
    today: int = TODAY,
) -> Progress:
    """A progress of these parts; of nothing when none is given."""
    return Progress(
        first_day=first,
        last_day=today,
        today=today,
        strength=of or strength(),
        rates=rates,
        rate_trend=rate_trend,
        weeks=weeks,
        calendar=calendar,
        lighter=lighter,
        unreadable=unreadable,
    )


def missing(family: Family, day: int, why: WhyNone) -> MissingPoint:
    """A session without a point."""
    return MissingPoint(session_id=f"s{day}", day=FIRST + day, family=family, why=why)


def block() -> Progress:
    """The block of the mock-up `progress_dark`."""
    bridges = (39.5, 39.5, 40, 40, 40, 40, 67, 67, 68, 68, 69.5, 68.4)
    clams = (42.8, 42.8, 43.6, 43.6, 43.6, 44.4, 44.4, 44.4, 44.4, 44.4, 45.2, 45.2)
    squats = (59, 60, 60, 61, 61, 61, 62, 94, 94, 95.5, 95.5, 95.5)
    alls = (45, 45.2, 45.8, 46.8, 46, 46.3, 57.6, 63.2, 63.6, 63.9, 64.7, 64.2)
    points: list[FamilyPoint] = []
    for index, day in enumerate(DAYS):
        move = "bridge/two_legs" if day < 18 else "bridge/marching"
        points.append(point(E, day, bridges[index], move=move, possible=10))
        kind = PointKind.CENSORED if day in (10, 18) else PointKind.VALID
        value = 46 if kind is PointKind.CENSORED else clams[index]
        points.append(point(A, day, value, kind=kind, is_benchmark=day == 28))
        move = "squat/standard" if day < 28 else "lunge/reverse"
        kind = PointKind.OFF_TEMPO if day == 14 else PointKind.VALID
        points.append(point(S, day, squats[index], move=move, possible=12, kind=kind))
    changes = (
        LevelChange(day=FIRST + 18, family=E, move="bridge/marching"),
        LevelChange(day=FIRST + 28, family=S, move="lunge/reverse"),
    )
    up = Trend(
        change=Change.UP, first=40, last=68, low=36, high=44, sessions_outside=6, since_day=FIRST
    )
    return progress(
        strength(
            *points,
            overalls=tuple(overall(day, value) for day, value in zip(DAYS, alls, strict=True)),
            missing=(missing(A, 5, WhyNone.NO_ANSWER),),
            changes=changes,
            trend=UP,
            trends={E: up, A: WOBBLE, S: NO_TREND},
        ),
        rates=tuple(
            RatePoint(
                session_id=f"s{day}",
                day=FIRST + day,
                share=min(0.5 + 0.032 * index, 0.85),
                answered=14,
            )
            for index, day in enumerate(DAYS)
        ),
        rate_trend=Trend(
            change=Change.UP,
            first=0.5,
            last=0.85,
            low=0.4,
            high=0.6,
            sessions_outside=5,
            since_day=FIRST,
        ),
        weeks=_block_weeks(),
        calendar=_block_calendar(),
        lighter=(LighterSpan(first_day=FIRST + 21, last_day=FIRST + 27),),
    )


def _block_weeks() -> tuple[WeekWork, ...]:
    works = (158.0, 158.0, 235.0, 76.0, 258.0, 155.0)
    return tuple(
        WeekWork(
            monday=FIRST + 7 * index,
            work=work,
            planned=104.0 if index == 5 else 0.0,
            sessions=2 if index in (3, 5) else 3,
            is_lighter=index == 3,
            is_running=index == 5,
        )
        for index, work in enumerate(works)
    )


def _block_calendar() -> tuple[CalendarDay, ...]:
    extra = {
        26: ((SessionMode.TESTS,), ("t26",)),
        22: ((SessionMode.LIGHTER,), ("l22",)),
        24: ((SessionMode.BENCHMARK, SessionMode.DAILY), ("b24", "d24")),
        33: ((SessionMode.DAILY,), ("d33",)),
    }
    days = [
        CalendarDay(day=FIRST + day, modes=(SessionMode.CIRCUIT,), session_ids=(f"s{day}",))
        for day in DAYS
    ]
    days += [
        CalendarDay(day=FIRST + day, modes=modes, session_ids=ids)
        for day, (modes, ids) in extra.items()
    ]
    return tuple(sorted(days, key=lambda one: one.day))


def history(sessions: int) -> Progress:
    """So many sessions, one every 2.3 days, ending today."""
    days = [int(2.3 * index) for index in range(sessions)]
    first = TODAY - days[-1]
    points: list[FamilyPoint] = []
    overalls: list[OverallPoint] = []
    changes: list[LevelChange] = []
    for index, day in enumerate(days):
        growth = 60 * (1 - math.exp(-index / 200))
        shift = first - FIRST + day
        for number, family in enumerate((E, A, S)):
            value = 40 + 8 * number + growth + 4 * math.sin(index * (0.7 + 0.1 * number))
            is_censored = index % (37 + number) == 5
            points.append(
                point(
                    family,
                    shift,
                    value,
                    session=f"h{index}",
                    kind=PointKind.CENSORED if is_censored else PointKind.VALID,
                    is_benchmark=index % 12 == 0,
                )
            )
            if index % 90 == 30 * number + 20:
                changes.append(LevelChange(day=first + day, family=family, move="clam/standard"))
        overalls.append(
            OverallPoint(
                session_id=f"h{index}",
                day=first + day,
                index=48 + growth + 2 * math.sin(index * 0.7),
                families=(E, A, S),
            )
        )
    weeks = tuple(
        WeekWork(
            monday=monday,
            work=150 + 80 * math.sin(monday / 40),
            sessions=3,
            is_lighter=(monday // 7) % 5 == 0,
        )
        for monday in range(first - (first - 1) % 7, TODAY + 1, 7)
    )
    return progress(
        strength(*points, overalls=tuple(overalls), changes=tuple(changes), trend=UP),
        rates=tuple(
            RatePoint(
                session_id=f"h{index}",
                day=first + day,
                share=0.7 + 0.25 * math.sin(index / 9),
                answered=14,
            )
            for index, day in enumerate(days)
        ),
        weeks=weeks,
        calendar=tuple(
            CalendarDay(day=first + day, modes=(SessionMode.CIRCUIT,), session_ids=(f"h{index}",))
            for index, day in enumerate(days)
        ),
        lighter=tuple(
            LighterSpan(first_day=week.monday, last_day=week.monday + 6)
            for week in weeks
            if week.is_lighter
        ),
        first=first,
    )
