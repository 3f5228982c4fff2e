"""Many frames of one strip in little memory: each as what differs from the one before it.

Most of a figure stands still from one frame to the next, so that the step costs about what copying
a frame does. It knows no strip, no limit and no drawing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.ui.stage.frame_patches import Box, Pixels, as_words

STRIPE: Final = 48
"""Rows of a picture that are painted again together; stripes begin at its multiples."""
_COLOUR: Final = np.uint32(0xFFFFFF)


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """What differs between two pictures; applied to either it gives the other."""

    start: int
    """The first pixel that may differ, counted row by row from the top left."""
    span: int
    """How many pixels from there on may differ."""
    content: NDArray[np.uint8] = field(repr=False)
    """A bit for each of them, whether it differs; then the exclusive or of blue, green and red of
    each that does; then a spare byte."""
    stripes: NDArray[np.int32] = field(repr=False)
    """(n, 4): left, top, right and bottom of what differs, stripe by stripe."""

    @classmethod
    def between(cls, one: Pixels, other: Pixels) -> Link:
        """The link of two pictures of one size."""
        width = one.shape[1]
        differs = as_words(one) ^ as_words(other)
        is_other = differs != 0
        rows = np.flatnonzero(is_other.any(axis=1))
        top, bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)
        seen = is_other[top:bottom]
        changed = differs[top:bottom][seen]
        colours = changed.view(np.uint8).reshape(-1, 4)[:, :3].ravel()
        return cls(
            start=top * width,
            span=seen.size,
            content=np.concatenate((np.packbits(seen), colours, np.zeros(1, np.uint8))),
            stripes=np.array(list(boxes(is_other)), np.int32).reshape(-1, 4),
        )

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return self.content.nbytes + self.stripes.nbytes

    def apply(self, canvas: Pixels) -> None:
        """Turn one of the two pictures into the other."""
        mask = self.content[: -(-self.span // 8)]
        where = np.flatnonzero(np.unpackbits(mask, count=self.span).view(np.bool_))
        # Read as whole words that overlap by a byte: three times as fast as filling a gap in each.
        words: NDArray[np.uint32] = np.ndarray(
            (len(where),), np.dtype("<u4"), self.content.data, mask.nbytes, (3,)
        )
        pixels = as_words(canvas).reshape(-1)[self.start :]
        pixels[where] ^= words & _COLOUR


@dataclass(frozen=True, slots=True, eq=False)
class PackedLink:
    """A link in half its memory, which takes a while to open."""

    start: int
    span: int
    packed: bytes = field(repr=False)
    stripes: NDArray[np.int32] = field(repr=False)

    @classmethod
    def of(cls, link: Link) -> PackedLink:
        """Pack a link."""
        return cls(link.start, link.span, _packed(link.content), link.stripes)

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return len(self.packed) + self.stripes.nbytes

    def open(self) -> Link:
        """The link; it shares the stripes."""
        content = np.frombuffer(zlib.decompress(self.packed), np.uint8)
        return Link(self.start, self.span, content, self.stripes)


class PackedPicture:
    """A whole picture that is seldom needed."""

    __slots__ = ("_packed", "_shape")

    def __init__(self, pixels: Pixels) -> None:
        self._shape = pixels.shape
        self._packed = _packed(np.ascontiguousarray(np.moveaxis(pixels[..., :3], 2, 0)))

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return len(self._packed)

    def pixels(self) -> Pixels:
        """The picture, to be written into."""
        height, width = self._shape[:2]
        planes = np.frombuffer(zlib.decompress(self._packed), np.uint8).reshape(3, height, width)
        picture = np.empty(self._shape, np.uint8)
        picture[..., :3] = np.moveaxis(planes, 0, 2)
        picture[..., 3] = 255
        return picture


class Chain:
    """The first frames of a strip, one after the other; it grows at its end.

    Links lie packed; those that are used again and again can be kept open as well. One thread may
    change it at a time, while another one reads.
    """

    __slots__ = ("__weakref__", "_is_closed", "_keys", "_links", "_nbytes", "_open")

    def __init__(self, first: PackedPicture) -> None:
        self._keys = {0: first}
        """Whole pictures, so that the way to any frame is short."""
        self._links: list[PackedLink] = []
        """Each joins the frame of its place to the next one."""
        self._is_closed = False
        """Whether the last link leads from the last frame back to the first."""
        self._open: dict[int, Link] = {}
        self._nbytes = first.nbytes

    def __len__(self) -> int:
        return len(self._links) + (not self._is_closed)

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return self._nbytes

    @property
    def open_nbytes(self) -> int:
        """Memory of that which links take that are open."""
        return sum(link.content.nbytes for link in tuple(self._open.values()))

    def add(self, link: PackedLink, key: PackedPicture | None = None) -> None:
        """Grow by a frame, which `link` joins to the last one; `key` is the whole frame."""
        if key is not None:
            self._keys[len(self)] = key
            self._nbytes += key.nbytes
        self._nbytes += link.nbytes
        self._links.append(link)

    def close(self, link: PackedLink) -> None:
        """Join the last frame to the first; no frame may be added after that."""
        self._is_closed = True
        self._nbytes += link.nbytes
        self._links.append(link)

    def is_open_near(self, index: int) -> bool:
        """Whether the links before and after a frame are open."""
        return all(place in self._open for place in self._near(index))

    def open_near(self, index: int, *, room: int) -> None:
        """Keep the links before and after a frame open, if that takes no more bytes than `room`."""
        for place in self._near(index):
            if place not in self._open:
                link = self._links[place].open()
                room -= link.content.nbytes
                if room >= 0:
                    self._open[place] = link
                    self._nbytes += link.content.nbytes

    def _near(self, index: int) -> tuple[int, ...]:
        """The places of the links before and after a frame."""
        places = (index - 1, index)
        if self._is_closed:
            return tuple(place % len(self) for place in places)
        return tuple(place for place in places if 0 <= place < len(self._links))

    def shut(self) -> None:
        """Keep no link open."""
        self._nbytes -= self.open_nbytes
        self._open = {}

    def picture(self, index: int) -> Pixels:
        """A whole frame, to be written into."""
        key = min(tuple(self._keys), key=lambda one: abs(one - index))
        canvas = self._keys[key].pixels()
        self.turn(canvas, key, index)
        return canvas

    def turn(self, canvas: Pixels, before: int, after: int) -> tuple[Box, ...]:
        """Turn the picture of a frame into that of another; what differs comes back as boxes."""
        places = self._way(before, after)
        for place in places:
            (self._open.get(place) or self._links[place].open()).apply(canvas)
        return _joined(self._links[place] for place in places)

    def _way(self, before: int, after: int) -> Sequence[int]:
        """The places of the links between two frames, the shorter way round."""
        low, high = min(before, after), max(before, after)
        if self._is_closed and len(self) < 2 * (high - low):
            return [*range(low), *range(high, len(self))]
        return range(low, high)


def _packed(numbers: NDArray[np.uint8]) -> bytes:
    """Numbers in few bytes; runs and rare values are found faster than whole repetitions."""
    packer = zlib.compressobj(1, strategy=zlib.Z_RLE)
    return packer.compress(numbers.data) + packer.flush()


def boxes(differs: NDArray[np.bool_]) -> Iterator[Box]:
    """A box for each stripe of rows of a picture in which something differs."""
    for top in range(0, len(differs), STRIPE):
        stripe = differs[top : top + STRIPE]
        columns = np.flatnonzero(stripe.any(axis=0))
        if len(columns):
            yield int(columns[0]), top, int(columns[-1]) + 1, top + len(stripe)


def _joined(links: Iterable[PackedLink]) -> tuple[Box, ...]:
    """One box for each stripe in which any link differs."""
    found: dict[int, Box] = {}
    for link in links:
        for left, top, right, bottom in link.stripes.tolist():
            known = found.get(top)
            if known is not None:
                left, right = min(left, known[0]), max(right, known[2])
            found[top] = left, top, right, bottom
    return tuple(found.values())
