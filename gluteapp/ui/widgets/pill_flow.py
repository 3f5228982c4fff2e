"""Choices as pills that wrap into lines, one of them on or several; knows values and words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.ui.theme import CAP_SHARE, TARGET_MIN, Theme, paint_icon, pixel_font
from gluteapp.ui.widgets.control import Control

_TEXT_PX, _GAP, _PAD, _TICK = 15, 8, 16, 20


class _Pill(Control):
    def __init__(self, words: str, *, theme: Theme, is_one_only: bool, parent: QWidget) -> None:
        super().__init__(theme=theme, name=words, parent=parent)
        self.words = words
        self.corner_px = TARGET_MIN / 2
        self.setCheckable(True)
        self.setAutoExclusive(is_one_only)

    def sizeHint(self) -> QSize:
        px = round(_TEXT_PX * self.theme.scale)
        width = QFontMetricsF(pixel_font(px, weight=600)).horizontalAdvance(self.words)
        return QSize(round(width) + 2 * _PAD + _TICK, round(TARGET_MIN * self.theme.scale))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, is_on = self.theme, self.isChecked()
        painter = QPainter(self)
        self.paint_shape(painter, theme.text if is_on else self.fill_of(theme.raised))
        ink = theme.bg if is_on else theme.text
        px = round(_TEXT_PX * theme.scale)
        made = pixel_font(px, weight=600 if is_on else 500)
        width = QFontMetricsF(made).horizontalAdvance(self.words)
        x = (self.width() - width + (_TICK if is_on else 0)) / 2
        if is_on:
            mark = QRectF(x - _TICK, self.height() / 2 - 7, 14, 14)
            paint_icon(painter, "check-bold", mark, ink)
        painter.setFont(made)
        painter.setPen(ink)
        painter.drawText(QPointF(x, self.height() / 2 + px * CAP_SHARE / 2), self.words)
        painter.end()


class PillFlow(QWidget):
    """Emits `chosen(value)` when the user takes another one, or switches one of several."""

    chosen = Signal(object)

    def __init__(
        self, *, theme: Theme, name: str, takes_several: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._takes_several = takes_several
        self.theme = theme
        self.setAccessibleName(name)
        self._pills: list[_Pill] = []
        self._values: list[object] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, options: Sequence[tuple[object, str]], value: object) -> None:
        """Show these choices, one of them on; where several may be, `value` is a tuple of them."""
        for pill in self._pills:
            pill.hide()
            pill.deleteLater()
        self._pills, self._values = [], []
        for known, words in options:
            pill = _Pill(words, theme=self.theme, is_one_only=not self._takes_several, parent=self)
            several = value if isinstance(value, tuple) else ()
            pill.setChecked(known in several if self._takes_several else known == value)
            pill.clicked.connect(lambda _=False, known=known: self.chosen.emit(known))
            pill.show()
            self._pills.append(pill)
            self._values.append(known)
        self.updateGeometry()
        self._flow(self.width(), is_placing=True)

    @property
    def value(self) -> object:
        """The value that is on, None when there is none; a tuple of them where several may be."""
        pairs = zip(self._values, self._pills, strict=True)
        on = tuple(value for value, pill in pairs if pill.isChecked())
        return on if self._takes_several else next(iter(on), None)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme

    def _flow(self, width: int, *, is_placing: bool = False) -> int:
        x = y = 0
        height = TARGET_MIN
        for pill in self._pills:
            hint = pill.sizeHint()
            pill_width = min(hint.width(), max(width, TARGET_MIN))
            height = hint.height()
            if x and x + pill_width > width:
                x, y = 0, y + height + _GAP
            if is_placing:
                pill.setGeometry(QRect(x, y, pill_width, height))
            x += pill_width + _GAP
        return y + height

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in px at a width."""
        return self._flow(width)

    def sizeHint(self) -> QSize:
        """A line or two."""
        return QSize(360, self._flow(360))

    def minimumSizeHint(self) -> QSize:
        """The widest pill."""
        return QSize(200, TARGET_MIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew."""
        super().resizeEvent(event)
        self._flow(event.size().width(), is_placing=True)
