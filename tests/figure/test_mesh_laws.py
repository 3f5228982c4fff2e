"""The figure laws for the skinned body: it lies and stands on the floor, and does not slide."""

from __future__ import annotations

from functools import cache

import pytest

from gluteapp.core.exercise import Phase, Side
from gluteapp.figure.body import load_body
from gluteapp.figure.pose import Pose
from gluteapp.figure.scene import BODY_TYPES
from tests.figure.mesh_laws import MeshMeasure
from tests.figure.motion_library import ASSETS, DISTINCT, MOTIONS, STANDARD

FLOOR_MAX_M = 0.005
SLIDE_MAX_M = 0.005
ROLL_MAX_M = {
    ("side_plank_hold", "r_knee"): 0.013,
    ("fault_side_plank_sagging", "r_knee"): 0.011,
}
"""A knee that lies on its side rolls under a thigh that goes up or down by 20 degrees: its joint
stays within 5 mm as every planted one, its round flesh cannot."""
EVERY = pytest.mark.parametrize("motion_id", DISTINCT)


@cache
def measure(body_type: str) -> MeshMeasure:
    return MeshMeasure(body=load_body(ASSETS / "bodies" / f"{body_type}.npz"))


def lift(motion_id: str, every: int = 1) -> list[Pose]:
    """Half of the 101 phases; as lift and lower last the same, the other half are the same poses."""
    return [
        MOTIONS.pose(
            motion_id, phase=step / 100, tempo=STANDARD, starts_with=Phase.LIFT, side=Side.LEFT
        )
        for step in range(0, 51, every)
    ]


@EVERY
def test_the_skin_stays_on_the_floor_and_does_not_slide(motion_id: str) -> None:
    lowest, slides = measure("a").laws(lift(motion_id))
    assert lowest > -FLOOR_MAX_M
    assert {
        part: slide
        for part, slide in slides.items()
        if slide > ROLL_MAX_M.get((motion_id, part), SLIDE_MAX_M)
    } == {}


@pytest.mark.parametrize("body_type", BODY_TYPES)
def test_the_other_side_is_the_same_in_the_mirror(body_type: str) -> None:
    for motion_id in ("clam", "step_up"):
        left = lift(motion_id, every=25)
        right = [pose.mirrored() for pose in left]
        one, other = (measure(body_type).lowest_m(poses) for poses in (left, right))
        assert abs(one - other) < 0.001


@EVERY
def test_the_other_body_stays_on_the_floor_too(motion_id: str) -> None:
    assert measure("b").lowest_m(lift(motion_id, every=10)) > -FLOOR_MAX_M
