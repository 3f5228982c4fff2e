"""Two bones that reach for a place, for many moments at once; knows no body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gluteapp.figure.quaternion import Array

_SHORTEST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """Two bones as they are: `upper` and `lower` are attitudes (T, 3, 3), `start` (T, 3)."""

    start: Array
    upper: Array
    lower: Array
    first: float
    second: float
    stiff_from: float
    """Share of its length from which it is reached with gently."""
    bends_to: float
    """1 where the middle joint bends to the front, as a knee, -1 where to the back."""

    @property
    def middle(self) -> Array:
        """Where the first bone ends."""
        return self.start - self.upper[:, :, 1] * self.first

    @property
    def end(self) -> Array:
        """Where the second bone ends."""
        return self.middle - self.lower[:, :, 1] * self.second

    def _aside(self, along: Array) -> Array:
        """Where the middle joint is turned to once the whole limb is swung to point `along`."""
        aside = self.middle - self.start + self.upper[:, :, 2] * (0.05 * self.bends_to)
        swing = _swing(_unit(self.end - self.start), along)
        aside = (swing @ aside[:, :, None])[:, :, 0]
        return _unit(aside - along * _dot(aside, along))

    def reaching(self, target: Array, softly: Array) -> Limb:
        """The limb with its end as near `target` (T, 3) as it goes, turned as little as can be.

        `softly` (T, 1), 0 to 1: how gently it becomes straight; a limb that is stretched to its
        end at once snaps at its middle.
        """
        line = target - self.start
        size = np.linalg.norm(line, axis=1, keepdims=True)
        along = line / np.maximum(size, _SHORTEST)
        longest, shortest = self.first + self.second, abs(self.first - self.second)
        full = self.stiff_from * longest
        spare = longest - full
        gentle = full + spare * np.tanh((size - full) / spare)
        size = np.where(size > full, size + softly * (gentle - size), size)
        size = np.clip(size, shortest + 1e-4, longest * (1 - 1e-9))
        x = (self.first**2 - self.second**2 + size**2) / (2 * size)
        y = np.sqrt(np.maximum(self.first**2 - x**2, 0.0))
        aside = self._aside(along)
        middle = self.start + along * x + aside * y
        upper = _swung(self.upper, middle - self.start)
        return Limb(
            start=self.start,
            upper=upper,
            lower=_hinged(upper, self.start + along * size - middle),
            first=self.first,
            second=self.second,
            stiff_from=self.stiff_from,
            bends_to=self.bends_to,
        )


def _swung(frames: Array, down: Array) -> Array:
    """Frames turned the shortest way so that they point along `down`."""
    turned: Array = _swing(-frames[:, :, 1], _unit(down)) @ frames
    return turned


def _swing(before: Array, after: Array) -> Array:
    """The shortest turns from unit vectors to unit vectors."""
    axis = np.cross(before, after)
    cosine = _dot(before, after)[..., None]
    skew = np.zeros((len(axis), 3, 3))
    skew[:, 0, 1], skew[:, 0, 2], skew[:, 1, 2] = -axis[:, 2], axis[:, 1], -axis[:, 0]
    skew[:, 1, 0], skew[:, 2, 0], skew[:, 2, 1] = axis[:, 2], -axis[:, 1], axis[:, 0]
    turn: Array = np.eye(3) + skew + skew @ skew / np.maximum(1 + cosine, 1e-6)
    return turn


def _hinged(above: Array, down: Array) -> Array:
    """Attitudes of bones behind a hinge whose axis is the left of the bone above."""
    up = -_unit(down)
    left = above[:, :, 0]
    left = _unit(left - up * _dot(left, up))
    return np.stack((left, up, np.cross(left, up)), axis=2)


def _dot(a: Array, b: Array) -> Array:
    dots: Array = (a * b).sum(axis=1, keepdims=True)
    return dots


def _unit(v: Array) -> Array:
    units: Array = v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), _SHORTEST)
    return units
