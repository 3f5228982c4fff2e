"""Turns what SQLite and the system complain of into one sentence; never touches the database."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gluteapp.errors import StorageError
from gluteapp.language import tr
from gluteapp.storage.backup import newest_backup

ROOM_BYTES = 1_000_000
"""Less free space than this counts as a full disk when SQLite only says that input or output failed."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Raise StorageError for anything that goes wrong with the database at `path`.

    sqlite3.ProgrammingError passes: it is a bug of ours, not of the world.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise _from_sqlite(error, path) from error
    except OSError as error:
        raise _from_system(error, path) from error


def disk_full(path: Path) -> StorageError:
    """The disk has no room left."""
    return StorageError(
        tr("The disk is full"),
        tr(
            "There was no room on the disk to write the history at {path}; nothing saved before "
            "is lost. Free some space and try again.",
            path=path,
        ),
    )


def read_only(path: Path) -> StorageError:
    """The file or its folder cannot be written to."""
    return StorageError(
        tr("The history cannot be written"),
        tr(
            "The history at {path}, or the folder it lies in, is read-only. Allow writing there, "
            "or choose another folder with --profile.",
            path=path,
        ),
    )


def in_use(path: Path) -> StorageError:
    """Another program holds the lock."""
    return StorageError(
        tr("The history is in use"),
        tr(
            "Another program is holding the history at {path}. Close it and try again.",
            path=path,
        ),
    )


def unreadable(path: Path) -> StorageError:
    """The file is damaged, or is no database at all."""
    backup = newest_backup(path)
    if backup is None:
        message = tr(
            "The history could not be read; it was left untouched at {path}, and there is no "
            "backup. Move that file elsewhere to begin a new history.",
            path=path,
        )
    else:
        message = tr(
            "The history could not be read; it was left untouched at {path}; a backup is at "
            "{backup}. Move the damaged file elsewhere and put a copy of the backup in its place.",
            path=path,
            backup=backup,
        )
    return StorageError(tr("The history could not be read"), message)


def foreign(path: Path) -> StorageError:
    """A database, but not one of ours."""
    return StorageError(
        tr("Not a history of gluteapp"),
        tr(
            "The file at {path} is a database of another program; it was left untouched. Move it "
            "elsewhere to begin a new history.",
            path=path,
        ),
    )


def gone(path: Path) -> StorageError:
    """The file was moved or deleted under our hands."""
    return StorageError(
        tr("The history has disappeared"),
        tr(
            "The history at {path} was moved, replaced or deleted while gluteapp was running. Put "
            "it back, then start gluteapp again.",
            path=path,
        ),
    )


def unknown_value(path: Path, table: str, fact_id: str) -> StorageError:
    """A row holds what no gluteapp of this version ever writes."""
    return StorageError(
        tr("The history holds something unknown"),
        tr(
            "Row {id} of table {table} in {path} holds a value that this gluteapp does not "
            "know; the history was left untouched. Install the newest gluteapp.",
            id=fact_id,
            table=table,
            path=path,
        ),
    )


def other(path: Path, reason: str) -> StorageError:
    """Something rarer, in the system's own words."""
    return StorageError(
        tr("The history could not be used"),
        tr(
            'The history at {path} could not be read or written ("{reason}"). Check the disk and '
            "its permissions, then try again.",
            path=path,
            reason=reason,
        ),
    )


def _from_sqlite(error: sqlite3.Error, path: Path) -> StorageError:
    # The extended code keeps its family in the low byte.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return disk_full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return in_use(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return unreadable(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            return _from_surroundings(path, str(error))
        case _:
            return other(path, str(error))


def _from_system(error: OSError, path: Path) -> StorageError:
    if error.errno in _FULL:
        return disk_full(path)
    if error.errno in _READ_ONLY:
        return read_only(path)
    return other(path, error.strerror or str(error))


def _from_surroundings(path: Path, reason: str) -> StorageError:
    """SQLite says only that it could not; look whether folder or disk tell why."""
    folder = path.parent
    if folder.is_dir() and not os.access(folder, os.W_OK, effective_ids=_EFFECTIVE):
        return read_only(path)
    if folder.is_dir() and shutil.disk_usage(folder).free < ROOM_BYTES:
        return disk_full(path)
    return other(path, reason)


_EFFECTIVE = os.access in os.supports_effective_ids
