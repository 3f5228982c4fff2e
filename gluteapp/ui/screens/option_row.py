"""One option on a page of settings: its words, a note under them, and the control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.text_label import TextLabel


class OptionRow(QWidget):
    """Words at the left, a control at the right."""

    def __init__(
        self, title: str, control: QWidget, *, theme: Theme, note: str = "", parent: QWidget
    ) -> None:
        super().__init__(parent)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(title, theme=theme, wraps=True, parent=self))
        self.note = TextLabel(
            note, theme=theme, role=FontRole.CAPTION, tone="text3", wraps=True, parent=self
        )
        self.note.setVisible(bool(note))
        words.addWidget(self.note)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        layout.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(52)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
