"""The light on each seen place of the coach: cloth, skin, muscles; knows no triangle and no stage.

Arrays are planar: colours and directions are (3, n), so that numpy works along memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import CLOTHS, Body, Floats
from gluteapp.figure.face import hair_share, paint_face
from gluteapp.figure.light import LIGHT, cloths, muscle_colours
from gluteapp.figure.muscle_paint import add_muscles, muscle_light
from gluteapp.figure.planar import column, dot, power, unit_rows
from gluteapp.figure.scene import Look

LEGGINGS, TOP, SHOE, OPEN, REST_X, REST_Y, REST_Z = range(7)
NORMAL: Final = 7
HEIGHT: Final = 10
ROWS: Final = 11
"""Rows of what `shade_body` is given: what does not move, then normal (3) and height."""

_WAIST_ABOVE_M = 0.6
"""Where the leggings' other ends, at the ankles, are not."""
_LEAST_SOFT_M = 0.0005
_SOFT_PIXELS = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """What colours one moment: a look as columns (3, 1), and the face."""

    skin: Floats
    hair: Floats
    leggings: Floats
    top: Floats
    shoe: Floats
    sole: Floats
    muscles: Floats
    """(7, 3, 1)."""
    body_type: str
    eyelid: float


def paint_of(look: Look, eyelid: float = 1.0) -> Paint:
    """The colours of a look, ready for planar arrays; `eyelid` 1 open, 0 closed."""
    chosen = cloths(look)
    return Paint(
        skin=column(chosen.skin),
        hair=column(chosen.hair),
        leggings=column(chosen.leggings),
        top=column(chosen.top),
        shoe=column(chosen.shoe),
        sole=column(chosen.sole),
        muscles=muscle_colours()[:, :, None],
        body_type=look.body,
        eyelid=eyelid,
    )


def body_columns(body: Body) -> Floats:
    """(N, ROWS) with the columns that do not move filled in."""
    columns = np.zeros((len(body.points), ROWS), dtype=np.float32)
    for row, name in ((LEGGINGS, "leggings"), (TOP, "top"), (SHOE, "shoe")):
        columns[:, row] = body.cloths[:, CLOTHS.index(name)]
    columns[:, OPEN] = body.occlusion
    columns[:, REST_X : REST_Z + 1] = body.points
    return columns


@dataclass(frozen=True, slots=True)
class _Cover:
    """How much each material covers each place, 0 to 1."""

    skin: Floats
    leggings: Floats
    top: Floats
    hair: Floats | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Muscles:
    """What works at some places: distances (k, n) to the edges of k muscles, and their light."""

    distances: Floats
    indices: NDArray[np.intp]
    """(k,) in `body.MUSCLES`."""
    glow: Floats
    """(7, 2), left and right, 0 to 1."""


def shade_body(
    rows: Floats,
    view: Floats,
    footprint: Floats,
    lights: Floats,
    paint: Paint,
    *,
    is_head: bool = False,
    muscles: Muscles | None = None,
) -> Floats:
    """Linear colours (3, n) of seen places.

    `rows` (ROWS, n) as named above; `view` (3, n) unit directions to the eye; `footprint` (n,)
    metres of a pixel there; `lights` (4, 3). Face and hair are only looked for on the head.
    """
    normal = unit_rows(rows[NORMAL:HEIGHT])
    albedo, cover = _albedo(rows, footprint, paint, is_head=is_head)
    lit, key, rim = _light(rows, normal, lights, cover)
    edge = np.clip(1 - dot(view, normal), 0, 1) ** 2
    half = unit_rows(view + lights[0][:, None])
    shine = np.clip(dot(half, normal), 0, 1)
    colour = albedo * lit
    gloss = cover.skin * np.float32(LIGHT.skin_shine)
    gloss += cover.leggings * np.float32(LIGHT.leggings_shine)
    gloss += cover.top * np.float32(LIGHT.top_shine)
    colour += (power(shine, LIGHT.shine_power) * gloss) * key
    open_edge = edge * (np.float32(0.5) + np.float32(0.5) * rows[OPEN])
    skin_edge, leg_edge = column(LIGHT.skin_fresnel), column(LIGHT.leggings_fresnel)
    outline = (skin_edge + (leg_edge - skin_edge) * cover.leggings) * open_edge
    colour += outline
    if cover.hair is not None:
        gloss = power(shine, LIGHT.hair_shine_power) * key * column(LIGHT.hair_shine)
        colour += cover.hair * (gloss + rim * np.float32(LIGHT.hair_rim))
    if muscles is not None:
        rest = rows[REST_X : REST_Z + 1]
        light = muscle_light(
            muscles.distances, muscles.indices, muscles.glow, rest, footprint, paint.muscles
        )
        add_muscles(colour, albedo, lit, edge, outline, light)
    return colour


def _albedo(
    rows: Floats, footprint: Floats, paint: Paint, *, is_head: bool
) -> tuple[Floats, _Cover]:
    """What each place is made of."""
    per_m = 1 / np.maximum(footprint * np.float32(_SOFT_PIXELS), np.float32(_LEAST_SOFT_M))

    def inside(distance: Floats) -> Floats:
        covered: Floats = np.clip(distance * per_m + np.float32(0.5), 0, 1)
        return covered

    colour = np.broadcast_to(paint.skin, (3, rows.shape[1])).copy()
    hair = _paint_head(colour, rows, footprint, paint) if is_head else None
    top = inside(rows[TOP])
    colour += (paint.top - colour) * top
    hem = top * (1 - inside(np.abs(rows[TOP] - np.float32(LIGHT.hem_m)) - np.float32(LIGHT.hem_m)))
    colour += (paint.top * np.float32(LIGHT.hem_shade) - colour) * hem
    bare = 1 - top if hair is None else 1 - np.maximum(top, hair)
    if is_head:
        return colour, _Cover(bare, np.zeros_like(top), top, hair)
    leggings, shoe = inside(rows[LEGGINGS]), inside(rows[SHOE])
    colour += (paint.leggings - colour) * leggings
    band_m = np.float32(LIGHT.waistband_m)
    band = leggings * inside(band_m - np.abs(rows[LEGGINGS] - band_m))
    band *= rows[REST_Y] > np.float32(_WAIST_ABOVE_M)
    colour += (paint.leggings * np.float32(LIGHT.waistband_gain) - colour) * band
    feet = np.flatnonzero(shoe > 0)
    if len(feet):
        colour[:, feet] = _shoed(
            colour[:, feet], rows[REST_Y, feet], shoe[feet], per_m[feet], paint
        )
    return colour, _Cover(np.minimum(bare, 1 - np.maximum(leggings, shoe)), leggings, top, None)


def _shoed(colour: Floats, height: Floats, shoe: Floats, per_m: Floats, paint: Paint) -> Floats:
    """The same places with shoes on: upper, sole, and a stripe of the top's colour between."""
    half = np.float32(0.5)
    sole = np.clip((np.float32(LIGHT.sole_height_m) - height) * per_m + half, 0, 1)
    beside = np.abs(height - np.float32(LIGHT.stripe_height_m))
    stripe = np.clip((np.float32(LIGHT.stripe_half_m) - beside) * per_m + half, 0, 1)
    worn = colour + (paint.shoe - colour) * shoe
    worn += (paint.sole - worn) * (shoe * sole)
    worn += (paint.top * np.float32(1.3) - worn) * (shoe * stripe)
    return worn


def _paint_head(colour: Floats, rows: Floats, footprint: Floats, paint: Paint) -> Floats:
    """Lays face and hair on the head; how much hair covers each place."""
    places = np.ascontiguousarray(rows[REST_X : REST_Z + 1].T)
    colour[:] = paint_face(
        colour.T,
        places,
        skin=_triple(paint.skin),
        hair=_triple(paint.hair),
        eyelid=paint.eyelid,
        body_type=paint.body_type,
        pixel_m=footprint,
    ).T
    share = hair_share(places, body_type=paint.body_type, pixel_m=footprint)
    return share.astype(np.float32)


def _triple(column: Floats) -> tuple[float, float, float]:
    red, green, blue = column.ravel().tolist()
    return red, green, blue


def _light(
    rows: Floats, normal: Floats, lights: Floats, cover: _Cover
) -> tuple[Floats, Floats, Floats]:
    """Light (3, n) that falls on each place, and its share of key (3, n) and rim (n,) light."""
    skin, legs = cover.skin, cover.leggings
    seen = rows[OPEN]
    towards = lights @ normal
    wrap = column(LIGHT.skin_wrap) * skin
    key = np.maximum((towards[0] + wrap) / (1 + wrap), 0)
    fill_wrap = np.float32(LIGHT.skin_fill_wrap) * skin
    fill = np.maximum((towards[1] + fill_wrap) / (1 + fill_wrap), 0)
    fill *= 1 + np.float32(LIGHT.skin_fill_gain) * skin
    rim = np.maximum(towards[2], 0)
    behind = np.maximum(towards[3], 0)
    sky = (normal[1] * np.float32(0.5) + np.float32(0.5)) ** 2
    ground = (np.float32(0.5) - normal[1] * np.float32(0.5)) ** 2
    near = np.clip(LIGHT.floor_shade + rows[HEIGHT] * LIGHT.floor_shade_slope, LIGHT.floor_shade, 1)
    near += (1 - near) * np.float32(0.5) * legs
    shut = 1 - seen
    opened = 1 - shut * (1 + (column(LIGHT.skin_occlusion) - 1) * skin)
    lit = (column(LIGHT.ambient_low) + sky * column(LIGHT.ambient_sky)) * (near * opened)
    key_open = LIGHT.key_open + (1 - LIGHT.key_open) * opened
    lit += key * column(LIGHT.key_colour) * key_open
    lit += fill * column(LIGHT.fill_colour) * opened
    edge = rim * np.float32(LIGHT.rim_strength) + behind * np.float32(LIGHT.back_strength)
    rim_open = LIGHT.rim_open + (1 - LIGHT.rim_open) * opened
    lit += edge * column(LIGHT.rim_colour) * rim_open
    bounce = ground * LIGHT.leggings_bounce
    bounce += np.clip((towards[1] + np.float32(0.8)) / np.float32(1.8), 0, 1) * LIGHT.leggings_wrap
    lit += legs * bounce * column(LIGHT.leggings_bounce_colour)
    lit += skin * ground * column(LIGHT.skin_bounce) * rim_open
    return lit, key, rim


def shade_thing(
    albedo: Floats, normal: Floats, height: Floats, view: Floats, lights: Floats
) -> Floats:
    """Linear colours (3, n) of plain things in the room."""
    normal = unit_rows(normal)
    towards = np.maximum(lights @ normal, 0)
    sky = (normal[1] * np.float32(0.5) + np.float32(0.5)) ** 2
    near = np.clip(LIGHT.floor_shade + height * LIGHT.floor_shade_slope, LIGHT.floor_shade, 1)
    lit = (column(LIGHT.ambient_low) + sky * column(LIGHT.ambient_sky)) * near
    lit += towards[0] * column(LIGHT.key_colour) + towards[1] * column(LIGHT.fill_colour)
    edge_light = towards[2] * LIGHT.rim_strength + towards[3] * LIGHT.back_strength
    lit += edge_light * column(LIGHT.rim_colour)
    edge = np.clip(1 - dot(view, normal), 0, 1) ** 2
    colour: Floats = albedo * lit + edge * column(LIGHT.thing_fresnel)
    return colour.astype(np.float32)


def tone(linear: Floats) -> Floats:
    """Linear light to display values from 0 to 1."""
    a, b, c, d, e = (np.float32(part) for part in LIGHT.tone)
    curved = linear * (a * linear + b) / (linear * (c * linear + d) + e)
    display = np.sqrt(np.clip(curved, 0, 1))
    shoulder = np.float32(LIGHT.tone_shoulder)
    toned: Floats = display * (1 - shoulder + shoulder * display)
    return toned
