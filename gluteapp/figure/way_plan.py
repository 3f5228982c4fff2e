"""One way through a few poses: movements that overlap, planted limbs that stay; knows no motion.

A way is a sum of movements with least jerk, each from one pose to the next and each begun before
the last one ends (Flash & Henis 1991), so that nothing stops or jumps in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from gluteapp.figure import skeleton as bones
from gluteapp.figure.chain import (
    ANKLE,
    ELBOW,
    HIP,
    KNEE,
    SHOULDER,
    SIDE_START,
    WRIST,
    Chain,
    chain_of,
    limb_joints,
    trunk_joints,
    world_frames,
)
from gluteapp.figure.pose import Pose
from gluteapp.figure.quaternion import (
    Array,
    from_matrices,
    from_vectors,
    product,
    to_matrices,
    to_vectors,
    turned_back,
)
from gluteapp.figure.reach import Limb
from gluteapp.figure.timing import eased, eased_many
from gluteapp.figure.way_arms import SHOULDERS, arms_aside
from gluteapp.figure.way_flesh import finger_tips, floor_of, shoe_needs
from gluteapp.figure.way_pins import HELD, STEP_MIN, TIPS, Move, pins_of

_EXACT_S, _FADE_S = 0.3, 0.2
_NODES_A_SECOND: Final = 24
"""How often a way is looked at for the floor."""
_LOOKS_A_SECOND: Final = 30
"""And how often for its speed."""
_AROUND, _SOFT = 1, np.array((1.0, 6.0, 15.0, 20.0, 15.0, 6.0, 1.0)) / 64
_OF_TIP: Final = {"ankle": ("ankle", "heel", "ball"), "wrist": ("wrist", "hand")}
_OF_A_HAND: Final = (*_OF_TIP["wrist"], "fingers")
_LEG = (HIP, KNEE, ANKLE, bones.THIGH, bones.SHANK, 0.992, 1.0)
_ARM = (SHOULDER, ELBOW, WRIST, bones.UPPER_ARM, bones.FOREARM, 0.94, -1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Some moments of a way: joints (T, 3) in shares of stature, frames (T, 16, 3, 3)."""

    joints: dict[str, Array]
    frames: Array
    fingers: Array
    """(T, 2, 3) bends, degrees."""


class WayPlan:
    """A way through poses, worked out once; `moments` gives any places of it."""

    def __init__(self, *, poses: Sequence[Pose], moves: Sequence[Move]) -> None:
        chains = [chain_of(pose) for pose in poses]
        self.poses = tuple(poses)
        self.moves = tuple(moves)
        self.length_s = moves[-1].end_s
        self._chains = chains
        self._turned = [
            to_vectors(product(turned_back(before.turns), after.turns))
            for before, after in pairwise(chains)
        ]
        self._asides = [arms_aside(before, after) for before, after in pairwise(chains)]
        self._pins = pins_of(poses)
        self._floor = floor_of(poses)
        # A hand is lifted by its arm: it never carries the body higher.
        self._carrying = [name for name in self._floor if name[2:] not in _OF_A_HAND]
        count = round(self.length_s * _NODES_A_SECOND) + 1
        self._nodes = np.linspace(0.0, self.length_s, count)
        self._raised = {name: np.zeros(count) for name in ("body", *TIPS)}
        self._keep_off_the_floor()

    def moments(self, at_s: Array) -> Moments:
        """The body at some seconds of the way."""
        shares = [move.share(at_s) for move in self.moves]
        turns = np.tile(self._chains[0].turns, (len(at_s), 1, 1))
        for share, turned in zip(shares, self._turned, strict=True):
            turns = product(turns, from_vectors(share[:, None, None] * turned))
        for move, aside in zip(self.moves, self._asides, strict=True):
            arc = move.arc(at_s)[:, None, None]
            turns[:, SHOULDERS] = product(turns[:, SHOULDERS], from_vectors(arc * aside))
        frames = world_frames(turns)
        girdles = self._summed(shares, lambda chain: chain.girdles)
        joints = trunk_joints(self._summed(shares, lambda chain: chain.root), frames, girdles)
        limb_joints(joints, frames)
        shift = self._held_shift(joints, at_s)
        shift[:, 1] += self._raise("body", at_s)
        joints = {name: at + shift for name, at in joints.items()}
        for tip in TIPS:
            self._reach(tip, joints, frames, at_s)
        limb_joints(joints, frames)
        fingers = self._summed(shares, lambda chain: chain.fingers)
        return Moments(joints=joints, frames=frames, fingers=fingers)

    def fastest(self) -> tuple[float, float]:
        """How fast the fastest joint moves, metres a second, and when, in seconds of the way."""
        at_s = np.linspace(0.0, self.length_s, round(self.length_s * _LOOKS_A_SECOND) + 2)
        places = np.stack(list(self.moments(at_s).joints.values()))
        speeds = np.linalg.norm(np.diff(places, axis=1), axis=2).max(axis=0) / (at_s[1] - at_s[0])
        index = int(speeds.argmax())
        return float(speeds[index]) * self.poses[0].stature_m, float(at_s[index : index + 2].mean())

    def progress(self, at_s: float) -> float:
        """How far the whole way has gone, 0 to 1, at rest at both ends."""
        return eased(at_s / self.length_s)

    def contacts(self, at_s: float) -> tuple[str, ...]:
        """What is planted before and after this moment and not put elsewhere."""
        index = sum(at_s >= move.start_s for move in self.moves) - 1
        after = self.poses[index + 1].contacts
        return tuple(
            name
            for name in self.poses[index].contacts
            if name in after and not self._is_stepping(name, index)
        )

    def _is_stepping(self, joint: str, index: int) -> bool:
        a, b = (pose.joints[joint] / pose.stature_m for pose in self.poses[index : index + 2])
        return float(np.linalg.norm(b - a)) > STEP_MIN

    def _summed(self, shares: Sequence[Array], part: Callable[[Chain], Array]) -> Array:
        parts = [part(chain) for chain in self._chains]
        total = np.repeat(parts[0][None], len(shares[0]), axis=0)
        for index, share in enumerate(shares):
            change = parts[index + 1] - parts[index]
            total += share.reshape(-1, *[1] * change.ndim) * change
        return total

    def _held_shift(self, joints: dict[str, Array], at_s: Array) -> Array:
        """How far the body has to be moved for what is planted near the trunk to stay."""
        total, weight = np.zeros((len(at_s), 3)), np.zeros((len(at_s), 1))
        for joint in HELD:
            pin = self._pins[joint]
            if pin.is_used:
                hold = pin.hold(self.moves, at_s)
                total += hold * (pin.place(self.moves, at_s) - joints[joint])
                weight += hold
        shift: Array = total / np.maximum(weight, 1.0)
        return shift

    def _reach(self, tip: str, joints: dict[str, Array], frames: Array, at_s: Array) -> None:
        """Bring a foot or hand to where it is planted, or off the floor."""
        side, _, kind = tip.partition("_")
        upper, lower, last, first, second, stiff_from, bends_to = _LEG if kind == "ankle" else _ARM
        pin, start = self._pins[tip], SIDE_START[side]
        hold = pin.hold(self.moves, at_s)
        if kind == "ankle":
            hold = hold * (1 - self._pins[f"{side}_knee"].hold(self.moves, at_s))
        raised = self._raise(tip, at_s)
        if not hold.any() and not raised.any():
            return
        limb = Limb(
            start=joints[f"{side}_hip" if kind == "ankle" else f"{side}_shoulder"],
            upper=frames[:, start + upper],
            lower=frames[:, start + lower],
            first=first,
            second=second,
            stiff_from=stiff_from,
            bends_to=bends_to,
        )
        target = limb.end + hold * (pin.place(self.moves, at_s) - limb.end)
        target[:, 1] += raised
        bent = limb.reaching(target, self._inside(at_s))
        free = from_matrices(bent.lower @ np.swapaxes(limb.lower, 1, 2) @ frames[:, start + last])
        planted = to_vectors(product(turned_back(free), pin.attitude(self.moves, at_s)))
        frames[:, start + upper], frames[:, start + lower] = bent.upper, bent.lower
        frames[:, start + last] = to_matrices(product(free, from_vectors(hold * planted)))

    def _inside(self, at_s: Array) -> Array:
        """0 at both ends of the way, where the poses are exact, and 1 soon after (T, 1)."""
        return eased_many(np.minimum(at_s, self.length_s - at_s) / _EXACT_S)[:, None]

    def _keep_off_the_floor(self) -> None:
        for names in (TIPS, ("body",), TIPS):
            moments = self.moments(self._nodes)
            for name in names:
                needed = self._needed(moments, name)
                self._raised[name] = self._raised[name] + _envelope(needed, _FADE_S / self.length_s)

    def _needed(self, moments: Moments, name: str) -> Array:
        """How far the body or the end of a limb has to be raised to be on the floor."""
        side, _, kind = name.partition("_")
        joints = moments.joints
        parts = [f"{side}_{part}" for part in _OF_TIP[kind]] if kind else self._carrying
        low = np.array([self._floor[part] - joints[part][:, 1] for part in parts])
        if kind == "ankle":
            foot = moments.frames[:, SIDE_START[side] + ANKLE]
            standing = self._pins[name].standing(self.moves, self._nodes)
            low = np.vstack((low, *shoe_needs(joints, foot, side, standing)))
        elif kind == "wrist":
            hand = moments.frames[:, SIDE_START[side] + WRIST]
            bends = moments.fingers[:, "lr".index(side)]
            tips = finger_tips(joints[f"{side}_wrist"], hand, bends, side)
            low = np.vstack((low, self._floor[f"{side}_fingers"] - tips[:, 1]))
        needed: Array = low.max(axis=0)
        return np.maximum(needed, 0.0) if kind else needed

    def _raise(self, name: str, at_s: Array) -> Array:
        """The smooth curve through what was found at the nodes (Catmull & Rom)."""
        values = self._raised[name]
        place = np.clip(at_s / self.length_s, 0.0, 1.0) * (len(values) - 1)
        index = np.minimum(place.astype(int), len(values) - 2)
        u = place - index
        padded = np.concatenate((values[:1], values, values[-1:]))
        p0, p1, p2, p3 = (padded[index + step] for step in range(4))
        m1, m2 = (p2 - p0) / 2, (p3 - p1) / 2
        v = 1 - u
        curve: Array = (
            p1 * v * v * (1 + 2 * u) + p2 * u * u * (3 - 2 * u) + m1 * u * v * v - m2 * u * u * v
        )
        return curve


def _envelope(needed: Array, fade: float) -> Array:
    """A smooth curve over what is needed, from nothing to nothing within a share of the way."""
    padded = np.pad(needed, _AROUND, mode="edge")
    highest = np.max([padded[step : step + len(needed)] for step in range(2 * _AROUND + 1)], axis=0)
    soft = np.convolve(np.pad(highest, len(_SOFT) // 2, mode="edge"), _SOFT, mode="valid")
    place = np.linspace(0.0, 1.0, len(needed))
    faded: Array = soft * eased_many(np.minimum(place, 1 - place) / fade)
    return faded
