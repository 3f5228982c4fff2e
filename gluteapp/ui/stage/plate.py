"""Paints a frame over its still stage into a widget of any size; knows no worker and no move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QRegion

from gluteapp.ui.stage.frame_maker import Drawn
from gluteapp.ui.stage.frame_store import Frame, Patch, Pixels, Strip

DIMMED = 0.6
"""Brightness while paused (LOOKS.md 10 d)."""
INSET_RADIUS = 14.0
INSET_EMPTY = QColor("#10151D")
"""An inset stage before its first picture: the edge of the stage (LOOKS.md 1.4)."""
_STRETCH = 0.004
"""Difference of shape that comes from whole pixels and is stretched away."""
_FADE_SHARE = 0.14
"""Of the shorter edge, over which a picture that is cut off vanishes."""
_FADE_STOPS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_STRIPE = 48
"""Rows of the picture that are compared together."""
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the picture; right and bottom outside."""


class Plate:
    """The whole picture as it was drawn, put together frame by frame and scaled as it is painted."""

    def __init__(self, *, page: QColor, is_inset: bool) -> None:
        self._page, self._is_inset = page, is_inset
        self._drawn: Drawn | None = None
        self._still: Pixels | None = None
        self._canvas: Pixels | None = None
        self._placed: QRectF | None = None
        self._changes: dict[tuple[int, int], tuple[Box, ...]] = {}
        """What differs between two frames of this strip, by their indices."""

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

    def set_placed(self, rect: QRectF | None) -> None:
        """Lay the whole picture there, even beyond the widget; None: as large as fits."""
        self._placed = rect

    def put(self, drawn: Drawn, still: Pixels | None) -> tuple[Box, ...] | None:
        """Take another frame; `still` is the stage of its strip if that is another one.

        The parts of the picture that differ from before come back; None: all of it.
        """
        before, self._drawn = self._drawn, drawn
        if drawn.strip.is_way:
            self._canvas = drawn.frame.patches[0].pixels
            self._still = None
            return None
        if before is None or before.strip != drawn.strip or self._still is None:
            self._still = still if still is not None else self._empty(drawn.strip)
            self._canvas = self._still.copy()
            self._changes.clear()
            self._put(drawn.frame)
            return None
        assert self._canvas is not None
        pair = (before.index, drawn.index)
        if pair in self._changes:
            self._exchange(before.frame, drawn.frame)
        else:
            left, top, right, bottom = _around(before.frame.box, drawn.frame.box)
            part = self._canvas[top:bottom, left:right].view(np.uint32)[..., 0]
            old = part.copy()
            self._exchange(before.frame, drawn.frame)
            self._changes[pair] = tuple(_boxes(old != part, left, top))
        return self._changes[pair]

    def _exchange(self, before: Frame, after: Frame) -> None:
        assert self._canvas is not None
        assert self._still is not None
        for patch in before.patches:
            place = _rows_and_columns(patch)
            self._canvas[place] = self._still[place]
        self._put(after)

    def _put(self, frame: Frame) -> None:
        assert self._canvas is not None
        for patch in frame.patches:
            self._canvas[_rows_and_columns(patch)] = patch.pixels

    def place(self, size: QSize, boxes: Iterable[Box]) -> QRegion:
        """The pixels of the widget that parts of the picture touch."""
        region = QRegion()
        if self._drawn is None:
            return region
        strip = self._drawn.strip
        picture = self._picture_rect(size, strip)
        wide, high = picture.width() / strip.width, picture.height() / strip.height
        for left, top, right, bottom in boxes:
            rect = QRectF(
                picture.left() + left * wide,
                picture.top() + top * high,
                (right - left) * wide,
                (bottom - top) * high,
            )
            # Scaled, a pixel reaches into its neighbours.
            region += rect.toAlignedRect().adjusted(-2, -2, 2, 2)
        return region

    def paint(self, painter: QPainter, size: QSize, dirty: QRect) -> None:
        """Paint what is on the plate; without a frame an empty stage."""
        whole = QRectF(0, 0, size.width(), size.height())
        if self._drawn is None or self._canvas is None:
            self._fill(painter, whole, self._ground)
            return
        picture = self._picture_rect(size, self._drawn.strip)
        if not picture.contains(QRectF(dirty)):
            self._fill(painter, whole, self._ground)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._is_inset and _reaches_corner(QRectF(dirty), whole):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(_panel(whole))
        painter.drawImage(picture, _image(self._canvas))
        painter.setClipping(False)
        if self._placed is not None and not self._is_inset:
            self._fade(painter, whole, picture)

    def _fade(self, painter: QPainter, whole: QRectF, picture: QRectF) -> None:
        """Let the picture vanish into the page where the widget cuts it off."""
        out = min(whole.width(), whole.height()) * _FADE_SHARE
        for is_cut, start, end in (
            (picture.left() < -1, whole.topLeft(), QPointF(out, 0)),
            (picture.top() < -1, whole.topLeft(), QPointF(0, out)),
            (picture.right() > whole.right() + 1, whole.bottomRight(), QPointF(-out, 0)),
            (picture.bottom() > whole.bottom() + 1, whole.bottomRight(), QPointF(0, -out)),
        ):
            if is_cut:
                gradient = QLinearGradient(start, start + end)
                for share in _FADE_STOPS:
                    colour = QColor(self._page)
                    colour.setAlphaF((1 - share) ** 2 * (1 + 2 * share))
                    gradient.setColorAt(share, colour)
                band = QRectF(start, start + end).normalized()
                # As long as the widget, across the way it fades.
                if end.x():
                    band.setTop(whole.top())
                    band.setBottom(whole.bottom())
                else:
                    band.setLeft(whole.left())
                    band.setRight(whole.right())
                painter.fillRect(band, gradient)

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

    def _picture_rect(self, size: QSize, strip: Strip) -> QRectF:
        """Where the whole picture lies: as large as fits, in the middle."""
        if self._placed is not None:
            return self._placed
        wide, high = size.width() / strip.width, size.height() / strip.height
        if abs(wide / high - 1) < max(_STRETCH, 1.5 / strip.width, 1.5 / strip.height):
            return QRectF(0, 0, size.width(), size.height())
        share = min(wide, high)
        rect = QRectF(0, 0, strip.width * share, strip.height * share)
        rect.moveCenter(QPointF(size.width() / 2, size.height() / 2))
        return rect


def _around(one: Box, other: Box) -> Box:
    """The box around two; an empty one does not count."""
    boxes = [box for box in (one, other) if box[2] > box[0]] or [one]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _boxes(differs: NDArray[np.bool_], left: int, top: int) -> Iterator[Box]:
    """A box for each stripe of rows in which something differs."""
    for row in range(0, len(differs), _STRIPE):
        columns = np.flatnonzero(differs[row : row + _STRIPE].any(axis=0))
        if len(columns):
            last = min(row + _STRIPE, len(differs))
            yield left + int(columns[0]), top + row, left + int(columns[-1]) + 1, top + last


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
