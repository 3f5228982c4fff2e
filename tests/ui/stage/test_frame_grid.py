"""The grid of frames: every tick of a repetition is a frame, and the way back is the way out."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.exercise import Phase, Tempo
from gluteapp.figure.timing import HOLD_WAY_SHARE, breath, extent, glow_effort, shares
from gluteapp.ui.stage.frame_grid import (
    BREATH_STEPS,
    FRAMES_A_SECOND,
    HELD_EXACT,
    HELD_STEP,
    BreathGrid,
    FrameGrid,
    WayGrid,
)

Start = Literal[Phase.LIFT, Phase.LOWER]
STARTS: st.SearchStrategy[Start] = st.sampled_from((Phase.LIFT, Phase.LOWER))
_LIGHT = 2
"""Ticks around the hold in which the light of the muscles still changes."""
TEMPOS = st.builds(
    Tempo,
    lower_s=st.integers(1, 10),
    hold_s=st.integers(0, 10),
    lift_s=st.integers(1, 10),
)


def _breath(phase: float, tempo: Tempo, starts_with: Start) -> float:
    return breath(phase, 1, tempo, starts_with)


@given(tempo=TEMPOS, starts_with=STARTS, share=st.floats(0, 1))
def test_every_tick_of_a_repetition_is_a_frame_of_exactly_its_moment(
    tempo: Tempo, starts_with: Start, share: float
) -> None:
    grid = FrameGrid(tempo=tempo, starts_with=starts_with)
    tick = round(share * grid.ticks)
    phase = tick / grid.ticks
    frame_phase = grid.phase(grid.index(phase))
    reached, left = shares(tempo, starts_with)
    if reached + _LIGHT / grid.ticks < phase < left - _LIGHT / grid.ticks:
        # Held: nothing but the breath, which is told to less than half a pixel.
        assert reached <= frame_phase <= left
        assert (
            abs(_breath(frame_phase, tempo, starts_with) - _breath(phase, tempo, starts_with)) < 0.2
        )
        return
    assert extent(frame_phase, tempo, starts_with) == pytest.approx(
        extent(phase, tempo, starts_with), abs=1e-9
    )
    assert (
        _breath(frame_phase, tempo, starts_with)
        == pytest.approx(_breath(phase, tempo, starts_with), abs=1e-9)
        or not grid.is_reversible
    )
    assert glow_effort(frame_phase, tempo, starts_with) == pytest.approx(
        glow_effort(phase, tempo, starts_with), abs=1e-9
    )


@given(tempo=TEMPOS, starts_with=STARTS, share=st.floats(0, 1))
def test_between_two_ticks_the_nearer_one_is_shown(
    tempo: Tempo, starts_with: Start, share: float
) -> None:
    grid = FrameGrid(tempo=tempo, starts_with=starts_with)
    phase = grid.phase(grid.index(share))
    back = 1.0 - phase
    nearest = min(abs(share - one) for one in (phase, back, phase + 1.0))
    if extent(share, tempo, starts_with) == 1.0:
        assert nearest <= HELD_STEP / grid.ticks
        return
    assert nearest <= 0.5 / grid.ticks + 1e-12


@given(tempo=TEMPOS, starts_with=STARTS, share=st.floats(0, 1))
def test_the_way_back_is_the_way_out_where_both_last_the_same(
    tempo: Tempo, starts_with: Start, share: float
) -> None:
    grid = FrameGrid(tempo=tempo, starts_with=starts_with)
    tick = round(share * grid.ticks)
    there, back = grid.index(tick / grid.ticks), grid.index(1 - tick / grid.ticks)
    assert grid.is_reversible == (tempo.lift_s == tempo.lower_s)
    if grid.is_reversible:
        assert there == back
    whole = grid.ticks // 2 + 1 if grid.is_reversible else grid.ticks
    held = tempo.hold_s * FRAMES_A_SECOND // (2 if grid.is_reversible else 1)
    assert len(grid) <= whole - held * (1 - 1 / HELD_STEP) + 2 * HELD_EXACT + 2
    assert whole - held <= len(grid) <= whole


def test_a_usual_repetition_has_its_second_thirty_times() -> None:
    grid = FrameGrid(tempo=Tempo(lower_s=2, hold_s=1, lift_s=2))
    assert grid.ticks == 5 * FRAMES_A_SECOND
    assert [grid.index(tick / 150) for tick in range(61)] == list(range(61))
    assert [grid.index(tick / 150) for tick in range(90, 151)] == list(range(60, -1, -1))


@given(phase=st.floats(0, 1), breaths=st.integers(0, 8))
def test_a_hold_has_few_frames_that_breathe(phase: float, breaths: int) -> None:
    grid = FrameGrid(tempo=None, breaths=breaths)
    index = grid.index(phase)
    assert 0 <= index < len(grid)
    shown = grid.phase(index)
    is_held = HOLD_WAY_SHARE <= phase <= 1 - HOLD_WAY_SHARE
    assert extent(shown, None, Phase.LIFT) == pytest.approx(
        extent(phase, None, Phase.LIFT), abs=0.02
    )
    held = grid.held(index)
    if is_held:
        assert held is not None
        level = BreathGrid().level(held)
        assert abs(level - breath(phase, breaths)) <= 1 / BREATH_STEPS + 1e-9
        assert extent(shown, None, Phase.LIFT) == 1.0
        assert grid.held_index(held) == index


@given(level=st.floats(-1, 1), eyelid=st.floats(0, 1))
def test_a_breath_is_told_to_a_twelfth_and_eyes_close_when_it_is_empty(
    level: float, eyelid: float
) -> None:
    grid = BreathGrid()
    index = grid.index(level, eyelid)
    assert 0 <= index < len(grid) <= 20
    assert abs(grid.level(index) - level) <= 1 / BREATH_STEPS + 1e-9
    is_empty = grid.level(index) == -1.0
    assert grid.eyelid(index) == (0.0 if is_empty and eyelid < 0.5 else 1.0)
    assert grid.index(grid.level(index), grid.eyelid(index)) == index


@pytest.mark.parametrize("grid", [BreathGrid(), FrameGrid(tempo=None)])
def test_closed_eyes_never_stand_in_for_open_ones(grid: FrameGrid | BreathGrid) -> None:
    closed = len(grid) - 1
    farthest = max(grid.distance(0, other) for other in range(closed))
    assert min(grid.distance(closed, other) for other in range(closed)) > farthest
    assert grid.distance(closed, closed) == 0


@given(tempo=st.none() | TEMPOS)
def test_every_frame_comes_once_and_few_come_first(tempo: Tempo | None) -> None:
    grid = FrameGrid(tempo=tempo)
    order = list(grid.coarse_first())
    assert sorted(order) == list(range(len(grid)))
    first = sorted(order[: len(grid) // 8])
    assert max(after - before for before, after in pairwise(first)) <= 8


@given(share=st.floats(0, 1))
def test_a_way_is_shown_to_a_six_hundredth(share: float) -> None:
    grid = WayGrid()
    assert abs(grid.share(grid.index(share)) - share) <= 0.5 / 600
