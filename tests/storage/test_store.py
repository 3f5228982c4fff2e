"""What goes into the store comes out as the record says it should."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gluteapp.core.circuit import Band, Load, StepKind
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Region, Side
from gluteapp.core.session import (
    Answer,
    AnyFact,
    Felt,
    FeltAnswered,
    Form,
    HarderSide,
    Marked,
    Pain,
    Question,
    RepDone,
    SessionClosed,
    SessionOpened,
    SessionRecord,
    SessionRemoved,
    SetClosed,
    SetCorrected,
    SetOpened,
)
from gluteapp.errors import StorageError
from gluteapp.services.ids import Ids
from gluteapp.storage.repositories import Store
from gluteapp.storage.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gluteapp.core.clock import ManualClock


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    opened = Store.open(tmp_path / "history.db", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def ids(clock: ManualClock, store: Store) -> Ids:
    return Ids(clock=clock, device_id=store.device_id)


def session_opened(ids: Ids) -> SessionOpened:
    return SessionOpened(
        **ids.stamp(),
        circuit_id="foundation",
        circuit_title="Foundation",
        circuit_version=1,
        planned_ms=1_200_000,
        planned_sets=20,
        first_side=Side.LEFT,
        app_version="0.1",
    )


def set_opened(
    ids: Ids,
    session: SessionOpened,
    *,
    step: int = 3,
    supersedes: str | None = None,
    load: Load | None = None,
) -> SetOpened:
    return SetOpened(
        **ids.stamp(),
        session_id=session.id,
        step=step,
        kind=StepKind.WORK,
        exercise="clam",
        variant="banded",
        side=Side.LEFT,
        round=1,
        set_number=2,
        pair=None,
        planned_reps=7,
        planned_ms=30_000,
        tempo="2-1-1",
        load=load or Load(),
        supersedes=supersedes,
    )


def rep_done(ids: Ids, opened: SetOpened, rep: int) -> RepDone:
    return RepDone(**ids.stamp(), set_id=opened.id, rep=rep, side=Side.LEFT, position_ms=1000 * rep)


def set_closed(ids: Ids, opened: SetOpened, reps: int = 7) -> SetClosed:
    return SetClosed(
        **ids.stamp(),
        set_id=opened.id,
        done_reps=reps,
        done_ms=30_000,
        reason=StopReason.COMPLETED,
    )


def session_closed(ids: Ids, session: SessionOpened) -> SessionClosed:
    return SessionClosed(
        **ids.stamp(), session_id=session.id, end=SessionEnd.COMPLETED, position_ms=1_200_000
    )


def removed(ids: Ids, session: SessionOpened, *, is_removed: bool = True) -> SessionRemoved:
    return SessionRemoved(**ids.stamp(), session_id=session.id, is_removed=is_removed)


def answered(
    ids: Ids, session: SessionOpened, sets: tuple[SetOpened, ...], question: Question, said: Answer
) -> FeltAnswered:
    return FeltAnswered(
        **ids.stamp(),
        session_id=session.id,
        set_ids=tuple(one.id for one in sets),
        question=question,
        answer=said,
    )


def one_of_each(ids: Ids) -> list[AnyFact]:
    session = session_opened(ids)
    heavy = Load(band=Band.HEAVY, kettlebell_kg=12.5)
    left = set_opened(ids, session, load=heavy)
    right = set_opened(ids, session, step=5, supersedes=left.id)
    sets = (left, right)
    felt = Felt(most=Region.GLUTE_SIDE, also=(Region.CALF, Region.HAMSTRING))
    return [
        session,
        *sets,
        rep_done(ids, left, 1),
        set_closed(ids, left),
        Marked(
            **ids.stamp(),
            session_id=session.id,
            what="move_eased",
            position_ms=5,
            detail={"from": "clam/banded", "by_ms": -5, "share": 0.5, "is_x": True, "no": None},
        ),
        answered(ids, session, (left,), Question.EFFORT, 0),
        answered(ids, session, sets, Question.FELT, felt),
        answered(ids, session, sets, Question.FELT, Felt(most=None)),
        answered(ids, session, sets, Question.HARDER, HarderSide.SAME),
        answered(ids, session, (right,), Question.FORM, Form.SLIPPED),
        answered(ids, session, sets, Question.PAIN, Pain(score=4, spot="left knee")),
        answered(ids, session, sets, Question.PAIN, Pain(score=0)),
        answered(ids, session, sets, Question.NOTE, "Ünruhig, 3 × langsam 🦵"),
        answered(ids, session, (left,), Question.EFFORT, None),
        SetCorrected(**ids.stamp(), set_id=left.id, reason=StopReason.SKIPPED),
        session_closed(ids, session),
        removed(ids, session),
    ]


def test_every_kind_of_fact_is_read_back_as_it_was_written(store: Store, ids: Ids) -> None:
    facts = one_of_each(ids)
    store.append(*facts)
    assert list(store.facts()) == facts


def test_facts_are_there_after_opening_again(
    tmp_path: Path, clock: ManualClock, store: Store, ids: Ids
) -> None:
    facts = one_of_each(ids)
    store.append(*facts)
    store.close()
    again = Store.open(tmp_path / "history.db", clock=clock)
    assert list(again.facts()) == facts
    assert again.device_id == store.device_id
    again.close()


def test_a_fact_written_twice_is_there_once_and_stays_as_it_was(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    pair = (set_opened(ids, session), set_opened(ids, session, step=5))
    said = answered(ids, session, pair, Question.EFFORT, 3)
    store.append(session, *pair, said)
    store.append(said, session)
    assert list(store.facts()) == [session, *pair, said]


def test_an_append_is_all_or_nothing(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    opened = set_opened(ids, session)
    nonsense = answered(ids, session, (opened,), Question.EFFORT, "hard")
    with pytest.raises(ValueError, match="no answer to effort"):
        store.append(session, opened, nonsense)
    assert list(store.facts()) == []
    store.append(session)
    assert list(store.facts()) == [session]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question.EFFORT, 6),
        (Question.EFFORT, -1),
        (Question.PAIN, Pain(score=11)),
        (Question.PAIN, 3),
        (Question.FORM, HarderSide.LEFT),
        (Question.NOTE, 5),
    ],
)
def test_an_answer_that_does_not_fit_its_question_is_a_bug(
    store: Store, ids: Ids, question: Question, said: Answer
) -> None:
    session = session_opened(ids)
    with pytest.raises(ValueError, match="is no answer to"):
        store.append(answered(ids, session, (), question, said))


def test_what_is_written_together_stays_or_goes_together(store: Store, ids: Ids) -> None:
    first, second = session_opened(ids), session_opened(ids)

    def write_and_fail() -> None:
        with store.together():
            store.append(first)
            store.append(second)
            raise KeyError("on the way")

    with pytest.raises(KeyError):
        write_and_fail()
    assert list(store.facts()) == []
    with store.together():
        store.append(first)
        store.append(second)
    assert list(store.facts()) == [first, second]


def test_what_fails_inside_ends_the_whole(store: Store, ids: Ids) -> None:
    kept, lost, later = (session_opened(ids) for _ in range(3))
    store.append(kept)

    def write_and_go_on() -> None:
        with store.together():
            store.append(lost)
            try:
                store.save_bookmark("s", {}, "soon")  # type: ignore[arg-type]
            except StorageError:
                store.append(later)

    with pytest.raises(StorageError):
        write_and_go_on()
    assert list(store.facts()) == [kept]


def test_an_open_set_has_the_reps_counted_so_far(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    opened = set_opened(ids, session)
    reps = [rep_done(ids, opened, number) for number in (1, 2, 3)]
    store.append(session, opened, *reps)
    (record,) = store.session(session.id).sets
    assert (record.done_reps, record.done_ms, record.reason) == (3, 0, None)
    assert record.reps == tuple(reps)
    (listed,) = store.sessions()
    assert listed.sets[0].done_reps == 3
    assert listed.sets[0].reps == ()


def test_a_set_done_again_takes_the_place_of_the_first(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    first = set_opened(ids, session)
    second = set_opened(ids, session, supersedes=first.id)
    third = set_opened(ids, session, supersedes=second.id)
    store.append(session, first, second, third, set_closed(ids, third))
    record = store.session(session.id)
    assert [one.is_superseded for one in record.sets] == [True, True, False]
    assert [one.id for one in record.done_sets] == [third.id]


def test_the_newest_answer_counts_and_none_takes_it_back(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    left, right = set_opened(ids, session), set_opened(ids, session, step=5)
    pair = (left, right)
    earlier = answered(ids, session, pair, Question.PAIN, Pain(score=2))
    later = answered(ids, session, (right,), Question.PAIN, Pain(score=4, spot="hip"))
    withdrawn = answered(ids, session, (left,), Question.PAIN, None)
    # Written in another order than they were said.
    store.append(session, left, right, withdrawn, later, earlier)
    record = store.session(session.id)
    assert [one.pain for one in record.sets] == [None, Pain(score=4, spot="hip")]
    assert [one.effort for one in record.sets] == [None, None]


def test_zero_is_an_answer(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    opened = set_opened(ids, session)
    store.append(session, opened, answered(ids, session, (opened,), Question.EFFORT, 0))
    assert store.session(session.id).sets[0].effort == 0


def test_the_newest_correction_of_each_field_counts(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    opened = set_opened(ids, session)
    store.append(
        session,
        opened,
        set_closed(ids, opened),
        SetCorrected(**ids.stamp(), set_id=opened.id, done_reps=5, done_ms=20_000),
        SetCorrected(**ids.stamp(), set_id=opened.id, done_reps=0, variant="standard"),
        SetCorrected(**ids.stamp(), set_id=opened.id, reason=StopReason.FINISHED_EARLY),
    )
    (one,) = store.session(session.id).sets
    assert (one.done_reps, one.done_ms, one.variant) == (0, 20_000, "standard")
    assert one.reason is StopReason.FINISHED_EARLY
    assert one.is_corrected
    assert one.opened.variant == "banded"


def test_a_correction_without_content_changes_nothing(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    opened = set_opened(ids, session)
    store.append(session, opened, SetCorrected(**ids.stamp(), set_id=opened.id))
    assert not store.session(session.id).sets[0].is_corrected


def test_removed_sessions_are_hidden_and_come_back(store: Store, ids: Ids) -> None:
    first, second = session_opened(ids), session_opened(ids)
    store.append(first, second, removed(ids, second))
    assert _ids_of(store.sessions()) == [first.id]
    assert _ids_of(store.sessions(with_removed=True)) == [second.id, first.id]
    assert store.session(second.id).is_removed
    store.append(removed(ids, second, is_removed=False))
    assert _ids_of(store.sessions()) == [second.id, first.id]


def test_the_newest_sessions_come_first_and_can_be_limited(store: Store, ids: Ids) -> None:
    sessions = [session_opened(ids) for _ in range(4)]
    marks = [
        Marked(**ids.stamp(), session_id=one.id, what="paused", position_ms=0) for one in sessions
    ]
    store.append(*sessions, *marks)
    newest_first = [one.id for one in reversed(sessions)]
    assert _ids_of(store.sessions()) == newest_first
    listed = store.sessions(limit=2)
    assert _ids_of(listed) == newest_first[:2]
    assert [one.marks for one in listed] == [(marks[3],), (marks[2],)]


def test_a_session_that_is_not_there_is_a_bug(store: Store) -> None:
    with pytest.raises(KeyError):
        store.session("0197")


def test_the_unfinished_session_is_the_newest_neither_closed_nor_removed(
    store: Store, ids: Ids
) -> None:
    assert store.unfinished() is None
    old, cut_off, finished, discarded = (session_opened(ids) for _ in range(4))
    store.append(old, cut_off, finished, discarded)
    store.append(session_closed(ids, finished), removed(ids, discarded))
    opened = set_opened(ids, cut_off)
    store.append(opened, rep_done(ids, opened, 1))
    found = store.unfinished()
    assert found is not None
    assert found.id == cut_off.id
    assert found.sets[0].done_reps == len(found.sets[0].reps) == 1


def test_a_later_end_replaces_an_earlier_one(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    early = session_closed(ids, session)
    late = SessionClosed(
        **ids.stamp(), session_id=session.id, end=SessionEnd.SAVED_AS_IS, position_ms=5
    )
    store.append(session, late, early)
    assert store.session(session.id).closed == late


def test_a_bookmark_is_overwritten_and_dropped(store: Store) -> None:
    assert store.bookmark("s") is None
    store.save_bookmark("s", {"step": 1}, 10)
    store.save_bookmark("s", {"step": 2, "moves": {"3": "clam/standard"}}, 20)
    assert store.bookmark("s") == ({"step": 2, "moves": {"3": "clam/standard"}}, 20)
    store.drop_bookmark("s")
    assert store.bookmark("s") is None


def test_the_newest_id_is_the_highest_that_this_device_gave(
    clock: ManualClock, store: Store, ids: Ids
) -> None:
    assert store.newest_id() is None
    facts = one_of_each(ids)
    stranger = session_opened(Ids(clock=clock, device_id="another laptop", after=facts[-1].id))
    store.append(*facts, stranger)
    assert store.newest_id() == facts[-1].id


def test_a_whole_history_has_nothing_wrong_with_it(store: Store, ids: Ids) -> None:
    store.append(*one_of_each(ids))
    assert store.check() == []


def test_facts_that_belong_to_nothing_are_named(store: Store, ids: Ids) -> None:
    session = session_opened(ids)
    opened = set_opened(ids, session)
    store.append(rep_done(ids, opened, 1), rep_done(ids, opened, 2), opened)
    assert store.check() == ["1 row of table sets belongs to nothing in table sessions."]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("session_ends", "\"end\" = 'beamed up'"),
        ("sets", "kind = 'swim'"),
        ("answers", "question = 'colour'"),
    ],
)
def test_a_value_of_a_newer_gluteapp_is_named(
    tmp_path: Path, store: Store, ids: Ids, table: str, change: str
) -> None:
    facts = one_of_each(ids)
    store.append(*facts)
    with store._database.writing() as connection:
        connection.execute(f"UPDATE {table} SET {change}")
    with pytest.raises(StorageError) as caught:
        store.sessions(with_removed=True)
    assert table in caught.value.message
    assert str(tmp_path / "history.db") in caught.value.message
    first = next(fact.id for fact in facts if table_of(fact).name == table)
    assert first in caught.value.message


def test_a_history_that_lost_its_tables_is_told_and_closed(
    tmp_path: Path, clock: ManualClock, store: Store
) -> None:
    with store._database.writing() as connection:
        connection.execute("DROP TABLE meta")
    with pytest.raises(StorageError, match="no such table: meta"):
        Store.open(tmp_path / "history.db", clock=clock)


def test_the_collector_stays_as_it_was(store: Store) -> None:
    gc.disable()
    try:
        store.sessions()
        assert not gc.isenabled()
    finally:
        gc.enable()
    store.sessions()
    assert gc.isenabled()


def _ids_of(records: list[SessionRecord]) -> list[str]:
    return [record.id for record in records]
