"""How a repetition runs through its phases."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.exercise import Phase, Tempo
from gluteapp.figure.timing import breath, eased, extent, shares

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
