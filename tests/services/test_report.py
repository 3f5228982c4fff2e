"""What the physiotherapist's page is made of: read from a real record, nothing made up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gluteapp.content import load_content
from gluteapp.core.circuit import Circuit, SessionMode
from gluteapp.core.clock import ManualClock
from gluteapp.core.decision import Choice, Verdict
from gluteapp.core.events import FeltAsked, StopReason
from gluteapp.core.exercise import Family, Library, Region
from gluteapp.core.prescription import OwnedThings
from gluteapp.core.session import Felt, HarderSide, Pain, Question
from gluteapp.paths import Paths
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.digests import Digests
from gluteapp.services.history import History
from gluteapp.services.ids import Ids
from gluteapp.services.plan import Planner
from gluteapp.services.progress import ProgressReader
from gluteapp.services.report import MorningReport, PainReport, Report, ReportReader
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store
from tests.services.trainee import DAY_MS, Trainee

CLAM = "clam/standard"


class Clinic(Trainee):
    """Somebody who trains with the small circuit, and whose page is read."""

    def __init__(
        self, store: Store, ids: Ids, clock: ManualClock, library: Library, circuit: Circuit
    ) -> None:
        super().__init__(store, ids, clock, library)
        self.circuits = {circuit.id: circuit}
        self.history = History(store, ids)
        rules = load_content(Paths.from_system()).strength
        digests, masses = Digests(store), BodyMasses(store, ids)
        self.planner = Planner(
            store=store,
            ids=ids,
            digests=digests,
            masses=masses,
            library=library,
            circuits=lambda: self.circuits,
            strength=rules,
            owned=OwnedThings,
        )
        reader = ProgressReader(
            store=store,
            digests=digests,
            masses=masses,
            rules=rules,
            families={"bridge": Family.HIP_EXTENSION, "clam": Family.ABDUCTION},
        )
        self.pages = ReportReader(store=store, reader=reader, planner=self.planner)

    def train(
        self,
        answer: Callable[[SessionRunner, FeltAsked], None] | None = None,
        *,
        stops_after_s: int | None = None,
        circuit: Circuit | None = None,
        is_demo: bool = False,
    ) -> str:
        """Do the circuit; the session's id."""
        chosen = circuit or self.circuits["small"]
        return self.do(chosen, answer, stops_after_s=stops_after_s, is_demo=is_demo)

    def read(self, weeks: int = 8) -> Report:
        found = self.pages.read(today=self.day, circuit_id="small", weeks=weeks)
        assert found is not None
        return found


def all_well(runner: SessionRunner, asked: FeltAsked) -> None:
    """Answer that a set was easy, felt in the glute, and did not hurt."""
    runner.answer(Question.EFFORT, 4)
    runner.answer(Question.FELT, Felt(most=Region.GLUTE_CENTRE))
    runner.answer(Question.PAIN, Pain(score=0))
    if len(asked.steps) > 1:
        runner.answer(Question.HARDER, HarderSide.LEFT)


@pytest.fixture
def clinic(
    store: Store, ids: Ids, clock: ManualClock, small_library: Library, small_circuit: Circuit
) -> Clinic:
    """Nothing was done yet; the day is a Thursday."""
    return Clinic(store, ids, clock, small_library, small_circuit)


def test_a_record_without_sessions_has_no_page(clinic: Clinic) -> None:
    assert clinic.pages.read(today=clinic.day, circuit_id="small") is None


def test_one_session_without_an_answer_says_that_nothing_was_answered(clinic: Clinic) -> None:
    clinic.train()
    report = clinic.read()
    last = report.weeks[-1]
    assert len(report.weeks) == 8
    assert (last.is_running, last.circuits, last.sets_done, last.sets_planned) == (True, 1, 7, 7)
    assert (last.pain_max, last.morning_max, last.felt_answered) == (None, None, 0)
    assert report.pain == PainReport()
    assert report.mornings == MorningReport(asked=1)
    assert report.mornings.usual is None
    assert (report.felt.begun, report.felt.answered, report.felt.harder) == (7, 0, {})
    assert report.weeks[0].monday == report.progress.first_day
    assert not report.has_demo


def test_answers_are_counted_by_set_and_the_harder_side_by_pair(clinic: Clinic) -> None:
    clinic.train(all_well)
    report = clinic.read()
    assert report.felt.regions == {Region.GLUTE_CENTRE: 7}
    assert report.felt.harder == {HarderSide.LEFT: 2}
    assert (report.weeks[-1].glute_first, report.weeks[-1].felt_answered) == (7, 7)
    assert (report.pain.answered, report.pain.highest, report.pain.places) == (7, 0, ())
    assert report.weeks[-1].pain_max == 0


def test_pain_is_told_by_its_place_with_its_worst_and_last_day(clinic: Clinic) -> None:
    first = clinic.train()
    hurt = {"knee": (2, 5), None: (1,)}
    sets = iter(clinic.store.session(first).work_sets)
    for spot, scores in hurt.items():
        for score in scores:
            pain = Pain(score=score, spot=spot)
            clinic.history.answer((next(sets).id,), Question.PAIN, pain, first)
    clinic.history.answer((next(sets).id,), Question.PAIN, Pain(score=0), first)
    day = clinic.day
    clinic.clock.move(2 * DAY_MS)
    second = clinic.train()
    one = clinic.store.session(second).work_sets[0]
    clinic.history.answer((one.id,), Question.PAIN, Pain(score=1, spot=None), second)
    report = clinic.read()
    assert (report.pain.answered, report.pain.highest, report.pain.stopped) == (5, 5, 0)
    assert [(one.spot, one.sets, one.highest, one.last_day) for one in report.pain.places] == [
        ("knee", 2, 5, day),
        (None, 2, 1, day + 2),
    ]


def test_a_set_stopped_for_pain_is_counted(clinic: Clinic) -> None:
    session_id = clinic.train()
    one = clinic.store.session(session_id).work_sets[0]
    clinic.history.correct_set(one.id, reason=StopReason.PAIN)
    assert clinic.read().pain.stopped == 1
    assert clinic.read().weeks[-1].sets_done == 6


def test_mornings_are_those_asked_about_and_a_refused_one_is_no_answer(clinic: Clinic) -> None:
    for score in (1, None, 4):
        session_id = clinic.train(all_well)
        clinic.clock.move(DAY_MS)
        clinic.planner.answer_morning(session_id, score)
        clinic.clock.move(DAY_MS)
    clinic.train(all_well)
    report = clinic.read()
    assert report.mornings.asked == 4
    assert sorted(report.mornings.scores) == [1, 4]
    assert report.mornings.usual == 2.5
    assert [week.morning_max for week in report.weeks[-2:]] == [1, 4]


def test_only_sessions_of_these_weeks_are_on_the_page(clinic: Clinic) -> None:
    clinic.train(all_well)
    clinic.clock.move(21 * DAY_MS)
    assert clinic.read(weeks=4).weeks[0].circuits == 1
    later = clinic.read(weeks=3)
    assert [week.circuits for week in later.weeks] == [0, 0, 0]
    assert (later.felt.begun, later.mornings.asked) == (0, 0)
    # What comes next is told all the same.
    assert later.circuit_title == "Small"


def test_weeks_begin_on_monday_across_midnight_and_time_zones(clinic: Clinic) -> None:
    monday_ms = 4 * DAY_MS
    clinic.clock.move(monday_ms - 600_000)
    clinic.train()
    clinic.clock.set_offset(60)
    clinic.train()
    report = clinic.read(weeks=2)
    assert [week.circuits for week in report.weeks] == [1, 1]
    assert report.weeks[1].monday == clinic.day


def test_a_session_stopped_early_counts_as_what_was_done(clinic: Clinic) -> None:
    clinic.train(stops_after_s=110)
    (last,) = clinic.read(weeks=1).weeks
    assert (last.stopped_early, last.sets_done, last.sets_planned) == (1, 1, 7)
    assert clinic.read().felt.begun == 2


def test_the_doses_come_with_the_last_decision_and_its_day(clinic: Clinic) -> None:
    clinic.train(all_well)
    report = clinic.read()
    clam = next(one for one in report.doses if one.dose.move == CLAM)
    assert (clam.rounds, clam.decided_day, clam.is_own_choice) == (2, clinic.day, False)
    assert clam.reason
    assert not report.is_lighter_now


def test_what_the_user_chose_instead_is_marked(clinic: Clinic) -> None:
    session_id = clinic.train(all_well)
    for verdict, is_own in ((Verdict.ACCEPTED, False), (Verdict.NOT_YET, True)):
        clinic.planner.choose(session_id, CLAM, Choice(verdict=verdict))
        clam = next(one for one in clinic.read().doses if one.dose.move == CLAM)
        assert clam.is_own_choice is is_own


def test_without_a_circuit_done_the_doses_are_those_as_written(
    clinic: Clinic, small_circuit: Circuit
) -> None:
    short = small_circuit.model_copy(update={"id": "short", "mode": SessionMode.DAILY})
    clinic.circuits["short"] = short
    clinic.train(circuit=short)
    report = clinic.read()
    assert (report.weeks[-1].dailies, report.weeks[-1].circuits) == (1, 0)
    assert report.circuit_title == "Small"
    assert {one.reason for one in report.doses} == {""}
    assert {one.decided_day for one in report.doses} == {None}
    assert report.mornings.asked == 0


def test_a_circuit_that_is_gone_leaves_its_doses_out(clinic: Clinic) -> None:
    clinic.train(all_well)
    clinic.circuits.clear()
    report = clinic.read()
    assert (report.circuit_title, report.doses, report.is_lighter_now) == ("", (), False)
    assert report.weeks[-1].circuits == 1


def test_made_up_sessions_are_marked(clinic: Clinic) -> None:
    clinic.train(is_demo=True)
    assert clinic.read().has_demo


def test_a_deleted_session_is_not_on_the_page(clinic: Clinic) -> None:
    first = clinic.train(all_well)
    clinic.clock.move(2 * DAY_MS)
    clinic.train()
    clinic.history.remove(first)
    report = clinic.read()
    assert sum(week.circuits for week in report.weeks) == 1
    assert report.felt.answered == 0
