"""Tells a key that is let go from one that the desktop repeats; knows no key's meaning.

X servers send a held key as let go and pressed again at the same millisecond, and Qt marks only
some of these pairs as repeated (seen with Qt 6.11: the first ones come unmarked).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from gluteapp.core.clock import Clock, Millis

PAIR_MS = 40
"""The other half of such a pair is here by then; a real release is believed after this wait."""


class KeyRepeats(QObject):
    """Emits `let_go(key, ms)` with the monotonic time when a key was really let go."""

    let_go = Signal(int, object)

    def __init__(self, *, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._left: tuple[int, int] | None = None
        """The key that was let go last, and the desktop's time of it."""
        self._waiting: tuple[int, Millis] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAIR_MS)
        self._timer.timeout.connect(self._settle)

    def is_repeat(self, event: QKeyEvent) -> bool:
        """Whether a key that goes down was down all along."""
        is_pair = bool(event.timestamp()) and self._left == (event.key(), event.timestamp())
        if not is_pair and not event.isAutoRepeat():
            return False
        if self._waiting is not None and self._waiting[0] == event.key():
            self.forget()
        return True

    def release(self, event: QKeyEvent) -> None:
        """A key goes up; without a time of the desktop it is believed at once."""
        self._left = (event.key(), event.timestamp())
        if event.isAutoRepeat():
            return
        self._settle()
        self._waiting = (event.key(), self._clock.read().monotonic_ms)
        if event.timestamp():
            self._timer.start()
        else:
            self._settle()

    def forget(self) -> None:
        """Say nothing of what is not said yet."""
        self._waiting = None
        self._timer.stop()

    def _settle(self) -> None:
        waiting = self._waiting
        self.forget()
        if waiting is not None:
            self.let_go.emit(*waiting)
