"""Benchmark sets: which moves, how long at most, equally left and right, whatever the doses are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.benchmark_sets import (
    BENCHMARK,
    REPS_MAX,
    benchmark_circuit,
    benchmark_moves,
    usual_ms,
)
from gluteapp.core.circuit import Band, Circuit, CircuitStep, Load, SessionMode, StepKind
from gluteapp.core.compile import Written
from gluteapp.core.exercise import Family, Library, Side, Tempo
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.prescription import Prescription
from gluteapp.core.progression import History, Plan, replay
from gluteapp.core.strength_rules import INDEX_FAMILIES, StrengthRules
from tests.progress_content import BARE, CONTENT, LIBRARY, histories

FOUNDATION = Written.of(CONTENT.circuits["foundation"], LIBRARY).doses
MOVES = [f"{one.id}/{variant.id}" for one in LIBRARY.exercises.values() for variant in one.variants]


def _rules() -> StrengthRules:
    assert CONTENT.strength is not None
    return CONTENT.strength


RULES = _rules()


def _dose(move: str, **more: Any) -> Prescription:
    return Prescription(move=move, seconds=30, **more)


def _circuit(doses: dict[str, Prescription] | None = None, mass_kg: float | None = 70) -> Circuit:
    made = benchmark_circuit(FOUNDATION if doses is None else doses, LIBRARY, RULES, mass_kg)
    assert made is not None
    return made


def _sets(circuit: Circuit) -> list[CircuitStep]:
    return [row for row in circuit.steps if row.kind is StepKind.WORK]


def test_foundation_is_measured_with_its_hardest_move_of_each_family() -> None:
    circuit = _circuit()
    assert (circuit.id, circuit.mode) == (BENCHMARK, SessionMode.BENCHMARK)
    done = [(row.move, row.side, row.seconds) for row in _sets(circuit)]
    # The bridge is done at 2-2-2, the others at 2-1-2: thirty repetitions at most.
    assert done == [
        ("kick_back/bent_knee", Side.LEFT, 150),
        ("kick_back/bent_knee", Side.RIGHT, 150),
        ("fire_hydrant/standard", Side.LEFT, 150),
        ("fire_hydrant/standard", Side.RIGHT, 150),
        ("lunge/split_squat", Side.LEFT, 150),
        ("lunge/split_squat", Side.RIGHT, 150),
    ]
    assert all(row.is_user_ended and row.round is None for row in _sets(circuit))


def test_it_takes_about_nine_minutes_and_warms_up_first() -> None:
    circuit = _circuit()
    assert 8 * 60_000 <= usual_ms(circuit, LIBRARY) <= 10 * 60_000
    assert [row.kind for row in circuit.steps[:5]] == [
        StepKind.COUNT_IN,
        StepKind.WARM_UP,
        StepKind.REST,
        StepKind.WARM_UP,
        StepKind.REST,
    ]
    assert circuit.steps[-1].kind is StepKind.REST


def test_after_every_set_there_is_time_to_answer() -> None:
    timeline = lay_out(_circuit(), LIBRARY, Options())
    for step in timeline.steps:
        if step.kind is StepKind.WORK:
            asked = timeline.steps[step.index + 1]
            assert step.index in asked.felt_steps
            assert asked.duration_ms >= 30_000


def test_the_move_that_took_a_station_is_measured_with_its_load_and_tempo() -> None:
    load, tempo = Load(kettlebell_kg=8), Tempo(lower_s=3, hold_s=2, lift_s=2)
    dose = _dose("glute_bridge/standard", load=load, tempo=tempo)
    (row,) = _sets(_circuit({"glute_bridge/easy": dose}))
    assert (row.station, row.move) == ("glute_bridge/easy", "glute_bridge/standard")
    assert (row.load, row.tempo, row.seconds) == (load, tempo, 210)
    assert row.side is Side.BOTH


def test_the_same_move_with_more_on_it_is_the_harder_one() -> None:
    plain, loaded = _dose("squat/standard"), _dose("squat/standard", load=Load(kettlebell_kg=12))
    (move,) = benchmark_moves({"a/one": plain, "a/two": loaded}, LIBRARY, RULES, 70)
    assert (move.station, move.dose) == ("a/two", loaded)
    (move,) = benchmark_moves({"a/one": loaded, "a/two": plain}, LIBRARY, RULES, 70)
    assert move.station == "a/one"


def test_a_load_that_cannot_be_put_into_numbers_measures_nothing() -> None:
    loaded = _dose("squat/standard", load=Load(kettlebell_kg=12))
    (move,) = benchmark_moves(
        {"a/one": _dose("squat/chair"), "a/two": loaded}, LIBRARY, RULES, None
    )
    assert move.station == "a/one"
    assert benchmark_circuit({"a/two": loaded}, LIBRARY, RULES, None) is None


def test_a_move_without_a_coefficient_measures_nothing() -> None:
    rows = {name: row for name, row in RULES.moves.items() if name != "squat/chair"}
    rules = RULES.model_copy(update={"moves": rows})
    assert benchmark_circuit({"a/one": _dose("squat/chair")}, LIBRARY, rules, 70) is None
    assert benchmark_circuit({"a/one": _dose("march/standard")}, LIBRARY, RULES, 70) is None


def test_a_hold_ends_after_two_minutes() -> None:
    name = "wall_press/standard"
    row = RULES.moves["side_plank_lift/hold"]
    rules = RULES.model_copy(update={"moves": {**RULES.moves, name: row}})
    made = benchmark_circuit({name: _dose(name)}, LIBRARY, rules, None)
    assert made is not None
    assert [one.seconds for one in _sets(made)] == [120, 120]
    assert usual_ms(made, LIBRARY) == made.seconds * 1000 - 2 * 75_000


def test_a_hold_that_is_done_in_repetitions_ends_after_two_minutes_too() -> None:
    made = _circuit({"a/one": _dose("side_plank_lift/hold")})
    assert {row.seconds for row in _sets(made)} == {120}


def test_a_slow_tempo_has_whole_reps_and_stays_within_the_longest_step() -> None:
    tempo = Tempo(lower_s=10, hold_s=9, lift_s=10)
    (row,) = _sets(_circuit({"a/one": _dose("squat/chair", tempo=tempo)}))
    assert row.seconds == 20 * 29


@pytest.mark.parametrize("gone", ["march", "glute_bridge"])
def test_a_library_without_a_warm_up_move_has_the_other(gone: str) -> None:
    kept = {name: one for name, one in LIBRARY.exercises.items() if name != gone}
    circuit = benchmark_circuit(
        {"a/one": _dose("squat/chair")}, Library(exercises=kept), RULES, None
    )
    assert circuit is not None
    warm_up = [row.exercise for row in circuit.steps if row.kind is StepKind.WARM_UP]
    assert warm_up == [name for name in ("march", "glute_bridge") if name != gone]


def _holds(circuit: Circuit, doses: dict[str, Prescription]) -> None:
    """What is true of every benchmark circuit, over what its own checks hold."""
    timeline = lay_out(circuit, LIBRARY, Options(first_side=Side.RIGHT))
    sets = [step for step in timeline.steps if step.kind is StepKind.WORK]
    families = [step.exercise.family for step in sets if step.exercise is not None]
    assert families == sorted(families, key=INDEX_FAMILIES.index)
    assert len({step.station for step in sets}) == len(set(families))
    for step in sets:
        assert step.station is not None
        dose = doses[step.station]
        assert (step.move, step.load) == (dose.move, dose.load)
        assert dose.tempo is None or step.tempo == dose.tempo
        assert step.lead_in_ms == 0
        assert step.reps <= REPS_MAX
        assert step.reps or step.duration_ms == 120_000
    assert usual_ms(circuit, LIBRARY) <= timeline.length_ms


@given(
    st.lists(
        st.builds(
            _dose,
            st.sampled_from(MOVES),
            tempo=st.none()
            | st.builds(
                Tempo,
                lower_s=st.integers(1, 10),
                hold_s=st.integers(0, 10),
                lift_s=st.integers(1, 10),
            ),
            load=st.sampled_from(
                [Load(), Load(kettlebell_kg=8), Load(band_n=35.0), Load(band=Band.LIGHT)]
            ),
        ),
        max_size=8,
    ),
    st.sampled_from([None, 55.0, 90.0]),
)
def test_any_doses_give_a_circuit_that_can_be_laid_out(
    given_doses: list[Prescription], mass_kg: float | None
) -> None:
    named = {f"{dose.exercise}/s{at}": dose for at, dose in enumerate(given_doses)}
    circuit = benchmark_circuit(named, LIBRARY, RULES, mass_kg)
    if circuit is not None:
        _holds(circuit, named)


@given(histories(most=3))
def test_what_a_history_led_to_can_be_measured(history: History) -> None:
    doses = replay(history, BARE, onto=Plan()).doses("foundation", BARE)
    circuit = benchmark_circuit(doses, LIBRARY, RULES, 70)
    assert circuit is not None
    _holds(circuit, doses)
    assert {Family.HIP_EXTENSION, Family.ABDUCTION, Family.SQUAT} == {
        one.family for one in benchmark_moves(doses, LIBRARY, RULES, 70)
    }
