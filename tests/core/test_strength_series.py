"""The index over months: which move speaks, medians of three, overall, level changes, trends."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.analytics import Change, LevelChange, PointKind, Strength, WhyNone
from gluteapp.core.circuit import Band, Load, SessionMode
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Family
from gluteapp.core.session_score import score_sessions
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.core.strength_series import strength_of
from tests.small_digests import FAMILIES, MONDAY, RULES, one_set, pair, session

E, A, S = Family.HIP_EXTENSION, Family.ABDUCTION, Family.SQUAT


def _over(
    digests: list[SessionDigest],
    first: int = MONDAY,
    last: int = MONDAY + 400,
    *,
    rules: StrengthRules | None = RULES,
    body_mass_kg: float | None = None,
) -> Strength:
    scores = score_sessions(
        digests, rules=rules, families=FAMILIES, body_mass_at=lambda _: body_mass_kg
    )
    return strength_of(scores, rules=rules, first_day=first, last_day=last)


def _days(*sessions: list[SetDigest], apart: int = 3, **changes: Any) -> list[SessionDigest]:
    return [
        session(*sets, day=MONDAY + apart * index, **changes) for index, sets in enumerate(sessions)
    ]


def _moves(strength: Strength, family: Family = A) -> list[str]:
    return [one.move for one in strength.points if one.family is family]


CLAM = pair("clam/standard")
HYDRANT = pair("fire_hydrant/standard")
SQUAT = [one_set("squat/standard")]
NO_ANSWER: dict[str, Any] = {"effort": None}


# Which move speaks


def test_the_hardest_valid_move_speaks_for_its_family() -> None:
    strength = _over(_days([*CLAM, *HYDRANT], [*HYDRANT, *CLAM]))
    assert _moves(strength) == ["fire_hydrant/standard"] * 2
    assert not strength.level_changes
    assert [one.index for one in strength.points] == pytest.approx([51.68, 51.68], abs=0.01)


def test_a_missing_answer_of_the_lead_is_no_change_of_level() -> None:
    silent = [*CLAM, *pair("fire_hydrant/standard", **NO_ANSWER)]
    strength = _over(_days([*CLAM, *HYDRANT], silent, [*CLAM, *HYDRANT]))
    assert _moves(strength) == ["fire_hydrant/standard"] * 2
    (missing,) = strength.missing
    assert (missing.family, missing.why, missing.day) == (A, WhyNone.NO_ANSWER, MONDAY + 3)
    assert not strength.level_changes


def test_a_day_without_the_lead_is_neither_a_point_nor_missing() -> None:
    strength = _over(_days([*CLAM, *HYDRANT], CLAM, HYDRANT))
    assert len(strength.points) == 2
    assert not strength.missing
    assert not strength.level_changes


def test_a_harder_move_takes_over_and_is_marked() -> None:
    raise_ = pair("side_lying_abduction/standard")
    strength = _over(_days(HYDRANT, [*HYDRANT, *raise_], raise_))
    assert _moves(strength)[1:] == ["side_lying_abduction/standard"] * 2
    assert strength.level_changes == (
        LevelChange(day=MONDAY + 3, family=A, move="side_lying_abduction/standard"),
    )


def test_the_move_that_takes_the_place_of_the_lead_speaks_next() -> None:
    station: dict[str, Any] = {"station": "lunge/reverse"}
    lunge = pair("lunge/reverse", **station)
    eased = pair("lunge/split_squat", **station)
    strength = _over(_days(lunge, [*eased, *SQUAT], lunge))
    assert _moves(strength, S) == ["lunge/reverse", "lunge/split_squat", "lunge/reverse"]
    assert [one.day for one in strength.level_changes] == [MONDAY + 3, MONDAY + 6]


def test_what_took_its_place_but_was_not_answered_lets_no_easier_move_speak() -> None:
    station: dict[str, Any] = {"station": "lunge/split_squat"}
    old = pair("lunge/split_squat", **station)
    new = pair("lunge/reverse", **station, **NO_ANSWER)
    strength = _over(_days([*old, *SQUAT], [*new, *SQUAT]))
    assert _moves(strength, S) == ["lunge/split_squat"]
    assert [one.why for one in strength.missing] == [WhyNone.NO_ANSWER]


def test_a_lead_that_cannot_be_scored_today_is_as_hard_as_it_was() -> None:
    """Without the force of its band a clam stands under a fire hydrant; it was over it before."""
    clam = pair("clam/banded", load=Load(band=Band.MEDIUM, band_n=35))
    unknown = pair("clam/banded", load=Load(band=Band.MEDIUM))
    days = _days(clam, [*unknown, *HYDRANT])
    strength = _over(days, last=MONDAY + 9, body_mass_kg=70)
    assert _moves(strength) == ["clam/banded"]
    assert [one.why for one in strength.missing] == [WhyNone.NO_BAND_FORCE]


def test_a_lead_that_is_left_for_two_weeks_hands_over() -> None:
    days = [session(*HYDRANT, *CLAM, day=MONDAY)]
    days += [session(*CLAM, day=MONDAY + day) for day in (14, 15)]
    strength = _over(days)
    assert [(one.day, one.move) for one in strength.points] == [
        (MONDAY, "fire_hydrant/standard"),
        (MONDAY + 15, "clam/standard"),
    ]


def test_a_lead_that_stays_unanswered_for_two_weeks_hands_over() -> None:
    silent = [*CLAM, *pair("fire_hydrant/standard", **NO_ANSWER)]
    days = [session(*HYDRANT, day=MONDAY)]
    days += [session(*silent, day=MONDAY + day) for day in (14, 15)]
    strength = _over(days)
    assert _moves(strength) == ["fire_hydrant/standard", "clam/standard"]
    assert [one.day for one in strength.missing] == [MONDAY + 14]


def test_before_there_is_a_history_whatever_is_valid_speaks() -> None:
    five = pair("fire_hydrant/standard", effort=5)
    strength = _over(_days([*CLAM, *five], five))
    assert [one.kind for one in strength.points] == [PointKind.VALID]
    only = _over(_days(five, [*CLAM, *five]))
    assert [one.kind for one in only.points] == [PointKind.CENSORED, PointKind.VALID]
    assert [one.move for one in only.level_changes] == ["clam/standard"]


def test_a_lead_at_its_ceiling_stays_the_lead() -> None:
    five = pair("fire_hydrant/standard", effort=5)
    strength = _over(_days(HYDRANT, [*CLAM, *five]))
    assert [one.kind for one in strength.points] == [PointKind.VALID, PointKind.CENSORED]
    assert not strength.level_changes
    assert strength.family_values[A] == strength.points[0].index


def test_a_family_that_was_never_measured_says_why() -> None:
    strength = _over(_days(pair("wall_press/standard", planned_reps=0)))
    assert [one.why for one in strength.missing] == [WhyNone.NO_COEFFICIENT]
    assert A not in strength.family_values


# Values


def test_the_overall_example_of_the_evidence() -> None:
    week_1 = [
        one_set("glute_bridge/standard", done_reps=20, effort=4),
        *pair("clam/standard", done_reps=15, effort=4),
        one_set("squat/standard", done_reps=15, effort=3),
    ]
    week_8 = [
        *pair("single_leg_bridge/standard", done_reps=8),
        *pair("side_lying_abduction/standard", done_reps=12, effort=3),
        *pair("lunge/reverse", done_reps=12),
    ]
    days = [session(*week_1, day=MONDAY), session(*week_8, day=MONDAY + 49)]
    indices = [one.index for one in _over(days).overall]
    assert indices[0] == pytest.approx(53, abs=1)
    # The median of two sessions stands between them; a range of the last weeks alone is 97.
    assert _over(days[1:]).overall[0].index == pytest.approx(97, abs=1)


def test_a_family_is_the_median_of_its_last_three_valid_sessions() -> None:
    efforts = [2, 4, 0, 1, 5]
    sets = [[*pair("clam/standard", effort=effort), *SQUAT] for effort in efforts]
    strength = _over(_days(*sets))
    valid = [one.index for one in strength.points if one.family is A][:4]
    assert strength.family_values[A] == sorted(valid[1:])[1]


def test_a_benchmark_weighs_two() -> None:
    days = _days(CLAM, CLAM)
    open_end: dict[str, Any] = {"planned_ms": 150_000, "planned_reps": 30, "done_ms": 77_000}
    best = pair("clam/standard", done_reps=15, **open_end)
    days.append(session(*best, day=MONDAY + 6, mode=SessionMode.BENCHMARK))
    strength = _over(days)
    usual, _, benchmark = strength.points
    assert benchmark.is_benchmark
    assert strength.family_values[A] == pytest.approx((usual.index + benchmark.index) / 2)


def test_overall_needs_two_families_within_two_weeks() -> None:
    days = [session(*CLAM, day=MONDAY), session(*SQUAT, day=MONDAY + 14)]
    days += [session(*SQUAT, day=MONDAY + 15)]
    strength = _over(days)
    (point,) = strength.overall
    assert (point.day, point.families) == (MONDAY + 14, (A, S))
    value_a, value_s = strength.points[0].index, strength.points[1].index
    weights = (0.35 / 0.60, 0.25 / 0.60)
    expected = math.exp(weights[0] * math.log(value_a) + weights[1] * math.log(value_s))
    assert point.index == pytest.approx(expected)


def test_a_session_without_a_valid_point_makes_no_overall_point() -> None:
    five = [*pair("clam/standard", effort=5), one_set("squat/standard", effort=5)]
    strength = _over(_days([*CLAM, *SQUAT], five))
    assert len(strength.overall) == 1


def test_a_set_stopped_early_is_no_point_but_the_rest_of_the_session_is() -> None:
    stopped = pair("clam/standard", reason=StopReason.FINISHED_EARLY)
    strength = _over(_days([*stopped, *SQUAT]))
    assert [one.family for one in strength.points] == [S]
    assert [one.why for one in strength.missing] == [WhyNone.NOT_COMPLETED]


# Ranges and trends


def test_a_range_shows_its_days_and_still_counts_what_came_before() -> None:
    days = _days(*[[*CLAM, *SQUAT]] * 5)
    strength = _over(days, first=MONDAY + 6, last=MONDAY + 9)
    assert [one.day for one in strength.overall] == [MONDAY + 6, MONDAY + 9]
    assert {one.day for one in strength.points} == {MONDAY + 6, MONDAY + 9}
    assert strength.family_trends[A].change is Change.NONE
    assert strength.rules_version == RULES.version


def test_a_rise_by_harder_moves_is_told() -> None:
    easy = [*pair("clam/standard"), *pair("lunge/split_squat")]
    hard = [*pair("side_lying_abduction/standard"), *pair("lunge/reverse")]
    strength = _over(_days(*[easy] * 4, *[hard] * 6))
    assert strength.trend.change is Change.UP
    assert strength.trend.is_mostly_moves
    assert strength.family_trends[A].change is Change.UP
    assert strength.family_trends[A].is_mostly_moves
    assert strength.family_trends[S].change is Change.WOBBLE
    assert strength.family_trends[E].change is Change.NONE


def test_overall_is_compared_with_points_of_the_same_families() -> None:
    """Squats stand higher than clams: leaving the clams out is no gain in strength."""
    both = [[*CLAM, *pair("lunge/reverse"), *pair("kick_back/bent_knee")]] * 4
    without = [[*pair("lunge/reverse"), *pair("kick_back/bent_knee")]] * 9
    strength = _over(_days(*both, *without))
    assert strength.overall[-1].families == (E, S)
    assert strength.overall[-1].index > 1.1 * strength.overall[0].index
    assert strength.trend.change is Change.WOBBLE


def test_without_rules_nothing_is_known_and_nothing_breaks() -> None:
    strength = _over(_days([*CLAM, *SQUAT]), last=MONDAY, rules=None)
    assert (strength.rules_version, strength.points, strength.overall) == (0, (), ())
    assert {one.why for one in strength.missing} == {WhyNone.NO_COEFFICIENT}
    assert strength.trend.change is Change.NONE


MOVES = st.sampled_from(
    ["clam/standard", "fire_hydrant/standard", "side_lying_abduction/standard", "wall_press/x"]
)
SETS = st.lists(
    st.builds(
        lambda move, effort, reps: pair(move, effort=effort, done_reps=reps),
        MOVES,
        st.sampled_from([None, 0, 2, 4, 5]),
        st.integers(min_value=0, max_value=30),
    ),
    max_size=3,
).map(lambda pairs: [one for both in pairs for one in both])
HISTORIES = st.lists(SETS, max_size=12).map(lambda sets: _days(*sets, apart=4))


@given(history=HISTORIES, cut=st.integers(min_value=0, max_value=60))
def test_points_up_to_a_day_do_not_depend_on_what_comes_later(
    history: list[SessionDigest], cut: int
) -> None:
    until = MONDAY + cut
    early = [one for one in history if one.day <= until]
    assert _over(history, last=until) == _over(early, last=until)


@given(history=HISTORIES)
def test_each_session_says_at_most_one_thing_about_a_family(history: list[SessionDigest]) -> None:
    strength = _over(history)
    said = [(one.session_id, one.family) for one in strength.points]
    said += [(one.session_id, one.family) for one in strength.missing]
    assert len(set(said)) == len(said)
    assert _over(list(reversed(history))) == strength


@given(history=HISTORIES)
def test_a_level_change_stands_where_two_points_differ(history: list[SessionDigest]) -> None:
    strength = _over(history)
    moves = [(one.day, one.move) for one in strength.points]
    changes = [(day, move) for (_, before), (day, move) in pairwise(moves) if before != move]
    assert [(one.day, one.move) for one in strength.level_changes] == changes
