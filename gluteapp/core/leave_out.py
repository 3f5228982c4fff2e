"""What a session looks like without an exercise that hurt. Asks no clock."""

from __future__ import annotations

from itertools import groupby

from gluteapp.core.circuit import StepKind
from gluteapp.core.timeline import Step, Timeline


def leave_out(timeline: Timeline, after: int, exercise_id: str) -> Timeline:
    """The timeline without the sets of an exercise after an index.

    Turn-over windows that lost their pair go too, and of rests that now follow each other the
    longest stays.
    """
    gone = {
        step.index
        for step in timeline.steps[after + 1 :]
        if step.exercise is not None and step.exercise.id == exercise_id and step.kind.is_move
    }
    for is_pause, run in groupby(
        timeline.steps[after + 1 :],
        key=lambda step: step.index in gone or not step.kind.is_move,
    ):
        between = list(run)
        if is_pause and any(step.index in gone for step in between):
            gone |= _pauses_not_needed(between, gone)
    return timeline.without(frozenset(gone))


def _pauses_not_needed(between: list[Step], gone: set[int]) -> set[int]:
    pauses = [step for step in between if step.index not in gone and not step.is_dropped]
    rests = [step for step in pauses if step.kind is not StepKind.SWITCH]
    longest = max(rests, key=lambda step: step.duration_ms, default=None)
    return {step.index for step in pauses if step is not longest}
