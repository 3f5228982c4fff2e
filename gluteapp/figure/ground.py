"""What the figure stands on: stage, floor disc, mat and wall as a picture; knows no body."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Floats
from gluteapp.figure.eye import Eye
from gluteapp.figure.light import LIGHT
from gluteapp.figure.shadow import SHADOW_CELLS, SHADOW_SIZE_M

Wide = NDArray[np.floating]
"""Numbers of any precision; what comes out is single."""

_LEVEL = np.float32(-1e-3)
"""Rays that fall less than this do not reach the floor."""
_TOO_NEAR = 2.0
"""Nearness (per metre) of a corner of the mat that may be beside or behind the eye."""
_MAT_SOFT_PIXELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The stage through one eye: what lies still, and how a shadow falls on it."""

    picture: Floats
    """(3, H, W) display values from 0 to 1."""
    reached: NDArray[np.intp]
    """Pixels that the shadow map covers, flat."""
    cell: NDArray[np.int32]
    """Their upper left cell in the map, flat."""
    right: Floats
    """Their share of the cell to the right, and of the one below."""
    below: Floats
    strength: Floats

    def darkness(self, shadow: Floats) -> Floats:
        """How much of the light a shadow map takes away at `reached`, 0 to 1."""
        flat = shadow.ravel()
        upper = flat[self.cell]
        upper += (flat[self.cell + 1] - upper) * self.right
        lower = flat[self.cell + SHADOW_CELLS]
        lower += (flat[self.cell + SHADOW_CELLS + 1] - lower) * self.right
        dark: Floats = (upper + (lower - upper) * self.below) * self.strength
        return dark


def smooth(low: float | Wide, high: float | Wide, x: Wide) -> Floats:
    """0 up to `low`, 1 from `high`, and a smooth step between, as GLSL's smoothstep."""
    share: Floats = np.clip((x - low) / (high - low), 0, 1).astype(np.float32, copy=False)
    return share * share * (3 - 2 * share)


def ground(
    eye: Eye,
    *,
    middle: tuple[float, float],
    mat_yaw_deg: float | None,
    mat_at: tuple[float, float],
    background: tuple[int, int, int] | None,
) -> Ground:
    """The stage without anybody; `middle` is where disc and shadow map lie, x and z in metres."""
    columns = (np.arange(eye.width, dtype=np.float32) + np.float32(0.5))[None, :]
    rows = (np.arange(eye.height, dtype=np.float32) + np.float32(0.5))[:, None]
    ray_x, ray_y, ray_z = eye.rays(columns, rows)
    falls = np.broadcast_to(ray_y < _LEVEL, ray_x.shape)
    reach: Floats = np.where(falls, np.float32(-eye.place[1]) / np.minimum(ray_y, _LEVEL), 0)
    x = np.float32(eye.place[0]) + reach * ray_x
    z = np.float32(eye.place[2]) + reach * ray_z
    away_x, away_z = x - np.float32(middle[0]), z - np.float32(middle[1])
    off = np.sqrt(away_x * away_x + away_z * away_z) / np.float32(LIGHT.floor_radius_m)
    floor = np.where(falls, 1 - smooth(LIGHT.floor_fade_from, LIGHT.floor_fade_to, off), 0)
    picture = np.empty((3, eye.height, eye.width), dtype=np.float32)
    for channel, layer in enumerate(picture):
        layer[:] = _backdrop(rows, eye, channel)
        layer += (np.float32(LIGHT.floor_srgb[channel]) - layer) * floor
    if mat_yaw_deg is not None:
        at = _mat_window(eye, mat_yaw_deg, mat_at)
        cover, bright = _mat(x[at], z[at], reach[at] / np.float32(eye.focal), mat_yaw_deg, mat_at)
        cover = np.where(falls[at], cover, 0)
        for channel, layer in enumerate(picture):
            layer[at] += (np.float32(LIGHT.mat_srgb[channel]) * bright - layer[at]) * cover
        floor[at] = np.maximum(floor[at], cover)
    if background is not None:
        _fade(picture, columns, rows, eye, background)
    return _with_shadow(picture, x, z, floor, falls, middle)


def _backdrop(rows: Floats, eye: Eye, channel: int) -> Floats:
    """The stage's own gradient (LOOKS.md 1.4), (H, 1)."""
    edge, centre = LIGHT.stage_edge_srgb[channel], LIGHT.stage_middle_srgb[channel]
    down, at = rows / np.float32(eye.height), np.float32(LIGHT.stage_middle_at)
    share = np.minimum(down / at, (1 - down) / (1 - at))
    gradient: Floats = np.float32(edge) + np.float32(centre - edge) * share
    return gradient


def _mat_window(eye: Eye, yaw_deg: float, at: tuple[float, float]) -> tuple[slice, slice]:
    """Rows and columns of the picture in which the mat can be seen."""
    c, s = cos(radians(yaw_deg)), sin(radians(yaw_deg))
    wide, long = LIGHT.mat_half_width_m, LIGHT.mat_half_length_m
    corners = [
        (at[0] + c * across + s * along, 0.0, at[1] - s * across + c * along)
        for across in (-wide, wide)
        for along in (-long, long)
    ]
    flat, nearness = eye.flatten(np.array(corners, dtype=np.float32))
    if nearness.max() > _TOO_NEAR:
        return slice(0, eye.height), slice(0, eye.width)
    low, high = flat.min(axis=0) - _MAT_SOFT_PIXELS, flat.max(axis=0) + _MAT_SOFT_PIXELS
    left, right = (min(max(int(x), 0), eye.width) for x in (low[0], high[0]))
    top, bottom = (min(max(int(y), 0), eye.height) for y in (low[1], high[1]))
    return slice(top, bottom), slice(left, right)


def _mat(
    x: Floats, z: Floats, footprint: Floats, yaw_deg: float, at: tuple[float, float]
) -> tuple[Floats, Floats]:
    """How much the mat covers each pixel, and how bright it is there: a line runs inside it."""
    c, s = np.float32(cos(radians(yaw_deg))), np.float32(sin(radians(yaw_deg)))
    across, along = x - np.float32(at[0]), z - np.float32(at[1])
    corner = LIGHT.mat_corner_m
    beside = np.abs(c * across - s * along) - np.float32(LIGHT.mat_half_width_m - corner)
    beyond = np.abs(s * across + c * along) - np.float32(LIGHT.mat_half_length_m - corner)
    past_x, past_z = np.maximum(beside, 0), np.maximum(beyond, 0)
    distance = np.sqrt(past_x * past_x + past_z * past_z) - np.float32(corner)
    distance += np.minimum(np.maximum(beside, beyond), 0)
    soft = np.maximum(footprint * np.float32(1.2), np.float32(1e-3))
    line = np.abs(distance + np.float32(LIGHT.mat_line_inset_m)) - np.float32(LIGHT.mat_line_half_m)
    bright = 1 + np.float32(LIGHT.mat_line_gain) * (1 - smooth(-soft, soft, line))
    return 1 - smooth(-soft, soft, distance), bright


def _fade(
    picture: Floats, columns: Floats, rows: Floats, eye: Eye, background: tuple[int, int, int]
) -> None:
    """Let the stage vanish into the page at its edges, in place, so that it has none."""
    across = np.minimum(columns, eye.width - columns) / np.float32(eye.width * LIGHT.edge_fade)
    down = np.minimum(rows, eye.height - rows) / np.float32(eye.height * LIGHT.edge_fade)
    share = smooth(0.0, 1.0, across) * smooth(0.0, 1.0, down)
    for layer, page in zip(picture, background, strict=True):
        layer -= np.float32(page / 255)
        layer *= share
        layer += np.float32(page / 255)


def _with_shadow(
    picture: Floats,
    x: Floats,
    z: Floats,
    floor: Floats,
    falls: NDArray[np.bool_],
    middle: tuple[float, float],
) -> Ground:
    u = (x - np.float32(middle[0])) * np.float32(SHADOW_CELLS / SHADOW_SIZE_M) + np.float32(
        SHADOW_CELLS / 2 - 0.5
    )
    v = (z - np.float32(middle[1])) * np.float32(SHADOW_CELLS / SHADOW_SIZE_M) + np.float32(
        SHADOW_CELLS / 2 - 0.5
    )
    inside = falls & (u > 0) & (v > 0) & (u < SHADOW_CELLS - 1.01) & (v < SHADOW_CELLS - 1.01)
    reached = np.flatnonzero(inside)
    u, v = u.ravel()[reached], v.ravel()[reached]
    column, row = u.astype(np.int32), v.astype(np.int32)
    strength = LIGHT.shadow_strength * np.maximum(floor, LIGHT.shadow_least_floor)
    return Ground(
        picture=picture,
        reached=reached,
        cell=row * SHADOW_CELLS + column,
        right=(u - column).astype(np.float32),
        below=(v - row).astype(np.float32),
        strength=strength.ravel()[reached].astype(np.float32),
    )
