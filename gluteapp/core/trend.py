"""Whether a series has left its own everyday wobble (evidence 3.5). Knows no strength and no words.

A change is real when the median of three sessions leaves the band about the median of the first
three, and stays outside for two sessions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

from gluteapp.core.analytics import Change, Trend
from gluteapp.core.strength_rules import StrengthRules

_EDGE = 1e-9
"""The band's own edge is still inside, whatever the last digit says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One value of a series; a benchmark weighs two (evidence 3.6)."""

    day: int
    value: float
    weight: int = 1
    level: float = 0.0
    """Natural logarithm of how hard the move was, to tell a harder move from more reps."""


def middle(readings: Iterable[Reading]) -> float:
    """The median of the values, each as often as it weighs; StatisticsError when there are none."""
    return median([one.value for one in readings for _ in range(one.weight)])


def middle_level(readings: Iterable[Reading]) -> float:
    """The median of the levels, each as often as it weighs; StatisticsError when there are none."""
    return median([one.level for one in readings for _ in range(one.weight)])


def judge(
    readings: Sequence[Reading],
    rules: StrengthRules,
    *,
    is_smooth: bool = False,
    band: float | None = None,
) -> Trend:
    """The newest readings against the first ones.

    `is_smooth` says that the values are medians of sessions already; `band` is the half-width of
    the band in the values' own unit, in place of the share of the baseline.
    """
    count = rules.change_sessions
    if len(readings) < count:
        return Trend(change=Change.NONE, since_day=readings[0].day if readings else None)
    first = middle(readings[:count])
    half = first * rules.wobble if band is None else band
    low, high = first - half, first + half
    width = 1 if is_smooth else count
    # The newest first, and no further back than they stand outside.
    ends = range(len(readings), count, -1)
    values = (middle(readings[end - width : end]) for end in ends)
    last = middle(readings[-width:]) if len(readings) > count else first
    outside = _outside(values, low, high)
    is_real = outside >= rules.change_stays
    change = Change.WOBBLE
    if is_real:
        change = Change.UP if last > first else Change.DOWN
    moved = middle_level(readings[-width:]) - middle_level(readings[:count])
    return Trend(
        change=change,
        first=first,
        last=last,
        low=low,
        high=high,
        sessions_outside=outside,
        since_day=readings[0].day,
        is_mostly_moves=is_real and _is_most(moved, first, last),
    )


def _outside(values: Iterable[float], low: float, high: float) -> int:
    """How many values, the newest first, stand on one side of the band without a break."""
    sides = ((one > high + _EDGE) - (one < low - _EDGE) for one in values)
    newest = next(sides, 0)
    if newest == 0:
        return 0
    return 1 + len(list(takewhile(lambda side: side == newest, sides)))


def _is_most(moved: float, first: float, last: float) -> bool:
    """Whether the moves account for more than half of the change."""
    if first <= 0.0 or last <= 0.0:
        return False
    total = math.log(last / first)
    return moved * total > 0.0 and abs(moved) > abs(total) / 2
