"""Keeps the pain gate of a session: opens it, holds a pause for it, and brings it back unanswered.

It knows the runner and the card of the gate; keys and other questions are not its business.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gluteapp.core.circuit import StepKind
from gluteapp.core.exercise import Exercise
from gluteapp.core.session import Pain, Question
from gluteapp.core.timeline import Step
from gluteapp.core.view import EngineState
from gluteapp.language import tr
from gluteapp.services.training import SessionRunner
from gluteapp.ui.screens.pain_gate import (
    PAIN_GATE_MIN,
    PAIN_STOP_MIN,
    Gate,
    GateChoice,
    PainGate,
    cramp_gate,
    gate_for,
)
from gluteapp.ui.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hurt:
    """A pain of 4 and more, or a cramp, that was said about sets of an exercise."""

    pain: Pain | None
    """None for a cramp."""
    exercise: Exercise
    steps: tuple[int, ...]


class GateKeeper(QObject):
    """One gate at a time. A gate nobody answered waits, and no further set of that move begins.

    Emits `changed()` when the gate opens, changes or closes.
    """

    changed = Signal()
    red_flags_asked = Signal()

    def __init__(self, *, runner: SessionRunner, theme: Theme, screen: QWidget) -> None:
        super().__init__(screen)
        self._runner = runner
        self.card = PainGate(theme=theme, parent=screen)
        self.card.hide()
        self.card.chose.connect(self._on_chose)
        self.card.spot_chosen.connect(self._on_spot)
        self.gate: Gate | None = None
        self._hurt: _Hurt | None = None
        self._waiting: dict[str, _Hurt] = {}
        self._holds_pause = False

    @property
    def holds(self) -> bool:
        """Whether the session stands paused in or before a move until the gate is answered."""
        is_paused = self._runner.view().state is EngineState.PAUSED
        return self.gate is not None and is_paused and _goes_on(self._step)

    @property
    def _step(self) -> Step:
        return self._runner.view().position.step

    def take(self, pain: Pain, steps: tuple[int, ...]) -> bool:
        """Open the gate for a pain said about sets; false when it needs none."""
        exercise = self._runner.timeline.steps[steps[-1]].exercise
        if exercise is None:
            return False
        self._waiting.pop(exercise.id, None)
        if pain.score < PAIN_GATE_MIN:
            return False
        self._show(_Hurt(pain=pain, exercise=exercise, steps=steps))
        if pain.score >= PAIN_STOP_MIN:
            self._runner.drop_move(steps[-1])
        elif _would_go_on(self._step, exercise):
            # Nobody does reps while they read this, so none may be counted.
            self._hold()
        self.changed.emit()
        return True

    def take_cramp(self, exercise: Exercise, steps: tuple[int, ...]) -> None:
        """Open the gate for a cramp said about sets: the set stops, and a smaller move is offered."""
        self._waiting.pop(exercise.id, None)
        self._show(_Hurt(pain=None, exercise=exercise, steps=steps))
        if _would_go_on(self._step, exercise):
            self._hold()
        self.changed.emit()

    def begin_step(self, step: Step) -> None:
        """Follow the session: the move that hurt does not begin again before the gate is answered."""
        hurt, gate = self._hurt, self.gate
        if not step.kind.is_move or step.exercise is None:
            if hurt is not None and gate is not None and not gate.is_ended:
                self._show(hurt)
            return
        if hurt is not None and gate is not None:
            if not gate.is_ended and gate.can_stop:
                self._waiting[hurt.exercise.id] = hurt
            self._close()
        again = self._waiting.pop(step.exercise.id, None)
        if again is not None:
            self._show(again)
            self._hold()
            self.changed.emit()

    def choose(self, choice: GateChoice) -> bool:
        """Take a choice, as a key does; false when the gate does not offer it."""
        if self.gate is None or not self.card.offers(choice):
            return False
        self._on_chose(choice)
        return True

    def go_on(self) -> bool:
        """Close a gate that holds a pause, and count in; false when none does."""
        if not self.holds:
            return False
        self._holds_pause = True
        self._on_chose(GateChoice.GO_ON)
        return True

    def _show(self, hurt: _Hurt) -> None:
        self._hurt = hurt
        following = self.next_set_of(hurt.exercise)
        if hurt.pain is None:
            self._show_cramp(hurt)
            return
        self.gate = gate_for(
            hurt.pain.score,
            exercise=hurt.exercise,
            timeline=self._runner.timeline,
            at=self._step,
            has_easier=following is not None
            and self._runner.easier_move(following.index) is not None,
        )
        if self.gate is not None:
            known = self._runner.answers(hurt.steps).get(Question.PAIN)
            self.card.show_gate(self.gate, known.spot if isinstance(known, Pain) else None)

    def _show_cramp(self, hurt: _Hurt) -> None:
        is_in_set = self._is_in_set(hurt)
        following = self.next_set_of(hurt.exercise, after=self._step.index)
        easier = None
        if following is not None:
            easier = self._runner.easier_move(following.index, is_cramp=True)
        name = "" if easier is None else tr(easier[1].name)
        self.gate = cramp_gate(hurt.exercise, easier=name, is_in_set=is_in_set)
        self.card.show_gate(self.gate)

    def _is_in_set(self, hurt: _Hurt) -> bool:
        return self._step.index in hurt.steps

    def next_set_of(self, exercise: Exercise, *, after: int | None = None) -> Step | None:
        """The next set of an exercise, the one at hand included, or only those after a step."""
        begin = self._step.index if after is None else after + 1
        for step in self._runner.timeline.steps[begin:]:
            if (
                step.exercise is not None
                and step.exercise.id == exercise.id
                and not step.is_dropped
            ):
                return step
        return None

    def _hold(self) -> None:
        if self._runner.view().state in (EngineState.RUNNING, EngineState.COUNT_IN):
            self._holds_pause = True
            self._runner.pause()

    def _on_chose(self, choice: GateChoice) -> None:
        hurt = self._hurt
        match choice:
            case GateChoice.RED_FLAGS:
                self.red_flags_asked.emit()
                return
            case GateChoice.EASIER:
                self._ease(hurt)
            case GateChoice.SKIP_SIDE:
                self._runner.stop_for_pain()
            case GateChoice.END_SET:
                self._runner.skip()
            case GateChoice.STOP:
                self._runner.drop_move(None if hurt is None else hurt.steps[-1])
            case GateChoice.GO_ON:
                pass
        was_paused_here = self._holds_pause
        self._close()
        if was_paused_here:
            self._runner.resume()
        self.changed.emit()

    def _ease(self, hurt: _Hurt | None) -> None:
        """Go on with the easier version: after a cramp in a set, from the next set on."""
        if hurt is None:
            return
        is_cramp = hurt.pain is None
        if is_cramp and self._is_in_set(hurt):
            self._runner.skip()
        following = self.next_set_of(hurt.exercise)
        if following is not None:
            self._runner.ease(following.index, is_cramp=is_cramp)

    def _close(self) -> None:
        self._holds_pause = False
        self._hurt = self.gate = None
        self.changed.emit()

    def _on_spot(self, spot: object) -> None:
        if self._hurt is None:
            return
        known = self._runner.answers(self._hurt.steps).get(Question.PAIN)
        if isinstance(known, Pain):
            place = spot if isinstance(spot, str) else None
            said = Pain(score=known.score, spot=place)
            self._runner.answer(Question.PAIN, said, self._hurt.steps)


def _goes_on(step: Step) -> bool:
    """Whether a step is a move, or leads to one before a gate could be read."""
    return step.kind.is_move or step.kind is StepKind.SWITCH


def _would_go_on(step: Step, exercise: Exercise) -> bool:
    """Whether the move that hurts goes on; a stretch may ask about a move of long before."""
    is_other = step.exercise is not None and step.exercise.id != exercise.id
    return _goes_on(step) and not is_other
