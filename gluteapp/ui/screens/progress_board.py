"""The cards of the Progress page side by side; loads the charts, so it is made when first shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.core.analytics import Progress
from gluteapp.language import tr
from gluteapp.ui.screens.progress_calendar import CalendarCard
from gluteapp.ui.screens.progress_cards import (
    FamilyCard,
    RateCard,
    StrengthCard,
    WorkCard,
    shared_span,
)
from gluteapp.ui.screens.progress_csv import rate_csv, strength_csv, work_csv
from gluteapp.ui.screens.progress_files import PICTURE_SCALE, ChartFile, png_of
from gluteapp.ui.theme import CARD_GAP, Theme
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.charts.chart_view import ChartView
from gluteapp.ui.widgets.charts.family_look import FAMILIES

_MAIN, _SIDE = 207, 100
"""The columns 828 and 400 of LOOKS.md 3."""
_SIDE_CHART_PX = 104


class ProgressBoard(QObject):
    """Owns the cards and the `layout` they lie in; emits `session_opened(id)`, `start_asked()`.

    No widget of its own: the shadows of the cards need the room around them.
    """

    session_opened = Signal(str)
    start_asked = Signal()

    def __init__(self, *, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self.strength = StrengthCard(theme=theme, parent=page)
        self.families = [FamilyCard(family, theme=theme, parent=page) for family in FAMILIES]
        self.rate = RateCard(theme=theme, parent=page)
        self.work = WorkCard(theme=theme, parent=page)
        self.calendar = CalendarCard(theme=theme, parent=page)
        for card in (self.strength, self.rate, self.calendar):
            card.session_opened.connect(self.session_opened)
        self.calendar.start_asked.connect(self.start_asked)
        for small in (self.rate.chart, self.work.chart):
            small.setMinimumHeight(round(_SIDE_CHART_PX * theme.scale))
        self._progress: Progress | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        direction = QBoxLayout.Direction.LeftToRight
        self.layout = QBoxLayout(direction)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._family_row = QBoxLayout(direction)
        self._left.addWidget(self.strength, 1)
        self._left.addLayout(self._family_row)
        for family_card in self.families:
            family_card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._family_row.addWidget(family_card, 1)
        for card in (self.rate, self.work):
            self._right.addWidget(card, 1)
        self._right.addWidget(self.calendar)
        self.layout.addLayout(self._left, _MAIN)
        self.layout.addLayout(self._right, _SIDE)

    def set_visible(self, is_visible: bool) -> None:
        """Show the cards or hide them."""
        for card in self.cards:
            card.setVisible(is_visible)

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards."""
        return self.strength, *self.families, self.rate, self.work, self.calendar

    def arrange(self, *, is_narrow: bool, is_short: bool) -> None:
        """Two columns, or one in a narrow window."""
        gap = 16 if is_short else CARD_GAP
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if is_narrow else ways.LeftToRight
        for layout in (self.layout, self._family_row):
            layout.setDirection(way)
            layout.setSpacing(gap)
        for layout in (self._left, self._right):
            layout.setSpacing(gap)

    @property
    def charts(self) -> tuple[ChartView, ...]:
        """The charts that can be read."""
        return self.strength.chart, self.rate.chart, self.work.chart

    def show_progress(self, progress: Progress, moves: Mapping[str, str]) -> None:
        """Show a range."""
        self._progress = progress
        self.strength.show_progress(progress, moves)
        span = shared_span(progress)
        for family_card in self.families:
            family_card.show_progress(progress, moves, span)
        self.rate.show_progress(progress)
        self.work.show_progress(progress)
        self.calendar.show_days(progress.calendar, progress.today)
        self._right.setStretchFactor(self.calendar, 0 if progress.calendar else 1)

    def files(self, range_name: str) -> tuple[ChartFile, ...]:
        """What can be saved of the range that is shown."""
        progress = self._progress
        if progress is None:
            return ()

        strength, rate, work = self.strength, self.rate, self.work
        return (
            _picture(tr("Strength index, picture"), f"strength_{range_name}", strength),
            _table(tr("Strength index, table"), f"strength_{range_name}", strength_csv(progress)),
            _picture(tr("Glute felt first, picture"), f"glute_felt_{range_name}", rate),
            _table(tr("Glute felt first, table"), f"glute_felt_{range_name}", rate_csv(progress)),
            _picture(tr("Weekly work, picture"), f"weekly_work_{range_name}", work),
            _table(tr("Weekly work, table"), f"weekly_work_{range_name}", work_csv(progress)),
        )


def _picture(words: str, name: str, card: StrengthCard | RateCard | WorkCard) -> ChartFile:
    def painted() -> bytes:
        with card.chart.finely(PICTURE_SCALE):
            return png_of(card)

    return ChartFile(words=words, name=f"{name}.png", content=painted)


def _table(words: str, name: str, text: str) -> ChartFile:
    return ChartFile(words=words, name=f"{name}.csv", content=text.encode)
