"""Darkens what lies behind the outline of a nearer limb, so that leg over leg reads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Floats
from gluteapp.figure.light import LIGHT


def overlap_light(
    distance: Floats, seen: NDArray[np.intp], *, width: int, height: int, picture_height: int
) -> Floats:
    """Share of the light (n,) that is left at the pixels `seen` (n,) of a window.

    `distance` (n,) is how far they are from the eye, metres. A pixel is darker the farther it
    lies behind the mean of its neighbourhood; the mean is taken at half the resolution.
    """
    wide, high = (width + 1) // 2, (height + 1) // 2
    row = seen // width
    cell = (row >> 1) * wide + ((seen - row * width) >> 1)
    middle = distance.mean()
    # The mean of a cell, not just any pixel of it: that would move the field by half a cell.
    pixels = np.bincount(cell, minlength=wide * high)
    depth = np.bincount(cell, distance - middle, wide * high) / np.maximum(pixels, 1)
    there = pixels > 0
    reach = max(1, round(picture_height * LIGHT.overlap_reach / 2))
    total = _box_sum(depth.astype(np.float32).reshape(high, wide), reach).ravel()
    count = _box_sum(there.astype(np.float32).reshape(high, wide), reach).ravel()
    mean = _twice(np.divide(total, np.maximum(count, 1), dtype=np.float32).reshape(high, wide))
    around = mean[row, seen - row * width]
    behind = (distance - middle - around) / np.float32(LIGHT.overlap_depth_m)
    shade: Floats = np.clip(behind - np.float32(0.05), 0, 1) * np.float32(LIGHT.overlap_shade)
    return 1 - shade


def _twice(values: Floats) -> Floats:
    """The same field at twice the resolution, with straight lines between its cells."""
    for axis in (0, 1):
        rows = values if axis == 0 else values.T
        fine = np.empty((2 * len(rows), rows.shape[1]), dtype=np.float32)
        near = rows * np.float32(0.75)
        fine[0::2], fine[1::2] = near, near
        fine[2::2] += rows[:-1] * np.float32(0.25)
        fine[0] += rows[0] * np.float32(0.25)
        fine[1:-1:2] += rows[1:] * np.float32(0.25)
        fine[-1] += rows[-1] * np.float32(0.25)
        values = fine if axis == 0 else fine.T
    return values


def _box_sum(values: Floats, reach: int) -> Floats:
    """Sum over a square of 2 `reach` + 1 cells around each cell, nothing beyond the edge."""
    for axis in (0, 1):
        edge = [(0, 0), (0, 0)]
        edge[axis] = (reach + 1, reach)
        run = np.cumsum(np.pad(values, edge), axis=axis, dtype=np.float32)
        span = 2 * reach + 1
        values = run[span:] - run[:-span] if axis == 0 else run[:, span:] - run[:, :-span]
    return values
