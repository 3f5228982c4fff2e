"""The row of the pre-flight that shows what a remote does; the ear learns, this only says so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gluteapp.language import tr
from gluteapp.services.preflight import CheckState
from gluteapp.ui.screens.preflight_keys import RemoteEar
from gluteapp.ui.screens.preflight_row import PreflightRow
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.announce import announce


class RemoteRow(PreflightRow):
    """What the ear heard last, with a way to take back what it learned."""

    def __init__(self, ear: RemoteEar, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("hand-tap", theme=theme, parent=parent)
        self._ear = ear
        self.undo = self.add_button(tr("Undo"))
        self.undo.clicked.connect(self._take_back)
        ear.heard.connect(self._on_heard)
        self.show_now()

    def show_now(self) -> None:
        """Show how far the ear is."""
        self.undo.setVisible(self._ear.can_undo)
        state = CheckState.OK if self._ear.has_heard else None
        self.show_row(self._ear.title(), self._ear.sentence(), state)

    def _on_heard(self) -> None:
        self.show_now()
        announce(self, self._ear.sentence())

    def _take_back(self) -> None:
        page = self.parentWidget()
        if page is not None and self.undo.hasFocus():
            # The button goes away, and the keys belong to the page.
            page.setFocus()
        self._ear.undo()
