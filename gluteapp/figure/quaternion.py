"""Turns as quaternions (w, x, y, z), many at once, for blending; knows no body.

Every function works on arrays whose last axis (or last two, for matrices) is the turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_Part = TypeVar("_Part", float, Array)
Parts = tuple[_Part, _Part, _Part, _Part]
"""w, x, y, z of one turn or of many."""

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
            # One part after the other, so that the same sums do for one turn and for many.
            by_part = [list(row) for row in np.moveaxis(m[chosen], (-2, -1), (0, 1))]
            found[chosen] = np.stack(_from_largest(by_part, first), axis=-1)
    units: Array = found / np.linalg.norm(found, axis=-1, keepdims=True)
    return units


def from_matrix(turn: Array) -> Parts[float]:
    """Unit quaternion of one rotation matrix (3, 3), `w` not negative; quick for a single one."""
    m = [[float(part) for part in row] for row in turn]
    sizes = (m[0][0] + m[1][1] + m[2][2], m[0][0], m[1][1], m[2][2])
    w, x, y, z = _from_largest(m, sizes.index(max(sizes)))
    size = sqrt(w * w + x * x + y * y + z * z) * (1.0 if w >= 0.0 else -1.0)
    return w / size, x / size, y / size, z / size


def _from_largest(m: Sequence[Sequence[_Part]], first: int) -> Parts[_Part]:
    """The four parts, not at length 1, of one turn or many; `m[row][column]` is one number or many."""
    if first == 0:
        return (
            1 + m[0][0] + m[1][1] + m[2][2],
            m[2][1] - m[1][2],
            m[0][2] - m[2][0],
            m[1][0] - m[0][1],
        )
    i = first - 1
    j, k = (i + 1) % 3, (i + 2) % 3
    axis = {
        i: 1 + m[i][i] - m[j][j] - m[k][k],
        j: m[j][i] + m[i][j],
        k: m[k][i] + m[i][k],
    }
    return m[k][j] - m[j][k], axis[0], axis[1], axis[2]


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
