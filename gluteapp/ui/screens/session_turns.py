"""Which sets the card of a session asks about, and when it turns to the next; shows nothing."""

from __future__ import annotations

from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.session import Question
from gluteapp.core.timeline import Step
from gluteapp.services.carrying import is_brief
from gluteapp.services.training import SessionRunner

TURNS_AFTER_MS = 800
"""So long an answered card stays, for the answer to be seen and changed; design choice."""
TURNS_LATER_MS = 4_000
"""The same while its pain scale is open, where a second digit or the spot may follow."""
_WANTED = (Question.EFFORT, Question.FELT, Question.PAIN)
"""What progress waits for: when it is said, nothing else keeps the card."""

Sets = tuple[int, ...]


class CardTurns:
    """The sets just done come first, then those that a brief rest hurried past, the oldest first."""

    def __init__(self, *, runner: SessionRunner) -> None:
        self._runner = runner
        self._step: Step | None = None
        self._passed: set[Sets] = set()
        self._answered_ms: Millis | None = None
        self.about: Sets = ()
        """The steps whose sets are asked about; empty where the card asks nothing."""
        self.effort_about: Sets = ()
        """The one of them that effort and form belong to."""

    def begin(self, step: Step) -> None:
        """Begin with a step."""
        self._step = step
        self._passed = set()
        self._ask(next(iter(self._queue(step)), ()))

    @property
    def is_carried(self) -> bool:
        """Whether what is asked about now was hurried past before."""
        return bool(self.about) and self.about != self._own

    @property
    def has_next(self) -> bool:
        """Whether other sets wait to be asked about."""
        return bool(self._waiting())

    def note_answer(self) -> None:
        """Wait anew: something was said."""
        self._answered_ms = self._runner.view().position.at_ms

    def pass_on(self) -> bool:
        """Turn to the next sets at once; false when there are none."""
        waiting = self._waiting()
        if not waiting:
            return False
        self._passed.add(self.about)
        self._ask(waiting[0])
        return True

    def check(self, *, is_scale_open: bool) -> bool:
        """Turn to the next sets some time after the last answer about these; tells whether it did."""
        if not self.about or self._answered_ms is None or not self._is_answered():
            return False
        stays_ms = TURNS_LATER_MS if is_scale_open else TURNS_AFTER_MS
        shown_ms = self._runner.view().position.at_ms - self._answered_ms
        return shown_ms >= stays_ms and self.pass_on()

    def _ask(self, about: Sets) -> None:
        self.about = about
        self._answered_ms = None
        self.effort_about = about[-1:]
        if about and about != self._own:
            # The side done last was asked for in the rest, the first one in the turn-over.
            silent = (one for one in reversed(about) if not self._has(Question.EFFORT, (one,)))
            self.effort_about = (next(silent, about[-1]),)

    @property
    def _own(self) -> Sets:
        return self._runner.asked_steps

    def _has(self, question: Question, steps: Sets) -> bool:
        return question in self._runner.answers(steps)

    def _is_answered(self) -> bool:
        about = {Question.EFFORT: self.effort_about}
        return all(self._has(one, about.get(one, self.about)) for one in _WANTED)

    def _is_open(self, steps: Sets) -> bool:
        return not all(self._has(one, steps) for one in (Question.FELT, Question.PAIN))

    def _waiting(self) -> list[Sets]:
        if self._step is None:
            return []
        gone = {self.about, *self._passed}
        return [one for one in self._queue(self._step) if one not in gone and self._is_open(one)]

    def _queue(self, step: Step) -> list[Sets]:
        """What may be asked about in a step, in order."""
        own = self._own
        if step.kind is StepKind.REST and step.felt_steps and own:
            first = [own]
        elif step.kind not in (StepKind.REST, StepKind.COOL_DOWN):
            return []
        else:
            # A rest after a rest, or a stretch: those done last, if they were not answered.
            first = [own] if own and self._is_open(own) else []
        if is_brief(self._runner.timeline.steps[step.index]):
            return first if step.felt_steps else []
        return first + [one for one in self._runner.carried_steps if one != own]
