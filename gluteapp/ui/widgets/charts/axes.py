"""The lines and words around a plot: values at its left, days under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from gluteapp.ui.theme import FontRole, Theme, font
from gluteapp.ui.widgets.charts.scale import Scale

Ticks = Sequence[tuple[float, str]]
_VALUE_GAP_PX, _DAY_GAP_PX = 10, 8


def paint_axes(
    painter: QPainter, scale: Scale, theme: Theme, *, values: Ticks, days: Ticks, size: QSize
) -> None:
    """Paint a line for each value, its words, and the days at the foot of a chart of this size.

    A day whose words would touch those before it is left out.
    """
    painter.setFont(font(FontRole.AXIS, theme.scale))
    metrics = QFontMetricsF(painter.font())
    half = metrics.capHeight() / 2
    for value, words in values:
        y = round(scale.y(value)) + 0.5
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(QPointF(scale.left, y), QPointF(scale.right, y))
        painter.setPen(theme.text3)
        x = scale.left - _VALUE_GAP_PX - metrics.horizontalAdvance(words)
        painter.drawText(QPointF(x, y + half), words)
    painter.setPen(theme.text3)
    baseline = size.height() - metrics.descent() - 2
    end = 0.0
    for day, words in days:
        width = metrics.horizontalAdvance(words)
        x = min(scale.x(day) - width / 2, size.width() - width)
        if x >= end:
            painter.drawText(QPointF(x, baseline), words)
            end = x + width + _DAY_GAP_PX
