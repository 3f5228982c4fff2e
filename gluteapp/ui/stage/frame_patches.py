"""What of a picture differs from its still stage, as it was drawn; knows no drawing and no move."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""(h, w, 4): blue, green, red and 255, as Qt's RGB32 has it."""
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the picture; right and bottom outside."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Pixels that are not those of the still stage."""

    left: int
    top: int
    pixels: Pixels = field(repr=False)

    @property
    def place(self) -> tuple[slice, slice]:
        """Its rows and columns in the picture."""
        rows, columns = self.pixels.shape[:2]
        return slice(self.top, self.top + rows), slice(self.left, self.left + columns)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What of a picture differs from the still stage, in patches that do not overlap."""

    patches: tuple[Patch, ...]

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return sum(patch.pixels.nbytes for patch in self.patches)

    @property
    def box(self) -> Box:
        """Left, top, right and bottom around all patches, pixels; right and bottom outside."""
        if not self.patches:
            return 0, 0, 0, 0
        return (
            min(patch.left for patch in self.patches),
            min(patch.top for patch in self.patches),
            max(patch.left + patch.pixels.shape[1] for patch in self.patches),
            max(patch.top + patch.pixels.shape[0] for patch in self.patches),
        )

    def put_on(self, canvas: Pixels) -> None:
        """Write it over a picture of the still stage."""
        for patch in self.patches:
            canvas[patch.place] = patch.pixels


def as_words(picture: Pixels) -> NDArray[np.uint32]:
    """(h, w): a picture's pixels as whole numbers, in the same memory."""
    words: NDArray[np.uint32] = picture.view(np.uint32)[..., 0]
    return words
