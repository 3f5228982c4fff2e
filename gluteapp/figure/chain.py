"""A body as a chain of turns that can be blended, and back to joints; knows no motion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from gluteapp.figure import skeleton as bones
from gluteapp.figure.pose import Pose
from gluteapp.figure.quaternion import (
    Array,
    from_matrices,
    product,
    to_matrices,
    turned_back,
)

_SIDE_FRAMES = ("hip", "knee", "ankle", "shoulder", "elbow", "wrist")
FRAMES: Final = (
    "pelvis", "spine", "neck", "head", *(f"{s}_{f}" for s in bones.SIDES for f in _SIDE_FRAMES)
)  # fmt: skip
_ABOVE: Final = (-1, 0, 1, 2, 0, 4, 5, 1, 7, 8, 0, 10, 11, 1, 13, 14)
"""The frame each frame turns against."""
SIDE_START: Final = {"l": 4, "r": 10}
HIP, KNEE, ANKLE, SHOULDER, ELBOW, WRIST = range(6)
"""Places of a side's frames after `SIDE_START`, and of its joints in `Skeleton.ends`."""
_TIP_OFFSET = bones.BALL_OFFSET + np.array((0.0, 0.0, bones.TOE_LENGTH))
"""The tip of toes that are not bent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One pose as what its joints do; lengths in shares of stature."""

    root: Array
    """(3,) place of the pelvis."""
    turns: Array
    """(16, 4) each frame against the one above it; the pelvis in the world."""
    girdles: Array
    """(2, 3) left and right shoulder from the bend of the trunk, in the frame of the chest."""
    fingers: Array
    """(2, 3) bends, degrees."""


def chain_of(pose: Pose) -> Chain:
    """The chain that gives back the joints of a pose."""
    world = from_matrices(np.array([pose.frames[name] for name in FRAMES]))
    above = np.array([0, *_ABOVE[1:]])
    turns = product(turned_back(world[above]), world)
    turns[0] = world[0]
    chest = pose.frames["spine"]
    offsets = [
        chest.T @ (pose.joints[f"{side}_shoulder"] - pose.joints["spine"]) for side in bones.SIDES
    ]
    return Chain(
        root=pose.joints["pelvis"] / pose.stature_m,
        turns=turns,
        girdles=np.array(offsets) / pose.stature_m,
        fingers=np.array([pose.fingers[side] for side in bones.SIDES]),
    )


def world_frames(turns: Array) -> Array:
    """World attitudes (T, 16, 3, 3) of chains of turns (T, 16, 4)."""
    local = to_matrices(turns)
    world = np.empty_like(local)
    for index, above in enumerate(_ABOVE):
        world[:, index] = local[:, index] if above < 0 else world[:, above] @ local[:, index]
    return world


def trunk_joints(root: Array, frames: Array, girdles: Array) -> dict[str, Array]:
    """Pelvis, spine, neck, head, hips and shoulders (T, 3) for world frames."""
    up = frames[:, :, :, 1]
    spine = root + up[:, 0] * bones.LUMBAR_HEIGHT
    neck = spine + up[:, 1] * (bones.NECK_BASE - bones.LUMBAR_HEIGHT)
    head = (
        neck + up[:, 2] * bones.NECK + up[:, 3] * bones.HEAD + frames[:, 3, :, 2] * bones.HEAD_FRONT
    )
    joints = {"pelvis": root, "spine": spine, "neck": neck, "head": head}
    for index, (side, g) in enumerate((("l", 1.0), ("r", -1.0))):
        joints[f"{side}_hip"] = root + frames[:, 0, :, 0] * (g * bones.HIP_HALF)
        offset = (frames[:, 1] @ girdles[:, index, :, None])[..., 0]
        joints[f"{side}_shoulder"] = spine + offset
    return joints


def limb_joints(joints: dict[str, Array], frames: Array) -> None:
    """Add knees, ankles, feet, elbows, wrists and finger tips for world frames."""
    for side, start in SIDE_START.items():
        up = frames[:, start : start + 6, :, 1]
        knee = joints[f"{side}_hip"] - up[:, HIP] * bones.THIGH
        ankle = knee - up[:, KNEE] * bones.SHANK
        elbow = joints[f"{side}_shoulder"] - up[:, SHOULDER] * bones.UPPER_ARM
        wrist = elbow - up[:, ELBOW] * bones.FOREARM
        foot = frames[:, start + ANKLE]
        joints |= {
            f"{side}_knee": knee,
            f"{side}_ankle": ankle,
            f"{side}_elbow": elbow,
            f"{side}_wrist": wrist,
            f"{side}_hand": wrist - up[:, WRIST] * bones.HAND,
            f"{side}_heel": ankle + foot @ bones.HEEL_OFFSET,
            f"{side}_ball": ankle + foot @ bones.BALL_OFFSET,
            f"{side}_toe": ankle + foot @ _TIP_OFFSET,
        }
