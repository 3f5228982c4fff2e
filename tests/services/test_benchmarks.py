"""Benchmark sets from the doses in force to the points they give, on a real store."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

import pytest

from gluteapp.app_progress import ProgressPart
from gluteapp.core.analytics import PointKind, ProgressRange
from gluteapp.core.benchmark_sets import BENCHMARK
from gluteapp.core.circuit import Circuit, SessionMode, StepKind
from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.session import Question, SessionRecord
from gluteapp.core.view import EngineState
from gluteapp.services.benchmarks import BenchmarkOffer, Benchmarks, WhyNotYet
from gluteapp.services.digests import DAY_MS, local_day
from gluteapp.services.ids import Ids
from gluteapp.services.simulation import play_through
from gluteapp.services.training import SessionRunner
from gluteapp.settings import Things
from gluteapp.storage.repositories import Store
from tests.progress_content import CONTENT

HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Gym:
    """Somebody with the content that ships, whose days pass."""

    store: Store
    ids: Ids
    clock: ManualClock
    progress: ProgressPart

    @property
    def day(self) -> int:
        """The local date's ordinal."""
        now = self.clock.read()
        return local_day(now.utc_ms, now.offset_min)

    def offer(self, usual: str = "foundation") -> BenchmarkOffer:
        """What is offered now."""
        found = self.progress.benchmarks.offer(usual, self.clock.read())
        assert found is not None
        return found

    def runner(self, circuit: Circuit) -> SessionRunner:
        """A session of a circuit."""
        return SessionRunner(
            clock=self.clock,
            engine=SessionEngine(timeline=lay_out(circuit, CONTENT.library, Options())),
            store=self.store,
            ids=self.ids,
            library=CONTENT.library,
            app_version="1",
            circuit=circuit,
        )

    def train(self, circuit_id: str = "foundation") -> str:
        """Do a circuit with two reps left everywhere; the session's id."""
        runner = self.runner(CONTENT.circuits[circuit_id])
        play_through(
            runner, self.clock.move, when_asked=lambda one, _: one.answer(Question.EFFORT, 2)
        )
        return runner.session_id

    def measure(self, reps: dict[Side, int], *, effort: int = 2) -> SessionRecord:
        """Do the benchmark sets, ending each a second after its last rep is down."""
        runner = self.runner(self.offer().circuit)
        runner.start()
        while (view := runner.view()).state is not EngineState.FINISHED:
            at = view.position
            left_ms = at.remaining_ms
            if at.step.is_user_ended and at.side is not None:
                left_ms = at.step.rep_start_ms(reps[at.side] + 1) + 1_000 - at.offset_ms
                if left_ms <= 0:
                    runner.end_step()
                    runner.answer(Question.EFFORT, effort, (at.step.index,))
                    continue
            self.clock.move(min(4_000, left_ms))
            runner.poll()
        return runner.record()

    def sleep(self, days: int) -> None:
        """Let days pass, on both clocks."""
        self.clock.move(days * DAY_MS)


@pytest.fixture
def gym(store: Store, ids: Ids, clock: ManualClock) -> Gym:
    progress = ProgressPart(
        store=store,
        ids=ids,
        content=CONTENT,
        circuits=lambda: CONTENT.circuits,
        things=Things,
    )
    return Gym(store=store, ids=ids, clock=clock, progress=progress)


def test_before_any_training_there_is_no_day_to_tell(gym: Gym) -> None:
    offer = gym.offer()
    assert (offer.why_not_yet, offer.free_utc_ms) == (WhyNotYet.NEVER_TRAINED, None)
    assert not offer.is_due
    assert offer.circuit.id == BENCHMARK


def test_the_first_two_weeks_have_none(gym: Gym) -> None:
    gym.train("daily")
    first_day = gym.day
    gym.sleep(3)
    offer = gym.offer()
    assert offer.why_not_yet is WhyNotYet.FIRST_WEEKS
    assert offer.free_utc_ms is not None
    offset_min = gym.clock.read().offset_min
    assert local_day(offer.free_utc_ms, offset_min) == first_day + 14
    assert local_day(offer.free_utc_ms - 1, offset_min) == first_day + 13
    gym.sleep(11)
    offer = gym.offer()
    assert (offer.is_due, offer.free_utc_ms, offer.last_utc_ms) == (True, None, None)


def test_a_day_has_to_lie_between_a_circuit_and_them(gym: Gym) -> None:
    gym.train("daily")
    gym.sleep(20)
    began_ms = gym.clock.read().utc_ms
    gym.train()
    offer = gym.offer()
    assert offer.why_not_yet is WhyNotYet.CIRCUIT_LATELY
    assert offer.free_utc_ms == began_ms + 24 * HOUR_MS
    gym.clock.move(24 * HOUR_MS - (gym.clock.read().utc_ms - began_ms) - 1)
    assert not gym.offer().is_due
    gym.clock.move(1)
    assert gym.offer().is_due


def test_the_daily_five_is_no_circuit(gym: Gym) -> None:
    gym.train("daily")
    gym.sleep(20)
    gym.train("daily")
    assert gym.offer().is_due


def test_they_come_once_a_week_at_most(gym: Gym) -> None:
    gym.train("daily")
    gym.sleep(20)
    record = gym.measure({Side.LEFT: 9, Side.RIGHT: 10})
    offer = gym.offer()
    assert offer.why_not_yet is WhyNotYet.DONE_LATELY
    assert offer.last_utc_ms == record.opened.utc_ms
    gym.sleep(5)
    assert not gym.offer().is_due
    gym.sleep(1)
    assert gym.offer().is_due


def test_they_count_twice_and_by_the_weaker_side(gym: Gym) -> None:
    gym.train("daily")
    gym.sleep(14)
    gym.train()
    gym.sleep(2)
    record = gym.measure({Side.LEFT: 9, Side.RIGHT: 12})
    work = [one for one in record.sets if one.opened.kind is StepKind.WORK]
    assert [one.done_reps for one in work] == [9, 12] * 3
    assert {one.reason for one in work} == {StopReason.COMPLETED}
    assert record.opened.mode is SessionMode.BENCHMARK
    strength = gym.progress.reader.view(ProgressRange.ALL, today=gym.day).strength
    measured = [one for one in strength.points if one.is_benchmark]
    assert {one.kind for one in measured} == {PointKind.VALID}
    assert [one.reps_possible for one in measured] == [11, 11, 11]
    for point in measured:
        (*_, before) = (
            one for one in strength.points if one.family is point.family and one != point
        )
        assert before.move == point.move
        valid = [one for one in strength.points if one.family is point.family][-3:]
        counted = [one.index for one in (*valid, point) if one.kind is PointKind.VALID]
        assert strength.family_values[point.family] == pytest.approx(median(counted))
        assert strength.family_values[point.family] != pytest.approx(median(counted[:-1]))


def test_nothing_is_decided_from_them(gym: Gym) -> None:
    gym.train()
    gym.sleep(2)
    gym.progress.planner.settle()
    before = gym.progress.planner.doses("foundation", day=gym.day)
    record = gym.measure({Side.LEFT: 3, Side.RIGHT: 3}, effort=0)
    gym.progress.planner.settle()
    assert gym.progress.planner.after(record.id) == ()
    assert gym.progress.planner.doses("foundation", day=gym.day) == before
    due = gym.progress.planner.morning_due(gym.day + 1)
    assert due is None or due.session_id != record.id


def test_the_circuit_done_last_gives_the_moves(gym: Gym) -> None:
    gym.train("build")
    gym.train("daily")
    moves = {row.move for row in gym.offer("foundation").circuit.steps if row.is_user_ended}
    build = {row.move for row in CONTENT.circuits["build"].steps}
    assert moves <= build
    assert not moves <= {row.move for row in CONTENT.circuits["foundation"].steps}


def test_a_choice_that_is_no_circuit_gives_way_to_one(gym: Gym) -> None:
    assert {row.move for row in gym.offer("daily").circuit.steps if row.is_user_ended}


@pytest.mark.parametrize("has_circuits", [True, False])
def test_without_coefficients_or_circuits_there_is_nothing_to_measure(
    gym: Gym, has_circuits: bool
) -> None:
    benchmarks = Benchmarks(
        planner=gym.progress.planner,
        reader=gym.progress.reader,
        digests=gym.progress.digests,
        masses=gym.progress.masses,
        library=CONTENT.library,
        circuits=lambda: CONTENT.circuits if has_circuits else {},
        strength=None if has_circuits else CONTENT.strength,
    )
    assert benchmarks.offer("foundation", gym.clock.read()) is None


def test_a_known_body_mass_lets_loaded_moves_be_measured(gym: Gym) -> None:
    gym.progress.masses.note(70.0)
    assert gym.offer().usual_ms < gym.offer().circuit.seconds * 1000
