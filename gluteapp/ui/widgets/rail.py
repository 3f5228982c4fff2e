"""The bar at the left with the pages; knows their names and icons, not the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import (
    ICON_RAIL,
    RADIUS_BUTTON,
    RAIL_WIDTH,
    RAIL_WIDTH_SMALL,
    FontRole,
    Theme,
    font,
    paint_icon,
)
from gluteapp.ui.widgets.control import Control

_ITEM_HEIGHT, _ITEM_HEIGHT_SMALL = 62, 52
_MARGIN = 10
_MARK_PX = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class RailEntry:
    """One page in the rail: its id, words, icons and the key that opens it."""

    page: str
    words: str
    icon: str
    icon_selected: str
    key: str
    is_at_bottom: bool = False


class RailItem(Control):
    """An icon over a word; checked when its page is open."""

    def __init__(self, entry: RailEntry, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme=theme, name=entry.words, parent=parent)
        self.entry = entry
        self.is_small = False
        self.corner_px = RADIUS_BUTTON
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleDescription(entry.key)
        self.setToolTip(tr("{page} ({key})", page=entry.words, key=entry.key))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_small(self, is_small: bool) -> None:
        """Show the icon alone, or icon and word."""
        self.is_small = is_small
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """High enough to hit without aiming."""
        height = _ITEM_HEIGHT_SMALL if self.is_small else _ITEM_HEIGHT
        return QSize(RAIL_WIDTH - 2 * _MARGIN, round(height * self.theme.scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon and word."""
        theme, is_on = self.theme, self.isChecked()
        painter = QPainter(self)
        ground = QColor(0, 0, 0, 0)
        if is_on:
            ground = theme.raised if theme.is_dark else theme.selected
        elif self.is_hovered:
            ground = theme.surface if theme.is_dark else theme.high
        self.paint_shape(painter, ground)
        ink = theme.text if is_on else theme.text3
        name = self.entry.icon_selected if is_on else self.entry.icon
        words = font(FontRole.AXIS, theme.scale)
        metrics = QFontMetricsF(words)
        block = ICON_RAIL if self.is_small else ICON_RAIL + 7 + metrics.capHeight() + 2
        top = (self.height() - block) / 2
        icon = QRectF((self.width() - ICON_RAIL) / 2, top, ICON_RAIL, ICON_RAIL)
        paint_icon(painter, name, icon, ink)
        if not self.is_small:
            painter.setFont(words)
            painter.setPen(theme.text if is_on else theme.text2)
            x = (self.width() - metrics.horizontalAdvance(self.entry.words)) / 2
            painter.drawText(QPointF(x, top + block), self.entry.words)
        painter.end()


class _Mark(QWidget):
    """Our mark: an open ring with a dot, drawn, so that it fits every theme."""

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedSize(_MARK_PX, _MARK_PX)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ring, arc and dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(self.theme.idle, 4))
        painter.drawEllipse(rect)
        arc = QPen(self.theme.accent, 4)
        arc.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(arc)
        painter.drawArc(rect, 90 * 16, -120 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.accent)
        painter.drawEllipse(rect.center(), 4.5, 4.5)
        painter.end()


class Rail(QWidget):
    """The pages, top to bottom; emits `chosen(page)`."""

    chosen = Signal(str)

    def __init__(
        self, entries: Sequence[RailEntry], *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(tr("Pages"))
        self._items = [RailItem(entry, theme=theme, parent=self) for entry in entries]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 28, _MARGIN + 1, 24)
        layout.setSpacing(6)
        layout.addWidget(_Mark(theme=theme, parent=self), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(20)
        for item in (one for one in self._items if not one.entry.is_at_bottom):
            layout.addWidget(item)
        layout.addStretch(1)
        for item in (one for one in self._items if one.entry.is_at_bottom):
            layout.addWidget(item)
        for item in self._items:
            item.clicked.connect(lambda _=False, page=item.entry.page: self.chosen.emit(page))
        self.set_small(False)

    @property
    def pages(self) -> tuple[str, ...]:
        """The page ids in their order."""
        return tuple(item.entry.page for item in self._items)

    def select(self, page: str) -> None:
        """Mark a page as the open one."""
        for item in self._items:
            if item.entry.page == page:
                item.setChecked(True)

    def set_small(self, is_small: bool) -> None:
        """Icons alone in a narrow window."""
        self.setFixedWidth(RAIL_WIDTH_SMALL if is_small else RAIL_WIDTH)
        for item in self._items:
            item.set_small(is_small)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on; its items are themed by themselves."""
        self.theme = theme
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the pages."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        focused = next((n for n, item in enumerate(self._items) if item.hasFocus()), None)
        if by is None or focused is None:
            super().keyPressEvent(event)
            return
        self._items[(focused + by) % len(self._items)].focus_by_key()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line between rail and page."""
        painter = QPainter(self)
        painter.setPen(self.theme.line)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()
