"""Big answer buttons side by side, one of them chosen or none; knows values and words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gluteapp.ui.theme import CAP_SHARE, TARGET_ANSWER, Theme, Tone, paint_icon, pixel_font
from gluteapp.ui.widgets.control import Control

_TEXT_PX_MIN = 12
_MARK_PX_MIN = 11.0
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class AnswerButton(Control):
    """One answer: raised when free, `text` with a tick when chosen; words wrap on two lines.

    Arrow keys are passed on, they belong to the session. A double click counts once. With
    `is_stacked` the tick stands over the words, for narrow buttons with long ones.
    """

    def __init__(
        self,
        words: str,
        *,
        theme: Theme,
        icon: str | None = None,
        icon_tone: Tone = "text",
        is_icon_last: bool = False,
        text_px: int = 20,
        weight: int = 600,
        is_stacked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme=theme, name=words, parent=parent)
        self._is_stacked = is_stacked
        self.words = words
        self._icon, self._icon_tone, self._is_icon_last = icon, icon_tone, is_icon_last
        self._text_px, self._weight = text_px, weight
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_text_px(self, text_px: int) -> None:
        """Change the size of the words in px."""
        self._text_px = max(text_px, 1)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as a tap from the mat needs."""
        return QSize(TARGET_ANSWER, TARGET_ANSWER)

    def minimumSizeHint(self) -> QSize:
        """The row decides."""
        return QSize(24, 24)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A hasty second tap does not take the answer back."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; arrows go to the session."""
        if event.key() in _ARROWS:
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def _font(self, px: int) -> QFont:
        return pixel_font(px, weight=700 if self.isChecked() else self._weight)

    def _lines(self, room: float) -> tuple[list[str], QFont]:
        """The words on one line, else on two, else smaller, so that nothing is cut."""
        one = [[self.words]]
        parts = self.words.split(" ")
        two = [[" ".join(parts[:n]), " ".join(parts[n:])] for n in range(1, len(parts))]
        for least, cuts in (
            (round(self._text_px * 0.86), one),
            (_TEXT_PX_MIN, two + one),
            (9, two + one),
        ):
            for px in range(self._text_px, least - 1, -1):
                font = self._font(px)
                width = QFontMetricsF(font).horizontalAdvance
                best = _narrowest(cuts, font)
                if max(map(width, best)) <= room:
                    return best, font
        return one[0], self._font(9)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shape, tick or icon, and words."""
        theme = self.theme
        is_on = self.isChecked()
        painter = QPainter(self)
        self.paint_shape(painter, theme.text if is_on else self.fill_of(theme.raised))
        ink = theme.bg if is_on else (theme.text if self.isEnabled() else theme.text3)
        mark = self._text_px * 0.66 if is_on or self._icon else 0.0
        icon = "check-bold" if is_on else self._icon or ""
        tone = ink if is_on else theme.tone(self._icon_tone)
        is_tall = self.height() > self.width() * 1.3 and self._icon is None
        if self._is_stacked or is_tall:
            self._paint_stacked(painter, ink, max(mark, _MARK_PX_MIN) if mark else 0.0, icon)
        else:
            self._paint_beside(painter, ink, mark, icon, tone)
        painter.end()

    def _paint_stacked(self, painter: QPainter, ink: QColor, mark: float, icon: str) -> None:
        lines, font = self._lines(self.width() - min(self._text_px * 0.5, self.width() * 0.16))
        height = font.pixelSize() * 1.2 * len(lines)
        drop = 0.0
        if mark:
            top = (self.height() - height - mark) / 2
            rect = QRectF((self.width() - mark) / 2, top, mark, mark)
            paint_icon(painter, icon, rect, ink)
            drop = mark * 0.6
        self._paint_lines(painter, lines, font, ink, QRectF(0, drop, self.width(), self.height()))

    def _paint_beside(
        self, painter: QPainter, ink: QColor, mark: float, icon: str, tone: QColor
    ) -> None:
        gap = self._text_px * 0.2 if mark else 0.0
        pad = min(self.width() * 0.07, self._text_px * 0.5)
        lines, font = self._lines(self.width() - 2 * pad - mark - gap)
        width = max(map(QFontMetricsF(font).horizontalAdvance, lines))
        x = (self.width() - width - mark - gap) / 2
        is_mark_last = self._is_icon_last and not self.isChecked()
        if mark:
            mark_x = x + width + gap if is_mark_last else x
            paint_icon(painter, icon, QRectF(mark_x, (self.height() - mark) / 2, mark, mark), tone)
        if not is_mark_last:
            x += mark + gap
        self._paint_lines(painter, lines, font, ink, QRectF(x, 0, width, self.height()))

    def _paint_lines(
        self, painter: QPainter, lines: list[str], font: QFont, ink: QColor, room: QRectF
    ) -> None:
        """Lines centred in the room, by the middle of their capitals."""
        painter.setFont(font)
        painter.setPen(ink)
        metrics = QFontMetricsF(font)
        line_px = font.pixelSize() * 1.2
        top = room.center().y() - line_px * (len(lines) - 1) / 2
        for index, line in enumerate(lines):
            x = room.center().x() - metrics.horizontalAdvance(line) / 2
            y = top + index * line_px + font.pixelSize() * CAP_SHARE / 2
            painter.drawText(QPointF(x, y), line)


def _narrowest(cuts: list[list[str]], font: QFont) -> list[str]:
    metrics = QFontMetricsF(font)
    return min(cuts, key=lambda cut: max(map(metrics.horizontalAdvance, cut)))


class ChoiceRow(QWidget):
    """Answers side by side; emits `chosen(value)`, or `chosen(None)` when one is taken back.

    `choose(value)` is for keys: it chooses and emits, and never takes back.
    """

    chosen = Signal(object)

    def __init__(
        self, *, theme: Theme, name: str, text_px: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self._text_px = text_px
        self._values: list[object] = []
        self._buttons: list[AnswerButton] = []
        self._value: object = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def offer(
        self,
        options: Sequence[tuple[object, str]],
        *,
        icons: dict[object, tuple[str, Tone, bool]] | None = None,
        weight: int = 600,
    ) -> None:
        """Add the answers: value and words; `icons` maps a value to icon, tone and "is last"."""
        for value, words in options:
            icon: str | None = None
            tone: Tone = "text"
            is_last = False
            if icons is not None and value in icons:
                icon, tone, is_last = icons[value]
            button = AnswerButton(
                words,
                theme=self.theme,
                icon=icon,
                icon_tone=tone,
                is_icon_last=is_last,
                text_px=self._text_px,
                weight=weight,
                parent=self,
            )
            button.setAccessibleDescription(self.accessibleName())
            button.clicked.connect(lambda _=False, value=value: self._on_clicked(value))
            self._values.append(value)
            self._buttons.append(button)
            self._row.addWidget(button)

    @property
    def value(self) -> object:
        """The chosen value, None when nothing is chosen."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show a value without emitting; None shows nothing chosen."""
        self._value = value if value in self._values else None
        for known, button in zip(self._values, self._buttons, strict=True):
            button.setChecked(self._value is not None and known == self._value)

    def choose(self, value: object) -> None:
        """Choose and emit, as a key does."""
        self.set_value(value)
        self.chosen.emit(self._value)

    def button_of(self, value: object) -> AnswerButton:
        """The button of a value; ValueError when it is not offered."""
        return self._buttons[self._values.index(value)]

    def set_sizes(self, *, text_px: int, gap_px: int, corner_px: float) -> None:
        """Change words, gaps and corners in px, as at each resize of a session screen."""
        self._row.setSpacing(gap_px)
        for button in self._buttons:
            button.set_text_px(text_px)
            button.corner_px = corner_px

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        for button in self._buttons:
            button.set_theme(theme)

    def _on_clicked(self, value: object) -> None:
        self.set_value(None if value == self._value else value)
        self.chosen.emit(self._value)

    def changeEvent(self, event: QEvent) -> None:
        """Follow an enabled change."""
        super().changeEvent(event)
        self.update()
