"""A short notice over a page that goes by itself and can be undone; knows only the words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import RADIUS_BUTTON, FontRole, Theme
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.text_label import TextLabel

SHOWN_MS = 12_000
"""How long a toast stays unless the mouse or the focus is on it; a design choice."""
_BOTTOM = 32


class Toast(QWidget):
    """Lies over the bottom of its parent. `say(text, can_undo=True)` shows it.

    Emits `undone()` when Undo is pressed and `expired()` when it goes without.
    """

    undone = Signal()
    expired = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._label = TextLabel(theme=theme, role=FontRole.BODY_STRONG, parent=self)
        self.undo = Button(tr("Undo"), theme=theme, parent=self)
        self.undo.set_resting_fill(theme.raised)
        self.undo.clicked.connect(self._on_undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 8, 8)
        layout.setSpacing(20)
        layout.addWidget(self._label)
        layout.addWidget(self.undo)
        self.setMinimumHeight(60)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._is_pending = False
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, can_undo: bool = True) -> None:
        """Show a sentence; one still showing counts as expired."""
        self._settle()
        self._label.setText(text)
        self.setAccessibleName(text)
        self.undo.setVisible(can_undo)
        self._is_pending = True
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def dismiss(self) -> None:
        """Take it away as if its time were over."""
        self._settle()

    def text(self) -> str:
        """The sentence."""
        return self._label.text()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self._label.set_theme(theme)
        self.undo.set_theme(theme)
        self.undo.set_resting_fill(theme.raised)
        self.update()

    def _settle(self) -> None:
        self._timer.stop()
        self.hide()
        if self._is_pending:
            self._is_pending = False
            self.expired.emit()

    def _on_timeout(self) -> None:
        if self.underMouse() or self.undo.hasFocus():
            self._timer.start()
            return
        self._settle()

    def _on_undo(self) -> None:
        self._is_pending = False
        self._timer.stop()
        self.hide()
        self.undone.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go some time after the mouse went."""
        if self._is_pending:
            self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the bottom of the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.adjustSize()
        width = min(self.sizeHint().width(), parent.width() - 2 * 24)
        height = self.sizeHint().height()
        x = (parent.width() - width) // 2
        self.setGeometry(x, parent.height() - height - _BOTTOM, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.high)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_BUTTON, RADIUS_BUTTON)
        painter.end()
