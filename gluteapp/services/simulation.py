"""Plays a whole session on a clock that is moved by hand. No Qt, no waiting."""

from __future__ import annotations

from collections.abc import Callable

from gluteapp.core.clock import Millis
from gluteapp.core.events import Event, FeltAsked
from gluteapp.core.timeline import Timeline
from gluteapp.core.view import EngineState
from gluteapp.language import tr
from gluteapp.services.training import SessionRunner

POLL_MS = 250
"""How far the clock moves between polls; the events do not depend on it."""


def play_through(
    runner: SessionRunner,
    move: Callable[[Millis], None],
    *,
    when_asked: Callable[[SessionRunner, FeltAsked], None] | None = None,
) -> list[Event]:
    """Play a session from its start (or from where it is paused) to its end; every event in order.

    `move` lets time pass on the runner's clock; `when_asked` may answer the felt questions.
    """
    happened = runner.start() or runner.resume()
    told = 0
    while True:
        for event in happened[told:]:
            if isinstance(event, FeltAsked) and when_asked is not None:
                when_asked(runner, event)
        told = len(happened)
        if runner.view().state is EngineState.FINISHED:
            return happened
        move(POLL_MS)
        happened += runner.poll()


def timeline_lines(timeline: Timeline) -> list[str]:
    """The timeline as text, a line a step: start, length, kind, move, side, dose."""
    lines: list[str] = []
    for step in timeline.steps:
        minutes, seconds = divmod(step.start_ms // 1000, 60)
        dose = f"{step.reps} x {step.tempo}" if step.reps else ""
        lines.append(
            f"{minutes:02}:{seconds:02}  {step.duration_ms // 1000:>3} s  {step.kind:<9} "
            f"{step.move or tr(step.instruction):<36} {step.side or '':<6} {dose}".rstrip()
        )
    return lines
