"""How strongly each muscle of each side is lit at a moment; knows no shape and no colour."""

from __future__ import annotations

from collections.abc import Mapping

from gluteapp.core.exercise import Muscle, Side

MuscleSide = tuple[Muscle, str]
"""A muscle and the body side it is on, `l` or `r`."""

_RESTING = 0.08
"""What is left of the light at the start pose; design choice."""
_HELPING = 0.15
"""What the other side shows while one side works: hardly more than lines; design choice."""
LIT_MIN = 0.2
"""Light from which on a muscle is named; design choice."""
_MIDDLE = frozenset({Muscle.LOW_BACK})
_DRAWN_FROM, _DRAWN_POWER = 0.05, 0.6
"""Display values up to the first stay dark; small ones above it are lifted by the second.

Design choice: a clam's 0.45 has to be seen at 3 m as well as a side plank's 0.85, and what hardly
works not at all. The order of values stays, within a move and between moves, and 1 stays 1.
"""


def intensities(
    muscles: Mapping[Muscle, float], *, side: Side, effort: float, glow: str = "working"
) -> dict[MuscleSide, float]:
    """Light from 0 to 1 per muscle and body side, strongest at the hard end.

    `muscles` are the display values of evidence 5.4; `effort` is 0 at the start pose and 1 at
    the hard end; `glow` says whether the named leg or the other one carries the work.
    """
    rise = _RESTING + (1 - _RESTING) * effort * effort * (3 - 2 * effort)
    lit: dict[MuscleSide, float] = {}
    for muscle, value in muscles.items():
        for body_side in ("l", "r"):
            share = 1.0 if muscle in _MIDDLE else _share(side, body_side, glow)
            lit[muscle, body_side] = value * share * rise
    return lit


def drawn(muscles: Mapping[Muscle, float]) -> dict[Muscle, float]:
    """Display values as strongly as a picture draws them, 0 to 1; a legend names the true ones."""
    return {
        muscle: (max(value - _DRAWN_FROM, 0.0) / (1 - _DRAWN_FROM)) ** _DRAWN_POWER
        for muscle, value in muscles.items()
    }


def _share(side: Side, body_side: str, glow: str) -> float:
    if side is Side.BOTH or glow == "both":
        return 1.0
    named = side.opposite if glow == "other" else side
    return 1.0 if named.value[0] == body_side else _HELPING


def lit(light: Mapping[MuscleSide, float]) -> tuple[tuple[Muscle, float], ...]:
    """For a legend: the muscles that are clearly lit on either side, the strongest first."""
    best: dict[Muscle, float] = {}
    for (muscle, _), level in light.items():
        best[muscle] = max(level, best.get(muscle, 0.0))
    shown = [(muscle, level) for muscle, level in best.items() if level > LIT_MIN]
    return tuple(sorted(shown, key=lambda one: -one[1]))
