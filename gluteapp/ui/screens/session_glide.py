"""Keeps the figure from jumping where the session jumps: skip, back, redo, easier, a rest changed.

It is told frame after frame and sees by itself that time did not simply go on; no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Phase
from gluteapp.core.timeline import Step
from gluteapp.figure.timing import shares
from gluteapp.ui.screens.session_frame import Frame
from gluteapp.ui.screens.session_way import Figure, Stand, Way, WayLength, usual_length

GLIDE_MS = 600
"""So long the figure glides to another moment of its move; design choice."""
AT_MOST_MS = 1_500
"""A way into another move takes no longer where the session jumped into work; design choice."""
LEAVE_MS = 500
"""A way that a jump breaks off is over in so long, if it leads nowhere; design choice."""
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
        cls, way: Way, after: Stand, *, wanted: Stand, natural_ms: int, now_ms: int, left_ms: int
    ) -> Self:
        """The end where the figure is wanted, with `left_ms` for it, else the nearer one."""
        most_ms = LEAVE_MS
        if wanted.place in (way.before.place, after.place):
            to_share = int(wanted.place == after.place)
            most_ms = max(left_ms, LEAVE_MS)
        else:
            to_share = round(way.share)
        apart = abs(to_share - way.share)
        length_ms = min(round(apart * natural_ms), most_ms)
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
        self._since_ms: Millis = 0
        self._length_ms = GLIDE_MS
        self._way_from: Stand | None = None
        self._way_since = 0.0
        self._has_left_way = False

    def smoothed(
        self, frame: Frame, *, at_ms: Millis, now_ms: Millis, left_ms: Millis = AT_MOST_MS
    ) -> Figure:
        """The figure of a frame at a place of the session, `now_ms` on the monotonic clock.

        `left_ms` is how long a way may take that begins now because the session jumped.
        """
        figure = frame.figure
        start = Stand.at_start(frame.step, figure.side)
        seen = _Seen(replace(start, phase=figure.phase), figure.way, at_ms, now_ms)
        last, self._last = self._last, seen
        if last is not None and seen.is_jump_from(last):
            if self._shown_way is None:
                self._begin(frame, start, now_ms, left_ms)
            elif self._leaving is None:
                self._leaving = _Leaving.of(
                    self._shown_way, self._shown, wanted=start,
                    natural_ms=self._natural(self._shown_way.before, self._shown),
                    now_ms=now_ms, left_ms=left_ms,
                )  # fmt: skip
        if self._leaving is not None:
            broken = self._leaving.way(now_ms)
            if broken is not None:
                return Figure(side=self._leaving.after.side, way=broken)
            self._shown, self._leaving = self._leaving.end, None
            self._begin(frame, start, now_ms, left_ms)
        figure = self._going_on(figure, start, now_ms)
        self._shown, self._shown_way = replace(start, phase=figure.phase), figure.way
        return figure

    def _going_on(self, figure: Figure, start: Stand, now_ms: Millis) -> Figure:
        way = figure.way
        if way is None:
            self._way_from, self._has_left_way = None, False
        elif self._has_left_way:
            figure = replace(figure, way=None, phase=0.0)
        elif self._way_from is not None:
            share = max(way.share - self._way_since, 0.0) / (1.0 - self._way_since)
            figure = replace(figure, way=Way(self._way_from, share))
        return self._gliding(figure, start, now_ms)

    def _begin(self, frame: Frame, start: Stand, now_ms: Millis, left_ms: Millis) -> None:
        """Take up a jump from what is shown to where the session is."""
        way = frame.figure.way
        self._way_from, self._has_left_way = None, False
        if way is not None and way.share < _FRESH and self._shown.place != start.place:
            self._way_from, self._way_since = self._shown, way.share
            self._from = None
            return
        self._has_left_way = way is not None
        self._from, self._since_ms, self._length_ms = self._shown, now_ms, GLIDE_MS
        if self._shown.place != start.place:
            natural_ms = self._natural(self._shown, start)
            self._length_ms = max(min(natural_ms, max(left_ms, GLIDE_MS)), 1)
        if self._shown.place == start.place:
            phase = 0.0 if way is not None else frame.figure.phase
            self._from = replace(self._shown, phase=_leaving(self._shown, phase, frame.step))

    def _gliding(self, figure: Figure, start: Stand, now_ms: Millis) -> Figure:
        if self._from is None or figure.way is not None:
            return figure
        share = (now_ms - self._since_ms) / self._length_ms
        if share >= 1 and self._from.place != start.place:
            # It is in the start pose; the repetition may be under way by now.
            self._from, self._since_ms = start, self._since_ms + self._length_ms
            self._length_ms = GLIDE_MS
            share = (now_ms - self._since_ms) / GLIDE_MS
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
