"""A whole session as it is heard, a line a sound; plays nothing."""

from __future__ import annotations

from collections.abc import Iterator

from gluteapp.audio.script import FeltLast, Lengths, finish_sheet, step_sheet
from gluteapp.audio.script_words import is_warm_up
from gluteapp.audio.sheet import TONE, Heard, Sheet
from gluteapp.audio.wishes import Wishes
from gluteapp.core.clock import Millis
from gluteapp.core.timeline import Timeline


def session_sheets(
    timeline: Timeline, *, wishes: Wishes, lengths: Lengths, felt: FeltLast
) -> Iterator[tuple[Millis, Sheet]]:
    """The sheet of each step and of the finish, with where it begins on the timeline."""
    for step in timeline.steps:
        if not step.is_dropped:
            sheet = step_sheet(timeline, step.index, wishes=wishes, lengths=lengths, felt=felt)
            yield step.start_ms, sheet
    yield (
        timeline.length_ms,
        finish_sheet(wishes=wishes, lengths=lengths, is_whole=not is_warm_up(timeline)),
    )


def transcript_line(at_ms: Millis, one: Heard) -> str:
    """A sound in writing, such as `03:12.0  VOICE  Squeeze`, heard so many ms after the session began."""
    minutes, ms = divmod(at_ms, 60_000)
    kind = "VOICE" if one.is_spoken else "tone"
    text = one.text if one.is_spoken else one.sound.removeprefix(TONE)
    return f"{minutes:02}:{ms // 1000:02}.{ms % 1000 // 100}  {kind:<5}  {text}"
