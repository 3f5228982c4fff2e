"""Axes name whole days, weeks and months; words keep out of each other's way."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.ui.widgets.charts.day_ticks import day_ticks, value_ticks
from gluteapp.ui.widgets.charts.places import free_row, kept_apart

OCT_12 = date(2026, 10, 12).toordinal()


def test_a_block_names_its_mondays_and_each_new_month_once() -> None:
    words = [words for _, words in day_ticks(OCT_12, OCT_12 + 39, 600)]
    assert words == ["12 Oct", "19", "26", "2 Nov", "9", "16"]


def test_a_narrow_axis_names_fewer_mondays() -> None:
    assert [words for _, words in day_ticks(OCT_12, OCT_12 + 39, 200)] == ["12 Oct", "26", "9 Nov"]


def test_less_than_two_weeks_name_days() -> None:
    assert [words for _, words in day_ticks(OCT_12 + 2, OCT_12 + 5, 600)] == [
        "14 Oct",
        "15",
        "16",
        "17",
    ]


def test_longer_ranges_name_months_and_january_by_its_year() -> None:
    words = [words for _, words in day_ticks(OCT_12, OCT_12 + 182, 600)]
    assert words == ["Nov", "Dec", "2027", "Feb", "Mar", "Apr"]


def test_fifty_years_fit() -> None:
    ticks = day_ticks(OCT_12 - 50 * 365, OCT_12, 600)
    assert 2 <= len(ticks) <= 9
    assert all(words.isdigit() for _, words in ticks)


def test_nothing_is_named_where_there_is_no_room() -> None:
    assert day_ticks(10, 5, 600) == ()
    assert day_ticks(5, 10, 0) == ()


@given(
    first=st.integers(600_000, 740_000),
    length=st.integers(1, 20_000),
    width=st.integers(80, 2000),
)
def test_ticks_are_days_of_the_range_in_order_and_have_room(
    first: int, length: int, width: int
) -> None:
    ticks = day_ticks(first, first + length, width)
    days = [day for day, _ in ticks]
    assert all(first <= day <= first + length for day in days)
    assert days == sorted(set(days))
    px_per_day = width / length
    assert all((later - day) * px_per_day >= 40 for day, later in pairwise(days))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (30, 110, (40, 60, 80, 100)),
        (0, 280, (0, 100, 200)),
        (22, 128, (50, 100)),
        (5, 5, (5,)),
    ],
)
def test_values_have_four_round_lines_at_most(
    low: float, high: float, ticks: tuple[float, ...]
) -> None:
    assert value_ticks(low, high) == ticks


@given(
    wanted=st.lists(st.floats(-50, 450), max_size=8),
    gap=st.floats(1, 60),
)
def test_names_are_kept_apart_in_their_order_and_inside(wanted: list[float], gap: float) -> None:
    placed = kept_apart(wanted, gap, 0, 400)
    fitting = min(gap, 400 / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    lying = [placed[index] for index in order]
    assert all(later - place >= fitting - 1e-6 for place, later in pairwise(lying))
    assert all(-1e-6 <= place <= 400 + 1e-6 for place in placed)


def test_names_with_room_stay_where_they_are() -> None:
    assert kept_apart([300, 20, 100], 16, 0, 400) == [300, 20, 100]


def test_a_label_takes_the_first_row_that_is_free() -> None:
    assert free_row([50, 10, 0], 30) == 1
    assert free_row([50, 40], 30) is None
