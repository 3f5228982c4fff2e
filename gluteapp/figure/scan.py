"""Triangles to pixels: what is nearest, looked at four times in each pixel along an edge.

It knows places on the picture and nearness, no colour and no body. There is no loop over
triangles: they are cut into rows, and rows into fragments, some thousands at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Floats

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

SAMPLES: Final = 4
_COLUMNS = {
    1: np.array((0.5,), np.float32),
    SAMPLES: np.array((0.375, 0.875, 0.125, 0.625), np.float32),
}
"""Where in a pixel each of its sample rows has its one sample: no two line up."""
_BLOCK = 1536
"""Triangles cut at a time, so that they stay in the processor's cache."""
_FLAT = 1e-4
_SLACK = 1e-3
"""Pixels that a row reaches beyond its triangle, so that neighbours leave no gap."""
_FAR = np.float32(1e9)
_NEARER = 1e-6
"""How much nearer, relatively, a surface must be to replace another one."""
_STEP = 0.0008
"""Neighbours that differ more in nearness (per metre) have an edge between them, 2 cm at 5 m."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the picture in which there is something, in pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Fragments:
    """Places where triangles cover samples; one row each."""

    sample: Ints
    triangle: Ints
    second: Floats
    """Share of the triangle's second corner."""
    third: Floats
    nearness: Floats
    """1 / distance from the eye along its axis, per metre."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The places to be coloured: one for each surface in a pixel, up to four along an edge."""

    window: Window
    pixel: NDArray[np.intp]
    """Flat, in the window; those along edges come last, and more than once."""
    share: Floats
    """Of the pixel."""
    triangle: Ints
    second: Floats
    third: Floats
    nearness: Floats


@dataclass(frozen=True, slots=True)
class _Faces:
    """Triangles that face the eye, farthest first.

    `planes` is (M, 3, 2): how second share, third share and nearness grow per pixel right and
    down from the first corner `corner` (M, 2), where they are 0, 0 and `start` (M,).
    """

    number: Ints
    corner: Floats
    low: Floats
    high: Floats
    """(M, 2) bounds."""
    planes: Floats
    start: Floats

    def only(self, chosen: NDArray[np.intp] | slice) -> _Faces:
        return _Faces(
            self.number[chosen], self.corner[chosen], self.low[chosen], self.high[chosen],
            self.planes[chosen], self.start[chosen],
        )  # fmt: skip


def scan(
    flat: Floats,
    nearness: Floats,
    triangles: Ints,
    *,
    kinds: Ints,
    width: int,
    height: int,
    is_mirror: bool,
) -> Seen:
    """Find what is seen of counter-clockwise triangles.

    `flat` (N, 2) are pixels, `nearness` (N,); `kinds` (M,) numbers the surface of each triangle:
    between two of them there is always an edge.
    """
    window = _window(flat, width, height)
    if not window.width or not window.height:
        return _nothing(window)
    corner = np.array((window.left, window.top), dtype=np.float32)
    faces = _faces(flat - corner, nearness, triangles, is_mirror)
    size = window.width * window.height
    whole = _cut(faces, window, 1)
    hit = _nearest(whole.sample, whole.nearness, size)
    edge = _edges(hit, whole, kinds, window)
    touched = faces.only(_touching(faces, edge, window))
    numbered = np.full(size, -1, dtype=np.int32)
    at_edge = np.flatnonzero(edge)
    numbered[at_edge] = np.arange(len(at_edge), dtype=np.int32)
    fine = _cut(touched, window, SAMPLES, numbered)
    fine_hit = _nearest(fine.sample, fine.nearness, len(at_edge) * SAMPLES)
    sample, share = _surfaces(fine_hit, fine, kinds)
    # Where all samples are on one surface there is no edge after all.
    is_part = (share < 1) | (hit[at_edge[sample // SAMPLES]] < 0)
    edge.ravel()[at_edge[sample[~is_part] // SAMPLES]] = False
    sample, share = sample[is_part], share[is_part]
    inside = np.flatnonzero((hit >= 0) & ~edge.ravel())
    pixel = np.concatenate((inside, at_edge[sample // SAMPLES]))
    chosen, along = hit[inside], fine_hit[sample]
    return Seen(
        window,
        pixel,
        np.concatenate((np.ones(len(chosen), dtype=np.float32), share)),
        np.concatenate((whole.triangle[chosen], fine.triangle[along])),
        np.concatenate((whole.second[chosen], fine.second[along])),
        np.concatenate((whole.third[chosen], fine.third[along])),
        np.concatenate((whole.nearness[chosen], fine.nearness[along])),
    )


def _nothing(window: Window) -> Seen:
    numbers, shares = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    return Seen(window, numbers.astype(np.intp), shares, numbers, shares, shares, shares)


def _surfaces(hit: Ints, fine: Fragments, kinds: Ints) -> tuple[NDArray[np.intp], Floats]:
    """One sample for each surface in a pixel, and its share of the pixel: it is coloured once."""
    if not len(fine.sample):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
    samples = np.ascontiguousarray(hit.reshape(-1, SAMPLES).T)
    there = samples >= 0
    near = np.where(there, fine.nearness[samples], 0)
    if kinds.any():
        near += np.where(there, kinds[fine.triangle[samples]], 0)
    count = there.astype(np.float32)
    for one in range(1, SAMPLES):
        for first in range(one):
            is_same = np.abs(near[one] - near[first]) < np.float32(_STEP)
            is_same &= (count[one] > 0) & (count[first] > 0)
            count[first] += is_same
            count[one] -= is_same
    found = np.flatnonzero(count)
    pixels = samples.shape[1]
    share: Floats = count.ravel()[found] / np.float32(SAMPLES)
    return found % pixels * SAMPLES + found // pixels, share


def _window(flat: Floats, width: int, height: int) -> Window:
    low, high = flat.min(axis=0), flat.max(axis=0)
    left, top = (min(max(int(low[k]) - 2, 0), size) for k, size in ((0, width), (1, height)))
    right = min(max(int(high[0]) + 3, left), width)
    bottom = min(max(int(high[1]) + 3, top), height)
    return Window(left, top, right - left, bottom - top)


def _faces(places: Floats, nearness: Floats, triangles: Ints, is_mirror: bool) -> _Faces:
    """Triangles that face the eye, with their planes."""
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    first = places[a]
    one, two = places[b] - first, places[c] - first
    area = one[:, 0] * two[:, 1] - two[:, 0] * one[:, 1]
    seen = np.flatnonzero(area > _FLAT if is_mirror else area < -_FLAT)
    seen = seen[np.argsort(nearness[a[seen]])]
    first, one, two = first[seen], one[seen], two[seen]
    near = nearness[a[seen]]
    per_area = 1 / area[seen]
    planes = np.empty((len(seen), 3, 2), dtype=np.float32)
    planes[:, 0, 0], planes[:, 0, 1] = two[:, 1] * per_area, -two[:, 0] * per_area
    planes[:, 1, 0], planes[:, 1, 1] = -one[:, 1] * per_area, one[:, 0] * per_area
    rise_b, rise_c = nearness[b[seen]] - near, nearness[c[seen]] - near
    planes[:, 2] = planes[:, 0] * rise_b[:, None] + planes[:, 1] * rise_c[:, None]
    low = np.minimum(np.minimum(one, two), 0) + first
    high = np.maximum(np.maximum(one, two), 0) + first
    return _Faces(seen.astype(np.int32), first, low, high, planes, near)


def _cut(faces: _Faces, window: Window, rows_each: int, numbered: Ints | None = None) -> Fragments:
    """All fragments, with one or four samples in a pixel.

    `numbered` gives pixels a new number, -1 leaves them out.
    """
    parts = [
        _cut_block(faces.only(slice(start, start + _BLOCK)), window, rows_each, numbered)
        for start in range(0, max(len(faces.number), 1), _BLOCK)
    ]
    return Fragments(
        np.concatenate([part.sample for part in parts]),
        np.concatenate([part.triangle for part in parts]),
        np.concatenate([part.second for part in parts]),
        np.concatenate([part.third for part in parts]),
        np.concatenate([part.nearness for part in parts]),
    )


def _cut_block(faces: _Faces, window: Window, rows_each: int, numbered: Ints | None) -> Fragments:
    owner, row = _rows(faces, window, rows_each)
    corner = faces.corner.take(owner, axis=0)
    down = (row + np.float32(0.5)) / np.float32(rows_each) - corner[:, 1]
    slope = faces.planes[:, :, 0].take(owner, axis=0)
    at_row = faces.planes[:, :, 1].take(owner, axis=0)
    at_row *= down[:, None]
    at_row[:, 2] += faces.start.take(owner)
    low, high = _reach(at_row, slope)
    shift = corner[:, 0] - _COLUMNS[rows_each].take(row % rows_each)
    first = np.maximum(np.ceil(low + (shift - np.float32(_SLACK))), 0).astype(np.int32)
    last = np.minimum(np.floor(high + (shift + np.float32(_SLACK))), window.width - 1)
    count = np.maximum(last.astype(np.int32) - first + 1, 0)
    span = np.repeat(np.arange(len(count), dtype=np.int32), count)
    start = (np.cumsum(count) - count).astype(np.int32)
    column = np.arange(len(span), dtype=np.int32) - (start - first).take(span)
    pixel = (row // rows_each * window.width).take(span) + column
    if numbered is not None:
        pixel = numbered.take(pixel)
        kept = np.flatnonzero(pixel >= 0)
        span, column, pixel = span.take(kept), column.take(kept), pixel.take(kept)
    across = column - shift.take(span)
    values = slope.take(span, axis=0)
    values *= across[:, None]
    values += at_row.take(span, axis=0)
    sample = pixel * rows_each + (row % rows_each).take(span) if rows_each > 1 else pixel
    number = faces.number.take(owner).take(span)
    return Fragments(sample, number, values[:, 0], values[:, 1], values[:, 2])


def _rows(faces: _Faces, window: Window, rows_each: int) -> tuple[Ints, Ints]:
    """The sample rows that each triangle crosses: its index, and the row's."""
    low, high = faces.low[:, 1] * np.float32(rows_each), faces.high[:, 1] * np.float32(rows_each)
    top = np.maximum(np.ceil(low - np.float32(0.5)), 0).astype(np.int32)
    bottom = np.minimum(np.floor(high - np.float32(0.5)), window.height * rows_each - 1)
    count = np.maximum(bottom.astype(np.int32) - top + 1, 0)
    owner = np.repeat(np.arange(len(count), dtype=np.int32), count)
    start = (np.cumsum(count) - count).astype(np.int32)
    return owner, np.arange(len(owner), dtype=np.int32) - (start - top)[owner]


def _reach(at_row: Floats, slope: Floats) -> tuple[Floats, Floats]:
    """From where to where, right of the first corner, no corner's share is negative."""
    low = np.full(len(at_row), -_FAR, dtype=np.float32)
    high = np.full(len(at_row), _FAR, dtype=np.float32)
    shares = (
        (at_row[:, 0], slope[:, 0]),
        (at_row[:, 1], slope[:, 1]),
        (1 - at_row[:, 0] - at_row[:, 1], -slope[:, 0] - slope[:, 1]),
    )
    for value, grows in shares:
        flat = np.abs(grows) < np.float32(1e-9)
        zero = -value / np.where(flat, np.float32(1e-9), grows)
        rises = flat | (grows > 0)
        low = np.where(rises, np.maximum(low, zero), low)
        high = np.where(rises, high, np.minimum(high, zero))
    return np.clip(low, -_FAR, _FAR), np.clip(high, -_FAR, _FAR)


def _nearest(sample: Ints, nearness: Floats, size: int) -> Ints:
    """The nearest fragment of each sample: later ones win first, then the depth puts it right."""
    hit = np.full(size, -1, dtype=np.int32)
    hit[sample] = np.arange(len(sample), dtype=np.int32)
    while True:
        seen = nearness[hit[sample]]
        nearer = np.flatnonzero(nearness > seen * np.float32(1 + _NEARER))
        if not len(nearer):
            return hit
        nearer = nearer[np.argsort(nearness[nearer])]
        hit[sample[nearer]] = nearer


def _edges(hit: Ints, whole: Fragments, kinds: Ints, window: Window) -> Flags:
    """(h, w) pixels beside which the surface ends, jumps or changes: a slope goes on as it was."""
    near = np.zeros(len(hit), dtype=np.float32)
    covered = np.flatnonzero(hit >= 0)
    chosen = hit[covered]
    near[covered] = whole.nearness[chosen]
    if kinds.any():
        near[covered] += kinds[whole.triangle[chosen]]
    high, wide = window.height, window.width
    padded = np.pad(near.reshape(high, wide), 1, mode="edge")
    twice = padded[1:-1, 1:-1] * 2
    edge = np.zeros((high, wide), dtype=np.bool_)
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        bend = padded[1 + down : 1 + down + high, 1 + right : 1 + right + wide] - twice
        bend += padded[1 - down : 1 - down + high, 1 - right : 1 - right + wide]
        edge |= np.abs(bend) > np.float32(_STEP)
    return edge


def _touching(faces: _Faces, edge: Flags, window: Window) -> NDArray[np.intp]:
    """Triangles with an edge pixel in their bounds."""
    total = np.zeros((window.height + 1, window.width + 1), dtype=np.int32)
    np.cumsum(np.cumsum(edge, axis=0, dtype=np.int32), axis=1, out=total[1:, 1:])
    most = np.array((window.width, window.height))
    low = np.clip(np.floor(faces.low), 0, most).astype(np.int32)
    high = np.clip(np.floor(faces.high) + 1, 0, most).astype(np.int32)
    left, top, right, bottom = low[:, 0], low[:, 1], high[:, 0], high[:, 1]
    inside = total[bottom, right] - total[top, right] - total[bottom, left] + total[top, left]
    return np.flatnonzero(inside > 0)
