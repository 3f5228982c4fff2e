"""What is said inside a move: counts, tempo words, legs, squeeze, slow, the form cue, time left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gluteapp.audio import phrases
from gluteapp.audio.schedule import Line, exactly, within
from gluteapp.audio.script_tones import turns_ms
from gluteapp.audio.script_turns import (
    HALFWAY_MOVES_MS,
    HALFWAY_TONE_MS,
    TICKS_MS,
    TONE_ROOM_MS,
    halfway_line,
    holds_start_cue,
    leg_line,
)
from gluteapp.audio.sheet import Rank
from gluteapp.audio.wishes import Lead
from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Cue, Laterality, Phase, Region
from gluteapp.core.timeline import Mark, Step, marks_of

LEGS_SAID = 4
"""In so many first repetitions of an alternating move the leg is said; design choice."""
PACED_REPS = 2
"""So many first repetitions say where they turn also when counts lead; design choice.

Somebody who lies face down learns the pace from two whole ones, each with "lift", its count and
"lower"; after them the soft tick of each phase is enough. With the words of the tempo they go on.
"""
SQUEEZED_REPS = {Phase.LIFT: (3, 4), Phase.LOWER: (2, 3)}
"""The early repetitions with a squeeze cue, by the phase a move begins with.

They follow those of `PACED_REPS`, whose words leave no room for it; a move that begins by lowering
ends with the lift, after which it still has room in the last of them.
"""
SLOWED_REPS = (5,)
"""The repetitions, but for the last, in which a move that is often rushed is slowed."""
CUE_REP = 3
"""The form cue comes after this repetition counted, or after an earlier one of a short set."""
CUE_ROOM_MS: Millis = 2_500
"""So long before half of a set the form cue may begin; later it would be said in place of half."""
LAST_REP_FROM = 4
"""A set of so many repetitions or more says when the last one begins."""
ROOM_MS: Millis = 1_300
"""What a word and its silences take at most."""
WORD_MS: Millis = 770
"""What a word of the tempo and a silence take."""
LONG_HOLD_MS: Millis = 30_000
"""A hold this long says when half of it is over."""
COUNTED_HOLD_MS: Millis = 18_000
"""A hold this long says when ten seconds are left."""


def form_cue(step: Step, half: int, felt: Region | None) -> Cue | None:
    """The form cue of a half (0 or 1) of a set; in the first, the one for what was felt."""
    if step.exercise is None:
        return None
    plain = [cue for cue in step.exercise.cues if cue.when_felt is None] or step.exercise.cues
    fitting = [cue for cue in step.exercise.cues if felt is not None and cue.when_felt is felt]
    if fitting and half == 0:
        return fitting[0]
    turn = (step.set_number or 0) + (step.round or 0) + half
    return plain[turn % len(plain)]


def move_lines(step: Step, lead: Lead, felt: Region | None) -> Iterator[Line]:
    """What is said while a move is done; what comes before and after it is said elsewhere."""
    if step.reps:
        yield from _rep_lines(step, lead, felt)
    else:
        yield from _hold_lines(step, felt)


def _rep_lines(step: Step, lead: Lead, felt: Region | None) -> Iterator[Line]:
    cue_rep = _cue_rep(step)
    cue_from_ms = step.rep_start_ms(cue_rep) + step.hard_end_ms
    cue_until_ms = min(cue_from_ms + _rep_ms(step), step.duration_ms)
    reminders = _reminders(step, lead)
    for mark in marks_of(step):
        if mark.what == "phase" and mark.rep:
            is_quiet = mark.rep > PACED_REPS and (
                cue_from_ms < mark.offset_ms < cue_until_ms
                or any(one.hushes(mark) for one in reminders)
                or _hides_half(step, mark)
            )
            yield from _phase_lines(step, mark, lead, is_quiet=is_quiet)
        elif mark.what == "rep" and mark.rep and lead in ("counts", "both"):
            if mark.rep <= phrases.COUNT_MAX:
                yield exactly(phrases.count(mark.rep), mark.offset_ms, step.duration_ms)
        elif mark.what == "halfway":
            yield halfway_line(step, mark.offset_ms)
    if step.exercise is not None and holds_start_cue(step):
        start_cue = (step.exercise.start_cue,)
        yield within(TONE_ROOM_MS, step.lead_in_ms, Rank.CUE, start_cue)
    cue = form_cue(step, 0, felt)
    if cue is not None:
        half_ms = max(cue_until_ms, step.duration_ms // 2)
        yield within(cue_from_ms, half_ms, Rank.CUE, (cue.text,))
    for one in reminders:
        yield within(one.at_ms, step.duration_ms, Rank.SQUEEZE, (one.text,), moves_ms=700)


def _hides_half(step: Step, mark: Mark) -> bool:
    """Whether a tempo word would leave no room for "halfway", neither before it nor after it."""
    if step.kind is not StepKind.WORK or step.is_user_ended:
        return False
    after_ms = mark.offset_ms - step.duration_ms // 2 - HALFWAY_TONE_MS
    has_room_after = after_ms <= HALFWAY_MOVES_MS - WORD_MS and mark.duration_ms >= ROOM_MS
    return 0 <= after_ms < ROOM_MS and not has_room_after


def _cue_rep(step: Step) -> int:
    latest_ms = step.duration_ms // 2 - CUE_ROOM_MS
    is_early = step.rep_start_ms(CUE_REP) + step.hard_end_ms <= latest_ms
    return max(1, min(CUE_REP if is_early else CUE_REP - 1, step.reps - 1))


def _phase_lines(step: Step, mark: Mark, lead: Lead, *, is_quiet: bool) -> Iterator[Line]:
    """The word at the start of a phase: the leg, the last one, or the word of the tempo."""
    rep, at_ms = mark.rep or 0, mark.offset_ms
    is_rep_start = at_ms == step.rep_start_ms(rep)
    if is_rep_start and rep == step.reps >= LAST_REP_FROM and _has_room(step):
        yield within(at_ms, step.duration_ms, Rank.SQUEEZE, (phrases.LAST_REP,), moves_ms=300)
        return
    if is_rep_start and _takes_turns(step) and rep <= LEGS_SAID and mark.side is not None:
        yield leg_line(mark.side, at_ms, step.duration_ms)
        return
    is_hard_end = at_ms == step.rep_start_ms(rep) + step.hard_end_ms
    if mark.phase is None or is_quiet or (is_hard_end and lead != "words"):
        return
    if lead in ("words", "both") or (lead == "counts" and rep <= PACED_REPS):
        yield exactly(phrases.PHASE[mark.phase], at_ms, step.duration_ms)


def _has_room(step: Step) -> bool:
    """Whether "last one" can be said before the hard end; without an end it is not known."""
    return step.hard_end_ms >= ROOM_MS and not step.is_user_ended


@dataclass(frozen=True, slots=True)
class _Reminder:
    """A word at an offset of a step, in the place of the tempo word nearest to it."""

    text: str
    at_ms: Millis

    def hushes(self, mark: Mark) -> bool:
        """Whether a tempo word there would leave no room for it."""
        return 0 <= mark.offset_ms - self.at_ms < ROOM_MS


def _reminders(step: Step, lead: Lead) -> list[_Reminder]:
    """Squeeze at the hard end, or on the way up; slow on the way down.

    Beside words and counts there is room for one squeeze only, or whole repetitions had no word.
    """
    exercise = step.exercise
    if exercise is None or step.tempo is None:
        return []
    last_ms = step.tempo.rep_ms - step.phases_ms[-1][1]
    is_lift_first = step.first_phase is Phase.LIFT
    squeeze_ms, lower_ms = (step.hard_end_ms, last_ms) if is_lift_first else (last_ms, 0)
    found: list[_Reminder] = []
    if exercise.has_squeeze:
        squeezed = [rep for rep in SQUEEZED_REPS[step.first_phase] if rep <= step.reps]
        squeezed = [CUE_REP] if lead == "both" and CUE_REP in squeezed else squeezed
        found += [_Reminder(phrases.SQUEEZE, step.rep_start_ms(r) + squeeze_ms) for r in squeezed]
    if exercise.is_often_rushed:
        slowed = (rep for rep in SLOWED_REPS if rep < step.reps)
        found += [_Reminder(phrases.SLOW, step.rep_start_ms(r) + lower_ms) for r in slowed]
    return found


def _hold_lines(step: Step, felt: Region | None) -> Iterator[Line]:
    end_ms = step.duration_ms
    yield from _turn_lines(step)
    cue = form_cue(step, 0, felt)
    if cue is not None:
        yield within(2_500, max(end_ms // 2, end_ms - TICKS_MS), Rank.CUE, (cue.text,))
    if step.is_user_ended:
        return
    if end_ms >= LONG_HOLD_MS and step.kind is StepKind.WORK:
        yield halfway_line(step, end_ms // 2)
    if end_ms >= COUNTED_HOLD_MS:
        yield _left_line(step, 10_000, phrases.TEN_LEFT)
    if end_ms >= COUNTED_HOLD_MS and step.kind is StepKind.WORK:
        yield _left_line(step, 5_000, phrases.FIVE_LEFT)


def _left_line(step: Step, left_ms: Millis, text: str) -> Line:
    at_ms = step.duration_ms - left_ms
    return within(at_ms, step.duration_ms, Rank.HALFWAY, (text,), moves_ms=300)


def _turn_lines(step: Step) -> Iterator[Line]:
    """Whose turn it is in a free movement: always where both is a turn too, else at first."""
    exercise = step.exercise
    if exercise is None or not _takes_turns(step):
        return
    for turn, at_ms in enumerate(turns_ms(step), start=1):
        side = step.working_side(turn)
        is_first = turn <= LEGS_SAID or exercise.laterality is Laterality.IN_TURN
        if is_first and side is not None:
            yield leg_line(side, at_ms, step.duration_ms)


def _takes_turns(step: Step) -> bool:
    turns = (Laterality.ALTERNATING, Laterality.IN_TURN)
    return step.exercise is not None and step.exercise.laterality in turns


def _rep_ms(step: Step) -> Millis:
    return 0 if step.tempo is None else step.tempo.rep_ms
