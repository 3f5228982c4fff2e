"""Where clothes and muscles lie on the skin, as distances to their edges; knows no bone.

Distances are centimetres here, positive inside. They are drawn by hand on the left half after
the pictures of an anatomy book: what a viewer should see lit, not where every fibre ends.
"""

from __future__ import annotations

import numpy as np
from landmarks import ANKLE, CM
from numpy.typing import ArrayLike
from sdf import Array, Ellipsoid, RoundCone, smooth_min, smooth_step, unit
from shoe import collar_distance

FURTHEST_CM = 6.0
"""Further inside or outside nobody asks."""
GAP_CM = 0.25
"""Between neighbouring muscles."""


def muscle_distances(points: Array, is_arm: Array) -> Array:
    """(n, 7) metres inside each of `body.MUSCLES`, either side; `is_arm` is a share of 0 to 1."""
    at = np.array(points / CM)
    at[:, 0] = np.abs(at[:, 0])
    columns = np.stack(_muscles(at), 1)
    columns[(is_arm > 0.3) | (at[:, 1] > 127) | (at[:, 1] < 20)] = -FURTHEST_CM
    return np.clip(columns, -FURTHEST_CM, FURTHEST_CM) * CM


def _inside(at: Array, centre: ArrayLike, radii: ArrayLike, axes: Array | None = None) -> Array:
    return -Ellipsoid(centre, radii, np.eye(3) if axes is None else axes)(at)


def _common(*distances: Array, rounding: float = 1.6) -> Array:
    """What lies within all of them, corners rounded."""
    result = distances[0]
    for distance in distances[1:]:
        result = smooth_min(result, distance, rounding)
    return result


def _beyond(at: Array, start: ArrayLike, way: ArrayLike) -> Array:
    """How far places are past a plane through `start`, along `way`."""
    return np.asarray((at - np.asarray(start, dtype=np.float64)) @ unit(way))


def _muscles(at: Array) -> list[Array]:
    """Maximus, medius, minimus, hamstrings, quadriceps, low back, TFL, in that order."""
    maximus = _maximus(at)
    band = _band(at)
    medius, minimus = _fan(at, maximus, band)
    below_seat = -maximus - GAP_CM
    hamstrings = _common(
        _inside(at, (9.6, 66.0, -7.5), (7.0, 17.0, 9.0)),
        _beyond(at, (9.8, 66.0, -0.8), (-0.12, 0.0, -1.0)),
        below_seat,
    )
    quadriceps = _common(
        _inside(at, (10.0, 69.0, 9.0), (8.2, 20.5, 10.0)),
        _beyond(at, (10.4, 66.0, 1.2), (0.22, 0.0, 1.0)),
        -band - GAP_CM,
    )
    return [maximus, medius, minimus, hamstrings, quadriceps, _low_back(at, maximus), band]


def _maximus(at: Array) -> Array:
    """From the back of the crest and the sacrum down and out to the upper outer thigh."""
    return _common(
        _beyond(at, (7.0, 101.0, -8.0), (-1.0, -0.95, 0.0)),
        _beyond(at, (2.0, 80.6, -8.0), (0.30, 1.0, 0.0)),
        _beyond(at, (0.55, 90.0, -9.0), (1.0, 0.0, 0.0)),
        _beyond(at, (14.0, 88.0, -1.0), (-0.20, 0.10, -1.0)),
        100.4 - at[:, 1],
        rounding=3.2,
    )


def _fan(at: Array, maximus: Array, band: Array) -> tuple[Array, Array]:
    """Medius, a fan from the crest to the trochanter, and what shows of minimus below its front."""
    x, y = at[:, 0], at[:, 1]
    crest = 103.2 - 0.035 * (at[:, 2] + 1.0) ** 2 - y
    before = _beyond(at, (15.0, 86.0, 0.6), (0.0, 0.17, 1.0))
    trochanter = y - 85.6
    beside = x - 5.5
    behind_band = _beyond(at, (14.0, 80.0, 4.4), (0.0, 0.143, -1.0))
    free = np.minimum(np.minimum(-maximus, -band) - GAP_CM, behind_band)
    minimus = _common(np.minimum(before, free), crest - 4.6, trochanter + 0.4, beside, rounding=2.4)
    medius = _common(
        np.minimum(-minimus - GAP_CM, free),
        crest,
        trochanter,
        beside,
        rounding=2.4,
    )
    return medius, minimus


def _band(at: Array) -> Array:
    """The TFL: a strip from the front of the crest to the outer thigh."""
    return -RoundCone((12.4, 98.2, 7.0), (15.8, 80.0, 4.4), 2.6, 1.8)(at)


def _low_back(at: Array, maximus: Array) -> Array:
    """A column beside the spine, from the sacrum to the lower ribs."""
    x, y, z = at.T
    column = _oval((x - 3.1) / 2.7, (y - 109.5) / 13.0, np.hypot(x - 3.1, y - 109.5))
    return _common(-column, -z - 2.0, -maximus - GAP_CM, rounding=0.8)


def cloth_distances(points: Array, is_arm: Array, hair: Array, body_type: str) -> Array:
    """(n, 4) metres inside leggings, top, hair and shoe; `hair` is the head maker's, in metres."""
    at = np.array(points / CM)
    at[:, 0] = np.abs(at[:, 0])
    y, z = at[:, 1], at[:, 2]
    leggings = np.minimum(104.6 - 0.32 * z - y, y - 11.5)
    leggings = np.where(is_arm > 0.5, -FURTHEST_CM, leggings)
    top = _top(at, body_type)
    left = at * CM
    shoe = np.where((is_arm > 0.5) | (y > 25), -FURTHEST_CM, collar_distance(left, ANKLE * CM) / CM)
    columns = np.stack([leggings, top, hair / CM, shoe], 1)
    return np.asarray(np.clip(columns, -FURTHEST_CM, 2 * FURTHEST_CM) * CM)


def _top(at: Array, body_type: str) -> Array:
    """A sports bra for one, a sleeveless shirt for the other."""
    x, y, z = at.T
    front = smooth_step(-5.0, 5.0, z)
    if body_type == "a":
        hem, wide, low, hole = 112.5, 7.9 + 0.4 * front, 9.5 + 8.0 * front, (7.6, 12.5)
    else:
        hem, wide, low, hole = 101.5, 8.4 + 0.4 * front, 8.0 + 5.5 * front, (6.6, 11.5)
    neck = _oval(x / wide, (y - 150.5) / low, np.hypot(x, y - 150.5))
    arm = _oval((x - 23.2) / hole[0], (y - 136.0) / hole[1], np.hypot(x - 23.2, y - 136.0))
    top = np.minimum(np.minimum(y - hem, neck), arm)
    return np.where((x > 23.2) | (y > 152), -FURTHEST_CM, top)


def _oval(across: Array, up: Array, far: Array) -> Array:
    rho = np.sqrt(across**2 + up**2)
    return (rho - 1) * far / np.maximum(rho, 0.3)


def breath_depth(points: Array) -> Array:
    """Metres each place comes out along its normal at a full breath: chest and belly."""
    at = points / CM
    chest = np.exp(-(((at - (0, 128, 5)) / (13.0, 9.0, 7.0)) ** 2).sum(1))
    belly = np.exp(-(((at - (0, 110, 7)) / (11.0, 8.0, 5.0)) ** 2).sum(1))
    return np.asarray((0.50 * chest + 0.40 * belly) * CM)
