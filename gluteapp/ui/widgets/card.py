"""The rounded surface other things lie on; knows nothing of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPixmapCache,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from gluteapp.ui.theme import RADIUS_CARD, Theme

_BLUR = 24
_DROP = 8


class _Shadow(QWidget):
    """The soft shadow of a card in the light theme, lying under it in the same parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Stretch the nine patches of the cached picture."""
        picture = _shadow_picture(self.devicePixelRatio())
        ratio = picture.devicePixelRatio()
        corner = (picture.width() / ratio - 2) / 2
        painter = QPainter(self)
        xs = (0.0, corner, self.width() - corner, float(self.width()))
        ys = (0.0, corner, self.height() - corner, float(self.height()))
        source = (0.0, corner * ratio, (corner + 2) * ratio, (2 * corner + 2) * ratio)
        for row in range(3):
            for column in range(3):
                to = QRectF(xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row])
                of = QRectF(
                    source[column],
                    source[row],
                    source[column + 1] - source[column],
                    source[row + 1] - source[row],
                )
                painter.drawPixmap(to, picture, of)
        painter.end()


def _shadow_picture(ratio: float) -> QPixmap:
    key = f"gluteapp-card-shadow-{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    side = 2 * (_BLUR + RADIUS_CARD) + 2
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    # Many faint rings one inside the other come close to a blur.
    painter.setBrush(QColor(25, 28, 34, 1))
    for ring in range(0, _BLUR, 2):
        inset = ring + 0.5
        rect = QRectF(inset, inset, side - 2 * inset, side - 2 * inset)
        corner = RADIUS_CARD + _BLUR - inset
        painter.drawRoundedRect(rect, corner, corner)
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


class Card(QFrame):
    """A surface with rounded corners; put a layout into it. In light it has one soft shadow.

    `fill` names the colour token: `surface` for cards, `raised` for a card on a card.
    """

    def __init__(
        self,
        *,
        theme: Theme,
        corner_px: float = RADIUS_CARD,
        is_raised: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.corner_px = corner_px
        self._is_raised = is_raised
        self._shadow: _Shadow | None = None
        if name:
            self.setAccessibleName(name)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self._place_shadow()
        self.update()

    def set_corner(self, corner_px: float) -> None:
        """Change the corner radius in px."""
        self.corner_px = corner_px
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.raised if self._is_raised else self.theme.surface)
        painter.drawRoundedRect(self.surface(), self.corner_px, self.corner_px)
        painter.end()

    def surface(self) -> QRectF:
        """The part of the widget that is painted as surface, in px."""
        return QRectF(self.rect())

    def _place_shadow(self) -> None:
        parent = self.parentWidget()
        wanted = not self.theme.is_dark and not self._is_raised and parent is not None
        if not wanted or parent is None or not self.isVisibleTo(parent):
            if self._shadow is not None:
                self._shadow.hide()
            return
        if self._shadow is None:
            self._shadow = _Shadow(parent)
            # The card owns its shadow's life: gone with the card, not with the page.
            self.destroyed.connect(self._shadow.deleteLater)
        elif self._shadow.parentWidget() is not parent:
            self._shadow.setParent(parent)
        at = self.surface().toAlignedRect().translated(self.pos())
        around = at.adjusted(-_BLUR, -_BLUR + _DROP, _BLUR, _BLUR + _DROP)
        self._shadow.setGeometry(around)
        self._shadow.stackUnder(self)
        self._shadow.lower()
        self._shadow.show()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Take the shadow along."""
        super().moveEvent(event)
        self._place_shadow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the shadow along."""
        super().resizeEvent(event)
        self._place_shadow()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the shadow too."""
        super().showEvent(event)
        self._place_shadow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the shadow too."""
        super().hideEvent(event)
        if self._shadow is not None:
            self._shadow.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow to another parent."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self._place_shadow()
