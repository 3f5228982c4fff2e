"""The base of everything that can be pressed: theme, hover, focus ring. Knows no app."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget

from gluteapp.ui.theme import RADIUS_BUTTON, Theme, mixed
from gluteapp.ui.widgets.focus_ring import FocusRing

_BUTTON_HOVER_SHARE = 0.06


class Control(QAbstractButton):
    """A painted button; `clicked` as usual, `is_hovered` while the mouse is over it.

    Subclasses paint with `paint_on(painter)`. Enter and Space both press it.
    """

    def __init__(self, *, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.corner_px: float = RADIUS_BUTTON
        self.is_hovered = False
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.updateGeometry()
        self.update()

    def set_enabled_with_reason(self, is_enabled: bool, reason: str = "") -> None:
        """Switch on or off; when off, tooltip and accessible description say why."""
        self.setEnabled(is_enabled)
        self.setToolTip("" if is_enabled else reason)
        self.setAccessibleDescription("" if is_enabled else reason)
        self.update()

    def fill_of(self, resting: QColor, *, is_main: bool = False) -> QColor:
        """The fill for the state at hand: hover one step up, pressed one step down."""
        if not self.isEnabled():
            return self.theme.surface
        if is_main:
            if self.isDown():
                return mixed(resting, QColor(Qt.GlobalColor.black), _BUTTON_HOVER_SHARE * 2)
            if self.is_hovered:
                return mixed(resting, QColor(Qt.GlobalColor.white), _BUTTON_HOVER_SHARE)
            return resting
        if self.isDown():
            return self._step(resting, -1)
        return self._step(resting, 1) if self.is_hovered else resting

    def _step(self, resting: QColor, by: int) -> QColor:
        ladder = (self.theme.bg, self.theme.surface, self.theme.raised, self.theme.high)
        for index, rung in enumerate(ladder):
            if rung == resting:
                if index + by < len(ladder):
                    return ladder[max(index + by, 0)]
                return mixed(resting, self.theme.text, 0.10)
        return mixed(resting, self.theme.text, 0.08 * by)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse came."""
        self.is_hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse went."""
        self.is_hovered = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by a key."""
        super().focusInEvent(event)
        FocusRing.focus_came(self, event, self.theme.text, self.corner_px)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        FocusRing.focus_went(self, event)

    def focus_by_key(self) -> None:
        """Take the focus as Tab would, ring included."""
        FocusRing.expect(self)
        if self.hasFocus():
            FocusRing.show_around(self, self.theme.text, self.corner_px)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def box(self) -> QRectF:
        """The whole shape in px."""
        return QRectF(self.rect())

    def paint_shape(self, painter: QPainter, fill: QColor, outline: QColor | None = None) -> None:
        """Fill the rounded shape, with a thin outline where one carries meaning."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(fill)
        painter.setPen(Qt.PenStyle.NoPen if outline is None else outline)
        half = 0.0 if outline is None else 0.5
        rect = self.box().adjusted(half, half, -half, -half)
        painter.drawRoundedRect(rect, self.corner_px, self.corner_px)
