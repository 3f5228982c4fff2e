"""The past sessions that `gluteapp decide` reads, as somebody else writes them. Decides nothing."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field

from gluteapp.core.circuit import Band, SessionMode
from gluteapp.core.decision import Verdict
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Content, MoveName, Region, Side, Slug
from gluteapp.core.session import Form, HarderSide
from gluteapp.strength_cli_input import TempoText

_Count = Annotated[int, Field(strict=True)]
_Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
_Seconds = Annotated[_Count, Field(ge=5, le=120)]
_Score = Annotated[_Count, Field(ge=0, le=10)]
_Newtons = Annotated[_Number, Field(gt=0, le=500)]
_Kilograms = Annotated[_Number, Field(gt=0, le=100)]


class _Given(Content):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class GivenDose(_Given):
    """What a station is done with; what is absent is as prescribed at that time."""

    move: Annotated[MoveName | None, Field(description="exercise/variant")] = None
    seconds: Annotated[_Seconds | None, Field(description="work time of a side")] = None
    tempo: Annotated[
        TempoText | None, Field(description="lower-hold-lift in seconds, such as 2-1-2")
    ] = None
    band: Band | None = None
    kettlebell_kg: _Kilograms | None = None


class GivenWorkSet(GivenDose):
    """One work set; each side is a set. An answer that is null or absent was not given."""

    station: Annotated[
        MoveName, Field(description="the circuit's own move at this place, as exercise/variant")
    ]
    side: Annotated[Side, Field(description="the working leg; both for moves of both legs")] = (
        Side.BOTH
    )
    round: Annotated[_Count, Field(ge=1, le=20)] | None = None
    reps: Annotated[
        Annotated[_Count, Field(ge=0, le=200)] | None,
        Field(description="reps done; absent: all that fit when it was completed, or else none"),
    ] = None
    reason: Annotated[StopReason, Field(description="why the set ended")] = StopReason.COMPLETED
    effort: Annotated[
        Annotated[_Count, Field(ge=0, le=5)] | None,
        Field(description="good reps left; 5 is '5 or more'"),
    ] = None
    felt: Annotated[Region | None, Field(description="where it was felt most")] = None
    harder: HarderSide | None = None
    form: Annotated[Form | None, Field(description="an effort alone means clean")] = None
    pain: Annotated[_Score | None, Field(description="0 is none; null is not answered")] = None


class GivenSession(_Given):
    """One past session."""

    id: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    day: Annotated[date, Field(description="the local date on which it began")]
    circuit: Annotated[Slug | None, Field(description="absent: the file's circuit")] = None
    mode: SessionMode = SessionMode.CIRCUIT
    stopped_early: Annotated[bool, Field(strict=True)] = False
    morning: Annotated[
        _Score | None, Field(description="pain of the hips the next morning; null: not answered")
    ] = None
    sets: Annotated[tuple[GivenWorkSet, ...], Field(min_length=1, max_length=200)]


class GivenOwned(_Given):
    """What the user has beside a floor, a chair and a wall."""

    bands_n: Annotated[
        dict[Band, _Newtons],
        Field(default_factory=dict, description="force in newtons of each loop band"),
    ]
    kettlebells_kg: tuple[_Kilograms, ...] = ()
    has_step: Annotated[bool, Field(strict=True)] = False


class GivenChoice(_Given):
    """What the user said to a decision."""

    session: Annotated[str, Field(description="id of the session that the decision followed")]
    station: MoveName
    verdict: Verdict
    instead: Annotated[
        GivenDose | None, Field(description="with changed: what is done; the rest stays as it was")
    ] = None


class GivenHistory(_Given):
    """A file of past sessions, in any order."""

    circuit: Annotated[Slug, Field(description="the circuit whose next doses are printed")] = (
        "foundation"
    )
    today: Annotated[
        date | None, Field(description="the day of the next session; absent: the last day")
    ] = None
    owned: Annotated[GivenOwned, Field(default_factory=GivenOwned)]
    body_mass_kg: Annotated[_Number, Field(ge=20, le=400)] | None = None
    sessions: Annotated[tuple[GivenSession, ...], Field(max_length=20_000)]
    choices: tuple[GivenChoice, ...] = ()
