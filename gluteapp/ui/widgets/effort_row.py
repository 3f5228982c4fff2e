"""How many good reps were left: six buttons from 0 to 5 or more; knows a number."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gluteapp.language import number, tr
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.choice_row import ChoiceRow

EFFORT_MAX = 5
"""5 means "5 or more", a lower bound (DEFINITIONS.md, Felt answers)."""


def effort_word(effort: int) -> str:
    """An effort as shown: 0 to 4, and 5 with a plus."""
    return tr("5+") if effort == EFFORT_MAX else number(effort)


class EffortRow(ChoiceRow):
    """Good reps left, 0 to 5+; `chosen(int | None)`."""

    def __init__(self, *, theme: Theme, text_px: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Good reps left"), text_px=text_px, parent=parent)
        self.offer([(effort, effort_word(effort)) for effort in range(EFFORT_MAX + 1)], weight=600)
