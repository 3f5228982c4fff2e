"""Which postures lie between two others, and through which poses a body goes; knows no body.

A place is a posture, with the side it is done for where that matters: `side_lying` on the right
hip is the left one's pose, as in the motion files.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Final

from gluteapp.core.exercise import Side

Place = tuple[str, Side]
"""A posture and the side it is done for; both where there is no difference."""

BETWEEN: Final[dict[str, str]] = {
    "half_kneeling": "way_half_kneel",
    "tall_kneeling": "way_tall_kneel",
    "hands_and_knees": "way_all_fours",
    "side_sitting": "way_side_sit",
    "sitting": "way_sit",
}
"""Postures one goes through, and the motion that shows each."""
SIDED: Final = frozenset({"half_kneeling", "side_sitting", "side_lying", "side_plank"})
_NEXT: Final = (
    ("standing", "half_kneeling"),
    ("half_kneeling", "tall_kneeling"),
    ("tall_kneeling", "hands_and_knees"),
    ("tall_kneeling", "side_sitting"),
    ("hands_and_knees", "prone"),
    ("hands_and_knees", "side_sitting"),
    ("side_sitting", "sitting"),
    ("side_sitting", "side_lying"),
    ("side_sitting", "side_plank"),
    ("side_lying", "side_plank"),
    ("sitting", "supine"),
)
"""Postures one gets from one into the other directly; sided ones on the same side."""


def neighbours(place: Place) -> tuple[Place, ...]:
    """The places one gets to directly."""
    posture, side = place
    found: list[Place] = []
    for one, other in _NEXT:
        if posture not in (one, other):
            continue
        target = other if posture == one else one
        if target not in SIDED:
            found.append((target, Side.BOTH))
        elif posture in SIDED:
            found.append((target, side))
        else:
            found += [(target, Side.LEFT), (target, Side.RIGHT)]
    return tuple(found)


def route(start: Place, end: Place, cost: Callable[[Place, Place], float]) -> tuple[Place, ...]:
    """The cheapest way from place to place, both ends included (Dijkstra 1959).

    Only postures of `BETWEEN` are gone through. ValueError when there is no way.
    """
    if start == end:
        return start, end
    waiting: list[tuple[float, tuple[Place, ...]]] = [(0.0, (start,))]
    done: set[Place] = set()
    while waiting:
        spent, path = heappop(waiting)
        here = path[-1]
        if here == end:
            return path
        if here in done:
            continue
        done.add(here)
        for there in neighbours(here):
            if there == end or there[0] in BETWEEN:
                heappush(waiting, (spent + cost(here, there), (*path, there)))
    raise ValueError(f"there is no way from {start} to {end}")
