"""A session in numbers: which sets count, which side, and why something says nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.analytics import PointKind, WhyNone
from gluteapp.core.circuit import Band, Load, SessionMode
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Region, Side, Tempo
from gluteapp.core.session_score import (
    Measure,
    MoveScore,
    Scorer,
    SessionScore,
)
from gluteapp.core.set_score import is_set_off_tempo
from tests.small_digests import FAMILIES, MONDAY, RULES, one_set, pair, session


def _scored(digest: SessionDigest, kg: float | None = 70) -> SessionScore:
    return Scorer(rules=RULES, families=FAMILIES).session(digest, kg)


def _only(*sets: SetDigest, kg: float | None = 70, **changes: Any) -> MoveScore:
    (move,) = _scored(session(*sets, **changes), kg).moves
    return move


def _measure(*sets: SetDigest, **changes: Any) -> Measure:
    found = _only(*sets, **changes).found
    assert isinstance(found, Measure)
    return found


def test_the_weaker_side_counts() -> None:
    both = _measure(*pair("clam/standard", left={"effort": 1}))
    assert both.reps_possible == 7
    assert both == _measure(*pair("clam/standard", effort=1))
    swapped = _measure(*reversed(pair("clam/standard", left={"effort": 1})))
    assert swapped == both


def test_a_two_legged_move_counts_once() -> None:
    found = _only(one_set("squat/standard"))
    assert isinstance(found.found, Measure)
    assert found.found.reps_possible == 8
    assert (found.difficulty, found.found.coefficient) == (0.65, 0.65)


def test_one_side_alone_says_nothing() -> None:
    left, _ = pair("clam/standard")
    assert _only(left).found is WhyNone.NOT_COMPLETED


def test_only_the_first_round_is_read() -> None:
    first = pair("clam/standard", effort=3)
    second = pair("clam/standard", effort=0, round=2)
    assert _measure(*second, *first).reps_possible == 9
    unanswered = pair("clam/standard", effort=None)
    assert _only(*unanswered, *second).found is WhyNone.NO_ANSWER
    no_rounds = pair("clam/standard", round=None)
    assert _measure(*no_rounds).reps_possible == 8


@pytest.mark.parametrize(
    ("move", "changes", "why"),
    [
        ("clam/standard", {"effort": None}, WhyNone.NO_ANSWER),
        ("clam/standard", {"reason": StopReason.SKIPPED}, WhyNone.NOT_COMPLETED),
        ("clam/standard", {"reason": StopReason.PAIN, "effort": 0}, WhyNone.NOT_COMPLETED),
        ("clam/standard", {"reason": None, "effort": 0}, WhyNone.NOT_COMPLETED),
        ("clam/standard", {"done_reps": 0}, WhyNone.NO_REPS),
        ("clam/own_version", {}, WhyNone.NO_COEFFICIENT),
        ("wall_press/standard", {"planned_reps": 0}, WhyNone.NO_COEFFICIENT),
        ("clam/banded", {"load": Load(band=Band.MEDIUM)}, WhyNone.NO_BAND_FORCE),
        ("side_plank_lift/hold", {"done_ms": 0}, WhyNone.NO_REPS),
    ],
)
def test_why_there_is_no_index(move: str, changes: dict[str, Any], why: WhyNone) -> None:
    assert _only(*pair(move, **changes)).found is why


def test_a_loaded_set_without_body_mass_says_so() -> None:
    goblet = one_set("squat/goblet", load=Load(kettlebell_kg=16))
    assert _only(goblet, kg=None).found is WhyNone.NO_BODY_MASS
    assert isinstance(_only(goblet, kg=70).found, Measure)


def test_a_set_that_ended_where_nothing_was_left_counts() -> None:
    spent = {"reason": StopReason.SKIPPED, "done_reps": 4, "effort": 0}
    assert _measure(*pair("clam/standard", left=spent)).reps_possible == 4


def test_kinds_of_points() -> None:
    assert _measure(*pair("clam/standard")).kind is PointKind.VALID
    assert _measure(*pair("clam/standard", effort=5)).kind is PointKind.CENSORED
    # The weaker side is known although the other one may be more.
    known = _measure(*pair("clam/standard", effort=5, left={"effort": 2}))
    assert (known.kind, known.reps_possible) == (PointKind.VALID, 8)
    # Six and four left is exact, six and "5 or more" at least as much.
    even = _measure(*pair("clam/standard", effort=5, left={"effort": 4}))
    assert even.kind is PointKind.VALID
    banded = pair("clam/banded", load=Load(band=Band.MEDIUM, band_n=35))
    assert _measure(*banded).is_approximate


def test_one_side_off_tempo_takes_the_pair_out() -> None:
    slow = {"is_corrected": True, "done_reps": 4, "effort": 4}
    both = _measure(*pair("clam/standard", effort=0, left=slow))
    assert both.kind is PointKind.OFF_TEMPO


@pytest.mark.parametrize(
    ("changes", "is_off"),
    [
        ({"done_reps": 4}, False),  # The engine counted: it cannot leave the tempo.
        ({"done_reps": 4, "is_corrected": True}, True),
        ({"done_reps": 5, "is_corrected": True}, False),
        ({"done_reps": 8, "is_corrected": True}, False),
        ({"done_reps": 9, "is_corrected": True}, True),
        ({"done_reps": 0, "is_corrected": True}, False),
        ({"done_reps": 9, "is_corrected": True, "tempo": None}, False),
        # 34 s hold six reps after a lead-in of 4 s.
        ({"done_reps": 6, "planned_ms": 34_000, "done_ms": 34_000, "is_corrected": True}, False),
        ({"done_reps": 5, "planned_ms": 34_000, "done_ms": 34_000, "is_corrected": True}, False),
        ({"done_reps": 4, "planned_ms": 34_000, "done_ms": 34_000, "is_corrected": True}, True),
    ],
)
def test_off_tempo_comes_from_corrected_counts(changes: dict[str, Any], is_off: bool) -> None:
    one = one_set("clam/standard", **changes)
    assert is_set_off_tempo(one, RULES, is_benchmark=False) is is_off


def test_a_benchmark_may_end_inside_a_rep() -> None:
    capped = {"planned_ms": 150_000, "planned_reps": 30}
    inside = one_set("clam/standard", done_reps=2, done_ms=14_000, **capped)
    assert not is_set_off_tempo(inside, RULES, is_benchmark=True)
    slow = one_set("clam/standard", done_reps=10, done_ms=80_000, **capped)
    assert is_set_off_tempo(slow, RULES, is_benchmark=True)
    assert not is_set_off_tempo(slow, RULES, is_benchmark=False)


def test_a_hold_is_read_by_its_time() -> None:
    tempo = Tempo(lower_s=1, hold_s=8, lift_s=1)
    hold = pair("side_plank_lift/hold", planned_reps=3, done_reps=3, tempo=tempo, effort=1)
    assert _measure(*hold).reps_possible == 40
    still = pair("side_plank_lift/hold", planned_reps=0, done_reps=0, tempo=None, effort=0)
    assert _measure(*still).reps_possible == 30


def test_work_is_what_was_done_on_both_sides_in_all_rounds() -> None:
    half = {"done_reps": 2, "reason": StopReason.FINISHED_EARLY}
    digest = session(
        *pair("clam/standard"),
        *pair("clam/standard", round=2, left=half),
        one_set("squat/goblet", load=Load(kettlebell_kg=16), effort=None),
        one_set("clam/own_version"),
    )
    goblet = 0.65 * (1 + 0.5 * 16 / 70 / 0.44)
    assert _scored(digest).work == pytest.approx(0.48 * (6 + 6 + 2 + 6) + goblet * 6)
    # A load whose share is not known counts as none.
    assert _scored(digest, None).work == pytest.approx(0.48 * 20 + 0.65 * 6)


def test_the_felt_rate_counts_sets_that_were_answered() -> None:
    felt = [Region.GLUTE_CENTRE, Region.GLUTE_SIDE, Region.HAMSTRING, None]
    sets = [one_set("squat/standard", felt_most=region) for region in felt]
    score = _scored(session(*sets))
    assert (score.glute_first, score.answered) == (2, 3)


def test_tests_and_warm_ups_are_no_strength_work() -> None:
    tests = _scored(session(*pair("clam/standard"), mode=SessionMode.TESTS))
    assert (tests.moves, tests.work) == ((), 0)
    assert _scored(session(one_set("march/standard"), one_set("own_move/standard"))).moves == ()


def test_without_rules_every_move_lacks_its_coefficient() -> None:
    digest = session(*pair("clam/standard"))
    score = Scorer(rules=None, families=FAMILIES).session(digest, 70)
    assert [one.found for one in score.moves] == [WhyNone.NO_COEFFICIENT]
    assert score.work == 0


def test_sides_that_do_not_fit_together_say_nothing() -> None:
    odd = [one_set("clam/standard"), one_set("clam/standard", side=Side.LEFT)]
    assert _only(*odd).found is WhyNone.NOT_COMPLETED


SIDE_DONE = st.fixed_dictionaries(
    {
        "done_reps": st.integers(min_value=0, max_value=30),
        "effort": st.sampled_from([None, 0, 1, 2, 3, 4, 5]),
        "reason": st.sampled_from([StopReason.COMPLETED, StopReason.SKIPPED, StopReason.PAIN]),
        "is_corrected": st.booleans(),
    }
)


@given(left=SIDE_DONE, right=SIDE_DONE)
def test_a_mirrored_session_says_the_same(left: dict[str, Any], right: dict[str, Any]) -> None:
    move = "clam/standard"
    one_way = [one_set(move, side=Side.LEFT, **left), one_set(move, side=Side.RIGHT, **right)]
    other = [one_set(move, side=Side.LEFT, **right), one_set(move, side=Side.RIGHT, **left)]
    ours, theirs = _only(*one_way).found, _only(*other).found
    assert isinstance(ours, WhyNone) == isinstance(theirs, WhyNone)
    if isinstance(ours, Measure):
        assert ours == theirs
    assert _scored(session(*one_way)).work == _scored(session(*other)).work


@given(history=st.lists(st.tuples(SIDE_DONE, SIDE_DONE), max_size=8))
def test_what_was_scored_before_changes_nothing(
    history: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    """One scorer for all sessions says what a new one says for each."""
    digests = [
        session(*pair("clam/standard", left=left, **right), day=MONDAY + day)
        for day, (left, right) in enumerate(history)
    ]
    scorer = Scorer(rules=RULES, families=FAMILIES)
    assert [scorer.session(one, 70) for one in digests] == [_scored(one) for one in digests]
