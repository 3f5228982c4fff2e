"""The mesh of a body as it was built: places, normals, weights and regions; knows no pose.

A file holds the left half only, in whole numbers; the right half is its mirror.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.core.exercise import Muscle
from gluteapp.figure.bones import BONES, bone_places
from gluteapp.figure.pose import other_side
from gluteapp.figure.rest import rest_pose

Floats = NDArray[np.float32]
Arrays = dict[str, NDArray[np.generic]]

CLOTHS = ("leggings", "top", "hair", "shoe")
"""Columns of `Body.cloths`."""
MUSCLES = tuple(Muscle)
"""Columns of `Body.muscles`."""
FORMAT = 1
UNIT_M: Final = 1 / 16384
"""One step of every stored place and distance, metres."""
_REST_OFF: Final = 0.005
"""How far bones at rest may be from the skeleton, metres and parts of a direction."""
_MIRROR = np.array((-1.0, 1.0, 1.0), dtype=np.float32)


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


_STORED: Final[dict[str, tuple[str, tuple[int | str, ...]]]] = {
    "format": ("int64", ()),
    "seam": ("int64", ()),
    "points": ("int16", ("n", 3)),
    "normals": ("int16", ("n", 3)),
    "triangles": ("uint16", ("m", 3)),
    "bones": ("uint8", ("n", "k")),
    "shares": ("uint16", ("n", "k")),
    "rest_points": ("float64", (len(BONES), 3)),
    "rest_frames": ("float64", (len(BONES), 3, 3)),
    "occlusion": ("uint8", ("n",)),
    "breath": ("int16", ("n",)),
    "cloths": ("int16", ("n", len(CLOTHS))),
    "muscles": ("int16", ("n", len(MUSCLES))),
}
"""Type and shape of every stored array. The first `seam` points lie on the middle plane."""


class BodyFlaw(StrEnum):
    """What is wrong with a body file."""

    NONE_LEFT = "no body file can be read"
    UNREADABLE = "cannot be read as a mesh file"
    MISSING = "lacks an array"
    MISSHAPEN = "has an array of the wrong shape"
    UNSOUND = "has numbers that do not fit together"


class BodyError(ValueError):
    """A body file could not be used; the words for it belong to who shows them."""

    def __init__(self, path: Path, flaw: BodyFlaw, array: str = "") -> None:
        super().__init__(f"{path.name} {flaw} {array}".rstrip())
        self.path = path
        self.flaw = flaw
        self.array = array


def load_body(path: Path) -> Body:
    """Read a body file; BodyError says what is wrong with it."""
    try:
        arrays = _read(path)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise BodyError(path, BodyFlaw.UNREADABLE) from error
    for name in _STORED:
        if name not in arrays:
            raise BodyError(path, BodyFlaw.MISSING, name)
    for name, (kind, shape) in _STORED.items():
        if str(arrays[name].dtype) != kind or not _fits(arrays, name, shape):
            raise BodyError(path, BodyFlaw.MISSHAPEN, name)
    if int(arrays["format"]) != FORMAT or not _is_sound(arrays):
        raise BodyError(path, BodyFlaw.UNSOUND)
    return _whole(arrays)


def _read(path: Path) -> Arrays:
    """Opened here and not by numpy, which leaves a broken file open."""
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        return {
            name: np.lib.format.read_array(BytesIO(archive.read(f"{name}.npy")))
            for name in _STORED
            if f"{name}.npy" in names
        }


def _fits(arrays: Arrays, name: str, shape: tuple[int | str, ...]) -> bool:
    sizes = {"n": arrays["points"].shape[0] if arrays["points"].ndim else 0}
    found = arrays[name].shape
    if len(found) != len(shape):
        return False
    return all(
        size == (sizes.get(want, size) if isinstance(want, str) else want)
        for size, want in zip(found, shape, strict=True)
    )


def _is_sound(arrays: Arrays) -> bool:
    """Indices point at what is there, shares add up to something, rest and mesh are whole."""
    return (
        arrays["bones"].shape == arrays["shares"].shape
        and len(arrays["triangles"]) > 0
        and int(arrays["triangles"].max()) < len(arrays["points"])
        and int(arrays["bones"].max()) < len(BONES)
        and bool(arrays["shares"].astype(np.int64).sum(1).all())
        and _is_half(arrays)
        and _is_at_rest(arrays)
    )


def _is_half(arrays: Arrays) -> bool:
    """Whether the triangles are closed but for the seam, which lies on the middle plane."""
    size, seam = len(arrays["points"]), int(arrays["seam"])
    corners = arrays["triangles"].astype(np.int64)
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    there, back = edges @ (size, 1), edges @ (1, size)
    border = np.unique(edges[~np.isin(there, back)])
    return (
        bool((edges[:, 0] != edges[:, 1]).all())
        and np.array_equal(border, np.arange(seam))
        and not arrays["points"][:seam, 0].astype(bool).any()
    )


def _is_at_rest(arrays: Arrays) -> bool:
    """Whether the bones are where this program's skeleton has them in the pose of the mesh."""
    frames, places = bone_places(rest_pose())
    return bool(
        np.allclose(arrays["rest_frames"].astype(np.float64), frames, rtol=0, atol=_REST_OFF)
        and np.allclose(arrays["rest_points"].astype(np.float64), places, rtol=0, atol=_REST_OFF)
    )


def _whole(arrays: Arrays) -> Body:
    """Decode the left half and set its mirror beside it."""
    size, seam = len(arrays["points"]), int(arrays["seam"])
    both = np.concatenate([np.arange(size), np.arange(seam, size)])
    sides = np.ones((len(both), 3), dtype=np.float32)
    sides[size:] = _MIRROR
    renamed = np.concatenate([np.arange(seam), np.arange(size, len(both))])
    left = arrays["triangles"].astype(np.int32)
    right = renamed[left][:, ::-1].astype(np.int32)
    weights = _weights(arrays)
    return Body(
        points=_metres(arrays["points"])[both] * sides,
        normals=_unit(arrays["normals"].astype(np.float32))[both] * sides,
        triangles=np.ascontiguousarray(np.concatenate([left, right])),
        weights=np.concatenate([weights, weights[seam:, _mirrored_bones()]]),
        rest_points=arrays["rest_points"].astype(np.float64),
        rest_frames=arrays["rest_frames"].astype(np.float64),
        occlusion=(arrays["occlusion"].astype(np.float32) / 255)[both],
        breath=_metres(arrays["breath"])[both],
        cloths=_metres(arrays["cloths"])[both],
        muscles=_metres(arrays["muscles"])[both],
    )


def _metres(stored: NDArray[np.generic]) -> Floats:
    return stored.astype(np.float32) * np.float32(UNIT_M)


def _unit(vectors: Floats) -> Floats:
    size = np.sqrt((vectors * vectors).sum(1, keepdims=True))
    unit: Floats = vectors / np.maximum(size, np.float32(1e-6))
    return unit


def _mirrored_bones() -> list[int]:
    return [BONES.index(other_side(name)) for name in BONES]


def _weights(arrays: Arrays) -> Floats:
    bones, shares = arrays["bones"].astype(np.int64), arrays["shares"].astype(np.float64)
    weights = np.zeros((len(bones), len(BONES)))
    rows = np.arange(len(bones))[:, None]
    np.add.at(weights, (rows, bones), shares / shares.sum(1, keepdims=True))
    seam = int(arrays["seam"])
    middle = weights[:seam]
    weights[:seam] = (middle + middle[:, _mirrored_bones()]) / 2
    return weights.astype(np.float32)
