"""Keeps drawn frames within a limit of memory; knows no widget, no thread and no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

from gluteapp.figure.scene import Look
from gluteapp.figure.staging import Angle, Shown
from gluteapp.ui.stage.frame_chain import Chain, Link, PackedLink, PackedPicture
from gluteapp.ui.stage.frame_grid import HELD_PHASE, BreathGrid, FrameGrid, WayGrid
from gluteapp.ui.stage.frame_patches import Frame, Pixels

LIMIT_BYTES = 200_000_000
"""Memory for all frames (DEFINITIONS.md, Parts)."""
KEY_EVERY = 24
"""Frames of a chain after which one is whole: a jump into the middle takes 12 steps at most."""


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


class _Reel:
    """The frames of one strip: a chain of the first ones, and those that came before their turn."""

    __slots__ = ("chain", "frames", "still", "tail")

    def __init__(self) -> None:
        self.still: Pixels | None = None
        """Needed until the chain is whole."""
        self.chain: Chain | None = None
        self.tail: Frame | None = None
        """The last one of a chain that still grows."""
        self.frames: dict[int, Frame] = {}

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        loose = sum(frame.nbytes for frame in self.frames.values())
        parts = (self.still, self.chain, self.tail)
        return loose + sum(part.nbytes for part in parts if part is not None)

    @property
    def chained(self) -> int:
        """How many frames the chain has."""
        return 0 if self.chain is None else len(self.chain)

    def frame(self, index: int) -> Frame | Chain | None:
        """Where that frame is, if it is there."""
        return self.chain if index < self.chained else self.frames.get(index)


@dataclass(frozen=True, slots=True, eq=False)
class _Joint:
    """Two frames of a reel that may be joined: the last one of its chain and the next."""

    reel: _Reel
    at: int
    """How many frames the chain had; none before it is begun."""
    still: Pixels
    last: Frame
    coming: Frame

    def picture(self, frame: Frame) -> Pixels:
        """A frame as a whole picture."""
        canvas = self.still.copy()
        frame.put_on(canvas)
        return canvas


class FrameStore:
    """Frames by strip and index; may be asked from any thread.

    Frames that follow one another are joined into a chain as they come, in the thread that brings
    them. When memory runs out the strips go that were not asked for longest, those that were named
    in `keep` last, and never one for the sake of a less important one.
    """

    def __init__(self, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit = limit_bytes
        self._reels: dict[Strip, _Reel] = {}
        """The one asked for last is last."""
        self._kept: tuple[Strip, ...] = ()
        self._lock = Lock()

    @property
    def nbytes(self) -> int:
        """Memory that all frames and stages take."""
        with self._lock:
            return self._total()

    def keep(self, strips: Sequence[Strip]) -> None:
        """Name the strips that are needed now or soon, the most important first."""
        kept = tuple(dict.fromkeys(strips))
        with self._lock:
            if kept != self._kept:
                self._kept = kept
                self._shut(needed=kept)

    def put(self, strip: Strip, index: int, frame: Frame) -> bool:
        """Keep a frame; False when there is no room for it. One that is there stays."""
        with self._lock:
            if self._frame(strip, index) is not None:
                return True
            if not self._make_room(strip, frame.nbytes):
                return False
            self._reels.setdefault(strip, _Reel()).frames[index] = frame
        while (joint := self._joint(strip)) is not None and self._join(strip, joint):
            pass
        return True

    def put_still(self, strip: Strip, pixels: Pixels) -> bool:
        """Keep the stage without the figure; False when there is no room for it."""
        with self._lock:
            if not self._make_room(strip, pixels.nbytes):
                return False
            self._reels.setdefault(strip, _Reel()).still = pixels
            return True

    def frame(self, strip: Strip, index: int) -> Frame | Chain | None:
        """Where a frame is, if it is there; steps near it become cheap while there is room."""
        with self._lock:
            self._touch(strip)
            found = self._frame(strip, index)
            if isinstance(found, Chain) and not found.is_open_near(index):
                found.open_near(index, room=self._limit - self._total())
            return found

    def nearest(self, strip: Strip, index: int) -> tuple[int, Frame | Chain] | None:
        """The frame that is there and lies nearest, with its index."""
        with self._lock:
            reel = self._reels.get(strip)
            there = [] if reel is None else [*range(reel.chained), *reel.frames]
            if not there:
                return None
            grid = strip.grid
            best = min(there, key=lambda one: grid.distance(one, index))
            found = self._frame(strip, best)
            assert found is not None
            return best, found

    def still(self, strip: Strip) -> Pixels | None:
        """The stage without the figure, if it is there; a whole chain does not need it."""
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
            return 0 if reel is None else reel.chained + len(reel.frames)

    # --- the chain

    def _joint(self, strip: Strip) -> _Joint | None:
        """What may be joined next."""
        with self._lock:
            reel = self._reels.get(strip)
            if reel is None or reel.still is None:
                return None
            last = reel.frames.get(0) if reel.chain is None else reel.tail
            coming = reel.frames.get(max(1, reel.chained))
            if last is None or coming is None:
                return None
            return _Joint(reel, reel.chained, reel.still, last, coming)

    def _join(self, strip: Strip, joint: _Joint) -> bool:
        """Join two frames; False when there is no room or somebody else has done so."""
        # Without the lock: the interface asks for frames meanwhile.
        last, coming = joint.picture(joint.last), joint.picture(joint.coming)
        chain = joint.reel.chain or Chain(PackedPicture(last))
        place = max(1, joint.at)
        links = [PackedLink.of(Link.between(last, coming))]
        key = None if place % KEY_EVERY else PackedPicture(coming)
        if place + 1 == len(strip.grid) and strip.grid.is_round:
            links.append(PackedLink.of(Link.between(coming, chain.picture(0))))
        more = sum(link.nbytes for link in links) + (0 if key is None else key.nbytes)
        with self._lock:
            reel = self._reels.get(strip)
            if reel is not joint.reel or reel.chained != joint.at:
                return False
            if not self._make_room(strip, more + (0 if joint.at else chain.nbytes)):
                return False
            _grow(reel, chain, links, key)
            if len(chain) == len(strip.grid):
                reel.tail = reel.still = None
            return True

    # --- under the lock

    def _frame(self, strip: Strip, index: int) -> Frame | Chain | None:
        reel = self._reels.get(strip)
        return None if reel is None else reel.frame(index)

    def _touch(self, strip: Strip) -> None:
        reel = self._reels.pop(strip, None)
        if reel is not None:
            self._reels[strip] = reel

    def _shut(self, *, needed: Sequence[Strip]) -> None:
        """Leave open no chain but those of some strips."""
        for strip, reel in self._reels.items():
            if reel.chain is not None and strip not in needed:
                reel.chain.shut()

    def _total(self) -> int:
        return sum(reel.nbytes for reel in self._reels.values())

    def _make_room(self, strip: Strip, nbytes: int) -> bool:
        """Drop what matters less than `strip` until so much more fits."""
        if self._total() + nbytes <= self._limit:
            return True
        self._shut(needed=(*self._kept[:1], strip))
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


def _grow(
    reel: _Reel, chain: Chain, links: Sequence[PackedLink], key: PackedPicture | None
) -> None:
    """Put the next frame of a reel into its chain; a second link closes that."""
    if reel.chain is None:
        del reel.frames[0]
    reel.tail = reel.frames.pop(len(chain))
    chain.add(links[0], key)
    reel.chain = chain
    for link in links[1:]:
        chain.close(link)
