"""`gluteapp decide`: past sessions in, next doses with their reasons out, by the app's own code."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.cli import main
from gluteapp.decide_cli import decide_command
from gluteapp.decide_cli_input import (
    GivenChoice,
    GivenHistory,
    GivenOwned,
    GivenSession,
    GivenWorkSet,
)
from gluteapp.errors import GluteError
from gluteapp.paths import Paths

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "assets" / "schemas" / "decide.json").read_text("utf-8")
)
EXAMPLE = json.dumps(SCHEMA["example"])
CLAM = "clam/standard"


def _example() -> dict[str, Any]:
    example: dict[str, Any] = json.loads(EXAMPLE)
    return example


def _answer(folder: Path, given: object) -> dict[str, Any]:
    file = folder / "sessions.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    out = io.StringIO()
    assert decide_command(paths=Paths.under(folder), file=str(file), out=out) == 0
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def _decision(answer: dict[str, Any], session: int, station: str = CLAM) -> dict[str, Any]:
    made: list[dict[str, Any]] = answer["sessions"][session]["decisions"]
    return next(one for one in made if one["station"] == station)


def _next(answer: dict[str, Any], station: str = CLAM) -> dict[str, Any]:
    stations: list[dict[str, Any]] = answer["next"]["stations"]
    return next(one for one in stations if one["station"] == station)


def test_the_example_says_what_comes_next_and_why(tmp_path: Path) -> None:
    answer = _answer(tmp_path, _example())
    assert [one["id"] for one in answer["sessions"]] == ["first", "second"]
    first, second = _decision(answer, 0), _decision(answer, 1)
    assert (first["rule"], first["direction"]) == ("once_more", "stay")
    assert (second["rule"], second["direction"], second["rung"]) == ("two_for_two", "up", "time")
    assert (second["before"]["seconds"], second["after"]["seconds"]) == (35, 40)
    assert second["read"] == {"effort": 4, "pain": 0, "sets": 4}
    assert second["sentence"].endswith("Next time 40 seconds a set.")
    assert _next(answer)["seconds"] == 40
    assert _next(answer)["first_side"] == "left"
    assert _next(answer)["decision"] == second
    # The rise of the bridge was declined, so it stays where it was.
    assert _decision(answer, 1, "glute_bridge/standard")["after"]["seconds"] == 45
    assert _next(answer, "glute_bridge/standard")["seconds"] == 40
    assert answer["next"]["seconds"] == 1200
    assert sum(row["seconds"] for row in answer["next"]["steps"]) == 1200
    assert not answer["next"]["is_welcome_back"]


def test_the_order_in_the_file_does_not_matter(tmp_path: Path) -> None:
    turned = _example()
    turned["sessions"].reverse()
    assert _answer(tmp_path, turned) == _answer(tmp_path, _example())


@pytest.mark.parametrize(
    ("change", "rule", "direction"),
    [
        ({"pain": 7}, "pain_stop", "down"),
        ({"reason": "pain"}, "pain_stop", "down"),
        ({"pain": 4}, "pain", "hold"),
        ({"effort": 0, "form": "slipped_at_the_end"}, "too_hard", "down"),
        ({"effort": None}, "answer_missing", "stay"),
        ({"felt": None}, "two_for_two", "up"),
        ({"pain": None}, "two_for_two", "up"),
        ({"reason": "skipped"}, "incomplete", "stay"),
        ({"reps": 3}, "incomplete", "stay"),
        ({"effort": 2}, "one_side", "stay"),
        ({"move": "clam/small_range"}, "incomplete", "stay"),
    ],
)
def test_what_one_set_that_was_otherwise_makes_of_the_clam(
    tmp_path: Path, change: dict[str, Any], rule: str, direction: str
) -> None:
    given = _example()
    given["sessions"][1]["sets"][1] |= change
    decision = _decision(_answer(tmp_path, given), 1)
    assert (decision["rule"], decision["direction"]) == (rule, direction)
    assert decision["sentence"]


def test_the_morning_is_waited_for(tmp_path: Path) -> None:
    given = _example()
    given["sessions"][1]["morning"] = None
    answer = _answer(tmp_path, given)
    decision = _decision(answer, 1)
    assert (decision["rule"], decision["if_fine"]["seconds"]) == ("morning_missing", 40)
    assert _next(answer)["seconds"] == 35


def test_after_days_away_it_welcomes_back_one_step_down(tmp_path: Path) -> None:
    given = _example() | {"today": "2026-03-20"}
    answer = _answer(tmp_path, given)
    assert answer["next"]["is_welcome_back"]
    assert _next(answer)["seconds"] == 35
    assert _next(answer)["decision"]["rule"] == "away"


def test_the_step_of_coming_back_can_be_declined(tmp_path: Path) -> None:
    given = _example() | {"today": "2026-03-20"}
    away = _next(_answer(tmp_path, given))["decision"]
    given["choices"] = [{"session": away["session"], "station": CLAM, "verdict": "not_yet"}]
    assert _next(_answer(tmp_path, given))["seconds"] == away["before"]["seconds"]
    late = {**given["sessions"][1], "id": "late", "day": "2026-03-20"}
    given["sessions"].append(late)
    answer = _answer(tmp_path, given)
    assert _decision(answer, 2)["before"]["seconds"] == away["before"]["seconds"]


def test_a_choice_of_the_users_holds(tmp_path: Path) -> None:
    given = _example()
    given["choices"] = [
        {
            "session": "second",
            "station": CLAM,
            "verdict": "changed",
            "instead": {"move": "clam/banded", "band": "medium", "seconds": 25},
        }
    ]
    row = _next(_answer(tmp_path, given))
    assert (row["move"], row["seconds"], row["band"], row["band_n"]) == (
        "clam/banded",
        25,
        "medium",
        35.0,
    )
    assert row["words"] == "Banded clam, 25 s at 2-1-2, medium band"


def test_nothing_past_gives_the_circuit_as_written(tmp_path: Path) -> None:
    answer = _answer(tmp_path, {"sessions": []})
    assert answer["sessions"] == []
    assert _next(answer)["decision"] is None
    assert answer["next"]["seconds"] == 1200
    lighter = {
        "sessions": [
            {"day": day, "sets": [{"station": "squat/chair"}], "circuit": "foundation"}
            for day in ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-16")
        ],
        "today": "2026-03-24",
    }
    due = _answer(tmp_path, lighter)
    assert due["next"]["is_lighter_week"]
    assert due["next"]["seconds"] < 800
    assert due["sessions"][-1]["id"] == "2026-03-16#2"


def test_sets_may_say_how_they_were_done(tmp_path: Path) -> None:
    sets = [
        {
            "station": "kick_back/banded",
            "side": side,
            "seconds": 25,
            "tempo": "2-1-2",
            "band": "heavy",
            "reps": 5,
        }
        for side in ("left", "right")
    ]
    held = [
        {"station": "fire_hydrant/banded", "side": "left", "move": "wall_press/standard"},
        {"station": "single_leg_rdl/standard", "side": "left", "kettlebell_kg": 8.0},
        {"station": "single_leg_bridge/standard", "side": "left", "reason": "finished_early"},
    ]
    session = {"id": "a", "day": "2026-03-02", "mode": "lighter", "sets": [*sets, *held]}
    answer = _answer(tmp_path, {"circuit": "perform", "sessions": [session]})
    before = _decision(answer, 0, "kick_back/banded")["before"]
    assert (before["seconds"], before["band"], before["tempo"]) == (25, "heavy", "2-1-2")
    assert _decision(answer, 0, "fire_hydrant/banded")["before"]["tempo"] is None
    carried = _decision(answer, 0, "single_leg_rdl/standard")["before"]
    assert carried["kettlebell_kg"] == 8.0


def _with(**changes: Any) -> dict[str, Any]:
    """The example with fields of its first session's first set changed."""
    given = _example()
    given["sessions"][0]["sets"][0] |= changes
    return given


def _with_session(**changes: Any) -> dict[str, Any]:
    given = _example()
    given["sessions"][1] |= changes
    return given


def _with_choice(**changes: Any) -> dict[str, Any]:
    given = _example()
    given["choices"][0] |= changes
    return given


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ([], "not a table with fields"),
        ({}, "sessions"),
        (_example() | {"circuit": "nowhere"}, "there is no circuit"),
        (_with_session(circuit="nowhere"), "there is no circuit"),
        (_with_session(id="first"), "another session has this id"),
        (_with(station="plank/standard"), "the circuit has no station"),
        (_with(move="clam/of_iron"), "there is no move"),
        (_with(move="plank/standard"), "there is no move"),
        (_with(side="left"), "works both sides"),
        (_with(move=CLAM), "works one side"),
        (_with(effort=6), "effort"),
        (_with(colour="red"), "colour"),
        (_with_choice(station=CLAM, session="third"), "nothing was decided"),
        (_with_choice(verdict="changed"), "goes with the verdict changed"),
        (_with_choice(instead={"seconds": 30}), "goes with the verdict changed"),
    ],
)
def test_a_bad_file_is_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: object, problem: str
) -> None:
    file = tmp_path / "sessions.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    assert main(["--profile", str(tmp_path), "decide", "--json", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"gluteapp: {file}")
    assert printed.err.count("\n") == 1
    assert problem in printed.err
    assert "gluteapp decide --schema" in printed.err


def test_the_schema_says_what_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", "--schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    schema = printed["schema"]
    assert set(schema["properties"]) == set(GivenHistory.model_fields)
    for model in (GivenSession, GivenWorkSet, GivenOwned, GivenChoice):
        told = schema["$defs"][model.__name__]
        assert set(told["properties"]) == set(model.model_fields)
        assert set(told.get("required", [])) == {
            name for name, field in model.model_fields.items() if field.is_required()
        }
    GivenHistory.model_validate_json(EXAMPLE)


def test_help_names_the_command_and_asking_for_nothing_is_asking_wrongly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["decide", "--help"])
    assert '"sessions"' in capsys.readouterr().out
    with pytest.raises(SystemExit, match="2"):
        main(["decide"])
    assert "--schema" in capsys.readouterr().err


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*GivenHistory.model_fields, *GivenSession.model_fields])
            | st.text(max_size=4),
            inner,
        )
    ),
    max_leaves=8,
)


@given(content=JSON)
def test_no_file_is_more_than_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: object
) -> None:
    folder = tmp_path_factory.mktemp("given")
    with suppress(GluteError):
        assert _answer(folder, content)["next"]["seconds"] == 1200
