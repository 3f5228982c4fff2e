"""A card over the whole window that keeps the focus until it is closed; knows only its content."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme, pixel_font
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.scroll_area import ScrollArea
from gluteapp.ui.widgets.text_label import TextLabel

_SCRIM = 0.78
_MARGIN = 24
_HEADING_SHARE, _CLOSE_SHARE, _WIDTH_SHARE = 0.042, 0.028, 1.2
"""Sizes as shares of the parent's height, where the overlay follows it."""


class Overlay(QWidget):
    """Darkens its parent and shows a titled card; Esc, the cross or a click beside it close it.

    Emits `closed()` once, gives the focus back and deletes itself. With `take_height` all of it
    follows the height of the parent in px, as in a session, and the content is told that height.
    """

    closed = Signal()

    def __init__(
        self,
        title: str,
        content: QWidget,
        *,
        theme: Theme,
        parent: QWidget,
        width_px: int = 720,
        take_height: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(parent)
        # A click on words must not hand the keys to what lies under the card.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.theme = theme
        self._width_px = width_px
        self._take_height = take_height
        self._content = content
        self._focus_before = QApplication.focusWidget()
        self.setAccessibleName(title)
        self.card = Card(theme=theme, name=title, parent=self)
        self._heading = TextLabel(
            title, theme=theme, role=FontRole.TITLE_2, wraps=True, parent=self.card
        )
        self.close_button = Button(
            tr("Close"),
            theme=theme,
            kind=ButtonKind.SECONDARY,
            key_hint=tr("Esc"),
            parent=self.card,
        )
        self.close_button.clicked.connect(self.close_overlay)
        header = QHBoxLayout()
        header.setSpacing(16)
        header.addWidget(self._heading, 1)
        header.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll = ScrollArea(content, theme=theme, parent=self.card)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(CARD_PADDING + 4, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        layout.setSpacing(16)
        layout.addLayout(header)
        layout.addWidget(self._scroll, 1)
        parent.installEventFilter(self)
        self._is_closed = False

    def open(self) -> None:
        """Show it and take the focus."""
        self._place()
        self.show()
        self.raise_()
        self._place()
        self.close_button.focus_by_key()

    def close_overlay(self) -> None:
        """Take it away and give the focus back."""
        if self._is_closed:
            return
        self._is_closed = True
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)
        self.hide()
        before = self._focus_before
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on; what lies on it is themed by itself."""
        self.theme = theme
        self.update()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Keep Tab inside."""
        stops = [
            child
            for child in self.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and child.isVisibleTo(self)
            and child.isEnabled()
        ]
        if not stops:
            return True
        here = QApplication.focusWidget()
        at = stops.index(here) if here in stops else -1
        target = stops[(at + (1 if is_next else -1)) % len(stops)]
        reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
        target.setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, arrows scroll, everything else stays in here."""
        bar = self._scroll.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_overlay()
            case Qt.Key.Key_Down:
                bar.setValue(bar.value() + 40)
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - 40)
            case _:
                pass
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_overlay()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the parent when it changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(self._width_for(parent.height()), parent.width() - 2 * _MARGIN)
        inner = width - 2 * CARD_PADDING - 4
        content = self._content
        wanted = (
            content.heightForWidth(inner)
            if content.hasHeightForWidth()
            else content.sizeHint().height()
        )
        # Heading, gap and padding come on top of the content.
        head = max(self.close_button.sizeHint().height(), 48)
        height = min(wanted + 2 * CARD_PADDING + 16 + head, parent.height() - 2 * _MARGIN)
        x, y = (parent.width() - width) // 2, (parent.height() - height) // 2
        self.card.setGeometry(x, y, width, height)

    def _width_for(self, height_px: int) -> int:
        """The width of the card in a parent of a height; sizes the words, if they follow it."""
        if self._take_height is None:
            return self._width_px
        self._take_height(height_px)
        self._heading.set_own_font(
            pixel_font(round(_HEADING_SHARE * height_px), weight=650, is_display=True), 1.2
        )
        close_px = max(round(_CLOSE_SHARE * height_px), 15)
        self.close_button.set_size(max(2 * close_px, 44), close_px)
        return round(_WIDTH_SHARE * height_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken what lies behind."""
        painter = QPainter(self)
        ground = QColor(self.theme.bg) if self.theme.is_dark else QColor(25, 28, 34)
        ground.setAlphaF(_SCRIM if self.theme.is_dark else 0.45)
        painter.fillRect(self.rect(), ground)
        painter.end()
