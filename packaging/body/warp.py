"""Which parts of a body get more triangles than their size; knows no shape.

Thinning out spends triangles by size and bend. Head, hips, thighs and hands are blown up before and
shrunk after: a face needs them for its features, hips to knees for smooth edges of muscles.
"""

from __future__ import annotations

import numpy as np
from landmarks import CM, HAND_FRAME, WRIST
from mesh import Warp
from numpy.typing import NDArray
from sdf import Array, smooth_step

HEAD_SCALE, HIP_SCALE, HAND_SCALE = 2.3, 1.5, 1.5
_ARM_FROM_M, _ARM_BELOW_M = 0.30, 1.15
"""Arms hang beside the hips: outside and below this they are left as they are."""
_HAND_FULL_M = 0.05
_HEIGHTS = np.linspace(-0.1, 1.9, 8001)
_REACHES = np.linspace(0.0, 0.35, 4001)
_WRIST = WRIST * CM
_HAND_WAY = -HAND_FRAME[:, 1]


def body_warp() -> Warp:
    """Blow up and shrink back the left half, places in metres."""
    return Warp(out=_out, back=_back)


def _scale(height: Array) -> Array:
    head = smooth_step(1.455, 1.515, height)
    hips = smooth_step(0.36, 0.46, height) * smooth_step(1.10, 1.02, height)
    return 1 + (HEAD_SCALE - 1) * head + (HIP_SCALE - 1) * hips


def _raised() -> Array:
    """Blown-up height of each of `_HEIGHTS`."""
    scale = _scale(_HEIGHTS)
    steps = (scale[1:] + scale[:-1]) / 2 * np.diff(_HEIGHTS)
    return np.asarray(np.concatenate([[0.0], np.cumsum(steps)]) + _HEIGHTS[0])


def _arm_lift() -> float:
    """How far arms go up with the shoulders that are above the blown-up hips."""
    return float(np.interp(_ARM_BELOW_M, _HEIGHTS, _raised())) - _ARM_BELOW_M


def _hand_scale(reach: Array) -> Array:
    return 1 + (HAND_SCALE - 1) * smooth_step(0.0, _HAND_FULL_M, reach)


def _hand_reach(from_wrist: Array) -> Array:
    return np.maximum(from_wrist @ _HAND_WAY, 0.0)


def _is_arm(points: Array, lift: float) -> NDArray[np.bool_]:
    return (points[:, 0] > _ARM_FROM_M) & (points[:, 1] < _ARM_BELOW_M + lift)


def _out(points: Array) -> Array:
    blown = points.copy()
    scale = _scale(points[:, 1])
    blown[:, 0], blown[:, 2] = points[:, 0] * scale, points[:, 2] * scale
    blown[:, 1] = np.interp(points[:, 1], _HEIGHTS, _raised())
    arm = _is_arm(points, 0.0)
    away = points[arm] - _WRIST
    blown[arm] = _WRIST + away * _hand_scale(_hand_reach(away))[:, None]
    blown[arm, 1] += _arm_lift()
    return blown


def _back(points: Array) -> Array:
    shrunk = points.copy()
    lift = _arm_lift()
    arm = _is_arm(points, lift)
    away = points[arm] - _WRIST - np.array((0.0, lift, 0.0))
    reach = np.interp(_hand_reach(away), _REACHES * _hand_scale(_REACHES), _REACHES)
    shrunk[arm] = _WRIST + away / _hand_scale(reach)[:, None]
    body = ~arm
    height = np.interp(points[body, 1], _raised(), _HEIGHTS)
    scale = _scale(height)
    shrunk[body, 1] = height
    shrunk[body, 0], shrunk[body, 2] = points[body, 0] / scale, points[body, 2] / scale
    return shrunk
