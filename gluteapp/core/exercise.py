"""What a move is: its sides, tempo, variants, cues and muscles. Knows no file and no clock."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self, assert_never

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
MoveName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$")]
"""A move named as `exercise/variant`."""

CUE_LENGTH_MAX = 34
"""Longest cue line in characters that stays readable at 3 m in any language (LOOKS.md 2.1)."""


class Side(StrEnum):
    """The working leg, always the person's own left or right; the stance leg in standing tests."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def opposite(self) -> Side:
        """The other leg; both stays both."""
        match self:
            case Side.LEFT:
                return Side.RIGHT
            case Side.RIGHT:
                return Side.LEFT
            case Side.BOTH:
                return Side.BOTH
            case _:
                assert_never(self)


class Family(StrEnum):
    """The movement families of evidence 3.2, and the two that are not strength work."""

    HIP_EXTENSION = "hip_extension"
    ABDUCTION = "abduction"
    SQUAT = "squat"
    WARM_UP = "warm_up"
    STRETCH = "stretch"


class Laterality(StrEnum):
    """Whether a set works both legs at once, one leg, one after the other, or left, right, both."""

    BOTH = "both"
    ONE_SIDED = "one_sided"
    ALTERNATING = "alternating"
    IN_TURN = "in_turn"


class Posture(StrEnum):
    """How the body lies or stands while the move is done."""

    STANDING = "standing"
    HALF_KNEELING = "half_kneeling"
    HANDS_AND_KNEES = "hands_and_knees"
    SUPINE = "supine"
    PRONE = "prone"
    SIDE_LYING = "side_lying"
    SIDE_PLANK = "side_plank"


class Muscle(StrEnum):
    """The muscles the figure lights up (evidence 5.4)."""

    GLUTEUS_MAXIMUS = "gluteus_maximus"
    GLUTEUS_MEDIUS = "gluteus_medius"
    GLUTEUS_MINIMUS = "gluteus_minimus"
    HAMSTRINGS = "hamstrings"
    QUADRICEPS = "quadriceps"
    LOW_BACK = "low_back"
    TFL = "tfl"


class Region(StrEnum):
    """Where a set was felt: the nine answers of evidence 4.3."""

    GLUTE_CENTRE = "glute_centre"
    GLUTE_SIDE = "glute_side"
    HAMSTRING = "hamstring"
    LOW_BACK = "low_back"
    FRONT_OF_THIGH = "front_of_thigh"
    FRONT_OF_HIP = "front_of_hip"
    CALF = "calf"
    INNER_THIGH = "inner_thigh"
    NOTHING_MUCH = "nothing_much"


class Equipment(StrEnum):
    """What a variant needs beside a floor."""

    CHAIR = "chair"
    WALL = "wall"
    STEP = "step"
    LOOP_BAND = "loop_band"
    KETTLEBELL = "kettlebell"
    PILLOW = "pillow"


class Phase(StrEnum):
    """A part of one repetition; `lead_in` is the time before rep 1 that makes the reps fit."""

    LEAD_IN = "lead_in"
    LIFT = "lift"
    HOLD = "hold"
    LOWER = "lower"


class Content(BaseModel):
    """Base of everything read from content files: frozen, and unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Tempo(Content):
    """Seconds to lower, to hold at the hard end and to lift (evidence 5.4), as in `2-1-2`."""

    lower_s: int = Field(ge=0, le=10)
    hold_s: int = Field(ge=0, le=10)
    lift_s: int = Field(ge=0, le=10)

    @model_validator(mode="before")
    @classmethod
    def _read_triple(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = value.split("-")
        if len(parts) != 3 or not all(part.isdigit() for part in parts):
            raise PydanticCustomError(
                "tempo_unreadable",
                "a tempo is written lower-hold-lift in whole seconds, such as 2-1-2",
            )
        return dict(zip(("lower_s", "hold_s", "lift_s"), map(int, parts), strict=True))

    @model_validator(mode="after")
    def _moves(self) -> Self:
        if self.lower_s < 1 or self.lift_s < 1:
            raise PydanticCustomError(
                "tempo_too_fast", "lowering and lifting take at least one second each"
            )
        return self

    @property
    def rep_ms(self) -> int:
        """Length of one whole repetition in milliseconds."""
        return 1000 * (self.lower_s + self.hold_s + self.lift_s)

    def phases_ms(self, first: Phase) -> tuple[tuple[Phase, int], ...]:
        """The three phases in the order of a move that begins with `first`, lengths in ms."""
        lower = (Phase.LOWER, 1000 * self.lower_s)
        hold = (Phase.HOLD, 1000 * self.hold_s)
        lift = (Phase.LIFT, 1000 * self.lift_s)
        return (lower, hold, lift) if first is Phase.LOWER else (lift, hold, lower)

    def __str__(self) -> str:
        return f"{self.lower_s}-{self.hold_s}-{self.lift_s}"


class Citation(Content):
    """A source and how far we checked it; only V and V2 may be shown (evidence, first table)."""

    text: Words
    mark: Literal["V", "V2", "C", "M", "D"]
    doi: str | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the app may print this source."""
        return self.mark in ("V", "V2")


class Cue(Content):
    """One coaching line in our own words; `when_felt` names the answer that calls for it."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=CUE_LENGTH_MAX)]
    when_felt: Region | None = None


class Positions(Content):
    """How to get into place, told per working side, such as "Lie on your right side"."""

    left: Words
    right: Words
    both: Words

    def for_side(self, side: Side | None) -> str:
        """The line for a working side; none means both."""
        match side:
            case Side.LEFT:
                return self.left
            case Side.RIGHT:
                return self.right
            case _:
                return self.both


class Variant(Content):
    """One version of a move; how hard it is stands in the rules of the strength index."""

    id: Slug
    name: Words
    motion: Slug
    tempo: Tempo | None = None
    easier: MoveName | None = None
    harder: MoveName | None = None
    equipment: tuple[Equipment, ...] = ()
    note: str = ""


class Exercise(Content):
    """A move as its card tells it: names, sides, tempo, variants, cues, faults and muscles."""

    id: Slug
    name: Words
    family: Family
    laterality: Laterality
    posture: Posture
    positions: Positions
    starts_with: Literal[Phase.LIFT, Phase.LOWER] = Phase.LIFT
    is_hold: bool = False
    """Seconds are counted, not reps: a still hold, or with a tempo a free movement at that pace."""
    has_squeeze: bool = False
    """The voice says "squeeze" in early reps: at the hard end, or on the way up out of a low one."""
    is_often_rushed: bool = False
    """The voice says "slow" in some reps."""
    tempo: Tempo | None = None
    summary: Words
    side_note: str = ""
    """What left and right mean in this move, written out once."""
    start_cue: Annotated[str, StringConstraints(min_length=1, max_length=CUE_LENGTH_MAX)]
    """How to begin a repetition, shown in count-ins, such as "Knees together to start"."""
    cues: tuple[Cue, ...] = Field(min_length=1)
    faults: tuple[Words, ...] = ()
    muscles: dict[Muscle, Annotated[float, Field(ge=0, le=1)]] = {}
    variants: tuple[Variant, ...] = Field(min_length=1)
    citations: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        ids = [variant.id for variant in self.variants]
        if len(set(ids)) != len(ids):
            raise PydanticCustomError("variant_twice", "two variants have the same id")
        if not self.is_hold and self.tempo is None:
            raise PydanticCustomError("tempo_missing", "a move that counts reps needs a tempo")
        return self

    def variant(self, variant_id: str) -> Variant:
        """The variant of that id; KeyError when there is none."""
        for variant in self.variants:
            if variant.id == variant_id:
                return variant
        raise KeyError(f"{self.id}/{variant_id}")


class Library(BaseModel):
    """Every exercise that could be read, by id."""

    model_config = ConfigDict(frozen=True)

    exercises: dict[str, Exercise]

    def move(self, name: str) -> tuple[Exercise, Variant]:
        """The exercise and variant of `exercise/variant`; KeyError when either is missing."""
        exercise_id, _, variant_id = name.partition("/")
        exercise = self.exercises[exercise_id]
        return exercise, exercise.variant(variant_id)
