"""Folds a history into decisions and the next doses; the same history gives the same plan.

What was done in a session wins over what was planned for it, so that a change to the past changes
what came from it and nothing else. Pure: knows no file and no clock.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from gluteapp.core.clock import Millis
from gluteapp.core.coming_back import Choices, is_due, is_known, step_back
from gluteapp.core.decision import Choice, Decision, Direction, Rule
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.easing import chosen, with_what_there_is
from gluteapp.core.exercise import Library, Side
from gluteapp.core.ladder import is_same_dose
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.progress_state import ProgressState, Rulebook, StationState, doses_of
from gluteapp.core.progression_rules import CIRCUIT_MODES, Judged, decide, is_worse
from gluteapp.core.station_result import PAIN_HOLDS
from gluteapp.core.training_weeks import is_lighter_due, with_session
from gluteapp.core.week_series import monday_of

AWAY = "away"
"""Under this name a plan keeps what coming back after some days changes."""
MORNINGS_KEPT = 5
"""The usual morning is the median of so many (DEFINITIONS.md, Progression)."""

NO_CHOICES: Choices = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The record as progress reads it; the order of sessions does not matter."""

    sessions: tuple[SessionDigest, ...]
    mornings: Mapping[str, int] = field(default_factory=dict[str, int])
    """How the hips felt the next morning, 0-10, by session id; one not answered is not in it."""
    choices: Choices = field(default_factory=dict[tuple[str, str], Choice])
    owned: tuple[tuple[Millis, OwnedThings], ...] = ()
    """What the user had from a time (utc_ms) on, rising; nothing before the first. Empty when that
    is not known: then the rulebook's holds always.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What follows from a history."""

    state: ProgressState = field(default_factory=ProgressState)
    decisions: Mapping[str, tuple[Decision, ...]] = field(
        default_factory=dict[str, tuple[Decision, ...]]
    )
    """By session id, in the order of the sessions; last, as `AWAY`, the steps of coming back.

    Those have a session id of their own, `coming_back.away_id` of their circuit's last session.
    """

    def doses(self, circuit_id: str, rulebook: Rulebook) -> dict[str, Prescription]:
        """What each station of a circuit is done with next; KeyError for an unknown circuit."""
        return doses_of(self.state, rulebook.written[circuit_id])

    def first_sides(self, circuit_id: str) -> dict[str, Side]:
        """The side that goes first at each station where one was harder."""
        return {
            station: one.first_side
            for (circuit, station), one in self.state.stations.items()
            if circuit == circuit_id and one.first_side is not None
        }

    def is_lighter_week(self, day: int) -> bool:
        """Whether a day's week should be a lighter one."""
        return is_lighter_due(self.state.weeks, day)

    @property
    def last_decisions(self) -> tuple[Decision, ...]:
        """What followed from the last session; empty when nothing did."""
        return next(reversed(tuple(self.decisions.values())), ())


def replay(history: History, rulebook: Rulebook, *, onto: Plan | None = None) -> Plan:
    """The plan after a history; `onto` is the plan after sessions that all came before these.

    Each session is decided with what the user had then; the rulebook says what there is now.
    """
    plan = onto or Plan()
    rulebook_at = _rulebooks(history, rulebook)
    state = plan.state
    decisions = {name: made for name, made in plan.decisions.items() if name != AWAY}
    done = (session for session in history.sessions if session.sets)
    for session in sorted(done, key=lambda one: (one.utc_ms, one.session_id)):
        morning = history.mornings.get(session.session_id)
        then = rulebook_at(session.utc_ms)
        state = _as_done(state, session, history.choices, then)
        judged = decide(state, session, morning, then)
        state = _after(state, session, morning, judged, history.choices, then)
        if judged.decisions:
            decisions[session.session_id] = judged.decisions
    return Plan(state=state, decisions=decisions)


def _rulebooks(history: History, rulebook: Rulebook) -> Callable[[Millis], Rulebook]:
    """Tells the rulebook of a time, with what the user had then."""
    times = [utc_ms for utc_ms, _ in history.owned]
    before = OwnedThings() if history.owned else rulebook.owned
    owned = [before, *(things for _, things in history.owned)]
    made: dict[int, Rulebook] = {}

    def at(utc_ms: Millis) -> Rulebook:
        index = bisect_right(times, utc_ms)
        if index not in made:
            is_now = owned[index] == rulebook.owned
            made[index] = rulebook if is_now else replace(rulebook, owned=owned[index])
        return made[index]

    return at


# Before a session: what it was done with


def _as_done(
    state: ProgressState, session: SessionDigest, choices: Choices, rulebook: Rulebook
) -> ProgressState:
    """The state with the doses the session was really done with, where they are others."""
    written = rulebook.written.get(session.circuit_id)
    if written is None or session.mode not in CIRCUIT_MODES:
        return state
    back, _ = with_what_there_is(state, rulebook, choices, only=session.circuit_id)
    if is_due(state, session.day):
        back, _ = step_back(back, session.day, rulebook, choices)
    stations = dict(back.stations)
    first: dict[str, SetDigest] = {}
    for one in session.sets:
        first.setdefault(one.station, one)
    for station, dose in written.doses.items():
        place = (session.circuit_id, station)
        begun = first.get(station)
        if begun is None or not is_known(begun.planned_move or begun.move, rulebook.library):
            continue
        known = state.station(place, dose)
        candidates = (back.station(place, dose), known, *_before_the_rise(known))
        stations[place] = next(
            (one for one in candidates if _was_planned(begun, one.dose, rulebook.library)),
            StationState(dose=dose_of(begun)),
        )
    return replace(back, stations=stations)


def _before_the_rise(known: StationState) -> tuple[StationState, ...]:
    """The station as it was before a rise that a session did not know of yet: a late answer."""
    if not known.trail:
        return ()
    return (replace(known, dose=known.trail[-1], trail=known.trail[:-1]),)


def dose_of(one: SetDigest) -> Prescription:
    """What a set was planned with; load and tempo of an easier version taken are none of it."""
    seconds = max(1, one.planned_ms // 1000)
    if one.planned_move is not None:
        return Prescription(move=one.planned_move, seconds=seconds)
    return Prescription(move=one.move, seconds=seconds, tempo=one.tempo, load=one.load)


def _was_planned(begun: SetDigest, dose: Prescription, library: Library) -> bool:
    """Whether a set belongs to a dose, an easier version taken during the session or not."""
    planned = dose_of(begun)
    if begun.planned_move is not None:
        return (planned.move, planned.seconds) == (dose.move, dose.seconds)
    return is_same_dose(planned, dose, library)


# After a session: what its decisions and choices make of it


def _after(
    state: ProgressState,
    session: SessionDigest,
    morning: int | None,
    judged: Judged,
    choices: Choices,
    rulebook: Rulebook,
) -> ProgressState:
    worse = morning is not None and is_worse(morning, state.mornings)
    pains = {
        one.move.partition("/")[0]: session.day
        for one in session.sets
        if (one.pain or 0) >= PAIN_HOLDS
    }
    after = replace(
        state,
        mornings=state.mornings if morning is None else (*state.mornings, morning)[-MORNINGS_KEPT:],
        pain_days={**state.pain_days, **pains},
        worse_morning_day=session.day if worse else state.worse_morning_day,
        weeks=with_session(state.weeks, session, rulebook.work_of),
    )
    if session.mode in CIRCUIT_MODES:
        after = replace(
            after, last_day=session.day, last_session_id=session.session_id, is_back=False
        )
    stations = dict(state.stations)
    mondays = dict(state.family_mondays)
    doses = {decision.station: decision.after for decision in judged.decisions}
    for decision in judged.decisions:
        place = (decision.circuit_id, decision.station)
        known = state.station(place, decision.before)
        choice = choices.get((decision.session_id, decision.station))
        written = rulebook.written[decision.circuit_id]
        outcome = chosen(decision, choice, written, doses, rulebook)
        doses[decision.station] = outcome
        if decision.direction is Direction.UP and outcome != decision.before:
            mondays[decision.family] = monday_of(session.day)
        keeps = decision.rule in (Rule.NOT_DONE, Rule.LIGHTER_WEEK)
        stations[place] = replace(
            _moved(known, decision, outcome, session.day),
            passed=known.passed
            if keeps
            else _passed(decision, has_passed=decision.station in judged.passed),
            first_side=known.first_side if decision.rule in SAYS_NO_SIDE else decision.first_side,
            last_session_id=session.session_id,
        )
    return replace(after, stations=stations, family_mondays=mondays)


SAYS_NO_SIDE = frozenset({Rule.NOT_DONE, Rule.LIGHTER_WEEK, Rule.ANSWER_MISSING})
"""Rules after which it is not known which side was harder."""
BREAKS = frozenset(
    {Rule.PAIN_STOP, Rule.PAIN_TWICE, Rule.TOO_HARD, Rule.ANSWER_MISSING, Rule.NOT_FELT}
)
"""Rules after which a session is not the first of two good ones."""


def _passed(decision: Decision, *, has_passed: bool) -> Prescription | None:
    """The dose that this session passed with, if it did."""
    is_hold = decision.direction is Direction.HOLD
    return decision.before if has_passed and not is_hold and decision.rule not in BREAKS else None


def _moved(
    known: StationState, decision: Decision, outcome: Prescription, day: int
) -> StationState:
    """The station at its next dose, with the way that led there."""
    if outcome == known.dose:
        return known
    if outcome != decision.after:
        return replace(known, dose=outcome, trail=())
    if decision.direction is Direction.UP:
        return risen(known, outcome, day)
    return replace(known, dose=outcome, trail=known.trail[:-1])


def risen(known: StationState, dose: Prescription, day: int) -> StationState:
    """The station one step up, with the way that led there."""
    return replace(
        known,
        dose=dose,
        trail=(*known.trail, known.dose),
        risen_day=day,
        rises_owed=max(0, known.rises_owed - 1),
    )


# Back after some days away


def welcome_back(plan: Plan, day: int, rulebook: Rulebook, choices: Choices = NO_CHOICES) -> Plan:
    """The plan for a day: a step down where one is due after over a week without a circuit.

    Its decisions then end with those steps, as `AWAY`; what the user said to them holds. Before
    them come the stations whose things are not there any more.
    """
    state, decided = with_what_there_is(plan.state, rulebook, choices)
    if is_due(state, day):
        state, steps = step_back(state, day, rulebook, choices)
        stepped = {(one.circuit_id, one.station) for one in steps}
        kept = (one for one in decided if (one.circuit_id, one.station) not in stepped)
        decided = (*kept, *steps)
    elif not decided:
        return plan
    return Plan(state=state, decisions={**plan.decisions, AWAY: decided})
