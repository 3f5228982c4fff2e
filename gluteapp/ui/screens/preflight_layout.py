"""Where things lie in the pre-flight: two columns that fill the height and never scroll."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

_WIDTH_MAX = 1400
_ROW_MAX = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightShape:
    """The places of a window in px; `row_count` rows share the left column."""

    width: int
    height: int
    row_count: int

    @property
    def unit(self) -> float:
        """Scale of everything against a window 900 px high."""
        return min(max(self.height / 900, 0.70), 1.35)

    def px(self, at_900: float) -> int:
        """A length drawn for a window of 900 px."""
        return max(round(at_900 * self.unit), 1)

    @property
    def area(self) -> QRect:
        """All but the margins; wide windows keep it in the middle."""
        margin = self.px(72) if self.width >= 1200 else self.px(48)
        width = min(self.width - 2 * margin, round(_WIDTH_MAX * max(self.unit, 1.0)))
        top = self.px(48)
        return QRect((self.width - width) // 2, top, width, self.height - 2 * top)

    @property
    def header(self) -> QRect:
        """Title and the way back."""
        return QRect(self.area.left(), self.area.top(), self.area.width(), self.px(72))

    @property
    def footer(self) -> QRect:
        """Start and two more buttons."""
        height = self.px(88)
        return QRect(self.area.left(), self.area.bottom() + 1 - height, self.area.width(), height)

    @property
    def body(self) -> QRect:
        """Between header and footer."""
        top = self.header.bottom() + 1 + self.px(32)
        bottom = self.footer.top() - self.px(32)
        return QRect(self.area.left(), top, self.area.width(), max(bottom - top, 1))

    @property
    def side(self) -> QRect:
        """The card with countdown and picture, or the gate in its place."""
        width = round(0.38 * self.area.width())
        return QRect(self.area.right() + 1 - width, self.body.top(), width, self.body.height())

    def row(self, index: int) -> QRect:
        """One row of the left column."""
        gap = self.px(12)
        width = self.side.left() - self.px(36) - self.area.left()
        count = max(self.row_count, 1)
        height = (self.body.height() - (count - 1) * gap) // count
        height = min(height, round(_ROW_MAX * max(self.unit, 1.0)))
        top = self.body.top() + index * (height + gap)
        return QRect(self.area.left(), top, width, height)
