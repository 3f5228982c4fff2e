"""Where fingers point and palms look (DEFINITIONS.md: -up is the fingers, front is the thumb)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.exercise import Phase, Side
from gluteapp.figure.arms import hand_frame
from gluteapp.figure.pose import Pose
from gluteapp.figure.rotation import Vector, vector
from tests.figure.motion_library import MOTIONS

DIRECTIONS = st.tuples(*[st.floats(-1, 1)] * 3).filter(lambda v: float(np.linalg.norm(v)) > 0.1)


def start(motion_id: str, side: Side = Side.LEFT) -> Pose:
    return MOTIONS.pose(motion_id, phase=0.0, tempo=None, starts_with=Phase.LIFT, side=side)


def palm(pose: Pose, side: str) -> Vector:
    """Where the palm looks: away from `left` on the left hand, along it on the right one."""
    left: Vector = pose.frames[f"{side}_wrist"][:, 0]
    return -left if side == "l" else left


@given(DIRECTIONS, DIRECTIONS, st.sampled_from((1.0, -1.0)))
def test_a_hand_frame_is_a_turn_with_its_fingers_exact(
    fingers: tuple[float, ...], looks: tuple[float, ...], g: float
) -> None:
    frame = hand_frame(np.array(fingers), np.array(looks), g)
    if abs(np.dot(fingers, looks)) < 0.99 * np.linalg.norm(fingers) * np.linalg.norm(looks):
        assert np.allclose(frame.T @ frame, np.eye(3), atol=1e-9)
        assert np.linalg.det(frame) == pytest.approx(1.0)
        assert float(-g * frame[:, 0] @ np.array(looks)) > 0
    assert np.allclose(-frame[:, 1], np.array(fingers) / np.linalg.norm(fingers))


def test_hanging_hands_have_thumbs_forward_and_palms_to_the_thighs() -> None:
    pose = start("standing", Side.BOTH)
    for side, inward in (("l", -1.0), ("r", 1.0)):
        assert float(palm(pose, side) @ vector(inward, 0.0, 0.0)) > 0.85
        assert float(pose.frames[f"{side}_wrist"][2, 2]) > 0.7


@pytest.mark.parametrize("motion_id", ["fire_hydrant", "kick_back_forearms", "glute_bridge"])
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_hands_on_the_floor_lie_on_their_palms(motion_id: str, side: Side) -> None:
    pose = start(motion_id, side)
    for hand in "lr":
        assert float(palm(pose, hand)[1]) < -0.97
        assert max(pose.fingers[hand]) < 10


def test_hands_on_the_head_and_the_hips_look_at_them() -> None:
    behind = start("squat", Side.BOTH)
    on_hips = start("hip_flexor_stretch")
    for pose, at in ((behind, "head"), (on_hips, "pelvis")):
        for side in "lr":
            middle = (pose.joints[f"{side}_wrist"] + pose.joints[f"{side}_hand"]) / 2
            assert float(palm(pose, side) @ (pose.joints[at] - middle)) > 0


def test_the_fingers_of_the_other_side_are_those_of_the_mirror() -> None:
    left, right = start("clam", Side.LEFT), start("clam", Side.RIGHT)
    assert left.fingers["l"] == right.fingers["r"]
    assert left.fingers["r"] == right.fingers["l"]
