"""The rules of progress for one session: the first that matches decides. Pure; knows no file.

The order is that of DEFINITIONS.md, Progression. A rise is then held against the family, the week
and what the circuit has room for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from gluteapp.core.circuit import SessionMode
from gluteapp.core.compile import Written, fits
from gluteapp.core.decision import Decision, Direction, Rule
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.easing import step_down_that_fits
from gluteapp.core.exercise import Family, Side
from gluteapp.core.ladder import Blocked, steps_up
from gluteapp.core.prescription import Prescription
from gluteapp.core.progress_state import ProgressState, Rulebook, StationState
from gluteapp.core.session import Plain
from gluteapp.core.station_result import (
    PAIN_HOLDS,
    PAIN_STOPS,
    StationResult,
    station_result,
    work_was_left,
)
from gluteapp.core.week_guard import MOST_RISE, guard
from gluteapp.core.week_series import monday_of

PAIN_DAYS = 14
"""A second time within so many days makes it easier (DEFINITIONS.md, Progression)."""
MORNING_STEP = 1
"""A morning is worse when it is more than this above the usual one."""
RULES_VERSION = 2
CIRCUIT_MODES = (SessionMode.CIRCUIT, SessionMode.LIGHTER)
"""Sessions that progress is decided from; the daily five is for habit (evidence 0.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A session with what was known before it."""

    session: SessionDigest
    state: ProgressState
    written: Written
    rulebook: Rulebook
    morning: int
    """How the hips felt the next morning; what is usual where that is not answered yet."""
    pain: int
    """The worst pain of the session."""
    has_pain_stop: bool

    @property
    def is_worse_morning(self) -> bool:
        return is_worse(self.morning, self.state.mornings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What the rules say about a station before families and weeks are asked."""

    station: str
    before: StationState
    result: StationResult
    rule: Rule
    direction: Direction
    read: dict[str, Plain]


def usual_morning(mornings: Sequence[int]) -> float:
    """The median of the last mornings; before there are any, 3, up to which pain is fine."""
    return median(mornings) if mornings else PAIN_HOLDS - MORNING_STEP


def is_worse(morning: int, mornings: Sequence[int]) -> bool:
    """Whether a morning was more than 1 above the usual one; the first is from 4 on."""
    if not mornings:
        return morning >= PAIN_HOLDS
    return morning > usual_morning(mornings) + MORNING_STEP


def results_of(
    session: SessionDigest, doses: Mapping[str, Prescription], rulebook: Rulebook
) -> dict[str, StationResult]:
    """What a session says about each station of its circuit; KeyError for an unknown circuit."""
    written = rulebook.written[session.circuit_id]
    sets: dict[str, list[SetDigest]] = {station: [] for station in doses}
    for one in session.sets:
        sets.setdefault(one.station, []).append(one)
    return {
        station: station_result(
            sets[station], dose, rulebook.library, rounds=written.rounds[station]
        )
        for station, dose in doses.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What follows from a session: a decision for each station, and which stations passed."""

    decisions: tuple[Decision, ...] = ()
    """In the circuit's order."""
    passed: frozenset[str] = frozenset()
    """Stations whose sets were all done, easy enough, clean and calm, on both sides.

    None while the next morning is not answered: it may yet turn out to be a bad one.
    """


def decide(
    state: ProgressState, session: SessionDigest, morning: int | None, rulebook: Rulebook
) -> Judged:
    """What follows from a session for each station of its circuit.

    `state` is what was before it; `morning` the answer of the next morning, None while it is not
    given. Nothing follows from daily fives, benchmark sets, tests and circuits that are unknown.
    """
    written = rulebook.written.get(session.circuit_id)
    if written is None or session.mode not in CIRCUIT_MODES:
        return Judged()
    before = {
        name: state.station((session.circuit_id, name), dose)
        for name, dose in written.doses.items()
    }
    results = results_of(session, {name: one.dose for name, one in before.items()}, rulebook)
    pains = [one.pain for one in results.values()]
    case = _Case(
        session=session,
        state=state,
        written=written,
        rulebook=rulebook,
        morning=int(usual_morning(state.mornings)) if morning is None else morning,
        pain=max(*pains, session.pain_max or 0),
        has_pain_stop=any(one.is_pain_stop for one in results.values()),
    )
    decisions = _with_rises(
        case, [_verdict(case, name, before[name], results[name]) for name in before]
    )
    if morning is None:
        decisions = tuple(_waiting(decision) for decision in decisions)
        return Judged(decisions=decisions)
    passed = frozenset(station for station, result in results.items() if result.has_passed)
    return Judged(decisions=decisions, passed=passed)


def _verdict(case: _Case, station: str, before: StationState, result: StationResult) -> _Verdict:
    rule, direction, read = _first_rule(case, result)
    if rule is None:
        rule, direction, read = _two_for_two(case, before, result)
    return _Verdict(
        station=station,
        before=before,
        result=result,
        rule=rule,
        direction=direction,
        read=read,
    )


def _first_rule(
    case: _Case, result: StationResult
) -> tuple[Rule | None, Direction, dict[str, Plain]]:
    """The first of the rules before 2-for-2 that matches, if one does."""
    count = len(result.sets)
    if not result.sets:
        return Rule.NOT_DONE, Direction.STAY, {}
    if result.pain >= PAIN_STOPS or result.is_pain_stop:
        read: dict[str, Plain] = {"pain": result.pain, "stopped": result.is_pain_stop}
        return Rule.PAIN_STOP, Direction.DOWN, read
    if result.pain >= PAIN_HOLDS or case.is_worse_morning:
        return _pain(case, result)
    if result.broke_form or result.too_hard >= 2:
        read = {"broke_form": result.broke_form, "too_hard": result.too_hard, "sets": count}
        return Rule.TOO_HARD, Direction.DOWN, read
    if case.session.mode is SessionMode.LIGHTER:
        return Rule.LIGHTER_WEEK, Direction.STAY, {}
    if result.missing:
        return Rule.ANSWER_MISSING, Direction.STAY, {**result.missing, "sets": count}
    if result.not_felt and 2 * result.not_felt >= result.felt_answers:
        read = {"not_felt": result.not_felt, "sets": result.felt_answers}
        return Rule.NOT_FELT, Direction.STAY, read
    return None, Direction.STAY, {}


def _pain(case: _Case, result: StationResult) -> tuple[Rule, Direction, dict[str, Plain]]:
    """Pain of 4-5 or a worse morning: hold, and down the second time in 14 days."""
    state, day = case.state, case.session.day
    earlier = [state.pain_days.get(one.move.partition("/")[0]) for one in result.sets]
    earlier.append(state.worse_morning_day)
    last = max((one for one in earlier if one is not None), default=None)
    read: dict[str, Plain] = {"pain": result.pain}
    if case.is_worse_morning:
        read |= {"morning": case.morning, "usual": usual_morning(state.mornings)}
    if last is not None and day - last <= PAIN_DAYS:
        return Rule.PAIN_TWICE, Direction.DOWN, {**read, "days_ago": day - last}
    return Rule.PAIN, Direction.HOLD, read


def _two_for_two(
    case: _Case, before: StationState, result: StationResult
) -> tuple[Rule, Direction, dict[str, Plain]]:
    """The rule of two good sessions running, or why it is not met yet."""
    read: dict[str, Plain] = {
        "effort": result.effort,
        "pain": result.pain,
        "sets": len(result.sets),
    }
    stay = Direction.STAY
    if not result.is_complete:
        read |= {"undone": result.undone, "eased": result.eased}
        return Rule.INCOMPLETE, stay, read
    if not result.has_passed:
        return _not_passed(result, read)
    if case.pain >= PAIN_HOLDS or case.has_pain_stop:
        return Rule.PAIN, Direction.HOLD, read | {"pain_elsewhere": case.pain}
    if work_was_left(case.session):
        return Rule.INCOMPLETE, stay, read | {"stopped_early": True}
    if before.passed != before.dose:
        return Rule.ONCE_MORE, stay, read
    return Rule.TWO_FOR_TWO, Direction.UP, read


def _not_passed(
    result: StationResult, read: dict[str, Plain]
) -> tuple[Rule, Direction, dict[str, Plain]]:
    """Every set was done and yet not all were easy: one side, pain of 3, or reps left."""
    stay = Direction.STAY
    if len(result.passed) == 1:
        weaker = next(side for side in result.worked if side not in result.passed)
        return Rule.ONE_SIDE, stay, read | {"side": weaker.value}
    if result.pain == PAIN_HOLDS - 1:
        return Rule.SOME_PAIN, stay, read
    return Rule.NOT_YET_EASY, stay, read | {"slipped": result.slipped}


# From verdicts to decisions


def _with_rises(case: _Case, verdicts: list[_Verdict]) -> tuple[Decision, ...]:
    """The decisions; of those who may rise, the one of each family that waited longest does.

    Those who may not come first: a step down frees time for a rise.
    """
    waiting = sorted(
        verdicts, key=lambda one: (one.direction is Direction.UP, one.before.risen_day)
    )
    doses = {one.station: one.before.dose for one in verdicts}
    moved = {
        family
        for family, monday in case.state.family_mondays.items()
        if monday == monday_of(case.session.day)
    }
    decided: dict[str, Decision] = {}
    for verdict in waiting:
        decision = _decision(case, verdict, doses)
        if verdict.direction is Direction.UP:
            decision = _rise(case, decision, doses, is_moved=decision.family in moved)
        if decision.direction is Direction.UP:
            moved.add(decision.family)
        doses[verdict.station] = decision.after
        decided[verdict.station] = decision
    return tuple(decided[verdict.station] for verdict in verdicts)


def _decision(case: _Case, verdict: _Verdict, doses: Mapping[str, Prescription]) -> Decision:
    """The verdict as a decision; a step down is taken here, a rise not yet."""
    before = verdict.before
    after, rung, direction = before.dose, None, verdict.direction
    read = verdict.read
    if direction is Direction.DOWN:
        led_from = before.trail[-1] if before.trail else None
        step = step_down_that_fits(
            case.written, doses, verdict.station, case.rulebook, led_from=led_from
        )
        if step is None:
            direction, read = Direction.HOLD, read | {"lowest": True}
        else:
            after, rung = step.after, step.rung
    is_sided = Side.BOTH not in verdict.result.worked
    return Decision(
        session_id=case.session.session_id,
        circuit_id=case.session.circuit_id,
        station=verdict.station,
        family=_family(case, before.dose),
        rule=verdict.rule,
        direction=direction,
        before=before.dose,
        after=after,
        rung=rung,
        first_side=verdict.result.harder_side if is_sided else None,
        read=read,
        rules_version=RULES_VERSION,
    )


def _rise(
    case: _Case, decision: Decision, doses: Mapping[str, Prescription], *, is_moved: bool
) -> Decision:
    """The rise, or the reason why there is none: family, top of the ladder, weekly work."""
    if is_moved:
        return _staying(decision, Rule.FAMILY_MOVED, {})
    rulebook = case.rulebook
    skipped: list[str] = []
    before, library, hardness = decision.before, rulebook.library, rulebook.hardness
    for step in steps_up(before, library, rulebook.owned, hardness=hardness):
        blocked = step.blocked
        after = step.after or decision.before
        tried = {**doses, decision.station: after}
        if blocked is None and not fits(case.written, tried, rulebook.library):
            blocked = Blocked.NO_ROOM
        if blocked is not None:
            skipped.append(f"{step.rung}: {blocked}")
            continue
        share = guard(case.state.weeks, case.session.day, case.written, tried, rulebook)
        read: dict[str, Plain] = {} if share is None else {"work_percent": round(100 * share)}
        if share is not None and share > MOST_RISE:
            return replace(_staying(decision, Rule.WEEKLY_WORK, read), skipped=tuple(skipped))
        return replace(
            decision,
            after=after,
            rung=step.rung,
            skipped=tuple(skipped),
            read={**decision.read, **read},
        )
    return replace(_staying(decision, Rule.AT_THE_TOP, {}), skipped=tuple(skipped))


def _staying(decision: Decision, rule: Rule, read: dict[str, Plain]) -> Decision:
    return replace(
        decision,
        rule=rule,
        direction=Direction.STAY,
        after=decision.before,
        read={**decision.read, **read},
    )


WAITS_FOR_MORNING = frozenset(Rule) - {
    Rule.NOT_DONE,
    Rule.PAIN_STOP,
    Rule.PAIN_TWICE,
    Rule.PAIN,
    Rule.TOO_HARD,
    Rule.LIGHTER_WEEK,
    Rule.ANSWER_MISSING,
    Rule.NOT_FELT,
}
"""Rules that come after the question of the next morning; pain holds whatever that says."""


def _waiting(decision: Decision) -> Decision:
    """The decision while the next morning is not answered: it stays, and says what may come."""
    if decision.rule not in WAITS_FOR_MORNING:
        return decision
    is_up = decision.direction is Direction.UP
    return replace(
        decision,
        rule=Rule.MORNING_MISSING,
        direction=Direction.STAY,
        after=decision.before,
        rung=None,
        if_fine=decision.after if is_up else None,
        read={**decision.read, "then": decision.rule.value},
    )


def _family(case: _Case, dose: Prescription) -> Family:
    return case.rulebook.library.move(dose.move)[0].family
