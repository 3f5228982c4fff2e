"""The pen of the lines in charts; knows no chart."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen


def line_pen(
    colour: QColor, width: float, dash_px: tuple[float, ...] = (), ratio: float = 1.0
) -> QPen:
    """A pen of constant width in px; the dashes are lengths of stroke and gap in px too.

    Such pens know pixels only: `ratio` is how many of them one px has.
    """
    pen = QPen(colour, width * ratio)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if dash_px:
        # Round ends would make each stroke longer by the width of the line.
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([part / width for part in dash_px])
    return pen
