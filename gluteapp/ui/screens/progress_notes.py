"""What the marks of the strength chart mean, in one line below it; only those that occur."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.core.analytics import PointKind, Progress
from gluteapp.language import tr
from gluteapp.ui.theme import FontRole, Theme, Tone, font, line_px
from gluteapp.ui.widgets.charts.family_look import LOOKS, paint_mark

_MARK, _MARK_GAP, _GAP = 12, 8, 24


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


class NotesLine(QWidget):
    """Notes side by side, on as many lines as they need."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._notes: tuple[Note, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """Show these."""
        self._notes = notes
        self.setVisible(bool(notes))
        self.setAccessibleName(". ".join(note.words for note in notes))
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.updateGeometry()
        self.update()

    def _places(self, width: float) -> tuple[list[QPointF], float]:
        line = line_px(FontRole.CAPTION, self.theme.scale)
        metrics = QFontMetricsF(font(FontRole.CAPTION, self.theme.scale))
        places: list[QPointF] = []
        x, y = 0.0, 0.0
        for note in self._notes:
            mark = _MARK + _MARK_GAP if note.symbol else 0
            needed = mark + metrics.horizontalAdvance(note.words)
            if x and x + needed > width:
                x, y = 0.0, y + line + 2
            places.append(QPointF(x, y))
            x += needed + _GAP
        return places, y + line

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, line_px(FontRole.CAPTION, self.theme.scale))

    def hasHeightForWidth(self) -> bool:
        """The notes break into lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in px at a width."""
        return round(self._places(width)[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(FontRole.CAPTION, self.theme.scale))
        metrics = QFontMetricsF(painter.font())
        line = line_px(FontRole.CAPTION, self.theme.scale)
        places, _ = self._places(self.width())
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
