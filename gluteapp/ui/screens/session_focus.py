"""Where the keyboard is on a session screen: arrows to the session, and nothing handed on by chance."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from gluteapp.ui.screens.session_controls import is_in_body_map
from gluteapp.ui.screens.session_keys import ARROWS


def hide_part(part: QWidget) -> None:
    """Hide a part; a focus on it goes to what lies under it, and not to what comes next there."""
    give_focus_back(part)
    part.hide()


def give_focus_back(part: QWidget) -> None:
    """Give a focus on a part to its parent; Qt would hand it on to the next button in the row."""
    parent, focused = part.parentWidget(), QApplication.focusWidget()
    if parent is not None and focused is not None and part.isAncestorOf(focused):
        parent.setFocus()


class FocusWatch(QObject):
    """Gives arrow keys to the screen, whatever button has the focus; the body map keeps them.

    `moved()` comes whenever the focus of the program moves.
    """

    moved = Signal()

    def __init__(self, *, screen: QWidget, take_arrow: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(screen)
        self._screen = screen
        self._take_arrow = take_arrow
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an arrow key from a widget of the screen."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() not in ARROWS or is_in_body_map(watched):
            return False
        return self._take_arrow(event)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        self.moved.emit()
        if old is not None and old is not self._screen:
            old.removeEventFilter(self)
        if new is not None and new is not self._screen and self._screen.isAncestorOf(new):
            new.installEventFilter(self)
