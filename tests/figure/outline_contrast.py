"""Measures how the legs stand off the stage along their outline (DEFINITIONS.md, Figure laws)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import CLOTHS
from gluteapp.figure.eye import eye_of
from gluteapp.figure.raster import Raster
from gluteapp.figure.scan import scan
from gluteapp.figure.scene import Shot

_WAYS = ((0, 1), (1, 0), (0, -1), (-1, 0))
_INSIDE = (1, 2, 3, 4)
_OUTSIDE = (2, 3, 4)
"""Pixels from the outline that are averaged on either side, at 1280 x 720."""
_STAGE, _OTHER, _LEG = 0, 1, 2
_WEIGHTS = np.array((0.2126, 0.7152, 0.0722))

Luminance = NDArray[np.float64]


def outline_contrast(shot: Shot) -> NDArray[np.float64]:
    """WCAG contrast ratios of leggings against the stage, one for each place of their outline."""
    light = _luminance(Raster().draw(shot))
    kinds = _kinds(shot)
    found: list[Luminance] = []
    for down, right in _WAYS:

        def step(of: NDArray[np.float64], by: int, d: int = down, r: int = right) -> Luminance:
            moved: Luminance = np.roll(of, (-d * by, -r * by), (0, 1))
            return moved

        edge = np.asarray(kinds == _LEG) & (step(kinds, 1) == _STAGE) & (step(kinds, 3) == _STAGE)
        edge &= step(kinds, -3) == _LEG
        edge[:5], edge[-5:], edge[:, :5], edge[:, -5:] = False, False, False, False
        inside = np.mean([step(light, -by) for by in _INSIDE], axis=0)
        outside = np.mean([step(light, by) for by in _OUTSIDE], axis=0)
        bright, dark = np.maximum(inside, outside), np.minimum(inside, outside)
        ratios: Luminance = np.asarray((bright + 0.05) / (dark + 0.05))
        found.append(ratios[edge])
    return np.concatenate(found)


def _luminance(picture: NDArray[np.uint8]) -> Luminance:
    share = picture / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    luminance: Luminance = linear @ _WEIGHTS
    return luminance


def _kinds(shot: Shot) -> NDArray[np.float64]:
    """What each pixel shows: the stage, a leg in leggings, or another part of the body."""
    eye = eye_of(shot.projection)
    moment = shot.moment
    body = moment.body
    flat, nearness = eye.flatten(moment.points)
    seen = scan(
        flat, nearness, body.triangles, kinds=np.zeros(len(body.triangles), np.int32),
        width=eye.width, height=eye.height, is_mirror=eye.is_mirror,
    )  # fmt: skip
    is_cloth = body.cloths[:, CLOTHS.index("leggings")] > 0
    # The seat and the waistband are no leg.
    corners = np.logical_and(is_cloth, body.points[:, 1] < 1.0).reshape(-1)
    is_leg = np.all(corners[body.triangles], axis=1).reshape(-1)
    kinds = np.zeros((eye.height, eye.width))
    window = seen.window
    size = window.width * window.height
    of_leg = is_leg[seen.triangle]
    leg = np.bincount(seen.pixel, seen.share * of_leg, size)
    other = np.bincount(seen.pixel, seen.share * ~of_leg, size)
    shown = np.where(leg + other < 0.5, _STAGE, np.where(leg > other, _LEG, _OTHER))
    kinds[window.top : window.top + window.height, window.left : window.left + window.width] = (
        shown.reshape(window.height, window.width)
    )
    return kinds
