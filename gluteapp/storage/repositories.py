"""The store: facts in, records out. The only door to the database; knows no use case.

A store belongs to the thread that opened it. Whatever the disk does to it is a StorageError.
"""

from __future__ import annotations

import gc
import heapq
import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from typing import Any, Self, TypeVar

from gluteapp.core.clock import Clock, Millis
from gluteapp.core.progress_facts import ProgressFact
from gluteapp.core.session import AnyFact, Fact, FeltAnswered, SessionRecord
from gluteapp.errors import StorageError
from gluteapp.storage.checking import problems_of
from gluteapp.storage.database import BUSY_MS, Database
from gluteapp.storage.failures import unknown_value
from gluteapp.storage.migrations import Schema
from gluteapp.storage.records import Facts, Said, assemble
from gluteapp.storage.rows import (
    ANSWER_SETS_SQL,
    ANSWERS,
    CORRECTIONS,
    MARKS,
    REMOVALS,
    REPS,
    SAID_SQL,
    SESSION_ENDS,
    SESSIONS,
    SET_ENDS,
    SETS,
    FactTable,
    Value,
    read_answer,
)
from gluteapp.storage.shelf import ProgressShelf, forget_derived
from gluteapp.storage.tables import TABLES, table_of

FactT = TypeVar("FactT", bound=Fact)

_REMOVED_SQL = """coalesce((SELECT is_removed FROM removals WHERE session_id = sessions.id
    ORDER BY id DESC LIMIT 1), 0)"""
_LISTED_SQL = f"""SELECT id FROM sessions WHERE NOT {_REMOVED_SQL}
    ORDER BY id DESC LIMIT ?"""  # noqa: S608 - our own words
_ALL_SQL = "SELECT id FROM sessions ORDER BY id DESC LIMIT ?"
_UNFINISHED_SQL = f"""SELECT id FROM sessions WHERE NOT {_REMOVED_SQL}
    AND id NOT IN (SELECT session_id FROM session_ends)
    ORDER BY id DESC LIMIT 1"""  # noqa: S608 - our own words


class Store:
    """The history of one profile."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.progress = ProgressShelf(database)
        self._revision = 0
        self._elsewhere = database.elsewhere()
        self.device_id = self._read_device_id()

    @classmethod
    def open(
        cls, path: Path, *, clock: Clock, schema: Schema | None = None, busy_ms: int = BUSY_MS
    ) -> Self:
        """Open the history at `path`, made if there is none, brought up to date if it is older.

        NewerDatabaseError or another StorageError when it cannot be used; it is then untouched.
        `busy_ms` is how long a write waits for another program.
        """
        known = schema or Schema.shipped()
        database = Database.open(path, clock=clock, schema=known, busy_ms=busy_ms)
        try:
            return cls(database)
        except BaseException:
            database.close()
            raise

    @property
    def revision(self) -> int:
        """Goes up with every fact that is written, here or by another program, so that what was
        read of them can be kept for as long as it stays the same.
        """
        elsewhere = self._database.elsewhere()
        if elsewhere != self._elsewhere:
            self._elsewhere = elsewhere
            self._revision += 1
        return self._revision

    def close(self) -> None:
        """Close the file; harmless when it is closed already."""
        self._database.close()

    # Writing

    def append(self, *facts: AnyFact | ProgressFact) -> None:
        """Write facts, all of them or none; one that is there already stays as it is.

        ValueError when an answer does not fit its question: that is a bug.
        """
        self._revision += 1
        with self._database.writing() as connection:
            for fact in facts:
                table = table_of(fact)
                connection.execute(table.insert_sql, table.to_row(fact))
                forget_derived(connection, fact)
                if isinstance(fact, FeltAnswered):
                    ties = [(fact.id, place, one) for place, one in enumerate(fact.set_ids)]
                    connection.executemany(ANSWER_SETS_SQL, ties)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make everything that is written inside one transaction: all of it stays or none."""
        with self._database.writing():
            yield

    def save_bookmark(self, session_id: str, bookmark: dict[str, object], utc_ms: Millis) -> None:
        """Note how to go on with a session, in place of what was noted before."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO bookmarks (session_id, bookmark, utc_ms) VALUES (?, ?, ?)"
                " ON CONFLICT (session_id) DO UPDATE"
                " SET bookmark = excluded.bookmark, utc_ms = excluded.utc_ms",
                (session_id, json.dumps(bookmark), utc_ms),
            )

    def drop_bookmark(self, session_id: str) -> None:
        """Forget how to go on with a session."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM bookmarks WHERE session_id = ?", (session_id,))

    # Reading

    def session(self, session_id: str) -> SessionRecord:
        """A session with all its repetitions, removed or not; KeyError when there is none."""
        found = self._records("SELECT ?", (session_id,), with_reps=True)
        if not found:
            raise KeyError(session_id)
        return found[0]

    def sessions(
        self, *, with_removed: bool = False, limit: int | None = None
    ) -> list[SessionRecord]:
        """The sessions, newest first; their sets' `reps` are left empty for speed.

        `done_reps` is right all the same. Use `session` for single repetitions.
        """
        chosen = _ALL_SQL if with_removed else _LISTED_SQL
        with _collector_at_rest():
            records = self._records(chosen, (-1 if limit is None else limit,), with_reps=False)
        return records[::-1]

    def sessions_of(self, session_ids: Sequence[str]) -> list[SessionRecord]:
        """Those of the sessions that there are, oldest first, without their repetitions."""
        chosen = " UNION ALL ".join(["SELECT ?"] * len(session_ids))
        return self._records(chosen, tuple(session_ids), with_reps=False) if session_ids else []

    def unfinished(self) -> SessionRecord | None:
        """The newest session that was neither closed nor removed, with its repetitions."""
        found = self._records(_UNFINISHED_SQL, (), with_reps=True)
        return found[0] if found else None

    def bookmark(self, session_id: str) -> tuple[dict[str, object], Millis] | None:
        """What was noted to go on with a session, and when in UTC ms."""
        sql = "SELECT bookmark, utc_ms FROM bookmarks WHERE session_id = ?"
        row = self._first(sql, (session_id,))
        return None if row is None else (json.loads(row[0]), row[1])

    def facts(self) -> Iterator[AnyFact | ProgressFact]:
        """Every fact there is, oldest id first."""
        streams = [self._stream(table, " ORDER BY id") for table in TABLES]
        return heapq.merge(*streams, key=attrgetter("id"))

    def newest_id(self) -> str | None:
        """The highest id that this device gave to a fact; new ones must be higher."""
        newest: list[str] = []
        for table in TABLES:
            sql = f"SELECT id FROM {table.name} WHERE device_id = ? ORDER BY id DESC LIMIT 1"  # noqa: S608
            row = self._first(sql, (self.device_id,))
            if row is not None:
                newest.append(row[0])
        return max(newest, default=None)

    def check(self) -> list[str]:
        """What is wrong with the database, one sentence each; empty when all is well."""
        try:
            with self._database.reading() as connection:
                return problems_of(connection)
        except StorageError as error:
            return [error.message]

    # Inside

    def _records(
        self, chosen: str, values: tuple[Value, ...], *, with_reps: bool
    ) -> list[SessionRecord]:
        """The sessions that the SELECT of ids `chosen` finds, oldest first, in ten queries."""
        in_sessions = f" WHERE session_id IN ({chosen})"
        of_sessions = f"{in_sessions} ORDER BY id"
        sets = f"SELECT id FROM sets WHERE session_id IN ({chosen})"  # noqa: S608 - our own words
        of_sets = f" WHERE set_id IN ({sets}) ORDER BY id"
        reps = self._all(REPS, of_sets, values) if with_reps else []
        return assemble(
            Facts(
                sessions=self._all(SESSIONS, f" WHERE id IN ({chosen}) ORDER BY id", values),
                ends=self._all(SESSION_ENDS, of_sessions, values),
                sets=self._all(SETS, of_sessions, values),
                set_ends=self._all(SET_ENDS, of_sets, values),
                marks=self._all(MARKS, of_sessions, values),
                answers=self._said(f"{in_sessions} ORDER BY answers.id", values),
                corrections=self._all(CORRECTIONS, of_sets, values),
                removals=self._all(REMOVALS, of_sessions, values),
                reps=reps,
                last_reps=self._last_reps(sets, values),
            )
        )

    def _last_reps(self, sets: str, values: tuple[Value, ...]) -> dict[str, int]:
        """The highest repetition of each set that was not closed."""
        sql = f"""SELECT set_id, max(rep) FROM reps WHERE set_id IN
            ({sets} AND NOT EXISTS (SELECT 1 FROM set_ends WHERE set_id = sets.id))
            GROUP BY set_id"""  # noqa: S608 - our own words
        with self._database.reading() as connection:
            return dict(connection.execute(sql, values).fetchall())

    def _all(
        self, table: FactTable[FactT], narrowed: str, values: tuple[Value, ...]
    ) -> list[FactT]:
        return list(self._stream(table, narrowed, values))

    def _stream(
        self, table: FactTable[FactT], narrowed: str, values: tuple[Value, ...] = ()
    ) -> Iterator[FactT]:
        with self._database.reading() as connection:
            for row in connection.execute(table.select_sql + narrowed, values):
                try:
                    yield table.from_row(row)
                except (ValueError, KeyError) as error:
                    raise unknown_value(self._database.path, table.name, row[0]) from error

    def _said(self, narrowed: str, values: tuple[Value, ...]) -> list[Said]:
        """Each answer once for each of its sets, oldest first."""
        said: list[Said] = []
        with self._database.reading() as connection:
            for row in connection.execute(SAID_SQL + narrowed, values):
                try:
                    said.append((row[1], *read_answer(*row[2:])))
                except (ValueError, KeyError) as error:
                    raise unknown_value(self._database.path, ANSWERS.name, row[0]) from error
        return said

    def _first(self, sql: str, values: tuple[Value, ...]) -> tuple[Any, ...] | None:
        with self._database.reading() as connection:
            row: tuple[Any, ...] | None = connection.execute(sql, values).fetchone()
            return row

    def _read_device_id(self) -> str:
        sql = "SELECT value FROM meta WHERE name = 'device_id'"
        row = self._first(sql, ())
        if row is None:
            with self._database.writing() as connection:
                connection.execute(
                    "INSERT INTO meta (name, value) VALUES ('device_id', ?)", (str(uuid.uuid4()),)
                )
            row = self._first(sql, ())
            assert row is not None
        return str(row[0])


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep Python from searching the growing list for cycles again and again: a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
