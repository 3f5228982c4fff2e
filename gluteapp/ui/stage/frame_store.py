"""Keeps drawn frames within a limit of memory; knows no widget, no thread and no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.scene import Look
from gluteapp.figure.staging import Angle, Shown
from gluteapp.ui.stage.frame_grid import HELD_PHASE, BreathGrid, FrameGrid, WayGrid

LIMIT_BYTES = 200_000_000
"""Memory for all frames (DEFINITIONS.md, Parts)."""
Pixels = NDArray[np.uint8]
"""(h, w, 4): blue, green, red and 255, as Qt's RGB32 has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """What the frames of one repetition have in common; frames belong to equal strips."""

    shown: Shown
    """At phase 0, or at share 0 of a way."""
    breaths: int
    look: Look
    angle: Angle
    width: int
    """Of the whole picture, in pixels."""
    height: int
    background: tuple[int, int, int] | None

    @property
    def is_way(self) -> bool:
        """Whether the camera moves too, so that every frame is a whole picture and seen once."""
        return self.shown.way_from is not None

    @property
    def is_breathing(self) -> bool:
        """Whether it shows one pose, in which nothing goes on but breath and blinking."""
        return self.shown.breath is not None

    @property
    def grid(self) -> FrameGrid | BreathGrid:
        """What is drawn."""
        return BreathGrid() if self.is_breathing else self._repetition

    @property
    def _repetition(self) -> FrameGrid:
        return FrameGrid(
            tempo=self.shown.tempo, starts_with=self.shown.starts_with, breaths=self.breaths
        )

    def for_life(self, shown: Shown) -> Strip:
        """The strip for what is shown of this move: a pose that breathes has its own.

        A held pose has not: it breathes in the frames of its repetition.
        """
        if shown.breath is None or self._is_held(shown):
            return self
        return replace(self, shown=replace(self.shown, phase=shown.phase, breath=0.0))

    def index(self, shown: Shown) -> int:
        """The frame of what is shown."""
        if self.is_way:
            return WayGrid().index(shown.way_share)
        if shown.breath is None:
            return self._repetition.index(shown.phase)
        index = BreathGrid().index(shown.breath, shown.eyelid)
        return index if self.is_breathing else self._repetition.held_index(index)

    def shown_at(self, index: int) -> Shown:
        """What a frame shows."""
        if self.is_way:
            return replace(self.shown, way_share=WayGrid().share(index))
        level = index if self.is_breathing else self._repetition.held(index)
        phase = self.shown.phase if self.is_breathing else self._repetition.phase(index)
        if level is None:
            return replace(self.shown, phase=phase)
        grid = BreathGrid()
        return replace(self.shown, phase=phase, breath=grid.level(level), eyelid=grid.eyelid(level))

    @staticmethod
    def _is_held(shown: Shown) -> bool:
        return shown.tempo is None and shown.phase == HELD_PHASE


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Pixels that are not those of the still stage."""

    left: int
    top: int
    pixels: Pixels = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What of a picture differs from the still stage, in patches that do not overlap."""

    patches: tuple[Patch, ...]

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return sum(patch.pixels.nbytes for patch in self.patches)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom around all patches, pixels; right and bottom outside."""
        if not self.patches:
            return 0, 0, 0, 0
        return (
            min(patch.left for patch in self.patches),
            min(patch.top for patch in self.patches),
            max(patch.left + patch.pixels.shape[1] for patch in self.patches),
            max(patch.top + patch.pixels.shape[0] for patch in self.patches),
        )


class _Reel:
    """The frames of one strip."""

    __slots__ = ("frames", "nbytes", "still")

    def __init__(self) -> None:
        self.frames: dict[int, Frame] = {}
        self.still: Pixels | None = None
        self.nbytes = 0


class FrameStore:
    """Frames by strip and index; may be asked from any thread.

    When memory runs out the strips go that were not asked for longest, those that were named in
    `keep` last, and never one for the sake of a less important one.
    """

    def __init__(self, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit = limit_bytes
        self._reels: dict[Strip, _Reel] = {}
        """The one asked for last is last."""
        self._kept: tuple[Strip, ...] = ()
        self._lock = Lock()

    @property
    def nbytes(self) -> int:
        """Memory that all pixels take."""
        with self._lock:
            return self._total()

    def keep(self, strips: Sequence[Strip]) -> None:
        """Name the strips that are needed now or soon, the most important first."""
        with self._lock:
            self._kept = tuple(dict.fromkeys(strips))

    def put(self, strip: Strip, index: int, frame: Frame) -> bool:
        """Keep a frame; False when there is no room for it."""
        with self._lock:
            before = self._frame(strip, index)
            if not self._make_room(strip, frame.nbytes - (before.nbytes if before else 0)):
                return False
            reel = self._reels.setdefault(strip, _Reel())
            if before is not None:
                reel.nbytes -= before.nbytes
            reel.frames[index] = frame
            reel.nbytes += frame.nbytes
            return True

    def put_still(self, strip: Strip, pixels: Pixels) -> bool:
        """Keep the stage without the figure; False when there is no room for it."""
        with self._lock:
            if not self._make_room(strip, pixels.nbytes):
                return False
            reel = self._reels.setdefault(strip, _Reel())
            if reel.still is not None:
                reel.nbytes -= reel.still.nbytes
            reel.still = pixels
            reel.nbytes += pixels.nbytes
            return True

    def frame(self, strip: Strip, index: int) -> Frame | None:
        """A frame, if it is there."""
        with self._lock:
            self._touch(strip)
            return self._frame(strip, index)

    def nearest(self, strip: Strip, index: int) -> tuple[int, Frame] | None:
        """The frame that is there and lies nearest, with its index."""
        with self._lock:
            reel = self._reels.get(strip)
            if reel is None or not reel.frames:
                return None
            grid = strip.grid
            best = min(reel.frames, key=lambda one: grid.distance(one, index))
            return best, reel.frames[best]

    def still(self, strip: Strip) -> Pixels | None:
        """The stage without the figure, if it is there."""
        with self._lock:
            reel = self._reels.get(strip)
            return None if reel is None else reel.still

    def has(self, strip: Strip, index: int) -> bool:
        """Whether a frame is there."""
        with self._lock:
            return self._frame(strip, index) is not None

    def count(self, strip: Strip) -> int:
        """How many frames of a strip are there."""
        with self._lock:
            reel = self._reels.get(strip)
            return 0 if reel is None else len(reel.frames)

    def _frame(self, strip: Strip, index: int) -> Frame | None:
        reel = self._reels.get(strip)
        return None if reel is None else reel.frames.get(index)

    def _touch(self, strip: Strip) -> None:
        reel = self._reels.pop(strip, None)
        if reel is not None:
            self._reels[strip] = reel

    def _total(self) -> int:
        return sum(reel.nbytes for reel in self._reels.values())

    def _make_room(self, strip: Strip, nbytes: int) -> bool:
        """Drop what matters less than `strip` until so much more fits."""
        too_much = self._total() + nbytes - self._limit
        if too_much <= 0:
            return True
        going: list[Strip] = []
        for other in self._less_important(strip):
            going.append(other)
            too_much -= self._reels[other].nbytes
            if too_much <= 0:
                break
        if too_much > 0:
            return False
        for other in going:
            del self._reels[other]
        return True

    def _less_important(self, strip: Strip) -> list[Strip]:
        """Strips that may go for this one, the least important first."""
        kept = self._kept
        place = kept.index(strip) if strip in kept else len(kept)
        loose = [one for one in self._reels if one not in kept and one != strip]
        after = [one for one in reversed(kept[place + 1 :]) if one in self._reels]
        return loose + after
