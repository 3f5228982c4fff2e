"""What a physiotherapist would say on hands and knees: a flat back, a level thigh, an open knee."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from gluteapp.core.exercise import Phase, Side
from gluteapp.figure.body import Body, load_body
from gluteapp.figure.bones import BONES
from gluteapp.figure.camera import Camera, frame
from gluteapp.figure.pose import Pose
from gluteapp.figure.scene import BODY_TYPES
from gluteapp.figure.skeleton import SIDES
from gluteapp.figure.skin import Skinner
from tests.figure.motion_library import ASSETS, MOTIONS, STANDARD

KICK_BACKS = ("kick_back_bent", "kick_back_straight", "kick_back_forearms")
ON_HANDS = ("kick_back_bent", "kick_back_straight", "fire_hydrant", "fire_hydrant_straight")
LONG_ARMS = (*ON_HANDS, "fire_hydrant_small", "way_all_fours")
SAGGING = ("fault_kick_back_bent_sagging", "fault_kick_back_straight_sagging")
SLOPE_MAX_DEG = 14.0
"""Hips to shoulders: arms that are long and upright are 7 cm longer than a thigh that kneels, and
that is 13 degrees; a back that is more level than this has bent elbows."""
ELBOW_DEG = (5.0, 15.0)
"""Long, not locked."""
WRIST_MAX_M = 0.060
"""From straight below the shoulder, at the top, where the body has gone over the standing knee."""
HOLLOW_MAX_M, SAGGING_MIN_M = 0.035, 0.070
"""How far the skin over the spine dips between shoulder blades and sacrum, which both stand out."""
HEAD_MAX_DEG = 15.0
OPENING_MIN_DEG = 30.0
PROFILE_MAX_DEG = 12.0
BEHIND_MAX_DEG = 30.0
SPINE_M = 0.025
"""Half the width of the strip of skin that is looked at."""

Places = NDArray[np.float64]


def top(motion_id: str) -> Pose:
    """The hard end."""
    return MOTIONS.pose(
        motion_id, phase=0.5, tempo=STANDARD, starts_with=Phase.LIFT, side=Side.LEFT
    )


def rise_deg(pose: Pose, start: str, end: str) -> float:
    """How far the line from one joint to another rises over the floor, degrees."""
    line = pose.joints[end] - pose.joints[start]
    return float(np.degrees(np.arcsin(line[1] / np.linalg.norm(line))))


@cache
def _skinner(body_type: str) -> tuple[Skinner, NDArray[np.intp]]:
    body = load_body(ASSETS / "bodies" / f"{body_type}.npz")
    return Skinner(body=body), _spine(body)


def _spine(body: Body) -> NDArray[np.intp]:
    """Points of the skin over the spine, from the sacrum to the shoulder blades."""
    heaviest = np.array(BONES)[body.weights.argmax(axis=1)]
    is_trunk = np.isin(heaviest, ("pelvis", "waist", "chest"))
    is_back = (body.points[:, 2] < 0) & (np.abs(body.points[:, 0]) < SPINE_M)
    return np.flatnonzero(is_trunk & is_back)


def hollow_m(motion_id: str, body_type: str) -> float:
    """How far the back dips below a straight edge that is laid along it, metres."""
    skinner, spine = _skinner(body_type)
    line = skinner.skin(top(motion_id))[0][spine][:, 2:0:-1].astype(np.float64)
    line = line[np.argsort(line[:, 0])]
    # Many points lie at nearly the same place along it: of a slice the highest is the skin.
    slices = np.round(line[:, 0] / 0.01)
    ridge = np.array([_highest(line[slices == one]) for one in np.unique(slices)])
    edge: list[Places] = []
    for place in ridge:
        while len(edge) > 1 and not _sinks(edge[-2], edge[-1], place):
            edge.pop()
        edge.append(place)
    ruler = np.array(edge)
    return float((np.interp(ridge[:, 0], ruler[:, 0], ruler[:, 1]) - ridge[:, 1]).max())


def _highest(line: Places) -> Places:
    place: Places = line[line[:, 1].argmax()]
    return place


def _sinks(first: Places, middle: Places, last: Places) -> bool:
    """Whether the way along three places turns down at the middle one."""
    (x, y), (u, v) = middle - first, last - middle
    return bool(x * v - y * u < 0)


@pytest.mark.parametrize("motion_id", ON_HANDS)
def test_the_trunk_is_close_to_level(motion_id: str) -> None:
    assert abs(rise_deg(top(motion_id), "l_hip", "l_shoulder")) <= SLOPE_MAX_DEG


@pytest.mark.parametrize("motion_id", LONG_ARMS)
def test_long_arms_push_the_floor_away_from_below_the_shoulders(motion_id: str) -> None:
    poses = MOTIONS.repetition(motion_id, Side.LEFT)
    for pose, side in ((pose, side) for pose in poses for side in SIDES):
        assert ELBOW_DEG[0] <= pose.angles_deg[f"{side}_elbow_flexion"] <= ELBOW_DEG[1]
        ahead = pose.joints[f"{side}_wrist"] - pose.joints[f"{side}_shoulder"]
        assert np.hypot(ahead[0], ahead[2]) <= WRIST_MAX_M


@pytest.mark.parametrize("breath", [-1.0, 1.0])
def test_a_breath_leaves_long_elbows_as_they_are(breath: float) -> None:
    pose = MOTIONS.pose(
        "way_all_fours", phase=0.0, tempo=None, starts_with=Phase.LIFT, side=Side.LEFT,
        breath_share=breath,
    )  # fmt: skip
    assert ELBOW_DEG[0] <= pose.angles_deg["l_elbow_flexion"] <= ELBOW_DEG[1]


@pytest.mark.parametrize("body_type", BODY_TYPES)
@pytest.mark.parametrize("motion_id", [*KICK_BACKS, *ON_HANDS])
def test_the_back_is_not_hollow(motion_id: str, body_type: str) -> None:
    assert hollow_m(motion_id, body_type) <= HOLLOW_MAX_M


@pytest.mark.parametrize("body_type", BODY_TYPES)
@pytest.mark.parametrize("motion_id", SAGGING)
def test_a_sagging_back_is_seen_to_be_hollow(motion_id: str, body_type: str) -> None:
    assert hollow_m(motion_id, body_type) >= SAGGING_MIN_M
    assert rise_deg(top(motion_id), "l_hip", "l_knee") > 10


@pytest.mark.parametrize("motion_id", KICK_BACKS)
def test_the_thigh_stops_when_it_is_level(motion_id: str) -> None:
    assert -5 <= rise_deg(top(motion_id), "l_hip", "l_knee") <= 0


@pytest.mark.parametrize("motion_id", [*KICK_BACKS, *ON_HANDS])
def test_the_head_goes_on_where_the_spine_ends(motion_id: str) -> None:
    assert abs(top(motion_id).angles_deg["head_pitch"]) <= HEAD_MAX_DEG


@pytest.mark.parametrize("motion_id", KICK_BACKS)
def test_the_line_of_the_back_is_seen_from_the_side(motion_id: str) -> None:
    """From further behind, the far hip stands out over the back and makes it look hollow."""
    assert abs(MOTIONS.spec(motion_id).view.yaw_deg - 90) <= PROFILE_MAX_DEG


@pytest.mark.parametrize("motion_id", ["kick_back_bent", "kick_back_straight"])
def test_a_hip_that_turns_out_is_seen_from_behind(motion_id: str) -> None:
    """From the side the nearer hip hides the line of both."""
    spec = MOTIONS.spec(f"fault_{motion_id}_hip_out")
    assert spec.fault is not None
    assert spec.fault.point == "l_hip"
    assert abs(spec.view.yaw_deg - 180) <= BEHIND_MAX_DEG


@pytest.mark.parametrize("camera", ["auto", "second"])
def test_the_knee_of_the_hydrant_is_seen_to_open(camera: str) -> None:
    pose, spec = top("fire_hydrant"), MOTIONS.spec("fire_hydrant")
    assert pose.angles_deg["l_hip_abduction"] == pytest.approx(45, abs=1)
    assert abs(float(pose.joints["l_hip"][1] - pose.joints["r_hip"][1])) < 0.002
    projection = frame(
        Camera.for_motion(spec, Side.LEFT, camera),
        MOTIONS.repetition("fire_hydrant", Side.LEFT),
        600,
        400,
    )
    joints = np.array([pose.joints[f"{side}_{end}"] for side in "lr" for end in ("hip", "knee")])
    flat, _ = projection.flatten(projection.to_view(joints))
    opened, standing = (np.arctan2(*(flat[end] - flat[end - 1])) for end in (1, 3))
    assert abs(float(np.degrees(opened - standing))) >= OPENING_MIN_DEG
