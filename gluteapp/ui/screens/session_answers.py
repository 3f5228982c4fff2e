"""The questions of a session: which are asked where, keys and taps into answers, the pain gate.

Every answer is one call of the runner; the clock never waits for one.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gluteapp.core.circuit import StepKind
from gluteapp.core.exercise import Exercise, Region
from gluteapp.core.session import Answer, Form, HarderSide, Pain, Question
from gluteapp.core.timeline import BRIEF_REST_MS, Step
from gluteapp.core.view import EngineState
from gluteapp.language import tr
from gluteapp.services.training import SessionRunner
from gluteapp.ui.screens.pain_gate import (
    PAIN_STOP_MIN,
    Gate,
    GateChoice,
    PainGate,
    gate_for,
)
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.effort_row import EffortRow
from gluteapp.ui.widgets.felt_card import FeltCard
from gluteapp.ui.widgets.pain_row import PainRow


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

    def __init__(self, *, runner: SessionRunner, theme: Theme, screen: QWidget) -> None:
        super().__init__(screen)
        self._runner = runner
        self.card = FeltCard(theme=theme, parent=screen)
        self.effort = EffortRow(theme=theme, parent=screen)
        self.pain_card = PainCard(theme=theme, parent=screen)
        self.gate_card = PainGate(theme=theme, parent=screen)
        self.gate: Gate | None = None
        self._pain_steps: tuple[int, ...] = ()
        self._is_paused_for_gate = False
        for part in (self.card, self.effort, self.pain_card, self.gate_card):
            part.hide()
        self.card.answered.connect(self._on_answered)
        self.effort.chosen.connect(self._on_effort)
        self.pain_card.row.chosen.connect(self._on_pain)
        self.pain_card.row.opened.connect(self._on_pain_opened)
        self.gate_card.chose.connect(self._on_gate)
        self.gate_card.spot_chosen.connect(self._on_spot)

    # What is asked

    def begin_step(self, step: Step) -> None:
        """Ask what belongs to a step that begins now; a gate left open goes with the rest."""
        self.close_pain()
        if step.kind is StepKind.WORK:
            self._close_gate()
        asked = self._runner.asked_steps
        if not step.felt_steps or not asked:
            self.effort.set_value(None)
            return
        answers = self._known(asked)
        done = self._runner.timeline.steps[asked[-1]]
        self.effort.set_value(answers.get(Question.EFFORT))
        self.card.ask(
            tr("{move}, how was it?", move="" if done.exercise is None else tr(done.exercise.name)),
            is_one_sided=len(asked) > 1,
            is_brief=step.duration_ms < BRIEF_REST_MS,
            answers=answers,
        )

    def asks_in(self, step: Step) -> bool:
        """Whether the felt card belongs to a step."""
        return step.kind is StepKind.REST and bool(step.felt_steps and self._runner.asked_steps)

    def asks_effort_in(self, step: Step) -> bool:
        """Whether the small effort row belongs to a step."""
        return step.kind is StepKind.SWITCH and bool(step.felt_steps and self._runner.asked_steps)

    def _known(self, asked: tuple[int, ...]) -> Mapping[Question, Answer]:
        """Answers about a pair; effort and form are those of the side done last."""
        own = (Question.EFFORT, Question.FORM)
        shared = self._runner.answers(asked)
        last = self._runner.answers(asked[-1:])
        return {
            **{question: answer for question, answer in shared.items() if question not in own},
            **{question: answer for question, answer in last.items() if question in own},
        }

    def lay_out(self, shape: Shape) -> None:
        """Take the size of the window."""
        self.card.setGeometry(shape.card)
        self.gate_card.setGeometry(shape.card)
        self.gate_card.set_unit(shape.height)
        self.effort.setGeometry(shape.effort)
        self.effort.set_sizes(
            text_px=shape.px(0.030), gap_px=shape.px(0.008), corner_px=shape.px(0.0165)
        )
        self.pain_card.lay_out(shape)
        width = max(shape.column[0] - shape.px(0.04) - shape.left, shape.px(0.8))
        self.pain_card.setGeometry(
            QRect(shape.left, shape.px(0.520), min(width, shape.px(1.15)), shape.px(0.275))
        )

    # Keys

    def give_effort(self, effort: int, step: Step) -> None:
        """Good reps left, by key."""
        if self.asks_effort_in(step):
            self.effort.choose(effort)
        elif self.asks_in(step):
            self.card.effort.choose(effort)

    def give_felt(self, region: Region, step: Step) -> None:
        """Where it was felt, by key; a second press takes it back."""
        if self.asks_in(step):
            self.card.felt.toggle(region)

    def give_harder(self, side: HarderSide, step: Step) -> None:
        """Which side was harder, by key; only a pair has one."""
        if self.asks_in(step) and len(self._runner.asked_steps) > 1:
            self.card.harder.choose(side)

    def give_slipped(self, step: Step) -> None:
        """That the form slipped at the end, by key; again for clean."""
        form = Form.CLEAN if self.card.form.value is Form.SLIPPED else Form.SLIPPED
        if self.asks_in(step):
            self.card.give(Question.FORM, form)

    def open_pain(self, step: Step) -> None:
        """Open the scale about the set at hand, or about the sets asked about now."""
        if self.asks_in(step) and not self.card.is_brief:
            self.card.pain.open_scale()
            return
        self._pain_steps = (step.index,) if step.kind.is_move else self._runner.asked_steps
        if not self._pain_steps:
            return
        known = self._runner.answers(self._pain_steps).get(Question.PAIN)
        self.pain_card.row.set_value(known)
        self.pain_card.row.open_scale()
        self.pain_card.show()
        self.pain_card.raise_()

    def close_pain(self) -> None:
        """Put the separate scale away."""
        if not self.pain_card.isHidden():
            self.pain_card.row.close_scale()
            self.pain_card.hide()

    # Answers

    def _on_answered(self, question: Question, answer: Answer) -> None:
        if question is Question.PAIN:
            self._pain_steps = self._runner.asked_steps
            self._on_pain(answer)
            return
        self._runner.answer(question, answer)

    def _on_effort(self, effort: object) -> None:
        self._runner.answer(Question.EFFORT, effort if isinstance(effort, int) else None)

    def _on_pain_opened(self, is_open: bool) -> None:
        if not is_open:
            self.pain_card.hide()

    def _on_pain(self, pain: object) -> None:
        steps = self._pain_steps
        said = pain if isinstance(pain, Pain) else None
        self._runner.answer(Question.PAIN, said, steps)
        if said is None or not steps:
            return
        exercise = self._runner.timeline.steps[steps[-1]].exercise
        if exercise is not None:
            self._open_gate(said, exercise)

    def _on_spot(self, spot: object) -> None:
        known = self._runner.answers(self._pain_steps).get(Question.PAIN)
        if isinstance(known, Pain):
            place = spot if isinstance(spot, str) else None
            self._runner.answer(
                Question.PAIN, Pain(score=known.score, spot=place), self._pain_steps
            )

    # The gate

    def _open_gate(self, pain: Pain, exercise: Exercise) -> None:
        position = self._runner.view().position
        gate = gate_for(
            pain.score,
            exercise=exercise,
            timeline=self._runner.timeline,
            at=position.step,
            has_easier=self._runner.easier_move(self._pain_steps[-1]) is not None,
        )
        if gate is None:
            return
        self.close_pain()
        self.gate = gate
        self.gate_card.show_gate(gate, pain.spot)
        if pain.score >= PAIN_STOP_MIN:
            self._runner.drop_move()
        elif _would_go_on(position.step) and self._runner.view().state is EngineState.RUNNING:
            # Nobody does reps while they read this, so none may be counted.
            self._is_paused_for_gate = True
            self._runner.pause()
        self.gate_changed.emit()

    def _on_gate(self, choice: GateChoice) -> None:
        match choice:
            case GateChoice.RED_FLAGS:
                self.red_flags_asked.emit()
                return
            case GateChoice.EASIER:
                self._runner.ease(self._pain_steps[-1])
            case GateChoice.SKIP_SIDE:
                self._runner.stop_for_pain()
            case GateChoice.STOP:
                self._runner.drop_move()
            case GateChoice.GO_ON:
                pass
        was_paused_here = self._is_paused_for_gate
        self._close_gate()
        if was_paused_here:
            self._runner.resume()

    def _close_gate(self) -> None:
        self._is_paused_for_gate = False
        if self.gate is not None:
            self.gate = None
            self.gate_changed.emit()


def _would_go_on(step: Step) -> bool:
    """Whether the move that hurts goes on before the gate could be read."""
    return step.kind.is_move or step.kind is StepKind.SWITCH
