"""What progress reads from the database: decisions, answers to them, mornings, notes, and what was
derived from sessions before. Writes only what is derived; facts go through the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import TypeVar, assert_never

from gluteapp.core.clock import Millis
from gluteapp.core.decision import Choice
from gluteapp.core.progress_facts import (
    BodyMassNoted,
    Decided,
    DecisionAnswered,
    MorningAnswered,
    ProgressFact,
    ThingsNoted,
    session_of,
)
from gluteapp.core.session import (
    AnyFact,
    Fact,
    FeltAnswered,
    Marked,
    RepDone,
    SessionClosed,
    SessionOpened,
    SessionRemoved,
    SetClosed,
    SetCorrected,
    SetOpened,
)
from gluteapp.storage.database import Database
from gluteapp.storage.failures import unknown_value
from gluteapp.storage.rows import FactTable
from gluteapp.storage.tables import (
    BODY_MASSES,
    DECISION_ANSWERS,
    DECISIONS,
    MORNINGS,
    THINGS_NOTED,
)

FactT = TypeVar("FactT", bound=Fact)

PLAN = "plan"
"""What a plan is kept as: it holds what followed from a session and from all that began before."""

KEPT_SQL = """NOT coalesce((SELECT is_removed FROM removals WHERE session_id = {name}.id
        ORDER BY id DESC LIMIT 1), 0)
    AND EXISTS (SELECT 1 FROM session_ends WHERE session_id = {name}.id)"""
"""Whether the session of a row is closed, and not deleted."""
IS_REAL_SQL = f"""EXISTS (SELECT 1 FROM sessions AS real
    WHERE NOT real.is_demo AND {KEPT_SQL.format(name="real")})"""  # noqa: S608 - our own words
COUNTS_SQL = (
    f"""{KEPT_SQL.format(name="sessions")} AND (NOT sessions.is_demo OR NOT {IS_REAL_SQL})"""
)
"""Whether a session counts: closed, not deleted, and not made up where there is a real one."""
VALUES_SQL = f"""SELECT sessions.id, derived.value FROM sessions
    LEFT JOIN derived ON derived.session_id = sessions.id
        AND derived.what = ? AND derived.version = ?
    WHERE {COUNTS_SQL}"""  # noqa: S608 - our own words
NOT_DERIVED_SQL = f"""SELECT sessions.id FROM sessions WHERE {COUNTS_SQL} AND NOT EXISTS
    (SELECT 1 FROM derived WHERE what = ? AND session_id = sessions.id AND version = ?)
    ORDER BY id"""  # noqa: S608 - our own words
AFTER_SQL = """(sessions.utc_ms, sessions.id) >
    (SELECT last.utc_ms, last.id FROM sessions AS last WHERE last.id = ?)"""
LAST_SQL = """SELECT session_id, value FROM derived JOIN sessions ON sessions.id = session_id
    WHERE what = ? AND version = ? AND utc_ms < ? ORDER BY utc_ms DESC, sessions.id DESC LIMIT 1"""
FORGET_PLANS_SQL = """DELETE FROM derived WHERE what = ? AND EXISTS
    (SELECT 1 FROM sessions AS kept, sessions AS touched
    WHERE kept.id = derived.session_id AND touched.id = ?
    AND (touched.utc_ms, touched.id) <= (kept.utc_ms, kept.id))"""

FORGET_PLANS_SINCE_SQL = """DELETE FROM derived WHERE what = ? AND session_id IN
    (SELECT id FROM sessions WHERE utc_ms >= ?)"""


class ProgressShelf:
    """The facts of progress, and the derived values of sessions by what they are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decisions(self, session_ids: Iterable[str] | None = None) -> dict[tuple[str, str], Decided]:
        """The newest decision of each session and station; of all sessions, or of some."""
        return {
            (one.decision.session_id, one.decision.station): one
            for one in self._newest_last(DECISIONS, session_ids)
        }

    def choices(self, session_ids: Iterable[str] | None = None) -> dict[tuple[str, str], Choice]:
        """What the user said to the decision of a session and station, where it still holds.

        Of all sessions, or of some.
        """
        newest = {
            (one.session_id, one.station): one.choice
            for one in self._newest_last(DECISION_ANSWERS, session_ids)
        }
        return {place: choice for place, choice in newest.items() if choice is not None}

    def mornings(self, session_ids: Iterable[str] | None = None) -> dict[str, MorningAnswered]:
        """The newest answer about the morning after each session, skipped ones included.

        Of all sessions, or of some.
        """
        newest = {one.session_id: one for one in self._newest_last(MORNINGS, session_ids)}
        return {
            session_id: one
            for session_id, one in newest.items()
            if one.score is not None or one.is_skipped
        }

    def body_masses(self) -> list[BodyMassNoted]:
        """Everything that was noted of the body mass, oldest first."""
        return self._newest_last(BODY_MASSES)

    def things(self) -> list[ThingsNoted]:
        """Everything that was noted of what there is to train with, in the order of its times."""
        return sorted(self._newest_last(THINGS_NOTED), key=lambda one: (one.utc_ms, one.id))

    def has_real_sessions(self) -> bool:
        """Whether a session counts that was not made up, so that made-up ones do not."""
        with self._database.reading() as connection:
            return bool(connection.execute(f"SELECT {IS_REAL_SQL}").fetchone()[0])

    # Derived

    def elsewhere(self) -> int:
        """Differs from before when another program has written since."""
        return self._database.elsewhere()

    def derived(self, what: str, version: str) -> dict[str, str]:
        """The values of sessions that count, by session id in the order they were opened."""
        found = self.values(what, version)
        return {session_id: value for session_id, value in found.items() if value is not None}

    def not_derived(self, what: str, version: str) -> list[str]:
        """Ids of the sessions that count and have no such value, in the order they were opened."""
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute(NOT_DERIVED_SQL, (what, version))]

    def values(self, what: str, version: str, *, after: str | None = None) -> dict[str, str | None]:
        """The value of every session that counts, None where there is none, by id in their order.

        `after` leaves out a session and all that began before it did.
        """
        sql = VALUES_SQL
        places: tuple[str, ...] = (what, version)
        if after is not None:
            sql, places = f"{VALUES_SQL} AND {AFTER_SQL}", (*places, after)
        with self._database.reading() as connection:
            return dict(connection.execute(f"{sql} ORDER BY sessions.id", places).fetchall())

    def last_derived(
        self, what: str, version: str, *, until_utc_ms: Millis
    ) -> tuple[str, str] | None:
        """The session that began last of those before a time that have such a value, and its
        value.
        """
        with self._database.reading() as connection:
            row: tuple[str, str] | None = connection.execute(
                LAST_SQL, (what, version, until_utc_ms)
            ).fetchone()
            return row

    def keep_derived(
        self, what: str, version: str, values: Mapping[str, str], *, read: int | None = None
    ) -> None:
        """Keep values by session id, in place of what was kept.

        `read` is what `elsewhere` said before their facts were read: nothing is kept when another
        program has written since, because that may have made them wrong.
        """
        with self._database.writing() as connection:
            if read not in (None, self.elsewhere()):
                return
            connection.executemany(
                "INSERT INTO derived (what, version, session_id, value) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (what, session_id) DO UPDATE"
                " SET version = excluded.version, value = excluded.value",
                [(what, version, session_id, value) for session_id, value in values.items()],
            )

    def replace_plans(
        self,
        version: str,
        values: Mapping[str, str],
        drop: Iterable[str],
        *,
        read: int | None = None,
    ) -> None:
        """Keep plans by session id, without those of `drop` and those of other versions."""
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM derived WHERE what = ? AND version <> ?", (PLAN, version)
            )
            connection.executemany(
                "DELETE FROM derived WHERE what = ? AND session_id = ?",
                [(PLAN, session_id) for session_id in drop],
            )
            self.keep_derived(PLAN, version, values, read=read)

    # Inside

    def _newest_last(
        self, table: FactTable[FactT], session_ids: Iterable[str] | None = None
    ) -> list[FactT]:
        narrowed = ""
        values: tuple[str, ...] = ()
        if session_ids is not None:
            values = tuple(session_ids)
            narrowed = f" WHERE session_id IN ({', '.join('?' * len(values))})"
        facts: list[FactT] = []
        with self._database.reading() as connection:
            for row in connection.execute(f"{table.select_sql}{narrowed} ORDER BY id", values):
                try:
                    facts.append(table.from_row(row))
                except (ValueError, KeyError) as error:
                    raise unknown_value(self._database.path, table.name, row[0]) from error
        return facts


def forget_derived(connection: sqlite3.Connection, fact: AnyFact | ProgressFact) -> None:
    """Drop what was derived from a fact's session; called when the fact is written.

    That is the session's own values, and plans that hold what followed from it.
    """
    match fact:
        case SessionOpened():
            session_id, is_said_of_progress = fact.id, False
        case SetOpened() | SessionClosed() | Marked() | FeltAnswered() | SessionRemoved():
            session_id, is_said_of_progress = fact.session_id, False
        case RepDone() | SetClosed() | SetCorrected():
            row = connection.execute(
                "SELECT session_id FROM sets WHERE id = ?", (fact.set_id,)
            ).fetchone()
            if row is None:
                # Its set is yet to come, from another computer, and will drop what is there.
                return
            session_id, is_said_of_progress = row[0], False
        case Decided():
            session_id, is_said_of_progress = session_of(fact.decision.session_id), True
        case DecisionAnswered() | MorningAnswered():
            session_id, is_said_of_progress = session_of(fact.session_id), True
        case ThingsNoted():
            connection.execute(FORGET_PLANS_SINCE_SQL, (PLAN, fact.utc_ms))
            return
        case BodyMassNoted():
            # A plan's version holds the body mass.
            return
        case _:
            assert_never(fact)
    if not is_said_of_progress:
        connection.execute(
            "DELETE FROM derived WHERE session_id = ? AND what <> ?", (session_id, PLAN)
        )
    connection.execute(FORGET_PLANS_SQL, (PLAN, session_id))
