"""Places legs: stepping, resting, kneeling or free, with their feet; knows no trunk and no motion."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

import numpy as np

from gluteapp.figure import skeleton as bones
from gluteapp.figure.assembly import Assembly, Channels, held_frame, hinged
from gluteapp.figure.rotation import (
    Matrix,
    Vector,
    beside,
    cross,
    direction,
    frame_along,
    length,
    turn_about,
    turn_x,
    turn_y,
    turn_z,
    vector,
)


def foot_at(foot: Vector, g: float) -> tuple[Vector, Matrix]:
    """Ankle place and foot attitude of a foot given by its ball, yaw and heel raise."""
    x, y, z, yaw, heel = foot
    frame = turn_y(g * yaw) @ turn_x(heel)
    ball = vector(g * x, y, z)
    return ball - frame @ bones.BALL_OFFSET, frame


def kneeling_thigh(kneel: Vector, g: float) -> Vector:
    """Direction from hip to knee of a kneeling leg: the hip is forward of and inside the knee."""
    result: Vector = turn_z(g * kneel[1]) @ turn_x(kneel[0]) @ vector(0.0, -1.0, 0.0)
    return result


def hip_turn(leg: Vector, g: float) -> Matrix:
    """A thigh's attitude against the pelvis (evidence 5.3)."""
    flexion, abduction, rotation = leg[:3]
    return turn_x(-flexion) @ turn_z(g * abduction) @ turn_y(g * rotation)


def place_leg(body: Assembly, channels: Channels, side: str, g: float, ankle_in: str) -> None:
    """Knee, ankle and foot of one side, with their angles; the trunk must be there."""
    if f"{side}_foot" in channels:
        foot_frame = _step_leg(body, channels, side, g)
    elif f"{side}_ankle" in channels:
        foot_frame = _rest_leg(body, channels[f"{side}_ankle"], side, g, ankle_in)
    elif f"{side}_kneel" in channels:
        foot_frame = _kneel_leg(body, channels[f"{side}_kneel"], side, g)
    else:
        foot_frame = _free_leg(body, channels[f"{side}_leg"], side, g)
    if f"{side}_sole" in channels:
        foot_frame = _with_sole(foot_frame, channels[f"{side}_sole"] * vector(g, 1.0, 1.0))
    place_foot(body, side, foot_frame)
    leg_angles(body, side, g)


def _with_sole(foot: Matrix, sole: Vector) -> Matrix:
    """A foot turned until its sole looks along a direction, the toes as near as can be."""
    up = -direction(sole)
    front = beside(foot[:, 2], up)
    return np.column_stack((cross(up, front), up, front))


def _set_leg(body: Assembly, side: str, knee: Vector, ankle: Vector, thigh: Matrix) -> Matrix:
    shank = hinged(thigh, ankle - knee)
    body.joints[f"{side}_knee"], body.joints[f"{side}_ankle"] = knee, ankle
    body.frames[f"{side}_hip"], body.frames[f"{side}_knee"] = thigh, shank
    return shank


def _step_leg(body: Assembly, channels: Channels, side: str, g: float) -> Matrix:
    """A leg whose foot is where the motion puts it; the knee follows the toes."""
    hip = body.joints[f"{side}_hip"]
    ankle, foot_frame = foot_at(channels[f"{side}_foot"], g)
    line = direction(ankle - hip)
    pole = beside(foot_frame[:, 2] + foot_frame[:, 1], line)
    pole = turn_about(line, -g * float(channels[f"{side}_knee_out"][0])) @ pole
    knee, ankle = bones.two_bone(hip, ankle, pole, bones.THIGH, bones.SHANK)
    _set_leg(body, side, knee, ankle, frame_along(knee - hip, pole))
    return foot_frame


def _rest_leg(body: Assembly, rest: Vector, side: str, g: float, held_in: str) -> Matrix:
    """A leg whose ankle rests on something while the knee turns to a pole."""
    hip = body.joints[f"{side}_hip"]
    origin, frame = held_frame(body, held_in, side)
    outward = vector(g, 1.0, 1.0)
    target, pole = origin + frame @ (rest[:3] * outward), frame @ (rest[3:6] * outward)
    knee, ankle = bones.two_bone(hip, target, pole, bones.THIGH, bones.SHANK)
    shank = _set_leg(body, side, knee, ankle, frame_along(knee - hip, pole))
    result: Matrix = shank @ turn_x(-float(rest[6]))
    return result


def _kneel_leg(body: Assembly, kneel: Vector, side: str, g: float) -> Matrix:
    """A leg on its knee, the shank laid back along the floor."""
    hip = body.joints[f"{side}_hip"]
    thigh = kneeling_thigh(kneel, g)
    knee = hip + thigh * bones.THIGH
    yaw, ankle_y, dorsiflexion = kneel[2:]
    drop = min(1.0, max(-1.0, float(ankle_y - knee[1]) / bones.SHANK))
    flat = sqrt(max(1 - drop * drop, 0.0))
    back = vector(-g * sin(radians(yaw)) * flat, drop, -cos(radians(yaw)) * flat)
    front = -(back - thigh * float(back @ thigh))
    shank = _set_leg(body, side, knee, knee + back * bones.SHANK, frame_along(thigh, front))
    result: Matrix = shank @ turn_x(-dorsiflexion)
    return result


def _free_leg(body: Assembly, leg: Vector, side: str, g: float) -> Matrix:
    """A leg that moves freely against the pelvis."""
    thigh = body.frames["pelvis"] @ hip_turn(leg, g)
    knee = body.joints[f"{side}_hip"] - thigh[:, 1] * bones.THIGH
    below = thigh @ turn_x(leg[3])
    _set_leg(body, side, knee, knee - below[:, 1] * bones.SHANK, thigh)
    result: Matrix = below @ turn_x(-leg[4])
    return result


def place_foot(body: Assembly, side: str, frame: Matrix) -> None:
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


def leg_angles(body: Assembly, side: str, g: float) -> None:
    """Hip, knee and ankle angles of one side from its frames (evidence 5.3), degrees."""
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
