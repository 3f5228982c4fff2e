"""Paints neck, head, hair and a calm face; knows no session."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gluteapp.figure import shape
from gluteapp.figure.camera import Points
from gluteapp.ui.stage.drawing import Outline, ball_brush, draw_smooth, hull, polygon
from gluteapp.ui.stage.eye import Eye, Piece, Seen
from gluteapp.ui.stage.limb_painter import ball_piece, bar_piece
from gluteapp.ui.stage.stage_colours import BROW, EYE, LIP

_HAIR = 1.03
"""How much larger hair makes the head."""


def head_pieces(eye: Eye) -> list[Piece]:
    """Neck, head and the knot of hair."""
    neck = eye.see("neck", "neck", shape.NECK)
    bun = eye.see("head", "head", shape.BUN[None])
    return [
        bar_piece(eye, neck, shape.NECK_RADII, "skin"),
        _skull_piece(eye),
        ball_piece(eye, bun, np.array((shape.BUN_RADIUS,)), "hair"),
    ]


def _skull_piece(eye: Eye) -> Piece:
    skull = eye.see("head", "head", _SKULL * (shape.HEAD_HALF * _HAIR))
    facing = eye.direction("head", _SKULL / shape.HEAD_HALF)[:, 2] > 0
    edge, face = Outline(hull(skull.flat)), skull.flat[facing & _IS_FACE]
    middle = eye.see_joints("head")
    radius = float(shape.HEAD_HALF[1] * eye.unit * middle.size[0])

    def paint(painter: QPainter) -> None:
        x, y = middle.flat[0].tolist()
        draw_smooth(painter, edge, ball_brush((x, y), radius * 1.05, "hair"), "hair")
        if len(face) > 3:
            brush = ball_brush((x, y), radius * 1.1, "skin")
            draw_smooth(painter, Outline(hull(face)), brush, "skin")
            _paint_face(painter, eye)

    return Piece(float(skull.view[:, 2].mean()), paint)


def _paint_face(painter: QPainter, eye: Eye) -> None:
    """Two eyes, brows and a mouth, only where they face the viewer."""
    places: Seen = eye.see("head", "head", _FEATURES * shape.HEAD_HALF)
    facing = eye.direction("head", _FEATURES)[:, 2]
    dot = float(places.size[0]) * eye.unit
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(EYE)
    for index in (0, 1):
        if facing[index] > 0.25:
            x, y = places.flat[index].tolist()
            painter.drawEllipse(QPointF(x, y), 0.0046 * dot, 0.0052 * dot)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for start, stop, width, colour in _LINES:
        if float(facing[start:stop].min()) > 0.2:
            painter.setPen(QPen(QColor(colour), max(0.8, width * dot)))
            painter.drawPolyline(polygon(places.flat[start:stop]))


def _skull_points() -> tuple[Points, NDArray[np.bool_]]:
    """Points of an egg-shaped head on the unit scale, and which of them are face."""
    points, is_face = [], []
    for up in np.linspace(-90, 90, 13):
        for around in np.linspace(-180, 180, 25)[:-1]:
            a, e = np.radians(around), np.radians(up)
            below = max(0.0, -np.sin(e))
            narrow = 1.0 - 0.22 * below**1.5
            back = 1.0 - 0.18 * below * max(0.0, -np.cos(a))
            points.append(
                (np.sin(a) * np.cos(e) * narrow, np.sin(e), np.cos(a) * np.cos(e) * narrow * back)
            )
            hairline = 52 - 0.42 * abs(around) if abs(around) < 75 else -90
            is_face.append(abs(around) < 92 and up < max(hairline, -8 if abs(around) < 84 else -20))
    return np.array(points), np.array(is_face)


_SKULL, _IS_FACE = _skull_points()
_FEATURES = np.array(
    [
        (0.38, -0.02, 0.86), (-0.38, -0.02, 0.86),
        (0.20, 0.17, 0.93), (0.38, 0.21, 0.88), (0.56, 0.16, 0.76),
        (-0.20, 0.17, 0.93), (-0.38, 0.21, 0.88), (-0.56, 0.16, 0.76),
        (0.22, -0.53, 0.72), (0.0, -0.57, 0.76), (-0.22, -0.53, 0.72),
    ]
)  # fmt: skip
"""Eyes, left brow, right brow, mouth, on the unit scale of the head."""
_LINES = ((2, 5, 0.0035, BROW), (5, 8, 0.0035, BROW), (8, 11, 0.0032, LIP))
"""First feature, end, thickness as a share of stature, colour."""
