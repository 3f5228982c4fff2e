"""How the calendar marks what was done on a day: shapes first, colours second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gluteapp.core.circuit import SessionMode
from gluteapp.language import tr
from gluteapp.ui.theme import FontRole, Theme, font
from gluteapp.ui.widgets.word_flow import WordFlow

MODE_ORDER: Final = (
    SessionMode.CIRCUIT,
    SessionMode.LIGHTER,
    SessionMode.BENCHMARK,
    SessionMode.TESTS,
    SessionMode.DAILY,
)
"""Of several on one day the first of these gives the mark."""


def mode_word(mode: SessionMode) -> str:
    """The words for what a session was for."""
    words = {
        SessionMode.CIRCUIT: tr("circuit"),
        SessionMode.LIGHTER: tr("lighter"),
        SessionMode.BENCHMARK: tr("benchmark"),
        SessionMode.TESTS: tr("check-in"),
        SessionMode.DAILY: tr("5 minutes"),
    }
    return words[mode]


def paint_day_mark(
    painter: QPainter, mark: QRectF, modes: Sequence[SessionMode], theme: Theme
) -> QColor | None:
    """Paint the mark of a day; the colour its number is to be written in, None for the usual."""
    mode = next((one for one in MODE_ORDER if one in modes), None)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = mark.adjusted(1.25, 1.25, -1.25, -1.25)
    corner = mark.width() * 0.26
    match mode:
        case SessionMode.CIRCUIT:
            painter.setBrush(theme.accent)
            painter.drawEllipse(mark)
            return theme.onbtn
        case SessionMode.LIGHTER:
            painter.setPen(QPen(theme.accent, 2.5))
            painter.drawEllipse(inner)
            return theme.text
        case SessionMode.BENCHMARK:
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(mark, corner, corner)
            return theme.onbtn
        case SessionMode.TESTS:
            painter.setPen(QPen(theme.f_a, 2.5))
            painter.drawRoundedRect(inner, corner, corner)
            return theme.text
        case SessionMode.DAILY:
            painter.setBrush(theme.accent)
            side = mark.width() * 0.17
            at = QPointF(mark.center().x(), mark.bottom() - side / 2)
            painter.drawEllipse(at, side / 2, side / 2)
            return theme.text
        case _:
            return None


class DayLegend(WordFlow):
    """What the marks of a month mean, on as many lines as they need."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, usual_px=200, parent=parent)
        self._modes: tuple[SessionMode, ...] = ()

    def show_modes(self, modes: Sequence[SessionMode]) -> None:
        """Explain these marks."""
        self._modes = tuple(modes)
        self.setAccessibleName(", ".join(mode_word(mode) for mode in modes))
        self.updateGeometry()
        self.update()

    def widths_px(self) -> Sequence[float]:
        """Mark and word of each."""
        metrics = QFontMetricsF(font(FontRole.CAPTION, self.theme.scale))
        return [18 + metrics.horizontalAdvance(mode_word(mode)) for mode in self._modes]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(FontRole.CAPTION, self.theme.scale))
        metrics = QFontMetricsF(painter.font())
        line = self.line_px
        places, _ = self.places(self.width())
        for mode, at in zip(self._modes, places, strict=True):
            box = QRectF(at.x(), at.y() + (line - 12) / 2, 12, 12)
            if mode is SessionMode.DAILY:
                # As large as it is under a day; its place is told by the day.
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.theme.accent)
                painter.drawEllipse(box.center(), 2.6, 2.6)
            else:
                paint_day_mark(painter, box, (mode,), self.theme)
            painter.setPen(self.theme.text2)
            baseline = at.y() + (line + metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(at.x() + 18, baseline), mode_word(mode))
        painter.end()
