"""What is shown is what the exercise says: things in use, faults in its own words, all tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gluteapp.content import load_content
from gluteapp.core.exercise import Equipment, Exercise, Side, Variant
from gluteapp.figure.pose import Pose
from gluteapp.paths import Paths
from tests.figure.motion_library import MOTIONS

LIBRARY = load_content(Paths.under(Path("nowhere"))).library
WORN = {Equipment.LOOP_BAND, Equipment.KETTLEBELL, Equipment.PILLOW}
STOOD_BY = {Equipment.CHAIR, Equipment.STEP, Equipment.WALL}
VARIANTS = [
    pytest.param(exercise, variant, id=f"{exercise.id}/{variant.id}")
    for exercise in LIBRARY.exercises.values()
    for variant in exercise.variants
]
FAULTS = [name for name in MOTIONS.ids if MOTIONS.spec(name).fault is not None]
FAULTS_ASKED_FOR = {
    "glute_bridge", "clam", "fire_hydrant", "kick_back", "squat", "lunge", "side_lying_abduction",
}  # fmt: skip
TESTS = {
    "test_trendelenburg_level", "test_trendelenburg_dropped", "test_trendelenburg_hiked",
    "test_knee_drive", "test_glute_squeeze", "test_glute_squeeze_standing", "test_donkey_kick",
    "test_single_leg_bridge",
}  # fmt: skip


def end_of(motion_id: str) -> Pose:
    return MOTIONS.repetition(motion_id, Side.LEFT)[-1]


@pytest.mark.parametrize(("exercise", "variant"), VARIANTS)
def test_a_variant_shows_the_things_it_needs(exercise: Exercise, variant: Variant) -> None:
    spec = MOTIONS.spec(variant.motion)
    assert {prop.kind for prop in spec.props} >= {
        kind for kind in variant.equipment if kind in WORN
    }
    assert {thing.kind for thing in spec.things} == {
        kind for kind in variant.equipment if kind in STOOD_BY
    }


@pytest.mark.parametrize("motion_id", FAULTS)
def test_a_fault_is_named_as_its_exercise_names_it(motion_id: str) -> None:
    fault = MOTIONS.spec(motion_id).fault
    assert fault is not None
    exercises = [
        exercise
        for exercise in LIBRARY.exercises.values()
        if fault.of in {variant.motion for variant in exercise.variants}
    ]
    assert exercises
    assert all(fault.difference in exercise.faults for exercise in exercises)


@pytest.mark.parametrize("motion_id", FAULTS)
def test_a_fault_looks_different_from_the_right_form(motion_id: str) -> None:
    fault = MOTIONS.spec(motion_id).fault
    assert fault is not None
    pairs = zip(
        MOTIONS.repetition(motion_id, Side.LEFT),
        MOTIONS.repetition(fault.of, Side.LEFT),
        strict=True,
    )
    apart = max(
        float(np.linalg.norm(wrong.joints[joint] - right.joints[joint]))
        for wrong, right in pairs
        for joint in right.joints
    )
    assert apart > 0.03


def test_every_fault_that_was_asked_for_is_there() -> None:
    shown = {MOTIONS.spec(name).fault for name in FAULTS}
    wrong = {fault.of for fault in shown if fault is not None}
    for exercise_id in FAULTS_ASKED_FOR:
        motions = {variant.motion for variant in LIBRARY.exercises[exercise_id].variants}
        assert motions & wrong, exercise_id


def test_all_five_tests_are_there_and_the_pelvis_drops_stays_or_hikes() -> None:
    assert set(MOTIONS.ids) >= TESTS
    tilts = {
        name: float(
            end_of(f"test_trendelenburg_{name}").joints["r_hip"][1]
            - end_of(f"test_trendelenburg_{name}").joints["l_hip"][1]
        )
        for name in ("dropped", "level", "hiked")
    }
    assert tilts["dropped"] < -0.015
    assert abs(tilts["level"]) < 0.002
    assert tilts["hiked"] > 0.010


def test_in_the_knee_drive_the_heel_is_as_high_as_the_standing_knee() -> None:
    joints = end_of("test_knee_drive").joints
    assert abs(float(joints["r_heel"][1] - joints["l_knee"][1])) < 0.06
    assert abs(float(joints["r_knee"][1] - joints["r_hip"][1])) < 0.05


def test_the_soles_of_the_frog_pump_meet() -> None:
    for pose in MOTIONS.repetition("frog_pump", Side.LEFT):
        soles = [-pose.frames[f"{side}_ankle"][:, 1] for side in "lr"]
        assert float(soles[0] @ soles[1]) < -0.95
        for joint in ("heel", "ball"):
            apart = np.linalg.norm(pose.joints[f"l_{joint}"] - pose.joints[f"r_{joint}"])
            assert float(apart) < 0.02, joint
