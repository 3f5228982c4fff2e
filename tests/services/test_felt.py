"""Where a move was felt the last time: this session before an earlier one, the newest answer first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock, Millis
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import SetFinished
from gluteapp.core.exercise import Region
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.session import Felt, Question
from gluteapp.services.felt import LastFelt, cramped, felt_before, felt_last, with_cramp
from gluteapp.services.history import History
from gluteapp.services.ids import Ids
from gluteapp.services.simulation import play_through
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store
from tests.progress_content import LIBRARY

NewRunner = Callable[[], SessionRunner]
BRIDGE, CLAMS, MORE_CLAMS = 3, (5, 7), (13, 15)
CENTRE, SIDE = Felt(most=Region.GLUTE_CENTRE), Felt(most=Region.GLUTE_SIDE)
HAMSTRING = Felt(most=Region.HAMSTRING, also=(Region.GLUTE_CENTRE,))


@pytest.fixture
def history(store: Store, ids: Ids) -> History:
    return History(store, ids)


def last_felt(history: History, runner: SessionRunner) -> LastFelt:
    """As the app asks when a session is made."""
    return LastFelt(
        before=felt_before(history.sessions()),
        timeline=lambda: runner.timeline,
        answers=runner.answers,
    )


def play_to(runner: SessionRunner, clock: ManualClock, at_ms: Millis) -> None:
    while runner.view().position.at_ms < at_ms:
        clock.move(500)
        runner.poll()


def session(
    new_runner: NewRunner, clock: ManualClock, felt: dict[tuple[int, ...], Felt | None]
) -> str:
    """A whole session with these answers; its id."""
    runner = new_runner()
    play_through(runner, clock.move)
    for steps, answer in felt.items():
        runner.answer(Question.FELT, answer, steps)
    clock.move(86_400_000)
    return runner.session_id


def test_nothing_was_felt_before_the_first_answer(
    new_runner: NewRunner, clock: ManualClock, history: History
) -> None:
    session(new_runner, clock, {})
    assert last_felt(history, new_runner())("clam") is None


def test_the_newest_answered_set_of_an_earlier_session_counts_for_each_move(
    new_runner: NewRunner, clock: ManualClock, history: History
) -> None:
    """A session without an answer hides none; the second round of one is newer than its first."""
    session(new_runner, clock, {(BRIDGE,): HAMSTRING, CLAMS: CENTRE})
    session(new_runner, clock, {CLAMS: CENTRE, MORE_CLAMS: SIDE})
    session(new_runner, clock, {})
    felt = last_felt(history, new_runner())
    assert felt("bridge") is Region.HAMSTRING
    assert felt("clam") is Region.GLUTE_SIDE
    assert felt("squat") is None


def test_an_answer_taken_back_and_a_session_removed_were_not_felt(
    new_runner: NewRunner, clock: ManualClock, history: History, store: Store
) -> None:
    older = session(new_runner, clock, {CLAMS: CENTRE})
    removed = session(new_runner, clock, {CLAMS: SIDE})
    newest = session(new_runner, clock, {CLAMS: HAMSTRING})
    assert last_felt(history, new_runner())("clam") is Region.HAMSTRING
    clams = tuple(one.id for one in store.session(newest).sets if one.opened.step in CLAMS)
    history.answer(clams, Question.FELT, None, newest)
    assert last_felt(history, new_runner())("clam") is Region.GLUTE_SIDE
    history.remove(removed)
    assert last_felt(history, new_runner())("clam") is Region.GLUTE_CENTRE
    history.remove(older)
    assert last_felt(history, new_runner())("clam") is None


def test_this_session_wins_over_the_last_one_as_soon_as_it_is_said(
    new_runner: NewRunner, clock: ManualClock, history: History
) -> None:
    session(new_runner, clock, {CLAMS: CENTRE})
    runner = new_runner()
    felt = last_felt(history, runner)
    done: list[int] = []
    runner.listen(lambda event: done.append(event.step) if isinstance(event, SetFinished) else None)
    runner.start()
    play_to(runner, clock, 175_000)
    assert done[-1] == CLAMS[1]
    assert felt("clam") is Region.GLUTE_CENTRE
    runner.answer(Question.FELT, SIDE)
    assert felt("clam") is Region.GLUTE_SIDE
    runner.answer(Question.FELT, None)
    assert felt("clam") is Region.GLUTE_CENTRE


def test_what_a_newer_session_left_open_is_not_told_again(
    new_runner: NewRunner, clock: ManualClock, history: History
) -> None:
    """The cue stays until there is another answer, but it is news only once."""
    session(new_runner, clock, {(BRIDGE,): HAMSTRING, CLAMS: CENTRE})
    assert felt_last(history.sessions()) == {
        "bridge": Region.HAMSTRING,
        "clam": Region.GLUTE_CENTRE,
    }
    session(new_runner, clock, {CLAMS: SIDE})
    assert felt_last(history.sessions()) == {"clam": Region.GLUTE_SIDE}
    assert felt_before(history.sessions())["bridge"] is Region.HAMSTRING


def test_a_move_left_out_of_the_newest_session_is_told_of_still(
    new_runner: NewRunner, clock: ManualClock, history: History
) -> None:
    session(new_runner, clock, {CLAMS: SIDE})
    runner = new_runner()
    runner.start()
    play_to(runner, clock, 75_000)
    runner.finish()
    assert felt_last(history.sessions()) == {"clam": Region.GLUTE_SIDE}


# Cramp


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, Felt(most=Region.HAMSTRING)),
        (Felt(most=Region.NOTHING_MUCH), Felt(most=Region.HAMSTRING)),
        (CENTRE, HAMSTRING),
        (HAMSTRING, HAMSTRING),
    ],
)
def test_a_cramp_was_felt_most_in_the_hamstring(before: Felt | None, after: Felt) -> None:
    assert with_cramp(before) == after


def test_a_cramp_is_in_the_record_until_the_answer_is_another(
    new_runner: NewRunner, clock: ManualClock, history: History
) -> None:
    runner = new_runner()
    play_through(runner, clock.move)
    runner.answer(Question.FELT, CENTRE, (BRIDGE,))
    runner.note_cramp((BRIDGE,))
    record = history.open(runner.session_id)
    (bridge,) = (one for one in record.sets if one.opened.step == BRIDGE)
    assert bridge.felt == HAMSTRING
    assert bridge.pain is None
    assert cramped(record) == {"bridge"}
    history.answer((bridge.id,), Question.FELT, CENTRE, record.id)
    assert cramped(history.open(record.id)) == frozenset()


def test_no_exercise_no_cramp(new_runner: NewRunner, clock: ManualClock, history: History) -> None:
    runner = new_runner()
    play_through(runner, clock.move)
    runner.note_cramp((BRIDGE - 1,))
    record = history.open(runner.session_id)
    assert cramped(record) == frozenset()
    assert felt_before((record,)) == {}


def test_after_a_cramp_the_frog_pump_stands_in_for_an_easier_bridge(
    clock: ManualClock, store: Store, ids: Ids
) -> None:
    rows = [
        {"kind": "count_in", "seconds": 10, "title": "Get ready"},
        {"kind": "work", "seconds": 30, "exercise": "glute_bridge", "side": "both"},
        {"kind": "rest", "seconds": 20, "title": "Rest"},
        {"kind": "work", "seconds": 30, "exercise": "glute_bridge", "side": "both"},
    ]
    for row in rows:
        if row["kind"] == "work":
            row["variant"] = "small_range"
    named = {"id": "b", "title": "B", "summary": "B", "level": 1, "seconds": 90}
    circuit = Circuit.model_validate({**named, "steps": rows})
    runner = SessionRunner(
        clock=clock,
        engine=SessionEngine(timeline=lay_out(circuit, LIBRARY, Options())),
        store=store,
        ids=ids,
        library=LIBRARY,
        app_version="1",
    )
    runner.start()
    play_to(runner, clock, 45_000)
    assert runner.easier_move(3) is None
    assert not runner.ease(3)
    assert runner.ease(3, is_cramp=True)
    assert runner.timeline.steps[3].move == "frog_pump/standard"
