"""Which side of a pair was harder: left, same or right; knows a value of the record."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gluteapp.core.session import HarderSide
from gluteapp.language import tr
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.choice_row import ChoiceRow


class HarderRow(ChoiceRow):
    """Left, same, right, with the arrows of the side flags; `chosen(HarderSide | None)`."""

    def __init__(self, *, theme: Theme, text_px: int = 22, parent: QWidget | None = None) -> None:
        name = tr("Which side was harder")
        super().__init__(theme=theme, name=name, text_px=text_px, parent=parent)
        self.offer(
            [
                (HarderSide.LEFT, tr("Left")),
                (HarderSide.SAME, tr("Same")),
                (HarderSide.RIGHT, tr("Right")),
            ],
            icons={
                HarderSide.LEFT: ("caret-left-bold", "left", False),
                HarderSide.RIGHT: ("caret-right-bold", "right", True),
            },
        )
