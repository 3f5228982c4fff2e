"""Hair as volume on the head and as a region with an edge; knows no strands, those are painted.

Woman: pulled back into a small high bun, high enough that the back of the head can lie on the
floor. Man: cropped short.
"""

from __future__ import annotations

import numpy as np
from head import CM, local
from sdf import Array, smooth_min, smooth_step

from gluteapp.figure.face_table import BUN_AXIS, BUN_CM, BUN_RADII_CM
from gluteapp.figure.hair import hair_edge_cm


def hair_distance(points: Array, body_type: str) -> Array:
    """Metres inside the edge of the hair, negative on skin, for rest places near the head."""
    return _edge(local(points), body_type) * CM


def with_hair(distance: Array, points: Array, body_type: str) -> Array:
    """The head's distance in metres with the hair laid on it."""
    at = local(points)
    edge = _edge(at, body_type)
    # Above the plane from the forehead to the nape hair lies thicker, without any fold.
    above = 0.71 * at[:, 1] - 0.70 * at[:, 2] - 0.3
    within = smooth_step(-0.2, 1.2, edge)
    if body_type == "b":
        thick = 0.30 * smooth_step(-0.25, 0.9, edge) + 0.40 * smooth_step(0.0, 5.0, above) * within
        thick += 0.60 * smooth_step(3.5, 9.0, at[:, 1]) * smooth_step(-0.1, 1.6, edge)
        return distance - thick * CM
    thick = 0.26 * smooth_step(-0.35, 0.55, edge) + 0.45 * smooth_step(0.3, 6.0, above) * within
    return smooth_min(distance - thick * CM, _bun(at) * CM, 0.9 * CM)


def _edge(at: Array, body_type: str) -> Array:
    return np.asarray(hair_edge_cm(at, body_type), dtype=np.float64)


def _bun(at: Array) -> Array:
    """A flattened ball with the groove of the hair wound about it."""
    off = at - np.asarray(BUN_CM)
    axis = np.asarray(BUN_AXIS)
    along = off @ axis
    around = np.linalg.norm(off - along[:, None] * axis, axis=1)
    tall, wide = BUN_RADII_CM
    rho = np.sqrt((along / tall) ** 2 + (around / wide) ** 2) + 1e-6
    ball = (rho - 1.0) * np.sqrt(along**2 + around**2) / rho
    turned = np.arctan2(off[:, 0], off @ np.cross((1.0, 0.0, 0.0), axis))
    groove = 0.13 * np.cos(turned + around * 2.5)
    return np.asarray(
        ball + groove * np.clip(around / 1.2, 0.0, 1.0) * np.clip((along + 1.5) / 1.5, 0.0, 1.0)
    )
