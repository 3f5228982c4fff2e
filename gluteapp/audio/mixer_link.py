"""The wire to the mixer's process, seen from the app: starts it, writes, reads, ends it.

Nothing here waits for the process: what is written goes through a thread, since a process that
hangs lets its pipe fill up, and what it says is read by another. Loads neither pygame nor SDL.
"""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import gluteapp

CLOSE_LIMIT_S = 1.0
"""Longest wait for the process to end by itself."""
KILL_LIMIT_S = 1.0
"""Longest wait for the system to end it by force, and for the threads at its pipes."""
_WINDOWS_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "ABOVE_NORMAL_PRIORITY_CLASS", 0
)
MOST_UNREAD = 1_000
"""Lines that wait to be written; so many only pile up when nobody reads them."""


class MixerLink:
    """One process and its two pipes; OSError when it cannot be started."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # ALSA and SDL talk to the terminal when something is wrong; we say it ourselves.
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=child_environment(),
            creationflags=_WINDOWS_FLAGS,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._said: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._to_say: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._threads = (
            threading.Thread(
                target=_read, args=(self._process.stdout, self._said), name="mixer says"
            ),
            threading.Thread(
                target=_write, args=(self._process.stdin, self._to_say), name="mixer hears"
            ),
        )
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def tell(self, line: str) -> None:
        """Write a line soon; when nobody has read for long, the process is ended."""
        if self._to_say.qsize() > MOST_UNREAD:
            self._process.kill()
            return
        self._to_say.put(line)

    def heard(self, timeout_s: float = 0) -> str | None:
        """The next line it said, None at its end; queue.Empty when there is none in that time."""
        return self._said.get(block=timeout_s > 0, timeout=timeout_s or None)

    def end(self, patience_s: float) -> None:
        """Let it end, by force after so many seconds."""
        self._to_say.put(None)
        try:
            self._process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):
                # A process inside a call to a lost device may outlive even that.
                self._process.wait(KILL_LIMIT_S)
        for thread in self._threads:
            # Something it started may hold a pipe open for longer.
            thread.join(KILL_LIMIT_S)


def _read(stdout: IO[str], said: queue.SimpleQueue[str | None]) -> None:
    with stdout:
        for line in stdout:
            said.put(line)
    said.put(None)


def _write(stdin: IO[str], to_say: queue.SimpleQueue[str | None]) -> None:
    try:
        while (line := to_say.get()) is not None:
            stdin.write(line)
            stdin.flush()
    except OSError:
        pass  # it is gone; what it said last, or its silence, is heard at the next poll
    finally:
        try:
            stdin.close()
        except OSError:
            pass  # what was left to write has no reader


def child_environment() -> dict[str, str]:
    """Ours, and the place gluteapp was found at, so that the child finds the same."""
    found_at = str(Path(gluteapp.__file__).parents[1])
    inherited = os.environ.get("PYTHONPATH")
    path = found_at if not inherited else f"{found_at}{os.pathsep}{inherited}"
    return {**os.environ, "PYTHONPATH": path}
