"""Which sets of a running session may be answered for, and what was said. Writes nothing."""

from __future__ import annotations

from gluteapp.core.circuit import StepKind
from gluteapp.core.events import Event, FeltAsked, SetFinished, StepStarted, StopReason
from gluteapp.core.session import Answer, FeltAnswered, Form, Question, SessionRecord, SetRecord
from gluteapp.core.session_log import SessionLog, StampSource
from gluteapp.core.timeline import Step, Timeline
from gluteapp.services.carrying import hurried_past

ASKED_IN_A_REST = (Question.FELT, Question.PAIN)
"""What a brief rest has no time for, and progress waits for."""


class Answering:
    """Turns answers about steps into facts about the sets that were done in them."""

    def __init__(self, *, log: SessionLog, stamp: StampSource) -> None:
        self._log = log
        self._stamp = stamp
        self._given: dict[tuple[str, Question], Answer] = {}
        self._completed: set[str] = set()
        self._skipped: set[str] = set()
        self.asked: tuple[int, ...] = ()
        """Steps whose sets were finished last, and are asked about now."""

    def note(self, event: Event) -> None:
        """Keep what later answers need to know; called after the event was recorded."""
        match event:
            case FeltAsked():
                self.asked = self._felt(event.steps)
            case StepStarted(kind=StepKind.WORK):
                self.asked = ()
            case SetFinished(reason=StopReason.COMPLETED):
                self._completed |= set(self._set_ids((event.step,)))
            case SetFinished(reason=StopReason.SKIPPED, done_reps=0) | SetFinished(done_ms=0):
                self._skipped |= set(self._set_ids((event.step,)))
            case _:
                pass

    def answer(
        self, question: Question, answer: Answer, steps: tuple[int, ...] | None
    ) -> tuple[FeltAnswered, ...]:
        """The facts of an answer; none where no set was done. Effort means a whole set was clean."""
        about = self.asked if steps is None else steps
        if steps is None and question in (Question.EFFORT, Question.FORM):
            about = about[-1:]
        set_ids = self._set_ids(about)
        if not set_ids:
            return ()
        facts = [self._answered(set_ids, question, answer)]
        if question is Question.EFFORT and answer is not None:
            clean = tuple(one for one in set_ids if self._is_clean_unsaid(one))
            facts += [self._answered(clean, Question.FORM, Form.CLEAN)] if clean else []
        return tuple(facts)

    def answers(self, steps: tuple[int, ...]) -> dict[Question, Answer]:
        """The newest answers about the latest sets of steps, those not given left out."""
        set_ids = self._set_ids(steps)
        return {
            question: answer
            for (set_id, question), answer in self._given.items()
            if set_id in set_ids and answer is not None
        }

    def carried(self, timeline: Timeline, index: int) -> tuple[tuple[int, ...], ...]:
        """Sets before a step that a brief rest left without felt or pain, the oldest first."""
        felt = (self._felt(steps) for steps in hurried_past(timeline, index))
        return tuple(steps for steps in felt if steps and self.is_open(steps))

    def is_open(self, steps: tuple[int, ...]) -> bool:
        """Whether felt or pain was not said of sets."""
        known = self.answers(steps)
        return any(question not in known for question in ASKED_IN_A_REST)

    def go_on_with(self, record: SessionRecord, at: Step) -> None:
        """Take over what was answered before a crash; `at` is the step the session stands in."""
        for one in record.sets:
            if one.is_completed:
                self._completed.add(one.id)
            elif _was_skipped(one):
                self._skipped.add(one.id)
            given = {
                Question.EFFORT: one.effort,
                Question.FELT: one.felt,
                Question.HARDER: one.harder,
                Question.FORM: one.form,
                Question.PAIN: one.pain,
                Question.NOTE: one.note,
            }
            for question, answer in given.items():
                self._given[one.id, question] = answer
        self.asked = self._felt(at.felt_steps)

    def _answered(
        self, set_ids: tuple[str, ...], question: Question, answer: Answer
    ) -> FeltAnswered:
        for set_id in set_ids:
            self._given[set_id, question] = answer
        return FeltAnswered(
            **self._stamp(),
            session_id=self._log.session_id,
            set_ids=set_ids,
            question=question,
            answer=answer,
        )

    def _felt(self, steps: tuple[int, ...]) -> tuple[int, ...]:
        """Of a side that was left out, never begun, or skipped before its first rep, nothing was felt."""
        return tuple(
            step
            for step in steps
            for set_id in self._set_ids((step,))
            if set_id not in self._skipped
        )

    def _is_clean_unsaid(self, set_id: str) -> bool:
        return set_id in self._completed and self._given.get((set_id, Question.FORM)) is None

    def _set_ids(self, steps: tuple[int, ...]) -> tuple[str, ...]:
        """The latest sets of steps, those without a set left out."""
        known = (self._log.set_id(step) for step in steps)
        return tuple(set_id for set_id in known if set_id is not None)


def _was_skipped(one: SetRecord) -> bool:
    """Whether a set was passed over before anything of it was done; an open one was not."""
    is_skipped = one.reason is StopReason.SKIPPED and one.done_reps == 0
    return is_skipped or (one.reason is not None and one.done_ms == 0)
