"""A line to write in; themed by itself, because a style sheet for all would undo other fonts."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from gluteapp.ui.theme import FontRole, Theme, font, style_sheet


class TextField(QLineEdit):
    """A QLineEdit in the looks of the theme; `name` is what a screen reader says."""

    def __init__(
        self, name: str, *, theme: Theme, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.setStyleSheet(style_sheet(theme))
        self.setFont(font(FontRole.BODY, theme.scale))
