"""Which muscles are lit, on which side and when."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.exercise import Muscle, Side
from gluteapp.figure.muscles import drawn, intensities, lit

CARD = {Muscle.GLUTEUS_MAXIMUS: 0.5, Muscle.LOW_BACK: 0.4}


def test_the_hard_end_shows_the_values_of_the_card() -> None:
    lit = intensities(CARD, side=Side.LEFT, effort=1.0)
    assert lit[Muscle.GLUTEUS_MAXIMUS, "l"] == 0.5
    assert lit[Muscle.LOW_BACK, "r"] == 0.4


def test_the_working_side_is_brighter_than_the_other() -> None:
    left = intensities(CARD, side=Side.LEFT, effort=1.0)
    right = intensities(CARD, side=Side.RIGHT, effort=1.0)
    assert left[Muscle.GLUTEUS_MAXIMUS, "l"] > left[Muscle.GLUTEUS_MAXIMUS, "r"]
    assert left[Muscle.GLUTEUS_MAXIMUS, "l"] == right[Muscle.GLUTEUS_MAXIMUS, "r"]


def test_both_sides_are_alike_when_both_work() -> None:
    lit = intensities(CARD, side=Side.BOTH, effort=0.6)
    assert lit[Muscle.GLUTEUS_MAXIMUS, "l"] == lit[Muscle.GLUTEUS_MAXIMUS, "r"]


def test_a_motion_may_load_the_other_leg() -> None:
    lit = intensities(CARD, side=Side.LEFT, effort=1.0, glow="other")
    assert lit[Muscle.GLUTEUS_MAXIMUS, "r"] == 0.5


@given(st.floats(0, 1), st.floats(0, 1))
def test_light_grows_with_the_effort_and_stays_a_share(a: float, b: float) -> None:
    low, high = sorted((a, b))
    dim = intensities(CARD, side=Side.RIGHT, effort=low)
    bright = intensities(CARD, side=Side.RIGHT, effort=high)
    for muscle, light in dim.items():
        assert 0.0 <= light <= bright[muscle] + 1e-12 <= 1.0 + 1e-12


def test_a_legend_names_the_lit_muscles_strongest_first() -> None:
    light = intensities(CARD | {Muscle.TFL: 0.1}, side=Side.LEFT, effort=1.0)
    assert lit(light) == ((Muscle.GLUTEUS_MAXIMUS, 0.5), (Muscle.LOW_BACK, 0.4))
    assert lit(intensities(CARD, side=Side.LEFT, effort=0.0)) == ()


def test_a_legend_names_what_works_from_a_fifth_on() -> None:
    card = {Muscle.GLUTEUS_MEDIUS: 0.3, Muscle.TFL: 0.22, Muscle.LOW_BACK: 0.18}
    named = lit(intensities(card, side=Side.LEFT, effort=1.0))
    assert [muscle for muscle, _ in named] == [Muscle.GLUTEUS_MEDIUS, Muscle.TFL]


def test_light_rises_little_by_little_with_the_effort() -> None:
    levels = [
        intensities({Muscle.TFL: 1.0}, side=Side.LEFT, effort=step / 30)[Muscle.TFL, "l"]
        for step in range(31)
    ]
    steps = [after - before for before, after in pairwise(levels)]
    assert min(steps) > 0.0
    assert max(steps) < 0.06
    assert levels[15] == pytest.approx((levels[0] + levels[30]) / 2)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_picture_lifts_small_values_and_keeps_their_order(a: float, b: float) -> None:
    low, high = sorted((a, b))
    dim, bright = (drawn({Muscle.TFL: value})[Muscle.TFL] for value in (low, high))
    assert 0.0 <= dim <= bright <= 1.0


def test_what_works_a_little_is_drawn_clearly_and_what_hardly_works_is_not() -> None:
    levels = drawn({Muscle.GLUTEUS_MEDIUS: 0.25, Muscle.TFL: 0.05, Muscle.LOW_BACK: 1.0})
    assert levels[Muscle.GLUTEUS_MEDIUS] > 0.35
    assert levels[Muscle.TFL] == 0.0
    assert levels[Muscle.LOW_BACK] == 1.0
