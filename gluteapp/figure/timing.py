"""From the phase of a repetition to how far it has gone; knows the tempo and no body."""

from __future__ import annotations

from math import cos, pi
from typing import Literal

from gluteapp.core.exercise import Phase, Tempo

HOLD_WAY_SHARE = 0.1
"""Share of the phase for the way into a held pose, and again for the way out (timeline.py)."""


def eased(share: float) -> float:
    """A movement the way a person makes it: least jerk, at rest at both ends (Flash & Hogan)."""
    share = min(1.0, max(0.0, share))
    return share * share * share * (10 - 15 * share + 6 * share * share)


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


def breath(phase: float, breaths: int) -> float:
    """Breath from -1, empty, to 1, full: out on the effort, `breaths` times in a repetition."""
    return cos(2 * pi * breaths * phase)
