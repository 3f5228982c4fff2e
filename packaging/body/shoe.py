"""The left running shoe as a signed distance: sole, heel counter, toe box; knows no leg.

It stands on the floor under an ankle joint and matches the foot of `gluteapp.figure.skeleton`.
The leg fills it: melt the two by 4 mm at most, or the collar is lost.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.ndimage import map_coordinates, spline_filter
from sdf import Array, Ellipsoid, Loft, RoundCone, smooth_max, smooth_min, turn

from gluteapp.figure.skeleton import ANKLE_HEIGHT, BALL_OFFSET, HEEL_OFFSET, STATURE_M, TOE_LENGTH

MM = 0.001
"""Metres."""
_HEEL = float(HEEL_OFFSET[2]) * STATURE_M / MM
_BALL = float(BALL_OFFSET[2]) * STATURE_M / MM
_TIP = _BALL + TOE_LENGTH * STATURE_M / MM
_ANKLE = ANKLE_HEIGHT * STATURE_M / MM

OUTLINE = (
    # outward, forward from the ankle: the sole's edge seen from above, once round from the heel
    (-1.0, _HEEL - 8.0),
    (21.0, _HEEL - 1.0),
    (33.0, _HEEL + 18.0),
    (35.5, _HEEL + 45.0),
    (36.0, _HEEL + 85.0),
    (40.5, _BALL - 55.0),
    (46.0, _BALL - 12.0),
    (44.5, _BALL + 20.0),
    (34.0, _TIP - 18.0),
    (12.0, _TIP + 2.5),
    (-12.0, _TIP + 4.0),
    (-34.0, _TIP - 10.0),
    (-45.0, _BALL + 22.0),
    (-46.0, _BALL - 2.0),
    (-39.0, _BALL - 42.0),
    (-32.5, _HEEL + 85.0),
    (-33.5, _HEEL + 45.0),
    (-32.0, _HEEL + 18.0),
    (-21.0, _HEEL - 1.0),
)
HEIGHTS = np.array(
    # forward from the ankle, underside, where the upper begins
    (
        (_HEEL - 8.0, 7.5, 32.5),
        (_HEEL + 6.0, 1.6, 31.0),
        (_HEEL + 26.0, 0.0, 30.0),
        (_HEEL + 90.0, 0.0, 26.5),
        (_BALL - 25.0, 0.0, 22.0),
        (_BALL + 12.0, 0.0, 20.5),
        (_BALL + 34.0, 4.2, 22.0),
        (_TIP + 6.0, 12.0, 27.5),
    )
)
"""The midsole: rounded off at the heel, rising a centimetre to the toes."""
COLLAR = ((-80, 106), (-52, 101), (-25, 85), (6, 81), (32, 92), (52, 110), (80, 150), (90, 165))
"""Edge of the collar: high at the heel tab, low below the ankle bones, up along the tongue."""


def shoe(points: Array, ankle: Array, yaw_deg: float = 0.0) -> Array:
    """Distance in metres; stands on y = 0 below `ankle` (3,), toes turned out by `yaw_deg`."""
    at = _of_foot(points, ankle, yaw_deg)
    return smooth_min(_sole(at), _upper(at), 3.0) * MM


def collar_distance(points: Array, ankle: Array, yaw_deg: float = 0.0) -> Array:
    """Metres below the edge of the collar: positive is shoe, negative is sock and leg."""
    at = _of_foot(points, ankle, yaw_deg)
    return (_collar_height(at[:, 2]) - at[:, 1]) * 0.9 * MM


def _of_foot(points: Array, ankle: Array, yaw_deg: float) -> Array:
    """Millimetres from the ankle: outward, above the floor, forward."""
    off = points - np.array((ankle[0], 0.0, ankle[2]))
    return np.asarray(off @ turn("y", yaw_deg) / MM)


def _collar_height(z: Array) -> Array:
    curve = PchipInterpolator(*np.array(COLLAR, dtype=np.float64).T)
    return np.asarray(curve(np.clip(z, COLLAR[0][0], COLLAR[-1][0])))


def _height(z: Array, column: int) -> Array:
    curve = PchipInterpolator(HEIGHTS[:, 0], HEIGHTS[:, column])
    return np.asarray(curve(np.clip(z, HEIGHTS[0, 0], HEIGHTS[-1, 0])))


def _sole(at: Array) -> Array:
    """A slab with rounded edges; its sides bulge out a little in the middle."""
    under, over = _height(at[:, 2], 1), _height(at[:, 2], 2)
    share = np.clip((at[:, 1] - under) / (over - under), 0.0, 1.0)
    aside = _plan(at[:, (0, 2)]) - 2.2 * np.sin(np.pi * share)
    slab = smooth_max(aside, under - at[:, 1], 8.0)
    return smooth_max(slab, at[:, 1] - over, 4.0)


_GRID_LOW, _GRID_HIGH, _GRID_STEP = np.array((-90.0, -120.0)), np.array((90.0, 260.0)), 1.0


def _plan(flat: Array) -> Array:
    """Distance to the outline seen from above; read off a grid, which is much quicker."""
    cells = (np.clip(flat, _GRID_LOW, _GRID_HIGH) - _GRID_LOW) / _GRID_STEP
    return np.asarray(map_coordinates(_plan_grid(), cells.T, order=3, prefilter=False))


@cache
def _plan_grid() -> Array:
    """Spline of the distance to the outline, a value every millimetre."""
    axes = [
        np.arange(low, high + _GRID_STEP, _GRID_STEP)
        for low, high in zip(_GRID_LOW, _GRID_HIGH, strict=True)
    ]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
    distance = _outline_distance(grid.reshape(-1, 2)).reshape(grid.shape[:2])
    return np.asarray(spline_filter(distance, order=3))


def _outline_distance(flat: Array) -> Array:
    """Distance to the closed curve through `OUTLINE`, millimetres, negative inside."""
    rounds = np.array(OUTLINE + OUTLINE[:1], dtype=np.float64)
    knots = np.linspace(0.0, 1.0, len(rounds))
    curve = CubicSpline(knots, rounds, bc_type="periodic")(np.linspace(0.0, 1.0, 97))
    best = np.full(len(flat), np.inf)
    inside = np.zeros(len(flat), dtype=bool)
    for start, end in pairwise(curve):
        line, off = end - start, flat - start
        along = np.clip(off @ line / (line @ line), 0.0, 1.0)
        rest = off - along[:, None] * line
        best = np.minimum(best, (rest * rest).sum(1))
        if start[1] != end[1]:
            crosses = (start[1] > flat[:, 1]) != (end[1] > flat[:, 1])
            meets = start[0] + (flat[:, 1] - start[1]) * line[0] / line[1]
            inside ^= crosses & (flat[:, 0] < meets)
    distance: Array = np.where(inside, -1.0, 1.0) * np.sqrt(best)
    return distance


def _upper(at: Array) -> Array:
    """Heel counter, quarters, vamp with its tongue, and toe box, cut off by the collar."""
    last = Loft(
        (0.0, 36.0, _HEEL + 22.0),
        (-2.0, 24.0, _TIP - 30.0),
        (
            # share, outer, inner, up, down
            (0.0, 29.5, 29.0, 56.0, 32.0),
            (0.14, 31.0, 30.0, 60.0, 32.0),
            (0.32, 32.0, 30.0, 56.0, 30.0),
            (0.48, 34.5, 31.5, 45.0, 28.0),
            (0.66, 39.5, 37.0, 33.0, 26.0),
            (0.84, 41.0, 41.5, 28.0, 24.0),
            (1.0, 35.0, 39.5, 26.0, 20.0),
        ),
        front=(0.0, 1.0, 0.0),
        power=2.3,
        caps=(27.5, 33.0),
    )(at)
    cuff = RoundCone((0.0, _ANKLE + 44.0, -9.0), (0.0, 34.0, -4.0), 35.0, 33.0)(at)
    tongue = RoundCone((0.0, 96.0, 31.0), (0.0, 62.0, 62.0), 13.5, 15.0)(at)
    tab = Ellipsoid((0.0, 86.0, -42.0), (15.0, 26.0, 9.0), turn("x", 6.0))(at)
    body = smooth_min(smooth_min(last, cuff, 18.0), tongue, 22.0)
    body = smooth_min(body, tab, 12.0)
    body = smooth_max(body, 6.0 - at[:, 1], 6.0)
    return smooth_max(body, at[:, 1] - _collar_height(at[:, 2]), 5.0)
