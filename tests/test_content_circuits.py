"""The circuits that ship: to the second those of the evidence, and equal on both sides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gluteapp.content import load_content
from gluteapp.core.circuit import Band, Circuit, StepKind
from gluteapp.core.exercise import Laterality, Side, Tempo
from gluteapp.core.layout import Options, lay_out
from gluteapp.paths import Paths

EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "data" / "circuits_expected.json").read_text(encoding="utf-8")
)
BUILT_IN = load_content(Paths.under(Path("nowhere")))
LIBRARY = BUILT_IN.library
CIRCUITS = list(BUILT_IN.circuits.values())
each_circuit = pytest.mark.parametrize("circuit", CIRCUITS, ids=lambda one: one.id)
each_first_side = pytest.mark.parametrize("first_side", [Side.LEFT, Side.RIGHT])


@each_circuit
def test_circuits_are_those_of_the_evidence_to_the_second(circuit: Circuit) -> None:
    expected = EXPECTED[circuit.id]
    at_s = 0
    for row, step in zip(expected, circuit.steps, strict=True):
        written = {
            "start_s": at_s,
            "seconds": step.seconds,
            "kind": step.kind,
            "move": f"{step.exercise}/{step.variant}" if step.exercise else None,
            "side": step.side,
            "tempo": None if step.tempo is None else str(step.tempo),
            "round": step.round,
        }
        assert written == row
        at_s += step.seconds
    assert at_s == circuit.seconds == (300 if circuit.id == "daily" else 1200)


@each_circuit
@each_first_side
def test_circuits_lay_out_exactly(circuit: Circuit, first_side: Side) -> None:
    timeline = lay_out(circuit, LIBRARY, Options(first_side=first_side))
    assert timeline.length_ms == (300_000 if circuit.id == "daily" else 1_200_000)
    worked_ms = {Side.LEFT: 0, Side.RIGHT: 0, Side.BOTH: 0}
    for step in timeline.steps:
        if step.kind is StepKind.WORK:
            assert step.side is not None
            assert step.tempo is not None
            assert step.reps >= 2
            assert step.lead_in_ms + step.reps * step.tempo.rep_ms == step.duration_ms
            assert 0 <= step.lead_in_ms < step.tempo.rep_ms
            worked_ms[step.side] += step.duration_ms
        assert step.instruction
    assert worked_ms[Side.LEFT] == worked_ms[Side.RIGHT] > 0


@pytest.mark.parametrize(
    ("circuit_id", "work_s"), [("foundation", 660), ("build", 700), ("perform", 720)]
)
def test_work_time_is_that_of_the_evidence(circuit_id: str, work_s: int) -> None:
    steps = BUILT_IN.circuits[circuit_id].steps
    assert sum(step.seconds for step in steps if step.kind is StepKind.WORK) == work_s


@each_circuit
def test_circuit_moves_have_an_easier_one_for_the_same_side(circuit: Circuit) -> None:
    for step in circuit.steps:
        if step.kind is StepKind.WORK:
            exercise, variant = LIBRARY.move(f"{step.exercise}/{step.variant}")
            assert variant.easier is not None, f"{exercise.id}/{variant.id}"
            easier, _ = LIBRARY.move(variant.easier)
            sided = Laterality.ONE_SIDED
            assert (easier.laterality is sided) is (exercise.laterality is sided)


@each_circuit
def test_easier_moves_fit_the_interval_too(circuit: Circuit) -> None:
    for step in circuit.steps:
        if step.kind is StepKind.WORK:
            _, variant = LIBRARY.move(f"{step.exercise}/{step.variant}")
            easier, target = LIBRARY.move(variant.easier or "")
            tempo = target.tempo or easier.tempo
            assert isinstance(tempo, Tempo)
            assert step.seconds * 1000 >= 2 * tempo.rep_ms


@each_circuit
def test_what_is_no_move_says_what_to_do(circuit: Circuit) -> None:
    for step in circuit.steps:
        if step.kind.is_move:
            assert not step.title
        else:
            assert 0 < len(step.title) <= 30


def test_bands_are_written_where_the_move_is_banded() -> None:
    for circuit in CIRCUITS:
        for step in circuit.steps:
            band = Band.MEDIUM if step.variant == "banded" else None
            assert step.load.band is band
            assert step.load.kettlebell_kg is None


def test_fire_hydrants_of_build_hold_two_seconds() -> None:
    steps = BUILT_IN.circuits["build"].steps
    tempos = {str(step.tempo) for step in steps if step.exercise == "fire_hydrant"}
    assert tempos == {"2-2-2"}
