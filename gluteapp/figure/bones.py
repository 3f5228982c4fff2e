"""The bones of the mesh, more than the joints of a pose: helpers, shoulder blades, fingers.

Skin that hangs on a joint alone folds like a bent pipe. Bones between two others that turn half
as far, and bones that share out a twist, keep hips, knees, shoulders and wrists round.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.hand_bones import FINGER_BONES, bend, joint_at
from gluteapp.figure.pose import Pose
from gluteapp.figure.rotation import (
    Matrix,
    Vector,
    beside,
    cross,
    turn_about,
    turn_y,
    turn_z,
    unit,
    vector,
)
from gluteapp.figure.skeleton import LUMBAR_HEIGHT, NECK, SHOULDER_HALF, TRUNK
from gluteapp.figure.swing import part_turn, swing, twist_deg

MIDDLE_BONES: Final = ("pelvis", "waist", "chest", "neck", "head")
SIDE_BONES: Final = (
    "collar", "shoulder_half", "arm_turn", "upper_arm", "elbow_half",
    "forearm", "forearm_turn", "wrist_half", "hand",
    "fingers_near", "fingers_far", "thumb",
    "hip_half", "thigh", "knee_half", "shank", "foot", "toes",
)  # fmt: skip
BONES: Final = MIDDLE_BONES + tuple(f"{side}_{bone}" for side in "lr" for bone in SIDE_BONES)
"""Columns of `Body.weights`. A `_half` bone turns half as far as the joint does; a `_turn` bone
goes all the way with the bone but takes only half of its twist."""

_STERNUM = vector(0.015, 0.225, 0.010)
"""From the lumbar joint to the inner end of the left collar bone, shares of stature."""
_SHOULDER = vector(SHOULDER_HALF, TRUNK - LUMBAR_HEIGHT, 0.0)
_HANGING = vector(0.0, -1.0, 0.0)
_ARM_MIDDLE_DEG = 42.0
"""Turns of the shoulder are counted from here, half way to where arms go, so that no arm comes
near the half circle at which a swing may flip."""
_FADE = 65.0 / 50.0
"""From 130 degrees on, where half a twist is 65."""

Bones = dict[str, tuple[Matrix, Vector]]


def bone_places(pose: Pose) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Attitudes (B, 3, 3; columns left, up, front) and places (B, 3; metres) of every bone."""
    bones: Bones = {}
    _place_middle(bones, pose)
    for side, g in (("l", 1.0), ("r", -1.0)):
        _place_arm(bones, pose, side, g)
        _place_leg(bones, pose, side)
    frames = np.stack([bones[name][0] for name in BONES])
    return frames, np.stack([bones[name][1] for name in BONES])


def _between(above: Matrix, below: Matrix) -> Matrix:
    """Half way from one attitude to another."""
    half: Matrix = above @ part_turn(above.T @ below, 0.5)
    return half


def _half_twist(twist: float) -> float:
    """Half of a twist in degrees; past what arms can do it fades, so that nothing flips at a half circle."""
    return min(abs(twist) / 2, (180.0 - abs(twist)) * _FADE) * (1.0 if twist > 0 else -1.0)


def _place_middle(bones: Bones, pose: Pose) -> None:
    joints, frames = pose.joints, pose.frames
    pelvis, chest, neck = frames["pelvis"], frames["spine"], frames["neck"]
    bones["pelvis"] = pelvis, joints["pelvis"]
    bones["waist"] = _between(pelvis, chest), joints["spine"]
    bones["chest"] = chest, joints["spine"]
    bones["neck"] = neck, joints["neck"]
    bones["head"] = frames["head"], joints["neck"] + neck[:, 1] * (NECK * pose.stature_m)


def _place_arm(bones: Bones, pose: Pose, side: str, g: float) -> None:
    joints, frames = pose.joints, pose.frames
    chest, shoulder = frames["spine"], joints[f"{side}_shoulder"]
    upper, fore = frames[f"{side}_shoulder"], frames[f"{side}_elbow"]
    outward = vector(g, 1.0, 1.0)
    sternum = joints["spine"] + chest @ (_STERNUM * outward) * pose.stature_m
    resting = unit((_SHOULDER - _STERNUM) * outward)
    collar = chest @ swing(resting, unit(chest.T @ (shoulder - sternum)))
    bones[f"{side}_collar"] = collar, sternum
    bones[f"{side}_shoulder_half"], bones[f"{side}_arm_turn"] = (
        (frame, shoulder) for frame in _shoulder_parts(collar, upper, g)
    )
    bones[f"{side}_upper_arm"] = upper, shoulder
    elbow = joints[f"{side}_elbow"]
    bones[f"{side}_elbow_half"] = _between(upper, fore), elbow
    bones[f"{side}_forearm"] = fore, elbow
    _place_hand(bones, pose, side, fore)


def _shoulder_parts(collar: Matrix, upper: Matrix, g: float) -> tuple[Matrix, Matrix]:
    """Half of a shoulder's swing with a quarter of its twist; all of the swing, half the twist."""
    middle = turn_z(g * _ARM_MIDDLE_DEG)
    turned = collar.T @ upper @ middle.T
    arm = middle @ _HANGING
    swung = swing(arm, turned @ arm)
    twist = twist_deg(swung.T @ turned, arm)
    shared = _half_twist(twist)
    half = collar @ part_turn(swung, 0.5) @ turn_about(arm, shared / 2) @ middle
    return half, collar @ swung @ turn_about(arm, shared) @ middle


def _place_hand(bones: Bones, pose: Pose, side: str, fore: Matrix) -> None:
    elbow, wrist = pose.joints[f"{side}_elbow"], pose.joints[f"{side}_wrist"]
    hand = pose.frames[f"{side}_wrist"]
    twist = twist_deg(fore.T @ hand, vector(0.0, 1.0, 0.0))
    bones[f"{side}_forearm_turn"] = fore @ turn_y(_half_twist(twist)), elbow
    bones[f"{side}_wrist_half"] = _between(fore @ turn_y(twist), hand), wrist
    bones[f"{side}_hand"] = hand, wrist
    is_left = side == "l"
    for bone, angle_deg in zip(FINGER_BONES, pose.fingers[side], strict=True):
        parent, at = bones[f"{side}_{bone.parent}"]
        start = joint_at(bone, is_left=is_left)
        for other in FINGER_BONES:
            if other.name == bone.parent:
                start = start - joint_at(other, is_left=is_left)
        turned = parent @ bend(bone, angle_deg, is_left=is_left)
        bones[f"{side}_{bone.name}"] = turned, at + parent @ start


def _place_leg(bones: Bones, pose: Pose, side: str) -> None:
    joints, frames = pose.joints, pose.frames
    thigh, shank, foot = (frames[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    hip, knee, ball = (joints[f"{side}_{name}"] for name in ("hip", "knee", "ball"))
    bones[f"{side}_hip_half"] = _between(frames["pelvis"], thigh), hip
    bones[f"{side}_thigh"] = thigh, hip
    bones[f"{side}_knee_half"] = _between(thigh, shank), knee
    bones[f"{side}_shank"] = shank, knee
    bones[f"{side}_foot"] = foot, joints[f"{side}_ankle"]
    bones[f"{side}_toes"] = _toes(foot, unit(joints[f"{side}_toe"] - ball)), ball


def _toes(foot: Matrix, front: Vector) -> Matrix:
    """Toes hinge about the foot's sideways axis to where they point."""
    left = beside(foot[:, 0], front)
    return np.column_stack((left, cross(front, left), front))
