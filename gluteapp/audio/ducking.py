"""How loud the user's music may be while the voice speaks. Plays nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[float, float]
"""From when to when the voice speaks, in ms of the monotonic clock."""

DUCKED = 0.3
"""Share of the music's own loudness under the voice: 10 dB less, measured in platform.md A."""
DOWN_MS = 150
BACK_MS = 250
AHEAD_MS = 50
"""The music is down so long before the first syllable: an output's own delay differs."""
BRIDGE_MS = 1_500
"""Pauses shorter than this are ducked through, or the music would pump between two counts."""


def bridged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those with a short pause between them as one."""
    joined: list[Span] = []
    for start_ms, end_ms in sorted(spans):
        if joined and start_ms - joined[-1][1] < BRIDGE_MS:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end_ms))
        else:
            joined.append((start_ms, end_ms))
    return joined


def duck_level(now_ms: float, spans: Sequence[Span]) -> float:
    """The share of its loudness, from 0.3 to 1, that the music has now."""
    level = 1.0
    for start_ms, end_ms in spans:
        down_ms = start_ms - AHEAD_MS - DOWN_MS
        if now_ms < down_ms or now_ms > end_ms + BACK_MS:
            continue
        share = min((now_ms - down_ms) / DOWN_MS, (end_ms + BACK_MS - now_ms) / BACK_MS, 1.0)
        level = min(level, 1 - (1 - DUCKED) * share)
    return level


def next_change_ms(now_ms: float, spans: Sequence[Span]) -> float | None:
    """When the level next begins to change, or now while it does; None when it stays."""
    changes = []
    for start_ms, end_ms in spans:
        down_ms = start_ms - AHEAD_MS - DOWN_MS
        for begin_ms, length_ms in ((down_ms, DOWN_MS), (end_ms, BACK_MS)):
            # A step beyond its end, so that the last value is set as well.
            if now_ms <= begin_ms + length_ms + STEP_MS:
                changes.append(max(begin_ms, now_ms))
    return min(changes, default=None)


STEP_MS = 10
"""How often a level that changes is set."""


@dataclass(slots=True)
class Ramp:
    """A level that goes from one value to another in a straight line, and stays there."""

    value: float
    _from_value: float = 0.0
    _from_ms: float = 0.0
    _over_ms: float = 0.0

    def aim(self, value: float, *, now_ms: float, over_ms: float) -> None:
        """Go to a value from where it is now."""
        if value == self.value:
            return
        self._from_value = self.at(now_ms)
        self._from_ms, self._over_ms = now_ms, over_ms
        self.value = value

    def at(self, now_ms: float) -> float:
        """Where it is."""
        gone_ms = now_ms - self._from_ms
        if gone_ms >= self._over_ms:
            return self.value
        return self._from_value + (self.value - self._from_value) * gone_ms / self._over_ms

    def is_moving(self, now_ms: float) -> bool:
        """Whether it has not arrived."""
        return now_ms - self._from_ms < self._over_ms
