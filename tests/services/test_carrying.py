"""What a brief rest had no time to ask stays open for later: which sets, in which order, how long."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Library, Region
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.session import Felt, Pain, Question
from gluteapp.core.snapshot import Snapshot
from gluteapp.core.view import EngineState
from gluteapp.services.carrying import hurried_past, is_brief
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store
from tests.small_content import STEPS

NewRunner = Callable[[], SessionRunner]

SQUAT, BRIEF_REST, MARCHING, ROUND_REST = 9, 10, 11, 12
CLAM_LEFT, CLAM_RIGHT = 5, 7
GLUTE = Felt(most=Region.GLUTE_CENTRE)


@pytest.fixture
def hurried(small_circuit: Circuit) -> Circuit:
    """The small circuit with a brief rest after its first pair too."""
    rows = [dict(row) for row in STEPS]
    rows[CLAM_RIGHT + 1]["seconds"] = 7
    rows[-4]["seconds"] += 7
    fields = small_circuit.model_dump(exclude_none=True) | {"steps": rows}
    return Circuit.model_validate(fields)


def start_of(index: int) -> int:
    """Where a step of the small circuit starts, in ms."""
    return sum(int(row["seconds"]) for row in STEPS[:index]) * 1000


def run_to(runner: SessionRunner, clock: ManualClock, at_ms: int) -> None:
    """Play until the timeline stands at a time."""
    if runner.view().state is EngineState.READY:
        runner.start()
    while runner.view().position.at_ms < at_ms:
        clock.move(min(1_000, at_ms - runner.view().position.at_ms))
        runner.poll()


def test_a_switch_hurries_past_nothing_and_a_brief_rest_past_all_it_asks_about(
    hurried: Circuit, small_library: Library
) -> None:
    """The switch after the first side is followed by a rest that asks about both."""
    timeline = lay_out(hurried, small_library, Options())
    whole = hurried_past(timeline, len(timeline.steps))
    assert whole == ((CLAM_LEFT, CLAM_RIGHT), (SQUAT,))
    assert hurried_past(timeline, BRIEF_REST) == whole[:1]
    assert is_brief(timeline.steps[CLAM_LEFT + 1])
    assert not is_brief(timeline.steps[ROUND_REST])


def test_it_is_carried_until_felt_and_pain_are_said(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """And kept for the sets it is about, whatever was done since."""
    run_to(runner, clock, start_of(BRIEF_REST) + 500)
    assert runner.asked_steps == (SQUAT,)
    before = [*runner.carried_steps]
    run_to(runner, clock, start_of(ROUND_REST) + 500)
    after = [*runner.carried_steps]
    assert (before, after) == ([], [(SQUAT,)])
    runner.answer(Question.FELT, GLUTE, (SQUAT,))
    assert [*runner.carried_steps] == after
    runner.answer(Question.PAIN, Pain(score=0), (SQUAT,))
    assert [*runner.carried_steps] == []
    squat, marching = (
        next(one for one in runner.record().sets if one.opened.step == step)
        for step in (SQUAT, MARCHING)
    )
    assert (squat.felt, squat.pain) == (GLUTE, Pain(score=0))
    assert (marching.felt, marching.pain) == (None, None)


def test_an_answer_taken_back_is_open_again(runner: SessionRunner, clock: ManualClock) -> None:
    """No answer is no answer."""
    run_to(runner, clock, start_of(ROUND_REST) + 500)
    runner.answer(Question.FELT, GLUTE, (SQUAT,))
    for pain in (Pain(score=0), None):
        runner.answer(Question.PAIN, pain, (SQUAT,))
    assert runner.carried_steps == ((SQUAT,),)


def test_of_a_set_that_was_passed_over_nothing_is_asked(
    runner: SessionRunner, clock: ManualClock
) -> None:
    """Nothing was felt in it."""
    run_to(runner, clock, start_of(SQUAT) + 100)
    runner.skip()
    run_to(runner, clock, start_of(ROUND_REST) + 500)
    assert runner.carried_steps == ()


@pytest.mark.parametrize("is_skipped", [False, True])
def test_it_is_carried_over_a_crash(
    new_runner: NewRunner,
    store: Store,
    clock: ManualClock,
    small_circuit: Circuit,
    small_library: Library,
    is_skipped: bool,
) -> None:
    """A new process asks what the old one did not come to, and nothing about what was skipped."""
    first = new_runner()
    run_to(first, clock, start_of(SQUAT) + 100)
    if is_skipped:
        first.skip()
    run_to(first, clock, start_of(ROUND_REST) + 500)
    record = store.unfinished()
    assert record is not None
    saved = store.bookmark(record.id)
    assert saved is not None
    second = new_runner()
    timeline = lay_out(small_circuit, small_library, Options())
    second.go_on(store.session(record.id), Snapshot.model_validate(saved[0]), timeline)
    assert second.carried_steps == (() if is_skipped else ((SQUAT,),))


def test_a_move_of_before_can_be_ended(runner: SessionRunner, clock: ManualClock) -> None:
    """Strong pain is said about the sets that are asked about, not about those done last."""
    run_to(runner, clock, start_of(ROUND_REST) + 500)
    runner.drop_move(CLAM_RIGHT)
    steps = runner.timeline.steps
    dropped = {step.exercise.id for step in steps if step.is_dropped and step.exercise is not None}
    assert dropped == {"clam"}
    runner.finish()
    assert all(one.reason is not StopReason.PAIN for one in runner.record().sets)
