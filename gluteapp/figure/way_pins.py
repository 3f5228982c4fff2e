"""What stays where it is planted on a way, and what steps; knows no chain of bones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gluteapp.figure.pose import Pose
from gluteapp.figure.quaternion import (
    Array,
    from_matrices,
    from_vectors,
    product,
    to_vectors,
    turned_back,
)
from gluteapp.figure.timing import eased_many

HELD: Final = ("l_knee", "r_knee", "l_shoulder", "r_shoulder", "l_hip", "r_hip")
"""Joints that keep the trunk in its place while they are planted."""
TIPS: Final = ("l_ankle", "r_ankle", "l_wrist", "r_wrist")
"""Ends of limbs that can be planted."""
STEP_MIN: Final = 0.006
"""Shares of stature; a planted foot or hand that is put further away is lifted on its way."""
_RISE_SHARE, _RISE_MIN, _RISE_MAX = 0.25, 0.012, 0.045
_WHOLE, _FIRST_STEP, _LAST_STEP = (0.0, 1.0), (0.0, 0.52), (0.48, 1.0)
"""Parts of a movement in which something steps; two feet or hands step one after the other."""

_ON_TOP, _AROUND = 0.008, 0.075
_LEAVING, _LANDING = (0.0, 0.55), (0.45, 1.0)
"""Parts of a movement in which something leaves the floor, or comes to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One movement of a way: from when to when, seconds."""

    start_s: float
    end_s: float

    def share(self, at_s: Array, part: tuple[float, float] = _WHOLE) -> Array:
        """How far it has gone, 0 to 1, in a part of its time."""
        return eased_many(self._within(at_s, part))

    def arc(self, at_s: Array, part: tuple[float, float] = _WHOLE) -> Array:
        """Up to 1 in the middle of a part of its time and down again."""
        u = np.clip(self._within(at_s, part), 0.0, 1.0)
        return (4 * u * (1 - u)) ** 3

    def _within(self, at_s: Array, part: tuple[float, float]) -> Array:
        length = self.end_s - self.start_s
        first, last = self.start_s + length * part[0], self.start_s + length * part[1]
        return (at_s - first) / (last - first)


class Pin:
    """Where one joint is planted in the poses of a way, and where it is in between."""

    def __init__(self, *, joint: str, poses: Sequence[Pose]) -> None:
        self.places = np.array([pose.joints[joint] / pose.stature_m for pose in poses])
        self.held = np.array([float(_is_planted(joint, pose)) for pose in poses])
        self.parts = [_WHOLE] * (len(poses) - 1)
        self.around = np.zeros((len(poses) - 1, 3))
        """Per movement how far it goes around the body half way."""
        frames = from_matrices(np.array([pose.frames[_frame_of(joint)] for pose in poses]))
        self._first = frames[0]
        self._turned = to_vectors(product(turned_back(frames[:-1]), frames[1:]))

    @property
    def is_used(self) -> bool:
        """Whether it is planted anywhere on the way."""
        return bool(self.held.any())

    def step(self, index: int) -> float:
        """How far it is put from one planted place to the next, shares of stature; 0 for none."""
        if not (self.held[index] and self.held[index + 1]):
            return 0.0
        size = float(np.linalg.norm(self.places[index + 1] - self.places[index]))
        return size if size > STEP_MIN else 0.0

    def hold(self, moves: Sequence[Move], at_s: Array) -> Array:
        """How firmly it is planted (T, 1), 0 to 1."""
        firm = np.full(len(at_s), self.held[0])
        for index, move in enumerate(moves):
            change = self.held[index + 1] - self.held[index]
            if change:
                firm += change * move.share(at_s, _LANDING if change > 0 else _LEAVING)
        return firm[:, None]

    def place(self, moves: Sequence[Move], at_s: Array) -> Array:
        """Its place (T, 3), with an arc over the floor where it steps."""
        at = np.tile(self.places[0], (len(at_s), 1))
        for index, move in enumerate(moves):
            part = self.parts[index]
            at += move.share(at_s, part)[:, None] * (self.places[index + 1] - self.places[index])
            if size := self.step(index):
                rise = min(max(_RISE_SHARE * size, _RISE_MIN), _RISE_MAX)
                at += move.arc(at_s, part)[:, None] * (self.around[index] + (0.0, rise, 0.0))
        return at

    def attitude(self, moves: Sequence[Move], at_s: Array) -> Array:
        """Quaternions (T, 4) of its bone in the world."""
        turn = np.tile(self._first, (len(at_s), 1))
        for index, move in enumerate(moves):
            share = move.share(at_s, self.parts[index])[:, None]
            turn = product(turn, from_vectors(share * self._turned[index]))
        return turn


def pins_of(poses: Sequence[Pose]) -> dict[str, Pin]:
    """The pins of a way; where both feet, or both hands, step they do so one after the other."""
    pins = {joint: Pin(joint=joint, poses=poses) for joint in (*HELD, *TIPS)}
    for left, right in (("l_ankle", "r_ankle"), ("l_wrist", "r_wrist")):
        for index in range(len(poses) - 1):
            steps = pins[left].step(index), pins[right].step(index)
            if _are_folded(pins, left, right, index):
                for joint in (left, right):
                    pins[joint].around[index] = _AROUND * _outward(pins[joint], poses, index)
            elif all(steps):
                first, last = (left, right) if steps[0] > steps[1] else (right, left)
                pins[first].parts[index] = _FIRST_STEP
                pins[last].parts[index] = _LAST_STEP
    return pins


def _are_folded(pins: dict[str, Pin], left: str, right: str, index: int) -> bool:
    """Whether one leg lies on the other before or after: then they move together."""
    apart = (pins[left].places[at][1] - pins[right].places[at][1] for at in (index, index + 1))
    return any(abs(float(height)) > _ON_TOP for height in apart)


def _outward(pin: Pin, poses: Sequence[Pose], index: int) -> Array:
    """From the pelvis to where a foot is half way, level with the floor, at length 1."""
    middle = (pin.places[index] + pin.places[index + 1]) / 2
    pelvis = sum(pose.joints["pelvis"] / pose.stature_m for pose in poses[index : index + 2]) / 2
    away: Array = (middle - pelvis) * np.array((1.0, 0.0, 1.0))
    return away / max(float(np.linalg.norm(away)), STEP_MIN)


def _is_planted(joint: str, pose: Pose) -> bool:
    side, _, part = joint.partition("_")
    parts = ("ankle", "heel", "ball") if part == "ankle" else (part,)
    return any(f"{side}_{name}" in pose.contacts for name in parts)


def _frame_of(joint: str) -> str:
    return joint if joint in TIPS else "pelvis"
