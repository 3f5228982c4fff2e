"""Makes a station easier with what there is and without time of others. Knows no log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gluteapp.core.compile import Doses, Written, capped
from gluteapp.core.decision import Choice, Decision, Direction, Rule
from gluteapp.core.exercise import Library
from gluteapp.core.ladder import (
    SHORTEST_S,
    TIME_STEP_S,
    StepDown,
    available,
    has_its_things,
    is_same_dose,
    rung_between,
    step_down,
)
from gluteapp.core.prescription import Prescription
from gluteapp.core.progress_facts import AWAY_SUFFIX
from gluteapp.core.progress_state import Place, ProgressState, Rulebook, StationState, doses_of


def step_down_that_fits(
    written: Written,
    doses: Doses,
    station: str,
    rulebook: Rulebook,
    *,
    led_from: Prescription | None = None,
) -> StepDown | None:
    """One step down of a station, in as much time as the others leave it; None when none is left.

    `doses` has what each station of the circuit is done with. Where the way back has no room, the
    ways down that need no record are tried, at last less time.
    """
    library, dose = rulebook.library, doses[station]
    shorter = replace(dose, seconds=dose.seconds - TIME_STEP_S)
    ways = [
        step_down(dose, library, rulebook.owned, led_from=led_from),
        step_down(dose, library, rulebook.owned),
    ]
    afters = [way.after for way in ways if way is not None]
    if shorter.seconds >= SHORTEST_S:
        afters.append(shorter)
    for after in afters:
        fair = capped(written, doses, station, after, library)
        if not is_same_dose(fair, dose, library):
            return StepDown(rung=rung_between(fair, dose, library), after=fair)
    return None


def chosen(
    decision: Decision, choice: Choice | None, written: Written, doses: Doses, rulebook: Rulebook
) -> Prescription:
    """The dose after a decision and what was said to it, in as much time as the others leave it.

    `doses` has what each station of the circuit is done with, the decision's own as decided or
    before it.
    """
    outcome = decision.after if choice is None else choice.outcome(decision)
    if outcome == decision.after or not _is_known(outcome.move, rulebook.library):
        return decision.after  # a move may have been chosen when there was such a move
    return capped(written, doses, decision.station, outcome, rulebook.library)


def _is_known(move: str, library: Library) -> bool:
    exercise_id, _, variant_id = move.partition("/")
    exercise = library.exercises.get(exercise_id)
    return exercise is not None and any(one.id == variant_id for one in exercise.variants)


def with_what_there_is(
    state: ProgressState,
    rulebook: Rulebook,
    choices: Mapping[tuple[str, str], Choice],
    *,
    only: str | None = None,
) -> tuple[ProgressState, tuple[Decision, ...]]:
    """The state with doses that can be done, and why each other one is another now.

    A load that the circuit itself is written with stays: it says what it needs. `only` names the
    one circuit that is looked at, None all of them. What the user said by session id and station
    holds; the id is that of coming back after the station's last session.
    """
    stations: dict[Place, StationState] = dict(state.stations)
    decided: list[Decision] = []
    for (circuit_id, station), known in state.stations.items():
        written = rulebook.written.get(circuit_id)
        if only not in (None, circuit_id) or written is None:
            continue
        if not _is_gone(written.doses.get(station), known.dose, rulebook):
            continue
        doses = doses_of(replace(state, stations=stations), written)
        after = _instead(written, doses, station, rulebook)
        if after == known.dose:
            continue
        decision = Decision(
            session_id=f"{known.last_session_id}{AWAY_SUFFIX}",
            circuit_id=circuit_id,
            station=station,
            family=rulebook.library.move(known.dose.move)[0].family,
            rule=Rule.NOT_OWNED,
            direction=Direction.DOWN,
            before=known.dose,
            after=after,
            rung=rung_between(after, known.dose, rulebook.library),
        )
        decided.append(decision)
        choice = choices.get((decision.session_id, station))
        outcome = chosen(decision, choice, written, doses, rulebook)
        if outcome != known.dose:
            stations[circuit_id, station] = _instead_of(known, outcome, rulebook)
    return replace(state, stations=stations), tuple(decided)


def _is_gone(written: Prescription | None, dose: Prescription, rulebook: Rulebook) -> bool:
    """Whether something is not there that only progress asks for."""
    if written is None or (written.move, written.load) == (dose.move, dose.load):
        return False
    return not has_its_things(dose, rulebook.library, rulebook.owned)


def _instead(
    written: Written, doses: Mapping[str, Prescription], station: str, rulebook: Rulebook
) -> Prescription:
    """What is done in the place of a dose that cannot be; as written where nothing else can."""
    dose = doses[station]
    after = available(dose, rulebook.library, rulebook.owned)
    if after == dose:
        after = written.doses[station]
    return capped(written, doses, station, after, rulebook.library)


def _instead_of(known: StationState, after: Prescription, rulebook: Rulebook) -> StationState:
    """The station with another dose; the way back leads only over what can be done."""
    library = rulebook.library
    trail = tuple(
        one
        for one in known.trail
        if has_its_things(one, library, rulebook.owned) and not is_same_dose(one, after, library)
    )
    return replace(known, dose=after, trail=trail, passed=None)
