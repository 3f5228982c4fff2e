"""What a move is done with next time: how long, how, with what. Knows no log and no rule."""

from __future__ import annotations

from dataclasses import dataclass, field

from gluteapp.core.circuit import Load
from gluteapp.core.exercise import Tempo


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """The dose of one station: its move as `exercise/variant`, seconds a side, tempo and load.

    `tempo` None means the move's own, or a still hold that has none.
    """

    move: str
    seconds: int
    tempo: Tempo | None = None
    load: Load = Load()

    @property
    def exercise(self) -> str:
        """The exercise's id."""
        return self.move.partition("/")[0]

    @property
    def variant(self) -> str:
        """The variant's id."""
        return self.move.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedThings:
    """What the user has beside a floor; a band counts as owned when its force in newtons is known.

    A chair and a wall are taken to be in every home (design choice).
    """

    bands_n: dict[str, float] = field(default_factory=dict[str, float])
    """Force of each loop band the user has, by its tier: light, medium, heavy."""
    kettlebells_kg: tuple[float, ...] = ()
    """Rising."""
    has_step: bool = False
