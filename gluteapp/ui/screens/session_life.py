"""How somebody breathes who waits or holds in a session: a function of the place in it, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gluteapp.core.clock import Millis
from gluteapp.figure.life import Life
from gluteapp.figure.timing import eased

SHORTEST_MS: Final = 2_000
"""Who stands still for less breathes as the move has it; design choice."""
BLEND_MS: Final = 800
"""From the breath of a move to that of waiting, and back again; design choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """A pose that does not change: since when, and for how long yet; negative: not (any more)."""

    since_ms: Millis
    left_ms: Millis


STILL_NEVER: Final = Still(since_ms=-1, left_ms=-1)
"""The figure moves."""


def life_at(at_ms: Millis, still: Still) -> Life:
    """Breath and blinking at a place of the session: they stand still where the session does."""
    share = 0.0
    if still.since_ms + still.left_ms >= SHORTEST_MS:
        share = eased(min(still.since_ms, still.left_ms) / BLEND_MS)
    return Life(at_ms / 1000, share)
