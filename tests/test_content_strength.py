"""The coefficients that ship are those of the evidence, and every number says where it is from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gluteapp.content import load_content
from gluteapp.core.exercise import Equipment, Family
from gluteapp.core.strength_rules import INDEX_FAMILIES, StrengthRules
from gluteapp.paths import Paths
from tests.small_digests import STRENGTH_FILE

# Evidence 3.2: every row.
COEFFICIENTS = {
    "frog_pump/standard": (0.40, "D"),
    "glute_bridge/standard": (0.43, "C"),
    "kick_back/bent_knee": (0.62, "C"),
    "kick_back/straight_leg": (0.71, "C"),
    "marching_bridge/standard": (0.74, "C"),
    "single_leg_bridge/standard": (1.00, "C"),
    "single_leg_rdl/standard": (1.11, "C"),
    "clam/standard": (0.48, "C"),
    "fire_hydrant/standard": (0.58, "C"),
    "side_lying_abduction/bent_knee": (0.85, "D"),
    "side_lying_abduction/standard": (1.00, "C"),
    "hip_hitch/standard": (1.09, "C"),
    "lateral_band_walk/ankles": (1.13, "C"),
    "side_plank_lift/standard": (1.65, "C"),
    "side_plank_lift/on_feet": (2.27, "C"),
    "squat/chair": (0.53, "C"),
    "squat/standard": (0.65, "C"),
    "lunge/split_squat": (0.94, "C"),
    "lunge/reverse": (1.00, "C"),
    "lunge/lateral": (1.01, "C"),
    "lunge/forward": (1.05, "C"),
    "step_up/standard": (1.19, "C"),
    "single_leg_squat/chair": (1.53, "C"),
}

# Evidence 3.2: load L, and what a kettlebell or a band adds to it.
LOADS: dict[str, tuple[float, float | None, float | None]] = {
    "frog_pump/standard": (2.4, 7.1, None),
    "glute_bridge/standard": (2.9, 7.1, None),
    "kick_back/bent_knee": (2.6, None, None),
    "kick_back/straight_leg": (3.4, None, None),
    "marching_bridge/standard": (5.5, None, None),
    "single_leg_bridge/standard": (8.2, 14.2, None),
    "single_leg_rdl/standard": (8.0, 25, None),
    "clam/standard": (1.2, None, 22),
    "fire_hydrant/standard": (1.8, None, 22),
    "side_lying_abduction/bent_knee": (2.5, None, 22),
    "side_lying_abduction/standard": (3.4, None, 22),
    "side_lying_abduction/banded_ankles": (3.4, None, 45),
    "hip_hitch/standard": (4.4, None, None),
    "lateral_band_walk/ankles": (4.4, None, None),
    "side_plank_lift/standard": (7.8, None, 22),
    "side_plank_lift/on_feet": (11.3, None, 22),
    "squat/chair": (0.37, 0.5, None),
    "squat/standard": (0.44, 0.5, None),
    "lunge/split_squat": (0.60, 0.65, None),
    "lunge/reverse": (0.65, 0.65, None),
    "lunge/lateral": (0.65, 0.65, None),
    "lunge/forward": (0.65, 0.65, None),
    "step_up/standard": (0.80, None, None),
    "single_leg_squat/chair": (0.94, 1.0, None),
}

CONTENT = load_content(Paths.under(Path("nowhere")))
LIBRARY = CONTENT.library


def _rules() -> StrengthRules:
    assert CONTENT.strength is not None
    return CONTENT.strength


@pytest.mark.parametrize("move", COEFFICIENTS)
def test_coefficients_are_those_of_the_evidence(move: str) -> None:
    row = _rules().moves[move]
    assert (row.difficulty, row.mark) == COEFFICIENTS[move]


@pytest.mark.parametrize("move", LOADS)
def test_loads_are_those_of_the_evidence(move: str) -> None:
    row = _rules().moves[move]
    assert (row.load, row.kettlebell, row.band) == LOADS[move]


def test_formulas_are_those_of_the_evidence() -> None:
    rules = _rules()
    assert rules.curve == (0.522, 0.419, 0.055)
    assert (rules.reference_reps, rules.most_reps, rules.censored_reps) == (15, 30, 25)
    assert (rules.most_rir, rules.most_load, rules.off_tempo) == (4, 2, 0.25)
    assert (rules.hold_reference_s, rules.hold_most_s, rules.hold_power) == (45, 120, 0.4)
    assert [rules.weights[family] for family in INDEX_FAMILIES] == [0.40, 0.35, 0.25]
    assert (rules.family_sessions, rules.fresh_days, rules.least_families) == (3, 14, 2)
    assert (rules.wobble, rules.change_sessions, rules.change_stays) == (0.10, 3, 2)
    assert list(rules.band_n.values()) == [15, 35, 50]


def test_each_move_of_strength_has_a_row_and_no_other_has() -> None:
    moves = {
        f"{one.id}/{variant.id}"
        for one in LIBRARY.exercises.values()
        for variant in one.variants
        if one.family in INDEX_FAMILIES
    }
    without = moves - _rules().moves.keys()
    assert without == {"wall_press/standard", "wall_press/short_hold"}
    assert _rules().moves.keys() <= moves


def test_versions_that_carry_something_have_a_figure_for_it() -> None:
    for move, row in _rules().moves.items():
        equipment = LIBRARY.move(move)[1].equipment
        assert Equipment.KETTLEBELL not in equipment or row.kettlebell, move
        is_across = LIBRARY.move(move)[0].family is not Family.ABDUCTION or "walk" in move
        assert Equipment.LOOP_BAND not in equipment or row.band or is_across, move


def test_a_banded_or_weighted_version_stands_where_its_plain_one_does() -> None:
    rows = _rules().moves
    plain = {
        "glute_bridge/banded": "glute_bridge/standard",
        "glute_bridge/kettlebell": "glute_bridge/standard",
        "single_leg_bridge/kettlebell": "single_leg_bridge/standard",
        "single_leg_rdl/kettlebell": "single_leg_rdl/standard",
        "kick_back/banded": "kick_back/straight_leg",
        "clam/banded": "clam/standard",
        "fire_hydrant/banded": "fire_hydrant/standard",
        "side_lying_abduction/banded_knees": "side_lying_abduction/standard",
        "side_plank_lift/banded": "side_plank_lift/on_feet",
        "hip_hitch/kettlebell": "hip_hitch/standard",
        "squat/banded": "squat/standard",
        "squat/goblet": "squat/standard",
        "lunge/kettlebell": "lunge/forward",
    }
    for move, other in plain.items():
        assert (rows[move].difficulty, rows[move].load) == (
            rows[other].difficulty,
            rows[other].load,
        ), move


MISTAKES = [
    ("version = 1", "version = 0", "field `version`: 0 is less than 1"),
    ("off_tempo = 0.25", "off_tempo = 0", "field `off_tempo`: 0 is not above 0"),
    ("squat = 0.25", "", "each family of the strength index needs one weight"),
    ('squat = "lunge/reverse"', "", "needs an anchor that has a coefficient"),
    ('mark = "D", load = 2.4, ke', 'mark = "E", load = 2.4, ke', "'E' is not one of C, D"),
    ("heavy = 50.0", "iron = 50.0", "'iron' is not one of light, medium, heavy"),
    (
        "curve = [0.522, 0.419, 0.055]",
        "curve = [0.522, 0.419]",
        "entry 3 of `curve`: it is missing",
    ),
    ("[moves]", "[moves", "it is not valid TOML"),
]


@pytest.mark.parametrize(("old", "new", "expected"), MISTAKES)
def test_a_broken_file_is_one_sentence_and_the_rest_loads(
    paths: Paths, tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    for kind in ("exercises", "circuits", "motions"):
        (assets / kind).symlink_to(paths.assets / kind)
    good = STRENGTH_FILE.read_text(encoding="utf-8")
    assert old in good
    (assets / "strength.toml").write_text(good.replace(old, new, 1), encoding="utf-8")
    content = load_content(replace(paths, assets=assets))
    assert content.strength is None
    assert content.circuits == CONTENT.circuits
    (problem,) = content.problems
    assert problem.message.startswith("assets/strength.toml: ")
    assert expected in problem.message
