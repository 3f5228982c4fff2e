"""From the phase of a repetition to how far it has gone; knows the tempo and no body."""

from __future__ import annotations

from math import cos, pi
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gluteapp.core.exercise import Phase, Tempo

HOLD_WAY_SHARE = 0.1
"""Share of the phase for the way into a held pose, and again for the way out (timeline.py)."""

GLOW_SMOOTH_MS = 120
"""Over how long the light of the muscles is smoothed (LOOKS.md 1.4)."""
_SMOOTH = ((-1.0, 0.1), (-0.5, 0.24), (0.0, 0.32), (0.5, 0.24), (1.0, 0.1))
"""Places, as shares of half of that time, and their weights."""


def eased(share: float) -> float:
    """A movement the way a person makes it: least jerk, at rest at both ends (Flash & Hogan)."""
    share = min(1.0, max(0.0, share))
    return share * share * share * (10 - 15 * share + 6 * share * share)


def eased_many(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """`eased` for many places at once."""
    u = np.clip(share, 0.0, 1.0)
    result: NDArray[np.float64] = u * u * u * (10 - 15 * u + 6 * u * u)
    return result


def shares(
    tempo: Tempo | None, starts_with: Literal[Phase.LIFT, Phase.LOWER]
) -> tuple[float, float]:
    """Phase at which the hard end is reached, and phase at which it is left again."""
    if tempo is None:
        return HOLD_WAY_SHARE, 1 - HOLD_WAY_SHARE
    (_, first_ms), (_, hold_ms), _ = tempo.phases_ms(starts_with)
    return first_ms / tempo.rep_ms, (first_ms + hold_ms) / tempo.rep_ms


def extent(
    phase: float, tempo: Tempo | None, starts_with: Literal[Phase.LIFT, Phase.LOWER]
) -> float:
    """How far the body is from the start pose (0) to the hard end (1) at a phase from 0 to 1."""
    reached, left = shares(tempo, starts_with)
    phase = min(1.0, max(0.0, phase))
    if phase < reached:
        return eased(phase / reached)
    if phase <= left:
        return 1.0
    return eased((1.0 - phase) / (1.0 - left))


def breath(
    phase: float,
    breaths: int,
    tempo: Tempo | None = None,
    starts_with: Literal[Phase.LIFT, Phase.LOWER] = Phase.LIFT,
) -> float:
    """Breath from -1, empty, to 1, full: out on the effort, `breaths` times in a hold.

    A repetition has one breath: out while lifting, in while lowering. The turn is in the middle
    of the hard end, so that a way back as long as the way out is the same breath reversed.
    """
    if tempo is None:
        return cos(2 * pi * breaths * phase)
    reached, left = shares(tempo, starts_with)
    turn = (reached + left) / 2
    half = phase / turn / 2 if phase < turn else 1 - (1 - phase) / (1 - turn) / 2
    return cos(2 * pi * half) * (-1.0 if starts_with is Phase.LOWER else 1.0)


def glow_effort(
    phase: float, tempo: Tempo | None, starts_with: Literal[Phase.LIFT, Phase.LOWER]
) -> float:
    """How hard the muscles are seen to work: the extent smoothed over 120 ms, even in time.

    It reads the phase alone, so that a frame that is drawn again is the same frame.
    """
    if tempo is None:
        return extent(phase, tempo, starts_with)
    around = GLOW_SMOOTH_MS / tempo.rep_ms / 2
    return sum(
        share * extent((phase + step * around) % 1.0, tempo, starts_with) for step, share in _SMOOTH
    )
