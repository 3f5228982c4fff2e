"""A station made easier: in the time it has, with what there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gluteapp.core.circuit import CircuitStep, Load
from gluteapp.core.compile import compile_circuit
from gluteapp.core.decision import Choice, Direction, Rule, Rung, Verdict
from gluteapp.core.easing import step_down_that_fits, with_what_there_is
from gluteapp.core.exercise import Tempo
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.progress_preview import simulate_next
from gluteapp.core.progress_state import ProgressState, StationState, doses_of
from gluteapp.core.progression import AWAY, History, Plan, replay, welcome_back
from gluteapp.core.session import Form
from gluteapp.core.week_guard import circuit_work
from tests.progress_content import (
    BARE,
    EVERYTHING,
    LIBRARY,
    MONDAY,
    fine,
    good,
    plan_of,
    rulebook,
    with_sets,
)

LIGHT: dict[str, Any] = {"band": "light", "band_n": 15.0}
HEAVY: dict[str, Any] = {"band": "heavy", "band_n": 50.0}


def _dose(move: str, seconds: int = 45, **load: Any) -> Prescription:
    return Prescription(move=move, seconds=seconds, load=Load.model_validate(load))


def _full() -> dict[str, Prescription]:
    """Foundation with no second left: somebody who trained well for months."""
    written = BARE.written["foundation"]
    return {
        **written.doses,
        "squat/chair": _dose("squat/standard", 30),
        "lunge/split_squat": _dose("lunge/forward", 35),
        "glute_bridge/standard": _dose("marching_bridge/standard", 45),
        "clam/standard": _dose("side_lying_abduction/standard", 30),
        "fire_hydrant/standard": _dose("fire_hydrant/straight_leg", 40),
        "kick_back/bent_knee": _dose("kick_back/straight_leg", 45),
    }


def test_a_step_down_that_lasts_longer_takes_no_time_from_other_stations() -> None:
    written, doses = BARE.written["foundation"], _full()
    led_from = _dose("squat/chair", 45)
    step = step_down_that_fits(written, doses, "squat/chair", BARE, led_from=led_from)
    assert step is not None
    assert (step.rung, step.after.move) == (Rung.MOVE, "squat/chair")
    assert step.after.seconds < 45
    made = compile_circuit(written.circuit, {**doses, "squat/chair": step.after}, LIBRARY)
    assert made.skipped == ()
    assert made.circuit.seconds == 1200


def test_where_the_way_back_has_no_room_another_way_down_is_taken() -> None:
    written = BARE.written["foundation"]
    slow = _dose("clam/small_range", 22)
    never = replace(slow, tempo=Tempo(lower_s=10, hold_s=5, lift_s=10))
    doses = {**written.doses, "clam/standard": _dose("clam/standard", 35)}
    step = step_down_that_fits(written, doses, "clam/standard", BARE, led_from=never)
    assert step is not None
    assert step.after == _dose("clam/small_range", 35)
    lowest = {**written.doses, "clam/standard": _dose("clam/small_range", 20)}
    assert step_down_that_fits(written, lowest, "clam/standard", BARE, led_from=never) is None


def _state(circuit_id: str, station: str, *doses: Prescription) -> ProgressState:
    """A station that went up over all but the last of these, and is at the last."""
    known = StationState(dose=doses[-1], trail=doses[:-1], passed=doses[-1])
    return ProgressState(stations={(circuit_id, station): known}, last_session_id="s")


def test_a_dose_whose_band_is_gone_goes_back_to_what_can_be_done() -> None:
    plain, light = _dose("clam/standard"), _dose("clam/banded", **LIGHT)
    state = _state("foundation", "clam/standard", replace(plain, seconds=40), plain, light)
    assert with_what_there_is(state, rulebook(EVERYTHING), {}) == (state, ())
    after, (told,) = with_what_there_is(state, BARE, {})
    known = after.stations["foundation", "clam/standard"]
    assert (known.dose, known.passed) == (plain, None)
    assert known.trail == (replace(plain, seconds=40),)
    assert (told.rule, told.direction, told.rung) == (Rule.NOT_OWNED, Direction.DOWN, Rung.BAND)
    assert (told.before, told.after) == (light, plain)
    assert with_what_there_is(after, BARE, {}) == (after, ())


def test_what_a_circuit_is_written_with_stays_and_what_is_unknown_too() -> None:
    written = BARE.written["perform"]
    station = "kick_back/banded"
    dose = replace(written.doses[station], seconds=35)
    for place in (("perform", station), ("gone", station), ("perform", "no/station")):
        known = StationState(dose=dose if place[0] == "perform" else _dose("clam/banded", **LIGHT))
        state = ProgressState(stations={place: known})
        assert with_what_there_is(state, BARE, {}) == (state, ())


def test_where_nothing_easier_can_be_had_it_is_done_as_written() -> None:
    state = _state("foundation", "squat/chair", _dose("step_up/standard"))
    after, (told,) = with_what_there_is(state, BARE, {})
    written = BARE.written["foundation"]
    assert doses_of(after, written)["squat/chair"] == written.doses["squat/chair"]
    assert told.rung is Rung.MOVE


@pytest.mark.parametrize("owned", [OwnedThings(bands_n={"light": 15.0}), OwnedThings()])
def test_what_comes_in_its_place_takes_no_time_from_other_stations(owned: OwnedThings) -> None:
    rules = rulebook(owned)
    full = _full() | {"clam/standard": _dose("clam/banded", 30, **HEAVY)}
    stations = {("foundation", name): StationState(dose=dose) for name, dose in full.items()}
    after, decided = with_what_there_is(ProgressState(stations=stations), rules, {})
    assert [one.station for one in decided] == ["clam/standard"]
    written = rules.written["foundation"]
    made = compile_circuit(written.circuit, doses_of(after, written), LIBRARY)
    assert made.skipped == ()


def test_where_nothing_else_fits_it_stays() -> None:
    rows = [
        {"kind": "work", "seconds": 40, "exercise": "squat", "variant": "chair"},
        {"kind": "work", "seconds": 40, "exercise": "glute_bridge", "variant": "standard"},
    ]
    circuit = BARE.circuits["foundation"].model_copy(
        update={"seconds": 80, "steps": tuple(CircuitStep.model_validate(row) for row in rows)}
    )
    rules = replace(BARE, circuits={"foundation": circuit})
    doses = {
        "squat/chair": _dose("step_up/standard", 20),
        "glute_bridge/standard": _dose("glute_bridge/standard", 35),
    }
    stations = {("foundation", name): StationState(dose=dose) for name, dose in doses.items()}
    state = ProgressState(stations=stations)
    assert with_what_there_is(state, rules, {}) == (state, ())


def test_a_station_that_was_too_hard_pays_for_its_own_easier_step() -> None:
    sessions = [good(0, doses=_full()), good(2, doses=_full())]
    state = plan_of(*sessions[:1]).state
    places = {("foundation", name): dose for name, dose in _full().items()}
    led_from = {("foundation", "squat/chair"): (_dose("squat/chair", 45),)}
    stations = {
        place: StationState(dose=dose, trail=led_from.get(place, ()))
        for place, dose in places.items()
    }
    onto = Plan(state=replace(state, stations=stations))
    hard = with_sets(sessions[1], "squat/chair", effort=0, form=Form.SLIPPED)
    plan = replay(History(sessions=(hard,), mornings=fine([hard])), BARE, onto=onto)
    doses = plan.doses("foundation", BARE)
    assert doses["squat/chair"].move == "squat/chair"
    assert doses["squat/chair"].seconds < 45
    assert compile_circuit(BARE.circuits["foundation"], doses, LIBRARY).skipped == ()


def test_who_sold_the_band_goes_on_without_it_and_is_told_until_the_next_circuit() -> None:
    rules = rulebook(EVERYTHING)
    plain = rules.written["foundation"].doses["clam/standard"]
    doses = dict(rules.written["foundation"].doses)
    doses["clam/standard"] = replace(plain, move="clam/banded", load=Load.model_validate(LIGHT))
    plan = plan_of(good(0, doses=doses, rules=rules), rules=rules)
    assert welcome_back(plan, MONDAY + 2, rules) == plan
    back = welcome_back(plan, MONDAY + 2, BARE)
    (told,) = back.decisions[AWAY]
    assert (told.rule, told.station) == (Rule.NOT_OWNED, "clam/standard")
    now = back.doses("foundation", BARE)
    assert now["clam/standard"].move == "clam/standard"
    key = (told.session_id, told.station)
    kept = welcome_back(plan, MONDAY + 2, BARE, {key: Choice(verdict=Verdict.NOT_YET)})
    assert kept.doses("foundation", BARE)["clam/standard"] == doses["clam/standard"]
    # After days away the step of coming back is what is told of such a station.
    late = welcome_back(plan, MONDAY + 20, BARE).decisions[AWAY]
    assert len({(one.circuit_id, one.station) for one in late}) == len(late)
    session = good(2, doses=now)
    done = replay(History(sessions=(session,), mornings=fine([session])), BARE, onto=plan)
    assert done.doses("foundation", BARE)["clam/standard"] == now["clam/standard"]
    assert AWAY not in welcome_back(done, MONDAY + 4, BARE).decisions


def test_a_chosen_move_that_is_gone_leaves_what_was_decided() -> None:
    plain, light = _dose("clam/standard"), _dose("clam/banded", **LIGHT)
    state = _state("foundation", "clam/standard", plain, light)
    iron = Choice(verdict=Verdict.CHANGED, instead=_dose("clam/of_iron"))
    key = ("/away", "clam/standard")
    after, _ = with_what_there_is(state, BARE, {key: iron})
    assert after.stations["foundation", "clam/standard"].dose == plain
    shorter = Choice(verdict=Verdict.CHANGED, instead=replace(plain, seconds=25))
    after, _ = with_what_there_is(state, BARE, {key: shorter}, only="foundation")
    assert after.stations["foundation", "clam/standard"].dose.seconds == 25
    assert with_what_there_is(state, BARE, {}, only="build") == (state, ())


def test_a_rise_never_leads_to_an_easier_version() -> None:
    def work_of(move: str, load: Load, reps: int) -> float:
        difficulty = {"clam/banded": 0.96, "clam/feet_lifted": 0.6}.get(move, 1.0)
        return difficulty * reps

    rules = rulebook(EVERYTHING, work_of)
    doses = dict(rules.written["foundation"].doses)
    doses["clam/standard"] = Prescription(
        move="clam/banded",
        seconds=45,
        tempo=Tempo(lower_s=2, hold_s=3, lift_s=2),
        load=Load.model_validate(HEAVY),
    )
    sessions = [good(day, doses=doses, rules=rules) for day in (0, 2)]
    decision = next(
        one
        for one in plan_of(*sessions, rules=rules).last_decisions
        if one.station == "clam/standard"
    )
    assert decision.rule is Rule.TWO_FOR_TWO
    assert decision.after.move == "side_lying_abduction/bent_knee"
    assert rules.hardness(decision.before) == 0.96
    assert rulebook(EVERYTHING, lambda *_: 0.0).hardness(decision.before) is None


def test_the_next_sessions_of_a_circuit_without_rounds_are_whole_in_a_lighter_week() -> None:
    rows = [
        {"kind": "work", "seconds": 20, "exercise": "squat", "variant": "standard"},
        {"kind": "rest", "seconds": 60, "title": "Rest"},
        {"kind": "work", "seconds": 40, "exercise": "squat", "variant": "standard"},
    ]
    circuit = BARE.circuits["foundation"].model_copy(
        update={"seconds": 120, "steps": tuple(CircuitStep.model_validate(row) for row in rows)}
    )
    rules = replace(BARE, circuits={"foundation": circuit})
    coming = simulate_next(Plan(), "foundation", rules, day=MONDAY, count=12)
    assert not any(one.is_lighter for one in coming)
    doses = rules.written["foundation"].doses
    session = good(0, doses=doses, rules=rules)
    assert [one.planned_ms for one in session.sets] == [20_000, 40_000]
    assert circuit_work(rules.written["foundation"], doses, rules) == sum(
        one.done_reps for one in session.sets
    )
