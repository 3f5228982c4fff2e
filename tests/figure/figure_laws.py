"""Measures how a pose keeps the figure laws: floor, planted points, joints, crossings, balance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.pose import Pose, mass_centre
from gluteapp.figure.skeleton import LIMITS_DEG, SIDES

Array = NDArray[np.float64]

_CAPSULES: dict[str, tuple[str, str, float]] = {
    "head": ("head", "head", 0.046),
    "neck": ("neck", "head", 0.026),
    "chest": ("spine", "neck", 0.055),
    "pelvis": ("l_hip", "r_hip", 0.048),
}
for _side in SIDES:
    _CAPSULES |= {
        f"{_side}_upper_arm": (f"{_side}_shoulder", f"{_side}_elbow", 0.020),
        f"{_side}_forearm": (f"{_side}_elbow", f"{_side}_wrist", 0.015),
        f"{_side}_hand": (f"{_side}_wrist", f"{_side}_hand", 0.010),
        f"{_side}_thigh": (f"{_side}_hip", f"{_side}_knee", 0.036),
        f"{_side}_shank": (f"{_side}_knee", f"{_side}_ankle", 0.024),
        f"{_side}_foot": (f"{_side}_ankle", f"{_side}_ball", 0.014),
    }
"""Limb: from joint, to joint, radius in shares of stature; thinner than the flesh, which gives."""
_ALWAYS_JOINED = frozenset(
    frozenset(pair)
    for side in SIDES
    for pair in (
        ("chest", f"{side}_upper_arm"), (f"{side}_upper_arm", f"{side}_forearm"),
        (f"{side}_forearm", f"{side}_hand"), ("pelvis", f"{side}_thigh"),
        (f"{side}_thigh", f"{side}_shank"), (f"{side}_shank", f"{side}_foot"),
        ("neck", f"{side}_upper_arm"),
    )
) | {frozenset(pair) for pair in combinations(("head", "neck", "chest", "pelvis"), 2)}  # fmt: skip

_ROUNDING = 1e-6
_STANDS_M = 0.006
"""A ball that bears a raised heel is this far above the floor."""


def slips_m(poses: Sequence[Pose]) -> dict[str, float]:
    """How far each planted joint moves while it stays planted, in metres."""
    slips: dict[str, float] = {}
    for joint in {name for pose in poses for name in pose.contacts}:
        since: Array | None = None
        for pose in poses:
            if joint not in pose.contacts:
                since = None
                continue
            at = pose.joints[joint]
            since = at if since is None else since
            slips[joint] = max(slips.get(joint, 0.0), float(np.linalg.norm(at - since)))
    return slips


def lowest_m(pose: Pose) -> float:
    """Height of the lowest joint over the floor, in metres."""
    return min(float(at[1]) for at in pose.joints.values())


def beyond_limits_deg(pose: Pose) -> dict[str, float]:
    """Every joint angle that is past its clamp, with how far in degrees (evidence 5.2)."""
    past: dict[str, float] = {}
    for name, angle in pose.angles_deg.items():
        low, high = LIMITS_DEG.get(name.removeprefix("l_").removeprefix("r_"), (-720.0, 720.0))
        if angle < low - _ROUNDING or angle > high + _ROUNDING:
            past[name] = max(low - angle, angle - high)
    return past


def wrung_deg(pose: Pose) -> float:
    """How far the more wrung hand is turned against its forearm, about the forearm, degrees."""
    most = 0.0
    for side in SIDES:
        turn = pose.frames[f"{side}_elbow"].T @ pose.frames[f"{side}_wrist"]
        twist = np.arctan2(turn[0, 2] - turn[2, 0], turn[0, 0] + turn[2, 2])
        most = max(most, abs(float(np.degrees(twist))))
    return most


def crossings_m(
    poses: Sequence[Pose], touching: frozenset[frozenset[str]]
) -> dict[tuple[str, str], float]:
    """How deep limbs go into each other, in metres; declared touching pairs are left out."""
    stature = poses[0].stature_m
    found: dict[tuple[str, str], float] = {}
    ends = {
        limb: (
            np.array([pose.joints[start] for pose in poses]),
            np.array([pose.joints[end] for pose in poses]),
            radius * stature,
        )
        for limb, (start, end, radius) in _CAPSULES.items()
    }
    for one, other in combinations(_CAPSULES, 2):
        pair = frozenset((one, other))
        if pair in _ALWAYS_JOINED or pair in touching:
            continue
        a, b, first = ends[one]
        c, d, second = ends[other]
        depth = first + second - float(_nearest(a, b, c, d).min())
        if depth > 0:
            found[one, other] = depth
    return found


def _nearest(a: Array, b: Array, c: Array, d: Array) -> Array:
    """Smallest distance between segments a-b and c-d, row by row (Ericson 2005, 5.1.9)."""
    first, second, between = b - a, d - c, a - c
    aa = np.maximum((first * first).sum(1), 1e-12)
    ee = np.maximum((second * second).sum(1), 1e-12)
    f = (second * between).sum(1)
    g = (first * between).sum(1)
    h = (first * second).sum(1)
    bottom = aa * ee - h * h
    s = np.where(bottom > 1e-12, np.clip((h * f - g * ee) / np.maximum(bottom, 1e-12), 0, 1), 0.0)
    t = (h * s + f) / ee
    s = np.where(t < 0, np.clip(-g / aa, 0, 1), np.where(t > 1, np.clip((h - g) / aa, 0, 1), s))
    t = np.clip(t, 0, 1)
    gap = a + first * s[:, None] - c - second * t[:, None]
    distance: Array = np.sqrt((gap * gap).sum(1))
    return distance


def overhang_m(pose: Pose, tops: Sequence[float] = (0.0,)) -> float:
    """How far the mass centre is outside the feet that stand, seen from above; 0 when over them.

    A heel or ball stands where it is planted, or at the height (shares of stature) of a top.
    """
    feet = []
    for side in SIDES:
        left = pose.frames[f"{side}_ankle"][:, 0] * 0.02 * pose.stature_m
        if _stands(pose, f"{side}_ball", tops):
            for joint in ("ball", "toe"):
                feet += [pose.joints[f"{side}_{joint}"] + left * g for g in (-1, 1)]
        if _stands(pose, f"{side}_heel", tops):
            feet += [pose.joints[f"{side}_heel"] + left * g for g in (-1, 1)]
    if not feet:
        return 0.0
    ground = np.array(feet)[:, [0, 2]]
    centre = mass_centre(pose.joints)[[0, 2]]
    ways = np.stack([(np.cos(a), np.sin(a)) for a in np.linspace(0, 2 * np.pi, 73)[:-1]])
    return max(0.0, float((ways @ centre - (ground @ ways.T).max(axis=0)).max()))


def _stands(pose: Pose, joint: str, tops: Sequence[float]) -> bool:
    height = float(pose.joints[joint][1])
    return joint in pose.contacts or any(
        abs(height - top * pose.stature_m) < _STANDS_M for top in tops
    )


def shin_lean_deg(pose: Pose, side: str) -> float:
    """How far a shin leans forward over its foot, seen from the side, degrees."""
    shin = pose.joints[f"{side}_knee"] - pose.joints[f"{side}_ankle"]
    return float(np.degrees(np.arctan2(shin @ _heading(pose, side), shin[1])))


def knee_aside_deg(pose: Pose, side: str) -> float:
    """How far a shin leans out of the plane its foot points in, degrees, outwards positive."""
    shin = pose.joints[f"{side}_knee"] - pose.joints[f"{side}_ankle"]
    front = _heading(pose, side)
    out = np.array((front[2], 0.0, -front[0])) * (1.0 if side == "l" else -1.0)
    return float(np.degrees(np.arcsin(shin @ out / np.linalg.norm(shin))))


def hip_line_turn_deg(before: Pose, after: Pose) -> float:
    """How far the line through both hips has turned, degrees."""
    one, other = (pose.joints["l_hip"] - pose.joints["r_hip"] for pose in (before, after))
    straight = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    return float(np.degrees(np.arccos(min(1.0, straight))))


def _heading(pose: Pose, side: str) -> Array:
    """Where a foot points, along the floor."""
    front: Array = pose.frames[f"{side}_ankle"][:, 2] * (1.0, 0.0, 1.0)
    return front / float(np.linalg.norm(front))
