"""Paints one past session as a row of the history list; knows words, not records."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gluteapp.language import tr, trn
from gluteapp.ui.theme import RADIUS_BUTTON, FontRole, Theme, font, paint_icon

_ROW, _GAP, _PAD = 76, 8, 24
_TEXT_LEAST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """The words of one row."""

    day: str
    circuit: str
    sets: str
    effort: str = ""
    pain: str = ""
    is_pain_high: bool = False
    flag: str = ""
    open_answers: int = 0

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = (self.circuit, self.day, self.sets, self.effort, self.pain, self.flag, self.open)
        return ", ".join(part for part in parts if part)

    @property
    def open(self) -> str:
        """How many answers are open."""
        if not self.open_answers:
            return ""
        return trn("{n} answer open", "{n} answers open", self.open_answers)


class HistoryDelegate(QStyledItemDelegate):
    """One rounded row: circuit and day at the left, numbers and flags in columns."""

    def __init__(self, *, theme: Theme, line_role: int, parent: QListView) -> None:
        super().__init__(parent)
        self.theme = theme
        self._view = parent
        self._line_role = line_role

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are equally high."""
        return QSize(600, round(_ROW * self.theme.scale) + _GAP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the row."""
        line = index.data(self._line_role)
        if not isinstance(line, HistoryLine):
            return
        theme = self.theme
        state = option.state
        rect = QRectF(option.rect).adjusted(2, 2, -2, 2 - _GAP)
        if self._view.verticalScrollBar().isVisible():
            rect.adjust(0, 0, -6, 0)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        is_current = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.text, 3) if is_current else Qt.PenStyle.NoPen)
        painter.setBrush(theme.raised if is_hovered else theme.surface)
        painter.drawRoundedRect(rect, RADIUS_BUTTON, RADIUS_BUTTON)
        self._paint_words(painter, rect, line)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, line: HistoryLine) -> None:
        theme = self.theme
        middle = rect.center().y()
        x = rect.left() + _PAD
        at = [rect.left() + rect.width() * share for share in (0.34, 0.51, 0.66, 0.78)]
        strong = FontRole.BODY_LARGE_STRONG
        self._text(painter, line.circuit, x, middle - 5, strong, theme.text, at[0])
        self._text(painter, line.day, x, middle + 18, FontRole.CAPTION, theme.text2, at[0])
        self._text(painter, line.sets, at[0], middle + 6, FontRole.BODY_STRONG, theme.text, at[1])
        effort = line.effort or tr("not answered")
        tone = theme.text if line.effort else theme.text3
        self._text(painter, effort, at[1], middle + 6, FontRole.BODY, tone, at[2])
        if line.pain:
            if line.is_pain_high:
                icon = QRectF(at[2], middle - 9, 18, 18)
                paint_icon(painter, "warning-circle-fill", icon, theme.warn)
            shift = 26 if line.is_pain_high else 0
            self._text(
                painter, line.pain, at[2] + shift, middle + 6, FontRole.BODY, theme.text, at[3]
            )
        right = rect.right() - _PAD - 20
        lines = [words for words in (line.flag, line.open) if words]
        for number, words in enumerate(lines):
            y = middle + 5 if len(lines) == 1 else middle - 4 + number * 21
            width = QFontMetricsF(font(FontRole.CAPTION, theme.scale)).horizontalAdvance(words)
            tone = theme.text2 if words == line.flag else theme.text3
            self._text(painter, words, right - width, y, FontRole.CAPTION, tone)
        caret = QRectF(rect.right() - _PAD - 8, middle - 8, 16, 16)
        paint_icon(painter, "caret-right", caret, theme.text3)

    def _text(
        self,
        painter: QPainter,
        words: str,
        x: float,
        y: float,
        role: FontRole,
        tone: QColor,
        until: float | None = None,
    ) -> None:
        made = font(role, self.theme.scale)
        if until is not None:
            # Long words get smaller letters before they would run into the next column.
            while QFontMetricsF(made).horizontalAdvance(words) > until - 10 - x:
                if made.pixelSize() <= _TEXT_LEAST:
                    break
                made.setPixelSize(made.pixelSize() - 1)
        painter.setFont(made)
        painter.setPen(tone)
        painter.drawText(QPointF(x, y), words)
