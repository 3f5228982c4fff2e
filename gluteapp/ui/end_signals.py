"""Turns SIGINT and SIGTERM into a Qt signal, so that they end the app cleanly. Knows no app."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class EndSignals(QObject):
    """Emits `asked()` when the system asks the process to end.

    Python runs its handlers only between two of its own instructions, and a sleeping event loop
    executes none: the wake-up socket makes the loop look.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_wake)
        self._was_asked = False
        self._before = {one: signal.signal(one, self._on_signal) for one in _SIGNALS}
        self._fd_before = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)

    def stop(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(self._fd_before)
        for one, handler in self._before.items():
            signal.signal(one, handler)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._was_asked = True

    def _on_wake(self) -> None:
        try:
            self._read.recv(64)
        except BlockingIOError:
            return
        if self._was_asked:
            self._was_asked = False
            self.asked.emit()
