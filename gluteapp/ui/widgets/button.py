"""The push button in its kinds; knows words, an icon and a key, not what it does."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.ui.theme import (
    CAP_SHARE,
    RADIUS_BUTTON,
    RADIUS_LARGE,
    RADIUS_SMALL,
    TARGET_MIN,
    Theme,
    mixed,
    paint_icon,
    pixel_font,
)
from gluteapp.ui.widgets.control import Control


class ButtonKind(StrEnum):
    """How much a button asks for attention; one primary to a screen."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    OUTLINED = "outlined"
    QUIET = "quiet"


class Button(Control):
    """A button with words, an optional icon and an optional key hint.

    `clicked` is the only signal to use. `height_px` is its height at font scale 1; `text_px` the
    size of its words (by default from the height). `hint_below` puts the key under the words, as
    in the paused screen; otherwise it is a key cap at the right of the words. `colours` gives
    fill and words of an own choice, for buttons that sit on another ground.
    """

    def __init__(
        self,
        text: str,
        *,
        theme: Theme,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: str | None = None,
        key_hint: str = "",
        hint_below: bool = False,
        height_px: int = TARGET_MIN,
        text_px: int | None = None,
        is_icon_last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme=theme, name=text, parent=parent)
        self.kind = kind
        self._icon = icon
        self._icon_tone: QColor | None = None
        self._key_hint = key_hint
        self._hint_below = hint_below
        self._is_icon_last = is_icon_last
        self._height_px = height_px
        self._text_px = text_px
        self._resting: QColor | None = None
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._apply_size()

    def setText(self, text: str) -> None:
        """Change the words, the accessible name with them."""
        # A lone & would be taken for a shortcut mark.
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def words(self) -> str:
        """What the button says."""
        return self.text().replace("&&", "&")

    def set_icon_name(self, icon: str | None, colour: QColor | None = None) -> None:
        """Change the icon, and its colour if it shall differ from the words."""
        self._icon, self._icon_tone = icon, colour
        self.updateGeometry()
        self.update()

    def set_key_hint(self, key_hint: str) -> None:
        """Change the key shown with the words."""
        self._key_hint = key_hint
        self.updateGeometry()
        self.update()

    def set_resting_fill(self, fill: QColor | None) -> None:
        """Use another fill than the kind's, for a button on raised ground."""
        self._resting = fill
        self.update()

    def set_size(self, height_px: int, text_px: int | None = None) -> None:
        """Change the height and size of words in px, as session screens do at each resize."""
        self._height_px, self._text_px = height_px, text_px
        self._apply_size()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        super().set_theme(theme)
        self._apply_size()

    def _apply_size(self) -> None:
        height_px = round(self._height_px * self.theme.scale)
        text_px = self._text_px or max(15, round(0.315 * self._height_px))
        weight = 700 if self.kind is ButtonKind.PRIMARY and text_px > 17 else 600
        self.setFont(pixel_font(round(text_px * self.theme.scale), weight=weight))
        if height_px >= 72:
            self.corner_px = RADIUS_LARGE
        else:
            self.corner_px = RADIUS_BUTTON if height_px >= 56 else RADIUS_SMALL
        self.setFixedHeight(height_px)
        self.updateGeometry()
        self.update()

    def _text_size(self) -> int:
        return self.font().pixelSize()

    def _icon_px(self) -> float:
        return 0.0 if self._icon is None else round(self._text_size() * 1.15)

    def _gap(self) -> float:
        return round(self._text_size() * 0.5)

    def _hint_font_px(self) -> int:
        if self._hint_below:
            return max(12, round(self._text_size() * 0.66))
        return max(12, round(self._text_size() * 0.5))

    def _hint_width(self) -> float:
        if not self._key_hint:
            return 0.0
        metrics = QFontMetricsF(pixel_font(self._hint_font_px(), weight=600))
        if self._hint_below:
            return metrics.horizontalAdvance(self._key_hint)
        # A key cap is at least as wide as high.
        height = metrics.height() + 6
        return max(metrics.horizontalAdvance(self._key_hint) + 14, height)

    def _content_width(self) -> float:
        words = QFontMetricsF(self.font()).horizontalAdvance(self.words)
        width = words + (self._icon_px() + self._gap() if self._icon and words else 0)
        if self._icon and not words:
            width = self._icon_px()
        if self._key_hint and not self._hint_below:
            width += self._gap() + self._hint_width()
        if self._hint_below:
            width = max(width, self._hint_width())
        return width

    def sizeHint(self) -> QSize:
        """Wide enough for words, icon and key."""
        padding = 2 * max(14, round(self._text_size() * 1.1))
        if not self.words:
            return QSize(self.height(), self.height())
        return QSize(round(self._content_width() + padding), self.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut words."""
        width = round(self._content_width() + 2 * max(8, self._text_size() * 0.4))
        return QSize(max(width, TARGET_MIN), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def _colours(self) -> tuple[QColor, QColor, QColor | None]:
        theme = self.theme
        if not self.isEnabled():
            return theme.surface, theme.text3, None
        lit = theme.raised if self.is_hovered or self.isDown() else QColor(0, 0, 0, 0)
        match self.kind:
            case ButtonKind.PRIMARY:
                return self.fill_of(theme.btn, is_main=True), theme.onbtn, None
            case ButtonKind.SECONDARY:
                return self.fill_of(self._resting or theme.raised), theme.text, None
            case ButtonKind.OUTLINED:
                return lit, theme.text, mixed(theme.line, theme.line2, 0.25)
            case ButtonKind.QUIET:
                return lit, theme.text if self.is_hovered else theme.text2, None
            case _:
                assert_never(self.kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shape, icon, words and key."""
        fill, ink, outline = self._colours()
        painter = QPainter(self)
        self.paint_shape(painter, fill, outline)
        width = self._content_width()
        metrics = QFontMetricsF(self.font())
        words_width = metrics.horizontalAdvance(self.words)
        x = (self.width() - width) / 2
        middle = self.height() / 2
        if self._hint_below and self._key_hint:
            top_width = words_width + (self._icon_px() + self._gap() if self._icon else 0)
            x = (self.width() - top_width) / 2
            middle -= self._text_size() * 0.5
        icon_px = self._icon_px()
        if self._icon and not self._is_icon_last:
            rect = QRectF(x, middle - icon_px / 2, icon_px, icon_px)
            paint_icon(painter, self._icon, rect, self._icon_tone or ink)
            x += icon_px + self._gap()
        # Letters sit on the optical middle: half a capital's height under it.
        baseline = middle + self._text_size() * CAP_SHARE / 2
        painter.setPen(ink)
        painter.setFont(self.font())
        painter.drawText(QPointF(x, baseline), self.words)
        x += words_width
        if self._icon and self._is_icon_last:
            rect = QRectF(x + self._gap(), middle - icon_px / 2, icon_px, icon_px)
            paint_icon(painter, self._icon, rect, self._icon_tone or ink)
            x += icon_px + self._gap()
        self._paint_hint(painter, ink, x, baseline)
        painter.end()

    def _paint_hint(self, painter: QPainter, ink: QColor, x: float, baseline: float) -> None:
        if not self._key_hint:
            return
        hint_font = pixel_font(self._hint_font_px(), weight=500 if self._hint_below else 600)
        painter.setFont(hint_font)
        soft = QColor(ink) if self.kind is ButtonKind.PRIMARY else self.theme.text2
        if self._hint_below:
            painter.setPen(soft)
            y = baseline + self._text_size() * 1.28
            rect = QRectF(0, y - self._text_size(), self.width(), self._text_size() * 1.3)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._key_hint)
            return
        metrics = QFontMetricsF(hint_font)
        height = metrics.height() + 6
        middle = baseline - self._text_size() * CAP_SHARE / 2
        cap = QRectF(x + self._gap(), middle - height / 2, self._hint_width(), height)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QColor(ink) if self.kind is ButtonKind.PRIMARY else self.theme.line2
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(soft)
        y = middle + self._hint_font_px() * CAP_SHARE / 2
        words = metrics.horizontalAdvance(self._key_hint)
        painter.drawText(QPointF(cap.center().x() - words / 2, y), self._key_hint)
