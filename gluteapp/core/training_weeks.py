"""The weeks that the guard of weekly work and the lighter weeks look back on. Knows no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from gluteapp.core.circuit import Load, SessionMode
from gluteapp.core.digest import SessionDigest
from gluteapp.core.week_series import WEEK_DAYS, is_lighter_week, monday_of

WorkOf = Callable[[str, Load, int], float]
"""Work of so many reps of a move with a load: difficulty x reps (evidence 3.3)."""

COMPARED_WEEKS = 4
"""The guard compares with the highest of so many weeks (DEFINITIONS.md, Progression)."""
TRAINING_WEEKS = 3
"""After so many weeks with circuits a lighter one is due (evidence 7.6: weeks 4 and 8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingWeek:
    """What was done in a week's circuits; `circuits` counts them by id, a half-done one as half."""

    monday: int
    work: Mapping[str, float] = field(default_factory=dict[str, float])
    """By circuit."""
    circuits: Mapping[str, float] = field(default_factory=dict[str, float])
    modes: tuple[SessionMode, ...] = ()

    @property
    def is_lighter(self) -> bool:
        """Whether it was a lighter week."""
        return is_lighter_week(self.modes)

    @property
    def total(self) -> float:
        """The work of all circuits."""
        return sum(self.work.values())


Weeks = tuple[TrainingWeek, ...]
"""The last weeks with circuits, oldest first."""


def with_session(weeks: Weeks, session: SessionDigest, work_of: WorkOf) -> Weeks:
    """The weeks with one more session, none of them older than is ever compared."""
    done = sum(one.is_completed for one in session.sets)
    if session.mode not in (SessionMode.CIRCUIT, SessionMode.LIGHTER) or not done:
        return weeks
    monday = monday_of(session.day)
    week = next((one for one in weeks if one.monday == monday), TrainingWeek(monday=monday))
    share = min(1.0, done / max(session.planned_sets, 1))
    name = session.circuit_id
    work = sum(work_of(one.move, one.load, one.done_reps) for one in session.sets)
    week = replace(
        week,
        work={**week.work, name: week.work.get(name, 0.0) + work},
        circuits={**week.circuits, name: week.circuits.get(name, 0.0) + share},
        modes=(*week.modes, session.mode),
    )
    oldest = monday - COMPARED_WEEKS * WEEK_DAYS
    kept = [one for one in weeks if one.monday != monday and one.monday >= oldest]
    return tuple(sorted((*kept, week), key=lambda one: one.monday))


def highest_week(weeks: Weeks, day: int) -> TrainingWeek | None:
    """The week with the most work of the four before a day's, lighter ones left out."""
    monday = monday_of(day)
    oldest = monday - COMPARED_WEEKS * WEEK_DAYS
    compared = [
        week
        for week in weeks
        if oldest <= week.monday < monday and not week.is_lighter and week.total > 0
    ]
    return max(compared, key=lambda week: week.total, default=None)


def is_lighter_due(weeks: Weeks, day: int) -> bool:
    """Whether a day's week should be a lighter one: three weeks with circuits came before it.

    A week without circuits, or a lighter one, begins the count anew.
    """
    trained = {week.monday for week in weeks if not week.is_lighter}
    monday = monday_of(day)
    return all(monday - WEEK_DAYS * back in trained for back in range(1, TRAINING_WEEKS + 1))
