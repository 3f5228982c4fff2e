"""A key drawn as a small cap, such as Space; says which key, does nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import CAP_SHARE, RADIUS_KEY, Theme, pixel_font


class KeyCap(QWidget):
    """One key in an outline; `text_px` is the size of its letters at font scale 1."""

    def __init__(
        self, key: str, *, theme: Theme, text_px: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._key = key
        self._text_px = text_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Key {key}", key=key))
        self._apply()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self._apply()

    def set_text_px(self, text_px: int) -> None:
        """Change the size of the letters in px."""
        self._text_px = text_px
        self._apply()

    def _apply(self) -> None:
        self.setFont(pixel_font(round(self._text_px * self.theme.scale), weight=600))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """At least as wide as high."""
        metrics = QFontMetricsF(self.font())
        height = round(self.font().pixelSize() * 1.85)
        width = round(metrics.horizontalAdvance(self._key) + self.font().pixelSize() * 1.2)
        return QSize(max(width, height), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint outline and letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.line2, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, RADIUS_KEY, RADIUS_KEY)
        painter.setPen(self.theme.text2)
        painter.setFont(self.font())
        width = QFontMetricsF(self.font()).horizontalAdvance(self._key)
        y = self.height() / 2 + self.font().pixelSize() * CAP_SHARE / 2
        painter.drawText(QPointF((self.width() - width) / 2, y), self._key)
        painter.end()
