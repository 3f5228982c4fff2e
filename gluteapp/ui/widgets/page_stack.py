"""One page at a time, with a short fade between; knows no page by name."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QStackedWidget, QWidget

from gluteapp.ui.theme import MS_PAGE

_RISE_PX = 8


class _Farewell(QWidget):
    """A picture of the page that goes, growing fainter over the one that comes."""

    def __init__(self, picture: QPixmap, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = picture
        self.share = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self.share)
        lift = _RISE_PX * (1 - self.share)
        ratio = self._picture.devicePixelRatio()
        width, height = self._picture.width() / ratio, self._picture.height() / ratio
        painter.drawPixmap(
            QRectF(0, -lift, width, height), self._picture, QRectF(self._picture.rect())
        )
        painter.end()


class PageStack(QStackedWidget):
    """A stack whose `show_page` fades over 220 ms, or not at all with reduced motion."""

    def __init__(self, *, is_motion_reduced: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_motion_reduced = is_motion_reduced
        self._farewell: _Farewell | None = None
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.setDuration(MS_PAGE)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.valueChanged.connect(self._on_fade)
        self._fade.finished.connect(self._end_fade)

    def show_page(self, page: QWidget) -> None:
        """Open a page; adds it when it is not in the stack yet."""
        before = self.currentWidget()
        if self.indexOf(page) < 0:
            self.addWidget(page)
        if before is page:
            return
        self._end_fade()
        picture = None
        if before is not None and self.isVisible() and not self.is_motion_reduced:
            picture = before.grab()
        self.setCurrentWidget(page)
        if picture is not None:
            self._farewell = _Farewell(picture, self)
            self._farewell.setGeometry(self.rect())
            self._farewell.show()
            self._fade.start()

    def _on_fade(self, value: object) -> None:
        if self._farewell is not None and isinstance(value, float):
            self._farewell.share = value
            self._farewell.update()

    def _end_fade(self) -> None:
        self._fade.stop()
        if self._farewell is not None:
            self._farewell.hide()
            self._farewell.deleteLater()
            self._farewell = None
