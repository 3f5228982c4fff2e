"""The side flag: an arrow-shaped tag that says left or right by shape, way, word and colour."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.core.exercise import Side
from gluteapp.language import tr
from gluteapp.ui.theme import CAP_SHARE, Theme, pixel_font

_TEXT_SHARE = 0.74
_POINT_SHARE = 0.43
_PAD_SHARE = 0.30
_POINT_PAD_SHARE = 0.16


def side_word(side: Side) -> str:
    """The word on the flag."""
    match side:
        case Side.LEFT:
            return tr("LEFT")
        case Side.RIGHT:
            return tr("RIGHT")
        case Side.BOTH:
            return tr("BOTH")
        case _:
            assert_never(side)


class SideFlag(QWidget):
    """A tag for the working leg; everything is a share of `height_px`, 9.9 % of the window.

    Without a side it is hidden; both sides is a neutral tag only if `shows_both`.
    """

    def __init__(
        self,
        side: Side | None = None,
        *,
        theme: Theme,
        height_px: int = 32,
        shows_both: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._side = side
        self._height_px = height_px
        self._shows_both = shows_both
        self._is_dimmed = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._apply()

    def set_side(self, side: Side | None) -> None:
        """Say another side."""
        if side is not self._side:
            self._side = side
            self._apply()

    @property
    def side(self) -> Side | None:
        """The side it says."""
        return self._side

    def set_height_px(self, height_px: int) -> None:
        """Change the height, and all else with it."""
        self._height_px = max(height_px, 8)
        self._apply()

    def set_dimmed(self, is_dimmed: bool) -> None:
        """Paint it a little darker, as in the paused screen."""
        self._is_dimmed = is_dimmed
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def _apply(self) -> None:
        is_shown = self._side is not None and (self._side is not Side.BOTH or self._shows_both)
        names = {
            Side.LEFT: tr("Left leg works"),
            Side.RIGHT: tr("Right leg works"),
            Side.BOTH: tr("Both legs work"),
        }
        self.setAccessibleName(names[self._side] if self._side is not None else "")
        self.setFixedSize(self.sizeHint() if is_shown else QSize(0, self._height_px))
        # Without a parent, setVisible would open a window of its own.
        if self.parentWidget() is not None:
            self.setVisible(is_shown)
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return pixel_font(round(_TEXT_SHARE * self._height_px), weight=700)

    def sizeHint(self) -> QSize:
        """As wide as the word, its room and the point of the arrow."""
        if self._side is None:
            return QSize(0, self._height_px)
        words = QFontMetricsF(self._font()).horizontalAdvance(side_word(self._side))
        room = 2 * _PAD_SHARE
        if self._side is not Side.BOTH:
            room = _PAD_SHARE + _POINT_PAD_SHARE + _POINT_SHARE
        return QSize(round(words + room * self._height_px), self._height_px)

    def outline(self) -> QPolygonF:
        """The arrow's corners in px: its point lies on the side it names."""
        width, height = float(self.width()), float(self.height())
        point = _POINT_SHARE * height if self._side is not Side.BOTH else 0.0
        if self._side is Side.LEFT:
            corners = ((point, 0), (width, 0), (width, height), (point, height), (0, height / 2))
        else:
            corners = (
                (0, 0),
                (width - point, 0),
                (width, height / 2),
                (width - point, height),
                (0, height),
            )
        return QPolygonF([QPointF(x, y) for x, y in corners])

    def _colours(self) -> tuple[QColor, QColor]:
        theme = self.theme
        if self._side is Side.LEFT:
            return theme.left, theme.onleft
        if self._side is Side.RIGHT:
            return theme.right, theme.onright
        return theme.high, theme.text

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shape and word."""
        if self._side is None:
            return
        fill, ink = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill.darker(117) if self._is_dimmed else fill)
        painter.drawPolygon(self.outline())
        font = self._font()
        height = self.height()
        x = _PAD_SHARE * height
        if self._side is Side.LEFT:
            x = (_POINT_SHARE + _POINT_PAD_SHARE) * height
        painter.setFont(font)
        painter.setPen(ink)
        y = height / 2 + font.pixelSize() * CAP_SHARE / 2
        painter.drawText(QPointF(x, y), side_word(self._side))
        painter.end()
