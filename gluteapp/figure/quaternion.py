"""Turns as quaternions (w, x, y, z), many at once, for blending; knows no body.

Every function works on arrays whose last axis (or last two, for matrices) is the turn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_TINY = 1e-12


def from_matrices(turns: Array) -> Array:
    """Unit quaternions of rotation matrices (..., 3, 3), the largest part found first (Shepperd)."""
    m = turns
    traces = m[..., 0, 0] + m[..., 1, 1] + m[..., 2, 2]
    sizes = np.stack((traces, m[..., 0, 0], m[..., 1, 1], m[..., 2, 2]), axis=-1)
    largest = sizes.argmax(axis=-1)
    found = np.empty((*m.shape[:-2], 4))
    for first in range(4):
        chosen = largest == first
        if chosen.any():
            found[chosen] = _from_largest(m[chosen], first)
    units: Array = found / np.linalg.norm(found, axis=-1, keepdims=True)
    return units


def _from_largest(m: Array, first: int) -> Array:
    if first == 0:
        parts = (
            1 + m[:, 0, 0] + m[:, 1, 1] + m[:, 2, 2],
            m[:, 2, 1] - m[:, 1, 2],
            m[:, 0, 2] - m[:, 2, 0],
            m[:, 1, 0] - m[:, 0, 1],
        )
        return np.stack(parts, axis=-1)
    i = first - 1
    j, k = (i + 1) % 3, (i + 2) % 3
    found = np.empty((len(m), 4))
    found[:, 0] = m[:, k, j] - m[:, j, k]
    found[:, 1 + i] = 1 + m[:, i, i] - m[:, j, j] - m[:, k, k]
    found[:, 1 + j] = m[:, j, i] + m[:, i, j]
    found[:, 1 + k] = m[:, k, i] + m[:, i, k]
    return found


def to_matrices(q: Array) -> Array:
    """Rotation matrices (..., 3, 3) of unit quaternions."""
    w, x, y, z = (q[..., part] for part in range(4))
    rows = (
        (1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)),
        (2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)),
        (2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)),
    )
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def product(a: Array, b: Array) -> Array:
    """First `b`, then `a`, as with matrices."""
    aw, ax, ay, az = (a[..., part] for part in range(4))
    bw, bx, by, bz = (b[..., part] for part in range(4))
    return np.stack(
        (
            aw * bw - ax * bx - ay * by - az * bz,
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
        ),
        axis=-1,
    )


def turned_back(q: Array) -> Array:
    """The opposite turns."""
    back: Array = q * np.array((1.0, -1.0, -1.0, -1.0))
    return back


def to_vectors(q: Array) -> Array:
    """Axis times angle in radians (..., 3), by the shorter way round."""
    q = np.where(q[..., :1] < 0, -q, q)
    size = np.linalg.norm(q[..., 1:], axis=-1, keepdims=True)
    angle = 2 * np.arctan2(size, q[..., :1])
    found: Array = q[..., 1:] * np.where(size > _TINY, angle / np.maximum(size, _TINY), 2.0)
    return found


def from_vectors(v: Array) -> Array:
    """Unit quaternions of axis times angle in radians."""
    angle = np.linalg.norm(v, axis=-1, keepdims=True)
    half = angle / 2
    part = np.where(angle > _TINY, np.sin(half) / np.maximum(angle, _TINY), 0.5)
    return np.concatenate((np.cos(half), v * part), axis=-1)
