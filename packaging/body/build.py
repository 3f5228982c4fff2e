"""Make the coach's bodies: `python packaging/body/build.py [FOLDER]` writes a.npz and b.npz.

Signed distances become triangles, get skin weights, clothes, muscles and shade, and are written
as whole numbers with a manifest that says what they are.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from hair import hair_distance
from mesh import Half, Warp, both_halves, gradient, half_mesh
from regions import breath_depth, cloth_distances, muscle_distances
from sdf import Array, smooth_step
from store import Stored, stored, write, write_manifest
from warp import body_warp
from weights import skin_weights
from whole import whole

from gluteapp.figure.bones import BONES
from gluteapp.figure.pose import other_side
from gluteapp.figure.scene import BODY_TYPES

FOLDER = Path(__file__).parents[2] / "assets" / "bodies"
LOW = np.array((0.0, -0.012, -0.18))
HIGH = np.array((0.74, 1.82, 0.25))
STEP_M = 0.0032
HALF_TRIANGLES = 8350
LONGEST_M, LONGEST_ON_HIPS_M = 0.050, 0.027
_SHADE_STEPS = ((0.004, 0.14), (0.010, 0.18), (0.022, 0.18), (0.050, 0.22))
"""How far out the surface is felt for, metres, and how much that darkens."""


def build(body_type: str) -> Stored:
    """The arrays of one body, as they are stored."""

    def field(points: Array) -> Array:
        return whole(points, body_type)

    warp: Warp = body_warp()
    half = half_mesh(
        field, LOW, HIGH, step=STEP_M, count=HALF_TRIANGLES, warp=warp, longest=_longest_edge
    )
    normals = _normals(half, body_type)
    weights = _half_weights(half)
    arm = ("upper_arm", "arm_turn", "elbow_half", "forearm", "forearm_turn", "wrist_half", "hand")
    fingers = ("fingers_near", "fingers_far", "thumb")
    is_arm = weights[:, [BONES.index(f"l_{name}") for name in arm + fingers]].sum(1)
    hair = _hair(half.points, body_type)
    return stored(
        seam=half.seam,
        points=half.points,
        normals=normals,
        triangles=half.triangles,
        weights=weights,
        occlusion=_sky(half.points, normals, body_type),
        breath=breath_depth(half.points),
        cloths=cloth_distances(half.points, is_arm, hair, body_type),
        muscles=muscle_distances(half.points, is_arm),
    )


def _longest_edge(points: Array) -> Array:
    """Shorter where muscles have their edges than elsewhere, metres."""
    height = points[:, 1]
    hips = smooth_step(0.70, 0.78, height) * smooth_step(1.08, 1.02, height)
    hips = hips * (points[:, 0] < 0.30)
    return np.asarray(LONGEST_M + (LONGEST_ON_HIPS_M - LONGEST_M) * hips)


def _normals(half: Half, body_type: str) -> Array:
    """Slopes of the distance: finer on the head, and no sideways part on the seam."""
    points = half.points

    def slope(reach: float) -> Array:
        found = gradient(lambda p: whole(p, body_type), points, reach)
        return np.asarray(found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9))

    fine = smooth_step(1.49, 1.51, points[:, 1])[:, None]
    normals = slope(0.0025) * (1 - fine) + slope(0.0013) * fine
    normals[: half.seam, 0] = 0.0
    return np.asarray(normals / np.linalg.norm(normals, axis=1, keepdims=True))


def _half_weights(half: Half) -> Array:
    """Weights of the left half, those on the seam the same for left and right."""
    points, triangles = both_halves(half)
    weights = skin_weights(points, triangles)[: len(half.points)]
    mirror = [BONES.index(other_side(name)) for name in BONES]
    seam = weights[: half.seam]
    weights[: half.seam] = (seam + seam[:, mirror]) / 2
    return weights


def _hair(points: Array, body_type: str) -> Array:
    """The hair's edge; far outside it anywhere below the head."""
    distance = np.full(len(points), -0.06)
    near = points[:, 1] > 1.42
    distance[near] = hair_distance(points[near], body_type)
    return distance


def _sky(points: Array, normals: Array, body_type: str) -> Array:
    """How open each place is, felt along its normal (Evans 2006); 1 is wide open."""
    sky = np.ones(len(points))
    for far, weight in _SHADE_STEPS:
        sky -= weight * np.clip(1 - whole(points + normals * far, body_type) / far, 0, 1)
    return np.clip(sky, 0.15, 1.0)


def main() -> None:
    """Build every body into the folder given, or into the assets."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    bodies: dict[str, Stored] = {}
    for body_type in BODY_TYPES:
        start = time.monotonic()
        bodies[body_type] = build(body_type)
        path = folder / f"{body_type}.npz"
        write(bodies[body_type], path)
        size = path.stat().st_size
        print(f"{path}: {size / 1000:.0f} kB in {time.monotonic() - start:.1f} s")
    write_manifest(bodies, folder / "manifest.json")


if __name__ == "__main__":
    main()
