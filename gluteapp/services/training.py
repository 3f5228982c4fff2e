"""Runs a session: asks the clock, moves the engine, records facts, tells the listeners. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from gluteapp.core.circuit import Circuit, StepKind
from gluteapp.core.clock import Clock, Millis, Reading
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import (
    Event,
    RepCounted,
    SessionFinished,
    StepStarted,
    StopReason,
)
from gluteapp.core.exercise import Exercise, Library, Region, Variant
from gluteapp.core.felt_cues import cramp_swap
from gluteapp.core.session import (
    Answer,
    AnyFact,
    Felt,
    Marked,
    Question,
    SessionRecord,
    SetClosed,
    Stamp,
)
from gluteapp.core.session_log import SessionLog
from gluteapp.core.snapshot import Snapshot
from gluteapp.core.timeline import Timeline
from gluteapp.core.view import EngineState, Look, View
from gluteapp.services.answering import Answering
from gluteapp.services.felt import CRAMP, LastFelt, with_cramp
from gluteapp.services.recorder import Record, Recorder

SLEEP_MS = 2_000
"""Where the wall clock ran ahead of the monotonic one by more than this, the machine slept."""
STALL_MS = 5_000
"""A longer silence between two polls is a freeze, or a sleep where no clock stands still.

Up to that the desktop was only busy: the sheets that sound were queued before, in a process of
their own, so that the user goes on in time and hears each repetition that is counted afterwards.
"""
BOOKMARK_EVERY_MS = 5_000
"""How often the place in the session is noted between steps and reps; design choice."""
SWITCH_STEP_MS = 5_000
"""By how much one key press lengthens a turn-over window (DEFINITIONS.md, Keys)."""

Listener = Callable[[Event], None]


class Hearer(Protocol):
    """Something that follows a session."""

    def hear(self, events: Sequence[Event], look: Look) -> None:
        """Be told at every look of all that happened since the last one, also when it is nothing."""
        ...


class StampMaker(Protocol):
    """Gives facts their ids."""

    def stamp(self) -> Stamp:
        """A new id with device and time."""
        ...


class SessionRunner:
    """The one object a session screen talks to; every time comes from its clock."""

    def __init__(
        self,
        *,
        clock: Clock,
        engine: SessionEngine,
        store: Record,
        ids: StampMaker,
        library: Library,
        app_version: str,
        hearers: Sequence[Hearer] = (),
        is_demo: bool = False,
        rest_step_ms: Millis = 15_000,
        circuit: Circuit | None = None,
        felt_before: Mapping[str, Region] | None = None,
    ) -> None:
        """`felt_before` says where each exercise was felt most in earlier sessions, by its id."""
        self._clock = clock
        self._engine = engine
        self._store = store
        self._recorder = Recorder(store, circuit)
        self._ids = ids
        self._library = library
        self.hearers = tuple(hearers)
        """Who is told of everything before it is recorded."""
        self._listeners: list[Listener] = []
        self._rest_step_ms = rest_step_ms
        self._log = SessionLog(stamp=ids.stamp, app_version=app_version, is_demo=is_demo)
        self._last: Reading = clock.read()
        self._slept_ms: Millis = 0
        self._answering = Answering(log=self._log, stamp=ids.stamp)
        self.last_felt = LastFelt(
            before=felt_before or {}, timeline=lambda: self.timeline, answers=self.answers
        )
        """Where an exercise was felt most, by its id: in this session, or else before."""
        self._bookmarked_ms = 0

    @property
    def session_id(self) -> str:
        """Id of the session, empty before it started."""
        return self._log.session_id

    @property
    def timeline(self) -> Timeline:
        """The session as it is laid out now."""
        return self._engine.timeline

    @property
    def unsaved(self) -> str | None:
        """Why facts are still waiting to be saved, as a sentence, or None."""
        return self._recorder.refusal

    def listen(self, listener: Listener) -> None:
        """Tell another listener of every event, after sound and record."""
        self._listeners.append(listener)

    def record(self) -> SessionRecord:
        """The session as it is saved now."""
        return self._store.session(self._log.session_id)

    # Time

    def view(self) -> View:
        """What a frame shows now."""
        return self._engine.view(self._clock.read().monotonic_ms + self._slept_ms)

    def poll(self) -> list[Event]:
        """Let everything due happen; after a gap the session stands interrupted instead."""
        before_ms, stopped_utc_ms = self._now_ms, self._last.utc_ms
        now = self._clock.read()
        gap_ms = now.monotonic_ms - self._last.monotonic_ms
        slept_ms = now.utc_ms - self._last.utc_ms - gap_ms
        # Where the monotonic clock stands still while the machine sleeps, the wall clock tells.
        is_asleep = slept_ms > SLEEP_MS
        self._slept_ms += slept_ms if is_asleep else 0
        self._last = now
        away_ms = self._now_ms - before_ms
        is_running = self._engine.state in (EngineState.RUNNING, EngineState.COUNT_IN)
        if is_running and (is_asleep or away_ms > STALL_MS):
            events = self._engine.interrupt(before_ms, away_ms)
        else:
            events = self._engine.advance(self._now_ms)
        self._tell(events)
        self._recorder.try_again(self._now_ms)
        if is_running and self._engine.state is EngineState.PAUSED:
            # Noted with the time it stopped: how long ago that was decides what is offered.
            self._bookmark(stopped_utc_ms)
        elif is_running and self._now_ms - self._bookmarked_ms >= BOOKMARK_EVERY_MS:
            self._bookmark(now.utc_ms)
        return events

    @property
    def _now_ms(self) -> Millis:
        """The time of the last look, with the time that the machine slept through."""
        return self._last.monotonic_ms + self._slept_ms

    def start(self) -> list[Event]:
        """Begin the session."""
        return self._do(self._engine.start)

    def pause(self) -> list[Event]:
        """Stop the clock."""
        return self._do(self._engine.pause)

    def resume(self) -> list[Event]:
        """Count in and go on."""
        return self._do(self._engine.resume)

    def toggle(self) -> list[Event]:
        """Pause, or resume when paused."""
        return self.resume() if self._engine.state is EngineState.PAUSED else self.pause()

    def skip(self) -> list[Event]:
        """Go to the next step."""
        return self._do(self._engine.skip)

    def back(self) -> list[Event]:
        """Go to the start of this step, or to the one before."""
        return self._do(self._engine.back)

    def redo(self) -> list[Event]:
        """Do the set at hand, or the one just done, again."""
        return self._do(self._engine.redo)

    def longer_rest(self) -> list[Event]:
        """Make a rest 15 s or a switch 5 s longer."""
        return self.change_rest(self._rest_change_ms())

    def shorter_rest(self) -> list[Event]:
        """Make a rest 15 s or a switch 5 s shorter."""
        return self.change_rest(-self._rest_change_ms())

    def change_rest(self, by_ms: Millis) -> list[Event]:
        """Make the rest or switch at hand longer or shorter."""
        return self._do(lambda now_ms: self._engine.change_rest(now_ms, by_ms))

    def trim(self) -> list[Event]:
        """Shorten what is still to come so that the session ends on time."""
        return self._do(self._engine.trim)

    def end_step(self) -> list[Event]:
        """End a step whose end is the user's."""
        return self._do(self._engine.end_step)

    def finish(self) -> list[Event]:
        """End the session here."""
        return self._do(self._engine.finish)

    def stop_for_pain(self) -> list[Event]:
        """Leave this side for pain: the set at hand, or the side that a switch leads to."""
        return self._do(self._engine.stop_for_pain)

    def drop_move(self, of_step: int | None = None) -> list[Event]:
        """End a step's exercise for this session; the one at hand or just done if not named."""
        exercise = self._exercise_in_question(of_step)
        if exercise is None:
            return self.poll()
        return self._do(lambda now_ms: self._engine.drop_move(now_ms, exercise.id))

    def easier_move(
        self, of_step: int | None = None, *, is_cramp: bool = False
    ) -> tuple[Exercise, Variant] | None:
        """The easier version of a step's move, if it has one; of the move at hand if not named.

        One that works the legs in another way is none: the other side's set would not match it.
        After a cramp the frog pump stands in where there is none (evidence 4.3).
        """
        step = self._engine.move_at_hand if of_step is None else self.timeline.steps[of_step]
        if step is None or step.move is None:
            return None
        try:
            exercise, variant = self._library.move(step.move)
            easier_name = variant.easier or (cramp_swap(exercise) if is_cramp else None)
            easier = None if easier_name is None else self._library.move(easier_name)
        except KeyError:
            return None
        if easier is None or easier[0].laterality is not exercise.laterality:
            return None
        return easier

    def ease(self, of_step: int | None = None, *, is_cramp: bool = False) -> bool:
        """Go on with the easier version, here and later on; false when there is none."""
        easier = self.easier_move(of_step, is_cramp=is_cramp)
        if easier is None:
            return False
        exercise, variant = easier
        move = None if of_step is None else self.timeline.steps[of_step].move
        self._do(lambda now_ms: self._engine.ease(now_ms, exercise, variant.id, move))
        return True

    # Answers

    @property
    def asked_steps(self) -> tuple[int, ...]:
        """The sets that may be answered now: the ones last finished."""
        return self._answering.asked

    @property
    def carried_steps(self) -> tuple[tuple[int, ...], ...]:
        """Sets that brief rests left without felt or pain, a tuple for each rest, oldest first."""
        return self._answering.carried(self.timeline, self._engine.step.index)

    def answer(
        self, question: Question, answer: Answer, steps: tuple[int, ...] | None = None
    ) -> None:
        """Save an answer about sets; None takes it back. Effort and form belong to the last side."""
        for fact in self._answering.answer(question, answer, steps):
            self._save(fact)

    def note_cramp(self, steps: tuple[int, ...]) -> None:
        """Save that the hamstring cramped in sets of one exercise: it was felt most there."""
        exercise = self.timeline.steps[steps[-1]].exercise
        if exercise is None:
            return
        known = self.answers(steps).get(Question.FELT)
        felt = with_cramp(known if isinstance(known, Felt) else None)
        self.answer(Question.FELT, felt, steps)
        self._save(
            Marked(
                **self._ids.stamp(),
                session_id=self._log.session_id,
                what=CRAMP,
                position_ms=self.view().position.at_ms,
                detail={"exercise": exercise.id},
            )
        )

    def answers(self, steps: tuple[int, ...]) -> dict[Question, Answer]:
        """The newest answers about the latest sets of steps, those not given left out."""
        return self._answering.answers(steps)

    # Going on after a crash

    def go_on(self, record: SessionRecord, snapshot: Snapshot, timeline: Timeline) -> None:
        """Stand paused where an earlier process stopped; ValueError or KeyError when it cannot."""
        self._last = self._clock.read()
        changed = snapshot.applied_to(timeline, self._library)
        snapshot = _caught_up(snapshot, record, changed)
        self._engine.restore(self._now_ms, changed, snapshot)
        self._log.go_on_with(record, snapshot.seq)
        self._close_lost_sets(record, snapshot)
        self._answering.go_on_with(record, self._engine.step)

    def _close_lost_sets(self, record: SessionRecord, snapshot: Snapshot) -> None:
        """Close sets that began after the place was last noted; they begin again."""
        for one in record.sets:
            is_at_hand = snapshot.is_set_open and one.opened.step == snapshot.step
            if one.reason is None and not is_at_hand:
                self._save(
                    SetClosed(
                        **self._ids.stamp(),
                        set_id=one.id,
                        done_reps=one.done_reps,
                        done_ms=one.done_ms,
                        reason=StopReason.INTERRUPTED,
                    )
                )

    # Inside

    def _do(self, command: Callable[[Millis], list[Event]]) -> list[Event]:
        before = self.poll()
        events = command(self._now_ms)
        self._tell(events)
        if events:
            self._bookmark(self._last.utc_ms)
        return before + events

    def _tell(self, events: list[Event]) -> None:
        # The ear is the strictest, so sound comes before the record and the record before pictures.
        if self.hearers:
            look = self._look()
            for hearer in self.hearers:
                hearer.hear(events, look)
        if not events:
            return
        for event in events:
            for fact in self._log.fold(event, self._engine.timeline):
                self._save(fact)
            self._answering.note(event)
        if any(isinstance(event, StepStarted | RepCounted) for event in events):
            self._bookmark(self._last.utc_ms)
        if any(isinstance(event, SessionFinished) for event in events):
            self._recorder.close(self._log.session_id, self._now_ms)
        for event in events:
            for listener in self._listeners:
                listener(event)

    def _look(self) -> Look:
        """How it stands at the time of the last look at the clock."""
        view = self._engine.view(self._now_ms)
        return Look(now_ms=self._last.monotonic_ms, view=view, timeline=self.timeline)

    def _bookmark(self, utc_ms: Millis) -> None:
        if self._log.session_id and self._engine.state is not EngineState.FINISHED:
            self._bookmarked_ms = self._now_ms
            snapshot = self._engine.snapshot(self._now_ms)
            self._recorder.bookmark(self._log.session_id, snapshot, utc_ms)

    def _save(self, fact: AnyFact) -> None:
        self._recorder.save(fact, self._now_ms)

    def _rest_change_ms(self) -> Millis:
        is_switch = self._engine.step.kind is StepKind.SWITCH
        return SWITCH_STEP_MS if is_switch else self._rest_step_ms

    def _exercise_in_question(self, of_step: int | None) -> Exercise | None:
        step = self._engine.step if of_step is None else self.timeline.steps[of_step]
        if step.exercise is None and self.asked_steps:
            step = self._engine.timeline.steps[self.asked_steps[-1]]
        return step.exercise


def _caught_up(snapshot: Snapshot, record: SessionRecord, timeline: Timeline) -> Snapshot:
    """The snapshot moved up to what was recorded after it was taken."""
    if not snapshot.is_set_open:
        return snapshot
    step = timeline.steps[snapshot.step]
    at_hand = [one for one in record.sets if one.opened.step == snapshot.step]
    if not at_hand or at_hand[-1].reason is not None:
        return snapshot.model_copy(update={"offset_ms": step.duration_ms, "is_set_open": False})
    last_rep = max((rep.rep for rep in at_hand[-1].reps), default=0)
    if last_rep <= snapshot.counted:
        return snapshot
    hard_end_ms = step.rep_start_ms(last_rep) + step.hard_end_ms
    offset_ms = max(snapshot.offset_ms, hard_end_ms)
    return snapshot.model_copy(update={"offset_ms": offset_ms, "counted": last_rep})
