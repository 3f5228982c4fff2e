"""A motion file says what it means, or what is wrong with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gluteapp.core.exercise import Phase, Side
from gluteapp.figure.fingers import FINGERS
from gluteapp.figure.motion import load_motions
from gluteapp.figure.motion_fields import MotionError
from gluteapp.figure.motion_file import parsed, read_table
from gluteapp.figure.motion_spec import MotionSpec
from tests.figure.motion_library import ASSETS

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


def read_motion(motion_id: str, text: str) -> MotionSpec:
    return read_table(motion_id, parsed(text))


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
        (HEAD + "point_beside = [0, 0, 0]" + START + END, "all three"),
        (
            HEAD + 'fault_of = "squat"\npoint = "nose"\ndifference = "Nose"' + START + END,
            "`nose`",
        ),
        (HEAD + 'planted = ["l_heal"]' + START + END, "`l_heal` in `planted`"),
        (HEAD + "planted = 3" + START + END, "`planted`"),
        (HEAD + "planted_at_end = [1]" + START + END, "`planted_at_end`"),
        (HEAD + 'touching = [["l_hnd", "pelvis"]]' + START + END, "`l_hnd` in `touching`"),
        (HEAD + 'touching = ["pelvis"]' + START + END, "`touching`"),
        (HEAD + 'touching = [["pelvis"]]' + START + END, "`touching`"),
        (HEAD + 'strained = ["l_elbow"]' + START + END, "`l_elbow` in `strained`"),
        (HEAD.replace("standing", "flying") + START + END, "`flying`"),
        (HEAD.replace('"standing"', "[1]") + START + END, "`posture`"),
        (HEAD + 'glow = "wrking"' + START + END, "`wrking`"),
        (HEAD + 'prop_side = "x"' + START + END, "`prop_side`"),
        (HEAD + "breaths = -3" + START + END, "`breaths`"),
        (HEAD + "breaths = 1.5" + START + END, "`breaths`"),
        (HEAD + "note = 7" + START + END, "`note`"),
        (HEAD + 'hands_in = { l = "nose" }' + START + END, "`nose`"),
        (HEAD + 'hands_in = { x = "head" }' + START + END, "`x`"),
        (HEAD + 'hands_in = "head"' + START + END, "`hands_in`"),
        (HEAD + 'ankles_in = { l = "thigh" }' + START + END, "`thigh`"),
        (HEAD + 'mat = "x"' + START + END, "`mat`"),
        (HEAD + "mat = { yaw = 0, at = [0] }" + START + END, "`mat.at`"),
        (HEAD + "mat = { turn = 0 }" + START + END, "`turn`"),
        (HEAD.replace("pitch = 8", "pitch = nan") + START + END, "`camera.pitch`"),
        (HEAD.replace("pitch = 8", "roll = 8") + START + END, "`roll`"),
        (HEAD.replace("yaw = 20, ", "") + START + END, "`yaw`"),
        (HEAD.replace("camera = {", 'camera = "x" # {') + START + END, "`camera`"),
        (HEAD.replace("pitch = 8", 'pitch = 8, is_fixed = "no"') + START + END, "is_fixed"),
        (HEAD + "things = 3" + START + END, "`things`"),
        (HEAD + "things = [3]" + START + END, "`things`"),
        (
            HEAD + 'things = [{ kind = "sofa", at = [0, 0, 0], size = [1, 1, 1] }]' + START + END,
            "`sofa`",
        ),
        (
            HEAD + 'things = [{ kind = "chair", at = [0, 0], size = [1, 1, 1] }]' + START + END,
            "`things.at`",
        ),
        (
            HEAD + 'things = [{ kind = "wall", at = ["a", 0, 0], size = [1, 1, 1] }]' + START + END,
            "`things.at`",
        ),
        (
            HEAD + 'things = [{ kind = "step", at = [0, 0, 0], size = [1, 0, 1] }]' + START + END,
            "`things.size`",
        ),
        (HEAD + "props = [3]" + START + END, "`props`"),
        (HEAD.replace("pitch = 8", "pitch = true") + START + END, "`camera.pitch`"),
        (HEAD + "keys = [1, 2]", "`keys`"),
        (HEAD + START + END.replace("at = 1", 'at = "x"'), "`at`"),
        (HEAD + START + END.replace("at = 1", "at = nan"), "`at`"),
        (HEAD + START + START.replace("at = 0", "at = 1e-9") + END, "apart"),
        (HEAD + START.replace("8, 0, 5", '"8", 0, 5') + END, "`arms` in key 1"),
        (HEAD + START.replace("8, 0, 5", "nan, 0, 5") + END, "`arms` in key 1"),
        (HEAD + START.replace("8, 0, 5", "1e30, 0, 5") + END, "`arms` in key 1"),
        (HEAD + START.replace("[0, 0.52, 0]", "[0, 52, 0]") + END, "`root` in key 1"),
        (HEAD + START + "palms = [0, 0, 0]\n" + END, "without length"),
        ("a = " + "1" * 5000, "TOML"),
        ("a = " + "[" * 5000, "TOML"),
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
    assert not any(spec.fault.beside)
    aside = read_motion("bad_bow", HEAD + top + "point_beside = [0, 0, -0.1]\n" + START + END)
    assert aside.fault is not None
    assert list(aside.fault.beside) == [0, 0, -0.1]
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


PROPPED = """
posture = "side_plank"
anchor = "r_knee"
prop_side = "r"
camera = { yaw = 20, pitch = 8 }
[[keys]]
at = 0
root = [0, 0.05, 0]
legs = [0, 0, 0, 0, 0]
r_prop = [0.5, 0.03, 0, 0.5, 0.03, 0.146]
l_arm = [0, 0, 0, 0]
[[keys]]
at = 1
"""


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("legs =", "lumbar = [9, 0, 0]\nlegs =", "`lumbar`"),
        ('prop_side = "r"', 'prop_side = "l"', "`l_prop`"),
        ('"r_knee"', '"pelvis"', "`pelvis`"),
    ],
)
def test_a_trunk_that_leans_on_an_elbow_is_not_bent_as_well(
    before: str, after: str, names: str
) -> None:
    assert read_motion("plank", PROPPED).channels["prop_side"].rows.tolist() == [[-1], [-1]]
    with pytest.raises(MotionError, match=names):
        read_motion("plank", PROPPED.replace(before, after))


@pytest.mark.parametrize(
    "ankle",
    ["r_ankle = [0, 0.1, 0, 0, 0, 1, 0]\nl_ankle = [0, 0.1, 0, 0, 0, 1, 0]\n"],
)
def test_one_ankle_cannot_rest_on_a_thigh_that_rests_itself(ankle: str) -> None:
    feet = "feet = [0.06, 0, 0.078, 5, 0]\n"
    on_thigh = HEAD + 'ankles_in = { l = "other_thigh" }\n'
    standing = ankle.splitlines()[1] + "\nr_foot = [0.06, 0, 0.078, 5, 0]\n"
    read_motion("figure4", on_thigh + START.replace(feet, standing) + END)
    with pytest.raises(MotionError, match="`ankles_in`"):
        read_motion("figure4", on_thigh + START.replace(feet, ankle) + END)


BROKEN = {
    "row": HEAD + START.replace("[0, 8, 0, 5]", '["a", 8, 0, 5]') + END,
    "at": HEAD + START + END.replace("at = 1", 'at = "x"'),
    "keys": HEAD + "keys = [1, 2]",
    "mat": HEAD + 'mat = "x"' + START + END,
    "without": 'like = "squat"\nwithout = 5',
    "without_words": 'like = "squat"\nwithout = [5]',
    "like_keys": 'like = "squat"\nkeys = "x"',
    "like_scalars": 'like = "squat"\nkeys = [1]',
    "like_at": 'like = "squat"\n[[keys]]\nat = [1]',
    "like_list": 'like = ["squat"]',
    "lost_fault": HEAD + 'fault_of = "sqat"\npoint = "l_knee"\ndifference = "x"' + START + END,
    "things": HEAD + 'things = [{ kind = "chair", at = [0, 0], size = [1, 1, 1] }]' + START + END,
    "hands": HEAD + 'hands_in = { l = "nose" }' + START + END,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_with_any_flaw_is_named_and_the_rest_loads(tmp_path: Path, name: str) -> None:
    for motion_id in ("squat", "kick_back_bent"):
        shutil.copy(ASSETS / "motions" / f"{motion_id}.toml", tmp_path)
    (tmp_path / "broken.toml").write_text(BROKEN[name], "utf-8")
    motions = load_motions(tmp_path)
    assert motions.ids == ("kick_back_bent", "squat")
    assert [str(problem).split()[3] for problem in motions.problems] == ["broken.toml"]


def test_who_is_like_a_broken_motion_is_named_with_it(tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_text(BROKEN["keys"], "utf-8")
    (tmp_path / "heir.toml").write_text('like = "model"\n', "utf-8")
    heir, model = (str(problem) for problem in load_motions(tmp_path).problems)
    assert model.startswith("The motion file model.toml ")
    assert heir.startswith("The motion file heir.toml is `like` `model`, which ")


def test_what_is_named_for_one_side_wins_over_what_is_named_for_both() -> None:
    one = "l_arm = [0, 9, 0, 5]\narms = [0, 7, 0, 5]\n"
    spec = read_motion("wave", HEAD + START.replace("arms = [0, 8, 0, 5]\n", one) + END + one)
    assert spec.channels["l_arm"].rows[:, 1].tolist() == [9, 9]
    assert spec.channels["r_arm"].rows[:, 1].tolist() == [7, 7]
    assert spec.channels["l_arm"].at.tolist() == [0, 1]


def test_a_missing_folder_has_no_motions(tmp_path: Path) -> None:
    assert load_motions(tmp_path / "nowhere").ids == ()
