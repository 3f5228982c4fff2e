"""At which phases a repetition is drawn: the tempo's own 30 a second; knows no picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import acos, pi
from typing import Final, Literal

from gluteapp.core.exercise import Phase, Tempo
from gluteapp.figure.timing import HOLD_WAY_SHARE, breath

FRAMES_A_SECOND: Final = 30
HOLD_WAY_FRAMES: Final = 60
"""For the way into a hold, and backwards out of it; its length in seconds is not known here."""
HOLD_BREATH_FRAMES: Final = 12
"""From empty to full: less than half a pixel of chest between two of them."""
_COARSEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameGrid:
    """The frames of one repetition or hold.

    A moment on the grid is its frame exactly. Where the way back is the way out reversed, both
    share their frames.
    """

    tempo: Tempo | None
    starts_with: Literal[Phase.LIFT, Phase.LOWER] = Phase.LIFT
    breaths: int = 1

    @property
    def ticks(self) -> int:
        """How many frames a second's thirtieth apart a repetition lasts; 0 for a hold."""
        return 0 if self.tempo is None else self.tempo.rep_ms * FRAMES_A_SECOND // 1000

    @property
    def is_reversible(self) -> bool:
        """Whether the way back shows the frames of the way out."""
        return self.tempo is None or self.tempo.lift_s == self.tempo.lower_s

    def __len__(self) -> int:
        if self.tempo is None:
            return HOLD_WAY_FRAMES + 1 + HOLD_BREATH_FRAMES + 1
        return self.ticks // 2 + 1 if self.is_reversible else self.ticks

    def index(self, phase: float) -> int:
        """The frame of a phase from 0 to 1."""
        phase = min(1.0, max(0.0, phase))
        if self.tempo is None:
            return self._hold_index(min(phase, 1.0 - phase))
        tick = round(phase * self.ticks) % self.ticks
        return min(tick, self.ticks - tick) if self.is_reversible else tick

    def phase(self, index: int) -> float:
        """The phase that a frame shows."""
        if self.tempo is not None:
            return index / self.ticks
        if index <= HOLD_WAY_FRAMES:
            return HOLD_WAY_SHARE * index / HOLD_WAY_FRAMES
        return self._breath_phase(index - HOLD_WAY_FRAMES - 1)

    def distance(self, one: int, other: int) -> int:
        """How many frames lie between two of them, the shorter way round."""
        apart = abs(one - other)
        is_round = self.tempo is not None and not self.is_reversible
        return min(apart, len(self) - apart) if is_round else apart

    def coarse_first(self) -> Iterator[int]:
        """Every frame once: few that span the whole way first, then those in between."""
        seen: set[int] = set()
        step = _COARSEST
        while step:
            for index in range(0, len(self), step):
                if index not in seen:
                    seen.add(index)
                    yield index
            step //= 2

    def _hold_index(self, phase: float) -> int:
        if phase < HOLD_WAY_SHARE:
            return round(phase / HOLD_WAY_SHARE * HOLD_WAY_FRAMES)
        empty = (1.0 - breath(phase, self.breaths)) / 2
        return HOLD_WAY_FRAMES + 1 + round(empty * HOLD_BREATH_FRAMES)

    def _breath_phase(self, level: int) -> float:
        """A phase of the hold with that much breath, or the nearest there is."""
        if self.breaths < 1:
            return 0.5
        turn = acos(1.0 - 2.0 * level / HOLD_BREATH_FRAMES) / (2 * pi)
        for count in range(self.breaths + 1):
            for sign in (-1.0, 1.0):
                phase = (count + sign * turn) / self.breaths
                if HOLD_WAY_SHARE <= phase <= 1.0 - HOLD_WAY_SHARE:
                    return phase
        return HOLD_WAY_SHARE


@dataclass(frozen=True, slots=True)
class WayGrid:
    """The frames of the way from one move to the next; each is seen once."""

    steps: int = 600

    def __len__(self) -> int:
        return self.steps + 1

    def index(self, share: float) -> int:
        """The frame of a share from 0 to 1."""
        return round(min(1.0, max(0.0, share)) * self.steps)

    def share(self, index: int) -> float:
        """The share that a frame shows."""
        return index / self.steps
