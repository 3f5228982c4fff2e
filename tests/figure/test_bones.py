"""The helper bones turn half way, never flip, and are the same on both sides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.exercise import Phase, Side
from gluteapp.figure.assembly import Rules
from gluteapp.figure.bones import BONES, bone_places
from gluteapp.figure.kinematics import assemble
from gluteapp.figure.motion import load_motions
from gluteapp.figure.pose import Pose, other_side
from gluteapp.figure.rest import rest_pose
from gluteapp.figure.rotation import MIRROR, Matrix, turn_about, unit, vector
from gluteapp.figure.skeleton import STATURE_M
from gluteapp.figure.swing import part_turn, swing, twist_deg

MOTIONS = Path(__file__).parents[2] / "assets" / "motions"


def angle_deg(turn: Matrix) -> float:
    return float(np.degrees(np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1))))


def degrees_in(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


@st.composite
def poses(draw: st.DrawFn) -> Pose:
    """Any body within the clamps of evidence 5.2."""
    channels = {
        "root": np.array((0.0, 0.53, 0.0)),
        "trunk": np.array([draw(degrees_in(-90, 90)) for _ in range(3)]),
        "lumbar": np.array((draw(degrees_in(-10, 40)), draw(degrees_in(-25, 25)), 0.0)),
        "head": np.array([draw(degrees_in(-30, 30)) for _ in range(3)]),
    }
    for side in "lr":
        channels[f"{side}_girdle"] = np.array([draw(degrees_in(-0.03, 0.03)) for _ in range(3)])
        channels[f"{side}_leg"] = np.array(
            (
                draw(degrees_in(-20, 120)),
                draw(degrees_in(-20, 45)),
                draw(degrees_in(-35, 45)),
                draw(degrees_in(0, 140)),
                draw(degrees_in(-50, 40)),
            )
        )
        channels[f"{side}_arm"] = np.array(
            (
                draw(degrees_in(-60, 150)),
                draw(degrees_in(-20, 120)),
                draw(degrees_in(-60, 60)),
                draw(degrees_in(0, 145)),
            )
        )
    body = assemble(channels, Rules(anchor="pelvis"))
    return Pose(
        joints={name: at * STATURE_M for name, at in body.joints.items()},
        frames=body.frames,
        angles_deg=body.angles,
        fingers={"l": (10.0, 20.0, 5.0), "r": (70.0, 80.0, 30.0)},
    )


def frame(pose: Pose, bone: str) -> Matrix:
    result: Matrix = bone_places(pose)[0][BONES.index(bone)]
    return result


@pytest.mark.parametrize("side", ["l", "r"])
def test_each_finger_bone_bends_by_its_own_angle_towards_the_palm(side: str) -> None:
    straight = rest_pose()
    g = 1.0 if side == "l" else -1.0
    for number, name in enumerate(("fingers_near", "fingers_far", "thumb")):
        bends = [0.0, 0.0, 0.0]
        bends[number] = 30.0
        near, far, thumb = bends
        bent = replace(straight, fingers=straight.fingers | {side: (near, far, thumb)})
        hand = frame(straight, f"{side}_hand")
        before, after = (frame(pose, f"{side}_{name}") for pose in (straight, bent))
        assert angle_deg(before.T @ after) == pytest.approx(30.0, abs=0.1)
        tip = hand.T @ (before[:, 1] - after[:, 1])
        assert float(tip[0]) * -g > 0.2, "the tip goes to where the palm looks"
        other = "r" if side == "l" else "l"
        still = [f"{other}_{name}", *(["l_thumb", "r_thumb"] if name != "thumb" else [])]
        for bone in still:
            assert np.allclose(frame(bent, bone), frame(straight, bone))


@given(poses())
def test_half_bones_turn_half_way(pose: Pose) -> None:
    frames = dict(zip(BONES, bone_places(pose)[0], strict=True))
    joints = [("pelvis", "waist", "chest")]
    for s in "lr":
        joints += [
            ("pelvis", f"{s}_hip_half", f"{s}_thigh"),
            (f"{s}_thigh", f"{s}_knee_half", f"{s}_shank"),
            (f"{s}_upper_arm", f"{s}_elbow_half", f"{s}_forearm"),
        ]
    for above, half, below in joints:
        whole = angle_deg(frames[above].T @ frames[below])
        assert angle_deg(frames[above].T @ frames[half]) == pytest.approx(whole / 2, abs=1e-3)
        assert angle_deg(frames[half].T @ frames[below]) == pytest.approx(whole / 2, abs=1e-3)


@given(poses())
def test_right_bones_are_the_mirror_of_left_ones(pose: Pose) -> None:
    frames, places = bone_places(pose)
    other_frames, other_places = bone_places(pose.mirrored())
    for index, bone in enumerate(BONES):
        twin = BONES.index(other_side(bone))
        assert np.allclose(other_places[twin], places[index] * (-1, 1, 1), atol=1e-9), bone
        assert np.allclose(other_frames[twin], MIRROR @ frames[index] @ MIRROR, atol=1e-6), bone


@given(poses())
def test_every_frame_is_a_turn_and_bones_sit_on_their_joints(pose: Pose) -> None:
    frames, places = bone_places(pose)
    assert np.allclose(frames @ frames.transpose(0, 2, 1), np.eye(3), atol=1e-6)
    assert np.allclose(np.linalg.det(frames), 1.0, atol=1e-6)
    for bone, joint in (("thigh", "hip"), ("shank", "knee"), ("foot", "ankle"), ("toes", "ball")):
        assert np.array_equal(places[BONES.index(f"l_{bone}")], pose.joints[f"l_{joint}"])
    for bone, joint in (("upper_arm", "shoulder"), ("forearm", "elbow"), ("hand", "wrist")):
        assert np.array_equal(places[BONES.index(f"r_{bone}")], pose.joints[f"r_{joint}"])


@given(
    st.tuples(*[st.floats(-1, 1) for _ in range(3)]).filter(lambda v: np.linalg.norm(v) > 0.1),
    degrees_in(-179, 179),
)
def test_part_turns_add_up_and_keep_their_axis(
    axis: tuple[float, float, float], angle: float
) -> None:
    way = unit(vector(*axis))
    turn = turn_about(way, angle)
    half = part_turn(turn, 0.5)
    assert np.allclose(half, turn_about(way, angle / 2), atol=1e-6)
    assert np.allclose(half @ half, turn, atol=1e-6)
    assert twist_deg(turn, way) == pytest.approx(angle, abs=1e-5)


def test_a_swing_is_the_shortest_way_and_stands_still_for_the_same_direction() -> None:
    up, front = vector(0, 1, 0), vector(0, 0, 1)
    assert np.allclose(swing(up, front) @ up, front)
    assert angle_deg(swing(up, front)) == pytest.approx(90)
    assert np.array_equal(swing(up, up), np.eye(3))


def test_fingers_bend_to_the_palm() -> None:
    rest = rest_pose()
    bent = replace(rest, fingers={"l": (60.0, 40.0, 30.0), "r": rest.fingers["r"]})
    palm = -rest.frames["l_wrist"][:, 0]
    pointing = -frame(bent, "l_fingers_far")[:, 1]
    assert float(pointing @ palm) > 0.8
    assert np.array_equal(frame(bent, "r_fingers_far"), frame(rest, "r_fingers_far"))


def test_a_turned_hand_shares_its_twist_along_the_forearm() -> None:
    rest = rest_pose()
    along = rest.frames["l_wrist"][:, 1]
    turned = turn_about(along, 80.0) @ rest.frames["l_wrist"]
    pose = replace(rest, frames=rest.frames | {"l_wrist": turned})
    shared = frame(pose, "l_forearm").T @ frame(pose, "l_forearm_turn")
    assert 30 < angle_deg(shared) < 55
    assert np.allclose(frame(pose, "l_wrist_half"), turned, atol=1e-6)
    assert np.allclose(frame(pose, "l_forearm"), frame(rest, "l_forearm"))


def turned_deg(before: Matrix, after: Matrix) -> float:
    """The furthest any of the frames (n, 3, 3) turned."""
    traces = np.einsum("bij,bij->b", before, after)
    return float(np.degrees(np.arccos(np.clip((traces.min() - 1) / 2, -1, 1))))


def test_helper_bones_never_turn_much_faster_than_the_body_does() -> None:
    motions = load_motions(MOTIONS)
    shared = ("waist", "collar", "half", "turn")
    helpers = [i for i, bone in enumerate(BONES) if bone.endswith(shared)]
    for motion_id in motions.ids:
        before: tuple[Matrix, Matrix] | None = None
        for step in range(26):
            pose = motions.pose(
                motion_id, phase=step / 50, tempo=None, starts_with=Phase.LIFT, side=Side.LEFT
            )
            now = bone_places(pose)[0][helpers], np.stack(list(pose.frames.values()))
            if before is not None:
                allowed = 2.0 * turned_deg(before[1], now[1]) + 0.5
                assert turned_deg(before[0], now[0]) < allowed, (motion_id, step)
            before = now
