"""Digests: what progress reads of a session, made once, and made anew when its facts change."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import closing

import pytest

from gluteapp.core.circuit import SessionMode
from gluteapp.core.clock import ManualClock
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Region, Side
from gluteapp.core.session import Felt, Form, HarderSide, Pain, Question, SessionRecord
from gluteapp.paths import Paths
from gluteapp.services.digests import Digests, local_day
from gluteapp.services.history import History
from gluteapp.services.ids import Ids
from gluteapp.services.simulation import play_through
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store

NewRunner = Callable[[], SessionRunner]
HOUR_MS = 3_600_000
MIDNIGHT_MS = 20_000 * 24 * HOUR_MS
"""A midnight in Greenwich."""


@pytest.fixture
def history(store: Store, ids: Ids) -> History:
    return History(store, ids)


@pytest.fixture
def digests(store: Store) -> Digests:
    return Digests(store)


def only(digests: Digests) -> SessionDigest:
    (found,) = digests.all()
    return found


def sets_of(digest: SessionDigest, side: Side) -> list[SetDigest]:
    return [one for one in digest.sets if one.side is side]


def test_a_session_that_runs_still_has_no_digest(
    runner: SessionRunner, digests: Digests, clock: ManualClock
) -> None:
    runner.start()
    assert digests.all() == []
    play_through(runner, clock.move)
    assert len(digests.all()) == 1


def test_it_tells_what_was_done_where(
    runner: SessionRunner, digests: Digests, clock: ManualClock
) -> None:
    play_through(runner, clock.move)
    found = only(digests)
    assert found.session_id == runner.session_id
    assert (found.mode, found.is_whole) == (SessionMode.CIRCUIT, True)
    work = [step for step in runner.timeline.steps if step.set_number is not None]
    assert [one.move for one in found.sets] == [step.move for step in work]
    assert [one.station for one in found.sets] == [step.move for step in work]
    assert [one.done_reps for one in found.sets] == [step.reps for step in work]
    assert all(one.is_completed and one.effort is None for one in found.sets)


def test_answers_and_corrections_are_in_it(
    runner: SessionRunner, digests: Digests, history: History, clock: ManualClock
) -> None:
    play_through(runner, clock.move)
    first = only(digests).sets[0]
    place = ((first.set_id,), runner.session_id)
    for question, answer in (
        (Question.EFFORT, 3),
        (Question.FELT, Felt(most=Region.GLUTE_SIDE)),
        (Question.HARDER, HarderSide.LEFT),
        (Question.PAIN, Pain(score=2)),
    ):
        history.answer(place[0], question, answer, place[1])
    history.correct_set(first.set_id, done_reps=4, reason=StopReason.SKIPPED)
    now = only(digests).sets[0]
    assert (now.effort, now.form, now.felt_most) == (3, Form.CLEAN, Region.GLUTE_SIDE)
    assert (now.harder, now.pain, only(digests).pain_max) == (HarderSide.LEFT, 2, 2)
    assert (now.done_reps, now.reason, now.is_corrected) == (4, StopReason.SKIPPED, True)
    assert not now.is_completed


def test_a_version_taken_during_the_session_is_told_with_what_was_planned(
    runner: SessionRunner, digests: Digests, history: History, clock: ManualClock
) -> None:
    runner.start()
    while runner.view().position.step.move != "clam/standard":
        clock.move(1000)
        runner.poll()
    clock.move(20_000)
    runner.poll()
    assert runner.ease()
    play_through(runner, clock.move)
    eased = [one for one in only(digests).sets if one.station == "clam/standard"]
    assert {(one.move, one.planned_move) for one in eased} == {("clam/easy", "clam/standard")}
    others = [one for one in only(digests).sets if one.station != "clam/standard"]
    assert {one.planned_move for one in others} == {None}
    # A version that is corrected afterwards is what was done.
    history.correct_set(eased[0].set_id, variant="standard")
    history.correct_set(others[0].set_id, variant="easy")
    now = {one.set_id: (one.move, one.planned_move) for one in only(digests).sets}
    assert now[eased[0].set_id] == ("clam/standard", None)
    assert now[others[0].set_id] == ("bridge/easy", None)


def test_sets_done_before_an_easier_version_was_taken_are_as_planned(
    runner: SessionRunner, digests: Digests, clock: ManualClock
) -> None:
    runner.start()
    while not runner.asked_steps:
        clock.move(1000)
        runner.poll()
    asked = runner.asked_steps[-1]
    while runner.view().position.step.move != "squat/standard":
        clock.move(1000)
        runner.poll()
    runner.ease(next(one.index for one in runner.timeline.steps if one.move == "clam/standard"))
    play_through(runner, clock.move)
    assert runner.timeline.steps[asked].move == "bridge/standard"
    clams = [one for one in only(digests).sets if one.station == "clam/standard"]
    assert [one.planned_move for one in clams] == [None, None, "clam/standard", "clam/standard"]


def test_a_deleted_session_is_gone_and_comes_back(
    runner: SessionRunner, digests: Digests, history: History, clock: ManualClock
) -> None:
    play_through(runner, clock.move)
    before = only(digests)
    history.remove(runner.session_id)
    assert digests.all() == []
    history.restore(runner.session_id)
    assert only(digests) == before


def test_a_few_can_be_made_at_a_time(
    new_runner: NewRunner, digests: Digests, clock: ManualClock
) -> None:
    for _ in range(3):
        play_through(new_runner(), clock.move)
    assert digests.make_missing(2) == 1
    assert digests.make_missing(2) == 0
    assert len(digests.all()) == 3


@pytest.mark.parametrize(
    ("utc_ms", "offset_min", "days_later"),
    [
        (MIDNIGHT_MS, 0, 0),
        (MIDNIGHT_MS - 1, 0, -1),
        (MIDNIGHT_MS - 1, 60, 0),
        (MIDNIGHT_MS, -60, -1),
        (MIDNIGHT_MS + 23 * HOUR_MS, 120, 1),
    ],
)
def test_the_day_is_the_local_one(utc_ms: int, offset_min: int, days_later: int) -> None:
    assert local_day(utc_ms, offset_min) == local_day(MIDNIGHT_MS, 0) + days_later


def test_a_digest_that_cannot_be_read_is_made_anew(
    runner: SessionRunner,
    digests: Digests,
    store: Store,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    play_through(runner, clock.move)
    before = only(digests)
    for damage in ("replace(value, '\"circuit\"', '\"secret\"')", "'nonsense'", "''"):
        store._database.connection.execute(
            f"UPDATE derived SET value = {damage} WHERE what = 'digest'"
        )
        with caplog.at_level(logging.INFO, "gluteapp.progress"):
            assert digests.after(None) == [before]
        assert caplog.records.pop().getMessage().startswith(f"the digest of {before.session_id}")
        assert "secret" not in caplog.text
        assert digests.some([before.session_id]) == [before]
        assert not caplog.records, "it was kept again"


def test_what_another_program_writes_meanwhile_is_in_the_next_digest(
    runner: SessionRunner,
    store: Store,
    paths: Paths,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    play_through(runner, clock.move)
    with closing(Store.open(paths.database, clock=clock)) as other:
        ids = Ids(clock=clock, device_id=other.device_id, after=other.newest_id())
        read_sessions = store.sessions_of

        def written_between(session_ids: Sequence[str]) -> list[SessionRecord]:
            records = read_sessions(session_ids)
            History(other, ids).correct_set(records[0].work_sets[0].id, done_reps=1)
            return records

        with monkeypatch.context() as patched:
            patched.setattr(store, "sessions_of", written_between)
            Digests(store).all()
    assert only(Digests(store)).sets[0].done_reps == 1
