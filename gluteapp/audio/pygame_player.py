"""Plays tones through pygame's mixer, kept in a process of its own; goes on silently without it.

| state   | what it means                        | play    | poll                              |
|---------|--------------------------------------|---------|-----------------------------------|
| IDLE    | not asked for yet                    | opens   | opens                             |
| OPENING | the mixer's process is starting      | silent  | hears how it went                 |
| OPEN    | tones are heard                      | heard   | hears of changes and of the loss  |
| WAITING | no output; `problem` says so         | silent  | opens again when it is time       |
| CLOSED  | for good                             | nothing | nothing                           |

Nothing here waits: what the mixer's process says is read by a thread and looked at in `poll`.
Neither pygame nor SDL is ever loaded into this process, which is why signals stay its own.
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
from enum import StrEnum
from pathlib import Path
from typing import IO

import gluteapp
from gluteapp.audio.mixer_process import NO_REAL_OUTPUT
from gluteapp.audio.player import PlayerState, Tone
from gluteapp.core.clock import Clock, Millis
from gluteapp.language import tr

RETRY_MS: tuple[Millis, ...] = (1_000, 2_000, 4_000, 8_000, 10_000)
"""How long to wait before each new try; the last one stays."""
STEADY_MS: Millis = 10_000
"""An output that lasted this long is tried again at once when it goes."""
CLOSE_LIMIT_S = 1.0
"""Longest wait for the mixer's process to end by itself."""

_NAMELESS = ("", "System audio output device")

_log = logging.getLogger("gluteapp.audio")


class _Stage(StrEnum):
    IDLE = "idle"
    OPENING = "opening"
    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class PygamePlayer:
    """A player on the machine's own output; opens it at the first poll or tone."""

    def __init__(
        self,
        *,
        clock: Clock,
        volume: float = 0.8,
        is_muted: bool = False,
        command: Sequence[str] | None = None,
    ) -> None:
        """`command` starts the mixer's process; by default this Python does."""
        self._clock = clock
        self._volume = volume
        self._is_muted = is_muted
        self._command = tuple(command or (sys.executable, "-m", "gluteapp.audio.mixer_process"))
        self._stage = _Stage.IDLE
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._said: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._devices: list[str] = []
        self._problem: str | None = None
        self._failures = 0
        self._opened_ms: Millis = 0
        self._retry_at_ms: Millis = 0

    @property
    def state(self) -> PlayerState:
        """How it stands, as of the last poll or tone."""
        is_open = self._stage is _Stage.OPEN
        has_output = is_open and self._devices != [NO_REAL_OUTPUT]
        is_silenced = self._is_muted or self._volume <= 0
        return PlayerState(
            is_heard=has_output and not is_silenced,
            device=self._device() if has_output else "",
            problem=_no_output() if is_open and not has_output else self._problem,
            is_opening=self._stage is _Stage.OPENING,
        )

    def play(self, tone: Tone) -> None:
        """Sound a tone now; while there is no output nothing is kept for later."""
        if self._stage is _Stage.IDLE:
            self._open()
            return
        self._listen()
        if self._stage is _Stage.OPEN and not self._is_muted:
            self._tell(f"play {tone.value}")

    def set_volume(self, volume: float) -> None:
        """Own loudness from 0 to 1: the share of full amplitude."""
        self._volume = min(max(volume, 0.0), 1.0)
        self._tell(f"volume {self._volume:.3f}")

    def set_muted(self, is_muted: bool) -> None:
        """Be silent, also within a tone that plays, or not."""
        self._is_muted = is_muted
        self._tell(f"muted {int(is_muted)}")

    def poll(self) -> None:
        """Hear what the mixer says; open, or open again when it is time."""
        self._listen()
        is_due = self._now_ms() >= self._retry_at_ms
        if self._stage is _Stage.IDLE or (self._stage is _Stage.WAITING and is_due):
            self._open()

    def settle(self, timeout_s: float) -> PlayerState:
        """Wait until it is known whether the output opens; for checks, not for the interface."""
        if self._stage is _Stage.IDLE:
            self._open()
        while self._stage is _Stage.OPENING:
            try:
                self._hear(self._said.get(timeout=timeout_s))
            except queue.Empty:
                break
        return self.state

    def close(self) -> None:
        """Let go of the output for good."""
        self._end_process(CLOSE_LIMIT_S if self._stage is _Stage.OPEN else 0)
        self._stage = _Stage.CLOSED

    def _now_ms(self) -> Millis:
        return self._clock.read().monotonic_ms

    def _device(self) -> str:
        if len(self._devices) != 1 or self._devices[0] in _NAMELESS:
            return ""
        return self._devices[0]

    def _open(self) -> None:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # ALSA and SDL talk to the terminal when something is wrong; we say it ourselves.
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                bufsize=1,
                env=_child_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            _log.info("mixer process did not start: %s", error)
            self._fail(tr("The sound player could not be started. The screen shows every cue."))
            return
        assert process.stdout is not None
        self._process = process
        self._said = queue.SimpleQueue()
        self._reader = threading.Thread(
            target=_read, args=(process.stdout, self._said), name="mixer says", daemon=True
        )
        self._reader.start()
        self._stage = _Stage.OPENING
        self._tell(f"volume {self._volume:.3f}")
        self._tell(f"muted {int(self._is_muted)}")

    def _tell(self, command: str) -> None:
        if self._process is None or self._process.stdin is None:
            return
        try:
            self._process.stdin.write(command + "\n")
            self._process.stdin.flush()
        except OSError:
            # It is gone; what it said last, or its silence, is heard at the next poll.
            pass

    def _listen(self) -> None:
        """Hear everything said so far, without waiting."""
        while self._process is not None:
            try:
                self._hear(self._said.get_nowait())
            except queue.Empty:
                return

    def _hear(self, line: str | None) -> None:
        if line is None:
            self._lose()
            return
        words: dict[str, object] = json.loads(line)
        match words["said"]:
            case "open" | "devices":
                if self._stage is _Stage.OPENING:
                    self._opened_ms = self._now_ms()
                self._stage = _Stage.OPEN
                self._problem = None
                devices = words["devices"]
                self._devices = [str(name) for name in devices] if isinstance(devices, list) else []
                _log.info("sound through %s: %s", words["driver"], self._devices)
            case "failed":
                _log.info("no sound: %s", words["why"])
                self._fail(_no_output())
            case "lost":
                _log.info("sound lost: %s", words["why"])
                self._lose()

    def _lose(self) -> None:
        """The mixer's process ended: said why before, or was hung, or crashed."""
        if self._stage is _Stage.OPENING:
            self._fail(tr("The sound output does not answer. The screen shows every cue."))
            return
        is_steady = self._now_ms() - self._opened_ms >= STEADY_MS
        if is_steady:
            self._failures = 0
        self._fail(tr("The sound output went away. Looking for it again."))
        if is_steady:
            self._retry_at_ms = self._now_ms()

    def _fail(self, problem: str) -> None:
        self._end_process(0)
        self._problem = problem
        self._stage = _Stage.WAITING
        wait_ms = RETRY_MS[min(self._failures, len(RETRY_MS) - 1)]
        self._retry_at_ms = self._now_ms() + wait_ms
        self._failures += 1

    def _end_process(self, patience_s: float) -> None:
        process, self._process = self._process, None
        if process is None or process.stdin is None or process.stdout is None:
            return
        try:
            process.stdin.close()
        except OSError:
            pass  # it was gone already
        try:
            process.wait(patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._reader is not None:
            self._reader.join()
        process.stdout.close()


def _no_output() -> str:
    return tr("No sound output was found. The screen shows every cue.")


def _read(stdout: IO[str], said: queue.SimpleQueue[str | None]) -> None:
    for line in stdout:
        said.put(line)
    said.put(None)


def _child_environment() -> dict[str, str]:
    """Ours, and the place gluteapp was found at, so that the child finds the same."""
    found_at = str(Path(gluteapp.__file__).parents[1])
    inherited = os.environ.get("PYTHONPATH")
    path = found_at if not inherited else f"{found_at}{os.pathsep}{inherited}"
    return {**os.environ, "PYTHONPATH": path}
