"""The bones: names, lengths as shares of stature, joint limits; knows no motion.

Lengths: Drillis & Contini 1966 / Winter (evidence 5.1). Limits: the mannequin clamps of
evidence 5.2. Everything is in shares of stature until a pose is scaled to metres.
"""

from __future__ import annotations

from math import cos, radians, sqrt

from gluteapp.figure.rotation import Vector, beside, direction, length, vector

STATURE_M = 1.70
HIP_HALF = 0.050
SHOULDER_HALF = 0.110
THIGH = 0.245
SHANK = 0.246
UPPER_ARM = 0.186
FOREARM = 0.146
HAND = 0.108
ANKLE_HEIGHT = 0.039
LUMBAR_HEIGHT = 0.085
"""From the hip centres up to where the trunk bends; design choice."""
TRUNK = 0.288
NECK_BASE = TRUNK + 0.010
NECK = 0.045
HEAD = 0.063
"""From the top of the neck to the middle of the head."""

HEAD_FRONT = 0.012
"""How far the middle of the head is in front of the line of the neck."""

HEEL_OFFSET = vector(0.0, -ANKLE_HEIGHT, -0.036)
BALL_OFFSET = vector(0.0, -ANKLE_HEIGHT, 0.078)
TOE_LENGTH = 0.038
"""From the ball to the tip of the toes; heel to toe is the foot length 0.152."""

SIDES = ("l", "r")
MIDDLE_JOINTS = ("pelvis", "spine", "neck", "head")
SIDE_JOINTS = (
    "shoulder", "elbow", "wrist", "hand", "hip", "knee", "ankle", "heel", "ball", "toe",
)  # fmt: skip
JOINTS = MIDDLE_JOINTS + tuple(f"{side}_{joint}" for side in SIDES for joint in SIDE_JOINTS)
SIDE_LIMBS = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")
LIMBS = (
    "head", "neck", "chest", "pelvis", *(f"{side}_{limb}" for side in SIDES for limb in SIDE_LIMBS)
)  # fmt: skip
"""Parts of the body that may touch one another."""

LIMITS_DEG: dict[str, tuple[float, float]] = {
    "hip_flexion": (-20, 120),
    "hip_abduction": (-20, 45),
    "hip_rotation": (-35, 45),
    "knee_flexion": (0, 140),
    "ankle_dorsiflexion": (-50, 40),
    "shoulder_flexion": (-60, 170),
    "shoulder_abduction": (-60, 170),
    "elbow_flexion": (0, 145),
    "lumbar_flexion": (-10, 40),
    "lumbar_side_bend": (-25, 25),
    "lumbar_rotation": (-10, 10),
}
"""Lowest and highest angle of each joint (evidence 5.2; shoulder backwards is our choice)."""
FREE_DORSIFLEXION_MAX_DEG = 20.0
"""An ankle without load bends less (evidence 5.2)."""

MASS_SHARES: tuple[tuple[str, str, float, float], ...] = (
    ("pelvis", "neck", 0.497, 0.50),
    ("neck", "head", 0.081, 0.80),
    *((f"{s}_shoulder", f"{s}_elbow", 0.028, 0.436) for s in SIDES),
    *((f"{s}_elbow", f"{s}_hand", 0.022, 0.60) for s in SIDES),
    *((f"{s}_hip", f"{s}_knee", 0.100, 0.433) for s in SIDES),
    *((f"{s}_knee", f"{s}_ankle", 0.0465, 0.433) for s in SIDES),
    *((f"{s}_heel", f"{s}_ball", 0.0145, 0.50) for s in SIDES),
)
"""From joint, to joint, share of body mass, place of its centre (Dempster/Winter, evidence 5.1)."""


def reach(first: float, second: float, bend_deg: float) -> float:
    """Distance between the ends of two bones that are bent by an angle; 0 is straight."""
    return sqrt(first**2 + second**2 + 2 * first * second * cos(radians(bend_deg)))


def two_bone(
    root: Vector, target: Vector, pole: Vector, first: float, second: float
) -> tuple[Vector, Vector]:
    """Middle and end of two bones from `root` to `target`, the middle turned to `pole`.

    A target out of reach is approached as far as the bones go.
    """
    line = target - root
    along = direction(line)
    distance = min(length(line), (first + second) * 0.99999)
    distance = max(distance, abs(first - second) + 1e-6)
    x = (first**2 - second**2 + distance**2) / (2 * distance)
    y = sqrt(max(first**2 - x**2, 0.0))
    aside = beside(pole, along)
    return root + along * x + aside * y, root + along * distance
