"""Face, ears and hair painted from where a pixel lies on the head at rest; knows no mesh, no light.

Everything is a formula of the rest place, so that it is sharp at any size, and every edge is at
least as wide as a pixel, so that it does not flicker at 3 m. Lengths are centimetres from the
middle of the head unless a name says otherwise. `ui/stage/shaders/face.glsl` is the same in GLSL
and takes its numbers from `face_defines`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.face_table import (
    EAR_AT_CM,
    EAR_FRONT,
    EAR_OUT,
    EAR_TALL_CM,
    EAR_UP,
    EAR_WIDE_CM,
    FACE,
    HEAD_CENTRE_M,
    face_defines,
    face_number,
    face_vector,
)
from gluteapp.figure.hair import (
    from_middle_cm,
    hair_share,
    is_man,
    painted_hair,
    pixel_width_cm,
    smooth,
)

__all__ = ["FACE", "HEAD_CENTRE_M", "face_defines", "hair_share", "paint_face", "paint_head"]

Array = NDArray[np.floating]
Colour = tuple[float, float, float]
"""Linear red, green and blue."""


def paint_face(
    albedo: Array,
    places: Array,
    *,
    skin: Colour,
    hair: Colour,
    eyelid: float,
    body_type: str,
    pixel_m: Array | float = 0.0,
) -> Array:
    """Albedo (n, 3), linear, of head pixels with face and hair on; none of it leaves 0 to 1.

    `places` (n, 3) are rest places in metres, `albedo` the bare skin there, `eyelid` 1 open and
    0 closed, `pixel_m` how wide a pixel is on the head (one number or one a pixel).
    """
    return paint_head(
        albedo,
        places,
        skin=skin,
        hair=hair,
        eyelid=eyelid,
        body_type=body_type,
        pixel_m=pixel_m,
    )[0]


def paint_head(
    albedo: Array,
    places: Array,
    *,
    skin: Colour,
    hair: Colour,
    eyelid: float,
    body_type: str,
    pixel_m: Array | float = 0.0,
) -> tuple[Array, Array]:
    """What `paint_face` gives, and how much of each pixel is hair (n,), for the price of one."""
    at = from_middle_cm(places)
    wide = pixel_width_cm(pixel_m, len(at))
    result = np.array(albedo, dtype=np.float64)
    low, high = face_vector("FRONT")
    for lowest, highest, paint in _PARTS:
        # A part paints where it is, and as far around as a wide pixel still sees it.
        near = (at[:, 1] > lowest - wide) & (at[:, 1] < highest + wide) & (at[:, 2] > low)
        seen = np.flatnonzero(near)
        brush = _Brush(result[seen], at[seen], wide[seen], skin=skin, hair=hair, kind=body_type)
        paint(brush, float(eyelid))
        front = smooth(low, high, at[seen, 2])[:, None]
        result[seen] += (brush.colour - result[seen]) * front
    _paint_ears(result, at)
    share, strand = painted_hair(at, wide, body_type)
    haired = np.flatnonzero(share > 0)
    own = np.asarray(hair) * (1.0 + strand[haired, None])
    result[haired] += (own - result[haired]) * share[haired, None]
    return np.clip(result, 0.0, 1.0), share


class _Brush:
    """Colours of the pixels on the front of the head, and what is laid on them in turn."""

    def __init__(
        self,
        colour: Array,
        at: Array,
        wide: Array,
        *,
        skin: Colour,
        hair: Colour,
        kind: str,
    ) -> None:
        self.colour = colour
        self._signed_x, self._x, self._y = at[:, 0], np.abs(at[:, 0]), at[:, 1]
        self._wide = wide
        self._man = is_man(kind)
        # Brows and lashes stay darker than any skin.
        darkest = 0.42 * float(np.mean(skin)) / max(float(np.mean(hair)), 1e-4)
        self._dark = np.asarray(hair) * min(1.0, darkest)
        self._white = face_vector("WHITE") * min(1.0, 0.74 + 0.9 * float(np.mean(skin)))

    def _lay(self, colour: Array | tuple[float, ...], share: Array) -> None:
        self.colour += (np.asarray(colour) - self.colour) * share[:, None]

    def _tint(self, name: str, share: Array) -> None:
        tint = face_vector(name)
        self._lay(self.colour * tint[:3], share * (tint[3] if len(tint) > 3 else 1.0))

    def _bell(self, name: str) -> Array:
        x, y, wide, tall = face_vector(name)
        grow = self._wide * 0.5
        shrink = wide * tall / ((wide + grow) * (tall + grow))
        square = ((self._x - x) / (wide + grow)) ** 2 + ((self._y - y) / (tall + grow)) ** 2
        return np.asarray(np.exp(-square) * shrink)

    def _band(self, low: Array, high: Array) -> Array:
        """How much of a pixel's height lies between two curves."""
        half = self._wide * 0.5
        inside = np.minimum(self._y + half, high) - np.maximum(self._y - half, low)
        return np.clip(inside / self._wide, 0.0, 1.0)

    def _until(self, distance: Array) -> Array:
        """How much of a pixel lies on the positive side of an edge."""
        return np.clip(distance / self._wide + 0.5, 0.0, 1.0)

    def tint_skin(self, _eyelid: float) -> None:
        """Soft warmth of cheeks and nose, a little depth over the eyes and in the nostrils."""
        self._tint("BLUSH_TINT", self._bell("BLUSH"))
        self._tint("NOSE_TINT", self._bell("NOSE"))
        self._tint("NOSE_UNDER_TINT", self._bell("NOSE_UNDER"))
        self._tint("LID_TINT", self._bell("LID"))
        fade = np.clip(1.5 - self._wide / face_number("NOSTRIL_FADE"), 0.0, 1.0)
        self._tint("NOSTRIL_TINT", self._bell("NOSTRIL") * fade)
        if self._man:
            middle, tall = face_vector("STUBBLE")
            low = np.exp(-(((self._y - middle) / tall) ** 4))
            # Cheeks are free of it.
            self._tint("STUBBLE_TINT", low * smooth(-3.6, -6.2, self._y + 0.22 * self._x))

    def paint_mouth(self, _eyelid: float) -> None:
        """Two lips with a quiet smile between them."""
        height, rise, half = face_vector("MOUTH")
        upper, lower = face_vector("LIPS") * (face_number("LIP_MAN") if self._man else 1.0)
        x = self._x
        line = height + rise * x**2
        bow = np.clip(1.0 - (x / half) ** 2, 0.0, 1.0)
        top = line + upper * bow**0.75 * (1.0 - 0.24 * np.exp(-((x / 0.36) ** 2)))
        bottom = line - lower * bow**0.70
        self._tint("LIP_TINT_MAN" if self._man else "LIP_TINT", self._band(bottom, top))
        self._tint("CORNER_TINT", self._bell("CORNER"))
        thin = face_number("MOUTH_LINE_HALF") * (0.45 + 0.55 * bow)
        ends = smooth(half + 0.12, half - 0.35, x)
        self._tint("MOUTH_LINE", self._band(line - thin, line + thin) * ends)

    def paint_brows(self, _eyelid: float) -> None:
        """Open arches, thinner to the outside."""
        inner, outer, height, arch = face_vector("BROW")
        t = np.clip((self._x - inner) / (outer - inner), 0.0, 1.0)
        middle = height + arch * t * (1.10 - t)
        half = face_vector("BROW_HALF")[self._man] * (0.62 + 0.38 * smooth(0.0, 0.22, t))
        half = half * (1.0 - 0.72 * t**1.6)
        ends = smooth(inner - 0.16, inner + 0.30, self._x) * self._until(outer - self._x)
        within = self._band(middle - half, middle + half) * ends
        self._lay(self._dark, within * face_vector("BROW_SHARE")[self._man])

    def paint_eyes(self, eyelid: float) -> None:
        """Eyes as far open as the lids are, lashes and the crease of the lid."""
        middle, half, tilt = face_vector("EYE")
        x = self._x - middle
        s = np.clip(1.0 - (x / half) ** 2, 0.0, 1.0)
        corner = tilt * x
        upper, lower = face_vector("EYE_OPEN")
        bottom = corner - lower * s * (1.0 + 0.10 * x / half)
        open_top = corner + upper * s**0.85 * (1.0 - 0.10 * x / half)
        top = bottom + (open_top - bottom) * eyelid
        inside = self._until(half - np.abs(x))
        opening = self._band(bottom, top) * inside
        self._paint_ball(x, opening, top)
        rise, thin, share = face_vector("CREASE")
        crease = open_top + rise - 0.10 * (1.0 - s)
        ends = smooth(half + 0.05, half - 0.7, np.abs(x))
        self._tint("CREASE_TINT", self._band(crease - thin, crease + thin) * ends * share)
        lash = face_vector("LASH_HALF")[self._man] * (
            0.55 + 0.45 * s + 0.18 * np.clip(x, -1.0, 1.6)
        )
        lash = lash * smooth(half + 0.16, half - 0.30, np.abs(x))
        lash_ends = self._until(half + 0.12 - np.abs(x))
        within = self._band(top - lash * 0.6, top + lash * 1.4) * lash_ends
        self._lay(self._dark * 0.55, within * face_vector("LASH_SHARE")[self._man])
        self._tint("CREASE_TINT", self._band(bottom - 0.05, bottom + 0.03) * inside * 0.6)

    def _paint_ball(self, x: Array, opening: Array, top: Array) -> None:
        """White, iris, pupil and the light in it, shaded by the upper lid."""
        shade = 1.0 - 0.42 * np.exp(-(((top - self._y) / 0.30) ** 2))
        # From afar eyes are two dark points, not two white ones.
        near, away = face_vector("FAR")
        far = smooth(near, away, self._wide)
        self._lay(self._white * shade[:, None], opening * (1.0 - 0.75 * far))
        aside, up = face_vector("IRIS_AT")
        radius, pupil = face_vector("IRIS")
        away = np.hypot(x - aside, self._y - up)
        ring = 1.0 - 0.62 * smooth(radius * 0.62, radius, away)
        ring = ring * (0.80 + 0.45 * np.clip((up - self._y) / radius, -0.5, 1.0))
        iris = face_vector("IRIS_COLOUR") * ring[:, None]
        self._lay(iris, opening * self._until(radius - away))
        self._lay(face_vector("PUPIL_COLOUR"), opening * self._until(pupil - away))
        glint_x, glint_y, glint = face_vector("GLINT")
        middle = np.sign(self._signed_x) * face_vector("EYE")[0]
        lit = np.hypot(self._signed_x - middle - glint_x, self._y - glint_y)
        # A light smaller than a pixel is as much fainter.
        faint = np.minimum(1.0, (2.0 * glint / self._wide) ** 2)
        self._lay((0.95, 0.95, 0.95), opening * self._until(glint - lit) * faint)


_PARTS: Final[tuple[tuple[float, float, Callable[[_Brush, float], None]], ...]] = (
    (-12.0, 2.6, _Brush.tint_skin),
    (-8.2, -5.0, _Brush.paint_mouth),
    (1.6, 3.6, _Brush.paint_brows),
    (-1.0, 2.0, _Brush.paint_eyes),
)
"""Lowest and highest height of each part of the face, in the order they are painted."""


def _paint_ears(colour: Array, at: Array) -> None:
    """A little warmth, the groove inside the rim and the shade of the hollow."""
    off = np.column_stack((np.abs(at[:, 0]), at[:, 1], at[:, 2])) - EAR_AT_CM
    near = np.flatnonzero((np.abs(off[:, 1]) < 3.6) & (off[:, 0] > -1.2) & (np.abs(off[:, 2]) < 3))
    out, up, front = (off[near] @ np.column_stack((EAR_OUT, EAR_UP, EAR_FRONT))).T
    size = np.sqrt((front / EAR_WIDE_CM) ** 2 + (up / EAR_TALL_CM) ** 2)
    ear = smooth(1.06, 0.90, size) * smooth(-0.55, -0.15, out)
    warm = face_vector("EAR_TINT")
    shade = face_vector("EAR_SHADE")
    x, y, wide, tall = face_vector("EAR_HOLLOW")
    hollow = np.exp(-(((front - x) / wide) ** 2) - ((up - y) / tall) ** 2)
    ring, thin = face_vector("EAR_GROOVE")
    groove = np.exp(-(((size - ring) / thin) ** 2)) * smooth(-1.6, -0.6, up)
    groove = groove * smooth(1.1, 0.4, front)
    c = colour[near]
    c += c * (warm[:3] - 1.0) * (ear * warm[3])[:, None]
    c += c * (shade[:3] - 1.0) * (ear * np.clip(hollow + 0.6 * groove, 0, 1) * shade[3])[:, None]
    colour[near] = c
