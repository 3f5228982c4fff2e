"""Which tone belongs to what happened, and which one of several is heard. Plays nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from gluteapp.audio.player import Tone
from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.events import (
    CountdownTicked,
    CountInTicked,
    Event,
    Halfway,
    Interrupted,
    Paused,
    Resumed,
    SessionFinished,
    SetFinished,
    StepStarted,
    StopReason,
)

LATE_MS: Millis = 500
"""A tone this much behind is left out: late is worse than silent; design choice."""

_TICKS = {3: Tone.TICK_3, 2: Tone.TICK_2, 1: Tone.TICK_1}

_LOUDEST_FIRST = (
    Tone.FINISH,
    Tone.PAUSE,
    Tone.SWITCH,
    Tone.END,
    Tone.REST,
    Tone.START,
    Tone.TICK_1,
    Tone.TICK_2,
    Tone.TICK_3,
    Tone.HALFWAY,
)
"""Who is heard when several are due at one instant.

The end of a set wins over the rest that follows it (REST is then heard only where no set was just
completed), and over a move that follows without a rest. The turn to the other side wins over both.
"""


def cue_for(event: Event) -> Tone | None:
    """The tone that belongs to one event, if any."""
    match event:
        case StepStarted(kind=StepKind.SWITCH):
            return Tone.SWITCH
        case StepStarted(kind=StepKind.REST):
            return Tone.REST
        case StepStarted(kind=kind) if kind.is_move:
            return Tone.START
        case Resumed():
            return Tone.START
        case Halfway():
            return Tone.HALFWAY
        case CountdownTicked(seconds=seconds) | CountInTicked(seconds=seconds):
            return _TICKS.get(seconds)
        case SetFinished(kind=StepKind.WORK, reason=StopReason.COMPLETED):
            return Tone.END
        case Paused() | Interrupted():
            return Tone.PAUSE
        case SessionFinished():
            return Tone.FINISH
        case _:
            return None


def cues_for(events: Sequence[Event], at_ms: Millis | None = None) -> list[Tone]:
    """What is heard of the events of one poll: one tone or none, never a pile or a burst.

    Of tones due at one instant the most telling is heard; of several instants only the last.
    `at_ms` is where the timeline stands after the poll (the last event's due time when left out);
    a tone due more than 500 ms away from there is left out.
    """
    if not events:
        return []
    here_ms = events[-1].due_ms if at_ms is None else at_ms
    heard: list[Tone] = []
    due_ms: Millis | None = None
    for event in events:
        tone = cue_for(event)
        if tone is None or abs(here_ms - event.due_ms) > LATE_MS:
            continue
        if event.due_ms != due_ms:
            heard, due_ms = [], event.due_ms
        heard.append(tone)
    return [min(heard, key=_LOUDEST_FIRST.index)] if heard else []
