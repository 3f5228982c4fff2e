"""Paints a frame over its still stage into a widget of any size; knows no worker and no move."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from gluteapp.ui.stage.frame_maker import Drawn
from gluteapp.ui.stage.frame_store import Patch, Pixels, Strip

DIMMED = 0.6
"""Brightness while paused (LOOKS.md 10 d)."""
INSET_RADIUS = 14.0
INSET_EMPTY = QColor("#10151D")
"""An inset stage before its first picture: the edge of the stage (LOOKS.md 1.4)."""
_STRETCH = 0.004
"""Difference of shape that comes from whole pixels and is stretched away."""


class Plate:
    """The stage of one widget, scaled once, and the figure over it, scaled with each frame."""

    def __init__(self, *, page: QColor, is_inset: bool) -> None:
        self._page, self._is_inset = page, is_inset
        self._drawn: Drawn | None = None
        self._still: Pixels | None = None
        self._canvas: Pixels | None = None
        """The whole picture as it was drawn."""
        self._scaled: tuple[QSize, float, QPixmap] | None = None
        """Size of the widget, density of the screen, picture of the still stage."""

    @property
    def background(self) -> tuple[int, int, int] | None:
        """The colour that pictures for this plate fade into; None when they have edges."""
        if self._is_inset:
            return None
        return self._page.red(), self._page.green(), self._page.blue()

    @property
    def drawn(self) -> Drawn | None:
        """The frame on the plate."""
        return self._drawn

    def put(self, drawn: Drawn, still: Pixels | None) -> None:
        """Take another frame; `still` is the stage of its strip."""
        before, self._drawn = self._drawn, drawn
        if drawn.strip.is_way:
            self._canvas = drawn.frame.patches[0].pixels
            self._still = self._scaled = None
            return
        canvas = self._canvas
        if before is None or before.strip != drawn.strip or self._still is None or canvas is None:
            self._still = still if still is not None else self._empty(drawn.strip)
            self._canvas = canvas = self._still.copy()
            self._scaled = None
        else:
            for patch in before.frame.patches:
                place = _rows_and_columns(patch)
                canvas[place] = self._still[place]
        for patch in drawn.frame.patches:
            canvas[_rows_and_columns(patch)] = patch.pixels

    def place(self, size: QSize, drawn: Drawn) -> QRect:
        """The pixels of the widget that a frame touches."""
        return self._frame_rect(size, drawn).toAlignedRect().adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, size: QSize, dirty: QRect, density: float) -> None:
        """Paint what is on the plate; without a frame an empty stage."""
        whole = QRectF(0, 0, size.width(), size.height())
        if self._drawn is None or self._canvas is None:
            self._fill(painter, whole, self._ground)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._drawn.strip.is_way:
            source = QRectF(dirty)
            painter.drawPixmap(
                source,
                self._stage(size, density),
                QRectF(source.topLeft() * density, source.size() * density),
            )
        elif self._picture_rect(size, self._drawn.strip) != whole:
            self._fill(painter, whole, self._ground)
        target = self._frame_rect(size, self._drawn)
        if target.toAlignedRect().intersects(dirty):
            if self._is_inset and _reaches_corner(target, whole):
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setClipPath(_panel(whole))
            left, top, right, bottom = self._drawn.frame.box
            box = QRectF(left, top, right - left, bottom - top)
            painter.drawImage(target, _image(self._canvas), box)
            painter.setClipping(False)

    def veil(self, painter: QPainter, size: QSize) -> None:
        """Darken what was painted, as a pause does."""
        colour = QColor(self._ground)
        colour.setAlphaF(1 - DIMMED)
        self._fill(painter, QRectF(0, 0, size.width(), size.height()), colour)

    @property
    def _ground(self) -> QColor:
        return INSET_EMPTY if self._is_inset else self._page

    def _empty(self, strip: Strip) -> Pixels:
        """A stage for when there is no room for its own."""
        colour = self._ground
        pixels = np.empty((strip.height, strip.width, 4), np.uint8)
        pixels[:] = (colour.blue(), colour.green(), colour.red(), 255)
        return pixels

    def _fill(self, painter: QPainter, rect: QRectF, colour: QColor) -> None:
        if self._is_inset:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(_panel(rect), colour)
        else:
            painter.fillRect(rect, colour)

    def _stage(self, size: QSize, density: float) -> QPixmap:
        if self._scaled is not None and self._scaled[:2] == (size, density):
            return self._scaled[2]
        pixmap = QPixmap(size * density)
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(QColor(0, 0, 0, 0))
        inner = QPainter(pixmap)
        inner.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(0, 0, size.width(), size.height())
        self._fill(inner, whole, self._ground)
        if self._still is not None and self._drawn is not None:
            if self._is_inset:
                inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
            inner.drawImage(self._picture_rect(size, self._drawn.strip), _image(self._still))
        inner.end()
        self._scaled = (size, density, pixmap)
        return pixmap

    def _picture_rect(self, size: QSize, strip: Strip) -> QRectF:
        """Where the whole picture lies: as large as fits, in the middle."""
        wide, high = size.width() / strip.width, size.height() / strip.height
        if abs(wide / high - 1) < max(_STRETCH, 1.5 / strip.width, 1.5 / strip.height):
            return QRectF(0, 0, size.width(), size.height())
        share = min(wide, high)
        rect = QRectF(0, 0, strip.width * share, strip.height * share)
        rect.moveCenter(QPointF(size.width() / 2, size.height() / 2))
        return rect

    def _frame_rect(self, size: QSize, drawn: Drawn) -> QRectF:
        strip = drawn.strip
        picture = self._picture_rect(size, strip)
        wide, high = picture.width() / strip.width, picture.height() / strip.height
        left, top, right, bottom = drawn.frame.box
        return QRectF(
            picture.left() + left * wide,
            picture.top() + top * high,
            (right - left) * wide,
            (bottom - top) * high,
        )


def _rows_and_columns(patch: Patch) -> tuple[slice, slice]:
    rows, columns = patch.pixels.shape[:2]
    return slice(patch.top, patch.top + rows), slice(patch.left, patch.left + columns)


def _panel(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, INSET_RADIUS, INSET_RADIUS)
    return path


def _reaches_corner(rect: QRectF, whole: QRectF) -> bool:
    inner = whole.adjusted(INSET_RADIUS, INSET_RADIUS, -INSET_RADIUS, -INSET_RADIUS)
    return not inner.contains(rect)


def _image(pixels: Pixels) -> QImage:
    """The pixels as a picture, without a copy; they have to outlive it."""
    rows, columns = pixels.shape[:2]
    return QImage(pixels.data, columns, rows, pixels.strides[0], QImage.Format.Format_RGB32)
