"""Where the lines of the strength chart must not go on; knows points and draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from gluteapp.core.analytics import FamilyPoint, OverallPoint

_FRESH_DAYS = 14
"""For so long a family counts in the overall index (evidence 3.3)."""
_PAUSE_DAYS = 28


def overall_breaks(
    points: Sequence[OverallPoint], places: Mapping[str, float], origin: float
) -> list[float]:
    """The x of points made of other families than the one before, or too long after it."""
    return [
        places[one.session_id] - origin
        for before, one in pairwise(points)
        if set(one.families) != set(before.families) or one.day - before.day > _FRESH_DAYS
    ]


def pause_breaks(
    points: Sequence[FamilyPoint], places: Mapping[str, float], origin: float
) -> list[float]:
    """The x of points of one family that come after a long pause."""
    return [
        places[one.session_id] - origin
        for before, one in pairwise(points)
        if one.day - before.day > _PAUSE_DAYS
    ]
