"""The figure laws (HOUSE.md 4, DEFINITIONS.md "Figure laws") for every motion that ships."""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from gluteapp.content import load_content
from gluteapp.core.circuit import Circuit
from gluteapp.core.exercise import Laterality, Phase, Side, Tempo
from gluteapp.core.layout import Options, lay_out
from gluteapp.figure.pose import Pose
from gluteapp.figure.skeleton import FREE_DORSIFLEXION_MAX_DEG, JOINTS, SIDES
from gluteapp.figure.timing import shares
from gluteapp.paths import Paths
from tests.figure.figure_laws import (
    beyond_limits_deg,
    crossings_m,
    lowest_m,
    overhang_m,
    slips_m,
    wrung_deg,
)
from tests.figure.motion_library import DISTINCT, MOTIONS, MOVES, STANDARD, USES, uses_of

PHASES = [step / 100 for step in range(101)]
EVERY = pytest.mark.parametrize("motion_id", MOTIONS.ids)
EVERY_MOVE = pytest.mark.parametrize("motion_id", MOVES)
SLIP_MAX_M = 0.005
FLOOR_MAX_M = 0.005
CROSSING_MAX_M = 0.010
ACCELERATION_MAX = 1500.0
FRAMES_A_SECOND = 30
SPEED_MAX, SPEED_JUMP_MAX = 450.0, 120.0
"""Degrees a second: no limb is faster than the quickest tempo asks, nor starts at once."""
WRUNG_MAX_DEG = 105.0
AWAKE_DEG = 2.0
"""How far breathing moves a body that holds still."""

STEP_MAX_M = {
    "reverse_lunge": 0.040,
    "forward_lunge": 0.115,
    "forward_lunge_kettlebell": 0.115,
    "lateral_lunge": 0.155,
    "lateral_walk": 0.070,
    "lateral_walk_ankles": 0.070,
    "lateral_walk_feet": 0.070,
}
"""How far a true step takes the mass centre off the standing foot before the other one lands.

A step longer than the leg reaches from above the standing foot is a controlled fall; every other
motion shifts the weight first and then lifts the foot.
"""

First = Literal[Phase.LIFT, Phase.LOWER]


@cache
def repetition(motion_id: str, side: Side) -> tuple[Pose, ...]:
    if side is Side.RIGHT:
        return tuple(pose.mirrored() for pose in repetition(motion_id, Side.LEFT))
    return tuple(
        MOTIONS.pose(motion_id, phase=at, tempo=STANDARD, starts_with=Phase.LIFT, side=Side.LEFT)
        for at in PHASES
    )


def test_every_motion_file_can_be_read() -> None:
    assert MOTIONS.problems == ()


def test_every_motion_an_exercise_names_is_there() -> None:
    assert sorted(set(USES) - set(MOTIONS.ids)) == []


CONTENT = load_content(Paths.under(Path("nowhere")))


@pytest.mark.parametrize("circuit", CONTENT.circuits.values(), ids=lambda one: one.id)
def test_every_circuit_can_be_shown(circuit: Circuit) -> None:
    timeline = lay_out(circuit, CONTENT.library, Options())
    shown = [step for step in timeline.steps if step.exercise is not None]
    assert len(shown) >= circuit.set_count > 0
    for step in shown:
        assert step.exercise is not None
        assert step.variant is not None
        poses = [
            MOTIONS.pose(
                step.exercise.variant(step.variant).motion,
                phase=phase,
                tempo=step.tempo,
                starts_with=step.exercise.starts_with,
                side=step.side or Side.BOTH,
            )
            for phase in (0.0, 0.5)
        ]
        start, end = (np.array(list(pose.joints.values())) for pose in poses)
        assert np.abs(end - start).max() > 0.01, step.move


@EVERY
def test_all_joints_are_there_and_finite(motion_id: str) -> None:
    for pose in repetition(motion_id, Side.LEFT):
        assert set(pose.joints) == set(JOINTS)
        assert np.isfinite(np.array(list(pose.joints.values()))).all()
        assert np.isfinite(list(pose.angles_deg.values())).all()


@EVERY
def test_planted_points_stay_planted(motion_id: str) -> None:
    poses = repetition(motion_id, Side.LEFT)
    assert any(pose.contacts for pose in poses)
    assert {name: slip for name, slip in slips_m(poses).items() if slip > SLIP_MAX_M} == {}


@EVERY
def test_nothing_goes_under_the_floor(motion_id: str) -> None:
    assert min(lowest_m(pose) for pose in repetition(motion_id, Side.LEFT)) > -FLOOR_MAX_M


@EVERY
def test_planted_points_are_on_something(motion_id: str) -> None:
    spec = MOTIONS.spec(motion_id)
    tops = [thing.at[1] + thing.size[1] for thing in spec.things] + [0.0]
    for pose in repetition(motion_id, Side.LEFT):
        for joint in pose.contacts:
            if joint.endswith(("heel", "ball")):
                height = float(pose.joints[joint][1])
                assert min(abs(height - top * pose.stature_m) for top in tops) < SLIP_MAX_M, joint


@EVERY
def test_no_joint_passes_its_clamp(motion_id: str) -> None:
    strained = MOTIONS.spec(motion_id).strained
    for pose in repetition(motion_id, Side.LEFT):
        assert set(beyond_limits_deg(pose)) <= strained


@EVERY
def test_no_forearm_is_wrung(motion_id: str) -> None:
    poses = repetition(motion_id, Side.LEFT)[:51:10]
    assert max(wrung_deg(pose) for pose in poses) < WRUNG_MAX_DEG


@EVERY
def test_a_free_ankle_bends_less_than_a_loaded_one(motion_id: str) -> None:
    for pose, side in product(repetition(motion_id, Side.LEFT), SIDES):
        is_free = not {f"{side}_{part}" for part in ("heel", "ball", "toe")} & set(pose.contacts)
        # A stepping foot has just left the floor: it may still be as bent as the floor made it.
        is_stepping = MOTIONS.spec(motion_id).planted_at_start or side == "l"
        if is_free and not is_stepping:
            assert pose.angles_deg[f"{side}_ankle_dorsiflexion"] <= FREE_DORSIFLEXION_MAX_DEG


@EVERY
def test_limbs_do_not_go_through_each_other(motion_id: str) -> None:
    touching = MOTIONS.spec(motion_id).touching
    deep = crossings_m(repetition(motion_id, Side.LEFT), touching)
    assert {pair: depth for pair, depth in deep.items() if depth > CROSSING_MAX_M} == {}


@EVERY
def test_right_is_the_mirror_of_left(motion_id: str) -> None:
    for phase in (0.0, 0.15, 0.3, 0.5, 0.85):
        left, right = (
            MOTIONS.pose(motion_id, phase=phase, tempo=STANDARD, starts_with=Phase.LIFT, side=side)
            for side in (Side.LEFT, Side.RIGHT)
        )
        mirrored = left.mirrored()
        assert right.contacts == mirrored.contacts
        assert right.angles_deg == mirrored.angles_deg
        for joint, at in right.joints.items():
            swapped = {"l": "r", "r": "l"}.get(joint[0]) if joint[1] == "_" else None
            other = joint if swapped is None else swapped + joint[1:]
            assert np.array_equal(at, left.joints[other] * np.array((-1.0, 1.0, 1.0)))


def _on_screen(motion_id: str, tempo: Tempo | None, first: First) -> list[Pose]:
    """The poses of a repetition, or of the way into a hold, a thirtieth of a second apart."""
    # A held pose takes its way in over a tenth of a step of at least 15 s.
    length_s = 15.0 if tempo is None else tempo.rep_ms / 1000
    frames = round(length_s * FRAMES_A_SECOND)
    last = round(frames * 0.13) if tempo is None else frames
    return [
        MOTIONS.pose(
            motion_id, phase=frame / frames, tempo=tempo, starts_with=first, side=Side.LEFT
        )
        for frame in range(last + 1)
    ]


@pytest.mark.parametrize("motion_id", [name for name in MOVES if name in DISTINCT or name in USES])
def test_speed_does_not_jump_between_frames(motion_id: str) -> None:
    for tempo, first in uses_of(motion_id):
        poses = _on_screen(motion_id, tempo, first)
        angles = np.array([list(pose.angles_deg.values()) for pose in poses])
        turned = np.abs(np.diff(angles, 2, axis=0)).max() * FRAMES_A_SECOND**2
        assert turned < ACCELERATION_MAX, tempo
        # Also where no angle would show it: hands, toes, a knee that flips.
        frames = np.array([list(pose.frames.values()) for pose in poses])
        turns = np.einsum("tbji,tbji->tb", frames[:-1], frames[1:])
        speed = np.degrees(np.arccos(np.clip((turns - 1) / 2, -1, 1))) * FRAMES_A_SECOND
        assert speed.max() < SPEED_MAX, tempo
        assert np.abs(np.diff(speed, axis=0)).max() < SPEED_JUMP_MAX, tempo


@EVERY
def test_one_repetition_ends_where_the_next_begins(motion_id: str) -> None:
    first, last = (repetition(motion_id, Side.LEFT)[index] for index in (0, -1))
    for joint, at in first.joints.items():
        assert np.allclose(at, last.joints[joint], atol=1e-12)
    assert first.contacts == last.contacts


@EVERY
def test_the_hard_end_is_held(motion_id: str) -> None:
    reached, left = shares(STANDARD, Phase.LIFT)
    held = [
        pose
        for at, pose in zip(PHASES, repetition(motion_id, Side.LEFT), strict=True)
        if reached <= at <= left
    ]
    assert len(held) > 15
    for pose in held:
        assert pose.effort == 1.0
        for name, angle in pose.angles_deg.items():
            assert abs(angle - held[0].angles_deg[name]) < AWAKE_DEG, name


@EVERY
def test_a_standing_body_is_over_its_feet(motion_id: str) -> None:
    spec = MOTIONS.spec(motion_id)
    if spec.posture != "standing":
        return
    tops = [thing.at[1] + thing.size[1] for thing in spec.things] + [0.0]
    poses = repetition(motion_id, Side.LEFT)
    over = [overhang_m(pose, tops) for pose in poses[:51]]
    assert over[0] == over[50] == 0.0
    if spec.fault is None:
        assert max(over) <= STEP_MAX_M.get(motion_id, 0.0)


@EVERY_MOVE
def test_something_moves(motion_id: str) -> None:
    if motion_id == "standing":
        return
    poses = repetition(motion_id, Side.LEFT)
    moved = max(
        float(np.linalg.norm(poses[50].joints[joint] - poses[0].joints[joint])) for joint in JOINTS
    )
    assert moved > 0.015


ALTERNATING = [
    pytest.param(variant.motion, id=f"{exercise.id}/{variant.id}")
    for exercise in CONTENT.library.exercises.values()
    for variant in exercise.variants
    if exercise.laterality in (Laterality.ALTERNATING, Laterality.IN_TURN)
]


@pytest.mark.parametrize("motion_id", ALTERNATING)
def test_alternating_moves_join(motion_id: str) -> None:
    """The next repetition is the mirror of this one: they meet in the same pose."""
    start = repetition(motion_id, Side.LEFT)[0]
    for joint, at in start.mirrored().joints.items():
        assert float(np.linalg.norm(at - start.joints[joint])) < SLIP_MAX_M, joint


def test_the_left_motion_moves_or_loads_the_left_leg() -> None:
    lifting = ("clam", "side_lying_abduction", "fire_hydrant", "kick_back_bent")
    for motion_id in lifting:
        start, end = (repetition(motion_id, Side.LEFT)[index] for index in (0, 50))
        assert float(end.joints["l_knee"][1] - start.joints["l_knee"][1]) > 0.05
    for motion_id in ("single_leg_rdl", "hip_hitch", "single_leg_squat_chair", "step_up"):
        contacts = repetition(motion_id, Side.LEFT)[50].contacts
        assert "l_heel" in contacts
        assert "r_heel" not in contacts


def test_the_squat_ends_near_the_depth_of_the_evidence() -> None:
    pose = repetition("squat", Side.BOTH)[50]
    assert pose.angles_deg["l_knee_flexion"] == pytest.approx(100, abs=1)
    assert pose.angles_deg["trunk_pitch"] == pytest.approx(38, abs=1)
    assert pose.joints["pelvis"][1] == pytest.approx(0.334 * 1.70, abs=0.03)


def test_the_bridge_lines_up_shoulder_hip_and_knee() -> None:
    pose = repetition("glute_bridge", Side.BOTH)[50]
    up = pose.joints["l_shoulder"] - pose.joints["l_hip"]
    down = pose.joints["l_knee"] - pose.joints["l_hip"]
    up, down = up[1:], down[1:]
    straight = np.degrees(np.arccos(up @ down / np.linalg.norm(up) / np.linalg.norm(down)))
    assert straight > 168


@pytest.mark.parametrize("motion_id", ["squat", "squat_chair", "glute_bridge"])
def test_bones_keep_their_length(motion_id: str) -> None:
    for pose, side in product(repetition(motion_id, Side.LEFT)[::20], SIDES):
        thigh = pose.joints[f"{side}_knee"] - pose.joints[f"{side}_hip"]
        shank = pose.joints[f"{side}_ankle"] - pose.joints[f"{side}_knee"]
        assert np.linalg.norm(thigh) == pytest.approx(0.245 * 1.70, abs=1e-6)
        assert np.linalg.norm(shank) == pytest.approx(0.246 * 1.70, abs=1e-4)


def test_a_pose_can_be_written_as_json() -> None:
    pose = repetition("clam", Side.RIGHT)[30]
    assert json.dumps({name: at.tolist() for name, at in pose.joints.items()})
    assert json.dumps(pose.angles_deg)


def test_a_longer_hold_keeps_the_proportions_of_the_tempo() -> None:
    slow = Tempo(lower_s=3, hold_s=1, lift_s=1)
    down = MOTIONS.pose("squat", phase=0.6, tempo=slow, starts_with=Phase.LOWER, side=Side.BOTH)
    before = MOTIONS.pose("squat", phase=0.3, tempo=slow, starts_with=Phase.LOWER, side=Side.BOTH)
    assert down.effort == 1.0
    assert before.effort == pytest.approx(0.5)
