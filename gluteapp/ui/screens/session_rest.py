"""The face of a rest: a mint ring, where to go, what comes next; knows no clock and no runner."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from gluteapp.core.exercise import Posture
from gluteapp.core.timeline import Step
from gluteapp.language import clock_length, tr
from gluteapp.ui.screens import session_layout as shares
from gluteapp.ui.screens.session_frame import Frame
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.screens.session_work import say, show_ring
from gluteapp.ui.theme import Theme, share_font
from gluteapp.ui.widgets.fitted_label import FittedLabel
from gluteapp.ui.widgets.number_label import NumberLabel
from gluteapp.ui.widgets.ring import Ring
from gluteapp.ui.widgets.side_flag import SideFlag
from gluteapp.ui.widgets.text_label import TextLabel

TWO_DIGITS_MS = 9_001
"""A rest longer than this begins with two digits."""
_TALL = (Posture.STANDING, Posture.HALF_KNEELING)


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
        self._frame: Frame | None = None

    @property
    def is_two_digits(self) -> bool:
        """Whether the ring is the wide one."""
        return self._is_two_digits

    @property
    def is_next_tall(self) -> bool:
        """Whether the next move is done upright."""
        exercise = None if self._frame is None else self._frame.step.exercise
        return exercise is not None and exercise.posture in _TALL

    def lay_out(self, shape: Shape) -> None:
        """Take the size of the window."""
        self._shape = shape
        px = shape.px
        self.word.set_own_font(
            share_font(shares.REST_WORD_SHARE, shape.height, 700, is_display=True), 1.16
        )
        self.line.set_px(px(shares.REST_LINE_SHARE), px(0.034))
        self.left.set_sizes(px(shares.LEFT_SHARE), px(shares.LEFT_WORDS_SHARE))
        self.then.set_own_font(share_font(shares.NEXT_SHARE, shape.height, 600), 1.25)
        self.flag.set_height_px(px(shares.NEXT_FLAG_SHARE))
        self.name.set_px(px(shares.NEXT_NAME_SHARE), px(shares.NAME_LEAST_SHARE))
        self._place()

    def begin(self, step: Step, *, has_card: bool) -> None:
        """Take the room that a rest of this length needs, with or without a card beside it."""
        state = (step.duration_ms >= TWO_DIGITS_MS, has_card)
        if state != (self._is_two_digits, self._has_card):
            self._is_two_digits, self._has_card = state
            self._place()

    def show_frame(self, frame: Frame) -> None:
        """Show a frame; what did not change is not painted again."""
        before, self._frame = self._frame, frame
        if before is None or (before.ring, before.spoken) != (frame.ring, frame.spoken):
            show_ring(self.ring, frame.ring, frame.spoken)
        is_new = say(self.line, frame.line)
        say(self.word, frame.word)
        length = clock_length(frame.left_ms)
        self.left.set_number(length, tr("left in all"), tr("{length} left in all", length=length))
        say(self.then, frame.then)
        is_new |= say(self.name, frame.name)
        if before is None or before.side is not frame.side or is_new:
            self.flag.set_side(frame.side)
            self._place()

    def _place(self) -> None:
        shape, px = self._shape, self._shape.px
        self.ring.setGeometry(shape.rest_ring(is_two_digits=self._is_two_digits))
        words = shape.rest_words(is_two_digits=self._is_two_digits)
        # It chooses its letters by the width it has, and they decide how high it is.
        self.line.resize(words.width(), self.line.height())
        line_height = self.line.heightForWidth(words.width())
        heights = (self.word.sizeHint().height(), line_height, self.left.sizeHint().height())
        y = words.center().y() - (sum(heights) + 2 * px(0.008)) // 2
        for label, height in zip((self.word, self.line, self.left), heights, strict=True):
            label.setGeometry(QRect(words.left(), y, words.width(), height))
            y += height + px(0.008)
        self._place_next(shape.rest_next(has_card=self._has_card))

    def _place_next(self, rect: QRect) -> None:
        caption = self.then.sizeHint().height()
        top = rect.top() + caption + self._shape.px(0.010)
        height = self._shape.px(shares.NEXT_FLAG_SHARE)
        x = rect.left()
        if self.flag.side is not None:
            self.flag.move(x, top)
            x += self.flag.width() + self._shape.px(0.022)
        width = rect.right() - x + 1
        self.name.setGeometry(QRect(x, top, width, height))
        own = self.name.heightForWidth(width)
        if own > height:
            # Two lines share the middle of the flag; the dose moves up.
            top_of_name = top + height - own
            self.name.setGeometry(QRect(x, top_of_name, width, own))
            self.flag.move(rect.left(), top_of_name + (own - height) // 2)
            top = top_of_name
        self.name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        y = top - caption - self._shape.px(0.008)
        self.then.setGeometry(QRect(rect.left(), y, rect.width(), caption))
