"""Plays one made-up session through the real runner, answering as the user would. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from gluteapp.core.clock import ManualClock, Millis
from gluteapp.core.events import Event, FeltAsked, SessionFinished, SetStarted
from gluteapp.core.exercise import Side
from gluteapp.core.session import AnyFact, Form, Pain, Question
from gluteapp.services.demo_body import Body
from gluteapp.services.recorder import Unrecorded
from gluteapp.services.training import SessionRunner

POLL_MS = 4_000
"""How far the clock moves between polls, less than what counts as a freeze. The events do not depend
on it; the facts are stamped with the poll."""
WORST_PAIN = 4


class Page(Unrecorded):
    """The facts of one session, to be written together: one by one they would take an hour."""

    def __init__(self) -> None:
        self.facts: list[AnyFact] = []

    def append(self, *facts: AnyFact) -> None:
        """Keep facts."""
        self.facts += facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A session that will be played."""

    utc_ms: Millis
    circuit_id: str
    week: int
    """Counted from the first, 0."""
    is_painful: bool = False
    is_cut_short: bool = False


class Evening:
    """Plays one session: answers most questions, leaves out a set now and then, pauses sometimes."""

    def __init__(
        self, day: Day, *, runner: SessionRunner, clock: ManualClock, body: Body, rng: Random
    ) -> None:
        self._day = day
        self._runner = runner
        self._clock = clock
        self._body = body
        self._rng = rng
        self._sets = runner.timeline.set_count
        # The numbers of the sets at which something happens, 0 for never.
        last = self._sets * 2 // 3
        self._pause_at = rng.randint(1, self._sets) if rng.random() < 0.3 else 0
        self._skip_at = rng.randint(1, self._sets) if rng.random() < 0.12 else 0
        self._stop_at = last + 1 if day.is_cut_short else 0
        self._pain_at = max(1, self._sets // 2) if day.is_painful else 0
        self._is_careless = rng.random() < 0.2
        """On such an evening not everything is answered."""

    def play(self) -> None:
        """Play to the end, or to where this evening stops."""
        happened = self._runner.start()
        while True:
            for event in happened:
                # What a reaction makes happen is reacted to in its turn.
                happened += self._react(event)
            if any(isinstance(event, SessionFinished) for event in happened):
                return
            self._clock.move(POLL_MS)
            happened = self._runner.poll()

    def _react(self, event: Event) -> list[Event]:
        match event:
            case SetStarted():
                return self._on_set(self._runner.timeline.steps[event.step].set_number or 0)
            case FeltAsked():
                self._answer(event)
        return []

    def _on_set(self, number: int) -> list[Event]:
        if number == 0:
            return []
        if number == self._stop_at:
            return self._runner.finish()
        if number == self._skip_at:
            return self._runner.skip()
        if number == self._pause_at:
            paused = self._runner.pause()
            self._clock.move(self._rng.randint(20, 90) * 1000)
            return paused + self._runner.resume()
        return []

    def _answer(self, event: FeltAsked) -> None:
        step = self._runner.timeline.steps[event.steps[-1]]
        if self._pain_at and (step.set_number or 0) >= self._pain_at:
            self._pain_at = 0
            self._runner.answer(Question.PAIN, Pain(score=WORST_PAIN, spot="knee"))
            self._runner.ease()
            return
        if self._is_careless and self._rng.random() < 0.3:
            return
        effort = self._body.reps_left(step)
        self._runner.answer(Question.EFFORT, effort)
        if self._rng.random() < (0.3, 0.3, 0.1, 0, 0, 0)[effort]:
            self._runner.answer(Question.FORM, Form.SLIPPED)
        # After the first side of a pair there is only time for the effort.
        if len(event.steps) > 1 or step.side is Side.BOTH or not event.is_brief:
            self._answer_at_leisure(event)

    def _answer_at_leisure(self, event: FeltAsked) -> None:
        step = self._runner.timeline.steps[event.steps[-1]]
        family = None if step.exercise is None else step.exercise.family
        if not (self._is_careless and self._rng.random() < 0.2):
            self._runner.answer(Question.FELT, self._body.felt(family, week=self._day.week))
        if len(event.steps) > 1 and self._rng.random() < 0.7:
            self._runner.answer(Question.HARDER, self._body.harder_side(step))
        self._runner.answer(Question.PAIN, Pain(score=0 if self._rng.random() < 0.95 else 1))
