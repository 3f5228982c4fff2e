"""A circuit as written down: its steps with their doses. Knows no clock and no file."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gluteapp.core.exercise import Content, MoveName, Side, Slug, Tempo, Words

LONGEST_S = 7200
"""Longest circuit in seconds."""


class StepKind(StrEnum):
    """What a step is for (DEFINITIONS.md, Time)."""

    COUNT_IN = "count_in"
    WARM_UP = "warm_up"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"
    COOL_DOWN = "cool_down"

    @property
    def is_move(self) -> bool:
        """Whether the user does an exercise in such a step, so that it leaves a set row."""
        return self in (StepKind.WARM_UP, StepKind.WORK, StepKind.COOL_DOWN)


class SessionMode(StrEnum):
    """What a session is for: a circuit, one of a lighter week, the short daily, benchmark, tests."""

    CIRCUIT = "circuit"
    LIGHTER = "lighter"
    DAILY = "daily"
    BENCHMARK = "benchmark"
    TESTS = "tests"


class Band(StrEnum):
    """Loop band strengths, lightest first (evidence 3.2)."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"


class Load(Content):
    """What is added to body weight in a set."""

    band: Band | None = None
    band_n: Annotated[float, Field(gt=0, le=500)] | None = None
    """Force of that band in newtons, where it is known."""
    kettlebell_kg: Annotated[float, Field(gt=0, le=100)] | None = None


class CircuitStep(Content):
    """One row of a circuit: what, which side, how long in seconds, at which tempo."""

    kind: StepKind
    seconds: int = Field(ge=1, le=600)
    title: str = ""
    """What a rest or count-in tells the user to do, such as "Lie on your back"."""
    round: int | None = Field(default=None, ge=1, le=20)
    exercise: Slug | None = None
    variant: Slug | None = None
    side: Side | None = None
    tempo: Tempo | None = None
    load: Load = Load()
    note: str = ""
    station: MoveName | None = None
    """The move that stood here before progress changed it; None means the row's own."""
    is_user_ended: bool = False
    """The user ends this step; `seconds` is then only its cap."""

    @property
    def move(self) -> str | None:
        """The move as `exercise/variant`, None in a rest."""
        return None if self.exercise is None else f"{self.exercise}/{self.variant}"

    @model_validator(mode="after")
    def _names_its_move(self) -> Self:
        if self.kind.is_move and (self.exercise is None or self.variant is None):
            raise PydanticCustomError(
                "step_without_move",
                "a {kind} step names an exercise and a variant",
                {"kind": self.kind.value},
            )
        if not self.kind.is_move and self.exercise is not None:
            raise PydanticCustomError(
                "step_with_move", "a {kind} step names no exercise", {"kind": self.kind.value}
            )
        return self


class Circuit(Content):
    """A whole session as written down; lengths in seconds."""

    id: Slug
    title: Words
    summary: Words
    level: int = Field(ge=0, le=9)
    seconds: int = Field(ge=1, le=LONGEST_S)
    mode: SessionMode = SessionMode.CIRCUIT
    version: int = Field(default=1, ge=1)
    steps: tuple[CircuitStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total_s = sum(step.seconds for step in self.steps)
        if total_s != self.seconds:
            raise PydanticCustomError(
                "length_differs",
                "the steps last {total_s} s, the circuit says {seconds} s",
                {"total_s": total_s, "seconds": self.seconds},
            )
        sides_s = {Side.LEFT: 0, Side.RIGHT: 0}
        for step in self.steps:
            if step.kind.is_move and step.side in sides_s:
                sides_s[step.side] += step.seconds
        if sides_s[Side.LEFT] != sides_s[Side.RIGHT]:
            raise PydanticCustomError(
                "sides_differ",
                "left works {left_s} s and right {right_s} s; both sides get equal time",
                {"left_s": sides_s[Side.LEFT], "right_s": sides_s[Side.RIGHT]},
            )
        return self

    @property
    def set_count(self) -> int:
        """How many work sets there are; each side is a set."""
        return sum(step.kind is StepKind.WORK for step in self.steps)
