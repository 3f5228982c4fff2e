"""The strength index of one set (evidence 3.3): reps, reps left and load. Knows no session."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gluteapp.core.analytics import WhyNone
from gluteapp.core.circuit import Load
from gluteapp.core.strength_rules import MoveStrength, StrengthRules

GRAVITY = 9.81
"""m/s²."""
OR_MORE = 5
"""From so many reps left on an answer means "or more" (evidence 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """DCₓ of evidence 3.3: the coefficient of a move with what was carried."""

    coefficient: float
    is_approximate: bool = False
    """A band took part: its force is known to 30 % at best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a set says about strength."""

    index: float
    """100 is fifteen clean reps of the family's anchor."""
    reps_possible: float
    """R, or for a hold the seconds that were possible."""
    coefficient: float
    is_censored: bool
    """At least this much: 5 or more left, or so many reps that the curve is flat."""
    is_approximate: bool


def curve(rules: StrengthRules, reps: float) -> float:
    """g(R) of evidence 3.1: rises ever more slowly with the reps that are possible."""
    base, height, rate = rules.curve
    return 1.0 / (base + height * math.exp(-rate * reps))


def loaded(
    rules: StrengthRules, row: MoveStrength, load: Load, body_mass_kg: float | None
) -> Loaded | WhyNone:
    """The coefficient with band or kettlebell, DC x min(2, 1 + dL / L); why not, where unknown.

    A loop on a move whose row has no figure for it works across the move and adds nothing; a
    kettlebell always adds, so that without a figure there is no index.
    """
    added = 0.0
    has_band = load.band is not None or load.band_n is not None
    if has_band and row.band is not None:
        if load.band_n is None:
            return WhyNone.NO_BAND_FORCE
        added += row.band * load.band_n / GRAVITY
    if load.kettlebell_kg is not None:
        if row.kettlebell is None:
            return WhyNone.NO_COEFFICIENT
        added += row.kettlebell * load.kettlebell_kg
    factor = 1.0
    if added > 0.0:
        if body_mass_kg is None:
            return WhyNone.NO_BODY_MASS
        factor = min(rules.most_load, 1.0 + added / body_mass_kg / row.load)
    return Loaded(coefficient=row.difficulty * factor, is_approximate=has_band)


def score_reps(rules: StrengthRules, carried: Loaded, *, reps: int, rir: int) -> Score:
    """The index of a set of reps with `rir` good reps left, 5 meaning "5 or more".

    R = min(30, reps + reps left). People tell reps left well up to four (evidence 3.1), so that
    more counts as four, and the point as a lower bound.
    """
    possible = min(rules.most_reps, reps + min(rir, rules.most_rir))
    share = curve(rules, possible) / curve(rules, rules.reference_reps)
    return Score(
        index=100.0 * carried.coefficient * share,
        reps_possible=float(possible),
        coefficient=carried.coefficient,
        is_censored=rir >= OR_MORE or possible >= rules.censored_reps,
        is_approximate=carried.is_approximate,
    )


def score_hold(
    rules: StrengthRules,
    carried: Loaded,
    *,
    held_s: float,
    rir: int,
    rep_s: float | None = None,
) -> Score:
    """The index of a hold: 100 x DCₓ x (min(T, 120) / 45)^0.4.

    A rep left of a hold that is taken in parts of `rep_s` adds its seconds; where there are no
    parts, any rep left makes the time held a lower bound, and so does the cap.
    """
    left = min(rir, rules.most_rir)
    possible_s = min(rules.hold_most_s, held_s + left * (rep_s or 0.0))
    is_cut = rir >= OR_MORE or (rep_s is None and left > 0)
    return Score(
        index=100.0
        * carried.coefficient
        * (possible_s / rules.hold_reference_s) ** rules.hold_power,
        reps_possible=possible_s,
        coefficient=carried.coefficient,
        is_censored=is_cut or possible_s >= rules.hold_most_s,
        is_approximate=carried.is_approximate,
    )


def is_off_tempo(rules: StrengthRules, *, measured_s: float, set_s: float) -> bool:
    """Whether a rep took more than a quarter longer or shorter than it should (evidence 3.1)."""
    return abs(measured_s / set_s - 1.0) > rules.off_tempo
