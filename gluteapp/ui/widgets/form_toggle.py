"""One tap that says the form slipped at the end of a set; knows a value of the record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gluteapp.core.session import Form
from gluteapp.language import tr
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.choice_row import AnswerButton


class FormToggle(AnswerButton):
    """On means slipped at the end, off means clean; `chosen(Form)` when the user changes it."""

    chosen = Signal(object)

    def __init__(self, *, theme: Theme, text_px: int = 17, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Slipped at the end"),
            theme=theme,
            text_px=text_px,
            weight=500,
            is_stacked=True,
            parent=parent,
        )
        self.setAccessibleDescription(tr("Off means every rep was clean."))
        self.clicked.connect(lambda _=False: self.chosen.emit(self.value))

    @property
    def value(self) -> Form:
        """What it says."""
        return Form.SLIPPED if self.isChecked() else Form.CLEAN

    def set_value(self, form: object) -> None:
        """Show a value without emitting; anything but slipped is off."""
        self.setChecked(form is Form.SLIPPED)

    def choose(self, form: Form) -> None:
        """Say it and emit, as a key does."""
        self.set_value(form)
        self.chosen.emit(self.value)
