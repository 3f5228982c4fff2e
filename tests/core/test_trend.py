"""Real change and wobble: the rule of evidence 3.5, and what must hold of it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.analytics import Change, Trend
from gluteapp.core.trend import Reading, judge
from tests.small_digests import RULES


def _judged(*values: float, **how: float | bool) -> Trend:
    readings = [Reading(day=10 + index, value=value) for index, value in enumerate(values)]
    return judge(readings, RULES, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("values", [(), (50.0,), (50.0, 90.0)])
def test_fewer_than_three_points_tell_nothing(values: tuple[float, ...]) -> None:
    trend = _judged(*values)
    assert (trend.change, trend.first, trend.last) == (Change.NONE, None, None)
    assert trend.since_day == (10 if values else None)


def test_three_points_are_the_baseline() -> None:
    trend = _judged(50, 90, 52)
    assert (trend.change, trend.first, trend.last) == (Change.WOBBLE, 52, 52)
    assert (trend.low, trend.high) == pytest.approx((46.8, 57.2))


def test_a_change_is_real_once_it_stays() -> None:
    rise = [50.0, 50, 50, 56, 56]
    assert _judged(*rise).change is Change.WOBBLE  # One median outside.
    stayed = _judged(*rise, 56)
    assert (stayed.change, stayed.sessions_outside) == (Change.UP, 2)
    assert (stayed.first, stayed.last) == (50, 56)
    assert _judged(*rise, 56, 50, 50).change is Change.WOBBLE


def test_a_fall_is_told_as_well() -> None:
    trend = _judged(50, 50, 50, 44, 44, 44, 44)
    assert (trend.change, trend.sessions_outside) == (Change.DOWN, 3)


def test_crossing_to_the_other_side_counts_anew() -> None:
    trend = _judged(50, 50, 50, 70, 70, 70, 20, 20)
    assert (trend.change, trend.sessions_outside) == (Change.WOBBLE, 1)


def test_the_edge_of_the_band_is_inside() -> None:
    assert _judged(50, 50, 50, 55, 55, 55, 55).change is Change.WOBBLE


def test_a_benchmark_weighs_two() -> None:
    readings = [Reading(day=1, value=value) for value in (50.0, 50.0, 60.0)]
    readings[2] = Reading(day=1, value=60, weight=2)
    assert judge(readings, RULES).first == 55


def test_values_that_are_medians_already_are_taken_as_they_are() -> None:
    trend = _judged(50, 50, 50, 56, 57, is_smooth=True)
    assert (trend.change, trend.last, trend.sessions_outside) == (Change.UP, 57, 2)
    # What the baseline is made of is not judged by it.
    early = _judged(50, 50, 60, 60, is_smooth=True)
    assert (early.change, early.sessions_outside) == (Change.WOBBLE, 1)


def test_a_band_of_its_own_width() -> None:
    assert _judged(0.5, 0.5, 0.5, 0.64, 0.64, 0.64, 0.64, band=0.15).change is Change.WOBBLE
    assert _judged(0.5, 0.5, 0.5, 0.66, 0.66, 0.66, 0.66, band=0.15).change is Change.UP
    assert _judged(0, 0, 0, 1, 1, 1, band=0.15).change is Change.UP


def _climb(*steps: tuple[float, float]) -> Trend:
    readings = [
        Reading(day=day, value=value, level=math.log(level))
        for day, (value, level) in enumerate(steps)
    ]
    return judge(readings, RULES)


def test_it_is_told_when_harder_moves_made_the_change() -> None:
    harder = _climb(*[(50, 0.5)] * 3, *[(80, 0.75)] * 3)
    assert harder.is_mostly_moves
    more_reps = _climb(*[(50, 0.5)] * 3, *[(80, 0.55)] * 3)
    assert (more_reps.change, more_reps.is_mostly_moves) == (Change.UP, False)
    # More reps of an easier move.
    easier = _climb(*[(50, 0.5)] * 3, *[(80, 0.3)] * 3)
    assert not easier.is_mostly_moves
    wobble = _climb(*[(50, 0.5)] * 3, *[(51, 0.75)] * 3)
    assert not wobble.is_mostly_moves


VALUES = st.lists(st.floats(min_value=1, max_value=300), max_size=30)


@given(values=VALUES, scale=st.floats(min_value=0.1, max_value=10))
def test_the_verdict_does_not_depend_on_the_unit(values: list[float], scale: float) -> None:
    # Values a hair's breadth from an edge may fall on either side of it.
    rounded = [round(value) * 1.003 for value in values]
    assert _judged(*rounded).change is _judged(*(scale * value for value in rounded)).change


@given(values=VALUES)
def test_real_change_means_outside_and_stayed(values: list[float]) -> None:
    trend = _judged(*values)
    if trend.change in (Change.UP, Change.DOWN):
        assert trend.first is not None
        assert trend.last is not None
        assert trend.low is not None
        assert trend.high is not None
        assert trend.sessions_outside >= 2
        assert not trend.low <= trend.last <= trend.high
        assert (trend.last > trend.first) is (trend.change is Change.UP)


@given(value=st.floats(min_value=1, max_value=300), count=st.integers(min_value=3, max_value=30))
def test_a_still_series_never_changes(value: float, count: int) -> None:
    assert _judged(*[value] * count).change is Change.WOBBLE


@given(values=st.lists(st.floats(min_value=46, max_value=54), min_size=3, max_size=30))
def test_a_small_wobble_never_changes(values: list[float]) -> None:
    """Eight points between 46 and 54 can leave no band of ten per cent about their own middle."""
    steady = [50.0, 50.0, 50.0, *values]
    assert _judged(*steady).change is Change.WOBBLE
