"""What a pause says: place, new end, length, and exactly what a trim would do; no Qt."""

from __future__ import annotations

from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis, Reading
from gluteapp.core.timeline import Timeline
from gluteapp.core.trim import plan_trim
from gluteapp.core.view import View
from gluteapp.language import clock_length, local_time, number, time_of_day, tr, trn
from gluteapp.ui.screens.session_frame import Frame
from gluteapp.ui.screens.session_pause import PauseWords
from gluteapp.ui.screens.session_words import place_lines

LONG_PAUSE_MS = 600_000
"""From this length on a pause says how long the user was away (LOOKS.md 10 d)."""
_MINUTE_MS = 60_000
_LATE_MS = 30_000
"""A delay shorter than this is not worth an offer; design choice."""


def pause_words(
    view: View, frame: Frame, timeline: Timeline, *, now: Reading, easier: str
) -> PauseWords:
    """The words of a pause; `easier` names the easier version, empty when there is none."""
    at = view.position
    done_at = _clock_at(now, view.finish_in_ms)
    place, to_go = place_lines(at.step, at.rep, at.remaining_ms, frame.side)
    return PauseWords(
        side=frame.side,
        name=frame.name,
        away=_away(view),
        place=place,
        to_go=to_go,
        done_at=tr("{time} at the latest", time=done_at) if frame.is_left_most else done_at,
        paused_for=clock_length(view.paused_ms // 1000 * 1000),
        trim=_trim(view, timeline, now),
        is_trim_enough=view.trimmable_ms > view.overdue_ms - 1000,
        easier=easier,
    )


def _clock_at(now: Reading, in_ms: int) -> str:
    return time_of_day(local_time(now.utc_ms + in_ms, now.offset_min))


def rest_line(by_ms: Millis, view: View, now: Reading) -> str:
    """What was done to the rest or switch at hand, and when the session will be over for it."""
    length, time = round(abs(by_ms) / 1000), _clock_at(now, view.finish_in_ms)
    is_switch = view.position.step.kind is StepKind.SWITCH
    match is_switch, by_ms > 0:
        case True, True:
            return tr("Switch {n} s longer, done at {time}", n=length, time=time)
        case True, False:
            return tr("Switch {n} s shorter, done at {time}", n=length, time=time)
        case False, True:
            return tr("Rest {n} s longer, done at {time}", n=length, time=time)
        case _:
            return tr("Rest {n} s shorter, done at {time}", n=length, time=time)


def _away(view: View) -> str:
    away_ms = view.away_ms
    if not away_ms and view.paused_ms >= LONG_PAUSE_MS:
        away_ms = view.paused_ms
    if not away_ms:
        return ""
    if away_ms < _MINUTE_MS:
        return tr("You were away {seconds} s.", seconds=number(away_ms // 1000))
    return trn("You were away {n} min.", "You were away {n} min.", away_ms // _MINUTE_MS)


def _trim(view: View, timeline: Timeline, now: Reading) -> str:
    """The offer to trim, as exact as the plan; empty when there is nothing to win."""
    if view.trimmable_ms <= 0 or view.overdue_ms < _LATE_MS:
        return ""
    plan = plan_trim(timeline, view.position.step.index, view.overdue_ms)
    kinds = {timeline.steps[index].kind for index in plan}
    length = clock_length(view.trimmable_ms)
    time = _clock_at(now, view.finish_in_ms - view.trimmable_ms)
    if kinds == {StepKind.COOL_DOWN}:
        return tr(
            "Short of time? Trim the cool-down stretches by {length} and finish at {time}.",
            length=length,
            time=time,
        )
    if kinds == {StepKind.REST}:
        return tr(
            "Short of time? Trim the rests to come by {length} and finish at {time}.",
            length=length,
            time=time,
        )
    return tr(
        "Short of time? Trim stretches and rests by {length} and finish at {time}.",
        length=length,
        time=time,
    )
