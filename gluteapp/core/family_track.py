"""One family on its way through the sessions: which move speaks for it. Knows no other family.

A family is read from one move at a time, its lead: the hardest that could be measured. The lead
keeps its place while it is trained, so that leaving out an answer, or a day with only the easy
moves, is no change of level. It hands over
- to a harder move that gives a valid point,
- when its station is done with another move,
- when it has not been measured for as long as a family counts as fresh (14 days).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gluteapp.core.analytics import PointKind
from gluteapp.core.exercise import Family
from gluteapp.core.session_score import Measure, MoveScore
from gluteapp.core.trend import Reading, middle, middle_level


@dataclass(slots=True)
class FamilyTrack:
    """One family on its way through the sessions."""

    family: Family
    lead: MoveScore | None = None
    lead_day: int = 0
    """When the lead was measured last."""
    readings: list[Reading] = field(default_factory=list[Reading])
    """The valid points."""
    value: float = 0.0
    """The family's index."""
    level: float = 0.0
    """How hard the moves were that it comes from."""

    def choose(self, moves: list[MoveScore], day: int, fresh_days: int) -> MoveScore | None:
        """The move that speaks for the family today; None when the lead is not among them."""
        measured = [one for one in moves if isinstance(one.found, Measure)]
        valid = [one for one in measured if kind_of(one) is PointKind.VALID]
        harder = max(valid, key=hardness_of, default=None)
        if self.lead is None or not self.readings:
            return harder or max(measured or moves, key=hardness_of)
        lead = next((one for one in moves if one.move == self.lead.move), None)
        today = next((one for one in measured if one is lead), None)
        if harder is not None and hardness_of(harder) > hardness_of(today or self.lead):
            return harder
        if today is not None:
            return today
        if day - self.lead_day > fresh_days:
            return max(measured or moves, key=hardness_of)
        if lead is None and any(one.station == self.lead.station for one in moves):
            # The one that took its place speaks next, even if it has nothing to say yet.
            return max(moves, key=hardness_of)
        return lead

    def append(self, reading: Reading, count: int) -> None:
        """A valid point; the family's index is the median of so many last ones (evidence 3.3)."""
        self.readings.append(reading)
        self.value = middle(self.readings[-count:])
        self.level = middle_level(self.readings[-count:])


def kind_of(score: MoveScore) -> PointKind | None:
    """The kind of point that a move gives; None when it gives none."""
    return score.found.kind if isinstance(score.found, Measure) else None


def hardness_of(score: MoveScore) -> tuple[float, float, str]:
    """Orders moves by the coefficient with load, then without, then by name."""
    carried = score.found.coefficient if isinstance(score.found, Measure) else score.difficulty
    return (carried, score.difficulty, score.move)
