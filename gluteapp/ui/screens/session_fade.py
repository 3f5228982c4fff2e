"""The face that was shown before, fading away over the new one; its time comes from outside."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from gluteapp.core.clock import Millis
from gluteapp.ui.theme import MS_PHASE
from gluteapp.ui.widgets.number_label import NumberLabel
from gluteapp.ui.widgets.ring import Ring


class FadeCover(QWidget):
    """`take(face)` keeps its picture; `show_at(since_ms)` shows what is left of it after a while."""

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = QPixmap()
        self._left = 0.0
        self._easing = QEasingCurve(QEasingCurve.Type.InOutCubic)
        self.hide()

    def take(self, face: QWidget) -> None:
        """Keep how a face looks now, with nothing behind it; its numbers are cut, not faded."""
        ratio = face.devicePixelRatioF()
        picture = QPixmap(face.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        for part in face.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if part.isVisible() and not isinstance(part, Ring | NumberLabel):
                part.render(picture, part.pos(), QRegion(), QWidget.RenderFlag.DrawChildren)
        self._picture = picture
        self.setGeometry(face.geometry())

    def show_at(self, since_ms: Millis) -> None:
        """Show the picture as it is so long after the change; gone after 320 ms."""
        if self._picture.isNull():
            return
        if not 0 <= since_ms < MS_PHASE:
            self.drop()
            return
        self._left = 1.0 - self._easing.valueForProgress(since_ms / MS_PHASE)
        self.show()
        self.raise_()
        self.update()

    def drop(self) -> None:
        """Forget the picture."""
        self._picture = QPixmap()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is left of it."""
        painter = QPainter(self)
        painter.setOpacity(self._left)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()
