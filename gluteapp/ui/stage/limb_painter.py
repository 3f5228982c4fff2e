"""Paints arms, legs, hands and feet; knows no muscle and no session."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from gluteapp.figure import shape
from gluteapp.figure import skeleton as bones
from gluteapp.figure.camera import Points
from gluteapp.ui.stage.drawing import (
    Outline,
    across,
    ball_brush,
    bar_outline,
    brightness,
    draw_smooth,
    hull,
    polygon,
    round_hull,
)
from gluteapp.ui.stage.eye import Eye, Piece, Seen, side_sign
from gluteapp.ui.stage.stage_colours import shaded

PatchPainter = Callable[[QPainter, str, str, str, float], None]
"""Paints the muscles of a kind: joint, frame, kind, sign of the side."""

_THIGH_NEARNESS = 0.35
"""A thigh is as near as this place along it, the hip being 0."""


_SHOE_NEARER = 0.05
"""Metres by which a shoe counts as nearer, so that the ankle goes into it."""


def limb_pieces(eye: Eye, side: str, paint_patches: PatchPainter) -> list[Piece]:
    """Arm and leg of a side, with the muscles of the thigh."""
    g = side_sign(side)
    found = []
    for limb in shape.LIMBS:
        joint = f"{side}_{limb.joint}"
        seen = eye.see(joint, joint, limb.middles, g)
        if limb.joint == "hip":
            found.append(_thigh_piece(eye, seen, limb, joint, g, paint_patches))
        else:
            found.append(bar_piece(eye, seen, limb.radii, limb.cloth))
    for middles, radii in (
        (shape.HAND, shape.HAND_RADII),
        (shape.HAND_THUMB, shape.HAND_THUMB_RADII),
    ):
        wrist = f"{side}_wrist"
        found.append(bar_piece(eye, eye.see(wrist, wrist, middles, g), radii, "skin"))
    found.append(_foot_piece(eye, side))
    return found


def bar_piece(eye: Eye, seen: Seen, radii: Points, cloth: str) -> Piece:
    """A round bar along points."""
    wide = radii * eye.unit * seen.size
    outline = bar_outline(seen.flat, wide)

    def paint(painter: QPainter) -> None:
        x, y = ((seen.flat[0] + seen.flat[-1]) / 2).tolist()
        brush = across(seen.view[-1] - seen.view[0], (x, y), float(wide.max()), cloth)
        draw_smooth(painter, outline, brush, cloth)

    return Piece(float(seen.view[0, 2] + seen.view[-1, 2]) / 2, paint)


def ball_piece(eye: Eye, seen: Seen, radii: Points, cloth: str) -> Piece:
    """The convex shape around some balls."""
    outline = Outline(round_hull(seen.flat, radii * eye.unit * seen.size))
    low, high = outline.edge.min(axis=0), outline.edge.max(axis=0)

    def paint(painter: QPainter) -> None:
        x, y = ((low + high) / 2).tolist()
        brush = ball_brush((x, y), float((high - low).max()) / 2, cloth)
        draw_smooth(painter, outline, brush, cloth)

    return Piece(float(seen.view[:, 2].mean()), paint)


def _thigh_piece(
    eye: Eye, seen: Seen, limb: shape.Limb, joint: str, g: float, paint_patches: PatchPainter
) -> Piece:
    bar = bar_piece(eye, seen, limb.radii, limb.cloth)

    def paint(painter: QPainter) -> None:
        bar.paint(painter)
        paint_patches(painter, joint, joint, "hip", g)

    near, far = float(seen.view[0, 2]), float(seen.view[-1, 2])
    return Piece(near + (far - near) * _THIGH_NEARNESS, paint)


def _foot_piece(eye: Eye, side: str) -> Piece:
    ankle = f"{side}_ankle"
    g = side_sign(side)
    toe_frame = _toe_frame(eye, side)
    mirror = np.array((g, 1.0, 1.0))
    toes = eye.see_beside(f"{side}_ball", toe_frame, shape.TOES * mirror)
    upper = eye.see(ankle, ankle, shape.FOOT, g).joined(toes)
    shoe = ball_piece(eye, upper, shape.SHOE_RADII, "shoe")
    soles = (
        hull(eye.see(ankle, ankle, shape.BACK_SOLE, g).flat),
        hull(eye.see_beside(f"{side}_ball", toe_frame, shape.FRONT_SOLE * mirror).flat),
    )
    down = eye.direction(ankle, np.array((0.0, -1.0, 0.0)))
    is_sole_seen = float(down[2]) > 0.05

    def paint_soles(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shaded("sole", brightness(down) if is_sole_seen else 0.55))
        for sole in soles:
            painter.drawPolygon(polygon(sole))

    def paint(painter: QPainter) -> None:
        first, second = (shoe.paint, paint_soles) if is_sole_seen else (paint_soles, shoe.paint)
        first(painter)
        second(painter)

    return Piece(shoe.nearness + _SHOE_NEARER, paint)


def _toe_frame(eye: Eye, side: str) -> Points:
    """Attitude of the toes, which bend up while the heel is raised."""
    joints = eye.pose.joints
    front = (joints[f"{side}_toe"] - joints[f"{side}_ball"]) / (bones.TOE_LENGTH * eye.unit)
    left = eye.pose.frames[f"{side}_ankle"][:, 0]
    return np.column_stack((left, np.cross(front, left), front))
