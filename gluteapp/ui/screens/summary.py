"""What a session came to, right after it or from history; saves nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.core.circuit import SessionMode
from gluteapp.core.clock import Millis
from gluteapp.core.events import SessionEnd
from gluteapp.core.exercise import Library
from gluteapp.core.session import SessionRecord
from gluteapp.language import clock_length, local_time, long_date, number, time_of_day, tr, trn
from gluteapp.services.history import SessionFacts, facts_of
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.screens.next_cards import NextCards
from gluteapp.ui.screens.next_values import NextTime
from gluteapp.ui.screens.rounds_card import RoundsCard
from gluteapp.ui.screens.set_words import AnswerGroup, groups_of
from gluteapp.ui.screens.stop_button import StopButton
from gluteapp.ui.screens.today_cards import effort_words
from gluteapp.ui.screens.today_values import opening_number_word
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.banner import Banner, BannerKind
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.dots import Dots
from gluteapp.ui.widgets.fact import Fact
from gluteapp.ui.widgets.text_label import TextLabel

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryValues:
    """What the summary shows; `unsaved` is why the disk refused, if it did."""

    record: SessionRecord
    facts: SessionFacts
    groups: tuple[AnswerGroup, ...] = ()
    unsaved: str | None = None
    next_time: NextTime = field(default_factory=NextTime)

    @classmethod
    def of(
        cls,
        record: SessionRecord,
        library: Library,
        unsaved: str | None = None,
        next_time: NextTime | None = None,
    ) -> SummaryValues:
        """The values of a record."""
        return cls(
            record=record,
            facts=facts_of(record),
            groups=groups_of(record, library),
            unsaved=unsaved,
            next_time=next_time or NextTime(),
        )


def summary_title(record: SessionRecord, facts: SessionFacts) -> str:
    """One sentence for the whole session."""
    end = None if record.closed is None else record.closed.end
    if end is SessionEnd.COMPLETED and facts.sets_done == facts.sets_planned:
        if record.opened.mode is SessionMode.BENCHMARK:
            return tr("Benchmark sets, done")
        minutes = round(record.opened.planned_ms / _MINUTE_MS)
        if minutes == 20:
            return tr("Twenty minutes, done")
        return trn(
            "{words} minute, done",
            "{words} minutes, done",
            minutes,
            words=opening_number_word(minutes),
        )
    if facts.sets_done == 0:
        return tr("Stopped before the first set was done")
    return trn(
        "{done} of {n} set. That counts.",
        "{done} of {n} sets. That counts.",
        facts.sets_planned,
        done=number(facts.sets_done),
    )


def pause_note(pauses: int, paused_ms: Millis) -> str:
    """How often and how long it paused."""
    if not pauses:
        return tr("no pause")
    return trn(
        "one pause, {length}", "{n} pauses, {length}", pauses, length=clock_length(paused_ms)
    )


class SummaryScreen(DeskPage):
    """Emits `done()`, `edit_asked(set_id)` and `stop_signs_asked()`; Enter is Done.

    The set id is empty when the answers as a whole are wanted. `chosen(station, verdict, dose)`
    says what the user wants of the next dose of a station, `no_pain_said()` that nothing hurt
    where it was not answered.
    """

    chosen = Signal(str, object, object)
    no_pain_said = Signal()

    done = Signal()
    edit_asked = Signal(str)
    stop_signs_asked = Signal()

    def __init__(
        self, values: SummaryValues, *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            summary_title(values.record, values.facts), theme=theme, eyebrow="-", parent=parent
        )
        self.stand_alone()
        self.heading.set_role(FontRole.HERO)
        self.stop_button = StopButton(theme=theme, parent=self)
        self.stop_button.clicked.connect(self.stop_signs_asked)
        self.edit = Button(tr("Edit answers"), theme=theme, icon="pencil-simple", parent=self)
        self.edit.set_size(52)
        self.edit.clicked.connect(lambda: self.edit_asked.emit(""))
        self.header.addWidget(self.stop_button)
        self.header.addWidget(self.edit)
        self.body.addWidget(self._facts_card())
        self.warning = Banner("", theme=theme, kind=BannerKind.WARN, parent=self)
        self.rounds = RoundsCard(theme=theme, parent=self)
        self.rounds.group_asked.connect(self.edit_asked)
        self.next = NextCards(theme=theme, parent=self)
        self.next.chosen.connect(self.chosen)
        self.next.no_pain_said.connect(self.no_pain_said)
        self.body.addWidget(self.warning)
        self.body.addWidget(self.next)
        self.body.addWidget(self.rounds)
        self.body.addStretch(1)
        self._fill_footer()
        self.show_values(values)

    def _facts_card(self) -> Card:
        theme = self.theme
        card = Card(theme=theme, name=tr("What was done"), parent=self)
        self.facts = {
            name: Fact("", words, theme=theme, parent=card)
            for name, words in (
                ("sets", tr("sets done")),
                ("effort", tr("reps left, usual")),
                ("felt", tr("sets felt in a glute first")),
                ("pain", tr("pain")),
            )
        }
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(20)
        self.dots_name = TextLabel(
            tr("Glute first"), theme=theme, role=FontRole.BODY, tone="text2", parent=card
        )
        self.dots = Dots(theme=theme, dot_px=20, parent=card)
        dots = QHBoxLayout()
        dots.setSpacing(40)
        dots.addWidget(self.dots_name)
        dots.addWidget(self.dots, 1)
        self._card_layout = QVBoxLayout(card)
        self._card_layout.addLayout(self._grid)
        self._card_layout.addLayout(dots)
        return card

    def _fill_footer(self) -> None:
        self.saved = TextLabel(
            theme=self.theme, role=FontRole.BODY_LARGE, tone="text2", wraps=True, parent=self
        )
        self.done_button = Button(
            tr("Done"),
            theme=self.theme,
            kind=ButtonKind.PRIMARY,
            key_hint=tr("Enter"),
            height_px=64,
            text_px=22,
            parent=self,
        )
        self.done_button.setMinimumWidth(320)
        self.done_button.clicked.connect(self.done)
        self.footer.addWidget(self.saved, 1)
        self.footer.addWidget(self.done_button)

    def show_values(self, values: SummaryValues) -> None:
        """Show newer facts of the session."""
        record, facts = values.record, values.facts
        opened = record.opened
        moment = local_time(opened.utc_ms, opened.offset_min)
        self.set_heading(
            summary_title(record, facts),
            tr(
                "{circuit}, {date}, {time}",
                circuit=tr(opened.circuit_title),
                date=long_date(moment.date()),
                time=time_of_day(moment),
            ),
        )
        self._show_facts(facts)
        self.next.show_next(values.next_time)
        open_answers = sum(one.open_answers for one in values.groups)
        self.rounds.show_groups(values.groups, open_answers=open_answers)
        self.warning.setVisible(values.unsaved is not None)
        if values.unsaved is not None:
            self.warning.set_notice(values.unsaved, kind=BannerKind.WARN)
            self.saved.setText(tr("Not everything is saved yet."))
        else:
            self.saved.setText(tr("Saved on this laptop. Answers can be changed any time."))

    def _show_facts(self, facts: SessionFacts) -> None:
        shown = self.facts
        done, sets = number(facts.sets_done), number(facts.sets_planned)
        shown["sets"].set_fact(
            tr("{done} of {sets}", done=done, sets=sets),
            tr("sets done"),
            pause_note(facts.pauses, facts.paused_ms),
        )
        is_answered = facts.usual_effort is not None
        shown["effort"].set_fact(
            effort_words(facts) if is_answered else tr("–"),
            tr("reps left, usual"),
            "" if is_answered else tr("not answered"),
        )
        asked = facts.glute_answered_count
        shown["felt"].set_fact(
            number(facts.glute_first_count) if asked else tr("–"),
            tr("sets felt in a glute first"),
            trn("of {n} answered", "of {n} answered", asked) if asked else tr("not answered"),
        )
        pain = facts.pain_max
        shown["pain"].set_fact(
            tr("–") if pain is None else number(pain),
            tr("pain, highest"),
            tr("not answered") if pain is None else "",
        )
        self.dots.set_marks(
            facts.glute_first,
            trn(
                "{felt} of {n} set felt in a glute first",
                "{felt} of {n} sets felt in a glute first",
                asked,
                felt=number(facts.glute_first_count),
            ),
        )
        self.dots.setVisible(asked > 0)
        self.dots_name.setVisible(asked > 0)

    def arrange(self) -> None:
        """Four facts in a row, or two by two in a narrow window."""
        columns = 2 if self.width() < 900 else 4
        for fact in self.facts.values():
            self._grid.removeWidget(fact)
        for number_, fact in enumerate(self.facts.values()):
            self._grid.addWidget(fact, number_ // columns, number_ % columns)
            self._grid.setColumnStretch(number_ % columns, 1)
        self.heading.set_role(FontRole.TITLE_1 if self.is_short else FontRole.HERO)
        for fact in self.facts.values():
            value = fact.findChildren(TextLabel)[0]
            value.set_role(FontRole.HERO if self.is_narrow else FontRole.BIG_VALUE)
        self._card_layout.setContentsMargins(
            36, 18 if self.is_short else 26, 36, 20 if self.is_short else 26
        )
        self._card_layout.setSpacing(14 if self.is_short else 22)
        self.next.set_narrow(self.is_narrow)
        self.rounds.set_narrow(is_narrow=self.width() < 860, has_own_row=self.is_narrow)

    def take_key(self, event: QKeyEvent) -> bool:
        """Enter and Esc are Done; a key held down from the page before is not.

        Esc closes a list that is open in a card before anything else.
        """
        if event.key() == Qt.Key.Key_Escape and self.next.close_open():
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            if not event.isAutoRepeat():
                self.done.emit()
            return True
        return super().take_key(event)
