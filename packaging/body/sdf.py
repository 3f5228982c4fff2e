"""Signed distances of simple solids and how they melt together; knows no body.

A distance is a function from places (n, 3) to metres (n,), negative inside. All lengths are
metres at a stature of 1.70 m. The solids are good near their surface, not far from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import PchipInterpolator

Array = NDArray[np.float64]
_TINY = 1e-9


def smooth_min(a: Array, b: Array, reach: float) -> Array:
    """Union of two distances, melted together where they differ by less than `reach` metres."""
    share = np.maximum(reach - np.abs(a - b), 0.0) / reach
    return np.asarray(np.minimum(a, b) - share * share * (reach * 0.25))


def smooth_max(a: Array, b: Array, reach: float) -> Array:
    """What two distances share, its edge rounded; with `-b` it cuts the second out."""
    return -smooth_min(-a, -b, reach)


def smooth_step(low: float, high: float, x: Array) -> Array:
    """0 below `low`, 1 above `high`, a smooth way between; `low` may be above `high`."""
    share = np.clip((x - low) / (high - low), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share))


def mirrored(points: Array) -> Array:
    """The places with left and right exchanged."""
    return np.asarray(points * np.array((-1.0, 1.0, 1.0)))


def turn(axis: str, angle_deg: float) -> Array:
    """A right-handed turn about `x`, `y` or `z`; columns are the turned axes."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    rows = {
        "x": ((1, 0, 0), (0, c, -s), (0, s, c)),
        "y": ((c, 0, s), (0, 1, 0), (-s, 0, c)),
        "z": ((c, -s, 0), (s, c, 0), (0, 0, 1)),
    }
    return np.array(rows[axis], dtype=np.float64)


def unit(v: ArrayLike) -> Array:
    """The vector scaled to a length of 1."""
    array = np.asarray(v, dtype=np.float64)
    return np.asarray(array / np.linalg.norm(array))


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """An ellipsoid about `centre` with three radii along the columns of `axes`."""

    centre: ArrayLike
    radii: ArrayLike
    axes: ArrayLike = field(default_factory=lambda: np.eye(3))

    def __call__(self, points: Array) -> Array:
        """Distance of places (n, 3)."""
        d = points - np.asarray(self.centre)
        local = d @ np.asarray(self.axes)
        rho = np.sqrt(((local / np.asarray(self.radii)) ** 2).sum(-1)) + _TINY
        far = np.sqrt((d * d).sum(-1)) + _TINY
        return np.asarray((rho - 1.0) * far / rho)


@dataclass(frozen=True, slots=True)
class RoundCone:
    """A capsule from `start` to `end` whose radius changes evenly."""

    start: ArrayLike
    end: ArrayLike
    start_radius: float
    end_radius: float

    def __call__(self, points: Array) -> Array:
        """Distance of places (n, 3)."""
        start, end = np.asarray(self.start, float), np.asarray(self.end, float)
        d, line = points - start, end - start
        share = np.clip(d @ line / (line @ line), 0.0, 1.0)
        radius = self.start_radius + (self.end_radius - self.start_radius) * share
        return np.asarray(np.linalg.norm(d - share[:, None] * line, axis=1) - radius)


class Loft:
    """A limb or trunk: sections with four radii each along a line, rounded at both ends.

    `sections` rows are (share of the line, towards `side`, away from it, towards `front`, away
    from it); `power` 2 makes ellipses, more makes boxes. `shift_front` and `shift_side` move the
    middle of each section.
    """

    def __init__(
        self,
        start: ArrayLike,
        end: ArrayLike,
        sections: ArrayLike,
        *,
        side: ArrayLike = (1.0, 0.0, 0.0),
        front: ArrayLike = (0.0, 0.0, 1.0),
        power: float = 2.0,
        caps: tuple[float | None, float | None] = (None, None),
        shift_front: Sequence[float] | Array | None = None,
        shift_side: Sequence[float] | Array | None = None,
    ) -> None:
        """Caps are the lengths in metres by which the ends bulge out."""
        self._start = np.asarray(start, dtype=np.float64)
        line = np.asarray(end, dtype=np.float64) - self._start
        self._length = float(np.linalg.norm(line))
        self._along = line / self._length
        forward = np.asarray(front, dtype=np.float64)
        self._front = unit(forward - self._along * (forward @ self._along))
        sideways = np.asarray(side, dtype=np.float64)
        sideways = sideways - self._along * (sideways @ self._along)
        self._side = unit(sideways - self._front * (sideways @ self._front))
        rows = np.asarray(sections, dtype=np.float64)
        self._radii = [PchipInterpolator(rows[:, 0], rows[:, column]) for column in range(1, 5)]
        ends = (float(rows[0, 1:5].mean()), float(rows[-1, 1:5].mean()))
        self._caps = tuple(end if cap is None else cap for cap, end in zip(caps, ends, strict=True))
        self._power = power
        self._shift_front = _curve(rows[:, 0], shift_front)
        self._shift_side = _curve(rows[:, 0], shift_side)

    def __call__(self, points: Array) -> Array:
        """Distance of places (n, 3)."""
        d = points - self._start
        share = d @ self._along / self._length
        inside = np.clip(share, 0.0, 1.0)
        x, z = d @ self._side, d @ self._front
        if self._shift_front is not None:
            z = z - self._shift_front(inside)
        if self._shift_side is not None:
            x = x - self._shift_side(inside)
        left, right, front, back = (radius(inside) for radius in self._radii)
        wide, deep = np.where(x > 0, left, right), np.where(z > 0, front, back)
        power = self._power
        rho = ((np.abs(x) / wide) ** power + (np.abs(z) / deep) ** power) ** (1.0 / power)
        beyond = (share - inside) * self._length
        cap = np.where(beyond < 0, self._caps[0], self._caps[1])
        far = np.sqrt(x * x + z * z + beyond * beyond) + _TINY
        rho = np.sqrt(rho * rho + (beyond / cap) ** 2) + _TINY
        return np.asarray((rho - 1.0) * far / rho)


def _curve(at: Array, values: Sequence[float] | Array | None) -> PchipInterpolator | None:
    return None if values is None else PchipInterpolator(at, np.asarray(values, dtype=np.float64))
