"""Where things lie on a session screen, in shares of its height (LOOKS.md 2.1, 10 b to d); no words.

Widths follow the window, heights and type sizes its height; T1 to T3 never shrink below their
share. Narrower than 4:3 the column lies under the stage.
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
PAUSED_SHARE, PLACE_SHARE = 0.088, 0.035
FLAG_SHARE, NEXT_FLAG_SHARE, THEN_FLAG_SHARE = 0.099, 0.092, 0.044

RING_SHARE = 0.480
"""A little over 46 %, so that two digits with words under them keep 20 % of the height."""
RING_NARROW_SHARE = 0.34
REST_RING_SHARE, REST_RING_WIDE_SHARE = 0.34, 0.42
"""One digit of 17.5 % of the height needs 34 %, two need 42 % (the ring's own measure)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A window in px and the lines that everything hangs on."""

    width: int
    height: int

    @property
    def is_narrow(self) -> bool:
        """Whether the column lies under the stage."""
        return self.width < self.height * NARROW_RATIO

    def px(self, share: float) -> int:
        """A share of the height in px."""
        return max(round(share * self.height), 1)

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
        if self.is_narrow:
            x = self.left + self.px(RING_NARROW_SHARE) + self.px(0.03)
            return x, self.right - x
        width = max(round(0.297 * self.width), self.px(RING_SHARE))
        return self.right - width, width

    def rows(self, x: int, width: int, top: float, bottom: float) -> QRect:
        """A rectangle from x over a width between two shares of the height."""
        y = self.px(top)
        return QRect(x, y, max(width, 1), self.px(bottom) - y)

    # Work, switch, count-in

    @property
    def strip(self) -> QRect:
        """The session as one line of blocks."""
        return self.rows(self.left, self.right - self.left, 0.903, 0.985)

    @property
    def header(self) -> QRect:
        """Flag and name, from edge to edge."""
        return self.rows(self.left, self.right - self.left, 0.044, 0.143)

    @property
    def stage(self) -> QRect:
        """The figure while a move is done."""
        if self.is_narrow:
            return self.rows(0, self.width, 0.145, 0.435)
        return self.rows(0, self.column[0] - self.px(0.01), 0.145, 0.725)

    @property
    def legend(self) -> QRect:
        """The names of the lit muscles, at the foot of the stage."""
        right = self.right if self.is_narrow else self.column[0] - self.px(0.03)
        top = 0.440 if self.is_narrow else 0.730
        return self.rows(self.left, right - self.left, top, top + 0.064)

    @property
    def ring(self) -> QRect:
        """The ring of the column."""
        if self.is_narrow:
            side = self.px(RING_NARROW_SHARE)
            return QRect(self.left, self.px(0.505), side, side)
        x, width = self.column
        side = self.px(RING_SHARE)
        return QRect(x + (width - side) // 2, self.px(0.138), side, side)

    @property
    def word(self) -> QRect:
        """Phase and seconds."""
        top = 0.515 if self.is_narrow else 0.613
        return self.rows(*self.column, top, top + 0.117)

    @property
    def bar(self) -> QRect:
        """Tempo bar and its labels."""
        top = 0.640 if self.is_narrow else 0.732
        return self.rows(*self.column, top, top + 0.060)

    @property
    def line(self) -> QRect:
        """What comes, under the word in a switch."""
        top = 0.635 if self.is_narrow else 0.722
        return self.rows(*self.column, top, top + 0.052)

    @property
    def done(self) -> QRect:
        """What was done, in a switch."""
        top = 0.690 if self.is_narrow else 0.780
        return self.rows(*self.column, top, top + 0.042)

    @property
    def effort(self) -> QRect:
        """The small effort row of a switch."""
        top = 0.740 if self.is_narrow else 0.826
        return self.rows(*self.column, top, top + 0.068)

    @property
    def then(self) -> QRect:
        """The next-up line during work."""
        top = 0.720 if self.is_narrow else 0.810
        return self.rows(*self.column, top, top + 0.082)

    @property
    def cue(self) -> QRect:
        """The cue line."""
        right = self.right if self.is_narrow else self.column[0] - self.px(0.03)
        top, bottom = (0.848, 0.900) if self.is_narrow else (0.810, 0.892)
        return self.rows(self.left, right - self.left, top, bottom)

    # Rest

    def rest_ring(self, *, is_two_digits: bool) -> QRect:
        """The ring of a rest; a long rest has room for two digits."""
        side = self.px(REST_RING_WIDE_SHARE if is_two_digits else REST_RING_SHARE)
        return QRect(self.left, self.px(0.043), side, side)

    @property
    def card(self) -> QRect:
        """The card with the questions of a rest, or the gate in its place."""
        if self.is_narrow:
            return self.rows(self.left, self.right - self.left, 0.400, 0.890)
        x = round(0.570 * self.width)
        return self.rows(x, self.right - x, 0.040, 0.872)

    def rest_words(self, *, is_two_digits: bool) -> QRect:
        """Rest, where to go, time left: right of the ring."""
        ring = self.rest_ring(is_two_digits=is_two_digits)
        x = ring.right() + self.px(0.045)
        right = self.right if self.is_narrow else self.card.left() - self.px(0.02)
        middle = (ring.top() + ring.bottom()) / 2 / self.height
        return self.rows(x, right - x, middle - 0.115, middle + 0.115)

    def rest_stage(self, *, is_two_digits: bool, has_card: bool, is_tall: bool) -> QRect:
        """The next move's figure; it lies under nothing that changes, so that it is painted once."""
        if self.is_narrow:
            return QRect() if has_card else self.rows(0, self.width, 0.400, 0.780)
        if not has_card:
            x = round(0.36 * self.width)
            return self.rows(x, self.width - x, 0.400 if is_two_digits else 0.365, 0.870)
        right = self.card.left() - self.px(0.01)
        ring = self.rest_ring(is_two_digits=is_two_digits)
        if is_two_digits and is_tall:
            # Who stands needs the height beside the wide ring, who lies the width under it.
            return self.rows(ring.right() + 1, right - ring.right() - 1, 0.395, 0.728)
        y = ring.bottom() + 1
        return QRect(0, y, right, self.px(0.728) - y)

    def rest_next(self, *, has_card: bool) -> QRect:
        """What comes next: dose, flag and name."""
        if self.is_narrow:
            return self.rows(self.left, self.right - self.left, 0.245, 0.395)
        right = self.card.left() - self.px(0.02) if has_card else self.right
        return self.rows(self.left, right - self.left, 0.730, 0.880)

    # Pause

    @property
    def paused_x(self) -> int:
        """Left edge of the words of a pause."""
        return self.left if self.is_narrow else round(0.630 * self.width)

    @property
    def controls(self) -> QRect:
        """The row of buttons of a pause."""
        if self.is_narrow:
            return self.rows(self.left, self.right - self.left, 0.640, 0.880)
        return self.rows(self.left, self.right - self.left, 0.735, 0.862)
