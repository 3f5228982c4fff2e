"""The index of one set: the formulas of evidence 3.3 and what must hold of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gluteapp.core.analytics import WhyNone
from gluteapp.core.circuit import Band, Load
from gluteapp.core.exercise import Family
from gluteapp.core.strength import Loaded, curve, is_off_tempo, loaded, score_hold, score_reps
from gluteapp.core.strength_rules import StrengthRules
from tests.small_digests import RULES

ANCHOR = Loaded(coefficient=1.0)
REPS = st.integers(min_value=1, max_value=60)
LEFT = st.integers(min_value=0, max_value=9)


def test_fifteen_clean_reps_of_an_anchor_are_a_hundred() -> None:
    for move in RULES.anchors.values():
        assert RULES.moves[move].difficulty == 1.0
    assert curve(RULES, 15) == pytest.approx(1.417, abs=0.001)
    assert score_reps(RULES, ANCHOR, reps=12, rir=3).index == pytest.approx(100)


def test_the_check_of_the_evidence() -> None:
    assert curve(RULES, 24) == pytest.approx(1.578, abs=0.001)
    score = score_reps(RULES, Loaded(coefficient=0.434), reps=20, rir=4)
    assert round(score.index) == 48


@given(reps=REPS, rir=LEFT)
def test_more_reps_and_more_left_are_never_less(reps: int, rir: int) -> None:
    score = score_reps(RULES, ANCHOR, reps=reps, rir=rir)
    assert score_reps(RULES, ANCHOR, reps=reps + 1, rir=rir).index >= score.index
    assert score_reps(RULES, ANCHOR, reps=reps, rir=rir + 1).index >= score.index
    assert score.reps_possible == min(30, reps + min(4, rir))


@given(reps=REPS, rir=LEFT)
def test_five_left_or_25_possible_is_a_lower_bound(reps: int, rir: int) -> None:
    score = score_reps(RULES, ANCHOR, reps=reps, rir=rir)
    assert score.is_censored is (rir >= 5 or score.reps_possible >= 25)


@given(
    kettlebell_kg=st.floats(min_value=0.5, max_value=100),
    body_mass_kg=st.floats(min_value=20, max_value=400),
)
def test_a_kettlebell_makes_harder_but_never_more_than_twice(
    kettlebell_kg: float, body_mass_kg: float
) -> None:
    row = RULES.moves["single_leg_bridge/kettlebell"]
    carried = loaded(RULES, row, Load(kettlebell_kg=kettlebell_kg), body_mass_kg)
    assert isinstance(carried, Loaded)
    assert row.difficulty < carried.coefficient <= 2 * row.difficulty
    lighter = loaded(RULES, row, Load(kettlebell_kg=kettlebell_kg), body_mass_kg / 2)
    assert isinstance(lighter, Loaded)
    assert lighter.coefficient >= carried.coefficient
    assert not carried.is_approximate


@pytest.mark.parametrize(
    ("move", "load", "added"),
    [
        ("glute_bridge/kettlebell", Load(kettlebell_kg=16), 7.1 * 16 / 70),
        ("single_leg_bridge/kettlebell", Load(kettlebell_kg=16), 14.2 * 16 / 70),
        ("single_leg_rdl/kettlebell", Load(kettlebell_kg=8), 25 * 8 / 70),
        ("squat/goblet", Load(kettlebell_kg=16), 0.5 * 16 / 70),
        ("lunge/kettlebell", Load(kettlebell_kg=16), 0.65 * 16 / 70),
        ("single_leg_squat/chair", Load(kettlebell_kg=16), 1.0 * 16 / 70),
        ("side_lying_abduction/banded_knees", Load(band_n=35), 22 * 35 / (9.81 * 70)),
        ("side_lying_abduction/banded_ankles", Load(band_n=35), 45 * 35 / (9.81 * 70)),
    ],
)
def test_what_a_load_adds(move: str, load: Load, added: float) -> None:
    row = RULES.moves[move]
    expected = row.difficulty * min(2, 1 + added / row.load)
    carried = loaded(RULES, row, load, 70)
    assert isinstance(carried, Loaded)
    assert carried.coefficient == pytest.approx(expected)
    assert carried.is_approximate is (load.band_n is not None)


def test_what_is_not_known_is_said() -> None:
    clam, step = RULES.moves["clam/banded"], RULES.moves["step_up/standard"]
    assert loaded(RULES, clam, Load(band=Band.LIGHT), 70) is WhyNone.NO_BAND_FORCE
    assert loaded(RULES, clam, Load(band_n=15), None) is WhyNone.NO_BODY_MASS
    assert loaded(RULES, step, Load(kettlebell_kg=8), 70) is WhyNone.NO_COEFFICIENT
    assert loaded(RULES, step, Load(), None) == Loaded(coefficient=1.19)


def test_a_loop_across_the_move_adds_nothing_and_needs_no_force() -> None:
    bridge = RULES.moves["glute_bridge/banded"]
    assert loaded(RULES, bridge, Load(band=Band.HEAVY), None) == Loaded(
        coefficient=0.43, is_approximate=True
    )


def test_a_hold_is_scored_by_its_seconds() -> None:
    assert score_hold(RULES, ANCHOR, held_s=45, rir=0).index == pytest.approx(100)
    assert score_hold(RULES, ANCHOR, held_s=90, rir=0).index == pytest.approx(100 * 2**0.4)
    capped = score_hold(RULES, ANCHOR, held_s=300, rir=0)
    assert capped.reps_possible == 120
    assert capped.is_censored


def test_what_is_left_of_a_hold() -> None:
    in_parts = score_hold(RULES, ANCHOR, held_s=30, rir=2, rep_s=10)
    assert (in_parts.reps_possible, in_parts.is_censored) == (50, False)
    assert score_hold(RULES, ANCHOR, held_s=30, rir=5, rep_s=10).is_censored
    still = score_hold(RULES, ANCHOR, held_s=30, rir=1)
    assert (still.reps_possible, still.is_censored) == (30, True)
    assert not score_hold(RULES, ANCHOR, held_s=30, rir=0).is_censored


def test_off_tempo_is_more_than_a_quarter_away() -> None:
    assert not is_off_tempo(RULES, measured_s=6.25, set_s=5)
    assert not is_off_tempo(RULES, measured_s=3.75, set_s=5)
    assert is_off_tempo(RULES, measured_s=6.3, set_s=5)
    assert is_off_tempo(RULES, measured_s=3.7, set_s=5)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"weights": {Family.SQUAT: 1.0}}, "weights_incomplete"),
        ({"anchors": {Family.SQUAT: "lunge/reverse"}}, "anchors_incomplete"),
        ({"anchors": {**RULES.anchors, Family.SQUAT: "lunge/flying"}}, "anchors_incomplete"),
    ],
)
def test_rules_know_each_family(changes: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        StrengthRules.model_validate(RULES.model_dump() | changes)
    assert caught.value.errors()[0]["type"] == code
