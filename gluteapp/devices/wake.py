"""Asks the desktop to leave the screen on during a session. Shows nothing and never raises.

wakepy wants a lock taken and given back by one thread, and a hung D-Bus may never answer, so each
lock lives in a thread of its own that nobody waits for long.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import StrEnum

ANSWER_LIMIT_S = 0.3
"""Longest wait for the desktop's answer; it takes 30 to 50 ms (platform.md G)."""
RELEASE_LIMIT_S = 0.5
"""Longest wait for the lock to be given back."""


class WakeWhy(StrEnum):
    """How it stands with the lock."""

    HELD = "held"
    REFUSED = "refused"
    """There is no desktop service that could, or it said no."""
    NO_ANSWER = "no_answer"
    """The desktop has not answered yet."""
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class WakeResult:
    """Whether the screen stays on, and if not, why."""

    is_held: bool
    why: WakeWhy


class _Lock(threading.Thread):
    """One lock: taken when the thread starts, given back when it is told to end."""

    def __init__(self) -> None:
        super().__init__(name="screen stays on", daemon=True)
        self.why = WakeWhy.NO_ANSWER
        self.is_answered = threading.Event()
        self.is_over = threading.Event()

    def run(self) -> None:
        try:
            # Here and not above: loading it takes 50 ms, and on a bare machine it may be broken.
            from wakepy import keep  # noqa: PLC0415

            with keep.presenting(on_fail="pass") as mode:
                self.why = WakeWhy.HELD if mode.active else WakeWhy.REFUSED
                self.is_answered.set()
                if mode.active:
                    self.is_over.wait()
        finally:
            if not self.is_answered.is_set():
                self.why = WakeWhy.REFUSED
                self.is_answered.set()


class WakeLock:
    """Keeps screen and machine awake between `hold` and `release`."""

    def __init__(self) -> None:
        self._lock: _Lock | None = None

    @property
    def result(self) -> WakeResult:
        """How it stands now; an answer that came late is seen here."""
        why = WakeWhy.NOT_ASKED if self._lock is None else self._lock.why
        return WakeResult(is_held=why is WakeWhy.HELD, why=why)

    def hold(self) -> WakeResult:
        """Ask for it; waits 0.3 s at most, and asks once however often it is called."""
        if self._lock is not None and self._lock.why is WakeWhy.REFUSED:
            self.release()
        if self._lock is None:
            self._lock = _Lock()
            self._lock.start()
        self._lock.is_answered.wait(ANSWER_LIMIT_S)
        return self.result

    def release(self) -> None:
        """Let the desktop do as it likes again; nothing happens when nothing was held."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.is_over.set()
            lock.join(RELEASE_LIMIT_S)
