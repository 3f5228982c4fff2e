"""The flesh around the bones as plain measures, shares of stature; knows no picture and no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from gluteapp.core.exercise import Muscle
from gluteapp.figure import skeleton as bones

Local = NDArray[np.float64]
"""Rows of x (left), y (up), z (front) in a bone's own frame."""


@dataclass(frozen=True, slots=True)
class Limb:
    """A tapered round piece along a bone: middles in the bone's frame and radii."""

    joint: str
    """The joint the bone starts at, without side; its frame too."""
    middles: Local
    radii: NDArray[np.float64]
    cloth: str


def _limb(joint: str, bone: float, cloth: str, *rings: tuple[float, float, float]) -> Limb:
    """Rings are: share along the bone, radius, offset to the front."""
    middles = np.array([(0.0, -bone * along, front) for along, _, front in rings])
    return Limb(joint, middles, np.array([radius for _, radius, _ in rings]), cloth)


LIMBS: tuple[Limb, ...] = (
    _limb(
        "hip", bones.THIGH, "leggings",
        (0.00, 0.0520, 0.000), (0.18, 0.0530, 0.002), (0.42, 0.0485, 0.004),
        (0.68, 0.0410, 0.004), (0.88, 0.0355, 0.002), (1.00, 0.0335, 0.001),
    ),
    _limb(
        "knee", bones.SHANK, "leggings",
        (0.00, 0.0335, 0.001), (0.12, 0.0330, -0.002), (0.30, 0.0345, -0.008),
        (0.50, 0.0300, -0.007), (0.75, 0.0225, -0.003), (0.90, 0.0195, 0.000),
    ),
    _limb(
        "knee", bones.SHANK, "skin",
        (0.86, 0.0196, 0.000), (0.94, 0.0190, 0.000), (1.00, 0.0200, 0.000),
    ),
    _limb(
        "shoulder", bones.UPPER_ARM, "skin",
        (0.00, 0.0290, 0.000), (0.20, 0.0285, 0.000), (0.50, 0.0250, 0.001),
        (0.80, 0.0220, 0.000), (1.00, 0.0205, 0.000),
    ),
    _limb(
        "elbow", bones.FOREARM, "skin",
        (0.00, 0.0205, 0.000), (0.22, 0.0225, 0.002), (0.50, 0.0195, 0.001),
        (0.80, 0.0155, 0.000), (1.00, 0.0145, 0.000),
    ),
)  # fmt: skip
HAND = np.array(
    [
        (0.0, 0.0, 0.0),
        (0.0, -0.022, 0.0),
        (0.0, -0.048, 0.0),
        (0.0, -0.076, 0.003),
        (0.0, -0.098, 0.007),
    ]
)
HAND_RADII = np.array((0.0145, 0.0175, 0.0180, 0.0140, 0.0080))
HAND_THUMB = np.array([(0.0, -0.012, 0.008), (0.0, -0.034, 0.021), (0.0, -0.054, 0.024)])
HAND_THUMB_RADII = np.array((0.0095, 0.0080, 0.0062))
"""In the wrist's frame; the thumb is on the front."""

FOOT = np.array(
    [
        (0.0, -0.022, -0.020), (0.0, 0.000, 0.000), (0.0, -0.010, 0.022), (0.0, -0.020, 0.050),
        (0.009, -0.026, 0.074), (-0.009, -0.026, 0.074),
    ]
)  # fmt: skip
FOOT_RADII = np.array((0.0190, 0.0205, 0.0200, 0.0175, 0.0145, 0.0145))
TOES = np.array([(0.007, 0.0115, 0.022), (-0.007, 0.0115, 0.022)])
TOES_RADII = np.array((0.0120, 0.0120))
SHOE_RADII = np.concatenate((FOOT_RADII, TOES_RADII))
_SOLE = 0.009
"""Thickness of the sole."""
BACK_SOLE = np.array(
    [
        (x, y - bones.ANKLE_HEIGHT, z)
        for y in (0.0, _SOLE)
        for x, z in (
            (0.0, -0.038), (0.015, -0.032), (-0.015, -0.032), (0.017, -0.010), (-0.017, -0.010),
            (0.024, 0.078), (-0.021, 0.078),
        )
    ]
)  # fmt: skip
"""Heel to ball, in the ankle's frame."""
FRONT_SOLE = np.array(
    [
        (x, y, z)
        for y in (0.0, _SOLE)
        for x, z in (
            (0.024, 0.0), (-0.021, 0.0), (0.018, 0.026), (-0.017, 0.028), (0.005, 0.037),
            (-0.008, 0.038),
        )
    ]
)  # fmt: skip
"""Ball to toes, from the ball, in the frame of the toes."""


@dataclass(frozen=True, slots=True)
class Ring:
    """An oval slice of the trunk: height above the hip centre, half width, half depth, front."""

    up: float
    wide: float
    deep: float
    front: float


PELVIS_RINGS = (
    Ring(-0.052, 0.050, 0.040, 0.000),
    Ring(-0.030, 0.086, 0.060, -0.006),
    Ring(0.000, 0.098, 0.066, -0.008),
    Ring(0.030, 0.095, 0.064, -0.007),
    Ring(0.060, 0.083, 0.056, -0.002),
    Ring(0.082, 0.076, 0.051, 0.001),
)
WAIST_RINGS = (
    Ring(0.080, 0.0755, 0.0505, 0.001),
    Ring(0.105, 0.0720, 0.0490, 0.003),
    Ring(0.130, 0.0735, 0.0505, 0.004),
)
CHEST_RINGS = (
    Ring(0.126, 0.0745, 0.0515, 0.004),
    Ring(0.160, 0.0800, 0.0560, 0.006),
    Ring(0.195, 0.0860, 0.0635, 0.010),
    Ring(0.230, 0.0900, 0.0580, 0.004),
    Ring(0.262, 0.0880, 0.0470, -0.004),
    Ring(0.284, 0.0720, 0.0370, -0.008),
)
BUTTOCK = np.array((0.045, -0.020, -0.026))
BUTTOCK_RADIUS = 0.0580
SEAT_TOP = np.array([(0.046, 0.040, -0.022)])
"""In the pelvis."""
SEAT_MIDDLE = BUTTOCK[None] - np.array((bones.HIP_HALF, 0.0, 0.0))
"""Half way between pelvis and thigh, from the hip."""
SEAT_BOTTOM = np.array([(0.000, -0.075, -0.008)])
"""In the thigh, from the hip."""
FLANK = np.array([(0.090, 0.030, -0.010)])
"""Where the muscles at the side of the hip are, in the pelvis."""
SEAT_RADII = np.array((0.0420, BUTTOCK_RADIUS, 0.0455))
YOKE = np.array([(0.022, 0.306, -0.010), (-0.022, 0.306, -0.010), (0.0, 0.275, 0.012)])
YOKE_RADII = np.array((0.020, 0.020, 0.024))
SHOULDER_RADIUS = 0.0275
NECK = np.array([(0.0, -0.012, 0.000), (0.0, 0.025, 0.002), (0.0, 0.062, 0.004)])
NECK_RADII = np.array((0.0330, 0.0285, 0.0290))
HEAD_HALF = np.array((0.0445, 0.0660, 0.0560))
BUN = np.array((0.0, 0.026, -0.064))
BUN_RADIUS = 0.0215


@dataclass(frozen=True, slots=True)
class Patch:
    """A muscle on the skin: places and normals of a grid, row after row along its fibres."""

    muscle: Muscle
    frame: str
    """`pelvis`, `spine`, `hip` (the thigh) or `seat` (half way between pelvis and thigh)."""
    places: NDArray[np.float64]
    normals: NDArray[np.float64]


_ROWS, _PLACES = PATCH_GRID = 5, 7
PATCH_BORDER = np.array(
    [
        *range(_PLACES),
        *(row * _PLACES + _PLACES - 1 for row in range(1, _ROWS)),
        *range(_ROWS * _PLACES - 2, (_ROWS - 1) * _PLACES - 1, -1),
        *(row * _PLACES for row in range(_ROWS - 2, 0, -1)),
    ]
)
"""Indexes of a patch's places around its edge."""


def _on_trunk(
    muscle: Muscle, frame: str, rings: tuple[Ring, ...], angles: tuple[float, float, float, float],
    ups: tuple[float, float], lift: float = 0.002,
) -> Patch:  # fmt: skip
    """Angles from the front towards the side: low start, low end, high start, high end."""
    places, normals = [], []
    base = bones.LUMBAR_HEIGHT if frame == "spine" else 0.0
    heights = [ring.up for ring in rings]
    for row in range(_ROWS):
        for step in range(_PLACES):
            v, u = row / (_ROWS - 1), step / (_PLACES - 1)
            up = ups[0] + (ups[1] - ups[0]) * u
            start = angles[0] + (angles[2] - angles[0]) * u
            end = angles[1] + (angles[3] - angles[1]) * u
            angle = radians(start + (end - start) * v)
            wide, deep, front = (
                float(np.interp(up, heights, [getattr(ring, name) for ring in rings]))
                for name in ("wide", "deep", "front")
            )
            places.append(
                ((wide + lift) * sin(angle), up - base, front + (deep + lift) * cos(angle))
            )
            normals.append((sin(angle) / wide, 0.0, cos(angle) / deep))
    return _patch(muscle, frame, places, normals)


def _on_thigh(
    muscle: Muscle, angles: tuple[float, float], ups: tuple[float, float], narrow: float
) -> Patch:
    """Angles from the front towards the outside; `narrow` is the width left at both ends."""
    limb = LIMBS[0]
    places, normals = [], []
    alongs = -limb.middles[:, 1]
    middle, half = sum(angles) / 2, (angles[1] - angles[0]) / 2
    for row in range(_ROWS):
        for step in range(_PLACES):
            v, u = 2 * row / (_ROWS - 1) - 1, step / (_PLACES - 1)
            along = bones.THIGH * (ups[0] + (ups[1] - ups[0]) * u)
            width = narrow + (1 - narrow) * sin(np.pi * u) ** 0.6
            angle = radians(middle + half * v * width)
            radius = float(np.interp(along, alongs, limb.radii))
            front = float(np.interp(along, alongs, limb.middles[:, 2]))
            normal = (sin(angle), 0.0, cos(angle))
            places.append((radius * normal[0], -along, front + radius * normal[2]))
            normals.append(normal)
    return _patch(muscle, "hip", places, normals)


_FROM_HIP = SEAT_MIDDLE[0]


def _on_seat() -> Patch:
    """The big gluteal: fibres from beside the sacrum, up and inside, to the outer thigh."""
    places, normals = [], []
    for row in range(_ROWS):
        for step in range(_PLACES):
            v, u = 2 * row / (_ROWS - 1) - 1, 2 * step / (_PLACES - 1) - 1
            width = (1 - 0.55 * u * u) ** 0.5
            across = radians(20 + 72 * (u * 0.80 + v * width * 0.30))
            up = radians(4 + 54 * (v * width * 0.80 - u * 0.42))
            normal = np.array((sin(across) * cos(up), sin(up), -cos(across) * cos(up)))
            places.append(_FROM_HIP + normal * (BUTTOCK_RADIUS + 0.0005))
            normals.append(normal)
    return _patch(Muscle.GLUTEUS_MAXIMUS, "seat", places, normals)


def _patch(muscle: Muscle, frame: str, places: list, normals: list) -> Patch:  # type: ignore[type-arg]
    directions = np.array(normals, dtype=np.float64)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return Patch(muscle, frame, np.array(places, dtype=np.float64), directions)


PATCHES: tuple[Patch, ...] = (
    _on_trunk(Muscle.LOW_BACK, "pelvis", PELVIS_RINGS, (160, 174, 158, 174), (0.035, 0.082)),
    _on_trunk(Muscle.LOW_BACK, "spine", WAIST_RINGS, (158, 174, 156, 174), (0.080, 0.130)),
    _on_trunk(Muscle.TFL, "pelvis", PELVIS_RINGS, (46, 66, 44, 62), (-0.015, 0.052)),
    _on_trunk(Muscle.GLUTEUS_MEDIUS, "pelvis", PELVIS_RINGS, (86, 112, 72, 138), (0.000, 0.066)),
    _on_trunk(
        Muscle.GLUTEUS_MINIMUS, "pelvis", PELVIS_RINGS, (80, 96, 72, 104), (-0.006, 0.034), 0.003
    ),
    _on_thigh(Muscle.HAMSTRINGS, (128, 232), (0.24, 0.90), 0.45),
    _on_thigh(Muscle.QUADRICEPS, (-52, 58), (0.14, 0.90), 0.35),
    _on_seat(),
)
"""Written for the left side; mirrored for the right."""
