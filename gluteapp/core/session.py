"""The facts a session leaves, and the record read from them. Knows no database and no clock.

Facts are only ever appended: a change of mind is a newer fact, the newest counts. Absent is not
zero: no answer is no fact. Every fact carries a time-ordered id and the device that wrote it, so
that the histories of two laptops can be put together by taking the union.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypedDict

from gluteapp.core.circuit import Load, SessionMode, StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Region, Side

Plain = str | int | float | bool | None
"""A plain value that JSON knows."""


class Question(StrEnum):
    """What may be asked about a set; effort and form belong to one side, the rest to a pair."""

    EFFORT = "effort"
    FELT = "felt"
    HARDER = "harder"
    FORM = "form"
    PAIN = "pain"
    NOTE = "note"


class Form(StrEnum):
    """How clean a set was (evidence 4.3)."""

    CLEAN = "clean"
    SLIPPED = "slipped_at_the_end"
    STOPPED = "stopped_early"


class HarderSide(StrEnum):
    """Which side of a pair was harder."""

    LEFT = "left"
    SAME = "same"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """Where a set was felt: `most` in one region, `also` in others."""

    most: Region | None
    also: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """Pain from 0 to 10 and the spot, if named."""

    score: int
    spot: str | None = None


Answer = int | Felt | HarderSide | Form | Pain | str | None
"""Value of an answer: int for effort (0-5, 5 is "5 or more"); None takes an answer back."""


class Stamp(TypedDict):
    """What every fact carries; written as `RepDone(**stamp, …)`."""

    id: str
    device_id: str
    utc_ms: Millis
    offset_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of all facts: its own id (UUID version 7), device, UTC ms and local offset in minutes."""

    id: str
    device_id: str
    utc_ms: Millis
    offset_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(Fact):
    """A session began; its fact id is the session's id."""

    circuit_id: str
    circuit_title: str
    circuit_version: int
    planned_ms: Millis
    planned_sets: int
    first_side: Side
    app_version: str
    is_demo: bool = False
    mode: SessionMode = SessionMode.CIRCUIT


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClosed(Fact):
    """A session ended at `position_ms` of its timeline; a later one replaces it."""

    session_id: str
    end: SessionEnd
    position_ms: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOpened(Fact):
    """A set began; its fact id is the set's id. `supersedes` names the set it takes the place of."""

    session_id: str
    step: int
    kind: StepKind
    exercise: str
    variant: str
    side: Side
    round: int | None
    set_number: int | None
    pair: int | None
    planned_reps: int
    planned_ms: Millis
    tempo: str | None
    load: Load
    station: str | None = None
    """The circuit's own move at this place as `exercise/variant`; it names what progresses."""
    supersedes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepDone(Fact):
    """A counted repetition, `side` being the leg that did it."""

    set_id: str
    rep: int
    side: Side
    position_ms: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class SetClosed(Fact):
    """A set ended with so many reps or milliseconds done."""

    set_id: str
    done_reps: int
    done_ms: Millis
    reason: StopReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked(Fact):
    """Something else that happened to the clock: paused, resumed, interrupted, rest changed …"""

    session_id: str
    what: str
    position_ms: Millis
    detail: dict[str, Plain] = field(default_factory=dict[str, Plain])


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltAnswered(Fact):
    """An answer to one question about one or two sets; the newest for a set counts."""

    session_id: str
    set_ids: tuple[str, ...]
    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCorrected(Fact):
    """The user changed what a past set says; None leaves a field as it was."""

    set_id: str
    done_reps: int | None = None
    done_ms: Millis | None = None
    reason: StopReason | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRemoved(Fact):
    """The user deleted a session, or with `is_removed` false took that back."""

    session_id: str
    is_removed: bool


AnyFact = (
    SessionOpened
    | SessionClosed
    | SetOpened
    | RepDone
    | SetClosed
    | Marked
    | FeltAnswered
    | SetCorrected
    | SessionRemoved
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRecord:
    """A set as it stands now, corrections and newest answers applied; None is "not answered"."""

    id: str
    opened: SetOpened
    variant: str
    reps: tuple[RepDone, ...]
    done_reps: int
    done_ms: Millis
    reason: StopReason | None
    """None while the set is still open."""
    is_superseded: bool
    is_corrected: bool = False
    effort: int | None = None
    felt: Felt | None = None
    harder: HarderSide | None = None
    form: Form | None = None
    pain: Pain | None = None
    note: str | None = None

    @property
    def is_work(self) -> bool:
        """Whether it counts as a set in summaries: work, and not replaced by a newer attempt."""
        return self.opened.kind is StepKind.WORK and not self.is_superseded

    @property
    def is_completed(self) -> bool:
        """Whether the set was done to its end."""
        return self.reason is StopReason.COMPLETED


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """A session as it stands now, its sets in the order they were opened."""

    opened: SessionOpened
    closed: SessionClosed | None
    sets: tuple[SetRecord, ...]
    marks: tuple[Marked, ...]
    is_removed: bool = False

    @property
    def id(self) -> str:
        """The session's id."""
        return self.opened.id

    @property
    def work_sets(self) -> tuple[SetRecord, ...]:
        """The sets that summaries count."""
        return tuple(record for record in self.sets if record.is_work)

    @property
    def done_sets(self) -> tuple[SetRecord, ...]:
        """The work sets done to their end."""
        return tuple(record for record in self.work_sets if record.is_completed)
