"""One fact: a big value, what it is, and a line more; knows only the words."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.text_label import TextLabel


class Fact(QWidget):
    """A value such as "20 of 20" over a caption and an optional smaller note."""

    def __init__(
        self,
        value: str,
        caption: str,
        *,
        theme: Theme,
        note: str = "",
        role: FontRole = FontRole.BIG_VALUE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value = TextLabel(value, theme=theme, role=role, parent=self)
        self._caption = TextLabel(
            caption, theme=theme, role=FontRole.BODY_LARGE_STRONG, wraps=True, parent=self
        )
        self._note = TextLabel(
            note, theme=theme, role=FontRole.BODY, tone="text2", wraps=True, parent=self
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self._value, self._caption, self._note):
            layout.addWidget(label)
        layout.addStretch(1)
        self.set_fact(value, caption, note)

    def set_fact(self, value: str, caption: str, note: str = "") -> None:
        """Show other words."""
        self._value.setText(value)
        self._caption.setText(caption)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(tr("{caption}: {value}", caption=caption, value=value))
        self.setAccessibleDescription(note)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        for label in (self._value, self._caption, self._note):
            label.set_theme(theme)
