"""The runner: one clock, facts at their moment, gaps, answers, and going on after a crash."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import Event, RepCounted, SessionEnd, StopReason
from gluteapp.core.exercise import Library, Region
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.session import (
    AnyFact,
    Felt,
    Form,
    HarderSide,
    Pain,
    Question,
    SessionRecord,
    SetRecord,
)
from gluteapp.core.snapshot import Snapshot
from gluteapp.core.view import EngineState, Look
from gluteapp.errors import StorageError
from gluteapp.services.ids import Ids
from gluteapp.services.simulation import play_through
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store

NewRunner = Callable[[], SessionRunner]

BRIDGE_MS = 40_000
CLAM_LEFT_MS = 92_000
SWITCH_MS = 128_000
CLAM_RIGHT_MS = 136_000
REST_MS = 172_000


def run_to(runner: SessionRunner, clock: ManualClock, at_ms: int) -> None:
    """Play in small steps until the timeline stands at `at_ms`."""
    if runner.view().state is EngineState.READY:
        runner.start()
    while runner.view().position.at_ms < at_ms:
        clock.move(min(500, at_ms - runner.view().position.at_ms))
        runner.poll()


def sets_of(record: SessionRecord, step: int) -> list[SetRecord]:
    """All attempts at a step."""
    return [one for one in record.sets if one.opened.step == step]


def test_a_whole_session_is_saved_as_it_was_done(runner: SessionRunner, clock: ManualClock) -> None:
    """Every set with its reps, and the end."""
    play_through(runner, clock.move)
    record = runner.record()
    assert record.closed is not None
    assert record.done_sets == record.work_sets
    assert (record.closed.end, record.closed.position_ms) == (SessionEnd.COMPLETED, 405_000)
    assert [one.opened.set_number for one in record.work_sets] == [1, 2, 3, 4, 5, 6, 7]
    for one in record.work_sets:
        assert len(one.reps) == one.done_reps == one.opened.planned_reps
        assert one.is_completed
    assert runner.unsaved is None


def test_each_rep_is_on_disk_at_its_moment(
    runner: SessionRunner, clock: ManualClock, store: Store
) -> None:
    """Another reader sees it at once."""
    run_to(runner, clock, BRIDGE_MS + 6_500)
    assert [rep.rep for rep in sets_of(store.session(runner.session_id), 3)[0].reps] == [1]


class Ear:
    """A hearer that does as it is told."""

    def __init__(self, hear: Callable[[Sequence[Event], Look], None]) -> None:
        self.hear = hear


def test_sound_is_told_before_the_record_and_pictures_after(
    clock: ManualClock, store: Store, ids: Ids, small_circuit: Circuit, small_library: Library
) -> None:
    """The ear is the strictest."""
    order: list[str] = []

    class Watching:
        """The store, seen from outside."""

        def append(self, *facts: AnyFact) -> None:
            store.append(*facts)
            order.append("record")

        session = staticmethod(store.session)
        save_bookmark = staticmethod(store.save_bookmark)
        drop_bookmark = staticmethod(store.drop_bookmark)

    runner = SessionRunner(
        clock=clock,
        engine=SessionEngine(timeline=lay_out(small_circuit, small_library, Options())),
        store=Watching(),
        ids=ids,
        library=small_library,
        app_version="1",
        hearers=(Ear(lambda events, _: order.append(f"sound of {len(events)}")),),
    )
    runner.listen(lambda _: order.append("picture"))
    runner.start()
    assert order == ["sound of 0", "sound of 2", "record", "picture", "picture"]


def test_the_ear_is_told_at_every_look_when_it_is_and_where_the_session_stands(
    clock: ManualClock, store: Store, ids: Ids, small_circuit: Circuit, small_library: Library
) -> None:
    """Events and place are of one instant, and the time is the clock's own after a sleep too."""
    looks: list[tuple[list[str], Look]] = []
    runner = SessionRunner(
        clock=clock,
        engine=SessionEngine(timeline=lay_out(small_circuit, small_library, Options())),
        store=store,
        ids=ids,
        library=small_library,
        app_version="1",
        hearers=(Ear(lambda events, look: looks.append(([one.name() for one in events], look))),),
    )
    runner.start()
    clock.move(1_234)
    runner.poll()
    names, look = looks[-1]
    assert names == []
    assert look.timeline is runner.timeline
    assert (look.now_ms, look.view.position.at_ms) == (1_234, 1_234)
    clock.sleep_machine(60_000)
    clock.move(100)
    runner.poll()
    names, look = looks[-1]
    assert names == ["interrupted"]
    assert (look.now_ms, look.view.state) == (1_334, EngineState.PAUSED)


# Gaps


def test_a_frozen_desktop_interrupts(runner: SessionRunner, clock: ManualClock) -> None:
    """The session stands where it was last seen and tells how long it was away."""
    run_to(runner, clock, BRIDGE_MS + 10_000)
    clock.move(60_000)
    events = runner.poll()
    assert [event.name() for event in events] == ["interrupted"]
    view = runner.view()
    assert (view.state, view.away_ms) == (EngineState.PAUSED, 60_000)
    assert view.position.at_ms == BRIDGE_MS + 10_000
    assert runner.record().marks[-1].what == "interrupted"


@pytest.mark.parametrize("stall_ms", [2_100, 4_000, 5_000])
def test_a_busy_desktop_does_not_interrupt(
    runner: SessionRunner, clock: ManualClock, stall_ms: int
) -> None:
    """What was queued went on sounding, and the user with it: each rep counts when it was due."""
    run_to(runner, clock, BRIDGE_MS + 4_000)
    clock.move(stall_ms)
    events = runner.poll()
    assert runner.view().state is EngineState.RUNNING
    assert runner.view().position.at_ms == BRIDGE_MS + 4_000 + stall_ms
    counted = [event.due_ms for event in events if isinstance(event, RepCounted)]
    assert counted == [BRIDGE_MS + 6_000]


def test_a_short_sleep_interrupts_however_short_the_stall(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """The lid was shut for three seconds: the wall clock knows, and nobody heard anything."""
    run_to(runner, clock, BRIDGE_MS + 4_000)
    clock.sleep_machine(3_000)
    clock.move(20)
    events = runner.poll()
    assert [event.name() for event in events] == ["interrupted"]
    assert runner.view().position.at_ms == BRIDGE_MS + 4_000


def test_a_closed_lid_interrupts(runner: SessionRunner, clock: ManualClock) -> None:
    """The wall clock jumped while the monotonic clock stood still."""
    run_to(runner, clock, BRIDGE_MS + 10_000)
    clock.sleep_machine(600_000)
    clock.move(100)
    runner.poll()
    view = runner.view()
    assert (view.state, view.away_ms) == (EngineState.PAUSED, 600_100)
    assert view.position.at_ms == BRIDGE_MS + 10_000
    assert view.paused_ms == 600_100
    assert view.overdue_ms == 603_100  # With the count-in that is still to come.


def test_time_slept_in_a_pause_is_part_of_the_pause(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """The lid was closed while the session was paused: it is late by all of it."""
    run_to(runner, clock, BRIDGE_MS + 10_000)
    runner.pause()
    clock.move(5_000)
    clock.sleep_machine(300_000)
    runner.poll()
    assert runner.view().paused_ms == 305_000
    assert runner.view().away_ms == 0
    assert runner.view().overdue_ms == 308_000


def test_a_gap_in_a_pause_is_just_a_longer_pause(runner: SessionRunner, clock: ManualClock) -> None:
    """Nothing to interrupt."""
    run_to(runner, clock, BRIDGE_MS + 10_000)
    runner.pause()
    clock.move(600_000)
    assert runner.poll() == []
    assert runner.view().away_ms == 0


def test_a_command_after_a_gap_finds_the_session_interrupted(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """The key that wakes the laptop neither plays the lost time nor goes on unasked."""
    run_to(runner, clock, BRIDGE_MS + 10_000)
    clock.move(60_000)
    runner.toggle()
    assert (runner.view().state, runner.view().away_ms) == (EngineState.PAUSED, 60_000)


# Commands reach the engine


def test_toggle_pauses_and_resumes(runner: SessionRunner, clock: ManualClock) -> None:
    """One key for both."""
    run_to(runner, clock, 45_000)
    runner.toggle()
    assert runner.view().state is EngineState.PAUSED
    runner.toggle()
    assert runner.view().state is EngineState.COUNT_IN


def test_skip_back_and_redo_leave_their_rows(runner: SessionRunner, clock: ManualClock) -> None:
    """Both attempts are kept, the newest counts."""
    run_to(runner, clock, CLAM_LEFT_MS + 9_000)
    runner.redo()
    clock.move(1_900)
    runner.poll()
    clock.move(1_900)
    runner.poll()
    run_to(runner, clock, CLAM_LEFT_MS + 20_000)
    runner.skip()
    attempts = sets_of(runner.record(), 5)
    assert [one.reason for one in attempts] == [StopReason.REDONE, StopReason.SKIPPED]
    assert [one.is_superseded for one in attempts] == [True, False]
    clock.move(1_500)
    runner.back()
    assert runner.view().position.step.index == 5


def test_up_is_fifteen_seconds_in_a_rest_and_five_in_a_switch(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """As the keys say."""
    run_to(runner, clock, SWITCH_MS + 1_000)
    runner.longer_rest()
    assert runner.view().position.remaining_ms == 12_000
    run_to(runner, clock, REST_MS + 5_000 + 1_000)
    runner.longer_rest()
    assert runner.view().position.remaining_ms == 28_000
    runner.shorter_rest()
    assert runner.view().position.remaining_ms == 13_000


def test_trim_and_finish(runner: SessionRunner, clock: ManualClock) -> None:
    """A late session ends on time, or where the user says."""
    run_to(runner, clock, 45_000)
    runner.pause()
    clock.move(10_000)
    runner.trim()
    assert runner.view().overdue_ms == 0
    runner.finish()
    closed = runner.record().closed
    assert closed is not None
    assert closed.end is SessionEnd.FINISHED_EARLY


def test_easier_comes_from_the_library(runner: SessionRunner, clock: ManualClock) -> None:
    """The chain of the exercise file decides; at its end there is nothing easier."""
    run_to(runner, clock, CLAM_LEFT_MS + 9_000)
    easier = runner.easier_move()
    assert easier is not None
    assert easier[1].id == "easy"
    assert runner.ease()
    assert runner.view().position.step.variant == "easy"
    assert runner.easier_move() is None
    assert not runner.ease()


@pytest.mark.parametrize("easier", ["gone/gone", "clam/standard"])
def test_no_fitting_easier_move_is_none(
    clock: ManualClock,
    store: Store,
    ids: Ids,
    small_circuit: Circuit,
    small_library: Library,
    easier: str,
) -> None:
    """A user's file may name a move that is not there, or one for one leg in place of both."""
    bridge = small_library.exercises["bridge"]
    broken = bridge.model_copy(
        update={"variants": (bridge.variants[0].model_copy(update={"easier": easier}),)}
    )
    library = Library(exercises={**small_library.exercises, "bridge": broken})
    runner = SessionRunner(
        clock=clock,
        engine=SessionEngine(timeline=lay_out(small_circuit, library, Options())),
        store=store,
        ids=ids,
        library=library,
        app_version="1",
    )
    run_to(runner, clock, BRIDGE_MS + 5_000)
    assert runner.easier_move() is None


def test_the_move_just_done_can_be_eased_for_later(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """In the rest after a pair that hurt."""
    run_to(runner, clock, REST_MS + 1_000)
    assert runner.ease(runner.asked_steps[-1])
    variants = {step.variant for step in runner.timeline.steps[9:] if step.side is not None}
    assert [runner.timeline.steps[step].variant for step in (7, 13, 15)] == [
        "standard",
        "easy",
        "easy",
    ]
    assert variants == {"standard", "easy"}


def test_before_a_last_rest_nothing_is_easier(
    clock: ManualClock, store: Store, ids: Ids, small_circuit: Circuit, small_library: Library
) -> None:
    """No move is at hand and none comes."""
    rests = small_circuit.steps[:1]
    circuit = small_circuit.model_copy(update={"steps": rests, "seconds": 10})
    runner = SessionRunner(
        clock=clock,
        engine=SessionEngine(timeline=lay_out(circuit, small_library, Options())),
        store=store,
        ids=ids,
        library=small_library,
        app_version="1",
    )
    run_to(runner, clock, 5_000)
    assert runner.easier_move() is None


def test_stopping_for_pain_and_dropping_a_move(runner: SessionRunner, clock: ManualClock) -> None:
    """The set says pain; a dropped exercise does not come back."""
    run_to(runner, clock, CLAM_LEFT_MS + 9_000)
    runner.stop_for_pain()
    assert sets_of(runner.record(), 5)[0].reason is StopReason.PAIN
    runner.drop_move()
    play_on(runner, clock)
    done = {one.opened.exercise for one in runner.record().work_sets if one.is_completed}
    assert done == {"bridge", "squat", "marching"}


def test_there_is_no_move_to_drop_at_the_start(runner: SessionRunner, clock: ManualClock) -> None:
    """In the first count-in nothing was done yet."""
    run_to(runner, clock, 5_000)
    assert runner.drop_move() == []


def test_a_step_that_the_user_ends_is_ended_by_the_runner(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """Timed steps are not."""
    run_to(runner, clock, 45_000)
    assert runner.end_step() == []


def test_the_runner_shows_the_timeline_it_plays(runner: SessionRunner) -> None:
    """As it was laid out."""
    assert runner.timeline.length_ms == 405_000


def play_on(runner: SessionRunner, clock: ManualClock) -> list[Event]:
    """Play to the end from wherever it stands."""
    return play_through(runner, clock.move)


# Answers


def test_effort_belongs_to_a_side_and_feeling_to_the_pair(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """Asked once, stored once, tied to both sets; effort means clean form."""
    run_to(runner, clock, SWITCH_MS + 1_000)
    runner.answer(Question.EFFORT, 4)
    run_to(runner, clock, REST_MS + 1_000)
    assert runner.asked_steps == (5, 7)
    runner.answer(Question.EFFORT, 2)
    felt = Felt(most=Region.GLUTE_SIDE, also=(Region.HAMSTRING,))
    runner.answer(Question.FELT, felt)
    runner.answer(Question.HARDER, HarderSide.LEFT)
    runner.answer(Question.PAIN, Pain(score=2, spot="front of hip"))
    record = runner.record()
    left, right = sets_of(record, 5)[0], sets_of(record, 7)[0]
    assert (left.effort, right.effort) == (4, 2)
    assert left.form is right.form is Form.CLEAN
    assert left.felt == right.felt == felt
    assert left.harder is right.harder is HarderSide.LEFT
    assert left.pain == right.pain == Pain(score=2, spot="front of hip")
    assert runner.answers((7,))[Question.EFFORT] == 2


def test_what_is_not_answered_is_not_zero(runner: SessionRunner, clock: ManualClock) -> None:
    """No answer is no fact."""
    play_through(runner, clock.move)
    for one in runner.record().sets:
        assert (one.effort, one.felt, one.form, one.pain, one.note) == (None,) * 5


def test_an_answer_can_change_and_be_taken_back(runner: SessionRunner, clock: ManualClock) -> None:
    """The newest counts, None takes it back, a slip that was told stays told."""
    run_to(runner, clock, SWITCH_MS + 1_000)
    runner.answer(Question.FORM, Form.SLIPPED)
    runner.answer(Question.EFFORT, 0)
    runner.answer(Question.EFFORT, 5)
    assert sets_of(runner.record(), 5)[0].effort == 5
    assert sets_of(runner.record(), 5)[0].form is Form.SLIPPED
    runner.answer(Question.EFFORT, None)
    assert sets_of(runner.record(), 5)[0].effort is None
    assert Question.EFFORT not in runner.answers((5,))


def test_a_side_left_out_for_pain_does_not_swallow_the_answers(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """What is asked in the rest is about the side that was done."""
    run_to(runner, clock, SWITCH_MS + 1_000)
    runner.stop_for_pain()
    assert runner.asked_steps == (5,)
    runner.answer(Question.EFFORT, 2)
    runner.answer(Question.PAIN, Pain(score=5))
    left = sets_of(runner.record(), 5)[0]
    assert (left.effort, left.pain) == (2, Pain(score=5))


def test_a_set_done_again_is_asked_afresh(runner: SessionRunner, clock: ManualClock) -> None:
    """The answers of the first try stay with it."""
    run_to(runner, clock, SWITCH_MS + 1_000)
    runner.answer(Question.EFFORT, 1)
    runner.redo()
    for _ in range(4):
        clock.move(1_000)
        runner.poll()
    run_to(runner, clock, SWITCH_MS + 1_000)
    assert runner.answers((5,)) == {}
    runner.answer(Question.EFFORT, 3)
    first, second = sets_of(runner.record(), 5)
    assert (first.effort, second.effort) == (1, 3)
    assert second.form is Form.CLEAN


def test_a_skipped_set_is_not_called_clean(runner: SessionRunner, clock: ManualClock) -> None:
    """That it was stopped early is known from its reason."""
    run_to(runner, clock, CLAM_LEFT_MS + 9_000)
    runner.skip()
    runner.answer(Question.EFFORT, 2)
    left = sets_of(runner.record(), 5)[0]
    assert (left.effort, left.form) == (2, None)


def test_sets_skipped_before_their_first_rep_are_not_asked_about(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """There is nothing to have felt."""
    run_to(runner, clock, CLAM_LEFT_MS + 500)
    runner.skip()
    runner.skip()
    runner.skip()
    assert runner.view().position.step.index == 8
    assert runner.asked_steps == ()


def test_sets_passed_over_in_their_count_in_are_rows_and_not_asked_about(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """Done and not done add up to what was planned."""
    run_to(runner, clock, CLAM_LEFT_MS - 2_000)
    runner.skip()
    clock.move(500)
    runner.skip()
    runner.skip()
    clock.move(500)
    runner.stop_for_pain()
    left, right = (sets_of(runner.record(), step) for step in (5, 7))
    assert [(one.reason, one.done_reps, one.done_ms) for one in left + right] == [
        (StopReason.SKIPPED, 0, 0),
        (StopReason.PAIN, 0, 0),
    ]
    assert runner.view().position.step.index == 8
    assert runner.asked_steps == ()


def test_every_planned_set_has_a_row_however_it_was_left(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """Skipped from the first to the last step."""
    run_to(runner, clock, 1_000)
    while runner.view().state is not EngineState.FINISHED:
        clock.move(300)
        runner.skip()
    record = runner.record()
    assert len(record.work_sets) == record.opened.planned_sets
    assert record.done_sets == ()


def test_answers_in_work_go_nowhere(runner: SessionRunner, clock: ManualClock) -> None:
    """While a set runs nothing is asked, and a key pressed by mistake says nothing."""
    run_to(runner, clock, CLAM_LEFT_MS + 1_000)
    runner.answer(Question.EFFORT, 3)
    assert all(one.effort is None for one in runner.record().sets)


# The disk


def test_what_the_disk_refuses_is_saved_later(
    runner: SessionRunner, clock: ManualClock, paths_database: Path, store: Store
) -> None:
    """Locked out for a while, nothing is lost and the order stays."""
    run_to(runner, clock, BRIDGE_MS + 500)
    other = sqlite3.connect(paths_database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    run_to(runner, clock, BRIDGE_MS + 14_000)
    refusal: str | None = runner.unsaved
    assert refusal
    assert "\n" not in refusal
    other.execute("ROLLBACK")
    other.close()
    run_to(runner, clock, BRIDGE_MS + 20_000)
    assert runner.unsaved is None
    assert [rep.rep for rep in sets_of(store.session(runner.session_id), 3)[0].reps] == [1, 2, 3]


@pytest.fixture
def paths_database(store: Store, paths: object) -> Path:
    """The file of the store."""
    database = getattr(paths, "database", None)
    assert isinstance(database, Path)
    return database


def test_what_waits_is_written_at_the_end(
    runner: SessionRunner, clock: ManualClock, paths_database: Path, store: Store
) -> None:
    """The last try comes with the end of the session, not 5 s later."""
    run_to(runner, clock, BRIDGE_MS + 500)
    other = sqlite3.connect(paths_database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    run_to(runner, clock, BRIDGE_MS + 6_500)
    other.execute("ROLLBACK")
    other.close()
    runner.finish()
    assert runner.unsaved is None
    assert sets_of(store.session(runner.session_id), 3)[0].done_reps == 1


# Going on after a crash


def go_on(new_runner: NewRunner, store: Store, circuit: Circuit, library: Library) -> SessionRunner:
    """What a new process does with the unfinished session."""
    record = store.unfinished()
    assert record is not None
    saved = store.bookmark(record.id)
    assert saved is not None
    runner = new_runner()
    timeline = lay_out(circuit, library, Options())
    runner.go_on(store.session(record.id), Snapshot.model_validate(saved[0]), timeline)
    return runner


@settings(max_examples=12)  # Each plays a whole session onto a disk.
@given(stop_ms=st.integers(1, 404_000))
def test_a_session_cut_off_anywhere_goes_on_to_the_same_record(
    tmp_path_factory: pytest.TempPathFactory,
    small_circuit: Circuit,
    small_library: Library,
    stop_ms: int,
) -> None:
    """No rep is lost, none is doubled, every set is done in full at the end."""
    folder = tmp_path_factory.mktemp("cut")
    clock = ManualClock()
    store = Store.open(folder / "history.db", clock=clock)
    ids = Ids(clock=clock, device_id=store.device_id)

    def new_runner() -> SessionRunner:
        return SessionRunner(
            clock=clock,
            engine=SessionEngine(timeline=lay_out(small_circuit, small_library, Options())),
            store=store,
            ids=ids,
            library=small_library,
            app_version="1",
        )

    run_to(new_runner(), clock, stop_ms)
    clock.move(600_000)
    runner = go_on(new_runner, store, small_circuit, small_library)
    assert runner.view().state is EngineState.PAUSED
    play_on(runner, clock)
    record = runner.record()
    store.close()
    shutil.rmtree(folder)
    assert [one.opened.set_number for one in record.work_sets] == [1, 2, 3, 4, 5, 6, 7]
    for one in record.work_sets:
        assert [rep.rep for rep in one.reps] == list(range(1, one.opened.planned_reps + 1))
        assert one.is_completed


def test_reps_saved_after_the_bookmark_are_not_repeated(
    new_runner: NewRunner,
    store: Store,
    clock: ManualClock,
    small_circuit: Circuit,
    small_library: Library,
) -> None:
    """Killed between the fact and the note of the place: the fact counts."""
    first = new_runner()
    run_to(first, clock, BRIDGE_MS + 5_000)
    saved = store.bookmark(first.session_id)
    assert saved is not None
    run_to(first, clock, BRIDGE_MS + 12_500)
    store.save_bookmark(first.session_id, saved[0], saved[1])
    second = go_on(new_runner, store, small_circuit, small_library)
    assert second.view().resume_rep == 3
    events = play_on(second, clock)
    counts = [event.rep for event in events if isinstance(event, RepCounted) and event.step == 3]
    assert counts == [3, 4, 5, 6]


def test_a_set_closed_after_the_bookmark_stays_closed(
    new_runner: NewRunner,
    store: Store,
    clock: ManualClock,
    small_circuit: Circuit,
    small_library: Library,
) -> None:
    """Killed between two steps: the next one begins, and a set begun too late is closed."""
    first = new_runner()
    run_to(first, clock, CLAM_LEFT_MS - 1_000)
    in_rest = store.bookmark(first.session_id)
    run_to(first, clock, CLAM_LEFT_MS + 35_900)
    in_set = store.bookmark(first.session_id)
    run_to(first, clock, SWITCH_MS + 100)
    assert in_rest is not None
    assert in_set is not None
    store.save_bookmark(first.session_id, in_set[0], in_set[1])
    second = go_on(new_runner, store, small_circuit, small_library)
    second.resume()
    clock.move(1_900)
    second.poll()
    clock.move(1_900)
    second.poll()
    assert second.view().position.step.index == 6
    assert sets_of(second.record(), 5)[0].reason is StopReason.COMPLETED
    store.save_bookmark(first.session_id, in_rest[0], in_rest[1])
    third = go_on(new_runner, store, small_circuit, small_library)
    third.resume()
    for _ in range(6):
        clock.move(1_000)
        third.poll()
    store.save_bookmark(first.session_id, in_rest[0], in_rest[1])
    fourth = go_on(new_runner, store, small_circuit, small_library)
    play_on(fourth, clock)
    attempts = sets_of(fourth.record(), 5)
    assert [one.is_superseded for one in attempts] == [True, True, False]


def test_a_set_begun_after_the_bookmark_is_closed_as_interrupted(
    new_runner: NewRunner,
    store: Store,
    clock: ManualClock,
    small_circuit: Circuit,
    small_library: Library,
) -> None:
    """It begins again, and the row of the first try says why it ended."""
    first = new_runner()
    run_to(first, clock, CLAM_LEFT_MS - 1_000)
    saved = store.bookmark(first.session_id)
    assert saved is not None
    run_to(first, clock, CLAM_LEFT_MS + 2_500)
    store.save_bookmark(first.session_id, saved[0], saved[1])
    second = go_on(new_runner, store, small_circuit, small_library)
    assert sets_of(second.record(), 5)[0].reason is StopReason.INTERRUPTED


def test_answers_given_before_the_crash_are_shown_again(
    new_runner: NewRunner,
    store: Store,
    clock: ManualClock,
    small_circuit: Circuit,
    small_library: Library,
) -> None:
    """The felt card does not forget."""
    first = new_runner()
    run_to(first, clock, SWITCH_MS + 1_000)
    first.answer(Question.EFFORT, 3)
    second = go_on(new_runner, store, small_circuit, small_library)
    assert second.answers((5,))[Question.EFFORT] == 3
    assert second.asked_steps == (5,)


def test_a_bookmark_that_cannot_be_written_is_no_failure(
    clock: ManualClock, store: Store, ids: Ids, small_circuit: Circuit, small_library: Library
) -> None:
    """The facts are what matters."""

    class NoBookmarks:
        """A store whose bookmarks are refused."""

        append = staticmethod(store.append)
        session = staticmethod(store.session)

        def save_bookmark(self, *_: object) -> None:
            raise StorageError("full", "The disk is full.")

        def drop_bookmark(self, *_: object) -> None:
            raise StorageError("full", "The disk is full.")

    runner = SessionRunner(
        clock=clock,
        engine=SessionEngine(timeline=lay_out(small_circuit, small_library, Options())),
        store=NoBookmarks(),
        ids=ids,
        library=small_library,
        app_version="1",
    )
    play_through(runner, clock.move)
    assert runner.unsaved is None
    assert runner.record().closed is not None
