"""The coefficients of the strength index as their content file gives them. Computes nothing."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gluteapp.core.circuit import Band
from gluteapp.core.exercise import Citation, Content, Family, MoveName

Positive = Annotated[float, Field(gt=0)]
INDEX_FAMILIES = (Family.HIP_EXTENSION, Family.ABDUCTION, Family.SQUAT)
"""The families that have an index (evidence 3.2)."""


class MoveStrength(Content):
    """How hard one move is (evidence 3.2): its difficulty coefficient and what a load adds."""

    difficulty: Positive
    mark: Literal["C", "D"]
    """C when computed in evidence 3.2, D when it is a design choice."""
    load: Positive
    """L of evidence 3.2: % of body mass x g x stature at the hip, or share of body mass."""
    kettlebell: Positive | None = None
    """Added to L per kettlebell kg and kg of body mass; None where no kettlebell is used."""
    band: Positive | None = None
    """Added to L per band newton and newton of body weight; None where no band is used."""
    is_hold: bool = False
    """Scored by seconds held instead of reps."""


class StrengthRules(Content):
    """Everything the index is computed from; `version` goes up with every change."""

    version: int = Field(ge=1)
    curve: tuple[Positive, Positive, Positive]
    """a, b, c of g(R) = 1 / (a + b e^(-c R)) (evidence 3.1)."""
    reference_reps: Positive
    """R at which g is one unit of the index: 15 (evidence 3.3)."""
    most_reps: int = Field(ge=1)
    """R is capped here: 30 (evidence 3.3)."""
    most_rir: int = Field(ge=1)
    """Reps left are counted up to here: 4; more than that is a lower bound (evidence 3.1)."""
    censored_reps: int = Field(ge=1)
    """From this R on a point is a lower bound: 25 (evidence 3.3)."""
    most_load: Positive
    """1 + dL / L is capped here: 2 (evidence 3.3)."""
    hold_reference_s: Positive
    hold_most_s: Positive
    hold_power: Positive
    off_tempo: Positive
    """A rep time further from the set tempo than this share is off tempo: 0.25 (evidence 3.1)."""
    anchors: dict[Family, MoveName]
    """The move of each family of which fifteen clean reps are an index of 100."""
    weights: dict[Family, Positive]
    """Exponents of the overall index (evidence 3.3)."""
    family_sessions: int = Field(ge=1)
    """A family's value is the median of so many of its last valid sessions: 3."""
    fresh_days: int = Field(ge=1)
    """Families measured within so many days make the overall index: 14."""
    least_families: int = Field(ge=1)
    wobble: Positive
    """Half-width of the noise band as a share: 0.10 (evidence 3.5)."""
    rate_wobble: Positive
    """Half-width of the noise band of the felt rate, in shares of all sets (design choice)."""
    change_sessions: int = Field(ge=1)
    """The median of so many sessions has to leave the band: 3 (evidence 3.5)."""
    change_stays: int = Field(ge=1)
    """… and stay outside for so many sessions: 2 (evidence 3.5)."""
    band_n: dict[Band, Positive]
    """Force offered for each tier where the user does not know better (evidence 3.2)."""
    moves: dict[MoveName, MoveStrength]
    citations: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _knows_its_families(self) -> Self:
        if set(self.weights) != set(INDEX_FAMILIES):
            raise PydanticCustomError("weights_incomplete", "each index family needs one weight")
        is_known = set(self.anchors.values()) <= self.moves.keys()
        if set(self.anchors) != set(INDEX_FAMILIES) or not is_known:
            raise PydanticCustomError(
                "anchors_incomplete", "each index family needs an anchor that has a coefficient"
            )
        return self
