"""A session cut down to what progress is read from: its work sets. Knows no facts and no database.

A digest is derived: made from a record by `services.digests`, kept so that years can be read fast,
and made anew when the session's facts change.
"""

from __future__ import annotations

from dataclasses import dataclass

from gluteapp.core.circuit import Load, SessionMode
from gluteapp.core.clock import Millis
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Region, Side, Tempo
from gluteapp.core.session import Form, HarderSide


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDigest:
    """One work set as it stands now, corrections applied; None is "not answered"."""

    set_id: str
    station: str
    """The circuit's own move at this place as `exercise/variant`; it names what progresses."""
    move: str
    """What was done, as `exercise/variant`."""
    planned_move: str | None = None
    """What it was planned with, where the user took an easier version during the session."""
    side: Side
    round: int | None
    planned_ms: Millis
    planned_reps: int
    done_reps: int
    done_ms: Millis
    reason: StopReason | None
    tempo: Tempo | None
    load: Load
    is_corrected: bool = False
    """The user changed the count, so that reps and time may not fit the tempo."""
    effort: int | None = None
    """Good reps left, 0-4; 5 is "5 or more"."""
    felt_most: Region | None = None
    harder: HarderSide | None = None
    form: Form | None = None
    pain: int | None = None

    @property
    def is_completed(self) -> bool:
        """Whether the set was done to its end."""
        return self.reason is StopReason.COMPLETED


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDigest:
    """One session; `day` is the ordinal of the local date on which it began."""

    session_id: str
    utc_ms: Millis
    day: int
    circuit_id: str
    mode: SessionMode
    is_whole: bool
    """Ended by itself rather than stopped early."""
    planned_sets: int
    sets: tuple[SetDigest, ...]
    """Work sets, the latest attempt of each, in the order they were opened."""
    pain_max: int | None = None
    """The worst pain named in it, redone sets included."""
    is_demo: bool = False
