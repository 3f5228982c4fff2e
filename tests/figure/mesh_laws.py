"""Measures how a skinned body keeps the figure laws: floor, and contact patches that stay."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Body
from gluteapp.figure.bones import BONES
from gluteapp.figure.pose import Pose
from gluteapp.figure.skin import Skinner

_GROUPS = {
    "foot": ("foot", "toes"),
    "hand": ("hand", "fingers_near", "fingers_far", "thumb"),
    "knee": ("knee_half", "shank", "thigh"),
    "elbow": ("elbow_half", "forearm", "forearm_turn"),
    "hip": ("hip_half", "thigh"),
}
"""Parts of a side by their heaviest bone; what touches the floor when a joint is planted."""
_OF_JOINT = {
    "heel": "foot", "ball": "foot", "ankle": "foot", "wrist": "hand",
    "knee": "knee", "elbow": "elbow", "hip": "hip", "shoulder": "back",
}  # fmt: skip
_TOUCH_M = 0.010
"""What is this near to the lowest place of a part is in contact (second coach study)."""
_ON_FLOOR_M = 0.020


class MeshMeasure:
    """A body with the rows of its points that belong to each part."""

    def __init__(self, *, body: Body) -> None:
        self._skinner = Skinner(body=body)
        heaviest = np.array(BONES)[body.weights.argmax(axis=1)]
        self.parts = {"back": np.flatnonzero(np.isin(heaviest, ("chest", "neck")))}
        for side in "lr":
            for part, bones in _GROUPS.items():
                names = [f"{side}_{bone}" for bone in bones]
                self.parts[f"{side}_{part}"] = np.flatnonzero(np.isin(heaviest, names))

    def lowest_m(self, poses: Sequence[Pose]) -> float:
        """Height of the lowest point of the skin over all poses."""
        return min(self.heights_m(poses))

    def heights_m(self, poses: Sequence[Pose]) -> list[float]:
        """Height of the lowest point of the skin in each pose."""
        return [float(self._skinner.skin(pose)[0][:, 1].min()) for pose in poses]

    def laws(self, poses: Sequence[Pose]) -> tuple[float, dict[str, float]]:
        """The lowest point, and how far each planted part slides on the floor, both in metres.

        A part may roll: what counts is how far the points in contact move while they are.
        """
        lowest, slides = 0.0, dict.fromkeys(_planted_parts(poses), 0.0)
        so_far = {part: np.zeros(2) for part in slides}
        before: NDArray[np.float32] | None = None
        for pose in poses:
            points, _ = self._skinner.skin(pose)
            lowest = min(lowest, float(points[:, 1].min()))
            if before is not None:
                for part in slides:
                    so_far[part] += self._slip(part, before, points)
                    slides[part] = max(slides[part], float(np.linalg.norm(so_far[part])))
            before = points
        return lowest, slides

    def _slip(
        self, part: str, before: NDArray[np.float32], after: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        rows = self.parts[part]
        heights = before[rows, 1], after[rows, 1]
        touching = np.logical_and(*(height < height.min() + _TOUCH_M for height in heights))
        if not touching.any() or float(heights[0].min()) > _ON_FLOOR_M:
            return np.zeros(2)
        moved = (after[rows[touching]] - before[rows[touching]])[:, [0, 2]].astype(np.float64)
        mean: NDArray[np.float64] = moved.mean(axis=0)
        return mean


def _planted_parts(poses: Sequence[Pose]) -> tuple[str, ...]:
    """The parts that are planted in every pose."""
    always = set(poses[0].contacts).intersection(*(pose.contacts for pose in poses))
    parts = set()
    for joint in always:
        side, _, name = joint.partition("_")
        part = _OF_JOINT[name]
        parts.add(part if part == "back" else f"{side}_{part}")
    return tuple(sorted(parts))
