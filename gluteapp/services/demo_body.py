"""Somebody made up, who gets stronger with training and answers how it felt. Knows no record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from gluteapp.core.exercise import Family, Region, Side
from gluteapp.core.session import Felt, HarderSide
from gluteapp.core.timeline import Step

# All of these are design choices, tuned so that doses rise as they do in the studies of evidence 2:
# about once a week and family at first, ever more slowly later.
FIRST_LEFT = 2.4
"""Good reps left at a move that is new."""
GAIN = 0.3
"""What a session adds to them at first."""
HALVED_AFTER = 30
"""After so many sessions at a station each adds half as much."""
HARDER = 1.1
"""What a dose takes away that is new."""
AWAY_DAYS = 9
AWAY_LOSS = 0.6
"""What so many days without training take away."""
MOST_LEFT = 5.5
SCATTER = 0.35
"""Standard deviation of an answer about the same."""
LEFT_LAG = 0.3
"""By how much the left leg is behind at first; it catches up."""

Dose = tuple[str | None, int, str, str]


@dataclass(slots=True)
class _Station:
    left: float = FIRST_LEFT
    sessions: int = 0
    day: int = 0
    known: dict[Dose, float] = field(default_factory=dict[Dose, float])
    dose: Dose | None = None


class Body:
    """How many good reps are left after a set; one session after the other, by day."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._stations: dict[str, _Station] = {}
        self._mood = 0.0
        self._day = 0

    def wake(self, day: int) -> None:
        """Begin a session on a day, with the form of that day."""
        self._mood = self._rng.gauss(0, 0.2)
        self._day = day

    def reps_left(self, step: Step) -> int:
        """Good reps left after a set, 0-5."""
        station = self._at(step)
        left = station.left + self._mood - 0.2 * ((step.round or 1) - 1)
        if step.side is Side.LEFT:
            left -= self._lag(station)
        return min(max(round(self._rng.gauss(left, SCATTER)), 0), 5)

    def harder_side(self, step: Step) -> HarderSide:
        """Which side of a pair was harder."""
        lag = self._lag(self._at(step))
        sides = (HarderSide.LEFT, HarderSide.SAME, HarderSide.RIGHT)
        return self._rng.choices(sides, (0.1 + lag, 0.8, 0.08))[0]

    def felt(self, family: Family | None, *, week: int) -> Felt:
        """Where it was felt: in the glute, the more so with practice."""
        glute = Region.GLUTE_SIDE if family is Family.ABDUCTION else Region.GLUTE_CENTRE
        other = self._rng.choice(_ELSEWHERE.get(family, (Region.HAMSTRING, Region.LOW_BACK)))
        if self._rng.random() < 0.86 + 0.1 * min(1.0, week / 12):
            return Felt(most=glute, also=(other,) if self._rng.random() < 0.3 else ())
        return Felt(most=other, also=(glute,) if self._rng.random() < 0.5 else ())

    def morning(self) -> int:
        """How the hips feel the next morning, 0-10."""
        return self._rng.choices((0, 1, 2, 4), (0.55, 0.42, 0.02, 0.01))[0]

    def _lag(self, station: _Station) -> float:
        return LEFT_LAG / (1 + station.sessions / HALVED_AFTER)

    def _at(self, step: Step) -> _Station:
        """The station as it is today, with what training since then has made of it."""
        station = self._stations.setdefault(step.station or step.move or "", _Station())
        dose = (step.move, step.planned_ms // 1000, str(step.tempo), str(step.load))
        if station.day != self._day:
            away_days = self._day - station.day if station.sessions else 0
            if away_days > AWAY_DAYS:
                station.left -= AWAY_LOSS
            gain = GAIN / (1 + station.sessions / HALVED_AFTER)
            station.left = min(station.left + gain, MOST_LEFT)
            station.day, station.sessions = self._day, station.sessions + 1
        if dose != station.dose:
            if station.dose is not None:
                station.known[station.dose] = station.left
                station.left = max(station.known.get(dose, station.left - HARDER), 0.5)
            station.dose = dose
        return station


_ELSEWHERE: Mapping[Family | None, tuple[Region, Region]] = {
    Family.ABDUCTION: (Region.FRONT_OF_HIP, Region.LOW_BACK),
    Family.SQUAT: (Region.FRONT_OF_THIGH, Region.INNER_THIGH),
}
