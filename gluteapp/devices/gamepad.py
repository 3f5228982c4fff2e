"""Listens to gamepads through a process of its own; never raises, and knows no window and no Qt.

| state   | what it means                               | poll                              |
|---------|---------------------------------------------|-----------------------------------|
| RESTING | not asked for, or told to rest              | starts the process                |
| RUNNING | the process is there, with or without a pad | hands on what it said             |
| WAITING | it ended; `problem` may say why             | starts it again when it is time   |
| MISSING | pygame is not installed                     | nothing, until it rested          |
| CLOSED  | for good                                    | nothing                           |

Nothing here waits but `rest` and `close`, and they not for long: what the process says is read by
a thread. Neither pygame nor SDL is loaded into this process.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

import gluteapp
from gluteapp.core.clock import Clock, Millis
from gluteapp.language import tr

RETRY_MS: tuple[Millis, ...] = (1_000, 2_000, 5_000, 15_000, 60_000)
"""How long to wait before each new start; the last one stays."""
STEADY_MS: Millis = 30_000
"""A process that lasted this long begins with the shortest wait again."""
REST_LIMIT_S = 0.3
"""Longest wait for the process to end by itself."""

_log = logging.getLogger("gluteapp.devices")


class PadChange(StrEnum):
    """What happened to a gamepad."""

    CAME = "came"
    WENT = "went"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True, kw_only=True)
class PadEvent:
    """One thing that happened; `pad` is SDL's own number of the gamepad."""

    change: PadChange
    pad: int
    button: int = -1
    """For DOWN and UP; SDL counts from 0."""
    held_ms: Millis = 0
    """For UP: how long it was down, as the process saw it."""
    name: str = ""
    """For CAME."""


class _Stage(StrEnum):
    RESTING = "resting"
    RUNNING = "running"
    WAITING = "waiting"
    MISSING = "missing"
    CLOSED = "closed"


class Gamepads:
    """All gamepads of the machine; `poll` is to be called while somebody wants to know."""

    def __init__(self, *, clock: Clock, command: Sequence[str] | None = None) -> None:
        """`command` starts the process; by default this Python does."""
        self._clock = clock
        self._command = tuple(command or (sys.executable, "-m", "gluteapp.devices.gamepad_process"))
        self._stage = _Stage.RESTING
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._said: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._names: dict[int, str] = {}
        self._problem: str | None = None
        self._failures = 0
        self._begun_ms: Millis = 0
        self._retry_at_ms: Millis = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The gamepads that are there, as of the last poll."""
        return tuple(self._names.values())

    @property
    def problem(self) -> str | None:
        """Why gamepads cannot be used, as a sentence."""
        return self._problem

    def poll(self) -> list[PadEvent]:
        """What happened since the last poll; starts the process when there is none."""
        is_due = self._now_ms() >= self._retry_at_ms
        if self._stage is _Stage.RESTING or (self._stage is _Stage.WAITING and is_due):
            self._start()
        events: list[PadEvent] = []
        while self._process is not None:
            try:
                line = self._said.get_nowait()
            except queue.Empty:
                break
            events += self._lose("it ended") if line is None else self._hear(line)
        return events

    def rest(self) -> None:
        """End the process until the next poll; gamepads cost nothing then."""
        if self._stage is not _Stage.CLOSED:
            self._end_process()
            self._names.clear()
            self._stage = _Stage.RESTING

    def close(self) -> None:
        """End the process for good."""
        self.rest()
        self._stage = _Stage.CLOSED

    def _now_ms(self) -> Millis:
        return self._clock.read().monotonic_ms

    def _start(self) -> None:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                bufsize=1,
                env=_child_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            self._lose(f"did not start: {error}")
            return
        assert process.stdout is not None
        self._process = process
        self._begun_ms = self._now_ms()
        self._said = queue.SimpleQueue()
        self._reader = threading.Thread(
            target=_read, args=(process.stdout, self._said), name="gamepads say", daemon=True
        )
        self._reader.start()
        self._stage = _Stage.RUNNING

    def _hear(self, line: str) -> list[PadEvent]:
        try:
            words = json.loads(line)
            said = words["said"]
            if said == "ready":
                self._problem = None
                return []
            if said == "failed":
                return self._fail(str(words["why"]), is_missing=bool(words["is_missing"]))
            event = PadEvent(
                change=PadChange(said),
                pad=int(words["pad"]),
                button=int(words.get("button", -1)),
                held_ms=int(words.get("held_ms", 0)),
                name=str(words.get("name", "")),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            _log.info("gamepads said %r: %s", line, error)
            return []
        if event.change is PadChange.CAME:
            self._names[event.pad] = event.name
            _log.info("gamepad came: %s", event.name)
        elif event.change is PadChange.WENT:
            _log.info("gamepad went: %s", self._names.pop(event.pad, ""))
        return [event]

    def _fail(self, why: str, *, is_missing: bool) -> list[PadEvent]:
        gone = self._lose(why)
        if is_missing:
            self._stage = _Stage.MISSING
            self._problem = tr(
                "Gamepads need pygame, which is not installed. Keyboard and clickers work."
            )
        else:
            self._problem = tr("Gamepads cannot be read now. Keyboard and clickers work.")
        return gone

    def _lose(self, why: str) -> list[PadEvent]:
        """The process is gone: so are its gamepads, and it is tried again after a wait."""
        _log.info("gamepads lost: %s", why)
        self._end_process()
        gone = [PadEvent(change=PadChange.WENT, pad=pad) for pad in self._names]
        self._names.clear()
        now_ms = self._now_ms()
        if now_ms - self._begun_ms >= STEADY_MS:
            self._failures = 0
        self._retry_at_ms = now_ms + RETRY_MS[min(self._failures, len(RETRY_MS) - 1)]
        self._failures += 1
        self._stage = _Stage.WAITING
        return gone

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is None or process.stdin is None or process.stdout is None:
            return
        try:
            process.stdin.close()
        except OSError:
            pass  # it was gone already
        try:
            process.wait(REST_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._reader is not None:
            self._reader.join()
        process.stdout.close()


def _read(stdout: IO[str], said: queue.SimpleQueue[str | None]) -> None:
    try:
        for line in stdout:
            said.put(line)
    except ValueError as error:  # not even text
        _log.info("gamepads said what cannot be read: %s", error)
    said.put(None)


def _child_environment() -> dict[str, str]:
    """Ours, and the place gluteapp was found at, so that the child finds the same."""
    found_at = str(Path(gluteapp.__file__).parents[1])
    inherited = os.environ.get("PYTHONPATH")
    path = found_at if not inherited else f"{found_at}{os.pathsep}{inherited}"
    return {**os.environ, "PYTHONPATH": path}
