"""Where things lie on a session screen, in shares of its height (LOOKS.md 2.1, 10 b to d); no words.

Widths follow the window, heights and type sizes its height; T1 to T3 never shrink below their
share. A window narrower than 4:3 is laid out as one of 4:3 that is as wide; the height that is
left over goes to the figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

MARGIN_SHARE = 0.033
NARROW_RATIO = 4 / 3

# Font sizes as shares of the window height; capitals and digits are 72.7 % of them.
NAME_SHARE, NAME_LEAST_SHARE = 0.076, 0.068
CUE_SHARE, CUE_LEAST_SHARE = 0.070, 0.068
LEFT_SHARE, LEFT_WORDS_SHARE = 0.070, 0.035
PHASE_SHARE = 0.101
SWITCH_WORD_SHARE = 0.076
LINE_SHARE = 0.040
THEN_SHARE, THEN_NAME_SHARE = 0.0225, 0.040
REST_WORD_SHARE, REST_LINE_SHARE = 0.078, 0.042
NEXT_SHARE, NEXT_NAME_SHARE = 0.036, 0.076
LEGEND_SHARE = 0.068
CUE_WHY_SHARE = 0.042
CAPTION_SHARE, CAPTION_LEAST_SHARE = 0.068, 0.052
"""Of spoken lines while a move is done; on two lines they are the smaller ones."""
CAPTION_REST_SHARE, CAPTION_REST_LEAST_SHARE = REST_LINE_SHARE, 0.038
CAPTION_ROOM_SHARE, CAPTION_STILL_ROOM_SHARE = 0.140, 0.075
"""Height that the figure leaves to them: two lines in work, one in a rest or pause."""
CAPTION_SLOT_SHARE = 0.2
"""Width of the longest word of a phase with its ground, as a share of the height."""
PAUSED_SHARE, PLACE_SHARE = 0.088, 0.035
FLAG_SHARE, NEXT_FLAG_SHARE, THEN_FLAG_SHARE = 0.099, 0.092, 0.044

RING_SHARE = 0.480
"""A little over 46 %, so that two digits with words under them keep 20 % of the height."""
REST_RING_SHARE, REST_RING_WIDE_SHARE = 0.34, 0.42
"""One digit of 17.5 % of the height needs 34 %, two need 42 % (the ring's own measure)."""
REST_TOP_SHARE, REST_BESIDE_SHARE, REST_STAGE_END_SHARE = 0.043, 0.350, 0.758
"""Where a rest begins, where a figure beside the ring does, and where its stage ends."""
REST_STAGE_LEFT_SHARE = 0.36
"""Of the width: where the stage of a rest without questions begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A window in px and the lines that everything hangs on."""

    width: int
    height: int

    @property
    def unit(self) -> int:
        """The height that all shares are of: that of the window, or of one of 4:3 as wide."""
        return max(min(self.height, round(self.width / NARROW_RATIO)), 1)

    @property
    def spare(self) -> int:
        """Height that a window has over 4:3."""
        return max(self.height - self.unit, 0)

    def px(self, share: float) -> int:
        """A share of the height in px."""
        return max(round(share * self.unit), 1)

    def low(self, share: float) -> int:
        """How far down something of the foot lies: what is spare is above it."""
        return self.px(share) + self.spare

    @property
    def left(self) -> int:
        """Left edge of all that is written."""
        return round(MARGIN_SHARE * self.width)

    @property
    def right(self) -> int:
        """Right edge of all that is written."""
        return self.width - self.left

    @property
    def column(self) -> tuple[int, int]:
        """Left edge and width of the column with the ring."""
        width = max(round(0.297 * self.width), self.px(RING_SHARE))
        return self.right - width, width

    def rows(self, x: int, width: int, top: float, bottom: float) -> QRect:
        """A rectangle at the head, from x over a width between two shares of the height."""
        y = self.px(top)
        return QRect(x, y, max(width, 1), self.px(bottom) - y)

    def foot_rows(self, x: int, width: int, top: float, bottom: float) -> QRect:
        """The same at the foot."""
        return self.rows(x, width, top, bottom).translated(0, self.spare)

    def tall_rows(self, x: int, width: int, top: float, bottom: float) -> QRect:
        """The same from the head to the foot, with all that is spare."""
        return self.rows(x, width, top, bottom).adjusted(0, 0, 0, self.spare)

    def column_rows(self, top: float, bottom: float) -> QRect:
        """Rows of the column, which keeps to the middle."""
        return self.rows(*self.column, top, bottom).translated(0, self.spare // 2)

    # Work, switch, count-in

    @property
    def strip(self) -> QRect:
        """The session as one line of blocks."""
        return self.foot_rows(self.left, self.right - self.left, 0.903, 0.985)

    def bar_over_strip(self, least_height: int) -> QRect:
        """The controls in the place of that line."""
        height = max(least_height, self.strip.height())
        # A little wider than the strip, so that its round corners cover all of it.
        return self.strip.adjusted(-self.px(0.012), self.strip.height() - height, self.px(0.012), 0)

    @property
    def header(self) -> QRect:
        """Flag and name, from edge to edge."""
        return self.rows(self.left, self.right - self.left, 0.044, 0.143)

    @property
    def stage(self) -> QRect:
        """The figure while a move is done."""
        return self.tall_rows(0, self.column[0] - self.px(0.01), 0.145, 0.725)

    @property
    def legend(self) -> QRect:
        """The names of the lit muscles, at the foot of the stage."""
        right = self.column[0] - self.px(0.03)
        return self.foot_rows(self.left, right - self.left, 0.730, 0.794)

    @property
    def caption(self) -> QRect:
        """Where spoken lines are written: in the place of the legend, and upwards."""
        rect = self.legend
        rect.setTop(self.stage.top())
        rect.setBottom(self.low(0.803))
        return rect

    @property
    def ring(self) -> QRect:
        """The ring of the column."""
        x, width = self.column
        side = self.px(RING_SHARE)
        return QRect(x + (width - side) // 2, self.px(0.138) + self.spare // 2, side, side)

    @property
    def word(self) -> QRect:
        """Phase and seconds."""
        return self.column_rows(0.613, 0.730)

    @property
    def bar(self) -> QRect:
        """Tempo bar and its labels."""
        return self.column_rows(0.732, 0.792)

    @property
    def line(self) -> QRect:
        """What comes, under the word in a switch."""
        return self.column_rows(0.722, 0.774)

    @property
    def done(self) -> QRect:
        """What was done, in a switch."""
        return self.column_rows(0.780, 0.822)

    @property
    def effort(self) -> QRect:
        """The small effort row of a switch."""
        return self.column_rows(0.826, 0.894)

    @property
    def then(self) -> QRect:
        """The next-up line during work."""
        return self.column_rows(0.810, 0.892)

    @property
    def cue(self) -> QRect:
        """The cue line."""
        right = self.column[0] - self.px(0.03)
        return self.foot_rows(self.left, right - self.left, 0.810, 0.892)

    # Rest

    def rest_ring(self, *, is_two_digits: bool) -> QRect:
        """The ring of a rest; a long rest has room for two digits."""
        side = self.px(REST_RING_WIDE_SHARE if is_two_digits else REST_RING_SHARE)
        return QRect(self.left, self.px(REST_TOP_SHARE), side, side)

    @property
    def card(self) -> QRect:
        """The card with the questions of a rest, or the gate in its place."""
        x = round(0.570 * self.width)
        return self.tall_rows(x, self.right - x, 0.040, 0.872)

    def rest_words(self, *, is_two_digits: bool, is_beside: bool = False) -> QRect:
        """Rest, where to go, time left: right of the ring, over a figure that stands there too."""
        ring = self.rest_ring(is_two_digits=is_two_digits)
        x = ring.right() + self.px(0.045)
        right = self.card.left() - self.px(0.02)
        if is_beside:
            return self.rows(x, right - x, REST_TOP_SHARE, REST_BESIDE_SHARE)
        middle = (ring.top() + ring.bottom()) / 2 / self.unit
        return self.rows(x, right - x, middle - 0.115, middle + 0.115)

    def rest_stage(self, *, is_two_digits: bool, has_card: bool) -> QRect:
        """The next move's figure; it lies under nothing that changes, so that it is painted once."""
        if not has_card:
            x = round(REST_STAGE_LEFT_SHARE * self.width)
            return self.tall_rows(x, self.width - x, 0.400 if is_two_digits else 0.365, 0.870)
        y = self.rest_ring(is_two_digits=is_two_digits).bottom() + 1
        return QRect(0, y, self.card.left() - self.px(0.01), self.low(REST_STAGE_END_SHARE) - y)

    @property
    def rest_stage_beside(self) -> QRect:
        """Another place for it, higher and not so wide: beside the wide ring, under the words."""
        ring = self.rest_ring(is_two_digits=True)
        width = self.card.left() - self.px(0.01) - ring.right() - 1
        return self.tall_rows(ring.right() + 1, width, REST_BESIDE_SHARE, REST_STAGE_END_SHARE)

    def rest_caption(self, *, has_card: bool) -> QRect:
        """Where spoken lines are written in a rest, from its foot upwards."""
        right = self.card.left() if has_card else round(REST_STAGE_LEFT_SHARE * self.width)
        width = right - self.px(0.02) - self.left
        return self.tall_rows(self.left, width, REST_BESIDE_SHARE, REST_STAGE_END_SHARE)

    def rest_next(self, *, has_card: bool) -> QRect:
        """What comes next: dose, flag and name."""
        right = self.card.left() - self.px(0.02) if has_card else self.right
        return self.foot_rows(self.left, right - self.left, REST_STAGE_END_SHARE, 0.893)

    # Pause

    @property
    def paused_x(self) -> int:
        """Left edge of the words of a pause."""
        return round(0.630 * self.width)

    @property
    def controls(self) -> QRect:
        """The row of buttons of a pause."""
        return self.foot_rows(self.left, self.right - self.left, 0.735, 0.862)
