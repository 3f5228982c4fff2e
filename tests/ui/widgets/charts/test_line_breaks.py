"""Lines join only what can be compared, and no long pauses."""

from __future__ import annotations

from dataclasses import replace

from gluteapp.ui.widgets.charts.line_breaks import overall_breaks, pause_breaks
from gluteapp.ui.widgets.charts.series import Points
from tests.ui.screens import progress_values as made


def test_an_overall_line_breaks_where_its_families_change() -> None:
    points = [
        replace(made.overall(day, 50), families=families)
        for day, families in ((0, (made.E, made.A)), (3, (made.A, made.E)), (6, (made.A, made.S)))
    ]
    places = {one.session_id: float(one.day) for one in points}
    assert overall_breaks(points, places, float(made.FIRST)) == [6.0]


def test_an_overall_line_breaks_after_more_than_two_weeks_without_a_point() -> None:
    points = [made.overall(day, 50) for day in (0, 14, 29)]
    places = {one.session_id: float(one.day) for one in points}
    assert overall_breaks(points, places, float(made.FIRST)) == [29.0]


def test_a_family_line_breaks_after_more_than_four_weeks() -> None:
    points = [made.point(made.E, day, 50) for day in (0, 28, 57)]
    places = {one.session_id: float(one.day) for one in points}
    assert pause_breaks(points, places, float(made.FIRST)) == [57.0]


def test_points_that_no_line_reaches_stand_alone() -> None:
    points = Points.of([0, 1, 2, 3, 4], [5, 5, 5, 5, 5], breaks=[2, 3])
    assert points.alone.tolist() == [False, False, True, False, True]
    assert Points.of([], []).alone.tolist() == []
