"""How much each bone moves each point: heat from the bones, shared out over helper bones.

Weights spread over the skin like heat (Baran & Popovic 2007). Where two bones meet, the share s
of the far one becomes (1-s)^2, 2s(1-s), s^2 for near bone, half bone and far bone: a quadratic
B-spline through three turns, which bends like a hose and not like a hinge.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as spl
from landmarks import (
    ANKLE,
    BALL,
    CM,
    ELBOW,
    FINGER_TIP,
    HAND_FRAME,
    HIP,
    KNEE,
    SHOULDER,
    TOE,
    WRIST,
)
from numpy.typing import NDArray
from sdf import Array, mirrored, smooth_step, unit

from gluteapp.figure.bones import BONES
from gluteapp.figure.hand_bones import FINGER_BONES

Segment = tuple[Array, Array]
Weights = dict[str, Array]
_SMALLEST = 0.004
_MOST_BONES = 8


def _point(x: float, y: float, z: float) -> Array:
    return np.array((x, y, z))


def _middle_segments() -> dict[str, list[Segment]]:
    across = [(_point(-8, 94, -2), _point(8, 94, -2)), (_point(0, 104, -1), _point(0, 85, -1))]
    for g in (1, -1):
        across.append((_point(8.0 * g, 95, -6), _point(8.0 * g, 86.5, -6.5)))
        across.append((_point(12.8 * g, 97, -2), _point(12.8 * g, 92, -2)))
    chest = [
        (_point(0, 105, -2), _point(0, 141, -2)),
        (_point(-8, 116, 0), _point(8, 116, 0)),
        (_point(-9, 126, 0), _point(9, 126, 0)),
        (_point(-10, 133, -2), _point(10, 133, -2)),
    ]
    head = [(_point(0, 143, 0), _point(0, 165, 0))]
    return {"pelvis": across, "chest": chest, "head": head}


def _left_segments() -> dict[str, list[Segment]]:
    upper, lower = ELBOW - SHOULDER, KNEE - HIP
    hand = FINGER_TIP - WRIST
    return {
        "collar": [(_point(6.0, 141.5, -1.0), SHOULDER + _point(-4.5, 0.5, 0.0))],
        "upper_arm": [(SHOULDER + upper * 0.10, ELBOW - upper * 0.02)],
        "forearm": [(ELBOW, WRIST)],
        "hand": [(WRIST + hand * 0.06, FINGER_TIP)],
        "thigh": [(HIP + lower * 0.16, KNEE)],
        "shank": [(KNEE, ANKLE)],
        "foot": [
            (ANKLE + _point(0, -2, 0), BALL + _point(0, 2.4, 0)),
            (ANKLE + _point(0, -2.5, 0), ANKLE + _point(0, -4, -4)),
        ],
        "toes": [(BALL + _point(0, 2.2, 1), TOE + _point(0, 2, 0))],
    }


def skin_weights(points: Array, triangles: NDArray[np.int64]) -> Array:
    """(n, bones) shares that add up to 1, for a whole mesh in metres; sparse in truth."""
    at = points / CM
    weights = _heat(at, triangles)
    _split_trunk(weights, at)
    for side, places in (("l", at), ("r", mirrored(at))):
        _split_leg(weights, side)
        _split_arm(weights, side, places)
        _split_hand(weights, side, places)
    return _tidied(np.stack([weights.get(bone, np.zeros(len(at))) for bone in BONES], 1))


def _heat(at: Array, triangles: NDArray[np.int64]) -> Weights:
    """Every point is warmed by its nearest bone; the skin carries the heat on."""
    segments = _middle_segments()
    for name, parts in _left_segments().items():
        segments[f"l_{name}"] = parts
        segments[f"r_{name}"] = [(mirrored(a), mirrored(b)) for a, b in parts]
    names = list(segments)
    far = np.stack([np.min([_gap(at, *part) for part in segments[n]], axis=0) for n in names], 1)
    for column, name in enumerate(names):
        if name.startswith("l_"):
            far[at[:, 0] < -0.5, column] = 1e3
        if name.startswith("r_"):
            far[at[:, 0] > 0.5, column] = 1e3
    nearest = far.min(1)
    warmth = 0.9 / np.maximum(nearest, 0.8) ** 2
    source = np.exp(-(((far - nearest[:, None]) / 0.9) ** 2))
    source /= source.sum(1, keepdims=True)
    stiffness, area = _laplacian(at, triangles)
    solve = spl.splu((stiffness + sp.diags(area * warmth)).tocsc()).solve
    shares = np.clip(solve((area * warmth)[:, None] * source), 0.0, None)
    shares /= shares.sum(1, keepdims=True)
    return {name: shares[:, column] for column, name in enumerate(names)}


def _gap(at: Array, start: Array, end: Array) -> Array:
    line = end - start
    share = np.clip((at - start) @ line / (line @ line), 0.0, 1.0)
    return np.asarray(np.linalg.norm(at - start - share[:, None] * line, axis=1))


def _laplacian(at: Array, triangles: NDArray[np.int64]) -> tuple[sp.csr_matrix, Array]:
    """Cotangent weights and the area that belongs to each point."""
    corners = [at[triangles[:, k]] for k in range(3)]
    rows, columns, values = [], [], []
    area = np.zeros(len(at))
    for k in range(3):
        tip, a, b = corners[k], corners[(k + 1) % 3], corners[(k + 2) % 3]
        twice = np.linalg.norm(np.cross(a - tip, b - tip), axis=1)
        values.append(((a - tip) * (b - tip)).sum(1) / np.maximum(twice, 1e-6) * 0.5)
        rows.append(triangles[:, (k + 1) % 3])
        columns.append(triangles[:, (k + 2) % 3])
        np.add.at(area, triangles[:, k], twice / 6)
    weight = np.clip(np.concatenate(values), 0.01, 5.0)
    joined = sp.coo_matrix(
        (weight, (np.concatenate(rows), np.concatenate(columns))), (len(at),) * 2
    )
    joined = (joined + joined.T).tocsr()
    return sp.diags(np.asarray(joined.sum(1)).ravel()) - joined, area


def _split_trunk(weights: Weights, at: Array) -> None:
    """Pelvis, waist and chest by height; neck and head by planes that rise towards the nape."""
    x, y, z = at.T
    middle = weights["pelvis"] + weights["chest"]
    share = smooth_step(95.0, 114.0, y)
    weights["pelvis"] = middle * (1 - share) ** 2
    weights["waist"] = middle * 2 * share * (1 - share)
    above = middle * share**2 + weights["head"]
    collars = above + weights["l_collar"] + weights["r_collar"]
    near = smooth_step(12.0, 6.5, np.abs(x))
    head = smooth_step(147.3, 150.9, y + 0.42 * z) * smooth_step(11.5, 10.5, np.abs(x))
    neck = smooth_step(139.0, 146.5, y + 0.25 * z) * np.maximum(near, head) * (1 - head)
    body = 1 - head - neck
    weights["head"], weights["neck"] = collars * head, collars * neck
    weights["chest"] = above * body
    for side in "lr":
        weights[f"{side}_collar"] = weights[f"{side}_collar"] * body


def _hose(weights: Weights, above: tuple[str, ...], half: str, below: str) -> None:
    """Share out what two neighbours have over the bone between them."""
    near = sum((weights[name] for name in above), np.zeros_like(weights[below]))
    both = near + weights[below]
    share = weights[below] / np.maximum(both, 1e-9)
    weights[half] = both * 2 * share * (1 - share)
    for name in above:
        weights[name] = weights[name] / np.maximum(near, 1e-9) * both * (1 - share) ** 2
    weights[below] = both * share**2


def _split_leg(weights: Weights, side: str) -> None:
    _hose(weights, ("pelvis",), f"{side}_hip_half", f"{side}_thigh")
    _hose(weights, (f"{side}_thigh",), f"{side}_knee_half", f"{side}_shank")


def _split_arm(weights: Weights, side: str, at: Array) -> None:
    """Halves at shoulder and elbow; twist shared out along both bones."""
    upper, fore = f"{side}_upper_arm", f"{side}_forearm"
    _hose(weights, (f"{side}_collar", "chest"), f"{side}_shoulder_half", upper)
    _hose(weights, (upper,), f"{side}_elbow_half", fore)
    along = _along(at, SHOULDER, ELBOW)
    weights[f"{side}_arm_turn"] = weights[upper] * smooth_step(0.85, 0.15, along)
    weights[upper] = weights[upper] - weights[f"{side}_arm_turn"]
    along = _along(at, ELBOW, WRIST)
    weights[f"{side}_forearm_turn"] = weights[fore] * smooth_step(0.05, 0.95, along)
    weights[fore] = weights[fore] - weights[f"{side}_forearm_turn"]
    _hose(weights, (fore, f"{side}_forearm_turn"), f"{side}_wrist_half", f"{side}_hand")


def _along(at: Array, start: Array, end: Array) -> Array:
    line = end - start
    return np.clip((at - start) @ line / (line @ line), 0.0, 1.0)


def _split_hand(weights: Weights, side: str, at: Array) -> None:
    """Fingers beyond their slanted lines of joints, the thumb on its own side of the palm."""
    local = (at - WRIST) @ HAND_FRAME
    bones = {bone.name: bone for bone in FINGER_BONES}
    share: dict[str, Array] = {}
    for name in ("fingers_near", "fingers_far"):
        axis = unit(bones[name].axis)
        outward = unit(np.cross(axis, np.array((1.0, 0.0, 0.0))))
        outward = outward if outward[1] < 0 else -outward
        beyond = (local - np.array(bones[name].at_m) / CM) @ outward
        share[name] = smooth_step(-0.9, 0.8, beyond)
    down, front = -local[:, 1], local[:, 2]
    thumb = smooth_step(-0.5, 0.7, front - 3.9 - 0.75 * smooth_step(7.0, 8.5, down))
    thumb = thumb * smooth_step(2.0, 4.5, down) * smooth_step(13.5, 12.5, down)
    hand = weights[f"{side}_hand"]
    near = hand * share["fingers_near"] * (1 - thumb)
    weights[f"{side}_thumb"] = hand * thumb
    weights[f"{side}_fingers_far"] = near * share["fingers_far"]
    weights[f"{side}_fingers_near"] = near * (1 - share["fingers_far"])
    weights[f"{side}_hand"] = hand * (1 - thumb) * (1 - share["fingers_near"])


def _tidied(weights: Array) -> Array:
    """Only what counts, at most `_MOST_BONES` a point."""
    largest = np.sort(weights, axis=1)[:, -_MOST_BONES]
    kept = np.where(weights >= np.maximum(largest, _SMALLEST)[:, None], weights, 0.0)
    return np.asarray(kept / kept.sum(1, keepdims=True))
