"""Breathing and blinking go by time alone, and are the same every time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.figure.life import BREATH_SWING_DEG, BREATHS_A_MINUTE, Life, breath_at, eyelid_at


@given(st.floats(0, 3600))
def test_breath_comes_again_and_stays_within_the_lungs(seconds: float) -> None:
    assert -1.0 <= breath_at(seconds) <= 1.0
    assert abs(breath_at(seconds) - breath_at(seconds + 60 / BREATHS_A_MINUTE)) < 1e-6


@given(st.floats(0, 3600))
def test_an_eye_is_between_open_and_closed(seconds: float) -> None:
    assert 0.0 <= eyelid_at(seconds) <= 1.0


@given(st.floats(0, 3600))
def test_an_eye_closes_and_opens_in_a_few_pictures(seconds: float) -> None:
    moved = abs(eyelid_at(seconds + 1 / 60) - eyelid_at(seconds))
    assert moved < 0.4, "a lid takes several pictures of a sixtieth of a second"


def test_an_eye_is_open_but_for_its_blinks() -> None:
    lids = [eyelid_at(tick / 100) for tick in range(12_000)]
    assert sum(lid == 1.0 for lid in lids) > 0.95 * len(lids)
    assert min(lids) < 0.02, "a blink closes the eye"


def test_breath_begins_full_and_rests_empty() -> None:
    length_s = 60 / BREATHS_A_MINUTE
    breaths = [breath_at(length_s * tick / 200) for tick in range(200)]
    assert breaths[0] == 1.0
    assert min(breaths) == pytest.approx(-1.0)
    assert 0.52 < sum(breath < 0 for breath in breaths) / len(breaths) < 0.65
    assert max(abs(b - a) for a, b in pairwise([*breaths, breaths[0]])) < 0.05


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


@given(seconds=st.floats(0, 3600), own=st.floats(-1, 1), share=st.floats(0, 1))
def test_the_breath_of_a_move_gives_way_little_by_little(
    seconds: float, own: float, share: float
) -> None:
    assert Life(seconds, 0.0).breath(own) == own
    assert abs(Life(seconds, 1.0).breath(own) - breath_at(seconds)) < 1e-9
    ends = sorted((own, breath_at(seconds)))
    assert ends[0] - 1e-9 <= Life(seconds, share).breath(own) <= ends[1] + 1e-9


@given(seconds=st.floats(0, 3600), share=st.floats(0, 0.999))
def test_eyes_close_once_in_a_breath_and_only_when_it_is_empty(
    seconds: float, share: float
) -> None:
    breath_s = 60 / BREATHS_A_MINUTE
    assert not Life(seconds, share).is_blinking
    if Life(seconds).is_blinking:
        assert breath_at(seconds) < -0.98
        assert Life(seconds + breath_s).is_blinking
        assert not Life(seconds + 0.2).is_blinking
    times = (seconds + breath_s * tick / 60 for tick in range(60))
    assert 1 <= sum(Life(at).is_blinking for at in times) <= 3
