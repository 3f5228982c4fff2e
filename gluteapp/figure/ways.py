"""Getting from one move into another without a jump; knows no session and no window."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from gluteapp.core.exercise import Phase, Side, Tempo
from gluteapp.figure.motion import Motions
from gluteapp.figure.pose import Pose, other_side
from gluteapp.figure.way_map import BETWEEN, SIDED, Place, route
from gluteapp.figure.way_pins import Move
from gluteapp.figure.way_plan import WayPlan
from gluteapp.figure.way_pose import pose_of

_OVERLAP: Final = 0.45
"""Share of the shorter of two movements in which both go on; design choice."""
_MOVE_S, _METRES_PER_S, _DEGREES_PER_S = 0.25, 1.0, 150.0
"""A movement takes a moment and then as long as its furthest joint and its widest turn need."""
_STEPS_LONGER = 1.2
"""Two feet that step one after the other need longer; design choice."""
_SHORTEST_S, _LONGEST_S = 0.5, 1.5
_GLIDE_LONGEST_S = 0.8
"""Longest way between two moves in the same posture; design choice."""
_STEP_LONGEST_S = 1.2
"""The same where both feet have to step."""
FASTEST_M_PER_S: Final = 2.5
"""No joint is faster on a way: a hand that reaches without haste, a foot that steps; design choice.

A wrist that reaches half a metre in 0.4 s passes the middle at 1.875 times 1.25 m/s, that is 2.3.
"""
_ROUNDS, _A_LITTLE_MORE = 4, 1.01
_STEP_MIN_M = 0.05
_PLANTED = {"ankle": "ball", "wrist": "wrist"}
_KEPT: Final = 32
"""Ways that are kept worked out."""


@dataclass(frozen=True, slots=True)
class Stance:
    """The moment of a motion in which a way begins or ends; by itself its start pose, as held."""

    motion_id: str
    side: Side
    phase: float = 0.0
    tempo: Tempo | None = None
    starts_with: Literal[Phase.LIFT, Phase.LOWER] = Phase.LIFT
    breath: float | None = None
    """-1 empty to 1 full; None: as the phase has it."""


class Ways:
    """Every way between two stances, worked out when it is asked for; not for many threads.

    That takes some hundredths of a second the first time.
    """

    def __init__(self, *, motions: Motions) -> None:
        self._motions = motions
        self._plans: OrderedDict[tuple[Stance, Stance], WayPlan] = OrderedDict()
        self._between: dict[Place, Pose] = {}

    def length_ms(self, a: Stance, b: Stance) -> int:
        """How long a person takes; KeyError when there is no such motion."""
        return round(1000 * self.plan(a, b).length_s)

    def pose(self, a: Stance, b: Stance, share: float) -> Pose:
        """The body at a share of the way: at 0 exactly as in `a`, at 1 exactly as in `b`."""
        if share <= 0.0:
            return self.plan(a, b).poses[0]
        if share >= 1.0:
            return self.plan(a, b).poses[-1]
        return pose_of(self.plan(a, b), share)

    def places(self, a: Stance, b: Stance) -> tuple[Place, ...]:
        """The postures the way goes through, both ends included."""
        start, end = self._pose(a), self._pose(b)
        first, last = self._place(a, start), self._place(b, end)

        def cost(here: Place, there: Place) -> float:
            one = start if here == first else self._between_pose(here)
            other = end if there == last else self._between_pose(there)
            return _time_s(one, other)

        return route(first, last, cost)

    def touching(self, a: Stance, b: Stance) -> frozenset[frozenset[str]]:
        """Pairs of limbs that lie on each other in one of the poses of the way."""
        places = self.places(a, b)[1:-1]
        stances = [a, b, *(Stance(BETWEEN[posture], side) for posture, side in places)]
        return frozenset().union(*(self._touching(stance) for stance in stances))

    def _touching(self, stance: Stance) -> frozenset[frozenset[str]]:
        pairs = self._motions.spec(stance.motion_id).touching
        if stance.side is not Side.RIGHT:
            return pairs
        return frozenset(frozenset(other_side(limb) for limb in pair) for pair in pairs)

    def plan(self, a: Stance, b: Stance) -> WayPlan:
        """The way itself, worked out once and kept for a while."""

        def planned() -> WayPlan:
            places = self.places(a, b)
            inner = [self._between_pose(place) for place in places[1:-1]]
            poses = (self._pose(a), *inner, self._pose(b))
            return _no_faster(poses, _lengths_s(poses, stays=places[0][0] == places[-1][0]))

        return _kept(self._plans, (a, b), planned)

    def _pose(self, stance: Stance) -> Pose:
        return self._motions.pose(
            stance.motion_id,
            phase=stance.phase,
            tempo=stance.tempo,
            starts_with=stance.starts_with,
            side=stance.side,
            breath_share=stance.breath,
        )

    def _between_pose(self, place: Place) -> Pose:
        pose = self._between.get(place)
        if pose is None:
            posture, side = place
            pose = self._between[place] = self._pose(Stance(BETWEEN[posture], side))
        return pose

    def _place(self, stance: Stance, pose: Pose) -> Place:
        """Where on the map a stance is; which side is read from the body, not from its name."""
        posture = self._motions.spec(stance.motion_id).posture
        if posture not in SIDED:
            return posture, Side.BOTH
        if posture == "half_kneeling":
            is_left = "l_knee" in pose.contacts
        else:
            is_left = float(pose.frames["pelvis"][1, 0]) > 0.0
        return posture, Side.LEFT if is_left else Side.RIGHT


def _kept(
    store: OrderedDict[tuple[Stance, Stance], WayPlan],
    way: tuple[Stance, Stance],
    make: Callable[[], WayPlan],
) -> WayPlan:
    """What is kept for a way, the one asked for last at the end."""
    if way not in store:
        store[way] = make()
        if len(store) > _KEPT:
            store.popitem(last=False)
    store.move_to_end(way)
    return store[way]


def _no_faster(poses: Sequence[Pose], lengths_s: Sequence[float]) -> WayPlan:
    """The way through poses, its movements made longer until no joint is faster than a person's."""
    lengths_s = list(lengths_s)
    plan = WayPlan(poses=poses, moves=_moves(lengths_s))
    for _ in range(_ROUNDS):
        speed, at_s = plan.fastest()
        if speed <= FASTEST_M_PER_S:
            break
        goes_on = [index for index, one in enumerate(plan.moves) if one.start_s < at_s < one.end_s]
        # Of two that overlap, the one that is nearer its own middle, where it is the fastest.
        nearest = min(goes_on, key=lambda index: abs(plan.moves[index].middle_s - at_s))
        lengths_s[nearest] *= speed / FASTEST_M_PER_S * _A_LITTLE_MORE
        plan = WayPlan(poses=poses, moves=_moves(lengths_s))
    return plan


def _lengths_s(poses: Sequence[Pose], *, stays: bool) -> list[float]:
    """How long each movement takes; `stays` where the posture is the same in the end."""
    lengths = [_time_s(before, after) for before, after in pairwise(poses)]
    if len(lengths) == 1 and stays:
        longest_s = _STEP_LONGEST_S if _steps(poses[0], poses[1]) else _GLIDE_LONGEST_S
        lengths = [min(lengths[0], longest_s)]
    return lengths


def _moves(lengths: Sequence[float]) -> tuple[Move, ...]:
    """When each movement begins and ends, from their lengths in seconds."""
    moves: list[Move] = []
    start_s = 0.0
    for index, length_s in enumerate(lengths):
        moves.append(Move(start_s=start_s, end_s=start_s + length_s))
        if index + 1 < len(lengths):
            start_s += length_s - _OVERLAP * min(length_s, lengths[index + 1])
    return tuple(moves)


def _steps(before: Pose, after: Pose, part: str = "ankle") -> bool:
    """Whether both feet, or hands, are put somewhere else, or one comes down and one goes up."""
    for side, other in (("l", "r"), ("r", "l")):
        joint, tip, beside = (
            f"{side}_{part}",
            f"{side}_{_PLANTED[part]}",
            f"{other}_{_PLANTED[part]}",
        )
        if float(np.linalg.norm(after.joints[joint] - before.joints[joint])) < _STEP_MIN_M:
            return False
        comes_or_goes = (tip in before.contacts) != (tip in after.contacts)
        changes_with_it = (beside in before.contacts) != (beside in after.contacts)
        is_stepping = tip in before.contacts and tip in after.contacts
        if not is_stepping and not (comes_or_goes and changes_with_it):
            return False
    return True


def _time_s(before: Pose, after: Pose) -> float:
    """How long a person takes from pose to pose: for the furthest joint or the widest turn."""
    far = max(float(np.linalg.norm(after.joints[name] - at)) for name, at in before.joints.items())
    wide = 0.0
    for name, turn in before.frames.items():
        cosine = (float((turn * after.frames[name]).sum()) - 1) / 2
        wide = max(wide, float(np.degrees(np.arccos(min(1.0, max(-1.0, cosine))))))
    needed = _MOVE_S + max(far / _METRES_PER_S, wide / _DEGREES_PER_S)
    if _steps(before, after) or _steps(before, after, "wrist"):
        needed *= _STEPS_LONGER
    return min(max(needed, _SHORTEST_S), _LONGEST_S)
