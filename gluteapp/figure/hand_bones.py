"""Where the fingers of a hand bend, about which axes and how far in each pose; knows no mesh.

The hand frame of DEFINITIONS.md: columns left, up, front; fingers point along -up, the thumb is
at the front, and the palm of the left hand looks along -left. Numbers are for the left hand; the
right hand is its mirror. The builder of the mesh and the skinner use the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from gluteapp.figure.rotation import Matrix, Vector, turn_about, unit, vector

Bends = tuple[float, float, float]
"""How far `fingers_near`, `fingers_far` and `thumb` are bent towards the palm, degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FingerBone:
    """One movable part of the left hand at rest."""

    name: str
    parent: str
    at_m: tuple[float, float, float]
    """Its joint from the wrist, metres along left, up and front of the hand frame."""
    axis: tuple[float, float, float]
    """It bends towards the palm by a right-handed turn about this; length 1 within rounding."""


FINGER_BONES: Final = (
    FingerBone(
        name="fingers_near", parent="hand", at_m=(-0.003, -0.0880, 0.0), axis=(0.0, -0.139, -0.990)
    ),
    FingerBone(
        name="fingers_far",
        parent="fingers_near",
        at_m=(-0.005, -0.1300, 0.0),
        axis=(0.0, -0.225, -0.974),
    ),
    FingerBone(
        name="thumb", parent="hand", at_m=(-0.006, -0.0230, 0.0170), axis=(0.265, -0.695, -0.668)
    ),
)
"""Parents come before children. The knuckles and middle joints lie on slanted lines, the little
finger's nearest to the wrist, which is why the axes are slanted."""

FLAT: Final[Bends] = (1.0, 3.0, 0.0)
"""On the floor."""
RELAXED: Final[Bends] = (16.0, 26.0, 10.0)
"""Hanging or lying in the lap."""
BEHIND_HEAD: Final[Bends] = (20.0, 24.0, 2.0)
"""Cupped round the back of the head."""
ON_HIP: Final[Bends] = (24.0, 20.0, 0.0)
"""Round the crest of the hip, thumb behind or in front."""
GRIP: Final[Bends] = (54.0, 86.0, 36.0)
"""Closed round a handle of 3.2 cm."""


def joint_at(bone: FingerBone, *, is_left: bool) -> Vector:
    """Where a finger bone turns, metres in the frame of its hand."""
    left, up, front = bone.at_m
    return vector(left if is_left else -left, up, front)


def bend(bone: FingerBone, angle_deg: float, *, is_left: bool) -> Matrix:
    """How a finger bone is turned against its parent when bent by an angle."""
    axis = np.asarray(bone.axis, dtype=np.float64)
    if not is_left:
        axis = axis * np.array((1.0, -1.0, -1.0))
    return turn_about(unit(axis), angle_deg)
