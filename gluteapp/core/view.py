"""What one frame of a session shows: read from the engine, never accumulated."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gluteapp.core.clock import Millis
from gluteapp.core.timeline import Position, Timeline


class EngineState(StrEnum):
    """Where the engine stands."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    COUNT_IN = "count_in"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one frame shows; all lengths in ms."""

    state: EngineState
    position: Position
    count_in_left_ms: Millis
    count_in_ms: Millis
    paused_ms: Millis
    """How long the running pause has lasted."""
    away_ms: Millis
    """Length of the sleep or freeze that caused this pause, else 0."""
    finish_in_ms: Millis
    """Real time until the end if the session goes on now."""
    overdue_ms: Millis
    """How much later than first planned the end will be; negative when earlier."""
    trimmable_ms: Millis
    """What a trim could win back; known while paused."""
    resume_rep: int
    """The rep that begins when the session goes on, 0 where no reps are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a session, all of it taken at one instant."""

    now_ms: Millis
    """The clock's own monotonic time, without what the machine slept through."""
    view: View
    timeline: Timeline
    """The session as it is laid out now."""
