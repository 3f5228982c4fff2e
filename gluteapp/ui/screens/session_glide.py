"""Keeps the figure from jumping where the session jumps: skip, back, redo, easier, a rest changed.

It is told frame after frame and sees by itself that time did not simply go on; no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Phase
from gluteapp.core.timeline import HOLD_WAY_MS, HOLD_WAY_SHARE, Step
from gluteapp.core.view import EngineState, View
from gluteapp.figure.timing import shares
from gluteapp.ui.screens.session_frame import Frame
from gluteapp.ui.screens.session_way import (
    Figure,
    Stand,
    Way,
    WayLength,
    time_to_move_ms,
    usual_length,
)

GLIDE_MS = 600
"""So long the figure glides to another moment of its move; design choice."""
LEAST_MS = 600
"""A way into another move takes so long at least, whatever time there is; design choice."""
NO_HURRY_MS = 60_000
"""Time enough for every way: the session stands still."""
_LATE_MS = 250
"""Session time may run ahead of the clock by so much without having jumped."""
_PHASE_MS = 1_000
"""No repetition is faster than this."""
_WAY_MS = 400
"""No way is faster than this."""
_JUST_BEGUN_MS = 100
"""A repetition that began with a count-in's end, and a way with it, has not gone far."""
_OWN_PACE = 1.5
"""A glide takes so many times as long as the move does: in its middle it is as fast as the move."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a frame asked for, and when."""

    stand: Stand
    way: Way | None
    at_ms: Millis
    now_ms: Millis

    def is_jump_from(self, last: _Seen) -> bool:
        """Whether this cannot follow from time going by."""
        gone_ms = self.now_ms - last.now_ms
        if not 0 <= self.at_ms - last.at_ms <= gone_ms + _LATE_MS:
            return True
        if self.stand.place[:2] != last.stand.place[:2]:
            return self.way is None or self.way.before.place[:2] != last.stand.place[:2]
        if self.way is not None or last.way is not None:
            # A way comes from its beginning, where the figure is, and goes at its end.
            comes = self.way if last.way is None else None
            if comes is not None and comes.before.place[:2] != last.stand.place[:2]:
                return True
            before = 0.0 if last.way is None else last.way.share
            share = 1.0 if self.way is None else self.way.share
            return abs(share - before) > gone_ms / _WAY_MS + 0.1
        apart = abs(_turn(last.stand.phase, self.stand.phase))
        if self.stand.place != last.stand.place:
            apart = max(abs(_turn(one.stand.phase, 0.0)) for one in (last, self))
        return apart > gone_ms / _PHASE_MS + 0.05


@dataclass(frozen=True, slots=True)
class _Leaving:
    """A way that was broken off at a share goes on to one of its ends before anything else."""

    before: Stand
    after: Stand
    share: float
    to_share: int
    since_ms: Millis
    length_ms: int

    @classmethod
    def of(
        cls, way: Way, after: Stand, *, wanted: Stand, natural: WayLength, now_ms: int, left_ms: int
    ) -> Self:
        """The end from where the figure is the sooner where it is wanted, with `left_ms` for it."""
        way_ms = natural(way.before, after)
        to_ends_ms = (way.share * way_ms, (1 - way.share) * way_ms)
        on_ms = (natural(way.before, wanted), natural(after, wanted))
        to_share = int(to_ends_ms[1] + on_ms[1] <= to_ends_ms[0] + on_ms[0])
        needed_ms = to_ends_ms[to_share] + on_ms[to_share]
        hurry = min(1.0, max(left_ms, LEAST_MS) / max(needed_ms, 1))
        length_ms = round(to_ends_ms[to_share] * hurry)
        return cls(way.before, after, way.share, to_share, now_ms, length_ms)

    @property
    def end(self) -> Stand:
        """Where it goes."""
        return self.after if self.to_share else self.before

    def way(self, now_ms: Millis) -> Way | None:
        """The way now; None when it has been gone."""
        gone_ms = now_ms - self.since_ms
        if gone_ms >= self.length_ms:
            return None
        share = self.share + (self.to_share - self.share) * gone_ms / self.length_ms
        return Way(self.before, share, self.after)


class Glide:
    """`smoothed` gives what to show for a frame; call it for every frame that is shown."""

    def __init__(self, *, natural: WayLength = usual_length) -> None:
        self._natural = natural
        self._last: _Seen | None = None
        self._shown = Stand()
        self._shown_way: Way | None = None
        """The way that leads to `_shown`, while the figure is on it."""
        self._leaving: _Leaving | None = None
        self._from: Stand | None = None
        self._from_share = 0.0
        self._turned: float | None = None
        """By how much of the phase the glide under way leads on."""
        self._since_ms: Millis = 0
        self._length_ms = GLIDE_MS
        self._has_left_way = False
        """Whether the way of the frames is not gone: the figure went another one, in real time."""

    @property
    def is_under_way(self) -> bool:
        """Whether the figure moves, though the session may stand still."""
        return self._leaving is not None or self._from is not None

    def smoothed(
        self, frame: Frame, *, at_ms: Millis, now_ms: Millis, left_ms: Millis = NO_HURRY_MS
    ) -> Figure:
        """The figure of a frame at a place of the session, `now_ms` on the monotonic clock.

        `left_ms` is how long a way may take that begins now because the session jumped.
        """
        figure = frame.figure
        start = Stand.at_start(frame.step, figure.side)
        goal = start if figure.way is None else figure.way.after or start
        seen = _Seen(replace(start, phase=figure.phase), figure.way, at_ms, now_ms)
        last, self._last = self._last, seen
        if last is not None and seen.is_jump_from(last):
            if self._shown_way is None:
                self._begin(frame, goal, now_ms, left_ms)
            elif self._leaving is None:
                self._leaving = _Leaving.of(
                    self._shown_way, self._shown, wanted=goal,
                    natural=self._natural, now_ms=now_ms, left_ms=left_ms,
                )  # fmt: skip
        if self._leaving is not None:
            broken = self._leaving.way(now_ms)
            if broken is not None:
                return Figure(side=self._leaving.after.side, way=broken)
            self._shown, self._leaving = self._leaving.end, None
            self._begin(frame, goal, now_ms, left_ms)
        if figure.way is None:
            self._has_left_way = False
        elif self._has_left_way:
            figure = _arrived(figure, figure.way)
        else:
            self._from = None
        figure = self._gliding(frame.step, figure, goal, at_ms, now_ms, left_ms)
        self._shown_way = figure.way
        self._shown = replace(start, phase=figure.phase) if figure.way is None else goal
        return figure

    def _begin(self, frame: Frame, goal: Stand, now_ms: Millis, left_ms: Millis) -> None:
        """Take up a jump from what is shown to where the session is."""
        self._has_left_way = frame.figure.way is not None
        self._from, self._from_share, self._since_ms = self._shown, 0.0, now_ms
        self._turned = None
        if self._shown.place != goal.place:
            natural_ms = self._natural(self._shown, goal)
            self._length_ms = max(min(natural_ms, max(left_ms, LEAST_MS)), 1)
            return
        phase = 0.0 if frame.figure.way is not None else frame.figure.phase
        leaving = _leaving(self._shown, phase, frame.step)
        self._from = replace(self._shown, phase=leaving)
        needed_ms = _glide_ms(frame.step, _turn(leaving, phase))
        self._length_ms = min(needed_ms, max(left_ms, GLIDE_MS))

    def _gliding(
        self,
        step: Step,
        figure: Figure,
        goal: Stand,
        at_ms: Millis,
        now_ms: Millis,
        left_ms: Millis,
    ) -> Figure:
        if self._from is None:
            return figure
        if self._from.place != goal.place:
            self._hurry(now_ms, max(left_ms, LEAST_MS))
        share = self._share(now_ms)
        if share >= 1 and self._from.place != goal.place:
            # It is in the start pose; the repetition may be under way by now.
            self._from, self._from_share, self._turned = goal, 0.0, None
            self._since_ms += self._length_ms
            self._length_ms = _joining_ms(step, figure.phase, at_ms=at_ms, left_ms=left_ms)
            share = self._share(now_ms)
        if share >= 1 or (figure.way is not None and self._from.place == goal.place):
            self._from = None
            return figure
        if self._from.place != goal.place:
            return Figure(side=goal.side, way=Way(self._from, share, goal))
        turn = _turn(self._from.phase, figure.phase)
        if self._turned is not None:
            # The move goes on meanwhile; the way that was the shorter one is kept to.
            turn += round(self._turned - turn)
        self._turned = turn
        eased = share * share * (3 - 2 * share)
        return Figure(side=figure.side, phase=(self._from.phase + turn * eased) % 1.0)

    def _share(self, now_ms: Millis) -> float:
        gone = (now_ms - self._since_ms) / self._length_ms
        return self._from_share + (1.0 - self._from_share) * gone

    def _hurry(self, now_ms: Millis, left_ms: Millis) -> None:
        """Go on faster from here where a way would not be over in time: a pause has ended."""
        if self._since_ms + self._length_ms - now_ms > left_ms and self._share(now_ms) < 1:
            self._from_share, self._since_ms = self._share(now_ms), now_ms
            self._length_ms = left_ms


def time_for_way_ms(frame: Frame, view: View) -> Millis:
    """How long a way may take that begins now; in a pause there is no hurry."""
    if view.state is EngineState.PAUSED:
        return NO_HURRY_MS
    return view.count_in_left_ms + time_to_move_ms(view.position, frame.step)


def _arrived(figure: Figure, way: Way) -> Figure:
    """The end of a way."""
    if way.after is None:
        return replace(figure, way=None, phase=0.0)
    return replace(figure, way=replace(way, share=1.0))


def _glide_ms(step: Step, turn: float) -> int:
    """How long a glide over so much of the phase takes, so that it is no faster than the move."""
    own_ms = HOLD_WAY_MS * min(abs(turn) / HOLD_WAY_SHARE, 1.0)
    if step.tempo is not None:
        longest_ms = max(length_ms for _, length_ms in step.phases_ms)
        own_ms = min(abs(turn) * step.tempo.rep_ms, longest_ms)
    return max(GLIDE_MS, round(_OWN_PACE * own_ms))


def _joining_ms(step: Step, phase: float, *, at_ms: Millis, left_ms: Millis) -> int:
    """How long it takes from the start pose to where the move is by now.

    The first repetition is joined at its hard end, where it counts.
    """
    to_hard_end_ms = step.start_ms + step.lead_in_ms + step.hard_end_ms - at_ms
    if step.start_ms + _JUST_BEGUN_MS < at_ms and to_hard_end_ms > GLIDE_MS:
        return to_hard_end_ms
    return min(_glide_ms(step, _turn(0.0, phase)), max(left_ms, GLIDE_MS))


def _turn(first: float, last: float) -> float:
    """The shorter way from a phase to another; 0 and 1 are the same pose."""
    return (last - first + 0.5) % 1.0 - 0.5


def _leaving(shown: Stand, to_phase: float, step: Step) -> float:
    """The phase a glide begins at: from a hold it leaves at once, where nothing else is seen."""
    starts_with = Phase.LIFT if step.exercise is None else step.exercise.starts_with
    reached, left = shares(step.tempo, starts_with)
    if not reached < shown.phase < left:
        return shown.phase
    return left if _turn(shown.phase, to_phase) > 0 else reached
