"""From a signed distance to an even, symmetric triangle mesh; knows no body.

Only the left half is made; the right half is its mirror, welded at x = 0, so that right is the
mirror of left to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass

import fast_simplification
import numpy as np
import scipy.sparse as sp
from edges import Field, Triangles, bridges_split, long_edges_split, open_edges, pinches_split
from numpy.typing import NDArray
from sdf import Array
from skimage.measure import marching_cubes

_BLOCK = 6
_CHUNK = 200_000
_RELAX_ROUNDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """The left half of a mesh; its first `seam` points lie on the middle plane x = 0."""

    points: Array
    triangles: Triangles
    seam: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Warp:
    """Blows up what needs more triangles before thinning out, and shrinks it again after."""

    out: Field
    back: Field


def half_mesh(
    field: Field, low: Array, high: Array, *, step: float, count: int, warp: Warp, longest: Field
) -> Half:
    """The zero surface of a field in a box (metres), about `count` triangles a half.

    `longest` says how long an edge may be with its middle at a place, metres.
    """
    points, triangles = _surface(field, low, high, step)
    points, triangles = _thinned(points, triangles, count, warp)
    points, triangles = pinches_split(points, triangles)
    points, triangles = long_edges_split(points, triangles, longest)
    return _relaxed(_seamed(points, triangles), field)


def gradient(field: Field, points: Array, reach: float) -> Array:
    """Central differences of a field at places (n, 3)."""
    result = np.empty_like(points)
    for axis in range(3):
        ahead, behind = points.copy(), points.copy()
        ahead[:, axis] += reach
        behind[:, axis] -= reach
        result[:, axis] = (field(ahead) - field(behind)) / (2 * reach)
    return result


def _in_chunks(field: Field, points: Array) -> Array:
    parts = [field(points[i : i + _CHUNK]) for i in range(0, len(points), _CHUNK)]
    return np.concatenate(parts)


def _surface(field: Field, low: Array, high: Array, step: float) -> tuple[Array, Triangles]:
    """Marching cubes, the field asked only near its zero, found on a coarse grid first."""
    axes = [np.arange(a, b, step) for a, b in zip(low, high, strict=True)]
    coarse_axes = [axis[::_BLOCK] + step * (_BLOCK - 1) / 2 for axis in axes]
    coarse = np.stack(np.meshgrid(*coarse_axes, indexing="ij"), -1)
    rough = _in_chunks(field, coarse.reshape(-1, 3)).reshape(coarse.shape[:3])
    near = np.abs(rough) < step * _BLOCK * 1.6 + 0.015
    inside = rough < 0
    shape = tuple(len(axis) for axis in axes)
    wide = _spread(near, shape)
    grid = np.where(_spread(inside, shape), -0.05, 0.05).astype(np.float32)
    index = np.argwhere(wide)
    places = np.stack([axes[k][index[:, k]] for k in range(3)], 1)
    grid[wide] = _in_chunks(field, places)
    points, triangles, _, _ = marching_cubes(
        grid, 0.0, spacing=(step,) * 3, gradient_direction="descent"
    )
    return points.astype(np.float64) + np.array([axis[0] for axis in axes]), triangles


def _spread(coarse: NDArray[np.bool_], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    for axis in range(3):
        coarse = np.repeat(coarse, _BLOCK, axis)
    return coarse[: shape[0], : shape[1], : shape[2]]


def _thinned(
    points: Array, triangles: Triangles, count: int, warp: Warp
) -> tuple[Array, Triangles]:
    """Fewer triangles by quadric errors (Garland & Heckbert 1997)."""
    blown = warp.out(points)
    thin, faces = fast_simplification.simplify(
        blown.astype(np.float32),
        triangles.astype(np.int32),
        target_reduction=1 - count / len(triangles),
        agg=3,
    )
    return warp.back(thin.astype(np.float64)), faces.astype(np.int64)


def _seamed(points: Array, triangles: Triangles) -> Half:
    """Put the open edge exactly on the middle and its points first; drop what is flat in it."""
    points, triangles = bridges_split(points, triangles)
    border = np.zeros(len(points), dtype=bool)
    border[open_edges(triangles).ravel()] = True
    flat = border[triangles].all(1)
    triangles = triangles[~flat]
    border[:] = False
    border[open_edges(triangles).ravel()] = True
    used = np.zeros(len(points), dtype=bool)
    used[triangles.ravel()] = True
    order = np.concatenate([np.flatnonzero(used & border), np.flatnonzero(used & ~border)])
    renamed = np.full(len(points), -1)
    renamed[order] = np.arange(len(order))
    points, triangles = points[order], renamed[triangles]
    seam = int((used & border).sum())
    points[:seam, 0] = 0.0
    points[seam:, 0] = np.maximum(points[seam:, 0], 1e-4)
    return Half(points=points, triangles=triangles, seam=seam)


def both_halves(half: Half) -> tuple[Array, Triangles]:
    """The whole mesh: left half, then the mirrored points that are not on the seam."""
    seam, size = half.seam, len(half.points)
    right = half.points[seam:] * np.array((-1.0, 1.0, 1.0))
    other = mirror_index(size, seam)[:size]
    triangles = np.concatenate([half.triangles, other[half.triangles][:, ::-1]])
    return np.concatenate([half.points, right]), triangles


def mirror_index(size: int, seam: int) -> NDArray[np.int64]:
    """For each point of the whole mesh the point on the other side; `size` points a half."""
    left, right = np.arange(seam, size), np.arange(size, 2 * size - seam)
    return np.concatenate([np.arange(seam), right, left])


def _relaxed(half: Half, field: Field) -> Half:
    """Spread the points evenly along the surface, then put them back on it."""
    size, seam = len(half.points), half.seam
    points, triangles = both_halves(half)
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    ones = np.ones(len(edges))
    joined = sp.coo_matrix((ones, (edges[:, 0], edges[:, 1])), shape=(len(points),) * 2)
    joined = ((joined + joined.T) > 0).astype(float).tocsr()
    count = np.asarray(joined.sum(1)).ravel()[:, None]
    left = half.points
    for _ in range(_RELAX_ROUNDS):
        pull = (joined @ points / count - points)[:size]
        slope = gradient(field, left, 0.0012)
        normal = slope / (np.linalg.norm(slope, axis=1, keepdims=True) + 1e-9)
        pull -= normal * (pull * normal).sum(1, keepdims=True)
        left = _on_surface(left + 0.35 * pull, field, seam)
        points = np.concatenate([left, left[seam:] * np.array((-1.0, 1.0, 1.0))])
    return Half(points=left, triangles=half.triangles, seam=seam)


def _on_surface(points: Array, field: Field, seam: int) -> Array:
    for _ in range(2):
        slope = gradient(field, points, 0.0012)
        steep = np.maximum((slope * slope).sum(1), 0.15)
        step = np.clip(field(points) / steep, -0.004, 0.004)
        points = points - step[:, None] * slope
        points[:seam, 0] = 0.0
        points[seam:, 0] = np.maximum(points[seam:, 0], 1e-4)
    return points
