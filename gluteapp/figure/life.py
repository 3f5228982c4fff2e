"""What a body does while it does nothing: breathing and blinking by time; knows no motion."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, floor, pi, sin
from typing import Final

BREATHS_A_MINUTE: Final = 12.0
"""At rest and in holds; design choice within the usual 12 to 18."""
BREATH_SWING_DEG: Final[dict[str, float]] = {
    "standing": 0.8,
    "half_kneeling": 0.8,
    "tall_kneeling": 0.8,
    "sitting": 0.5,
}
"""How far a full breath straightens the trunk, per posture; lying on it, or on long arms, a trunk
stays as it is: a breath of 4 mm would bend and stretch the elbows by ten degrees."""
_BLINK_EVERY_S, _BLINK_SPREAD_S = 4.5, 1.5
_BLINK_S = 0.16
"""Closing and opening again."""


@dataclass(frozen=True, slots=True)
class Life:
    """What goes on in somebody whatever is done: a time in seconds, and how far it is seen."""

    seconds: float
    share: float = 1.0
    """0: the breath is that of the move; 1: that of somebody who waits or holds."""

    def breath(self, own: float) -> float:
        """Breath, 1 full to -1 empty, between that of the move, `own`, and that of the time."""
        return own + (breath_at(self.seconds) - own) * self.share

    @property
    def is_blinking(self) -> bool:
        """Whether the eyes are closed, for pictures that are drawn once and come again.

        Once in a breath, when it is empty: one picture more is enough.
        """
        breath_s = 60 / BREATHS_A_MINUTE
        return self.share >= 1.0 and abs(self.seconds % breath_s - breath_s / 2) < _BLINK_S / 2


def breath_at(seconds: float) -> float:
    """Breath of somebody at rest, 1 full to -1 empty; it stays empty a little longer than full."""
    turn = 2 * pi * seconds * BREATHS_A_MINUTE / 60
    return cos(turn + 0.25 * sin(turn))


def eyelid_at(seconds: float) -> float:
    """How far the eyes are open, 1 to 0: a blink each 3 to 6 seconds, the same ones every time."""
    number = floor(seconds / _BLINK_EVERY_S)
    closest = min(abs(seconds - _blink_s(near)) for near in (number - 1, number, number + 1))
    if closest >= _BLINK_S / 2:
        return 1.0
    return (1 - cos(2 * pi * closest / _BLINK_S)) / 2


def _blink_s(number: int) -> float:
    """When a blink is half done: evenly spread times, each moved by up to half the spread."""
    uneven = sin(number * 12.9898) * 43758.5453
    return (number + 0.5) * _BLINK_EVERY_S + (uneven - floor(uneven) - 0.5) * _BLINK_SPREAD_S
