"""`gluteapp strength`: the worked examples of evidence 3.4, the flags, and bad files in one sentence."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.cli import main
from gluteapp.errors import ContentError, GluteError
from gluteapp.json_input import BYTES_MAX
from gluteapp.paths import Paths
from gluteapp.strength_cli import strength_command
from gluteapp.strength_cli_input import GivenSet, GivenSets

# Evidence 3.4: move, reps, reps left, R, index, and what was carried by whom.
EXAMPLES: list[tuple[str, int, int, int, int, dict[str, object]]] = [
    ("glute_bridge/standard", 20, 4, 24, 48, {}),
    ("glute_bridge/kettlebell", 15, 3, 18, 69, {"kettlebell_kg": 16, "body_mass_kg": 70}),
    ("marching_bridge/standard", 12, 3, 15, 74, {}),
    ("single_leg_bridge/standard", 8, 2, 10, 92, {}),
    ("single_leg_bridge/standard", 12, 2, 14, 99, {}),
    ("single_leg_rdl/standard", 8, 2, 10, 103, {}),
    ("clam/standard", 15, 4, 19, 51, {}),
    ("clam/banded", 15, 3, 18, 96, {"band": "medium", "body_mass_kg": 70}),
    ("side_lying_abduction/standard", 12, 3, 15, 100, {}),
    ("hip_hitch/standard", 12, 3, 15, 109, {}),
    ("side_plank_lift/standard", 8, 2, 10, 152, {}),
    ("squat/chair", 15, 4, 19, 56, {}),
    ("squat/standard", 15, 3, 18, 68, {}),
    ("squat/goblet", 12, 2, 14, 81, {"kettlebell_kg": 16, "body_mass_kg": 70}),
    ("lunge/split_squat", 10, 3, 13, 91, {}),
    ("lunge/reverse", 12, 2, 14, 99, {}),
    ("single_leg_squat/chair", 6, 2, 8, 136, {}),
]


def _answer(tmp_path: Path, content: object) -> dict[str, Any]:
    file = tmp_path / "sets.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    out = io.StringIO()
    assert strength_command(paths=Paths.under(tmp_path), file=str(file), out=out) == 0
    answer = json.loads(out.getvalue())
    assert isinstance(answer, dict)
    return answer


def _row(tmp_path: Path, **fields: object) -> dict[str, Any]:
    (row,) = _answer(tmp_path, [fields])["sets"]
    assert isinstance(row, dict)
    return row


@pytest.mark.parametrize(("move", "reps", "rir", "possible", "index", "carried"), EXAMPLES)
def test_worked_examples(
    tmp_path: Path,
    move: str,
    reps: int,
    rir: int,
    possible: int,
    index: int,
    carried: dict[str, object],
) -> None:
    row = _row(tmp_path, move=move, reps=reps, rir=rir, **carried)
    assert row["reps_possible"] == possible
    assert row["index"] == pytest.approx(index, abs=1)
    assert row["approximate"] is ("band" in carried)
    assert (row["in_trend"], row["why"]) == (True, None)


@pytest.mark.parametrize(
    ("sets", "overall"),
    [
        ([("glute_bridge", 20, 4), ("clam", 15, 4), ("squat", 15, 3)], 53),
        (
            [
                ("single_leg_bridge", 8, 2),
                ("side_lying_abduction", 12, 3),
                ("lunge/reverse", 12, 2),
            ],
            97,
        ),
    ],
)
def test_the_overall_example(
    tmp_path: Path, sets: list[tuple[str, int, int]], overall: int
) -> None:
    given_sets = [{"move": move, "reps": reps, "rir": rir} for move, reps, rir in sets]
    answer = _answer(tmp_path, {"sets": given_sets})
    assert answer["overall"]["index"] == pytest.approx(overall, abs=1)
    assert answer["overall"]["families"] == ["hip_extension", "abduction", "squat"]


def test_a_family_alone_means_its_anchor(tmp_path: Path) -> None:
    row = _row(tmp_path, family="abduction", reps=12, rir=3)
    assert row["move"] == "side_lying_abduction/standard"
    assert row["index"] == pytest.approx(100)


def test_a_hold(tmp_path: Path) -> None:
    row = _row(tmp_path, move="single_leg_bridge", held_s=45)
    assert (row["reps_possible"], row["held_s_possible"]) == (None, 45)
    assert row["index"] == pytest.approx(100)
    assert not row["censored"]
    assert _row(tmp_path, move="single_leg_bridge", held_s=45, rir=2)["censored"]
    assert _row(tmp_path, move="side_plank_lift/hold", reps=3, rir=1)["held_s_possible"] == 40


def test_flags(tmp_path: Path) -> None:
    more = _row(tmp_path, move="clam", reps=7, rir=5)
    assert (more["censored"], more["in_trend"], more["reps_possible"]) == (True, False, 11)
    assert _row(tmp_path, move="clam", reps=25, rir=0)["censored"]
    fast = _row(tmp_path, move="clam", reps=12, rir=3, rep_s=3.0)
    assert (fast["off_tempo"], fast["in_trend"]) == (True, False)
    paced = _row(tmp_path, move="clam", reps=12, rir=3, rep_s=3.0, tempo="1-1-1")
    assert (paced["off_tempo"], paced["in_trend"]) == (False, True)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"move": "clam", "reps": 8}, "no_answer"),
        ({"move": "clam", "reps": 0, "rir": 0}, "no_reps"),
        ({"move": "wall_press", "held_s": 10}, "no_coefficient"),
        ({"move": "squat/goblet", "reps": 8, "rir": 2, "kettlebell_kg": 8}, "no_body_mass"),
        ({"move": "step_up", "reps": 8, "rir": 2, "kettlebell_kg": 8}, "no_coefficient"),
    ],
)
def test_why_there_is_no_index(tmp_path: Path, fields: dict[str, object], why: str) -> None:
    answer = _answer(tmp_path, [fields])
    (row,) = answer["sets"]
    assert (row["index"], row["why_none"], row["in_trend"]) == (None, why, False)
    assert row["why"].endswith(".")
    assert answer["overall"] is None
    assert set(answer["families"].values()) == {None}


def test_days_are_sessions_and_the_weaker_side_counts(tmp_path: Path) -> None:
    sets = [
        {"move": "clam", "side": side, "reps": reps, "rir": 2, "day": f"2026-10-{day}"}
        for day, left, right in ((12, 8, 12), (14, 9, 6), (16, 10, 10), (19, 7, 9))
        for side, reps in (("left", left), ("right", right))
    ]
    answer = _answer(tmp_path, sets)
    family = answer["families"]["abduction"]
    assert (family["move"], family["sessions"]) == ("clam/standard", 4)
    # 6, 10 and 7 reps on the weaker side; their middle is 7.
    assert family["index"] == answer["sets"][6]["index"]
    half = _answer(tmp_path, sets[:1])
    assert half["sets"][0]["index"] is not None
    assert half["families"]["abduction"] is None


def test_a_benchmark_weighs_two_and_a_set_without_a_day_is_the_newest(tmp_path: Path) -> None:
    usual = {"move": "clam", "reps": 8, "rir": 2, "day": "2026-10-12"}
    best = {"move": "clam", "reps": 12, "rir": 2, "is_benchmark": True}
    again = {**usual, "day": "2026-10-14"}
    answer = _answer(tmp_path, [usual, {**best, "day": "2026-10-16"}, again])
    low, high = answer["sets"][0]["index"], answer["sets"][1]["index"]
    assert answer["families"]["abduction"]["index"] == pytest.approx((low + high) / 2, abs=0.01)
    together = _answer(tmp_path, [usual, {"move": "squat", "reps": 8, "rir": 2}])
    assert together["overall"]["families"] == ["abduction", "squat"]


BAD = [
    ("", "it is not valid JSON"),
    ("{", "it is not valid JSON"),
    ("[" * 5000, "it is not valid JSON"),
    ("3", "3 is not a table with fields"),
    ("{}", "field `sets`: it is missing"),
    ("[]", "field `sets`: it is empty"),
    ('[{"move": "clam", "reps": 8, "rir": 2, "load": 3}]', "field `load` in entry 1 of `sets`"),
    ('[{"move": "clam", "reps": "8"}]', "field `reps` in entry 1 of `sets`: '8' is not a whole"),
    ('[{"move": "clam", "reps": -1}]', "-1 is less than 0"),
    ('[{"move": "clam", "reps": 8, "rir": true}]', "True is not a whole number"),
    ('[{"move": "clam", "held_s": NaN}]', "nan is not a usable number"),
    ('[{"move": "clam", "reps": 8, "body_mass_kg": 7}]', "7 is less than 20"),
    ('[{"move": "clam", "reps": 8, "tempo": "fast"}]', "a tempo is written lower-hold-lift"),
    ('[{"move": "clam", "reps": 8, "day": "Monday"}]', "'Monday' is not a date such as"),
    ('[{"move": "clam", "reps": 8, "band": "iron"}]', "'iron' is not one of light, medium"),
    ('[{"move": "clam/", "reps": 8}]', "'clam/' is not a move such as clam/banded"),
    ('[{"move": "clam/x", "reps": 8}]', "there is no move 'clam/x'"),
    ('[{"move": "yoga", "reps": 8}]', "there is no move 'yoga'"),
    ('[{"move": "clam", "family": "squat", "reps": 8}]', "clam/standard belongs to the family abd"),
    ('[{"family": "warm_up", "reps": 8}]', "'warm_up' is not one of hip_extension, abduction"),
    ('[{"reps": 8}]', "entry 1 of `sets`: it needs a move such as clam/banded, or a family"),
    ('[{"move": "clam"}]', "entry 1 of `sets`: it needs either reps or held_s"),
    ('[{"move": "clam", "reps": 8, "held_s": 3}]', "it needs either reps or held_s"),
]


@pytest.mark.parametrize(("text", "expected"), BAD)
def test_a_bad_file_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, expected: str
) -> None:
    file = tmp_path / "sets.json"
    file.write_text(text, encoding="utf-8")
    assert main(["strength", "--json", str(file), "--profile", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"gluteapp: {file}: ")
    assert expected in printed.err
    assert printed.err.count("\n") == 1
    assert "gluteapp strength --schema" in printed.err


def test_a_missing_file_and_one_too_long_are_told(tmp_path: Path) -> None:
    with pytest.raises(GluteError, match="it cannot be read"):
        strength_command(paths=Paths.under(tmp_path), file=str(tmp_path / "nowhere.json"))
    long = tmp_path / "long.json"
    with long.open("wb") as file:
        file.truncate(BYTES_MAX + 1)
    with pytest.raises(GluteError, match="longer than 50 MB"):
        strength_command(paths=Paths.under(tmp_path), file=str(long))


def test_standard_input_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def say(text: bytes) -> int:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
        return main(["strength", "--json", "-", "--profile", str(tmp_path)])

    assert say(b'\xef\xbb\xbf[{"move": "clam", "reps": 15, "rir": 4}]') == 0
    assert json.loads(capsys.readouterr().out)["sets"][0]["index"] == pytest.approx(51, abs=1)
    assert say(b"nonsense") == 1
    assert capsys.readouterr().err.startswith("gluteapp: standard input: it is not valid JSON")


def test_without_coefficients_the_file_at_fault_is_named(tmp_path: Path) -> None:
    paths = replace(Paths.under(tmp_path), assets=tmp_path)
    with pytest.raises(ContentError, match=r"strength\.toml"):
        strength_command(paths=paths, file="-")


def test_the_schema_says_what_is_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["strength", "--schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    schema = printed["schema"]
    assert set(schema["properties"]) == set(GivenSets.model_fields)
    one = schema["$defs"]["GivenSet"]
    assert set(one["properties"]) == set(GivenSet.model_fields)
    made = GivenSets.model_json_schema()
    assert schema["required"] == made["required"]
    for name, told in one["properties"].items():
        assert told.get("description") == _described(made["$defs"]["GivenSet"]["properties"][name])
    answer = _answer(tmp_path, printed["example"])
    assert len(answer["sets"]) == len(printed["example"]["sets"])
    assert all(row["index"] for row in answer["sets"])


def _described(told: dict[str, Any]) -> str | None:
    """A description stands beside a type or, for what may be null, inside it."""
    inner = [one.get("description") for one in told.get("anyOf", [])]
    return told.get("description") or next(filter(None, inner), None)


def test_asking_for_nothing_is_asking_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["strength"])
    assert "--schema" in capsys.readouterr().err


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["sets", *GivenSet.model_fields]) | st.text(max_size=4), inner
        )
    ),
    max_leaves=8,
)


@given(content=JSON)
def test_no_file_is_more_than_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: object
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text(json.dumps([content]), encoding="utf-8")
    with suppress(GluteError):
        strength_command(paths=PATHS, file=str(file), out=io.StringIO())


PATHS = Paths.under(Path("nowhere"))
