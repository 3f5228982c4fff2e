"""What the engine says happened, in the past tense, stamped with the time it was due."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import StrEnum

from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Phase, Side


class StopReason(StrEnum):
    """Why a set ended (DEFINITIONS.md, What happens to the record)."""

    COMPLETED = "completed"
    SKIPPED = "skipped"
    FINISHED_EARLY = "finished_early"
    PAIN = "pain"
    REDONE = "redone"
    INTERRUPTED = "interrupted"
    TRIMMED = "trimmed"


class SessionEnd(StrEnum):
    """How a session ended."""

    COMPLETED = "completed"
    FINISHED_EARLY = "finished_early"
    SAVED_AS_IS = "saved_as_is"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events: `due_ms` on the timeline, the step it belongs to, and what is worked.

    `seq` counts up by one per event of a session, so that an event folded twice is known.
    """

    seq: int
    due_ms: Millis
    step: int
    kind: StepKind
    exercise: str | None = None
    variant: str | None = None
    side: Side | None = None
    rep: int | None = None

    @classmethod
    def name(cls) -> str:
        """The snake_case name of the event, as printed by `simulate --json`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def to_json(self) -> dict[str, object]:
        """The event as plain values, `due_ms` and `event` first."""
        known: dict[str, object] = {"due_ms": self.due_ms, "event": self.name()}
        for field in fields(self):
            if field.name not in ("due_ms", "seq"):
                known[field.name] = getattr(self, field.name)
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted(Event):
    """The session began."""

    circuit: str
    length_ms: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStarted(Event):
    """A step of the circuit began; `duration_ms` is its planned length (the cap if user ended)."""

    duration_ms: Millis
    reps: int
    is_user_ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStarted(Event):
    """A set began: a step in which a move is done, one side of it."""

    reps: int
    duration_ms: Millis
    attempt: int
    """1 the first time this step is done, 2 when it is done again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStarted(Event):
    """A part of a repetition began."""

    phase: Phase
    duration_ms: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class RepCounted(Event):
    """A repetition reached its hard end and counts; `side` is the leg that did it."""

    reps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Halfway(Event):
    """Half of a work step of 20 s or more is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountdownTicked(Event):
    """3, 2 or 1 s are left of a step of 8 s or more."""

    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFinished(Event):
    """A set ended with so many reps or milliseconds done."""

    done_reps: int
    done_ms: Millis
    reason: StopReason
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltAsked(Event):
    """The user may now say how sets felt; `steps` are the sets asked about (a pair has two)."""

    steps: tuple[int, ...]
    is_brief: bool
    """Only effort fits: the rest is shorter than 8 s or the other side is still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """The user stopped the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountInTicked(Event):
    """`seconds` are left until the session goes on; outside the timeline."""

    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The clock runs again, `paused_ms` after it stopped."""

    paused_ms: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted(Event):
    """The machine slept or froze for `away_ms`; the session is paused where it was."""

    away_ms: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class RestChanged(Event):
    """A rest or switch was made `by_ms` longer (or shorter, when negative)."""

    by_ms: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Trimmed(Event):
    """Rests and stretches still to come were shortened by `by_ms` in all."""

    by_ms: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEased(Event):
    """An easier version takes the place of a move from here on."""

    from_move: str
    to_move: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFinished(Event):
    """The session is over, at `due_ms`."""

    end: SessionEnd
