"""`gluteapp figure`: numbers and pictures for scripts and outside checks."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from gluteapp.cli import main
from gluteapp.errors import GluteError
from gluteapp.figure.camera import CAMERA_NAMES
from gluteapp.figure.skeleton import JOINTS
from gluteapp.figure_cli import figure_command
from gluteapp.paths import Paths


def _answer(paths: Paths, exercise: str, **options: Any) -> dict[str, Any]:
    out = io.StringIO()
    assert figure_command(paths=paths, exercise_id=exercise, out=out, **options) == 0
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_a_repetition_has_101_phases_with_all_joints(paths: Paths) -> None:
    answer = _answer(paths, "squat")
    assert (answer["exercise"], answer["side"], answer["stature_m"]) == ("squat", "both", 1.7)
    assert [row["phase"] for row in answer["phases"]] == [step / 100 for step in range(101)]
    for row in answer["phases"]:
        assert set(row["joints"]) == set(JOINTS)
        assert set(row["contacts"]) <= set(JOINTS)
    assert answer["phases"][0]["joints"] == answer["phases"][-1]["joints"]


def test_one_phase_of_a_side_and_variant(paths: Paths) -> None:
    answer = _answer(paths, "kick_back", variant_id="straight_leg", side="right", phase=0.5)
    (row,) = answer["phases"]
    assert answer["side"] == "right"
    assert answer["variant"] == "straight_leg"
    assert row["angles_deg"]["r_knee_flexion"] < 10
    assert row["angles_deg"]["l_knee_flexion"] > 80


def test_a_one_sided_move_is_shown_for_the_left_unless_told(paths: Paths) -> None:
    assert _answer(paths, "clam", phase=0)["side"] == "left"


def test_every_pose_says_how_the_fingers_are_bent(paths: Paths) -> None:
    (row,) = _answer(paths, "fire_hydrant", phase=0)["phases"]
    assert set(row["fingers_deg"]) == {"l", "r"}
    assert all(len(bends) == 3 and max(bends) < 10 for bends in row["fingers_deg"].values())


def test_a_fault_is_another_motion_of_the_same_move(paths: Paths) -> None:
    right = _answer(paths, "squat", phase=0.6)["phases"][0]
    wrong = _answer(paths, "squat", phase=0.6, fault="fault_squat_knees_in")["phases"][0]
    width = [row["joints"]["l_knee"][0] - row["joints"]["r_knee"][0] for row in (right, wrong)]
    assert width[1] < width[0] - 0.05


def test_only_faults_of_the_exercise_are_named_and_done(paths: Paths) -> None:
    for wrong in ("fault_singing", "fault_squat_knees_in"):
        with pytest.raises(GluteError) as told:
            _answer(paths, "clam", fault=wrong)
        offered = told.value.message.partition("choose one of")[2]
        assert "fault_clam_rolling_back" in offered
        assert offered.count("fault_") == offered.count("fault_clam_")
    with pytest.raises(GluteError, match="No fault is drawn for march"):
        _answer(paths, "march", fault="fault_squat_knees_in")


def test_the_help_names_every_camera(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["figure", "--help"])
    words = capsys.readouterr().out
    assert all(name in words for name in CAMERA_NAMES)


def test_the_way_to_another_move_can_be_printed(paths: Paths) -> None:
    answer = _answer(paths, "squat", way_to="clam")
    assert answer["way_to"] == "clam/standard"
    assert answer["way_through"][0] == "standing"
    assert answer["way_through"][-1] == "side_lying"
    assert 2000 < answer["way_ms"] < 5000
    first, last = answer["phases"][0], answer["phases"][-1]
    assert first["joints"] == _answer(paths, "squat", phase=0)["phases"][0]["joints"]
    assert last["joints"] == _answer(paths, "clam", phase=0)["phases"][0]["joints"]


@pytest.mark.parametrize(
    ("exercise", "options", "names"),
    [
        ("clam", {"fault": "fault_singing"}, "fault_singing"),
        ("clam", {"way_to": "crab_walk"}, "crab_walk"),
        ("crab_walk", {}, "crab_walk"),
        ("clam", {"variant_id": "upside_down"}, "upside_down"),
        ("clam", {"phase": 1.5}, "0 to 1"),
        ("clam", {"camera": "ceiling"}, "ceiling"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    paths: Paths, exercise: str, options: dict[str, Any], names: str
) -> None:
    with pytest.raises(GluteError, match=names):
        _answer(paths, exercise, **options)


@pytest.mark.parametrize("camera", [None, "front", "back"])
def test_a_picture_is_written(
    paths: Paths, tmp_path: Path, qapp: QGuiApplication, camera: str | None
) -> None:
    assert qapp is not None
    png = tmp_path / "figure.png"
    assert figure_command(paths=paths, exercise_id="clam", camera=camera, png=png) == 0
    image = QImage(str(png))
    assert (image.width(), image.height()) == (1200, 800)
    assert len({image.pixel(x, 400) for x in range(1200)}) > 20


def test_a_picture_that_cannot_be_written_is_said(
    paths: Paths, tmp_path: Path, qapp: QGuiApplication
) -> None:
    assert qapp is not None
    with pytest.raises(GluteError, match="could not be written"):
        figure_command(paths=paths, exercise_id="clam", png=tmp_path / "no" / "figure.png")
