"""Round shapes lit from the upper left, drawn with QPainter; knows no body."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QLinearGradient,
    QPainter,
    QPolygonF,
    QRadialGradient,
)

from gluteapp.ui.stage.stage_colours import rim, shaded

Points = NDArray[np.float64]

_LIGHT = np.array((-0.42, 0.74, 0.53))
_LIGHT /= np.linalg.norm(_LIGHT)
_AMBIENT, _DIFFUSE, _RIM = 0.20, 0.68, 0.30
_PLACES = np.array((-1.0, -0.85, -0.5, 0.0, 0.5, 0.85, 1.0))
_DEPTHS = np.sqrt(1 - _PLACES**2)
_SHARES = tuple(((_PLACES + 1) / 2).tolist())


def brightness(normal: Points) -> float:
    """Light on a surface from 0 to 1; `normal` is right, up, towards the viewer."""
    facing = max(0.0, float(normal @ _LIGHT))
    edge = 1.0 - max(0.0, float(normal[2]))
    return min(1.0, _AMBIENT + _DIFFUSE * facing + _RIM * edge * edge * edge)


def across(axis: Points, middle: tuple[float, float], half_width: float, cloth: str) -> QBrush:
    """A brush for a round bar along `axis` (in view space): light and shade across it."""
    axis = axis / (np.linalg.norm(axis) + 1e-9)
    flat = hypot(axis[0], axis[1])
    sx, sy = (axis[1] / flat, -axis[0] / flat) if flat > 1e-3 else (1.0, 0.0)
    side = np.array((sx, sy, 0.0))
    front = np.array((sy * axis[2], -sx * axis[2], sx * axis[1] - sy * axis[0]))
    if front[2] < 0:
        front = -front
    x, y = middle
    gradient = QLinearGradient(
        x - sx * half_width, y + sy * half_width, x + sx * half_width, y - sy * half_width
    )
    normals = _PLACES[:, None] * side + _DEPTHS[:, None] * front
    facing = np.maximum(0.0, normals @ _LIGHT)
    edge = 1.0 - np.maximum(0.0, normals[:, 2])
    lights = np.minimum(1.0, _AMBIENT + _DIFFUSE * facing + _RIM * edge**3)
    gradient.setStops(
        [
            (place, shaded(cloth, light))
            for place, light in zip(_SHARES, lights.tolist(), strict=True)
        ]
    )
    return QBrush(gradient)


def ball_brush(middle: tuple[float, float], radius: float, cloth: str) -> QBrush:
    """A brush for a ball."""
    x, y = middle
    lit = (x - 0.40 * radius, y - 0.62 * radius)
    gradient = QRadialGradient(x, y, radius * 1.02, *lit)
    gradient.setColorAt(0.0, shaded(cloth, 0.88))
    gradient.setColorAt(0.45, shaded(cloth, 0.64))
    gradient.setColorAt(0.85, shaded(cloth, 0.40))
    gradient.setColorAt(1.0, shaded(cloth, 0.38))
    return QBrush(gradient)


def soft_brush(middle: tuple[float, float], radius: float, cloth: str) -> QBrush:
    """A brush for a rounding that melts into what is around it."""
    x, y = middle
    gradient = QRadialGradient(x, y, radius, x - 0.25 * radius, y - 0.40 * radius)
    for place, light in ((0.0, 0.80), (0.5, 0.64), (1.0, 0.46)):
        gradient.setColorAt(place, shaded(cloth, light))
    return QBrush(gradient)


def polygon(points: Points) -> QPolygonF:
    """Rows of x and y as a Qt polygon."""
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


def hull(points: Points) -> Points:
    """The convex outline of points in the plane, to the nearest of many directions."""
    far: Points = points[(points @ _DIRECTIONS.T).argmax(axis=0)]
    return far


def round_hull(middles: Points, radii: Points) -> Points:
    """The convex outline of circles in the plane."""
    furthest = (middles @ _DIRECTIONS.T + radii[:, None]).argmax(axis=0)
    edge: Points = middles[furthest] + radii[furthest][:, None] * _DIRECTIONS
    return edge


_DIRECTIONS = np.stack(
    (np.cos(np.linspace(0, 2 * np.pi, 33)[:-1]), np.sin(np.linspace(0, 2 * np.pi, 33)[:-1])), axis=1
)


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape's edge in pixels, turning the positive way, and its long sides if it has any."""

    edge: Points
    sides: Points | None = None


def bar_outline(flat: Points, radii: Points) -> Outline:
    """The outline of a round bar of changing thickness through pixel points."""
    line = flat[-1] - flat[0]
    size = hypot(line[0], line[1])
    if size < 1.15 * float(radii.max()):
        return Outline(round_hull(flat, radii))
    along = line / size
    aside = np.array((-along[1], along[0]))
    reach = aside * radii[:, None]
    left, right = flat + reach, flat - reach
    far = flat[-1] + radii[-1] * (_CAP[:, 1:] * along - _CAP[:, :1] * aside)
    near = flat[0] - radii[0] * (_CAP[:, 1:] * along - _CAP[:, :1] * aside)
    edge = np.concatenate((right, far, left[::-1], near))
    line_out = aside * _LINE
    return Outline(edge, np.concatenate((right - line_out, left[::-1] + line_out)))


def ring_outline(rings: Points, aside: Points) -> Outline:
    """The outline of a stack of ovals (n, points, 2), seen across the direction `aside`."""
    reach = rings @ aside
    each = np.arange(len(rings))
    left, right = rings[each, reach.argmax(axis=1)], rings[each, reach.argmin(axis=1)]
    edge = np.concatenate((right, left[::-1]))
    x, y = edge[:, 0], edge[:, 1]
    if float(x[:-1] @ y[1:] - x[1:] @ y[:-1] + x[-1] * y[0] - x[0] * y[-1]) < 0:
        edge = edge[::-1]
    return Outline(edge)


def draw_smooth(painter: QPainter, outline: Outline, brush: QBrush, cloth: str) -> None:
    """A filled shape with light and shade, its long sides set off by a thin dark line.

    WORKAROUND: Qt's raster engine fills a gradient with smooth edges four times slower than
    without (6.11). So the smooth edge is a plain colour and the gradient lies inside, unsmoothed;
    remove when gradients are quick.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    if outline.sides is not None:
        painter.setBrush(rim(cloth))
        painter.drawPolygon(polygon(outline.sides))
    if float(np.ptp(outline.edge, axis=0).min()) < _SMALL:
        painter.setBrush(brush)
        painter.drawPolygon(polygon(outline.edge))
        return
    painter.setBrush(shaded(cloth, _EDGE_LIGHT))
    painter.drawPolygon(polygon(outline.edge))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(brush)
    painter.drawPolygon(polygon(_inset(outline.edge)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _inset(edge: Points) -> Points:
    """The edge moved in by about a pixel."""
    after = np.concatenate((edge[1:], edge[:1]))
    before = np.concatenate((edge[-1:], edge[:-1]))
    along = after - before
    size = np.sqrt(along[:, 0] ** 2 + along[:, 1] ** 2) + 1e-6
    inward = np.stack((-along[:, 1], along[:, 0]), axis=1)
    moved: Points = edge + inward * (_INSET / size)[:, None]
    return moved


_LINE = 0.9
_INSET = 0.8
_EDGE_LIGHT = 0.46
_SMALL = 34.0
"""Pixels across below which a smooth gradient costs no more than the way around it."""
_CAP = np.stack(
    (np.cos(np.linspace(0, np.pi, 9))[1:-1], np.sin(np.linspace(0, np.pi, 9))[1:-1]), axis=1
)
