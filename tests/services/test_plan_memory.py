"""A plan that remembers is the plan of somebody who reads the whole record again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock
from gluteapp.core.coming_back import away_id
from gluteapp.core.decision import Choice, Verdict
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Exercise, Library, Region, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.prescription import OwnedThings
from gluteapp.core.progress_state import Rulebook
from gluteapp.core.session import (
    AnyFact,
    Felt,
    FeltAnswered,
    Pain,
    Question,
    SessionClosed,
    SessionOpened,
    SetClosed,
    SetOpened,
)
from gluteapp.services import plan_memory
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.digests import Digests, local_day
from gluteapp.services.history import History
from gluteapp.services.ids import Ids
from gluteapp.services.plan import Planner
from gluteapp.services.plan_memory import (
    Memory,
    PlanMemory,
    rules_version,
    stretches,
)
from gluteapp.storage.repositories import Store
from tests.small_digests import RULES

DAY_MS = 86_400_000


class NoMemory(PlanMemory):
    """Remembers nothing, so that everything is replayed."""

    def newest(self, version: str, until_utc_ms: int) -> Memory:
        return Memory()

    def keep(self, version: str, before: Memory, memories: list[Memory], *, read: int) -> None:
        pass


class Home:
    """A profile in which anything may happen; sessions are written down without being played."""

    def __init__(self, folder: Path, library: Library, circuit: Circuit) -> None:
        self.clock = ManualClock()
        self.store = Store.open(folder / "history.db", clock=self.clock)
        self.ids = Ids(clock=self.clock, device_id=self.store.device_id)
        self.history = History(self.store, self.ids)
        self.masses = BodyMasses(self.store, self.ids)
        self.library, self.circuit = library, circuit
        self.owned = OwnedThings()
        self.sessions: list[str] = []
        self.sets: list[str] = []
        self.planner = self.new_planner()

    def close(self) -> None:
        self.store.close()

    def new_planner(self) -> Planner:
        """A planner as a new process has it."""
        return Planner(
            store=self.store,
            ids=self.ids,
            digests=Digests(self.store),
            masses=self.masses,
            library=self.library,
            circuits=lambda: {self.circuit.id: self.circuit},
            strength=RULES,
            owned=lambda: self.owned,
        )

    @property
    def day(self) -> int:
        reading = self.clock.read()
        return local_day(reading.utc_ms, reading.offset_min)

    def buy(self, *kettlebells_kg: float) -> None:
        """Have other things from now on, as the settings tell it."""
        self.owned = OwnedThings(kettlebells_kg=kettlebells_kg)
        self.planner.note_things()

    def train(
        self, *, effort: int = 4, pain: int = 0, sets: int = 99, is_demo: bool = False
    ) -> str:
        """Write down a session of today's doses, answered alike; later sets are left out."""
        plan = self.planner.for_day(self.circuit.id, day=self.day, usual_side=Side.LEFT)
        facts = list(self._facts(plan.circuit, effort=effort, pain=pain, sets=sets))
        assert isinstance(facts[0], SessionOpened)
        facts[0] = replace(facts[0], is_demo=is_demo)
        self.store.append(*facts)
        self.sessions.append(facts[0].id)
        self.sets += [one.id for one in facts if isinstance(one, SetOpened)]
        return facts[0].id

    def _facts(self, circuit: Circuit, *, effort: int, pain: int, sets: int) -> list[AnyFact]:
        timeline = lay_out(circuit, self.library, Options())
        session = SessionOpened(
            **self.ids.stamp(),
            circuit_id=circuit.id,
            circuit_title=circuit.title,
            circuit_version=1,
            planned_ms=timeline.length_ms,
            planned_sets=timeline.set_count,
            first_side=Side.LEFT,
            app_version="0",
            mode=timeline.mode,
        )
        facts: list[AnyFact] = [session]
        for step in [one for one in timeline.steps if one.set_number][:sets]:
            assert step.exercise is not None
            one = SetOpened(
                **self.ids.stamp(),
                session_id=session.id,
                step=step.index,
                kind=step.kind,
                exercise=step.exercise.id,
                variant=step.variant or "",
                side=step.side or Side.BOTH,
                round=step.round,
                set_number=step.set_number,
                pair=step.pair,
                planned_reps=step.reps,
                planned_ms=step.duration_ms,
                tempo=None if step.tempo is None else str(step.tempo),
                load=step.load,
                station=step.station,
            )
            facts += [
                one,
                SetClosed(
                    **self.ids.stamp(),
                    set_id=one.id,
                    done_reps=step.reps,
                    done_ms=step.duration_ms,
                    reason=StopReason.COMPLETED,
                ),
            ]
            said = (
                (Question.EFFORT, effort),
                (Question.FELT, Felt(most=Region.GLUTE_SIDE)),
                (Question.PAIN, Pain(score=pain)),
            )
            facts += [
                FeltAnswered(
                    **self.ids.stamp(),
                    session_id=session.id,
                    set_ids=(one.id,),
                    question=question,
                    answer=answer,
                )
                for question, answer in said
            ]
        end = SessionEnd.COMPLETED if sets == 99 else SessionEnd.FINISHED_EARLY
        facts.append(
            SessionClosed(**self.ids.stamp(), session_id=session.id, end=end, position_ms=1)
        )
        return facts

    def agrees(self) -> None:
        """What is planned with memory, now and in a new process, is what is planned without."""
        forgetful = self.new_planner()
        forgetful._memory = NoMemory(self.store)
        whole = forgetful.plan()
        for planner in (self.planner, self.new_planner()):
            assert planner._read().plan.state == whole.state
            for ahead in (1, 9):
                day = self.day + ahead
                today = planner.for_day(self.circuit.id, day=day, usual_side=Side.LEFT)
                whole_today = forgetful.for_day(self.circuit.id, day=day, usual_side=Side.LEFT)
                assert today == whole_today
                assert planner.morning_due(day) == forgetful.morning_due(day)
            for session_id in self.sessions[-2:]:
                assert planner.after(session_id) == forgetful.after(session_id)


@pytest.fixture
def home(tmp_path: Path, small_library: Library, small_circuit: Circuit) -> Iterator[Home]:
    with closing(Home(tmp_path, small_library, small_circuit)) as opened:
        yield opened


def rows(home: Home) -> list[tuple[str, int]]:
    """The sessions after which a plan is kept, and how many came before, oldest first."""
    found = home.store._database.connection.execute(
        "SELECT session_id, value ->> 'count' FROM derived WHERE what = 'plan' ORDER BY session_id"
    )
    return list(found)


def train_days(home: Home, sessions: int) -> None:
    for _ in range(sessions):
        session_id = home.train()
        home.planner.settle()
        home.clock.move(DAY_MS)
        home.planner.answer_morning(session_id, 0)
        home.planner.settle()
        home.clock.move(DAY_MS)


# Every way in which a record changes; a number picks what it is about.
CHANGES: dict[str, Callable[[Home, int], object]] = {
    "train": lambda home, n: home.train(effort=(4, 5, 2)[n % 3]),
    "train_well": lambda home, _: train_days(home, 1),
    "train_in_pain": lambda home, n: home.train(pain=3 + n % 5),
    "train_a_little": lambda home, n: home.train(sets=1 + n % 4),
    "next_day": lambda home, n: home.clock.move((1 + n % 4) * DAY_MS),
    "set_clock_back": lambda home, n: home.clock.move(-(1 + n % 20) * DAY_MS),
    "settle": lambda home, _: home.planner.settle(),
    "restart": lambda home, _: setattr(home, "planner", home.new_planner()),
    "morning": lambda home, n: home.planner.answer_morning(picked(home.sessions, n), n % 6),
    "no_morning": lambda home, n: home.planner.answer_morning(picked(home.sessions, n), None),
    "correct": lambda home, n: home.history.correct_set(picked(home.sets, n), done_reps=n % 9),
    "remove": lambda home, n: home.history.remove(picked(home.sessions, n)),
    "restore": lambda home, n: home.history.restore(picked(home.sessions, n)),
    "choose": lambda home, n: home.planner.choose(
        picked(home.sessions, n),
        picked(["bridge/standard", "clam/standard", "squat/standard"], n),
        (Choice(verdict=Verdict.NOT_YET), None)[n % 2],
    ),
    "weigh": lambda home, n: home.masses.note(60.0 + n % 3),
    "train_as_a_show": lambda home, n: home.train(effort=(4, 1)[n % 2], is_demo=True),
    "buy": lambda home, n: home.buy(4.0 + n % 3),
    "choose_back": lambda home, n: home.planner.choose(
        away_id(picked(home.sessions, n)),
        picked(["bridge/standard", "clam/standard", "squat/standard"], n),
        (Choice(verdict=Verdict.NOT_YET), None)[n % 2],
    ),
    "own": lambda home, n: setattr(home, "owned", OwnedThings(kettlebells_kg=(4.0 + n % 3,))),
}


def picked(things: list[str], number: int) -> str:
    return things[number % len(things)]


def test_all_kinds_of_session_facts_of_the_small_circuit_make_digests(home: Home) -> None:
    train_days(home, 1)
    (digest,) = Digests(home.store).all()
    assert digest.is_whole
    assert len(digest.sets) == digest.planned_sets > 4


@given(
    changes=st.lists(
        st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 30)), min_size=1, max_size=10
    )
)
@settings(max_examples=25)
def test_whatever_is_changed_the_plan_is_that_of_the_whole_record(
    small_library: Library, small_circuit: Circuit, changes: list[tuple[str, int]]
) -> None:
    with (
        TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patched,
        closing(Home(Path(folder), small_library, small_circuit)) as home,
    ):
        patched.setattr(plan_memory, "MILESTONE", 2)
        train_days(home, 3)
        for name, number in changes:
            CHANGES[name](home, number)
            home.agrees()


def test_only_what_came_since_is_replayed(home: Home) -> None:
    train_days(home, 4)
    assert rows(home) == [(home.sessions[2], 3)]
    known = home.new_planner()._read()
    assert known.memory.session_id == home.sessions[2]
    assert set(known.plan.decisions) == {home.sessions[3]}
    assert home.new_planner().after(home.sessions[0]) != ()
    assert home.new_planner().after("nobody") == ()


def test_milestones_stay_and_bound_what_an_edit_costs(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_memory, "MILESTONE", 2)
    train_days(home, 6)
    assert [count for _, count in rows(home)] == [2, 4, 5]
    home.planner.answer_morning(home.sessions[3], 1)
    assert [count for _, count in rows(home)] == [2]
    home.planner.settle()
    assert [count for _, count in rows(home)] == [2, 4, 5]


def test_other_things_at_home_are_another_version(home: Home) -> None:
    train_days(home, 3)
    home.owned = OwnedThings(has_step=True)
    assert home.new_planner()._read().memory == Memory()
    home.planner.settle()
    home.owned = OwnedThings()
    assert home.new_planner()._read().memory == Memory()


def test_what_is_bought_changes_nothing_that_came_before(home: Home) -> None:
    train_days(home, 6)
    before = home.planner.plan()
    doses = home.planner.doses(home.circuit.id, day=home.day)
    kept = rows(home)
    home.buy(8.0)
    assert home.planner.plan().decisions == before.decisions
    assert home.planner.plan().state == before.state
    assert home.planner.doses(home.circuit.id, day=home.day) == doses
    assert rows(home) == kept
    assert home.new_planner()._read().memory.session_id == kept[-1][0]
    home.agrees()
    home.clock.move(-10 * DAY_MS)
    home.buy(4.0)
    assert rows(home) == [], "it was there while they were done"
    home.agrees()


def test_a_plan_is_not_kept_when_another_program_wrote_while_it_was_made(home: Home) -> None:
    train_days(home, 3)
    home.train()
    home.clock.move(DAY_MS)
    home.train()
    planner, before = home.new_planner(), rows(home)
    known = planner._read()
    with closing(Store.open(home.store._database.path, clock=home.clock)) as other:
        ids = Ids(clock=home.clock, device_id=other.device_id, after=other.newest_id())
        History(other, ids).correct_set(home.sets[0], done_reps=1)
        after = rows(home)
        assert after != before, "what rested on it was dropped"
        planner._memory.keep(known.rules.version, known.memory, known.passed, read=known.elsewhere)
        assert rows(home) == after
    assert planner._read() is not known, "what another program writes is read"
    home.agrees()


def test_a_session_dated_later_than_now_counts_from_its_day_on(home: Home) -> None:
    home.clock.move(300 * DAY_MS)
    ahead = home.train(pain=7)
    home.planner.settle()
    home.clock.move(-300 * DAY_MS)
    assert home.planner.plan().decisions == {}
    assert home.planner.after(ahead) == ()
    today = home.train()
    home.planner.settle()
    home.clock.move(DAY_MS)
    due = home.planner.morning_due(home.day)
    assert due is not None
    assert due.session_id == today
    home.agrees()
    home.clock.move(301 * DAY_MS)
    assert set(home.planner.plan().decisions) >= {today, ahead}
    home.agrees()


def test_made_up_sessions_count_until_there_is_a_real_one(home: Home) -> None:
    shown = home.train(pain=7, is_demo=True)
    home.planner.settle()
    home.clock.move(DAY_MS)
    shown_again = home.train(is_demo=True)
    home.planner.settle()
    assert set(home.planner.plan().decisions) == {shown, shown_again}
    home.clock.move(DAY_MS)
    real = home.train()
    home.planner.settle()
    home.clock.move(DAY_MS)
    home.train(pain=9, is_demo=True)
    assert set(home.planner.plan().decisions) == {real}
    due = home.planner.morning_due(home.day)
    assert due is not None
    assert due.session_id == real
    home.agrees()
    home.history.remove(real)
    assert set(home.planner.plan().decisions) >= {shown, shown_again}
    home.agrees()


def test_no_answer_stands_in_the_log(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    train_days(home, 3)
    home.store._database.connection.execute(
        """UPDATE derived SET value = replace(value, '"mornings":[0', '"mornings":["secret"')
        WHERE what = 'plan'"""
    )
    with caplog.at_level(logging.DEBUG):
        assert home.new_planner()._read().memory == Memory()
    assert "mornings.0: int_parsing" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("text", ["", "{}", "nonsense"])
def test_what_cannot_be_read_is_not_remembered(home: Home, text: str) -> None:
    train_days(home, 3)
    home.store._database.connection.execute(
        "UPDATE derived SET value = ? WHERE what = 'plan'", (text,)
    )
    assert home.new_planner()._read().memory == Memory()


def test_a_full_disk_costs_only_time(home: Home) -> None:
    train_days(home, 2)
    connection = home.store._database.connection
    home.train()
    home.planner.settle()
    home.train()
    known = home.planner._read()
    before = rows(home)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    huge = replace(known.passed[0], session_id="x" * 100_000)
    PlanMemory(home.store).keep(known.rules.version, known.memory, [huge], read=known.elsewhere)
    assert rows(home) == before


def test_stretches_end_where_a_plan_may_be_kept(home: Home) -> None:
    train_days(home, 1)
    (digest,) = Digests(home.store).all()
    assert [len(one) for one in stretches([digest] * 205, 98)] == [2, 100, 100, 2, 1]
    assert [len(one) for one in stretches([digest], 7)] == [1]
    assert list(stretches([], 7)) == []


def test_the_version_names_moves_circuits_things_and_strength(
    small_library: Library, small_circuit: Circuit
) -> None:
    def version(
        library: Library = small_library,
        circuit: Circuit = small_circuit,
        owned: OwnedThings | None = None,
        mass_kg: float | None = None,
        *,
        has_strength: bool = True,
        is_dated: bool = False,
        is_real: bool = False,
    ) -> str:
        rulebook = Rulebook(
            library=library,
            circuits={"it": circuit},
            owned=owned or OwnedThings(),
            work_of=lambda *_: 0.0,
        )
        strength = RULES if has_strength else None
        return rules_version(rulebook, strength, mass_kg, is_dated=is_dated, is_real=is_real)

    exercises: dict[str, Exercise] = {
        **small_library.exercises,
        "new": small_library.exercises["clam"].model_copy(update={"id": "new"}),
    }
    versions = [
        version(),
        version(library=Library(exercises=exercises)),
        version(circuit=small_circuit.model_copy(update={"title": "Other"})),
        version(owned=OwnedThings(bands_n={"light": 15.0})),
        version(owned=OwnedThings(has_step=True)),
        version(mass_kg=70.0),
        version(has_strength=False),
        version(is_real=True),
    ]
    assert len(set(versions)) == len(versions)
    assert version() == versions[0]
    assert version(owned=OwnedThings(has_step=True), is_dated=True) == versions[0]
