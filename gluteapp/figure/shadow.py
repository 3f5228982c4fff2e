"""The soft shadow where a body nears the floor, as a small map; knows no camera and no colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from gluteapp.figure.body import Floats
from gluteapp.figure.pose import Pose
from gluteapp.figure.scene import ThingMesh

SHADOW_CELLS: Final = 64
SHADOW_SIZE_M: Final = 2.6
"""Edge of the square that the map covers, around the middle of the body."""

_MIDDLE = (("pelvis", "spine", 0.125), ("spine", "neck", 0.120), ("neck", "head", 0.072),
           ("head", "head", 0.090))  # fmt: skip
_SIDE = (
    ("shoulder", "elbow", 0.045), ("elbow", "wrist", 0.036), ("wrist", "hand", 0.040),
    ("hip", "knee", 0.080), ("knee", "ankle", 0.050), ("heel", "toe", 0.045),
)  # fmt: skip
CAPSULES: Final = _MIDDLE + tuple(
    (f"{side}_{start}", f"{side}_{end}", radius)
    for side in "lr"
    for start, end, radius in _SIDE
) + (("pelvis", "l_hip", 0.105), ("pelvis", "r_hip", 0.105))  # fmt: skip
"""From joint, to joint, radius in metres: what throws a shadow."""

_STRENGTH = 0.80
_SPREAD = 0.75
"""Width of the shadow of a lying capsule, in radii."""
_WIDEN = 0.32
"""How much wider it gets per metre of height."""
_WEAKEN = 16.0
"""How fast it fades with the height squared, per square metre."""

_STANDING = {"chair": 0.45, "step": 0.75, "pillow": 0.60}
"""How dark the floor is under what stands on it; a chair is mostly air."""
_SOFT_M = 0.045


class FloorShadow:
    """Keeps the grid of the map."""

    def __init__(self) -> None:
        cells = ((np.arange(SHADOW_CELLS) + 0.5) / SHADOW_CELLS - 0.5) * SHADOW_SIZE_M
        x, z = np.meshgrid(cells, cells)
        self._x, self._z = x.astype(np.float32).ravel(), z.astype(np.float32).ravel()

    def map(
        self, pose: Pose, middle: tuple[float, float], things: Sequence[ThingMesh] = ()
    ) -> Floats:
        """(64, 64) darkness from 0 to 1, rows along z, columns along x, around `middle` (x, z)."""
        joints = pose.joints
        start = np.array([joints[name] for name, _, _ in CAPSULES], dtype=np.float32)
        end = np.array([joints[name] for _, name, _ in CAPSULES], dtype=np.float32)
        radius = np.array([radius for *_, radius in CAPSULES], dtype=np.float32)[:, None]
        offset = np.array((middle[0], 0.0, middle[1]), dtype=np.float32)
        start, end = start - offset, end - offset
        ax, ay, az = (start[:, axis, None] for axis in range(3))
        dx, dy, dz = (end[:, axis, None] - start[:, axis, None] for axis in range(3))
        along = (self._x - ax) * dx + (self._z - az) * dz
        share = np.clip(along / (dx * dx + dz * dz + np.float32(1e-5)), 0, 1)
        away = (self._x - ax - share * dx) ** 2 + (self._z - az - share * dz) ** 2
        height = np.maximum(ay + dy * share - radius, 0)
        spread = radius * _SPREAD + height * _WIDEN
        weight = _STRENGTH / (1 + height * height * _WEAKEN)
        weight *= np.minimum(1, radius / spread * 1.1)
        light = np.prod(1 - weight * np.exp(-away / (2 * spread * spread)), axis=0)
        for thing in things:
            if thing.kind in _STANDING:
                light = light * (1 - self._under(thing, offset))
        dark: Floats = (1 - light).reshape(SHADOW_CELLS, SHADOW_CELLS).astype(np.float32)
        return dark

    def _under(self, thing: ThingMesh, offset: Floats) -> Floats:
        """Darkness under and beside a thing that stands on the floor."""
        points = thing.points - offset
        low, high = points.min(axis=0), points.max(axis=0)
        beside = np.maximum(np.maximum(low[0] - self._x, self._x - high[0]), 0)
        beyond = np.maximum(np.maximum(low[2] - self._z, self._z - high[2]), 0)
        away = (beside * beside + beyond * beyond) / np.float32(2 * _SOFT_M**2)
        dark: Floats = np.float32(_STANDING[thing.kind]) * np.exp(-away)
        return dark
