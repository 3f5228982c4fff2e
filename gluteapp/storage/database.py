"""Opens the database file, refuses what must not be touched, and guards each write to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from gluteapp.core.clock import Clock, Millis
from gluteapp.errors import NewerDatabaseError
from gluteapp.language import number, tr
from gluteapp.storage import failures
from gluteapp.storage.backup import back_up
from gluteapp.storage.failures import told_plainly
from gluteapp.storage.migrations import (
    Schema,
    create,
    is_ours,
    migrate,
    transaction,
    version_of,
)

BUSY_MS = 500
"""How long a write waits for another program: longer would be felt in a running session."""

CACHE_KIB = 32_768
"""At most so much of the file is kept in memory: about two years of sessions."""

ALWAYS_READ_BYTES = 32_000_000
"""Up to this size, about two years, a file is looked through for damage whenever it is opened.

A longer one weekly, and when it was not closed the last time: from a slow disk a hundred megabytes
take a second and a half.
"""
CHECK_EVERY_MS = 7 * 86_400_000
CHECKED = "checked_utc_ms"
"""Under this name it stands when all of the file was read."""


class Database:
    """One open SQLite file, for the thread that opened it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self._identity = _identity(path)
        self._is_writing = False

    @classmethod
    def open(cls, path: Path, *, clock: Clock, schema: Schema, busy_ms: int = BUSY_MS) -> Self:
        """Open, create or bring up to date the file at `path`, with a backup before changing it.

        StorageError with a plain sentence when that is impossible; the file is then as it was.
        """
        with told_plainly(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            was_read = False
            if path.exists() and path.stat().st_size > 0:
                was_read = _refuse_what_is_not_ours(path, schema, clock.read().utc_ms)
            connection = sqlite3.connect(path, isolation_level=None, timeout=busy_ms / 1000)
            try:
                _prepare(connection, path, clock, schema)
                if was_read:
                    _note_check(connection, path, clock.read().utc_ms)
                return cls(connection, path)
            except BaseException:
                connection.close()
                raise

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; inside another it is part of that one, and what fails ends both."""
        if self._is_writing:
            # Not told plainly yet: somebody who waits for a StorageError to try again must not
            # go on in a transaction that SQLite may have rolled back already.
            yield self.connection
            return
        with self.reading(), transaction(self.connection):
            if _identity(self.path) != self._identity:
                raise failures.gone(self.path)
            self._is_writing = True
            try:
                yield self.connection
            finally:
                self._is_writing = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, with failures told in plain sentences."""
        with told_plainly(self.path):
            yield self.connection

    def elsewhere(self) -> int:
        """Differs from before when another program has written to the file since."""
        with self.reading() as connection:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            return int(version)

    def close(self) -> None:
        """Close the file; harmless when it is closed already."""
        with told_plainly(self.path):
            self.connection.close()


def _refuse_what_is_not_ours(path: Path, schema: Schema, now_utc_ms: Millis) -> bool:
    """Look at a file without being able to change it; StorageError when it is not for us.

    Whether all of it was read.
    """
    # Whoever closes a file cleanly takes this one away; looking makes it anew.
    was_left_open = path.with_name(f"{path.name}-wal").exists()
    is_short = path.stat().st_size <= ALWAYS_READ_BYTES
    probe = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        is_foreign, version = not is_ours(probe), version_of(probe)
        is_due = is_foreign or version == 0 or is_short or was_left_open
        is_due = is_due or _is_check_due(probe, now_utc_ms)
        # Everything is read (about 20 ms for a year): nothing is added to a damaged file.
        (found,) = probe.execute("PRAGMA quick_check(1)").fetchone() if is_due else ("ok",)
    finally:
        probe.close()
    if is_foreign:
        raise failures.foreign(path)
    if found != "ok":
        raise failures.unreadable(path)
    if version > schema.version:
        raise NewerDatabaseError(
            tr("The history is from a newer gluteapp"),
            tr(
                "The history at {path} has version {version}, and this gluteapp knows versions up "
                "to {known}. It was left untouched; install the newer gluteapp to go on with it.",
                path=path,
                version=number(version),
                known=number(schema.version),
            ),
        )
    return is_due


def _is_check_due(probe: sqlite3.Connection, now_utc_ms: Millis) -> bool:
    """Whether all of a long history was not read for a week."""
    noted = probe.execute("SELECT value FROM meta WHERE name = ?", (CHECKED,)).fetchone()
    return noted is None or not 0 <= now_utc_ms - int(noted[0]) < CHECK_EVERY_MS


def _note_check(connection: sqlite3.Connection, path: Path, utc_ms: Millis) -> None:
    """Note that all of a file was read, where that is not done each time."""
    if path.stat().st_size <= ALWAYS_READ_BYTES:
        return
    with transaction(connection):
        connection.execute(
            "INSERT INTO meta (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (CHECKED, str(utc_ms)),
        )


def _prepare(connection: sqlite3.Connection, path: Path, clock: Clock, schema: Schema) -> None:
    # An acknowledged fact must survive a power cut, hence FULL (platform.md G: 0.3 ms a commit).
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = {-CACHE_KIB}")
    version = version_of(connection)
    if version == 0:
        create(connection, schema)
    elif version < schema.version:
        back_up(connection, path, version=version, utc_ms=clock.read().utc_ms)
        migrate(connection, schema)
    # A read-only file would otherwise be noticed only at the first fact; a bare BEGIN passes there.
    with transaction(connection):
        connection.execute("DELETE FROM bookmarks WHERE FALSE")


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file has this name now; None when there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
