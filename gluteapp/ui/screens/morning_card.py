"""Asks once how the hips feel the morning after a session; saves nothing, it tells by a signal."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import number, tr
from gluteapp.ui.screens.morning_values import MorningQuestion
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.choice_row import ChoiceRow
from gluteapp.ui.widgets.text_label import TextLabel

PAIN_MAX = 10


class MorningCard(Card):
    """Emits `answered(session_id, score)`; a score of None means that the user does not tell."""

    answered = Signal(str, object)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("The morning after"), parent=parent)
        self._session_id = ""
        self.question = TextLabel(theme=theme, role=FontRole.SECTION, wraps=True, parent=self)
        self.hint = TextLabel(
            tr("Pain from 0, none, to 10. Sore muscles are no pain. The next step waits for it."),
            theme=theme,
            tone="text2",
            wraps=True,
            parent=self,
        )
        self.skip = Button(tr("Not now"), theme=theme, parent=self)
        self.skip.clicked.connect(lambda: self.answered.emit(self._session_id, None))
        self.scale = ChoiceRow(theme=theme, name=tr("Pain from 0 to 10"), parent=self)
        self.scale.offer([(score, number(score)) for score in range(PAIN_MAX + 1)])
        self.scale.chosen.connect(lambda score: self.answered.emit(self._session_id, score))
        head = QHBoxLayout()
        head.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.question)
        words.addWidget(self.hint)
        head.addLayout(words, 1)
        head.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, 18, CARD_PADDING, 18)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.scale)
        self.hide()

    def show_question(self, question: MorningQuestion | None) -> None:
        """Ask, or be gone when there is nothing to ask."""
        self.setVisible(question is not None)
        if question is not None and question.session_id != self._session_id:
            self._session_id = question.session_id
            self.scale.set_value(None)
        if question is not None:
            self.question.setText(question.words)
