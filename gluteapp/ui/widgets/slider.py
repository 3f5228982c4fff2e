"""A slider from 0 to 100 in whole steps; knows a number and its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from gluteapp.ui.theme import TARGET_MIN, Theme
from gluteapp.ui.widgets.focus_ring import FocusRing

_KNOB = 22
_TRACK = 6


class Slider(QSlider):
    """A horizontal slider; `valueChanged(int)` as usual, `sliderReleased` when let go."""

    def __init__(
        self,
        name: str,
        *,
        theme: Theme,
        value: int = 0,
        minimum: int = 0,
        maximum: int = 100,
        step: int = 5,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setRange(minimum, maximum)
        self.setSingleStep(step)
        self.setPageStep(step * 2)
        self.setValue(value)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a target must be."""
        return QSize(240, TARGET_MIN)

    def minimumSizeHint(self) -> QSize:
        """Short, but still usable."""
        return QSize(120, TARGET_MIN)

    def _share(self) -> float:
        reach = self.maximum() - self.minimum()
        return 0.0 if reach == 0 else (self.value() - self.minimum()) / reach

    def _value_at(self, x: float) -> int:
        share = (x - _KNOB / 2) / max(self.width() - _KNOB, 1)
        raw = self.minimum() + min(max(share, 0.0), 1.0) * (self.maximum() - self.minimum())
        step = max(self.singleStep(), 1)
        return round((raw - self.minimum()) / step) * step + self.minimum()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the mouse is."""
        if event.button() is Qt.MouseButton.LeftButton and self.isEnabled():
            self.setSliderDown(True)
            self.setValue(self._value_at(event.position().x()))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a volume must not change because a pointer passed over it."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by a key."""
        super().focusInEvent(event)
        FocusRing.focus_came(self, event, self.theme.text, TARGET_MIN / 2)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        FocusRing.focus_went(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and knob."""
        theme = self.theme
        ink = theme.text if self.isEnabled() else theme.text3
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        track = QRectF(_KNOB / 2, middle - _TRACK / 2, self.width() - _KNOB, _TRACK)
        painter.setBrush(theme.line2 if self.isEnabled() else theme.idle)
        painter.drawRoundedRect(track, _TRACK / 2, _TRACK / 2)
        x = _KNOB / 2 + self._share() * (self.width() - _KNOB)
        painter.setBrush(ink)
        done = QRectF(track.left(), track.top() - 1, x - track.left(), _TRACK + 2)
        painter.drawRoundedRect(done, _TRACK / 2 + 1, _TRACK / 2 + 1)
        painter.drawEllipse(QRectF(x - _KNOB / 2, middle - _KNOB / 2, _KNOB, _KNOB))
        painter.end()
