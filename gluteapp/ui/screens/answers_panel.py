"""Every question about one pair of sets, answered by taps; knows the sets, saves nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gluteapp.core.session import Answer, Question, SetRecord
from gluteapp.language import tr
from gluteapp.ui.screens.set_words import AnswerGroup, done_words, ended_words, side_word
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.body_map import BodyMap
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.effort_row import EffortRow
from gluteapp.ui.widgets.form_toggle import FormToggle
from gluteapp.ui.widgets.harder_row import HarderRow
from gluteapp.ui.widgets.pain_row import PainRow
from gluteapp.ui.widgets.scroll_area import ScrollArea
from gluteapp.ui.widgets.text_field import TextField
from gluteapp.ui.widgets.text_label import TextLabel

_NOTE_LENGTH_MAX = 500


class _SetRow(QWidget):
    """Effort and form of one side."""

    answered = Signal(object, object)

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.side = TextLabel(theme=theme, role=FontRole.BODY_STRONG, wraps=True, parent=self)
        self.done = TextLabel(
            theme=theme, role=FontRole.CAPTION, tone="text2", wraps=True, parent=self
        )
        self.effort = EffortRow(theme=theme, text_px=18, parent=self)
        self.form = FormToggle(theme=theme, text_px=14, parent=self)
        self.effort.set_sizes(text_px=18, gap_px=6, corner_px=12)
        self.form.corner_px = 12
        for part in (self.effort, self.form):
            part.setFixedHeight(48)
        self.form.setMinimumWidth(128)
        self.form.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.side)
        words.addWidget(self.done)
        holder = QWidget(self)
        holder.setLayout(words)
        holder.setFixedWidth(104)
        words.setContentsMargins(0, 0, 0, 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(holder)
        layout.addWidget(self.effort, 1)
        layout.addWidget(self.form)
        self.effort.chosen.connect(lambda value: self.answered.emit(Question.EFFORT, value))
        self.form.chosen.connect(lambda value: self.answered.emit(Question.FORM, value))

    def show_set(self, record: SetRecord) -> None:
        """Show one set."""
        self.side.setText(side_word(record.opened.side))
        done = done_words(record) if record.is_completed else ended_words(record)
        self.done.setText(done)
        self.effort.set_value(record.effort)
        self.form.set_value(record.form)


class AnswersPanel(Card):
    """Emits `answered(set_ids, question, answer)` with every tap; None takes an answer back."""

    answered = Signal(object, object, object)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Answers"), parent=parent)
        self._group: AnswerGroup | None = None
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(CARD_PADDING, 24, CARD_PADDING, 20)
        self._column.setSpacing(10)
        self.title = TextLabel(theme=theme, role=FontRole.TITLE_2, wraps=True, parent=inner)
        self._column.addWidget(self.title)
        self._head(tr("Good reps left"), inner)
        self.set_rows = tuple(_SetRow(theme=theme, parent=inner) for _ in range(2))
        for number, row in enumerate(self.set_rows):
            row.answered.connect(
                lambda question, answer, n=number: self._say_set(n, question, answer)
            )
            self._column.addWidget(row)
        self._head(tr("Felt most in"), inner)
        self.felt = BodyMap(theme=theme, parent=inner)
        self.felt.setMinimumHeight(230)
        self._column.addWidget(self.felt, 1)
        self.harder_head = self._head(tr("Which side was harder"), inner)
        self.harder = HarderRow(theme=theme, text_px=17, parent=inner)
        self.harder.set_sizes(text_px=17, gap_px=6, corner_px=12)
        self.harder.setFixedHeight(48)
        self._column.addWidget(self.harder)
        self._head(tr("Pain"), inner)
        self.pain = PainRow(theme=theme, text_px=16, parent=inner)
        self.pain.set_sizes(text_px=16, gap_px=6, corner_px=12)
        self.pain.setMinimumHeight(48)
        self._column.addWidget(self.pain)
        self._head(tr("Note"), inner)
        self.note = TextField(
            tr("Note"), theme=theme, placeholder=tr("Anything worth remembering"), parent=inner
        )
        self.note.setMaxLength(_NOTE_LENGTH_MAX)
        self._column.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 4, 4)
        layout.addWidget(ScrollArea(inner, theme=theme, parent=self))
        self._connect()

    def _head(self, words: str, parent: QWidget) -> TextLabel:
        label = TextLabel(
            words, theme=self.theme, role=FontRole.BODY_STRONG, tone="text2", parent=parent
        )
        self._column.addSpacing(4)
        self._column.addWidget(label)
        return label

    def _connect(self) -> None:
        self.felt.chosen.connect(lambda value: self._say(Question.FELT, value))
        self.harder.chosen.connect(lambda value: self._say(Question.HARDER, value))
        self.pain.chosen.connect(lambda value: self._say(Question.PAIN, value))
        self.note.editingFinished.connect(self._on_note)

    def show_group(self, group: AnswerGroup) -> None:
        """Ask about these sets; what is answered is shown."""
        is_other = self._group is None or self._group.set_ids != group.set_ids
        if is_other:
            self._on_note()
            self.pain.close_scale()
        self._group = group
        self.title.setText(group.title)
        for row, record in zip(self.set_rows, (*group.sets, None), strict=False):
            row.setVisible(record is not None)
            if record is not None:
                row.show_set(record)
        last = group.sets[-1]
        self.felt.set_value(last.felt)
        self.harder.set_value(last.harder)
        self.harder.setVisible(group.is_pair)
        self.harder_head.setVisible(group.is_pair)
        self.pain.set_value(last.pain)
        if is_other or not self.note.hasFocus():
            self.note.setText(last.note or "")

    def give_effort(self, effort: int) -> None:
        """Answer effort by a key, for the first side without an answer, else the last one."""
        if self._group is None:
            return
        rows = self.set_rows[: len(self._group.sets)]
        row = next((one for one in rows if one.effort.value is None), rows[-1])
        row.effort.choose(effort)

    def _say_set(self, number: int, question: Question, answer: Answer) -> None:
        if self._group is not None and number < len(self._group.sets):
            self.answered.emit((self._group.set_ids[number],), question, answer)

    def _say(self, question: Question, answer: Answer) -> None:
        if self._group is not None:
            self.answered.emit(self._group.set_ids, question, answer)

    def _on_note(self) -> None:
        if self._group is None:
            return
        text = self.note.text().strip() or None
        if text != self._group.sets[-1].note:
            self._say(Question.NOTE, text)
