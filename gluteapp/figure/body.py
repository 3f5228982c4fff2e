"""The mesh of a body as it was built: places, normals, weights and regions; knows no pose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gluteapp.core.exercise import Muscle
from gluteapp.errors import ContentError
from gluteapp.figure.bones import BONES
from gluteapp.language import tr

Floats = NDArray[np.float32]

CLOTHS = ("leggings", "top", "hair", "shoe")
"""Columns of `Body.cloths`."""
MUSCLES = tuple(Muscle)
"""Columns of `Body.muscles`."""
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One body type at rest, in metres at a stature of 1.70 m, y up, facing +z, left is +x.

    Distances to regions are signed, in metres, positive inside, so that an edge is sharp at any
    size of the picture.
    """

    points: Floats
    """(N, 3) rest places."""
    normals: Floats
    """(N, 3) unit normals."""
    triangles: NDArray[np.int32]
    """(M, 3) corners, counter-clockwise seen from outside."""
    weights: Floats
    """(N, B) share of each bone of `bones.BONES`; rows add up to 1."""
    rest_points: NDArray[np.float64]
    """(B, 3) where each bone turns, at rest."""
    rest_frames: NDArray[np.float64]
    """(B, 3, 3) attitude of each bone at rest; columns left, up, front."""
    occlusion: Floats
    """(N,) how much of the sky a place sees at rest, 0 to 1."""
    breath: Floats
    """(N,) metres a place moves along its normal at a full breath."""
    cloths: Floats
    """(N, 4) distance to the edge of each of `CLOTHS`."""
    muscles: Floats
    """(N, 7) distance to the edge of each of `MUSCLES`, either side."""


_SHAPES = {
    "points": ("N", 3), "normals": ("N", 3), "triangles": ("M", 3), "weights": ("N", "B"),
    "rest_points": ("B", 3), "rest_frames": ("B", 3, 3), "occlusion": ("N",), "breath": ("N",),
    "cloths": ("N", len(CLOTHS)), "muscles": ("N", len(MUSCLES)),
}  # fmt: skip


def load_body(path: Path) -> Body:
    """Read a body file; ContentError says what is wrong with it and what to do."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in _SHAPES}
    except (OSError, ValueError, KeyError) as error:
        raise _broken(path, str(error)) from error
    raise NotImplementedError  # the owner of this file checks and decodes


def _broken(path: Path, why: str) -> ContentError:
    return ContentError(tr("{file}: {why}", file=path.name, why=why))


_ = BONES
