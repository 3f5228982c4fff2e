"""Where the names of new moves stand beside their lines; draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFontMetricsF

from gluteapp.core.analytics import LevelChange
from gluteapp.ui.theme import Tone
from gluteapp.ui.widgets.charts.family_look import LOOKS
from gluteapp.ui.widgets.charts.places import free_row

BEFORE: Final = 0.4
"""The line of a new move stands so many days before its first point."""
_ROWS, _BESIDE_PX, _APART_PX, _EDGE_PX = 3, 7, 10, -4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLabel:
    """The words of a new move, their place in px from the first day, and their row."""

    words: str
    left: float
    width: float
    row: int
    tone: Tone


def move_labels(
    changes: Sequence[LevelChange],
    moves: Mapping[str, str],
    metrics: QFontMetricsF,
    origin: float,
    px_per_day: float,
) -> list[MoveLabel]:
    """Labels left of their lines, in the first row that is free; without room there is none.

    `origin` is the day at 0 px. The line stays, and reading the point says which move it is.
    """
    placed: list[MoveLabel] = []
    taken = [_EDGE_PX] * _ROWS
    for change in sorted(changes, key=lambda one: one.day):
        if change.family not in LOOKS:
            continue
        words = moves.get(change.move, change.move)
        width = metrics.horizontalAdvance(words)
        line = (change.day - origin) * px_per_day
        left = line - _BESIDE_PX - width
        if left < _EDGE_PX:
            left = line + _BESIDE_PX
        row = free_row(taken, left)
        if row is None:
            continue
        taken[row] = left + width + _APART_PX
        tone = LOOKS[change.family].tone
        placed.append(MoveLabel(words=words, left=left, width=width, row=row, tone=tone))
    return placed
