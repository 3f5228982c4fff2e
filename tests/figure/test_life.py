"""Breathing and blinking go by time alone, and are the same every time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gluteapp.figure.life import BREATH_SWING_DEG, BREATHS_A_MINUTE, breath_at, eyelid_at


@given(st.floats(0, 3600))
def test_breath_comes_again_and_stays_within_the_lungs(seconds: float) -> None:
    assert -1.0 <= breath_at(seconds) <= 1.0
    assert abs(breath_at(seconds) - breath_at(seconds + 60 / BREATHS_A_MINUTE)) < 1e-6


@given(st.floats(0, 3600))
def test_an_eye_is_between_open_and_closed(seconds: float) -> None:
    assert 0.0 <= eyelid_at(seconds) <= 1.0
    assert eyelid_at(seconds) == eyelid_at(seconds)


def test_somebody_blinks_each_three_to_six_seconds() -> None:
    step_s = 0.01
    closed = [tick * step_s for tick in range(12_000) if eyelid_at(tick * step_s) < 0.02]
    blinks = [at for at, before in zip(closed[1:], closed[:-1], strict=True) if at - before > 1.0]
    gaps = [after - before for before, after in pairwise(blinks)]
    assert len(gaps) > 15
    assert 2.9 < min(gaps) <= max(gaps) < 6.1
    assert max(gaps) - min(gaps) > 0.5


def test_a_breath_moves_the_trunk_a_little() -> None:
    assert max(BREATH_SWING_DEG.values()) <= 0.8
