"""A row of dots, filled, open or missing; knows no meaning beside the name it is given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.ui.theme import Theme

_DOWN = QPointF(0, 1)


class Dots(QWidget):
    """One dot a set: True is filled in the accent, False an open ring, None a small tick.

    `name` is what a screen reader says, such as "17 of 20 sets felt in a glute first".
    """

    def __init__(
        self,
        marks: Sequence[bool | None] = (),
        *,
        theme: Theme,
        name: str = "",
        dot_px: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._marks = tuple(marks)
        self._dot_px = dot_px
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_marks(self, marks: Sequence[bool | None], name: str) -> None:
        """Show other dots and say another name."""
        self._marks = tuple(marks)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """All dots side by side with as much room between them."""
        count = max(len(self._marks), 1)
        return QSize(round((1.4 * count - 0.4) * self._dot_px), self._dot_px + 2)

    def minimumSizeHint(self) -> QSize:
        """Dots may come close, not smaller than 6 px."""
        return QSize(len(self._marks) * 8, self._dot_px + 2)

    def centres_px(self) -> tuple[float, ...]:
        """The x of each dot's centre in px, evenly spread over the width."""
        count = len(self._marks)
        side = self._side()
        if count < 2:
            return (side / 2 + 1,) * count
        step = min((self.width() - side - 2) / (count - 1), self._dot_px * 4.5)
        return tuple(1 + side / 2 + step * number for number in range(count))

    def _side(self) -> float:
        count = max(len(self._marks), 1)
        return max(min(float(self._dot_px), self.width() / count - 2), 6.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dots."""
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, middle = self._side(), self.height() / 2
        for x, mark in zip(self.centres_px(), self._marks, strict=True):
            rect = QRectF(x - side / 2, middle - side / 2, side, side)
            if mark is None:
                painter.setPen(QPen(theme.line2, 1.5))
                painter.drawLine(rect.center() - _DOWN * 2, rect.center() + _DOWN * 2)
                continue
            painter.setPen(Qt.PenStyle.NoPen if mark else QPen(theme.line2, 1.8))
            painter.setBrush(theme.accent if mark else Qt.BrushStyle.NoBrush)
            inset = 0.0 if mark else 0.9
            painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
        painter.end()
