"""Set by set: what was done and answered in each round; knows the sets and saves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import number, tr, trn
from gluteapp.ui.screens.group_row import GroupRow
from gluteapp.ui.screens.set_words import AnswerGroup
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.text_label import TextLabel


class RoundsCard(Card):
    """A column for each round, a row for each pair; emits `group_asked(set_id)`.

    The set id is empty when open answers are wanted, whichever they are.
    """

    group_asked = Signal(str)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Set by set"), parent=parent)
        self.rows: list[GroupRow] = []
        self._heads: list[TextLabel] = []
        self._is_narrow = self._has_own_row = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        self.open_row = QWidget(self)
        self.open_words = TextLabel(theme=theme, tone="text2", parent=self.open_row)
        self.add_button = Button(tr("Add them"), theme=theme, parent=self.open_row)
        self.add_button.clicked.connect(lambda: self.group_asked.emit(""))
        row = QHBoxLayout(self.open_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.open_words)
        row.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 14, 24, 14)
        layout.addLayout(self._grid)

    def show_groups(self, groups: Sequence[AnswerGroup], *, open_answers: int = 0) -> None:
        """Show these sets with their answers, and how many are open."""
        self.setVisible(bool(groups))
        self.open_row.setVisible(open_answers > 0)
        self.open_words.setText(trn("{n} answer is open.", "{n} answers are open.", open_answers))
        if [row.asked.set_ids for row in self.rows] == [one.set_ids for one in groups]:
            for row, group in zip(self.rows, groups, strict=True):
                row.set_group(group)
            return
        for old in (*self.rows, *self._heads):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows, self._heads = [], []
        for group in groups:
            row = GroupRow(group, theme=self.theme, parent=self, has_round=False)
            row.setCheckable(False)
            row.clicked.connect(
                lambda _=False, set_id=group.set_ids[0]: self.group_asked.emit(set_id)
            )
            self.rows.append(row)
        self._arrange()

    def set_narrow(self, *, is_narrow: bool, has_own_row: bool) -> None:
        """Rounds below each other where it is narrow; what is open on a row of its own."""
        if (is_narrow, has_own_row) != (self._is_narrow, self._has_own_row):
            self._is_narrow, self._has_own_row = is_narrow, has_own_row
            self._arrange()

    def _arrange(self) -> None:
        for old in self._heads:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._heads = []
        for row in self.rows:
            self._grid.removeWidget(row)
        rounds = list(dict.fromkeys(row.asked.round for row in self.rows))
        first = 1 if self._has_own_row else 0
        below = first
        for at, round_number in enumerate(rounds):
            column = 0 if self._is_narrow else at
            top = below if self._is_narrow else first
            words = tr("Sets")
            if round_number is not None:
                words = tr("Round {n}", n=number(round_number))
            head = TextLabel(
                words, theme=self.theme, role=FontRole.CAPTION_STRONG, tone="text3", parent=self
            )
            head.setMinimumHeight(30 if top else 44)
            self._heads.append(head)
            self._grid.addWidget(head, top, column)
            mine = [row for row in self.rows if row.asked.round == round_number]
            for offset, row in enumerate(mine, start=1):
                self._grid.addWidget(row, top + offset, column)
            below = top + len(mine) + 1
        self._grid.removeWidget(self.open_row)
        last = 0 if self._is_narrow else max(len(rounds) - 1, 0)
        # In the same cell as the last heading, at its right end.
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self.open_row, 0, last, right)
        for column in range(4):
            is_used = column < (1 if self._is_narrow else len(rounds))
            self._grid.setColumnStretch(column, 1 if is_used else 0)
