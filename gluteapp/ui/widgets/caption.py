"""The line that shows what the voice says; knows only the words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import CAP_SHARE, Theme, paint_icon, pixel_font


class Caption(QWidget):
    """Words on a rounded ground with the captions mark; hidden while there are none.

    `set_px` sets the font size: 4.4 % of the window height or more on session screens.
    """

    def __init__(
        self, text: str = "", *, theme: Theme, px: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._text = ""
        self._px = px
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setText(text)

    def text(self) -> str:
        """The words."""
        return self._text

    def setText(self, text: str) -> None:
        """Say something else; nothing hides the line."""
        self._text = text
        self.setAccessibleName(tr("Caption: {words}", words=text) if text else "")
        if self.parentWidget() is not None:
            self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def set_px(self, px: int) -> None:
        """Change the font size in px."""
        self._px = max(px, 12)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def _font(self) -> QFont:
        return pixel_font(self._px, weight=600)

    def _lead(self) -> float:
        return self._px * 1.75

    def sizeHint(self) -> QSize:
        """Words, mark and room."""
        words = QFontMetricsF(self._font()).horizontalAdvance(self._text)
        return QSize(round(words + self._lead() + self._px * 0.6), round(self._px * 1.75))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, mark and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self.theme.raised)
        ground.setAlphaF(0.92)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        corner = self._px * 0.45
        painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        side = self._px * 0.95
        mark = QRectF(self._px * 0.5, (self.height() - side) / 2, side, side)
        paint_icon(painter, "captions", mark, self.theme.text2)
        painter.setFont(self._font())
        painter.setPen(self.theme.text)
        y = self.height() / 2 + self._px * CAP_SHARE / 2
        painter.drawText(QPointF(self._lead(), y), self._text)
        painter.end()
