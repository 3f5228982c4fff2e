"""Which tones sound in a step, and which of several due at one instant. Says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from gluteapp.audio.notes import SCORES
from gluteapp.audio.player import Tone
from gluteapp.audio.sheet import TONE, Heard, Rank
from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.timeline import Step, Timeline, marks_of

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
    Tone.REP,
    Tone.PHASE,
)
"""Who is heard when several are due at one instant.

The end of a set wins over the rest that follows it (REST is then heard only where no set was just
completed), and over a move that follows without a rest. The turn to the other side wins over both.
"""


def tone_ms(tone: Tone) -> Millis:
    """How long a tone sounds, in ms."""
    return max(note.start_ms + note.length_ms for note in SCORES[tone].notes)


def heard_tone(tone: Tone, at_ms: Millis) -> Heard:
    """A tone at an offset of a sheet."""
    return Heard(at_ms=at_ms, sound=TONE + tone.value, length_ms=tone_ms(tone), rank=Rank.COUNT)


def step_tones(
    timeline: Timeline, step: Step, *, is_jump: bool = False, resumed_at_ms: Millis | None = None
) -> tuple[Heard, ...]:
    """The tones of a step, one at an instant; a jump to it ends no set, a resumed one starts."""
    due: dict[Millis, Tone] = {}
    for at_ms, tone in _due(timeline, step, is_jump, resumed_at_ms):
        due[at_ms] = min(due.get(at_ms, tone), tone, key=_LOUDEST_FIRST.index)
    from_ms = resumed_at_ms or 0
    return tuple(heard_tone(due[at_ms], at_ms) for at_ms in sorted(due) if at_ms >= from_ms)


def ticks_before(end_ms: Millis) -> tuple[Heard, ...]:
    """3-2-1 in the last seconds before `end_ms`, as many as fit."""
    return tuple(
        heard_tone(tone, end_ms - 1000 * seconds)
        for seconds, tone in _TICKS.items()
        if end_ms >= 1000 * seconds
    )


def _due(
    timeline: Timeline, step: Step, is_jump: bool, resumed_at_ms: Millis | None
) -> Iterator[tuple[Millis, Tone]]:
    first = _first_tone(step)
    if resumed_at_ms is not None:
        # What goes on has a tone, and only a move starts: in a get-ready it is that of a rest.
        yield resumed_at_ms, first or Tone.REST
    if not is_jump and _follows_work(timeline, step):
        yield 0, Tone.END
    if first is not None:
        yield 0, first
    for mark in marks_of(step):
        match mark.what:
            case "halfway":
                yield mark.offset_ms, Tone.HALFWAY
            case "countdown":
                yield mark.offset_ms, _TICKS[mark.seconds]
            case "rep":
                yield mark.offset_ms, Tone.REP
            case "phase" if mark.rep:
                yield mark.offset_ms, Tone.PHASE
    for turn_ms in turns_ms(step):
        yield turn_ms, Tone.PHASE


def _first_tone(step: Step) -> Tone | None:
    if step.kind.is_move:
        return Tone.START
    return {StepKind.SWITCH: Tone.SWITCH, StepKind.REST: Tone.REST}.get(step.kind)


def turns_ms(step: Step) -> range:
    """Where the repetitions of a free movement begin, whose seconds are counted; in ms."""
    if step.exercise is None or not step.exercise.is_hold or step.tempo is None:
        return range(0)
    rep_ms = step.tempo.rep_ms
    return range(0, step.duration_ms - rep_ms + 1, rep_ms)


def _follows_work(timeline: Timeline, step: Step) -> bool:
    before = previous_step(timeline, step)
    return before is not None and before.kind is StepKind.WORK


def previous_step(timeline: Timeline, step: Step) -> Step | None:
    """The step before that is not left out."""
    kept = (one for one in reversed(timeline.steps[: step.index]) if not one.is_dropped)
    return next(kept, None)
