"""A motion file says what it means, or what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gluteapp.core.exercise import Phase, Side
from gluteapp.figure.fingers import FINGERS
from gluteapp.figure.motion import load_motions
from gluteapp.figure.motion_file import read_motion
from gluteapp.figure.motion_keys import MotionError

HEAD = """
posture = "standing"
anchor = "pelvis"
camera = { yaw = 20, pitch = 8 }
"""
START = """
[[keys]]
at = 0
root = [0, 0.52, 0]
feet = [0.06, 0, 0.078, 5, 0]
arms = [0, 8, 0, 5]
"""
END = """
[[keys]]
at = 1
root = [0, 0.45, 0]
"""


def test_a_channel_moves_only_through_the_keys_that_name_it() -> None:
    middle = "[[keys]]\nat = 0.5\ntrunk = [30, 0, 0]\n"
    spec = read_motion("bow", HEAD + START + middle + END)
    assert spec.channels["root"].at.tolist() == [0.0, 1.0]
    assert spec.channels["trunk"].at.tolist() == [0.0, 0.5, 1.0]
    assert spec.channels["trunk"].rows[-1].tolist() == [30, 0, 0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("posture = ", "TOML"),
        (HEAD.replace("anchor", "ancor") + START + END, "ancor"),
        (HEAD.replace('posture = "standing"', "") + START + END, "posture"),
        (HEAD + START, "two"),
        (HEAD + START + END.replace("1", "0.7", 1), "rises from 0 to 1"),
        (HEAD + START.replace("arms", "wings") + END, "wings"),
        (HEAD + START.replace("[0, 8, 0, 5]", "[0, 8]") + END, "2 numbers instead of 4"),
        (
            HEAD
            + START.replace("root = [0, 0.52, 0]", "")
            + END.replace("root = [0, 0.45, 0]", ""),
            "root",
        ),
        (HEAD + START + END + "l_prop = [0, 0, 0, 0, 0, 0]", "l_prop"),
        (HEAD + START + END.replace("root = [0, 0.45, 0]", "l_leg = [0, 0, 0, 0, 0]"), "l_leg"),
        (HEAD + START.replace("feet = [0.06, 0, 0.078, 5, 0]", "") + END, "each leg"),
        (HEAD.replace("pelvis", "nose") + START + END, "nose"),
        (HEAD.replace("pelvis", "l_stance") + START + END, "stance_knee"),
        (HEAD.replace("yaw = 20", 'yaw = "left"') + START + END, "wrong kind"),
        (HEAD + START + 'fingers = "knotted"\n' + END, "knotted"),
        (HEAD + START + 'palms = "down"\n' + END, "a word instead of numbers"),
        (HEAD + START + "palms = [0, -1]\n" + END, "2 numbers instead of 3"),
        (HEAD + 'props = [{ kind = "anvil", at = "feet" }]' + START + END, "anvil"),
        (HEAD + 'props = [{ kind = "kettlebell", at = "feet" }]' + START + END, "at `feet`"),
        (HEAD + 'fault_of = "squat"' + START + END, "all three"),
        (
            HEAD + 'fault_of = "squat"\npoint = "nose"\ndifference = "Nose"' + START + END,
            "`nose`",
        ),
    ],
)
def test_a_broken_motion_is_named_with_its_reason(text: str, names: str) -> None:
    with pytest.raises(MotionError, match=names):
        read_motion("broken", text)


def test_hands_props_and_faults_are_read() -> None:
    top = 'props = [{ kind = "loop_band", at = "thighs" }]\n'
    top += 'fault_of = "squat"\npoint = "l_knee"\ndifference = "Knees fall inwards"\n'
    spec = read_motion("bad_bow", HEAD + top + START + 'l_fingers = "grip"\n' + END)
    assert [(prop.kind, prop.at) for prop in spec.props] == [("loop_band", "thighs")]
    assert spec.fault is not None
    assert (spec.fault.of, spec.fault.point) == ("squat", "l_knee")
    assert spec.channels["l_fingers"].rows[0].tolist() == list(FINGERS["grip"])
    assert read_motion("bow", HEAD + START + END).fault is None


def test_one_broken_file_does_not_spoil_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(HEAD + START + END, "utf-8")
    (tmp_path / "bad.toml").write_text("keys = 3", "utf-8")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    motions = load_motions(tmp_path)
    assert motions.ids == ("good",)
    assert sorted(str(problem).split()[3] for problem in motions.problems) == [
        "bad.toml",
        "odd.toml",
    ]
    pose = motions.pose("good", phase=0.3, tempo=None, starts_with=Phase.LIFT, side=Side.LEFT)
    assert pose.joints["pelvis"][1] == pytest.approx(0.45 * 1.70)


def test_a_missing_folder_has_no_motions(tmp_path: Path) -> None:
    assert load_motions(tmp_path / "nowhere").ids == ()
