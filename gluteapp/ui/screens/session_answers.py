"""The questions of a session: which are asked where, and keys and taps into answers.

Every answer is one call of the runner; the clock never waits for one, the pain gate excepted.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Exercise, Region
from gluteapp.core.felt_cues import felt_cue, may_cramp
from gluteapp.core.session import Answer, Felt, Form, HarderSide, Pain, Question
from gluteapp.core.timeline import Step
from gluteapp.core.view import EngineState
from gluteapp.language import tr
from gluteapp.services.carrying import is_brief
from gluteapp.services.training import SessionRunner
from gluteapp.ui.screens.felt_told import change_told
from gluteapp.ui.screens.pain_gate import PAIN_GATE_MIN, Gate, PainGate
from gluteapp.ui.screens.session_focus import hide_part
from gluteapp.ui.screens.session_gate import GateKeeper
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.screens.session_turns import CardTurns
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.effort_row import EFFORT_MAX, EffortRow
from gluteapp.ui.widgets.felt_card import FeltCard
from gluteapp.ui.widgets.pain_row import PAIN_MAX, PainRow

SCALE_STAYS_MS = 4_000
"""So long a pain scale over the figure stays after a score below 4; design choice."""


class PainCard(Card):
    """The scale from 0 to 10 where the felt card does not offer it."""

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme=theme, name=tr("Pain"), parent=parent)
        self.row = PainRow(theme=theme, parent=self)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.row)

    def lay_out(self, shape: Shape) -> None:
        """Take the size of the window."""
        side = shape.px(0.022)
        self._layout.setContentsMargins(side, side, side, side)
        self.set_corner(shape.px(0.025))
        self.row.set_sizes(
            text_px=shape.px(0.0265), gap_px=shape.px(0.010), corner_px=shape.px(0.0165)
        )


class AnswerDesk(QObject):
    """Holds the felt card, the small effort row, the pain scale and the gate of one screen."""

    gate_changed = Signal()
    red_flags_asked = Signal()
    said = Signal(str)
    """What an answer changes."""
    unsaid = Signal()
    """The answer changes nothing any more."""

    def __init__(self, *, runner: SessionRunner, theme: Theme, screen: QWidget) -> None:
        super().__init__(screen)
        self._runner = runner
        self.card = FeltCard(theme=theme, parent=screen)
        self.effort = EffortRow(theme=theme, parent=screen)
        self.pain_card = PainCard(theme=theme, parent=screen)
        self.keeper = GateKeeper(runner=runner, theme=theme, screen=screen)
        self._turns = CardTurns(runner=runner)
        self._shape = Shape(width=1440, height=900)
        self._pain_steps: tuple[int, ...] = ()
        self._is_scored = False
        self._scored_ms: Millis | None = None
        for part in (self.card, self.effort, self.pain_card):
            part.hide()
        self.card.answered.connect(self._on_answered)
        self.card.next_asked.connect(self._pass_on)
        self.effort.chosen.connect(self._on_effort)
        self.pain_card.row.chosen.connect(self._on_pain)
        self.pain_card.row.cramped.connect(self._on_cramp)
        self.card.pain.cramped.connect(self._on_cramp)
        self.pain_card.row.opened.connect(self._on_pain_opened)
        self.keeper.changed.connect(self.gate_changed)
        self.keeper.red_flags_asked.connect(self.red_flags_asked)

    @property
    def gate(self) -> Gate | None:
        """The gate that is open."""
        return self.keeper.gate

    @property
    def gate_card(self) -> PainGate:
        """The card of the gate."""
        return self.keeper.card

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """Everything that can be tapped here."""
        return (self.card, self.effort, self.pain_card, self.gate_card)

    # What is asked

    def begin_step(self, step: Step) -> None:
        """Ask what belongs to a step that begins now."""
        self.close_pain()
        self.keeper.begin_step(step)
        asked = self._runner.asked_steps
        own = asked[-1:] if step.felt_steps else ()
        self.effort.set_value(self._runner.answers(own).get(Question.EFFORT))
        self._turns.begin(step)
        self._ask(step)

    def _ask(self, step: Step) -> None:
        """Let the card ask about the sets whose turn it is."""
        about = self._turns.about
        if not about:
            return
        self.card.pain.offer_cramp(self._may_cramp(about))
        is_carried = self._turns.is_carried
        move = "" if (exercise := self._exercise_of(about)) is None else tr(exercise.name)
        title = tr("{move}: felt most?", move=move) if is_carried else ""
        side = self._runner.timeline.steps[self._turns.effort_about[-1]].side
        self.card.ask(
            title or tr("{move}, how was it?", move=move),
            is_one_sided=len(about) > 1,
            is_brief=is_brief(step),
            answers=self._known(about),
            effort_side=side if is_carried else None,
        )
        self.card.offer_next(self._turns.has_next)

    def _pass_on(self) -> None:
        if self._turns.pass_on():
            self._ask(self._runner.view().position.step)

    def _may_cramp(self, steps: tuple[int, ...]) -> bool:
        exercise = self._exercise_of(steps)
        return exercise is not None and may_cramp(exercise)

    def asks_in(self, step: Step) -> bool:
        """Whether the felt card belongs to a step."""
        return step.kind in (StepKind.REST, StepKind.COOL_DOWN) and bool(self._turns.about)

    def asks_effort_in(self, step: Step) -> bool:
        """Whether the small effort row belongs to a step."""
        return step.kind is StepKind.SWITCH and bool(step.felt_steps and self._runner.asked_steps)

    def _known(self, asked: tuple[int, ...]) -> Mapping[Question, Answer]:
        """Answers about a pair; effort and form are those of the side that is asked about."""
        own = (Question.EFFORT, Question.FORM)
        shared = self._runner.answers(asked)
        last = self._runner.answers(self._turns.effort_about)
        return {
            **{question: answer for question, answer in shared.items() if question not in own},
            **{question: answer for question, answer in last.items() if question in own},
        }

    def lay_out(self, shape: Shape) -> None:
        """Take the size of the window."""
        self.card.setGeometry(shape.card)
        self.gate_card.setGeometry(shape.card)
        self.gate_card.set_unit(shape.unit)
        self.effort.setGeometry(shape.effort)
        self.effort.set_sizes(
            text_px=shape.px(0.030), gap_px=shape.px(0.008), corner_px=shape.px(0.0165)
        )
        self.pain_card.lay_out(shape)
        self._shape = shape
        self.place_scale(is_paused=self._runner.view().state is EngineState.PAUSED)

    def place_scale(self, *, is_paused: bool) -> None:
        """Lay the separate scale over the foot of the figure, in a pause above the controls."""
        shape = self._shape
        edge, bottom = shape.column[0] - shape.px(0.04), shape.low(0.795)
        if is_paused:
            edge = shape.paused_x - shape.px(0.02)
            bottom = shape.controls.top() - shape.px(0.02)
        width, height = max(edge - shape.left, shape.px(0.8)), shape.px(0.275)
        self.pain_card.setGeometry(
            QRect(shape.left, bottom - height, min(width, shape.px(1.15)), height)
        )

    # Keys

    @property
    def _is_asking(self) -> bool:
        """Whether the questions of a rest or switch are seen now: not in a pause, nor under a gate."""
        return self._runner.view().state is EngineState.RUNNING and self.gate is None

    @property
    def _open_scale(self) -> PainRow | None:
        """The pain scale that is open and seen."""
        if not self.pain_card.isHidden():
            return self.pain_card.row
        is_seen = not self.card.isHidden() and self.card.pain.is_open
        return self.card.pain if is_seen else None

    @property
    def is_scale_open(self) -> bool:
        """Whether digits mean pain now."""
        return self._open_scale is not None

    def give_number(self, value: int, step: Step) -> None:
        """A digit: pain while its scale is open, good reps left otherwise, where no 10 is meant."""
        scale = self._open_scale
        if scale is not None:
            scale.choose(value)
            return
        value %= PAIN_MAX
        if value > EFFORT_MAX or not self._is_asking:
            return
        if self.asks_effort_in(step):
            self.effort.choose(value)
        elif self.asks_in(step):
            self.card.effort.choose(value)

    def give_felt(self, region: Region, step: Step) -> None:
        """Where it was felt, by key; a second press takes it back."""
        if self._is_asking and self.asks_in(step) and not self.card.is_brief:
            self.card.felt.toggle(region)

    def give_harder(self, side: HarderSide, step: Step) -> None:
        """Which side was harder, by key; only a pair has one."""
        is_asked = self.asks_in(step) and not self.card.is_brief
        if self._is_asking and is_asked and len(self._turns.about) > 1:
            self.card.harder.choose(side)

    def give_slipped(self, step: Step) -> Form | None:
        """That the form slipped at the end, by key; again for clean. Returns what no card shows."""
        if not self._is_asking:
            return None
        if self.asks_in(step):
            value = self.card.form.value
            self.card.give(Question.FORM, _other_form(value))
        elif self.asks_effort_in(step):
            known = self._runner.answers(self._runner.asked_steps[-1:]).get(Question.FORM)
            form = _other_form(known)
            self._runner.answer(Question.FORM, form)
            return form
        return None

    def turn_pain(self, step: Step) -> None:
        """Open the pain scale, or close it when it is open."""
        if self.is_scale_open:
            self.close_scale()
        elif self.gate is None:
            self._open_pain(step)

    def _open_pain(self, step: Step) -> None:
        """Open the scale about the set at hand, or about the sets asked about now."""
        is_in_card = self.asks_in(step) and not self.card.is_brief
        if self._is_asking and is_in_card and not step.kind.is_move:
            self.card.pain.open_scale()
            return
        self._pain_steps = (step.index,) if step.kind.is_move else self._runner.asked_steps
        if not self._pain_steps:
            return
        known = self._runner.answers(self._pain_steps).get(Question.PAIN)
        self._is_scored, self._scored_ms = False, None
        self.pain_card.row.set_value(known)
        may = self._may_cramp(self._pain_steps)
        self.pain_card.row.offer_cramp(may, has_only_scale=True)
        self.pain_card.row.open_scale()
        self.pain_card.show()
        self.pain_card.raise_()

    def close_scale(self) -> bool:
        """Close the pain scale that is open; false when none is."""
        scale = self._open_scale
        if scale is None:
            return False
        scale.close_scale()
        self.close_pain()
        return True

    def close_pain(self) -> None:
        """Put the separate scale away."""
        if not self.pain_card.isHidden():
            self.pain_card.row.close_scale()
            hide_part(self.pain_card)

    def check(self, now_ms: Millis) -> None:
        """Turn the card to what waits, and put the separate scale away after a low score."""
        self._turn_card()
        if not self._is_scored or self.pain_card.isHidden():
            self._scored_ms = None
        elif self._scored_ms is None:
            self._scored_ms = now_ms
        elif now_ms - self._scored_ms >= SCALE_STAYS_MS:
            self.close_pain()

    def _turn_card(self) -> None:
        step = self._runner.view().position.step
        if not self._is_asking or not self.asks_in(step):
            return
        is_turned = self._turns.check(is_scale_open=self.card.pain.is_open)
        # A rest that was made longer has time for more.
        if is_turned or self.card.is_brief is not is_brief(step):
            self._ask(step)

    # Answers

    def _on_answered(self, question: Question, answer: Answer) -> None:
        self._turns.note_answer()
        about = self._turns.about
        if question is Question.PAIN:
            self._pain_steps = about
            self._on_pain(answer)
            return
        if question in (Question.EFFORT, Question.FORM):
            self._runner.answer(question, answer, self._turns.effort_about)
            return
        before = _most(self._runner.answers(about).get(Question.FELT))
        self._runner.answer(question, answer, about)
        if question is Question.FELT and _most(answer) is not before and about:
            self._tell_change(about, _most(answer))

    def _tell_change(self, steps: tuple[int, ...], felt: Region | None) -> None:
        """Say what where it was felt changes about the next set of the move, or that nothing does."""
        exercise = self._exercise_of(steps)
        follows = None if exercise is None or felt is None else felt_cue(exercise, felt)
        if exercise is None or follows is None or follows.cue is None:
            self.unsaid.emit()
            return
        again = self.keeper.next_set_of(exercise)
        self.said.emit(change_told(follows.cue.text, comes_again=again is not None))

    def _exercise_of(self, steps: tuple[int, ...]) -> Exercise | None:
        return self._runner.timeline.steps[steps[-1]].exercise if steps else None

    def _on_cramp(self) -> None:
        """The hamstring cramped: in the set at hand, or in those that are asked about now."""
        is_apart = not self.pain_card.isHidden()
        steps = self._pain_steps if is_apart else self._turns.about
        exercise = self._exercise_of(steps)
        if exercise is None:
            return
        self._runner.note_cramp(steps)
        self.card.set_answer(Question.FELT, self._runner.answers(steps).get(Question.FELT))
        self.close_scale()
        self.keeper.take_cramp(exercise, steps)

    def _on_effort(self, effort: object) -> None:
        self._runner.answer(Question.EFFORT, effort if isinstance(effort, int) else None)

    def _on_pain_opened(self, is_open: bool) -> None:
        if not is_open:
            hide_part(self.pain_card)

    def _on_pain(self, pain: object) -> None:
        steps = self._pain_steps
        said = pain if isinstance(pain, Pain) else None
        self._runner.answer(Question.PAIN, said, steps)
        self._is_scored = said is not None and said.score < PAIN_GATE_MIN
        self._scored_ms = None
        if said is None or not steps:
            return
        if self.keeper.take(said, steps):
            self.close_pain()


def _most(felt: object) -> Region | None:
    return felt.most if isinstance(felt, Felt) else None


def _other_form(form: object) -> Form:
    return Form.CLEAN if form is Form.SLIPPED else Form.SLIPPED
