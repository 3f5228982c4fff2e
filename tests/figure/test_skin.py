"""The skin follows the bones, keeps its volume where hips bend, and is the same on both sides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from gluteapp.figure.assembly import Rules
from gluteapp.figure.body import Body, load_body
from gluteapp.figure.bones import BONES
from gluteapp.figure.kinematics import assemble
from gluteapp.figure.pose import Pose
from gluteapp.figure.rest import rest_pose
from gluteapp.figure.scene import BODY_TYPES
from gluteapp.figure.skeleton import STATURE_M
from gluteapp.figure.skin import Skinner

FOLDER = Path(__file__).parents[2] / "assets" / "bodies"
HALVES = {
    "waist": "pelvis",
    "shoulder_half": "upper_arm",
    "arm_turn": "upper_arm",
    "elbow_half": "forearm",
    "forearm_turn": "forearm",
    "wrist_half": "hand",
    "hip_half": "thigh",
    "knee_half": "shank",
}


@pytest.fixture(scope="module", params=BODY_TYPES)
def body(request: pytest.FixtureRequest) -> Body:
    return load_body(FOLDER / f"{request.param}.npz")


def posed(
    *,
    leg: tuple[float, ...] = (0, 4, 0, 3, 0),
    arm: tuple[float, ...] = (0, 20, 0, 10),
    lumbar: tuple[float, ...] = (0, 0, 0),
) -> Pose:
    """Standing in the air, the left leg and arm as told."""
    channels = {
        "root": np.array((0.0, 0.53, 0.0)),
        "trunk": np.zeros(3),
        "lumbar": np.array(lumbar, dtype=np.float64),
        "head": np.zeros(3),
        "l_leg": np.array(leg, dtype=np.float64),
        "r_leg": np.array((0.0, 4.0, 0.0, 3.0, 0.0)),
        "l_arm": np.array(arm, dtype=np.float64),
        "r_arm": np.array((0.0, 20.0, 0.0, 10.0)),
        "l_girdle": np.zeros(3),
        "r_girdle": np.zeros(3),
    }
    made = assemble(channels, Rules(anchor="pelvis"))
    joints = {name: at * STATURE_M for name, at in made.joints.items()}
    return Pose(joints=joints, frames=made.frames, angles_deg=made.angles)


def volume(body: Body, pose: Pose, chosen: NDArray[np.bool_] | None = None) -> float:
    """Cubic metres of the skin, or of the part of it whose points are chosen, seen from the hip."""
    points = Skinner(body=body).skin(pose)[0].astype(np.float64) - pose.joints["l_hip"]
    triangles = body.triangles
    if chosen is not None:
        triangles = triangles[chosen[triangles].all(1)]
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return float((np.cross(a, b) * c).sum()) / 6


def without_halves(body: Body) -> Body:
    """The same body hung on its joints alone, as plain skinning has it."""
    weights = body.weights.copy()
    for side in ("", "l_", "r_"):
        for half, whole in HALVES.items():
            if f"{side}{half}" in BONES and f"{side}{whole}" in BONES:
                weights[:, BONES.index(f"{side}{whole}")] += weights[
                    :, BONES.index(f"{side}{half}")
                ]
                weights[:, BONES.index(f"{side}{half}")] = 0
    return replace(body, weights=weights)


def test_the_rest_pose_gives_the_mesh_as_it_was_built(body: Body) -> None:
    points, normals = Skinner(body=body).skin(rest_pose())
    assert points.dtype == normals.dtype == np.float32
    assert np.abs(points - body.points).max() <= 1e-4
    assert np.abs(normals - body.normals).max() <= 1e-3


def test_a_mirrored_pose_gives_the_mirrored_skin(body: Body) -> None:
    pose = posed(leg=(80, 20, 30, 100, 10), arm=(100, 30, 20, 70), lumbar=(20, 10, 5))
    skinner = Skinner(body=body)
    points, other = skinner.skin(pose)[0], skinner.skin(pose.mirrored())[0]
    rows = body.points.astype(np.float64)
    at = {tuple(row): index for index, row in enumerate(rows.tolist())}
    twins = [at[tuple(row)] for row in (rows * (-1, 1, 1)).tolist()]
    assert np.abs(points * (-1, 1, 1) - other[twins]).max() < 1e-4


def test_segments_are_as_long_as_the_skeletons(body: Body) -> None:
    pose = posed(leg=(0, 0, 0, 0, 0))
    points = Skinner(body=body).skin(pose)[0]
    crown = points[np.abs(points[:, 2] - 0.03) < 0.03][:, 1].max()
    sole = points[:, 1].min()
    assert crown - sole == pytest.approx(STATURE_M, rel=0.02)
    weights = {name: body.weights[:, BONES.index(f"l_{name}")] for name in ("shank", "thigh")}
    for bone, ends in (("thigh", ("hip", "knee")), ("shank", ("knee", "ankle"))):
        top, bottom = (pose.joints[f"l_{end}"] for end in ends)
        rigid = points[weights[bone] > 0.5]
        middle = (top + bottom) / 2
        ring = rigid[np.abs(rigid[:, 1] - middle[1]) < 0.03]
        around = (ring.min(0) + ring.max(0)) / 2
        assert np.abs(around - middle)[[0, 2]].max() < 0.02


def test_a_hip_bent_past_a_right_angle_keeps_its_volume(body: Body) -> None:
    straight, bent = posed(), posed(leg=(105, 10, 10, 2, 0))
    region = [BONES.index(name) for name in ("pelvis", "l_hip_half", "l_thigh")]
    chosen = body.weights[:, region].sum(1) > 0.3
    hip = volume(body, straight, chosen)
    assert volume(body, bent, chosen) >= 0.85 * hip
    lost = volume(body, straight) - volume(body, bent)
    plain = without_halves(body)
    assert lost < 0.17 * hip
    assert lost < 0.6 * (volume(plain, straight) - volume(plain, bent))


def test_a_buttock_stays_round_in_a_squat(body: Body) -> None:
    seat = body.muscles[:, 0] > 0.01

    def depth(pose: Pose) -> float:
        points = Skinner(body=body).skin(pose)[0][seat]
        return float(-((points - pose.joints["pelvis"]) @ pose.frames["pelvis"])[:, 2].min())

    assert depth(posed(leg=(105, 10, 10, 100, 0))) > 0.9 * depth(posed())


@pytest.mark.parametrize("bend", [60, 100, 140])
def test_a_bent_knee_stays_as_thick_as_a_leg(body: Body, bend: float) -> None:
    pose = posed(leg=(60, 0, 0, bend, 0))
    points = Skinner(body=body).skin(pose)[0]
    chosen = body.weights[:, BONES.index("l_knee_half")] > 0.3
    thigh = pose.frames["l_hip"]
    wide = ((points[chosen] - pose.joints["l_knee"]) @ thigh)[:, 0]
    assert 0.085 < wide.max() - wide.min() < 0.125
    apex = pose.frames["l_knee"][:, 1] - thigh[:, 1]
    ahead = (points[chosen] - pose.joints["l_knee"]) @ (apex / np.linalg.norm(apex))
    assert ahead.max() > 0.035


def test_a_side_bend_does_not_pinch_the_waist(body: Body) -> None:
    def depth(pose: Pose) -> float:
        points = Skinner(body=body).skin(pose)[0] - pose.joints["spine"]
        near = points[np.linalg.norm(points[:, :2], axis=1) < 0.06]
        return float(near[:, 2].max() - near[:, 2].min())

    assert depth(posed(lumbar=(0, 25, 0))) > 0.95 * depth(posed())


def test_breath_lifts_the_chest_and_leaves_the_limbs(body: Body) -> None:
    skinner = Skinner(body=body)
    pose = posed()
    still = skinner.skin(pose)[0].copy()
    full = skinner.skin(replace(pose, breath=1.0))[0]
    moved: NDArray[np.float64] = np.linalg.norm(full - still, axis=1)
    assert 0.003 < moved.max() < 0.008
    limbs = [BONES.index(f"{s}_{b}") for s in "lr" for b in ("hand", "shank", "foot")]
    assert moved[body.weights[:, limbs].sum(1) > 0.5].max() < 1e-5
    assert float((full - still)[moved.argmax(), 2]) > 0


def test_a_skinner_hands_out_arrays_of_its_own(body: Body) -> None:
    skinner = Skinner(body=body)
    first, normals = skinner.skin(posed())
    kept = first.copy()
    skinner.skin(posed(leg=(90, 0, 0, 90, 0)))
    assert np.array_equal(first, kept)
    assert np.allclose(np.linalg.norm(normals, axis=1), 1.0, atol=1e-4)


def test_a_seat_on_the_floor_is_flattened_and_a_foot_is_not(body: Body) -> None:
    pose = posed()
    skinner = Skinner(body=body)
    low = float(skinner.skin(pose)[0][body.muscles[:, 0] > 0][:, 1].min())

    def lowered(metres: float) -> NDArray[np.float32]:
        joints = {name: at - (0.0, metres, 0.0) for name, at in pose.joints.items()}
        return skinner.skin(replace(pose, joints=joints))[0]

    seat = lowered(low + 0.02)[body.muscles[:, 0] > 0]
    assert seat[:, 1].min() > -0.005
    deeper = lowered(low + 0.06)[body.muscles[:, 0] > 0]
    assert deeper[:, 1].min() < -0.02
    assert lowered(0.02)[:, 1].min() == pytest.approx(-0.02 + skinner.skin(pose)[0][:, 1].min())
