"""What is handed to pyqtgraph: lines that break, markers that thin out, only what is in sight."""

from __future__ import annotations

import numpy as np
import pytest

from gluteapp.ui.theme import DARK, LIGHT, Theme
from gluteapp.ui.widgets.charts.family_look import FAMILIES, LOOKS
from gluteapp.ui.widgets.charts.series import Points, thinned


def days(count: int) -> list[float]:
    return [float(day) for day in range(count)]


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_points_have_no_line(count: int) -> None:
    assert not Points.of(days(count), days(count)).is_joined.any()


def test_a_line_breaks_before_the_first_point_of_a_new_move() -> None:
    points = Points.of(days(6), days(6), breaks=[3.0])
    assert points.is_joined.tolist() == [True, True, False, True, True, False]


def test_a_break_before_the_first_or_after_the_last_point_breaks_nothing() -> None:
    points = Points.of(days(4), days(4), breaks=[0.0, 9.0])
    assert points.is_joined.tolist() == [True, True, True, False]


def test_only_points_in_sight_and_one_on_each_side_are_drawn() -> None:
    part = Points.of(days(100), days(100)).between(40.5, 44.5)
    assert part.x.tolist() == [40, 41, 42, 43, 44, 45]
    assert part.is_joined.all()


def test_markers_far_apart_are_all_shown() -> None:
    assert thinned(Points.of(days(30), days(30)), 20.0).all()


def test_crowded_markers_thin_out_the_same_way_wherever_one_looks() -> None:
    points = Points.of(days(1000), days(1000))
    shown = points.x[thinned(points, 2.0)]
    assert np.diff(shown).min() * 2.0 >= 9.0
    part = points.between(500, 700)
    again = part.x[thinned(part, 2.0)][1:]
    assert set(again) <= set(shown)


def test_families_differ_by_shape_and_dashes_not_only_by_colour() -> None:
    assert len({LOOKS[family].symbol for family in FAMILIES}) == len(FAMILIES)
    assert len({LOOKS[family].dash_px for family in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_families_differ_by_colour_too(theme: Theme) -> None:
    assert len({theme.tone(LOOKS[family].tone).rgb() for family in FAMILIES}) == len(FAMILIES)
