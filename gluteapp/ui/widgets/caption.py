"""The chip that shows what the voice says, on one line or two; knows only the words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import CAP_SHARE, Theme, paint_icon, pixel_font

_ANY_WIDTH = 100_000
_SMALLEST_PX = 12
_LINE_SHARE, _PAD_SHARE, _LEAD_SHARE, _TAIL_SHARE = 1.14, 0.26, 1.45, 0.45
"""Of the font size: a line, the room over and under the lines, before and after the words."""


class Caption(QWidget):
    """Words on a rounded ground with the captions mark; hidden while there are none.

    `set_px` sets the font size, `set_room` the width it may take: words that do not fit it at the
    least size take two lines, and only then become smaller still.
    """

    def __init__(
        self,
        text: str = "",
        *,
        theme: Theme,
        px: int = 28,
        has_mark: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._text = ""
        self._wanted_px = self._least_px = self._px = px
        self._room = _ANY_WIDTH
        self._has_mark = has_mark
        self._lines: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setText(text)

    def text(self) -> str:
        """The words."""
        return self._text

    @property
    def lines(self) -> tuple[str, ...]:
        """The words as they are broken."""
        return self._lines

    @property
    def px(self) -> int:
        """The font size that fits, in px."""
        return self._px

    def setText(self, text: str) -> None:
        """Say something else; nothing hides the chip."""
        self._text = text
        self.setAccessibleName(tr("Caption: {words}", words=text) if text else "")
        if self.parentWidget() is not None:
            self.setVisible(bool(text))
        self._fit()

    def set_px(self, px: int, least_px: int | None = None) -> None:
        """Change the wanted and the least font size in px."""
        self._wanted_px = max(px, _SMALLEST_PX)
        self._least_px = max(least_px or px, _SMALLEST_PX)
        self._fit()

    def set_room(self, width: int) -> None:
        """Take so much width in px at most."""
        self._room = width
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.update()

    def _fit(self) -> None:
        """One line as large as may be, else two."""
        self._lines = (self._text,)
        for px in range(self._wanted_px, self._least_px - 1, -1):
            self._px = px
            if self._width() <= self._room:
                break
        else:
            room = self._room - self._lead() - self._px * _TAIL_SHARE
            self._lines = _halves(self._text, self._font(), room)
            while self._width() > self._room and self._px > _SMALLEST_PX:
                self._px -= 1
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return pixel_font(self._px, weight=600)

    def _lead(self) -> float:
        return self._px * (_LEAD_SHARE if self._has_mark else _TAIL_SHARE)

    def _width(self) -> float:
        metrics = QFontMetricsF(self._font())
        words = max(metrics.horizontalAdvance(line) for line in self._lines)
        return words + self._lead() + self._px * _TAIL_SHARE

    def sizeHint(self) -> QSize:
        """Words, mark and room."""
        height = self._px * (_LINE_SHARE * len(self._lines) + _PAD_SHARE)
        return QSize(round(self._width() + 1), round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, mark and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self.theme.raised)
        ground.setAlphaF(0.92)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        corner = self._px * 0.32
        painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        line = self._px * _LINE_SHARE
        top = (self.height() - line * len(self._lines)) / 2
        if self._has_mark:
            side = self._px * 0.80
            mark = QRectF(self._px * 0.40, top + (line - side) / 2, side, side)
            paint_icon(painter, "captions", mark, self.theme.text2)
        painter.setFont(self._font())
        painter.setPen(self.theme.text)
        for number, words in enumerate(self._lines):
            middle = top + line * (number + 0.5)
            painter.drawText(QPointF(self._lead(), middle + self._px * CAP_SHARE / 2), words)
        painter.end()


def _halves(text: str, font: QFont, room: float) -> tuple[str, ...]:
    """Two lines, the longer one as short as can be, and a sentence whole where there is room.

    One line where there is nothing to break.
    """
    words, metrics = text.split(), QFontMetricsF(font)

    def width(cut: tuple[str, str]) -> float:
        return max(metrics.horizontalAdvance(line) for line in cut)

    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    whole = [cut for cut in cuts if cut[0][-1] in ".:" and width(cut) <= room]
    return min(whole or cuts, key=width, default=(text,))
