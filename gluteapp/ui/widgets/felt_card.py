"""The card that asks how a set was, all of it optional; knows questions and answers only."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from gluteapp.core.exercise import Side
from gluteapp.core.session import Answer, Question
from gluteapp.language import tr
from gluteapp.ui.theme import RADIUS_CARD, Theme, share_font
from gluteapp.ui.widgets.body_map import BodyMap
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.effort_row import EffortRow
from gluteapp.ui.widgets.fitted_label import FittedLabel
from gluteapp.ui.widgets.form_toggle import FormToggle
from gluteapp.ui.widgets.harder_row import HarderRow
from gluteapp.ui.widgets.pain_row import PainRow
from gluteapp.ui.widgets.text_label import TextLabel

CARD_SHARE = 0.828
"""Height of the whole card as a share of the window height (LOOKS.md 10 c)."""
_WIDTH_SHARE = 0.62
_HINTS_FROM_PX = 620


class FeltCard(Card):
    """Effort and form, felt region, harder side and pain, each answered by one tap.

    `ask(...)` shows a new pair; `answered(question, answer)` comes with every tap, the answer
    being what core.session stores (None takes it back). `give(question, answer)` is for keys.
    In a brief rest only effort and form are asked. `next_asked()` wants other sets to be asked
    about, where that is offered. Sizes follow from the card's own size as if
    it were 82.8 % of a window's height.
    """

    answered = Signal(object, object)
    pain_opened = Signal(bool)
    next_asked = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, corner_px=RADIUS_CARD, parent=parent)
        self._is_brief = False
        self._is_one_sided = True
        self._title = FittedLabel("", theme=theme, parent=self)
        self._skip_hint = TextLabel(
            tr("Skip any, edit later"), theme=theme, tone="text3", parent=self
        )
        self.next = Button(
            tr("Next"),
            theme=theme,
            kind=ButtonKind.QUIET,
            icon="caret-right-bold",
            is_icon_last=True,
            parent=self,
        )
        self.next.setAccessibleName(tr("Ask about the next move"))
        self.next.clicked.connect(self.next_asked)
        self._effort_head, self._effort_hint = self._head(tr("Good reps left"), tr("keys 0 to 5"))
        self._felt_head, self._felt_hint = self._head(tr("Felt most in"), tr("tap, or G H T B F N"))
        self._harder_head, self._harder_hint = self._head(
            tr("Which side was harder"), tr("keys , . -")
        )
        self.effort = EffortRow(theme=theme, parent=self)
        self.form = FormToggle(theme=theme, parent=self)
        self.felt = BodyMap(theme=theme, parent=self)
        self.harder = HarderRow(theme=theme, parent=self)
        self.pain = PainRow(theme=theme, parent=self)
        self._lay_out()
        self._connect()
        self.ask(tr("How was that?"), is_one_sided=True)

    def _head(self, words: str, hint: str) -> tuple[TextLabel, TextLabel]:
        label = TextLabel(words, theme=self.theme, parent=self)
        return label, TextLabel(hint, theme=self.theme, tone="text3", parent=self)

    def _lay_out(self) -> None:
        self._rows = QVBoxLayout(self)
        # The card's size is given; what is in it follows.
        self._rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._heads: list[QHBoxLayout] = []
        self._title_row = QHBoxLayout()
        self._title_row.addWidget(self._title, 1)
        self._title_row.addWidget(self._skip_hint, 0, Qt.AlignmentFlag.AlignBottom)
        self._title_row.addWidget(self.next, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addLayout(self._title_row)
        for label, hint in (
            (self._effort_head, self._effort_hint),
            (self._felt_head, self._felt_hint),
            (self._harder_head, self._harder_hint),
        ):
            row = QHBoxLayout()
            row.addWidget(label, 1)
            row.addWidget(hint)
            self._heads.append(row)
            self._rows.addLayout(row)
            if label is self._effort_head:
                self._effort_line = QHBoxLayout()
                self._effort_line.addWidget(self.effort, 1)
                self._effort_line.addWidget(self.form)
                self._rows.addLayout(self._effort_line)
            elif label is self._felt_head:
                self._rows.addWidget(self.felt, 1)
            else:
                self._rows.addWidget(self.harder)
        self._rows.addWidget(self.pain)
        self._rows.addStretch(0)

    def _connect(self) -> None:
        self.effort.chosen.connect(lambda answer: self._say(Question.EFFORT, answer))
        self.form.chosen.connect(lambda answer: self._say(Question.FORM, answer))
        self.felt.chosen.connect(lambda answer: self._say(Question.FELT, answer))
        self.harder.chosen.connect(lambda answer: self._say(Question.HARDER, answer))
        self.pain.chosen.connect(lambda answer: self._say(Question.PAIN, answer))
        self.pain.opened.connect(self._on_pain_opened)

    def _say(self, question: Question, answer: Answer) -> None:
        self.answered.emit(question, answer)

    def _on_pain_opened(self, is_open: bool) -> None:
        self._show_rows()
        self._apply_sizes()
        self.pain_opened.emit(is_open)

    def ask(
        self,
        title: str,
        *,
        is_one_sided: bool,
        is_brief: bool = False,
        answers: Mapping[Question, Answer] | None = None,
        effort_side: Side | None = None,
    ) -> None:
        """Ask about a set or pair; `answers` are what is known already.

        `is_one_sided` shows the question of the harder side, `is_brief` asks effort and form only.
        `effort_side` names the side whose effort is asked, where that is not clear.
        """
        self._effort_head.setText(_effort_words(effort_side))
        self.next.hide()
        self._is_one_sided, self._is_brief = is_one_sided, is_brief
        self._title.setText(title)
        self.setAccessibleName(title)
        self.pain.close_scale()
        known = answers or {}
        for question in (
            Question.EFFORT, Question.FORM, Question.FELT, Question.HARDER, Question.PAIN,
        ):  # fmt: skip
            self.set_answer(question, known.get(question))
        self._show_rows()
        self._apply_sizes()

    def offer_next(self, is_offered: bool) -> None:
        """Whether other sets wait to be asked about."""
        self.next.setVisible(is_offered)
        self._show_rows()
        self._apply_sizes()

    def set_answer(self, question: Question, answer: Answer) -> None:
        """Show an answer without emitting; None shows none."""
        match question:
            case Question.EFFORT:
                self.effort.set_value(answer)
            case Question.FORM:
                self.form.set_value(answer)
            case Question.FELT:
                self.felt.set_value(answer)
            case Question.HARDER:
                self.harder.set_value(answer)
            case Question.PAIN:
                self.pain.set_value(answer)
            case Question.NOTE:
                pass

    def give(self, question: Question, answer: Answer) -> None:
        """Show an answer and emit it, as a key does."""
        self.set_answer(question, answer)
        self._say(question, answer)

    @property
    def is_brief(self) -> bool:
        """Whether only effort and form are asked."""
        return self._is_brief

    def _show_rows(self) -> None:
        whole = not self._is_brief
        has_harder = whole and self._is_one_sided and not self.pain.is_open
        has_hints = self._unit() >= _HINTS_FROM_PX
        self._skip_hint.setVisible(has_hints and self.next.isHidden())
        self._effort_hint.setVisible(has_hints)
        self._felt_head.setVisible(whole)
        self._felt_hint.setVisible(whole and has_hints)
        self.felt.setVisible(whole)
        self._harder_head.setVisible(has_harder)
        self._harder_hint.setVisible(False)
        self.harder.setVisible(has_harder)
        self.pain.setVisible(whole)
        # Brief: nothing stretches, so the spare room gathers at the bottom.
        self._rows.setStretch(self._rows.count() - 1, 1 if self._is_brief else 0)

    def _unit(self) -> float:
        """The height in px of the window this card would fill its share of."""
        return max(min(self.height() / CARD_SHARE, self.width() / _WIDTH_SHARE), 300.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give everything its share of the new size."""
        super().resizeEvent(event)
        self._show_rows()
        self._apply_sizes()

    def _apply_sizes(self) -> None:
        unit = self._unit()
        side, gap = round(0.034 * unit), max(round(0.0088 * unit), 4)
        self._rows.setContentsMargins(side, round(0.026 * unit), side, round(0.028 * unit))
        self._rows.setSpacing(round(0.011 * unit))
        self.set_corner(max(round(0.026 * unit), 12))
        for head, air in zip(self._heads, (0.012, 0.008, 0.0), strict=True):
            head.setContentsMargins(0, round(air * unit), 0, 0)
        self._title.set_px(round(0.039 * unit), round(0.030 * unit))
        self.next.set_size(max(round(0.052 * unit), 32), max(round(0.0225 * unit), 13))
        # As high without that button, or all that is below would move when the card turns.
        self._title.setMinimumHeight(self.next.height())
        hint_font = share_font(0.0205, max(unit, 12 / 0.0205), weight=400)
        for hint in (self._skip_hint, self._effort_hint, self._felt_hint):
            hint.set_own_font(hint_font)
        for label in (self._effort_head, self._felt_head, self._harder_head):
            label.set_own_font(share_font(0.0262, unit, weight=600), 1.2)
        corner = 0.0165 * unit
        row_px = round(0.0265 * unit)
        # A brief rest has room for buttons that can be hit blindly.
        effort_px = round((0.16 if self._is_brief else 0.088) * unit)
        effort_text_px = round((0.046 if self._is_brief else 0.036) * unit)
        self.effort.set_sizes(text_px=effort_text_px, gap_px=gap, corner_px=corner)
        self.effort.setFixedHeight(effort_px)
        self._effort_line.setSpacing(gap)
        self.form.set_text_px(max(round(0.0205 * unit), 12))
        self.form.corner_px = corner
        self.form.setFixedSize(round(0.118 * unit), effort_px)
        self.felt.set_text_px(max(round(0.0185 * unit), 12))
        self.harder.set_sizes(text_px=row_px, gap_px=gap, corner_px=corner)
        self.harder.setFixedHeight(round(0.072 * unit))
        self.pain.set_sizes(text_px=row_px, gap_px=gap, corner_px=corner)
        open_px, closed_px = round(0.205 * unit), round(0.072 * unit)
        self.pain.setFixedHeight(open_px if self.pain.is_open else closed_px)
        # At once, or the old rows would be seen for one frame.
        self._rows.invalidate()
        self._rows.activate()
        self.update()

    def surface(self) -> QRectF:
        """All of the card, or in a brief rest only what its one row needs."""
        whole = super().surface()
        if self._is_brief:
            whole.setBottom(self.effort.geometry().bottom() + 0.034 * self._unit())
        return whole

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        super().set_theme(theme)
        for label in (
            self._title, self._skip_hint, self._effort_head, self._effort_hint, self._felt_head,
            self._felt_hint, self._harder_head, self._harder_hint,
        ):  # fmt: skip
            label.set_theme(theme)
        for row in (self.effort, self.form, self.felt, self.harder, self.pain, self.next):
            row.set_theme(theme)


def _effort_words(side: Side | None) -> str:
    match side:
        case Side.LEFT:
            return tr("Good reps left, left side")
        case Side.RIGHT:
            return tr("Good reps left, right side")
        case _:
            return tr("Good reps left")
