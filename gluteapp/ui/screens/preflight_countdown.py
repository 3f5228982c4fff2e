"""The card of the pre-flight with countdown and room picture; counts nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Side
from gluteapp.language import number, tr
from gluteapp.ui.screens.preflight_layout import PreflightShape
from gluteapp.ui.screens.preflight_picture import RoomPicture, head_words
from gluteapp.ui.theme import Theme, pixel_font
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.ring import Ring, RingKind
from gluteapp.ui.widgets.text_label import TextLabel


class CountdownCard(Card):
    """How long until it starts by itself, and how to lie before the screen."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, parent=parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.ring = Ring(theme=theme, parent=self)
        self._ring_words = TextLabel(theme=theme, tone="text2", align=middle, parent=self)
        self.picture = RoomPicture(theme=theme, parent=self)
        self._head_words = TextLabel(theme=theme, tone="text2", align=middle, parent=self)

    def show_left(self, left_ms: Millis | None, *, of_ms: Millis) -> None:
        """Show how much of the countdown is left; None when it waits for the user."""
        is_held = left_ms is None
        shown = "" if left_ms is None else number(-(-left_ms // 1000))
        self.ring.setVisible(not is_held)
        self.ring.show_interval(
            kind=RingKind.WORK,
            share=0.0 if left_ms is None else left_ms / max(of_ms, 1),
            number=shown,
            name=tr("Starts by itself in {seconds} s", seconds=shown) if shown else "",
        )
        words = tr("starts when you say so") if is_held else tr("starts by itself at zero")
        if self._ring_words.text() != words:
            self._ring_words.setText(words)

    def show_head(self, head: Side | None) -> None:
        """Show at which end of the screen the head lies, if that matters."""
        self.picture.set_head(head)
        self._head_words.setText(head_words(head))

    def lay_out(self, shape: PreflightShape) -> None:
        """Take its place in the page."""
        side, px = shape.side, shape.px
        self.setGeometry(side)
        words = pixel_font(max(px(19), 13), weight=500)
        for label in (self._ring_words, self._head_words):
            label.set_own_font(words, 1.3)
        line = self._ring_words.sizeHint().height()
        ring = min(px(140), side.height() // 3)
        self.ring.setGeometry((side.width() - ring) // 2, px(28), ring, ring)
        y = px(28) + ring + px(10)
        self._ring_words.setGeometry(0, y, side.width(), line)
        y += line + px(24)
        bottom = side.height() - px(24) - line
        self._head_words.setGeometry(0, bottom, side.width(), line)
        self.picture.setGeometry(px(28), y, side.width() - px(56), bottom - px(12) - y)
