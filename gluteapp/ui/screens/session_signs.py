"""The signs that mean stop, laid over a session; keeps its keys while it is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gluteapp.language import tr
from gluteapp.ui.screens.stop_signs import StopSigns
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.overlay import Overlay


class SignsOverlay(QObject):
    """Opened once at a time; emits `closed()`."""

    closed = Signal()

    def __init__(self, *, theme: Theme, screen: QWidget) -> None:
        super().__init__(screen)
        self._theme, self._screen = theme, screen
        self._overlay: Overlay | None = None

    @property
    def is_open(self) -> bool:
        """Whether the signs are shown."""
        return self._overlay is not None

    def open(self) -> None:
        """Show the signs."""
        signs = StopSigns(theme=self._theme)
        self._overlay = Overlay(
            tr("When to stop and get help"),
            signs,
            theme=self._theme,
            parent=self._screen,
            take_height=signs.set_unit,
        )
        self._overlay.closed.connect(self._on_closed)
        self._overlay.open()

    def close(self) -> None:
        """Take them away."""
        if self._overlay is not None:
            self._overlay.close_overlay()

    def _on_closed(self) -> None:
        self._overlay = None
        self.closed.emit()
