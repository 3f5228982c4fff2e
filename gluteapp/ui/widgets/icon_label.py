"""An icon, with words at its right or alone beside words of its own; does nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gluteapp.ui.theme import ICON_LIST, FontRole, Theme, Tone, paint_icon
from gluteapp.ui.widgets.text_label import TextLabel


class Icon(QWidget):
    """One icon of `size_px`; with `is_boxed` on a small raised square, as in Today's reasons.

    Decoration for a screen reader unless `name` is given: words stand beside it.
    """

    def __init__(
        self,
        icon: str,
        *,
        theme: Theme,
        size_px: int = ICON_LIST,
        tone: Tone = "text2",
        is_boxed: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = icon
        self._size_px = size_px
        self._tone: Tone = tone
        self._is_boxed = is_boxed
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def icon_name(self) -> str:
        """Which icon it shows."""
        return self._icon

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str, tone: Tone | None = None) -> None:
        """Show another icon, in another tone if one is given."""
        self._icon = icon
        self._tone = tone or self._tone
        self.update()

    def set_size_px(self, size_px: int) -> None:
        """Change the size in px."""
        self._size_px = size_px
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The icon, or its box."""
        side = round(self._size_px * self.theme.scale * (1.82 if self._is_boxed else 1.0))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self._is_boxed:
            painter.setPen(QColor(0, 0, 0, 0))
            painter.setBrush(self.theme.raised)
            painter.drawRoundedRect(rect, 12, 12)
        side = min(self._size_px * self.theme.scale, rect.width())
        place = QRectF(0, 0, side, side)
        place.moveCenter(rect.center())
        paint_icon(painter, self._icon, place, self.theme.tone(self._tone))
        painter.end()


class IconLabel(QWidget):
    """An icon and words on one line, such as a state with its mark."""

    def __init__(
        self,
        text: str,
        icon: str,
        *,
        theme: Theme,
        role: FontRole = FontRole.BODY,
        tone: Tone = "text",
        icon_tone: Tone | None = None,
        icon_px: int = ICON_LIST,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon = Icon(icon, theme=theme, size_px=icon_px, tone=icon_tone or tone, parent=self)
        self.label = TextLabel(text, theme=theme, role=role, tone=tone, wraps=wraps, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.icon)
        layout.addWidget(self.label, 1)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.icon.set_theme(theme)
        self.label.set_theme(theme)

    def setText(self, text: str) -> None:
        """Change the words."""
        self.label.setText(text)

    def text(self) -> str:
        """The words."""
        return self.label.text()
