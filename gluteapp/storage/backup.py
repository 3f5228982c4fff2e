"""Copies of the database beside it, taken before it is changed; knows nothing of what is inside."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from gluteapp.core.clock import Millis

KEPT = 5
"""How many backups stay; the oldest go first."""


def backups(path: Path) -> list[Path]:
    """The backups of the database at `path`, oldest first."""
    found = path.parent.glob(f"{path.stem}.backup-v*{path.suffix}")
    # The name ends in the time, behind a version that must not decide the order.
    return sorted(found, key=lambda file: file.stem.rpartition("-")[2])


def newest_backup(path: Path) -> Path | None:
    """The last backup of the database at `path`, if there is one."""
    found = backups(path)
    return found[-1] if found else None


def back_up(connection: sqlite3.Connection, path: Path, *, version: int, utc_ms: Millis) -> Path:
    """Copy the open database to `history.backup-v{version}-{utc}.db` and keep the last five.

    The copy has another name until it is complete; sqlite3.Error or OSError when it fails.
    """
    moment = datetime.fromtimestamp(utc_ms / 1000, UTC)
    utc = f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03}Z"
    target = path.with_name(f"{path.stem}.backup-v{version}-{utc}{path.suffix}")
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            connection.backup(copy)
            # One file that can be carried away, without a log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        _settle(unfinished)
        unfinished.replace(target)
    except (sqlite3.Error, OSError):
        unfinished.unlink(missing_ok=True)
        raise
    for old in backups(path)[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def _settle(file: Path) -> None:
    """Have the system put a file on the disk before its name says that it is complete."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
