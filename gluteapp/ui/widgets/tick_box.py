"""A box to tick with a whole sentence beside it; knows only the sentence."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.ui.theme import RADIUS_SMALL, TARGET_MIN, FontRole, Theme, font, line_px, paint_icon
from gluteapp.ui.widgets.control import Control

_BOX, _GAP, _PADDING = 24, 12, 8


class TickBox(Control):
    """`toggled(bool)` and `isChecked()` as usual; the sentence wraps."""

    def __init__(
        self,
        text: str,
        *,
        theme: Theme,
        is_on: bool = False,
        role: FontRole = FontRole.BODY_LARGE_STRONG,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme=theme, name=text, parent=parent)
        self._role = role
        self._words = text
        self.corner_px = RADIUS_SMALL
        self.setCheckable(True)
        self.setChecked(is_on)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, text: str) -> None:
        """Change the sentence."""
        self._words = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """The sentence."""
        return self._words

    def _font(self) -> QFont:
        return font(self._role, self.theme.scale)

    def _layout(self, width: float) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self._words, self._font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        height, step = 0.0, line_px(self._role, self.theme.scale)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 40.0))
            line.setPosition(QPointF(0.0, height))
            height += step
        layout.endLayout()
        return layout, height

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in px at a width."""
        _, height = self._layout(width - _BOX - _GAP - 2 * _PADDING)
        return max(TARGET_MIN, round(height) + 2 * _PADDING)

    def sizeHint(self) -> QSize:
        """Wide enough to read in a few lines."""
        return QSize(420, self.heightForWidth(420))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns wrap."""
        return QSize(200, TARGET_MIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, tick and words."""
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout, height = self._layout(self.width() - _BOX - _GAP - 2 * _PADDING)
        top = (self.height() - height) / 2
        first = line_px(self._role, theme.scale)
        box = QRectF(_PADDING, top + (first - _BOX) / 2, _BOX, _BOX).adjusted(1, 1, -1, -1)
        ink = theme.text if self.isEnabled() else theme.text3
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
        else:
            painter.setPen(QPen(theme.line2, 2))
            painter.setBrush(theme.high if self.is_hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        if self.isChecked():
            paint_icon(painter, "check-bold", box.adjusted(4, 4, -4, -4), theme.bg)
        painter.setPen(ink)
        layout.draw(painter, QPointF(_PADDING + _BOX + _GAP, top))
        painter.end()
