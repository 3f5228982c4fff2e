"""A short notice over a page that goes by itself and can be undone; knows only the words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import RADIUS_BUTTON, FontRole, Theme, pixel_font
from gluteapp.ui.widgets.announce import announce
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.text_label import TextLabel

SHOWN_MS = 12_000
"""How long a toast that offers something stays unless the mouse or the focus is on it; a design
choice."""
SAID_LEAST_MS, _LETTER_MS = 5_000, 100
"""How long one that only says something stays: so long, or longer where there is more to read."""
_BOTTOM, _GAP, _LEAST_HEIGHT = 32, 12, 60
_SMALLEST_PX = 12
_LINE_SHARE, _SIDE_SHARE, _OVER_SHARE = 1.14, 0.45, 0.16
"""Of a size that is given: a line, and the room beside and over the words."""


def shown_ms(text: str, *, can_undo: bool) -> int:
    """How long a sentence stays, in ms."""
    return SHOWN_MS if can_undo else max(SAID_LEAST_MS, _LETTER_MS * len(text))


class Toast(QWidget):
    """Lies over the bottom of its parent, or at the foot of a place it is told to keep to.

    `say(text, can_undo=True)` shows it.

    Emits `undone()` when Undo is pressed and `expired()` when it goes without.
    """

    undone = Signal()
    expired = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._label = TextLabel(theme=theme, role=FontRole.BODY_STRONG, wraps=True, parent=self)
        self.undo = Button(tr("Undo"), theme=theme, parent=self)
        self.undo.set_resting_fill(theme.raised)
        self.undo.clicked.connect(self._on_undo)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(20)
        self._row.addWidget(self._label)
        self._row.addWidget(self.undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._is_pending = False
        self._place_kept = QRect()
        self._px, self._least_px = 0, 0
        self._foot_px = _BOTTOM
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, can_undo: bool = True, word: str = "") -> None:
        """Show a sentence, unless it is empty; one still showing counts as expired.

        `word` stands on the button instead of Undo.
        """
        if not text:
            return
        self._settle()
        self._label.setText(text)
        self.setAccessibleName(text)
        self.undo.setText(word or tr("Undo"))
        self.undo.setVisible(can_undo)
        self._is_pending = True
        self._timer.setInterval(shown_ms(text, can_undo=can_undo))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def keep_to(self, place: QRect, *, px: int = 0, least_px: int = 0) -> None:
        """Lie at the foot of a place in the parent from now on; an empty one: at the bottom.

        `px` is the size of its words where they fit on one line, `least_px` that on two.
        """
        if (place, px, least_px) != (self._place_kept, self._px, self._least_px):
            self._place_kept, self._px, self._least_px = QRect(place), px, least_px
            if self.isVisible():
                self._place()

    def lift(self, foot_px: int = 0) -> None:
        """Lie over a footer of that height, where it is at the bottom of its parent."""
        self._foot_px = foot_px + _GAP if foot_px else _BOTTOM
        if self.isVisible():
            self._place()

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
        place = self._place_kept
        if place.isEmpty():
            place = parent.rect().adjusted(24, 24, -24, -self._foot_px)
        self._fit_words(place.width())
        size = self._row.sizeHint()
        x = place.left() + max(place.width() - size.width(), 0) // 2
        x = max(min(x, parent.width() - size.width()), 0)
        self.setGeometry(QRect(x, place.bottom() + 1 - size.height(), size.width(), size.height()))

    def _fit_words(self, room: int) -> None:
        """On one line as large as may be, else on two, and only then smaller still."""
        label, px = self._label, self._px
        edge = max(20, round(px * _SIDE_SHARE))
        over = max(8, round(px * _OVER_SHARE))
        has_undo = not self.undo.isHidden()
        self._row.setContentsMargins(edge, over, 8 if has_undo else edge, over)
        room -= 2 * edge + (self.undo.sizeHint().width() + 20 if has_undo else 0)
        while px:
            label.set_own_font(pixel_font(px, weight=600), _LINE_SHARE)
            is_line = label.sizeHint().width() <= room
            if is_line or px <= _SMALLEST_PX or (px <= self._least_px and self._lines(room) <= 2):
                break
            px -= 1
        width = min(label.sizeHint().width(), room)
        # Two lines are about as long: no last line of a single word.
        while label.heightForWidth(width - 4) <= label.heightForWidth(room) and width > 80:
            width -= 4
        least_px = _LEAST_HEIGHT - 2 * over if not self._px else 0
        label.setFixedSize(width, max(label.heightForWidth(width), least_px))

    def _lines(self, room: int) -> int:
        return round(self._label.heightForWidth(room) / self._label.line_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.high)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_BUTTON, RADIUS_BUTTON)
        painter.end()
