"""The left leg to the ankle and the left arm to the wrist as signed distances; knows no trunk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from landmarks import (
    ANKLE,
    ARM_WAY,
    ELBOW,
    FOREARM_FRAME,
    HIP,
    KNEE,
    SHOULDER,
    UPPER_ARM_FRAME,
    WRIST,
)
from sdf import Array, Ellipsoid, Loft, smooth_min

Sections = tuple[tuple[float, float, float, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimbBuild:
    """Sections of one body's limbs: share of the bone, outer, inner, front, back radius in cm."""

    thigh: Sections
    shank: Sections
    upper_arm: Sections
    forearm: Sections
    deltoid: tuple[float, float, float]
    """Radii of the shoulder's cap along the arm, across and front to back."""


BUILDS = {
    "a": LimbBuild(
        thigh=(
            (0.0, 7.6, 6.4, 7.0, 7.4), (0.10, 8.4, 7.4, 8.0, 8.2), (0.22, 8.6, 7.8, 8.5, 8.5),
            (0.40, 7.8, 7.3, 8.3, 7.9), (0.60, 6.7, 6.4, 7.6, 6.9), (0.78, 5.7, 5.6, 6.3, 5.7),
            (0.92, 5.1, 5.15, 5.2, 5.0), (1.0, 4.9, 5.0, 4.9, 4.8),
        ),
        shank=(
            (0.0, 4.85, 4.95, 4.8, 4.8), (0.10, 4.75, 4.85, 4.7, 5.1),
            (0.22, 5.1, 5.1, 4.5, 5.9), (0.34, 5.1, 4.9, 4.3, 6.1), (0.50, 4.4, 4.2, 4.0, 5.3),
            (0.70, 3.5, 3.4, 3.5, 4.0), (0.86, 3.0, 3.0, 3.1, 3.3), (1.0, 3.2, 3.3, 3.3, 3.5),
        ),
        upper_arm=(
            (0.0, 3.9, 4.8, 4.6, 4.6), (0.16, 4.1, 4.4, 4.7, 4.7), (0.42, 3.9, 4.0, 4.6, 4.4),
            (0.70, 3.5, 3.6, 4.0, 4.0), (0.90, 3.25, 3.25, 3.4, 3.5), (1.0, 3.25, 3.25, 3.3, 3.4),
        ),
        forearm=(
            (0.0, 3.25, 3.25, 3.4, 3.4), (0.16, 3.6, 3.5, 3.8, 3.8), (0.32, 3.5, 3.4, 3.8, 3.8),
            (0.55, 2.95, 2.85, 3.3, 3.3), (0.80, 2.25, 2.15, 2.8, 2.7), (1.0, 1.95, 1.95, 2.7, 2.6),
        ),
        deltoid=(8.4, 4.5, 5.4),
    ),
    "b": LimbBuild(
        thigh=(
            (0.0, 6.9, 6.6, 7.4, 7.2), (0.10, 7.7, 7.4, 8.4, 8.0), (0.22, 8.0, 7.8, 8.9, 8.4),
            (0.40, 8.0, 7.5, 8.9, 8.1), (0.60, 7.1, 6.8, 8.1, 7.2), (0.78, 6.1, 5.9, 6.7, 6.0),
            (0.92, 5.4, 5.4, 5.5, 5.2), (1.0, 5.2, 5.3, 5.2, 5.0),
        ),
        shank=(
            (0.0, 5.15, 5.2, 5.1, 5.0), (0.10, 5.0, 5.05, 4.9, 5.4),
            (0.22, 5.5, 5.4, 4.7, 6.3), (0.34, 5.5, 5.2, 4.5, 6.5), (0.50, 4.7, 4.5, 4.2, 5.7),
            (0.70, 3.8, 3.6, 3.8, 4.3), (0.86, 3.3, 3.2, 3.4, 3.6), (1.0, 3.4, 3.5, 3.5, 3.7),
        ),
        upper_arm=(
            (0.0, 4.4, 5.2, 5.2, 5.2), (0.16, 4.9, 4.9, 5.6, 5.5), (0.42, 4.6, 4.6, 5.6, 5.4),
            (0.70, 4.1, 4.1, 4.7, 4.7), (0.90, 3.7, 3.7, 3.9, 4.0), (1.0, 3.4, 3.4, 3.5, 3.5),
        ),
        forearm=(
            (0.0, 3.4, 3.4, 3.6, 3.5), (0.16, 3.9, 3.8, 4.2, 4.0), (0.32, 4.0, 3.9, 4.4, 4.2),
            (0.55, 3.4, 3.3, 3.8, 3.8), (0.80, 2.55, 2.45, 3.15, 3.05), (1.0, 2.2, 2.2, 3.0, 2.9),
        ),
        deltoid=(9.0, 5.0, 6.1),
    ),
}  # fmt: skip


def leg(points: Array, body_type: str) -> Array:
    """Distance in centimetres of thigh, knee and shank."""
    build = BUILDS[body_type]
    shank = Loft(KNEE, ANKLE + np.array((0.0, 2.0, 0.0)), build.shank, caps=(5.0, 3.3))
    distance = smooth_min(thigh(points, body_type), shank(points), 2.0)
    cap = Ellipsoid(KNEE + np.array((0.0, -0.2, 2.9)), (2.9, 3.9, 2.2))
    return smooth_min(distance, cap(points), 3.0)


def thigh(points: Array, body_type: str) -> Array:
    """Distance in centimetres of the thigh alone."""
    return Loft(HIP, KNEE, BUILDS[body_type].thigh, caps=(9.0, 5.0))(points)


def arm(points: Array, body_type: str) -> Array:
    """Distance in centimetres from the shoulder's cap to the wrist."""
    build = BUILDS[body_type]
    upper = Loft(
        SHOULDER, ELBOW, build.upper_arm,
        side=UPPER_ARM_FRAME[:, 0], front=UPPER_ARM_FRAME[:, 2], caps=(4.2, 3.3),
    )  # fmt: skip
    fore = Loft(
        ELBOW, WRIST, build.forearm,
        side=FOREARM_FRAME[:, 0], front=FOREARM_FRAME[:, 2], caps=(3.3, 2.2),
    )  # fmt: skip
    distance = smooth_min(upper(points), fore(points), 2.0)
    across = UPPER_ARM_FRAME[:, 0]
    axes = np.column_stack((ARM_WAY, across, np.array((0.0, 0.0, 1.0))))
    cap = Ellipsoid(SHOULDER + ARM_WAY * 3.0 - across * 0.2, build.deltoid, axes)
    return smooth_min(distance, cap(points), 3.0)
