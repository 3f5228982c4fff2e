"""Lays a written circuit out in time. Asks no clock and reads no file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gluteapp.core.circuit import Circuit, CircuitStep, StepKind
from gluteapp.core.exercise import Library, Side
from gluteapp.core.timeline import Step, Timeline, with_instruction


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user chose before the circuit was laid out."""

    first_side: Side = Side.LEFT


def lay_out(circuit: Circuit, library: Library, options: Options) -> Timeline:
    """Lay a circuit out on a timeline; KeyError when it names a move the library lacks."""
    rows = [_sided(row, circuit, options.first_side) for row in circuit.steps]
    steps: list[Step] = []
    at_ms = 0
    set_number = 0
    for index, row in enumerate(rows):
        exercise = variant = None
        if row.exercise is not None and row.variant is not None:
            exercise, variant = library.move(f"{row.exercise}/{row.variant}")
        if row.kind is StepKind.WORK:
            set_number += 1
        tempo = row.tempo
        if tempo is None and exercise is not None and variant is not None:
            tempo = variant.tempo or exercise.tempo
        steps.append(
            Step(
                index=index,
                kind=row.kind,
                start_ms=at_ms,
                duration_ms=row.seconds * 1000,
                planned_ms=row.seconds * 1000,
                title=row.title,
                instruction=row.title,
                exercise=exercise,
                variant=row.variant,
                station=row.station or row.move,
                side=row.side or (Side.BOTH if exercise else None),
                tempo=tempo,
                load=row.load,
                round=row.round,
                set_number=set_number if row.kind is StepKind.WORK else None,
                first_side=options.first_side,
                is_user_ended=row.is_user_ended,
            )
        )
        at_ms += row.seconds * 1000
    paired = _with_pairs(steps)
    finished = tuple(with_instruction(paired, _with_questions(paired, step)) for step in paired)
    return Timeline(
        circuit_id=circuit.id,
        circuit_title=circuit.title,
        circuit_version=circuit.version,
        steps=finished,
        mode=circuit.mode,
    )


def _sided(row: CircuitStep, circuit: Circuit, first_side: Side) -> CircuitStep:
    """The row with its side swapped when the circuit's own pairs begin with the other side."""
    sided = (step.side for step in circuit.steps if step.kind is StepKind.WORK)
    written = next((side for side in sided if side in (Side.LEFT, Side.RIGHT)), None)
    if written is None or written is first_side or row.side is None:
        return row
    return row.model_copy(update={"side": row.side.opposite})


def _with_pairs(steps: list[Step]) -> tuple[Step, ...]:
    """Number the pairs: one move, first one side, then the other, with one step between."""
    pairs: dict[int, int] = {}
    for first in steps[:-2]:
        second = steps[first.index + 2]
        is_pair = (
            first.kind.is_move
            and first.kind is second.kind
            and first.move == second.move
            and first.side in (Side.LEFT, Side.RIGHT)
            and second.side is first.side.opposite
            and first.index not in pairs
        )
        if is_pair:
            number = len(pairs) // 2 + 1
            pairs[first.index] = pairs[second.index] = number
    return tuple(replace(step, pair=pairs.get(step.index)) for step in steps)


def _with_questions(steps: tuple[Step, ...], step: Step) -> Step:
    """Let a step after a work set ask about it: effort of one side, or the whole pair."""
    if step.index == 0 or step.kind is StepKind.WORK:
        return step
    done = steps[step.index - 1]
    if done.kind is not StepKind.WORK:
        return step
    if step.kind is StepKind.SWITCH or done.pair is None:
        return replace(step, felt_steps=(done.index,))
    both = tuple(other.index for other in steps[: step.index] if other.pair == done.pair)
    return replace(step, felt_steps=both)
