"""The ladder of versions leads where a new database starts, and a backup is taken before."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gluteapp.core.circuit import SessionMode
from gluteapp.core.clock import ManualClock
from gluteapp.errors import NewerDatabaseError, StorageError
from gluteapp.storage.backup import back_up, backups
from gluteapp.storage.database import Database
from gluteapp.storage.migrations import Schema, create, migrate, version_of
from gluteapp.storage.repositories import Store

FROZEN = Path(__file__).parent.parent / "data" / "databases"
MOOD_COLUMN = 'ALTER TABLE sessions ADD COLUMN mood TEXT; -- a comment with a ";" in it\n'
MOOD_TABLE = "CREATE TABLE moods (\n    name TEXT NOT NULL PRIMARY KEY\n) STRICT;\n"


def with_next_step(*scripts: str) -> Schema:
    """The shipped schema with further versions that somebody may write one day."""
    shipped = Schema.shipped()
    return Schema(steps=(*shipped.steps, *scripts), current=shipped.current + "".join(scripts))


def connect(path: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def shape_of(connection: sqlite3.Connection) -> dict[str, Any]:
    """Tables, columns, keys and indexes of a database; not the words they were made with."""
    tables = connection.execute("PRAGMA table_list").fetchall()
    ours = sorted(row[1:] for row in tables if not row[1].startswith("sqlite_"))
    checks = dict(connection.execute("SELECT name, sql LIKE '%CHECK%' FROM sqlite_master"))
    shape: dict[str, Any] = {
        pragma: connection.execute(f"PRAGMA {pragma}").fetchone()
        for pragma in ("user_version", "application_id")
    }
    for table in ours:
        name = table[0]
        indexes = connection.execute(f"PRAGMA index_list({name})").fetchall()
        shape[name] = (
            table,
            bool(checks[name]),
            connection.execute(f"PRAGMA table_xinfo({name})").fetchall(),
            connection.execute(f"PRAGMA foreign_key_list({name})").fetchall(),
            sorted(
                (index[1:], connection.execute(f"PRAGMA index_xinfo({index[1]})").fetchall())
                for index in indexes
            ),
        )
    return shape


@pytest.mark.parametrize("schema", [Schema.shipped(), with_next_step(MOOD_COLUMN, MOOD_TABLE)])
def test_the_ladder_leads_to_what_a_new_database_is(schema: Schema) -> None:
    with closing(connect(":memory:")) as climbed, closing(connect(":memory:")) as new:
        migrate(climbed, schema)
        create(new, schema)
        assert shape_of(climbed) == shape_of(new)
        assert version_of(new) == schema.version


def test_the_comparison_of_shapes_sees_a_difference() -> None:
    with closing(connect(":memory:")) as one, closing(connect(":memory:")) as other:
        create(one, Schema.shipped())
        create(other, Schema.shipped())
        other.execute("CREATE INDEX sets_by_exercise ON sets (exercise)")
        assert shape_of(one) != shape_of(other)


def test_every_version_can_be_climbed_from(tmp_path: Path, clock: ManualClock) -> None:
    schema = with_next_step(MOOD_COLUMN, MOOD_TABLE)
    with closing(connect(":memory:")) as new:
        create(new, schema)
        expected = shape_of(new)
    for version in range(1, schema.version + 1):
        path = tmp_path / f"v{version}" / "history.db"
        older = Schema(steps=schema.steps[:version], current="".join(schema.steps[:version]))
        Store.open(path, clock=clock, schema=older).close()
        Store.open(path, clock=clock, schema=schema).close()
        with closing(connect(path)) as climbed:
            assert shape_of(climbed) == expected


FROZEN_VERSIONS = range(1, Schema.shipped().version + 1)
"""A database as each version left it, kept for good."""


@pytest.mark.parametrize("version", FROZEN_VERSIONS)
def test_what_was_recorded_survives_every_migration(
    version: int, tmp_path: Path, clock: ManualClock
) -> None:
    path = Path(shutil.copy(FROZEN / f"v{version}.db", tmp_path / "history.db"))
    with closing(Store.open(path, clock=clock)) as store:
        before = (list(store.facts()), store.device_id)
    with closing(Store.open(path, clock=clock, schema=with_next_step(MOOD_COLUMN))) as store:
        assert (list(store.facts()), store.device_id) == before
    kept = backups(path)
    assert len(kept) == 1 + (version < Schema.shipped().version)
    for backup in kept:
        with closing(Store.open(backup, clock=clock)) as store:
            assert (list(store.facts()), store.device_id) == before


def test_the_short_daily_of_version_1_is_known_as_such(tmp_path: Path, clock: ManualClock) -> None:
    path = Path(shutil.copy(FROZEN / "v1.db", tmp_path / "history.db"))
    with closing(connect(path)) as old:
        old.execute(
            "UPDATE sessions SET circuit_id = 'daily' WHERE id = (SELECT min(id) FROM sessions)"
        )
        old.commit()
    with closing(Store.open(path, clock=clock)) as store:
        modes = [one.opened.mode for one in store.sessions(with_removed=True)]
    assert sorted(modes) == [SessionMode.CIRCUIT, SessionMode.DAILY]


def test_a_step_that_fails_leaves_its_version_and_the_backup(
    tmp_path: Path, clock: ManualClock
) -> None:
    newest = Schema.shipped().version
    path = Path(shutil.copy(FROZEN / f"v{newest}.db", tmp_path / "history.db"))
    broken = with_next_step(MOOD_COLUMN, "CREATE TABLE moods (name TEXT);\nDROP TABLE nowhere;\n")
    with pytest.raises(StorageError, match="nowhere"):
        Store.open(path, clock=clock, schema=broken)
    with closing(connect(path)) as left:
        assert version_of(left) == newest + 1
        assert not left.execute("SELECT 1 FROM sqlite_master WHERE name = 'moods'").fetchall()
    assert [backup.name for backup in backups(path)] == [
        f"history.backup-v{newest}-20260101T000000000Z.db"
    ]


def test_no_backup_is_taken_of_a_new_or_current_database(
    tmp_path: Path, clock: ManualClock
) -> None:
    path = tmp_path / "history.db"
    for _ in range(2):
        Store.open(path, clock=clock).close()
    assert backups(path) == []


def test_a_newer_database_is_refused_and_left_untouched(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "history.db"
    newer = Database.open(path, clock=clock, schema=with_next_step(MOOD_COLUMN))
    with newer.writing() as connection:
        connection.execute("INSERT INTO meta VALUES ('device_id', 'd')")
    # Copied while it is open, so that its log holds what the file does not, as after a kill.
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in tmp_path.glob("history.db*"):
        shutil.copy(file, crashed)
    newer.close()
    before = {file.name: file.read_bytes() for file in crashed.iterdir()}
    with pytest.raises(NewerDatabaseError) as caught:
        Store.open(crashed / "history.db", clock=clock)
    assert str(crashed / "history.db") in caught.value.message
    assert f"version {Schema.shipped().version + 1}" in caught.value.message
    after = {file.name: file.read_bytes() for file in crashed.iterdir()}
    # The -shm file only says who is reading.
    assert {name: after.get(name) for name in before if not name.endswith("-shm")} == {
        name: content for name, content in before.items() if not name.endswith("-shm")
    }


def test_a_frozen_newer_database_is_refused(tmp_path: Path, clock: ManualClock) -> None:
    path = Path(shutil.copy(FROZEN / "newer.db", tmp_path / "history.db"))
    before = path.read_bytes()
    with pytest.raises(NewerDatabaseError):
        Store.open(path, clock=clock)
    assert path.read_bytes() == before


def test_the_last_five_backups_are_kept(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "history.db"
    bystander = tmp_path / "other.backup-v1-20200101T000000000Z.db"
    bystander.touch()
    with closing(connect(path)) as connection:
        connection.execute("CREATE TABLE things (name TEXT)")
        made = []
        for version in (12, 3, 2, 1, 2, 3, 4):
            clock.move(1500)
            utc_ms = clock.read().utc_ms
            made.append(back_up(connection, path, version=version, utc_ms=utc_ms))
    assert backups(path) == made[-5:]
    assert sorted(tmp_path.iterdir()) == sorted([path, bystander, *made[-5:]])


def test_a_backup_that_fails_leaves_no_half_file(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "history.db"
    with closing(connect(path)) as connection:
        connection.execute("CREATE TABLE things (name TEXT)")
        connection.close()
        with pytest.raises(sqlite3.Error):
            back_up(connection, path, version=1, utc_ms=clock.read().utc_ms)
    assert list(tmp_path.iterdir()) == [path]
