"""Draws the frames of strips with the numpy picture; for one worker thread, without any widget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.raster import Raster
from gluteapp.figure.scene import Shot
from gluteapp.figure.staging import Staging
from gluteapp.ui.stage.frame_patches import Frame, Patch, Pixels
from gluteapp.ui.stage.frame_store import Strip

BAND = 16
"""Rows of a patch."""


class Artist(Protocol):
    """Whoever draws frames; used by one thread at a time."""

    def frame(self, strip: Strip, index: int) -> Frame:
        """One frame; BodyError when no body can be read."""
        ...

    def still(self, strip: Strip) -> Pixels:
        """The stage of a strip without its figure; BodyError when no body can be read."""
        ...


class RasterArtist:
    """The software picture."""

    def __init__(self, *, staging: Staging) -> None:
        self._staging = staging
        self._raster = Raster()

    def frame(self, strip: Strip, index: int) -> Frame:
        """One frame; BodyError when no body can be read."""
        shot = self._shot(strip, index)
        if strip.is_way:
            return Frame((Patch(0, 0, as_rgb32(self._raster.draw(shot))),))
        (left, top, width, height), part = self._raster.figure(shot)
        still = self._raster.still(shot)[top : top + height, left : left + width]
        return Frame(tuple(_patches(part, still, left, top)))

    def still(self, strip: Strip) -> Pixels:
        """The stage of a strip without its figure; BodyError when no body can be read."""
        return as_rgb32(self._raster.still(self._shot(strip, 0)))

    def _shot(self, strip: Strip, index: int) -> Shot:
        return self._staging.shot(
            strip.shown_at(index),
            look=strip.look,
            angle=strip.angle,
            width=strip.width,
            height=strip.height,
            background=strip.background,
        )


def _patches(
    part: NDArray[np.uint8], still: NDArray[np.uint8], left: int, top: int
) -> Iterator[Patch]:
    """Bands of rows, each as wide as it differs from the stage: two thirds of the memory."""
    # Channel by channel: numpy takes ten times as long over rows of three.
    other = part != still
    differs = other[..., 0] | other[..., 1] | other[..., 2]
    for row in range(0, len(part), BAND):
        columns = np.flatnonzero(differs[row : row + BAND].any(axis=0))
        if len(columns):
            start, end = int(columns[0]), int(columns[-1]) + 1
            pixels = as_rgb32(part[row : row + BAND, start:end])
            yield Patch(left + start, top + row, pixels)


def as_rgb32(picture: NDArray[np.uint8]) -> Pixels:
    """Red, green, blue (h, w, 3) as Qt's RGB32."""
    pixels = np.empty((*picture.shape[:2], 4), np.uint8)
    pixels[..., :3] = picture[..., ::-1]
    pixels[..., 3] = 255
    return pixels
