"""Where progress stood after some sessions, as text, to be kept. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from gluteapp.core.decision import Decision
from gluteapp.core.exercise import Family
from gluteapp.core.progress_state import Place, ProgressState, StationState
from gluteapp.core.training_weeks import TrainingWeek

ToldLast = Mapping[Place, Decision]
"""The newest decision of each place that was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stood:
    """A state as it is written: JSON has no mappings from pairs."""

    count: int
    stations: tuple[tuple[str, str, StationState], ...]
    mornings: tuple[int, ...]
    pain_days: dict[str, int]
    worse_morning_day: int | None
    family_mondays: dict[Family, int]
    weeks: tuple[TrainingWeek, ...]
    last_day: int | None
    last_session_id: str
    is_back: bool
    told: tuple[Decision, ...]


_STOOD = TypeAdapter(_Stood)


def stood_text(count: int, state: ProgressState, told: ToldLast) -> str:
    """The state after so many sessions and what was told last, as a JSON object."""
    stood = _Stood(
        count=count,
        stations=tuple((*place, one) for place, one in state.stations.items()),
        mornings=state.mornings,
        pain_days=dict(state.pain_days),
        worse_morning_day=state.worse_morning_day,
        family_mondays=dict(state.family_mondays),
        weeks=state.weeks,
        last_day=state.last_day,
        last_session_id=state.last_session_id,
        is_back=state.is_back,
        told=tuple(told.values()),
    )
    return _STOOD.dump_json(stood).decode()


def stood_of_text(text: str) -> tuple[int, ProgressState, ToldLast]:
    """The count, state and decisions in a JSON object; ValueError when there are none."""
    stood = _STOOD.validate_json(text)
    state = ProgressState(
        stations={(circuit, station): one for circuit, station, one in stood.stations},
        mornings=stood.mornings,
        pain_days=stood.pain_days,
        worse_morning_day=stood.worse_morning_day,
        family_mondays=stood.family_mondays,
        weeks=stood.weeks,
        last_day=stood.last_day,
        last_session_id=stood.last_session_id,
        is_back=stood.is_back,
    )
    return stood.count, state, {(one.circuit_id, one.station): one for one in stood.told}
