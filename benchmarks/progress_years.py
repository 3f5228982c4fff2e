"""Profiles with years of training: some played by `demo-data`, the others copies laid before them."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from gluteapp.app import build
from gluteapp.demo import fill_profile
from gluteapp.paths import Paths

WEEK_DAYS = 7
DAY_MS = 86_400_000
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_DAY = re.compile(r'"day":(\d+)')
_TIME = re.compile(r'"utc_ms":(\d+)')
_NOT_COPIED = ("meta", "bookmarks", "body_masses")
Row = tuple[object, ...]


def play(folder: Path, weeks: int) -> Path:
    """A profile of so many weeks as `gluteapp demo-data` makes it; its folder."""
    fill_profile(Paths.under(folder), weeks=weeks, seed=1)
    return folder


def laid_before(played: Path, folder: Path, *, weeks: int, times: int) -> Path:
    """A copy of a played profile with its weeks laid before it so many times; its folder.

    What is derived is copied too, except plans, which are made anew by one replay.
    """
    shutil.copytree(played, folder)
    with closing(sqlite3.connect(Paths.under(folder).database, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM derived WHERE what = 'plan'")
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        for (table,) in tables.fetchall():
            if table not in _NOT_COPIED:
                _copy(connection, table, weeks=weeks, times=times)
        connection.execute("COMMIT")
    with closing(build(Paths.under(folder))) as app:
        app.progress.planner.settle()
    return folder


def _copy(connection: sqlite3.Connection, table: str, *, weeks: int, times: int) -> None:
    rows = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - a table of ours
    columns = [one[0] for one in rows.description]
    kept = rows.fetchall()
    places = ", ".join("?" * len(columns))
    for back in range(1, times):
        shifted = _Shift(-back * weeks * WEEK_DAYS)
        change = [shifted.of(column) for column in columns]
        connection.executemany(
            f"INSERT INTO {table} VALUES ({places})",  # noqa: S608 - a table of ours
            _moved(kept, change),
        )


def _moved(rows: list[Row], change: list[Callable[[object], object] | None]) -> Iterator[Row]:
    for row in rows:
        yield tuple(
            value if move is None or value is None else move(value)
            for value, move in zip(row, change, strict=True)
        )


class _Shift:
    """Moves ids, times and days in a row by whole days."""

    def __init__(self, days: int) -> None:
        self._days, self._ms = days, days * DAY_MS
        self._known: dict[str, str] = {}

    def of(self, column: str) -> Callable[[object], object] | None:
        """What happens to a column; None when nothing does."""
        if column == "utc_ms":
            return self._time
        if column in ("value", "decision"):
            return self._text
        return self._id if column == "id" or column.endswith(("_id", "supersedes")) else None

    def _time(self, utc_ms: object) -> object:
        assert isinstance(utc_ms, int)
        return utc_ms + self._ms

    def _id(self, value: object) -> object:
        """The id that would have been given then: its first 48 bits are the time."""
        name = str(value)
        if _ID.fullmatch(name) is None:
            return name
        if name not in self._known:
            moved = f"{int(name[:8] + name[9:13], 16) + self._ms:012x}"
            self._known[name] = f"{moved[:8]}-{moved[8:]}{name[13:]}"
        return self._known[name]

    def _text(self, value: object) -> object:
        text = _ID.sub(lambda found: str(self._id(found[0])), str(value))
        text = _DAY.sub(lambda found: f'"day":{int(found[1]) + self._days}', text)
        return _TIME.sub(lambda found: f'"utc_ms":{int(found[1]) + self._ms}', text)
