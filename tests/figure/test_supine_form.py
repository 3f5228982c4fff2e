"""What a physiotherapist would say of somebody on the back who does not bridge: the sacrum lies."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from gluteapp.core.exercise import Side
from gluteapp.figure.body import load_body
from gluteapp.figure.bones import BONES
from gluteapp.figure.pose import Pose
from gluteapp.figure.scene import BODY_TYPES
from gluteapp.figure.skin import Skinner
from tests.figure.motion_library import ASSETS, MOTIONS

SACRUM_MAX_M = 0.010
DRAWN_MIN_DEG = 4.0
FINGERS = ("fingers_near", "fingers_far")


class Trunk:
    """A body whose pelvis and fingers are looked for in its skin."""

    def __init__(self, *, body_type: str) -> None:
        body = load_body(ASSETS / "bodies" / f"{body_type}.npz")
        self._skinner = Skinner(body=body)
        heaviest = np.array(BONES)[body.weights.argmax(axis=1)]
        self._pelvis = np.flatnonzero(heaviest == "pelvis")
        self._fingers = {
            side: np.flatnonzero(np.isin(heaviest, [f"{side}_{part}" for part in FINGERS]))
            for side in "lr"
        }

    def gap_m(self, pose: Pose) -> float:
        """Between the floor and the pelvis."""
        return float(self._skinner.skin(pose)[0][self._pelvis, 1].min())

    def reach_m(self, pose: Pose, side: str) -> tuple[float, float]:
        """How far the fingers of a side go across the right thigh to its outer side, and behind."""
        points = self._skinner.skin(pose)[0][self._fingers[side]]
        from_hip = (points - pose.joints["r_hip"]) @ pose.frames["r_hip"]
        outward = from_hip[:, 0].min() if side == "l" else from_hip[:, 0].max()
        return float(outward), float(from_hip[:, 2].max())


@cache
def trunk(body_type: str) -> Trunk:
    return Trunk(body_type=body_type)


@pytest.mark.parametrize("body_type", BODY_TYPES)
@pytest.mark.parametrize("motion_id", ["figure4_stretch", "glute_squeeze"])
def test_the_sacrum_stays_on_the_mat(motion_id: str, body_type: str) -> None:
    poses = MOTIONS.repetition(motion_id, Side.LEFT)
    assert max(trunk(body_type).gap_m(pose) for pose in poses) <= SACRUM_MAX_M


@pytest.mark.parametrize("body_type", BODY_TYPES)
def test_the_hands_are_clasped_behind_the_thigh(body_type: str) -> None:
    """The fingers of each hand go past the middle of the back of the thigh: they overlap."""
    for pose in MOTIONS.repetition("figure4_stretch", Side.LEFT):
        from_inside, left_front = trunk(body_type).reach_m(pose, "l")
        from_outside, right_front = trunk(body_type).reach_m(pose, "r")
        assert from_inside < -0.015
        assert from_outside > 0.015
        assert max(left_front, right_front) < 0


def test_the_thigh_is_drawn_in_from_the_hip() -> None:
    poses = MOTIONS.repetition("figure4_stretch", Side.LEFT)
    flexions = [pose.angles_deg["r_hip_flexion"] for pose in poses]
    tilts = [pose.angles_deg["trunk_pitch"] for pose in poses]
    assert max(flexions) - min(flexions) >= DRAWN_MIN_DEG - 1e-6
    assert max(tilts) - min(tilts) < DRAWN_MIN_DEG
