"""Keeps the figure from jumping where the session jumps: skip, back, redo, easier, a rest changed.

It is told frame after frame and sees by itself that time did not simply go on; no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Phase
from gluteapp.core.timeline import Step
from gluteapp.figure.timing import shares
from gluteapp.ui.screens.session_frame import Frame
from gluteapp.ui.screens.session_way import Figure, Stand, Way

GLIDE_MS = 600
"""So long the figure glides where the session jumped; design choice."""
_LATE_MS = 250
"""Session time may run ahead of the clock by so much without having jumped."""
_PHASE_MS = 1_000
"""No repetition is faster than this."""
_FRESH = 0.2
"""A way that has only begun leads from where the figure is just as well."""


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
        if self.stand.place != last.stand.place or self.way or last.way:
            return False
        return abs(_turn(last.stand.phase, self.stand.phase)) > gone_ms / _PHASE_MS + 0.05


class Glide:
    """`smoothed` gives what to show for a frame; call it for every frame that is shown."""

    def __init__(self) -> None:
        self._last: _Seen | None = None
        self._shown = Stand()
        self._from: Stand | None = None
        self._since_ms: Millis = 0
        self._way_from: Stand | None = None
        self._has_left_way = False

    def smoothed(self, frame: Frame, *, at_ms: Millis, now_ms: Millis) -> Figure:
        """The figure of a frame at a place of the session, `now_ms` on the monotonic clock."""
        figure = frame.figure
        start = Stand.at_start(frame.step, figure.side)
        seen = _Seen(replace(start, phase=figure.phase), figure.way, at_ms, now_ms)
        last, self._last = self._last, seen
        if last is not None and seen.is_jump_from(last):
            self._begin(frame, start, now_ms)
        way = figure.way
        if way is None:
            self._way_from, self._has_left_way = None, False
        elif self._has_left_way:
            figure = replace(figure, way=None, phase=0.0)
        elif self._way_from is not None:
            figure = replace(figure, way=Way(self._way_from, way.share))
        figure = self._gliding(figure, start, now_ms)
        self._shown = _nearest(figure, start)
        return figure

    def _begin(self, frame: Frame, start: Stand, now_ms: Millis) -> None:
        """Take up a jump from what is shown to where the session is."""
        way = frame.figure.way
        self._way_from, self._has_left_way = None, False
        if way is not None and way.share < _FRESH and self._shown.place != start.place:
            self._way_from = self._shown
            self._from = None
            return
        self._has_left_way = way is not None
        self._from, self._since_ms = self._shown, now_ms
        if self._shown.place == start.place:
            phase = 0.0 if way is not None else frame.figure.phase
            self._from = replace(self._shown, phase=_leaving(self._shown, phase, frame.step))

    def _gliding(self, figure: Figure, start: Stand, now_ms: Millis) -> Figure:
        if self._from is None or figure.way is not None:
            return figure
        share = (now_ms - self._since_ms) / GLIDE_MS
        if share >= 1 and self._from.place != start.place:
            # It is in the start pose; the repetition may be under way by now.
            self._from, self._since_ms = start, self._since_ms + GLIDE_MS
            share -= 1
        if share >= 1:
            self._from = None
            return figure
        if self._from.place != start.place:
            return Figure(side=figure.side, way=Way(self._from, share))
        turn = _turn(self._from.phase, figure.phase)
        eased = share * share * (3 - 2 * share)
        return Figure(side=figure.side, phase=(self._from.phase + turn * eased) % 1.0)


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


def _nearest(figure: Figure, start: Stand) -> Stand:
    if figure.way is None:
        return replace(start, phase=figure.phase)
    return figure.way.before if figure.way.share < 0.5 else start
