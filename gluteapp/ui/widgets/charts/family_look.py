"""How each family of moves is told from the others: colour, shape, dashes, words; draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from gluteapp.core.exercise import Family
from gluteapp.language import tr
from gluteapp.ui.theme import Theme, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLook:
    """The looks of LOOKS.md 5; `dash_px` are lengths of stroke and gap, empty for a solid line."""

    tone: Tone
    symbol: str
    """`o` disc, `s` square, `d` diamond, `t1` triangle: pyqtgraph's names."""
    dash_px: tuple[float, ...]


LOOKS: Final[dict[Family, FamilyLook]] = {
    Family.HIP_EXTENSION: FamilyLook(tone="f_e", symbol="o", dash_px=()),
    Family.ABDUCTION: FamilyLook(tone="f_a", symbol="s", dash_px=(7, 5)),
    Family.SQUAT: FamilyLook(tone="f_s", symbol="d", dash_px=(2, 5)),
}
FAMILIES: Final = tuple(LOOKS)
"""The families that have an index, in the order they are shown in."""


def family_word(family: Family) -> str:
    """The words for a family."""
    words = {
        Family.HIP_EXTENSION: tr("Hip extension"),
        Family.ABDUCTION: tr("Side of hip"),
        Family.SQUAT: tr("Squat and lunge"),
        Family.WARM_UP: tr("Warm-up"),
        Family.STRETCH: tr("Stretch"),
    }
    return words[family]


def paint_mark(
    painter: QPainter, symbol: str, box: QRectF, theme: Theme, tone: Tone, *, is_open: bool = False
) -> None:
    """Paint a marker into a box: filled, or `is_open` as an outline."""
    colour = theme.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.8))
    if is_open:
        box = box.adjusted(0.9, 0.9, -0.9, -0.9)
        painter.setBrush(theme.surface)
    else:
        painter.setBrush(colour)
        painter.setPen(colour)
    middle = box.center()
    match symbol:
        case "s":
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        case "d":
            points = (
                (middle.x(), box.top()),
                (box.right(), middle.y()),
                (middle.x(), box.bottom()),
                (box.left(), middle.y()),
            )
            painter.drawPolygon(_polygon(points))
        case "t1":
            points_up = (
                (middle.x(), box.top()),
                (box.right(), box.bottom()),
                (box.left(), box.bottom()),
            )
            painter.drawPolygon(_polygon(points_up))
        case _:
            painter.drawEllipse(box)
    painter.restore()


def _polygon(points: tuple[tuple[float, float], ...]) -> QPolygonF:
    made = QPolygonF()
    for x, y in points:
        made.append(QPointF(x, y))
    return made
