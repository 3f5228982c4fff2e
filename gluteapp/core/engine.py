"""The session engine: what happens when, told only by the times it is given.

| state    | start | pause  | resume   | skip, back, redo, ease … | advance          |
|----------|-------|--------|----------|--------------------------|------------------|
| READY    | runs  | -      | -        | -                        | -                |
| RUNNING  | -     | PAUSED | -        | move, COUNT_IN to a move | plays what's due |
| PAUSED   | -     | -      | COUNT_IN | move, stays PAUSED       | -                |
| COUNT_IN | -     | PAUSED | -        | move, COUNT_IN to a move | ticks, RUNNING   |
| FINISHED | -     | -      | -        | -                        | -                |

A dash means the command changes nothing. Redo leaves the pause through a count-in.
"""

from __future__ import annotations

from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.events import (
    CountInTicked,
    Event,
    Interrupted,
    MoveEased,
    Paused,
    RestChanged,
    Resumed,
    SessionEnd,
    SessionFinished,
    SessionStarted,
    StopReason,
    Trimmed,
)
from gluteapp.core.exercise import Exercise
from gluteapp.core.leave_out import leave_out
from gluteapp.core.playhead import Playhead
from gluteapp.core.snapshot import Snapshot
from gluteapp.core.timeline import Step, Timeline
from gluteapp.core.trim import plan_trim
from gluteapp.core.view import EngineState, View

BACK_TO_PREVIOUS_MS = 3_000
"""Within this time of a step's start, back means the step before (DEFINITIONS.md)."""
REST_KEPT_MS = 3_000
"""A rest made shorter still has this long to go."""
REST_MAX_MS = 600_000
"""A rest is never made longer than ten minutes; design choice."""


class SessionEngine:
    """Plays a timeline. Every command takes the monotonic time in ms and returns what happened."""

    def __init__(self, *, timeline: Timeline, count_in_ms: Millis = 3_000) -> None:
        self._head = Playhead(timeline)
        self._planned_ms = timeline.length_ms
        self._count_in_ms = count_in_ms
        self._state = EngineState.READY
        self._anchor_ms = 0
        self._paused_at_ms: Millis | None = None
        self._away_ms = 0
        self._count_in_from_ms = 0
        self._count_in_told = 0
        self._due_finish_ms = 0

    @property
    def timeline(self) -> Timeline:
        """The session as it is laid out now."""
        return self._head.timeline

    @property
    def state(self) -> EngineState:
        """Where the engine stands."""
        return self._state

    @property
    def step(self) -> Step:
        """The step at hand."""
        return self._head.step

    @property
    def move_at_hand(self) -> Step | None:
        """The move of the step at hand, or the one that comes next."""
        return self._head.move_at_hand()

    def advance(self, now_ms: Millis) -> list[Event]:
        """Everything that became due up to and including now, each with its due time."""
        events: list[Event] = []
        if self._state is EngineState.COUNT_IN:
            events += self._count_in(now_ms)
        while self._state is EngineState.RUNNING:
            step = self.step
            offset_ms = self._offset(now_ms)
            events += self._head.tell_until(min(offset_ms, step.duration_ms))
            if offset_ms < step.duration_ms:
                break
            events += self._head.close_set(step.duration_ms, _natural_reason(step))
            events += self._enter_next(self._anchor_ms + step.duration_ms - self._head.offset_ms)
        return events

    def view(self, now_ms: Millis) -> View:
        """What a frame shows at a time; changes nothing."""
        to_go_ms = self._time_to_go_ms(now_ms)
        overdue_ms = now_ms + to_go_ms - self._due_finish_ms
        is_paused = self._state is EngineState.PAUSED
        return View(
            state=self._state,
            position=self.timeline.position_in(self._head.index, self._offset(now_ms)),
            count_in_left_ms=self._count_in_left_ms(now_ms),
            count_in_ms=self._count_in_ms,
            paused_ms=now_ms - self._paused_at_ms if self._paused_at_ms is not None else 0,
            away_ms=self._away_ms,
            finish_in_ms=to_go_ms,
            overdue_ms=overdue_ms if self._is_under_way() else 0,
            trimmable_ms=self._trimmable_ms(overdue_ms) if is_paused else 0,
            resume_rep=self._resume_rep(),
        )

    def start(self, now_ms: Millis) -> list[Event]:
        """Begin the session."""
        if self._state is not EngineState.READY:
            return []
        self._state = EngineState.RUNNING
        self._anchor_ms = now_ms
        self._due_finish_ms = now_ms + self._planned_ms
        started = self._head.event(
            SessionStarted,
            0,
            circuit=self.timeline.circuit_id,
            length_ms=self.timeline.length_ms,
        )
        return [started, *self.advance(now_ms)]

    def pause(self, now_ms: Millis) -> list[Event]:
        """Stop the clock where it is."""
        events = self.advance(now_ms)
        if self._state in (EngineState.RUNNING, EngineState.COUNT_IN):
            self._freeze(now_ms)
            events.append(self._head.event(Paused, self._head.at_ms))
        return events

    def interrupt(self, now_ms: Millis, away_ms: Millis) -> list[Event]:
        """Stop the clock at the last time it was seen, after a gap of `away_ms`."""
        events = self.advance(now_ms)
        if self._state in (EngineState.RUNNING, EngineState.COUNT_IN):
            self._freeze(now_ms)
            self._away_ms = away_ms
            events.append(self._head.event(Interrupted, self._head.at_ms, away_ms=away_ms))
        return events

    def resume(self, now_ms: Millis) -> list[Event]:
        """Count in, then go on: a rep not yet counted begins again, a counted one is not repeated."""
        if self._state is not EngineState.PAUSED:
            return self.advance(now_ms)
        self._head.go_to_restart()
        return self._begin_count_in(now_ms)

    def skip(self, now_ms: Millis, reason: StopReason = StopReason.SKIPPED) -> list[Event]:
        """Go to the next step; an open set is closed with its reason, a move is counted in."""
        events = self.advance(now_ms)
        if not self._is_under_way():
            return events
        events += self._head.close_set(self._offset(now_ms), reason)
        return [*events, *self._enter_next(now_ms), *self._go_on(now_ms)]

    def back(self, now_ms: Millis) -> list[Event]:
        """Go to the start of this step, or to the one before within its first 3 s."""
        events = self.advance(now_ms)
        if not self._is_under_way():
            return events
        if self._offset(now_ms) <= BACK_TO_PREVIOUS_MS:
            return events + self._go_back_to(self._head.previous_index(), now_ms)
        return events + self._go_back_to(self._head.index, now_ms)

    def redo(self, now_ms: Millis) -> list[Event]:
        """Do the set at hand, or the one just done, again from a count-in."""
        events = self.advance(now_ms)
        if not self._is_under_way():
            return events
        is_here = self.step.kind.is_move
        done = self._head.index if is_here else self._head.previous_index(is_move=True)
        events += self._go_back_to(done, now_ms)
        if self._state is EngineState.PAUSED:
            events += self._begin_count_in(now_ms)
        return events

    def change_rest(self, now_ms: Millis, by_ms: Millis) -> list[Event]:
        """Make the rest or switch at hand longer or shorter; at least 3 s of it stay."""
        events = self.advance(now_ms)
        if not self._is_under_way() or self.step.kind not in (StepKind.REST, StepKind.SWITCH):
            return events
        before_ms = self.step.duration_ms
        offset_ms = self._offset(now_ms)
        least_ms = min(before_ms, offset_ms + REST_KEPT_MS)
        after_ms = min(max(before_ms + by_ms, least_ms), max(REST_MAX_MS, before_ms))
        if after_ms == before_ms:
            return events
        self._head.relay(self.timeline.with_durations({self._head.index: after_ms}), offset_ms)
        at_ms = self.step.start_ms + offset_ms
        return [*events, self._head.event(RestChanged, at_ms, by_ms=after_ms - before_ms)]

    def trim(self, now_ms: Millis) -> list[Event]:
        """Shorten rests and stretches still to come so that the session ends on time, if it can."""
        events = self.advance(now_ms)
        if not self._is_under_way():
            return events
        before_ms = self.timeline.length_ms
        overdue_ms = now_ms + self._time_to_go_ms(now_ms) - self._due_finish_ms
        plan = plan_trim(self.timeline, self._head.index, overdue_ms)
        if not plan:
            return events
        at_ms = self.step.start_ms + self._offset(now_ms)
        self._head.timeline = self.timeline.with_durations(plan)
        by_ms = before_ms - self.timeline.length_ms
        return [*events, self._head.event(Trimmed, at_ms, by_ms=by_ms)]

    def ease(
        self, now_ms: Millis, exercise: Exercise, variant: str, of_move: str | None = None
    ) -> list[Event]:
        """Put another version in the place of a move from here on: the one at hand if not named."""
        events = self.advance(now_ms)
        at_hand = self.move_at_hand
        move = of_move or (None if at_hand is None else at_hand.move)
        indexes = frozenset(
            step.index
            for step in self.timeline.steps[self._head.index :]
            if step.move == move and not step.is_dropped
        )
        if not self._is_under_way() or move is None or not indexes:
            return events
        is_here = self._head.index in indexes
        offset_ms = self._offset(now_ms)
        if is_here:
            events += self._head.close_set(offset_ms, StopReason.REDONE)
        self._head.relay(self.timeline.with_move(indexes, exercise, variant), offset_ms)
        at_ms, eased = self.step.start_ms + offset_ms, f"{exercise.id}/{variant}"
        events.append(self._head.event(MoveEased, at_ms, from_move=move, to_move=eased))
        return events + self._go_back_to(self._head.index, now_ms) if is_here else events

    def stop_for_pain(self, now_ms: Millis) -> list[Event]:
        """Leave this side for pain: the set at hand, or the side that a switch leads to."""
        events = self.advance(now_ms)
        if self._is_under_way() and self.step.kind is StepKind.SWITCH:
            following = self.timeline.next_move(self._head.index)
            gone = frozenset(() if following is None else (following.index,))
            self._head.relay(self.timeline.without(gone), self._offset(now_ms))
            return events + self.skip(now_ms)
        return events + self.skip(now_ms, StopReason.PAIN) if self.step.kind.is_move else events

    def drop_move(self, now_ms: Millis, exercise_id: str) -> list[Event]:
        """End an exercise for this session: close its open set for pain, leave out the rest of it."""
        events = self.advance(now_ms)
        if not self._is_under_way():
            return events
        following = self.move_at_hand
        is_at_it = (
            following is not None
            and following.exercise is not None
            and following.exercise.id == exercise_id
            and (following is self.step or self.step.kind is StepKind.SWITCH)
        )
        offset_ms = self._offset(now_ms)
        self._head.end_exercise(exercise_id)
        self._head.relay(leave_out(self.timeline, self._head.index, exercise_id), offset_ms)
        return events + self.skip(now_ms, StopReason.PAIN) if is_at_it else events

    def end_step(self, now_ms: Millis) -> list[Event]:
        """End a step whose end is the user's; later steps move up."""
        events = self.advance(now_ms)
        if self._state is not EngineState.RUNNING or not self.step.is_user_ended:
            return events
        offset_ms = self._offset(now_ms)
        events += self._head.close_set(offset_ms, StopReason.COMPLETED)
        self._head.timeline = self.timeline.with_durations({self._head.index: offset_ms})
        return [*events, *self._enter_next(now_ms), *self.advance(now_ms)]

    def finish(self, now_ms: Millis) -> list[Event]:
        """End the session here."""
        events = self.advance(now_ms)
        if not self._is_under_way():
            return events
        offset_ms = self._offset(now_ms)
        events += self._head.close_set(offset_ms, StopReason.FINISHED_EARLY)
        self._head.offset_ms = offset_ms
        return [*events, *self._end(now_ms, SessionEnd.FINISHED_EARLY)]

    def snapshot(self, now_ms: Millis) -> Snapshot:
        """What is needed to go on from here in another process."""
        return self._head.snapshot(self._offset(now_ms))

    def restore(self, now_ms: Millis, timeline: Timeline, snapshot: Snapshot) -> None:
        """Stand paused where a snapshot was taken; `timeline` is the snapshot's, laid out again."""
        self._head.restore(timeline, snapshot)
        self._state = EngineState.PAUSED
        self._paused_at_ms = now_ms
        self._due_finish_ms = now_ms + self._time_to_go_ms(now_ms)

    def _is_under_way(self) -> bool:
        return self._state not in (EngineState.READY, EngineState.FINISHED)

    def _offset(self, now_ms: Millis) -> Millis:
        """Offset in the step at hand; it stands still unless the engine runs."""
        if self._state is not EngineState.RUNNING:
            return self._head.offset_ms
        return self._head.offset_ms + max(0, now_ms - self._anchor_ms)

    def _count_in_left_ms(self, now_ms: Millis) -> Millis:
        if self._state is not EngineState.COUNT_IN:
            return 0
        return max(0, self._count_in_ms - (now_ms - self._count_in_from_ms))

    def _time_to_go_ms(self, now_ms: Millis) -> Millis:
        if self._state is EngineState.FINISHED:
            return 0
        to_go_ms = self.timeline.length_ms - self.step.start_ms - self._offset(now_ms)
        if self._state is EngineState.PAUSED:
            return to_go_ms + self._count_in_ms
        return to_go_ms + self._count_in_left_ms(now_ms)

    def _trimmable_ms(self, overdue_ms: Millis) -> Millis:
        plan = plan_trim(self.timeline, self._head.index, overdue_ms)
        return sum(self.timeline.steps[index].duration_ms - ms for index, ms in plan.items())

    def _resume_rep(self) -> int:
        if not self.step.reps:
            return 0
        offset_ms = self._head.restart_offset()
        return max(1, self.timeline.position_in(self._head.index, offset_ms).rep)

    def _enter_next(self, at_ms: Millis) -> list[Event]:
        """Stand at the start of the next step at monotonic `at_ms`, or finish."""
        following = self._head.next_index()
        if following is not None:
            self._head.stand_at(following)
            self._anchor_ms = at_ms
            return []
        self._head.offset_ms = self.step.duration_ms
        return self._end(at_ms, SessionEnd.COMPLETED)

    def _end(self, at_ms: Millis, end: SessionEnd) -> list[Event]:
        """Finish where the head stands; a pause that still lasts is over with it."""
        is_paused = self._paused_at_ms is not None
        events: list[Event] = self._run(at_ms) if is_paused else []
        self._state = EngineState.FINISHED
        return [*events, self._head.event(SessionFinished, self._head.at_ms, end=end)]

    def _go_back_to(self, index: int, now_ms: Millis) -> list[Event]:
        events: list[Event] = self._head.close_set(self._offset(now_ms), StopReason.REDONE)
        self._head.stand_at(index)
        self._anchor_ms = now_ms
        return events + self._go_on(now_ms)

    def _go_on(self, now_ms: Millis) -> list[Event]:
        """Go on from the start of a step somebody went to; a pause stays."""
        if self._state in (EngineState.PAUSED, EngineState.FINISHED):
            return []
        if self.step.kind.is_move:
            return self._begin_count_in(now_ms)
        events = self._run(now_ms) if self._state is EngineState.COUNT_IN else []
        return [*events, *self.advance(now_ms)]

    def _freeze(self, now_ms: Millis) -> None:
        self._head.offset_ms = self._offset(now_ms)
        self._state = EngineState.PAUSED
        if self._paused_at_ms is None:
            self._paused_at_ms = now_ms

    def _begin_count_in(self, now_ms: Millis) -> list[Event]:
        self._state = EngineState.COUNT_IN
        self._count_in_from_ms = now_ms
        self._count_in_told = 0
        return self._count_in(now_ms)

    def _count_in(self, now_ms: Millis) -> list[Event]:
        """Tell the seconds of the count-in that are due, and run when it is over."""
        events: list[Event] = []
        passed_ms = now_ms - self._count_in_from_ms
        total = self._count_in_ms // 1000
        while self._count_in_told < min(total, passed_ms // 1000 + 1):
            seconds = total - self._count_in_told
            self._count_in_told += 1
            events.append(self._head.event(CountInTicked, self._head.at_ms, seconds=seconds))
        if passed_ms < self._count_in_ms:
            return events
        return events + self._run(self._count_in_from_ms + self._count_in_ms)

    def _run(self, at_ms: Millis) -> list[Event]:
        """Let the clock run from monotonic `at_ms` on."""
        paused_ms = at_ms - self._paused_at_ms if self._paused_at_ms is not None else 0
        self._end_pause()
        self._state = EngineState.RUNNING
        self._anchor_ms = at_ms
        return [self._head.event(Resumed, self._head.at_ms, paused_ms=paused_ms)]

    def _end_pause(self) -> None:
        self._paused_at_ms = None
        self._away_ms = 0


def _natural_reason(step: Step) -> StopReason:
    """How a set ends when its time is over: a stretch that was trimmed says so."""
    is_trimmed = step.kind is StepKind.COOL_DOWN and step.duration_ms < step.planned_ms
    return StopReason.TRIMMED if is_trimmed else StopReason.COMPLETED
