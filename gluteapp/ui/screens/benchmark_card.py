"""Offers benchmark sets, and says when it is time for them; starts nothing, it tells by a signal."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import local_time, long_date, time_of_day, tr, trn
from gluteapp.services.benchmarks import BenchmarkOffer, WhyNotYet
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.text_label import TextLabel

_MINUTE_MS = 60_000


class BenchmarkCard(Card):
    """Emits `asked()`; it may be asked for before it is time too."""

    asked = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Benchmark sets"), parent=parent)
        self.title = TextLabel(theme=theme, role=FontRole.SECTION, wraps=True, parent=self)
        self.line = TextLabel(theme=theme, tone="text2", wraps=True, parent=self)
        self.start = Button(tr("Start"), theme=theme, icon="play-fill", parent=self)
        self.start.setAccessibleName(tr("Start benchmark sets"))
        self.start.clicked.connect(self.asked)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, 14, CARD_PADDING, 14)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        layout.addWidget(self.start, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_offer(self, offer: BenchmarkOffer | None, offset_min: int) -> None:
        """Show what there is; nothing where nothing is. Times are shown `offset_min` east of UTC."""
        self.setVisible(offer is not None)
        if offer is None:
            return
        minutes = round(offer.usual_ms / _MINUTE_MS)
        self.title.setText(
            trn("Benchmark sets, about {n} minute", "Benchmark sets, about {n} minutes", minutes)
        )
        self.line.setText(offer_line(offer, offset_min))
        self.start.setText(tr("Start") if offer.is_due else tr("Start anyway"))


def offer_line(offer: BenchmarkOffer, offset_min: int) -> str:
    """What benchmark sets are good for, or why it is not the time and when it will be."""
    free_ms = offer.free_utc_ms
    free = None if free_ms is None else local_time(free_ms, offset_min)
    date = "" if free is None else long_date(free.date())
    match offer.why_not_yet:
        case None if offer.last_utc_ms is None:
            return tr("Each move until about two reps are left: the surest point of your index.")
        case None:
            last = long_date(local_time(offer.last_utc_ms or 0, offset_min).date())
            return tr("It is time again; the last ones were on {date}.", date=last)
        case WhyNotYet.NEVER_TRAINED:
            return tr("From the third week of training on.")
        case WhyNotYet.FIRST_WEEKS:
            return tr("From the third week of training on: {date}.", date=date)
        case WhyNotYet.DONE_LATELY:
            return tr("Once a week at most. It is time again on {date}.", date=date)
        case WhyNotYet.CIRCUIT_LATELY:
            time = "" if free is None else time_of_day(free)
            return tr("Not within a day of a circuit: from {date}, {time}.", date=date, time=time)
        case _:
            assert_never(offer.why_not_yet)
