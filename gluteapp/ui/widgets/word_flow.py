"""Short words side by side, on as many lines as they need; knows neither words nor marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.ui.theme import FontRole, Theme, line_px


class WordFlow(QWidget):
    """Base of a line of captions that breaks; a subclass says how wide each is, and paints them."""

    gap_px = 14.0
    """Between two of a line."""
    leading_px = 0.0
    """Between two lines, beside their own height."""

    def __init__(self, *, theme: Theme, usual_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._usual_px = usual_px
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def widths_px(self) -> Sequence[float]:
        """How wide each of them is, mark and words."""
        return ()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.updateGeometry()
        self.update()

    @property
    def line_px(self) -> int:
        """Height of a line in px."""
        return line_px(FontRole.CAPTION, self.theme.scale)

    def places(self, width: float) -> tuple[list[QPointF], float]:
        """Where each begins in so much width, and the height of them all."""
        places: list[QPointF] = []
        x, y = 0.0, 0.0
        for needed in self.widths_px():
            if x and x + needed > width:
                x, y = 0.0, y + self.line_px + self.leading_px
            places.append(QPointF(x, y))
            x += needed + self.gap_px
        return places, y + self.line_px

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._usual_px, self.line_px)

    def hasHeightForWidth(self) -> bool:
        """They break into lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in px at a width."""
        return round(self.places(width)[1])
