"""The frame of every desk page: heading, centred content, scrolling. Knows no page by name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.ui.theme import (
    CARD_GAP,
    CONTENT_WIDTH_MAX,
    WINDOW_MARGIN,
    WINDOW_MARGIN_WIDE,
    FontRole,
    Theme,
)
from gluteapp.ui.widgets.scroll_area import ScrollArea
from gluteapp.ui.widgets.text_label import TextLabel

NARROW_PX = 1180
"""Windows narrower than this show one column (LOOKS.md 10)."""
SHORT_PX = 760
"""Windows lower than this have less air, so that the main thing needs no scrolling."""
_MARGIN_SMALL = 24
_RAIL_PX = 92


class DeskPage(QWidget):
    """A heading over `body`, at most 1400 px wide, scrolling when it must.

    Subclasses fill `body` and may override `arrange` (called when the size class changes) and
    `take_key`, which returns whether a key did something.
    """

    def __init__(
        self, title: str, *, theme: Theme, eyebrow: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.is_narrow = False
        self.is_short = False
        self.width_reserve_px = _RAIL_PX
        """Width of the window that is not the page's: the rail."""
        self.margin_px = WINDOW_MARGIN
        self.setAccessibleName(title)
        self.eyebrow = TextLabel(
            eyebrow, theme=theme, role=FontRole.CAPTION_STRONG, tone="text3", parent=self
        )
        self.eyebrow.setVisible(bool(eyebrow))
        self.heading = TextLabel(title, theme=theme, role=FontRole.TITLE_1, wraps=True, parent=self)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.eyebrow)
        words.addWidget(self.heading)
        self.header = QHBoxLayout()
        self.header.setSpacing(12)
        self.header.addLayout(words, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(CARD_GAP)
        content = QWidget(self)
        # The margins belong to the content, so that the cards' shadows have room.
        self._page_column = QVBoxLayout(content)
        self._page_column.addLayout(self.header)
        self._page_column.addLayout(self.body, 1)
        self.area = ScrollArea(content, theme=theme, parent=self)
        self.footer = QHBoxLayout()
        """Stays in sight below what scrolls."""
        self.footer.setSpacing(24)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addLayout(self.footer)
        self._side = self._foot = 0
        self.area.verticalScrollBar().rangeChanged.connect(lambda *_: self._align_footer())
        self._measure(self.width(), self.height())

    def stand_alone(self) -> None:
        """Measure as a page without a rail, with the wider margin of LOOKS.md 3."""
        self.width_reserve_px = 0
        self.margin_px = WINDOW_MARGIN_WIDE
        self._measure(self.width(), self.height())

    def _align_footer(self) -> None:
        """Keep the footer's edge in line with what scrolls, bar or not."""
        bar = self.area.verticalScrollBar()
        right = self._side + (bar.sizeHint().width() if bar.maximum() > 0 else 0)
        if self.footer.count():
            self.footer.setContentsMargins(self._side, 8, right, self._foot)

    def set_heading(self, title: str, eyebrow: str = "") -> None:
        """Change the words over the page."""
        self.heading.setText(title)
        self.eyebrow.setText(eyebrow)
        self.eyebrow.setVisible(bool(eyebrow))
        self.setAccessibleName(title)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on; what lies on the page is themed by itself."""
        self.theme = theme
        self.update()

    def arrange(self) -> None:
        """Fit the content to `is_narrow` and `is_short`."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; whether it asked for anything."""
        bar = self.area.verticalScrollBar()
        page = self.area.viewport().height() - 40
        by = {
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Down: 60,
            Qt.Key.Key_Up: -60,
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_Home: -bar.maximum(),
        }.get(Qt.Key(event.key()))
        if by is None or bar.maximum() == 0:
            return False
        bar.setValue(bar.value() + by)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again."""
        super().resizeEvent(event)
        before = (self.is_narrow, self.is_short)
        self._measure(event.size().width(), event.size().height())
        if before != (self.is_narrow, self.is_short) or not event.oldSize().isValid():
            self.arrange()

    def _measure(self, width: int, height: int) -> None:
        self.is_narrow = width + self.width_reserve_px < NARROW_PX
        self.is_short = height < SHORT_PX
        least = _MARGIN_SMALL if self.is_narrow else self.margin_px
        side = max(least, (width - CONTENT_WIDTH_MAX) // 2)
        gap = 16 if self.is_short else CARD_GAP
        foot = 20 if self.is_short else 32
        self._page_column.setContentsMargins(side, 20 if self.is_short else 36, side, foot)
        self._page_column.setSpacing(gap)
        self.body.setSpacing(gap)
        self._side, self._foot = side, foot
        self._align_footer()
