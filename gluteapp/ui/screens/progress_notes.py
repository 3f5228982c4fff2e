"""What the marks of the strength chart mean, in one line below it; only those that occur."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gluteapp.core.analytics import PointKind, Progress
from gluteapp.language import tr
from gluteapp.ui.theme import FontRole, Theme, Tone, font
from gluteapp.ui.widgets.charts.family_look import LOOKS, paint_mark
from gluteapp.ui.widgets.word_flow import WordFlow

_MARK, _MARK_GAP = 12, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words with the mark they explain: a symbol, `line` for a new move, `tick`, or none."""

    words: str
    symbol: str = ""
    tone: Tone = "text2"


def chart_notes(progress: Progress, *, can_pan: bool) -> tuple[Note, ...]:
    """The notes that a range needs."""
    strength = progress.strength
    notes: list[Note] = []
    censored = [one for one in strength.points if one.kind is PointKind.CENSORED]
    off_tempo = [one for one in strength.points if one.kind is PointKind.OFF_TEMPO]
    if censored:
        tone = LOOKS[censored[-1].family].tone
        notes.append(Note(words=tr("at least this much"), symbol="t1", tone=tone))
    if off_tempo:
        look = LOOKS[off_tempo[-1].family]
        notes.append(Note(words=tr("off tempo, not counted"), symbol=look.symbol, tone=look.tone))
    if strength.level_changes:
        notes.append(Note(words=tr("new move, a jump is expected"), symbol="line"))
    if strength.missing:
        notes.append(Note(words=tr("no point that day"), symbol="tick"))
    if strength.points:
        notes.append(Note(words=tr("100 = 15 clean reps of the family's key move")))
    if can_pan:
        notes.append(Note(words=tr("drag to earlier days")))
    return tuple(notes)


class NotesLine(WordFlow):
    """Notes side by side, on as many lines as they need."""

    gap_px = 24.0
    leading_px = 2.0

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, usual_px=400, parent=parent)
        self._notes: tuple[Note, ...] = ()

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """Show these."""
        self._notes = notes
        self.setVisible(bool(notes))
        self.setAccessibleName(". ".join(note.words for note in notes))
        self.updateGeometry()
        self.update()

    def widths_px(self) -> Sequence[float]:
        """Mark, where there is one, and words of each."""
        metrics = QFontMetricsF(font(FontRole.CAPTION, self.theme.scale))
        return [
            (_MARK + _MARK_GAP if note.symbol else 0) + metrics.horizontalAdvance(note.words)
            for note in self._notes
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(FontRole.CAPTION, self.theme.scale))
        metrics = QFontMetricsF(painter.font())
        line = self.line_px
        places, _ = self.places(self.width())
        for note, at in zip(self._notes, places, strict=True):
            x = at.x()
            if note.symbol:
                box = QRectF(x, at.y() + (line - _MARK) / 2, _MARK, _MARK)
                self._paint_note_mark(painter, note, box)
                x += _MARK + _MARK_GAP
            painter.setPen(self.theme.text2)
            baseline = at.y() + (line + metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x, baseline), note.words)
        painter.end()

    def _paint_note_mark(self, painter: QPainter, note: Note, box: QRectF) -> None:
        middle = box.center().x()
        match note.symbol:
            case "line":
                pen = QPen(self.theme.tone(note.tone), 2, Qt.PenStyle.CustomDashLine)
                pen.setDashPattern([0.75, 2.0])
                painter.setPen(pen)
                painter.drawLine(QPointF(middle, box.top() - 1), QPointF(middle, box.bottom() + 1))
            case "tick":
                painter.setPen(QPen(self.theme.line2, 1.5))
                painter.drawLine(QPointF(middle, box.bottom() - 5), QPointF(middle, box.bottom()))
            case _:
                paint_mark(painter, note.symbol, box, self.theme, note.tone, is_open=True)
