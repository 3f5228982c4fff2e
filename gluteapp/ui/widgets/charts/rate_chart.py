"""The share of sets felt first in the glute, over days. Judges nothing itself."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from gluteapp.core.analytics import Progress
from gluteapp.language import number, tr
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.charts.chart_view import ChartView
from gluteapp.ui.widgets.charts.line_pen import line_pen
from gluteapp.ui.widgets.charts.scale import Scale
from gluteapp.ui.widgets.charts.series import Points, nothing, thinned
from gluteapp.ui.widgets.charts.stops import RateStops

_LINE_PX, _DOT_PX, _LAST_PX = 2.2, 7.5, 11.0
_AROUND = 0.12
"""The values are shown with so much around them (LOOKS.md 5)."""


class RateChart(ChartView):
    """Shows `Progress.rates`; see `ChartView` for what it emits."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Glute felt first chart"), parent=parent)
        self._points = nothing()
        self._wobble: tuple[float, float] | None = None
        self._line, self._dots = self.press.add_curve(), self.press.add_dots(1.0)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.lay_out()

    def show_progress(self, progress: Progress) -> None:
        """Show a range."""
        rates, trend = progress.rates, progress.rate_trend
        stops = RateStops(rates, progress.today)
        first = float(progress.first_day)
        self._points = Points.of([x - first for x in stops.xs], [one.share for one in rates])
        self._wobble = None if trend.low is None or trend.high is None else (trend.low, trend.high)
        shares = [one.share for one in rates]
        low = min(shares, default=0.5) - _AROUND
        # Whole quarters, so that the lines are 0, 25, 50, 75 or 100 %.
        self.low = max(min(math.floor(low * 4) / 4, 0.5), 0.0) - 0.03
        self.high = 1.06
        self.set_stops(stops if len(stops) else None)
        self.set_span(first, max(float(progress.last_day), stops.xs[-1] if stops.xs else 0.0))

    def load(self, scale: Scale) -> None:
        """Give the press the points in sight."""
        margin = 12 / scale.px_per_day
        points = self._points.between(
            scale.first - self.first_day - margin, scale.last - self.first_day + margin
        )
        shown = thinned(points, scale.px_per_day)
        accent = self.theme.accent
        self._line.setPen(line_pen(accent, _LINE_PX, ratio=self.pixel_ratio))
        self._line.setData(points.x, points.y, connect=points.is_joined.astype(np.int32))
        sizes = np.full(len(points.x), _DOT_PX)
        if len(points.x) and points.x[-1] == self._points.x[-1]:
            sizes[-1] = _LAST_PX
            shown[-1] = True
        self._dots.setData(
            x=points.x[shown],
            y=points.y[shown],
            size=sizes[shown],
            symbol="o",
            pen=pg.mkPen(None),
            brush=pg.mkBrush(accent),
        )

    def ticks_of_values(self) -> list[tuple[float, str]]:
        """Whole percent, so that the axis needs no sign."""
        quarters = (0.0, 0.25, 0.5, 0.75, 1.0)
        step = 2 if self.low < 0.2 else 1
        return [
            (value, number(round(value * 100))) for value in quarters[::step] if value >= self.low
        ]

    def paint_ground(self, painter: QPainter, scale: Scale) -> None:
        """Paint the everyday wobble."""
        if self._wobble is None or self.stops is None:
            return
        low, high = self._wobble
        haze = QColor(self.theme.text2)
        haze.setAlphaF(0.12)
        top = scale.y(min(high, 1.0))
        foot = scale.y(max(low, self.low))
        painter.fillRect(QRectF(scale.left, top, scale.width, foot - top), haze)
