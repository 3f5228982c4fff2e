"""The benchmark session: one set of each family and side, ended by the user. Knows no log.

Evidence 3.6: at a fixed tempo, on until about two reps are left, thirty at most. The move of a
family is the hardest that the user does now: a harder one would speak for its family from then on
and silence what ordinary sessions say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gluteapp.core.analytics import WhyNone
from gluteapp.core.circuit import Circuit, CircuitStep, SessionMode, StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.compile import switch_row
from gluteapp.core.exercise import Family, Laterality, Library, Side, Tempo
from gluteapp.core.prescription import Prescription
from gluteapp.core.strength import loaded
from gluteapp.core.strength_rules import INDEX_FAMILIES, StrengthRules

BENCHMARK = "benchmark"
"""The id of its circuit, which is in no file."""
REPS_MAX = 30
"""A benchmark set stops here (evidence 3.6), where the strength curve has gone flat."""
HOLD_MAX_S = 120
"""A hold stops here: more seconds do not count (evidence 3.3)."""
STEP_MAX_S = 600
"""The longest step of a circuit."""
SWITCH_S = 30
REST_S = 45
"""Between two sides and between two moves: time to answer and to catch one's breath; design choice.

The leg that works next was idle meanwhile.
"""
PLACE_S = 20
"""From the warm-up into the first set: time to fetch what it needs; design choice."""
LAST_S = 30
"""After the last set: time to answer about it."""
USUAL_REPS = 8
"""How many reps a set takes, to tell the length: R of 7 to 12 less two (evidence 3.6)."""
USUAL_HOLD_S = 45
"""How long a hold takes, to tell the length: the reference of evidence 3.3."""
MARCH, EASY_BRIDGE = "march/standard", "glute_bridge/easy"
"""The warm-up, of the moves that ship."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkMove:
    """What a family is measured with: its station, and the dose in force there."""

    family: Family
    station: str
    dose: Prescription
    is_hold: bool
    """Seconds are what counts, also where a tempo makes repetitions of them."""


def benchmark_moves(
    doses: Mapping[str, Prescription],
    library: Library,
    rules: StrengthRules,
    body_mass_kg: float | None,
) -> tuple[BenchmarkMove, ...]:
    """The hardest measurable move of each family among doses by station; always in one order.

    A move whose load cannot be put into numbers says nothing and is left out. KeyError when the
    library lacks a move.
    """
    hardest: dict[Family, tuple[tuple[float, str], BenchmarkMove]] = {}
    for station, dose in doses.items():
        exercise, _ = library.move(dose.move)
        row = rules.moves.get(dose.move)
        if exercise.family not in INDEX_FAMILIES or row is None:
            continue
        carried = loaded(rules, row, dose.load, body_mass_kg)
        if isinstance(carried, WhyNone):
            continue
        hardness = (carried.coefficient, dose.move)
        known = hardest.get(exercise.family)
        if known is None or hardness > known[0]:
            found = BenchmarkMove(
                family=exercise.family, station=station, dose=dose, is_hold=row.is_hold
            )
            hardest[exercise.family] = (hardness, found)
    return tuple(hardest[family][1] for family in INDEX_FAMILIES if family in hardest)


def benchmark_circuit(
    doses: Mapping[str, Prescription],
    library: Library,
    rules: StrengthRules,
    body_mass_kg: float | None,
) -> Circuit | None:
    """The circuit of benchmark sets for the doses in force; None when nothing can be measured."""
    moves = benchmark_moves(doses, library, rules, body_mass_kg)
    if not moves:
        return None
    rows = _warm_up(library)
    for number, move in enumerate(moves):
        rows.append(_rest(REST_S if number else PLACE_S))
        rows += _sets(move, library)
    rows.append(_rest(LAST_S))
    return Circuit(
        id=BENCHMARK,
        title="Benchmark sets",
        summary="One set of each move until about two reps are left",
        level=0,
        seconds=sum(row.seconds for row in rows),
        mode=SessionMode.BENCHMARK,
        steps=tuple(rows),
    )


def usual_ms(circuit: Circuit, library: Library) -> Millis:
    """How long such a circuit takes as a rule; its own length is the longest it can take."""
    return 1000 * sum(
        min(row.seconds, _usual_s(row, library)) if row.is_user_ended else row.seconds
        for row in circuit.steps
    )


def _usual_s(row: CircuitStep, library: Library) -> int:
    exercise, _ = library.move(row.move or "")
    if exercise.is_hold or row.tempo is None:
        return USUAL_HOLD_S
    return USUAL_REPS * row.tempo.rep_ms // 1000


def _warm_up(library: Library) -> list[CircuitStep]:
    """March, then a few easy bridges; what the library lacks is left out."""
    rows = [CircuitStep(kind=StepKind.COUNT_IN, seconds=10, title="Get ready")]
    if _has(library, MARCH):
        rows.append(_warm_up_row(MARCH, 40, None))
    if _has(library, EASY_BRIDGE):
        if len(rows) > 1:
            rows.append(CircuitStep(kind=StepKind.REST, seconds=10, title="Lie on your back"))
        rows.append(_warm_up_row(EASY_BRIDGE, 30, Tempo(lower_s=2, hold_s=1, lift_s=2)))
    return rows


def _has(library: Library, move: str) -> bool:
    exercise_id, _, variant_id = move.partition("/")
    exercise = library.exercises.get(exercise_id)
    return exercise is not None and any(one.id == variant_id for one in exercise.variants)


def _warm_up_row(move: str, seconds: int, tempo: Tempo | None) -> CircuitStep:
    exercise, _, variant = move.partition("/")
    return CircuitStep(
        kind=StepKind.WARM_UP, seconds=seconds, exercise=exercise, variant=variant, tempo=tempo
    )


def _rest(seconds: int) -> CircuitStep:
    return CircuitStep(kind=StepKind.REST, seconds=seconds)


def _sets(move: BenchmarkMove, library: Library) -> list[CircuitStep]:
    """Left, switch and right, or one set of a move that works both legs."""
    exercise, variant = library.move(move.dose.move)
    tempo = move.dose.tempo or variant.tempo or exercise.tempo
    row = CircuitStep(
        kind=StepKind.WORK,
        seconds=_most_s(tempo, is_hold=move.is_hold, counts_reps=not exercise.is_hold),
        exercise=exercise.id,
        variant=variant.id,
        side=Side.BOTH,
        tempo=tempo,
        load=move.dose.load,
        station=move.station,
        is_user_ended=True,
    )
    if exercise.laterality is not Laterality.ONE_SIDED:
        return [row]
    left, right = (row.model_copy(update={"side": side}) for side in (Side.LEFT, Side.RIGHT))
    return [left, switch_row(exercise, round_number=None, seconds=SWITCH_S), right]


def _most_s(tempo: Tempo | None, *, is_hold: bool, counts_reps: bool) -> int:
    """The cap of a set in seconds: whole reps, thirty of them where a step can be that long."""
    if tempo is None or not counts_reps:
        return HOLD_MAX_S
    rep_s = tempo.rep_ms // 1000
    longest_s = HOLD_MAX_S if is_hold else STEP_MAX_S
    return rep_s * min(REPS_MAX, longest_s // rep_s)
