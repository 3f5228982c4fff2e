"""The things in the room: closed meshes, in the right hand, around both legs."""

from __future__ import annotations

import numpy as np
import pytest

from gluteapp.core.exercise import Equipment, Side
from gluteapp.figure.light import THINGS
from gluteapp.figure.scene import ThingMesh
from gluteapp.figure.things import thing_meshes
from tests.figure.motion_library import MOTIONS
from tests.figure.shots import pose_of

WITH_THINGS = [
    motion_id
    for motion_id in MOTIONS.ids
    if MOTIONS.spec(motion_id).things or MOTIONS.spec(motion_id).props
]


def _things(
    motion_id: str,
    extent: float,
    side: Side = Side.LEFT,
    equipment: tuple[Equipment, ...] = tuple(Equipment),
) -> dict[str, ThingMesh]:
    pose = pose_of(motion_id, extent, side)
    meshes = thing_meshes(pose, MOTIONS.spec(motion_id), equipment, side)
    return {mesh.kind: mesh for mesh in meshes}


@pytest.mark.parametrize("motion_id", WITH_THINGS)
def test_every_mesh_is_whole(motion_id: str) -> None:
    for extent in (0.0, 0.5, 1.0):
        for kind, mesh in _things(motion_id, extent).items():
            assert kind in THINGS
            assert np.isfinite(mesh.points).all()
            assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-3)
            assert mesh.triangles.min() >= 0
            assert mesh.triangles.max() < len(mesh.points)
            a, b, c = (mesh.points[mesh.triangles[:, k]] for k in range(3))
            facing = (np.cross(b - a, c - a) * mesh.normals[mesh.triangles[:, 0]]).sum(axis=1)
            assert (facing > 0).mean() > 0.98


@pytest.mark.parametrize("motion_id", WITH_THINGS)
def test_the_right_side_has_the_mirrored_things(motion_id: str) -> None:
    left, right = _things(motion_id, 1.0), _things(motion_id, 1.0, Side.RIGHT)
    assert set(left) == set(right)
    for kind, mesh in left.items():
        flip = np.array((-1, 1, 1))
        low, high = mesh.points.min(axis=0), mesh.points.max(axis=0)
        other = right[kind].points * flip
        assert np.allclose(other.min(axis=0), low, atol=2e-3)
        assert np.allclose(other.max(axis=0), high, atol=2e-3)


def test_what_is_worn_or_held_needs_its_equipment() -> None:
    assert "loop_band" in _things("clam_banded", 0.0)
    assert "loop_band" not in _things("clam_banded", 0.0, equipment=())
    assert "chair" in _things("squat_chair", 0.0, equipment=())


def _span(mesh: ThingMesh, way: np.ndarray) -> float:
    return float(np.ptp(mesh.points @ way))


def test_the_band_goes_round_both_thighs_and_stretches_with_them() -> None:
    lengths = []
    for extent in (0.0, 1.0):
        joints = pose_of("clam_banded", extent).joints
        band = _things("clam_banded", extent)["loop_band"]
        middles = [
            joints[f"{side}_knee"] + (joints[f"{side}_hip"] - joints[f"{side}_knee"]) * 0.17
            for side in "lr"
        ]
        apart = middles[0] - middles[1]
        way = apart / np.linalg.norm(apart)
        along = band.points @ way
        # It reaches beyond the middle of each thigh, to its far side.
        assert along.max() > float(middles[0] @ way) + 0.05
        assert along.min() < float(middles[1] @ way) - 0.05
        lengths.append(_span(band, way) - float(np.linalg.norm(apart)))
        assert _span(band, way) > float(np.linalg.norm(apart)) + 0.1
    assert lengths[0] == pytest.approx(lengths[1], abs=0.03)
    closed, opened = (_things("clam_banded", extent)["loop_band"] for extent in (0.0, 1.0))
    assert np.ptp(opened.points, axis=0).max() > np.ptp(closed.points, axis=0).max() + 0.1


@pytest.mark.parametrize("motion_id", ["lateral_walk_ankles", "lateral_walk_feet"])
def test_a_low_band_stays_near_the_feet(motion_id: str) -> None:
    pose = pose_of(motion_id, 1.0)
    band = _things(motion_id, 1.0)["loop_band"]
    assert band.points[:, 1].max() < 0.30
    assert band.points[:, 1].min() > -0.012
    for side in "lr":
        ankle = pose.joints[f"{side}_ankle"]
        assert np.linalg.norm(band.points - ankle, axis=1).min() < 0.15


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_the_kettlebell_hangs_below_the_hand_that_holds_it(side: Side) -> None:
    hand = "r" if side is Side.LEFT else "l"
    for extent in (0.0, 0.5, 1.0):
        joints = pose_of("forward_lunge_kettlebell", extent, side).joints
        bell = _things("forward_lunge_kettlebell", extent, side)["kettlebell"].points
        palm = (joints[f"{hand}_wrist"] + joints[f"{hand}_hand"]) / 2
        assert np.linalg.norm(bell - palm, axis=1).min() < 0.045
        assert bell.mean(axis=0)[1] < palm[1] - 0.05
        assert bell[:, 1].min() > 0.0


def test_the_kettlebell_on_the_hips_rises_with_them() -> None:
    heights = []
    for extent in (0.0, 1.0):
        pelvis = pose_of("glute_bridge_kettlebell", extent).joints["pelvis"]
        bell = _things("glute_bridge_kettlebell", extent)["kettlebell"].points
        assert bell[:, 1].mean() > pelvis[1] + 0.08
        heights.append(float(bell[:, 1].mean() - pelvis[1]))
    assert heights[0] == pytest.approx(heights[1], abs=0.05)


def test_furniture_stands_on_the_floor_and_does_not_move() -> None:
    first, last = (_things("squat_chair", extent)["chair"].points for extent in (0.0, 1.0))
    assert np.array_equal(first, last)
    assert first[:, 1].min() == pytest.approx(0.0, abs=1e-3)
    low = _things("step_up_low", 0.0)["step"].points[:, 1]
    high = _things("step_up", 0.0)["step"].points[:, 1]
    assert low.min() == pytest.approx(0.0, abs=1e-3)
    assert low.max() < high.max()


def test_the_pillow_fills_the_room_under_the_hips() -> None:
    pelvis = pose_of("test_donkey_kick", 0.0).joints["pelvis"]
    pillow = _things("test_donkey_kick", 0.0)["pillow"].points
    assert pillow[:, 1].min() == pytest.approx(0.0, abs=1e-3)
    assert pillow[:, 1].max() < pelvis[1]
    assert np.abs(pillow.mean(axis=0)[[0, 2]] - pelvis[[0, 2]]).max() < 0.01
