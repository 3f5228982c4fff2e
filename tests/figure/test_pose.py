"""A pose says the same in its angles as in its frames, on either side and on the way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gluteapp.core.exercise import Phase, Side
from gluteapp.figure.motion import Motion
from gluteapp.figure.motion_file import parsed, read_table
from gluteapp.figure.pose import Pose
from gluteapp.figure.rotation import Matrix, body_turn, turn_x, turn_y, turn_z
from gluteapp.figure.ways import Stance, Ways
from tests.figure.figure_laws import slips_m
from tests.figure.motion_library import DISTINCT, MOTIONS, STANDARD

BENT = """
posture = "standing"
anchor = "pelvis"
camera = { yaw = 20, pitch = 8 }
[[keys]]
at = 0
root = [0, 0.52, 0]
trunk = [10, 20, 30]
lumbar = [5, 6, 7]
head = [3, 8, 12]
l_leg = [30, 20, 15, 40, 10]
r_leg = [-5, 2, -9, 12, -20]
l_arm = [40, 25, 10, 50]
r_arm = [-10, 35, 0, 5]
l_fingers = "grip"
[[keys]]
at = 1
"""


def wrong_deg(pose: Pose) -> dict[str, float]:
    """How far the frames are from those the angles make (evidence 5.3), degrees, by bone."""
    angles, frames = pose.angles_deg, pose.frames

    def of(*names: str) -> list[float]:
        return [angles[name] for name in names]

    pelvis = body_turn(*of("trunk_pitch", "trunk_roll", "trunk_yaw"))
    flexion, bend, twist = of("lumbar_flexion", "lumbar_side_bend", "lumbar_rotation")
    chest = frames["pelvis"] @ turn_x(flexion) @ turn_z(-bend) @ turn_y(twist)
    made = {"pelvis": pelvis, "spine": chest}
    for side, g in (("l", 1.0), ("r", -1.0)):
        hip = [angles[f"{side}_hip_{name}"] for name in ("flexion", "abduction", "rotation")]
        thigh = frames["pelvis"] @ turn_x(-hip[0]) @ turn_z(g * hip[1]) @ turn_y(g * hip[2])
        made[f"{side}_hip"] = thigh
        made[f"{side}_knee"] = frames[f"{side}_hip"] @ turn_x(angles[f"{side}_knee_flexion"])
    return {name: _apart_deg(frames[name], turn) for name, turn in made.items()}


def _apart_deg(one: Matrix, other: Matrix) -> float:
    return float(np.degrees(np.linalg.norm(one - other) / np.sqrt(2)))


def wrong_head_deg(pose: Pose) -> float:
    """The same for the head, whose turn is done in two halves."""
    halves = [pose.angles_deg[f"head_{name}"] / 2 for name in ("pitch", "roll", "yaw")]
    half = body_turn(*halves)
    return _apart_deg(pose.frames["head"], pose.frames["spine"] @ half @ half)


@pytest.mark.parametrize("motion_id", DISTINCT)
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_angles_are_those_of_the_frames_on_either_side(motion_id: str, side: Side) -> None:
    for pose in MOTIONS.repetition(motion_id, side)[::4]:
        assert max(wrong_deg(pose).values()) < 0.01
        assert wrong_head_deg(pose) < 0.01


def test_every_angle_changes_sides_with_its_frame() -> None:
    left = Motion(spec=read_table("bent", parsed(BENT))).pose(at_extent=0.0)
    right = left.mirrored()
    for pose in (left, right):
        assert max(wrong_deg(pose).values()) < 1e-6
        assert wrong_head_deg(pose) < 1e-6
    assert right.angles_deg["trunk_roll"] == -20
    assert right.angles_deg["l_elbow_flexion"] == pytest.approx(5)
    assert right.fingers["r"] == left.fingers["l"] != right.fingers["l"]


@pytest.mark.parametrize("motion_id", ["clam", "single_leg_rdl", "hip_flexor_stretch", "step_up"])
def test_what_is_planted_on_the_right_stays_there(motion_id: str) -> None:
    poses = [
        MOTIONS.pose(
            motion_id, phase=phase, tempo=STANDARD, starts_with=Phase.LIFT, side=Side.RIGHT
        )
        for phase in np.linspace(0, 1, 11)
    ]
    assert any(pose.contacts for pose in poses)
    assert max(slips_m(poses).values()) < 0.001


WAYS = Ways(motions=MOTIONS)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(
        [("clam", "squat"), ("side_plank_lift", "glute_bridge"), ("fire_hydrant", "single_leg_rdl")]
    ),
    st.sampled_from((Side.LEFT, Side.RIGHT)),
    st.floats(0.05, 0.95),
)
def test_angles_are_those_of_the_frames_on_a_way(
    motions: tuple[str, str], side: Side, share: float
) -> None:
    start, end = (Stance(motion_id=one, side=side) for one in motions)
    pose = WAYS.pose(start, end, share)
    wrong = wrong_deg(pose)
    assert max(wrong[name] for name in ("pelvis", "spine", "l_hip", "r_hip")) < 0.5, wrong
