"""Edges of a triangle mesh mended: pinched, bridging or too long ones are split; knows no body."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from sdf import Array

Field = Callable[[Array], Array]
Triangles = NDArray[np.int64]


def open_edges(triangles: Triangles) -> NDArray[np.int64]:
    """Directed edges (k, 2) that no triangle uses the other way round."""
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    size = int(triangles.max()) + 1
    key, reverse = edges[:, 0] * size + edges[:, 1], edges[:, 1] * size + edges[:, 0]
    return edges[~np.isin(key, reverse)]


def pinches_split(points: Array, triangles: Triangles) -> tuple[Array, Triangles]:
    """Two points on every edge where four triangles meet, one for each sheet.

    Thinning out may pinch two fingers together along an edge.
    """
    users: dict[tuple[int, int], list[int]] = {}
    for index, corners in enumerate(triangles.tolist()):
        for k in range(3):
            users.setdefault((corners[k], corners[(k + 1) % 3]), []).append(index)
    faces = {index: list(corners) for index, corners in enumerate(triangles.tolist())}
    added: list[Array] = []
    for (a, b), (first, *others) in sorted(users.items()):
        if a > b or not others:
            continue
        partners = users[b, a]
        ridge = [_ahead(points, faces[first], faces[other], (a, b)) for other in partners]
        partner = partners[int(np.argmin(ridge))]
        for sheet in ((first, partner), (others[0], next(p for p in partners if p != partner))):
            middle = len(points) + len(added)
            added.append((points[a] + points[b]) / 2)
            for index in sheet:
                corners = faces[index]
                faces[len(faces)] = [middle if corner == a else corner for corner in corners]
                faces[index] = [middle if corner == b else corner for corner in corners]
    rows = [row[None] for row in added]
    return np.concatenate([points, *rows]), np.array(list(faces.values()))


def _ahead(points: Array, face: list[int], other: list[int], edge: tuple[int, int]) -> float:
    """How far the tip of a neighbour is before a face; behind it the two make a ridge."""
    a, b, c = points[face]
    normal = np.cross(b - a, c - a)
    tip = points[next(corner for corner in other if corner not in edge)]
    return float((tip - a) @ normal / (np.linalg.norm(normal) + 1e-12))


def long_edges_split(
    points: Array, triangles: Triangles, longest: Field
) -> tuple[Array, Triangles]:
    """Halve edges that are too long, the longest first, until none is left."""
    while True:
        edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
        face = np.tile(np.arange(len(triangles)), 3)
        first, second = points[edges[:, 0]], points[edges[:, 1]]
        excess = np.linalg.norm(first - second, axis=1) / longest((first + second) / 2)
        faces_of: dict[tuple[int, ...], list[int]] = {}
        worst = np.flatnonzero(excess > 1.0)
        for k in worst[np.argsort(-excess[worst], kind="stable")].tolist():
            faces_of.setdefault(tuple(sorted(edges[k].tolist())), []).append(int(face[k]))
        halved = _independent(faces_of)
        if not halved:
            return points, triangles
        points, triangles = _halved(points, triangles, halved)


def _independent(faces_of: dict[tuple[int, ...], list[int]]) -> dict[tuple[int, ...], list[int]]:
    """As many edges, in their order, as share no triangle."""
    taken: set[int] = set()
    chosen: dict[tuple[int, ...], list[int]] = {}
    for pair, faces in faces_of.items():
        if taken.isdisjoint(faces):
            taken.update(faces)
            chosen[pair] = faces
    return chosen


def _halved(
    points: Array, triangles: Triangles, halved: dict[tuple[int, ...], list[int]]
) -> tuple[Array, Triangles]:
    rows = triangles.tolist()
    middles: list[Array] = []
    for (a, b), faces in halved.items():
        middle = len(points) + len(middles)
        middles.append((points[a] + points[b]) / 2)
        for index in faces:
            corners = rows[index]
            rows.append([middle if corner == a else corner for corner in corners])
            rows[index] = [middle if corner == b else corner for corner in corners]
    return np.concatenate([points, np.array(middles)]), np.array(rows)


def bridges_split(points: Array, triangles: Triangles) -> tuple[Array, Triangles]:
    """A new point on every inner edge between two points of the open edge.

    Its mirror would be the same edge, and four triangles would meet there.
    """
    rim = open_edges(triangles)
    border = np.zeros(len(points), dtype=bool)
    border[rim.ravel()] = True
    open_pairs = {tuple(sorted(edge)) for edge in rim.tolist()}
    middles: dict[tuple[int, ...], int] = {}
    added: list[Array] = []
    result: list[list[int]] = []
    waiting = [list(corners) for corners in triangles.tolist()]
    while waiting:
        corners = waiting.pop()
        for k in range(3):
            a, b, c = corners[k], corners[(k + 1) % 3], corners[(k + 2) % 3]
            pair = tuple(sorted((a, b)))
            if max(pair) < len(border) and border[a] and border[b] and pair not in open_pairs:
                if pair not in middles:
                    middles[pair] = len(points) + len(added)
                    added.append((points[a] + points[b]) / 2 + np.array((0.002, 0.0, 0.0)))
                waiting += [[a, middles[pair], c], [middles[pair], b, c]]
                break
        else:
            result.append(corners)
    return np.concatenate([points, *[row[None] for row in added]]), np.array(result[::-1])
