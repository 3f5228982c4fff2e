"""A body being put together: its numbers, its rules and what limbs are placed in; no motion.

Numbers are in shares of stature and degrees, as evidence 5.3 has them. What belongs to one side
is written in that side's own terms: x is outward, yaw is toes out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from gluteapp.figure.rotation import Matrix, Vector, beside, cross, direction, turn_y, vector

Channels = dict[str, Vector]
"""Named numbers that say how the body is placed at one moment."""

HAND_HOLDS: Final = ("world", "pelvis", "chest", "head", "thigh", "other_thigh")
"""What a hand can be placed in; `thigh` is that of its own side."""
ANKLE_HOLDS: Final = ("world", "pelvis", "chest", "head", "other_thigh")
"""What an ankle can rest in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What stays the same through a motion: where the body is fixed and what hands hold on to."""

    anchor: str
    """`pelvis`, `upper_back`, or a side's `stance`, `hip`, `knee` or `ankle` such as `l_knee`."""
    hands_in: dict[str, str] = field(default_factory=dict)
    """Per side the frame in which its hand is placed: one of `HAND_HOLDS`."""
    ankles_in: dict[str, str] = field(default_factory=dict)
    """The same for ankles that rest on something, one of `ANKLE_HOLDS`."""
    flat_hands: frozenset[str] = frozenset()
    """Sides whose hand lies on the floor, palm down."""


@dataclass(slots=True)
class Assembly:
    """A body being put together, in shares of stature."""

    joints: dict[str, Vector] = field(default_factory=dict)
    frames: dict[str, Matrix] = field(default_factory=dict)
    angles: dict[str, float] = field(default_factory=dict)


def held_frame(body: Assembly, held_in: str, side: str) -> tuple[Vector, Matrix]:
    """Origin and axes in which a hand or ankle of a side is placed; ValueError for an unknown one."""
    joints, frames = body.joints, body.frames
    match held_in:
        case "world":
            return vector(0.0, 0.0, 0.0), turn_y(0.0)
        case "pelvis":
            return joints["pelvis"], frames["pelvis"]
        case "chest":
            return joints["neck"], frames["spine"]
        case "head":
            return joints["head"], frames["head"]
        case "thigh":
            return joints[f"{side}_hip"], frames[f"{side}_hip"]
        case "other_thigh":
            other = "r" if side == "l" else "l"
            return joints[f"{other}_hip"], frames[f"{other}_hip"]
    raise ValueError(f"nothing can be held in {held_in}")


def hinged(above: Matrix, down: Vector) -> Matrix:
    """The attitude of a bone behind a hinge: it shares the sideways axis of the bone above."""
    y = -direction(down)
    x = beside(above[:, 0], y)
    return np.column_stack((x, y, cross(x, y)))
