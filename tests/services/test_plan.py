"""What comes next: told after a session, waiting for the morning, argued with, and taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from gluteapp.content import load_content
from gluteapp.core.circuit import Circuit, SessionMode
from gluteapp.core.clock import ManualClock
from gluteapp.core.coming_back import away_id
from gluteapp.core.compile import Compiled, Skipped, compile_circuit
from gluteapp.core.decision import Choice, Direction, Rule, Verdict
from gluteapp.core.events import FeltAsked
from gluteapp.core.exercise import Library, Region, Side
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.session import Felt, HarderSide, Pain, Question
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.paths import Paths
from gluteapp.services import plan as plan_service
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.digests import Digests
from gluteapp.services.history import History
from gluteapp.services.ids import Ids
from gluteapp.services.plan import Planner, Told
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store
from tests.services.trainee import DAY_MS, Trainee

BRIDGE, CLAM = "bridge/standard", "clam/standard"


@cache
def strength() -> StrengthRules | None:
    """The coefficients that ship."""
    return load_content(Paths.from_system()).strength


class Gym(Trainee):
    """Somebody who trains with the small circuit, and whose days pass."""

    def __init__(
        self, store: Store, ids: Ids, clock: ManualClock, library: Library, circuit: Circuit
    ) -> None:
        super().__init__(store, ids, clock, library)
        self.circuits = {circuit.id: circuit}
        self.circuit_id = circuit.id
        self.owned = OwnedThings()
        self.planner = self.new_planner()

    def new_planner(self) -> Planner:
        """A planner as a new process has it."""
        return Planner(
            store=self.store,
            ids=self.ids,
            digests=Digests(self.store),
            masses=BodyMasses(self.store, self.ids),
            library=self.library,
            circuits=lambda: self.circuits,
            strength=strength(),
            owned=lambda: self.owned,
        )

    def train(
        self,
        *,
        effort: int = 4,
        pain: int = 0,
        harder: HarderSide = HarderSide.SAME,
        stops_after_s: int | None = None,
    ) -> str:
        """Do today's circuit, answering everything alike; the session's id."""

        def answer(runner: SessionRunner, asked: FeltAsked) -> None:
            runner.answer(Question.EFFORT, effort)
            runner.answer(Question.FELT, Felt(most=Region.GLUTE_CENTRE))
            runner.answer(Question.PAIN, Pain(score=pain))
            if len(asked.steps) > 1:
                runner.answer(Question.HARDER, harder)

        plan = self.planner.for_day(self.circuit_id, day=self.day, usual_side=Side.LEFT)
        return self.do(
            plan.circuit, answer, first_side=plan.first_side, stops_after_s=stops_after_s
        )

    def train_and_sleep(self, **answers: int) -> str:
        """Train, wake up well, and say so."""
        session_id = self.train(**answers)  # type: ignore[arg-type]
        self.clock.move(DAY_MS)
        self.planner.answer_morning(session_id, 0)
        self.clock.move(DAY_MS)
        return session_id

    def told(self, session_id: str, station: str) -> Told:
        return next(
            one for one in self.planner.after(session_id) if one.decision.station == station
        )

    def seconds(self, station: str) -> int:
        plan = self.planner.for_day(self.circuit_id, day=self.day, usual_side=Side.LEFT)
        rows = plan.circuit.steps
        return next(one.seconds for one in rows if (one.station or one.move) == station)


@pytest.fixture
def gym(
    store: Store,
    ids: Ids,
    clock: ManualClock,
    small_library: Library,
    small_circuit: Circuit,
) -> Gym:
    return Gym(store, ids, clock, small_library, small_circuit)


def test_a_first_day_is_as_written(gym: Gym) -> None:
    plan = gym.planner.for_day(gym.circuit_id, day=gym.day, usual_side=Side.RIGHT)
    assert (plan.told, plan.is_lighter, plan.has_harder_sides) == ((), False, False)
    assert plan.first_side is Side.RIGHT
    assert plan.circuit.seconds == gym.circuits[gym.circuit_id].seconds
    assert gym.planner.morning_due(gym.day) is None
    assert gym.planner.after("unknown") == ()


def test_two_good_sessions_and_mornings_raise_a_dose(gym: Gym) -> None:
    before = gym.seconds(BRIDGE)
    gym.train_and_sleep()
    assert gym.seconds(BRIDGE) == before
    second = gym.train()
    told = gym.told(second, BRIDGE)
    assert told.decision.rule is Rule.MORNING_MISSING
    assert told.decision.if_fine is not None
    gym.clock.move(DAY_MS)
    due = gym.planner.morning_due(gym.day)
    assert due is not None
    assert due.session_id == second
    gym.planner.answer_morning(second, 0)
    assert gym.planner.morning_due(gym.day) is None
    risen = [one for one in gym.planner.after(second) if one.decision.direction is Direction.UP]
    assert risen
    assert all(one.sentence for one in risen)


def test_a_morning_is_not_asked_about_on_the_same_day_nor_a_week_later(gym: Gym) -> None:
    gym.train()
    assert gym.planner.morning_due(gym.day) is None
    assert gym.planner.morning_due(gym.day + 7) is not None
    assert gym.planner.morning_due(gym.day + 8) is None


def test_not_to_tell_about_a_morning_ends_the_asking_and_changes_nothing(gym: Gym) -> None:
    gym.train_and_sleep()
    second = gym.train()
    gym.clock.move(DAY_MS)
    gym.planner.answer_morning(second, None)
    assert gym.planner.morning_due(gym.day) is None
    assert gym.told(second, BRIDGE).decision.rule is Rule.MORNING_MISSING


def risen_station(gym: Gym) -> tuple[str, str]:
    """After two good sessions: the session and a station that goes up."""
    gym.train_and_sleep()
    second = gym.train_and_sleep()
    for one in gym.planner.after(second):
        if one.decision.direction is Direction.UP:
            return second, one.decision.station
    raise AssertionError("nothing went up")


def test_not_yet_keeps_the_dose_and_undo_lets_it_rise_after_all(gym: Gym) -> None:
    session_id, station = risen_station(gym)
    risen_s = gym.seconds(station)
    gym.planner.choose(session_id, station, Choice(verdict=Verdict.NOT_YET))
    assert gym.seconds(station) < risen_s
    told = gym.told(session_id, station)
    assert told.choice == Choice(verdict=Verdict.NOT_YET)
    assert told.decision.after in gym.planner.options(told.decision)
    gym.planner.choose(session_id, station, None)
    assert gym.seconds(station) == risen_s
    assert gym.told(session_id, station).choice is None


def test_a_dose_chosen_instead_is_what_comes(gym: Gym) -> None:
    session_id, station = risen_station(gym)
    decision = gym.told(session_id, station).decision
    options = gym.planner.options(decision)
    assert decision.after not in options
    assert decision.before in options
    easier = min(options, key=lambda one: one.seconds)
    gym.planner.choose(session_id, station, Choice(verdict=Verdict.CHANGED, instead=easier))
    assert gym.seconds(station) == easier.seconds


def test_after_pain_no_harder_dose_is_offered(gym: Gym) -> None:
    session_id = gym.train(pain=4)
    told = gym.told(session_id, BRIDGE)
    assert told.decision.direction is Direction.HOLD
    assert all(
        one.seconds <= told.decision.before.seconds for one in gym.planner.options(told.decision)
    )


def test_decisions_are_written_down_once_and_again_when_they_change(gym: Gym) -> None:
    session_id = gym.train()
    gym.planner.settle()
    kept = gym.store.progress.decisions()
    assert {session for session, _ in kept} == {session_id}
    assert all(one.sentence for one in kept.values())
    gym.planner.settle()
    assert gym.store.progress.decisions() == kept
    gym.clock.move(DAY_MS)
    gym.planner.answer_morning(session_id, 0)
    gym.planner.settle()
    assert gym.store.progress.decisions() != kept


def test_deleting_the_session_before_takes_back_what_came_from_it(gym: Gym) -> None:
    first = gym.train_and_sleep()
    second = gym.train_and_sleep()
    assert any(one.decision.direction is Direction.UP for one in gym.planner.after(second))
    history = History(gym.store, gym.ids)
    history.remove(first)
    assert not any(one.decision.direction is Direction.UP for one in gym.planner.after(second))
    history.restore(first)
    assert any(one.decision.direction is Direction.UP for one in gym.planner.after(second))


def test_the_side_that_was_harder_goes_first(gym: Gym) -> None:
    gym.train(harder=HarderSide.RIGHT)
    plan = gym.planner.for_day(gym.circuit_id, day=gym.day + 2, usual_side=Side.LEFT)
    assert plan.has_harder_sides
    assert plan.first_side is Side.RIGHT


def test_a_long_pause_makes_what_had_risen_one_step_easier(gym: Gym) -> None:
    _, station = risen_station(gym)
    plan = gym.planner.for_day(gym.circuit_id, day=gym.day + 30, usual_side=Side.LEFT)
    assert station in {one.decision.station for one in plan.told if one.decision.rule is Rule.AWAY}


def test_the_step_of_coming_back_is_on_record_and_can_be_declined(gym: Gym) -> None:
    session_id, station = risen_station(gym)
    gym.planner.settle()
    high = gym.planner.doses(gym.circuit_id, day=gym.day)[station]
    gym.clock.move(30 * DAY_MS)
    low = gym.planner.doses(gym.circuit_id, day=gym.day)[station]
    assert low != high
    place = (away_id(session_id), station)
    assert place not in gym.planner._store.progress.decisions()
    gym.planner.choose(*place, Choice(verdict=Verdict.NOT_YET))
    assert gym.planner._store.progress.decisions()[place].decision.after == low
    for planner in (gym.new_planner(), gym.planner):
        assert planner.doses(gym.circuit_id, day=gym.day)[station] == high
        plan = planner.for_day(gym.circuit_id, day=gym.day, usual_side=Side.LEFT)
        (told,) = [one for one in plan.told if one.decision.station == station]
        assert (told.decision.rule, told.choice) == (Rule.AWAY, Choice(verdict=Verdict.NOT_YET))
        assert low in planner.options(told.decision)
        first, *_ = planner.upcoming(gym.circuit_id, day=gym.day)
        assert first.doses[station] == high
    gym.planner.choose(*place, None)
    assert gym.planner.doses(gym.circuit_id, day=gym.day)[station] == low
    gym.planner.choose(*place, Choice(verdict=Verdict.NOT_YET))
    after = gym.told(gym.train(), station)
    assert after.decision.before == high
    assert gym.planner._store.check() == []


def test_what_was_said_to_coming_back_holds_for_a_circuit_not_done_for_long(gym: Gym) -> None:
    session_id, station = risen_station(gym)
    risen = gym.circuit_id
    high = gym.planner.doses(risen, day=gym.day)[station]
    gym.circuits["other"] = gym.circuits[risen].model_copy(update={"id": "other"})
    gym.circuit_id = "other"
    for _ in range(3):
        gym.planner.answer_morning(gym.train(), 0)
        gym.planner.settle()
        gym.clock.move(2 * DAY_MS)
    gym.clock.move(30 * DAY_MS)
    assert gym.planner.doses(risen, day=gym.day)[station] != high
    gym.planner.choose(away_id(session_id), station, Choice(verdict=Verdict.NOT_YET))
    gym.planner.settle()
    for planner in (gym.planner, gym.new_planner()):
        assert planner.doses(risen, day=gym.day)[station] == high
        planner.settle()


def test_what_the_circuit_has_no_room_for_is_not_said(
    gym: Gym, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, station = risen_station(gym)
    plan = gym.planner.for_day(gym.circuit_id, day=gym.day, usual_side=Side.LEFT)
    (told,) = [one for one in plan.told if one.decision.station == station]
    wanted = told.decision.after
    used = replace(wanted, seconds=wanted.seconds - 5)

    def with_less(*args: Any, **kwargs: Any) -> Compiled:
        less = Skipped(station=station, wanted=wanted, used=used)
        return replace(compile_circuit(*args, **kwargs), skipped=(less,))

    monkeypatch.setattr(plan_service, "compile_circuit", with_less)
    plan = gym.planner.for_day(gym.circuit_id, day=gym.day, usual_side=Side.LEFT)
    (less_told,) = [one for one in plan.told if one.decision.station == station]
    assert f"{wanted.seconds} seconds" in told.sentence
    assert f"{wanted.seconds} " not in less_told.sentence
    assert f"{used.seconds} s" in less_told.sentence


def test_a_circuit_that_progress_does_not_touch_is_as_written(gym: Gym) -> None:
    daily = gym.circuits[gym.circuit_id].model_copy(
        update={"id": "five", "mode": SessionMode.DAILY}
    )
    gym.circuits["five"] = daily
    plan = gym.planner.for_day("five", day=gym.day, usual_side=Side.LEFT)
    assert plan.circuit == daily


def test_the_next_four_sessions_can_be_seen(gym: Gym) -> None:
    gym.train_and_sleep()
    coming = gym.planner.upcoming(gym.circuit_id, day=gym.day)
    assert len(coming) == 4
    days = [one.day for one in coming]
    assert days == sorted(days)


def test_the_rulebook_is_made_anew_only_when_something_changes(gym: Gym) -> None:
    rulebook = gym.planner.rulebook()
    gym.train()
    assert gym.planner.rulebook() is rulebook
    gym.circuits["other"] = gym.circuits[gym.circuit_id].model_copy(update={"id": "other"})
    assert set(gym.planner.rulebook().circuits) == {gym.circuit_id, "other"}


def test_a_new_process_plans_the_same(gym: Gym) -> None:
    session_id, _ = risen_station(gym)
    assert gym.new_planner().after(session_id) == gym.planner.after(session_id)


def test_what_the_user_has_now_counts_at_once(gym: Gym) -> None:
    gym.train()
    before = gym.planner.plan()
    assert gym.planner.plan() is before
    gym.owned = OwnedThings(kettlebells_kg=(8.0,))
    assert gym.planner.plan() is not before


def test_a_station_without_an_easier_step_offers_none(gym: Gym) -> None:
    decision = gym.told(gym.train(), BRIDGE).decision
    lowest = replace(
        decision,
        before=Prescription(move="bridge/easy", seconds=20),
        after=Prescription(move="bridge/easy", seconds=20),
    )
    assert all(one.seconds > 20 or one.tempo for one in gym.planner.options(lowest))


def test_what_was_not_done_today_keeps_its_older_reason(gym: Gym) -> None:
    gym.train_and_sleep()
    gym.train(stops_after_s=100)
    told = gym.planner.for_day(gym.circuit_id, day=gym.day, usual_side=Side.LEFT).told
    by_station = {one.decision.station: one.decision for one in told}
    assert by_station[BRIDGE].session_id != by_station["marching/standard"].session_id
    assert Rule.NOT_DONE not in {one.rule for one in by_station.values()}
