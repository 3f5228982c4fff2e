"""Disks that are full, files that are broken, locked or read-only: one sentence, nothing lost."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Side
from gluteapp.core.session import SessionOpened
from gluteapp.errors import StorageError
from gluteapp.services.ids import Ids
from gluteapp.storage import database
from gluteapp.storage.failures import told_plainly
from gluteapp.storage.repositories import Store

FROZEN = Path(__file__).parent.parent / "data" / "databases"
NOBODY = 65_534


def opened_session(clock: ManualClock, title: str = "Foundation") -> SessionOpened:
    return SessionOpened(
        **Ids(clock=clock, device_id="d").stamp(),
        circuit_id="foundation",
        circuit_title=title,
        circuit_version=1,
        planned_ms=1,
        planned_sets=1,
        first_side=Side.LEFT,
        app_version="0",
    )


def refusal(path: Path, clock: ManualClock) -> StorageError:
    with pytest.raises(StorageError) as caught:
        Store.open(path, clock=clock, busy_ms=0)
    assert str(path) in caught.value.message
    return caught.value


@pytest.fixture
def unprivileged_folder() -> Iterator[Path]:
    """A folder, and no right to write where permissions forbid it, even when root runs the tests."""
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions of another kind")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        is_root = os.geteuid() == 0
        if is_root:
            os.chown(folder, NOBODY, -1)
            os.seteuid(NOBODY)
        try:
            if not os.access(database.__file__, os.R_OK, effective_ids=True):
                pytest.skip("the checkout lies where only root may read")
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o700)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB; skipped where one may not be mounted."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("may not mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


# Broken files


@pytest.mark.parametrize(
    "name", ["damaged.db", "damaged_inside.db", "truncated.db", "not_a_database.db"]
)
def test_a_broken_file_is_left_untouched(tmp_path: Path, clock: ManualClock, name: str) -> None:
    path = Path(shutil.copy(FROZEN / name, tmp_path / "history.db"))
    before = path.read_bytes()
    error = refusal(path, clock)
    assert "could not be read" in error.message
    assert "untouched" in error.message
    assert "no backup" in error.message
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_newest_backup_of_a_broken_file_is_named(tmp_path: Path, clock: ManualClock) -> None:
    path = Path(shutil.copy(FROZEN / "damaged.db", tmp_path / "history.db"))
    for name in ("v9-20260101T000000000Z", "v1-20260301T000000000Z", "v3-20260201T000000000Z"):
        (tmp_path / f"history.backup-{name}.db").touch()
    expected = tmp_path / "history.backup-v1-20260301T000000000Z.db"
    assert f"a backup is at {expected}" in refusal(path, clock).message


def test_a_database_of_another_program_is_left_untouched(
    tmp_path: Path, clock: ManualClock
) -> None:
    path = Path(shutil.copy(FROZEN / "foreign.db", tmp_path / "history.db"))
    before = path.read_bytes()
    assert "another program" in refusal(path, clock).message
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_new_history(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "history.db"
    path.touch()
    with closing(Store.open(path, clock=clock)) as store:
        assert store.sessions() == []


def test_damage_that_comes_while_it_is_open_is_told(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "history.db"
    fact = opened_session(clock)
    with closing(Store.open(path, clock=clock)) as store:
        store.append(fact)
    content = bytearray(path.read_bytes())
    with closing(Store.open(path, clock=clock)) as store:
        content[4096:] = b"\xa5" * (len(content) - 4096)
        path.write_bytes(content)
        with pytest.raises(StorageError, match="could not be read"):
            store.sessions()
        (problem,) = store.check()
        assert "untouched" in problem


def spoil(path: Path) -> None:
    """Damage an index that is not read when a file is opened."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'marks_by_session'"
        (page,) = connection.execute(sql).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


DAY_MS = 86_400_000


@pytest.fixture
def long_history(tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as big, looked through today, and damaged since."""
    monkeypatch.setattr(database, "ALWAYS_READ_BYTES", 0)
    path = tmp_path / "history.db"
    for _ in range(2):  # a new one is not looked through
        Store.open(path, clock=clock).close()
    spoil(path)
    return path


def test_years_are_looked_through_for_damage_once_a_week(
    long_history: Path, clock: ManualClock
) -> None:
    clock.move(6 * DAY_MS)
    Store.open(long_history, clock=clock).close()
    clock.move(1 * DAY_MS)
    assert "could not be read" in refusal(long_history, clock).message


def test_a_clock_set_back_does_not_put_the_look_off(long_history: Path, clock: ManualClock) -> None:
    clock.move(-1 * DAY_MS)
    assert "could not be read" in refusal(long_history, clock).message


def test_after_a_crash_everything_is_looked_through(long_history: Path, clock: ManualClock) -> None:
    long_history.with_name(f"{long_history.name}-wal").write_bytes(b"")
    assert "could not be read" in refusal(long_history, clock).message


def test_what_is_short_is_looked_through_each_time(
    long_history: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "ALWAYS_READ_BYTES", 100_000_000)
    assert "could not be read" in refusal(long_history, clock).message


def test_check_names_damage(tmp_path: Path, clock: ManualClock) -> None:
    path = Path(shutil.copy(FROZEN / "v1.db", tmp_path / "history.db"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(set_id)', '(rep)')"
            " WHERE name = 'reps_by_set'"
        )
    with closing(Store.open(path, clock=clock)) as store:
        problems = store.check()
        assert problems
        assert all("damaged" in problem and "reps_by_set" in problem for problem in problems)


def test_a_damaged_table_is_told_when_a_fact_is_written(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "history.db"
    with closing(Store.open(path, clock=clock)) as store:
        with store._database.writing() as connection:
            connection.execute("DROP TABLE sessions")
        with pytest.raises(StorageError, match="no such table") as caught:
            store.append(opened_session(clock))
        assert str(path) in caught.value.message


# Files that may not be written


def test_a_read_only_file_is_told_at_the_start(
    unprivileged_folder: Path, clock: ManualClock
) -> None:
    path = unprivileged_folder / "history.db"
    Store.open(path, clock=clock).close()
    path.chmod(0o400)
    assert "read-only" in refusal(path, clock).message


@pytest.mark.parametrize("has_history", [True, False])
def test_a_read_only_folder_is_told_at_the_start(
    unprivileged_folder: Path, clock: ManualClock, has_history: bool
) -> None:
    path = unprivileged_folder / "history.db"
    if has_history:
        Store.open(path, clock=clock).close()
    unprivileged_folder.chmod(0o500)
    assert "read-only" in refusal(path, clock).message


def test_a_folder_that_cannot_be_made_is_told(
    unprivileged_folder: Path, clock: ManualClock
) -> None:
    unprivileged_folder.chmod(0o500)
    assert "read-only" in refusal(unprivileged_folder / "data" / "history.db", clock).message


def test_a_folder_that_is_a_file_is_told(tmp_path: Path, clock: ManualClock) -> None:
    (tmp_path / "data").touch()
    assert "exists" in refusal(tmp_path / "data" / "history.db", clock).message


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "history.db"
    path.mkdir()
    assert "could not be read or written" in refusal(path, clock).message


def test_a_file_that_vanishes_while_it_is_open_is_noticed(
    tmp_path: Path, clock: ManualClock
) -> None:
    path = tmp_path / "history.db"
    with closing(Store.open(path, clock=clock)) as store:
        path.rename(tmp_path / "elsewhere.db")
        with pytest.raises(StorageError, match="moved, replaced or deleted"):
            store.append(opened_session(clock))
        path.touch()
        with pytest.raises(StorageError, match="moved, replaced or deleted"):
            store.append(opened_session(clock))
        path.unlink()
        (tmp_path / "elsewhere.db").rename(path)
        store.append(opened_session(clock))
        assert len(store.sessions()) == 1


# Other programs


def test_a_lock_of_another_program_is_told_and_a_later_append_works(
    tmp_path: Path, clock: ManualClock
) -> None:
    path = tmp_path / "history.db"
    fact = opened_session(clock)
    with (
        closing(Store.open(path, clock=clock, busy_ms=0)) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="Another program"):
            store.append(fact)
        assert "Another program" in refusal(path, clock).message
        other.execute("ROLLBACK")
        store.append(fact)
        assert list(store.facts()) == [fact]


def test_another_thread_is_a_bug_and_no_story_for_the_user(
    tmp_path: Path, clock: ManualClock
) -> None:
    raised: list[BaseException] = []
    with closing(Store.open(tmp_path / "history.db", clock=clock)) as store:

        def read() -> None:
            try:
                store.sessions()
            except sqlite3.ProgrammingError as error:
                raised.append(error)

        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert len(raised) == 1


# Full disks


def test_a_full_database_loses_nothing_and_goes_on_when_there_is_room(
    tmp_path: Path, clock: ManualClock
) -> None:
    path = tmp_path / "history.db"
    with closing(Store.open(path, clock=clock)) as store:
        small, large = opened_session(clock), opened_session(clock, "x" * 100_000)
        (pages,) = store._database.connection.execute("PRAGMA page_count").fetchone()
        store._database.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StorageError, match="no room") as caught:
            store.append(small, large)
        assert str(path) in caught.value.message
        assert list(store.facts()) == []
        store.append(small)
        store._database.connection.execute("PRAGMA max_page_count = 100000")
        store.append(large)
        assert sorted(fact.id for fact in store.facts()) == sorted([small.id, large.id])


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(
    tiny_disk: Path, clock: ManualClock
) -> None:
    path = tiny_disk / "history.db"
    ballast = tiny_disk / "ballast"
    with closing(Store.open(path, clock=clock)) as store:
        ballast.write_bytes(b"x" * 150_000)
        facts = [opened_session(clock, "y" * 5_000) for _ in range(100)]
        kept: list[str] = []

        def fill() -> None:
            for fact in facts:
                store.append(fact)
                kept.append(fact.id)

        with pytest.raises(StorageError, match="no room"):
            fill()
        assert kept
        assert sorted(one.id for one in store.facts()) == sorted(kept)
        ballast.unlink()
        store.append(facts[len(kept)])
        kept.append(facts[len(kept)].id)
        assert sorted(one.id for one in store.facts()) == sorted(kept)
        assert store.check() == []


def test_a_full_disk_is_told_when_the_history_is_made(tiny_disk: Path, clock: ManualClock) -> None:
    with pytest.raises(OSError, match="space"):
        (tiny_disk / "ballast").write_bytes(b"x" * 1_000_000)
    assert "no room" in refusal(tiny_disk / "history.db", clock).message


def test_a_full_disk_is_told_when_an_old_history_is_opened(
    tiny_disk: Path, clock: ManualClock
) -> None:
    path = Path(shutil.copy(FROZEN / "v1.db", tiny_disk / "history.db"))
    with pytest.raises(OSError, match="space"):
        (tiny_disk / "ballast").write_bytes(b"x" * 1_000_000)
    before = path.read_bytes()
    assert "no room" in refusal(path, clock).message
    assert path.read_bytes() == before


# The system's own words


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "no room"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_the_systems_errors_are_told_apart(number: int, expected: str) -> None:
    with pytest.raises(StorageError) as caught, told_plainly(Path("history.db")):
        raise OSError(number, os.strerror(number))
    assert expected in caught.value.message


def test_an_error_without_words_of_the_system_is_told_in_its_own() -> None:
    with pytest.raises(StorageError, match="strange"), told_plainly(Path("history.db")):
        raise OSError("strange")


def test_the_sentence_keeps_its_cause(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught, told_plainly(tmp_path):
        raise sqlite3.OperationalError("odd")
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
    assert "odd" in caught.value.message
