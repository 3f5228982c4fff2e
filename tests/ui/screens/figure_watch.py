"""Where every joint is that a stage shows, look after look, as the user sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.pose import other_side
from gluteapp.figure.skeleton import JOINTS
from gluteapp.figure.staging import AHEAD, Shown, Staging
from gluteapp.ui.stage.stage_view import StageView

Places = NDArray[np.float64]
"""(joints, 3) in metres at 1.70 m."""


def seen(staging: Staging, looks: Sequence[Shown]) -> list[Places]:
    """Joints as they are seen; the looks of one move, or of one way, in one go."""
    shown = looks[0]
    if shown.way_from is None:
        poses = [staging.pose(one).joints for one in looks]
        return [_as_seen(staging, shown, joints) for joints in poses]
    plan = staging._ways.plan(*staging._stances(shown, AHEAD))
    shares = np.clip([one.way_share for one in looks], 0.0, 1.0)
    joints = plan.moments(shares * plan.length_s).joints
    size = plan.poses[0].stature_m
    return [
        _as_seen(staging, shown, {name: at[index] * size for name, at in joints.items()})
        for index in range(len(looks))
    ]


def _as_seen(staging: Staging, shown: Shown, joints: Mapping[str, Places]) -> Places:
    """In a mirror the left of the body is its right."""
    if not staging._is_mirrored(shown, AHEAD):
        return np.array([joints[name] for name in JOINTS])
    return np.array([joints[other_side(name)] * (-1.0, 1.0, 1.0) for name in JOINTS])


def _move_or_way(shown: Shown) -> Shown:
    return replace(shown, phase=0.0, way_share=0.0, breath=None, eyelid=1.0)


class FigureWatch:
    """Notes what a stage shows, and how far its joints get from one look to the next."""

    def __init__(self, stage: StageView) -> None:
        self._stage = stage
        self.looks: list[tuple[int, Shown]] = []

    def look(self, now_ms: int) -> None:
        """Note what is shown at a time."""
        self.looks.append((now_ms, self._stage._shown))

    def places(self) -> list[Places]:
        """Where the joints were at each look."""
        staging = self._stage._studio.staging
        found: list[Places] = []
        for _, looks in groupby((shown for _, shown in self.looks), key=_move_or_way):
            found += seen(staging, list(looks))
        return found

    def largest_step_mm(self) -> float:
        """The furthest that a joint got between two looks."""
        return max(float(step.max()) for step in self._steps()) * 1000

    def fastest(self) -> float:
        """The fastest that a joint moved, metres a second."""
        times_ms = [now_ms for now_ms, _ in self.looks]
        lengths = [(after - before) / 1000 for before, after in pairwise(times_ms)]
        steps = zip(self._steps(), lengths, strict=True)
        return max(float(step.max()) / length_s for step, length_s in steps)

    def _steps(self) -> list[Places]:
        return [np.linalg.norm(two - one, axis=1) for one, two in pairwise(self.places())]
