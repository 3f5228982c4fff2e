"""A number that changes while it is looked at, with small words after it; reads no clock."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.ui.theme import CAP_SHARE, Theme, Tone, pixel_font
from gluteapp.ui.widgets.numerals import number_width_px, paint_number, width_px


class NumberLabel(QWidget):
    """Such as "5:41 left in all" or "13 s": digits in cells of one width, words smaller.

    `number_px` is the font size of the number; capital height is 72.7 % of it. The whole can be
    aligned left or right in the room it has.
    """

    def __init__(
        self,
        number: str = "",
        suffix: str = "",
        *,
        theme: Theme,
        number_px: int = 34,
        suffix_px: int | None = None,
        tone: Tone = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._number, self._suffix = number, suffix
        self._number_px, self._suffix_px = number_px, suffix_px
        self._tone: Tone = tone
        self._align = align
        self._wanted = self._measured()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{number} {suffix}".strip())

    def set_number(self, number: str, suffix: str | None = None, name: str = "") -> None:
        """Show another number; `name` is what a screen reader says instead of it."""
        suffix = self._suffix if suffix is None else suffix
        if (number, suffix) == (self._number, self._suffix):
            return
        resized = len(number) != len(self._number) or suffix != self._suffix
        self._number, self._suffix = number, suffix
        self._wanted = self._measured()
        self.setAccessibleName(name or f"{number} {suffix}".strip())
        if resized:
            self.updateGeometry()
        self.update()

    @property
    def number(self) -> str:
        """The number shown."""
        return self._number

    def set_sizes(self, number_px: int, suffix_px: int | None = None) -> None:
        """Change the font sizes in px."""
        self._number_px, self._suffix_px = max(number_px, 1), suffix_px
        self._wanted = self._measured()
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        number = pixel_font(self._number_px, weight=700, is_display=True, tracking=-0.01)
        suffix_px = self._suffix_px or max(round(self._number_px * 0.5), 1)
        return number, pixel_font(suffix_px, weight=500)

    def sizeHint(self) -> QSize:
        """Number and words on one line."""
        return QSize(self._wanted)

    def _measured(self) -> QSize:
        number, suffix = self._fonts()
        width = number_width_px(self._number, number)
        if self._suffix:
            width += self._gap() + width_px(self._suffix, suffix)
        return QSize(round(width) + 2, round(self._number_px * 1.1))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def _gap(self) -> float:
        return self._number_px * 0.13

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint number and words on one baseline."""
        number, suffix = self._fonts()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        if self._align & Qt.AlignmentFlag.AlignRight:
            x = self.width() - self.sizeHint().width() + 1
        elif self._align & Qt.AlignmentFlag.AlignHCenter:
            x = (self.width() - self.sizeHint().width()) / 2
        y = self.height() / 2 + self._number_px * CAP_SHARE / 2
        colour = self.theme.tone(self._tone)
        x += paint_number(painter, self._number, number, QPointF(x, y), colour)
        if self._suffix:
            painter.setFont(suffix)
            painter.setPen(self.theme.text2)
            painter.drawText(QPointF(x + self._gap(), y), self._suffix)
        painter.end()
