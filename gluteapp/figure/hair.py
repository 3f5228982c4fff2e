"""Where hair is on the head and how its strands run; knows no face and no light."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.face_table import (
    BUN_AXIS,
    BUN_CM,
    EAR_AT_CM,
    EAR_FRONT,
    EAR_OUT,
    EAR_UP,
    HAIR_MIDDLE_CM,
    HAIRLINES_CM,
    HEAD_CENTRE_M,
    face_number,
    face_vector,
)

Array = NDArray[np.floating]


def hair_edge_cm(at_cm: Array, body_type: str) -> Array:
    """Distance to the edge of the hair, positive inside; places (n, 3) from the head's middle."""
    x, y = np.abs(at_cm[:, 0]), at_cm[:, 1]
    z = at_cm[:, 2] + HAIR_MIDDLE_CM
    height, slope = _hairline(np.arctan2(x, z), HAIRLINES_CM[body_type])
    away = np.hypot(x, z)
    # Near the crown every turn is near: the table fades out there.
    there = smooth(0.5, 8.0, away)
    height, slope = height * there, slope * there
    around = np.maximum(away, 3.0)
    # How steep the edge runs only matters near it.
    near = np.exp(-(((y - height) / 2.5) ** 2))
    edge = (y - height) / np.sqrt(1.0 + (slope / around) ** 2 * near)
    off = np.column_stack((x, y, at_cm[:, 2])) - EAR_AT_CM
    out, up, front = off @ EAR_OUT, off @ EAR_UP, off @ EAR_FRONT
    ear = np.sqrt(((out - 0.5) / 1.7) ** 2 + (up / 3.75) ** 2 + (front / 2.4) ** 2)
    return np.asarray(np.clip(np.minimum(edge, (ear - 1.0) * 1.5), -4.0, 4.0))


def _hairline(turn_rad: Array, heights: tuple[float, ...]) -> tuple[Array, Array]:
    """Height of the hairline and its rise per radian: cubic pieces through the table."""
    table = np.asarray(heights)
    tangents = np.zeros_like(table)
    tangents[1:-1] = (table[2:] - table[:-2]) / 2
    place = np.clip(turn_rad / np.pi * (len(table) - 1), 0.0, len(table) - 1.000001)
    first = place.astype(np.intp)
    t = place - first
    low, high, rise, fall = table[first], table[first + 1], tangents[first], tangents[first + 1]
    a = 2 * (low - high) + rise + fall
    b = 3 * (high - low) - 2 * rise - fall
    height = ((a * t + b) * t + rise) * t + low
    slope = ((3 * a * t + 2 * b) * t + rise) * ((len(table) - 1) / np.pi)
    return height, slope


def hair_share(places: Array, *, body_type: str, pixel_m: Array | float = 0.0) -> Array:
    """How much of each pixel is hair, 0 to 1; rest places (n, 3) in metres."""
    at = from_middle_cm(places)
    return painted_hair(at, pixel_width_cm(pixel_m, len(at)), body_type)[0]


def painted_hair(at: Array, wide: Array, body_type: str) -> tuple[Array, Array]:
    """How much of each pixel is hair, and how much lighter or darker the strand there is."""
    edge = hair_edge_cm(at, body_type)
    share, strand = np.zeros(len(at)), np.zeros(len(at))
    soft = float(face_vector("HAIR_SOFT")[is_man(body_type)])
    near = np.flatnonzero(edge > -soft - 0.5 * wide)
    strand[near] = _strands(at[near], wide[near], body_type)
    # Strands make the edge a little uneven, as hair is.
    uneven = edge[near] + face_number("HAIR_UNEVEN") * strand[near]
    share[near] = np.clip(uneven / np.maximum(wide[near], soft) + 0.5, 0.0, 1.0)
    return share, strand


def _strands(at: Array, wide: Array, body_type: str) -> Array:
    """Lighter and darker strands as a share of the hair's colour; none where pixels are wider."""
    off = at - BUN_CM
    depth = face_number("STRAND_DEPTH")
    across = off @ np.cross((1.0, 0.0, 0.0), BUN_AXIS)
    if is_man(body_type):
        # Cropped hair grows from a whorl at the crown: short and uneven.
        turn, far = np.arctan2(off[:, 0], across), np.hypot(off[:, 0], across)
        uneven = np.sin(turn * 53.0 + 2.0 * np.sin(far * 4.1)) * np.sin(far * 7.3 + turn * 9.0)
        return np.asarray(0.55 * depth * uneven * np.clip(1.3 - wide / 0.35, 0.0, 1.0))
    coarse, fine = face_vector("STRANDS")
    turn, far = np.arctan2(off[:, 0], across), np.hypot(off[:, 0], across)
    lines = 0.62 * np.sin(turn * coarse + 1.7 * np.sin(turn * 11.0))
    lines += 0.38 * np.sin(turn * fine + 2.3 * np.sin(turn * 5.0))
    wound = np.sin(far * 8.5 + turn)
    in_bun = smooth(
        face_number("BUN_REACH"), face_number("BUN_REACH") - 0.3, np.linalg.norm(off, axis=1)
    )
    lines += (wound - lines) * in_bun
    spacing = np.where(in_bun > 0.5, 0.74, far * (2 * np.pi / coarse))
    return np.asarray(depth * lines * np.clip(1.6 - 2.2 * wide / np.maximum(spacing, 0.05), 0, 1))


def from_middle_cm(places: Array) -> Array:
    """Rest places (n, 3) in metres as centimetres from the middle of the head."""
    return (np.asarray(places, dtype=np.float64) - HEAD_CENTRE_M) * 100.0


def pixel_width_cm(pixel_m: Array | float, count: int) -> Array:
    """Centimetres over which an edge is spread: a quarter more than a pixel."""
    wide = np.maximum(np.asarray(pixel_m, dtype=np.float64) * 125.0, 0.015)
    return np.asarray(np.broadcast_to(wide, (count,)))


def is_man(body_type: str) -> int:
    """Which of two numbers of the table is meant: 0 the woman's, 1 the man's."""
    return 1 if body_type == "b" else 0


def smooth(low: float, high: float, x: Array) -> Array:
    """0 at `low`, 1 at `high`, a smooth way between; `low` may be above `high`."""
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))
