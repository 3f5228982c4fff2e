"""How near the floor each part of a body may come on a way; knows no way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from gluteapp.figure import skeleton as bones
from gluteapp.figure.hand_bones import FINGER_BONES
from gluteapp.figure.pose import Pose
from gluteapp.figure.quaternion import Array
from gluteapp.figure.timing import eased_many

_FLESH: Final = {
    "pelvis": 0.073, "spine": 0.060, "neck": 0.045, "head": 0.062,
    "hip": 0.056, "knee": 0.031, "ankle": 0.032, "heel": 0.0, "ball": 0.0,
    "shoulder": 0.060, "elbow": 0.024, "wrist": 0.018, "hand": 0.008,
}  # fmt: skip
"""How near the floor each joint comes, shares of stature; measured on the mesh lying on it."""
_FINGERS = 0.005
"""The same for the tips of the fingers, which bend further than the hand's own tip."""
_ROUNDS: Final = {"pelvis": 0.009}
"""How much higher a joint goes where the body rolls over it."""
_BALL_SIDE, _TOE_SIDE, _SHOE_BACK = 0.028, 0.023, 0.021
"""From ball and toes to the outside of the shoe, shares of stature; measured on the mesh."""
_LEVEL, _STEEP = 0.45, 0.8
"""How much a foot points down, as a sine, where its toes bend on the floor and where not."""
_KNUCKLES, _MIDDLES = (-bone.at_m[1] / bones.STATURE_M for bone in FINGER_BONES[:2])
"""From the wrist to the knuckles and to the middle joints of the fingers, shares of stature."""


def floor_of(poses: Sequence[Pose]) -> dict[str, float]:
    """How low each joint, and `l_fingers`, may be: where the flesh ends, or where a pose has it.

    Shares of stature.
    """
    low: dict[str, float] = {}
    for joint in poses[0].joints:
        flesh = _FLESH.get(joint.removeprefix("l_").removeprefix("r_"))
        if flesh is not None:
            there = min(float(pose.joints[joint][1]) / pose.stature_m for pose in poses)
            low[joint] = min(flesh, there + _ROUNDS.get(joint, 0.0))
    for side in bones.SIDES:
        low[f"{side}_fingers"] = min(_FINGERS, *(_fingers_low(pose, side) for pose in poses))
    return low


def shoe_needs(
    joints: dict[str, Array], foot: Array, side: str, standing: Array
) -> tuple[Array, Array, Array]:
    """How far a foot has to be raised: for its toes to stay straight, for its sides and back.

    Shares of stature (T,), from attitudes (T, 3, 3); toes of a foot that is `standing` (0 to 1)
    bend as far as they have to.
    """
    ball, toe = joints[f"{side}_ball"][:, 1], joints[f"{side}_toe"][:, 1]
    straight = (1 - standing) * eased_many((-foot[:, 1, 2] - _LEVEL) / (_STEEP - _LEVEL)) * -toe
    bent = toe + standing * np.maximum(-toe, 0.0)
    sideways, turned_up = np.abs(foot[:, 1, 0]), np.maximum(-foot[:, 1, 1], 0.0)
    return (
        straight,
        _BALL_SIDE * sideways + _SHOE_BACK * turned_up - ball,
        _TOE_SIDE * sideways + _SHOE_BACK * turned_up - bent,
    )


def finger_tips(wrist: Array, hand: Array, bends_deg: Array, side: str) -> Array:
    """Where bent fingers end (T, 3), shares of stature, from attitudes of hands (T, 3, 3)."""
    near, far = np.radians(bends_deg[:, 0]), np.radians(bends_deg[:, :2].sum(axis=1))
    along = -hand[:, :, 1]
    palm = hand[:, :, 0] * (-1.0 if side == "l" else 1.0)

    def bent(angle: Array) -> Array:
        towards: Array = along * np.cos(angle)[:, None] + palm * np.sin(angle)[:, None]
        return towards

    tips: Array = wrist + along * _KNUCKLES + bent(near) * (_MIDDLES - _KNUCKLES)
    return tips + bent(far) * (bones.HAND - _MIDDLES)


def _fingers_low(pose: Pose, side: str) -> float:
    wrist = pose.joints[f"{side}_wrist"][None] / pose.stature_m
    hand, bends = pose.frames[f"{side}_wrist"][None], np.array([pose.fingers[side]])
    return float(finger_tips(wrist, hand, bends, side)[0, 1])
