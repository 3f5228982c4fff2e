"""What content files may say, and what the models answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gluteapp.core.circuit import Circuit, CircuitStep, StepKind
from gluteapp.core.clock import ManualClock, SystemClock
from gluteapp.core.exercise import Citation, Library, Side
from gluteapp.core.timeline import Timeline, marks_of
from tests.small_content import exercise


@given(side=st.sampled_from(Side))
def test_the_opposite_of_the_opposite_is_the_same(side: Side) -> None:
    assert side.opposite.opposite is side
    assert (side.opposite is side) == (side is Side.BOTH)


def test_positions_are_told_for_the_working_side() -> None:
    positions = exercise("clam").positions
    assert positions.for_side(Side.LEFT) == "Go left"
    assert positions.for_side(Side.RIGHT) == "Go right"
    assert positions.for_side(None) == positions.for_side(Side.BOTH) == positions.both


@pytest.mark.parametrize(("mark", "is_shown"), [("V", True), ("V2", True), ("M", False)])
def test_only_checked_sources_are_shown(mark: str, is_shown: bool) -> None:
    citation = Citation.model_validate({"text": "Somebody 2020", "mark": mark})
    assert citation.is_shown is is_shown


def test_two_variants_of_one_id_are_refused() -> None:
    variant = {"id": "one", "name": "One", "motion": "m"}
    with pytest.raises(ValidationError, match="two variants have the same id"):
        exercise("clam", variants=[variant, variant])


def test_counted_moves_need_a_tempo() -> None:
    with pytest.raises(ValidationError, match="needs a tempo"):
        exercise("clam", tempo=None)


def test_a_missing_variant_is_a_key_error(small_library: Library) -> None:
    assert small_library.move("clam/easy")[1].id == "easy"
    with pytest.raises(KeyError, match="clam/gone"):
        small_library.move("clam/gone")


def test_a_move_step_names_its_move_and_a_rest_none() -> None:
    with pytest.raises(ValidationError, match="names an exercise"):
        CircuitStep(kind=StepKind.WORK, seconds=30)
    with pytest.raises(ValidationError, match="names no exercise"):
        CircuitStep(kind=StepKind.REST, seconds=30, exercise="clam", variant="standard")


def test_a_circuit_adds_up(small_circuit: Circuit) -> None:
    assert small_circuit.set_count == 7
    with pytest.raises(ValidationError, match="the steps last 405 s, the circuit says 400 s"):
        Circuit.model_validate({**small_circuit.model_dump(), "seconds": 400})


def test_rests_have_no_phases_and_no_body(timeline: Timeline) -> None:
    rest = timeline.steps[4]
    assert (rest.phases_ms, rest.hard_end_ms, rest.lead_in_ms, rest.move) == ((), 0, 0, None)
    assert timeline.position_in(4, 3_000).figure_phase == 0


def test_a_left_out_step_has_no_length(timeline: Timeline) -> None:
    shorter = timeline.without(frozenset({3}))
    assert shorter.length_ms == timeline.length_ms - 40_000
    assert shorter.position_in(3, 0).figure_phase == 0
    assert marks_of(shorter.steps[3]) == ()
    assert shorter.set_count == timeline.set_count - 1


def test_the_system_clock_runs_forward() -> None:
    clock = SystemClock()
    first, second = clock.read(), clock.read()
    assert second.monotonic_ms >= first.monotonic_ms
    assert -14 * 60 <= first.offset_min <= 14 * 60


def test_a_manual_clock_moves_when_told() -> None:
    clock = ManualClock(utc_ms=1_000)
    clock.move(500)
    clock.sleep_machine(200)
    clock.set_offset(120)
    now = clock.read()
    assert (now.monotonic_ms, now.utc_ms, now.offset_min) == (500, 1_700, 120)
