"""How a repetition runs through its phases."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.exercise import Phase, Tempo
from gluteapp.figure.timing import breath, eased, eased_many, extent, glow_effort, shares

TEMPOS = st.builds(
    Tempo, lower_s=st.integers(1, 10), hold_s=st.integers(0, 10), lift_s=st.integers(1, 10)
)
First = Literal[Phase.LIFT, Phase.LOWER]
FIRST: st.SearchStrategy[First] = st.sampled_from((Phase.LIFT, Phase.LOWER))


@given(TEMPOS, FIRST)
def test_a_repetition_starts_and_ends_at_rest(tempo: Tempo, first: First) -> None:
    assert extent(0.0, tempo, first) == 0.0
    assert extent(1.0, tempo, first) == 0.0


@given(TEMPOS, FIRST, st.floats(0, 1))
def test_the_hard_end_is_reached_exactly_in_the_hold(
    tempo: Tempo, first: First, share: float
) -> None:
    reached, left = shares(tempo, first)
    assert extent(reached + share * (left - reached), tempo, first) == pytest.approx(1.0)


@given(TEMPOS, st.floats(0.001, 0.999))
def test_the_first_phase_has_the_length_the_tempo_gives_it(tempo: Tempo, share: float) -> None:
    lift_first = tempo.lift_s / (tempo.rep_ms / 1000)
    lower_first = tempo.lower_s / (tempo.rep_ms / 1000)
    assert extent(share * lift_first, tempo, Phase.LIFT) == pytest.approx(eased(share))
    assert extent(share * lower_first, tempo, Phase.LOWER) == pytest.approx(eased(share))


@given(st.floats(0, 1), st.floats(0, 1))
def test_easing_only_goes_forward_and_is_the_same_both_ways(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert eased(low) <= eased(high) + 1e-12
    assert eased(a) == pytest.approx(1 - eased(1 - a))


def test_a_held_pose_has_a_way_in_and_a_way_out() -> None:
    assert extent(0.05, None, Phase.LIFT) == pytest.approx(0.5)
    assert extent(0.1, None, Phase.LIFT) == pytest.approx(1.0)
    assert extent(0.9, None, Phase.LIFT) == 1.0
    assert extent(0.95, None, Phase.LIFT) == pytest.approx(0.5)


def test_breath_is_full_at_the_start_and_out_on_the_effort() -> None:
    assert breath(0.0, 1) == pytest.approx(1.0)
    assert breath(0.5, 1) == pytest.approx(-1.0)
    assert breath(1.0, 5) == pytest.approx(1.0)


@given(TEMPOS)
def test_lifting_is_breathed_out(tempo: Tempo) -> None:
    lift_first, lower_first = (shares(tempo, first)[0] for first in (Phase.LIFT, Phase.LOWER))
    assert breath(0.0, 1, tempo, Phase.LIFT) > breath(lift_first, 1, tempo, Phase.LIFT)
    assert breath(lower_first, 1, tempo, Phase.LOWER) > breath(1.0, 1, tempo, Phase.LOWER)


@given(st.integers(1, 5), st.integers(0, 5), FIRST, st.floats(0, 1))
def test_an_even_repetition_is_the_same_backwards(
    way_s: int, hold_s: int, first: First, phase: float
) -> None:
    tempo = Tempo(lower_s=way_s, hold_s=hold_s, lift_s=way_s)
    assert breath(phase, 1, tempo, first) == pytest.approx(breath(1 - phase, 1, tempo, first))
    assert glow_effort(phase, tempo, first) == pytest.approx(glow_effort(1 - phase, tempo, first))


@given(TEMPOS, FIRST, st.floats(0, 1))
def test_the_glow_follows_the_effort_within_its_smoothing(
    tempo: Tempo, first: First, phase: float
) -> None:
    glow = glow_effort(phase, tempo, first)
    assert 0.0 <= glow <= 1.0 + 1e-12
    assert abs(glow - extent(phase, tempo, first)) < 0.05


def test_the_glow_looks_a_tenth_of_a_second_around() -> None:
    """Where the effort turns at once, its light is a little rounder; no more than that."""
    quick = Tempo(lower_s=1, hold_s=0, lift_s=1)
    assert 2e-4 < 1.0 - glow_effort(0.5, quick, Phase.LIFT) < 2e-3
    assert 2e-4 < glow_effort(0.0, quick, Phase.LIFT) < 2e-3


def test_the_glow_of_a_hold_is_its_effort() -> None:
    assert glow_effort(0.05, None, Phase.LIFT) == extent(0.05, None, Phase.LIFT)


def test_many_are_eased_as_one_is() -> None:
    places = np.linspace(-0.2, 1.2, 29)
    assert np.allclose(eased_many(places), [eased(float(place)) for place in places])
