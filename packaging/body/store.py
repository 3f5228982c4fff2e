"""A built body as a small file of whole numbers, and its manifest; knows how none was made."""

from __future__ import annotations

import hashlib
import json
import zipfile
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sdf import Array

from gluteapp.figure.body import FORMAT, UNIT_M
from gluteapp.figure.bones import bone_places
from gluteapp.figure.rest import rest_pose

Stored = dict[str, NDArray[np.generic]]
_MOST_BONES = 8
_WHOLE_SHARE = 65535
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
TOOLS = ("fast-simplification", "numpy", "scikit-image", "scipy")


def stored(
    *,
    seam: int,
    points: Array,
    normals: Array,
    triangles: NDArray[np.int64],
    weights: Array,
    occlusion: Array,
    breath: Array,
    cloths: Array,
    muscles: Array,
) -> Stored:
    """The arrays of a left half as they are written; metres in, whole numbers out."""
    order = np.argsort(-weights, axis=1, kind="stable")[:, :_MOST_BONES]
    shares = np.take_along_axis(weights, order, axis=1)
    frames, places = bone_places(rest_pose())
    return {
        "format": np.array(FORMAT, dtype=np.int64),
        "seam": np.array(seam, dtype=np.int64),
        "points": _steps(points),
        "normals": np.rint(normals * 32767).astype(np.int16),
        "triangles": triangles.astype(np.uint16),
        "bones": order.astype(np.uint8),
        "shares": np.rint(shares * _WHOLE_SHARE).astype(np.uint16),
        "rest_points": places,
        "rest_frames": frames,
        "occlusion": np.rint(np.clip(occlusion, 0, 1) * 255).astype(np.uint8),
        "breath": _steps(breath),
        "cloths": _steps(cloths),
        "muscles": _steps(muscles),
    }


def _steps(metres: Array) -> NDArray[np.int16]:
    return np.rint(metres / UNIT_M).astype(np.int16)


def write(arrays: Stored, path: Path) -> None:
    """Write an npz that is the same bytes for the same arrays."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            content = BytesIO()
            np.lib.format.write_array(content, np.asarray(array, order="C"), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=_LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.getvalue())


def checksum(arrays: Stored) -> str:
    """SHA-256 over names, types, shapes and contents of all arrays."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.asarray(arrays[name], order="C")
        digest.update(f"{name} {array.dtype} {array.shape}".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()


def write_manifest(bodies: dict[str, Stored], path: Path) -> None:
    """Say beside the files what they are and what made them."""
    manifest = {
        "made_by": "make body",
        "format": FORMAT,
        "tools": {name: version(name) for name in TOOLS},
        "bodies": {
            name: {
                "points": 2 * len(arrays["points"]) - int(arrays["seam"]),
                "triangles": 2 * len(arrays["triangles"]),
                "sha256": checksum(arrays),
            }
            for name, arrays in bodies.items()
        },
    }
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
