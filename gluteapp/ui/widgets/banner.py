"""A quiet line that says what happened and offers one thing to do; knows only the words."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import RADIUS_BUTTON, FontRole, Theme, Tone, pixel_font
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.text_label import TextLabel

_LINE_SHARE, _EDGE_SHARE = 1.16, 0.5
"""Of a size that is given: a line, and the room beside words and icon."""


class BannerKind(StrEnum):
    """What sort of notice it is; each has its own icon and colour."""

    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    STOP = "stop"


_MARKS: dict[BannerKind, tuple[str, Tone]] = {
    BannerKind.INFO: ("info-circle-fill", "text2"),
    BannerKind.GOOD: ("check-circle-fill", "good"),
    BannerKind.WARN: ("warning-circle-fill", "warn"),
    BannerKind.STOP: ("warning-circle-fill", "stop"),
}


class Banner(QWidget):
    """A notice with icon, one sentence and at most one button.

    Emits `acted()` for the button and `closed()` for the small cross, if `can_close`.
    """

    acted = Signal()
    closed = Signal()

    def __init__(
        self,
        text: str,
        *,
        theme: Theme,
        kind: BannerKind = BannerKind.INFO,
        action: str = "",
        can_close: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        mark, tone = _MARKS[kind]
        self._icon = Icon(mark, theme=theme, tone=tone, parent=self)
        self._label = TextLabel(text, theme=theme, role=FontRole.BODY, wraps=True, parent=self)
        self.button = Button(action, theme=theme, parent=self)
        self.button.setVisible(bool(action))
        self.button.set_resting_fill(theme.high)
        self.button.clicked.connect(self.acted)
        self.close_button = Button("", theme=theme, kind=ButtonKind.QUIET, icon="x", parent=self)
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setVisible(can_close)
        self.close_button.clicked.connect(self.closed)
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.close_button)
        self.setMinimumHeight(60)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The sentence."""
        return self._label.text()

    def set_notice(self, text: str, *, kind: BannerKind, action: str = "") -> None:
        """Say something else."""
        mark, tone = _MARKS[kind]
        self._icon.set_icon(mark, tone)
        self._label.setText(text)
        self.setAccessibleName(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))

    def fit(self, size: QSize, *, px: int, least_px: int) -> bool:
        """Give the words the largest size in px with which they fit; whether they do at all.

        For a session, where a banner is read from a mat.
        """
        edge = round(px * _EDGE_SHARE)
        layout = self._row
        layout.setContentsMargins(edge, 4, edge, 4)
        layout.setSpacing(edge)
        self.setMinimumHeight(0)
        beside = [part for part in (self.button, self.close_button) if not part.isHidden()]
        taken = sum(part.sizeHint().width() + edge for part in beside)
        room = size.width() - 3 * edge - taken
        for one in range(px, least_px - 1, -1):
            self._label.set_own_font(pixel_font(one, weight=600), _LINE_SHARE)
            width = room - one
            has_words = self._label.minimumSizeHint().width() <= width
            if has_words and self._label.heightForWidth(width) <= size.height() - 8:
                self._icon.set_size_px(one)
                return True
        self._icon.set_size_px(least_px)
        return False

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self._icon.set_theme(theme)
        self._label.set_theme(theme)
        self.button.set_theme(theme)
        self.button.set_resting_fill(theme.high)
        self.close_button.set_theme(theme)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.raised)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_BUTTON, RADIUS_BUTTON)
        painter.end()
