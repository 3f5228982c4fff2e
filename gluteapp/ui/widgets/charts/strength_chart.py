"""The strength index over days: families, overall, wobble, new moves. Judges nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gluteapp.core.analytics import FamilyPoint, LevelChange, PointKind, Progress, Strength
from gluteapp.core.exercise import Family
from gluteapp.language import number, tr
from gluteapp.ui.theme import FontRole, Theme, font
from gluteapp.ui.widgets.charts.chart_view import ChartView
from gluteapp.ui.widgets.charts.clear_words import draw_clear
from gluteapp.ui.widgets.charts.family_look import FAMILIES, LOOKS
from gluteapp.ui.widgets.charts.line_breaks import overall_breaks, pause_breaks
from gluteapp.ui.widgets.charts.line_pen import line_pen
from gluteapp.ui.widgets.charts.move_labels import BEFORE, MoveLabel, move_labels
from gluteapp.ui.widgets.charts.places import kept_apart
from gluteapp.ui.widgets.charts.scale import Scale
from gluteapp.ui.widgets.charts.series import (
    Points,
    Series,
    nothing,
    series_look,
)
from gluteapp.ui.widgets.charts.stops import StrengthStops, session_places

LOW, HIGH = 30.0, 110.0
"""The range of values shown at least (LOOKS.md 5)."""
_OVERALL_PX = 3.5
_NAME_GAP_PX = 18.0
_EMPTY_AT, _EMPTY_BAND = 53.0, (48.0, 58.0)
"""Where the first point is likely to land (`progress_empty`)."""
_EMPTY_WEEKS = 8


def line_end_word(family: Family) -> str:
    """The name of a family where its line ends; short, since it lies beside the plot."""
    words = {
        Family.HIP_EXTENSION: tr("Hip extension"),
        Family.ABDUCTION: tr("Side of hip"),
        Family.SQUAT: tr("Squat, lunge"),
    }
    return words[family]


def _x_of(change: LevelChange, scale: Scale) -> float:
    """A little before the first point of the new move."""
    return scale.x(change.day - BEFORE)


class StrengthChart(ChartView):
    """Shows `Progress.strength`; see `ChartView` for what it emits."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Strength index chart"), parent=parent)
        self._progress: Progress | None = None
        self._moves: Mapping[str, str] = {}
        self._names: list[tuple[str, float, QColor]] = []
        self._points = {family: nothing() for family in FAMILIES}
        self._censored = {family: nothing() for family in FAMILIES}
        self._off_tempo = {family: nothing() for family in FAMILIES}
        self._overall = nothing()
        self._band_words_y: float | None = None
        self._labels: list[MoveLabel] | None = None
        self._make_items()
        self._colour_items()

    def _make_items(self) -> None:
        press = self.press
        self._band, *self._edges = press.add_band(-10.0)
        self._lines: dict[Family, Series] = {}
        self._outlines: dict[Family, Series] = {}
        self._triangles: dict[Family, Series] = {}
        for family, look in LOOKS.items():
            self._lines[family] = Series(press, symbol=look.symbol, z=1.0)
            self._outlines[family] = Series(press, symbol=look.symbol, is_open=True, z=2.0)
            self._triangles[family] = Series(press, symbol="t1", is_open=True, z=2.0)
        self._overall_line = press.add_curve(3.0)
        self._overall_dots = press.add_dots(4.0)

    def _colour_items(self) -> None:
        theme = self.theme
        haze = QColor(theme.text2)
        haze.setAlphaF(0.14 if theme.is_dark else 0.12)
        self._band.setBrush(haze)
        for family, look in LOOKS.items():
            for items in (self._lines, self._outlines, self._triangles):
                items[family].set_look(*series_look(look, theme))

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self._colour_items()
        self._name_ends()
        self.lay_out()

    # Values

    def show_progress(self, progress: Progress, moves: Mapping[str, str]) -> None:
        """Show a range; `moves` gives the words of `exercise/variant`."""
        self._progress, self._moves = progress, moves
        places = session_places(progress.strength)
        self._collect(progress, places)
        self._show_band(progress.strength)
        self._name_ends()
        first, last = float(progress.first_day), float(progress.last_day)
        stops = StrengthStops(progress, moves, places)
        if not len(stops):
            first, last = 0.0, _EMPTY_WEEKS * 7.0 - 3
        elif stops.xs[-1] > last:
            last = stops.xs[-1]
        self.low, self.high = self._value_range(progress.strength)
        self.set_stops(stops if len(stops) else None)
        self.set_span(first, last)

    def _value_range(self, strength: Strength) -> tuple[float, float]:
        values = [one.index for one in strength.points] + [one.index for one in strength.overall]
        if not values:
            return LOW, HIGH
        return min(LOW, min(values) - 5), max(HIGH, max(values) + 8)

    def _collect(self, progress: Progress, places: Mapping[str, float]) -> None:
        strength = progress.strength
        origin = float(progress.first_day) if places else 0.0
        found: dict[tuple[Family, PointKind], list[FamilyPoint]] = {}
        for point in strength.points:
            found.setdefault((point.family, point.kind), []).append(point)

        def series(family: Family, kind: PointKind, breaks: list[float]) -> Points:
            points = found.get((family, kind), [])
            return Points.of(
                [places[one.session_id] - origin for one in points],
                [one.index for one in points],
                breaks=breaks,
                is_large=[one.is_benchmark for one in points],
            )

        for family in FAMILIES:
            breaks = [one.day - origin for one in strength.level_changes if one.family is family]
            breaks += pause_breaks(found.get((family, PointKind.VALID), []), places, origin)
            self._points[family] = series(family, PointKind.VALID, breaks)
            self._censored[family] = series(family, PointKind.CENSORED, [])
            self._off_tempo[family] = series(family, PointKind.OFF_TEMPO, [])
        self._overall = Points.of(
            [places[one.session_id] - origin for one in strength.overall],
            [one.index for one in strength.overall],
            breaks=overall_breaks(strength.overall, places, origin),
        )

    def _band_values(self) -> tuple[float, float] | None:
        if self._progress is None or self.stops is None:
            return None
        trend = self._progress.strength.trend
        if trend.low is None or trend.high is None:
            return None
        return trend.low, trend.high

    def _show_band(self, strength: Strength) -> None:
        trend, progress = strength.trend, self._progress
        assert progress is not None
        low, high = trend.low, trend.high
        length = float(progress.last_day - progress.first_day)
        if not (strength.points or strength.missing):
            (low, high), length = _EMPTY_BAND, _EMPTY_WEEKS * 7.0
        xs = [-length, 2 * length] if low is not None and high is not None else []
        for edge, value in zip(self._edges, (low, high), strict=True):
            edge.setData(xs, [value] * len(xs))

    def _name_ends(self) -> None:
        """Which names stand where the lines end, and how much room they need."""
        theme = self.theme
        self._names = []
        for family in FAMILIES:
            points = self._points[family]
            if len(points.x):
                value = float(points.y[-1])
                words = tr("{name} {index}", name=line_end_word(family), index=number(round(value)))
                self._names.append((words, value, theme.tone(LOOKS[family].tone)))
        if len(self._overall.x):
            value = float(self._overall.y[-1])
            words = tr("Overall {index}", index=number(round(value)))
            self._names.append((words, value, theme.text))
        metrics = QFontMetricsF(font(FontRole.CAPTION_STRONG, theme.scale))
        widest = max((metrics.horizontalAdvance(words) for words, _, _ in self._names), default=0)
        self.right_px = widest + 14 if widest else 12.0

    def load(self, scale: Scale) -> None:
        """Give the press the points in sight."""
        # Markers reach over the edges of what is printed.
        margin, ratio = 12 / scale.px_per_day, self.pixel_ratio
        begin = scale.first - self.first_day - margin
        end = scale.last - self.first_day + margin
        for shown, points in (
            (self._lines, self._points),
            (self._outlines, self._off_tempo),
            (self._triangles, self._censored),
        ):
            for family in FAMILIES:
                shown[family].show(points[family].between(begin, end), scale.px_per_day, ratio)
        overall = self._overall.between(begin, end)
        self._overall_line.setPen(line_pen(self.theme.text, _OVERALL_PX, ratio=ratio))
        self._overall_line.setData(overall.x, overall.y, connect=overall.is_joined.astype(np.int32))
        self._show_overall_dots()

    def lay_out(self) -> None:
        """Place and print everything anew."""
        self._band_words_y = None
        self._labels = None
        super().lay_out()

    def _show_overall_dots(self) -> None:
        """An open point at the end of the overall line and wherever no line leads to or from."""
        overall = self._overall
        is_line = len(overall.x) > 2
        ends = overall.alone if is_line else slice(None)
        self._overall_dots.setData(
            x=overall.x[ends],
            y=overall.y[ends],
            size=12.5 if is_line else 16.0,
            symbol="o",
            pen=pg.mkPen(self.theme.text, width=_OVERALL_PX * self.pixel_ratio),
            # Without a line the markers of the families lie where the overall ones do.
            brush=pg.mkBrush(self.theme.surface if is_line else None),
        )

    def ticks_of_days(self) -> Sequence[tuple[float, str]]:
        """Days, or the weeks to come while there is nothing."""
        if self.stops is not None:
            return super().ticks_of_days()
        return [
            (one * 7 + 3.0, tr("week {week}", week=number(one + 1))) for one in range(_EMPTY_WEEKS)
        ]

    def paint_ground(self, painter: QPainter, scale: Scale) -> None:
        """Paint lighter weeks, new moves, and ticks of sessions without a point."""
        progress = self._progress
        if progress is None:
            return
        self._paint_lighter(painter, progress, scale)
        for change in progress.strength.level_changes:
            x = _x_of(change, scale)
            if not scale.left - 2 <= x <= scale.right + 2 or change.family not in LOOKS:
                continue
            pen = QPen(self.theme.tone(LOOKS[change.family].tone), 2)
            pen.setDashPattern([0.75, 2.25])
            painter.setPen(pen)
            painter.drawLine(QPointF(x, scale.top), QPointF(x, scale.bottom))
        painter.setPen(QPen(self.theme.line2, 2))
        measured = {one.day for one in progress.strength.points}
        for missing in progress.strength.missing:
            if missing.day not in measured and scale.first - 1 <= missing.day <= scale.last + 1:
                x = scale.x(missing.day)
                painter.drawLine(QPointF(x, scale.bottom - 4), QPointF(x, scale.bottom))

    def _paint_lighter(self, painter: QPainter, progress: Progress, scale: Scale) -> None:
        theme = self.theme
        painter.setFont(font(FontRole.AXIS, theme.scale))
        words = tr("lighter week")
        width = QFontMetricsF(painter.font()).horizontalAdvance(words)
        for span in progress.lighter:
            left, right = scale.x(span.first_day - 0.5), scale.x(span.last_day + 0.5)
            if right < scale.left or left > scale.right:
                continue
            painter.fillRect(QRectF(left, scale.top, right - left, scale.height), theme.raised)
            if width + 8 <= right - left:
                painter.setPen(theme.text3)
                painter.drawText(QPointF((left + right - width) / 2, scale.bottom - 10), words)

    def paint_words(self, painter: QPainter, scale: Scale) -> None:
        """Paint which move is new, beside its line."""
        painter.setFont(font(FontRole.CAPTION_STRONG, self.theme.scale))
        metrics = QFontMetricsF(painter.font())
        line, first = metrics.height(), metrics.ascent()
        for label in self._change_labels(scale):
            left = scale.x(self.first_day) + label.left
            if left + label.width < scale.left or left > scale.right:
                continue
            painter.setPen(self.theme.tone(label.tone))
            # Whole px: the same letters in whatever part they are printed.
            at = QPointF(round(left), round(scale.top + first + label.row * line))
            draw_clear(painter, at, label.words, self.theme.surface)

    def _change_labels(self, scale: Scale) -> list[MoveLabel]:
        """Where the labels lie, in px from the first day: the same for every part printed."""
        if self._labels is None:
            changes = () if self._progress is None else self._progress.strength.level_changes
            metrics = QFontMetricsF(font(FontRole.CAPTION_STRONG, self.theme.scale))
            origin = self.first_day + BEFORE
            self._labels = move_labels(changes, self._moves, metrics, origin, scale.px_per_day)
        return self._labels

    def paint_over(self, painter: QPainter, scale: Scale) -> None:
        """Paint names and what the band is, then what is read."""
        if self.stops is None:
            self._paint_empty(painter, scale)
            return
        self._paint_band_words(painter, scale)
        self._paint_names(painter, scale)
        super().paint_over(painter, scale)

    def _paint_band_words(self, painter: QPainter, scale: Scale) -> None:
        band = self._band_values()
        if band is None:
            return
        painter.setFont(font(FontRole.AXIS, self.theme.scale))
        words = tr("band: everyday wobble, 10 % each way")
        metrics = QFontMetricsF(painter.font())
        left = scale.left + 5
        if self._band_words_y is None:
            self._band_words_y = self._quietest(
                scale, band, metrics, metrics.horizontalAdvance(words)
            )
        painter.setPen(self.theme.text2)
        painter.drawText(QPointF(left, self._band_words_y), words)

    def _quietest(
        self, scale: Scale, band: tuple[float, float], metrics: QFontMetricsF, width: float
    ) -> float:
        """The line over, under or inside the band that the fewest points lie on, in px."""
        top, bottom = scale.y(band[1]), scale.y(band[0])
        lines = [top - 6, bottom + metrics.ascent() + 5, bottom - 6]
        fitting = [y for y in lines if scale.top + 30 < y < scale.bottom - 3] or lines[:1]
        begin, end = scale.first - self.first_day, scale.day(scale.left + width) - self.first_day
        series = (self._overall, *self._points.values(), *self._censored.values())
        values = [float(value) for one in series for value in one.between(begin, end).y]

        def crossed(y: float) -> int:
            middle = y - metrics.capHeight() / 2
            return sum(abs(scale.y(value) - middle) < _NAME_GAP_PX * 0.7 for value in values)

        return min(fitting, key=crossed)

    def _paint_names(self, painter: QPainter, scale: Scale) -> None:
        painter.setFont(font(FontRole.CAPTION_STRONG, self.theme.scale))
        half = QFontMetricsF(painter.font()).capHeight() / 2
        wanted = [scale.y(value) for _, value, _ in self._names]
        gap = _NAME_GAP_PX * self.theme.scale
        places = kept_apart(wanted, gap, scale.top + 6, scale.bottom - 6)
        for (words, _, colour), y in zip(self._names, places, strict=True):
            painter.setPen(colour)
            painter.drawText(QPointF(scale.right + 9, y + half), words)

    def _paint_empty(self, painter: QPainter, scale: Scale) -> None:
        theme = self.theme
        at = QPointF(scale.x(3.0), scale.y(_EMPTY_AT))
        painter.setPen(QPen(theme.accent, 3))
        painter.setBrush(theme.surface)
        painter.drawEllipse(at, 7.5, 7.5)
        painter.setFont(font(FontRole.BODY_STRONG, theme.scale))
        words = tr("Your first point lands here")
        metrics = QFontMetricsF(painter.font())
        height = 48 * theme.scale
        top = scale.y(_EMPTY_BAND[1]) - height - 8
        card = QRectF(at.x() + 18, top, metrics.horizontalAdvance(words) + 44, height)
        card.moveRight(min(card.right(), self.width() - 1.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.high)
        painter.drawRoundedRect(card, 12, 12)
        painter.setPen(theme.text)
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, words)
