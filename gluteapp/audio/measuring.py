"""Has the user's recordings measured, once each as long as they stay as they are; plays nothing."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gluteapp.audio.loudness import Loudness
from gluteapp.audio.mixer_link import child_environment
from gluteapp.audio.recording import SUFFIXES

LIMIT_S = 20.0
"""Longest wait for all of them; a disk that does not answer leaves them unmeasured."""
_WINDOWS_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0)

_log = logging.getLogger("gluteapp.audio")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was: another one under its name has another stamp."""

    path: Path
    changed_ns: int
    size_bytes: int


def stamps_in(folder: Path) -> frozenset[Stamp]:
    """The files of a folder that may be recordings; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(
                Stamp(Path(entry.path), entry.stat().st_mtime_ns, entry.stat().st_size)
                for entry in entries
                if Path(entry.name).suffix.lower() in SUFFIXES and entry.is_file()
            )
    except OSError:
        return frozenset()


def measure(paths: Iterable[Path]) -> dict[Path, Loudness]:
    """How loud each recording is, as the mixer decodes it; waits for a process of its own.

    Empty where that process cannot run, and without those it did not come to.
    """
    asked = list(paths)
    if not asked:
        return {}
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "gluteapp.audio.mixer_loudness"],
            input="".join(json.dumps(str(path)) + "\n" for path in asked),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=child_environment(),
            creationflags=_WINDOWS_FLAGS,
            timeout=LIMIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.info("recordings were not measured: %s", error)
        return {}
    told = (json.loads(line) for line in answer.stdout.splitlines())
    return {
        path: Loudness(loudest_dbfs=level, clipped_share=share)
        for path, (level, share) in zip(asked, told, strict=False)
    }


class LoudnessLook:
    """Measures what is new in a folder from a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Stamp, Loudness | None] = {}
        """None for what could not be measured."""
        self._thread: threading.Thread | None = None

    def look(self) -> frozenset[Stamp]:
        """The files there are now; those that are new are measured, and known some time later."""
        there = stamps_in(self._folder)
        new = there - self._known.keys()
        if new and not self.is_looking:
            # It may take long, and the app may end all the same.
            self._thread = threading.Thread(
                target=self._measure, args=(new,), name="measures recordings", daemon=True
            )
            self._thread.start()
        return there

    @property
    def is_looking(self) -> bool:
        """Whether something is being measured."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def measured(self) -> Mapping[Path, Loudness]:
        """What is known of the files there are."""
        known = dict(self._known)
        return {
            stamp.path: found
            for stamp in stamps_in(self._folder)
            if (found := known.get(stamp)) is not None
        }

    def _measure(self, new: frozenset[Stamp]) -> None:
        found = measure(sorted(stamp.path for stamp in new))
        self._known |= {stamp: found.get(stamp.path) for stamp in new}
