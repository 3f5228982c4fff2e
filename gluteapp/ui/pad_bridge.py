"""Brings gamepad buttons to the pages that want them, and asks nothing while none is shown.

It knows neither what a button means nor what a page does with it.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from gluteapp.core.clock import Millis
from gluteapp.devices.gamepad import Gamepads, PadChange, PadEvent
from gluteapp.ui.screens.button_words import pad_code

POLL_MS = 30
REST_MS = 5_000
"""The gamepads' process stays this long after the last page, so that the next one finds it."""


class TakesButtons(Protocol):
    """Somebody who wants to know of buttons."""

    def take_press(self, code: str) -> None:
        """A button goes down."""
        ...

    def take_release(self, code: str, held_ms: Millis) -> None:
        """A button goes up after so long."""
        ...

    def drop_presses(self) -> None:
        """What is down means nothing any more: its gamepad went, or the page is hidden."""
        ...

    def show_pads(self, names: tuple[str, ...], problem: str | None) -> None:
        """Which gamepads there are, and why there can be none."""
        ...


class PadBridge(QObject):
    """Polls gamepads as long as a page that was named in `follow` is visible."""

    def __init__(self, *, gamepads: Gamepads | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gamepads = gamepads
        self._takers: dict[int, tuple[QWidget, TakesButtons]] = {}
        self._known: tuple[tuple[str, ...], str | None] | None = None
        self.timer = QTimer(self)
        self.timer.setInterval(POLL_MS)
        self.timer.timeout.connect(self.poll)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)

    def follow(self, page: QWidget, taker: TakesButtons) -> None:
        """Tell `taker` of buttons whenever `page` is visible, until the page is gone."""
        if self._gamepads is None:
            return
        number = id(page)
        self._takers[number] = (page, taker)
        page.installEventFilter(self)
        page.destroyed.connect(lambda: self._takers.pop(number, None))
        if page.isVisible():
            self._wake(taker)

    def poll(self) -> None:
        """Hand on what happened; called by the timer."""
        if self._gamepads is None:
            return
        for event in self._gamepads.poll():
            for taker in self._awake:
                _tell(taker, event)
        known = (self._gamepads.names, self._gamepads.problem)
        if known != self._known:
            self._known = known
            for taker in self._awake:
                taker.show_pads(*known)

    def close(self) -> None:
        """Stop for good."""
        self.timer.stop()
        self._rest.stop()
        if self._gamepads is not None:
            self._gamepads.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow pages that come and go; nothing is taken from them."""
        kind = event.type()
        if kind not in (QEvent.Type.Show, QEvent.Type.Hide) or not isinstance(watched, QWidget):
            return False
        _, taker = self._takers.get(id(watched), (None, None))
        if taker is not None and kind is QEvent.Type.Show:
            self._wake(taker)
        elif taker is not None:
            taker.drop_presses()
            others = (page for page, _ in self._takers.values() if page is not watched)
            if not any(page.isVisible() for page in others):
                self.timer.stop()
                self._rest.start()
        return False

    @property
    def _awake(self) -> list[TakesButtons]:
        return [taker for page, taker in self._takers.values() if page.isVisible()]

    def _wake(self, taker: TakesButtons) -> None:
        self._rest.stop()
        if self._known is not None:
            taker.show_pads(*self._known)
        self.timer.start()

    def _on_rest(self) -> None:
        if self._gamepads is not None:
            self._gamepads.rest()
            self._known = None


def _tell(taker: TakesButtons, event: PadEvent) -> None:
    match event.change:
        case PadChange.DOWN:
            taker.take_press(pad_code(event.button))
        case PadChange.UP:
            taker.take_release(pad_code(event.button), event.held_ms)
        case PadChange.WENT:
            taker.drop_presses()
        case PadChange.CAME:
            pass
