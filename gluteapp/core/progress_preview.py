"""What the next sessions would be if each of them went well. Pure; it changes no record."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain, cycle, islice

from gluteapp.core.circuit import SessionMode
from gluteapp.core.coming_back import Choices
from gluteapp.core.compile import set_lengths_s
from gluteapp.core.decision import Decision, Rule
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Laterality, Region, Side
from gluteapp.core.ladder import tempo_of
from gluteapp.core.prescription import Prescription
from gluteapp.core.progress_state import Rulebook
from gluteapp.core.progression import NO_CHOICES, History, Plan, replay, risen, welcome_back
from gluteapp.core.session import Form
from gluteapp.core.station_result import EASY_REPS_LEFT
from gluteapp.core.week_series import monday_of

DAYS_BETWEEN = (2, 2, 3)
"""Three circuits a week, at least 48 h apart (evidence 7.6)."""
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSession:
    """One session to come: its day, what it is done with, and what follows if it goes well."""

    day: int
    is_lighter: bool
    doses: Mapping[str, Prescription]
    decisions: tuple[Decision, ...]


def simulate_next(
    plan: Plan,
    circuit_id: str,
    rulebook: Rulebook,
    *,
    day: int,
    count: int = 4,
    choices: Choices = NO_CHOICES,
) -> tuple[NextSession, ...]:
    """The next sessions of a circuit from a day on; KeyError for an unknown circuit.

    `choices` is what the user said to the last decisions and to the steps of coming back. A last
    morning that is not answered is taken to be a fine one, as those of the sessions to come.
    """
    coming: list[NextSession] = []
    plan = _with_a_fine_morning(plan, choices)
    # The first comes on the day itself, then the pattern of a week.
    for gap in islice(chain((0,), cycle(DAYS_BETWEEN)), count):
        day += gap
        plan = welcome_back(plan, day, rulebook, choices)
        doses = plan.doses(circuit_id, rulebook)
        is_lighter = plan.is_lighter_week(day) and rulebook.written[circuit_id].has_rounds
        session = session_that_goes_well(
            circuit_id, doses, rulebook, day=day, is_lighter=is_lighter
        )
        history = History(sessions=(session,), mornings={session.session_id: 0})
        plan = replay(history, rulebook, onto=plan)
        decisions = plan.decisions[session.session_id]
        coming.append(NextSession(day=day, is_lighter=is_lighter, doses=doses, decisions=decisions))
    return tuple(coming)


_PASSED = frozenset({Rule.ONCE_MORE, Rule.FAMILY_MOVED, Rule.WEEKLY_WORK, Rule.AT_THE_TOP})
"""Rules of a session that went well, if its morning was fine."""


def _with_a_fine_morning(plan: Plan, choices: Choices) -> Plan:
    """The plan as it will be once the morning after the last session was a fine one."""
    stations = dict(plan.state.stations)
    mondays = dict(plan.state.family_mondays)
    for decision in plan.last_decisions:
        place = (decision.circuit_id, decision.station)
        known = stations.get(place)
        is_said = (decision.session_id, decision.station) in choices
        is_open = decision.rule is Rule.MORNING_MISSING and not is_said
        if known is None or not is_open or known.dose != decision.before:
            continue
        day = plan.state.last_day or 0
        if decision.if_fine is not None:
            stations[place] = risen(known, decision.if_fine, day)
            mondays[decision.family] = monday_of(day)
        elif decision.read.get("then") in _PASSED:
            stations[place] = replace(known, passed=known.dose)
    state = replace(plan.state, stations=stations, family_mondays=mondays)
    return replace(plan, state=state)


def session_that_goes_well(
    circuit_id: str,
    doses: Mapping[str, Prescription],
    rulebook: Rulebook,
    *,
    day: int,
    is_lighter: bool = False,
) -> SessionDigest:
    """A session in which every set is done, clean, easy enough, felt in the glute, without pain."""
    written = rulebook.written[circuit_id]
    sets: list[SetDigest] = []
    for station, dose in doses.items():
        exercise, _ = rulebook.library.move(dose.move)
        is_sided = exercise.laterality is Laterality.ONE_SIDED
        lengths = set_lengths_s(written, station, dose).items()
        rounds = [seconds for seconds, count in lengths for _ in range(math.ceil(count))]
        for number, seconds in enumerate(rounds[:1] if is_lighter else rounds, start=1):
            done = replace(dose, seconds=seconds)
            for side in (Side.LEFT, Side.RIGHT) if is_sided else (Side.BOTH,):
                sets.append(_good_set(f"{day}-{len(sets)}", station, done, side, number, rulebook))
    return SessionDigest(
        session_id=f"next-{day}",
        utc_ms=day * DAY_MS,
        day=day,
        circuit_id=circuit_id,
        mode=SessionMode.LIGHTER if is_lighter else SessionMode.CIRCUIT,
        is_whole=True,
        planned_sets=len(sets),
        sets=tuple(sets),
        pain_max=0,
    )


def _good_set(
    set_id: str, station: str, dose: Prescription, side: Side, number: int, rulebook: Rulebook
) -> SetDigest:
    tempo = tempo_of(dose, rulebook.library)
    is_hold = rulebook.library.move(dose.move)[0].is_hold
    reps = 0 if tempo is None or is_hold else dose.seconds * 1000 // tempo.rep_ms
    return SetDigest(
        set_id=set_id,
        station=station,
        move=dose.move,
        side=side,
        round=number,
        planned_ms=dose.seconds * 1000,
        planned_reps=reps,
        done_reps=reps,
        done_ms=dose.seconds * 1000,
        reason=StopReason.COMPLETED,
        tempo=tempo,
        load=dose.load,
        effort=EASY_REPS_LEFT,
        felt_most=Region.GLUTE_CENTRE,
        form=Form.CLEAN,
        pain=0,
    )
