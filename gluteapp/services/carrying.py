"""Which sets a rest was too short to ask about, so that they are asked about later. Writes nothing."""

from __future__ import annotations

from gluteapp.core.circuit import StepKind
from gluteapp.core.timeline import BRIEF_REST_MS, Step, Timeline


def is_brief(step: Step) -> bool:
    """Whether a step after a set has time for the effort only: a short rest, or a switch."""
    return step.kind is StepKind.SWITCH or step.duration_ms < BRIEF_REST_MS


def hurried_past(timeline: Timeline, index: int) -> tuple[tuple[int, ...], ...]:
    """The sets of each rest before a step that was brief, the oldest first.

    A switch hurries past nothing: the rest after the other side asks about both.
    """
    return tuple(
        step.felt_steps
        for step in timeline.steps[:index]
        if step.felt_steps and step.kind is not StepKind.SWITCH and is_brief(step)
    )
