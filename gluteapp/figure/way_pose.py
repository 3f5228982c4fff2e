"""One moment of a way as a pose, with its angles; plans nothing."""

from __future__ import annotations

from math import asin, atan2, degrees

import numpy as np

from gluteapp.figure.arms import arm_angles
from gluteapp.figure.assembly import Assembly
from gluteapp.figure.chain import FRAMES
from gluteapp.figure.legs import leg_angles, place_foot
from gluteapp.figure.pose import Pose
from gluteapp.figure.rotation import Matrix
from gluteapp.figure.way_plan import WayPlan


def pose_of(plan: WayPlan, share: float) -> Pose:
    """The pose at a share from 0 to 1 of a way."""
    at_s = share * plan.length_s
    moments = plan.moments(np.array((at_s,)))
    body = Assembly(
        joints={name: at[0] for name, at in moments.joints.items()},
        frames=dict(zip(FRAMES, moments.frames[0], strict=True)),
    )
    for side, g in (("l", 1.0), ("r", -1.0)):
        place_foot(body, side, body.frames[f"{side}_ankle"])
        leg_angles(body, side, g)
        arm_angles(body, side, g)
    _trunk_angles(body)
    first, last = plan.poses[0], plan.poses[-1]
    far = plan.progress(at_s)
    (left, right) = moments.fingers[0]
    return Pose(
        joints={name: body.joints[name] * first.stature_m for name in first.joints},
        angles_deg={name: body.angles[name] for name in first.angles_deg},
        frames={name: body.frames[name] for name in first.frames},
        contacts=plan.contacts(at_s),
        effort=first.effort + far * (last.effort - first.effort),
        breath=first.breath + far * (last.breath - first.breath),
        stature_m=first.stature_m,
        fingers={"l": _three(left), "r": _three(right)},
    )


def _three(bends: Matrix) -> tuple[float, float, float]:
    near, far, thumb = (float(bend) for bend in bends)
    return near, far, thumb


def _trunk_angles(body: Assembly) -> None:
    """Trunk, lumbar and head angles from the frames, as evidence 5.3 composes them."""
    frames = body.frames
    pelvis = frames["pelvis"]
    roll = asin(_clipped(pelvis[1, 0]))
    body.angles["trunk_pitch"] = degrees(atan2(-pelvis[1, 2], pelvis[1, 1]))
    body.angles["trunk_roll"] = degrees(roll)
    body.angles["trunk_yaw"] = degrees(atan2(-pelvis[2, 0], pelvis[0, 0]))
    chest = pelvis.T @ frames["spine"]
    body.angles["lumbar_flexion"] = degrees(atan2(chest[2, 1], chest[1, 1]))
    body.angles["lumbar_side_bend"] = degrees(asin(_clipped(chest[0, 1])))
    body.angles["lumbar_rotation"] = degrees(atan2(chest[0, 2], chest[0, 0]))
    head = frames["spine"].T @ frames["head"]
    body.angles["head_pitch"] = degrees(atan2(-head[1, 2], head[1, 1]))
    body.angles["head_roll"] = degrees(asin(_clipped(head[1, 0])))
    body.angles["head_yaw"] = degrees(atan2(-head[2, 0], head[0, 0]))


def _clipped(value: float) -> float:
    return min(1.0, max(-1.0, float(value)))
