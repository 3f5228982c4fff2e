"""The skin of a body drawn over a pose: every point follows its bones; knows no picture."""

from __future__ import annotations

import numpy as np

from gluteapp.figure.body import Body, Floats
from gluteapp.figure.bones import BONES, bone_places
from gluteapp.figure.pose import Pose

_SOFT_SIDE_BONES = ("hip_half", "thigh", "collar", "shoulder_half", "arm_turn", "upper_arm")
_SOFT_BONES = (
    "pelvis",
    "waist",
    "chest",
    *(f"{side}_{bone}" for side in "lr" for bone in _SOFT_SIDE_BONES),
)
_PRESS_M = 0.010
"""Flesh begins to give this far above the floor and lies on it from as far below."""
_MOST_PRESS_M = 0.030
"""More than this no flesh gives: what is deeper is a wrong pose and is to be seen."""


class Skinner:
    """Poses one body; keeps its buffers, so each thread makes its own.

    Coordinates lie in planes (all x, all y, all z): one matrix product blends the bones of all
    points, and what is left are sums of long rows (measured: a third of the time of small
    products per point).
    """

    def __init__(self, *, body: Body) -> None:
        self._shares = np.ascontiguousarray(body.weights.T, dtype=np.float32)
        self._points = np.ascontiguousarray(body.points.T, dtype=np.float32)
        self._normals = np.ascontiguousarray(body.normals.T, dtype=np.float32)
        self._breath = self._normals * body.breath[None, :]
        soft = [BONES.index(name) for name in _SOFT_BONES]
        self._softness = body.weights[:, soft].sum(1)
        self._rest_points, self._rest_frames = body.rest_points, body.rest_frames
        size = len(body.points)
        self._blend = np.empty((12, size), dtype=np.float32)
        self._part = np.empty(size, dtype=np.float32)

    def skin(self, pose: Pose) -> tuple[Floats, Floats]:
        """Places and unit normals (N, 3) in world metres, with the breath of the pose."""
        frames, places = bone_places(pose)
        turns = frames @ self._rest_frames.transpose(0, 2, 1)
        shifts = places - np.einsum("bij,bj->bi", turns, self._rest_points)
        moves = np.concatenate([turns, shifts[:, :, None]], axis=2).reshape(-1, 12)
        np.matmul(moves.T.astype(np.float32), self._shares, out=self._blend)
        rest = self._points
        if pose.breath:
            rest = rest + self._breath * np.float32(pose.breath)
        points = self._moved(rest, with_shift=True)
        self._press(points)
        return points, self._unit(self._moved(self._normals))

    def _press(self, points: Floats) -> None:
        """Flatten seat, thighs, back and shoulders where they lie on the floor."""
        near = np.flatnonzero(points[:, 1] < _PRESS_M)
        height = points[near, 1]
        give = (_PRESS_M - np.maximum(height, -_PRESS_M)) ** 2 / (4 * _PRESS_M)
        give += np.maximum(-_PRESS_M - height, 0.0)
        points[near, 1] += np.minimum(give, _MOST_PRESS_M) * self._softness[near]

    def _moved(self, rest: Floats, *, with_shift: bool = False) -> Floats:
        """Planes (3, N) through the blended moves, as rows (N, 3)."""
        result = np.empty((rest.shape[1], 3), dtype=np.float32)
        part = self._part
        for axis in range(3):
            row = self._blend[4 * axis : 4 * axis + 4]
            total = row[0] * rest[0]
            total += np.multiply(row[1], rest[1], out=part)
            total += np.multiply(row[2], rest[2], out=part)
            if with_shift:
                total += row[3]
            result[:, axis] = total
        return result

    @staticmethod
    def _unit(normals: Floats) -> Floats:
        size = np.sqrt(np.einsum("ij,ij->i", normals, normals))
        normals /= np.maximum(size, np.float32(1e-6))[:, None]
        return normals
