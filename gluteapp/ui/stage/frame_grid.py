"""At which phases a repetition is drawn: the tempo's own 30 a second; knows no picture."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from gluteapp.core.exercise import Phase, Tempo
from gluteapp.figure.timing import HOLD_WAY_SHARE, breath, shares

FRAMES_A_SECOND: Final = 30
HOLD_WAY_FRAMES: Final = 60
"""For the way into a hold, and backwards out of it; its length in seconds is not known here."""
BREATH_STEPS: Final = 12
"""From full to empty: less than half a pixel of chest between two of them."""
HELD_EXACT: Final = 2
"""Ticks after the hard end is reached and before it is left in which the light still changes."""
HELD_STEP: Final = 4
"""Between them every fourth tick: a breath moves the chest by less than half a pixel meanwhile."""
HELD_PHASE: Final = 0.5
"""Stands for every phase at which a pose is held."""
_CLOSED = 0.5
"""Eyes less open than this are shown closed."""
_COARSEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameGrid:
    """The frames of one repetition or hold.

    A moment on the grid is its frame exactly, but for the hold at the hard end, where nothing
    moves but the breath: there few frames do. Where the way back is the way out reversed, both
    share their frames. The frames of a held pose that breathe are those of `BreathGrid`.
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

    @property
    def is_round(self) -> bool:
        """Whether the last frame is followed by the first."""
        return not self.is_reversible

    def __len__(self) -> int:
        if self.tempo is None:
            return HOLD_WAY_FRAMES + 1 + len(BreathGrid())
        return len(self._drawn)

    @property
    def _drawn(self) -> tuple[int, ...]:
        """The ticks that have a frame of their own."""
        reached, left = shares(self.tempo, self.starts_with)
        held = round(reached * self.ticks), round(left * self.ticks)
        return _drawn_ticks(self.ticks, *held, is_reversible=self.is_reversible)

    def index(self, phase: float) -> int:
        """The frame of a phase from 0 to 1."""
        phase = min(1.0, max(0.0, phase))
        if self.tempo is None:
            return self._hold_index(min(phase, 1.0 - phase))
        tick = round(phase * self.ticks) % self.ticks
        if self.is_reversible:
            tick = min(tick, self.ticks - tick)
        drawn = self._drawn
        after = bisect_left(drawn, tick)
        if after == len(drawn):
            return after - 1
        return after if drawn[after] - tick <= tick - drawn[max(after - 1, 0)] else after - 1

    def phase(self, index: int) -> float:
        """The phase that a frame shows."""
        if self.tempo is not None:
            return self._drawn[index] / self.ticks
        if index <= HOLD_WAY_FRAMES:
            return HOLD_WAY_SHARE * index / HOLD_WAY_FRAMES
        return HELD_PHASE

    def held(self, index: int) -> int | None:
        """The frame of `BreathGrid` that a frame of a held pose is; None on the way."""
        if self.tempo is not None or index <= HOLD_WAY_FRAMES:
            return None
        return index - HOLD_WAY_FRAMES - 1

    def held_index(self, breath_index: int) -> int:
        """The frame of a held pose that is a frame of `BreathGrid`."""
        return HOLD_WAY_FRAMES + 1 + breath_index

    def distance(self, one: int, other: int) -> int:
        """How many frames lie between two of them, the shorter way round."""
        if self.tempo is None:
            return _apart(one, other, len(self))
        apart = abs(one - other)
        return apart if self.is_reversible else min(apart, len(self) - apart)

    def coarse_first(self) -> Iterator[int]:
        """Every frame once: few that span the whole way first, then those in between."""
        return _coarse_first(len(self))

    def _hold_index(self, phase: float) -> int:
        if phase < HOLD_WAY_SHARE:
            return round(phase / HOLD_WAY_SHARE * HOLD_WAY_FRAMES)
        return self.held_index(BreathGrid().index(breath(phase, self.breaths), 1.0))


@dataclass(frozen=True, slots=True)
class BreathGrid:
    """The frames of somebody who waits or holds: a breath out, and one blink when it is empty.

    Breathing in shows the same frames backwards.
    """

    @property
    def is_round(self) -> bool:
        """Whether the last frame is followed by the first."""
        return False

    def __len__(self) -> int:
        return BREATH_STEPS + 2

    def index(self, level: float, eyelid: float) -> int:
        """The frame of a breath from 1 full to -1 empty; `eyelid` is 1 open to 0 closed."""
        index = round((1.0 - min(1.0, max(-1.0, level))) / 2 * BREATH_STEPS)
        return index + 1 if index == BREATH_STEPS and eyelid < _CLOSED else index

    def level(self, index: int) -> float:
        """The breath that a frame shows."""
        return 1.0 - 2.0 * min(index, BREATH_STEPS) / BREATH_STEPS

    def eyelid(self, index: int) -> float:
        """How far open the eyes are."""
        return 0.0 if index > BREATH_STEPS else 1.0

    def distance(self, one: int, other: int) -> int:
        """How many frames lie between two of them."""
        return _apart(one, other, len(self))

    def coarse_first(self) -> Iterator[int]:
        """Every frame once, few that span the whole breath first."""
        return _coarse_first(len(self))


def _apart(one: int, other: int, count: int) -> int:
    """How many frames lie between two; the last one, closed eyes, is near no other."""
    is_blink = (one == count - 1) is not (other == count - 1)
    return abs(one - other) + (count if is_blink else 0)


def _coarse_first(count: int) -> Iterator[int]:
    seen: set[int] = set()
    step = _COARSEST
    while step:
        for index in range(0, count, step):
            if index not in seen:
                seen.add(index)
                yield index
        step //= 2


@lru_cache(maxsize=64)
def _drawn_ticks(ticks: int, reached: int, left: int, *, is_reversible: bool) -> tuple[int, ...]:
    """All ticks, but only some of those between the hard end reached and left."""
    last = ticks // 2 + 1 if is_reversible else ticks
    first_held, last_held = reached + HELD_EXACT, left - HELD_EXACT
    return tuple(
        tick
        for tick in range(last)
        if not first_held < tick < last_held or (tick - first_held) % HELD_STEP == 0
    )


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
