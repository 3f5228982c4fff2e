"""A row of choices of which one is on; knows values and their words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from gluteapp.ui.theme import (
    CAP_SHARE,
    RADIUS_SEGMENT,
    RADIUS_SMALL,
    TARGET_MIN,
    Theme,
    paint_icon,
    pixel_font,
)
from gluteapp.ui.widgets.control import Control

_MARGIN = 4
_TEXT_PX = 15


class _Choice(Control):
    def __init__(
        self, text: str, *, theme: Theme, colour: QColor | None = None, parent: QWidget
    ) -> None:
        super().__init__(theme=theme, name=text, parent=parent)
        self._colour = colour
        self.setCheckable(True)
        self.setText(text)
        self.corner_px = RADIUS_SEGMENT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _font_px(self) -> int:
        return round(_TEXT_PX * self.theme.scale)

    def sizeHint(self) -> QSize:
        """Room for words and tick."""
        metrics = QFontMetricsF(pixel_font(self._font_px(), weight=600))
        # Room for the tick is always kept, so that nothing moves when the choice does.
        marks = self._font_px() * (1.4 if self._colour is None else 2.8)
        width = metrics.horizontalAdvance(self.text()) + marks + 24
        return QSize(round(width), round(TARGET_MIN * self.theme.scale) - 2 * _MARGIN)

    def minimumSizeHint(self) -> QSize:
        """Never cut words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint one choice."""
        theme = self.theme
        painter = QPainter(self)
        if self.isChecked():
            self.paint_shape(painter, theme.selected)
        elif self.is_hovered and self.isEnabled():
            self.paint_shape(painter, theme.high)
        chosen_font = pixel_font(self._font_px(), weight=600 if self.isChecked() else 500)
        width = QFontMetricsF(chosen_font).horizontalAdvance(self.text())
        tick = self._font_px() * 0.9 if self.isChecked() else 0.0
        gap = 6 if tick else 0
        dot = 0.0 if self._colour is None else self._font_px() * 1.4
        x = (self.width() - width - tick - gap - dot) / 2
        self._paint_dot(painter, x)
        x += dot
        ink = theme.text if self.isChecked() else theme.text2
        if not self.isEnabled():
            ink = theme.text3
        if tick:
            rect = QRectF(x, (self.height() - tick) / 2, tick, tick)
            paint_icon(painter, "check-bold", rect, ink)
        painter.setFont(chosen_font)
        painter.setPen(ink)
        baseline = self.height() / 2 + self._font_px() * CAP_SHARE / 2
        painter.drawText(QPointF(x + tick + gap, baseline), self.text())
        painter.end()

    def _paint_dot(self, painter: QPainter, x: float) -> None:
        """A sample of the colour that is chosen by this."""
        if self._colour is None:
            return
        side = self._font_px() * 0.92
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.line2)
        painter.setBrush(self._colour)
        painter.drawEllipse(QRectF(x, (self.height() - side) / 2, side, side))


class Segment(QWidget):
    """Choices side by side; emits `chosen(value)` when the user takes another one.

    `options` are pairs of value and words, `colours` samples shown before the words. Arrow keys
    move the choice, Tab leaves.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, str]],
        *,
        theme: Theme,
        name: str,
        value: object = None,
        colours: Sequence[QColor] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self._values = [known for known, _ in options]
        self._group = QButtonGroup(self)
        self._choices: list[_Choice] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(_MARGIN)
        for index, (_, words) in enumerate(options):
            colour = colours[index] if colours else None
            choice = _Choice(words, theme=theme, colour=colour, parent=self)
            choice.setAccessibleDescription(name)
            layout.addWidget(choice)
            self._group.addButton(choice, index)
            self._choices.append(choice)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._shown: object = None
        self.set_value(value)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def value(self) -> object:
        """The value that is on, None when none is."""
        return self._shown

    def set_value(self, value: object) -> None:
        """Turn a value on without emitting; one that is not offered turns all off."""
        self._shown = value if value in self._values else None
        self._group.setExclusive(False)
        for known, choice in zip(self._values, self._choices, strict=True):
            choice.setChecked(self._shown is not None and known == value)
        self._group.setExclusive(True)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        for choice in self._choices:
            choice.set_theme(theme)
        self.update()

    def _on_toggled(self, index: int, is_on: bool) -> None:
        value = self._values[index]
        if is_on and value != self._shown:
            self._shown = value
            self.chosen.emit(value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = self.theme
        painter.setBrush(theme.raised if theme.is_dark else theme.high)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_SMALL, RADIUS_SMALL)
        painter.end()
