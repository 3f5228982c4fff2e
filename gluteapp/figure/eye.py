"""The eye of a projection: where it is and along which rays it looks; knows no shape."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Floats
from gluteapp.figure.camera import DISTANCE_M, Projection


@dataclass(frozen=True, slots=True, kw_only=True)
class Eye:
    """An upright pinhole: a turned picture is drawn upright and turned as a whole."""

    place: NDArray[np.float64]
    """(3,) metres, in the world."""
    axes: NDArray[np.float64]
    """(3, 3) rows right, up and towards the viewer; right is flipped in a mirror picture."""
    focal: float
    """Pixels of a metre at 1 m."""
    middle: tuple[float, float]
    width: int
    height: int
    quarters: int
    """Quarter turns, clockwise, still to be done."""
    is_mirror: bool

    def flatten(self, points: Floats) -> tuple[Floats, Floats]:
        """Pixels (N, 2), x right and y down, and nearness (N,), 1 per metre of distance."""
        view = (points - self.place.astype(np.float32)) @ self.axes.T.astype(np.float32)
        nearness = np.divide(-1, np.minimum(view[:, 2], np.float32(-0.05)), dtype=np.float32)
        size = nearness * np.float32(self.focal)
        flat = np.empty((len(points), 2), dtype=np.float32)
        flat[:, 0] = view[:, 0] * size + np.float32(self.middle[0])
        flat[:, 1] = view[:, 1] * -size + np.float32(self.middle[1])
        return flat, nearness

    def rays(self, columns: Floats, rows: Floats) -> tuple[Floats, Floats, Floats]:
        """Directions x, y, z in the world through places on the picture, 1 m along the axis."""
        across = (columns - np.float32(self.middle[0])) / np.float32(self.focal)
        up = (np.float32(self.middle[1]) - rows) / np.float32(self.focal)
        right, top, towards = self.axes.astype(np.float32)
        x, y, z = (across * right[k] + up * top[k] - towards[k] for k in range(3))
        return x, y, z


def upright(projection: Projection) -> Projection:
    """The same picture before it is turned."""
    quarters = projection.camera.turn_quarters % 4
    width, height = round(projection.width), round(projection.height)
    x, y = projection.middle
    if quarters % 2:
        x, y = x + (height - width) / 2, y + (width - height) / 2
        width, height = height, width
    return replace(
        projection,
        camera=replace(projection.camera, turn_quarters=0),
        middle=(x, y),
        width=width,
        height=height,
    )


def eye_of(projection: Projection) -> Eye:
    """The pinhole of a projection."""
    camera, straight = projection.camera, upright(projection)
    axes = np.array(projection.axes, dtype=np.float64)
    place = np.array(camera.target) + axes[2] * DISTANCE_M
    if camera.is_mirror:
        axes = axes * np.array(((-1.0,), (1.0,), (1.0,)))
    return Eye(
        place=place,
        axes=axes,
        focal=straight.scale * DISTANCE_M,
        middle=straight.middle,
        width=int(straight.width),
        height=int(straight.height),
        quarters=camera.turn_quarters % 4,
        is_mirror=camera.is_mirror,
    )
