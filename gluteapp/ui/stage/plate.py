"""Paints a frame over its still stage into a widget of any size; knows no worker and no move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import ref

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QRegion

from gluteapp.ui.stage.frame_chain import Chain, boxes
from gluteapp.ui.stage.frame_maker import Drawn
from gluteapp.ui.stage.frame_patches import Box, Frame, Pixels, as_words
from gluteapp.ui.stage.frame_store import Strip

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


@dataclass(frozen=True, slots=True)
class Seen:
    """What is on a plate."""

    strip: Strip
    index: int


class Plate:
    """The whole picture as it was drawn, put together frame by frame and scaled as it is painted."""

    def __init__(self, *, page: QColor, is_inset: bool) -> None:
        self._page, self._is_inset = page, is_inset
        self._seen: Seen | None = None
        self._from: Frame | ref[Chain] | None = None
        """Where that came from; a chain lives no longer for it, all its frames would."""
        self._still: Pixels | None = None
        """The stage that a frame lies on; what comes from a chain needs none."""
        self._canvas: Pixels | None = None
        self._placed: QRectF | None = None

    @property
    def background(self) -> tuple[int, int, int] | None:
        """The colour that pictures for this plate fade into; None when they have edges."""
        if self._is_inset:
            return None
        return self._page.red(), self._page.green(), self._page.blue()

    @property
    def seen(self) -> Seen | None:
        """The frame on the plate."""
        return self._seen

    def needs_still(self, drawn: Drawn) -> bool:
        """Whether a frame can only be put with the stage of its strip."""
        if isinstance(drawn.frame, Chain) or drawn.strip.is_way:
            return False
        is_same = self._seen is not None and self._seen.strip == drawn.strip
        return not is_same or self._still is None

    def set_placed(self, rect: QRectF | None) -> None:
        """Lay the whole picture there, even beyond the widget; None: as large as fits."""
        self._placed = rect

    def put(self, drawn: Drawn, still: Pixels | None) -> tuple[Box, ...] | None:
        """Take another frame; `still` is the stage of its strip where `needs_still` says so.

        The parts of the picture that differ from before come back; None: all of it.
        """
        before, self._seen = self._seen, Seen(drawn.strip, drawn.index)
        match drawn.frame:
            case Chain() as chain:
                if before is not None and self._comes_from(chain):
                    assert self._canvas is not None
                    return chain.turn(self._canvas, before.index, drawn.index)
                self._from, self._still = ref(chain), None
                canvas = chain.picture(drawn.index)
            case frame if drawn.strip.is_way:
                self._from, self._still, self._canvas = frame, None, frame.patches[0].pixels
                return None
            case frame:
                canvas = self._with(frame, drawn.strip, still)
                self._from = frame
        old, self._canvas = self._canvas, canvas
        if before is None or before.strip != drawn.strip or old is None:
            return None
        return tuple(boxes(as_words(old) != as_words(canvas)))

    def _comes_from(self, chain: Chain) -> bool:
        return isinstance(self._from, ref) and self._from() is chain

    def _with(self, frame: Frame, strip: Strip, still: Pixels | None) -> Pixels:
        """The picture with a frame that came alone."""
        if still is not None or self._still is None:
            self._still = still if still is not None else self._empty(strip)
        canvas = self._still.copy()
        frame.put_on(canvas)
        return canvas

    def place(self, size: QSize, parts: Iterable[Box]) -> QRegion:
        """The pixels of the widget that parts of the picture touch."""
        region = QRegion()
        if self._seen is None:
            return region
        strip = self._seen.strip
        picture = self._picture_rect(size, strip)
        wide, high = picture.width() / strip.width, picture.height() / strip.height
        for left, top, right, bottom in parts:
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
        if self._seen is None or self._canvas is None:
            self._fill(painter, whole, self._ground)
            return
        picture = self._picture_rect(size, self._seen.strip)
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
