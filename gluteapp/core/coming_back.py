"""The step down after some days without a circuit. Knows no log and no other rule of progress.

It is taken once for each absence, and never below a dose as its circuit writes it. Once taken it
comes again only when the station has risen above where it was: one rise back and one beyond.
Otherwise somebody who trains every eighth day would sink to the floor, or never get on.

The dose that the last session passed with is kept. It counts only where the step leads back to
just that dose, and then two sessions running were done with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gluteapp.core.circuit import Band, Load
from gluteapp.core.decision import Choice, Decision, Direction, Rule
from gluteapp.core.easing import chosen, step_down_that_fits
from gluteapp.core.exercise import Library
from gluteapp.core.ladder import StepDown, tempo_of
from gluteapp.core.prescription import Prescription
from gluteapp.core.progress_facts import AWAY_SUFFIX
from gluteapp.core.progress_state import (
    Place,
    ProgressState,
    Rulebook,
    StationState,
    doses_of,
)

AWAY_DAYS = 7
"""After more days than this without a circuit the next one is a step easier (evidence 7.6)."""
RISES_OWED = 2
"""Rises after a step of coming back before another one: back to where it was, and one beyond."""

Choices = Mapping[tuple[str, str], Choice]
"""What the user said, by the decision's session id and station."""


def away_id(session_id: str) -> str:
    """What steps of coming back have for a session's id: of the last session of their circuit.

    Circuits have stations of the same name, and each keeps its own step and what was said to it.
    """
    return f"{session_id}{AWAY_SUFFIX}"


def away_ids(state: ProgressState) -> frozenset[str]:
    """Every id that steps of coming back could have next."""
    return frozenset(away_id(known.last_session_id) for known in state.stations.values())


def is_due(state: ProgressState, day: int) -> bool:
    """Whether a day is so long after the last circuit that it is a coming back."""
    return not state.is_back and state.last_day is not None and day - state.last_day > AWAY_DAYS


def step_back(
    state: ProgressState, day: int, rulebook: Rulebook, choices: Choices
) -> tuple[ProgressState, tuple[Decision, ...]]:
    """The state on a day of coming back, and the steps as decided; the user's choices hold."""
    stations = dict(state.stations)
    doses = {name: doses_of(state, one) for name, one in rulebook.written.items()}
    decided: list[Decision] = []
    for place, known in state.stations.items():
        step = _step(place, known, rulebook, doses)
        if step is None:
            continue
        decision = Decision(
            session_id=away_id(known.last_session_id),
            circuit_id=place[0],
            station=place[1],
            family=rulebook.library.move(known.dose.move)[0].family,
            rule=Rule.AWAY,
            direction=Direction.DOWN,
            before=known.dose,
            after=step.after,
            rung=step.rung,
            read={"days": day - (state.last_day or day)},
        )
        choice = choices.get((decision.session_id, decision.station))
        circuit_doses = doses[decision.circuit_id]
        written = rulebook.written[decision.circuit_id]
        outcome = chosen(decision, choice, written, circuit_doses, rulebook)
        circuit_doses[decision.station] = outcome
        stations[place] = _stepped(known, decision, outcome)
        decided.append(decision)
    return replace(state, stations=stations, is_back=True), tuple(decided)


def _step(
    place: Place,
    known: StationState,
    rulebook: Rulebook,
    doses: Mapping[str, Mapping[str, Prescription]],
) -> StepDown | None:
    """The step down of a station; None where none is taken, or the circuit has no room for it."""
    circuit_id, station = place
    circuit = rulebook.written.get(circuit_id)
    written = None if circuit is None else circuit.doses.get(station)
    if known.rises_owed or circuit is None or written is None:
        return None
    led_from = known.trail[-1] if known.trail else None
    step = step_down_that_fits(circuit, doses[circuit_id], station, rulebook, led_from=led_from)
    return None if step is None or is_below(step.after, written, rulebook.library) else step


def _stepped(known: StationState, decision: Decision, outcome: Prescription) -> StationState:
    """The station after its step and what the user said to it."""
    if outcome == known.dose:
        return known
    trail = known.trail[:-1] if outcome == decision.after else ()
    return replace(known, dose=outcome, trail=trail, rises_owed=RISES_OWED)


def is_known(move: str, library: Library) -> bool:
    """Whether the library has a move."""
    exercise_id, _, variant_id = move.partition("/")
    exercise = library.exercises.get(exercise_id)
    return exercise is not None and any(one.id == variant_id for one in exercise.variants)


def is_easier_version(move: str, of: str, library: Library) -> bool:
    """Whether one move comes below another along the easier versions; KeyError when unknown."""
    seen = {of}
    easier = library.move(of)[1].easier
    while easier is not None and easier not in seen and is_known(easier, library):
        if easier == move:
            return True
        seen.add(easier)
        easier = library.move(easier)[1].easier
    return False


def is_below(dose: Prescription, written: Prescription, library: Library) -> bool:
    """Whether a dose is easier than another in any way; of unlike moves neither is."""
    if dose.move != written.move:
        return is_easier_version(dose.move, written.move, library)
    holds = [
        0 if (tempo := tempo_of(one, library)) is None else tempo.hold_s for one in (dose, written)
    ]
    return (
        dose.seconds < written.seconds
        or holds[0] < holds[1]
        or _band_at(dose.load) < _band_at(written.load)
        or (dose.load.kettlebell_kg or 0.0) < (written.load.kettlebell_kg or 0.0)
    )


def _band_at(load: Load) -> int:
    return -1 if load.band is None else list(Band).index(load.band)
