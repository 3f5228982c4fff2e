"""Small sums on planar arrays: colours and directions as (3, n); knows nothing they mean."""

from __future__ import annotations

import numpy as np

from gluteapp.figure.body import Floats


def column(colour: tuple[float, float, float]) -> Floats:
    """A colour or direction as a column (3, 1) beside planar arrays."""
    return np.array(colour, dtype=np.float32)[:, None]


def dot(a: Floats, b: Floats) -> Floats:
    """Dot products (n,) of directions (3, n)."""
    dotted: Floats = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    return dotted


def unit_rows(a: Floats) -> Floats:
    """The same directions (3, n) at length 1."""
    size: Floats = np.sqrt(np.maximum(dot(a, a), np.float32(1e-12)))
    return np.divide(a, size, dtype=np.float32)


def power(base: Floats, exponent: float) -> Floats:
    """A power of numbers from 0 to 1, by the cheap road."""
    raised: Floats = np.exp(np.log(np.maximum(base, np.float32(1e-6))) * np.float32(exponent))
    return raised
