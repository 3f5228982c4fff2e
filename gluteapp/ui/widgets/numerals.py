"""Numbers painted in cells of one width, so that they do not tremble while they change."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

# WORKAROUND: Inter Display's tabular figures are not of one width in the released font files
# (1 is narrower than 0 with `tnum` on), so each digit gets a cell; remove when they are.


_TIGHT = 0.97
"""Large figures stand closer than running text; no two digits touch at this share."""


@lru_cache(maxsize=128)
def digit_cell_px(font: QFont) -> float:
    """Width in px of the cell each digit of a font gets."""
    return _TIGHT * max(width_px(digit, font) for digit in "0123456789")


@lru_cache(maxsize=2048)
def width_px(text: str, font: QFont) -> float:
    """How far a text reaches in px; measured once."""
    return QFontMetricsF(font).horizontalAdvance(text)


def number_width_px(text: str, font: QFont) -> float:
    """Width in px that `paint_number` takes for a text of digits and marks."""
    cell = digit_cell_px(font)
    return sum(cell if sign.isdigit() else width_px(sign, font) for sign in text)


def paint_number(painter: QPainter, text: str, font: QFont, at: QPointF, colour: QColor) -> float:
    """Paint a number with its baseline starting at a point; returns its width in px."""
    cell = digit_cell_px(font)
    painter.setFont(font)
    painter.setPen(colour)
    x = at.x()
    for sign in text:
        own = width_px(sign, font)
        width = cell if sign.isdigit() else own
        painter.drawText(QPointF(x + (width - own) / 2, at.y()), sign)
        x += width
    return x - at.x()


def ink_box(text: str, font: QFont) -> QRectF:
    """The box in px that the ink of a number fills, its baseline at y 0, its cells from x 0."""
    metrics = QFontMetricsF(font)
    if not text:
        return QRectF()
    cell = digit_cell_px(font)
    first = metrics.tightBoundingRect(text[0])
    last = metrics.tightBoundingRect(text[-1])
    lead = (cell - metrics.horizontalAdvance(text[0])) / 2 if text[0].isdigit() else 0.0
    tail = (cell - metrics.horizontalAdvance(text[-1])) / 2 if text[-1].isdigit() else 0.0
    last_cell = cell if text[-1].isdigit() else metrics.horizontalAdvance(text[-1])
    start = number_width_px(text, font) - last_cell + tail
    left = lead + first.left()
    return QRectF(left, first.top(), start + last.right() - left, first.height())
