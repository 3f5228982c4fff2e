"""The bones of the mesh, more than the joints of a pose: helpers, shoulder blades, fingers."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.pose import Pose

MIDDLE_BONES: Final = ("pelvis", "waist", "chest", "neck", "head")
SIDE_BONES: Final = (
    "collar", "shoulder_half", "upper_arm", "elbow_half", "forearm", "forearm_turn", "hand",
    "fingers_near", "fingers_far", "thumb",
    "hip_half", "thigh", "knee_half", "shank", "foot", "toes",
)  # fmt: skip
BONES: Final = MIDDLE_BONES + tuple(f"{side}_{bone}" for side in "lr" for bone in SIDE_BONES)
"""Columns of `Body.weights`. A `_half` bone turns half as far as the joint does."""


def bone_places(pose: Pose) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Attitudes (B, 3, 3; columns left, up, front) and places (B, 3; metres) of every bone."""
    raise NotImplementedError
