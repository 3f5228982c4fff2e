"""Which days an axis names and how; knows days as ordinals of local dates and draws nothing."""

from __future__ import annotations

import math
from datetime import date

from gluteapp.language import day_and_month, month_in_short, number

_LABEL_PX = 64
"""Least room for one label in px."""
_WEEKS_MAX = 16
"""Up to so many weeks an axis names Mondays, beyond it months (LOOKS.md 5)."""
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


def day_ticks(first: float, last: float, width_px: float) -> tuple[tuple[int, str], ...]:
    """The days to name between two days, with their words.

    Mondays up to 16 weeks, months above; a new month or year says so.
    """
    if last < first or width_px <= 0:
        return ()
    most = max(int(width_px // _LABEL_PX), 1)
    if last - first <= _WEEKS_MAX * 7:
        return _weeks(first, last, most)
    return _months(first, last, most)


def _weeks(first: float, last: float, most: int) -> tuple[tuple[int, str], ...]:
    monday = math.ceil(first) + -(math.ceil(first) - 1) % 7
    mondays = range(monday, math.floor(last) + 1, 7)
    if len(mondays) < 2:
        # Less than two Mondays say little: the days themselves do.
        mondays = range(math.ceil(first), math.floor(last) + 1)
    step = max(math.ceil(len(mondays) / most), 1)
    ticks: list[tuple[int, str]] = []
    before = 0
    for day in mondays[::step]:
        named = date.fromordinal(day)
        words = number(named.day) if named.month == before else day_and_month(named)
        ticks.append((day, words))
        before = named.month
    return tuple(ticks)


def _months(first: float, last: float, most: int) -> tuple[tuple[int, str], ...]:
    begin = date.fromordinal(max(math.ceil(first), 1))
    months = (last - first) / 30.44
    step = next((step for step in _MONTH_STEPS if months / step <= most), _MONTH_STEPS[-1])
    month = begin.year * 12 + begin.month - 1
    ticks: list[tuple[int, str]] = []
    for one in range(-(-month // step) * step, month + math.ceil(months) + 2, step):
        day = date(one // 12, one % 12 + 1, 1)
        if not first <= day.toordinal() <= last:
            continue
        # January is where the year changes.
        words = str(day.year) if day.month == 1 else month_in_short(day)
        ticks.append((day.toordinal(), words))
    return tuple(ticks)


def value_ticks(low: float, high: float, most: int = 4) -> tuple[float, ...]:
    """Round values for at most `most` horizontal lines from low to high."""
    if high <= low:
        return (low,)
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    for step in (1, 2, 2.5, 5, 10, 20, 25, 50):
        found = _multiples(low, high, step * power)
        if len(found) <= most:
            return found
    return (low, high)


def _multiples(low: float, high: float, step: float) -> tuple[float, ...]:
    begin, end = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(one * step for one in range(begin, end + 1))
