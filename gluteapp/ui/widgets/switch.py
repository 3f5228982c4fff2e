"""An on-off switch; says on or off by place and mark, not by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.ui.theme import TARGET_MIN, Theme, paint_icon
from gluteapp.ui.widgets.control import Control

_TRACK_WIDTH, _TRACK_HEIGHT, _KNOB_INSET = 52, 30, 4


class Switch(Control):
    """A switch; `toggled(bool)` and `isChecked()` as usual. Give the words of its row as `name`."""

    def __init__(
        self, name: str, *, theme: Theme, is_on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme=theme, name=name, parent=parent)
        self.corner_px = TARGET_MIN / 2
        self.setCheckable(True)
        self.setChecked(is_on)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The track with a margin that makes it easy to hit."""
        return QSize(_TRACK_WIDTH + 8, TARGET_MIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and knob; on has a tick in the knob."""
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(4, (self.height() - _TRACK_HEIGHT) / 2, _TRACK_WIDTH, _TRACK_HEIGHT)
        is_on = self.isChecked()
        ink = theme.text if self.isEnabled() else theme.text3
        painter.setPen(Qt.PenStyle.NoPen if is_on else QPen(theme.line2, 1.5))
        painter.setBrush(ink if is_on else (theme.high if self.is_hovered else theme.raised))
        inset = 0.0 if is_on else 0.75
        corner = _TRACK_HEIGHT / 2
        painter.drawRoundedRect(track.adjusted(inset, inset, -inset, -inset), corner, corner)
        side = _TRACK_HEIGHT - 2 * _KNOB_INSET
        x = track.right() - _KNOB_INSET - side if is_on else track.left() + _KNOB_INSET
        knob = QRectF(x, track.top() + _KNOB_INSET, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.bg if is_on else theme.text2)
        painter.drawEllipse(knob)
        if is_on:
            paint_icon(painter, "check-bold", knob.adjusted(4, 4, -4, -4), ink)
        painter.end()
