"""A button that must be held while its ring fills, so that it is never pressed by accident."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractAnimation,
    QEvent,
    QPointF,
    QRectF,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.button import Button, ButtonKind

HOLD_MS = 2_000
"""How long the button is held (LOOKS.md 7, finish early)."""
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HoldButton(Button):
    """Emits `held()` once when it was held for `hold_ms`; letting go earlier does nothing.

    The screen calls `start_hold()` and `stop_hold()` for its own key, such as F. `clicked` is not
    to be used.
    """

    held = Signal()

    def __init__(
        self,
        text: str,
        *,
        theme: Theme,
        icon: str | None = None,
        key_hint: str = "",
        hint_below: bool = True,
        height_px: int = 113,
        text_px: int | None = None,
        hold_ms: int = HOLD_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text,
            theme=theme,
            kind=ButtonKind.SECONDARY,
            icon=icon,
            key_hint=key_hint,
            hint_below=hint_below,
            height_px=height_px,
            text_px=text_px,
            parent=parent,
        )
        self.setAccessibleDescription(tr("Hold for two seconds"))
        self._filling = QVariantAnimation(self)
        self._filling.setStartValue(0.0)
        self._filling.setEndValue(1.0)
        self._filling.setDuration(hold_ms)
        self._filling.valueChanged.connect(lambda _: self.update())
        self._filling.finished.connect(self._on_filled)

    @property
    def share(self) -> float:
        """How much of the hold is over, 0 to 1."""
        if self._filling.state() is QAbstractAnimation.State.Stopped:
            return 0.0
        return float(self._filling.currentValue())

    @property
    def filling(self) -> QVariantAnimation:
        """The running hold, for tests that move its time."""
        return self._filling

    def start_hold(self) -> None:
        """Begin to fill; again while filling changes nothing, nor while nobody sees it."""
        is_idle = self._filling.state() is QAbstractAnimation.State.Stopped
        if is_idle and self.isEnabled() and self.isVisible():
            self._filling.start()

    def stop_hold(self) -> None:
        """Let go before it is full."""
        self._filling.stop()
        self.update()

    def _on_filled(self) -> None:
        self._filling.stop()
        self.update()
        self.held.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to fill."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.start_hold()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        super().mouseReleaseEvent(event)
        self.stop_hold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hold by key as by mouse; key repeats are the same hold."""
        if event.key() in _KEYS:
            self.start_hold()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the key."""
        if event.key() in _KEYS:
            if not event.isAutoRepeat():
                self.stop_hold()
            return
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A hold does not go on when the focus is gone."""
        super().focusOutEvent(event)
        self.stop_hold()

    def hideEvent(self, event: QHideEvent) -> None:
        """A hold does not go on unseen."""
        super().hideEvent(event)
        self.stop_hold()

    def event(self, event: QEvent) -> bool:
        """A hold does not go on in a window that is left: the key may be let go elsewhere."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.stop_hold()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """A hold does not go on when switched off."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self.stop_hold()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, and the ring that fills round its edge."""
        super().paintEvent(event)
        if self.share <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(self.height() * 0.035, 3.0)
        pen = QPen(QColor(self.theme.text), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        half = width / 2 + 1
        rect = self.box().adjusted(half, half, -half, -half)
        corner = max(self.corner_px - half, 1.0)
        edge = _edge(rect, corner)
        length = edge.length()
        # One dash as long as what is over, one gap longer than all of the edge.
        pen.setDashPattern([max(self.share * length / width, 0.01), length * 2 / width])
        painter.setPen(pen)
        painter.drawPath(edge)
        painter.end()


def _edge(rect: QRectF, corner: float) -> QPainterPath:
    """The rounded edge as a path from the top middle clockwise."""
    side = 2 * corner
    path = QPainterPath(QPointF(rect.center().x(), rect.top()))
    path.lineTo(rect.right() - corner, rect.top())
    path.arcTo(rect.right() - side, rect.top(), side, side, 90, -90)
    path.lineTo(rect.right(), rect.bottom() - corner)
    path.arcTo(rect.right() - side, rect.bottom() - side, side, side, 0, -90)
    path.lineTo(rect.left() + corner, rect.bottom())
    path.arcTo(rect.left(), rect.bottom() - side, side, side, -90, -90)
    path.lineTo(rect.left(), rect.top() + corner)
    path.arcTo(rect.left(), rect.top(), side, side, 180, -90)
    path.closeSubpath()
    return path
