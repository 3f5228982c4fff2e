"""Measures how deep the skin of a pose is in itself and in the things beside it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Body
from gluteapp.figure.bones import BONES
from gluteapp.figure.motion_spec import Thing
from gluteapp.figure.pose import Pose
from gluteapp.figure.skin import Skinner

_FORE = (
    "hand", "fingers_near", "fingers_far", "thumb", "wrist_half", "forearm", "forearm_turn",
)  # fmt: skip
_UPPER = ("elbow_half", "upper_arm", "arm_turn", "shoulder_half")
_NEAR_M = 0.08
_SEAT_M = 0.040
"""How thick the seat of a chair is; below it is air between legs."""


class TouchMeasure:
    """A body with the rows of its points that belong to each forearm and to the rest."""

    def __init__(self, *, body: Body) -> None:
        self._skinner = Skinner(body=body)
        heaviest = np.array(BONES)[body.weights.argmax(axis=1)]
        self._fore: dict[str, NDArray[np.intp]] = {}
        self._rest: dict[str, NDArray[np.intp]] = {}
        for side in "lr":
            fore = [f"{side}_{bone}" for bone in _FORE]
            arm = fore + [f"{side}_{bone}" for bone in _UPPER]
            self._fore[side] = np.flatnonzero(np.isin(heaviest, fore))
            self._rest[side] = np.flatnonzero(~np.isin(heaviest, arm))

    def arms_m(self, pose: Pose) -> dict[str, float]:
        """Per side how deep its forearm and hand go into the rest of the body, in metres.

        A point is as deep as it lies below the skin at the skin's nearest point.
        """
        points, normals = self._skinner.skin(pose)
        deep = {}
        for side, rows in self._fore.items():
            fore, rest = points[rows], self._rest[side]
            low, high = fore.min(axis=0) - _NEAR_M, fore.max(axis=0) + _NEAR_M
            rest = rest[((points[rest] > low) & (points[rest] < high)).all(axis=1)]
            deep[side] = 0.0 if not len(rest) else _deepest_m(fore, points[rest], normals[rest])
        return deep

    def inside_m(self, pose: Pose, thing: Thing) -> float:
        """How deep the skin is in the box of a thing, in metres; 0 when it is outside."""
        points, _ = self._skinner.skin(pose)
        at, size = np.array(thing.at) * pose.stature_m, np.array(thing.size) * pose.stature_m
        low, high = at - size * (0.5, 0.0, 0.5), at + size * (0.5, 1.0, 0.5)
        if thing.kind == "chair":
            low[1] = high[1] - _SEAT_M
        elif thing.kind == "wall":
            # Whoever is behind it has gone through it.
            thin = 0 if size[0] < size[2] else 2
            low[thin], high[thin] = (low[thin], np.inf) if at[thin] > 0 else (-np.inf, high[thin])
        return max(0.0, float(np.minimum(points - low, high - points).min(axis=1).max()))


def _deepest_m(
    inner: NDArray[np.float32], skin: NDArray[np.float32], normals: NDArray[np.float32]
) -> float:
    apart = (skin * skin).sum(axis=1) - 2 * inner @ skin.T
    nearest = apart.argmin(axis=1)
    below = ((skin[nearest] - inner) * normals[nearest]).sum(axis=1)
    return max(0.0, float(below.max()))
