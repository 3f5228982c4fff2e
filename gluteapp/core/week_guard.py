"""Holds a rise against the work of the weeks before it (evidence 2; DEFINITIONS.md)."""

from __future__ import annotations

from collections.abc import Mapping

from gluteapp.core.analytics import WhyNone
from gluteapp.core.circuit import Load
from gluteapp.core.compile import Written, set_lengths_s
from gluteapp.core.exercise import Laterality
from gluteapp.core.ladder import tempo_of
from gluteapp.core.prescription import Prescription
from gluteapp.core.progress_state import Rulebook
from gluteapp.core.strength import loaded
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.core.training_weeks import Weeks, WorkOf, highest_week

TOLD_RISE = 0.2
"""Above this share more weekly work is said."""
MOST_RISE = 0.3
"""Above this share nothing rises."""


def guard(
    weeks: Weeks,
    day: int,
    written: Written,
    doses: Mapping[str, Prescription],
    rulebook: Rulebook,
) -> float | None:
    """How much more work, as a share, the highest of the last four weeks would be with new doses.

    The same circuits are done again, so that one more of them is no step. None when there is no
    week to compare with.
    """
    week = highest_week(weeks, day)
    if week is None:
        return None
    times = week.circuits.get(written.circuit.id, 0.0)
    more = times * circuit_work(written, doses, rulebook) - week.work.get(written.circuit.id, 0.0)
    return more / week.total


def circuit_work(written: Written, doses: Mapping[str, Prescription], rulebook: Rulebook) -> float:
    """The work of a whole circuit: difficulty x reps over both sides."""
    total = 0.0
    for station, dose in doses.items():
        tempo = tempo_of(dose, rulebook.library)
        exercise, _ = rulebook.library.move(dose.move)
        if tempo is None or exercise.is_hold:
            continue
        sides = 2 if exercise.laterality is Laterality.ONE_SIDED else 1
        for seconds, count in set_lengths_s(written, station, dose).items():
            reps = seconds * 1000 // tempo.rep_ms
            total += sides * count * rulebook.work_of(dose.move, dose.load, reps)
    return total


def work_by(rules: StrengthRules | None, body_mass_kg: float | None) -> WorkOf:
    """How the work of reps is reckoned: difficulty x reps (evidence 3.3); no rules, no work.

    Where a load's share cannot be told, the bare move's difficulty counts.
    """

    def work_of(move: str, load: Load, reps: int) -> float:
        row = None if rules is None else rules.moves.get(move)
        if rules is None or row is None:
            return 0.0
        carried = loaded(rules, row, load, body_mass_kg)
        known = row.difficulty if isinstance(carried, WhyNone) else carried.coefficient
        return known * reps

    return work_of
