"""How large a picture the machine can afford, from how long pictures took; knows no drawing."""

from __future__ import annotations

from math import sqrt
from typing import Final

from gluteapp.ui.stage.frame_store import Strip

AREAS: Final = (640 * 360, 720 * 405, 800 * 450, 880 * 495, 960 * 540)
"""Pixels of the internal picture, smallest and largest first and last (DEFINITIONS.md, Parts)."""
WAY_AREAS: Final = 2
"""On a way everything moves and each picture is seen once: the smallest sizes do."""
FRAME_S: Final = 1 / 15
"""What one picture may take: 15 a second before a repetition is known by heart."""
_SPARE = 0.65
"""Share of that time that is planned for: a whole circuit may take a quarter of a core on average."""
_WAY_SPARE = 0.5
"""On a way, whose size is chosen once and whose pictures have no second chance."""
_TOO_SLOW = 1.3
"""Times of FRAME_S after which a strip that has just begun is drawn smaller."""
_FIRST_GUESS_S = 0.043 / (800 * 450)
"""Seconds a pixel before anything was measured."""
_WEIGHT = 0.15
"""Of the newest measurement."""


class DrawingPace:
    """Measures and advises; may be asked from any thread."""

    def __init__(self) -> None:
        self._pixel_s = {False: _FIRST_GUESS_S, True: _FIRST_GUESS_S}
        """For frames on a still stage, and for whole pictures on a way."""

    def took(self, strip: Strip, seconds: float) -> None:
        """Note how long a frame took."""
        known = self._pixel_s[strip.is_way]
        one = seconds / (strip.width * strip.height)
        self._pixel_s[strip.is_way] = known + (one - known) * _WEIGHT

    def is_too_slow(self, strip: Strip) -> bool:
        """Whether frames of a strip take much longer than a picture of its kind may."""
        area = strip.width * strip.height
        return area > AREAS[0] and area * self._pixel_s[strip.is_way] > FRAME_S * _TOO_SLOW

    def size(self, width: float, height: float, *, is_way: bool = False) -> tuple[int, int]:
        """Width and height to draw for a stage of so many pixels: its shape, not larger than it."""
        pixel_s = self._pixel_s[is_way]
        affordable = AREAS[:WAY_AREAS] if is_way else AREAS
        planned_s = FRAME_S * (_WAY_SPARE if is_way else _SPARE)
        fitting = [area for area in affordable if area * pixel_s <= planned_s]
        area = max(fitting, default=AREAS[0])
        share = min(1.0, sqrt(area / max(1.0, width * height)))
        return max(2, round(width * share)), max(2, round(height * share))
