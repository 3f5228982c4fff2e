"""The engine's laws, and what each command does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.circuit import Circuit, StepKind
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import (
    CountdownTicked,
    CountInTicked,
    Event,
    FeltAsked,
    Halfway,
    Interrupted,
    MoveEased,
    Paused,
    PhaseStarted,
    RepCounted,
    RestChanged,
    Resumed,
    SessionEnd,
    SessionFinished,
    SessionStarted,
    SetFinished,
    SetStarted,
    StepStarted,
    StopReason,
    Trimmed,
)
from gluteapp.core.exercise import Library, Phase, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.snapshot import Snapshot
from gluteapp.core.timeline import Timeline
from gluteapp.core.view import EngineState

T = TypeVar("T", bound=Event)
BRIDGE, CLAM_LEFT, SWITCH, CLAM_RIGHT = 3, 5, 6, 7


def engine_at(timeline: Timeline, at_ms: int) -> SessionEngine:
    """An engine that has run from 0 to `at_ms`."""
    engine = SessionEngine(timeline=timeline)
    engine.start(0)
    engine.advance(at_ms)
    return engine


def of_kind(events: list[Event], kind: type[T]) -> list[T]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def run_out(engine: SessionEngine, now_ms: int) -> list[Event]:
    """Everything from now to the end, in one poll."""
    return engine.advance(now_ms + 10_000_000)


def whole(timeline: Timeline, polls: list[int]) -> list[Event]:
    """All events of a session polled at some times and then until its end."""
    engine = SessionEngine(timeline=timeline)
    events = engine.start(0)
    for at_ms in sorted(polls):
        events += engine.advance(at_ms)
    return events + run_out(engine, 0)


# Playing through


@given(polls=st.lists(st.integers(0, 500_000), max_size=60))
def test_events_do_not_depend_on_when_we_poll(timeline: Timeline, polls: list[int]) -> None:
    """Late polls give late delivery, never other events or other times."""
    assert whole(timeline, polls) == whole(timeline, [])


def test_a_session_runs_from_its_start_to_its_length(timeline: Timeline) -> None:
    """It starts at 0, ends at its length, and every step starts when it is due."""
    events = whole(timeline, [])
    assert isinstance(events[0], SessionStarted)
    assert events[-1] == of_kind(events, SessionFinished)[0]
    assert (events[-1].due_ms, events[-1].end) == (405_000, SessionEnd.COMPLETED)
    starts = {event.step: event.due_ms for event in of_kind(events, StepStarted)}
    assert starts == {step.index: step.start_ms for step in timeline.steps}
    assert [event.due_ms for event in events] == sorted(event.due_ms for event in events)
    assert [event.seq for event in events] == list(range(len(events)))


def test_every_rep_counts_once_with_its_leg(timeline: Timeline) -> None:
    """Counts run from 1 to the number of reps; alternating moves name the leg."""
    events = whole(timeline, [])
    for step in timeline.steps:
        counts = [event for event in of_kind(events, RepCounted) if event.step == step.index]
        assert [event.rep for event in counts] == list(range(1, step.reps + 1))
        assert [event.side for event in counts] == [
            step.working_side(rep) for rep in range(1, step.reps + 1)
        ]


def test_sets_open_and_close_for_every_move(timeline: Timeline) -> None:
    """Work, warm-up and stretches leave a set each, done in full."""
    events = whole(timeline, [])
    moves = [step.index for step in timeline.steps if step.kind.is_move]
    assert [event.step for event in of_kind(events, SetStarted)] == moves
    closed = of_kind(events, SetFinished)
    assert [event.step for event in closed] == moves
    for event in closed:
        step = timeline.steps[event.step]
        assert (event.done_reps, event.done_ms) == (step.reps, step.duration_ms)
        assert event.reason is StopReason.COMPLETED
        assert event.due_ms == step.end_ms


def test_felt_is_asked_briefly_in_switches_and_short_rests(timeline: Timeline) -> None:
    """Effort only while the other side is to come or the rest is short."""
    asked = {event.step: event.is_brief for event in of_kind(whole(timeline, []), FeltAsked)}
    assert asked == {4: False, 6: True, 8: False, 10: True, 12: False, 14: True, 16: False}


def test_nothing_happens_before_the_start(timeline: Timeline) -> None:
    """Commands on a session that has not started change nothing."""
    engine = SessionEngine(timeline=timeline)
    assert engine.advance(5_000) == []
    for command in (
        engine.pause,
        engine.skip,
        engine.back,
        engine.redo,
        engine.trim,
        engine.finish,
    ):
        assert command(6_000) == []
    assert engine.state is EngineState.READY
    assert engine.view(7_000).finish_in_ms == 405_000
    assert engine.start(8_000) != []
    assert engine.start(9_000) == []


# Pausing


def test_a_broken_rep_begins_again_after_a_count_in(timeline: Timeline) -> None:
    """Paused while lifting rep 3: 3-2-1, then rep 3 from its beginning."""
    start_ms = timeline.steps[BRIDGE].start_ms
    engine = engine_at(timeline, start_ms + 4_000 + 12_000 + 1_500)
    assert engine.view(57_500).position.rep == 3
    assert isinstance(engine.pause(57_500)[-1], Paused)
    assert engine.view(150_000).paused_ms == 92_500
    assert engine.view(150_000).resume_rep == 3
    ticks = engine.resume(200_000) + engine.advance(202_999)
    assert [event.seconds for event in of_kind(ticks, CountInTicked)] == [3, 2, 1]
    assert engine.state is EngineState.COUNT_IN
    assert engine.view(201_000).count_in_left_ms == 2_000
    events = engine.advance(203_000)
    resumed = of_kind(events, Resumed)[0]
    assert resumed.paused_ms == 203_000 - 57_500
    again = of_kind(events, PhaseStarted)[0]
    assert (again.rep, again.phase, again.due_ms) == (3, Phase.LIFT, start_ms + 16_000)
    counts = of_kind(engine.advance(230_000), RepCounted)
    assert [event.rep for event in counts][:4] == [3, 4, 5, 6]


def test_a_counted_rep_is_not_repeated(timeline: Timeline) -> None:
    """Paused in the hold of rep 3: rep 4 follows."""
    start_ms = timeline.steps[BRIDGE].start_ms
    engine = engine_at(timeline, start_ms + 4_000 + 12_000 + 2_500)
    engine.pause(start_ms + 18_500)
    assert engine.view(0).resume_rep == 4
    engine.resume(300_000)
    counts = of_kind(run_out(engine, 303_000), RepCounted)
    assert [event.rep for event in counts if event.step == BRIDGE] == [4, 5, 6]


def test_after_the_last_counted_rep_the_next_step_follows(timeline: Timeline) -> None:
    """Paused while lowering the last rep: the set is whole."""
    step = timeline.steps[BRIDGE]
    engine = engine_at(timeline, step.end_ms - 500)
    engine.pause(step.end_ms - 500)
    engine.resume(300_000)
    finished = of_kind(engine.advance(303_000), SetFinished)[0]
    assert (finished.step, finished.done_reps, finished.reason) == (BRIDGE, 6, StopReason.COMPLETED)


def test_a_pause_in_rep_one_does_not_start_the_set_twice(timeline: Timeline) -> None:
    """The set that was begun goes on."""
    start_ms = timeline.steps[CLAM_LEFT].start_ms
    engine = engine_at(timeline, start_ms + 1_500)
    engine.pause(start_ms + 1_500)
    engine.resume(300_000)
    events = engine.advance(303_000 + 10_000)
    assert of_kind(events, SetStarted) == []
    assert of_kind(events, StepStarted) == []


def test_rests_and_holds_go_on_where_they_were(timeline: Timeline) -> None:
    """Seconds already rested or held stay done."""
    for index in (4, 17):
        at_ms = timeline.steps[index].start_ms + 5_000
        engine = engine_at(timeline, at_ms)
        engine.pause(at_ms)
        engine.resume(500_000)
        engine.advance(503_000)
        assert engine.view(503_000).position.offset_ms == 5_000


def test_half_way_is_told_once_although_its_rep_is_repeated(timeline: Timeline) -> None:
    """The tone at half of the set does not come twice."""
    marching = timeline.steps[11]
    at_ms = marching.start_ms + 21_000
    engine = SessionEngine(timeline=timeline)
    events = engine.start(0) + engine.advance(at_ms) + engine.pause(at_ms)
    assert engine.view(at_ms).resume_rep == 5
    events += engine.resume(900_000) + run_out(engine, 903_000)
    halves = [event for event in of_kind(events, Halfway) if event.step == marching.index]
    assert [event.due_ms for event in halves] == [marching.start_ms + 20_000]


def test_pausing_in_a_count_in_stops_it(timeline: Timeline) -> None:
    """The count-in begins anew at the next resume; the pause is counted as one."""
    engine = engine_at(timeline, 50_000)
    engine.pause(50_000)
    engine.resume(60_000)
    engine.pause(61_500)
    assert engine.state is EngineState.PAUSED
    assert engine.view(70_000).paused_ms == 20_000
    assert of_kind(engine.resume(70_000), CountInTicked)[0].seconds == 3


def test_resuming_what_runs_changes_nothing(timeline: Timeline) -> None:
    """Resume is for pauses."""
    engine = engine_at(timeline, 50_000)
    assert engine.resume(50_000) == []
    assert engine.state is EngineState.RUNNING


def test_a_gap_interrupts_without_a_burst(timeline: Timeline) -> None:
    """Nothing of the lost time is played, and the pause says how long it was."""
    engine = engine_at(timeline, 50_000)
    events = engine.interrupt(50_000, 720_000)
    assert [type(event) for event in events] == [Interrupted]
    assert engine.view(50_100).away_ms == 720_000
    assert engine.advance(900_000) == []
    engine.resume(900_000)
    engine.advance(903_000)
    assert engine.view(903_000).away_ms == 0


# Moving about


def test_skip_closes_the_set_and_tells_nothing_more_of_it(timeline: Timeline) -> None:
    """The open set is closed with what was done; the other side still runs."""
    start_ms = timeline.steps[CLAM_LEFT].start_ms
    engine = engine_at(timeline, start_ms + 12_000)
    events = engine.skip(start_ms + 12_000)
    closed = of_kind(events, SetFinished)[0]
    assert (closed.reason, closed.done_reps, closed.done_ms) == (StopReason.SKIPPED, 2, 12_000)
    later = events + run_out(engine, start_ms + 12_000)
    after = later[later.index(closed) + 1 :]
    assert {event.step for event in after} == set(range(SWITCH, len(timeline.steps)))
    assert of_kind(after, StepStarted)[0].due_ms == timeline.steps[SWITCH].start_ms


def test_skipping_a_rest_ends_no_set(timeline: Timeline) -> None:
    """Work begins after a count-in: nobody lies on a side as fast as a key is pressed."""
    at_ms = timeline.steps[4].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    events = engine.skip(at_ms)
    assert of_kind(events, SetFinished) == []
    assert of_kind(events, StepStarted) == []
    assert (engine.state, engine.step.index) == (EngineState.COUNT_IN, CLAM_LEFT)
    events = engine.advance(at_ms + 2_999)
    assert [event.seconds for event in of_kind(events, CountInTicked)] == [2, 1]
    assert engine.view(at_ms + 2_999).position.offset_ms == 0
    begun = engine.advance(at_ms + 3_000)
    assert [type(event) for event in begun[:3]] == [Resumed, StepStarted, SetStarted]
    assert begun[0].due_ms == begun[1].due_ms == timeline.steps[CLAM_LEFT].start_ms
    assert of_kind(begun, Resumed)[0].paused_ms == 0


def test_a_skip_to_a_rest_is_not_counted_in(timeline: Timeline) -> None:
    """There is nothing to be in time for."""
    at_ms = timeline.steps[BRIDGE].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    events = engine.skip(at_ms)
    assert engine.state is EngineState.RUNNING
    assert of_kind(events, StepStarted)[0].step == 4


def test_a_skip_in_a_count_in_counts_in_what_follows(library: Library) -> None:
    """Where move follows move, each press begins a whole count-in again."""
    engine = engine_at(three_in_a_row(library), 5_000)
    engine.skip(5_000)
    assert (engine.state, engine.step.index) == (EngineState.COUNT_IN, 1)
    engine.skip(7_500)
    assert (engine.state, engine.step.index) == (EngineState.COUNT_IN, 2)
    assert engine.view(7_500).count_in_left_ms == 3_000
    assert engine.advance(10_499) != []
    assert engine.state is EngineState.COUNT_IN
    assert of_kind(engine.advance(10_500), SetStarted)[0].step == 2


def test_a_count_in_counts_for_the_time_of_the_end(timeline: Timeline) -> None:
    """A rest of 8 s and more is left out, 3 s are counted in; the end comes when it was said to."""
    rest = timeline.steps[4]
    at_ms = rest.start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    engine.skip(at_ms)
    earlier_ms = rest.duration_ms - 2_000 - 3_000
    finish_ms = timeline.length_ms - earlier_ms
    for now_ms in (at_ms, at_ms + 1_700, at_ms + 3_000, at_ms + 9_000):
        engine.advance(now_ms)
        view = engine.view(now_ms)
        assert (now_ms + view.finish_in_ms, view.overdue_ms) == (finish_ms, -earlier_ms)
    assert of_kind(engine.advance(finish_ms - 1), SessionFinished) == []
    assert of_kind(engine.advance(finish_ms), SessionFinished) != []


def test_a_pause_that_ends_in_skipped_count_ins_is_told_once(library: Library) -> None:
    """It lasts until the clock runs again."""
    engine = engine_at(three_in_a_row(library), 5_000)
    engine.pause(5_000)
    engine.resume(20_000)
    events = engine.skip(21_000) + engine.advance(30_000)
    assert [event.paused_ms for event in of_kind(events, Resumed)] == [19_000]


def three_in_a_row(library: Library) -> Timeline:
    """Three sets without anything between them."""
    rows = [
        {
            "kind": "work",
            "seconds": 30,
            "exercise": "bridge",
            "variant": "standard",
            "side": "both",
            "tempo": "2-2-2",
        }
        for _ in range(3)
    ]
    made = Circuit.model_validate(
        {
            "id": "row",
            "title": "Row",
            "summary": "Row",
            "level": 1,
            "seconds": 90,
            "steps": rows,
        }
    )
    return lay_out(made, library, Options())


def test_skipping_the_last_step_finishes(timeline: Timeline) -> None:
    """There is nothing after the last stretch."""
    engine = engine_at(timeline, 400_000)
    finished = of_kind(engine.skip(400_000), SessionFinished)[0]
    assert finished.end is SessionEnd.COMPLETED
    assert engine.view(401_000).finish_in_ms == 0


def test_skipping_in_a_pause_stays_paused(timeline: Timeline) -> None:
    """One can look for the right place without the clock running."""
    engine = engine_at(timeline, 50_000)
    engine.pause(50_000)
    engine.skip(51_000)
    assert engine.state is EngineState.PAUSED
    assert engine.view(52_000).position.step.index == 4
    engine.resume(60_000)
    events = engine.advance(63_000)
    assert of_kind(events, StepStarted)[0].step == 4


def test_skipping_in_a_count_in_ends_the_pause(timeline: Timeline) -> None:
    """The pause is told as over when the next step begins."""
    engine = engine_at(timeline, 50_000)
    engine.pause(50_000)
    engine.resume(60_000)
    events = engine.skip(61_000)
    assert of_kind(events, Resumed)[0].paused_ms == 11_000
    assert of_kind(events, StepStarted)[0].step == 4


def test_back_goes_to_the_start_of_the_step(timeline: Timeline) -> None:
    """After 3 s the set begins again, from a count-in, as a new attempt."""
    start_ms = timeline.steps[CLAM_LEFT].start_ms
    engine = engine_at(timeline, start_ms + 9_000)
    events = engine.back(start_ms + 9_000)
    assert of_kind(events, SetFinished)[0].reason is StopReason.REDONE
    assert engine.state is EngineState.COUNT_IN
    again = of_kind(engine.advance(start_ms + 12_000), SetStarted)[0]
    assert (again.step, again.attempt) == (CLAM_LEFT, 2)


def test_back_within_three_seconds_goes_to_the_step_before(timeline: Timeline) -> None:
    """The rest before runs at once; at the very first step there is nothing before."""
    start_ms = timeline.steps[CLAM_LEFT].start_ms
    engine = engine_at(timeline, start_ms + 3_000)
    events = engine.back(start_ms + 3_000)
    assert of_kind(events, StepStarted)[0].step == 4
    assert engine.state is EngineState.RUNNING
    first = engine_at(timeline, 2_000)
    first.back(2_000)
    assert first.view(2_000).position.at_ms == 0


def test_back_in_a_count_in_to_a_rest_runs(timeline: Timeline) -> None:
    """Going back from a counted-in set to the rest before needs no count-in."""
    engine = engine_at(timeline, timeline.steps[CLAM_LEFT].start_ms + 9_000)
    now_ms = timeline.steps[CLAM_LEFT].start_ms + 9_000
    engine.back(now_ms)
    events = engine.back(now_ms + 500)
    assert engine.state is EngineState.RUNNING
    assert of_kind(events, StepStarted)[0].step == 4


def test_redo_in_a_rest_repeats_the_set_just_done(timeline: Timeline) -> None:
    """From the switch after the left side, the left side comes again."""
    at_ms = timeline.steps[SWITCH].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    engine.redo(at_ms)
    again = of_kind(engine.advance(at_ms + 3_000), SetStarted)[0]
    assert (again.step, again.attempt) == (CLAM_LEFT, 2)


def test_redo_leaves_a_pause_through_a_count_in(timeline: Timeline) -> None:
    """No second press is needed to go on."""
    at_ms = timeline.steps[CLAM_LEFT].start_ms + 9_000
    engine = engine_at(timeline, at_ms)
    engine.pause(at_ms)
    engine.redo(at_ms + 5_000)
    assert engine.state is EngineState.COUNT_IN


def test_redo_before_any_move_starts_the_step_again(timeline: Timeline) -> None:
    """In the first count-in there is no set to redo."""
    engine = engine_at(timeline, 5_000)
    engine.redo(5_000)
    assert engine.view(5_000).position.at_ms == 0


# Rests


def test_a_rest_can_be_longer_and_shorter(timeline: Timeline) -> None:
    """By what was asked, but 3 s of it stay; later steps move."""
    at_ms = timeline.steps[8].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    assert of_kind(engine.change_rest(at_ms, 15_000), RestChanged)[0].by_ms == 15_000
    assert engine.timeline.length_ms == 420_000
    assert of_kind(engine.change_rest(at_ms, -60_000), RestChanged)[0].by_ms == -24_000
    assert engine.view(at_ms).position.remaining_ms == 3_000
    assert engine.change_rest(at_ms, -15_000) == []
    ticks = of_kind(engine.advance(at_ms + 3_000), CountdownTicked)
    assert ticks == []  # A rest of 5 s in all has no 3-2-1.


def test_a_rest_made_as_short_as_can_be_counts_down_all_three(timeline: Timeline) -> None:
    """The 3 that is due right now is told."""
    start_ms = timeline.steps[8].start_ms
    engine = engine_at(timeline, start_ms + 6_000)
    events = engine.change_rest(start_ms + 6_000, -15_000)
    events += engine.advance(start_ms + 9_000)
    assert [event.seconds for event in of_kind(events, CountdownTicked)] == [3, 2, 1]


def test_the_first_count_in_is_no_rest(timeline: Timeline) -> None:
    """It cannot be made longer."""
    engine = engine_at(timeline, 2_000)
    assert engine.change_rest(2_000, 15_000) == []


def test_a_longer_rest_counts_down_before_its_new_end(timeline: Timeline) -> None:
    """3-2-1 moves with the end and nothing is told twice."""
    start_ms = timeline.steps[8].start_ms
    engine = engine_at(timeline, start_ms + 12_500)
    engine.change_rest(start_ms + 12_500, 15_000)
    events = engine.advance(start_ms + 29_000)
    ticks = [(event.due_ms - start_ms, event.seconds) for event in of_kind(events, CountdownTicked)]
    assert ticks == [(26_000, 3), (27_000, 2), (28_000, 1)]
    assert of_kind(events, FeltAsked) == []


def test_work_cannot_be_made_longer(timeline: Timeline) -> None:
    """Only rests and turn-over windows change."""
    engine = engine_at(timeline, 50_000)
    assert engine.change_rest(50_000, 15_000) == []


def test_a_rest_is_at_most_ten_minutes(timeline: Timeline) -> None:
    """A stuck key does not make an endless rest."""
    at_ms = timeline.steps[8].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    engine.change_rest(at_ms, 5_000_000)
    assert engine.step.duration_ms == 600_000


# Trimming


def test_trim_wins_back_a_pause_from_stretches_and_rests(timeline: Timeline) -> None:
    """Never from work, both sides alike, never more than was lost."""
    engine = engine_at(timeline, 80_000)
    engine.pause(80_000)
    view = engine.view(100_000)
    assert view.overdue_ms == 23_000 == view.trimmable_ms
    trimmed = of_kind(engine.trim(100_000), Trimmed)[0]
    assert trimmed.by_ms == 23_000
    assert engine.view(100_000).overdue_ms == 0
    assert engine.trim(100_000) == []
    for before, after in zip(timeline.steps, engine.timeline.steps, strict=True):
        if before.kind in (StepKind.WORK, StepKind.WARM_UP, StepKind.SWITCH):
            assert before.duration_ms == after.duration_ms
    assert engine.timeline.steps[17].duration_ms == engine.timeline.steps[19].duration_ms == 19_000
    engine.resume(100_000)
    closed = {event.step: event.reason for event in of_kind(run_out(engine, 103_000), SetFinished)}
    assert closed[17] is closed[19] is StopReason.TRIMMED


def test_a_session_on_time_has_nothing_to_trim(timeline: Timeline) -> None:
    """No offer without a delay."""
    engine = engine_at(timeline, 80_000)
    assert engine.trim(80_000) == []


def test_half_a_pair_of_stretches_is_not_trimmed(timeline: Timeline) -> None:
    """In the first of two stretches, the second keeps its length: sides stay equal."""
    engine = engine_at(timeline, 350_000)
    engine.pause(350_000)
    assert engine.view(400_000).trimmable_ms == 0


def test_trim_keeps_a_rest_long_enough_to_stay_or_to_turn(timeline: Timeline) -> None:
    """8 s for a turn of the body, 4 s otherwise, also where nothing was done before."""
    engine = engine_at(timeline, 5_000)
    engine.pause(5_000)
    engine.trim(500_000)
    rests = {
        step.index: step.duration_ms // 1000
        for step in engine.timeline.steps
        if step.kind is StepKind.REST
    }
    assert rests == {2: 4, 4: 8, 8: 8, 10: 7, 12: 8, 16: 8}


# Easier, pain, ends


def test_easier_restarts_the_set_in_the_other_version(timeline: Timeline, library: Library) -> None:
    """Here and later: both rounds of clam, the bridge untouched."""
    at_ms = timeline.steps[CLAM_LEFT].start_ms + 9_000
    engine = engine_at(timeline, at_ms)
    events = engine.ease(at_ms, library.exercises["clam"], "easy")
    eased = of_kind(events, MoveEased)[0]
    assert (eased.from_move, eased.to_move) == ("clam/standard", "clam/easy")
    assert of_kind(events, SetFinished)[0].reason is StopReason.REDONE
    assert engine.state is EngineState.COUNT_IN
    moves = {step.index: step.variant for step in engine.timeline.steps if step.variant == "easy"}
    assert moves == dict.fromkeys((5, 7, 13, 15), "easy")
    assert engine.timeline.length_ms == timeline.length_ms


def test_easier_in_a_rest_is_for_what_comes(timeline: Timeline, library: Library) -> None:
    """The rest goes on, the next set is the easier one."""
    at_ms = timeline.steps[4].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    engine.ease(at_ms, library.exercises["clam"], "easy")
    assert engine.state is EngineState.RUNNING
    started = of_kind(run_out(engine, at_ms), SetStarted)[0]
    assert (started.step, started.variant) == (CLAM_LEFT, "easy")


def test_easier_can_be_said_of_a_move_that_was_done(timeline: Timeline, library: Library) -> None:
    """In the rest after the clams, those of the next round change and nothing else."""
    at_ms = timeline.steps[8].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    events = engine.ease(at_ms, library.exercises["clam"], "easy", "clam/standard")
    assert [type(event) for event in events] == [MoveEased]
    eased = [step.index for step in engine.timeline.steps if step.variant == "easy"]
    assert eased == [13, 15]


def test_easier_with_nothing_to_come_changes_nothing(timeline: Timeline, library: Library) -> None:
    """After the end there is no move at hand."""
    engine = engine_at(timeline, 500_000)
    assert engine.ease(500_000, library.exercises["clam"], "easy") == []


def test_stopping_for_pain_leaves_this_side(timeline: Timeline) -> None:
    """The set is closed with pain; in the switch the other side is left out; rests stay rests."""
    at_ms = timeline.steps[CLAM_LEFT].start_ms + 9_000
    engine = engine_at(timeline, at_ms)
    assert of_kind(engine.stop_for_pain(at_ms), SetFinished)[0].reason is StopReason.PAIN
    switch = engine_at(timeline, timeline.steps[SWITCH].start_ms + 1_000)
    events = switch.stop_for_pain(timeline.steps[SWITCH].start_ms + 1_000)
    assert of_kind(events, StepStarted)[0].step == 8
    rest = engine_at(timeline, timeline.steps[4].start_ms + 1_000)
    assert rest.stop_for_pain(timeline.steps[4].start_ms + 1_000) == []


@pytest.mark.parametrize("reason", [StopReason.PAIN, StopReason.SKIPPED])
def test_a_broken_set_left_in_its_count_in_says_why(
    timeline: Timeline, library: Library, reason: StopReason
) -> None:
    """The set that would have been done again leaves a row with nothing done and the reason."""
    at_ms = timeline.steps[CLAM_LEFT].start_ms + 9_000
    engine = engine_at(timeline, at_ms)
    engine.ease(at_ms, library.exercises["clam"], "easy")
    leave = engine.stop_for_pain if reason is StopReason.PAIN else engine.skip
    events = leave(at_ms + 1_000)
    assert of_kind(events, SetStarted)[0].attempt == 2
    closed = of_kind(events, SetFinished)[0]
    assert (closed.done_reps, closed.done_ms, closed.reason) == (0, 0, reason)
    assert closed.variant == "easy"


@pytest.mark.parametrize("reason", [StopReason.PAIN, StopReason.SKIPPED])
@pytest.mark.parametrize("is_paused", [False, True])
def test_a_set_passed_over_in_its_count_in_leaves_a_row(
    timeline: Timeline, reason: StopReason, is_paused: bool
) -> None:
    """Never begun, but reached: its row has nothing done, so that done and not done add up."""
    at_ms = timeline.steps[4].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    if is_paused:
        engine.pause(at_ms)
    engine.skip(at_ms)
    leave = engine.stop_for_pain if reason is StopReason.PAIN else engine.skip
    events = leave(at_ms + 1_000)
    opened, closed = of_kind(events, SetStarted)[0], of_kind(events, SetFinished)[0]
    assert (opened.step, opened.attempt, closed.step) == (CLAM_LEFT, 1, CLAM_LEFT)
    assert (closed.done_reps, closed.done_ms, closed.reason) == (0, 0, reason)
    assert closed.due_ms == timeline.steps[CLAM_LEFT].start_ms
    engine.back(at_ms + 2_000)
    engine.resume(at_ms + 2_000)
    again = engine.advance(at_ms + 2_000 + 3_000 + 1_000)
    assert [event.attempt for event in of_kind(again, SetStarted)] == [2]


def test_a_session_ended_in_the_count_in_of_a_set_leaves_no_row_of_it(timeline: Timeline) -> None:
    """It was not passed over: like all that follows it was not reached."""
    at_ms = timeline.steps[4].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    engine.skip(at_ms)
    assert of_kind(engine.finish(at_ms + 1_000), SetStarted) == []


def test_a_whole_set_left_in_its_count_in_stays_whole(timeline: Timeline) -> None:
    """Redo by mistake and skip: the set that was done counts as before."""
    at_ms = timeline.steps[SWITCH].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    engine.redo(at_ms)
    events = engine.skip(at_ms + 1_000)
    assert of_kind(events, SetStarted) == []
    assert of_kind(events, SetFinished) == []


def test_pain_in_a_stretch_ends_that_stretch(timeline: Timeline) -> None:
    """The other side of it does not come."""
    at_ms = timeline.steps[17].start_ms + 5_000
    engine = engine_at(timeline, at_ms)
    events = engine.drop_move(at_ms, "stretch")
    assert isinstance(events[-1], SessionFinished)


def test_there_is_no_way_back_to_an_exercise_that_was_ended(timeline: Timeline) -> None:
    """Neither redo nor back leads to what hurt."""
    at_ms = timeline.steps[CLAM_RIGHT].start_ms + 9_000
    for command in ("redo", "back"):
        engine = engine_at(timeline, at_ms)
        engine.drop_move(at_ms, "clam")
        getattr(engine, command)(at_ms + 1_000)
        assert engine.step.exercise is None or engine.step.exercise.id != "clam"


def test_what_was_left_out_is_not_asked_about(timeline: Timeline) -> None:
    """The rest after a pair whose other side was left out asks for one side."""
    at_ms = timeline.steps[SWITCH].start_ms + 1_000
    engine = engine_at(timeline, at_ms)
    assert of_kind(engine.stop_for_pain(at_ms), FeltAsked)[0].steps == (CLAM_LEFT,)


def test_dropping_a_move_leaves_out_all_of_it(timeline: Timeline) -> None:
    """Both sides in both rounds; of two rests that meet, the longer stays."""
    at_ms = timeline.steps[CLAM_LEFT].start_ms + 9_000
    engine = engine_at(timeline, at_ms)
    events = engine.drop_move(at_ms, "clam") + run_out(engine, at_ms)
    assert of_kind(events, SetFinished)[0].reason is StopReason.PAIN
    begun = [event.step for event in of_kind(events, StepStarted)]
    assert begun == [8, 9, 10, 11, 12, 17, 18, 19]
    assert of_kind(events, SessionFinished)[0].due_ms == engine.timeline.length_ms


def test_dropping_a_move_in_its_switch_goes_on_with_what_follows(timeline: Timeline) -> None:
    """Pain told between the sides ends the turn-over window too."""
    at_ms = timeline.steps[SWITCH].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    events = engine.drop_move(at_ms, "clam")
    assert of_kind(events, StepStarted)[0].step == 8


def test_dropping_what_was_just_done_leaves_the_rest_running(timeline: Timeline) -> None:
    """In the rest after a pair, only later rounds lose it."""
    at_ms = timeline.steps[8].start_ms + 2_000
    engine = engine_at(timeline, at_ms)
    assert engine.drop_move(at_ms, "clam") == []
    assert engine.step.index == 8
    assert [step.index for step in engine.timeline.steps if step.is_dropped] == [13, 14, 15, 16]


def test_finishing_in_a_pause_tells_how_long_it_was(timeline: Timeline) -> None:
    """The pause is over with the session."""
    engine = engine_at(timeline, 50_000)
    engine.pause(50_000)
    events = engine.finish(110_000)
    assert of_kind(events, Resumed)[0].paused_ms == 60_000


def test_pain_commands_before_the_start_change_nothing(timeline: Timeline) -> None:
    """There is nothing to leave yet."""
    engine = SessionEngine(timeline=timeline)
    assert engine.stop_for_pain(0) == []
    assert engine.drop_move(0, "clam") == []


def test_pain_in_the_last_switch_ends_the_session(timeline: Timeline) -> None:
    """Without the other stretch there is nothing to come."""
    at_ms = timeline.steps[18].start_ms + 1_000
    engine = engine_at(timeline, at_ms)
    assert isinstance(engine.stop_for_pain(at_ms)[-1], SessionFinished)


def test_finishing_early_closes_the_set_and_ends(timeline: Timeline) -> None:
    """What was done is kept, and nothing follows."""
    at_ms = timeline.steps[BRIDGE].start_ms + 20_000
    engine = engine_at(timeline, at_ms)
    events = engine.finish(at_ms)
    assert of_kind(events, SetFinished)[0].reason is StopReason.FINISHED_EARLY
    assert of_kind(events, SessionFinished)[0].end is SessionEnd.FINISHED_EARLY
    assert events[-1].due_ms == at_ms
    assert run_out(engine, at_ms) == []


def open_ended(library: Library) -> Timeline:
    """A set that the user ends, with a cap of 60 s, and a rest."""
    steps = [
        {
            "kind": "work",
            "seconds": 60,
            "exercise": "bridge",
            "variant": "standard",
            "side": "both",
            "tempo": "2-2-2",
            "is_user_ended": True,
        },
        {"kind": "rest", "seconds": 10, "title": "Done"},
    ]
    made = Circuit.model_validate(
        {
            "id": "open",
            "title": "Open",
            "summary": "Open",
            "level": 1,
            "seconds": 70,
            "steps": steps,
        }
    )
    return lay_out(made, library, Options())


def test_the_user_ends_an_open_step(library: Library) -> None:
    """It is complete with what was done, and what follows moves up."""
    engine = engine_at(open_ended(library), 25_000)
    events = engine.end_step(25_000) + run_out(engine, 25_000)
    closed = of_kind(events, SetFinished)[0]
    assert (closed.done_reps, closed.done_ms) == (4, 25_000)
    assert closed.reason is StopReason.COMPLETED
    assert events[-1].due_ms == 35_000


def test_an_open_step_that_is_done_again_has_its_whole_cap(library: Library) -> None:
    """How long the first try took says nothing about the second."""
    engine = engine_at(open_ended(library), 25_000)
    engine.end_step(25_000)
    engine.redo(27_000)
    events = engine.advance(30_000 + 58_000) + engine.end_step(30_000 + 58_500)
    closed = of_kind(events, SetFinished)[0]
    assert (closed.attempt, closed.done_reps, closed.done_ms) == (2, 10, 58_500)
    assert engine.timeline.length_ms == 68_500


def test_going_back_to_an_open_step_gives_it_its_whole_cap(library: Library) -> None:
    engine = engine_at(open_ended(library), 25_000)
    engine.end_step(25_000)
    engine.back(26_000)
    assert engine.timeline.steps[0].duration_ms == 60_000
    assert engine.view(26_000).position.remaining_ms == 60_000


@pytest.mark.parametrize("ended_ms", [500, 25_000, 31_700])
def test_an_open_step_that_was_ended_stands_as_it_was(library: Library, ended_ms: int) -> None:
    """Its repetitions do not move: the picture goes on from the pose it was left in."""
    engine = engine_at(open_ended(library), ended_ms)
    before = engine.timeline.position_in(0, ended_ms - 1)
    engine.end_step(ended_ms)
    after = engine.timeline.position_in(0, ended_ms - 1)
    assert after.figure_phase == before.figure_phase
    assert after.step.lead_in_ms == before.step.lead_in_ms
    assert after.step.reps == ended_ms // 6_000


def test_a_last_rest_is_trimmed_to_a_turn_of_the_body(library: Library) -> None:
    """Where nothing follows, the longer minimum holds."""
    engine = engine_at(open_ended(library), 25_000)
    engine.pause(25_000)
    assert of_kind(engine.trim(90_000), Trimmed)[0].by_ms == 2_000


def test_an_open_step_ends_at_its_cap(library: Library) -> None:
    """Nobody has to press anything; it has no half-way."""
    events = whole(open_ended(library), [])
    assert of_kind(events, SetFinished)[0].done_ms == 60_000
    assert of_kind(events, Halfway) == []


def test_a_timed_step_is_not_ended_by_the_user(timeline: Timeline) -> None:
    """That is what skip is for."""
    engine = engine_at(timeline, 50_000)
    assert engine.end_step(50_000) == []


# Any order, any state


COMMANDS: dict[str, Callable[[SessionEngine, int, Library], list[Event]]] = {
    "advance": lambda engine, now, _: engine.advance(now),
    "pause": lambda engine, now, _: engine.pause(now),
    "resume": lambda engine, now, _: engine.resume(now),
    "skip": lambda engine, now, _: engine.skip(now),
    "back": lambda engine, now, _: engine.back(now),
    "redo": lambda engine, now, _: engine.redo(now),
    "longer": lambda engine, now, _: engine.change_rest(now, 15_000),
    "shorter": lambda engine, now, _: engine.change_rest(now, -15_000),
    "trim": lambda engine, now, _: engine.trim(now),
    "ease": lambda engine, now, library: engine.ease(now, library.exercises["clam"], "easy"),
    "drop": lambda engine, now, _: engine.drop_move(now, "clam"),
    "pain": lambda engine, now, _: engine.stop_for_pain(now),
    "end": lambda engine, now, _: engine.end_step(now),
    "interrupt": lambda engine, now, _: engine.interrupt(now, 9_000),
    "finish": lambda engine, now, _: engine.finish(now),
}

some_commands = st.lists(
    st.tuples(
        st.sampled_from([name for name in COMMANDS if name != "finish"]),
        st.integers(0, 45_000),
    ),
    max_size=30,
)


def obey(
    engine: SessionEngine, commands: list[tuple[str, int]], library: Library
) -> tuple[list[Event], int]:
    """Start, wait and command; all events and the time it is then."""
    now_ms = 0
    events = engine.start(now_ms)
    for name, wait_ms in commands:
        now_ms += wait_ms
        events += COMMANDS[name](engine, now_ms, library)
        view = engine.view(now_ms)
        assert 0 <= view.position.offset_ms <= view.position.step.duration_ms
        assert not view.position.step.is_dropped or view.state is EngineState.FINISHED
    return events, now_ms


def go_to_end(engine: SessionEngine, now_ms: int) -> list[Event]:
    """Resume where needed and play to the end."""
    return engine.resume(now_ms) + run_out(engine, now_ms)


@given(commands=some_commands)
def test_commands_in_any_order_lead_to_an_end(
    timeline: Timeline, library: Library, commands: list[tuple[str, int]]
) -> None:
    """No order of commands raises, doubles a count, or leaves a set open at the end."""
    engine = SessionEngine(timeline=timeline)
    events, now_ms = obey(engine, commands, library)
    events += go_to_end(engine, now_ms)
    assert engine.state is EngineState.FINISHED
    assert len(of_kind(events, SessionFinished)) == 1
    assert [event.seq for event in events] == list(range(len(events)))
    open_step: int | None = None
    last_rep = 0
    for event in events:
        match event:
            case SetStarted():
                assert open_step is None
                open_step, last_rep = event.step, 0
            case RepCounted() if event.kind.is_move:
                assert (open_step, event.rep) == (event.step, last_rep + 1)
                last_rep += 1
            case SetFinished():
                assert (open_step, event.done_reps) == (event.step, last_rep)
                open_step = None
            case _:
                pass
    assert open_step is None


@given(commands=some_commands, data=st.data())
def test_a_snapshot_goes_on_as_the_session_would(
    circuit: Circuit,
    timeline: Timeline,
    library: Library,
    commands: list[tuple[str, int]],
    data: st.DataObject,
) -> None:
    """Paused here or restored elsewhere from JSON, the rest of the session is the same."""
    engine = SessionEngine(timeline=timeline)
    _, now_ms = obey(engine, commands, library)
    if engine.state is EngineState.FINISHED:
        return
    engine.pause(now_ms)
    snapshot = Snapshot.model_validate_json(engine.snapshot(now_ms).model_dump_json())
    fresh = lay_out(circuit, library, Options())
    other = SessionEngine(timeline=fresh)
    other.restore(now_ms, snapshot.applied_to(fresh, library), snapshot)
    assert other.view(now_ms).position == engine.view(now_ms).position
    here = go_to_end(engine, now_ms)
    there = go_to_end(other, now_ms)
    assert [event.to_json() for event in there if not isinstance(event, Resumed)] == [
        event.to_json() for event in here if not isinstance(event, Resumed)
    ]


def test_a_snapshot_of_another_circuit_is_refused(
    circuit: Circuit, timeline: Timeline, library: Library
) -> None:
    """A row more, another length or a missing move are errors, not guesses."""
    snapshot = engine_at(timeline, 90_000).snapshot(90_000)
    row = circuit.steps[4]
    for changed in (
        (*circuit.steps[:4], row, *circuit.steps[4:]),
        (*circuit.steps[:4], row.model_copy(update={"seconds": 13}), *circuit.steps[5:]),
    ):
        other = lay_out(circuit.model_copy(update={"steps": changed}), library, Options())
        with pytest.raises(ValueError, match="not the one that was begun"):
            snapshot.applied_to(other, library)
    with pytest.raises(ValueError, match="not the one that was begun"):
        snapshot.model_copy(update={"step": 99}).applied_to(timeline, library)
    with pytest.raises(KeyError):
        moves = {5: "gone/standard"}
        snapshot.model_copy(update={"moves": moves}).applied_to(timeline, library)


@given(commands=some_commands, wait_ms=st.integers(0, 30_000))
def test_trim_never_touches_work_nor_cuts_more_than_was_lost(
    timeline: Timeline, library: Library, commands: list[tuple[str, int]], wait_ms: int
) -> None:
    """Whatever happened before."""
    engine = SessionEngine(timeline=timeline)
    _, now_ms = obey(engine, commands, library)
    if engine.state is EngineState.FINISHED:
        return
    now_ms += wait_ms
    engine.advance(now_ms)
    before = engine.timeline
    overdue_ms = engine.view(now_ms).overdue_ms
    engine.trim(now_ms)
    assert before.length_ms - engine.timeline.length_ms <= max(overdue_ms, 0)
    for old, new in zip(before.steps, engine.timeline.steps, strict=True):
        if old.kind not in (StepKind.REST, StepKind.COOL_DOWN) or old.index <= engine.step.index:
            assert old.duration_ms == new.duration_ms


def test_events_print_as_plain_json(timeline: Timeline) -> None:
    """Names are snake_case and due_ms comes first."""
    count = of_kind(whole(timeline, []), RepCounted)[0].to_json()
    assert list(count)[:2] == ["due_ms", "event"]
    assert count["event"] == "rep_counted"
    assert (count["side"], count["rep"], count["kind"]) == (Side.BOTH, 1, "work")
    assert "seq" not in count
