"""The next session at the end of this one: a card for each family. Saves nothing, it asks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.screens.next_card import NextCard
from gluteapp.ui.screens.next_values import NextTime
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.text_label import TextLabel


class NextCards(QWidget):
    """Emits `chosen(station, verdict, dose)` from any of its cards, and `no_pain_said()`."""

    chosen = Signal(str, object, object)
    no_pain_said = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.cards: list[NextCard] = []
        self._is_narrow = False
        self.title = TextLabel(tr("Next time"), theme=theme, role=FontRole.TITLE_2, parent=self)
        self.when = TextLabel(theme=theme, role=FontRole.BODY_LARGE, tone="text2", parent=self)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.title)
        head.addWidget(self.when, 1)
        self.no_pain = Button(tr("Nothing hurt today"), theme=theme, icon="check-bold", parent=self)
        self.no_pain.clicked.connect(self.no_pain_said)
        head.addWidget(self.no_pain)
        self.note = TextLabel(
            theme=theme, role=FontRole.BODY_LARGE, tone="text2", wraps=True, parent=self
        )
        self._grid = QGridLayout()
        self._grid.setSpacing(20)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.note)
        layout.addLayout(self._grid)

    def show_next(self, values: NextTime) -> None:
        """Show these decisions; nothing where there is none."""
        self.setVisible(bool(values.families))
        self.when.setText(values.when)
        self.note.setText(values.note)
        self.note.setVisible(bool(values.note))
        self.no_pain.setVisible(bool(values.pain_unsaid))
        if [one.family for one in self.cards] == [one.family for one in values.families]:
            for card, family in zip(self.cards, values.families, strict=True):
                card.show_family(family)
            return
        for old in self.cards:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [NextCard(one, theme=self.theme, parent=self) for one in values.families]
        for card in self.cards:
            card.chosen.connect(self.chosen)
        self._arrange()

    def close_open(self) -> bool:
        """Close the lists that are open in the cards; False where none is."""
        closed = [card.close_open() for card in self.cards]
        return any(closed)

    def set_narrow(self, is_narrow: bool) -> None:
        """One below the other where it is narrow."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._arrange()

    def _arrange(self) -> None:
        for at, card in enumerate(self.cards):
            self._grid.removeWidget(card)
            row, column = (at, 0) if self._is_narrow else (0, at)
            self._grid.addWidget(card, row, column)
        for column in range(3):
            is_used = column < (1 if self._is_narrow else len(self.cards))
            self._grid.setColumnStretch(column, 1 if is_used else 0)
