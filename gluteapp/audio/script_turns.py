"""What is said of the move to come: which side, how to lie or stand, the move, for how long.

Said in that order, since a lying person needs it in that order. Before a switch or rest shorter
than 8 s it is said in the last seconds of the set before (DEFINITIONS.md, Time).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gluteapp.audio import phrases
from gluteapp.audio.schedule import GAP_MS, Line, Pieces, exactly, spoken_ms, within
from gluteapp.audio.script_tones import previous_step
from gluteapp.audio.script_words import (
    brief_wordings,
    dose,
    here_words,
    is_warm_up,
    move_name,
    turn_words,
)
from gluteapp.audio.sheet import Rank, Sheet
from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Side
from gluteapp.core.timeline import Position, Step, Timeline

HALFWAY_TONE_MS: Millis = 400
"""The half-way tone is heard before its word."""
HALFWAY_MOVES_MS: Millis = 1_100
"""So much later than after its tone it may be said."""
BRIEF_MS: Millis = 8_000
"""A way to the next move shorter than this is told before it begins (DEFINITIONS.md, Time)."""
TONE_ROOM_MS: Millis = 650
"""After this much of a step its first tone has rung out far enough to speak."""
TICKS_MS: Millis = 3_100
"""The last ms of a step belong to 3-2-1."""
TELL_BEFORE_MS: Millis = 6_500
"""How long before the end of a set the way to the next one may be told; as late as it can be.

So long that it fits between the last two counts where not enough is left after the last one.
"""
REST_SAID_MS: Millis = 12_000
"""A rest this long is told in seconds."""
LONG_REST_MS: Millis = 20_000
"""In a rest this long the last ten seconds are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How a step was come to, and so what the runner was told of it before."""

    is_jump: bool = False
    """The one before was not played to its end (skip, back), so nothing was told there."""
    resumed_at_ms: Millis | None = None
    """It goes on at this offset after a count-in."""
    before: Sheet | None = None
    """What was heard in the step before, or in the count-in before it goes on.

    None when that is not known; then it is taken to be as planned.
    """
    was_away: bool = False
    """So long was the pause that the runner may be anywhere by now."""


def way_ms(timeline: Timeline, step: Step) -> Millis | None:
    """Time from the end of a step to the next move, in ms; None when there is none to come."""
    target = timeline.next_move(step.index)
    return None if target is None else target.start_ms - step.end_ms


def tells_ahead(timeline: Timeline, step: Step) -> bool:
    """Whether the end of this step tells the way to the next move, since no rest has the time."""
    way = way_ms(timeline, step)
    return way is not None and way < BRIEF_MS


def rest_lines(
    timeline: Timeline, rest: Step, lengths: Mapping[str, Millis], entry: Entry
) -> Iterator[Line]:
    """What is said in a count-in, rest or switch, and first of all what was not told before it."""
    target = timeline.next_move(rest.index)
    if target is None:
        yield within(TONE_ROOM_MS, rest.duration_ms, Rank.NEXT, (phrases.REST,))
        return
    at_ms = 0 if rest.kind is StepKind.COUNT_IN else TONE_ROOM_MS
    if _is_told(timeline, rest, target, entry):
        yield from _brief_lines(rest, target, at_ms)
        return
    opening = _opening(timeline, rest, target)
    if opening:
        yield within(at_ms, rest.duration_ms, Rank.NEXT, *opening, moves_ms=300)
        at_ms += spoken_ms(opening[0], lengths) + 2 * GAP_MS
    if not _is_last_way(timeline, rest, target):
        return
    turn = _rest_words(timeline, rest, target)
    wordings = (turn, turn_words(timeline, target), *brief_wordings(target))
    yield within(at_ms, rest.duration_ms, Rank.TURN, *wordings)
    at_ms += spoken_ms(turn, lengths) + 2 * GAP_MS
    yield from _told(rest, target, at_ms)


def is_brief(timeline: Timeline, rest: Step, offset_ms: Millis) -> bool:
    """Whether from an offset of a rest or switch on too little is left to tell the way in it."""
    target = timeline.next_move(rest.index)
    return target is not None and target.start_ms - rest.start_ms - offset_ms < BRIEF_MS


def _is_told(timeline: Timeline, rest: Step, target: Step, entry: Entry) -> bool:
    """Whether side and position were said before, since there is little time for it now."""
    if entry.resumed_at_ms is not None and is_brief(timeline, rest, entry.resumed_at_ms):
        return True  # By the count-in.
    before = previous_step(timeline, rest)
    is_told = not entry.is_jump and before is not None and is_brief(timeline, rest, 0)
    if before is None or not is_told or timeline.previous_move(target.index) is None:
        return False
    if before.kind.is_move and entry.before is not None:
        return _was_said(entry.before, _ahead_wordings(timeline, before, target))
    # A rest that is short only now was no reason to tell anything before it.
    between = timeline.steps[rest.index : target.index]
    return sum(one.planned_ms for one in between if not one.is_dropped) < BRIEF_MS


def _was_said(sheet: Sheet, wordings: tuple[Pieces, ...]) -> bool:
    texts = {one.text for one in sheet.spoken}
    return any(phrases.join(pieces) in texts for pieces in wordings)


def _is_named(sheet: Sheet | None, step: Step) -> bool:
    """Whether a sheet says what a move is called."""
    texts = () if sheet is None else (one.text for one in sheet.spoken)
    return any(move_name(step) in phrases.split(text) for text in texts)


def _told(rest: Step, target: Step, at_ms: Millis) -> Iterator[Line]:
    """The move and its length, how to begin it, and the last ten seconds of a long rest."""
    until_ms = rest.duration_ms - TICKS_MS
    if rest.kind is not StepKind.SWITCH:
        yield within(at_ms, rest.duration_ms, Rank.NEXT, dose(target), dose(target)[:1])
    start_cue = None if target.exercise is None else target.exercise.start_cue
    is_said = start_cue is None or start_cue.startswith(here_words(target)[-1])
    if start_cue is not None and not is_said and not holds_start_cue(target):
        yield within(at_ms, until_ms, Rank.CUE, (start_cue,))
    if rest.duration_ms >= LONG_REST_MS and rest.kind is StepKind.REST:
        ten_ms = rest.duration_ms - 10_000
        yield within(ten_ms, until_ms, Rank.HALFWAY, (phrases.TEN_LEFT,), moves_ms=500)


def _brief_lines(rest: Step, target: Step, at_ms: Millis) -> Iterator[Line]:
    """In a short way, of which the set before told side and position: what to do now, in a word."""
    until_ms = rest.duration_ms
    if rest.kind is not StepKind.SWITCH:
        yield within(at_ms, until_ms, Rank.NEXT, dose(target), dose(target)[:1])
        return
    if rest.title:
        # The side was said a moment ago: twice would leave no quiet to turn over in.
        yield within(at_ms, until_ms, Rank.TURN, (rest.title,))


def _rest_words(timeline: Timeline, rest: Step, target: Step) -> Pieces:
    """The side and the position, and before them the round that begins, or what turn it is."""
    if rest.kind is StepKind.SWITCH:
        title = (rest.title,) if rest.title else ()
        return (*title, *here_words(target))
    return (*_round_words(timeline, rest, target), *turn_words(timeline, target))


def _opening(timeline: Timeline, rest: Step, target: Step) -> tuple[Pieces, ...]:
    """What a rest begins with, before the next move is told."""
    rests_s = rest.duration_ms // 1000
    if rest.kind is StepKind.COUNT_IN:
        return ((rest.title,),) if rest.title and rest.duration_ms >= BRIEF_MS else ()
    if rest.kind is StepKind.SWITCH:
        return ()
    if _is_between_rounds(timeline, rest, target):
        calm: Pieces = (phrases.ROUND_DONE, phrases.BREATHE)
        if rest.duration_ms < LONG_REST_MS:
            return ((phrases.ROUND_DONE,),)
        return ((phrases.ROUND_DONE, phrases.REST, phrases.seconds(rests_s), phrases.BREATHE), calm)
    if not _is_last_way(timeline, rest, target):
        name = move_name(target)
        return ((rest.title or phrases.REST, phrases.NEXT, name), (phrases.NEXT, name))
    if rest.duration_ms >= REST_SAID_MS and rests_s in phrases.SECONDS_SAID:
        return ((phrases.REST, phrases.seconds(rests_s)), (phrases.REST,))
    return ()


def _is_last_way(timeline: Timeline, rest: Step, target: Step) -> bool:
    """Whether the way to the next move is told here: the last step before it with the time."""
    between = timeline.steps[rest.index + 1 : target.index]
    return not any(
        not one.is_dropped and target.start_ms - one.start_ms >= BRIEF_MS for one in between
    )


def _is_between_rounds(timeline: Timeline, rest: Step, target: Step) -> bool:
    before = next((it.round for it in reversed(timeline.steps[: rest.index]) if it.round), None)
    return rest.round is None and None not in (before, target.round) and before != target.round


def _round_words(timeline: Timeline, rest: Step, target: Step) -> Pieces:
    if not _is_between_rounds(timeline, rest, target):
        return ()
    last = max(step.round or 0 for step in timeline.steps)
    return (phrases.LAST_ROUND,) if target.round == last else (phrases.NEXT_ROUND,)


def holds_start_cue(step: Step) -> bool:
    """Whether the lead-in of a move has the time for how to begin it."""
    return step.lead_in_ms >= 3_000


def end_lines(timeline: Timeline, step: Step) -> Iterator[Line]:
    """What the last seconds of a move say of what follows."""
    if step.is_user_ended:
        return
    target = timeline.next_move(step.index)
    from_ms = max(0, step.duration_ms - TELL_BEFORE_MS)
    if target is None:
        if not is_warm_up(timeline):
            yield within(from_ms, step.duration_ms, Rank.NEXT, (phrases.THEN_DONE,), is_late=True)
    elif tells_ahead(timeline, step):
        wordings = _ahead_wordings(timeline, step, target)
        yield within(from_ms, step.duration_ms, Rank.TURN, *wordings, is_late=True)


def _ahead_wordings(timeline: Timeline, step: Step, target: Step) -> tuple[Pieces, ...]:
    """What the end of a move tells of the way to the next one."""
    words = turn_words(timeline, target)
    if words[-1] in phrases.STAY.values():
        words = (*words[:-1], phrases.STAY_THERE)
    named = ((*words, move_name(target)),) if _names_ahead(step, target) else ()
    # Where there is no time to say what to fetch, the name of the move says it.
    plain = ((words[0], words[-1]),) if len(words) > 2 else ()
    return (*named, words, *plain)


def _names_ahead(step: Step, target: Step) -> bool:
    """Whether the move before tells the name as well: it has time, and no rest follows it."""
    return not step.reps and step.duration_ms >= BRIEF_MS and target.index == step.index + 1


def start_lines(timeline: Timeline, step: Step, entry: Entry) -> Iterator[Line]:
    """What the first seconds of a move say where no rest had the time to say it."""
    before = previous_step(timeline, step)
    end_ms = step.duration_ms
    if entry.resumed_at_ms:
        if entry.was_away and not _is_named(entry.before, step):
            # The count-in before it told side and position, and had no time for more.
            from_ms = entry.resumed_at_ms + TONE_ROOM_MS
            yield within(from_ms, end_ms, Rank.NEXT, dose(step)[:1], moves_ms=BRIEF_MS)
    elif before is None:
        words = here_words(step)
        name = move_name(step)
        yield within(TONE_ROOM_MS, end_ms, Rank.TURN, (name, *words), words, moves_ms=0)
    elif entry.is_jump:
        # The count-in before it told the side and how to lie.
        yield within(TONE_ROOM_MS, end_ms, Rank.NEXT, dose(step), dose(step)[:1], moves_ms=300)
    elif _is_untold(timeline, before, step, entry):
        here = brief_wordings(step)
        yield within(TONE_ROOM_MS, end_ms, Rank.TURN, (*here[0], move_name(step)), *here)
    elif before.kind.is_move:
        name_s, is_named = dose(step), _names_ahead(before, step)
        wordings = (name_s[1:],) if is_named else (name_s, name_s[:1])
        yield within(TONE_ROOM_MS, end_ms, Rank.NEXT, *wordings, moves_ms=300)


def count_in_wordings(
    timeline: Timeline, position: Position, *, was_away: bool
) -> tuple[Pieces, ...]:
    """What is said before a session goes on at a place: where, and what cannot be seen lying."""
    step, offset_ms = position.step, position.offset_ms
    if not step.kind.is_move or position.remaining_ms == 0:
        target = timeline.next_move(step.index)
        if target is None or not is_brief(timeline, step, offset_ms):
            return ((phrases.GOING_ON,),)  # The rest has the time to tell it again.
        brief = brief_wordings(target)
        return ((phrases.GOING_ON, *brief[0]), *brief)
    if offset_ms == 0:
        return ((*here_words(step), move_name(step)), *brief_wordings(step))
    rep = position.counted + 1 if position.counted < step.reps else 0
    of_rep = (phrases.REP, phrases.count(rep)) if 0 < rep <= phrases.COUNT_MAX else ()
    words: Pieces = (phrases.GOING_ON,)
    # In moves whose legs take turns it is the turn at hand.
    if position.side in (Side.LEFT, Side.RIGHT):
        words = (phrases.GOING_ON_SIDE[position.side],)
    if not was_away:
        return ((*words, *of_rep), words)
    here = here_words(step)
    name = move_name(step)
    whole = (phrases.GOING_ON, name, *here, *of_rep)
    return (whole, (name, *here, *of_rep), (*here, name), *brief_wordings(step))


def _is_untold(timeline: Timeline, before: Step, step: Step, entry: Entry) -> bool:
    """Whether a change came so late that nothing before a move told how to lie or stand."""
    if entry.before is None:
        return False
    if before.kind.is_move:
        return not _was_said(entry.before, _ahead_wordings(timeline, before, step))
    is_shortened = is_brief(timeline, before, 0) and before.planned_ms >= BRIEF_MS
    return is_shortened and not any(one.rank is Rank.TURN for one in entry.before.spoken)


def halfway_line(step: Step, at_ms: Millis) -> Line:
    """Half is over, told once the tone of it has been heard."""
    at_ms += HALFWAY_TONE_MS
    return within(
        at_ms, step.duration_ms, Rank.HALFWAY, (phrases.HALFWAY,), moves_ms=HALFWAY_MOVES_MS
    )


def leg_line(side: Side, at_ms: Millis, until_ms: Millis) -> Line:
    """The leg whose turn it is, at the start of its repetition."""
    return exactly(phrases.TURN[side], at_ms, until_ms)
