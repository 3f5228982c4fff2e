"""The wall, drawn into the stage: a faint plane and its edge on the floor, behind everybody."""

from __future__ import annotations

import numpy as np

from gluteapp.figure.body import Floats
from gluteapp.figure.eye import Eye
from gluteapp.figure.light import LIGHT
from gluteapp.figure.scan import scan
from gluteapp.figure.scene import ThingMesh

_LINE_M = 0.012
"""Height of the edge on the floor."""
_LINE_PIXELS = 1.6


def add_wall(picture: Floats, wall: ThingMesh, eye: Eye) -> None:
    """Lay a wall over a planar picture (3, H, W) of display values, in place.

    It never hides anybody, because it is drawn before anybody is.
    """
    flat, nearness = eye.flatten(wall.points)
    seen = scan(
        flat,
        nearness,
        wall.triangles,
        kinds=np.zeros(len(wall.triangles), dtype=np.int32),
        width=eye.width,
        height=eye.height,
        is_mirror=eye.is_mirror,
    )
    corners = wall.points[:, 1][wall.triangles[seen.triangle]]
    height = corners[:, 0] + (corners[:, 1] - corners[:, 0]) * seen.second
    height += (corners[:, 2] - corners[:, 0]) * seen.third
    pixel = 1 / (seen.nearness * np.float32(eye.focal))
    line = np.clip((np.maximum(_LINE_M, _LINE_PIXELS * pixel) - height) / pixel + 0.5, 0, 1)
    top = np.float32(wall.points[:, 1].max())
    plane = LIGHT.wall_strength * np.clip(1 - height / top, 0, 1)
    cover = (plane + (LIGHT.wall_line_strength - plane) * line) * seen.share
    window = seen.window
    layer = np.bincount(seen.pixel, cover, window.width * window.height)
    alpha = layer.reshape(window.height, window.width).astype(np.float32)
    rows = slice(window.top, window.top + window.height)
    columns = slice(window.left, window.left + window.width)
    part = picture[:, rows, columns]
    part += (np.array(LIGHT.wall_srgb, np.float32)[:, None, None] - part) * alpha
