"""The label of one region of the body, a check box in its own look; knows words, not regions."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QCheckBox, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import CAP_SHARE, Theme, paint_icon, pixel_font
from gluteapp.ui.widgets.focus_ring import FocusRing

_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RegionBox(QCheckBox):
    """Chosen most: filled with a tick. Chosen too: outlined with a plus. Emits `tapped()`.

    It changes nothing itself; whoever hears `tapped` calls `show_state`.
    """

    tapped = Signal()

    def __init__(
        self,
        words: str,
        *,
        theme: Theme,
        name: str,
        text_px: int,
        is_right_aligned: bool,
        is_grounded: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.is_most = False
        self._words = words
        self._text_px = text_px
        self._is_right_aligned = is_right_aligned
        self._is_grounded = is_grounded
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_state(self, *, is_chosen: bool, is_most: bool) -> None:
        """Show whether the region is chosen, and whether as the one felt most."""
        self.is_most = is_most
        self.setChecked(is_chosen)
        said = tr("felt most") if is_most else tr("felt too")
        self.setAccessibleDescription(said if is_chosen else "")
        self.update()

    def set_text_px(self, text_px: int) -> None:
        """Change the size of the words in px."""
        self._text_px = text_px
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def nextCheckState(self) -> None:
        """A tap asks; it does not tick by itself."""
        self.tapped.emit()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be tapped."""
        return self.rect().contains(pos)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A hasty second tap does not take the answer back."""
        event.accept()

    def sizeHint(self) -> QSize:
        """The map gives the true size."""
        return QSize(120, 32)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by a key."""
        super().focusInEvent(event)
        shape = self.chip().toAlignedRect()
        FocusRing.focus_came(self, event, self.theme.text, self._text_px * 0.5, shape)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        FocusRing.focus_went(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter tap; all others are for the map."""
        if event.key() not in _KEYS:
            event.ignore()
        elif not event.isAutoRepeat():
            self.tapped.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Nothing more happens when the key is let go."""
        event.ignore()

    def _font(self) -> QFont:
        return pixel_font(self._text_px, weight=700 if self.is_most else 500)

    def _mark_px(self) -> float:
        return self._text_px * 0.8 if self.isChecked() else 0.0

    def chip(self) -> QRectF:
        """The shape round mark and words in px."""
        px = self._text_px
        width = QFontMetricsF(self._font()).horizontalAdvance(self._words) + px
        if self.isChecked():
            width += self._mark_px() + px * 0.28
        height = min(float(self.height()), px * 2.0)
        x = self.width() - width if self._is_right_aligned else 0.0
        return QRectF(x, (self.height() - height) / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint chip, mark and words."""
        px, chip = self._text_px, self.chip()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._paint_chip(painter, chip)
        x = chip.left() + px * 0.5
        mark = self._mark_px()
        if mark:
            icon = "check-bold" if self.is_most else "plus-bold"
            paint_icon(painter, icon, QRectF(x, chip.center().y() - mark / 2, mark, mark), ink)
            x += mark + px * 0.28
        painter.setFont(self._font())
        painter.setPen(ink)
        painter.drawText(QPointF(x, chip.center().y() + px * CAP_SHARE / 2), self._words)
        painter.end()

    def _paint_chip(self, painter: QPainter, chip: QRectF) -> QColor:
        """Paint the ground for the state at hand and tell the colour of the words on it."""
        theme, corner = self.theme, self._text_px * 0.5
        if self.is_most:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.text)
            painter.drawRoundedRect(chip, corner, corner)
            return theme.bg
        if self.isChecked():
            painter.setPen(QPen(theme.text, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chip.adjusted(1, 1, -1, -1), corner, corner)
            return theme.text
        if self._is_grounded or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.high if self.underMouse() else theme.raised)
            painter.drawRoundedRect(chip, corner, corner)
        return theme.text if self.underMouse() else theme.text2
