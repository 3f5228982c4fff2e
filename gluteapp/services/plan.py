"""What comes next and why: today's circuit, decisions and what the user says to them. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from gluteapp.core.circuit import Circuit, SessionMode
from gluteapp.core.clock import Millis
from gluteapp.core.coming_back import Choices, away_id, away_ids
from gluteapp.core.compile import compile_circuit
from gluteapp.core.decision import Choice, Decision, Rule
from gluteapp.core.digest import SessionDigest
from gluteapp.core.exercise import Library, Side
from gluteapp.core.ladder import step_down, steps_up
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.progress_facts import (
    AWAY_SUFFIX,
    Decided,
    DecisionAnswered,
    MorningAnswered,
)
from gluteapp.core.progress_preview import NextSession, simulate_next
from gluteapp.core.progress_state import ProgressState, Rulebook
from gluteapp.core.progression import History, Plan, replay, welcome_back
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.core.week_guard import work_by
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.decision_words import sentence
from gluteapp.services.digests import Digests, day_end_utc_ms, local_day
from gluteapp.services.ids import Ids
from gluteapp.services.plan_memory import (
    Memory,
    PlanMemory,
    rules_version,
    stretches,
    told_last,
)
from gluteapp.services.things_notes import ThingsNotes
from gluteapp.storage.repositories import Store

MORNING_DAYS = 7
"""The morning after a session is asked about for so many days; design choice."""


NARROWED = 1_000
"""Up to so many sessions are asked for by their ids; design choice."""


NO_STEP_UP = frozenset({Rule.PAIN_STOP, Rule.PAIN_TWICE, Rule.PAIN, Rule.TOO_HARD})
"""After these no step up is offered, not even as the user's own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A decision, the sentence that explains it, and what the user said to it."""

    decision: Decision
    sentence: str
    choice: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningDue:
    """A session whose next morning was not asked about yet; `day` is its local date's ordinal."""

    session_id: str
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """A circuit as it is to be done on a day."""

    circuit: Circuit
    first_side: Side
    """The side that goes first in the whole of it, unless the user swaps it."""
    told: tuple[Told, ...] = ()
    """Why its doses are what they are: what followed from the last session."""
    is_lighter: bool = False
    has_harder_sides: bool = False
    """Whether a side goes first somewhere because it was harder there."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rules:
    """What decisions rest on beside the record, made once for as long as it stays the same."""

    read: tuple[OwnedThings, dict[str, Circuit], float | None, bool, bool]
    rulebook: Rulebook
    version: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Known:
    """What was read at a revision of the store."""

    revision: int
    until_utc_ms: Millis
    """The end of the day; what is dated later does not count yet."""
    elsewhere: int
    """Whether another program had written by then."""
    rules: _Rules
    memory: Memory
    """Where progress stood before the sessions that were replayed."""
    plan: Plan
    """With the decisions of those sessions, but of none before."""
    passed: list[Memory]
    """Where progress stood on the way, as far as it is worth keeping."""
    session_ids: frozenset[str]
    """Those that were replayed."""
    choices: Choices
    """What was said to their decisions, and to those of coming back."""


class Planner:
    """Everything about the next session; StorageError when the disk refuses."""

    def __init__(
        self,
        *,
        store: Store,
        ids: Ids,
        digests: Digests,
        masses: BodyMasses,
        library: Library,
        circuits: Callable[[], Mapping[str, Circuit]],
        strength: StrengthRules | None,
        owned: Callable[[], OwnedThings],
    ) -> None:
        """`circuits` and `owned` tell what there is now; without strength rules no work is compared."""
        self._store, self._ids, self._digests, self._masses = store, ids, digests, masses
        self._library, self._circuits, self._strength = library, circuits, strength
        self._owned = owned
        self._things = ThingsNotes(store, ids)
        self._memory = PlanMemory(store)
        self._rules: _Rules | None = None
        self._known: _Known | None = None
        self._whole: tuple[tuple[int, Millis, _Rules], Plan] | None = None

    # Looking

    def plan(self) -> Plan:
        """What follows from all sessions that count, decision by decision; it replays them all."""
        read = (self._store.revision, self._until_utc_ms(), self._read_rules())
        if self._whole is None or self._whole[0] != read:
            _, until_utc_ms, rules = read
            history = self._history(self._digests_until(until_utc_ms))
            self._whole = (read, replay(history, rules.rulebook))
        return self._whole[1]

    def rulebook(self) -> Rulebook:
        """What decisions rest on beside the record."""
        return self._read_rules().rulebook

    def for_day(self, circuit_id: str, *, day: int, usual_side: Side) -> DayPlan:
        """A circuit with the doses of a day; KeyError when there is no such circuit.

        `usual_side` goes first where no side was harder. A circuit that progress does not touch,
        such as the daily five, is as written.
        """
        circuit = self._circuits()[circuit_id]
        if circuit.mode is not SessionMode.CIRCUIT:
            return DayPlan(circuit=circuit, first_side=usual_side)
        known = self._read()
        rulebook = known.rules.rulebook
        plan = self._back(known, day)
        doses = plan.doses(circuit_id, rulebook)
        harder = plan.first_sides(circuit_id)
        sides = {station: harder.get(station, usual_side) for station in doses}
        is_lighter = plan.is_lighter_week(day)
        told = told_last(known.memory.told, plan)
        compiled = compile_circuit(
            circuit, doses, self._library, first_sides=sides, is_lighter=is_lighter
        )
        return DayPlan(
            circuit=compiled.circuit,
            first_side=compiled.first_side or usual_side,
            told=self._told(
                (told[place] for name in doses if (place := (circuit_id, name)) in told),
                instead={one.station: one.used for one in compiled.skipped},
            ),
            is_lighter=compiled.circuit.mode is SessionMode.LIGHTER,
            has_harder_sides=bool(harder),
        )

    def doses(self, circuit_id: str, *, day: int) -> dict[str, Prescription]:
        """What each station of a circuit is done with on a day; KeyError for an unknown one."""
        known = self._read()
        return self._back(known, day).doses(circuit_id, known.rules.rulebook)

    def after(self, session_id: str) -> tuple[Told, ...]:
        """What follows from a session for each station of its circuit; nothing from other kinds."""
        decisions = self._read().plan.decisions
        if session_id not in decisions and not self._is_new(session_id):
            decisions = self.plan().decisions
        return self._told(decisions.get(session_id, ()))

    def options(self, decision: Decision) -> tuple[Prescription, ...]:
        """What may be done instead: as before, as proposed, one step down, and one up without pain.

        The one that holds now is left out.
        """
        owned, choice = self._owned(), self._choice(decision)
        found = [decision.before, decision.after]
        down = step_down(decision.before, self._library, owned)
        if down is not None:
            found.append(down.after)
        if decision.rule not in NO_STEP_UP:
            hard = self.rulebook().hardness
            ups = steps_up(decision.before, self._library, owned, hardness=hard)
            found += [one.after for one in ups if one.after is not None][:1]
        outcome = decision.after if choice is None else choice.outcome(decision)
        return tuple(dict.fromkeys(one for one in found if one != outcome))

    def upcoming(self, circuit_id: str, *, day: int, count: int = 4) -> tuple[NextSession, ...]:
        """The next sessions of a circuit from a day on, if each of them goes well."""
        known = self._read()
        return simulate_next(
            known.plan,
            circuit_id,
            known.rules.rulebook,
            day=day,
            count=count,
            choices=known.choices,
        )

    def morning_due(self, day: int) -> MorningDue | None:
        """The session whose next morning is to be asked about on a day; None when none is."""
        state = self._read().plan.state
        if state.last_day is None or not 0 < day - state.last_day <= MORNING_DAYS:
            return None
        last = state.last_session_id
        is_answered = last in self._store.progress.mornings([last])
        return None if is_answered else MorningDue(session_id=last, day=state.last_day)

    # Changing

    def settle(self) -> None:
        """Write down the decisions that were not told before, or are others than those told.

        Where progress stood is kept afterwards, so that the next plan need not replay it.
        """
        known = self._read()
        now = self._ids.now()
        plan = self._back(known, local_day(now.utc_ms, now.offset_min))
        decisions = [one for made in plan.decisions.values() for one in made]
        kept = self._store.progress.decisions(_narrowed({one.session_id for one in decisions}))
        facts = [
            Decided(**self._ids.stamp(), decision=one, sentence=sentence(one, self._library))
            for one in decisions
            if (found := kept.get((one.session_id, one.station))) is None or found.decision != one
        ]
        if facts:
            self._store.append(*facts)
        if known.passed:
            self._memory.keep(known.rules.version, known.memory, known.passed, read=known.elsewhere)

    def choose(self, session_id: str, station: str, choice: Choice | None) -> None:
        """Say something to a decision, or with None take that back: the former state returns."""
        if session_id.endswith(AWAY_SUFFIX):
            self.settle()  # what is answered must be on record; coming back writes nothing down
        stamp = self._ids.stamp()
        self._store.append(
            DecisionAnswered(**stamp, session_id=session_id, station=station, choice=choice)
        )

    def answer_morning(self, session_id: str, score: int | None) -> None:
        """Tell how the hips felt the morning after a session, 0-10; None means not to be told."""
        stamp = self._ids.stamp()
        is_skipped = score is None
        self._store.append(
            MorningAnswered(**stamp, session_id=session_id, score=score, is_skipped=is_skipped)
        )

    def note_things(self) -> None:
        """Note what there is to train with, when that is not what was there before."""
        self._things.note(self._owned())

    # Inside

    def _read(self) -> _Known:
        """The plan, replayed from where progress was kept last."""
        revision, elsewhere = self._store.revision, self._store.progress.elsewhere()
        rules, until_utc_ms = self._read_rules(), self._until_utc_ms()
        known, read = self._known, (revision, until_utc_ms, rules)
        if known is not None and (known.revision, known.until_utc_ms, known.rules) == read:
            return known
        memory = self._memory.newest(rules.version, until_utc_ms)
        digests = self._digests_until(until_utc_ms, after=memory.session_id)
        history = self._history(digests, onto=memory.state)
        plan, passed, at = Plan(state=memory.state), [], memory
        for sessions in stretches(digests, memory.count):
            plan = replay(replace(history, sessions=sessions), rules.rulebook, onto=plan)
            at = at.then(sessions[-1].session_id, at.count + len(sessions), plan)
            passed.append(at)
        # The last session's morning is still to come, and would take back what was kept with it.
        passed = [one for one in passed[:-1] if one.is_milestone or one is passed[-2]]
        self._known = _Known(
            revision=revision,
            until_utc_ms=until_utc_ms,
            elsewhere=elsewhere,
            rules=rules,
            memory=memory,
            plan=plan,
            passed=passed,
            session_ids=frozenset(one.session_id for one in digests),
            choices=history.choices,
        )
        return self._known

    def _until_utc_ms(self) -> Millis:
        """The end of today: with a clock that was set wrong there may be sessions dated later."""
        now = self._ids.now()
        return day_end_utc_ms(now.utc_ms, now.offset_min)

    def _digests_until(
        self, until_utc_ms: Millis, *, after: str | None = None
    ) -> tuple[SessionDigest, ...]:
        """What was done before a time, and after a session."""
        found = self._digests.after(after)
        return tuple(one for one in found if one.sets and one.utc_ms < until_utc_ms)

    def _back(self, known: _Known, day: int) -> Plan:
        """The plan for a day, with the steps of coming back when that is due."""
        return welcome_back(known.plan, day, known.rules.rulebook, choices=known.choices)

    def _history(
        self, digests: tuple[SessionDigest, ...], onto: ProgressState | None = None
    ) -> History:
        """The digests, which go on from a state, with what was said about them and to both."""
        named = [one.session_id for one in digests]
        said_to = away_ids(onto or ProgressState()).union(map(away_id, named))
        ids = _narrowed([*named, *said_to])
        mornings = {
            session_id: one.score
            for session_id, one in self._store.progress.mornings(ids).items()
            if one.score is not None
        }
        return History(
            sessions=digests,
            mornings=mornings,
            choices=self._store.progress.choices(ids),
            owned=self._things.log(),
        )

    def _is_new(self, session_id: str) -> bool:
        """Whether a session is among those replayed last, so that nothing followed from it."""
        return session_id in self._read().session_ids

    def _choice(self, decision: Decision) -> Choice | None:
        choices = self._store.progress.choices([decision.session_id])
        return choices.get((decision.session_id, decision.station))

    def _told(
        self,
        decisions: Iterable[Decision],
        instead: Mapping[str, Prescription] | None = None,
    ) -> tuple[Told, ...]:
        """The decisions in words; `instead` has the stations that get another dose today."""
        told, used = tuple(decisions), instead or {}
        choices = self._store.progress.choices({one.session_id for one in told})
        return tuple(
            Told(
                decision=one,
                sentence=sentence(one, self._library, instead=used.get(one.station)),
                choice=choices.get((one.session_id, one.station)),
            )
            for one in told
        )

    def _read_rules(self) -> _Rules:
        owned, circuits = self._owned(), dict(self._circuits())
        newest = self._masses.log().newest
        mass_kg = None if newest is None else newest[1]
        is_dated, is_real = bool(self._things.log()), self._store.progress.has_real_sessions()
        read = (owned, circuits, mass_kg, is_dated, is_real)
        if self._rules is not None and self._rules.read == read:
            return self._rules
        if self._rules is not None and self._rules.read[:3] == read[:3]:
            rulebook = self._rules.rulebook
        else:
            work_of = work_by(self._strength, mass_kg)
            rulebook = Rulebook(
                library=self._library, circuits=circuits, owned=owned, work_of=work_of
            )
        version = rules_version(
            rulebook, self._strength, mass_kg, is_dated=is_dated, is_real=is_real
        )
        self._rules = _Rules(read=read, rulebook=rulebook, version=version)
        return self._rules


def _narrowed(session_ids: Collection[str]) -> Collection[str] | None:
    """The ids of sessions to ask for; None for all, where a list of them would narrow nothing."""
    return session_ids if len(session_ids) <= NARROWED else None
