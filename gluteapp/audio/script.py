"""What the runner hears in each step, count-in and pause, as sheets; plays nothing, asks no clock.

Equal inputs give equal sheets. The sheet of a step depends on the timeline as it is now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from gluteapp.audio import phrases
from gluteapp.audio.player import Tone
from gluteapp.audio.schedule import (
    Line,
    Pieces,
    begun_before,
    place,
    spoken_ms,
    still_to_say,
    within,
)
from gluteapp.audio.script_sets import move_lines
from gluteapp.audio.script_tones import heard_tone, step_tones, ticks_before, tone_ms
from gluteapp.audio.script_turns import (
    TONE_ROOM_MS,
    Entry,
    count_in_wordings,
    end_lines,
    rest_lines,
    start_lines,
)
from gluteapp.audio.sheet import Heard, Rank, Sheet, sheet_of
from gluteapp.audio.wishes import Wishes
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Region
from gluteapp.core.timeline import Position, Step, Timeline

Lengths = Mapping[str, Millis]
"""Line id to the length of its clip in ms; a line that is missing is estimated."""
FeltLast = Callable[[str], Region | None]
"""Where a move, by its exercise's id, was felt most the last time; None when it was never said."""

AS_PLANNED = Entry()
"""A step that is come to by playing the one before to its end."""


def step_sheet(
    timeline: Timeline,
    index: int,
    *,
    wishes: Wishes,
    lengths: Lengths,
    felt: FeltLast,
    said_until_ms: Millis = 0,
    said: Sheet | None = None,
    entry: Entry = AS_PLANNED,
) -> Sheet:
    """All that sounds in step `index`.

    `said_until_ms`: the step was changed after so much of it; what of `said`, the sheet it had till
    then, began before stays where it was. Without `said` it is taken to be the step as planned.
    A step that goes on after a pause begins where it does, and what a rest tells is told again.
    """
    step = timeline.steps[index]
    if step.is_dropped:
        return Sheet(heard=(), length_ms=0)
    resumed_at_ms = entry.resumed_at_ms
    tones = step_tones(timeline, step, is_jump=entry.is_jump, resumed_at_ms=resumed_at_ms)
    lines = list(_lines(timeline, step, wishes, lengths, felt, entry))
    if resumed_at_ms is not None:
        lines = still_to_say(lines, resumed_at_ms + (TONE_ROOM_MS if resumed_at_ms else 0), ())
    kept: Sequence[Heard] = ()
    if said_until_ms > 0:
        if said is None:
            as_planned = timeline.with_durations({index: step.planned_ms})
            said = step_sheet(
                as_planned, index, wishes=wishes, lengths=lengths, felt=felt, entry=entry
            )
        kept = begun_before(said.heard, said_until_ms, step.duration_ms)
        tones = tuple(one for one in tones if one.at_ms >= said_until_ms)
        lines = still_to_say(lines, said_until_ms, kept)
    spoken = place(lines, lengths, kept)
    return _sheet((*kept, *tones, *spoken), step.duration_ms, wishes)


def _lines(
    timeline: Timeline,
    step: Step,
    wishes: Wishes,
    lengths: Lengths,
    felt: FeltLast,
    entry: Entry,
) -> Iterator[Line]:
    if not step.kind.is_move:
        yield from rest_lines(timeline, step, lengths, entry)
        return
    yield from start_lines(timeline, step, entry)
    region = None if step.exercise is None else felt(step.exercise.id)
    yield from move_lines(step, wishes.lead, region)
    yield from end_lines(timeline, step)


def count_in_sheet(
    count_in_ms: Millis,
    timeline: Timeline,
    position: Position,
    *,
    wishes: Wishes,
    lengths: Lengths,
    was_away: bool = False,
) -> Sheet:
    """A count-in: 3-2-1, and what goes on at `position`, or how to get into a move that begins.

    `was_away`: the pause was so long that the runner may be anywhere by now.
    """
    ticks = ticks_before(count_in_ms)
    wordings = count_in_wordings(timeline, position, was_away=was_away)
    line = within(0, count_in_ms, Rank.STOP, *wordings)
    return _sheet((*ticks, *place([line], lengths)), count_in_ms, wishes)


def pause_sheet(*, wishes: Wishes, lengths: Lengths) -> Sheet:
    """The user stopped the clock."""
    return _said_after(Tone.PAUSE, [(phrases.PAUSED,)], wishes, lengths)


def slept_sheet(*, wishes: Wishes, lengths: Lengths) -> Sheet:
    """The machine slept or froze, and the session waits where it was."""
    return _said_after(Tone.PAUSE, [(phrases.AWAY,)], wishes, lengths)


def finish_sheet(*, wishes: Wishes, lengths: Lengths, is_whole: bool = True) -> Sheet:
    """The session is over, or of one that goes on only the warm-up."""
    if not is_whole:
        return _said_after(Tone.END, [(phrases.WARMED_UP,)], wishes, lengths)
    return _said_after(Tone.FINISH, [(phrases.DONE,), (phrases.DONE_REST,)], wishes, lengths)


def sound_test_sheet(*, wishes: Wishes, lengths: Lengths) -> Sheet:
    """A tone and one line, to hear whether and how loud."""
    return _said_after(Tone.START, [(phrases.SOUND_TEST,)], wishes, lengths)


def _said_after(tone: Tone, lines: list[Pieces], wishes: Wishes, lengths: Lengths) -> Sheet:
    """A tone, then lines one after the other."""
    at_ms = tone_ms(tone)
    spoken: list[Line] = []
    for pieces in lines:
        end_ms = at_ms + spoken_ms(pieces, lengths)
        spoken.append(within(at_ms, end_ms, Rank.STOP, pieces, moves_ms=0))
        at_ms = end_ms + 500
    return _sheet((heard_tone(tone, 0), *place(spoken, lengths)), at_ms, wishes)


def _sheet(heard: Iterable[Heard], length_ms: Millis, wishes: Wishes) -> Sheet:
    wanted = (one for one in heard if (wishes.has_voice if one.is_spoken else wishes.has_tones))
    return sheet_of(wanted, length_ms)
