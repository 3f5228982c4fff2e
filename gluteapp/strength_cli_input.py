"""The sets that `gluteapp strength` reads, as somebody else writes them down. Computes nothing."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, WithJsonSchema, model_validator

from gluteapp.core.circuit import Band
from gluteapp.core.exercise import Content, Side, Tempo

MovePattern = r"^[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?$"
TempoText = Annotated[
    Tempo,
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+-[0-9]+-[0-9]+$", "examples": ["2-1-2"]}),
]
_Count = Annotated[int, Field(strict=True)]
_Number = Annotated[float, Field(strict=True)]


class GivenSet(Content):
    """One set: what was done, how often or how long, and what was left."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    move: Annotated[
        str | None,
        Field(
            pattern=MovePattern,
            max_length=81,
            description="exercise/variant; an exercise alone means its first variant",
        ),
    ] = None
    family: Annotated[
        Literal["hip_extension", "abduction", "squat"] | None,
        Field(description="stands for the family's anchor move when no move is given"),
    ] = None
    side: Annotated[
        Side, Field(description="the working leg; the weaker of left and right counts")
    ] = Side.BOTH
    reps: Annotated[_Count, Field(ge=0, le=1000, description="clean reps done")] | None = None
    held_s: (
        Annotated[_Number, Field(ge=0, le=3600, description="seconds held, in place of reps")]
        | None
    ) = None
    rir: Annotated[
        Annotated[_Count, Field(ge=0, le=100)] | None,
        Field(
            description="good reps left; 5 and more means '5 or more'; null or absent: not "
            "answered, and for held_s: held to the end"
        ),
    ] = None
    kettlebell_kg: Annotated[_Number, Field(gt=0, le=100)] | None = None
    band: Annotated[
        Band | None, Field(description="without band_n the force offered for the tier is taken")
    ] = None
    band_n: Annotated[_Number, Field(gt=0, le=500, description="force in newtons")] | None = None
    body_mass_kg: (
        Annotated[_Number, Field(ge=20, le=400, description="needed with a band or kettlebell")]
        | None
    ) = None
    rep_s: (
        Annotated[_Number, Field(gt=0, le=60, description="measured seconds of one rep")] | None
    ) = None
    tempo: Annotated[
        TempoText | None,
        Field(description="lower-hold-lift in seconds; the move's own when absent"),
    ] = None
    day: Annotated[
        date | None, Field(description="the sets of one day are one session; absent: the newest")
    ] = None
    is_benchmark: Annotated[
        bool, Field(strict=True, description="makes its day a benchmark session, which weighs two")
    ] = False


class GivenSets(Content):
    """A file of sets; body mass may be given once for all. A list of sets alone is read too."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    body_mass_kg: Annotated[_Number, Field(ge=20, le=400)] | None = None
    sets: Annotated[tuple[GivenSet, ...], Field(min_length=1, max_length=100_000)]

    @model_validator(mode="before")
    @classmethod
    def _read_list(cls, value: object) -> object:
        return {"sets": value} if isinstance(value, list) else value
