"""From a few numbers to a whole body: forward kinematics with exact contacts; knows no motion.

Numbers are in shares of stature and degrees, as evidence 5.3 has them. What belongs to one side
is written in that side's own terms: x is outward, yaw is toes out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import acos, asin, atan2, cos, degrees, radians, sin, sqrt

import numpy as np

from gluteapp.figure import skeleton as bones
from gluteapp.figure.rotation import (
    Matrix,
    Vector,
    body_turn,
    cross,
    frame_along,
    length,
    turn_about,
    turn_x,
    turn_y,
    turn_z,
    unit,
    vector,
)

Channels = dict[str, Vector]
"""Named numbers that say how the body is placed at one moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What stays the same through a motion: where the body is fixed and what hands hold on to."""

    anchor: str
    """`pelvis`, `upper_back`, or a side's `stance`, `hip`, `knee` or `ankle` such as `l_knee`."""
    hands_in: dict[str, str] = field(default_factory=dict)
    """Per side the frame in which its hand is placed: world, pelvis, chest, head or thigh."""
    ankles_in: dict[str, str] = field(default_factory=dict)
    """The same for ankles that rest on something."""


@dataclass(slots=True)
class Body:
    """A body being put together, in shares of stature."""

    joints: dict[str, Vector] = field(default_factory=dict)
    frames: dict[str, Matrix] = field(default_factory=dict)
    angles: dict[str, float] = field(default_factory=dict)


def assemble(channels: Channels, rules: Rules) -> Body:
    """Place every joint for the given numbers."""
    body = Body()
    _place_trunk(body, channels, rules)
    _shift(body, _anchor_shift(body, channels, rules))
    resting_last = sorted((("l", 1.0), ("r", -1.0)), key=lambda leg: f"{leg[0]}_ankle" in channels)
    for side, g in resting_last:
        _place_leg(body, channels, side, g, rules.ankles_in.get(side, "world"))
    for side, g in (("l", 1.0), ("r", -1.0)):
        _place_arm(body, channels, side, g, rules.hands_in.get(side, "world"))
    return body


def _place_trunk(body: Body, channels: Channels, rules: Rules) -> None:
    pitch, roll, yaw = channels["trunk"]
    flexion, side_bend, twist = channels["lumbar"]
    joints, frames = body.joints, body.frames
    pelvis = body_turn(pitch, roll, yaw)
    chest = pelvis @ turn_x(flexion) @ turn_z(-side_bend) @ turn_y(twist)
    if "prop_side" in channels:
        side_bend = _propped_bend(channels, pelvis, rules)
        chest = pelvis @ turn_z(-side_bend)
    frames["pelvis"], frames["spine"] = pelvis, chest
    joints["pelvis"] = vector(0.0, 0.0, 0.0)
    joints["spine"] = pelvis[:, 1] * bones.LUMBAR_HEIGHT
    joints["neck"] = joints["spine"] + chest[:, 1] * (bones.NECK_BASE - bones.LUMBAR_HEIGHT)
    head_pitch, head_roll, head_yaw = channels["head"]
    neck = chest @ body_turn(head_pitch / 2, head_roll / 2, head_yaw / 2)
    head = neck @ body_turn(head_pitch / 2, head_roll / 2, head_yaw / 2)
    frames["neck"], frames["head"] = neck, head
    joints["head"] = (
        joints["neck"] + neck[:, 1] * bones.NECK + head @ vector(0.0, bones.HEAD, 0.012)
    )
    for side, g in (("l", 1.0), ("r", -1.0)):
        joints[f"{side}_hip"] = pelvis[:, 0] * (g * bones.HIP_HALF)
        out, up, front = channels[f"{side}_girdle"]
        offset = vector(
            g * (bones.SHOULDER_HALF + out), bones.TRUNK - bones.LUMBAR_HEIGHT + up, front
        )
        joints[f"{side}_shoulder"] = joints["spine"] + chest @ offset
    body.angles.update(
        trunk_pitch=float(pitch),
        trunk_roll=float(roll),
        trunk_yaw=float(yaw),
        lumbar_flexion=float(flexion),
        lumbar_side_bend=float(side_bend),
        lumbar_rotation=float(twist),
        head_pitch=float(head_pitch),
        head_roll=float(head_roll),
        head_yaw=float(head_yaw),
    )


def _propped_bend(channels: Channels, pelvis: Matrix, rules: Rules) -> float:
    """Side bend at which the supporting shoulder is one upper arm above the planted elbow.

    The lower leg is the anchor; `|S(bend) - elbow|` squared is `a cos + b sin + c`.
    """
    g = float(channels["prop_side"][0])
    side = "l" if g > 0 else "r"
    root = channels["root"] - _leg_anchor(channels, pelvis, rules.anchor)
    lumbar = root + pelvis[:, 1] * bones.LUMBAR_HEIGHT
    out, up, front = channels[f"{side}_girdle"]
    arm = vector(g * (bones.SHOULDER_HALF + out), bones.TRUNK - bones.LUMBAR_HEIGHT + up, front)
    elbow = channels[f"{side}_prop"][:3] * vector(g, 1.0, 1.0)
    to_elbow = pelvis.T @ (elbow - lumbar)
    a = float(arm[0] * to_elbow[0] + arm[1] * to_elbow[1])
    b = float(arm[1] * to_elbow[0] - arm[0] * to_elbow[1])
    fixed = float(arm @ arm + to_elbow @ to_elbow) - 2 * float(arm[2] * to_elbow[2])
    wanted = (fixed - bones.UPPER_ARM**2) / 2
    size = sqrt(a * a + b * b)
    apart = acos(min(1.0, max(-1.0, wanted / size)))
    return degrees(min((atan2(b, a) - apart, atan2(b, a) + apart), key=abs))


def _shift(body: Body, by: Vector) -> None:
    for name, at in body.joints.items():
        body.joints[name] = at + by


def _anchor_shift(body: Body, channels: Channels, rules: Rules) -> Vector:
    """How far the trunk, built about the origin, is from its anchor."""
    root = channels["root"]
    joints = body.joints
    match rules.anchor:
        case "pelvis":
            return root - joints["pelvis"]
        case "upper_back":
            return root - (joints["l_shoulder"] + joints["r_shoulder"]) / 2
        case "l_hip" | "r_hip" | "l_knee" | "r_knee" | "l_ankle" | "r_ankle":
            return root - _leg_anchor(channels, body.frames["pelvis"], rules.anchor)
        case "l_stance" | "r_stance":
            return _stance_shift(body, channels, rules.anchor[0])
    raise ValueError(f"unknown anchor {rules.anchor}")


def _leg_anchor(channels: Channels, pelvis: Matrix, anchor: str) -> Vector:
    """Where a hip, knee or ankle is, seen from the middle of the pelvis."""
    side, _, joint = anchor.partition("_")
    g = 1.0 if side == "l" else -1.0
    at = pelvis[:, 0] * (g * bones.HIP_HALF)
    if joint == "hip":
        return at
    if f"{side}_kneel" in channels:
        return at + _kneeling_thigh(channels[f"{side}_kneel"], g) * bones.THIGH
    thigh = pelvis @ _hip_turn(channels[f"{side}_leg"], g)
    at = at - thigh[:, 1] * bones.THIGH
    if joint == "knee":
        return at
    shank = thigh @ turn_x(float(channels[f"{side}_leg"][3]))
    return at - shank[:, 1] * bones.SHANK


def _hip_turn(leg: Vector, g: float) -> Matrix:
    """A thigh's attitude against the pelvis (evidence 5.3)."""
    flexion, abduction, rotation = leg[:3]
    return turn_x(-flexion) @ turn_z(g * abduction) @ turn_y(g * rotation)


def _stance_shift(body: Body, channels: Channels, side: str) -> Vector:
    """Stand on one foot at a given knee bend, the pelvis above `root` x and z."""
    g = 1.0 if side == "l" else -1.0
    ankle = _foot_at(channels[f"{side}_foot"], g)[0]
    span = bones.reach(bones.THIGH, bones.SHANK, float(channels["stance_knee"][0]))
    root = channels["root"]
    hip = body.joints[f"{side}_hip"]
    dx, dz = root[0] + hip[0] - ankle[0], root[2] + hip[2] - ankle[2]
    height = ankle[1] + sqrt(max(span**2 - dx**2 - dz**2, 1e-4))
    return vector(root[0], height - hip[1], root[2])


def _foot_at(foot: Vector, g: float) -> tuple[Vector, Matrix]:
    """Ankle place and foot attitude of a foot given by its ball, yaw and heel raise."""
    x, y, z, yaw, heel = foot
    frame = turn_y(g * yaw) @ turn_x(heel)
    ball = vector(g * x, y, z)
    return ball - frame @ bones.BALL_OFFSET, frame


def _kneeling_thigh(kneel: Vector, g: float) -> Vector:
    """Direction from hip to knee of a kneeling leg: the hip is forward of and inside the knee."""
    result: Vector = turn_z(g * kneel[1]) @ turn_x(kneel[0]) @ vector(0.0, -1.0, 0.0)
    return result


def _place_leg(body: Body, channels: Channels, side: str, g: float, ankle_in: str) -> None:
    if f"{side}_foot" in channels:
        foot_frame = _step_leg(body, channels, side, g)
    elif f"{side}_ankle" in channels:
        foot_frame = _rest_leg(body, channels[f"{side}_ankle"], side, g, ankle_in)
    elif f"{side}_kneel" in channels:
        foot_frame = _kneel_leg(body, channels[f"{side}_kneel"], side, g)
    else:
        foot_frame = _free_leg(body, channels[f"{side}_leg"], side, g)
    _place_foot(body, side, foot_frame)
    _leg_angles(body, side, g)


def _set_leg(body: Body, side: str, knee: Vector, ankle: Vector, thigh: Matrix) -> Matrix:
    shank = _hinged(thigh, ankle - knee)
    body.joints[f"{side}_knee"], body.joints[f"{side}_ankle"] = knee, ankle
    body.frames[f"{side}_hip"], body.frames[f"{side}_knee"] = thigh, shank
    return shank


def _step_leg(body: Body, channels: Channels, side: str, g: float) -> Matrix:
    """A leg whose foot is where the motion puts it; the knee follows the toes."""
    hip = body.joints[f"{side}_hip"]
    ankle, foot_frame = _foot_at(channels[f"{side}_foot"], g)
    line = unit(ankle - hip)
    pole = foot_frame[:, 2] + foot_frame[:, 1]
    pole = unit(pole - line * float(pole @ line))
    pole = turn_about(line, -g * float(channels[f"{side}_knee_out"][0])) @ pole
    knee, ankle = bones.two_bone(hip, ankle, pole, bones.THIGH, bones.SHANK)
    _set_leg(body, side, knee, ankle, frame_along(knee - hip, pole))
    return foot_frame


def _rest_leg(body: Body, rest: Vector, side: str, g: float, held_in: str) -> Matrix:
    """A leg whose ankle rests on something while the knee turns to a pole."""
    hip = body.joints[f"{side}_hip"]
    origin, frame = _held_frame(body, held_in, side)
    outward = vector(g, 1.0, 1.0)
    target, pole = origin + frame @ (rest[:3] * outward), frame @ (rest[3:6] * outward)
    knee, ankle = bones.two_bone(hip, target, pole, bones.THIGH, bones.SHANK)
    shank = _set_leg(body, side, knee, ankle, frame_along(knee - hip, pole))
    result: Matrix = shank @ turn_x(-float(rest[6]))
    return result


def _kneel_leg(body: Body, kneel: Vector, side: str, g: float) -> Matrix:
    """A leg on its knee, the shank laid back along the floor."""
    hip = body.joints[f"{side}_hip"]
    thigh = _kneeling_thigh(kneel, g)
    knee = hip + thigh * bones.THIGH
    yaw, ankle_y, dorsiflexion = kneel[2:]
    drop = (ankle_y - knee[1]) / bones.SHANK
    flat = sqrt(max(1 - drop * drop, 0.0))
    back = vector(-g * sin(radians(yaw)) * flat, drop, -cos(radians(yaw)) * flat)
    front = -(back - thigh * float(back @ thigh))
    shank = _set_leg(body, side, knee, knee + back * bones.SHANK, frame_along(thigh, front))
    result: Matrix = shank @ turn_x(-dorsiflexion)
    return result


def _free_leg(body: Body, leg: Vector, side: str, g: float) -> Matrix:
    """A leg that moves freely against the pelvis."""
    thigh = body.frames["pelvis"] @ _hip_turn(leg, g)
    knee = body.joints[f"{side}_hip"] - thigh[:, 1] * bones.THIGH
    below = thigh @ turn_x(leg[3])
    _set_leg(body, side, knee, knee - below[:, 1] * bones.SHANK, thigh)
    result: Matrix = below @ turn_x(-leg[4])
    return result


def _hinged(above: Matrix, down: Vector) -> Matrix:
    """The attitude of a bone behind a hinge: it shares the sideways axis of the bone above."""
    y = -unit(down)
    x = unit(above[:, 0] - y * float(above[:, 0] @ y))
    return np.column_stack((x, y, cross(x, y)))


def _place_foot(body: Body, side: str, frame: Matrix) -> None:
    """Heel, ball and toes; toes bend up rather than go through the floor."""
    ankle = body.joints[f"{side}_ankle"]
    ball = ankle + frame @ bones.BALL_OFFSET
    front = frame[:, 2]
    lowest = -max(float(ball[1]), 0.0) / bones.TOE_LENGTH
    if front[1] < lowest:
        flat = vector(front[0], 0.0, front[2])
        size = length(flat)
        if size > 0.05:
            front = flat / size * sqrt(max(1 - lowest * lowest, 0.0)) + vector(0.0, lowest, 0.0)
    body.joints[f"{side}_heel"] = ankle + frame @ bones.HEEL_OFFSET
    body.joints[f"{side}_ball"] = ball
    body.joints[f"{side}_toe"] = ball + front * bones.TOE_LENGTH
    body.frames[f"{side}_ankle"] = frame


def _leg_angles(body: Body, side: str, g: float) -> None:
    frames = body.frames
    local = frames["pelvis"].T @ frames[f"{side}_hip"]
    down = -local[:, 1]
    abduction = asin(min(1.0, max(-1.0, float(down[0]))))
    flexion = atan2(float(down[2]), -float(down[1]))
    rest = (turn_x(-degrees(flexion)) @ turn_z(degrees(abduction))).T @ local
    rotation = atan2(float(rest[0, 2]), float(rest[0, 0]))
    shank = frames[f"{side}_hip"].T @ frames[f"{side}_knee"]
    foot = frames[f"{side}_knee"].T @ frames[f"{side}_ankle"][:, 2]
    body.angles[f"{side}_hip_flexion"] = degrees(flexion)
    body.angles[f"{side}_hip_abduction"] = g * degrees(abduction)
    body.angles[f"{side}_hip_rotation"] = g * degrees(rotation)
    body.angles[f"{side}_knee_flexion"] = degrees(atan2(float(shank[2, 1]), float(shank[1, 1])))
    body.angles[f"{side}_ankle_dorsiflexion"] = degrees(atan2(float(foot[1]), float(foot[2])))


def _place_arm(body: Body, channels: Channels, side: str, g: float, held_in: str) -> None:
    shoulder = body.joints[f"{side}_shoulder"]
    outward = vector(g, 1.0, 1.0)
    if f"{side}_prop" in channels:
        prop = channels[f"{side}_prop"]
        elbow, wrist = prop[:3] * outward, prop[3:6] * outward
        fingers = wrist - elbow
        upper = frame_along(elbow - shoulder, fingers)
    elif f"{side}_hand" in channels:
        place = channels[f"{side}_hand"]
        origin, frame = _held_frame(body, held_in, side)
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
    fore = _hinged(upper, wrist - elbow)
    body.joints[f"{side}_elbow"], body.joints[f"{side}_wrist"] = elbow, wrist
    fingers = unit(fingers)
    body.joints[f"{side}_hand"] = wrist + fingers * bones.HAND
    body.frames[f"{side}_shoulder"], body.frames[f"{side}_elbow"] = upper, fore
    body.frames[f"{side}_wrist"] = frame_along(fingers, fore[:, 2] + 0.2 * fore[:, 1])
    _arm_angles(body, side, g)


def _held_frame(body: Body, held_in: str, side: str) -> tuple[Vector, Matrix]:
    joints, frames = body.joints, body.frames
    match held_in:
        case "world":
            return vector(0.0, 0.0, 0.0), turn_y(0.0)
        case "pelvis":
            return joints["pelvis"], frames["pelvis"]
        case "chest":
            return joints["neck"], frames["spine"]
        case "head":
            return joints["head"], frames["head"]
        case "thigh":
            return joints[f"{side}_hip"], frames[f"{side}_hip"]
        case "other_thigh":
            other = "r" if side == "l" else "l"
            return joints[f"{other}_hip"], frames[f"{other}_hip"]
    raise ValueError(f"nothing can be held in {held_in}")


def _arm_angles(body: Body, side: str, g: float) -> None:
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
