"""The row of the pre-flight that asks for fever or illness; decides nothing about the start."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gluteapp.language import tr
from gluteapp.services.preflight import CheckState
from gluteapp.ui.screens.preflight_row import PreflightRow
from gluteapp.ui.theme import Theme


class FeverRow(PreflightRow):
    """Emits `answered()`. It is asked anew each time, and an open question holds nothing up: the
    row says what a start means then, and nothing is written down that was not said.
    """

    answered = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("first-aid", theme=theme, parent=parent)
        self.has_fever: bool | None = None
        """None as long as nothing was answered."""
        self.no = self.add_button(tr("No"))
        self.yes = self.add_button(tr("Yes"))
        self.no.clicked.connect(lambda: self._take(has_fever=False))
        self.yes.clicked.connect(lambda: self._take(has_fever=True))
        self.show_now()

    def _take(self, *, has_fever: bool) -> None:
        self.has_fever = has_fever
        self.show_now()
        self.answered.emit()

    def show_now(self) -> None:
        """Show what was answered."""
        title = tr("Any fever or illness today?")
        self.sentence.set_tone("warn" if self.has_fever is None else "text2")
        match self.has_fever:
            case None:
                words = tr("If so, rest today. A start without an answer means no.")
                self.show_row(title, words, None)
            case True:
                self.show_row(title, tr("Better rest today"), CheckState.WARN)
            case False:
                self.show_row(title, tr("Well today"), CheckState.OK)
