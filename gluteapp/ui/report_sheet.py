"""Words, lines and widgets on a printed page; knows places in px and no values of the app."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QRegion,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from gluteapp.ui.theme import LIGHT, Theme, Tone, pixel_font

PX_PER_INCH: Final = 96
"""The page is laid out in px of this size, so that type has the sizes it has on screens."""
PRINT: Final[Theme] = replace(
    LIGHT,
    name="print",
    bg=QColor("#FFFFFF"),
    surface=QColor("#FFFFFF"),
    raised=QColor("#EDEBE7"),
    line=QColor("#D8D4CE"),
    text=QColor("#000000"),
    text2=QColor("#33373E"),
    text3=QColor("#4A4F57"),
)
"""The light theme on white paper, a little darker where printers are weak."""
SMALLEST_PX: Final = 8
"""Type gets no smaller than this to fit: 6 pt."""
_LINE: Final = 1.3
"""Height of a line as a share of its type."""
FINENESS: Final = 4
"""Pixels for each px in what a widget prints as a picture."""


class Sheet:
    """Writes on a painter in the print colours; every box is in px of the page."""

    def __init__(self, painter: QPainter, theme: Theme = PRINT) -> None:
        self.painter, self.theme = painter, theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)

    def line(
        self,
        box: QRectF,
        words: str,
        *,
        px: int = 11,
        weight: int = 400,
        tone: Tone = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        is_display: bool = False,
    ) -> float:
        """Write one line in the middle of a box's height, smaller or cut where it is too long.

        Returns how wide it is.
        """
        px = fitting_px((words,), box.width(), px=px, weight=weight)
        font = printed_font(px, weight=weight, is_display=is_display)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        width = metrics.horizontalAdvance(shown)
        x = box.left()
        if align is Qt.AlignmentFlag.AlignRight:
            x = box.right() - width
        elif align is Qt.AlignmentFlag.AlignHCenter:
            x = box.center().x() - width / 2
        baseline = box.center().y() + metrics.capHeight() / 2
        self._write(QPointF(x, baseline), shown, font, tone)
        return width

    def paragraph(
        self, box: QRectF, words: str, *, px: int = 11, weight: int = 400, tone: Tone = "text"
    ) -> float:
        """Write lines from the top of a box, smaller or cut where there are too many of them.

        Returns how high they are.
        """
        font = printed_font(px, weight=weight)
        lines = broken(words, font, box.width())
        while px > SMALLEST_PX and len(lines) * px * _LINE > box.height() + 0.5:
            px -= 1
            font = printed_font(px, weight=weight)
            lines = broken(words, font, box.width())
        most = max(int((box.height() + 0.5) / (px * _LINE)), 1)
        metrics = QFontMetricsF(font)
        if len(lines) > most:
            rest = " ".join(lines[most - 1 :])
            cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
            lines = [*lines[: most - 1], cut]
        for index, one in enumerate(lines):
            middle = box.top() + (index + 0.5) * px * _LINE
            self._write(QPointF(box.left(), middle + metrics.capHeight() / 2), one, font, tone)
        return len(lines) * px * _LINE

    def block(
        self, box: QRectF, words: str, *, px: int = 11, weight: int = 400, tone: Tone = "text"
    ) -> None:
        """Write lines in the middle of a box's height, as `paragraph` would."""
        lines = broken(words, printed_font(px, weight=weight), box.width())
        spare = max(box.height() - len(lines) * px * _LINE, 0.0)
        self.paragraph(box.adjusted(0, spare / 2, 0, 0), words, px=px, weight=weight, tone=tone)

    def heading(self, box: QRectF, words: str, note: str = "") -> float:
        """Write a section's title with a note after it, over a rule; the height of it all."""
        row = QRectF(box.left(), box.top(), box.width(), 18)
        width = self.line(row, words, px=13, weight=650)
        if note:
            self.line(row.adjusted(width + 10, 0.5, 0, 0.5), note, px=10, tone="text2")
        self.rule(box.left(), box.right(), box.top() + 19.5)
        return 25.0

    def rule(self, left: float, right: float, y: float, *, is_fine: bool = False) -> None:
        """Draw a line across; a fine one only guides the eye."""
        colour = self.theme.line if is_fine else self.theme.line2
        self.painter.setPen(QPen(colour, 0.75))
        self.painter.drawLine(QPointF(left, y), QPointF(right, y))

    def ground(self, box: QRectF) -> None:
        """Fill a box with the light ground."""
        self.painter.fillRect(box, self.theme.raised)

    def widget(self, box: QRectF, widget: QWidget, scale: float) -> None:
        """Print a widget as large as the box, its own px made so much smaller or larger."""
        widget.resize(round(box.width() / scale), round(box.height() / scale))
        self.painter.save()
        self.painter.translate(box.topLeft())
        self.painter.scale(scale, scale)
        # Its ground is the paper.
        widget.render(self.painter, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
        self.painter.restore()

    def picture(self, box: QRectF, widget: QWidget, scale: float) -> None:
        """The same as a fine picture, for a widget with words.

        The digits of the screen's type are glyphs without a character: as text they could be
        copied out of the PDF, and would come out as other letters.
        """
        widget.resize(round(box.width() / scale), round(box.height() / scale))
        picture = QImage(widget.size() * FINENESS, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(FINENESS)
        picture.fill(self.theme.surface)
        widget.render(picture, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
        self.painter.drawImage(box, picture)

    def _write(self, at: QPointF, words: str, font: QFont, tone: Tone) -> None:
        self.painter.setFont(font)
        self.painter.setPen(self.theme.tone(tone))
        self.painter.drawText(at, words)


def fitting_px(texts: Iterable[str], width: float, *, px: int, weight: int = 400) -> int:
    """The size in px at which each of some lines fits a width; they look alike in a row."""
    longest = list(texts)
    while px > SMALLEST_PX:
        metrics = QFontMetricsF(printed_font(px, weight=weight))
        if all(metrics.horizontalAdvance(one) <= width for one in longest):
            break
        px -= 1
    return px


def printed_font(px: int, *, weight: int = 400, is_display: bool = False) -> QFont:
    """The type of the page: its digits can be copied out of the PDF.

    Digits of one width, and letters that change beside others, are glyphs without a character.
    """
    font = pixel_font(px, weight=weight, is_display=is_display)
    font.setFeature(QFont.Tag("tnum"), 0)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def broken(words: str, font: QFont, width: float) -> list[str]:
    """Words in lines of a width in px; a word that is longer than a line is broken too."""
    lines: list[str] = []
    for part in words.split("\n"):
        layout = QTextLayout(part, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            begin = line.textStart()
            lines.append(part[begin : begin + line.textLength()].rstrip())
        layout.endLayout()
    return lines
