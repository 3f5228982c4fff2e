"""Bones and turning: the arithmetic under every pose."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.figure.arms import hand_frame
from gluteapp.figure.assembly import hinged
from gluteapp.figure.pose import mass_centre, other_side
from gluteapp.figure.rotation import body_turn, frame_along, mirrored_turn, vector
from gluteapp.figure.skeleton import LIMBS, MASS_SHARES, SHANK, THIGH, two_bone
from tests.figure.figure_laws import _CAPSULES

ANGLES = st.floats(-85, 85)
PLACES = st.floats(-0.3, 0.3)


@given(PLACES, PLACES, PLACES)
def test_two_bones_reach_what_is_in_reach_and_keep_their_length(
    x: float, y: float, z: float
) -> None:
    hip, target = vector(0, 1, 0), vector(x, 0.62 + y / 3, z)
    knee, ankle = two_bone(hip, target, vector(0, 0, 1), THIGH, SHANK)
    assert np.linalg.norm(knee - hip) == pytest.approx(THIGH)
    assert np.linalg.norm(ankle - knee) == pytest.approx(SHANK, abs=1e-6)
    if np.linalg.norm(target - hip) < 0.48:
        assert np.allclose(ankle, target, atol=1e-9)


def test_the_knee_points_to_its_pole() -> None:
    knee, _ = two_bone(vector(0, 1, 0), vector(0, 0.6, 0), vector(0, 0, 1), THIGH, SHANK)
    assert knee[2] > 0.1


@given(st.sampled_from((0.0, 1e-12, 0.3)), st.sampled_from((0.0, 1.0, -1.0)), PLACES)
def test_limbs_without_a_direction_get_one(apart: float, along: float, aside: float) -> None:
    """A target in the root, a pole along the line: a person has some pose there as well."""
    hip = vector(0, 1, 0)
    pole = vector(0, along, aside * (apart == 0.3))
    knee, ankle = two_bone(hip, vector(0, 1 - apart, 0), pole, THIGH, SHANK)
    assert np.linalg.norm(knee - hip) == pytest.approx(THIGH)
    assert np.linalg.norm(ankle - knee) == pytest.approx(SHANK)
    for turn in (frame_along(knee - hip, knee - hip), frame_along(vector(0, 0, 0), pole)):
        assert np.allclose(turn.T @ turn, np.eye(3))
        assert np.linalg.det(turn) == pytest.approx(1.0)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_bone_along_its_own_hinge_has_an_attitude(axis: int) -> None:
    way = np.eye(3)[axis]
    for turn in (
        hinged(np.eye(3), way),
        hinged(np.eye(3), vector(0, 0, 0)),
        hand_frame(way, way, 1.0),
        hand_frame(way, vector(0, 0, 0), -1.0),
        frame_along(way, way),
    ):
        assert np.allclose(turn.T @ turn, np.eye(3))
        assert np.linalg.det(turn) == pytest.approx(1.0)


def test_the_limbs_that_may_touch_are_those_the_laws_measure() -> None:
    assert set(LIMBS) == set(_CAPSULES)


@given(ANGLES, ANGLES, ANGLES)
def test_a_mirrored_turn_flips_roll_and_yaw(pitch: float, roll: float, yaw: float) -> None:
    mirrored = mirrored_turn(body_turn(pitch, roll, yaw))
    assert np.allclose(mirrored, body_turn(pitch, -roll, -yaw))


def test_the_conventions_of_the_evidence() -> None:
    supine, prone = body_turn(-90, 0, 0), body_turn(90, 0, 0)
    assert np.allclose(supine[:, 2], (0, 1, 0), atol=1e-12)  # the front looks up
    assert np.allclose(prone[:, 2], (0, -1, 0), atol=1e-12)
    on_right_side = body_turn(0, 90, 0)
    assert np.allclose(on_right_side[:, 0], (0, 1, 0), atol=1e-12)  # the left side is up


def test_a_bone_frame_points_down_along_the_bone() -> None:
    frame = frame_along(vector(0, -2, 0), vector(0.3, 0, 1))
    assert np.allclose(frame.T @ frame, np.eye(3))
    assert np.allclose(frame[:, 1], (0, 1, 0))


def test_the_masses_are_one_body() -> None:
    assert sum(share for _, _, share, _ in MASS_SHARES) == pytest.approx(1.0)
    joints = {name: vector(1.0, 2.0, 3.0) for row in MASS_SHARES for name in row[:2]}
    assert np.allclose(mass_centre(joints), (1.0, 2.0, 3.0))


@given(st.sampled_from(("l_knee", "r_hand", "pelvis", "head")))
def test_the_other_side_of_the_other_side_is_this_one(name: str) -> None:
    assert other_side(other_side(name)) == name
