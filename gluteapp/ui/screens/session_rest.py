"""The face of a rest: a mint ring, where to go, what comes next; knows no clock and no runner."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from gluteapp.core.timeline import Step
from gluteapp.language import clock_length, tr
from gluteapp.ui.screens import session_layout as shares
from gluteapp.ui.screens.session_frame import Frame, Mode
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.screens.session_work import fit_words, say, show_ring
from gluteapp.ui.theme import Theme, share_font
from gluteapp.ui.widgets.fitted_label import FittedLabel
from gluteapp.ui.widgets.number_label import NumberLabel
from gluteapp.ui.widgets.ring import Ring
from gluteapp.ui.widgets.side_flag import SideFlag
from gluteapp.ui.widgets.text_label import TextLabel

TWO_DIGITS_MS = 9_001
"""A rest longer than this begins with two digits."""


def beside_questions(frame: Frame) -> Frame:
    """A stretch as the face of a rest shows it: the move at hand where the next one stands."""
    return replace(frame, mode=Mode.REST, line=frame.cue, then="")


class RestFace(QWidget):
    """Ring, position change, time left, and the next move; the card lies beside it."""

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.ring = Ring(theme=theme, parent=self)
        self.word = TextLabel(theme=theme, tone="rest", parent=self)
        self.line = FittedLabel(theme=theme, weight=600, is_display=False, parent=self)
        self.left = NumberLabel(theme=theme, align=Qt.AlignmentFlag.AlignLeft, parent=self)
        self.then = TextLabel(theme=theme, tone="text2", parent=self)
        self.flag = SideFlag(theme=theme, parent=self)
        self.name = FittedLabel(theme=theme, parent=self)
        self._shape = Shape(width=1440, height=900)
        self._has_card = True
        self._is_two_digits = False
        self._is_beside = False
        self._left_length, self._left_words = 0, ""
        self._frame: Frame | None = None

    @property
    def is_two_digits(self) -> bool:
        """Whether the ring is the wide one."""
        return self._is_two_digits

    @property
    def is_beside(self) -> bool:
        """Whether the figure stands beside the ring."""
        return self._is_beside

    def lay_out(self, shape: Shape) -> None:
        """Take the size of the window."""
        self._shape = shape
        px = shape.px
        self.word.set_own_font(
            share_font(shares.REST_WORD_SHARE, shape.unit, 700, is_display=True), 1.16
        )
        self.line.set_px(px(shares.REST_LINE_SHARE), px(0.034))
        self.then.set_own_font(share_font(shares.NEXT_SHARE, shape.unit, 600), 1.25)
        self.flag.set_height_px(px(shares.NEXT_FLAG_SHARE))
        self._place()

    def begin(self, step: Step, *, has_card: bool) -> None:
        """Take the room that a rest of this length needs, with or without a card beside it."""
        state = (step.duration_ms >= TWO_DIGITS_MS, has_card)
        if state != (self._is_two_digits, self._has_card):
            self._is_two_digits, self._has_card = state
            self._place()

    def set_beside(self, is_beside: bool) -> None:
        """Leave room for a figure beside the ring, or under it."""
        if is_beside != self._is_beside:
            self._is_beside = is_beside
            self._place()

    def show_frame(self, frame: Frame) -> None:
        """Show a frame; what did not change is not painted again."""
        before, self._frame = self._frame, frame
        if before is None or (before.ring, before.spoken) != (frame.ring, frame.spoken):
            show_ring(self.ring, frame.ring, frame.spoken)
        is_new = say(self.line, frame.line)
        say(self.word, frame.word)
        self._show_left(clock_length(frame.left_ms), is_most=frame.is_left_most)
        say(self.then, frame.then)
        is_new |= say(self.name, frame.name)
        if before is None or before.side is not frame.side or is_new:
            self.flag.set_side(frame.side)
            self._place()

    def _show_left(self, length: str, *, is_most: bool) -> None:
        """Write the time left; fewer words, then smaller ones, where there is little room."""
        if is_most:
            name = tr("{length} left at most", length=length)
            long, short = tr("left at most"), tr("at most")
        else:
            name = tr("{length} left in all", length=length)
            long, short = tr("left in all"), tr("left")
        if len(length) == self._left_length:
            self.left.set_number(length, self._left_words, name)
            return
        self._left_length = len(length)
        width, px = self._words.width(), self._shape.px
        for words, share in ((long, 1.0), (short, 1.0), (short, 0.85)):
            self._left_words = words
            self.left.set_sizes(px(shares.LEFT_SHARE * share), px(shares.LEFT_WORDS_SHARE * share))
            self.left.set_number(length, words, name)
            if self.left.sizeHint().width() <= width:
                break

    @property
    def _words(self) -> QRect:
        """The place right of the ring."""
        return self._shape.rest_words(is_two_digits=self._is_two_digits, is_beside=self._is_beside)

    def _place(self) -> None:
        shape, px = self._shape, self._shape.px
        self.ring.setGeometry(shape.rest_ring(is_two_digits=self._is_two_digits))
        words = self._words
        self._left_length = 0
        if self._frame is not None:
            self._show_left(clock_length(self._frame.left_ms), is_most=self._frame.is_left_most)
        # It chooses its letters by the width it has, and they decide how high it is.
        self.line.resize(words.width(), self.line.height())
        line_height = self.line.heightForWidth(words.width())
        heights = (self.word.sizeHint().height(), line_height, self.left.sizeHint().height())
        y = words.center().y() - (sum(heights) + 2 * px(0.008)) // 2
        for label, height in zip((self.word, self.line, self.left), heights, strict=True):
            label.setGeometry(QRect(words.left(), y, words.width(), height))
            y += height + px(0.008)
        self._place_next(shape.rest_next(has_card=self._has_card))

    def _fit_name(self, width: int) -> int:
        """The height a name takes when its longest word has room."""
        px, share, least = self._shape.px, shares.NEXT_NAME_SHARE, shares.NAME_LEAST_SHARE
        return fit_words(self.name, px(share), px(least), width)

    def _place_next(self, rect: QRect) -> None:
        """Flag, and beside it the dose over the name; a name of two lines grows upwards."""
        height = self._shape.px(shares.NEXT_FLAG_SHARE)
        x = rect.left()
        if self.flag.side is not None:
            x += self.flag.width() + self._shape.px(0.022)
        width = rect.right() - x + 1
        caption = self.then.sizeHint().height()
        own = self._fit_name(width)
        top = rect.bottom() + 1 - own
        self.name.setGeometry(QRect(x, top, width, own))
        self.name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.then.setGeometry(QRect(x, top - caption, width, caption))
        middle = (top - caption + rect.bottom()) // 2
        self.flag.move(rect.left(), middle - height // 2)
