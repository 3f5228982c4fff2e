"""What is laid over the stage: figure, halo, ring; and boxes, bytes and turns of pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Floats
from gluteapp.figure.eye import Eye
from gluteapp.figure.light import LIGHT
from gluteapp.figure.scan import Seen
from gluteapp.figure.scene import Moment, Shot

Picture = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


def add_figure(
    part: Floats, cover: Floats, box: Box, seen: Seen, drawn: tuple[Floats, Floats]
) -> None:
    """Lay coloured pixels over the stage, and note how much they cover."""
    colours, covered = drawn
    place = seen.window
    if not len(seen.pixel):
        return
    rows = slice(place.top - box[1], place.top - box[1] + place.height)
    columns = slice(place.left - box[0], place.left - box[0] + place.width)
    alpha = covered.reshape(place.height, place.width)
    window = part[:, rows, columns]
    window *= 1 - alpha
    window += colours.reshape(3, place.height, place.width)
    cover[rows, columns] = alpha


def add_halo(part: Floats, cover: Floats, box: Box, spots: Floats) -> None:
    """Adds light so that nothing gets brighter than white; less on the body itself."""
    if not len(spots):
        return
    left, top, width, height = _common(box, [spot_box(spot) for spot in spots])
    rows, columns = (
        slice(top - box[1], top - box[1] + height),
        slice(left - box[0], left - box[0] + width),
    )
    part, cover = part[:, rows, columns], cover[rows, columns]
    across = _bell(np.arange(width, dtype=np.float32) + left + 0.5, spots[:, 0], spots[:, 2])
    down = _bell(np.arange(height, dtype=np.float32) + top + 0.5, spots[:, 1], spots[:, 2])
    on_body = LIGHT.halo_on_body * spots[:, 6]
    behind = 0.5 + 0.5 * spots[:, 6]
    most = np.float32(LIGHT.halo_strength)
    for channel, layer in enumerate(part):
        shine = spots[:, 3 + channel, None]
        halo = (down * (shine * behind[:, None])).T @ across
        inside = (down * (shine * on_body[:, None])).T @ across
        halo += (inside - halo) * cover
        layer += (1 - layer) * (most * (1 - np.exp(-halo)))


def _common(box: Box, inner: list[Box]) -> Box:
    """The part of a box in which there is any of the inner ones."""
    left = max(box[0], min(found[0] for found in inner))
    top = max(box[1], min(found[1] for found in inner))
    right = min(box[0] + box[2], max(found[0] + found[2] for found in inner))
    bottom = min(box[1] + box[3], max(found[1] + found[3] for found in inner))
    return left, top, max(right - left, 0), max(bottom - top, 0)


def _bell(places: Floats, middles: Floats, radii: Floats) -> Floats:
    """(K, n) bell curves that end at three radii."""
    off = (places[None, :] - middles[:, None]) / radii[:, None]
    curve: Floats = np.maximum(np.exp(off * off * np.float32(-0.5)) - np.float32(0.0112), 0)
    return curve


def _pointer_ring(moment: Moment, eye: Eye) -> tuple[float, float, float, float] | None:
    """Middle, radius and half the line of the ring that points something out, pixels."""
    if moment.pointer is None:
        return None
    flat, _ = eye.flatten(np.array([moment.pointer], dtype=np.float32))
    edge = min(eye.width, eye.height)
    line = max(1.0, edge * LIGHT.pointer_line / 2)
    return float(flat[0, 0]), float(flat[0, 1]), edge * LIGHT.pointer_radius, line


def pointer_box(moment: Moment, eye: Eye) -> list[Box]:
    """The box of the ring that points something out, if there is one."""
    ring = _pointer_ring(moment, eye)
    if ring is None:
        return []
    x, y, radius, line = ring
    reach = radius + 3 * line + 2
    return [(int(x - reach), int(y - reach), int(2 * reach) + 2, int(2 * reach) + 2)]


def add_pointer(part: Floats, box: Box, moment: Moment, eye: Eye) -> None:
    """Draw the ring over everything, on a dark line so that it shows on any cloth."""
    ring = _pointer_ring(moment, eye)
    if ring is None:
        return
    x, y, radius, line = ring
    columns = np.arange(box[2], dtype=np.float32) + np.float32(box[0] + 0.5 - x)
    rows = np.arange(box[3], dtype=np.float32) + np.float32(box[1] + 0.5 - y)
    off = np.abs(np.hypot(columns[None, :], rows[:, None]) - np.float32(radius))
    part *= 1 - np.clip(2 * line + 0.5 - off, 0, 1) * np.float32(0.75)
    colour = np.array(LIGHT.pointer_srgb, np.float32)[:, None, None]
    part += (colour - part) * np.clip(line + 0.5 - off, 0, 1)


def dark_box(dark: Floats) -> Box:
    """The box around all that is not 0 in (h, w)."""
    rows = np.flatnonzero(dark.any(axis=1))
    columns = np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return (0, 0, 0, 0)
    left, top = int(columns[0]), int(rows[0])
    return left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1


def spot_box(spot: Floats) -> Box:
    """The box of one row of `halo.halo_spots`."""
    x, y, reach = float(spot[0]), float(spot[1]), float(spot[2]) * 3 + 1
    return int(x - reach), int(y - reach), int(2 * reach) + 2, int(2 * reach) + 2


def joined_box(boxes: list[Box], eye: Eye) -> Box:
    """The smallest box around all that lie in the picture."""
    kept = [box for box in boxes if box[2] > 0 and box[3] > 0]
    left = min((box[0] for box in kept), default=0)
    top = min((box[1] for box in kept), default=0)
    right = max((box[0] + box[2] for box in kept), default=0)
    bottom = max((box[1] + box[3] for box in kept), default=0)
    left, right = sorted((min(max(left, 0), eye.width), min(max(right, 0), eye.width)))
    top, bottom = sorted((min(max(top, 0), eye.height), min(max(bottom, 0), eye.height)))
    return left, top, right - left, bottom - top


def as_bytes(picture: Floats, shot: Shot) -> Picture:
    """Planar display values to sRGB bytes (h, w, 3); a dimmed picture goes towards the page."""
    if shot.dim != 1.0:
        page: Floats = np.array(shot.background or (0, 0, 0), np.float32)[:, None, None]
        page = page * np.float32(1 / 255)
        picture = page + (picture - page) * np.float32(shot.dim)
    scaled = picture * np.float32(255)
    scaled += np.float32(0.5)
    np.clip(scaled, 0, 255, out=scaled)
    pixels = np.empty((*picture.shape[1:], 3), dtype=np.uint8)
    for channel, layer in enumerate(scaled):
        pixels[..., channel] = layer
    return pixels


def turned(picture: Picture, eye: Eye) -> Picture:
    """The picture after its quarter turns, clockwise."""
    return np.ascontiguousarray(np.rot90(picture, -eye.quarters))


def turned_box(box: Box, eye: Eye) -> Box:
    """Where a box lies after the quarter turns of its picture."""
    left, top, width, height = box
    across, down = eye.width, eye.height
    for _ in range(eye.quarters):
        left, top, width, height = down - top - height, left, height, width
        across, down = down, across
    return left, top, width, height
