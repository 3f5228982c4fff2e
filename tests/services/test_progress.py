"""What the Progress screen reads: numbers of every session that counts, made anew when it changes."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from gluteapp.content import load_content
from gluteapp.core.analytics import PointKind, ProgressRange
from gluteapp.core.circuit import SessionMode
from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Family
from gluteapp.core.session import Question
from gluteapp.core.session_score import SessionScore
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.errors import StorageError
from gluteapp.paths import Paths
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.digests import Digests
from gluteapp.services.history import History
from gluteapp.services.ids import Ids
from gluteapp.services.progress import ProgressReader, first_day_of
from gluteapp.services.simulation import play_through
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store

NewRunner = Callable[[], SessionRunner]
MONDAY = 739_000 - (739_000 - 1) % 7


FAMILIES = {"bridge": Family.HIP_EXTENSION, "clam": Family.ABDUCTION}


@pytest.fixture
def small_strength() -> StrengthRules:
    """The coefficients that ship, and one for the bridge of the small library."""
    rules = load_content(Paths.from_system()).strength
    assert rules is not None
    bridge = rules.moves["glute_bridge/standard"]
    return rules.model_copy(update={"moves": {**rules.moves, "bridge/standard": bridge}})


@pytest.fixture
def read_with(store: Store, ids: Ids) -> Callable[..., ProgressReader]:
    """A reader as a new process would have, with these coefficients."""

    def make(rules: StrengthRules | None) -> ProgressReader:
        return ProgressReader(
            store=store,
            digests=Digests(store),
            masses=BodyMasses(store, ids),
            rules=rules,
            families=FAMILIES,
        )

    return make


@pytest.fixture
def reader(
    read_with: Callable[..., ProgressReader], small_strength: StrengthRules
) -> ProgressReader:
    return read_with(small_strength)


def answer_all(history: History, store: Store, session_id: str, effort: int) -> None:
    for one in store.session(session_id).work_sets:
        history.answer((one.id,), Question.EFFORT, effort, session_id)


def today_of(reader: ProgressReader) -> int:
    return reader.scores()[-1].day


def test_nothing_done_is_an_empty_picture(reader: ProgressReader) -> None:
    for chosen in ProgressRange:
        view = reader.view(chosen, today=MONDAY)
        assert (view.strength.points, view.rates, view.today) == ((), (), MONDAY)


def test_an_answer_gives_the_point_that_was_missing(
    reader: ProgressReader,
    runner: SessionRunner,
    store: Store,
    ids: Ids,
    clock: ManualClock,
) -> None:
    play_through(runner, clock.move)
    view = reader.view(ProgressRange.ALL, today=today_of(reader))
    assert view.strength.points == ()
    assert {one.family for one in view.strength.missing} == {
        Family.HIP_EXTENSION,
        Family.ABDUCTION,
    }
    answer_all(History(store, ids), store, runner.session_id, 2)
    view = reader.view(ProgressRange.ALL, today=today_of(reader))
    assert {one.kind for one in view.strength.points} == {PointKind.VALID}
    assert len(view.strength.points) == 2


def test_other_coefficients_change_the_history_and_only_then(
    reader: ProgressReader,
    read_with: Callable[..., ProgressReader],
    small_strength: StrengthRules,
    runner: SessionRunner,
    store: Store,
    ids: Ids,
    clock: ManualClock,
) -> None:
    play_through(runner, clock.move)
    answer_all(History(store, ids), store, runner.session_id, 2)
    before = reader.scores()
    assert read_with(small_strength).scores() == before
    clam = small_strength.moves["clam/standard"]
    harder = small_strength.model_copy(
        update={
            "version": small_strength.version + 1,
            "moves": {
                **small_strength.moves,
                "clam/standard": clam.model_copy(update={"difficulty": 2 * clam.difficulty}),
            },
        }
    )
    after = read_with(harder).scores()
    assert after[0].work > before[0].work
    today = before[0].day
    assert (
        read_with(harder).view(ProgressRange.ALL, today=today).strength.rules_version
        == harder.version
    )


def test_deleting_a_session_leaves_every_other_as_it_was(
    reader: ProgressReader, new_runner: NewRunner, store: Store, ids: Ids, clock: ManualClock
) -> None:
    sessions = [new_runner() for _ in range(3)]
    for one in sessions:
        play_through(one, clock.move)
        clock.move(48 * 3_600_000)
    before = reader.scores()
    assert len(before) == 3
    History(store, ids).remove(sessions[1].session_id)
    assert reader.scores() == (before[0], before[2])
    History(store, ids).restore(sessions[1].session_id)
    assert reader.scores() == before


def test_a_disk_that_keeps_nothing_costs_only_time(
    reader: ProgressReader,
    runner: SessionRunner,
    store: Store,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("full", "The disk is full.")

    play_through(runner, clock.move)
    with monkeypatch.context() as patched, caplog.at_level(logging.INFO, "gluteapp.progress"):
        patched.setattr(store.progress, "keep_derived", full)
        found = reader.scores()
    assert "The disk is full." in caplog.text
    assert len(found) == 1
    assert store.progress.not_derived("digest", "1") == [runner.session_id]


def score_on(day: int) -> SessionScore:
    return SessionScore(session_id=str(day), utc_ms=0, day=day, mode=SessionMode.CIRCUIT)


@pytest.mark.parametrize(
    ("chosen", "today", "first"),
    [
        (ProgressRange.FOUR_WEEKS, MONDAY + 100, MONDAY + 73),
        (ProgressRange.SIX_MONTHS, MONDAY + 400, MONDAY + 218),
        (ProgressRange.ALL, MONDAY + 400, MONDAY + 2),
        (ProgressRange.BLOCK, MONDAY + 2, MONDAY),
        (ProgressRange.BLOCK, MONDAY + 55, MONDAY),
        (ProgressRange.BLOCK, MONDAY + 56, MONDAY + 56),
        (ProgressRange.BLOCK, MONDAY + 400, MONDAY + 392),
    ],
)
def test_a_range_begins_where_it_says(chosen: ProgressRange, today: int, first: int) -> None:
    assert first_day_of(chosen, (score_on(MONDAY + 2), score_on(MONDAY + 30)), today) == first


def test_a_score_that_cannot_be_read_is_made_anew(
    reader: ProgressReader,
    runner: SessionRunner,
    new_runner: Callable[[], SessionRunner],
    store: Store,
    clock: ManualClock,
) -> None:
    play_through(runner, clock.move)
    clock.move(60_000)
    play_through(new_runner(), clock.move)
    before = reader.scores()
    for damage in ("nonsense", "{}"):
        store._database.connection.execute(
            "UPDATE derived SET value = ? WHERE what = 'score' AND session_id = ?",
            (damage, runner.session_id),
        )
        store._revision += 1
        reader._texts.clear()
        assert reader.scores() == before
    kept = store._database.connection.execute("SELECT value FROM derived WHERE what = 'score'")
    assert "{}" not in [value for (value,) in kept]
