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
_COMES_DOWN, _GOES_UP = 10.0, -1.0
"""Turns of feet that only land, or only leave, beside the sizes of steps."""

_ON_TOP, _AROUND = 0.008, 0.075
_LEAVING, _LANDING = (0.0, 0.55), (0.45, 1.0)
"""Parts of a movement in which something leaves the floor, or comes to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One movement of a way: from when to when, seconds."""

    start_s: float
    end_s: float

    @property
    def middle_s(self) -> float:
        """When it is half done, seconds."""
        return (self.start_s + self.end_s) / 2

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
        self.stands = np.array([float(_is_stood_on(joint, pose)) for pose in poses])
        """Per pose whether it is an ankle whose foot stands on the floor."""
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

    def swings(self, index: int) -> float:
        """How far a foot goes that only comes down to stand, or only goes up; 0 for all others."""
        if self.stands[index] == self.stands[index + 1] or self.held[index] == self.held[index + 1]:
            return 0.0
        return float(np.linalg.norm(self.places[index + 1] - self.places[index]))

    def hold(self, moves: Sequence[Move], at_s: Array) -> Array:
        """How firmly it is planted (T, 1), 0 to 1."""
        return self._firmness(self.held, moves, at_s)[:, None]

    def standing(self, moves: Sequence[Move], at_s: Array) -> Array:
        """How much its foot stands, on its sole or on its ball (T,), 0 to 1."""
        return self._firmness(self.stands, moves, at_s)

    def _firmness(self, of_poses: Array, moves: Sequence[Move], at_s: Array) -> Array:
        firm = np.full(len(at_s), of_poses[0])
        for index, move in enumerate(moves):
            change = of_poses[index + 1] - of_poses[index]
            if change:
                part = self.parts[index]
                if part == _WHOLE:
                    part = _LANDING if change > 0 else _LEAVING
                firm += change * move.share(at_s, part)
        return firm

    def place(self, moves: Sequence[Move], at_s: Array) -> Array:
        """Its place (T, 3), with an arc over the floor where it steps."""
        at = np.tile(self.places[0], (len(at_s), 1))
        for index, move in enumerate(moves):
            share = self._gone(index, move, at_s)[:, None]
            at += share * (self.places[index + 1] - self.places[index])
            if size := self.step(index) or self.swings(index):
                rise = min(max(_RISE_SHARE * size, _RISE_MIN), _RISE_MAX)
                arc = move.arc(at_s, self.parts[index])[:, None]
                at += arc * (self.around[index] + (0.0, rise, 0.0))
        return at

    def _gone(self, index: int, move: Move, at_s: Array) -> Array:
        """How far its place has gone (T,); one that comes or goes in turn has it at once."""
        share = move.share(at_s, self.parts[index])
        if self.parts[index] == _WHOLE or not self.swings(index):
            return share
        return np.where(share > 0.0, 1.0, 0.0) if self.stands[index + 1] else np.floor(share)

    def attitude(self, moves: Sequence[Move], at_s: Array) -> Array:
        """Quaternions (T, 4) of its bone in the world."""
        turn = np.tile(self._first, (len(at_s), 1))
        for index, move in enumerate(moves):
            share = self._gone(index, move, at_s)[:, None]
            turn = product(turn, from_vectors(share * self._turned[index]))
        return turn


def pins_of(poses: Sequence[Pose]) -> dict[str, Pin]:
    """The pins of a way; where both feet, or both hands, step they do so one after the other."""
    pins = {joint: Pin(joint=joint, poses=poses) for joint in (*HELD, *TIPS)}
    for left, right in (("l_ankle", "r_ankle"), ("l_wrist", "r_wrist")):
        pair = pins[left], pins[right]
        for index in range(len(poses) - 1):
            if _are_folded(*pair, index):
                for pin in pair:
                    pin.around[index] = _AROUND * _outward(pin, poses, index)
                continue
            turns = [turn for pin in pair if (turn := _turn_to_step(pin, index)) is not None]
            if len(turns) == len(pair):
                first, last = pair if turns[0] > turns[1] else pair[::-1]
                first.parts[index], last.parts[index] = _FIRST_STEP, _LAST_STEP
    return pins


def _turn_to_step(pin: Pin, index: int) -> float | None:
    """How early a foot or hand steps, the larger the earlier; None when it stays or hangs.

    A foot that was in the air comes down before the other one leaves the floor.
    """
    size = pin.step(index)
    if size:
        return size
    if not pin.swings(index):
        return None
    return _COMES_DOWN if pin.stands[index + 1] else _GOES_UP


def _are_folded(left: Pin, right: Pin, index: int) -> bool:
    """Whether one leg lies on the other before or after: then they move together.

    A raised heel does not lie on anything, nor does a foot that hangs beside one that stands.
    """
    for at in (index, index + 1):
        apart = float(left.places[at][1] - right.places[at][1])
        higher, lower = (left, right) if apart > 0 else (right, left)
        hangs = lower.stands[at] and not higher.held[at]
        if abs(apart) > _ON_TOP and not higher.stands[at] and not hangs:
            return True
    return False


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


def _is_stood_on(joint: str, pose: Pose) -> bool:
    side, _, part = joint.partition("_")
    return part == "ankle" and any(f"{side}_{sole}" in pose.contacts for sole in ("heel", "ball"))


def _frame_of(joint: str) -> str:
    return joint if joint in TIPS else "pelvis"
