"""Where words go so that they do not lie on each other; knows numbers only."""

from __future__ import annotations

from collections.abc import Sequence


def kept_apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, at least `gap` from each other and within low and high.

    The order of the wanted places is kept; where all do not fit the gap shrinks.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    if len(order) > 1:
        gap = min(gap, (high - low) / (len(order) - 1))
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        # Neighbours that touch move as one, so that none is pushed further than the others.
        while len(groups) > 1 and _top(groups[-1], wanted, gap, low, high) - gap < _bottom(
            groups[-2], wanted, gap, low, high
        ):
            last = groups.pop()
            groups[-1] += last
    placed = [0.0] * len(wanted)
    for group in groups:
        top = _top(group, wanted, gap, low, high)
        for step, index in enumerate(group):
            placed[index] = top + step * gap
    return placed


def _top(
    group: Sequence[int], wanted: Sequence[float], gap: float, low: float, high: float
) -> float:
    """Where the first of a group lies when the group as a whole lies as near as it can."""
    length = (len(group) - 1) * gap
    mean = sum(wanted[index] for index in group) / len(group) - length / 2
    return max(min(mean, high - length), low)


def _bottom(
    group: Sequence[int], wanted: Sequence[float], gap: float, low: float, high: float
) -> float:
    return _top(group, wanted, gap, low, high) + (len(group) - 1) * gap


def free_row(taken: Sequence[float], begin: float) -> int | None:
    """The first row whose last words end before `begin`; None when all are taken."""
    return next((row for row, end in enumerate(taken) if end <= begin), None)
