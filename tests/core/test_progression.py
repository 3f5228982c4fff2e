"""What follows from sessions: each rule, the guards, the way back, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gluteapp.core.circuit import Load, SessionMode
from gluteapp.core.coming_back import away_id, away_ids
from gluteapp.core.compile import fits
from gluteapp.core.decision import Choice, Decision, Direction, Rule, Rung, Verdict
from gluteapp.core.digest import SessionDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Family, Region, Side, Tempo
from gluteapp.core.ladder import tempo_of
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.progress_preview import simulate_next
from gluteapp.core.progress_state import Place, ProgressState, StationState
from gluteapp.core.progression import (
    AWAY,
    History,
    Plan,
    dose_of,
    replay,
    welcome_back,
)
from gluteapp.core.progression_rules import is_worse
from gluteapp.core.session import Form, HarderSide
from gluteapp.core.station_result import work_was_left
from gluteapp.core.strength_rules import StrengthRules
from gluteapp.core.week_guard import work_by
from tests.progress_content import (
    BARE,
    CONTENT,
    EVERYTHING,
    LIBRARY,
    MONDAY,
    fine,
    good,
    plan_of,
    rulebook,
    with_set,
    with_sets,
)

CLAM = "clam/standard"
BRIDGE = "glute_bridge/standard"
HYDRANT = "fire_hydrant/standard"


def _of(plan: Plan, station: str = CLAM) -> Decision:
    """The newest decision about a station."""
    return next(one for one in plan.last_decisions if one.station == station)


def _after_one(session: SessionDigest, **more: Any) -> Decision:
    return _of(plan_of(session, **more))


def _second(session: SessionDigest, **more: Any) -> Plan:
    """The plan after a good session and another one."""
    return plan_of(good(0), session, **more)


# The rules, in their order


def test_one_good_session_stays_and_the_second_goes_up() -> None:
    once = plan_of(good(0))
    assert {(one.rule, one.direction) for one in once.last_decisions} == {
        (Rule.ONCE_MORE, Direction.STAY)
    }
    twice = _second(good(2))
    decision = _of(twice)
    assert (decision.rule, decision.direction, decision.rung) == (
        Rule.TWO_FOR_TWO,
        Direction.UP,
        Rung.TIME,
    )
    assert (decision.before.seconds, decision.after.seconds) == (35, 40)
    assert decision.read == {"effort": 3, "pain": 0, "sets": 4}
    assert twice.doses("foundation", BARE)[CLAM].seconds == 40


@pytest.mark.parametrize("change", [{"pain": 6}, {"reason": StopReason.PAIN}])
def test_pain_of_six_or_a_stop_for_pain_goes_down(change: dict[str, Any]) -> None:
    decision = _after_one(with_set(good(0), CLAM, 1, **change))
    assert (decision.rule, decision.direction) == (Rule.PAIN_STOP, Direction.DOWN)
    assert (decision.rung, decision.after.move) == (Rung.MOVE, "clam/small_range")


def test_pain_of_four_holds_and_the_second_time_in_fourteen_days_goes_down() -> None:
    hurt = with_set(good(0), CLAM, 0, pain=4)
    first = _after_one(hurt)
    assert (first.rule, first.direction, first.after) == (Rule.PAIN, Direction.HOLD, first.before)
    assert first.read == {"pain": 4}
    for days, rule in ((14, Rule.PAIN_TWICE), (15, Rule.PAIN)):
        again = with_set(good(days), CLAM, 0, pain=5)
        between = good(7)
        plan = plan_of(hurt, between, again)
        assert _of(plan).rule is rule
    assert _of(plan_of(hurt, with_set(good(3), CLAM, 0, pain=4))).read["days_ago"] == 3


def test_pain_in_one_move_lets_no_other_rise_and_none_go_down() -> None:
    plan = _second(with_set(good(2), HYDRANT, 0, pain=4))
    other = _of(plan, BRIDGE)
    assert (other.rule, other.direction) == (Rule.PAIN, Direction.HOLD)
    assert other.read["pain_elsewhere"] == 4
    redone = _second(replace(good(2), pain_max=5))
    assert {one.direction for one in redone.last_decisions} == {Direction.HOLD}


@pytest.mark.parametrize(
    ("earlier", "now", "is_bad"),
    [
        ([1, 1, 1], 3, True),
        ([1, 1, 1], 2, False),
        ([0, 0, 2, 4, 4], 3, False),
        ([0, 0, 2, 4, 4], 4, True),
        ([0, 2], 2, False),
        ([0, 1], 2, True),
        ([], 3, False),
        ([], 4, True),
    ],
)
def test_a_morning_is_worse_when_more_than_one_above_the_usual(
    earlier: list[int], now: int, is_bad: bool
) -> None:
    assert is_worse(now, earlier) is is_bad


def test_the_usual_morning_is_the_median_of_the_last_five() -> None:
    sessions = [good(2 * number) for number in range(7)]
    scores = dict(zip((one.session_id for one in sessions), [9, 9, 0, 0, 1, 1, 1], strict=True))
    plan = plan_of(*sessions, mornings=scores)
    assert plan.state.mornings == (0, 0, 1, 1, 1)
    last = good(14, doses=plan.doses("foundation", BARE))
    held = plan_of(*sessions, last, mornings=scores | {last.session_id: 3})
    decision = _of(held)
    assert (decision.rule, decision.read["morning"], decision.read["usual"]) == (
        Rule.PAIN_TWICE,
        3,
        1,
    )


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [(3, 4, Rule.TWO_FOR_TWO), (3, 5, Rule.PAIN), (0, 1, Rule.TWO_FOR_TWO), (0, 2, Rule.PAIN)],
)
def test_only_a_morning_worse_than_usual_holds(first: int, second: int, rule: Rule) -> None:
    scores = {"foundation-0": first, "foundation-2": second}
    assert _of(plan_of(good(0), good(2), mornings=scores)).rule is rule


def test_the_very_first_morning_is_worse_from_four_on() -> None:
    for score, rule in ((3, Rule.ONCE_MORE), (4, Rule.PAIN)):
        session = good(0)
        decision = _after_one(session, mornings={session.session_id: score})
        assert decision.rule is rule


def test_two_worse_mornings_in_fourteen_days_make_all_easier() -> None:
    first, second = good(0), good(3)
    plan = plan_of(first, second, mornings={first.session_id: 4, second.session_id: 6})
    assert {one.rule for one in plan.last_decisions} == {Rule.PAIN_TWICE}
    assert {one.direction for one in plan.last_decisions} == {Direction.DOWN}


@pytest.mark.parametrize(
    "change",
    [
        {"effort": 0, "form": Form.SLIPPED},
        {"reason": StopReason.FINISHED_EARLY, "effort": 0},
    ],
)
def test_broken_form_without_a_rep_left_or_sets_too_hard_go_down(change: dict[str, Any]) -> None:
    decision = _after_one(with_sets(good(0), CLAM, **change))
    assert (decision.rule, decision.direction) == (Rule.TOO_HARD, Direction.DOWN)
    one = _after_one(
        with_set(good(0), CLAM, 0, reason=StopReason.FINISHED_EARLY, effort=0, felt_most=None)
    )
    assert (one.rule, one.direction) == (Rule.INCOMPLETE, Direction.STAY)


def test_effort_that_is_missing_for_a_set_stays() -> None:
    decision = _of(_second(with_set(good(2), CLAM, 3, effort=None)))
    assert (decision.rule, decision.direction) == (Rule.ANSWER_MISSING, Direction.STAY)
    assert decision.read == {"effort": 1, "sets": 4}


@pytest.mark.parametrize("question", ["felt_most", "pain"])
def test_felt_and_pain_are_missing_when_no_round_has_both(question: str) -> None:
    # Of a pair's two sets in each of two rounds, the second round was not asked in its short rest.
    once = good(2)
    for number in (2, 3):
        once = with_set(once, CLAM, number, felt_most=None, pain=None)
    assert _of(_second(once)).rule is Rule.TWO_FOR_TWO
    decision = _of(_second(with_set(once, CLAM, 1, **{question: None})))
    assert (decision.rule, decision.direction) == (Rule.ANSWER_MISSING, Direction.STAY)
    expected = {"felt": 2, "pain": 2} | {question.removesuffix("_most"): 3}
    assert decision.read == {**expected, "sets": 4}


def test_what_is_answered_in_one_round_counts_for_the_station() -> None:
    once = good(2)
    for number in (2, 3):
        once = with_set(once, CLAM, number, felt_most=None, pain=None)
    hurt = with_set(once, CLAM, 3, pain=4)
    assert _of(_second(hurt)).rule is Rule.PAIN
    a_little = with_set(once, CLAM, 3, pain=3)
    assert _of(_second(a_little)).rule is Rule.ONE_SIDE
    half = with_set(once, CLAM, 0, felt_most=Region.HAMSTRING)
    decision = _of(_second(half))
    assert (decision.rule, decision.read) == (Rule.NOT_FELT, {"not_felt": 1, "sets": 2})


def test_felt_elsewhere_in_half_of_the_sets_stays() -> None:
    once = with_set(good(2), CLAM, 0, felt_most=Region.HAMSTRING)
    assert _of(_second(once)).rule is Rule.TWO_FOR_TWO
    decision = _of(_second(with_set(once, CLAM, 1, felt_most=Region.NOTHING_MUCH)))
    assert (decision.rule, decision.read) == (Rule.NOT_FELT, {"not_felt": 2, "sets": 4})


def test_it_waits_for_the_morning_and_says_what_comes_if_that_is_fine() -> None:
    first, second = good(0), good(2)
    waiting = plan_of(first, second, mornings=fine([first]))
    decision = _of(waiting)
    assert (decision.rule, decision.direction) == (Rule.MORNING_MISSING, Direction.STAY)
    assert decision.after == decision.before
    assert decision.if_fine == replace(decision.before, seconds=40)
    assert decision.read["then"] == Rule.TWO_FOR_TWO
    assert _of(plan_of(first, second)).after == decision.if_fine
    # The other move of the family would wait, and says so.
    other = _of(waiting, HYDRANT)
    assert (other.if_fine, other.read["then"]) == (None, Rule.FAMILY_MOVED)
    hurt = plan_of(with_set(good(0), CLAM, 0, pain=4), mornings={})
    assert {(one.rule, one.direction) for one in hurt.last_decisions} == {
        (Rule.PAIN, Direction.HOLD)
    }


@pytest.mark.parametrize(
    ("morning", "pain", "rule"),
    [
        (0, 0, Rule.TWO_FOR_TWO),
        (5, 0, Rule.ONCE_MORE),
        (None, 0, Rule.ONCE_MORE),
        (0, 5, Rule.ONCE_MORE),
        (None, 5, Rule.ONCE_MORE),
    ],
)
def test_an_unanswered_morning_counts_no_better_than_a_bad_one(
    morning: int | None, pain: int, rule: Rule
) -> None:
    first, second = with_set(good(0), HYDRANT, 0, pain=pain), good(2)
    mornings = fine([second]) | ({} if morning is None else {first.session_id: morning})
    if morning == 5:
        mornings[second.session_id] = 5
    assert _of(plan_of(first, second, mornings=mornings)).rule is rule


def test_both_sides_must_pass_and_the_weaker_one_goes_first() -> None:
    plan = _second(with_set(good(2), CLAM, 2, effort=2))
    decision = _of(plan)
    assert (decision.rule, decision.read["side"]) == (Rule.ONE_SIDE, "left")
    assert decision.first_side is Side.LEFT
    assert plan.first_sides("foundation") == {CLAM: Side.LEFT}
    assert _of(_second(with_set(good(2), CLAM, 1, effort=2))).first_side is Side.RIGHT
    even = plan_of(good(0), with_set(good(2), CLAM, 2, effort=2), good(4))
    assert even.first_sides("foundation") == {}
    unanswered = with_set(good(4), CLAM, 0, effort=None)
    kept = plan_of(good(0), with_set(good(2), CLAM, 2, effort=2), unanswered)
    assert kept.first_sides("foundation") == {CLAM: Side.LEFT}
    told = with_sets(good(2), CLAM, harder=HarderSide.RIGHT)
    assert _of(_second(told)).first_side is Side.RIGHT
    assert _of(_second(with_sets(told, CLAM, harder=HarderSide.LEFT))).first_side is Side.LEFT
    unsaid = with_set(with_set(good(2), CLAM, 0, effort=None), CLAM, 2, effort=None)
    assert _of(_second(unsaid)).first_side is None
    assert _of(_second(with_set(good(2), BRIDGE, 0, effort=1)), BRIDGE).first_side is None


@pytest.mark.parametrize(
    ("change", "rule", "read"),
    [
        ({"effort": 2}, Rule.NOT_YET_EASY, ("effort", 2)),
        ({"form": Form.SLIPPED}, Rule.NOT_YET_EASY, ("slipped", 2)),
        ({"pain": 3}, Rule.SOME_PAIN, ("pain", 3)),
        ({"reason": StopReason.SKIPPED}, Rule.INCOMPLETE, ("undone", 2)),
        (
            {"move": "glute_bridge/small_range", "planned_move": BRIDGE},
            Rule.INCOMPLETE,
            ("eased", 2),
        ),
        ({"done_reps": 3, "is_corrected": True}, Rule.INCOMPLETE, ("undone", 2)),
    ],
)
def test_what_was_not_easy_clean_calm_and_whole_stays(
    change: dict[str, Any], rule: Rule, read: tuple[str, int]
) -> None:
    decision = _of(_second(with_sets(good(2), BRIDGE, **change)), BRIDGE)
    assert (decision.rule, decision.direction) == (rule, Direction.STAY)
    assert decision.read[read[0]] == read[1]


def test_a_session_stopped_early_counts_as_what_was_done() -> None:
    whole = good(2)
    stopped = replace(whole, sets=whole.sets[:14], is_whole=False)
    assert work_was_left(stopped)
    plan = _second(stopped)
    done, undone = _of(plan, "squat/chair"), _of(plan, "kick_back/bent_knee")
    assert (done.rule, done.read["stopped_early"]) == (Rule.INCOMPLETE, True)
    assert undone.rule is Rule.NOT_DONE
    # What was done is the first of two; what was not reached breaks nothing.
    after = plan_of(good(0), stopped, good(4))
    assert _of(after, "squat/chair").rule is Rule.TWO_FOR_TWO
    assert _of(after, "kick_back/bent_knee").rule is Rule.FAMILY_MOVED
    assert not work_was_left(replace(whole, is_whole=False))


def test_a_lighter_session_neither_counts_nor_breaks() -> None:
    lighter = good(2, is_lighter=True)
    plan = plan_of(good(0), lighter)
    assert {one.rule for one in plan.last_decisions} == {Rule.LIGHTER_WEEK}
    assert _of(plan_of(good(0), lighter, good(7))).rule is Rule.TWO_FOR_TWO
    hurt = with_set(lighter, CLAM, 0, pain=7)
    assert _of(plan_of(good(0), hurt)).direction is Direction.DOWN


# Families, weeks, and the top of the ladder


def test_one_move_of_a_family_goes_up_in_a_week_and_then_the_one_that_waited() -> None:
    plan = plan_of(good(0), good(2))
    rules = {one.station: one.rule for one in plan.last_decisions}
    assert rules == {
        "squat/chair": Rule.TWO_FOR_TWO,
        "lunge/split_squat": Rule.FAMILY_MOVED,
        BRIDGE: Rule.TWO_FOR_TWO,
        CLAM: Rule.TWO_FOR_TWO,
        HYDRANT: Rule.FAMILY_MOVED,
        "kick_back/bent_knee": Rule.FAMILY_MOVED,
    }
    doses = plan.doses("foundation", BARE)
    same_week = replay(
        History(sessions=(good(4, doses=doses),), mornings={"foundation-4": 0}), BARE, onto=plan
    )
    assert _of(same_week, HYDRANT).rule is Rule.FAMILY_MOVED
    next_week = replay(
        History(sessions=(good(7, doses=doses),), mornings={"foundation-7": 0}), BARE, onto=plan
    )
    assert _of(next_week, HYDRANT).rule is Rule.TWO_FOR_TWO
    assert _of(next_week, CLAM).rule is Rule.ONCE_MORE
    later = replay(
        History(
            sessions=(good(9, doses=next_week.doses("foundation", BARE)),),
            mornings={"foundation-9": 0},
        ),
        BARE,
        onto=next_week,
    )
    assert _of(later, CLAM).rule is Rule.FAMILY_MOVED


def test_a_rise_that_was_declined_leaves_the_family_free() -> None:
    first, second = good(0), good(2)
    no = {(second.session_id, CLAM): Choice(verdict=Verdict.NOT_YET)}
    third = good(4, doses=plan_of(first, second, choices=no).doses("foundation", BARE))
    plan = plan_of(first, second, third, choices=no)
    # What was declined is offered again, and it has waited as long as the other.
    assert _of(plan, CLAM).rule is Rule.TWO_FOR_TWO
    assert _of(plan, HYDRANT).rule is Rule.FAMILY_MOVED


def _loud(times: float) -> Callable[[str, Load, int], float]:
    """Work in which a clam of 40 s weighs so many times as much."""

    def work_of(move: str, load: Load, reps: int) -> float:
        return reps * (times if move == CLAM and reps == 8 else 1.0)

    return work_of


@pytest.mark.parametrize(
    ("times", "rule", "percent"), [(1.0, Rule.TWO_FOR_TWO, 6), (1.9, Rule.TWO_FOR_TWO, 29)]
)
def test_weekly_work_is_told_and_above_thirty_percent_nothing_rises(
    times: float, rule: Rule, percent: int
) -> None:
    rules = rulebook(work_of=_loud(times))
    decision = _of(plan_of(good(0), good(7), rules=rules))
    assert (decision.rule, decision.read["work_percent"]) == (rule, percent)
    loud = rulebook(work_of=_loud(2.0))
    held = _of(plan_of(good(0), good(7), rules=loud))
    assert (held.rule, held.direction, held.after) == (
        Rule.WEEKLY_WORK,
        Direction.STAY,
        held.before,
    )
    assert held.read["work_percent"] == 31


def test_one_more_circuit_in_a_week_is_no_step_and_lighter_weeks_are_not_compared() -> None:
    week = [good(0), good(7), good(8), good(9)]
    assert "work_percent" in _of(plan_of(*week[:2])).read
    plan = plan_of(*week[:1], *[replace(one, day=MONDAY + 7) for one in week[1:3]])
    percents = [
        int(one.read["work_percent"] or 0)
        for made in plan.decisions.values()
        for one in made
        if one.rule is Rule.TWO_FOR_TWO
    ]
    assert max(percents) < 10
    lighter = [good(day, is_lighter=True) for day in (7, 9)]
    loud = rulebook(work_of=_loud(4.0))
    assert _of(plan_of(*lighter, good(14), good(16), rules=loud)).rule is Rule.TWO_FOR_TWO


def test_at_the_top_it_stays_and_says_what_was_passed_over() -> None:
    top = Prescription(move="fire_hydrant/straight_leg", seconds=45, tempo=None)
    dose = replace(top, tempo=BARE.library.exercises["fire_hydrant"].tempo)
    assert dose.tempo is not None
    dose = replace(dose, tempo=dose.tempo.model_copy(update={"hold_s": 3}))
    doses = dict(BARE.written["foundation"].doses) | {HYDRANT: dose, CLAM: replace(dose, move=CLAM)}
    first, second = good(0, doses=doses), good(2, doses=doses)
    plan = plan_of(first, second)
    decision = _of(plan_of(first, with_sets(second, CLAM, effort=1)), HYDRANT)
    assert (decision.rule, decision.direction, decision.skipped) == (
        Rule.AT_THE_TOP,
        Direction.STAY,
        (),
    )
    # Without a band the clam goes on to the next version; the band is named as passed over.
    clam = _of(plan, CLAM)
    assert (clam.after.move, clam.skipped) == ("clam/feet_lifted", ("band: not owned",))


def test_without_seconds_to_spare_the_next_kind_of_step_comes() -> None:
    plan = plan_of(good(0, circuit_id="perform"), good(2, circuit_id="perform"))
    decision = _of(plan, "single_leg_rdl/standard")
    assert (decision.rung, decision.skipped) == (Rung.HOLD, ("time: no room",))


def test_at_the_lowest_step_pain_can_only_hold() -> None:
    low = Prescription(move="clam/small_range", seconds=20)
    doses = dict(BARE.written["foundation"].doses) | {CLAM: low}
    decision = _of(plan_of(with_set(good(0, doses=doses), CLAM, 0, pain=8)))
    assert (decision.rule, decision.direction) == (Rule.PAIN_STOP, Direction.HOLD)
    assert decision.read["lowest"] is True


# The way up and down, and what the user says


def test_down_goes_back_the_way_it_came_up() -> None:
    first, second = good(0), good(2)
    risen = plan_of(first, second)
    hurt = with_set(good(9, doses=risen.doses("foundation", BARE)), CLAM, 0, pain=7)
    plan = plan_of(first, second, hurt)
    assert _of(plan).after == BARE.written["foundation"].doses[CLAM]
    assert _of(plan).rung is Rung.TIME


def test_a_change_of_the_users_holds_and_what_is_done_wins_over_what_was_planned() -> None:
    first, second = good(0), good(2)
    instead = Prescription(move="clam/small_range", seconds=25)
    changed = {(second.session_id, CLAM): Choice(verdict=Verdict.CHANGED, instead=instead)}
    plan = plan_of(first, second, choices=changed)
    assert plan.doses("foundation", BARE)[CLAM] == instead
    assert plan_of(first, second).doses("foundation", BARE)[CLAM].seconds == 40
    gone = Choice(verdict=Verdict.CHANGED, instead=replace(instead, move="clam/of_iron"))
    forgotten = plan_of(first, second, choices={(second.session_id, CLAM): gone})
    assert forgotten == plan_of(first, second)
    yes = {(second.session_id, CLAM): Choice(verdict=Verdict.ACCEPTED)}
    assert plan_of(first, second, choices=yes) == plan_of(first, second)
    done = good(9, doses=BARE.written["foundation"].doses)
    decision = _of(plan_of(first, second, done, choices=changed))
    assert decision.before == dose_of(next(one for one in done.sets if one.station == CLAM))


def test_an_easier_version_taken_on_the_way_is_no_new_dose() -> None:
    bridge = "single_leg_bridge/standard"
    whole = good(0, circuit_id="perform")
    eased = with_sets(whole, bridge, move="single_leg_bridge/assisted", planned_move=bridge)
    decision = _of(plan_of(eased), bridge)
    assert decision.before == BARE.written["perform"].doses[bridge]
    assert (decision.rule, decision.read["eased"]) == (Rule.INCOMPLETE, 4)
    # Planned as the easier version, it is what that version's progress goes on from.
    planned = with_sets(whole, bridge, move="single_leg_bridge/assisted")
    decision = _of(plan_of(planned), bridge)
    assert (decision.before.move, decision.rule) == ("single_leg_bridge/assisted", Rule.ONCE_MORE)
    # Its own tempo and load say nothing of what was planned.
    written = BARE.written["perform"].doses
    slow = replace(written[bridge], tempo=_slower(written[bridge]))
    slowly = good(-2, circuit_id="perform", doses={**written, bridge: slow})
    assert _of(plan_of(slowly, eased), bridge).before == slow
    # Planned with another dose than the one known, and then eased: that dose was the plan.
    shorter = with_sets(eased, bridge, planned_ms=20_000)
    decision = _of(plan_of(shorter), bridge)
    assert decision.before == Prescription(move=bridge, seconds=20)
    unknown = with_sets(good(0), CLAM, move="clam/of_another_time")
    assert _of(plan_of(unknown)).before.move == CLAM
    strange = with_sets(good(0), CLAM, move="strange/standard")
    assert _of(plan_of(strange)).before.move == CLAM


def test_a_morning_answered_late_leaves_what_was_planned_without_it_whole() -> None:
    rules = rulebook(EVERYTHING)
    tempo = LIBRARY.exercises["clam"].tempo
    assert tempo is not None
    slow = tempo.model_copy(update={"hold_s": 3})
    top = Prescription(move=CLAM, seconds=45, tempo=slow)
    doses = dict(rules.written["foundation"].doses) | {CLAM: top}
    first, second, third = (good(day, doses=doses, rules=rules) for day in (0, 2, 9))
    waiting = plan_of(first, second, third, rules=rules, mornings=fine([first, third]))
    assert _of(waiting).rule is Rule.ONCE_MORE
    late = plan_of(first, second, third, rules=rules)
    risen = next(one for one in late.decisions[second.session_id] if one.station == CLAM)
    assert (risen.direction, risen.after.move) == (Direction.UP, "clam/banded")
    # Done without the band, as it was planned then: no easier version was taken.
    decision = _of(late)
    assert decision.before == top
    assert (decision.rule, decision.read.get("eased")) == (Rule.FAMILY_MOVED, None)
    # What led there is kept: one rise further down the way, and the good session before it.
    known = late.state.stations["foundation", CLAM]
    assert (known.trail, known.passed) == ((), top)


def test_deleting_a_session_takes_back_what_came_from_it_and_nothing_else() -> None:
    sessions = [good(0), good(2)]
    third = good(9, doses=plan_of(*sessions).doses("foundation", BARE))
    both = plan_of(*sessions, third)
    without = plan_of(sessions[1], third)
    assert without.doses("foundation", BARE)[CLAM].seconds == 40
    assert both.doses("foundation", BARE)[CLAM].seconds == 40
    assert sessions[0].session_id not in without.decisions


# Sessions that progress is not read from


@pytest.mark.parametrize("mode", [SessionMode.DAILY, SessionMode.BENCHMARK, SessionMode.TESTS])
def test_other_sessions_decide_nothing_but_their_pain_is_remembered(mode: SessionMode) -> None:
    other = replace(with_set(good(0), CLAM, 0, pain=4), mode=mode)
    assert plan_of(other).decisions == {}
    assert plan_of(other).last_decisions == ()
    again = with_set(good(2), CLAM, 0, pain=4)
    assert _of(plan_of(other, again)).rule is Rule.PAIN_TWICE


def test_sessions_of_unknown_circuits_and_without_sets_are_passed_over() -> None:
    gone = replace(good(0), circuit_id="gone")
    empty = replace(good(1), sets=())
    assert plan_of(gone, empty).decisions == {}
    state = plan_of(gone, empty).state
    assert (state.last_day, state.last_session_id) == (MONDAY, gone.session_id)
    daily = replace(good(1), mode=SessionMode.DAILY)
    assert plan_of(gone, daily).state.last_day == MONDAY
    assert plan_of(good(0), empty, good(2)) == plan_of(good(0), good(2))


# Lighter weeks, days away, and what comes next


def test_after_three_weeks_with_circuits_a_lighter_one_is_due() -> None:
    weeks = [good(0), good(7), good(14)]
    plan = plan_of(*weeks)
    assert not plan.is_lighter_week(MONDAY + 20)
    assert plan.is_lighter_week(MONDAY + 21)
    assert plan.is_lighter_week(MONDAY + 27)
    assert not plan.is_lighter_week(MONDAY + 28)
    assert not plan_of(*weeks, good(21, is_lighter=True)).is_lighter_week(MONDAY + 28)
    ignored = plan_of(*weeks, good(21))
    assert ignored.is_lighter_week(MONDAY + 28)
    gap = plan_of(good(0), good(7), good(21))
    assert not gap.is_lighter_week(MONDAY + 28)
    nothing_done = with_sets(good(14), CLAM)
    nothing_done = replace(
        nothing_done,
        sets=tuple(replace(one, reason=StopReason.SKIPPED) for one in nothing_done.sets),
    )
    assert not plan_of(*weeks[:2], nothing_done).is_lighter_week(MONDAY + 21)


def test_after_more_than_a_week_away_everything_goes_one_step_down_once() -> None:
    risen = plan_of(good(0), good(2))
    assert welcome_back(risen, MONDAY + 9, BARE) == risen
    back = welcome_back(risen, MONDAY + 10, BARE)
    assert AWAY not in risen.decisions
    decisions = {one.station: one for one in back.decisions[AWAY]}
    assert {one.rule for one in decisions.values()} == {Rule.AWAY}
    assert decisions[CLAM].read == {"days": 8}
    assert back.doses("foundation", BARE)[CLAM] == BARE.written["foundation"].doses[CLAM]
    # What has not risen above what the circuit says stays there.
    assert HYDRANT not in decisions
    assert back.doses("foundation", BARE)[HYDRANT] == BARE.written["foundation"].doses[HYDRANT]
    assert welcome_back(back, MONDAY + 30, BARE) == back
    assert welcome_back(Plan(), MONDAY, BARE) == Plan()


def test_coming_back_goes_on_from_what_was_done_then() -> None:
    sessions = (good(0), good(2))
    plan = plan_of(*sessions)
    eased = welcome_back(plan, MONDAY + 12, BARE).doses("foundation", BARE)
    down = plan_of(*sessions, good(12, doses=eased))
    assert _of(down).before == eased[CLAM]
    assert AWAY not in down.decisions
    full = plan_of(*sessions, good(12, doses=plan.doses("foundation", BARE)))
    assert _of(full).before == plan.doses("foundation", BARE)[CLAM]


@pytest.mark.parametrize(
    "low",
    [
        Prescription(move="clam/small_range", seconds=20),
        Prescription(move="clam/small_range", seconds=45),
        Prescription(move=CLAM, seconds=25),
        Prescription(move=CLAM, seconds=35),
    ],
)
def test_nothing_below_what_the_circuit_says_is_taken_after_days_away(low: Prescription) -> None:
    doses = dict(BARE.written["foundation"].doses) | {CLAM: low}
    plan = plan_of(good(0, doses=doses), good(7, doses=doses))
    back = welcome_back(plan, MONDAY + 27, BARE)
    held = low.move == CLAM and low.seconds == 35
    assert (CLAM in {one.station for one in back.decisions[AWAY]}) is held


def test_stations_of_circuits_that_are_gone_take_no_step_after_days_away() -> None:
    plan = plan_of(good(0), good(2))
    left = {name: one for name, one in BARE.circuits.items() if name != "foundation"}
    back = welcome_back(plan, MONDAY + 30, replace(BARE, circuits=left))
    assert back.decisions[AWAY] == ()


def test_a_step_of_coming_back_takes_no_more_than_the_circuit_has_room_for() -> None:
    station = "single_leg_rdl/standard"
    written = BARE.written["perform"].doses[station]
    longer = replace(written, seconds=45)
    slower = Prescription(move=station, seconds=written.seconds, tempo=_slower(written))
    known = StationState(dose=slower, trail=(longer,), last_session_id="one")
    place = ("perform", station)
    state = ProgressState(stations={place: known}, last_day=MONDAY, last_session_id="one")
    back = welcome_back(Plan(state=state), MONDAY + 8, BARE)
    (decision,) = back.decisions[AWAY]
    assert written.seconds <= decision.after.seconds < 45
    assert fits(BARE.written["perform"], back.doses("perform", BARE), LIBRARY)
    known = replace(known, trail=(written,))
    state = replace(state, stations={place: known})
    back = welcome_back(Plan(state=state), MONDAY + 8, BARE)
    (decision,) = back.decisions[AWAY]
    assert decision.after == written


def _slower(dose: Prescription) -> Tempo:
    """The tempo of a dose with one second more of hold."""
    tempo = tempo_of(dose, LIBRARY)
    assert tempo is not None
    return tempo.model_copy(update={"hold_s": tempo.hold_s + 1})


def test_who_trains_well_every_eighth_day_gets_on_slowly_and_never_sinks() -> None:
    plan, aways = Plan(), 0
    sessions: list[SessionDigest] = []
    seconds: list[int] = []
    for number in range(9):
        day = 8 * number
        back = welcome_back(plan, MONDAY + day, BARE)
        aways += CLAM in {one.station for one in back.decisions.get(AWAY, ())}
        doses = back.doses("foundation", BARE)
        seconds.append(doses[CLAM].seconds)
        sessions.append(good(day, doses=doses))
        plan = plan_of(*sessions)
    # A step taken back is risen again and gone beyond before the next one is taken back.
    assert seconds == [35, 35, 35, 35, 40, 40, 40, 40, 40]
    assert aways == 2


def test_what_the_user_says_to_coming_back_holds_and_can_be_taken_back() -> None:
    sessions = (good(0), good(2))
    plan = plan_of(*sessions)
    risen = plan.doses("foundation", BARE)[CLAM]
    key = (away_id("foundation-2"), CLAM)
    told = {
        (one.session_id, one.station) for one in welcome_back(plan, 740_100, BARE).decisions[AWAY]
    }
    assert key in told
    no = {key: Choice(verdict=Verdict.NOT_YET)}
    back = welcome_back(plan, MONDAY + 12, BARE, no)
    assert back.doses("foundation", BARE)[CLAM] == risen
    assert {one.station for one in back.decisions[AWAY]} >= {CLAM, BRIDGE}
    assert (
        back.doses("foundation", BARE)[BRIDGE].seconds
        < plan.doses("foundation", BARE)[BRIDGE].seconds
    )
    instead = Prescription(move="clam/small_range", seconds=25)
    other = {key: Choice(verdict=Verdict.CHANGED, instead=instead)}
    changed = welcome_back(plan, MONDAY + 12, BARE, other)
    assert changed.doses("foundation", BARE)[CLAM] == instead
    gone = {key: Choice(verdict=Verdict.CHANGED, instead=replace(instead, move="clam/of_iron"))}
    assert welcome_back(plan, MONDAY + 12, BARE, gone) == welcome_back(plan, MONDAY + 12, BARE)
    # It holds in the replay as well: what was done then is what the choice made of it.
    third = good(12, doses=changed.doses("foundation", BARE))
    after = plan_of(*sessions, third, choices=other)
    assert after.state.stations["foundation", CLAM].rises_owed == 2
    # The good session before counts where the step leads back to what it was done with.
    known = welcome_back(plan, MONDAY + 12, BARE).state.stations["foundation", CLAM]
    assert known.passed == known.dose
    assert _of(after).before == instead
    coming = simulate_next(plan, "foundation", BARE, day=MONDAY + 12, count=1, choices=no)
    assert coming[0].doses[CLAM] == risen


def test_a_look_ahead_takes_the_open_morning_for_a_fine_one() -> None:
    sessions = good(0), good(2)
    open_, answered = (
        simulate_next(plan, "foundation", BARE, day=MONDAY + 4)
        for plan in (plan_of(*sessions, mornings=fine(sessions[:1])), plan_of(*sessions))
    )
    assert [one.doses for one in open_] == [one.doses for one in answered]
    once = [
        simulate_next(plan_of(good(0), mornings=mornings), "foundation", BARE, day=MONDAY + 2)
        for mornings in ({}, fine([good(0)]))
    ]
    assert [one.doses for one in once[0]] == [one.doses for one in once[1]]
    plan = plan_of(*sessions, mornings=fine(sessions[:1]))
    not_yet = {(sessions[1].session_id, CLAM): Choice(verdict=Verdict.NOT_YET)}
    held = simulate_next(plan, "foundation", BARE, day=MONDAY + 4, choices=not_yet)
    assert held[0].doses[CLAM].seconds == 35
    hard = plan_of(with_set(good(0), CLAM, 0, effort=1), mornings={})
    coming = simulate_next(hard, "foundation", BARE, day=MONDAY + 2)
    assert [one.doses[CLAM].seconds for one in coming[:2]] == [35, 35]


def test_each_circuit_keeps_its_own_step_of_coming_back() -> None:
    stations: dict[Place, StationState] = {}
    for name in ("foundation", "build"):
        written = BARE.written[name].doses[HYDRANT]
        stations[name, HYDRANT] = StationState(
            dose=replace(written, tempo=_slower(written)),
            trail=(written,),
            last_session_id=f"last-{name}",
        )
    state = ProgressState(stations=stations, last_day=MONDAY, last_session_id="last-build")
    assert away_ids(state) == {away_id("last-foundation"), away_id("last-build")}
    plan = Plan(state=state)
    decided = welcome_back(plan, MONDAY + 8, BARE).decisions[AWAY]
    assert {(one.circuit_id, one.session_id, one.station) for one in decided} == {
        ("foundation", away_id("last-foundation"), HYDRANT),
        ("build", away_id("last-build"), HYDRANT),
    }
    no = {(away_id("last-foundation"), HYDRANT): Choice(verdict=Verdict.NOT_YET)}
    back = welcome_back(plan, MONDAY + 8, BARE, no)
    assert back.state.stations["foundation", HYDRANT] == stations["foundation", HYDRANT]
    assert back.doses("build", BARE)[HYDRANT] == BARE.written["build"].doses[HYDRANT]
    done = plan_of(good(0), good(2, circuit_id="build"))
    assert away_ids(done.state) == {away_id("foundation-0"), away_id("build-2")}


# What the user has


def test_what_is_bought_later_changes_no_decision_of_before() -> None:
    top = Prescription(move="fire_hydrant/straight_leg", seconds=45)
    tempo = BARE.library.exercises["fire_hydrant"].tempo
    assert tempo is not None
    top = replace(top, move=CLAM, tempo=tempo.model_copy(update={"hold_s": 3}))
    doses = dict(BARE.written["foundation"].doses) | {CLAM: top}
    first, second, third = (good(day, doses=doses) for day in (0, 2, 9))
    banded = OwnedThings(bands_n={"medium": 35.0})
    rules = rulebook(banded)
    bare = plan_of(first, second)
    assert _of(bare).rung is Rung.MOVE
    assert _of(plan_of(first, second, rules=rules)).rung is Rung.BAND
    bought = ((second.utc_ms + 1, banded),)
    later = plan_of(first, second, rules=rules, owned=bought)
    assert later.decisions == bare.decisions
    assert later.doses("foundation", rules) == bare.doses("foundation", BARE)
    # From then on it counts, and what was given away counts no more.
    assert _of(plan_of(first, third, rules=rules, owned=bought)).rung is Rung.BAND
    lost = (*bought, (third.utc_ms, OwnedThings()))
    assert _of(plan_of(first, third, rules=BARE, owned=lost)).rung is Rung.MOVE


def test_the_next_four_sessions_are_what_comes_if_each_goes_well() -> None:
    rules = rulebook(EVERYTHING)
    coming = simulate_next(Plan(), "foundation", rules, day=MONDAY)
    assert [one.day - MONDAY for one in coming] == [0, 2, 4, 7]
    assert [one.doses[CLAM].seconds for one in coming] == [35, 35, 40, 40]
    assert [one.doses[HYDRANT].seconds for one in coming] == [30, 30, 30, 30]
    longer = simulate_next(Plan(), "foundation", rules, day=MONDAY, count=14)
    assert [one.is_lighter for one in longer[9:12]] == [True] * 3
    assert longer[13].doses[CLAM] != longer[0].doses[CLAM]
    away = simulate_next(plan_of(good(0)), "foundation", BARE, day=MONDAY + 30, count=1)
    assert away[0].doses[CLAM].move == CLAM
    with pytest.raises(KeyError):
        simulate_next(Plan(), "nowhere", BARE, day=MONDAY)


def test_holds_have_no_reps_to_be_counted() -> None:
    held = Prescription(move="wall_press/standard", seconds=30)
    doses = dict(BARE.written["foundation"].doses) | {CLAM: held}
    plan = plan_of(good(0, doses=doses), good(7, doses=doses))
    assert _of(plan).rule is Rule.TWO_FOR_TWO


# Work


def test_work_is_difficulty_times_reps_as_far_as_it_is_known() -> None:
    rules = CONTENT.strength
    assert isinstance(rules, StrengthRules)
    bare = BARE.written["foundation"].doses[CLAM]
    work_of = work_by(rules, 70.0)
    assert work_of(CLAM, bare.load, 10) == pytest.approx(10 * rules.moves[CLAM].difficulty)
    banded = (
        rulebook(OwnedThings(bands_n={"medium": 35.0}))
        .written["perform"]
        .doses["fire_hydrant/banded"]
    )
    assert work_of(banded.move, banded.load, 10) > work_by(rules, None)(
        banded.move, banded.load, 10
    )
    assert work_of("strange/standard", bare.load, 10) == 0.0
    assert work_by(None, 70.0)(CLAM, bare.load, 10) == 0.0
    assert Family.ABDUCTION is BARE.library.exercises["clam"].family
