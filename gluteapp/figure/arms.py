"""Places arms and turns hands: held, propped or free; knows no trunk and no motion."""

from __future__ import annotations

from math import atan2, cos, degrees, sin, sqrt

import numpy as np

from gluteapp.figure import skeleton as bones
from gluteapp.figure.assembly import Assembly, Channels, Rules, held_frame, hinged
from gluteapp.figure.rotation import (
    Matrix,
    Vector,
    beside,
    cross,
    direction,
    frame_along,
    length,
    turn_x,
    turn_y,
    turn_z,
    vector,
)

_NO_DIRECTION = 1e-6
_HELD_BONES = {
    "pelvis": ("pelvis", "pelvis"),
    "chest": ("spine", "neck"),
    "head": ("head", "head"),
    "thigh": ("{side}_hip", "{side}_knee"),
    "other_thigh": ("{other}_hip", "{other}_knee"),
}
"""The bone a held hand turns its palm to: from joint, to joint."""


def place_arm(body: Assembly, channels: Channels, rules: Rules, side: str, g: float) -> None:
    """Shoulder to finger tips of one side; the trunk, and legs that are held, must be there."""
    shoulder = body.joints[f"{side}_shoulder"]
    held_in = rules.hands_in.get(side, "world")
    outward = vector(g, 1.0, 1.0)
    if f"{side}_prop" in channels:
        prop = channels[f"{side}_prop"]
        elbow, wrist = prop[:3] * outward, prop[3:6] * outward
        fingers = wrist - elbow
        upper = frame_along(elbow - shoulder, fingers)
    elif f"{side}_hand" in channels:
        place = channels[f"{side}_hand"]
        origin, frame = held_frame(body, held_in, side)
        target = origin + frame @ (place[:3] * outward)
        pole, fingers = frame @ (place[3:6] * outward), frame @ (place[6:9] * outward)
        elbow, wrist = bones.two_bone(shoulder, target, pole, bones.UPPER_ARM, bones.FOREARM)
        upper = frame_along(elbow - shoulder, -pole)
    else:
        flexion, abduction, rotation, bend = channels[f"{side}_arm"]
        turned = turn_x(-flexion) @ turn_z(g * abduction) @ turn_y(-g * rotation)
        upper = body.frames["spine"] @ turned
        elbow = shoulder - upper[:, 1] * bones.UPPER_ARM
        fingers = -(upper @ turn_x(-bend))[:, 1]
        wrist = elbow + fingers * bones.FOREARM
    fore = hinged(upper, wrist - elbow)
    body.joints[f"{side}_elbow"], body.joints[f"{side}_wrist"] = elbow, wrist
    fingers = direction(fingers)
    body.joints[f"{side}_hand"] = wrist + fingers * bones.HAND
    body.frames[f"{side}_shoulder"], body.frames[f"{side}_elbow"] = upper, fore
    palm = _palm(body, channels, rules, side, g)
    body.frames[f"{side}_wrist"] = hand_frame(fingers, palm, g)
    arm_angles(body, side, g)


def hand_frame(fingers: Vector, palm: Vector, g: float) -> Matrix:
    """Attitude of a hand whose fingers and palm look along the two directions; `g` is 1 for left.

    Minus up is where the fingers point, front is the thumb's side; the fingers win where the two
    directions are not at right angles.
    """
    up = -direction(fingers)
    if length(palm - up * float(palm @ up)) < _NO_DIRECTION:
        palm = cross(up, vector(0.0, 0.0, -g))
    left = beside(palm, up) * -g
    return np.column_stack((left, up, cross(left, up)))


def _palm(body: Assembly, channels: Channels, rules: Rules, side: str, g: float) -> Vector:
    """Where the palm looks: as written, to the floor, to what it lies on, or as the forearm has it."""
    held_in = rules.hands_in.get(side, "world")
    if f"{side}_palm" in channels:
        _, frame = held_frame(body, held_in, side)
        written: Vector = frame @ (channels[f"{side}_palm"] * vector(g, 1.0, 1.0))
        return written
    if side in rules.flat_hands or f"{side}_prop" in channels:
        return vector(0.0, -1.0, 0.0)
    natural: Vector = body.frames[f"{side}_elbow"][:, 0] * -g
    if f"{side}_hand" not in channels or held_in == "world":
        return natural
    return _inside(body, held_in, side) - body.joints[f"{side}_wrist"]


def _inside(body: Assembly, held_in: str, side: str) -> Vector:
    """A place within what a hand is held in, level with the hand where that is long."""
    start, end = _HELD_BONES[held_in]
    other = "r" if side == "l" else "l"
    first = body.joints[start.format(side=side, other=other)]
    last = body.joints[end.format(side=side, other=other)]
    hand = body.joints[f"{side}_wrist"]
    along = last - first
    share = float((hand - first) @ along) / max(float(along @ along), _NO_DIRECTION)
    nearest: Vector = first + along * min(max(share, 0.0), 1.0)
    return nearest


def arm_angles(body: Assembly, side: str, g: float) -> None:
    """Shoulder flexion and abduction as the two parts of the swing away from hanging."""
    frames = body.frames
    down = -(frames["spine"].T @ frames[f"{side}_shoulder"])[:, 1]
    lift = atan2(sqrt(float(down[0] ** 2 + down[2] ** 2)), -float(down[1]))
    heading = atan2(g * float(down[0]), float(down[2]))
    upper, fore = frames[f"{side}_shoulder"][:, 1], frames[f"{side}_elbow"][:, 1]
    bend = atan2(length(cross(upper, fore)), float(upper @ fore))
    body.angles[f"{side}_shoulder_flexion"] = degrees(lift) * cos(heading)
    body.angles[f"{side}_shoulder_abduction"] = degrees(lift) * sin(heading)
    body.angles[f"{side}_elbow_flexion"] = degrees(bend)
