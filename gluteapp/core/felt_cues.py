"""Where a set was felt → the kind of cue, or the swap, that follows (evidence 4.3). No words.

The words of a cue stand in the exercise's own file, marked with the answer that calls for them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from gluteapp.core.decision import Rung
from gluteapp.core.exercise import (
    Cue,
    Exercise,
    Family,
    Laterality,
    Library,
    Posture,
    Region,
    Tempo,
)
from gluteapp.core.ladder import has_room_for_one_rep, steps_up, tempo_of
from gluteapp.core.prescription import OwnedThings, Prescription


class CueKind(StrEnum):
    """What a cue asks for."""

    NEARER_HEELS = "nearer_heels"
    """Heels nearer, toes light, squeeze first, stop at the straight line."""
    STRAIGHTEN = "straighten"
    """Cramp: stop the set and straighten the leg."""
    RIBS_DOWN = "ribs_down"
    """Ribs down, smaller lift, slight tuck."""
    BRACE = "brace"
    """On hands and knees, and standing: brace as if coughing."""
    STACK_HIPS = "stack_hips"
    """Stack the hips, roll slightly forward, toes forward or down, smaller range."""
    SIT_BACK = "sit_back"
    """Sit back, lean a little more, push through mid-foot and heel."""
    SLOW_AND_HOLD = "slow_and_hold"
    """Three seconds to lower, two to hold."""
    OWN = "own"
    """The exercise has a line of its own for an answer that the table does not name."""


class Swap(StrEnum):
    """What takes the place of the set, or of the next one."""

    NONE = "none"
    SMALLER_RANGE = "smaller_range"
    """The easier version, or the frog pump after a cramp."""
    SLOWER = "slower"
    """The same move at a slower tempo, or with a band."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltCue:
    """What follows from an answer: said in the next set, and again in the next session."""

    kind: CueKind
    swap: Swap = Swap.NONE
    cue: Cue | None = None
    """The exercise's own line for that answer; None when its file has none."""


_BRIDGES = (Posture.SUPINE, Posture.PRONE)
_ON_THE_SIDE = (Posture.SIDE_LYING, Posture.SIDE_PLANK)
SLOW_LOWER_S = 3
SLOW_HOLD_S = 2
FROG_PUMP = "frog_pump/standard"


def felt_cue(exercise: Exercise, felt: Region, *, is_cramp: bool = False) -> FeltCue | None:
    """What to change about a move that was felt most there; None where nothing needs to change."""
    own = next((cue for cue in exercise.cues if cue.when_felt is felt), None)
    match _kind(exercise, felt, is_cramp=is_cramp):
        case None:
            return None if own is None else FeltCue(kind=CueKind.OWN, cue=own)
        case CueKind.STRAIGHTEN as kind:
            return FeltCue(kind=kind, swap=Swap.SMALLER_RANGE)
        case CueKind.SLOW_AND_HOLD as kind:
            return FeltCue(kind=kind, swap=Swap.SLOWER, cue=own)
        case kind:
            return FeltCue(kind=kind, cue=own)


def _kind(exercise: Exercise, felt: Region, *, is_cramp: bool) -> CueKind | None:
    posture, family = exercise.posture, exercise.family
    match felt:
        case Region.HAMSTRING if is_cramp:
            return CueKind.STRAIGHTEN
        case Region.HAMSTRING if posture in _BRIDGES and family is Family.HIP_EXTENSION:
            return CueKind.NEARER_HEELS
        case Region.LOW_BACK:
            return CueKind.RIBS_DOWN if posture in _BRIDGES else CueKind.BRACE
        case Region.FRONT_OF_HIP if posture in _ON_THE_SIDE:
            return CueKind.STACK_HIPS
        case Region.FRONT_OF_THIGH if family is Family.SQUAT:
            return CueKind.SIT_BACK
        case Region.NOTHING_MUCH:
            return CueKind.SLOW_AND_HOLD
        case _:
            return None


def slower(tempo: Tempo) -> Tempo:
    """The tempo after "nothing much": three seconds to lower and two to hold, never quicker."""
    lower_s = max(tempo.lower_s, SLOW_LOWER_S)
    return tempo.model_copy(update={"lower_s": lower_s, "hold_s": max(tempo.hold_s, SLOW_HOLD_S)})


def after_nothing(
    dose: Prescription, library: Library, owned: OwnedThings
) -> tuple[Prescription, ...]:
    """The doses to choose from where a move was felt nowhere: slower, and with the next band.

    None for a still hold, and none that the dose is already; KeyError when the move is unknown.
    """
    found: list[Prescription] = []
    tempo = tempo_of(dose, library)
    if tempo is not None and not library.move(dose.move)[0].is_hold:
        slow = replace(dose, tempo=slower(tempo))
        if slower(tempo) != tempo and has_room_for_one_rep(slow, library):
            found.append(slow)
    ups = steps_up(dose, library, owned)
    found += [one.after for one in ups if one.rung is Rung.BAND and one.after is not None]
    return tuple(found)


def after_cramp(dose: Prescription, library: Library) -> Prescription | None:
    """The smaller move to choose after a cramp at the same length, None where there is none.

    It works the legs in the same way; KeyError when the move is unknown.
    """
    exercise, variant = library.move(dose.move)
    name = variant.easier or cramp_swap(exercise)
    if name is None:
        return None
    other, easier = library.move(name)
    if other.laterality is not exercise.laterality:
        return None
    keeps_tempo = other.id == exercise.id and easier.tempo is None
    after = Prescription(move=name, seconds=dose.seconds, tempo=dose.tempo if keeps_tempo else None)
    return after if has_room_for_one_rep(after, library) else None


def cramp_swap(exercise: Exercise) -> str | None:
    """The move for after a cramp where a bridge has no easier version; None for other moves."""
    is_bridge = exercise.posture in _BRIDGES and exercise.family is Family.HIP_EXTENSION
    is_other = FROG_PUMP.partition("/")[0] != exercise.id
    return FROG_PUMP if is_bridge and is_other and exercise.laterality is Laterality.BOTH else None


def may_cramp(exercise: Exercise) -> bool:
    """Whether a cramp of the hamstring is asked about: where it helps to extend the hip."""
    return exercise.family is Family.HIP_EXTENSION
