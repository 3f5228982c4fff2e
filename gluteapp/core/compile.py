"""Makes the next circuit from prescriptions; it lasts as long as the one written. Reads no log.

Added work comes from rests longer than 10 s, never leaving less than 8 s for a turn of the body or
4 s otherwise; freed time goes back to rests (DEFINITIONS.md, Time).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from gluteapp.core.circuit import Circuit, CircuitStep, SessionMode, StepKind
from gluteapp.core.compile_rests import (
    GEAR,
    Draft,
    can_last,
    fitted,
    needed_s,
    with_time_for_gear,
    with_titles,
)
from gluteapp.core.exercise import Exercise, Laterality, Library, Posture, Side
from gluteapp.core.ladder import (
    LONGEST_S,
    SHORTEST_S,
    TIME_STEP_S,
    has_room_for_one_rep,
    is_same_dose,
)
from gluteapp.core.prescription import OwnedThings, Prescription

Doses = Mapping[str, Prescription]
"""A prescription for each station."""
TURN_OVER_S = 8
SWITCH_S = 5
"""Time to change sides where the circuit has none yet: with and without turning over."""
_LYING = (Posture.SIDE_LYING, Posture.SIDE_PLANK)
_LEGS = (Posture.STANDING, Posture.HALF_KNEELING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A station that could not have what was prescribed, and what it has instead."""

    station: str
    wanted: Prescription
    used: Prescription


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The circuit to be done; its own first side is to be given to the layout."""

    circuit: Circuit
    first_side: Side | None
    """The side its first pair begins with; None when nothing is one-sided."""
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A circuit as it is written, read once: its rows and what each station has there."""

    circuit: Circuit
    rows: tuple[Draft, ...]
    doses: Doses
    """By station, in the circuit's order; bands that are owned have their force."""
    rounds: Mapping[str, int]
    """How many sets each side, or both together, does at a station."""
    lengths_s: Mapping[str, Mapping[int, float]]
    """How many of these sets last how long, in seconds, at each station."""

    @property
    def has_rounds(self) -> bool:
        """Whether one round of it alone is less: what a lighter week needs."""
        return len({draft.row.round for draft in self.rows} - {None}) > 1

    @classmethod
    def of(cls, circuit: Circuit, library: Library, owned: OwnedThings | None = None) -> Self:
        """Read a circuit; KeyError when it names a move that the library lacks."""
        rows = tuple(Draft.of(row, library) for row in circuit.steps)
        doses: dict[str, Prescription] = {}
        lengths: dict[str, dict[int, float]] = {}
        for draft in rows:
            if draft.station is None:
                continue
            dose = _written_dose(draft.row, {} if owned is None else owned.bands_n)
            doses.setdefault(draft.station, dose)
            share = 0.5 if draft.side in (Side.LEFT, Side.RIGHT) else 1
            sets = lengths.setdefault(draft.station, {})
            sets[draft.seconds] = sets.get(draft.seconds, 0) + share
        return cls(
            circuit=circuit,
            rows=rows,
            doses=doses,
            rounds={station: int(sum(sets.values())) for station, sets in lengths.items()},
            lengths_s=lengths,
        )


def _written_dose(row: CircuitStep, bands_n: Mapping[str, float]) -> Prescription:
    load = row.load
    if load.band is not None and load.band_n is None and load.band.value in bands_n:
        load = load.model_copy(update={"band_n": bands_n[load.band.value]})
    return Prescription(move=row.move or "", seconds=row.seconds, tempo=row.tempo, load=load)


def fits(written: Written, doses: Doses, library: Library) -> bool:
    """Whether a circuit can be compiled to its own length with exactly these doses."""
    for station, dose in doses.items():
        shortest = replace(dose, seconds=min(set_lengths_s(written, station, dose)))
        if not has_room_for_one_rep(shortest, library):
            return False
    drafts = _drafts(written, doses, library)
    return (
        drafts is not None
        and _has_equal_sides(drafts)
        and can_last(drafts, written.circuit.seconds)
    )


def capped(
    written: Written, doses: Doses, station: str, dose: Prescription, library: Library
) -> Prescription:
    """A station's new dose, or as much less of it as fits while all others stay as they are.

    The station that changes pays itself: five seconds at a time down to twenty. The dose it has in
    `doses` comes back when not even that fits; where that does not fit either, nothing is changed.
    """
    shorter = dose
    while shorter.seconds >= min(dose.seconds, SHORTEST_S):
        if fits(written, {**doses, station: shorter}, library):
            return shorter
        shorter = replace(shorter, seconds=shorter.seconds - TIME_STEP_S)
    return doses[station] if fits(written, doses, library) else dose


def set_lengths_s(written: Written, station: str, dose: Prescription) -> dict[int, float]:
    """How many sets of a station last how long with a dose, in seconds, for each side or both.

    A set that is written longer or shorter than the station's first stays so; KeyError for a
    station that the circuit lacks.
    """
    first_s = written.doses[station].seconds
    lengths: dict[int, float] = {}
    for seconds, count in written.lengths_s[station].items():
        length_s = _length_s(seconds, first_s, dose)
        lengths[length_s] = lengths.get(length_s, 0) + count
    return lengths


def _length_s(written_s: int, first_s: int, dose: Prescription) -> int:
    """The length of a set with a dose, in the distance it is written from the station's first.

    Such a set grows to 45 s and shrinks to 20 s at most, or stays where it is beyond these.
    """
    if written_s == first_s:
        return dose.seconds
    most_s, least_s = max(LONGEST_S, written_s), min(SHORTEST_S, written_s)
    return max(least_s, min(most_s, dose.seconds + written_s - first_s))


def _has_equal_sides(drafts: list[Draft]) -> bool:
    """Whether both sides work for as long."""
    moves = [draft for draft in drafts if draft.kind.is_move]
    left_s, right_s = (
        sum(draft.seconds for draft in moves if draft.side is side)
        for side in (Side.LEFT, Side.RIGHT)
    )
    return left_s == right_s


def compile_circuit(
    circuit: Circuit,
    doses: Doses,
    library: Library,
    *,
    first_sides: Mapping[str, Side] | None = None,
    is_lighter: bool = False,
) -> Compiled:
    """The circuit with these doses; stations without one stay as written, KeyError when unknown.

    Where the seconds cannot be found, the station that wants most gets less. Doses that were held
    by `capped` when they were decided always have them, and then nothing is taken from anybody.
    A lighter week does one round; a circuit without rounds is done as it is.
    """
    written = Written.of(circuit, library)
    used = {station: dose for station, dose in doses.items() if station in written.doses}
    while not fits(written, used, library):
        used = _with_less(written, used, library)
    drafts = _drafts(written, used, library)
    assert drafts is not None  # it fits
    drafts = with_titles(fitted(drafts, circuit.seconds), written.rows)
    rows = _with_first_sides(tuple(draft.written() for draft in drafts), first_sides or {})
    is_lighter = is_lighter and written.has_rounds
    if is_lighter:
        rows = _one_round(rows)
    mode = SessionMode.LIGHTER if is_lighter else circuit.mode
    seconds = sum(row.seconds for row in rows)
    return Compiled(
        circuit=Circuit.model_validate(
            dict(circuit) | {"steps": rows, "mode": mode, "seconds": seconds}
        ),
        first_side=_first_side(rows),
        skipped=tuple(
            Skipped(station=station, wanted=dose, used=used.get(station, written.doses[station]))
            for station, dose in doses.items()
            if station in written.doses and used.get(station) != dose
        ),
    )


def _with_less(
    written: Written, doses: dict[str, Prescription], library: Library
) -> dict[str, Prescription]:
    """The doses with one taken back: one that cannot be at all, or five seconds of the longest."""
    stations = [station for station in reversed(tuple(written.doses)) if station in doses]
    for station in stations:
        dose = doses[station]
        if not any(fits(written, {station: one}, library) for one in (_shortest(dose), dose)):
            return _without(doses, station)

    def added_s(station: str) -> int:
        drafts = _drafts(written, {station: doses[station]}, library) or ()
        return needed_s(drafts, written.circuit.seconds)

    longest = max(stations, key=added_s)
    dose = doses[longest]
    shorter = replace(dose, seconds=dose.seconds - TIME_STEP_S)
    is_less = shorter.seconds >= SHORTEST_S and has_room_for_one_rep(shorter, library)
    return {**doses, longest: shorter} if is_less else _without(doses, longest)


def _shortest(dose: Prescription) -> Prescription:
    return replace(dose, seconds=min(dose.seconds, SHORTEST_S))


def _without(doses: Doses, station: str) -> dict[str, Prescription]:
    return {name: dose for name, dose in doses.items() if name != station}


def _drafts(written: Written, doses: Doses, library: Library) -> list[Draft] | None:
    """The rows as they would be, rests untouched; None when two sides cannot become one row."""
    drafts: list[Draft] = []
    passed_over = 0
    for at, draft in enumerate(written.rows):
        dose = doses.get(draft.station or "")
        if passed_over:
            passed_over -= 1
        elif dose is None or dose is written.doses[draft.station or ""]:
            drafts.append(draft)
        elif is_same_dose(dose, written.doses[draft.station or ""], library):
            # The force of its band is known once the user has one.
            drafts.append(replace(draft, changes={"load": dose.load}))
        else:
            rows = _in_place_of(written, at, dose, library)
            if rows is None:
                return None
            drafts += rows
            passed_over = 2 if _is_joined(draft, rows) else 0
    return with_time_for_gear(drafts)


def _in_place_of(
    written: Written, at: int, dose: Prescription, library: Library
) -> list[Draft] | None:
    """The rows for a dose in the place of one row, or of the first of a pair; None: no pair."""
    draft = written.rows[at]
    exercise, _ = library.move(dose.move)
    is_sided = exercise.laterality is Laterality.ONE_SIDED
    was_sided = draft.side in (Side.LEFT, Side.RIGHT)
    first_s = written.doses[draft.station or ""].seconds
    dose = replace(dose, seconds=_length_s(draft.seconds, first_s, dose))
    if is_sided and not was_sided:
        return _pair(draft, dose, library)
    if was_sided and not is_sided:
        is_pair = _is_pair(written.rows[at : at + 3])
        return [_dosed(draft, dose, Side.BOTH, library)] if is_pair else None
    return [_dosed(draft, dose, draft.side, library)]


def _is_joined(draft: Draft, rows: list[Draft]) -> bool:
    """Whether the two sides of a pair became one row."""
    return draft.side in (Side.LEFT, Side.RIGHT) and rows[0].side is Side.BOTH


def _is_pair(rows: tuple[Draft, ...]) -> bool:
    """Whether three rows are one side, the switch and the other side of one move."""
    if len(rows) < 3 or rows[1].kind is not StepKind.SWITCH or rows[0].side is None:
        return False
    return rows[0].station == rows[2].station and rows[2].side is rows[0].side.opposite


def _dosed(draft: Draft, dose: Prescription, side: Side | None, library: Library) -> Draft:
    """The row with the move and dose that come in its place."""
    exercise, variant = library.move(dose.move)
    # Written out: this is done often, and `replace` takes thrice the time.
    return Draft(
        row=draft.row,
        kind=draft.kind,
        station=draft.station,
        seconds=dose.seconds,
        exercise=exercise,
        side=side,
        gear=GEAR.intersection(variant.equipment),
        is_new=True,
        changes={
            "exercise": dose.exercise,
            "variant": dose.variant,
            "side": side,
            "tempo": dose.tempo,
            "load": dose.load,
        },
    )


def _pair(draft: Draft, dose: Prescription, library: Library) -> list[Draft]:
    """Left, switch and right in the place of one row."""
    exercise, _ = library.move(dose.move)
    switch = switch_row(exercise, round_number=draft.row.round)
    return [
        _dosed(draft, dose, Side.LEFT, library),
        Draft.of(switch, library),
        _dosed(draft, dose, Side.RIGHT, library),
    ]


def switch_row(
    exercise: Exercise, *, round_number: int | None, seconds: int | None = None
) -> CircuitStep:
    """The time between the two sides of a move; without a length, what turning round takes."""
    is_lying = exercise.posture in _LYING
    title = "Switch legs" if exercise.posture in _LEGS else "Switch sides"
    return CircuitStep(
        kind=StepKind.SWITCH,
        seconds=seconds or (TURN_OVER_S if is_lying else SWITCH_S),
        title="Turn over" if is_lying else title,
        round=round_number,
    )


def _with_first_sides(
    rows: tuple[CircuitStep, ...], first_sides: Mapping[str, Side]
) -> tuple[CircuitStep, ...]:
    """The rows with the sides of some stations the other way round."""
    written: dict[str, Side] = {}
    for row in rows:
        if row.kind is StepKind.WORK and row.side is not None:
            written.setdefault(row.station or row.move or "", row.side)
    turned: list[CircuitStep] = []
    for row in rows:
        station = row.station or row.move or ""
        wanted = first_sides.get(station)
        is_turned = row.kind is StepKind.WORK and row.side is not None and wanted is not None
        if is_turned and written[station] is not Side.BOTH and written[station] is not wanted:
            assert row.side is not None
            row = row.model_copy(update={"side": row.side.opposite})
        turned.append(row)
    return tuple(turned)


def _one_round(rows: tuple[CircuitStep, ...]) -> tuple[CircuitStep, ...]:
    """The last round alone, between what comes before the first and after the last."""
    rounds = [row.round for row in rows if row.round is not None]
    first = next(index for index, row in enumerate(rows) if row.round is not None)
    last = next(index for index, row in enumerate(rows) if row.round == rounds[-1])
    kept = (*rows[:first], *rows[last:])
    return tuple(row if row.round is None else row.model_copy(update={"round": 1}) for row in kept)


def _first_side(rows: tuple[CircuitStep, ...]) -> Side | None:
    sides = (row.side for row in rows if row.kind is StepKind.WORK)
    return next((side for side in sides if side in (Side.LEFT, Side.RIGHT)), None)
