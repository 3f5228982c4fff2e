"""The work of each week as bars, with what is still planned. Judges nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from gluteapp.core.analytics import Progress, WeekWork
from gluteapp.language import tr
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.charts.chart_view import ChartView
from gluteapp.ui.widgets.charts.scale import Scale
from gluteapp.ui.widgets.charts.stops import WorkStops

_BAR_MAX_PX, _GAP_SHARE, _CORNER_PX = 30.0, 0.34, 6.0


class WorkChart(ChartView):
    """Shows `Progress.weeks`; a week has no session, so nothing opens."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Weekly work chart"), parent=parent)
        self._weeks: tuple[WeekWork, ...] = ()

    def show_progress(self, progress: Progress) -> None:
        """Show a range."""
        self._weeks = progress.weeks
        most = max((week.work + week.planned for week in self._weeks), default=0.0)
        self.low, self.high = 0.0, max(most * 1.08, 100.0)
        self.set_stops(WorkStops(self._weeks) if self._weeks else None)
        first = float(self._weeks[0].monday if self._weeks else progress.first_day)
        last = self._weeks[-1].monday + 6.0 if self._weeks else float(progress.last_day)
        # A single bar must not fill the chart.
        self.set_span(first, max(last, first + 20.0))

    def ticks_of_days(self) -> list[tuple[float, str]]:
        """Each label stands in the middle of its week's bar."""
        return [(day + 3.0, words) for day, words in super().ticks_of_days()]

    def paint_ground(self, painter: QPainter, scale: Scale) -> None:
        """Paint the bars: the running week in ember, the others quiet, what is planned dashed."""
        room = 7 * scale.px_per_day
        width = max(min(room * (1 - _GAP_SHARE), _BAR_MAX_PX), 1.0)
        foot = scale.y(0.0)
        for week in self._weeks:
            if not scale.first - 7 <= week.monday <= scale.last + 7:
                continue
            left = scale.x(week.monday + 3.0) - width / 2
            top, planned = scale.y(week.work), scale.y(week.work + week.planned)
            self._paint_bar(painter, QRectF(left, top, width, foot - top), week)
            if week.planned > 0:
                pen = QPen(self.theme.accent, 1.5)
                pen.setDashPattern([2, 2])
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                gap = 2.0 if week.work > 0 else 0.0
                outline = QRectF(left + 0.75, planned, width - 1.5, top - planned - gap)
                painter.drawRoundedRect(outline, _CORNER_PX, _CORNER_PX)

    def _paint_bar(self, painter: QPainter, bar: QRectF, week: WeekWork) -> None:
        if bar.height() < 0.5:
            return
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent if week.is_running else theme.line2)
        corner = min(_CORNER_PX, bar.width() / 2, bar.height())
        path = QPainterPath(bar.bottomLeft())
        path.lineTo(bar.left(), bar.top() + corner)
        path.quadTo(bar.topLeft(), QPointF(bar.left() + corner, bar.top()))
        path.lineTo(bar.right() - corner, bar.top())
        path.quadTo(bar.topRight(), QPointF(bar.right(), bar.top() + corner))
        path.lineTo(bar.bottomRight())
        path.closeSubpath()
        painter.drawPath(path)
        if week.is_lighter and bar.width() >= 8:
            # A lighter week is told by its stripes, not by its colour.
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.save()
            painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
            painter.setPen(QPen(theme.surface, 2))
            x = bar.left() - bar.height()
            while x < bar.right():
                painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + bar.height(), bar.top()))
                x += 7
            painter.restore()
