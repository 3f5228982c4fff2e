"""The command `strength`: the index of a file of sets, by the code of the app. Opens no window."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO, assert_never

from gluteapp.content import load_content
from gluteapp.content_problems import UnusableError, shown
from gluteapp.core.analytics import PointKind, WhyNone
from gluteapp.core.circuit import Load, SessionMode
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Family, Library, Tempo
from gluteapp.core.session_score import score_sessions
from gluteapp.core.set_score import is_set_off_tempo, score_set
from gluteapp.core.strength import Score
from gluteapp.core.strength_rules import INDEX_FAMILIES, StrengthRules
from gluteapp.core.strength_series import strength_of
from gluteapp.errors import ContentError
from gluteapp.json_input import input_error, read_input
from gluteapp.language import tr
from gluteapp.paths import Paths
from gluteapp.strength_cli_input import GivenSet, GivenSets

if TYPE_CHECKING:
    from gluteapp.core.analytics import Strength

_DIGITS = 2
"""Decimals that are printed; the wobble is a hundred times larger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A set with its move found: as the app keeps it, and what it was done with."""

    given: GivenSet
    family: Family
    digest: SetDigest
    day: int
    body_mass_kg: float | None


def strength_command(*, paths: Paths, file: str, out: TextIO | None = None) -> int:
    """Print the index of every set of a file, of its families and overall, as JSON.

    GluteError in one sentence when the file cannot be used.
    """
    content = load_content(paths)
    rules = content.strength
    if rules is None:
        problem = next(one for one in content.problems if "strength.toml" in one.message)
        raise ContentError(problem.title, problem.message)
    remedy = tr("See `gluteapp strength --schema` for what is read.")
    given = read_input(file, GivenSets, remedy=remedy)
    try:
        known = _known_sets(given, content.library, rules)
    except UnusableError as error:
        raise input_error(file, error, remedy) from error
    families = {one.id: one.family for one in content.library.exercises.values()}
    answer = {
        "rules_version": rules.version,
        "sets": [_set_row(one, rules) for one in known],
        **_whole(known, rules, families),
    }
    print(json.dumps(answer, indent=1), file=out or sys.stdout)
    return 0


def print_schema(paths: Paths, out: TextIO | None = None) -> int:
    """Print the JSON schema of what is read, and an example."""
    text = (paths.assets / "schemas" / "strength.json").read_text(encoding="utf-8")
    print(text, end="", file=out or sys.stdout)
    return 0


def _known_sets(given: GivenSets, library: Library, rules: StrengthRules) -> list[_Known]:
    newest = max((one.day.toordinal() for one in given.sets if one.day is not None), default=1)
    known: list[_Known] = []
    for index, one in enumerate(given.sets):
        place = ("sets", index)
        if (one.reps is None) == (one.held_s is None):
            raise UnusableError(tr("it needs either reps or held_s"), place)
        move, family, tempo = _move(one, library, rules, place)
        known.append(
            _Known(
                given=one,
                family=family,
                digest=_digest(one, f"{index}", move, one.tempo or tempo, rules),
                day=newest if one.day is None else one.day.toordinal(),
                body_mass_kg=one.body_mass_kg or given.body_mass_kg,
            )
        )
    return known


def _move(
    one: GivenSet, library: Library, rules: StrengthRules, place: tuple[str | int, ...]
) -> tuple[str, Family, Tempo | None]:
    """The move as `exercise/variant`, its family and its own tempo."""
    name = one.move
    if name is None and one.family is not None:
        name = rules.anchors[Family(one.family)]
    if name is None:
        raise UnusableError(tr("it needs a move such as clam/banded, or a family"), place)
    exercise = library.exercises.get(name.partition("/")[0])
    if exercise is not None and "/" not in name:
        name = f"{name}/{exercise.variants[0].id}"
    if exercise is None or name.partition("/")[2] not in {it.id for it in exercise.variants}:
        reason = tr("there is no move {name}", name=shown(name))
        raise UnusableError(reason, (*place, "move"))
    if one.family is not None and exercise.family.value != one.family:
        reason = tr("{name} belongs to the family {family}", name=name, family=exercise.family)
        raise UnusableError(reason, (*place, "family"))
    return name, exercise.family, library.move(name)[1].tempo or exercise.tempo


def _digest(
    one: GivenSet, set_id: str, move: str, tempo: Tempo | None, rules: StrengthRules
) -> SetDigest:
    """The set as the app keeps it; a measured rep time is a count the user corrected."""
    reps = one.reps or 0
    rep_ms = 0 if tempo is None else tempo.rep_ms
    done_ms = reps * (rep_ms if one.rep_s is None else one.rep_s * 1000)
    is_held = one.held_s is not None
    force = one.band_n
    if force is None and one.band is not None:
        force = rules.band_n.get(one.band)
    return SetDigest(
        set_id=set_id,
        station=move,
        move=move,
        side=one.side,
        round=None,
        planned_ms=reps * rep_ms,
        planned_reps=0 if is_held else max(1, reps),
        done_reps=reps,
        done_ms=round(1000 * one.held_s) if one.held_s is not None else round(done_ms),
        reason=StopReason.COMPLETED,
        tempo=tempo,
        load=Load(band=one.band, band_n=force, kettlebell_kg=one.kettlebell_kg),
        is_corrected=one.rep_s is not None,
        effort=0 if is_held and one.rir is None else one.rir,
    )


def _set_row(one: _Known, rules: StrengthRules) -> dict[str, object]:
    """What is said about one set."""
    row = rules.moves.get(one.digest.move)
    found: Score | WhyNone = WhyNone.NO_COEFFICIENT
    if row is not None:
        found = score_set(one.digest, rules, row, one.body_mass_kg)
    is_off = is_set_off_tempo(one.digest, rules, is_benchmark=False)
    score = found if isinstance(found, Score) else None
    is_held = one.given.held_s is not None or (row is not None and row.is_hold)
    possible = None if score is None else score.reps_possible
    return {
        "move": one.digest.move,
        "family": one.family,
        "side": one.digest.side,
        "reps_possible": None if is_held or possible is None else round(possible),
        "held_s_possible": possible if is_held else None,
        "index": None if score is None else round(score.index, _DIGITS),
        "coefficient": None if score is None else round(score.coefficient, 4),
        "censored": score is not None and score.is_censored,
        "off_tempo": is_off,
        "approximate": score is not None and score.is_approximate,
        "in_trend": score is not None and not score.is_censored and not is_off,
        "why_none": found if isinstance(found, WhyNone) else None,
        "why": _why(found) if isinstance(found, WhyNone) else None,
    }


def _whole(
    known: list[_Known], rules: StrengthRules, families: dict[str, Family]
) -> dict[str, object]:
    """Families and overall index, each day being a session, through the app's own series."""
    by_day: dict[int, list[_Known]] = defaultdict(list)
    for one in known:
        by_day[one.day].append(one)
    masses = {
        day: next((one.body_mass_kg for one in sets if one.body_mass_kg), None)
        for day, sets in by_day.items()
    }
    digests = [_session(day, by_day[day]) for day in sorted(by_day)]
    scores = score_sessions(digests, rules=rules, families=families, body_mass_at=masses.get)
    series = strength_of(scores, rules=rules, first_day=0, last_day=max(by_day))
    overall = series.overall[-1] if series.overall else None
    return {
        "families": {family: _family(series, family) for family in INDEX_FAMILIES},
        "overall": None
        if overall is None
        else {"index": round(overall.index, _DIGITS), "families": list(overall.families)},
    }


def _session(day: int, sets: list[_Known]) -> SessionDigest:
    is_benchmark = any(one.given.is_benchmark for one in sets)
    return SessionDigest(
        session_id=f"{day:08}",
        utc_ms=day,
        day=day,
        circuit_id="given",
        mode=SessionMode.BENCHMARK if is_benchmark else SessionMode.CIRCUIT,
        is_whole=True,
        planned_sets=len(sets),
        sets=tuple(one.digest for one in sets),
    )


def _family(series: Strength, family: Family) -> dict[str, object] | None:
    """A family's index with the move it comes from; None without a valid point."""
    points = [one for one in series.points if one.family is family]
    valid = [one for one in points if one.kind is PointKind.VALID]
    if not valid:
        return None
    index = round(series.family_values[family], _DIGITS)
    return {"index": index, "move": valid[-1].move, "sessions": len(valid)}


def _why(why: WhyNone) -> str:
    """Why there is no index, for people."""
    match why:
        case WhyNone.NO_ANSWER:
            return tr("It was not said how many good reps were left.")
        case WhyNone.NO_BODY_MASS:
            return tr("A band or kettlebell counts only with the body mass of that day.")
        case WhyNone.NO_COEFFICIENT:
            return tr("There is no coefficient for this move with this load.")
        case WhyNone.NO_BAND_FORCE:
            return tr("The force of the band is not known.")
        case WhyNone.NOT_COMPLETED:
            return tr("It was not done to its end on both sides.")
        case WhyNone.NO_REPS:
            return tr("No repetition was counted.")
        case _:
            assert_never(why)
