"""What a session screen remembers of events for its frames; all of it can be read again."""

from __future__ import annotations

from gluteapp.core.events import Event, Interrupted, Paused, SetFinished, StepStarted
from gluteapp.core.exercise import Region
from gluteapp.core.view import EngineState
from gluteapp.errors import StorageError
from gluteapp.services.training import SessionRunner
from gluteapp.ui.screens.session_frame import Told
from gluteapp.ui.screens.session_words import done_line


class SessionMemory:
    """Sets done, where moves were felt, and the rep that a pause broke."""

    def __init__(self, *, runner: SessionRunner) -> None:
        self._runner = runner
        self._done: dict[int, str] = {}
        self._felt: dict[str, Region] = {}
        self._broken: tuple[int, int] | None = None

    @property
    def told(self) -> Told:
        """All of it, for a frame."""
        return Told(done=self._done, felt=self._felt, broken=self._broken)

    def take(self, event: Event) -> None:
        """Remember what an event says."""
        match event:
            case SetFinished(done_ms=0):
                # Passed over: there is nothing to tell of.
                self._done.pop(event.step, None)
            case SetFinished():
                step = self._runner.timeline.steps[event.step]
                self._done[event.step] = done_line(
                    step, event.done_reps, event.done_ms, event.reason
                )
            case Paused() | Interrupted():
                self._note_broken()
            case StepStarted():
                self._note_felt(event.exercise)
            case _:
                pass

    def go_on(self) -> None:
        """Read what an earlier process recorded, when the session stands paused at the start."""
        if self._runner.view().state is not EngineState.PAUSED:
            return
        try:
            sets = self._runner.record().sets
        except StorageError:  # the runner says so itself; here only a line of the past is missing
            sets = ()
        for one in sets:
            if one.reason is not None and not one.is_superseded and one.done_ms:
                step = self._runner.timeline.steps[one.opened.step]
                self._done[step.index] = done_line(step, one.done_reps, one.done_ms, one.reason)
        self._note_broken()
        self._note_felt(None)

    def _note_broken(self) -> None:
        at = self._runner.view().position
        is_under_way = at.rep > at.counted and at.offset_ms > at.step.rep_start_ms(at.rep)
        self._broken = (at.step.index, at.rep) if is_under_way else None

    def _note_felt(self, exercise_id: str | None) -> None:
        """Where each move was felt most the last time, so that its next cue can answer that."""
        moves = {one.exercise.id for one in self._runner.timeline.steps if one.exercise is not None}
        for move in moves if exercise_id is None else {exercise_id} & moves:
            felt = self._runner.last_felt(move)
            if felt is None:
                self._felt.pop(move, None)
            else:
                self._felt[move] = felt
