"""What the physiotherapist's page says, read from the record as plain values. Paints nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from gluteapp.core.analytics import Progress, WeekWork
from gluteapp.core.circuit import SessionMode
from gluteapp.core.decision import Verdict
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Region, Side
from gluteapp.core.prescription import Prescription
from gluteapp.core.progress_facts import MorningAnswered, session_of
from gluteapp.core.progression import welcome_back
from gluteapp.core.session import HarderSide, Pain, SessionRecord
from gluteapp.core.week_series import WEEK_DAYS, monday_of
from gluteapp.services.plan import Planner
from gluteapp.services.progress import ProgressReader
from gluteapp.services.summary_facts import GLUTES
from gluteapp.storage.repositories import Store

WEEKS = 8
"""So many weeks unless others are asked for: one block of training (evidence 7.6)."""
CIRCUITS = (SessionMode.CIRCUIT, SessionMode.LIGHTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWeek:
    """One week from Monday to Sunday; None is "not answered", and nothing done is 0."""

    monday: int
    """Ordinal of a local date."""
    is_running: bool
    is_lighter: bool
    work: float
    """Sum of difficulty x reps (evidence 3.3)."""
    circuits: int = 0
    dailies: int = 0
    stopped_early: int = 0
    """Sessions of any kind that were not done to their end."""
    sets_done: int = 0
    sets_planned: int = 0
    glute_first: int = 0
    """Sets felt most in a glute."""
    felt_answered: int = 0
    pain_max: int | None = None
    morning_max: int | None = None
    """The worst answer of the mornings after this week's circuits, 0-10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPlace:
    """Where pain of 1 or more was named; `spot` is as stored, None where no spot was named."""

    spot: str | None
    sets: int
    highest: int
    last_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PainReport:
    """Everything said about pain, redone sets included."""

    answered: int = 0
    """Sets for which it was asked and answered, none felt included."""
    highest: int | None = None
    places: tuple[PainPlace, ...] = ()
    """The most frequent first."""
    stopped: int = 0
    """Sets stopped for pain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningReport:
    """The mornings after circuits: how many were asked about, and what was answered, 0-10."""

    asked: int = 0
    scores: tuple[int, ...] = ()

    @property
    def usual(self) -> float | None:
        """The median of what was answered."""
        return median(self.scores) if self.scores else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltReport:
    """Where sets were felt most, out of those that were begun."""

    begun: int = 0
    answered: int = 0
    regions: Mapping[Region, int] = field(default_factory=dict[Region, int])
    """Answered sets by region."""
    harder: Mapping[HarderSide, int] = field(default_factory=dict[HarderSide, int])
    """Pairs of sets by the side that was harder, where that was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentDose:
    """What a station is done with next, and the last decision about it."""

    dose: Prescription
    rounds: int
    reason: str = ""
    """The decision's sentence; empty while there was none."""
    decided_day: int | None = None
    is_own_choice: bool = False
    """The user said "not yet" to it, or chose something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole page; days are ordinals of local dates, the last is today."""

    progress: Progress
    weeks: tuple[ReportWeek, ...]
    pain: PainReport
    mornings: MorningReport
    felt: FeltReport
    circuit_title: str = ""
    """Of the circuit done last, or of the one that is to be done; not translated."""
    doses: tuple[CurrentDose, ...] = ()
    is_lighter_now: bool = False
    """A lighter week is due: each station once."""
    has_demo: bool = False
    """Made-up sessions are among those shown."""


class ReportReader:
    """Reads a report; StorageError when the record cannot be read."""

    def __init__(self, *, store: Store, reader: ProgressReader, planner: Planner) -> None:
        self._store, self._reader, self._planner = store, reader, planner

    def read(self, *, today: int, circuit_id: str, weeks: int = WEEKS) -> Report | None:
        """The last weeks, the running one included; None when no session was recorded ever.

        `circuit_id` is the circuit whose doses are told while none was done.
        """
        scores = self._reader.scores()
        if not scores:
            return None
        first_day = monday_of(today) - WEEK_DAYS * (weeks - 1)
        days = {one.session_id: one.day for one in scores}
        shown = [name for name, day in days.items() if first_day <= day <= today]
        records = self._store.sessions_of(shown)
        mornings = self._mornings(shown)
        progress = self._reader.view_since(first_day, today=today)
        done = [one.session_id for one in scores if one.mode in CIRCUITS]
        circuit_id = self._circuit_of(done[-1]) if done else circuit_id
        title, doses, is_lighter_now = self._doses(circuit_id, today, days)
        by_week = _by_week(records, days)
        return Report(
            progress=progress,
            weeks=tuple(
                report_week(week, by_week.get(week.monday, []), mornings) for week in progress.weeks
            ),
            pain=pain_report(records, days),
            mornings=_morning_report(mornings),
            felt=felt_report(records),
            circuit_title=title,
            doses=doses,
            is_lighter_now=is_lighter_now,
            has_demo=any(one.opened.is_demo for one in records),
        )

    def _circuit_of(self, session_id: str) -> str:
        (record,) = self._store.sessions_of([session_id])
        return record.opened.circuit_id

    def _mornings(self, session_ids: Iterable[str]) -> dict[str, MorningAnswered | None]:
        """What was said of the mornings that are asked about, by session."""
        asked = self._planner.plan().decisions
        answered = self._store.progress.mornings()
        return {name: answered.get(name) for name in session_ids if name in asked}

    def _doses(
        self, circuit_id: str, today: int, days: Mapping[str, int]
    ) -> tuple[str, tuple[CurrentDose, ...], bool]:
        """A circuit's title, its doses, and whether a lighter week is due; nothing without it."""
        rulebook = self._planner.rulebook()
        written = rulebook.written.get(circuit_id)
        if written is None:
            return "", (), False
        plan = welcome_back(self._planner.plan(), today, rulebook)
        day_plan = self._planner.for_day(circuit_id, day=today, usual_side=Side.LEFT)
        told = {one.decision.station: one for one in day_plan.told}
        doses: list[CurrentDose] = []
        for station, dose in plan.doses(circuit_id, rulebook).items():
            newest = told.get(station)
            rounds = written.rounds[station]
            if newest is None:
                doses.append(CurrentDose(dose=dose, rounds=rounds))
                continue
            doses.append(
                CurrentDose(
                    dose=dose,
                    rounds=rounds,
                    reason=newest.sentence,
                    decided_day=days.get(session_of(newest.decision.session_id)),
                    is_own_choice=newest.choice is not None
                    and newest.choice.verdict is not Verdict.ACCEPTED,
                )
            )
        return written.circuit.title, tuple(doses), day_plan.is_lighter


# Parts of it


def _by_week(
    records: Iterable[SessionRecord], days: Mapping[str, int]
) -> dict[int, list[SessionRecord]]:
    weeks: dict[int, list[SessionRecord]] = {}
    for record in records:
        weeks.setdefault(monday_of(days[record.id]), []).append(record)
    return weeks


def report_week(
    week: WeekWork,
    records: Sequence[SessionRecord],
    mornings: Mapping[str, MorningAnswered | None],
) -> ReportWeek:
    """One week from its sessions, and the mornings after them by session."""
    modes = [one.opened.mode for one in records]
    felt = felt_report(records)
    answers = [mornings.get(one.id) for one in records]
    scores = [one.score for one in answers if one is not None and one.score is not None]
    return ReportWeek(
        monday=week.monday,
        is_running=week.is_running,
        is_lighter=week.is_lighter,
        work=week.work,
        circuits=sum(mode in CIRCUITS for mode in modes),
        dailies=modes.count(SessionMode.DAILY),
        stopped_early=sum(
            one.closed is None or one.closed.end is not SessionEnd.COMPLETED for one in records
        ),
        sets_done=sum(len(one.done_sets) for one in records),
        sets_planned=sum(one.opened.planned_sets for one in records),
        glute_first=sum(count for region, count in felt.regions.items() if region in GLUTES),
        felt_answered=felt.answered,
        pain_max=max((one.score for one in _pains(records)), default=None),
        morning_max=max(scores, default=None),
    )


def _pains(records: Iterable[SessionRecord]) -> list[Pain]:
    """What was answered of pain; in a set that was done again it was felt as well."""
    return [one.pain for record in records for one in record.sets if one.pain is not None]


def pain_report(records: Sequence[SessionRecord], days: Mapping[str, int]) -> PainReport:
    """What was said about pain; `days` are those of the sessions, by id."""
    found: dict[str | None, list[tuple[int, int]]] = {}
    for record in records:
        for pain in _pains([record]):
            if pain.score > 0:
                found.setdefault(pain.spot, []).append((pain.score, days[record.id]))
    places = [
        PainPlace(
            spot=spot,
            sets=len(felt),
            highest=max(score for score, _ in felt),
            last_day=max(day for _, day in felt),
        )
        for spot, felt in found.items()
    ]
    places.sort(key=lambda one: (-one.sets, -one.highest, one.spot or ""))
    scores = [one.score for one in _pains(records)]
    return PainReport(
        answered=len(scores),
        highest=max(scores, default=None),
        places=tuple(places),
        stopped=sum(one.reason is StopReason.PAIN for record in records for one in record.sets),
    )


def felt_report(records: Iterable[SessionRecord]) -> FeltReport:
    """Where the sets of some sessions were felt most, and which side of pairs was harder."""
    begun = 0
    regions: Counter[Region] = Counter()
    harder: dict[tuple[str, int | None, int | None], HarderSide] = {}
    for record in records:
        for one in record.work_sets:
            most = None if one.felt is None else one.felt.most
            begun += one.done_ms > 0 or most is not None
            if most is not None:
                regions[most] += 1
            if one.harder is not None:
                # It is asked once for a pair and tied to both its sets.
                harder[record.id, one.opened.round, one.opened.pair] = one.harder
    return FeltReport(
        begun=begun,
        answered=regions.total(),
        regions=dict(regions),
        harder=dict(Counter(harder.values())),
    )


def _morning_report(mornings: Mapping[str, MorningAnswered | None]) -> MorningReport:
    answers = [one for one in mornings.values() if one is not None]
    return MorningReport(
        asked=len(mornings),
        scores=tuple(one.score for one in answers if one.score is not None),
    )
