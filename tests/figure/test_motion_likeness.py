"""Motions written as their difference from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from gluteapp.core.exercise import Side
from gluteapp.figure.camera import Camera
from gluteapp.figure.motion import load_motions
from gluteapp.figure.motion_fields import MotionError, Table
from gluteapp.figure.motion_likeness import filled_in

MODEL: Table = {
    "posture": "standing",
    "note": "The model.",
    "props": [{"kind": "loop_band", "at": "thighs"}],
    "keys": [{"at": 0, "trunk": [0, 0, 0], "arms": [1, 2, 3, 4]}, {"at": 1, "trunk": [9, 0, 0]}],
}


def test_a_key_is_mixed_channel_by_channel_and_another_is_added() -> None:
    own: Table = {
        "like": "model",
        "keys": [{"at": 0.5, "head": [1, 0, 0]}, {"at": 1, "com": [0, 0]}],
    }
    table = filled_in("own", {"model": MODEL, "own": own})
    assert table["posture"] == "standing"
    assert table["keys"] == [
        {"at": 0, "trunk": [0, 0, 0], "arms": [1, 2, 3, 4]},
        {"at": 0.5, "head": [1, 0, 0]},
        {"at": 1, "trunk": [9, 0, 0], "com": [0, 0]},
    ]


def test_fields_are_replaced_and_some_are_never_taken_over() -> None:
    own: Table = {"like": "model", "posture": "supine"}
    table = filled_in("own", {"model": MODEL, "own": own})
    assert table["posture"] == "supine"
    assert "note" not in table
    assert "props" not in table
    assert "like" not in table


def test_channels_can_be_left_out() -> None:
    own: Table = {"like": "model", "without": ["arms"], "keys": [{"at": 0, "l_arm": [0, 0, 0, 0]}]}
    table = filled_in("own", {"model": MODEL, "own": own})
    assert "arms" not in table["keys"][0]
    assert "l_arm" in table["keys"][0]
    assert MODEL["keys"][0]["arms"] == [1, 2, 3, 4]


def test_likeness_may_go_through_another_motion() -> None:
    tables: dict[str, Table] = {
        "model": MODEL, "second": {"like": "model", "breaths": 3}, "third": {"like": "second"},
    }  # fmt: skip
    assert filled_in("third", tables)["breaths"] == 3
    assert filled_in("third", tables)["posture"] == "standing"


def test_a_circle_and_an_unknown_model_are_named() -> None:
    with pytest.raises(MotionError, match="way of `a`"):
        filled_in("a", {"a": {"like": "b"}, "b": {"like": "a"}})
    with pytest.raises(MotionError, match="unknown motion `squid`"):
        filled_in("a", {"a": {"like": "squid"}})


def test_a_folder_tells_which_file_is_like_nothing(tmp_path: Path) -> None:
    (tmp_path / "lost.toml").write_text('like = "squid"\n', "utf-8")
    motions = load_motions(tmp_path)
    assert motions.ids == ()
    assert [str(problem) for problem in motions.problems] == [
        "The motion file lost.toml is `like` the unknown motion `squid`"
    ]


def test_the_second_camera_is_the_motion_s_own_or_that_of_its_posture() -> None:
    motions = load_motions(Path(__file__).resolve().parents[2] / "assets" / "motions")
    own = Camera.for_motion(motions.spec("lateral_walk"), Side.LEFT, "second")
    assert own.yaw_deg == 158
    assert not own.is_mirror
    default = Camera.for_motion(motions.spec("squat"), Side.RIGHT, "second")
    assert default.yaw_deg == -8
    assert default.is_mirror
