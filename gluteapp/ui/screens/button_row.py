"""One command with the buttons that give it, each to be taken away; changes none itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.screens.button_words import cap_words, code_words
from gluteapp.ui.screens.option_row import OptionRow
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.chip_flow import Chip, ChipFlow


class ButtonRow(QWidget):
    """Emits `add_asked()`, and `remove_asked(code)` with a button's code."""

    add_asked = Signal()
    remove_asked = Signal(str)

    def __init__(self, words: str, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.add = Button(tr("Add"), theme=theme, icon="plus", parent=self)
        self.add.setAccessibleName(tr("Add a button: {what}", what=words))
        self.add.clicked.connect(self.add_asked)
        self._head = OptionRow(words, self.add, theme=theme, note=" ", parent=self)
        self.note = self._head.note
        self.chips = ChipFlow(theme=theme, name=words, parent=self)
        self.chips.removed.connect(self.remove_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addWidget(self.chips)

    def show_codes(
        self, codes: Sequence[str], *, is_waiting: bool = False, can_add: bool = True
    ) -> None:
        """Show the buttons there are, and whether another one is waited for."""
        self.chips.offer(
            [
                Chip(
                    value=code,
                    words=cap_words(code),
                    removes=tr("Remove {button}", button=code_words(code)),
                )
                for code in codes
            ]
        )
        self.chips.setVisible(bool(codes))
        self.chips.setEnabled(not is_waiting)
        words = "" if codes else tr("No button")
        if is_waiting:
            words = tr("Press a button… (Esc leaves it as it is)")
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.note.set_tone("accent" if is_waiting else "text3")
        self.add.setEnabled(can_add)
        self.add.setAccessibleDescription(words or ", ".join(map(code_words, codes)))
