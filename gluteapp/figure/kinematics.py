"""From a few numbers to a whole body: forward kinematics with exact contacts; knows no motion.

Numbers are in shares of stature and degrees, as evidence 5.3 has them. What belongs to one side
is written in that side's own terms: x is outward, yaw is toes out.
"""

from __future__ import annotations

from math import acos, atan2, degrees, sqrt

from gluteapp.figure import skeleton as bones
from gluteapp.figure.arms import place_arm
from gluteapp.figure.assembly import Assembly, Channels, Rules
from gluteapp.figure.legs import foot_at, hip_turn, kneeling_thigh, place_leg
from gluteapp.figure.rotation import Matrix, Vector, body_turn, turn_x, turn_y, turn_z, vector


def assemble(channels: Channels, rules: Rules) -> Assembly:
    """Place every joint for the given numbers."""
    body = Assembly()
    _place_trunk(body, channels, rules)
    _shift(body, _anchor_shift(body, channels, rules))
    resting_last = sorted((("l", 1.0), ("r", -1.0)), key=lambda leg: f"{leg[0]}_ankle" in channels)
    for side, g in resting_last:
        place_leg(body, channels, side, g, rules.ankles_in.get(side, "world"))
    for side, g in (("l", 1.0), ("r", -1.0)):
        place_arm(body, channels, rules, side, g)
    return body


def _place_trunk(body: Assembly, channels: Channels, rules: Rules) -> None:
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
        joints["neck"] + neck[:, 1] * bones.NECK + head @ vector(0.0, bones.HEAD, bones.HEAD_FRONT)
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
    size = max(sqrt(a * a + b * b), 1e-9)
    apart = acos(min(1.0, max(-1.0, wanted / size)))
    return degrees(min((atan2(b, a) - apart, atan2(b, a) + apart), key=abs))


def _shift(body: Assembly, by: Vector) -> None:
    for name, at in body.joints.items():
        body.joints[name] = at + by


def _anchor_shift(body: Assembly, channels: Channels, rules: Rules) -> Vector:
    """How far the trunk, built about the origin, is from its anchor."""
    root = channels["root"]
    joints = body.joints
    match rules.anchor:
        case "pelvis":
            return root - joints["pelvis"]
        case "upper_back":
            return (
                root
                + _back_roll(body.frames["spine"], float(root[1]))
                - (joints["l_shoulder"] + joints["r_shoulder"]) / 2
            )
        case "l_hip" | "r_hip" | "l_knee" | "r_knee" | "l_ankle" | "r_ankle":
            return root - _leg_anchor(channels, body.frames["pelvis"], rules.anchor)
        case "l_stance" | "r_stance":
            return _stance_shift(body, channels, rules.anchor[0])
    raise ValueError(f"unknown anchor {rules.anchor}")


def _back_roll(chest: Matrix, height: float) -> Vector:
    """How far the shoulders go when a back that lies on the floor rolls on it without sliding."""
    up = chest[:, 1]
    return vector(0.0, 0.0, height * atan2(float(up[1]), -float(up[2])))


def _leg_anchor(channels: Channels, pelvis: Matrix, anchor: str) -> Vector:
    """Where a hip, knee or ankle is, seen from the middle of the pelvis."""
    side, _, joint = anchor.partition("_")
    g = 1.0 if side == "l" else -1.0
    at = pelvis[:, 0] * (g * bones.HIP_HALF)
    if joint == "hip":
        return at
    if f"{side}_kneel" in channels:
        return at + kneeling_thigh(channels[f"{side}_kneel"], g) * bones.THIGH
    thigh = pelvis @ hip_turn(channels[f"{side}_leg"], g)
    at = at - thigh[:, 1] * bones.THIGH
    if joint == "knee":
        return at
    shank = thigh @ turn_x(float(channels[f"{side}_leg"][3]))
    return at - shank[:, 1] * bones.SHANK


def _stance_shift(body: Assembly, channels: Channels, side: str) -> Vector:
    """Stand on one foot at a given knee bend, the pelvis above `root` x and z."""
    g = 1.0 if side == "l" else -1.0
    ankle = foot_at(channels[f"{side}_foot"], g)[0]
    span = bones.reach(bones.THIGH, bones.SHANK, float(channels["stance_knee"][0]))
    root = channels["root"]
    hip = body.joints[f"{side}_hip"]
    dx, dz = root[0] + hip[0] - ankle[0], root[2] + hip[2] - ankle[2]
    height = ankle[1] + sqrt(max(span**2 - dx**2 - dz**2, 1e-4))
    return vector(root[0], height - hip[1], root[2])
