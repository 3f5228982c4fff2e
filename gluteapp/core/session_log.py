"""Turns the engine's events into facts for the record. Knows no database and no clock."""

from __future__ import annotations

from collections.abc import Callable

from gluteapp.core.clock import Millis
from gluteapp.core.events import (
    Event,
    Interrupted,
    MoveEased,
    Paused,
    RepCounted,
    RestChanged,
    Resumed,
    SessionFinished,
    SessionStarted,
    SetFinished,
    SetStarted,
    Trimmed,
)
from gluteapp.core.exercise import Side
from gluteapp.core.session import (
    AnyFact,
    Marked,
    Plain,
    RepDone,
    SessionClosed,
    SessionOpened,
    SessionRecord,
    SetClosed,
    SetOpened,
    Stamp,
)
from gluteapp.core.timeline import Timeline

StampSource = Callable[[], Stamp]
"""Gives each fact its own id, device and time."""


class SessionLog:
    """Folds events into facts, each event once however often it is given."""

    def __init__(self, *, stamp: StampSource, app_version: str, is_demo: bool = False) -> None:
        self._stamp = stamp
        self._app_version = app_version
        self._is_demo = is_demo
        self._last_seq = -1
        self._session_id = ""
        self._set_ids: dict[int, str] = {}
        self._open_set_id: str | None = None

    @property
    def session_id(self) -> str:
        """Id of the session, empty before it started."""
        return self._session_id

    def set_id(self, step: int) -> str | None:
        """Id of the latest set of a step."""
        return self._set_ids.get(step)

    def go_on_with(self, record: SessionRecord, next_seq: int) -> None:
        """Continue a session that was recorded by an earlier process."""
        self._session_id = record.id
        self._last_seq = next_seq - 1
        for one in record.sets:
            self._set_ids[one.opened.step] = one.id
            if one.reason is None:
                self._open_set_id = one.id

    def fold(self, event: Event, timeline: Timeline) -> tuple[AnyFact, ...]:
        """The facts an event leaves; none for an event already folded."""
        if event.seq <= self._last_seq:
            return ()
        self._last_seq = event.seq
        match event:
            case SessionStarted():
                return (self._opened(event, timeline),)
            case SetStarted():
                return (self._set_opened(event, timeline),)
            case RepCounted() if self._open_set_id is not None:
                return (
                    RepDone(
                        **self._stamp(),
                        set_id=self._open_set_id,
                        rep=event.rep or 0,
                        side=event.side or Side.BOTH,
                        position_ms=event.due_ms,
                    ),
                )
            case SetFinished() if self._open_set_id is not None:
                closed_id, self._open_set_id = self._open_set_id, None
                return (
                    SetClosed(
                        **self._stamp(),
                        set_id=closed_id,
                        done_reps=event.done_reps,
                        done_ms=event.done_ms,
                        reason=event.reason,
                    ),
                )
            case SessionFinished():
                return (
                    SessionClosed(
                        **self._stamp(),
                        session_id=self._session_id,
                        end=event.end,
                        position_ms=event.due_ms,
                    ),
                )
            case _:
                return self._marked(event)

    def _opened(self, event: SessionStarted, timeline: Timeline) -> SessionOpened:
        opened = SessionOpened(
            **self._stamp(),
            circuit_id=timeline.circuit_id,
            circuit_title=timeline.circuit_title,
            circuit_version=timeline.circuit_version,
            planned_ms=event.length_ms,
            planned_sets=timeline.set_count,
            first_side=timeline.steps[0].first_side,
            app_version=self._app_version,
            is_demo=self._is_demo,
            mode=timeline.mode,
        )
        self._session_id = opened.id
        return opened

    def _set_opened(self, event: SetStarted, timeline: Timeline) -> SetOpened:
        step = timeline.steps[event.step]
        opened = SetOpened(
            **self._stamp(),
            session_id=self._session_id,
            step=step.index,
            kind=step.kind,
            exercise=event.exercise or "",
            variant=event.variant or "",
            side=event.side or Side.BOTH,
            round=step.round,
            set_number=step.set_number,
            pair=step.pair,
            planned_reps=event.reps,
            planned_ms=event.duration_ms,
            tempo=None if step.tempo is None else str(step.tempo),
            load=step.load,
            station=step.station,
            supersedes=self._set_ids.get(step.index),
        )
        self._set_ids[step.index] = self._open_set_id = opened.id
        return opened

    def _marked(self, event: Event) -> tuple[Marked, ...]:
        detail: dict[str, Plain]
        match event:
            case Paused():
                detail = {}
            case Resumed():
                detail = {"paused_ms": event.paused_ms}
            case Interrupted():
                detail = {"away_ms": event.away_ms}
            case RestChanged() | Trimmed():
                detail = {"by_ms": event.by_ms}
            case MoveEased():
                detail = {"from": event.from_move, "to": event.to_move}
            case _:
                return ()
        return (self._mark(event.name(), event.due_ms, detail),)

    def _mark(self, what: str, position_ms: Millis, detail: dict[str, Plain]) -> Marked:
        return Marked(
            **self._stamp(),
            session_id=self._session_id,
            what=what,
            position_ms=position_ms,
            detail=detail,
        )
