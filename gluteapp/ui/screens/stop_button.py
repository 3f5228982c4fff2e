"""The quiet way to the red-flag card, on every page; opens nothing itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.button import Button, ButtonKind


class StopButton(Button):
    """`clicked` opens the card; F1 does the same."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("When to stop"),
            theme=theme,
            kind=ButtonKind.QUIET,
            icon="first-aid",
            key_hint="F1",
            parent=parent,
        )
