"""Where an engine stood, as plain values that survive a crash. Knows no file and no clock."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict

from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Library
from gluteapp.core.timeline import Timeline


class Snapshot(BaseModel):
    """The changes made to a timeline, and the place on it; read back from the database."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    step: int
    offset_ms: Millis
    position_ms: Millis
    """The place on the whole timeline, as it is offered to the user."""
    counted: int
    is_step_told: bool
    is_set_open: bool
    attempts: dict[int, int]
    broken: frozenset[int]
    """Steps whose set was broken off to be done again, and was not begun again yet."""
    ended: frozenset[str]
    """Exercises that were ended for this session."""
    seq: int
    fingerprint: str
    """Of the timeline as it was first laid out."""
    durations_ms: dict[int, Millis]
    moves: dict[int, str]
    dropped: tuple[int, ...]

    @classmethod
    def of(
        cls,
        timeline: Timeline,
        *,
        step: int,
        offset_ms: Millis,
        counted: int,
        is_step_told: bool,
        is_set_open: bool,
        attempts: dict[int, int],
        broken: set[int],
        ended: set[str],
        seq: int,
        fingerprint: str,
    ) -> Self:
        """The snapshot of an engine that plays `timeline`."""
        return cls(
            step=step,
            offset_ms=offset_ms,
            position_ms=timeline.steps[step].start_ms + offset_ms,
            counted=counted,
            is_step_told=is_step_told,
            is_set_open=is_set_open,
            attempts=dict(attempts),
            broken=frozenset(broken),
            ended=frozenset(ended),
            seq=seq,
            fingerprint=fingerprint,
            durations_ms={
                one.index: one.duration_ms
                for one in timeline.steps
                if one.duration_ms != one.planned_ms and not one.is_dropped
            },
            moves={one.index: one.move for one in timeline.steps if one.move is not None},
            dropped=tuple(one.index for one in timeline.steps if one.is_dropped),
        )

    def applied_to(self, timeline: Timeline, library: Library) -> Timeline:
        """The freshly laid out timeline with the session's changes made again.

        KeyError when a move is no longer in the library, ValueError when the circuit changed.
        """
        if timeline.fingerprint != self.fingerprint or self.step >= len(timeline.steps):
            raise ValueError("the circuit is not the one that was begun")
        for index, move in self.moves.items():
            if timeline.steps[index].move != move:
                exercise, variant = library.move(move)
                timeline = timeline.with_move(frozenset({index}), exercise, variant.id)
        return timeline.with_durations(self.durations_ms).without(frozenset(self.dropped))
