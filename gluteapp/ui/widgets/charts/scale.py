"""Where days and values lie in px; knows numbers only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A plot's place in px, the day at its left edge, and the values at its foot and top."""

    left: float
    top: float
    width: float
    height: float
    first: float
    px_per_day: float
    low: float
    high: float

    @property
    def rect(self) -> QRectF:
        """The plot in px."""
        return QRectF(self.left, self.top, self.width, self.height)

    @property
    def right(self) -> float:
        """The right edge in px."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The foot in px."""
        return self.top + self.height

    @property
    def last(self) -> float:
        """The day at the right edge."""
        return self.first + self.width / self.px_per_day

    def x(self, day: float) -> float:
        """Where a day lies in px."""
        return self.left + (day - self.first) * self.px_per_day

    def day(self, x_px: float) -> float:
        """The day at an x in px."""
        return self.first + (x_px - self.left) / self.px_per_day

    def y(self, value: float) -> float:
        """Where a value lies in px."""
        share = (value - self.low) / (self.high - self.low)
        return self.top + self.height * (1 - share)
