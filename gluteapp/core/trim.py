"""What can still be shortened so that a late session ends on time. Asks no clock."""

from __future__ import annotations

from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.timeline import Step, Timeline

STRETCH_MIN_MS = 10_000
"""A stretch is never trimmed below the shortest hold of evidence 2, row Stretch."""
TURN_MIN_MS = 8_000
STAY_MIN_MS = 4_000
"""What a rest keeps: for a turn of the body, or otherwise (DEFINITIONS.md, Time)."""
_SECOND_MS = 1_000


def plan_trim(timeline: Timeline, after: int, wanted_ms: Millis) -> dict[int, Millis]:
    """New lengths in ms of steps after index `after` that win back at most `wanted_ms`.

    Stretches first, both sides of a pair alike, then rests; never work, never a turn-over window.
    """
    durations_ms: dict[int, Millis] = {}
    left_ms = max(wanted_ms, 0)
    to_come = [step for step in timeline.steps if step.index > after and not step.is_dropped]
    for group in _stretch_groups(timeline, to_come):
        cut_ms = _whole_seconds(min(left_ms // len(group), _spare_ms(group, STRETCH_MIN_MS)))
        for step in group if cut_ms else []:
            durations_ms[step.index] = step.duration_ms - cut_ms
            left_ms -= cut_ms
    for step in to_come:
        if step.kind is not StepKind.REST:
            continue
        cut_ms = _whole_seconds(min(left_ms, _spare_ms([step], _rest_min_ms(timeline, step))))
        if cut_ms:
            durations_ms[step.index] = step.duration_ms - cut_ms
            left_ms -= cut_ms
    return durations_ms


def _stretch_groups(timeline: Timeline, to_come: list[Step]) -> list[list[Step]]:
    """Stretches to come, paired sides together; half of a pair alone may not be cut."""
    groups: dict[object, list[Step]] = {}
    for step in to_come:
        if step.kind is StepKind.COOL_DOWN:
            groups.setdefault(("pair", step.pair) if step.pair else step.index, []).append(step)
    return [
        group
        for group in groups.values()
        if group[0].pair is None
        or len(group) == sum(step.pair == group[0].pair for step in timeline.steps)
    ]


def _rest_min_ms(timeline: Timeline, rest: Step) -> Millis:
    before = next((step for step in reversed(timeline.steps[: rest.index]) if step.exercise), None)
    after = timeline.next_move(rest.index)
    if before is None or after is None or before.exercise is None or after.exercise is None:
        return TURN_MIN_MS
    same = before.exercise.posture is after.exercise.posture
    return STAY_MIN_MS if same else TURN_MIN_MS


def _spare_ms(steps: list[Step], keep_ms: Millis) -> Millis:
    return max(0, min(step.duration_ms for step in steps) - keep_ms)


def _whole_seconds(length_ms: Millis) -> Millis:
    return length_ms // _SECOND_MS * _SECOND_MS
