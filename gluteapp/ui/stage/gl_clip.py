"""A camera's projection as the matrix that OpenGL wants; knows no context."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.camera import DISTANCE_M, Projection

Matrix = NDArray[np.float64]

_NEAR_M, _FAR_M = 0.4, 40.0
"""Nearest and farthest that is drawn, metres from the eye."""


def clip_matrix(projection: Projection) -> Matrix:
    """(4, 4) from world metres to clip space: what `to_view` and `flatten` do, and the turn.

    The last row is the distance to the eye along the line of sight, metres.
    """
    axes = projection.axes.copy()
    if projection.camera.is_mirror:
        axes[0] *= -1
    to_view = np.eye(4)
    to_view[:3, :3] = axes
    to_view[:3, 3] = -axes @ np.array(projection.camera.target)
    away = np.array((0.0, 0.0, -1.0, DISTANCE_M))
    size = projection.scale * DISTANCE_M
    across = np.array((size, 0.0, 0.0, 0.0)) + projection.middle[0] * away
    down = np.array((0.0, -size, 0.0, 0.0)) + projection.middle[1] * away
    half_x, half_y = projection.width / 2, projection.height / 2
    turn = projection.camera.turn_quarters * pi / 2
    from_x, from_y = across - half_x * away, down - half_y * away
    clip_x = (cos(turn) * from_x - sin(turn) * from_y) / half_x
    clip_y = -(sin(turn) * from_x + cos(turn) * from_y) / half_y
    depth = ((_FAR_M + _NEAR_M) * away - np.array((0, 0, 0, 2 * _FAR_M * _NEAR_M))) / (
        _FAR_M - _NEAR_M
    )
    clip: Matrix = np.stack((clip_x, clip_y, depth, away)) @ to_view
    return clip


def ray_matrix(clip: Matrix) -> Matrix:
    """(3, 3) from x, y, 1 (both -1 to 1) to where the eye looks, in metres of the world.

    Each ray is as long as one metre along the line of sight.
    """
    rays: Matrix = np.linalg.inv(clip[np.ix_((0, 1, 3), (0, 1, 2))]).astype(np.float64)
    return rays


def pixel_share(projection: Projection, height_px: int) -> float:
    """Metres of a pixel at a distance of one metre, in a picture that many pixels high."""
    return projection.height / (projection.scale * DISTANCE_M * height_px)
