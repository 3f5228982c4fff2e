"""pyqtgraph's scene, printed into pictures: it is never shown and neither mouse nor keys reach it.

Its own mouse handling zooms and pans more than LOOKS.md 5 wants, and painting it anew for each
step of a drag is too slow for 60 frames a second; a printed picture is moved for nothing.
"""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QWidget

from gluteapp.ui.widgets.charts.scale import Scale


class PlotPress:
    """Add pyqtgraph's items to `box`, their x in days from `origin_day`, then `print_on`."""

    def __init__(self, parent: QWidget) -> None:
        self._view = pg.GraphicsView(parent, background=None)
        self._view.hide()
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self.box.disableAutoRange()
        self._view.setCentralItem(self.box)
        self._has_items = False

    def _add(self, item: QGraphicsItem) -> None:
        self._has_items = True
        self.box.addItem(item, ignoreBounds=True)

    def add_curve(self, z: float = 0.0) -> pg.PlotCurveItem:
        """A line."""
        curve = pg.PlotCurveItem(antialias=True)
        curve.setZValue(z)
        self._add(curve)
        return curve

    def add_dots(self, z: float = 0.0) -> pg.ScatterPlotItem:
        """Markers of a size in px."""
        # pyqtgraph's kept pictures of markers do not know how many pixels a printed one has.
        dots = pg.ScatterPlotItem(antialias=True, pxMode=True, useCache=False)
        dots.setZValue(z)
        self._add(dots)
        return dots

    def add_band(
        self, z: float = 0.0
    ) -> tuple[pg.FillBetweenItem, pg.PlotCurveItem, pg.PlotCurveItem]:
        """The room between two lines that are not drawn themselves."""
        low, high = self.add_curve(z), self.add_curve(z)
        for edge in (low, high):
            edge.setPen(None)
        band = pg.FillBetweenItem(low, high)
        band.setZValue(z)
        self._add(band)
        return band, low, high

    def print_on(self, painter: QPainter, scale: Scale, origin_day: float) -> None:
        """Paint the items where `scale` says."""
        if not self._has_items:
            return
        width, height = round(scale.width), round(scale.height)
        if self._view.width() != width or self._view.height() != height:
            self._view.resize(width, height)
            # A widget that is never shown gets no resize event of its own.
            self._view.resizeEvent(None)
        self.box.setRange(
            # Small numbers: the floats of Qt's paths must not carry 740 000 days.
            xRange=(scale.first - origin_day, scale.last - origin_day),
            yRange=(scale.low, scale.high),
            padding=0,
        )
        target = QRectF(scale.left, scale.top, width, height)
        self._view.render(painter, target, QRect(QPoint(0, 0), self._view.size()))
