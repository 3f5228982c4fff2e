"""The user's own music as a list of files, and a look at it that holds nobody up. Plays nothing."""

from __future__ import annotations

import os
import stat
import threading
from enum import StrEnum
from pathlib import Path

SUFFIXES = frozenset({".mp3", ".ogg", ".oga", ".opus", ".flac", ".wav"})
"""What the mixer can play on every platform."""
MOST_FILES = 5_000
"""Files and folders together: a whole disk chosen by mistake must not be read to its end."""

TOUCHED_BYTES = 65_536
"""Enough of a file for its disk to be awake, and for what a decoder looks at first."""
_OGG, _OPUS, _MP4 = b"OggS", b"OpusHead", b"ftyp"


class Trouble(StrEnum):
    """Why no music plays although some was chosen."""

    NONE = ""
    MISSING = "missing"
    EMPTY = "empty"
    TOO_MUCH = "too_much"
    """None among so many files that the rest was not looked at."""
    UNPLAYABLE = "unplayable"
    BROKE = "broke"
    """The mixer's process ended while it was loaded."""


class Reason(StrEnum):
    """Why one file is left out."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    OTHER_KIND = "other_kind"
    """It is sound of a kind that the mixer does not know, whatever its ending says."""
    DAMAGED = "damaged"


def music_files(chosen: Path) -> tuple[list[Path], Trouble]:
    """The files to play: one, or all of a folder and its folders by name; and what is wrong."""
    try:
        if chosen.is_file():
            return [chosen], Trouble.NONE
        if not chosen.is_dir():
            return [], Trouble.MISSING
        found, is_whole = _inside(chosen)
    except OSError:
        return [], Trouble.MISSING
    if found:
        return found, Trouble.NONE
    return [], Trouble.EMPTY if is_whole else Trouble.TOO_MUCH


def touch(path: Path) -> bytes:
    """The beginning of a plain file; OSError when it is none or cannot be read.

    A decoder opens and reads without letting go of Python's lock: a pipe, or a disk that sleeps or
    is lost, would hold up the whole process there. Here it holds up this thread only.
    """
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OSError(f"{path.name} is not a plain file")
        return os.read(number, TOUCHED_BYTES)
    finally:
        os.close(number)


def kind_of(start: bytes) -> str:
    """The kind a decoder must be told, as it cannot be seen from an ending; empty otherwise."""
    return "opus" if start.startswith(_OGG) and _OPUS in start[:256] else ""


def why_not(start: bytes) -> Reason:
    """Why a file that begins so cannot be played, as far as its beginning tells."""
    if not start:
        return Reason.EMPTY
    return Reason.OTHER_KIND if start[4:8] == _MP4 else Reason.DAMAGED


class MusicLook:
    """Looks from a thread of its own whether the chosen music is there; the last answer stays."""

    def __init__(self) -> None:
        self._chosen: Path | None = None
        self._trouble = Trouble.NONE
        self._thread: threading.Thread | None = None

    @property
    def trouble(self) -> Trouble:
        """What was wrong when it was last looked; none as long as it is not known."""
        return self._trouble

    def look(self, chosen: Path | None) -> None:
        """Look at a choice, anew when it was looked at before; not while that still goes on."""
        if chosen != self._chosen:
            self._chosen, self._trouble = chosen, Trouble.NONE
        elif self.is_looking:
            return
        if chosen is not None:
            # A disk that does not answer keeps its thread: the app may end all the same.
            self._thread = threading.Thread(
                target=self._find, args=(chosen,), name="looks for music", daemon=True
            )
            self._thread.start()

    @property
    def is_looking(self) -> bool:
        """Whether the answer is still to come."""
        return self._thread is not None and self._thread.is_alive()

    def _find(self, chosen: Path) -> None:
        _, trouble = music_files(chosen)
        if chosen == self._chosen:
            self._trouble = trouble


def _inside(folder: Path) -> tuple[list[Path], bool]:
    """The music in a folder by name, and whether all of it was looked at."""
    found: list[Path] = []
    looked_at = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if name[0] != "."), key=str.casefold)
        looked_at += 1 + len(names)
        found += [
            Path(place, name)
            for name in names
            if name[0] != "." and Path(name).suffix.casefold() in SUFFIXES
        ]
        if looked_at >= MOST_FILES:
            break
    by_name = sorted(found, key=lambda path: str(path.relative_to(folder)).casefold())
    return by_name, looked_at < MOST_FILES
