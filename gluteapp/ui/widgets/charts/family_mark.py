"""The marker of a family beside its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gluteapp.core.exercise import Family
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.charts.family_look import LOOKS, paint_mark

_SIDE_PX = 13


class FamilyMark(QWidget):
    """Filled, or open while the family has no point; decoration, the name stands beside it."""

    def __init__(self, family: Family, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._look = LOOKS[family]
        self._is_open = False
        self.setFixedSize(_SIDE_PX + 2, _SIDE_PX + 2)

    def set_open(self, is_open: bool) -> None:
        """Fill it or not."""
        self._is_open = is_open
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marker."""
        painter = QPainter(self)
        box = QRectF(1, 1, _SIDE_PX, _SIDE_PX)
        look = self._look
        paint_mark(painter, look.symbol, box, self.theme, look.tone, is_open=self._is_open)
        painter.end()
