"""Which clicks on a session mean something by themselves; does nothing about them."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from gluteapp.ui.screens.session_answers import AnswerDesk
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_pause import PauseFace


class SessionTaps:
    """Tells a click where there is nothing from one that missed a button by a little."""

    def __init__(self, *, desk: AnswerDesk, pause: PauseFace, others: tuple[QWidget, ...]) -> None:
        """`others` are the parts with buttons that may lie over every face."""
        self._desk, self._pause, self._others = desk, pause, others

    def is_free(self, at: QPoint, mode: Mode) -> bool:
        """Whether nothing that can be pressed lies at a place of the screen, or close by."""
        parts = (*self._desk.parts, *self._others)
        if any(part.isVisible() and part.geometry().contains(at) for part in parts):
            return False
        is_paused = mode is Mode.PAUSED
        return not (is_paused and (self._pause.is_near_button(at) or self._desk.gate is not None))
