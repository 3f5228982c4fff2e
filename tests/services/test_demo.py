"""The demo history is believable, repeatable, and never mixed with real sessions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from gluteapp.content import LoadedContent, load_content
from gluteapp.core.circuit import SessionMode
from gluteapp.core.clock import ManualClock
from gluteapp.core.decision import Direction, Verdict
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.prescription import OwnedThings
from gluteapp.core.progress_facts import ProgressFact
from gluteapp.core.session import AnyFact, Form, SessionRecord
from gluteapp.errors import ContentError, GluteError, StorageError
from gluteapp.paths import Paths
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.demo import DAY_MS, make_demo
from gluteapp.services.digests import Digests
from gluteapp.services.history import History
from gluteapp.services.ids import Ids
from gluteapp.services.plan import Planner
from gluteapp.services.simulation import play_through
from gluteapp.services.summary_facts import facts_of
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store

UNTIL_UTC_MS = 1_790_000_000_000
WEEKS = 12
OWNED = OwnedThings(bands_n={"light": 15.0, "medium": 35.0})


def fill(store: Store, content: LoadedContent, *, weeks: int = WEEKS, seed: int = 1) -> int:
    return make_demo(
        store,
        library=content.library,
        circuits=content.circuits,
        weeks=weeks,
        seed=seed,
        until_utc_ms=UNTIL_UTC_MS,
        offset_min=120,
        strength=content.strength,
        owned=OWNED,
    )


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> LoadedContent:
    return load_content(Paths.under(tmp_path_factory.mktemp("profile")))


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, content: LoadedContent
) -> Iterator[tuple[Store, int]]:
    path = tmp_path_factory.mktemp("demo") / "history.db"
    with closing(Store.open(path, clock=ManualClock())) as store:
        yield store, fill(store, content)


@pytest.fixture
def records(filled: tuple[Store, int]) -> list[SessionRecord]:
    """Oldest first."""
    return filled[0].sessions()[::-1]


def test_it_holds_whole_sessions_of_the_weeks_before(
    filled: tuple[Store, int], records: list[SessionRecord]
) -> None:
    store, count = filled
    assert len(records) == count
    assert WEEKS * 2 < count < WEEKS * 4
    assert all(record.opened.is_demo and record.closed is not None for record in records)
    times_ms = [record.opened.utc_ms for record in records]
    assert times_ms == sorted(times_ms)
    assert times_ms[-1] < UNTIL_UTC_MS
    assert times_ms[0] > UNTIL_UTC_MS - (WEEKS * 7 + 2) * DAY_MS
    hours = {(ms // 3_600_000 + 2) % 24 for ms in times_ms}
    assert hours <= {17, 18, 19}
    assert store.check() == []
    assert store.unfinished() is None


def test_doses_rise_over_the_weeks(filled: tuple[Store, int]) -> None:
    decisions = [one.decision for one in filled[0].progress.decisions().values()]
    risen = [one for one in decisions if one.direction is Direction.UP]
    assert len(risen) > WEEKS / 2
    assert len({one.station for one in risen}) > 3
    assert all(one.after != one.before for one in risen)


def test_sessions_are_done_as_they_were_planned(records: list[SessionRecord]) -> None:
    """What is written in the circuit is longer done by the time that the next one comes."""
    last = [one for one in records if one.opened.mode is SessionMode.CIRCUIT][-1]
    first = next(one for one in records if one.opened.circuit_id == last.opened.circuit_id)
    doses = [
        {(one.opened.station, one.opened.planned_ms, one.opened.tempo) for one in record.work_sets}
        for record in (first, last)
    ]
    assert doses[0] != doses[1]


def test_a_plan_of_the_record_tells_what_was_told(
    filled: tuple[Store, int], content: LoadedContent
) -> None:
    store, _ = filled
    clock = ManualClock(utc_ms=UNTIL_UTC_MS)
    ids = Ids(clock=clock, device_id=store.device_id)
    planner = Planner(
        store=store,
        ids=ids,
        digests=Digests(store),
        masses=BodyMasses(store, ids),
        library=content.library,
        circuits=lambda: content.circuits,
        strength=content.strength,
        owned=lambda: OWNED,
    )
    made = planner.plan().decisions
    newest = list(made)[-1]
    kept = store.progress.decisions([newest])
    assert [kept[newest, one.station].decision for one in made[newest]] == list(made[newest])


def test_circuits_get_harder_and_weeks_are_lighter(records: list[SessionRecord]) -> None:
    modes = [record.opened.mode for record in records]
    full = [one.opened.circuit_id for one in records if one.opened.mode is not SessionMode.DAILY]
    assert list(dict.fromkeys(full)) == ["foundation", "build"]
    assert 2 < modes.count(SessionMode.LIGHTER) < len(modes) / 3
    assert modes.count(SessionMode.DAILY) > 1
    sets = {
        mode: {one.opened.planned_sets for one in records if one.opened.mode is mode}
        for mode in (SessionMode.LIGHTER, SessionMode.CIRCUIT)
    }
    assert max(sets[SessionMode.LIGHTER]) < min(sets[SessionMode.CIRCUIT])


def test_progress_was_told_what_it_asks(filled: tuple[Store, int]) -> None:
    store, count = filled
    mornings = store.progress.mornings()
    assert 0.7 * count < len(mornings) < count
    assert {one.score for one in mornings.values()} >= {0, 1}
    assert any(one.is_skipped for one in mornings.values())
    assert {one.verdict for one in store.progress.choices().values()} == {Verdict.NOT_YET}
    assert [one.kg for one in store.progress.body_masses()] == [68.0]


def test_there_is_what_goes_wrong_in_life(records: list[SessionRecord]) -> None:
    facts = [facts_of(record) for record in records]
    ends = [record.closed.end for record in records if record.closed is not None]
    assert ends.count(SessionEnd.FINISHED_EARLY) == 1
    assert [one.pain_max for one in facts if (one.pain_max or 0) > 1] == [4]
    assert sum(one.open_answers for one in facts) > 10
    assert any(one.pauses for one in facts)
    sets = [one for record in records for one in record.work_sets]
    assert any(one.reason is StopReason.SKIPPED for one in sets)
    assert any(one.form is Form.SLIPPED for one in sets)
    assert any(one.felt is None and one.effort is not None for one in sets)
    gaps_ms = [later.opened.utc_ms - earlier.opened.utc_ms for earlier, later in pairwise(records)]
    assert 9.5 * DAY_MS < max(gaps_ms) < 13 * DAY_MS


def test_the_move_that_hurt_was_made_easier(records: list[SessionRecord]) -> None:
    (painful,) = [record for record in records if (facts_of(record).pain_max or 0) > 1]
    hurt = next(one for one in painful.sets if one.pain is not None and one.pain.score > 1)
    assert hurt.pain is not None
    assert hurt.pain.spot == "knee"
    eased = [mark for mark in painful.marks if mark.what == "move_eased"]
    assert len(eased) == 1


@pytest.mark.parametrize("seed", [2, 3])
def test_a_seed_repeats_its_history(tmp_path: Path, content: LoadedContent, seed: int) -> None:
    made: list[list[AnyFact | ProgressFact]] = []
    for name in ("one", "other"):
        with closing(Store.open(tmp_path / name, clock=ManualClock())) as store:
            store.device_id = "the same"
            fill(store, content, weeks=1, seed=seed)
            made.append(list(store.facts()))
    assert made[0] == made[1]
    assert len(made[0]) > 300


def test_another_seed_is_another_history(tmp_path: Path, content: LoadedContent) -> None:
    made = []
    for seed in (2, 3):
        with closing(Store.open(tmp_path / str(seed), clock=ManualClock())) as store:
            fill(store, content, weeks=1, seed=seed)
            made.append([record.opened.utc_ms for record in store.sessions()])
    assert made[0] != made[1]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_history_is_not_laid_over_another(
    tmp_path: Path, content: LoadedContent, seed: int
) -> None:
    with closing(Store.open(tmp_path / "history.db", clock=ManualClock())) as store:
        fill(store, content, weeks=1)
        facts = list(store.facts())
        with pytest.raises(StorageError, match="demo sessions already"):
            fill(store, content, weeks=1, seed=seed)
        assert list(store.facts()) == facts


@pytest.mark.parametrize("is_removed", [False, True])
def test_a_profile_with_real_sessions_is_refused(
    store: Store,
    runner: SessionRunner,
    clock: ManualClock,
    content: LoadedContent,
    is_removed: bool,
) -> None:
    play_through(runner, clock.move)
    if is_removed:
        ids = Ids(clock=clock, device_id=store.device_id, after=store.newest_id())
        History(store, ids).remove(runner.session_id)
    before = list(store.facts())
    with pytest.raises(GluteError, match="real sessions"):
        fill(store, content)
    assert list(store.facts()) == before


def test_without_circuits_there_is_nothing_to_play(store: Store, content: LoadedContent) -> None:
    with pytest.raises(ContentError):
        fill(store, LoadedContent(library=content.library, circuits={}, problems=()))


def test_circuits_outside_the_levels_will_do(store: Store, content: LoadedContent) -> None:
    daily = {"daily": content.circuits["daily"]}
    assert fill(store, LoadedContent(library=content.library, circuits=daily, problems=()), weeks=1)
    assert {record.opened.circuit_id for record in store.sessions()} == {"daily"}


def test_a_full_disk_leaves_nothing_behind(store: Store, content: LoadedContent) -> None:
    connection = store._database.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(StorageError, match="no room"):
        fill(store, content, weeks=1)
    assert list(store.facts()) == []
