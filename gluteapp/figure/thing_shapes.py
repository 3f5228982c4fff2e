"""Small smooth meshes of plain shapes: rounded box, tube, ball, loop; knows no thing and no body."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Triangles = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Shape:
    """A mesh in metres: places, unit normals, counter-clockwise corners."""

    points: Points
    normals: Points
    triangles: Triangles

    def moved(self, frame: Points, to: Points) -> Shape:
        """The shape turned by a rotation (columns are its axes) and then moved."""
        return Shape(self.points @ frame.T + to, self.normals @ frame.T, self.triangles)


def joined(*shapes: Shape) -> Shape:
    """Several shapes as one mesh."""
    starts = np.cumsum([0] + [len(shape.points) for shape in shapes])
    return Shape(
        np.concatenate([shape.points for shape in shapes]),
        np.concatenate([shape.normals for shape in shapes]),
        np.concatenate(
            [shape.triangles + start for shape, start in zip(shapes, starts, strict=False)]
        ).astype(np.int32),
    )


def rounded_box(size: tuple[float, float, float], radius: float, *, steps: int = 3) -> Shape:
    """A box around the origin whose edges are rounded in `steps`."""
    half = np.array(size) / 2
    radius = min(radius, float(half.min()))
    core = half - radius
    turn = np.linspace(0, pi / 4, steps + 1)
    grids = []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            across = _rounded_line(core[u], radius, turn)
            along = _rounded_line(core[v], radius, turn)
            grids.append(_box_face(axis, sign, across, along, core, radius))
    return joined(*grids)


def _rounded_line(core: float, radius: float, turn: Points) -> Points:
    """Places along an edge: fine in its rounded ends, none needed between them."""
    end = core + radius * np.tan(turn)
    return np.concatenate((-end[::-1], end))


def _box_face(
    axis: int, sign: float, across: Points, along: Points, core: Points, radius: float
) -> Shape:
    """One face with its half of the rounded edges: a flat grid drawn onto the rounding."""
    u, v = (axis + 1) % 3, (axis + 2) % 3
    grid = np.zeros((len(across), len(along), 3))
    grid[..., u], grid[..., v] = across[:, None], along[None, :]
    grid[..., axis] = sign * (core[axis] + radius)
    inner = np.clip(grid, -core, core)
    away = grid - inner
    normals = away / np.linalg.norm(away, axis=2, keepdims=True)
    places = inner + normals * radius
    return _sheet(places, normals)


def tube(path: Points, radius: float, *, sides: int = 10, is_closed: bool = False) -> Shape:
    """A round tube along points (n, 3)."""
    ahead = np.roll(path, -1, axis=0) - np.roll(path, 1, axis=0)
    if not is_closed:
        ahead[0], ahead[-1] = path[1] - path[0], path[-1] - path[-2]
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    side = np.zeros_like(path)
    last = np.eye(3)[int(np.argmin(np.abs(ahead[0])))]
    for index, way in enumerate(ahead):
        last = last - way * (last @ way)
        last = last / np.linalg.norm(last)
        side[index] = last
    up = np.cross(ahead, side)
    turn = np.linspace(0, 2 * pi, sides + 1)
    normals = (
        np.cos(turn)[None, :, None] * side[:, None] + np.sin(turn)[None, :, None] * up[:, None]
    )
    places = path[:, None] + normals * radius
    if is_closed:
        places, normals = (np.concatenate((rows, rows[:1])) for rows in (places, normals))
    return _sheet(places, normals)


def turned(profile: Points, *, sides: int = 20) -> Shape:
    """A profile (n, 2) of radius and height, from below upwards, turned about the y axis."""
    turn = np.linspace(0, 2 * pi, sides + 1)
    slope = np.gradient(profile, axis=0)
    out = np.stack((slope[:, 1], -slope[:, 0]), axis=1)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)
    ring = np.stack((np.sin(turn), np.zeros_like(turn), np.cos(turn)), axis=1)
    up = np.array((0.0, 1.0, 0.0))
    places = profile[:, 0, None, None] * ring + profile[:, 1, None, None] * up
    normals = out[:, 0, None, None] * ring + out[:, 1, None, None] * up
    return _sheet(places, normals)


def strip_loop(path: Points, out: Points, wide: Points, thick: float) -> Shape:
    """A flat closed band along points (n, 3).

    `out` (n, 3) are unit directions away from what it holds, `wide` (n, 3) half its width.
    """
    closed = [np.concatenate((rows, rows[:1])) for rows in (path, out, wide)]
    path, out, wide = closed
    outer, inner = path + out * thick, path
    edge = wide / np.linalg.norm(wide, axis=1, keepdims=True)
    corners = (
        (outer - wide, outer + wide, out),
        (outer + wide, inner + wide, edge),
        (inner + wide, inner - wide, -out),
        (inner - wide, outer - wide, -edge),
    )
    sheets = [_sheet(np.stack((a, b), axis=1), np.stack((n, n), axis=1)) for a, b, n in corners]
    return joined(*sheets)


def _sheet(places: Points, normals: Points) -> Shape:
    """A grid (rows, columns, 3) as triangles that face along the normals."""
    rows, columns = places.shape[:2]
    first = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    right, below, beyond = first + 1, first + columns, first + columns + 1
    one = np.stack((first, below, beyond), axis=1)
    two = np.stack((first, beyond, right), axis=1)
    triangles = np.concatenate((one, two))
    return _outward(places.reshape(-1, 3), normals.reshape(-1, 3), triangles)


def _outward(points: Points, normals: Points, triangles: NDArray[np.intp]) -> Shape:
    """Turns every triangle to the side on which its normals are, and drops those without area."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    facing = np.cross(b - a, c - a)
    wanted = normals[triangles].sum(axis=1)
    wrong = (facing * wanted).sum(axis=1) < 0
    triangles = np.where(wrong[:, None], triangles[:, ::-1], triangles)
    kept = np.linalg.norm(facing, axis=1) > 1e-12
    return Shape(points, normals, triangles[kept].astype(np.int32))
