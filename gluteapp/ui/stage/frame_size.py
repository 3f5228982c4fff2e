"""How large a picture the machine can afford, from how long pictures took; knows no drawing."""

from __future__ import annotations

from math import sqrt
from statistics import median
from typing import Final

from gluteapp.ui.stage.frame_store import Strip

AREAS: Final = (640 * 360, 720 * 405, 800 * 450, 880 * 495, 960 * 540)
"""Pixels of the internal picture, smallest and largest first and last (DEFINITIONS.md, Parts)."""
WAY_AREAS = 2
"""On a way everything moves and each picture is seen once: the smallest sizes do."""
FRAME_S: Final = 1 / 15
"""What one picture may take: 15 a second before a repetition is known by heart."""
_SPARE = 0.65
"""Share of that time that is planned for: a whole circuit may take a quarter of a core on average."""
_WAY_SPARE = 0.65
"""On a way, whose size is chosen once and whose pictures have no second chance."""
_EVERY_PICTURE = 150_000
"""What a picture costs at any size, in pixels: posing the body, cutting triangles (measured)."""
_FIRST_GUESS_S: Final = 1e-7
"""Seconds a pixel before anything was measured, of a middling laptop."""
_NEWEST, _SURE = 15, 4
"""So many of the newest pictures count, and so few tell nothing about a machine yet."""
_KNOWN_MOVE = 3
"""Pictures from which on a move is known by itself: the first one makes its stage as well."""


class DrawingPace:
    """Measures and advises; one thread tells how long pictures took, any thread may ask."""

    def __init__(self) -> None:
        self._newest: dict[bool, tuple[float, ...]] = {False: (), True: ()}
        """Seconds a pixel of the newest pictures of moves, and of those of ways."""
        self._moves: dict[object, tuple[float, ...]] = {}
        """The same for each move and camera."""

    def took(self, strip: Strip, seconds: float) -> None:
        """Note how long a picture took, all that belongs to it."""
        one = seconds / _cost(strip.width * strip.height)
        # Whole tuples are put in place: another thread may be reading.
        self._newest[strip.is_way] = (*self._newest[strip.is_way], one)[-_NEWEST:]
        if not strip.is_way:
            move = _move(strip)
            self._moves[move] = (*self._moves.get(move, ()), one)[-_NEWEST:]

    def is_known(self, strip: Strip) -> bool:
        """Whether enough pictures were drawn to tell what one of this kind takes here."""
        return len(self._newest[strip.is_way]) >= _SURE

    def is_too_slow(self, strip: Strip) -> bool:
        """Whether pictures of a strip take longer than they may, and smaller ones would help."""
        area = strip.width * strip.height
        return area > AREAS[0] * 1.01 and _cost(area) * self._pixel_s(strip) > FRAME_S

    def size(self, width: float, height: float, strip: Strip) -> tuple[int, int]:
        """Width and height to draw a strip in, whatever its own, for a stage of so many pixels.

        It has the shape of the stage and is not larger than it.
        """
        affordable = AREAS[:WAY_AREAS] if strip.is_way else AREAS
        planned_s = FRAME_S * (_WAY_SPARE if strip.is_way else _SPARE)
        pixel_s = self._pixel_s(strip)
        fitting = [area for area in affordable if _cost(area) * pixel_s <= planned_s]
        area = max(fitting, default=AREAS[0])
        share = min(1.0, sqrt(area / max(1.0, width * height)))
        return max(2, round(width * share)), max(2, round(height * share))

    def _pixel_s(self, strip: Strip) -> float:
        """Seconds a pixel; one slow picture among others changes nothing."""
        own, newest = self._moves.get(_move(strip), ()), self._newest[strip.is_way]
        if len(own) >= _KNOWN_MOVE and not strip.is_way:
            return median(own)
        return median(newest) if len(newest) >= _SURE else _FIRST_GUESS_S


def _cost(area: int) -> int:
    """What a picture of so many pixels costs, in pixels."""
    return _EVERY_PICTURE + area


def _move(strip: Strip) -> object:
    return strip.shown.motion_id, strip.angle
