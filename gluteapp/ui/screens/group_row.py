"""A pair of sets as a row: its name, round, and what was answered; knows the sets only."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.language import number, tr, trn
from gluteapp.ui.screens.set_words import (
    AnswerGroup,
    answer_words,
    ended_words,
    measured_words,
)
from gluteapp.ui.theme import RADIUS_SMALL, FontRole, Theme, font, paint_icon
from gluteapp.ui.widgets.control import Control


class GroupRow(Control):
    """A pair in the list: its name, round, and what was answered."""

    def __init__(
        self, group: AnswerGroup, *, theme: Theme, parent: QWidget, has_round: bool = True
    ) -> None:
        super().__init__(theme=theme, name=group.title, parent=parent)
        self.asked = group
        self._has_round = has_round
        self.corner_px = RADIUS_SMALL
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_group(group)

    def set_group(self, group: AnswerGroup) -> None:
        """Show other answers."""
        self.asked = group
        self.setAccessibleDescription(self._line())
        self.update()

    def _line(self) -> str:
        return ", ".join(filter(None, (measured_words(self.asked), self._answer_line())))

    def _answer_line(self) -> str:
        group = self.asked
        words = [answer_words(one) for one in group.sets]
        answered = next((line for line in reversed(words) if line), "")
        if group.open_answers:
            still = trn("{n} answer open", "{n} answers open", group.open_answers)
            return ", ".join(filter(None, (still, answered)))
        if answered:
            return answered
        cut = next((one for one in group.sets if not one.is_completed), None)
        return tr("Nothing answered") if cut is None else ended_words(cut)

    @property
    def _is_answered(self) -> bool:
        return not self.asked.open_answers and any(answer_words(one) for one in self.asked.sets)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(280, round((64 if self._has_round else 50) * self.theme.scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint mark, name, round and answers."""
        theme, is_on = self.theme, self.isChecked()
        painter = QPainter(self)
        ground = theme.raised if is_on or self.is_hovered else theme.surface
        self.paint_shape(painter, ground)
        middle = self.height() / 2
        mark = QRectF(14, middle - 10, 20, 20)
        if not self._is_answered:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.line2, 2))
            painter.drawEllipse(mark.adjusted(2, 2, -2, -2))
        else:
            paint_icon(painter, "check-circle-fill", mark, theme.good)
        round_words = ""
        if self._has_round and self.asked.round is not None:
            round_words = tr("Round {n}", n=number(self.asked.round))
        small = font(FontRole.CAPTION, theme.scale)
        painter.setFont(small)
        painter.setPen(theme.text3)
        width = QFontMetricsF(small).horizontalAdvance(round_words)
        painter.drawText(QPointF(self.width() - 14 - width, middle - 5), round_words)
        room = self.width() - 48 - 14
        self._draw(painter, self.asked.title, FontRole.BODY_STRONG, middle - 5, room - width - 8)
        painter.setPen(theme.text2)
        self._draw(painter, self._line(), FontRole.CAPTION, middle + 17, room, is_soft=True)
        painter.end()

    def _draw(
        self,
        painter: QPainter,
        words: str,
        role: FontRole,
        baseline: float,
        room: float,
        *,
        is_soft: bool = False,
    ) -> None:
        made = font(role, self.theme.scale)
        while QFontMetricsF(made).horizontalAdvance(words) > room and made.pixelSize() > 12:
            made.setPixelSize(made.pixelSize() - 1)
        fitted = QFontMetricsF(made).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(made)
        painter.setPen(self.theme.text2 if is_soft else self.theme.text)
        painter.drawText(QPointF(48, baseline), fitted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the list."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
