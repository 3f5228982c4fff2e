"""Paints the working muscles as glowing patches on the skin; knows no session."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QRadialGradient

from gluteapp.figure import shape
from gluteapp.figure.camera import Points
from gluteapp.figure.muscles import MuscleSide
from gluteapp.ui.stage.drawing import hull, polygon
from gluteapp.ui.stage.eye import Eye, Seen
from gluteapp.ui.stage.stage_colours import FIBRE, GLUTEALS, HELPER_STRENGTH, MUSCLES

Lights = Mapping[MuscleSide, float]

_HALO_SHARE = 0.075
"""Radius of the halo as a share of the picture (LOOKS.md 1.4: about 9 % of its width across)."""
_HALO_MAX = 0.6
_FACE_ON = 0.12
"""How far a surface must face the viewer to be painted."""
_SEEN_MIN = 5
_FAINT = 0.02
_PLAIN_EDGE = ((1.0, 0.9),)
_SOFT_EDGE = ((1.0, 0.9), (1.13, 0.25))
"""Layers of a patch: spread about its middle, and share of its strength."""


class MusclePainter:
    """Paints the patches of a pose, and remembers where its halos belong."""

    def __init__(self, *, eye: Eye, lights: Lights) -> None:
        self._eye = eye
        self._lights = lights
        self._halos: dict[float, tuple[QPointF, QColor]] = {}

    def paint_patches(self, painter: QPainter, joint: str, frame: str, kind: str, g: float) -> None:
        """Paint the muscles that lie on one part of the body; `g` is 1 for the left side."""
        side = "l" if g > 0 else "r"
        for patch in shape.PATCHES:
            light = self._lights.get((patch.muscle, side), 0.0)
            if patch.frame != kind or light < _FAINT:
                continue
            facing = self._eye.direction(frame, patch.normals, g)[:, 2]
            visible = facing > _FACE_ON
            if int(visible.sum()) < _SEEN_MIN:
                continue
            seen = self._eye.see(joint, frame, patch.places, g)
            self._paint_patch(painter, patch, seen, visible, light)
            if patch.muscle in GLUTEALS:
                self._note_halo(patch, seen, facing, visible, light, g)

    def paint_halos(self, painter: QPainter) -> None:
        """The soft glow of the strongest gluteal of each side, over everything."""
        projection = self._eye.projection
        radius = _HALO_SHARE * min(projection.width, projection.height * 1.6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for middle, colour in self._halos.values():
            glow = QRadialGradient(middle, radius)
            for place, share in ((0.0, 1.0), (0.45, 0.35), (1.0, 0.0)):
                part = QColor(colour)
                part.setAlphaF(colour.alphaF() * share)
                glow.setColorAt(place, part)
            painter.setBrush(QBrush(glow))
            painter.drawEllipse(middle, radius, radius)
        painter.restore()

    def _note_halo(
        self, patch: shape.Patch, seen: Seen, facing: Points, visible: NDArray[np.bool_],
        light: float, g: float,
    ) -> None:  # fmt: skip
        share = min(1.0, 1.8 * float(np.clip(facing, 0, 1).mean()))
        colour = QColor(MUSCLES[patch.muscle])
        colour.setAlphaF(min(_HALO_MAX, light * 0.7) * share)
        known = self._halos.get(g)
        if known is None or known[1].alphaF() < colour.alphaF():
            x, y = seen.flat[visible].mean(axis=0).tolist()
            self._halos[g] = (QPointF(x, y), colour)

    def _paint_patch(
        self, painter: QPainter, patch: shape.Patch, seen: Seen, visible: NDArray[np.bool_],
        light: float,
    ) -> None:  # fmt: skip
        colour = QColor(MUSCLES[patch.muscle])
        is_gluteal = patch.muscle in GLUTEALS
        strength = min(1.0, 1.3 * light**0.55) * (1.0 if is_gluteal else HELPER_STRENGTH)
        edge = seen.flat[shape.PATCH_BORDER] if visible.all() else hull(seen.flat[visible])
        middle = edge.mean(axis=0)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, share in _SOFT_EDGE if is_gluteal else _PLAIN_EDGE:
            colour.setAlphaF(strength * share)
            painter.setBrush(colour)
            painter.drawPolygon(polygon(middle + (edge - middle) * spread))
        if is_gluteal:
            fibre = QColor(FIBRE)
            fibre.setAlphaF(strength * 0.28)
            thickness = max(0.8, 0.003 * self._eye.unit * float(seen.size[0]))
            painter.strokePath(_fibres(seen.flat, visible), QPen(fibre, thickness))


def _fibres(flat: Points, visible: NDArray[np.bool_]) -> QPainterPath:
    path = QPainterPath()
    rows, places = shape.PATCH_GRID
    for row in range(rows):
        cells = slice(row * places, (row + 1) * places)
        line = flat[cells][visible[cells]]
        if len(line) > 2:
            path.addPolygon(polygon(line))
    return path
