"""Words that shrink a little, then take two lines, before anything is cut; for session screens."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.ui.theme import Theme, Tone, pixel_font
from gluteapp.ui.widgets.text_label import TextLabel

_LINE_SHARE = 1.14
_LINES_MAX = 2
_SMALLEST_SHARE = 0.5


class FittedLabel(TextLabel):
    """A title of `px` that may go down to `least_px` and then wraps; never elided.

    Used for names and cues: 7.6 % of the window height down to 6.75 %, then two lines
    (LOOKS.md 2.1). `line_count` tells whether what lies below must move down.
    """

    def __init__(
        self,
        text: str = "",
        *,
        theme: Theme,
        px: int = 48,
        least_px: int | None = None,
        weight: int = 650,
        is_display: bool = True,
        tone: Tone = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        self._px = px
        self._least_px = least_px or px
        self._weight = weight
        self._is_display = is_display
        super().__init__(text, theme=theme, tone=tone, wraps=True, align=align, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fit()

    def set_px(self, px: int, least_px: int | None = None) -> None:
        """Change the wanted and the least font size in px."""
        self._px, self._least_px = max(px, 1), max(least_px or px, 1)
        self._fit()

    def setText(self, text: str) -> None:
        """Change the words."""
        super().setText(text)
        self._fit()

    @property
    def line_count(self) -> int:
        """How many lines the words take at the width they have."""
        return max(round(self.heightForWidth(max(self.width(), 1)) / max(self.line_px, 1)), 1)

    def _fit(self) -> None:
        room = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 100_000
        px = self._px
        while px > self._least_px and self._width_at(px) > room:
            px -= 1
        self._use(px)
        # A name so long that two lines do not hold it goes on shrinking rather than being cut.
        while self._is_too_long() and px > self._least_px * _SMALLEST_SHARE:
            px -= 1
            self._use(px)

    def _is_too_long(self) -> bool:
        has_width = self.testAttribute(Qt.WidgetAttribute.WA_Resized) and self.width() > 0
        return has_width and (self.line_count > _LINES_MAX or self._has_too_long_word())

    def _has_too_long_word(self) -> bool:
        """Whether a single word is wider than the label: it cannot wrap, so it would be cut."""
        metrics = QFontMetricsF(self.font())
        return any(metrics.horizontalAdvance(word) > self.width() for word in self.text().split())

    def _use(self, px: int) -> None:
        made = self._font_at(px)
        if made != self.font():
            self.set_own_font(made, _LINE_SHARE)

    def _font_at(self, px: int) -> QFont:
        tracking = -0.02 if self._is_display else 0.0
        return pixel_font(px, weight=self._weight, is_display=self._is_display, tracking=tracking)

    def _width_at(self, px: int) -> float:
        return QFontMetricsF(self._font_at(px)).horizontalAdvance(self.text()) + 2

    def sizeHint(self) -> QSize:
        """One line at the wanted size."""
        return QSize(int(self._width_at(self._px)) + 2, round(self._px * _LINE_SHARE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width at hand."""
        super().resizeEvent(event)
        self._fit()
