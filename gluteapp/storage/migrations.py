"""Brings a database from the version it has to the newest, step by step; knows no facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

APPLICATION_ID = int.from_bytes(b"GLUT", "big")
"""Stands in the header of every database of ours."""

_FOLDER = Path(__file__).parent / "schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The ladder of SQL scripts, `steps[0]` making version 1, and the script of a new database."""

    steps: tuple[str, ...]
    current: str

    @classmethod
    def shipped(cls) -> Self:
        """The scripts that belong to this gluteapp."""
        files = sorted(_FOLDER.glob("[0-9][0-9][0-9][0-9].sql"))
        return cls(
            steps=tuple(file.read_text(encoding="utf-8") for file in files),
            current=(_FOLDER / "current.sql").read_text(encoding="utf-8"),
        )

    @property
    def version(self) -> int:
        """The version that the ladder leads to."""
        return len(self.steps)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is written together, or nothing is."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # Still open when something failed, the COMMIT included. SQLite may have rolled back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a database, 0 for an empty one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a database is empty or was made by gluteapp."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(application == APPLICATION_ID or (application == 0 and tables == 0))


def create(connection: sqlite3.Connection, schema: Schema) -> None:
    """Make an empty database one of the newest version, in one transaction."""
    with transaction(connection):
        _run(connection, schema.current, schema.version)


def migrate(connection: sqlite3.Connection, schema: Schema) -> None:
    """Climb the ladder from the version the database has, each step in its own transaction."""
    first = version_of(connection)
    for number, script in enumerate(schema.steps[first:], start=first + 1):
        with transaction(connection):
            _run(connection, script, number)


def _run(connection: sqlite3.Connection, script: str, version: int) -> None:
    # Not executescript, which would commit before it begins.
    for statement in _statements(script):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version:d}")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
