"""Everything one frame of a session shows, read from a View; no Qt, nothing accumulated.

Only what events told is kept between frames: the sets done, and the rep a pause broke.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from gluteapp.core.circuit import StepKind
from gluteapp.core.exercise import Laterality, Phase, Region, Side
from gluteapp.core.timeline import HALFWAY_WORK_MIN_MS, Position, Step, Timeline
from gluteapp.core.view import EngineState, View
from gluteapp.language import number, tr, trn
from gluteapp.ui.screens.felt_told import felt_sentence
from gluteapp.ui.screens.session_open_end import end_hint, has_open_end, open_caption
from gluteapp.ui.screens.session_way import STANDING, Figure, WayLength, figure_of, usual_length
from gluteapp.ui.screens.session_words import (
    cue_of,
    cue_region,
    first_dose,
    first_side_of,
    hold_word,
    move_name,
    next_dose,
    next_line,
    place_line,
    rest_line,
    seconds_left,
    shown_side,
    spoken_place,
    switch_cue,
    switch_word,
    then_dose,
    then_line,
    turns_over,
)
from gluteapp.ui.theme import MS_PULSE
from gluteapp.ui.widgets.ring import RingKind
from gluteapp.ui.widgets.tempo_bar import phase_word

NEXT_MOVE_MS = 5_000
"""For this long before the end of a set the cue line names the next move (LOOKS.md 2.1)."""
ENDING_MS = 3_000
"""The ring is brighter for the last three seconds (LOOKS.md 10 b)."""


class Mode(StrEnum):
    """The faces of a session screen."""

    READY = "ready"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"
    COUNT_IN = "count_in"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What events told so far that a frame needs; all of it may be empty."""

    done: Mapping[int, str] = field(default_factory=dict[int, str])
    """A line for each step whose set is over."""
    felt: Mapping[str, Region] = field(default_factory=dict[str, Region])
    """Where an exercise was felt most the last time it was asked."""
    broken: tuple[int, int] | None = None
    """Step and rep that the last pause broke off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RingLook:
    """The ring: `share` (0 to 1) of it is lit, a number and the words under the number.

    Work fills it; a rest runs out.
    """

    kind: RingKind
    share: float
    number: str
    caption: str = ""
    is_ending: bool = False
    has_half_tick: bool = False
    pulse: float = 0.0
    """0 to 1 while a new rep number beats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is shown at one instant."""

    mode: Mode
    step: Step
    """The step whose move is shown: the one at hand, or the next one."""
    side: Side | None
    name: str
    left_ms: int
    ring: RingLook
    word: str
    seconds: str = ""
    phase: Phase | None = None
    phase_share: float = 0.0
    line: str = ""
    done: str = ""
    cue: str = ""
    cue_why: str = ""
    """The answer that the cue follows from; empty where it is one of the usual lines."""
    then: str = ""
    then_side: Side | None = None
    then_name: str = ""
    spoken: str = ""
    figure: Figure = STANDING
    is_left_most: bool = False
    """`left_ms` is only the most that can be left, since the user ends a step to come."""


def mode_of(view: View) -> Mode:
    """Which face belongs to a view."""
    if view.state is EngineState.PAUSED:
        return Mode.PAUSED
    if view.state is EngineState.COUNT_IN:
        return Mode.COUNT_IN
    match view.position.step.kind:
        case StepKind.COUNT_IN:
            return Mode.READY
        case StepKind.SWITCH:
            return Mode.SWITCH
        case StepKind.REST:
            return Mode.REST
        case StepKind.WARM_UP | StepKind.WORK | StepKind.COOL_DOWN:
            return Mode.WORK
        case _:
            assert_never(view.position.step.kind)


def move_step(timeline: Timeline, step: Step) -> Step:
    """The step whose move is shown: this one or the next; this one when none follows."""
    return step if step.kind.is_move else timeline.next_move(step.index) or step


def frame_of(
    view: View,
    timeline: Timeline,
    told: Told,
    *,
    is_still: bool = False,
    natural: WayLength = usual_length,
) -> Frame:
    """What is shown for a view; a paused session shows the work or rest it stands in.

    With `is_still` (reduced motion) numbers do not beat and nobody breathes. `natural` says how long the figure
    takes from one move into the next.
    """
    is_open = has_open_end(timeline.steps, view.position.step.index)
    frame = replace(_frame(view, timeline, told), is_left_most=is_open)
    figure = figure_of(view.position, timeline, frame.step, natural=natural)
    if is_still:
        return replace(frame, figure=replace(figure, life=None))
    ring = _beating(frame.ring, view.position)
    return replace(frame, figure=figure, ring=ring)


def _beating(ring: RingLook, at: Position) -> RingLook:
    """The ring with its number a little larger just after a new rep began."""
    if ring.kind not in (RingKind.WORK, RingKind.OPEN) or not at.rep:
        return ring
    since_ms = at.offset_ms - at.step.rep_start_ms(at.rep)
    if since_ms >= MS_PULSE:
        return ring
    return replace(ring, pulse=math.sin(math.pi * since_ms / MS_PULSE))


def _frame(view: View, timeline: Timeline, told: Told) -> Frame:
    match mode_of(view):
        case Mode.COUNT_IN:
            return _count_in(view, timeline, told)
        case Mode.READY:
            return _ready(view.position, timeline)
        case Mode.SWITCH:
            return _switch(view.position, timeline, told)
        case Mode.REST:
            return _rest(view.position, timeline)
        case Mode.WORK:
            return _work(view.position, timeline, told)
        case Mode.PAUSED:
            return _paused(view.position, timeline, told)
        case _:
            assert_never(mode_of(view))


def _work(at: Position, timeline: Timeline, told: Told) -> Frame:
    step = at.step
    is_lead_in = at.phase is Phase.LEAD_IN
    following = timeline.next_move(step.index)
    is_last_part = at.remaining_ms <= NEXT_MOVE_MS and not step.is_user_ended
    felt = None if step.exercise is None else told.felt.get(step.exercise.id)
    answered = None if is_last_part or step.is_user_ended else cue_region(step, at.offset_ms, felt)
    name = move_name(step)
    side = _flag_side(at)
    if is_lead_in:
        word = tr("Ready")
    else:
        word = hold_word(step) if at.phase is None else phase_word(at.phase)
    is_counted_down = step.reps and not step.is_user_ended
    seconds = number(seconds_left(at.remaining_ms)) if is_counted_down else ""
    hint = end_hint(at) if step.is_user_ended else ""
    return Frame(
        mode=Mode.WORK,
        step=step,
        side=side,
        name=name,
        left_ms=at.left_ms,
        ring=_work_ring(at, is_lead_in=is_lead_in),
        word=word,
        seconds=seconds,
        phase=None if is_lead_in else at.phase,
        phase_share=at.phase_offset_ms / max(at.phase_ms, 1),
        cue=hint or (next_line(following) if is_last_part else cue_of(step, at.offset_ms, felt)),
        cue_why="" if answered is None else felt_sentence(answered),
        then=then_line(timeline, step),
        then_side=None if following is None else first_side_of(following),
        then_name=move_name(following),
        spoken=spoken_place(name, side, word),
    )


def _flag_side(at: Position) -> Side | None:
    exercise = at.step.exercise
    if exercise is not None and exercise.laterality is Laterality.IN_TURN:
        return at.side
    return shown_side(at.side)


def _work_ring(at: Position, *, is_lead_in: bool) -> RingLook:
    step = at.step
    if is_lead_in:
        return RingLook(
            kind=RingKind.COUNT_IN,
            share=at.phase_offset_ms / max(at.phase_ms, 1),
            number=number(seconds_left(at.phase_ms - at.phase_offset_ms)),
            caption=tr("get ready"),
        )
    is_long_work = step.kind is StepKind.WORK and step.duration_ms >= HALFWAY_WORK_MIN_MS
    if step.is_user_ended:
        shown, caption = open_caption(at)
    elif step.reps:
        shown, caption = number(at.rep), trn("of {n} rep", "of {n} reps", step.reps)
    else:
        shown, caption = number(seconds_left(at.remaining_ms)), tr("seconds")
    return RingLook(
        kind=RingKind.OPEN if step.is_user_ended else RingKind.WORK,
        share=at.offset_ms / max(step.duration_ms, 1),
        number=shown,
        caption=caption,
        is_ending=at.remaining_ms <= ENDING_MS,
        has_half_tick=is_long_work and not step.is_user_ended,
    )


def _switch(at: Position, timeline: Timeline, told: Told) -> Frame:
    target = move_step(timeline, at.step)
    caption = tr("to turn over") if turns_over(target) else tr("to switch")
    before = timeline.steps[max(at.step.index - 1, 0)]
    word = switch_word(at.step)
    return Frame(
        mode=Mode.SWITCH,
        step=target,
        side=first_side_of(target),
        name=move_name(target),
        left_ms=at.left_ms,
        ring=_rest_ring(at, caption),
        word=word,
        line=then_dose(target),
        done=told.done.get(before.index, ""),
        cue=switch_cue(at.step, target),
        spoken=spoken_place(move_name(target), first_side_of(target), word),
    )


def _rest(at: Position, timeline: Timeline) -> Frame:
    target = move_step(timeline, at.step)
    return Frame(
        mode=Mode.REST,
        step=target,
        side=first_side_of(target),
        name=move_name(target),
        left_ms=at.left_ms,
        ring=_rest_ring(at, ""),
        word=tr("Rest"),
        line=rest_line(at.step, timeline),
        then=next_dose(target) if target.kind.is_move else tr("Then you are done"),
        cue=place_line(timeline, at.step),
        spoken=spoken_place(move_name(target), first_side_of(target), tr("Rest")),
    )


def _rest_ring(at: Position, caption: str) -> RingLook:
    return RingLook(
        kind=RingKind.REST,
        share=at.remaining_ms / max(at.step.duration_ms, 1),
        number=number(seconds_left(at.remaining_ms)),
        caption=caption,
        is_ending=at.remaining_ms <= ENDING_MS,
    )


def _ready(at: Position, timeline: Timeline) -> Frame:
    target = move_step(timeline, at.step)
    return Frame(
        mode=Mode.READY,
        step=target,
        side=first_side_of(target),
        name=move_name(target),
        left_ms=at.left_ms,
        ring=RingLook(
            kind=RingKind.COUNT_IN,
            share=at.offset_ms / max(at.step.duration_ms, 1),
            number=number(seconds_left(at.remaining_ms)),
            caption=tr("get ready"),
        ),
        word=tr("Starting"),
        line=first_dose(target),
        cue=place_line(timeline, at.step),
        spoken=spoken_place(move_name(target), first_side_of(target), tr("get ready")),
    )


def _count_in(view: View, timeline: Timeline, told: Told) -> Frame:
    at = view.position
    target = move_step(timeline, at.step)
    word, line = _going_on(view, told)
    is_move = at.step.kind.is_move
    side = _flag_side(at) if is_move else first_side_of(target)
    start_cue = "" if target.exercise is None else target.exercise.start_cue
    total_ms = max(view.count_in_ms, 1)
    return Frame(
        mode=Mode.COUNT_IN,
        step=target,
        side=side,
        name=move_name(target),
        left_ms=at.left_ms + view.count_in_left_ms,
        ring=RingLook(
            kind=RingKind.COUNT_IN,
            share=(total_ms - view.count_in_left_ms) / total_ms,
            number=number(seconds_left(view.count_in_left_ms)),
            caption=tr("get ready"),
        ),
        word=word,
        line=line,
        cue=tr(start_cue) if is_move else place_line(timeline, at.step),
        spoken=spoken_place(move_name(target), side, tr("get ready")),
    )


def _going_on(view: View, told: Told) -> tuple[str, str]:
    """What goes on after a count-in, such as "Rep 5 again", and how."""
    at = view.position
    to_go = tr("{seconds} s to go", seconds=number(seconds_left(at.remaining_ms)))
    if not at.step.kind.is_move:
        return tr("Rest goes on"), to_go
    if not view.resume_rep:
        is_begun = at.offset_ms > 0
        return (tr("Go on"), to_go) if is_begun else (tr("Starting"), next_dose(at.step))
    from_start = tr("from the start of the move")
    if told.broken == (at.step.index, view.resume_rep):
        return tr("Rep {rep} again", rep=number(view.resume_rep)), from_start
    return tr("Rep {rep} next", rep=number(view.resume_rep)), from_start


def _paused(at: Position, timeline: Timeline, told: Told) -> Frame:
    match at.step.kind:
        case StepKind.SWITCH:
            return _switch(at, timeline, told)
        case StepKind.REST:
            return _rest(at, timeline)
        case StepKind.COUNT_IN:
            return _ready(at, timeline)
        case _:
            return _work(at, timeline, told)
