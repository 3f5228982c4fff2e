"""The card beside the hairline of a chart: a title and a line for each value, with its marker."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gluteapp.ui.theme import RADIUS_SMALL, FontRole, Theme, font, line_px
from gluteapp.ui.widgets.charts.family_look import paint_mark
from gluteapp.ui.widgets.charts.stops import Stop, StopLine

_PAD, _GAP, _MARK = 14, 14, 10
_WIDTH_MAX = 420


def paint_tooltip(
    painter: QPainter, stop: Stop, theme: Theme, *, x_px: float, room: QRectF
) -> None:
    """Paint what a stop says beside its hairline at `x_px`, wherever there is more room."""
    plain, strong = font(FontRole.CAPTION, theme.scale), font(FontRole.CAPTION_STRONG, theme.scale)
    line = line_px(FontRole.CAPTION, theme.scale)
    inner = min(_WIDTH_MAX * theme.scale, room.width() - 2 * _PAD - 8)
    rows = [(None, row) for row in _wrapped(stop.title, strong, inner)]
    lines: list[tuple[StopLine | None, str]] = list(rows)
    for one in stop.lines:
        indent = _MARK + 8 if one.symbol else 0
        first = True
        for row in _wrapped(one.words, plain, inner - indent):
            lines.append((one if first else StopLine(words="", symbol=one.symbol), row))
            first = False
    width = max(_row_width(mark, row, plain, strong) for mark, row in lines) + 2 * _PAD
    height = len(lines) * line + 2 * _PAD - 4
    left = x_px + _GAP
    if left + width > room.right():
        left = x_px - _GAP - width
    left = min(max(left, room.left()), max(room.right() - width, room.left()))
    card = QRectF(left, room.top() + 8, width, min(height, room.height() - 8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.high)
    painter.drawRoundedRect(card, RADIUS_SMALL, RADIUS_SMALL)
    _paint_rows(painter, lines, theme, card, len(rows))


def _paint_rows(
    painter: QPainter,
    lines: list[tuple[StopLine | None, str]],
    theme: Theme,
    card: QRectF,
    titles: int,
) -> None:
    plain, strong = font(FontRole.CAPTION, theme.scale), font(FontRole.CAPTION_STRONG, theme.scale)
    line = line_px(FontRole.CAPTION, theme.scale)
    metrics = QFontMetricsF(plain)
    y = card.top() + _PAD - 2
    for index, (one, row) in enumerate(lines):
        x = card.left() + _PAD
        baseline = y + (line + metrics.ascent() - metrics.descent()) / 2
        if one is not None and one.symbol:
            if one.words:
                box = QRectF(x, y + (line - _MARK) / 2, _MARK, _MARK)
                paint_mark(painter, one.symbol, box, theme, one.tone, is_open=one.is_open)
            x += _MARK + 8
        painter.setFont(strong if index < titles else plain)
        painter.setPen(theme.text)
        painter.drawText(QPointF(x, baseline), row)
        y += line


def _row_width(mark: StopLine | None, row: str, plain: QFont, strong: QFont) -> float:
    if mark is None:
        return QFontMetricsF(strong).horizontalAdvance(row)
    indent = _MARK + 8 if mark.symbol else 0
    return QFontMetricsF(plain).horizontalAdvance(row) + indent


def _wrapped(words: str, used: QFont, width: float) -> list[str]:
    metrics = QFontMetricsF(used)
    rows: list[str] = [""]
    for word in words.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and metrics.horizontalAdvance(longer) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows
