"""Past sessions: seen, answered later, corrected, deleted and brought back; the one cut off saved."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gluteapp.core.clock import ManualClock
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Region
from gluteapp.core.session import Felt, Form, Pain, Question, RepDone, SessionRecord, SetRecord
from gluteapp.core.view import EngineState
from gluteapp.services.history import HOUR_MS, History, UnfinishedOffer
from gluteapp.services.ids import Ids
from gluteapp.services.simulation import play_through
from gluteapp.services.summary_facts import last_sign_utc_ms
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store

NewRunner = Callable[[], SessionRunner]

MINUTE_MS = 60_000
BRIDGE_STEP = 3
CLAM_STEPS = (5, 7)


@pytest.fixture
def history(store: Store, ids: Ids) -> History:
    return History(store, ids)


def play_until(runner: SessionRunner, clock: ManualClock, at_ms: int) -> None:
    """Play to a place of the timeline and leave the session there, as a kill would."""
    if runner.view().state is EngineState.READY:
        runner.start()
    while runner.view().position.at_ms < at_ms:
        clock.move(min(500, at_ms - runner.view().position.at_ms))
        runner.poll()


def work_set(record: SessionRecord, step: int) -> SetRecord:
    (found,) = [one for one in record.sets if one.opened.step == step]
    return found


def offered(history: History, clock: ManualClock) -> UnfinishedOffer:
    offer = history.unfinished_offer(clock.read().utc_ms)
    assert offer is not None
    return offer


# Looking


def test_an_empty_history_says_so(history: History, clock: ManualClock) -> None:
    now_ms = clock.read().utc_ms
    assert history.sessions() == []
    assert history.unfinished_offer(now_ms) is None


def test_the_list_has_closed_sessions_only(
    history: History, new_runner: NewRunner, clock: ManualClock
) -> None:
    done = new_runner()
    play_through(done, clock.move)
    cut_off = new_runner()
    play_until(cut_off, clock, 80_000)
    assert [one.id for one in history.sessions()] == [done.session_id]
    assert history.open(done.session_id) == done.record()


def test_a_session_was_last_alive_at_its_end(
    history: History, runner: SessionRunner, clock: ManualClock
) -> None:
    play_through(runner, clock.move)
    end_ms = clock.read().utc_ms
    assert last_sign_utc_ms(history.open(runner.session_id)) == pytest.approx(end_ms, abs=1_000)


def test_a_session_saved_days_later_is_as_old_as_its_last_repetition(
    history: History, runner: SessionRunner, clock: ManualClock
) -> None:
    play_until(runner, clock, 90_000)
    cut_ms = clock.read().utc_ms
    clock.move(48 * HOUR_MS)
    history.save_as_is(runner.session_id)
    last_ms = last_sign_utc_ms(history.open(runner.session_id))
    assert last_ms == pytest.approx(cut_ms, abs=60_000)


# Changing


def test_an_answer_given_later_counts_and_can_be_taken_back(
    history: History, runner: SessionRunner, clock: ManualClock
) -> None:
    play_through(runner, clock.move)
    pair = tuple(work_set(runner.record(), step).id for step in CLAM_STEPS)
    felt = Felt(most=Region.GLUTE_SIDE)
    history.answer(pair, Question.FELT, felt, runner.session_id)
    history.answer(pair[:1], Question.EFFORT, 4, runner.session_id)
    left, right = (work_set(runner.record(), step) for step in CLAM_STEPS)
    assert (left.felt, right.felt) == (felt, felt)
    assert (left.effort, right.effort) == (4, None)
    history.answer(pair, Question.FELT, None, runner.session_id)
    assert work_set(runner.record(), CLAM_STEPS[0]).felt is None


def test_an_effort_means_clean_unless_something_else_was_said(
    history: History, runner: SessionRunner, clock: ManualClock
) -> None:
    play_through(runner, clock.move)
    left, right = (work_set(runner.record(), step).id for step in CLAM_STEPS)
    history.answer((left,), Question.FORM, Form.SLIPPED, runner.session_id)
    history.answer((left, right), Question.EFFORT, 2, runner.session_id)
    assert [work_set(runner.record(), step).form for step in CLAM_STEPS] == [
        Form.SLIPPED,
        Form.CLEAN,
    ]


def test_an_effort_taken_back_or_of_an_unfinished_set_says_nothing_of_form(
    history: History, runner: SessionRunner, clock: ManualClock
) -> None:
    play_until(runner, clock, 50_000)
    runner.skip()
    runner.finish()
    bridge = work_set(runner.record(), BRIDGE_STEP)
    assert bridge.reason is StopReason.SKIPPED
    history.answer((bridge.id,), Question.EFFORT, 2, runner.session_id)
    history.answer((bridge.id,), Question.EFFORT, None, runner.session_id)
    bridge = work_set(runner.record(), BRIDGE_STEP)
    assert (bridge.effort, bridge.form) == (None, None)


def test_a_set_is_corrected(history: History, runner: SessionRunner, clock: ManualClock) -> None:
    play_through(runner, clock.move)
    bridge = work_set(runner.record(), BRIDGE_STEP)
    history.correct_set(bridge.id, done_reps=2, reason=StopReason.FINISHED_EARLY)
    history.correct_set(bridge.id, variant="easy")
    corrected = work_set(history.open(runner.session_id), BRIDGE_STEP)
    assert corrected.is_corrected
    assert (corrected.done_reps, corrected.variant) == (2, "easy")
    assert corrected.reason is StopReason.FINISHED_EARLY
    assert corrected.done_ms == bridge.done_ms


def test_a_deleted_session_is_gone_and_comes_back_as_it_was(
    history: History, runner: SessionRunner, clock: ManualClock
) -> None:
    play_through(runner, clock.move)
    before = history.open(runner.session_id)
    history.remove(runner.session_id)
    assert history.sessions() == []
    history.restore(runner.session_id)
    assert history.open(runner.session_id) == before
    assert [one.id for one in history.sessions()] == [runner.session_id]


# The session that was cut off


def test_a_session_cut_off_is_offered_where_it_stood(
    history: History, runner: SessionRunner, clock: ManualClock
) -> None:
    play_until(runner, clock, 60_000)
    reps = work_set(runner.record(), BRIDGE_STEP).reps
    offer = offered(history, clock)
    assert offer.record == runner.record()
    assert reps[-1].position_ms <= offer.position_ms <= 60_000
    assert offer.bookmark is not None
    assert offer.age_ms < 6_000


@pytest.mark.parametrize(
    ("minutes", "can_resume", "offers_warm_up"),
    [(1, True, False), (29, True, False), (31, True, True), (239, True, True), (241, False, False)],
)
def test_what_is_offered_depends_on_the_age(
    history: History,
    runner: SessionRunner,
    clock: ManualClock,
    minutes: int,
    can_resume: bool,
    offers_warm_up: bool,
) -> None:
    play_until(runner, clock, 60_000)
    clock.move(minutes * MINUTE_MS)
    offer = offered(history, clock)
    assert (offer.can_resume, offer.offers_warm_up) == (can_resume, offers_warm_up)


def test_a_wall_clock_set_back_makes_no_age_below_zero(
    history: History, runner: SessionRunner, clock: ManualClock
) -> None:
    play_until(runner, clock, 60_000)
    clock.sleep_machine(-HOUR_MS)
    assert offered(history, clock).age_ms == 0


def test_without_a_note_of_the_place_the_facts_tell_it_but_nothing_resumes(
    history: History, runner: SessionRunner, clock: ManualClock, store: Store
) -> None:
    runner.start()
    store.drop_bookmark(runner.session_id)
    offer = offered(history, clock)
    assert (offer.position_ms, offer.can_resume, offer.offers_warm_up) == (0, False, False)
    play_until(runner, clock, 60_000)
    store.drop_bookmark(runner.session_id)
    last_rep = work_set(runner.record(), BRIDGE_STEP).reps[-1]
    assert offered(history, clock).position_ms == last_rep.position_ms


def test_the_noted_place_counts_before_the_facts(
    history: History, runner: SessionRunner, clock: ManualClock, store: Store
) -> None:
    play_until(runner, clock, 60_000)
    store.save_bookmark(runner.session_id, {"position_ms": 59_000}, clock.read().utc_ms)
    assert offered(history, clock).position_ms == 59_000


def test_saving_as_it_is_keeps_everything_and_ends_the_offer(
    history: History, runner: SessionRunner, clock: ManualClock, store: Store
) -> None:
    play_until(runner, clock, 62_000)
    before = work_set(runner.record(), BRIDGE_STEP)
    assert before.done_reps > 0
    position_ms = offered(history, clock).position_ms
    history.save_as_is(runner.session_id)
    record = history.open(runner.session_id)
    bridge = work_set(record, BRIDGE_STEP)
    assert bridge.reason is StopReason.INTERRUPTED
    assert (bridge.done_reps, bridge.reps) == (before.done_reps, before.reps)
    assert 15_000 < bridge.done_ms <= 22_000
    assert record.closed is not None
    assert record.closed.end is SessionEnd.SAVED_AS_IS
    assert record.closed.position_ms == position_ms
    assert history.unfinished_offer(clock.read().utc_ms) is None
    assert store.bookmark(runner.session_id) is None
    assert [one.id for one in history.sessions()] == [record.id]


@pytest.mark.parametrize("bookmark", [None, {"step": 99, "offset_ms": 9}, {"step": BRIDGE_STEP}])
def test_without_a_note_the_time_of_an_open_set_comes_from_its_repetitions(
    history: History,
    runner: SessionRunner,
    clock: ManualClock,
    store: Store,
    bookmark: dict[str, object] | None,
) -> None:
    play_until(runner, clock, 62_000)
    store.drop_bookmark(runner.session_id)
    if bookmark is not None:
        store.save_bookmark(runner.session_id, bookmark, clock.read().utc_ms)
    reps: tuple[RepDone, ...] = work_set(runner.record(), BRIDGE_STEP).reps
    history.save_as_is(runner.session_id)
    done_ms = work_set(history.open(runner.session_id), BRIDGE_STEP).done_ms
    assert done_ms == reps[-1].position_ms - reps[0].position_ms > 0


def test_an_open_set_without_repetitions_or_note_was_not_worked_on(
    history: History, runner: SessionRunner, clock: ManualClock, store: Store
) -> None:
    play_until(runner, clock, 20_000)
    store.drop_bookmark(runner.session_id)
    history.save_as_is(runner.session_id)
    (march,) = history.open(runner.session_id).sets
    assert (march.done_reps, march.done_ms, march.reason) == (0, 0, StopReason.INTERRUPTED)


def test_a_discarded_session_is_gone_and_undoing_keeps_it_as_it_is(
    history: History, runner: SessionRunner, clock: ManualClock, store: Store
) -> None:
    play_until(runner, clock, 62_000)
    reps = work_set(runner.record(), BRIDGE_STEP).done_reps
    history.discard(runner.session_id)
    assert history.unfinished_offer(clock.read().utc_ms) is None
    assert history.sessions() == []
    assert store.bookmark(runner.session_id) is None
    history.restore(runner.session_id)
    (record,) = history.sessions()
    assert record.closed is not None
    assert record.closed.end is SessionEnd.SAVED_AS_IS
    assert work_set(record, BRIDGE_STEP).done_reps == reps


def test_pain_said_later_is_kept_with_its_spot(
    history: History, runner: SessionRunner, clock: ManualClock
) -> None:
    play_through(runner, clock.move)
    bridge = work_set(runner.record(), BRIDGE_STEP)
    history.answer((bridge.id,), Question.PAIN, Pain(score=3, spot="knee"), runner.session_id)
    assert work_set(runner.record(), BRIDGE_STEP).pain == Pain(score=3, spot="knee")
