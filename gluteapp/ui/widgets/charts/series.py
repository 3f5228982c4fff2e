"""A line with markers of one family as pyqtgraph draws it; knows arrays and no records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.charts.family_look import FamilyLook
from gluteapp.ui.widgets.charts.line_pen import line_pen
from gluteapp.ui.widgets.charts.plot_press import PlotPress

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
LINE_PX = 2.0
_SIZES = {"o": 8.5, "s": 8.0, "d": 11.0, "t1": 10.0}
BENCHMARK = 1.5
"""Markers of benchmark sets are so much larger (LOOKS.md 5)."""
_APART_PX = 11.0
"""Markers nearer than this are thinned; every point can still be read."""
_LEAST_JOINED = 3
"""One or two points have no line (LOOKS.md 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points of one series in the order of time, x in days from the chart's first."""

    x: Floats
    y: Floats
    is_joined: Flags
    """Whether the line goes on to the next point."""
    is_large: Flags

    @classmethod
    def of(
        cls,
        x: list[float],
        y: list[float],
        *,
        breaks: list[float] | None = None,
        is_large: list[bool] | None = None,
    ) -> Points:
        """Points whose line breaks at some places, both in days."""
        xs = np.asarray(x, dtype=np.float64)
        joined = np.full(len(x), len(x) >= _LEAST_JOINED)
        if len(x):
            joined[-1] = False
        for place in breaks or ():
            # The first point of a new move is the first at or after its day.
            after = int(np.searchsorted(xs, place))
            if 0 < after < len(x):
                joined[after - 1] = False
        large = np.asarray(is_large or [False] * len(x), dtype=np.bool_)
        return cls(x=xs, y=np.asarray(y, dtype=np.float64), is_joined=joined, is_large=large)

    @property
    def alone(self) -> Flags:
        """The newest point, and those that no line joins to another."""
        shown = ~self.is_joined
        shown[1:] &= ~self.is_joined[:-1]
        shown[-1:] = True
        return shown

    def between(self, first: float, last: float) -> Points:
        """The points between two places, and one more at each side, so that lines reach out."""
        begin = max(int(np.searchsorted(self.x, first)) - 1, 0)
        end = int(np.searchsorted(self.x, last, side="right")) + 1
        part = slice(begin, end)
        return Points(
            x=self.x[part],
            y=self.y[part],
            is_joined=self.is_joined[part],
            is_large=self.is_large[part],
        )


def nothing() -> Points:
    """No points."""
    return Points.of([], [])


def thinned(points: Points, px_per_day: float) -> Flags:
    """Which markers are drawn, so that they do not become a worm: every second, third, …"""
    count = len(points.x)
    if count < _LEAST_JOINED:
        return np.ones(count, dtype=np.bool_)
    room = (points.x[-1] - points.x[0]) * px_per_day / (count - 1)
    step = max(int(np.ceil(_APART_PX / max(room, 0.01))), 1)
    # Counted by place, not by what is in sight: a marker must not jump while the chart is dragged.
    if step == 1:
        return np.ones(count, dtype=np.bool_)
    cell = np.floor(points.x * px_per_day / _APART_PX)
    shown = np.ones(count, dtype=np.bool_)
    shown[1:] = cell[1:] != cell[:-1]
    return shown


class Series:
    """A curve and its markers on a press; `is_open` markers are outlines and are not joined."""

    def __init__(
        self, press: PlotPress, *, symbol: str, is_open: bool = False, z: float = 0.0
    ) -> None:
        self._symbol, self._is_open = symbol, is_open
        self.curve = None if is_open else press.add_curve(z)
        self.dots = press.add_dots(z + 0.5)

    def set_look(self, colour: QColor, ground: QColor, dash_px: tuple[float, ...]) -> None:
        """Use these colours; `ground` fills open markers."""
        self._colour, self._ground, self._dash_px = colour, ground, dash_px

    def show(self, points: Points, px_per_day: float, ratio: float) -> None:
        """Draw these points; `ratio` is how many pixels one px has."""
        # Each item costs time in every part printed, with or without points.
        has_points = bool(len(points.x))
        self.dots.setVisible(has_points)
        if self.curve is not None:
            self.curve.setVisible(has_points)
            self.curve.setPen(line_pen(self._colour, LINE_PX, self._dash_px, ratio))
            self.curve.setData(points.x, points.y, connect=points.is_joined.astype(np.int32))
        if not has_points:
            return
        shown = thinned(points, px_per_day)
        size = _SIZES[self._symbol]
        sizes = np.where(points.is_large[shown], size * BENCHMARK, size)
        # pyqtgraph's own pens keep their width when it scales a symbol.
        pen = pg.mkPen(self._colour, width=ratio * (1.8 if self._is_open else 1.0))
        brush = self._ground if self._is_open else self._colour
        self.dots.setData(
            x=points.x[shown],
            y=points.y[shown],
            size=sizes,
            symbol=self._symbol,
            pen=pen,
            brush=pg.mkBrush(brush),
        )


def series_look(look: FamilyLook, theme: Theme) -> tuple[QColor, QColor, tuple[float, ...]]:
    """What `set_look` takes, for a family."""
    return theme.tone(look.tone), theme.surface, look.dash_px
