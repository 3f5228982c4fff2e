"""What Today and Summary say about one session, counted from its record; reads no database."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from gluteapp.core.clock import Millis
from gluteapp.core.events import SessionEnd
from gluteapp.core.exercise import Region
from gluteapp.core.session import SessionRecord, SetRecord

GLUTES = frozenset({Region.GLUTE_CENTRE, Region.GLUTE_SIDE})
"""The answers that mean the glute was felt (evidence 4.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """A session in numbers; sets, not pairs, are counted, and None is "not answered"."""

    sets_done: int
    """Work sets done to their end."""
    sets_planned: int
    usual_effort: float | None
    """Median of the good reps left that were answered; 5 stands for "5 or more"."""
    glute_first: tuple[bool | None, ...]
    """For each work set whether a glute was named as felt most."""
    pain_max: int | None
    open_answers: int
    """Sets done to their end whose effort was not answered."""
    pauses: int
    paused_ms: Millis
    done_ms: Millis
    """Time worked in work sets."""

    @property
    def glute_first_count(self) -> int:
        """Sets felt most in a glute."""
        return self.glute_first.count(True)

    @property
    def glute_answered_count(self) -> int:
        """Sets for which it was said where they were felt most."""
        return len(self.glute_first) - self.glute_first.count(None)


def facts_of(record: SessionRecord) -> SessionFacts:
    """The numbers of one session."""
    work = record.work_sets
    efforts = [one.effort for one in work if one.effort is not None]
    # The count-in of a set that is done again resumes too, but nothing was paused before it.
    pauses_ms = [int(mark.detail.get("paused_ms") or 0) for mark in record.marks]
    pauses_ms = [length_ms for length_ms in pauses_ms if length_ms > 0]
    return SessionFacts(
        sets_done=len(record.done_sets),
        sets_planned=record.opened.planned_sets,
        usual_effort=median(efforts) if efforts else None,
        glute_first=tuple(_is_glute_first(one) for one in work),
        # Pain in a set that was done again was felt all the same.
        pain_max=max((one.pain.score for one in record.sets if one.pain is not None), default=None),
        open_answers=sum(one.effort is None for one in record.done_sets),
        pauses=len(pauses_ms),
        paused_ms=sum(pauses_ms),
        done_ms=sum(one.done_ms for one in work),
    )


def last_sign_utc_ms(record: SessionRecord) -> Millis:
    """When something last happened in a session by itself, in UTC ms.

    The end counts unless the session was only saved later, as it stood.
    """
    times_ms = [record.opened.utc_ms]
    # A gap is noticed when it is over; the session stopped when it began.
    times_ms += [mark.utc_ms - int(mark.detail.get("away_ms") or 0) for mark in record.marks]
    for one in record.sets:
        times_ms.append(one.opened.utc_ms)
        times_ms += [rep.utc_ms for rep in one.reps]
    if record.closed is not None and record.closed.end is not SessionEnd.SAVED_AS_IS:
        times_ms.append(record.closed.utc_ms)
    return max(times_ms)


def _is_glute_first(record: SetRecord) -> bool | None:
    if record.felt is None or record.felt.most is None:
        return None
    return record.felt.most in GLUTES
