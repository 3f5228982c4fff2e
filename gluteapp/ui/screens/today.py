"""Today: what is next and why, what was left unfinished, last time. Starts nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gluteapp.language import long_date, tr, trn
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.screens.morning_card import MorningCard
from gluteapp.ui.screens.stop_button import StopButton
from gluteapp.ui.screens.today_cards import LastCard, WeekCard, WhyCard
from gluteapp.ui.screens.today_hero import HeroCard
from gluteapp.ui.screens.today_values import TodayValues
from gluteapp.ui.stage.moving_view import MovingView
from gluteapp.ui.theme import CARD_GAP, Theme
from gluteapp.ui.widgets.banner import Banner, BannerKind
from gluteapp.ui.widgets.text_label import TextLabel

_MAIN, _SIDE = 207, 100
"""The columns 828 and 400 of LOOKS.md 3."""
_BESIDE_HERO = 420
"""Height of everything on the page but the hero, in two columns."""


class TodayScreen(DeskPage):
    """Shows `TodayValues`; its signals say what the user asks for."""

    start_asked = Signal()
    daily_asked = Signal()
    choose_asked = Signal()
    resume_asked = Signal(bool)
    save_asked = Signal()
    discard_asked = Signal()
    safety_asked = Signal()
    stop_signs_asked = Signal()
    morning_answered = Signal(str, object)

    def __init__(
        self,
        *,
        theme: Theme,
        stage: MovingView,
        values: TodayValues | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Today"), theme=theme, parent=parent)
        self.stop_button = StopButton(theme=theme, parent=self)
        self.stop_button.clicked.connect(self.stop_signs_asked)
        self.header.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.banner = Banner("", theme=theme, kind=BannerKind.WARN, parent=self)
        self.banner.acted.connect(self._on_show_notices)
        self._notice_lines = QWidget(self)
        self._notice_layout = QVBoxLayout(self._notice_lines)
        self._notice_layout.setContentsMargins(20, 0, 20, 0)
        self._notice_layout.setSpacing(6)
        self.hero = HeroCard(theme=theme, stage=stage, parent=self)
        self.why = WhyCard(theme=theme, parent=self)
        self.week = WeekCard(theme=theme, parent=self)
        self.last = LastCard(theme=theme, parent=self)
        self.morning = MorningCard(theme=theme, parent=self)
        self.morning.answered.connect(self.morning_answered)
        self.grid = QGridLayout()
        self.grid.setSpacing(CARD_GAP)
        self.body.addWidget(self.banner)
        self.body.addWidget(self._notice_lines)
        self.body.addWidget(self.morning)
        self.body.addLayout(self.grid)
        self.body.addStretch(1)
        self._values: TodayValues | None = None
        self._connect()
        self.arrange()
        if values is not None:
            self.show_values(values)

    def _connect(self) -> None:
        hero, why = self.hero, self.why
        hero.start_asked.connect(self.start_asked)
        hero.resume_asked.connect(self.resume_asked)
        hero.save_asked.connect(self.save_asked)
        hero.discard_asked.connect(self.discard_asked)
        hero.safety_asked.connect(self.safety_asked)
        why.daily_asked.connect(self.daily_asked)
        why.choose_asked.connect(self.choose_asked)

    def show_values(self, values: TodayValues) -> None:
        """Show another state of things."""
        self._values = values
        self.set_heading(self._heading(values), long_date(values.today))
        self._show_notices(values.notices)
        self.morning.show_question(values.morning)
        self.hero.show_values(values)
        self.why.setVisible(bool(values.reasons))
        self.why.show_reasons(
            values.reasons,
            has_daily=values.has_daily,
            can_start=values.can_start,
            is_unfinished=values.unfinished is not None,
        )
        self.week.show_week(values.week)
        self.last.show_facts(values.last, values.last_when)

    def _heading(self, values: TodayValues) -> str:
        if values.unfinished is not None:
            return tr("Welcome back")
        if any(day.is_today and day.circuits for day in values.week):
            return tr("Done for today")
        return tr("Today")

    def _show_notices(self, notices: tuple[str, ...]) -> None:
        self.banner.setVisible(bool(notices))
        self._notice_lines.hide()
        while (item := self._notice_layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if len(notices) == 1:
            self.banner.set_notice(notices[0], kind=BannerKind.WARN)
            return
        for notice in notices:
            self._notice_layout.addWidget(
                TextLabel(notice, theme=self.theme, tone="text2", wraps=True, parent=self)
            )
        self.banner.set_notice(
            trn("{n} file needs a look.", "{n} files need a look.", len(notices)),
            kind=BannerKind.WARN,
            action=tr("Show them"),
        )

    def _on_show_notices(self) -> None:
        is_shown = self._notice_lines.isHidden()
        self._notice_lines.setVisible(is_shown)
        self.banner.button.setText(tr("Hide them") if is_shown else tr("Show them"))

    def arrange(self) -> None:
        """Two columns, or one in a narrow window."""
        cards: tuple[QWidget, ...] = (self.hero, self.why, self.week, self.last)
        for card in cards:
            self.grid.removeWidget(card)
        self.grid.setSpacing(16 if self.is_short else CARD_GAP)
        self.hero.set_short(self.is_short)
        if self.is_narrow:
            self.grid.setColumnStretch(0, 1)
            self.grid.setColumnStretch(1, 0)
            for row, card in enumerate(cards):
                self.grid.addWidget(card, row, 0)
            return
        self.grid.setColumnStretch(0, _MAIN)
        self.grid.setColumnStretch(1, _SIDE)
        self.grid.addWidget(self.hero, 0, 0)
        self.grid.addWidget(self.why, 0, 1)
        self.grid.addWidget(self.week, 1, 0)
        self.grid.addWidget(self.last, 1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the hero give way, so that the cards below it need no scrolling."""
        self.hero.set_height(event.size().height() - _BESIDE_HERO)
        super().resizeEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Space starts, 5 starts the five-minute routine."""
        if event.isAutoRepeat():
            return event.key() == Qt.Key.Key_Space or super().take_key(event)
        match event.key():
            case Qt.Key.Key_Space:
                self.hero.press_start()
            case Qt.Key.Key_5 if not self.why.daily.isHidden() and self.why.daily.isEnabled():
                self.daily_asked.emit()
            case _:
                return super().take_key(event)
        return True
