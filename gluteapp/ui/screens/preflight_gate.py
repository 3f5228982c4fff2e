"""The card in the place of the countdown when somebody should not just start; decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.text_label import TextLabel


class PreflightGate(Card):
    """One kind sentence and at most two buttons: `left()`, and `confirmed()` where that is allowed."""

    left = Signal()
    confirmed = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, parent=parent)
        icon = Icon("heart-pulse", theme=theme, size_px=40, tone="warn", parent=self)
        self.title = TextLabel(theme=theme, role=FontRole.TITLE_2, wraps=True, parent=self)
        self.sentence = TextLabel(
            theme=theme, role=FontRole.BODY_LARGE, tone="text2", wraps=True, parent=self
        )
        self.leave = Button(tr("Not today"), theme=theme, height_px=56, parent=self)
        self.leave.clicked.connect(self.left)
        self.confirm = Button("", theme=theme, kind=ButtonKind.OUTLINED, height_px=56, parent=self)
        self.confirm.clicked.connect(self.confirmed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(14)
        layout.addStretch(1)
        for part in (icon, self.title, self.sentence, self.leave, self.confirm):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_gate(self, title: str, sentence: str, *, confirm: str) -> None:
        """Say what is advised; an empty `confirm` allows no start."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.confirm.setText(confirm)
        self.confirm.setVisible(bool(confirm))
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
