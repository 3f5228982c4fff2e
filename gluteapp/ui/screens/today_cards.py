"""The side cards of Today: why, this week, last time. They know values and no history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.language import number, tr, trn, weekday_and_day
from gluteapp.services.history import SessionFacts
from gluteapp.ui.screens.today_values import Reason, WeekDay
from gluteapp.ui.theme import (
    CARD_PADDING,
    RADIUS_BUTTON,
    RADIUS_SMALL,
    FontRole,
    Theme,
    font,
    paint_icon,
)
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.dots import Dots
from gluteapp.ui.widgets.effort_row import effort_word
from gluteapp.ui.widgets.text_label import TextLabel

_CHIP = 40


class _IconChip(QWidget):
    """An icon on a small raised square."""

    def __init__(self, icon: str, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = icon
        self.setFixedSize(_CHIP, _CHIP)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint square and icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.raised)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_SMALL, RADIUS_SMALL)
        inner = QRectF(10, 10, _CHIP - 20, _CHIP - 20)
        paint_icon(painter, self._icon, inner, self.theme.accent)
        painter.end()


class WhyCard(Card):
    """Why this circuit today, and the two other ways to go; emits `daily_asked`, `choose_asked`."""

    daily_asked = Signal()
    choose_asked = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Why this today"), parent=parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        layout.setSpacing(16)
        self._title = TextLabel(theme=theme, role=FontRole.SECTION, parent=self)
        layout.addWidget(self._title)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(20)
        layout.addLayout(self._rows)
        layout.addStretch(1)
        self.daily = Button(tr("5 minutes instead"), theme=theme, parent=self)
        self.daily.clicked.connect(self.daily_asked)
        self.choose = Button(tr("Other circuit"), theme=theme, parent=self)
        self.choose.clicked.connect(self.choose_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.daily, self.choose):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        layout.addLayout(buttons)
        self._shown: list[QWidget] = []

    def show_reasons(
        self,
        reasons: Sequence[Reason],
        *,
        has_daily: bool,
        can_start: bool = True,
        is_unfinished: bool = False,
    ) -> None:
        """Show the reasons, three at most; an unfinished session goes before any other."""
        self._title.setText(tr("What you can do") if is_unfinished else tr("Why this today"))
        self.choose.setVisible(not is_unfinished)
        for row in self._shown:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._shown = [self._row(reason) for reason in reasons[:3]]
        for row in self._shown:
            self._rows.addWidget(row)
        self.daily.setVisible(has_daily and not is_unfinished)
        self.daily.set_enabled_with_reason(
            can_start, tr("Start is closed until the safety questions are settled.")
        )

    def _row(self, reason: Reason) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        chip = _IconChip(reason.icon, theme=self.theme, parent=row)
        layout.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = TextLabel(
            reason.title, theme=self.theme, role=FontRole.BODY_LARGE_STRONG, wraps=True, parent=row
        )
        text = TextLabel(reason.text, theme=self.theme, tone="text2", wraps=True, parent=row)
        words.addWidget(title)
        words.addWidget(text)
        words.addStretch(1)
        layout.addLayout(words, 1)
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return row


class _DayCell(QWidget):
    """One day of the week: its name, a disc, and what was done."""

    def __init__(self, day: WeekDay, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._day = day
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(
            tr("{day}: {what}", day=weekday_and_day(day.day), what=self._words()[0] or tr("open"))
        )

    @property
    def _is_done(self) -> bool:
        return self._day.circuits + self._day.dailies + self._day.benchmarks > 0

    def _words(self) -> tuple[str, str]:
        day = self._day
        if day.circuits:
            what = (
                tr("Circuit")
                if day.circuits == 1
                else trn("{n} circuit", "{n} circuits", day.circuits)
            )
            return what, trn("{n} set", "{n} sets", day.sets_done)
        if day.benchmarks:
            return tr("Benchmark"), trn("{n} set", "{n} sets", day.sets_done)
        if day.dailies:
            return tr("5 minutes"), trn("{n} set", "{n} sets", day.sets_done)
        return (tr("Today"), "") if day.is_today else ("", "")

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Room for name, disc and two lines."""
        return QSize(96, 142)

    def minimumSizeHint(self) -> QSize:
        """Seven of them fit into a narrow card."""
        return QSize(64, 138)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cell."""
        theme, day = self.theme, self._day
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if day.is_today:
            painter.setBrush(theme.soft)
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS_BUTTON, RADIUS_BUTTON)
        middle = self.width() / 2
        tone = theme.text if day.is_today else theme.text2
        self._text(painter, weekday_and_day(day.day), 24, FontRole.CAPTION_STRONG, tone)
        disc = QRectF(middle - 23, 38, 46, 46)
        self._paint_disc(painter, disc)
        what, more = self._words()
        self._text(painter, what, 107, FontRole.BODY_STRONG, theme.text)
        self._text(painter, more, 128, FontRole.CAPTION, theme.text2)
        painter.end()

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        theme, day = self.theme, self._day
        icon = disc.adjusted(12, 12, -12, -12)
        name = "lightning" if day.dailies and not day.circuits else "barbell"
        if day.is_today and not self._is_done:
            painter.setBrush(theme.btn)
            painter.drawEllipse(disc)
            paint_icon(painter, name, icon, theme.onbtn)
        elif self._is_done:
            painter.setBrush(theme.raised)
            painter.drawEllipse(disc)
            paint_icon(painter, name, icon, theme.text)
            badge = QRectF(disc.right() - 17, disc.bottom() - 17, 20, 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.surface)
            painter.drawEllipse(badge.adjusted(-2, -2, 2, 2))
            paint_icon(painter, "check-circle-fill", badge, theme.good)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.idle, 1.5))
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))

    def _text(
        self, painter: QPainter, words: str, baseline: float, role: FontRole, tone: QColor
    ) -> None:
        made = font(role, self.theme.scale)
        metrics = QFontMetricsF(made)
        while metrics.horizontalAdvance(words) > self.width() - 4 and made.pixelSize() > 12:
            made.setPixelSize(made.pixelSize() - 1)
            metrics = QFontMetricsF(made)
        painter.setFont(made)
        painter.setPen(tone)
        x = (self.width() - metrics.horizontalAdvance(words)) / 2
        painter.drawText(QPointF(x, baseline), words)
        painter.setPen(Qt.PenStyle.NoPen)


class WeekCard(Card):
    """The seven days of this week, from what was done."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("This week"), parent=parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        layout.setSpacing(12)
        header = QHBoxLayout()
        header.addWidget(
            TextLabel(tr("This week"), theme=theme, role=FontRole.SECTION, parent=self), 1
        )
        self._count = TextLabel(theme=theme, tone="text2", parent=self)
        header.addWidget(self._count)
        layout.addLayout(header)
        self._days = QHBoxLayout()
        self._days.setSpacing(6)
        layout.addLayout(self._days, 1)
        self._cells: list[_DayCell] = []

    def show_week(self, week: Sequence[WeekDay]) -> None:
        """Show these days."""
        for cell in self._cells:
            self._days.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = [_DayCell(day, theme=self.theme, parent=self) for day in week]
        for cell in self._cells:
            self._days.addWidget(cell, 1)
        done = sum(day.circuits for day in week)
        self._count.setText(
            trn("{n} circuit done", "{n} circuits done", done) if done else tr("No circuit yet")
        )


class LastCard(Card):
    """What was done last time; quiet when there is nothing yet."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Last time"), parent=parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        self._layout.setSpacing(12)
        header = QHBoxLayout()
        header.addWidget(
            TextLabel(tr("Last time"), theme=theme, role=FontRole.SECTION, parent=self), 1
        )
        self._when = TextLabel(theme=theme, tone="text3", parent=self)
        header.addWidget(self._when)
        self._layout.addLayout(header)
        self._empty = TextLabel(
            tr("Nothing yet. What you do and feel will stand here."),
            theme=theme,
            tone="text2",
            wraps=True,
            parent=self,
        )
        self._layout.addWidget(self._empty)
        self._rows = {
            "sets": self._row(tr("Sets done")),
            "effort": self._row(tr("Usual reps left")),
            "felt": self._row(tr("Glute felt first")),
        }
        self._dots = Dots(theme=theme, parent=self)
        self._layout.addWidget(self._dots)
        self._layout.addStretch(1)

    def _row(self, words: str) -> tuple[TextLabel, TextLabel]:
        row = QHBoxLayout()
        name = TextLabel(words, theme=self.theme, tone="text2", parent=self)
        value = TextLabel(theme=self.theme, role=FontRole.BODY_LARGE_STRONG, parent=self)
        row.addWidget(name, 1)
        row.addWidget(value)
        self._layout.addLayout(row)
        return name, value

    def show_facts(self, facts: SessionFacts | None, when: str) -> None:
        """Show a session's numbers, or none."""
        self._when.setText(when)
        self._empty.setVisible(facts is None)
        self._dots.setVisible(facts is not None and facts.glute_answered_count > 0)
        for name, value in self._rows.values():
            name.setVisible(facts is not None)
            value.setVisible(facts is not None)
        if facts is None:
            return
        self._rows["sets"][1].setText(sets_words(facts))
        self._rows["effort"][1].setText(effort_words(facts))
        felt = felt_words(facts)
        self._rows["felt"][1].setText(felt)
        self._dots.set_marks(
            facts.glute_first, tr("{what}: {value}", what=tr("Glute felt first"), value=felt)
        )


def sets_words(facts: SessionFacts) -> str:
    """Sets done of the planned ones."""
    return tr("{done} of {sets}", done=number(facts.sets_done), sets=number(facts.sets_planned))


def effort_words(facts: SessionFacts) -> str:
    """The usual good reps left, or that nothing was answered."""
    effort = facts.usual_effort
    if effort is None:
        return tr("not answered")
    return effort_word(int(effort)) if effort == int(effort) else number(effort, 1)


def felt_words(facts: SessionFacts) -> str:
    """How many of the answered sets were felt most in a glute."""
    if facts.glute_answered_count == 0:
        return tr("not answered")
    return trn(
        "{felt} of {n} set",
        "{felt} of {n} sets",
        facts.glute_answered_count,
        felt=number(facts.glute_first_count),
    )
