"""A digest cut down to numbers: the index of each move, the work, the felt rate. Knows no trend.

A score needs one digest and the body mass of its day, nothing before or after it, so that it may be
kept beside its digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from gluteapp.core.analytics import PointKind, WhyNone
from gluteapp.core.circuit import SessionMode
from gluteapp.core.clock import Millis
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.exercise import Family, Region, Side
from gluteapp.core.set_score import is_set_off_tempo, score_set
from gluteapp.core.strength import Score, loaded
from gluteapp.core.strength_rules import INDEX_FAMILIES, MoveStrength, StrengthRules

GLUTES = frozenset({Region.GLUTE_CENTRE, Region.GLUTE_SIDE})
"""The answers that mean that a glute was felt (evidence 4.3)."""
WHOLE = ({Side.BOTH}, {Side.LEFT, Side.RIGHT})
"""The sides that make a move whole; two-legged moves count once (evidence 3.6)."""
_Alike = tuple[str | float | bool | None, ...]
"""What two sets have in common that say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The index of a move in one session: of its first round and its weaker side."""

    index: float
    reps_possible: float
    coefficient: float
    kind: PointKind
    is_approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveScore:
    """What a session says about one move, or why it says nothing."""

    move: str
    station: str
    family: Family
    difficulty: float
    """Without load; 0 where the move has no coefficient."""
    found: Measure | WhyNone


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionScore:
    """Everything that progress reads from one session."""

    session_id: str
    utc_ms: Millis
    day: int
    mode: SessionMode
    moves: tuple[MoveScore, ...] = ()
    work: float = 0.0
    """Sum of DCₓ x reps done over all rounds and both sides (evidence 3.3)."""
    glute_first: int = 0
    """Sets felt most in a glute."""
    answered: int = 0
    """Sets for which it was said where they were felt most."""


def score_sessions(
    digests: Iterable[SessionDigest],
    *,
    rules: StrengthRules | None,
    families: Mapping[str, Family],
    body_mass_at: Callable[[int], float | None],
) -> tuple[SessionScore, ...]:
    """Each session in numbers, in the order given; `families` are those of exercises, by id."""
    scorer = Scorer(rules=rules, families=families)
    return tuple(scorer.session(one, body_mass_at(one.day)) for one in digests)


class Scorer:
    """Scores sessions by one set of rules; of years of sets most are alike, and computed once."""

    def __init__(self, *, rules: StrengthRules | None, families: Mapping[str, Family]) -> None:
        self._rules = rules
        self._families = {
            exercise_id: family
            for exercise_id, family in families.items()
            if family in INDEX_FAMILIES
        }
        self._rows = {} if rules is None else rules.moves
        self._measures: dict[_Alike, Measure | WhyNone] = {}
        self._coefficients: dict[_Alike, float] = {}

    def session(self, digest: SessionDigest, body_mass_kg: float | None) -> SessionScore:
        """One session in numbers; without rules every move lacks its coefficient."""
        felt = [one.felt_most in GLUTES for one in digest.sets if one.felt_most is not None]
        is_training = digest.mode is not SessionMode.TESTS
        return SessionScore(
            session_id=digest.session_id,
            utc_ms=digest.utc_ms,
            day=digest.day,
            mode=digest.mode,
            moves=tuple(self._moves(digest, body_mass_kg)) if is_training else (),
            work=self._work(digest.sets, body_mass_kg) if is_training else 0.0,
            glute_first=sum(felt),
            answered=len(felt),
        )

    def _work(self, sets: Iterable[SetDigest], body_mass_kg: float | None) -> float:
        work = 0.0
        for one in sets:
            row = self._rows.get(one.move)
            if row is not None:
                work += one.done_reps * self._coefficient(one, row, body_mass_kg)
        return work

    def _coefficient(self, one: SetDigest, row: MoveStrength, body_mass_kg: float | None) -> float:
        """DCₓ; a load whose share is not known counts as none."""
        load = one.load
        if load.band_n is None and load.kettlebell_kg is None:
            return row.difficulty
        alike = (one.move, load.band_n, load.kettlebell_kg, body_mass_kg)
        if alike not in self._coefficients:
            assert self._rules is not None  # Otherwise there is no row.
            carried = loaded(self._rules, row, load, body_mass_kg)
            self._coefficients[alike] = (
                row.difficulty if isinstance(carried, WhyNone) else carried.coefficient
            )
        return self._coefficients[alike]

    def _moves(self, digest: SessionDigest, body_mass_kg: float | None) -> Iterable[MoveScore]:
        """The moves of the first round, which is the least tired one (evidence 3.6)."""
        rounds = [one.round for one in digest.sets if one.round is not None]
        first_round = min(rounds, default=None)
        by_move: dict[str, dict[Side, SetDigest]] = {}
        for one in digest.sets:
            if one.round is None or one.round == first_round:
                by_move.setdefault(one.move, {}).setdefault(one.side, one)
        is_benchmark = digest.mode is SessionMode.BENCHMARK
        for move, sides in by_move.items():
            family = self._families.get(move.partition("/")[0])
            if family is None:
                continue
            row = self._rows.get(move)
            found: Measure | WhyNone = WhyNone.NO_COEFFICIENT
            if row is not None:
                found = self._measure(sides, row, body_mass_kg, is_benchmark)
            yield MoveScore(
                move=move,
                station=next(iter(sides.values())).station,
                family=family,
                difficulty=0.0 if row is None else row.difficulty,
                found=found,
            )

    def _measure(
        self,
        sides: dict[Side, SetDigest],
        row: MoveStrength,
        body_mass_kg: float | None,
        is_benchmark: bool,
    ) -> Measure | WhyNone:
        """The weaker side; one side alone may be the stronger one and says nothing."""
        if sides.keys() not in WHOLE:
            return WhyNone.NOT_COMPLETED
        measures: list[Measure] = []
        for one in sides.values():
            measure = self._side(one, row, body_mass_kg, is_benchmark)
            if isinstance(measure, WhyNone):
                return measure
            measures.append(measure)
        return min(measures, key=_leads)

    def _side(
        self, one: SetDigest, row: MoveStrength, body_mass_kg: float | None, is_benchmark: bool
    ) -> Measure | WhyNone:
        assert self._rules is not None  # Otherwise there is no row.
        if not one.is_completed or row.is_hold or one.planned_reps == 0:
            return _measured(score_set(one, self._rules, row, body_mass_kg))
        load = one.load
        alike = (
            *(one.move, one.done_reps, one.effort),
            *(load.band is None, load.band_n, load.kettlebell_kg, body_mass_kg),
        )
        if alike not in self._measures:
            self._measures[alike] = _measured(score_set(one, self._rules, row, body_mass_kg))
        measure = self._measures[alike]
        is_doubtful = one.is_corrected or is_benchmark
        if isinstance(measure, WhyNone) or not is_doubtful:
            return measure
        is_off = is_set_off_tempo(one, self._rules, is_benchmark=is_benchmark)
        return replace(measure, kind=PointKind.OFF_TEMPO) if is_off else measure


def _measured(score: Score | WhyNone) -> Measure | WhyNone:
    if isinstance(score, WhyNone):
        return score
    return Measure(
        index=score.index,
        reps_possible=score.reps_possible,
        coefficient=score.coefficient,
        kind=PointKind.CENSORED if score.is_censored else PointKind.VALID,
        is_approximate=score.is_approximate,
    )


def _leads(measure: Measure) -> tuple[bool, float, bool]:
    """Which side leads: the weaker one.

    One that is off tempo takes the pair out, for which side is the weaker is not known then; of two
    equal ones the one that may be more does not lead.
    """
    is_off = measure.kind is PointKind.OFF_TEMPO
    return (not is_off, measure.index, measure.kind is PointKind.CENSORED)
