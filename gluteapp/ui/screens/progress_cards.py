"""The cards of the Progress page that hold charts. They know values and open nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.core.analytics import PointKind, Progress
from gluteapp.core.exercise import Family
from gluteapp.language import tr
from gluteapp.ui.screens.progress_notes import NotesLine, chart_notes
from gluteapp.ui.screens.progress_words import (
    ChartWords,
    family_words,
    rate_words,
    strength_words,
    work_words,
)
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.charts.family_look import LOOKS, family_word
from gluteapp.ui.widgets.charts.family_mark import FamilyMark
from gluteapp.ui.widgets.charts.rate_chart import RateChart
from gluteapp.ui.widgets.charts.sparkline import Sparkline
from gluteapp.ui.widgets.charts.strength_chart import StrengthChart
from gluteapp.ui.widgets.charts.work_chart import WorkChart
from gluteapp.ui.widgets.icon_label import IconLabel
from gluteapp.ui.widgets.text_label import TextLabel

_RIGHT = Qt.AlignmentFlag.AlignRight
_SENTENCE_PX, _FAMILY_PX, _SPARK_PX = 290, 138, 320


class StrengthCard(Card):
    """The index, how it changed and whether that is beyond the wobble, and its chart."""

    session_opened = Signal(str)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Strength index"), parent=parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, CARD_PADDING, 32, CARD_PADDING)
        layout.setSpacing(14)
        self.value = TextLabel(theme=theme, role=FontRole.BIG_VALUE, parent=self)
        self.change = TextLabel(theme=theme, role=FontRole.TITLE_2, wraps=True, parent=self)
        self.first_sentence = TextLabel(
            theme=theme, role=FontRole.BODY_LARGE, tone="text2", wraps=True, parent=self
        )
        self.verdict = IconLabel(
            "", "check-circle-fill", theme=theme, role=FontRole.BODY_STRONG, parent=self
        )
        self.sentence = TextLabel(
            theme=theme, role=FontRole.BODY, tone="text2", wraps=True, align=_RIGHT, parent=self
        )
        self.sentence.setFixedWidth(round(_SENTENCE_PX * theme.scale))
        layout.addLayout(self._header())
        layout.addWidget(self.first_sentence)
        self.chart = StrengthChart(theme=theme, parent=self)
        self.chart.setMinimumHeight(round(270 * theme.scale))
        self.chart.point_clicked.connect(self.session_opened)
        layout.addWidget(self.chart, 1)
        self.notes = NotesLine(theme=theme, parent=self)
        layout.addWidget(self.notes)

    def _header(self) -> QHBoxLayout:
        numbers = QHBoxLayout()
        numbers.setSpacing(14)
        numbers.addWidget(self.value, 0, Qt.AlignmentFlag.AlignBottom)
        numbers.addWidget(self.change, 1, Qt.AlignmentFlag.AlignBottom)
        left = QVBoxLayout()
        left.setSpacing(2)
        title = TextLabel(
            tr("Strength index"), theme=self.theme, role=FontRole.SECTION, parent=self
        )
        left.addWidget(title)
        left.addLayout(numbers)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self.verdict, 0, _RIGHT)
        right.addWidget(self.sentence, 0, _RIGHT)
        right.addStretch(1)
        header = QHBoxLayout()
        header.setSpacing(20)
        header.addLayout(left, 1)
        header.addLayout(right)
        return header

    def show_progress(self, progress: Progress, moves: Mapping[str, str]) -> None:
        """Show a range."""
        words = strength_words(progress)
        self._show_words(words)
        self.chart.show_progress(progress, moves)
        self.chart.setAccessibleDescription(
            tr(
                "{value}, {change}. {sentence}",
                value=words.value,
                change=words.change,
                sentence=words.sentence,
            )
        )
        self.notes.show_notes(chart_notes(progress, can_pan=self.chart.can_pan))

    def _show_words(self, words: ChartWords) -> None:
        self.value.setText(words.value)
        self.value.setVisible(bool(words.value))
        self.change.set_role(FontRole.SECTION if words.value else FontRole.TITLE_2)
        # Beside the large number the words stand on its line of writing.
        self.change.setContentsMargins(0, 0, 0, 6 if words.value else 0)
        self.change.setText(words.change)
        self.verdict.setText(words.verdict)
        self.verdict.icon.set_icon(
            "check-circle-fill" if words.is_real else "equals",
            "good" if words.is_real else "text2",
        )
        self.verdict.setVisible(bool(words.verdict))
        self.sentence.setText(words.sentence)
        self.sentence.setVisible(bool(words.value))
        self.first_sentence.setText(words.sentence)
        self.first_sentence.setVisible(not words.value)


class FamilyCard(Card):
    """One family: its newest index, its shape over time, what was done last and the judgement."""

    def __init__(self, family: Family, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=family_word(family), parent=parent)
        self.family = family
        self.setMinimumHeight(round(_FAMILY_PX * theme.scale))
        self.mark = FamilyMark(family, theme=theme, parent=self)
        title = TextLabel(
            family_word(family), theme=theme, role=FontRole.BODY_LARGE_STRONG, parent=self
        )
        self.value = TextLabel(theme=theme, role=FontRole.TITLE_1, parent=self)
        self.line = Sparkline(family, theme=theme, parent=self)
        self.did = TextLabel(
            theme=theme, role=FontRole.CAPTION, tone="text2", wraps=True, parent=self
        )
        self.judged = TextLabel(
            theme=theme, role=FontRole.CAPTION, tone="text3", wraps=True, parent=self
        )
        self._lay_out(title)

    def _lay_out(self, title: TextLabel) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(10)
        heading.addWidget(self.mark)
        heading.addWidget(title, 1)
        numbers = QHBoxLayout()
        numbers.setSpacing(16)
        numbers.addWidget(self.value)
        # In a wide card a sparkline as wide would look level whatever happened.
        self.line.setMaximumWidth(_SPARK_PX)
        numbers.addWidget(self.line, 1)
        numbers.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(2)
        layout.addLayout(heading)
        layout.addLayout(numbers)
        layout.addWidget(self.did)
        layout.addWidget(self.judged)
        layout.addStretch(1)

    def show_progress(self, progress: Progress, moves: Mapping[str, str], span: float) -> None:
        """Show a range; `span` is the range of values that the three cards share."""
        value, did, judged = family_words(progress, self.family, moves)
        values = [
            point.index
            for point in progress.strength.points
            if point.family is self.family and point.kind is PointKind.VALID
        ]
        self.mark.set_open(not values)
        self.value.setText(value)
        self.value.setVisible(bool(value))
        self.line.setVisible(bool(values))
        middle = (min(values) + max(values)) / 2 if values else 0.0
        self.line.set_values(values, (middle - span / 2, middle + span / 2))
        self.did.setText(did)
        self.did.set_role(FontRole.CAPTION if value else FontRole.BODY)
        self.judged.setText(judged)
        self.judged.setVisible(bool(judged))
        self.setAccessibleDescription(". ".join(part for part in (value, did, judged) if part))


class RateCard(Card):
    """How often the glute was felt first."""

    session_opened = Signal(str)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Glute felt first"), parent=parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, 18, CARD_PADDING, 12)
        layout.setSpacing(2)
        header = QHBoxLayout()
        header.setSpacing(6)
        title = TextLabel(tr("Glute felt first"), theme=theme, role=FontRole.SECTION, parent=self)
        self.value = TextLabel(theme=theme, role=FontRole.TITLE_2, parent=self)
        self.unit = TextLabel(tr("of sets"), theme=theme, tone="text2", parent=self)
        header.addWidget(title, 1)
        header.addWidget(self.value)
        header.addWidget(self.unit)
        layout.addLayout(header)
        self.sentence = TextLabel(
            theme=theme, role=FontRole.CAPTION, tone="text2", wraps=True, parent=self
        )
        layout.addWidget(self.sentence)
        self.chart = RateChart(theme=theme, parent=self)
        self.chart.point_clicked.connect(self.session_opened)
        layout.addWidget(self.chart, 1)
        layout.addStretch(0)

    def show_progress(self, progress: Progress) -> None:
        """Show a range."""
        words = rate_words(progress)
        self.value.setText(words.value)
        for part in (self.value, self.unit):
            part.setVisible(bool(words.value))
        self.sentence.setText(words.sentence)
        self.sentence.set_role(FontRole.CAPTION if progress.rates else FontRole.BODY)
        self.chart.setVisible(bool(progress.rates))
        self.chart.setAccessibleDescription(words.sentence)
        self.chart.show_progress(progress)


class WorkCard(Card):
    """The work of each week."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Weekly work"), parent=parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, 18, CARD_PADDING, 12)
        layout.setSpacing(2)
        header = QHBoxLayout()
        title = TextLabel(tr("Weekly work"), theme=theme, role=FontRole.SECTION, parent=self)
        self.unit = TextLabel(
            tr("reps × difficulty"), theme=theme, role=FontRole.CAPTION, tone="text2", parent=self
        )
        header.addWidget(title, 1)
        header.addWidget(self.unit)
        layout.addLayout(header)
        self.sentence = TextLabel(
            theme=theme, role=FontRole.CAPTION, tone="text2", wraps=True, parent=self
        )
        layout.addWidget(self.sentence)
        self.chart = WorkChart(theme=theme, parent=self)
        layout.addWidget(self.chart, 1)
        layout.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_progress(self, progress: Progress) -> None:
        """Show a range."""
        words = work_words(progress.weeks)
        has_work = any(week.work > 0 or week.planned > 0 for week in progress.weeks)
        self.unit.setVisible(has_work)
        self.sentence.setText(words)
        self.sentence.set_role(FontRole.CAPTION if has_work else FontRole.BODY)
        self.chart.setVisible(has_work)
        self.chart.setAccessibleDescription(words)
        self.chart.show_progress(progress)


def shared_span(progress: Progress) -> float:
    """The largest range of values of any family, so that the sparklines share one scale."""
    spans = [0.0]
    for family in LOOKS:
        values = [
            point.index
            for point in progress.strength.points
            if point.family is family and point.kind is PointKind.VALID
        ]
        if values:
            spans.append(max(values) - min(values))
    return max(spans)
