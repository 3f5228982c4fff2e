"""One past session: every set, its answers, and the ways to change them; saves nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.core.circuit import StepKind
from gluteapp.core.exercise import Library
from gluteapp.core.session import SessionRecord, SetRecord
from gluteapp.language import local_time, long_date, number, time_of_day, tr
from gluteapp.services.history import facts_of
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.screens.next_cards import NextCards
from gluteapp.ui.screens.next_values import NextTime
from gluteapp.ui.screens.set_row import SetRow
from gluteapp.ui.screens.set_words import end_word, move_words
from gluteapp.ui.screens.summary import pause_note
from gluteapp.ui.screens.today_cards import effort_words, felt_words, sets_words
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.fact import Fact
from gluteapp.ui.widgets.text_label import TextLabel


class SessionDetailScreen(DeskPage):
    """Emits `back()`, `answers_asked()`, `correct_asked(SetRecord)` and `remove_asked()`.

    `chosen(station, verdict, dose)` says what the user wants of the next dose of a station.
    """

    back = Signal()
    answers_asked = Signal()
    correct_asked = Signal(object)
    remove_asked = Signal()
    chosen = Signal(str, object, object)

    def __init__(
        self,
        *,
        theme: Theme,
        library: Library,
        record: SessionRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Session"), theme=theme, parent=parent)
        self._library = library
        self.record: SessionRecord | None = None
        self.back_button = Button("", theme=theme, icon="arrow-left", parent=self)
        self.back_button.setAccessibleName(tr("Back to history"))
        self.back_button.setToolTip(tr("Back to history"))
        self.back_button.clicked.connect(self.back)
        self.header.insertWidget(0, self.back_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.edit = Button(tr("Edit answers"), theme=theme, icon="pencil-simple", parent=self)
        self.edit.clicked.connect(self.answers_asked)
        self.remove = Button(
            tr("Delete"), theme=theme, kind=ButtonKind.QUIET, icon="trash", parent=self
        )
        self.remove.clicked.connect(self.remove_asked)
        for button in (self.remove, self.edit):
            self.header.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._facts = Card(theme=theme, name=tr("What was done"), parent=self)
        row = QHBoxLayout(self._facts)
        row.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, 20)
        row.setSpacing(24)
        self.facts = tuple(
            Fact("", "", theme=theme, role=FontRole.TITLE_2, parent=self._facts) for _ in range(4)
        )
        for fact in self.facts:
            row.addWidget(fact, 1)
        self._sets = Card(theme=theme, name=tr("Sets"), parent=self)
        self._column = QVBoxLayout(self._sets)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(0)
        self.next = NextCards(theme=theme, parent=self)
        self.next.chosen.connect(self.chosen)
        self.next.hide()
        self.body.addWidget(self._facts)
        self.body.addWidget(self.next)
        self.body.addWidget(self._sets)
        self.body.addStretch(1)
        self.rows: list[SetRow] = []
        if record is not None:
            self.show_record(record)

    def show_record(self, record: SessionRecord, next_time: NextTime | None = None) -> None:
        """Show a session as it stands, and what follows from it where that can still be changed."""
        is_other = self.record is None or self.record.id != record.id
        self.record = record
        opened = record.opened
        moment = local_time(opened.utc_ms, opened.offset_min)
        self.set_heading(
            tr(opened.circuit_title),
            tr("{date}, {time}", date=long_date(moment.date()), time=time_of_day(moment)),
        )
        self._show_facts(record)
        self.next.show_next(next_time or NextTime())
        self._show_sets(record)
        if is_other:
            self.area.verticalScrollBar().setValue(0)

    def _show_facts(self, record: SessionRecord) -> None:
        facts = facts_of(record)
        note = end_word(record) or pause_note(facts.pauses, facts.paused_ms)
        pain = facts.pain_max
        self.facts[0].set_fact(sets_words(facts), tr("sets done"), note)
        self.facts[1].set_fact(
            "–" if facts.usual_effort is None else effort_words(facts),
            tr("reps left, usual"),
            tr("not answered") if facts.usual_effort is None else "",
        )
        is_felt = facts.glute_answered_count > 0
        self.facts[2].set_fact(
            felt_words(facts) if is_felt else "–",
            tr("felt in a glute first"),
            "" if is_felt else tr("not answered"),
        )
        self.facts[3].set_fact(
            "–" if pain is None else number(pain),
            tr("pain, highest"),
            tr("not answered") if pain is None else "",
        )

    def _show_sets(self, record: SessionRecord) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        part = ""
        for one in record.sets:
            name = _part(one)
            if name != part:
                part = name
                self._column.addSpacing(10 if self.rows else 0)
                label = TextLabel(
                    name, theme=self.theme, role=FontRole.CAPTION_STRONG, tone="text3"
                )
                label.setMinimumHeight(28)
                self._column.addWidget(_indented(label, self._sets))
            row = SetRow(one, move_words(self._library, one), theme=self.theme)
            row.clicked.connect(lambda _=False, one=one: self.correct_asked.emit(one))
            self.rows.append(row)
            self._column.addWidget(row)
        if not record.sets:
            words = tr("No set was begun.")
            self._column.addWidget(TextLabel(words, theme=self.theme, tone="text2"))

    def arrange(self) -> None:
        """The cards one below the other in a narrow window."""
        self.next.set_narrow(self.is_narrow)

    def take_key(self, event: QKeyEvent) -> bool:
        """Esc closes a list that is open in a card, then goes back; Delete deletes."""
        match event.key():
            case Qt.Key.Key_Escape if self.next.close_open():
                pass
            case Qt.Key.Key_Escape | Qt.Key.Key_Backspace:
                self.back.emit()
            case Qt.Key.Key_Delete:
                if not event.isAutoRepeat():
                    self.remove_asked.emit()
            case _:
                return super().take_key(event)
        return True


def _indented(label: QWidget, parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(16, 0, 0, 0)
    layout.addWidget(label)
    return holder


def _part(record: SetRecord) -> str:
    match record.opened.kind:
        case StepKind.WARM_UP:
            return tr("Warm-up")
        case StepKind.COOL_DOWN:
            return tr("Cool-down")
        case _ if record.opened.round is not None:
            return tr("Round {n}", n=number(record.opened.round))
        case _:
            return tr("Moves")
