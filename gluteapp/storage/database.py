"""Opens the database file, refuses what must not be touched, and guards each write to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from gluteapp.core.clock import Clock
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
            if path.exists() and path.stat().st_size > 0:
                _refuse_what_is_not_ours(path, schema)
            connection = sqlite3.connect(path, isolation_level=None, timeout=busy_ms / 1000)
            try:
                _prepare(connection, path, clock, schema)
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

    def close(self) -> None:
        """Close the file; harmless when it is closed already."""
        with told_plainly(self.path):
            self.connection.close()


def _refuse_what_is_not_ours(path: Path, schema: Schema) -> None:
    """Look at a file without being able to change it; StorageError when it is not for us."""
    probe = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        is_foreign, version = not is_ours(probe), version_of(probe)
        # Everything is read once (about 20 ms for a year): nothing is added to a damaged file.
        (found,) = probe.execute("PRAGMA quick_check(1)").fetchone()
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
