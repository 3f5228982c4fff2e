"""A line without axes that ends in its marker; a picture of the shape, not a thing to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.core.exercise import Family
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.charts.family_look import LOOKS, paint_mark
from gluteapp.ui.widgets.charts.line_pen import line_pen

_EDGE, _MARK = 7.0, 11.0
_LEAST_RANGE = 8.0
"""Values that differ less are drawn nearly level: a sparkline must not make a mountain of them."""
_MOST_POINTS = 120


class Sparkline(QWidget):
    """The values of one family from old to new; `low` and `high` are shared by those beside it."""

    def __init__(self, family: Family, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._family = family
        self._values: tuple[float, ...] = ()
        self._range: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_values(self, values: Sequence[float], shared: tuple[float, float] | None) -> None:
        """Show these values, in a `shared` range from low to high or in their own."""
        # More than one for each pixel would only be drawn over.
        step = max(len(values) // _MOST_POINTS, 1)
        self._values, self._range = tuple(values[::-1][::step][::-1]), shared
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Beside a number."""
        return QSize(110, 40)

    def minimumSizeHint(self) -> QSize:
        """The smallest shape that can be seen."""
        return QSize(56, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line and marker."""
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = LOOKS[self._family]
        spots = self._spots()
        if len(spots) > 2:
            painter.setPen(line_pen(self.theme.tone(look.tone), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(spots))
        for at in spots if len(spots) <= 2 else spots[-1:]:
            box = QRectF(at.x() - _MARK / 2, at.y() - _MARK / 2, _MARK, _MARK)
            paint_mark(painter, look.symbol, box, self.theme, look.tone)
        painter.end()

    def _spots(self) -> list[QPointF]:
        low, high = self._range or (min(self._values), max(self._values))
        if high - low < _LEAST_RANGE:
            middle = (low + high) / 2
            low, high = middle - _LEAST_RANGE / 2, middle + _LEAST_RANGE / 2
        width, height = self.width() - 2 * _EDGE, self.height() - 2 * _EDGE
        count = len(self._values)
        return [
            QPointF(
                _EDGE + (width if count == 1 else width * index / (count - 1)),
                _EDGE + height * (high - value) / (high - low),
            )
            for index, value in enumerate(self._values)
        ]
