"""The numbers of a summary are counted from what happened; not answered is not zero."""

from __future__ import annotations

from gluteapp.core.clock import ManualClock
from gluteapp.core.events import FeltAsked
from gluteapp.core.exercise import Region
from gluteapp.core.session import Felt, Pain, Question
from gluteapp.core.view import EngineState
from gluteapp.services.simulation import play_through
from gluteapp.services.summary_facts import facts_of
from gluteapp.services.training import SessionRunner

WORK_SETS = 7


def play_until(runner: SessionRunner, clock: ManualClock, at_ms: int) -> None:
    if runner.view().state is EngineState.READY:
        runner.start()
    while runner.view().position.at_ms < at_ms:
        clock.move(min(500, at_ms - runner.view().position.at_ms))
        runner.poll()


def test_a_session_without_answers_has_none(runner: SessionRunner, clock: ManualClock) -> None:
    play_through(runner, clock.move)
    facts = facts_of(runner.record())
    assert (facts.sets_done, facts.sets_planned) == (WORK_SETS, WORK_SETS)
    assert (facts.usual_effort, facts.pain_max) == (None, None)
    assert facts.glute_first == (None,) * WORK_SETS
    assert (facts.glute_first_count, facts.glute_answered_count) == (0, 0)
    assert facts.open_answers == WORK_SETS
    assert (facts.pauses, facts.paused_ms) == (0, 0)
    assert facts.done_ms == sum(one.opened.planned_ms for one in runner.record().work_sets)


def test_answers_are_counted_by_sets(runner: SessionRunner, clock: ManualClock) -> None:
    said = iter(
        [
            (5, Felt(most=Region.GLUTE_CENTRE), 0),
            (2, None, None),
            (2, Felt(most=Region.HAMSTRING, also=(Region.GLUTE_SIDE,)), 3),
            (4, Felt(most=None, also=(Region.GLUTE_SIDE,)), None),
        ]
    )

    def answer(runner: SessionRunner, _: FeltAsked) -> None:
        effort, felt, score = next(said, (None, None, None))
        if effort is not None:
            runner.answer(Question.EFFORT, effort)
        if felt is not None:
            runner.answer(Question.FELT, felt)
        if score is not None:
            runner.answer(Question.PAIN, Pain(score=score))

    play_through(runner, clock.move, when_asked=answer)
    facts = facts_of(runner.record())
    assert facts.usual_effort == 3
    # The pair of clams was asked about as one: both of its sets have the answer.
    assert facts.glute_first == (True, False, False, None, None, None, None)
    assert (facts.glute_first_count, facts.glute_answered_count) == (1, 3)
    assert facts.pain_max == 3
    assert facts.open_answers == WORK_SETS - 4


def test_pauses_are_counted_when_they_are_over(runner: SessionRunner, clock: ManualClock) -> None:
    play_until(runner, clock, 50_000)
    for pause_ms in (20_000, 5_000):
        runner.pause()
        clock.move(pause_ms)
        runner.resume()
        play_until(runner, clock, runner.view().position.at_ms + 20_000)
    runner.pause()
    runner.finish()
    facts = facts_of(runner.record())
    assert facts.pauses == 2
    assert facts.paused_ms >= 25_000


def test_only_sets_done_to_their_end_count_as_done(
    runner: SessionRunner, clock: ManualClock
) -> None:
    play_until(runner, clock, 50_000)
    runner.skip()
    play_until(runner, clock, runner.timeline.steps[5].start_ms + 3_000)
    runner.finish()
    record = runner.record()
    facts = facts_of(record)
    assert (facts.sets_done, facts.sets_planned, facts.open_answers) == (0, WORK_SETS, 0)
    assert len(facts.glute_first) == 2
    assert facts.done_ms == sum(one.done_ms for one in record.work_sets) > 0


def test_a_set_done_again_counts_once_but_its_pain_stays(
    runner: SessionRunner, clock: ManualClock
) -> None:
    play_until(runner, clock, 81_000)
    runner.answer(Question.PAIN, Pain(score=4))
    runner.redo()
    play_until(runner, clock, 81_000)
    runner.finish()
    facts = facts_of(runner.record())
    assert len(runner.record().sets) > len(runner.record().work_sets) + 1
    assert (facts.sets_done, len(facts.glute_first)) == (1, 1)
    assert facts.pain_max == 4
