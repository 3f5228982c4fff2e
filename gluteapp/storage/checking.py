"""Looks for damage in a database and for facts that name something missing; changes nothing."""

from __future__ import annotations

import sqlite3

from gluteapp.core.progress_facts import AWAY_SUFFIX
from gluteapp.language import tr, trn

_REFERENCES = (
    ("session_ends", "session_id", "sessions"),
    ("sets", "session_id", "sessions"),
    ("marks", "session_id", "sessions"),
    ("answers", "session_id", "sessions"),
    ("removals", "session_id", "sessions"),
    ("reps", "set_id", "sets"),
    ("set_ends", "set_id", "sets"),
    ("answer_sets", "set_id", "sets"),
    ("corrections", "set_id", "sets"),
    ("decisions", "session_id", "sessions"),
    ("decision_answers", "session_id", "sessions"),
    ("mornings", "session_id", "sessions"),
)


def problems_of(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the database, one sentence each; empty when all is well."""
    damage = [
        str(found) for (found,) in connection.execute("PRAGMA integrity_check") if found != "ok"
    ]
    problems = [tr('The database is damaged: "{what}".', what=what) for what in damage]
    for table, column, parent in _REFERENCES:
        # A decision of coming back names the session before the pause, and says so behind its id.
        sql = f"""SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})
            AND replace({column}, ?, '') NOT IN (SELECT id FROM {parent})"""  # noqa: S608
        (orphans,) = connection.execute(sql, (AWAY_SUFFIX,)).fetchone()
        if orphans:
            problems.append(
                trn(
                    "{n} row of table {table} belongs to nothing in table {parent}.",
                    "{n} rows of table {table} belong to nothing in table {parent}.",
                    orphans,
                    table=table,
                    parent=parent,
                )
            )
    return problems
