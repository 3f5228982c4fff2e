"""A small plan of the room seen from above: screen, distance, mat, and where the head lies."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.core.exercise import Side
from gluteapp.language import tr
from gluteapp.ui.theme import CAP_SHARE, Theme, mixed, pixel_font

# The plan is drawn 300 units wide and 280 high.
_WIDTH, _HEIGHT = 300.0, 280.0


def head_words(head: Side | None) -> str:
    """The words under the picture: to which side the head lies, if to any."""
    if head is None:
        return tr("two or three steps from the screen")
    if head is Side.LEFT:
        return tr("head to the left of the screen")
    return tr("head to the right of the screen")


class RoomPicture(QWidget):
    """`head` is the end of the screen at which the head lies; None draws nobody on the mat."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._head: Side | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_head(None)

    def set_head(self, head: Side | None) -> None:
        """Lay the figure with its head to the left or right of the screen."""
        self._head = head
        words = tr("Mat about two and a half metres from the screen")
        if head is Side.LEFT:
            words = tr("Mat in front of the screen, head to its left")
        elif head is Side.RIGHT:
            words = tr("Mat in front of the screen, head to its right")
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A middling plan."""
        return QSize(300, 280)

    def minimumSizeHint(self) -> QSize:
        """Small, but still a plan."""
        return QSize(120, 80)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plan, as large as there is room."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / _WIDTH, self.height() / _HEIGHT)
        painter.translate(
            (self.width() - _WIDTH * scale) / 2, (self.height() - _HEIGHT * scale) / 2
        )
        painter.scale(scale, scale)
        self._paint_screen(painter)
        self._paint_mat(painter)
        self._paint_distance(painter)
        if self._head is not None:
            self._paint_person(painter, self._head)
        painter.end()

    def _paint_screen(self, painter: QPainter) -> None:
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text2)
        painter.drawRoundedRect(QRectF(104, 4, 92, 8), 4, 4)
        painter.setBrush(theme.idle)
        painter.drawPolygon(
            [QPointF(110, 14), QPointF(190, 14), QPointF(198, 42), QPointF(102, 42)]
        )
        painter.setPen(QPen(theme.text3, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(92, 54), QPointF(26, 158))
        painter.drawLine(QPointF(208, 54), QPointF(274, 158))

    def _paint_mat(self, painter: QPainter) -> None:
        theme = self.theme
        pen = QPen(theme.rest, 1.6)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(2, 138, 296, 138), 14, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(theme.surface, theme.left, 0.16))
        painter.drawRoundedRect(QRectF(28, 160, 244, 94), 8, 8)

    def _paint_distance(self, painter: QPainter) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.text2, 1.4))
        for tip, tail in ((54.0, 74.0), (130.0, 110.0)):
            painter.drawLine(QPointF(150, tip), QPointF(150, tail))
            back = 6 if tip < tail else -6
            painter.drawLine(QPointF(150, tip), QPointF(144, tip + back))
            painter.drawLine(QPointF(150, tip), QPointF(156, tip + back))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.bg)
        painter.drawRoundedRect(QRectF(118, 77, 64, 30), 8, 8)
        painter.setPen(theme.text)
        painter.setFont(pixel_font(17, weight=700))
        baseline = 92 + 17 * CAP_SHARE / 2
        words = tr("2.5 m")
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QPointF(150 - width / 2, baseline), words)

    def _paint_person(self, painter: QPainter, head: Side) -> None:
        theme = self.theme
        painter.save()
        if head is Side.RIGHT:
            painter.translate(300, 0)
            painter.scale(-1, 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text2)
        painter.drawEllipse(QPointF(60, 206), 15, 15)
        painter.setBrush(mixed(theme.rest, theme.bg, 0.35))
        painter.drawRoundedRect(QRectF(79, 190, 72, 32), 15, 15)
        for colour, knee_y in ((theme.text3, 232.0), (theme.text2, 188.0)):
            pen = QPen(colour, 17, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline([QPointF(155, 206), QPointF(204, knee_y), QPointF(240, 211)])
        painter.restore()
