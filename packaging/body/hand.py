"""The left hand as a signed distance, fingers apart and nearly straight; knows no arm.

Built in the hand frame (DEFINITIONS.md): fingers along -up, thumb at the front, palm along -left.
The joints of `gluteapp.figure.hand_bones` lie inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sdf import Array, Ellipsoid, Loft, RoundCone, smooth_max, smooth_min, turn

MM = 0.001
"""Metres."""


@dataclass(frozen=True, slots=True)
class Finger:
    """One finger: its knuckle, how far it leans to the thumb, bone lengths, radii; millimetres."""

    name: str
    knuckle: tuple[float, float, float]
    """Along left, down the hand and front."""
    lean_deg: float
    bones: tuple[float, float, float]
    radii: tuple[float, float, float, float]


FINGERS = (
    Finger("index", (-2.0, 88.5, 26.5), 4.5, (42.0, 24.5, 17.0), (9.2, 8.6, 7.9, 6.5)),
    Finger("middle", (-1.0, 91.0, 8.5), 1.0, (46.0, 28.0, 17.8), (9.3, 8.7, 8.0, 6.7)),
    Finger("ring", (-1.5, 87.0, -9.0), -3.0, (43.0, 26.5, 17.6), (8.9, 8.3, 7.6, 6.4)),
    Finger("little", (-3.5, 80.0, -25.0), -8.0, (34.0, 19.5, 16.0), (8.0, 7.3, 6.7, 5.8)),
)
CURVE_DEG = (3.0, 5.0, 4.0)
"""How far each bone of a finger bends on at rest: straight, yet not like a rake."""
THUMB = ((-4.0, 24.0, 17.0), (-9.0, 55.0, 39.0), (-11.5, 83.0, 54.0), (-12.5, 106.0, 62.0))
"""Wrist joint, knuckle, middle joint and tip of the thumb: left, down, front."""
THUMB_RADII = (12.6, 10.8, 9.1, 7.2)


def hand(points: Array, wrist: Array, frame: Array) -> Array:
    """Distance in metres; `wrist` is the joint (3,), `frame` (3, 3) has columns left, up, front."""
    off = (points - np.asarray(wrist)) @ np.asarray(frame)
    at = np.column_stack((off[:, 0], -off[:, 1], off[:, 2])) / MM
    distance = _palm(at)
    for finger in FINGERS:
        distance = smooth_min(distance, _finger(at, finger), 6.0)
    thumb = _chain(at, [np.array(joint) for joint in THUMB], THUMB_RADII)
    ball = Ellipsoid((-7.5, 40.0, 22.0), (9.0, 25.0, 12.5), turn("x", 36.0))(at)
    distance = smooth_min(distance, smooth_min(thumb, ball, 10.0), 12.0)
    return distance * MM


def _palm(at: Array) -> Array:
    """Wrist and palm: rows are share, back of the hand, palm, thumb side, little finger's side."""
    palm = Loft(
        (-1.0, -22.0, 0.0),
        (-3.0, 88.0, 0.0),
        (
            (0.0, 18.5, 18.0, 27.0, 26.0),
            (0.18, 17.0, 17.0, 26.5, 26.0),
            (0.36, 14.5, 16.5, 31.0, 32.5),
            (0.62, 12.5, 14.5, 37.0, 37.0),
            (0.86, 10.5, 11.5, 38.5, 36.0),
            (1.0, 9.5, 10.0, 37.0, 33.0),
        ),
        power=2.45,
        caps=(12.0, 11.0),
    )(at)
    heel = Ellipsoid((-8.0, 33.0, -20.0), (9.5, 27.0, 12.0), turn("x", 6.0))(at)
    hollow = Ellipsoid((-20.0, 58.0, 0.0), (6.0, 24.0, 13.0))(at)
    return smooth_max(smooth_min(palm, heel, 10.0), -hollow, 12.0)


def _finger(at: Array, finger: Finger) -> Array:
    lean = np.radians(finger.lean_deg)
    joint = np.array(finger.knuckle)
    # Starts inside the palm, so that the knuckle is not a bead.
    joints = [joint - np.array((0.0, 16.0, 16.0 * np.tan(lean)))]
    joints.append(joint)
    bent = 0.0
    for bone, more in zip(finger.bones, CURVE_DEG, strict=True):
        bent += np.radians(more)
        down = np.cos(bent)
        joint = joint + bone * np.array((-np.sin(bent), down * np.cos(lean), down * np.sin(lean)))
        joints.append(joint)
    first = finger.radii[0]
    # The tip's radius belongs to the length of the last bone.
    joints[-1] = joints[-1] - finger.radii[-1] * (joints[-1] - joints[-2]) / np.linalg.norm(
        joints[-1] - joints[-2]
    )
    return _chain(at, joints, (first - 1.5, *finger.radii))


def _chain(at: Array, joints: Sequence[Array], radii: Sequence[float]) -> Array:
    """Round cones from joint to joint; neighbours share a ball."""
    distance = RoundCone(joints[0], joints[1], radii[0], radii[1])(at)
    for index in range(1, len(joints) - 1):
        cone = RoundCone(joints[index], joints[index + 1], radii[index], radii[index + 1])(at)
        distance = np.minimum(distance, cone)
    return distance
