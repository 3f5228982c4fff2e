"""The base of all charts: days to the right, values up, hairline and reading. Knows no values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.language import number
from gluteapp.ui.theme import RADIUS_SMALL, Theme
from gluteapp.ui.widgets.announce import announce
from gluteapp.ui.widgets.charts.axes import paint_axes
from gluteapp.ui.widgets.charts.day_ticks import day_ticks, value_ticks
from gluteapp.ui.widgets.charts.plot_press import PlotPress
from gluteapp.ui.widgets.charts.scale import Scale
from gluteapp.ui.widgets.charts.stops import Stops
from gluteapp.ui.widgets.charts.tooltip import paint_tooltip
from gluteapp.ui.widgets.focus_ring import FocusRing

WINDOW_DAYS = 730
"""A chart shows so many days at once; a longer range can be dragged."""
_DRAG_PX = 6
"""A press that moves less is a click."""
_EDGE_PX = 9
"""Room between the outermost points and the edges of the plot."""
_READ_PX = 8.5
"""Radius of the ring round what is read."""
_AXIS_PX, _VALUES_PX, _TOP_PX = 30, 36, 8
_PART_PX, _PARTS_KEPT = 160, 16
"""Where there is more to see than fits, so wide parts are printed and so many kept."""


class ChartView(QWidget):
    """A chart that is read by mouse or keys; emits `point_clicked(session_id)` and `read(text)`.

    The nearest stop to the mouse is read, Left and Right walk the stops, Home and End jump, Enter
    or a click opens. Days beyond `WINDOW_DAYS` are reached by dragging or by walking.
    """

    point_clicked = Signal(str)
    read = Signal(str)

    def __init__(self, *, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.stops: Stops | None = None
        self.first_day, self.last_day = 0.0, 1.0
        self.low, self.high = 0.0, 1.0
        self.right_px = 12.0
        """Room for names right of the plot."""
        self._from, self._to = 0.0, 1.0
        self._scale: Scale | None = None
        self._current: int | None = None
        self._is_by_key = False
        self._pressed: QPointF | None = None
        self._dragged_from: float | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.press = PlotPress(self)
        self._printed: dict[int, QPixmap] = {}
        self._ratio: float | None = None

    # What is shown

    def set_stops(self, stops: Stops | None) -> None:
        """Read these places from now on."""
        self.stops = stops
        self._set_current(None)

    def set_span(self, first_day: float, last_day: float) -> None:
        """Show these days, both ends included; of a longer span the newest part."""
        self.first_day, self.last_day = first_day, max(last_day, first_day + 1)
        self._to = self.last_day
        self._from = max(self.first_day, self.last_day - WINDOW_DAYS)
        self.lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.lay_out()

    def sizeHint(self) -> QSize:
        """A chart of a card's width."""
        return QSize(360, 104)

    def minimumSizeHint(self) -> QSize:
        """The smallest that can still be read."""
        return QSize(220, 100)

    @contextmanager
    def finely(self, ratio: float) -> Iterator[None]:
        """Print with so many pixels for each px, and nothing that is being read."""
        read, self._current = self._current, None
        self._ratio = ratio
        self._printed.clear()
        yield
        self._ratio, self._current = None, read
        self._printed.clear()

    # Where things lie

    @property
    def can_pan(self) -> bool:
        """Whether there are days outside the window."""
        return self.last_day - self.first_day > WINDOW_DAYS

    @property
    def window_days(self) -> tuple[float, float]:
        """The first and the last day in sight."""
        return self._from, self._to

    def scale(self) -> Scale:
        """Where everything lies at this moment, in px of this widget."""
        if self._scale is None:
            self._scale = self._measured()
        return self._scale

    def _measured(self) -> Scale:
        by = self.theme.scale
        left, top = _VALUES_PX * by, float(_TOP_PX)
        width = float(max(round(self.width() - left - self.right_px), 2 * _EDGE_PX + 1))
        px_per_day = (width - 2 * _EDGE_PX) / (self._to - self._from)
        # Whole px, so that what is printed can be moved instead of printed anew.
        moved = round((self._from - self.first_day) * px_per_day)
        return Scale(
            left=round(left),
            top=top,
            width=width,
            height=float(max(round(self.height() - top - _AXIS_PX * by), 1)),
            first=self.first_day + (moved - _EDGE_PX) / px_per_day,
            px_per_day=px_per_day,
            low=self.low,
            high=self.high,
        )

    def lay_out(self) -> None:
        """Place and print everything anew."""
        self._scale = None
        self._printed.clear()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self.lay_out()

    @property
    def pixel_ratio(self) -> float:
        """How many pixels one px has in what is printed; pyqtgraph's widths are in pixels."""
        return self._ratio or self.devicePixelRatioF()

    def load(self, scale: Scale) -> None:
        """Give the press what is to be seen; subclasses do."""

    def pan_to(self, first: float) -> None:
        """Move the window so that it begins at a day, as far as there are days."""
        length = self._to - self._from
        first = max(min(first, self.last_day - length), self.first_day)
        if first != self._from:
            self._from, self._to = first, first + length
            self._scale = None
            self.update()

    # Reading

    @property
    def current(self) -> int | None:
        """Index of the stop that is read."""
        return self._current

    def show_stop(self, index: int) -> None:
        """Read a stop as if walked to by key; the window follows."""
        if self.stops is None or not len(self.stops):
            return
        index = min(max(index, 0), len(self.stops) - 1)
        x = self.stops.xs[index]
        if not self._from <= x <= self._to:
            self.pan_to(x - (self._to - self._from) / 2)
        self._is_by_key = True
        self._set_current(index)

    def _set_current(self, index: int | None) -> None:
        if index == self._current:
            return
        self._current = index
        self.update()
        if index is not None and self.stops is not None:
            spoken = self.stops[index].spoken
            self.read.emit(spoken)
            if self._is_by_key:
                announce(self, spoken)

    def _nearest(self, x_px: float) -> int | None:
        if self.stops is None or not len(self.stops):
            return None
        xs, day = self.stops.xs, self.scale().day(x_px)
        right = min(bisect_left(xs, day), len(xs) - 1)
        left = max(right - 1, 0)
        nearest = left if abs(xs[left] - day) <= abs(xs[right] - day) else right
        return nearest if self._from - 0.5 <= xs[nearest] <= self._to + 0.5 else None

    def _open(self, index: int | None) -> None:
        if index is not None and self.stops is not None and self.stops[index].session_id:
            self.point_clicked.emit(self.stops[index].session_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the stops; open with Enter; Escape stops reading."""
        count = 0 if self.stops is None else len(self.stops)
        last = count - 1
        at = self._current
        match event.key():
            case Qt.Key.Key_Left if count:
                self.show_stop(last if at is None else at - 1)
            case Qt.Key.Key_Right if count:
                self.show_stop(0 if at is None else at + 1)
            case Qt.Key.Key_Home if count:
                self.show_stop(0)
            case Qt.Key.Key_End if count:
                self.show_stop(last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if at is not None:
                if not event.isAutoRepeat():
                    self._open(at)
            case Qt.Key.Key_Escape if at is not None:
                self._set_current(None)
            case _:
                super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read what is nearest, or drag."""
        x = event.position().x()
        if self._pressed is not None and self.can_pan:
            if self._dragged_from is None and abs(x - self._pressed.x()) >= _DRAG_PX:
                self._dragged_from = self._from
                self._set_current(None)
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
            if self._dragged_from is not None:
                days = (self._pressed.x() - x) / self.scale().px_per_day
                self.pan_to(self._dragged_from + days)
                return
        self._is_by_key = False
        inside = self.scale().rect.adjusted(-_EDGE_PX, 0, _EDGE_PX, _AXIS_PX)
        self._set_current(self._nearest(x) if inside.contains(event.position()) else None)
        self._show_cursor()

    def _show_cursor(self) -> None:
        at = self._current
        if at is not None and self.stops is not None and self.stops[at].session_id:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        elif self.can_pan:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._dragged_from = None
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        was_dragged = self._dragged_from is not None
        pressed, self._pressed, self._dragged_from = self._pressed, None, None
        if pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._show_cursor()
        if not was_dragged and self.scale().rect.contains(event.position()):
            self._open(self._nearest(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading what the mouse was at."""
        super().leaveEvent(event)
        if not self._is_by_key:
            self._set_current(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        FocusRing.focus_came(self, event, self.theme.text, RADIUS_SMALL)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away, and what was read by key."""
        super().focusOutEvent(event)
        FocusRing.focus_went(self, event)
        if self._is_by_key:
            self._set_current(None)

    # Painting

    def ticks_of_values(self) -> Sequence[tuple[float, str]]:
        """The horizontal lines and their words, four at most."""
        return [(value, number(value, 1)) for value in value_ticks(self.low, self.high)]

    def ticks_of_days(self) -> Sequence[tuple[float, str]]:
        """The days named under the plot."""
        return day_ticks(self._from, self._to, self.scale().width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, what was printed, and what is read."""
        scale = self.scale()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        values, days = self.ticks_of_values(), self.ticks_of_days()
        paint_axes(painter, scale, self.theme, values=values, days=days, size=self.size())
        painter.setClipRect(scale.rect)
        begin = round((scale.first - self.first_day) * scale.px_per_day) + _EDGE_PX
        for part, start in self._parts(begin, scale):
            at = QPointF(scale.left + start - begin, scale.top)
            painter.drawPixmap(at, self._part(part, start, scale))
        painter.setClipping(False)
        self.paint_over(painter, scale)
        painter.end()

    def _parts(self, begin: int, scale: Scale) -> Iterator[tuple[int, int]]:
        """Number and place of the parts in sight when the plot begins `begin` px from the first day.

        Part 0 is all that is in sight of the newest days, so that a page opens with one print; what
        is dragged into sight comes in narrow parts, so that no frame waits long for one.
        """
        newest = self.last_day - (self._to - self._from)
        home = round((newest - self.first_day) * scale.px_per_day)
        end = begin + int(scale.width)
        if end > home:
            yield 0, home
        for part in range(max((home - end) // _PART_PX + 1, 1), -((begin - home) // _PART_PX) + 1):
            yield part, home - part * _PART_PX

    def _part(self, part: int, start: int, scale: Scale) -> QPixmap:
        found = self._printed.get(part)
        if found is None:
            while len(self._printed) >= _PARTS_KEPT:
                del self._printed[max(self._printed, key=lambda one: abs(one - part))]
            width = _PART_PX if part else int(scale.width)
            found = self._printed[part] = self._print(start, width, scale)
        return found

    def _print(self, start: int, width: int, scale: Scale) -> QPixmap:
        """A part of the plot as a picture, beginning so many px from the first day."""
        part = replace(
            scale,
            left=0.0,
            top=0.0,
            width=float(width),
            first=self.first_day + (start - _EDGE_PX) / scale.px_per_day,
        )
        ratio = self.pixel_ratio
        picture = QPixmap(round(width * ratio), round(scale.height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, part)
        self.load(part)
        self.press.print_on(painter, part, self.first_day)
        self.paint_words(painter, part)
        painter.end()
        return picture

    def paint_ground(self, painter: QPainter, scale: Scale) -> None:
        """Paint strips, bars and the like under the lines; subclasses may."""

    def paint_words(self, painter: QPainter, scale: Scale) -> None:
        """Paint words that move with the lines over them; subclasses may."""

    def paint_over(self, painter: QPainter, scale: Scale) -> None:
        """Paint what stays where it is while the lines move; subclasses call this last."""
        if self._current is None or self.stops is None:
            return
        stop = self.stops[self._current]
        x = scale.x(stop.x)
        painter.setPen(QPen(self.theme.text3, 1))
        painter.drawLine(QPointF(x, scale.top), QPointF(x, scale.bottom))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.text, 1.5))
        for line in stop.lines:
            if line.y is not None:
                painter.drawEllipse(QPointF(x, scale.y(line.y)), _READ_PX, _READ_PX)
        paint_tooltip(painter, stop, self.theme, x_px=x, room=QRectF(self.rect()))
