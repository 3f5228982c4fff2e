"""What progress reads from the database: the newest word counts, and nothing derived outlives it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gluteapp.core.circuit import Load, StepKind
from gluteapp.core.clock import ManualClock
from gluteapp.core.coming_back import away_id
from gluteapp.core.decision import Choice, Decision, Direction, Rule, Verdict
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Family, Side
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.progress_facts import (
    BodyMassNoted,
    Decided,
    DecisionAnswered,
    MorningAnswered,
    ThingsNoted,
)
from gluteapp.core.session import (
    AnyFact,
    Felt,
    FeltAnswered,
    Marked,
    Question,
    RepDone,
    SessionClosed,
    SessionOpened,
    SessionRemoved,
    SetClosed,
    SetCorrected,
    SetOpened,
    Stamp,
)
from gluteapp.errors import StorageError
from gluteapp.services.ids import Ids
from gluteapp.storage.repositories import Store
from gluteapp.storage.shelf import PLAN

CLAM = "clam/standard"
DOSE = Prescription(move=CLAM, seconds=35)
LONGER = replace(DOSE, seconds=40)


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "history.db", clock=clock)) as opened:
        yield opened


@pytest.fixture
def ids(store: Store, clock: ManualClock) -> Ids:
    return Ids(clock=clock, device_id=store.device_id)


def opened_session(stamp: Stamp) -> SessionOpened:
    return SessionOpened(
        **stamp,
        circuit_id="foundation",
        circuit_title="Foundation",
        circuit_version=1,
        planned_ms=1,
        planned_sets=1,
        first_side=Side.LEFT,
        app_version="0",
    )


def opened_set(stamp: Stamp, session_id: str) -> SetOpened:
    return SetOpened(
        **stamp,
        session_id=session_id,
        step=1,
        kind=StepKind.WORK,
        exercise="clam",
        variant="standard",
        side=Side.LEFT,
        round=1,
        set_number=1,
        pair=None,
        planned_reps=7,
        planned_ms=35_000,
        tempo="2-1-2",
        load=Load(),
    )


def closed(stamp: Stamp, session_id: str) -> SessionClosed:
    return SessionClosed(**stamp, session_id=session_id, end=SessionEnd.COMPLETED, position_ms=1)


def add_session(store: Store, ids: Ids) -> tuple[str, str]:
    """A closed session with one set; the ids of both."""
    session = opened_session(ids.stamp())
    one = opened_set(ids.stamp(), session.id)
    store.append(session, one, closed(ids.stamp(), session.id))
    return session.id, one.id


def decided(ids: Ids, session_id: str, after: Prescription = LONGER) -> Decided:
    decision = Decision(
        session_id=session_id,
        circuit_id="foundation",
        station=CLAM,
        family=Family.ABDUCTION,
        rule=Rule.TWO_FOR_TWO,
        direction=Direction.UP,
        before=DOSE,
        after=after,
    )
    return Decided(**ids.stamp(), decision=decision, sentence="Five seconds more.")


def test_the_newest_decision_about_a_place_counts(store: Store, ids: Ids) -> None:
    first, second = add_session(store, ids)[0], add_session(store, ids)[0]
    told = [decided(ids, first), decided(ids, second), decided(ids, first, after=DOSE)]
    store.append(*told)
    assert store.progress.decisions() == {(first, CLAM): told[2], (second, CLAM): told[1]}
    assert store.progress.decisions([second]) == {(second, CLAM): told[1]}
    assert store.progress.decisions([]) == {}


def test_a_choice_can_be_changed_and_taken_back(store: Store, ids: Ids) -> None:
    session_id = add_session(store, ids)[0]

    def say(choice: Choice | None) -> None:
        stamp = ids.stamp()
        store.append(DecisionAnswered(**stamp, session_id=session_id, station=CLAM, choice=choice))

    say(Choice(verdict=Verdict.NOT_YET))
    changed = Choice(verdict=Verdict.CHANGED, instead=LONGER)
    say(changed)
    assert store.progress.choices() == {(session_id, CLAM): changed}
    say(None)
    assert store.progress.choices() == {}


def test_a_morning_counts_with_its_newest_answer(store: Store, ids: Ids) -> None:
    one, other, third = (add_session(store, ids)[0] for _ in range(3))

    def say(session_id: str, score: int | None, *, is_skipped: bool = False) -> None:
        stamp = ids.stamp()
        fact = MorningAnswered(**stamp, session_id=session_id, score=score, is_skipped=is_skipped)
        store.append(fact)

    say(one, 3)
    say(one, 1)
    say(other, None, is_skipped=True)
    say(third, 2)
    say(third, None)
    found = store.progress.mornings()
    assert {name: (fact.score, fact.is_skipped) for name, fact in found.items()} == {
        one: (1, False),
        other: (None, True),
    }


def test_only_sessions_that_count_have_derived_values(store: Store, ids: Ids) -> None:
    counted = add_session(store, ids)[0]
    running = opened_session(ids.stamp())
    removed = add_session(store, ids)[0]
    store.append(running, SessionRemoved(**ids.stamp(), session_id=removed, is_removed=True))
    assert store.progress.not_derived("x", "1") == [counted]
    store.progress.keep_derived("x", "1", {counted: "a", running.id: "b", removed: "c"})
    assert store.progress.derived("x", "1") == {counted: "a"}
    assert store.progress.derived("x", "2") == store.progress.derived("y", "1") == {}
    assert store.progress.not_derived("x", "2") == [counted]
    store.progress.keep_derived("x", "2", {counted: "new"})
    assert store.progress.derived("x", "2") == {counted: "new"}
    assert store.progress.derived("x", "1") == {}


def test_values_are_read_from_some_session_on(store: Store, clock: ManualClock, ids: Ids) -> None:
    first = add_session(store, ids)[0]
    clock.move(1_000)
    second = add_session(store, ids)[0]
    clock.move(-500)
    between = add_session(store, ids)[0]
    assert between > second, "ids go up although the clock was set back"
    shelf = store.progress
    shelf.keep_derived("x", "1", {first: "a", second: "b"})
    assert shelf.values("x", "1") == {first: "a", second: "b", between: None}
    assert shelf.values("x", "1", after=first) == {second: "b", between: None}
    assert shelf.values("x", "1", after=between) == {second: "b"}
    assert shelf.values("x", "1", after=second) == {}
    shelf.keep_derived("x", "1", {between: "c"})
    end_utc_ms = clock.read().utc_ms + 1_000
    assert shelf.last_derived("x", "1", until_utc_ms=end_utc_ms) == (second, "b")
    assert shelf.last_derived("x", "2", until_utc_ms=end_utc_ms) is None
    second_utc_ms = clock.read().utc_ms + 500
    assert shelf.last_derived("x", "1", until_utc_ms=second_utc_ms) == (between, "c")


def test_plans_replace_those_of_other_versions_and_those_given_up(store: Store, ids: Ids) -> None:
    one, other, third = (add_session(store, ids)[0] for _ in range(3))
    shelf = store.progress
    shelf.keep_derived("x", "1", {one: "digest"})
    shelf.replace_plans("1", {one: "a"}, [])
    shelf.replace_plans("2", {one: "b", other: "c"}, [])
    assert shelf.derived(PLAN, "1") == {}
    shelf.replace_plans("2", {third: "d"}, [other])
    assert shelf.derived(PLAN, "2") == {one: "b", third: "d"}
    assert shelf.derived("x", "1") == {one: "digest"}


def test_made_up_sessions_count_until_a_real_one_does(store: Store, ids: Ids) -> None:
    shown = replace(opened_session(ids.stamp()), is_demo=True)
    store.append(shown, closed(ids.stamp(), shown.id))
    shelf = store.progress
    shelf.keep_derived("x", "1", {shown.id: "a"})
    assert not shelf.has_real_sessions()
    assert shelf.derived("x", "1") == {shown.id: "a"}
    running = opened_session(ids.stamp())
    store.append(running)
    assert shelf.not_derived("x", "2") == [shown.id], "it is not over yet"
    store.append(closed(ids.stamp(), running.id))
    assert shelf.has_real_sessions()
    assert shelf.values("x", "1") == {running.id: None}
    assert shelf.not_derived("x", "2") == [running.id]
    store.append(SessionRemoved(**ids.stamp(), session_id=running.id, is_removed=True))
    assert shelf.values("x", "1") == {shown.id: "a"}


def test_things_are_read_in_the_order_of_their_times(
    store: Store, clock: ManualClock, ids: Ids
) -> None:
    later = ThingsNoted(**ids.stamp(), owned=OwnedThings(bands_n={"light": 15.5}, has_step=True))
    clock.move(-5_000)
    sooner = ThingsNoted(**ids.stamp(), owned=OwnedThings(kettlebells_kg=(4.0, 8.5)))
    store.append(later, sooner)
    assert store.progress.things() == [sooner, later]


def test_things_noted_drop_the_plans_of_what_was_done_since(
    store: Store, clock: ManualClock, ids: Ids
) -> None:
    first = add_session(store, ids)[0]
    clock.move(2_000)
    last = add_session(store, ids)[0]
    store.progress.replace_plans("1", {first: "a", last: "b"}, [])
    clock.move(-1_000)
    store.append(ThingsNoted(**ids.stamp(), owned=OwnedThings(has_step=True)))
    assert store.progress.derived(PLAN, "1") == {first: "a"}


def test_nothing_is_kept_that_another_program_may_have_made_wrong(
    store: Store, clock: ManualClock, ids: Ids, tmp_path: Path
) -> None:
    session_id = add_session(store, ids)[0]
    shelf, read, revision = store.progress, store.progress.elsewhere(), store.revision
    add_session(store, ids)
    assert shelf.elsewhere() == read, "what this one writes drops what it must itself"
    assert store.revision > revision
    shelf.keep_derived("x", "1", {session_id: "a"}, read=read)
    assert shelf.derived("x", "1") == {session_id: "a"}
    revision = store.revision
    assert store.revision == revision
    with closing(Store.open(tmp_path / "history.db", clock=clock)) as other:
        other.append(MorningAnswered(**ids.stamp(), session_id=session_id, score=1))
    assert store.revision > revision
    shelf.keep_derived("x", "1", {session_id: "b"}, read=read)
    shelf.replace_plans("1", {session_id: "plan"}, [], read=read)
    assert shelf.derived("x", "1") == {session_id: "a"}
    assert shelf.derived(PLAN, "1") == {}


def test_coming_back_belongs_to_the_session_before(store: Store, ids: Ids) -> None:
    session_id = add_session(store, ids)[0]
    other = add_session(store, ids)[0]
    away = decided(ids, away_id(session_id))
    stamp = ids.stamp()
    store.append(
        away,
        DecisionAnswered(**stamp, session_id=away_id(session_id), station=CLAM, choice=None),
    )
    assert store.check() == []
    assert store.progress.decisions([away_id(session_id)]) == {(away_id(session_id), CLAM): away}
    store.progress.replace_plans("1", {session_id: "a"}, [])
    store.append(
        DecisionAnswered(**ids.stamp(), session_id=away_id(session_id), station=CLAM, choice=None)
    )
    assert store.progress.derived(PLAN, "1") == {}
    store.append(decided(ids, away_id("nobody")), decided(ids, f"{other}/elsewhere"))
    assert len(store.check()) == 1
    assert "2" in store.check()[0]


@pytest.mark.parametrize("which", range(11))
def test_whatever_is_said_about_a_session_drops_the_plans_from_it_on(
    store: Store, clock: ManualClock, ids: Ids, which: int
) -> None:
    sessions = []
    for _ in range(3):
        sessions.append(add_session(store, ids))
        clock.move(1_000)
    (first, _), (session_id, set_id), (last, _) = sessions
    store.progress.replace_plans("1", {first: "a", session_id: "b", last: "c"}, [])
    stamp = ids.stamp()
    facts = [
        *facts_about(ids, session_id, set_id),
        decided(ids, session_id),
        DecisionAnswered(**stamp, session_id=session_id, station=CLAM, choice=None),
        MorningAnswered(**stamp, session_id=session_id, score=1),
    ]
    store.append(facts[which])
    assert store.progress.derived(PLAN, "1") == {first: "a"}


def test_a_session_that_began_before_drops_the_plans_since(
    store: Store, clock: ManualClock, ids: Ids
) -> None:
    first = add_session(store, ids)[0]
    clock.move(2_000)
    last = add_session(store, ids)[0]
    store.progress.replace_plans("1", {first: "a", last: "b"}, [])
    clock.move(-1_000)
    store.append(BodyMassNoted(**ids.stamp(), kg=70.0))
    assert set(store.progress.derived(PLAN, "1")) == {first, last}
    add_session(store, ids)
    assert store.progress.derived(PLAN, "1") == {first: "a"}


def facts_about(ids: Ids, session_id: str, set_id: str) -> list[AnyFact]:
    felt = Felt(most=None)
    return [
        opened_set(ids.stamp(), session_id),
        closed(ids.stamp(), session_id),
        Marked(**ids.stamp(), session_id=session_id, what="paused", position_ms=0),
        FeltAnswered(
            **ids.stamp(),
            session_id=session_id,
            set_ids=(set_id,),
            question=Question.FELT,
            answer=felt,
        ),
        SessionRemoved(**ids.stamp(), session_id=session_id, is_removed=False),
        RepDone(**ids.stamp(), set_id=set_id, rep=1, side=Side.LEFT, position_ms=0),
        SetClosed(
            **ids.stamp(), set_id=set_id, done_reps=1, done_ms=1, reason=StopReason.COMPLETED
        ),
        SetCorrected(**ids.stamp(), set_id=set_id, done_reps=3),
    ]


@pytest.mark.parametrize("which", range(8))
def test_whatever_is_added_to_a_session_drops_what_was_derived_from_it(
    store: Store, ids: Ids, which: int
) -> None:
    session_id, set_id = add_session(store, ids)
    other = add_session(store, ids)[0]
    store.progress.keep_derived("x", "1", {session_id: "a", other: "b"})
    store.append(facts_about(ids, session_id, set_id)[which])
    assert store.progress.derived("x", "1") == {other: "b"}


def test_what_says_nothing_about_a_session_drops_nothing(store: Store, ids: Ids) -> None:
    session_id = add_session(store, ids)[0]
    store.progress.keep_derived("x", "1", {session_id: "a"})
    unknown = str(uuid.uuid4())
    store.append(
        decided(ids, session_id),
        RepDone(**ids.stamp(), set_id=unknown, rep=1, side=Side.LEFT, position_ms=0),
    )
    assert store.progress.derived("x", "1") == {session_id: "a"}


def test_a_decision_that_no_gluteapp_wrote_is_refused_with_its_row(
    store: Store, ids: Ids, tmp_path: Path
) -> None:
    import sqlite3

    fact = decided(ids, add_session(store, ids)[0])
    store.append(fact)
    with closing(sqlite3.connect(tmp_path / "history.db")) as connection:
        connection.execute("UPDATE decisions SET decision = '{}'")
        connection.commit()
    with pytest.raises(StorageError, match=f"Row {fact.id} of table decisions"):
        store.progress.decisions()
