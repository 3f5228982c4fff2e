"""The playhead: one place on a timeline, what is told from there, and the set that is open.

It knows offsets in steps, not the time of day; the engine moves it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.events import (
    CountdownTicked,
    Event,
    FeltAsked,
    Halfway,
    PhaseStarted,
    RepCounted,
    SetFinished,
    SetStarted,
    StepStarted,
    StopReason,
)
from gluteapp.core.exercise import Side
from gluteapp.core.snapshot import Snapshot
from gluteapp.core.timeline import BRIEF_REST_MS, Mark, Step, Timeline, marks_of

E = TypeVar("E", bound=Event)


class Playhead:
    """Stands at an offset of a step and tells each mark once as the offset passes it."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.index = 0
        self.offset_ms: Millis = 0
        self._marks = marks_of(timeline.steps[0])
        self._next_mark = 0
        self._is_set_open = False
        self._counted = 0
        self._is_halfway_told = False
        self._attempts: dict[int, int] = {}
        self._broken: set[int] = set()
        self._ended: set[str] = set()
        self._seq = 0
        self._fingerprint = timeline.fingerprint

    @property
    def step(self) -> Step:
        """The step at hand."""
        return self.timeline.steps[self.index]

    @property
    def at_ms(self) -> Millis:
        """The place on the timeline."""
        return self.step.start_ms + self.offset_ms

    def event(self, kind: type[E], due_ms: Millis, *, side: Side | None = None, **more: Any) -> E:
        """A new event of the step at hand."""
        step = self.step
        event = kind(
            seq=self._seq,
            due_ms=due_ms,
            step=step.index,
            kind=step.kind,
            exercise=None if step.exercise is None else step.exercise.id,
            variant=step.variant,
            side=side or step.side,
            **more,
        )
        self._seq += 1
        return event

    def tell_until(self, offset_ms: Millis) -> list[Event]:
        """Everything of this step that is due up to an offset and was not told yet."""
        events: list[Event] = []
        while self._next_mark < len(self._marks):
            mark = self._marks[self._next_mark]
            if mark.offset_ms > offset_ms:
                break
            self._next_mark += 1
            events += self._tell(mark)
        return events

    def close_set(self, offset_ms: Millis, reason: StopReason) -> list[Event]:
        """End the open set, if there is one.

        A set that was broken off to be done again, and then is not, is opened once more: its row
        says why it was left. So is one that was passed over in its count-in and never begun.
        """
        events: list[Event] = []
        is_passed_over = (
            reason in (StopReason.SKIPPED, StopReason.PAIN)
            and self.step.kind.is_move
            and self.index not in self._attempts
        )
        if is_passed_over or (self.index in self._broken and reason is not StopReason.REDONE):
            events.append(self._open_set(self.step.start_ms))
        if not self._is_set_open:
            return []
        self._is_set_open = False
        if reason is StopReason.REDONE:
            self._broken.add(self.index)
        return [
            *events,
            self.event(
                SetFinished,
                self.step.start_ms + offset_ms,
                done_reps=self._counted,
                done_ms=offset_ms,
                reason=reason,
                attempt=self._attempts[self.index],
            ),
        ]

    def end_exercise(self, exercise_id: str) -> None:
        """Never go back to an exercise again."""
        self._ended.add(exercise_id)

    def stand_at(self, index: int) -> None:
        """Stand at the start of a step, nothing of it told."""
        step = self.timeline.steps[index]
        if step.is_user_ended and not step.is_dropped and step.duration_ms != step.planned_ms:
            # How long the user took for it before is no cap for another try.
            self.timeline = self.timeline.with_durations({index: step.planned_ms})
        self.index = index
        self.offset_ms = 0
        self._marks = marks_of(self.step)
        self._next_mark = 0

    def next_index(self) -> int | None:
        """The step that follows, those left out passed over."""
        following = self.timeline.next_step(self.index)
        return None if following is None else following.index

    def previous_index(self, *, is_move: bool = False) -> int:
        """The step before this one (with `is_move`, the last move); this one when there is none."""
        for step in reversed(self.timeline.steps[: self.index]):
            is_ended = step.exercise is not None and step.exercise.id in self._ended
            if not step.is_dropped and not is_ended and (step.kind.is_move or not is_move):
                return step.index
        return self.index

    def move_at_hand(self) -> Step | None:
        """The move of this step, or the next one."""
        return self.step if self.step.kind.is_move else self.timeline.next_move(self.index)

    def restart_offset(self) -> Millis:
        """Where to go on after a pause: at the start of a rep that is not yet counted."""
        position = self.timeline.position_in(self.index, self.offset_ms)
        if not position.rep:
            return self.offset_ms
        if position.counted < position.rep:
            return self.step.rep_start_ms(position.rep)
        return min(self.step.rep_start_ms(position.rep + 1), self.step.duration_ms)

    def go_to_restart(self) -> None:
        """Stand where the session goes on after a pause."""
        offset_ms = self.restart_offset()
        if offset_ms != self.offset_ms:
            self.offset_ms = offset_ms
            # The start of the step was told already, also when rep 1 begins there again.
            self._next_mark = max(1, sum(mark.offset_ms < offset_ms for mark in self._marks))

    def relay(self, timeline: Timeline, offset_ms: Millis) -> None:
        """Take a changed timeline; what was due up to the offset is not told again."""
        is_started = self._next_mark > 0
        self.timeline = timeline
        self._marks = marks_of(self.step)
        # A second that is counted down from right now was not told before.
        told = sum(
            mark.offset_ms < offset_ms or (mark.offset_ms == offset_ms and mark.what != "countdown")
            for mark in self._marks
        )
        self._next_mark = told if is_started else 0

    def snapshot(self, offset_ms: Millis) -> Snapshot:
        """What is needed to stand here in another process."""
        return Snapshot.of(
            self.timeline,
            step=self.index,
            offset_ms=offset_ms,
            counted=self._counted,
            is_step_told=self._next_mark > 0,
            is_set_open=self._is_set_open,
            attempts=self._attempts,
            broken=self._broken,
            ended=self._ended,
            seq=self._seq,
            fingerprint=self._fingerprint,
        )

    def restore(self, timeline: Timeline, snapshot: Snapshot) -> None:
        """Stand where a snapshot was taken; `timeline` is the snapshot's, laid out again."""
        self.timeline = timeline
        self.stand_at(snapshot.step)
        self.offset_ms = snapshot.offset_ms
        self._attempts = dict(snapshot.attempts)
        self._broken = set(snapshot.broken)
        self._ended = set(snapshot.ended)
        self._seq = snapshot.seq
        self._is_set_open = snapshot.is_set_open
        self._counted = snapshot.counted
        told = sum(mark.offset_ms <= snapshot.offset_ms for mark in self._marks)
        self._next_mark = told if snapshot.is_step_told else 0

    def _tell(self, mark: Mark) -> list[Event]:
        due_ms = self.step.start_ms + mark.offset_ms
        match mark.what:
            case "start":
                return self._begin_step(due_ms)
            case "phase":
                return [
                    self.event(
                        PhaseStarted,
                        due_ms,
                        side=mark.side,
                        rep=mark.rep,
                        phase=mark.phase,
                        duration_ms=mark.duration_ms,
                    )
                ]
            case "rep":
                self._counted = mark.rep or 0
                reps = self.step.reps
                return [self.event(RepCounted, due_ms, side=mark.side, rep=mark.rep, reps=reps)]
            case "halfway" if self._is_halfway_told:
                return []
            case "halfway":
                self._is_halfway_told = True
                return [self.event(Halfway, due_ms)]
            case _:
                return [self.event(CountdownTicked, due_ms, seconds=mark.seconds)]

    def _begin_step(self, due_ms: Millis) -> list[Event]:
        step = self.step
        self._counted = 0
        self._is_halfway_told = False
        events: list[Event] = [
            self.event(
                StepStarted,
                due_ms,
                duration_ms=step.duration_ms,
                reps=step.reps,
                is_user_ended=step.is_user_ended,
            )
        ]
        if step.kind.is_move:
            events.append(self._open_set(due_ms))
        if step.felt_steps:
            is_brief = step.kind is StepKind.SWITCH or step.duration_ms < BRIEF_REST_MS
            events.append(self.event(FeltAsked, due_ms, steps=step.felt_steps, is_brief=is_brief))
        return events

    def _open_set(self, due_ms: Millis) -> SetStarted:
        step = self.step
        self._counted = 0
        self._is_set_open = True
        self._broken.discard(step.index)
        attempt = self._attempts[step.index] = self._attempts.get(step.index, 0) + 1
        return self.event(
            SetStarted, due_ms, reps=step.reps, duration_ms=step.duration_ms, attempt=attempt
        )
