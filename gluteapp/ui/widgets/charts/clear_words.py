"""Words that can be read where lines run through them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_HALO_PX = 4.0


def draw_clear(painter: QPainter, at: QPointF, words: str, ground: QColor) -> None:
    """Draw words from their baseline in the painter's pen and font, with a rim of the ground."""
    pen = painter.pen()
    path = QPainterPath()
    path.addText(at, painter.font(), words)
    rim = QColor(ground)
    rim.setAlphaF(0.85)
    halo = QPen(rim, _HALO_PX)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, halo)
    painter.setPen(pen)
    painter.drawText(at, words)
