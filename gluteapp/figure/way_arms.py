"""Keeps arms beside or before the trunk while they are moved; knows no way."""

from __future__ import annotations

from typing import Final

import numpy as np

from gluteapp.figure.chain import SHOULDER, SIDE_START, Chain
from gluteapp.figure.quaternion import (
    Array,
    from_vectors,
    product,
    to_matrices,
    to_vectors,
    turned_back,
)

SHOULDERS: Final = [start + SHOULDER for start in SIDE_START.values()]
_OUT_MIN, _FRONT_MIN = 0.30, -0.12
"""Parts of the upper arm's direction, in the chest, that it keeps half way; out where its ends do."""
_WIDE = 0.5
"""An arm that turns less than this, radians, needs no way round."""


def arms_aside(before: Chain, after: Chain) -> Array:
    """Turns (2, 3; axis times angle, in the arm's own frame) to add half way, left and right."""
    aside = np.zeros((2, 3))
    for index, (shoulder, g) in enumerate(zip(SHOULDERS, (1.0, -1.0), strict=True)):
        first, last = before.turns[shoulder], after.turns[shoulder]
        turned = to_vectors(product(turned_back(first), last))
        if float(np.linalg.norm(turned)) < _WIDE:
            continue
        frame = to_matrices(product(first, from_vectors(turned / 2)))
        ends = [-to_matrices(turn)[:, 1] for turn in (first, last)]
        down = -frame[:, 1]
        out = min(_OUT_MIN, *(g * float(end[0]) for end in ends))
        sideways, forward = max(g * float(down[0]), out), max(float(down[2]), _FRONT_MIN)
        wanted = np.array((g * sideways, down[1], forward))
        wanted = wanted / np.linalg.norm(wanted)
        axis = np.cross(down, wanted)
        size = float(np.linalg.norm(axis))
        if size > 1e-6:
            angle = np.arctan2(size, float(down @ wanted))
            aside[index] = frame.T @ axis * (angle / size)
    return aside
