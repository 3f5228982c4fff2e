"""The shadow on the floor: dark where a body nears it, soft, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gluteapp.figure.shadow import SHADOW_CELLS, SHADOW_SIZE_M, FloorShadow
from tests.figure.shots import pose_of, things_of


def _at(shadow: np.ndarray, x: float, z: float) -> float:
    column, row = (int((v / SHADOW_SIZE_M + 0.5) * SHADOW_CELLS) for v in (x, z))
    return float(shadow[row, column])


def test_it_is_darkest_under_the_feet_and_light_far_away() -> None:
    pose = pose_of("standing", 0.0)
    shadow = FloorShadow().map(pose, (0.0, 0.0))
    ball = pose.joints["l_ball"]
    assert shadow.shape == (SHADOW_CELLS, SHADOW_CELLS)
    assert shadow.min() >= 0
    assert shadow.max() <= 1
    assert _at(shadow, float(ball[0]), float(ball[2])) > 0.5
    assert _at(shadow, 1.1, 1.1) < 0.01


def test_a_body_high_above_the_floor_leaves_less() -> None:
    pose = pose_of("glute_bridge", 0.0)
    raised = replace(
        pose, joints={name: at + np.array((0, 0.6, 0)) for name, at in pose.joints.items()}
    )
    maker = FloorShadow()
    assert maker.map(raised, (0, 0)).max() < 0.6 * maker.map(pose, (0, 0)).max()


def test_the_map_moves_with_its_middle() -> None:
    pose = pose_of("squat", 1.0)
    cell = SHADOW_SIZE_M / SHADOW_CELLS
    maker = FloorShadow()
    here, there = maker.map(pose, (0.0, 0.0)), maker.map(pose, (3 * cell, 0.0))
    assert np.allclose(here[:, 3:], there[:, :-3], atol=1e-5)


def test_left_and_right_cast_mirrored_shadows() -> None:
    pose = pose_of("clam", 1.0)
    maker = FloorShadow()
    left, right = maker.map(pose, (0.0, 0.0)), maker.map(pose.mirrored(), (0.0, 0.0))
    assert np.allclose(left, right[:, ::-1], atol=1e-5)


def test_a_step_darkens_the_floor_beside_it() -> None:
    pose = pose_of("step_up", 0.0)
    step = things_of("step_up", pose)[0]
    maker = FloorShadow()
    plain, with_step = maker.map(pose, (0.0, 0.0)), maker.map(pose, (0.0, 0.0), (step,))
    middle = step.points.mean(axis=0)
    edge = float(step.points[:, 2].max()) + 0.03
    assert _at(with_step, float(middle[0]), edge) > _at(plain, float(middle[0]), edge) + 0.2
