"""The figure never teleports: it gets from one move into the next within the time between them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gluteapp.core.circuit import StepKind
from gluteapp.core.engine import SessionEngine
from gluteapp.core.exercise import Laterality, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Position, Step, Timeline
from gluteapp.ui.screens.session_frame import Told, frame_of, move_step
from gluteapp.ui.screens.session_life import Still
from gluteapp.ui.screens.session_way import (
    CATCH_UP,
    DEMONSTRATION_MS,
    SETTLE_MS,
    Figure,
    Stand,
    figure_of,
    first_room_ms,
    passage_into,
    rest_pose,
    usual_length,
)
from tests.ui.screens.session_stand import content

CIRCUITS = st.sampled_from(("foundation", "build", "perform", "daily"))
NATURAL = st.integers(min_value=0, max_value=9_000)


@cache
def timeline_of(circuit: str) -> Timeline:
    return lay_out(content().circuits[circuit], content().library, Options())


def shown(timeline: Timeline, at_ms: int, natural_ms: int = 3_000) -> tuple[Position, Figure]:
    at = timeline.position(at_ms)
    target = move_step(timeline, at.step)
    return at, figure_of(at, timeline, target, natural=lambda *_: natural_ms)


def times(timeline: Timeline) -> st.SearchStrategy[int]:
    return st.integers(min_value=0, max_value=timeline.length_ms - 1)


def moves(timeline: Timeline) -> list[Step]:
    return [step for step in timeline.steps if step.kind.is_move]


@given(circuit=CIRCUITS, natural_ms=NATURAL, data=st.data())
def test_work_begins_in_the_start_pose(circuit: str, natural_ms: int, data: st.DataObject) -> None:
    """Where there is time enough between two moves, the way is over before the work begins."""
    timeline = timeline_of(circuit)
    step = data.draw(st.sampled_from(moves(timeline)))
    gap_ms = step.start_ms - _gap_start_ms(timeline, step)
    _, figure = shown(timeline, step.start_ms, natural_ms)
    if natural_ms + SETTLE_MS <= gap_ms:
        assert figure.way is None
        assert figure.phase == 0.0
    elif natural_ms > gap_ms:
        assert figure.way is not None


@given(circuit=CIRCUITS, natural_ms=NATURAL, data=st.data())
def test_the_counted_rep_wins(circuit: str, natural_ms: int, data: st.DataObject) -> None:
    """Whatever time a way would need: at each hard end that counts the body is there."""
    timeline = timeline_of(circuit)
    step = data.draw(st.sampled_from([one for one in moves(timeline) if one.reps]))
    rep = data.draw(st.sampled_from(sorted({1, 2, step.reps - 1, step.reps} & {*range(99)})))
    if not 1 <= rep <= step.reps:
        return
    at, figure = shown(
        timeline, step.start_ms + step.rep_start_ms(rep) + step.hard_end_ms, natural_ms
    )
    assert at.counted == rep
    assert figure.way is None
    assert (figure.side, figure.phase) == (at.side, at.figure_phase)


@given(circuit=CIRCUITS, natural_ms=NATURAL, data=st.data())
def test_no_more_is_taken_from_the_moves_than_is_needed(
    circuit: str, natural_ms: int, data: st.DataObject
) -> None:
    """First the time between the moves, then that before the first hard end, then the last one's."""
    timeline = timeline_of(circuit)
    step = data.draw(st.sampled_from(moves(timeline)))
    passage = passage_into(timeline, step, lambda *_: natural_ms)
    gap_start_ms = _gap_start_ms(timeline, step)
    assert passage.end_ms <= step.start_ms + first_room_ms(step)
    assert passage.length_ms <= natural_ms
    if passage.length_ms < natural_ms:
        assert passage.end_ms == step.start_ms + first_room_ms(step)
    if passage.start_ms < gap_start_ms:
        assert natural_ms > step.start_ms + first_room_ms(step) - gap_start_ms
    else:
        assert passage.start_ms == gap_start_ms


def _gap_start_ms(timeline: Timeline, step: Step) -> int:
    before = next((one for one in reversed(moves(timeline)) if one.index < step.index), None)
    return 0 if before is None else before.end_ms


@given(circuit=CIRCUITS, natural_ms=st.integers(min_value=500, max_value=9_000), data=st.data())
def test_the_share_of_a_way_runs_evenly_from_0(
    circuit: str, natural_ms: int, data: st.DataObject
) -> None:
    """Ten ms later it is a little further, on the same way, or it has arrived in the start pose."""
    timeline = timeline_of(circuit)
    step = data.draw(st.sampled_from(moves(timeline)))
    passage = passage_into(timeline, step, lambda *_: natural_ms)
    at_ms = data.draw(st.integers(passage.start_ms, passage.end_ms - 1))
    _, figure = shown(timeline, at_ms, natural_ms)
    assert figure.way is not None
    assert 0.0 <= figure.way.share < 1.0
    _, later = shown(timeline, at_ms + 10, natural_ms)
    by = 10 / passage.length_ms
    if later.way is None:
        assert figure.way.share >= 1 - by - 1e-9
        assert later.phase == pytest.approx(0.0, abs=0.02)
    else:
        assert later.way.before == figure.way.before
        assert later.way.share - figure.way.share == pytest.approx(by)


@given(circuit=CIRCUITS, natural_ms=NATURAL, data=st.data())
def test_a_way_begins_where_the_last_move_ended(
    circuit: str, natural_ms: int, data: st.DataObject
) -> None:
    timeline = timeline_of(circuit)
    step = data.draw(st.sampled_from(moves(timeline)))
    passage = passage_into(timeline, step, lambda *_: natural_ms)
    assume(passage.length_ms > 0)
    at_ms = data.draw(st.integers(passage.start_ms, passage.end_ms - 1))
    _, figure = shown(timeline, at_ms, natural_ms)
    assert figure.way is not None
    before = figure.way.before
    ends = [Stand()]
    for step in moves(timeline):
        for early_ms in (1, 3_000):
            end = timeline.position_in(step.index, step.duration_ms - early_ms)
            ends.append(Stand(step.exercise, step.variant, end.side))
    assert replace(before, phase=0.0) in ends


@given(circuit=CIRCUITS, natural_ms=NATURAL, data=st.data())
def test_between_two_frames_the_figure_never_leaps(
    circuit: str, natural_ms: int, data: st.DataObject
) -> None:
    """Its phase moves no faster than twice a fast repetition, in rests and while the picture catches up.

    Moves done in turn change the leg on the way, so phases of two legs are not compared.
    """
    timeline = timeline_of(circuit)
    at_ms = data.draw(times(timeline))
    if at_ms + 16 >= timeline.length_ms:
        return
    (at, one), (after, two) = (shown(timeline, ms, natural_ms) for ms in (at_ms, at_ms + 16))
    if one.way is None and two.way is None and one.side is two.side and at.step is after.step:
        turn = (two.phase - one.phase + 0.5) % 1.0 - 0.5
        assert -1e-9 <= turn <= 16 / 500


@given(circuit=CIRCUITS, natural_ms=st.integers(min_value=2_000, max_value=9_000), data=st.data())
def test_a_picture_that_was_late_is_on_time_again(
    circuit: str, natural_ms: int, data: st.DataObject
) -> None:
    """After a way at once it runs behind the session, never ahead, and only for a while."""
    timeline = timeline_of(circuit)
    at_ms = data.draw(times(timeline))
    at, figure = shown(timeline, at_ms, natural_ms)
    if not at.step.kind.is_move or figure.way is not None:
        return
    step = at.step
    until_ms = step.lead_in_ms + step.hard_end_ms
    if not step.counts_reps:
        until_ms = CATCH_UP * first_room_ms(step)
    if at.offset_ms >= until_ms:
        assert (figure.side, figure.phase) == (at.side, at.figure_phase)


def test_a_move_that_follows_at_once_is_led_into() -> None:
    """The easy bridge before the first squat leaves no time; the clock goes on all the same."""
    timeline = timeline_of("foundation")
    squat = next(step for step in timeline.steps if step.move == "squat/chair")
    bridge = timeline.steps[squat.index - 1]
    assert bridge.end_ms == squat.start_ms
    at, figure = shown(timeline, squat.start_ms + 300, 4_000)
    assert figure.way is not None
    assert figure.way.before.exercise is bridge.exercise
    assert figure.way.share == pytest.approx((4_000 - first_room_ms(squat) + 300) / 4_000)
    assert at.offset_ms == 300
    at, early = shown(timeline, bridge.end_ms - 300, 4_000)
    assert at.counted == bridge.reps
    assert early.way is not None
    assert early.way.after == Stand.at_start(squat, Side.BOTH)


def test_two_rests_in_a_row_show_the_move_once() -> None:
    """As one rest of their length would: the demonstration does not begin again."""
    timeline = timeline_of("foundation")
    index = next(
        one.index
        for one in timeline.steps
        if one.kind is StepKind.REST and one.duration_ms >= 15_000
    )
    rest = timeline.steps[index]
    half = rest.duration_ms // 2
    steps = [
        *timeline.steps[:index],
        replace(rest, duration_ms=half),
        replace(rest, start_ms=rest.start_ms + half, duration_ms=rest.duration_ms - half),
        *timeline.steps[index + 1 :],
    ]
    two = replace(timeline, steps=tuple(replace(one, index=i) for i, one in enumerate(steps)))
    for at_ms in range(rest.start_ms, rest.end_ms, 100):
        (_, one), (_, other) = shown(timeline, at_ms), shown(two, at_ms)
        assert one.phase == other.phase


def test_turning_over_begins_at_once_and_takes_its_time() -> None:
    timeline = timeline_of("foundation")
    clam = next(step for step in timeline.steps if step.move == "clam/standard")
    switch = timeline.steps[clam.index + 1]
    assert switch.kind is StepKind.SWITCH
    _, figure = shown(timeline, switch.start_ms + 1_500)
    assert figure.way is not None
    assert (figure.way.before.side, figure.side) == (Side.LEFT, Side.RIGHT)
    assert figure.way.share == pytest.approx(0.5)
    _, over = shown(timeline, switch.start_ms + 3_000)
    assert replace(over, life=None) == Figure(side=Side.RIGHT)


def test_the_first_move_is_entered_from_standing_in_the_count_in() -> None:
    _, figure = shown(timeline_of("foundation"), 500)
    assert figure.way is not None
    assert figure.way.before == Stand()


def test_what_is_left_out_is_not_walked_through() -> None:
    """A move dropped after pain was not done, so nobody gets up from it."""
    timeline = timeline_of("foundation")
    clams = [step for step in timeline.steps if step.move == "clam/standard"][:2]
    cut = timeline.without(frozenset({clams[1].index}))
    _, figure = shown(cut, clams[0].end_ms + 100)
    assert figure.way is not None
    assert figure.way.before.side is Side.LEFT


def test_in_a_pause_the_way_stands_still() -> None:
    engine = SessionEngine(timeline=timeline_of("foundation"))
    engine.start(0)
    for now_ms in range(0, 1_001, 100):
        engine.advance(now_ms)
    running = frame_of(engine.view(1_000), engine.timeline, Told()).figure
    engine.pause(1_000)
    engine.advance(2_000)
    paused = frame_of(engine.view(2_000), engine.timeline, Told()).figure
    assert running.way is not None
    assert paused == running


@given(
    circuit=CIRCUITS,
    since_ms=st.integers(min_value=0, max_value=40_000),
    remaining_ms=st.integers(min_value=0, max_value=40_000),
    data=st.data(),
)
def test_a_rest_shows_the_move_once_and_is_back_in_time(
    circuit: str, since_ms: int, remaining_ms: int, data: st.DataObject
) -> None:
    step = data.draw(st.sampled_from(moves(timeline_of(circuit))))
    assert 0.0 <= rest_pose(step, since_ms=since_ms, remaining_ms=remaining_ms)[0] <= 1.0
    whole_ms = since_ms + remaining_ms
    assert rest_pose(step, since_ms=0, remaining_ms=whole_ms)[0] == 0.0
    assert rest_pose(step, since_ms=whole_ms, remaining_ms=0)[0] in (0.0, 1.0)
    is_in_turn = step.exercise is not None and step.exercise.laterality is Laterality.IN_TURN
    if whole_ms >= 12_000 and not is_in_turn:
        middle, _ = rest_pose(step, since_ms=whole_ms - DEMONSTRATION_MS, remaining_ms=4_000)
        assert 0.05 < middle < 0.95


def test_a_brief_rest_shows_the_start_pose_only() -> None:
    clam = next(step for step in moves(timeline_of("foundation")) if step.move == "clam/standard")
    for since_ms in range(0, 5_500, 500):
        phase, still = rest_pose(clam, since_ms=since_ms, remaining_ms=5_500 - since_ms)
        assert phase == 0.0
        assert still == Still(since_ms=since_ms, left_ms=5_500 - since_ms)


@given(circuit=CIRCUITS, data=st.data())
def test_a_natural_length_is_a_few_seconds_and_none_where_nothing_changes(
    circuit: str, data: st.DataObject
) -> None:
    first, last = (data.draw(st.sampled_from(moves(timeline_of(circuit)))) for _ in range(2))
    before = Stand.at_start(first, first.working_side(1))
    after = Stand.at_start(last, last.working_side(1))
    assert 1_500 <= usual_length(Stand(), after) <= 4_000
    length_ms = usual_length(before, after)
    assert length_ms == 0 if before.place == after.place else 1_500 <= length_ms <= 4_000
