"""Paints what the figure stands on: stage, mat, shadow, chair, step and wall; knows no session."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)

from gluteapp.figure.camera import Points, Projection
from gluteapp.figure.motion_file import MotionSpec, Thing
from gluteapp.figure.pose import Pose
from gluteapp.figure.rotation import turn_y
from gluteapp.ui.stage.drawing import polygon
from gluteapp.ui.stage.eye import Piece
from gluteapp.ui.stage.stage_colours import (
    MAT,
    MAT_EDGE,
    SHADOW,
    STAGE_EDGE,
    STAGE_MIDDLE,
    THING_SHADES,
    WALL,
)

_MAT_HALF = (0.185, 0.53)
_THICK = (("pelvis", "neck", 0.075),)
_THIN = (
    ("neck", "head", 0.040),
    *((f"{s}_hip", f"{s}_knee", 0.042) for s in "lr"),
    *((f"{s}_knee", f"{s}_ankle", 0.028) for s in "lr"),
    *((f"{s}_heel", f"{s}_toe", 0.022) for s in "lr"),
    *((f"{s}_shoulder", f"{s}_elbow", 0.024) for s in "lr"),
    *((f"{s}_elbow", f"{s}_hand", 0.017) for s in "lr"),
)
_SHADOW_SCALE = 0.12
_LEAN = np.array((0.10, 0.0, -0.06))
"""How far a shadow moves per metre of height, away from the light."""


def paint_backdrop(painter: QPainter, rect: QRectF) -> None:
    """The stage's own gradient (LOOKS.md 1.4)."""
    gradient = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    gradient.setColorAt(0.0, STAGE_EDGE)
    gradient.setColorAt(0.45, STAGE_MIDDLE)
    gradient.setColorAt(1.0, STAGE_EDGE)
    painter.fillRect(rect, QBrush(gradient))


def paint_mat(
    painter: QPainter, projection: Projection, spec: MotionSpec, stature_m: float, g: float
) -> None:
    """The mat on the floor; `g` is -1 when the motion is mirrored."""
    turn = turn_y(g * spec.mat_yaw_deg)
    corners = []
    wide, long = _MAT_HALF
    for x, z in ((-wide, -long), (-wide, long), (wide, long), (wide, -long)):
        middle = np.array((spec.mat_at[0] * g, 0.0, spec.mat_at[1]))
        corners.append((middle + turn @ np.array((x, 0.0, z))) * stature_m)
    edge = np.array(corners)
    flat, _ = projection.flatten(projection.to_view(edge))
    painter.setPen(QPen(MAT_EDGE, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                        Qt.PenJoinStyle.RoundJoin))  # fmt: skip
    painter.setBrush(MAT)
    painter.drawPolygon(polygon(flat))


def fade_edges(painter: QPainter, rect: QRectF) -> None:
    """Let the picture vanish towards its edges, so that the stage has none."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    for start, end in (
        (rect.topLeft(), rect.bottomLeft()),
        (rect.topLeft(), rect.topRight()),
    ):
        gradient = QLinearGradient(start, end)
        clear, full = QColor(0, 0, 0, 0), QColor(0, 0, 0, 255)
        for place, colour in ((0.0, clear), (0.12, full), (0.88, full), (1.0, clear)):
            gradient.setColorAt(place, colour)
        painter.fillRect(rect, QBrush(gradient))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def paint_shadow(painter: QPainter, projection: Projection, pose: Pose) -> None:
    """A soft shadow under the body, stronger where a part is close to the floor.

    Drawn small and stretched, which is both its softness and its cheapness.
    """
    area = _drawn_area(projection)
    shadow = QImage(
        max(2, round(area.width() * _SHADOW_SCALE)),
        max(2, round(area.height() * _SHADOW_SCALE)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    shadow.fill(0)
    small = QPainter(shadow)
    small.setRenderHint(QPainter.RenderHint.Antialiasing)
    small.scale(_SHADOW_SCALE, _SHADOW_SCALE)
    small.translate(-area.topLeft())
    for parts in (_THICK, _THIN):
        radius = parts[0][2] * pose.stature_m
        for low_only, spread, alpha in ((False, 2.2, 46), (True, 1.5, 84)):
            path = QPainterPath()
            for start, end, _ in parts:
                _add_shadow(path, projection, pose.joints[start], pose.joints[end], low_only)
            colour = QColor(SHADOW)
            colour.setAlpha(alpha)
            pen = QPen(colour, spread * radius * projection.scale * 0.62)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            small.strokePath(path, pen)
    small.end()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(area, shadow)


def _drawn_area(projection: Projection) -> QRectF:
    """What is seen of the painter's plane; on its side when the picture is turned."""
    area = QRectF(0, 0, projection.width, projection.height)
    if projection.camera.turn_quarters % 2:
        middle = area.center()
        area = QRectF(0, 0, projection.height, projection.width)
        area.moveCenter(middle)
    return area


def _add_shadow(
    path: QPainterPath, projection: Projection, start: Points, end: Points, low_only: bool
) -> None:
    if low_only and max(float(start[1]), float(end[1])) > 0.22:
        return
    ends = np.stack((start, end))
    ends = (ends + _LEAN * ends[:, 1:2]) * np.array((1.0, 0.0, 1.0))
    flat, _ = projection.flatten(projection.to_view(ends))
    (ax, ay), (bx, by) = flat.tolist()
    path.moveTo(ax, ay)
    path.lineTo(bx, by)


def thing_pieces(
    things: Sequence[Thing], projection: Projection, stature_m: float, g: float
) -> list[Piece]:
    """Chair, step or wall as plain boxes among the parts of the body."""
    found = []
    for thing in things:
        for middle, size in _boxes(thing):
            place = np.array(middle) * np.array((g, 1.0, 1.0)) * stature_m
            found.append(_box_piece(place, np.array(size) * stature_m, projection, thing.kind))
    return found


_Box = tuple[tuple[float, float, float], tuple[float, float, float]]


def _boxes(thing: Thing) -> list[_Box]:
    """The boxes a thing is made of: middle and size of each."""
    (x, y, z), (wide, high, deep) = thing.at, thing.size
    if thing.kind != "chair":
        return [((x, y + high / 2, z), (wide, high, deep))]
    leg = 0.02
    boxes: list[_Box] = [((x, y + high - 0.012, z), (wide, 0.024, deep))]
    for sx in (-1, 1):
        for sz in (-1, 1):
            foot = (x + sx * (wide - leg) / 2, y + (high - 0.024) / 2, z + sz * (deep - leg) / 2)
            boxes.append((foot, (leg, high - 0.024, leg)))
    back = (x, y + high * 1.58, z - deep / 2 + leg / 2)
    boxes.append((back, (wide, high * 1.15, leg)))
    return boxes


_FACES = (
    (np.array((1.0, 0.0, 0.0)), (4, 5, 7, 6)),
    (np.array((-1.0, 0.0, 0.0)), (0, 1, 3, 2)),
    (np.array((0.0, 1.0, 0.0)), (2, 3, 7, 6)),
    (np.array((0.0, 0.0, 1.0)), (1, 5, 7, 3)),
    (np.array((0.0, 0.0, -1.0)), (0, 4, 6, 2)),
)
_CORNERS = np.array([(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])


def _box_piece(middle: Points, size: Points, projection: Projection, kind: str) -> Piece:
    view = projection.to_view(middle + _CORNERS * size)
    flat, _ = projection.flatten(view)
    flip = -1.0 if projection.camera.is_mirror else 1.0
    seen = []
    for normal, corners in _FACES:
        turned = projection.axes @ normal * np.array((flip, 1.0, 1.0))
        if float(turned[2]) > 0.0:
            light = 2 if normal[1] > 0 else int(turned[0] < 0)
            seen.append((polygon(flat[list(corners)]), THING_SHADES[light]))

    def paint(painter: QPainter) -> None:
        for face, colour in seen:
            painter.setPen(QPen(QColor(16, 22, 32, 120), 1.0))
            painter.setBrush(WALL if kind == "wall" else colour)
            painter.drawPolygon(face)

    nearness = float(view[:, 2].mean()) if kind != "wall" else float(view[:, 2].mean()) - 5
    return Piece(nearness, paint)


def paint_floor_light(painter: QPainter, middle: QPointF, radius: float) -> None:
    """A faint pool of light on the floor under the figure."""
    pool = QRadialGradient(middle, radius)
    pool.setColorAt(0.0, QColor(70, 92, 128, 46))
    pool.setColorAt(1.0, QColor(70, 92, 128, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(pool))
    painter.save()
    painter.translate(middle)
    painter.scale(1.0, 0.34)
    painter.translate(-middle)
    painter.drawEllipse(middle, radius, radius)
    painter.restore()
