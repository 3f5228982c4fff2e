"""The strength index over months: families, overall, levels, trends. Draws nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from gluteapp.core.analytics import (
    Change,
    FamilyPoint,
    LevelChange,
    MissingPoint,
    OverallPoint,
    PointKind,
    Strength,
    Trend,
    WhyNone,
)
from gluteapp.core.circuit import SessionMode
from gluteapp.core.exercise import Family
from gluteapp.core.family_track import FamilyTrack
from gluteapp.core.session_score import Measure, MoveScore, SessionScore
from gluteapp.core.strength_rules import INDEX_FAMILIES, StrengthRules
from gluteapp.core.trend import Reading, judge


def strength_of(
    scores: Iterable[SessionScore],
    *,
    rules: StrengthRules | None,
    first_day: int,
    last_day: int,
) -> Strength:
    """The index in a range of days, both ends included; what came before it still counts in.

    Without rules it has version 0 and nothing but missing points.
    """
    return StrengthHistory(scores, rules=rules, last_day=last_day).since(first_day)


class StrengthHistory:
    """The index over all sessions up to a day: made once, and looked at from any day on."""

    def __init__(
        self, scores: Iterable[SessionScore], *, rules: StrengthRules | None, last_day: int
    ) -> None:
        self._known = [one for one in scores if one.day <= last_day]
        self._known.sort(key=lambda one: (one.utc_ms, one.session_id))
        self._history = None if rules is None else _History(rules)
        if self._history is not None:
            for score in self._known:
                self._history.add(score)

    def since(self, first_day: int) -> Strength:
        """The index from a day on; what came before it still counts in."""
        if self._history is None:
            return _unknown([one for one in self._known if one.day >= first_day])
        return self._history.since(first_day)


def _unknown(scores: Sequence[SessionScore]) -> Strength:
    """What is left without coefficients: that they are missing."""
    return Strength(
        rules_version=0,
        points=(),
        missing=tuple(
            _missing(score, family, WhyNone.NO_COEFFICIENT)
            for score in scores
            for family in INDEX_FAMILIES
            if any(one.family is family for one in score.moves)
        ),
        overall=(),
        level_changes=(),
        trend=Trend(change=Change.NONE),
        family_trends={family: Trend(change=Change.NONE) for family in INDEX_FAMILIES},
    )


def _missing(score: SessionScore, family: Family, why: WhyNone) -> MissingPoint:
    return MissingPoint(session_id=score.session_id, day=score.day, family=family, why=why)


class _History:
    """All families on their way through the sessions, one session after the other."""

    def __init__(self, rules: StrengthRules) -> None:
        self._rules = rules
        self._tracks = {family: FamilyTrack(family=family) for family in INDEX_FAMILIES}
        self._points: list[FamilyPoint] = []
        self._missing: list[MissingPoint] = []
        self._overall: list[OverallPoint] = []
        self._levels: list[float] = []
        """Of each overall point, how hard the moves behind it were."""
        self._changes: list[LevelChange] = []

    def add(self, score: SessionScore) -> None:
        """Take in the next session."""
        trained: dict[Family, list[MoveScore]] = {}
        for one in score.moves:
            trained.setdefault(one.family, []).append(one)
        has_valid = False
        for family, moves in trained.items():
            chosen = self._tracks[family].choose(moves, score.day, self._rules.fresh_days)
            if chosen is None:
                continue
            if isinstance(chosen.found, Measure):
                self._take(chosen, chosen.found, score)
                has_valid = has_valid or chosen.found.kind is PointKind.VALID
            else:
                self._missing.append(_missing(score, family, chosen.found))
        if has_valid:
            self._weigh_up(score)

    def _take(self, chosen: MoveScore, found: Measure, score: SessionScore) -> None:
        """A point of a family, from the move that speaks for it now."""
        track = self._tracks[chosen.family]
        if track.lead is not None and track.lead.move != chosen.move:
            self._changes.append(LevelChange(day=score.day, family=track.family, move=chosen.move))
        track.lead, track.lead_day = chosen, score.day
        point = FamilyPoint(
            session_id=score.session_id,
            day=score.day,
            family=track.family,
            index=found.index,
            reps_possible=found.reps_possible,
            move=chosen.move,
            kind=found.kind,
            is_benchmark=score.mode is SessionMode.BENCHMARK,
            is_approximate=found.is_approximate,
            is_lighter=score.mode is SessionMode.LIGHTER,
            is_hold=self._rules.moves[chosen.move].is_hold,
        )
        self._points.append(point)
        if found.kind is PointKind.VALID:
            reading = Reading(
                day=score.day,
                value=found.index,
                weight=2 if point.is_benchmark else 1,
                level=math.log(chosen.difficulty),
            )
            track.append(reading, self._rules.family_sessions)

    def _weigh_up(self, score: SessionScore) -> None:
        """The overall index after a session, of the families that are fresh (evidence 3.3)."""
        rules = self._rules
        fresh = [
            track
            for track in self._tracks.values()
            if track.readings and score.day - track.readings[-1].day <= rules.fresh_days
        ]
        if len(fresh) < rules.least_families:
            return
        index = level = 0.0
        whole = sum(rules.weights[track.family] for track in fresh)
        for track in fresh:
            share = rules.weights[track.family] / whole
            index += share * math.log(track.value)
            level += share * track.level
        self._overall.append(
            OverallPoint(
                session_id=score.session_id,
                day=score.day,
                index=math.exp(index),
                families=tuple(track.family for track in fresh),
            )
        )
        self._levels.append(level)

    def since(self, first_day: int) -> Strength:
        """What was taken in, from that day on."""
        overall = tuple(one for one in self._overall if one.day >= first_day)
        return Strength(
            rules_version=self._rules.version,
            points=tuple(one for one in self._points if one.day >= first_day),
            missing=tuple(one for one in self._missing if one.day >= first_day),
            overall=overall,
            level_changes=tuple(one for one in self._changes if one.day >= first_day),
            trend=self._overall_trend(first_day),
            family_trends={
                family: judge([one for one in track.readings if one.day >= first_day], self._rules)
                for family, track in self._tracks.items()
            },
            family_values={
                family: track.value for family, track in self._tracks.items() if track.readings
            },
        )

    def _overall_trend(self, first_day: int) -> Trend:
        """Of those points that are made of the same families as the newest: like with like."""
        pairs = zip(self._overall, self._levels, strict=True)
        known = [(one, level) for one, level in pairs if one.day >= first_day]
        readings = [
            Reading(day=one.day, value=one.index, level=level)
            for one, level in known
            if one.families == known[-1][0].families
        ]
        return judge(readings, self._rules, is_smooth=True)
