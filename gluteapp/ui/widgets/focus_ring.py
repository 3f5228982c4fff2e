"""The keyboard focus ring drawn outside whatever has the focus; knows no widget by name."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gluteapp.ui.theme import FOCUS_GAP, FOCUS_WIDTH

_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_WINDOW_REASONS = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
)
_BY_KEY = "focusCameByKey"
_MOVING = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ZOrderChange,
)


class FocusRing(QWidget):
    """One overlay per window: 3 px in `text`, 3 px outside the shape that has keyboard focus.

    Widgets call `FocusRing.focus_came(self, event, colour, corner_px)` in their focusInEvent and
    `FocusRing.focus_went(self, event)` in their focusOutEvent.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._colour = QColor(Qt.GlobalColor.white)
        self._corner_px = 0.0
        self._shape: QRect | None = None

    @staticmethod
    def is_keyboard(event: QFocusEvent) -> bool:
        """Whether the focus came by a key, so that the ring shows."""
        return event.reason() in _KEYBOARD_REASONS

    @staticmethod
    def expect(widget: QWidget) -> None:
        """Show the ring also if the window gets active only after the focus was set."""
        widget.setProperty(_BY_KEY, True)

    @classmethod
    def focus_came(
        cls,
        widget: QWidget,
        event: QFocusEvent,
        colour: QColor,
        corner_px: float,
        shape: QRect | None = None,
    ) -> None:
        """Show the ring if the focus came by a key, or came back with the window."""
        is_back = event.reason() in _WINDOW_REASONS and bool(widget.property(_BY_KEY))
        if cls.is_keyboard(event) or is_back:
            widget.setProperty(_BY_KEY, True)
            cls.show_around(widget, colour, corner_px, shape)

    @classmethod
    def focus_went(cls, widget: QWidget, event: QFocusEvent) -> None:
        """Take the ring away; a window that only rests keeps it in mind."""
        if event.reason() not in _WINDOW_REASONS:
            widget.setProperty(_BY_KEY, False)
        cls.leave(widget)

    @classmethod
    def show_around(
        cls, widget: QWidget, colour: QColor, corner_px: float, shape: QRect | None = None
    ) -> None:
        """Draw the ring round a widget, or round `shape` inside it; corners in px."""
        window = widget.window()
        ring = cls._of(window) or cls(window)
        ring.follow(widget, colour, corner_px, shape)

    @classmethod
    def leave(cls, widget: QWidget) -> None:
        """Take the ring away if it is round this widget."""
        ring = cls._of(widget.window())
        if ring is not None and ring.target is widget:
            ring.release()

    @property
    def target(self) -> QWidget | None:
        """The widget the ring is round, if any."""
        return self._target

    @classmethod
    def _of(cls, window: QWidget) -> FocusRing | None:
        for child in window.children():
            if isinstance(child, FocusRing):
                return child
        return None

    def follow(
        self, widget: QWidget, colour: QColor, corner_px: float, shape: QRect | None
    ) -> None:
        """Go round this widget and stay there while it moves."""
        self.release()
        self._target, self._colour, self._corner_px = widget, colour, corner_px
        self._shape = shape
        watched: QWidget | None = widget
        while watched is not None and watched is not self.window():
            watched.installEventFilter(self)
            self._watched.append(watched)
            watched = watched.parentWidget()
        self._place()

    def release(self) -> None:
        """Let go of the widget it is round."""
        for watched in self._watched:
            # A page that is being torn down takes the focus from what it holds.
            with suppress(RuntimeError):
                watched.removeEventFilter(self)
        self._watched = []
        self._target = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the target and everything it lies in."""
        if event.type() in _MOVING:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        around = FOCUS_GAP + FOCUS_WIDTH
        shape = self._shape or target.rect()
        top_left = target.mapTo(self.window(), QPoint(0, 0)) + shape.topLeft()
        rect = QRect(top_left, shape.size()).adjusted(-around, -around, around, around)
        self.setGeometry(rect)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, FOCUS_WIDTH))
        half = FOCUS_WIDTH / 2
        rect = QRectF(self.rect()).adjusted(half, half, -half, -half)
        corner = self._corner_px + FOCUS_GAP + half
        painter.drawRoundedRect(rect, corner, corner)
        painter.end()
