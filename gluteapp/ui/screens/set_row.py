"""One set of a past session as a row, and the card that corrects it; knows a set, saves nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Side
from gluteapp.core.session import SetRecord
from gluteapp.language import clock_length, tr, trn
from gluteapp.ui.screens.set_words import answer_words, done_words, reason_word, side_word
from gluteapp.ui.theme import RADIUS_SMALL, FontRole, Theme, font, paint_icon
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.control import Control
from gluteapp.ui.widgets.segment import Segment
from gluteapp.ui.widgets.stepper import Stepper
from gluteapp.ui.widgets.text_label import TextLabel

_CHOICES = (
    StopReason.COMPLETED,
    StopReason.SKIPPED,
    StopReason.FINISHED_EARLY,
    StopReason.PAIN,
)
_HOLD_STEP_S = 5


class SetRow(Control):
    """A set: move, side, what was done, how it ended, and the answers; pressed to correct it."""

    def __init__(
        self, record: SetRecord, move: str, *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        done, reason = done_words(record), reason_word(record.reason)
        side = side_word(record.opened.side)
        answers = answer_words(record)
        super().__init__(
            theme=theme,
            name=tr(
                "{move}, {side}, {done}, {reason}", move=move, side=side, done=done, reason=reason
            ),
            parent=parent,
        )
        self.record = record
        self._move, self._side, self._done, self._reason = move, side, done, reason
        self._answers = answers
        self.corner_px = RADIUS_SMALL
        self.setAccessibleDescription(answers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line that is easy to hit."""
        return QSize(600, round(48 * self.theme.scale))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        theme, record = self.theme, self.record
        painter = QPainter(self)
        self.paint_shape(painter, theme.raised if self.is_hovered else theme.surface)
        is_dim = record.is_superseded
        ink = theme.text3 if is_dim else theme.text
        soft = theme.text3 if is_dim else theme.text2
        width = self.width()
        at = [16.0, width * 0.27, width * 0.42, width * 0.57, width * 0.75]
        self._text(painter, self._move, at[0], at[1] - 20, ink, FontRole.BODY_STRONG)
        self._paint_side(painter, at[1], soft)
        self._text(painter, self._done, at[2], at[3] - 12, ink, FontRole.BODY)
        icon, tone = "check-circle-fill", theme.good
        if not record.is_completed:
            icon = "warning-circle-fill" if record.reason is StopReason.PAIN else "circle"
            tone = theme.stop if record.reason is StopReason.PAIN else theme.line2
        box = QRectF(at[3], self.height() / 2 - 8, 16, 16)
        paint_icon(painter, icon, box, theme.text3 if is_dim else tone)
        self._text(painter, self._reason, at[3] + 24, at[4] - 8, soft, FontRole.BODY)
        self._text(painter, self._answers, at[4], width - 44, soft, FontRole.BODY)
        if self.is_hovered or self.hasFocus():
            pencil = QRectF(width - 34, self.height() / 2 - 9, 18, 18)
            paint_icon(painter, "pencil-simple", pencil, theme.text2)
        painter.end()

    def _paint_side(self, painter: QPainter, x: float, soft: QColor) -> None:
        side = self.record.opened.side
        if side is not Side.BOTH:
            is_left = side is Side.LEFT
            self._paint_flag(painter, x, is_left=is_left)
        self._text(painter, self._side, x + 22, self.width() * 0.42 - 8, soft, FontRole.BODY)

    def _paint_flag(self, painter: QPainter, x: float, *, is_left: bool) -> None:
        """The side flag in small."""
        top = self.height() / 2 - 6
        points = [(4.5, 0.0), (12, 0), (12, 12), (4.5, 12), (0, 6)]
        if not is_left:
            points = [(12 - at, y) for at, y in points]
        is_dim = self.record.is_superseded
        tone = self.theme.left if is_left else self.theme.right
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.idle if is_dim else tone)
        painter.drawPolygon(QPolygonF([QPointF(x + at, top + y) for at, y in points]))

    def _text(
        self, painter: QPainter, words: str, x: float, until: float, ink: QColor, role: FontRole
    ) -> None:
        made = font(role, self.theme.scale)
        while QFontMetricsF(made).horizontalAdvance(words) > until - x and made.pixelSize() > 12:
            made.setPixelSize(made.pixelSize() - 1)
        room = max(until - x, 0.0)
        fitted = QFontMetricsF(made).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(made)
        painter.setPen(ink)
        painter.drawText(QPointF(x, self.height() / 2 + made.pixelSize() * 0.36), fitted)


class SetCorrection(QWidget):
    """What was done and how it ended, to change; emits `corrected(done_reps, done_ms, reason)`.

    A value that was not changed is None. `answers_asked()` leads to the answers.
    """

    corrected = Signal(object, object, object)
    answers_asked = Signal()

    def __init__(
        self, record: SetRecord, move: str, *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._record = record
        which = tr("{move}, {side}", move=move, side=side_word(record.opened.side))
        is_reps = record.opened.planned_reps > 0
        # Nobody does more than was planned: the clock ends the set.
        most = record.opened.planned_reps if is_reps else -(-record.opened.planned_ms // 1000)
        self._start = record.done_reps if is_reps else round(record.done_ms / 1000)
        self._is_reps = is_reps
        self.stepper = Stepper(
            tr("Reps done") if is_reps else tr("Seconds held"),
            theme=theme,
            value=min(self._start, most),
            minimum=0,
            maximum=most,
            step=1 if is_reps else _HOLD_STEP_S,
            words=_reps if is_reps else _seconds,
            parent=self,
        )
        reasons = list(_CHOICES)
        if record.reason is not None and record.reason not in reasons:
            reasons.append(record.reason)
        self.reason = Segment(
            [(reason, reason_word(reason)) for reason in reasons],
            theme=theme,
            name=tr("How it ended"),
            value=record.reason,
            parent=self,
        )
        self.save = Button(
            tr("Save"), theme=theme, kind=ButtonKind.PRIMARY, height_px=52, parent=self
        )
        self.save.setMinimumWidth(160)
        self.save.clicked.connect(self._on_save)
        self.answers = Button(tr("Answers"), theme=theme, icon="pencil-simple", parent=self)
        self.answers.set_size(52)
        self.answers.clicked.connect(self.answers_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 4)
        layout.setSpacing(10)
        layout.addWidget(
            TextLabel(which, theme=theme, role=FontRole.BODY_LARGE, wraps=True, parent=self)
        )
        layout.addSpacing(6)
        for words, part in (
            (tr("Reps done") if is_reps else tr("Time held"), self.stepper),
            (tr("How it ended"), self.reason),
        ):
            layout.addWidget(
                TextLabel(words, theme=theme, role=FontRole.BODY_STRONG, tone="text2", parent=self)
            )
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        self.note = TextLabel(theme=theme, tone="text2", wraps=True, parent=self)
        layout.addWidget(self.note)
        footer = QHBoxLayout()
        footer.addWidget(self.answers)
        footer.addStretch(1)
        footer.addWidget(self.save)
        layout.addSpacing(8)
        layout.addLayout(footer)
        is_work = record.is_work
        self.answers.setVisible(is_work)
        self.stepper.changed.connect(lambda _: self._refresh())
        self.reason.chosen.connect(lambda _: self._refresh())
        self._refresh()

    def _contradiction(self) -> str:
        """Why this cannot be saved, in one sentence; empty when it can."""
        if self.stepper.value > 0 or self.reason.value is not StopReason.COMPLETED:
            return ""
        if self._is_reps:
            return tr("A set without a rep is not completed; add reps or choose another ending.")
        return tr("A set without a second is not completed; add time or choose another ending.")

    def _refresh(self) -> None:
        problem = self._contradiction()
        self.note.setText(problem or tr("The first entry is kept; yours counts."))
        self.save.set_enabled_with_reason(not problem, problem)

    def _on_save(self) -> None:
        value = self.stepper.value
        is_changed = value != self._start
        reason, planned_ms = self.reason.value, self._record.opened.planned_ms
        self.corrected.emit(
            value if is_changed and self._is_reps else None,
            min(value * 1000, planned_ms) if is_changed and not self._is_reps else None,
            reason if reason is not self._record.reason else None,
        )


def _reps(value: int) -> str:
    return trn("{n} rep", "{n} reps", value)


def _seconds(value: int) -> str:
    return clock_length(value * 1000)
