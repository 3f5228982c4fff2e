"""The ladder of doses: what one step up or down from a prescription is. Reads no log.

Steps up come in the order of DEFINITIONS.md: time, hold, band or kettlebell, harder move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from gluteapp.core.circuit import Band, Load
from gluteapp.core.decision import Rung
from gluteapp.core.exercise import Equipment, Library, Tempo, Variant
from gluteapp.core.prescription import OwnedThings, Prescription

TIME_STEP_S = 5
LONGEST_S = 45
"""A side works no longer than this (DEFINITIONS.md, Progression)."""
SHORTEST_S = 20
"""No step down goes below this; design choice."""
LONGEST_HOLD_S = 3
HARDER_S = 30
"""A harder move begins with this, or with less where the station was shorter."""
AT_HOME = frozenset({Equipment.CHAIR, Equipment.WALL, Equipment.PILLOW})
"""Taken to be in every home; design choice."""


Hardness = Callable[[Prescription], float | None]
"""How hard a rep of a dose is: difficulty x load; None where that is not known."""


class Blocked(StrEnum):
    """Why a kind of step cannot be taken."""

    NO_ROOM = "no room"
    """The circuit has no seconds left for it."""
    NOT_OWNED = "not owned"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUp:
    """One possible step up, or why there is none of its kind."""

    rung: Rung
    after: Prescription | None = None
    blocked: Blocked | None = None


def own_tempo(move: str, library: Library) -> Tempo | None:
    """The tempo a move has of its own; KeyError when the library lacks it."""
    exercise, variant = library.move(move)
    return variant.tempo or exercise.tempo


def tempo_of(dose: Prescription, library: Library) -> Tempo | None:
    """The tempo a dose is done at; None for a still hold."""
    return dose.tempo or own_tempo(dose.move, library)


def is_same_dose(one: Prescription, other: Prescription, library: Library) -> bool:
    """Whether two doses are done alike: a band's force may be known in one and not in the other."""
    return (
        one.move == other.move
        and one.seconds == other.seconds
        and one.load.band is other.load.band
        and one.load.kettlebell_kg == other.load.kettlebell_kg
        and tempo_of(one, library) == tempo_of(other, library)
    )


def steps_up(
    dose: Prescription,
    library: Library,
    owned: OwnedThings,
    *,
    hardness: Hardness | None = None,
) -> tuple[StepUp, ...]:
    """Every kind of step up that the move knows, in order; KeyError when the move is unknown.

    Versions that `hardness` says are easier than the dose, with all that is owned, are passed over.
    """
    exercise, variant = library.move(dose.move)
    steps: list[StepUp] = []
    longer_s = min(LONGEST_S, dose.seconds + TIME_STEP_S)
    if longer_s > dose.seconds:
        steps.append(StepUp(rung=Rung.TIME, after=replace(dose, seconds=longer_s)))
    tempo = tempo_of(dose, library)
    if tempo is not None and not exercise.is_hold and tempo.hold_s < LONGEST_HOLD_S:
        slower = tempo.model_copy(update={"hold_s": tempo.hold_s + 1})
        steps.append(StepUp(rung=Rung.HOLD, after=replace(dose, tempo=slower)))
    heavier = _heavier(dose, variant, owned)
    if heavier is not None:
        steps.append(heavier)
    steps += _along_the_chain(dose, library, owned, hardness)
    return tuple(steps)


def _heavier(dose: Prescription, variant: Variant, owned: OwnedThings) -> StepUp | None:
    """The next band or kettlebell for the same move, None when it takes neither or is at the top."""
    if Equipment.LOOP_BAND in variant.equipment:
        bands = _owned_bands(owned)
        at = -1 if dose.load.band is None else list(Band).index(dose.load.band)
        band = next((one for one in bands if list(Band).index(one) > at), None)
        load = None if band is None else _band_load(band, owned)
        return None if load is None else StepUp(rung=Rung.BAND, after=replace(dose, load=load))
    if Equipment.KETTLEBELL in variant.equipment:
        now_kg = dose.load.kettlebell_kg or 0.0
        heavier_kg = next((kg for kg in sorted(owned.kettlebells_kg) if kg > now_kg), None)
        if heavier_kg is not None:
            load = Load(kettlebell_kg=heavier_kg)
            return StepUp(rung=Rung.KETTLEBELL, after=replace(dose, load=load))
    return None


def _along_the_chain(
    dose: Prescription, library: Library, owned: OwnedThings, hardness: Hardness | None
) -> Iterator[StepUp]:
    """The next harder versions: those with a new load first, up to the first other move to be had.

    A version that needs what is not there is passed over, with its reason; an easier one without.
    """
    exercise, variant = library.move(dose.move)
    seen = {dose.move}
    gear = frozenset(variant.equipment)
    following = variant.harder
    while following is not None and following not in seen:
        seen.add(following)
        other, harder = library.move(following)
        rung = _rung_to(gear, frozenset(harder.equipment), is_same=other.id == exercise.id)
        loads = _loads(harder, owned)
        if not loads:
            yield StepUp(rung=rung, blocked=Blocked.NOT_OWNED)
        for load in loads:
            after = replace(dose, move=following, load=load)
            if rung is Rung.MOVE:
                seconds = min(dose.seconds, HARDER_S)
                after = Prescription(move=following, seconds=seconds, load=load)
            if _is_easier(after, dose, hardness):
                continue
            yield StepUp(rung=rung, after=after)
            if rung is Rung.MOVE:
                return
            break
        following = harder.harder


def _is_easier(after: Prescription, before: Prescription, hardness: Hardness | None) -> bool:
    """Whether one dose is known to be easier than another, rep by rep."""
    if hardness is None:
        return False
    now, then = hardness(before), hardness(after)
    return now is not None and then is not None and then < now


def _rung_to(gear: frozenset[Equipment], new: frozenset[Equipment], *, is_same: bool) -> Rung:
    """What kind of step it is to another version: a load that comes new, or another move."""
    if is_same and Equipment.LOOP_BAND in new - gear:
        return Rung.BAND
    if is_same and Equipment.KETTLEBELL in new - gear:
        return Rung.KETTLEBELL
    return Rung.MOVE


def _owned_bands(owned: OwnedThings) -> list[Band]:
    """The bands there are, lightest first."""
    return [band for band in Band if band.value in owned.bands_n]


def _band_load(band: Band, owned: OwnedThings) -> Load:
    return Load(band=band, band_n=owned.bands_n[band.value])


def _loads(variant: Variant, owned: OwnedThings) -> list[Load]:
    """What a version can be done with, lightest first; nothing when it cannot be done."""
    needs = frozenset(variant.equipment) - AT_HOME
    if Equipment.STEP in needs and not owned.has_step:
        return []
    loads = [Load()]
    if Equipment.LOOP_BAND in needs:
        loads = [_band_load(band, owned) for band in _owned_bands(owned)]
    if Equipment.KETTLEBELL in needs:
        kettlebells = [{"kettlebell_kg": kg} for kg in sorted(owned.kettlebells_kg)]
        loads = [load.model_copy(update=more) for load in loads for more in kettlebells]
    return loads


def _least_load(variant: Variant, owned: OwnedThings) -> Load | None:
    """The lightest load a version can be done with; None when something for it is not there."""
    return next(iter(_loads(variant, owned)), None)


def is_to_be_had(move: str, library: Library, owned: OwnedThings) -> bool:
    """Whether the user has what a move needs; KeyError when the library lacks it."""
    return _least_load(library.move(move)[1], owned) is not None


def has_its_things(dose: Prescription, library: Library, owned: OwnedThings) -> bool:
    """Whether the user has what a dose needs: its step, its very band, its very kettlebell.

    A band without a tier may be any; KeyError when the library lacks the move.
    """
    band, kettlebell_kg = dose.load.band, dose.load.kettlebell_kg
    return (
        is_to_be_had(dose.move, library, owned)
        and (band is None or band.value in owned.bands_n)
        and (kettlebell_kg is None or kettlebell_kg in owned.kettlebells_kg)
    )


def available(dose: Prescription, library: Library, owned: OwnedThings) -> Prescription:
    """The dose, or the nearest below it that can be done with what there is, at the same length.

    That is the next lighter band or kettlebell, else the next easier version, with the most that
    is there and no more. Where there is none it stays; KeyError when the library lacks the move.
    """
    if has_its_things(dose, library, owned):
        return dose
    lighter = _lighter(dose, owned) if is_to_be_had(dose.move, library, owned) else None
    if lighter is not None:
        return lighter.after
    seen = {dose.move}
    easier = library.move(dose.move)[1].easier
    while easier is not None and easier not in seen:
        seen.add(easier)
        version = library.move(easier)[1]
        loads = [one for one in _loads(version, owned) if not _is_heavier(one, dose.load)]
        after = _eased(dose, easier, loads[-1], library) if loads else None
        if after is not None and has_room_for_one_rep(after, library):
            return after
        easier = version.easier
    return dose


def _is_heavier(load: Load, most: Load) -> bool:
    """Whether a load has a heavier band than another that has one."""
    bands = list(Band)
    if load.band is None or most.band is None:
        return False
    return bands.index(load.band) > bands.index(most.band)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDown:
    """One step down and what it changes."""

    rung: Rung
    after: Prescription


def step_down(
    dose: Prescription,
    library: Library,
    owned: OwnedThings,
    *,
    led_from: Prescription | None = None,
) -> StepDown | None:
    """One step down: back to where the last step up came from, else a lighter load, an easier
    version that works the legs in the same way, or less time; None when there is none left.
    """
    if led_from is not None:
        return StepDown(rung=rung_between(led_from, dose, library), after=led_from)
    lighter = _lighter(dose, owned)
    if lighter is not None:
        return lighter
    exercise, variant = library.move(dose.move)
    if variant.easier is not None:
        easier, version = library.move(variant.easier)
        load = _least_load(version, owned)
        if easier.laterality is exercise.laterality and load is not None:
            after = _eased(dose, variant.easier, load, library)
            if has_room_for_one_rep(after, library):
                return StepDown(rung=rung_between(after, dose, library), after=after)
    shorter = replace(dose, seconds=dose.seconds - TIME_STEP_S)
    if shorter.seconds >= SHORTEST_S and has_room_for_one_rep(shorter, library):
        return StepDown(rung=Rung.TIME, after=shorter)
    return None


def _lighter(dose: Prescription, owned: OwnedThings) -> StepDown | None:
    """The next lighter band or kettlebell that is owned."""
    if dose.load.band is not None:
        at = list(Band).index(dose.load.band)
        bands = [one for one in _owned_bands(owned) if list(Band).index(one) < at]
        if bands:
            after = replace(dose, load=_band_load(bands[-1], owned))
            return StepDown(rung=Rung.BAND, after=after)
    now_kg = dose.load.kettlebell_kg or 0.0
    lighter = [kg for kg in owned.kettlebells_kg if kg < now_kg]
    if lighter:
        after = replace(dose, load=Load(kettlebell_kg=max(lighter)))
        return StepDown(rung=Rung.KETTLEBELL, after=after)
    return None


def _eased(dose: Prescription, move: str, load: Load, library: Library) -> Prescription:
    """The easier version at the same length; one with a tempo of its own keeps to that."""
    exercise, version = library.move(move)
    keeps_tempo = exercise.id == dose.exercise and version.tempo is None
    tempo = dose.tempo if keeps_tempo else None
    return Prescription(move=move, seconds=dose.seconds, tempo=tempo, load=load)


def has_room_for_one_rep(dose: Prescription, library: Library) -> bool:
    """Whether a side's time holds at least one repetition; a hold always fits."""
    tempo = tempo_of(dose, library)
    is_hold = library.move(dose.move)[0].is_hold
    return tempo is None or is_hold or tempo.rep_ms <= dose.seconds * 1000


def rung_between(lower: Prescription, upper: Prescription, library: Library) -> Rung:
    """What kind of step led from one dose to the next."""
    if lower.move == upper.move:
        if lower.load.band is not upper.load.band:
            return Rung.BAND
        if lower.load.kettlebell_kg != upper.load.kettlebell_kg:
            return Rung.KETTLEBELL
        return Rung.TIME if lower.seconds != upper.seconds else Rung.HOLD
    before, after = library.move(lower.move), library.move(upper.move)
    return _rung_to(
        frozenset(before[1].equipment),
        frozenset(after[1].equipment),
        is_same=before[0].id == after[0].id,
    )
