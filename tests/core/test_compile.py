"""A circuit made from prescriptions: its length, its sides, its rests and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.circuit import Circuit, CircuitStep, Load, SessionMode, StepKind
from gluteapp.core.compile import (
    Compiled,
    Written,
    capped,
    compile_circuit,
    fits,
    set_lengths_s,
)
from gluteapp.core.exercise import Library, Side, Tempo
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.prescription import Prescription
from tests.progress_content import BARE, CONTENT, EVERYTHING, LIBRARY
from tests.small_content import exercise, step

FOUNDATION = CONTENT.circuits["foundation"]
BUILD = CONTENT.circuits["build"]
PERFORM = CONTENT.circuits["perform"]
MOVES = [
    f"{one.id}/{variant.id}"
    for one in LIBRARY.exercises.values()
    for variant in one.variants
    if variant.harder or variant.easier
]


def _compiled(circuit: Circuit, **doses: Prescription) -> Compiled:
    """Compiled with doses of stations named by their exercise."""
    written = Written.of(circuit, LIBRARY)
    by_station = {
        next(station for station in written.doses if station.startswith(f"{name}/")): dose
        for name, dose in doses.items()
    }
    return compile_circuit(circuit, by_station, LIBRARY)


def _rows(made: Compiled, station: str) -> list[CircuitStep]:
    return [row for row in made.circuit.steps if row.station == station]


def _rests(made: Compiled) -> list[int]:
    return [row.seconds for row in made.circuit.steps if row.kind is StepKind.REST]


def _dose(move: str, seconds: int, **more: Any) -> Prescription:
    return Prescription(move=move, seconds=seconds, **more)


@pytest.mark.parametrize("circuit", CONTENT.circuits.values(), ids=lambda one: one.id)
def test_as_written_nothing_changes_but_that_stations_are_named(circuit: Circuit) -> None:
    written = Written.of(circuit, LIBRARY, EVERYTHING)
    for made in (
        compile_circuit(circuit, {}, LIBRARY),
        compile_circuit(circuit, Written.of(circuit, LIBRARY).doses, LIBRARY),
        compile_circuit(circuit, written.doses, LIBRARY),
    ):
        assert made.skipped == ()
        assert made.first_side is Side.LEFT
        assert (made.circuit.id, made.circuit.mode) == (circuit.id, circuit.mode)
        for row, before in zip(made.circuit.steps, circuit.steps, strict=True):
            is_work = row.kind is StepKind.WORK
            assert row.station == (before.move if is_work else None)
            assert row.load.band is before.load.band
            assert row.model_copy(update={"station": None, "load": before.load}) == before
    banded = compile_circuit(PERFORM, Written.of(PERFORM, LIBRARY, EVERYTHING).doses, LIBRARY)
    assert _rows(banded, "kick_back/banded")[0].load == Load.model_validate(
        {"band": "medium", "band_n": 35.0}
    )


def test_longer_work_comes_from_the_longest_rests() -> None:
    made = _compiled(FOUNDATION, clam=_dose("clam/standard", 40))
    assert [row.seconds for row in _rows(made, "clam/standard")] == [40] * 4
    assert made.circuit.seconds == 1200
    before = [row.seconds for row in FOUNDATION.steps if row.kind is StepKind.REST]
    lent = [old - new for old, new in zip(before, _rests(made), strict=True)]
    assert sum(lent) == 20
    # Only rests of more than ten seconds lend, those that can spare most first.
    assert all(old > 10 for old, by in zip(before, lent, strict=True) if by)
    assert min(lent) == 0


def test_rests_keep_eight_seconds_for_a_turn_of_the_body_and_four_otherwise() -> None:
    doses = {
        name: replace(dose, seconds=45 if name != "kick_back/bent_knee" else 30)
        for name, dose in BARE.written["foundation"].doses.items()
    }
    made = compile_circuit(FOUNDATION, doses, LIBRARY)
    steps = made.circuit.steps
    assert made.skipped
    assert made.circuit.seconds == 1200
    for index, row in enumerate(steps):
        if row.kind is not StepKind.REST:
            continue
        assert row.seconds >= 4
        if row.title not in ("Step one foot forward", "Stand up"):
            assert row.seconds >= 8, (index, row.title)
    forward = [row.seconds for row in steps if row.title == "Step one foot forward"]
    assert min(forward) >= 8


def test_the_rest_between_rounds_lends_below_twenty_only_when_nothing_else_can() -> None:
    some = _compiled(FOUNDATION, clam=_dose("clam/standard", 45))
    between = next(row for row in some.circuit.steps if row.title.startswith("Round rest"))
    assert between.seconds >= 20
    more = _compiled(
        FOUNDATION,
        clam=_dose("clam/standard", 45),
        lunge=_dose("lunge/split_squat", 40),
        squat=_dose("squat/chair", 45),
    )
    between = next(row for row in more.circuit.steps if row.title.startswith("Round rest"))
    assert 8 <= between.seconds < 20


def test_freed_time_goes_back_to_the_shortest_rests() -> None:
    made = _compiled(BUILD, marching_bridge=_dose("marching_bridge/standard", 30))
    assert made.circuit.seconds == 1200
    stays = [row.seconds for row in made.circuit.steps if row.title == "Stay on hands and knees"]
    assert stays == [11, 11]


def test_a_move_of_both_legs_becomes_left_switch_right() -> None:
    made = _compiled(BUILD, marching_bridge=_dose("single_leg_bridge/assisted", 20))
    rows = [row for row in made.circuit.steps if row.round == 1]
    at = next(index for index, row in enumerate(rows) if row.exercise == "single_leg_bridge")
    left, switch, right = rows[at : at + 3]
    assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)
    assert (left.seconds, switch.seconds, right.seconds) == (20, 5, 20)
    assert (switch.kind, switch.title) == (StepKind.SWITCH, "Switch sides")
    assert left.station == right.station == "marching_bridge/standard"
    assert rows[at - 1].title == "On your back, one foot down"
    assert made.circuit.seconds == 1200
    timeline = lay_out(made.circuit, LIBRARY, Options())
    assert timeline.set_count == BUILD.set_count + 2
    assert {one.pair for one in timeline.steps if one.station == left.station} != {None}


def test_two_sides_become_one_row_when_the_way_leads_back() -> None:
    made = _compiled(PERFORM, single_leg_bridge=_dose("marching_bridge/standard", 40))
    (first, second) = _rows(made, "single_leg_bridge/standard")
    assert (first.side, first.seconds, second.side) == (Side.BOTH, 40, Side.BOTH)
    assert made.circuit.seconds == 1200
    assert made.circuit.set_count == PERFORM.set_count - 2
    assert made.skipped == ()


def test_time_to_put_on_a_band_is_found_before_a_move_that_needs_one() -> None:
    band = Load.model_validate({"band": "light", "band_n": 15.0})
    made = _compiled(BUILD, kick_back=_dose("kick_back/banded", 30, load=band))
    stays = [row.seconds for row in made.circuit.steps if row.title == "Stay on hands and knees"]
    assert stays == [8, 8]
    assert made.circuit.seconds == 1200


def test_what_does_not_fit_gets_less_and_is_told() -> None:
    longer = {
        name: replace(dose, seconds=45) for name, dose in BARE.written["perform"].doses.items()
    }
    made = compile_circuit(PERFORM, longer, LIBRARY)
    assert made.circuit.seconds == 1200
    assert made.skipped
    for one in made.skipped:
        assert one.wanted == longer[one.station]
        assert one.used.seconds < 45
        rows = _rows(made, one.station)
        assert {row.seconds for row in rows} == {one.used.seconds}


def test_a_dose_that_cannot_be_is_left_as_written() -> None:
    slow = _dose("clam/standard", 20, tempo=Tempo(lower_s=10, hold_s=3, lift_s=10))
    made = _compiled(FOUNDATION, clam=slow)
    (one,) = made.skipped
    assert one.used == BARE.written["foundation"].doses["clam/standard"]
    unknown = compile_circuit(FOUNDATION, {"frog_pump/standard": slow}, LIBRARY)
    assert unknown.skipped == ()


def test_a_lighter_week_is_one_round_at_the_same_dose() -> None:
    doses = {"clam/standard": _dose("clam/standard", 40)}
    made = compile_circuit(FOUNDATION, doses, LIBRARY, is_lighter=True)
    assert made.circuit.mode is SessionMode.LIGHTER
    assert made.circuit.set_count == FOUNDATION.set_count // 2
    assert {row.round for row in made.circuit.steps} == {None, 1}
    assert made.circuit.seconds == sum(row.seconds for row in made.circuit.steps) < 800
    assert [row.kind for row in made.circuit.steps[-3:]] == [
        StepKind.COOL_DOWN,
        StepKind.SWITCH,
        StepKind.COOL_DOWN,
    ]
    assert not any(row.title.startswith("Round rest") for row in made.circuit.steps)
    daily = CONTENT.circuits["daily"]
    assert compile_circuit(daily, {}, LIBRARY, is_lighter=True).circuit.seconds == 300


def test_the_harder_side_goes_first_where_there_is_one() -> None:
    sides = {"clam/standard": Side.RIGHT, "squat/chair": Side.LEFT, "lunge/split_squat": Side.LEFT}
    made = compile_circuit(FOUNDATION, {}, LIBRARY, first_sides=sides)
    assert [row.side for row in _rows(made, "clam/standard")] == [Side.RIGHT, Side.LEFT] * 2
    assert [row.side for row in _rows(made, "lunge/split_squat")] == [Side.LEFT, Side.RIGHT] * 2
    assert {row.side for row in _rows(made, "squat/chair")} == {Side.BOTH}
    assert made.first_side is Side.LEFT


# Circuits of the user's own


def _own(rows: list[dict[str, Any]]) -> tuple[Circuit, Library]:
    moves = [
        exercise("bridge"),
        exercise("clam", laterality="one_sided", posture="side_lying"),
        exercise("raise", laterality="one_sided", posture="side_lying"),
        exercise("plank", laterality="one_sided", posture="side_plank"),
        exercise("lunge", laterality="one_sided", posture="standing"),
        exercise("squat", posture="standing", starts_with="lower"),
    ]
    circuit = Circuit.model_validate(
        {
            "id": "own",
            "title": "Own",
            "summary": "Own",
            "level": 1,
            "seconds": sum(row["seconds"] for row in rows),
            "steps": rows,
        }
    )
    return circuit, Library(exercises={one.id: one for one in moves})


def test_a_circuit_without_rests_takes_only_doses_of_the_same_length() -> None:
    circuit, library = _own([step("work", 40, "bridge"), step("work", 30, "squat")])
    written = Written.of(circuit, library)
    shorter = {"bridge/standard": _dose("bridge/standard", 30)}
    assert not fits(written, shorter, library)
    made = compile_circuit(circuit, shorter, library)
    assert [one.station for one in made.skipped] == ["bridge/standard"]
    assert made.first_side is None
    swapped = {"bridge/standard": _dose("squat/easy", 40)}
    assert compile_circuit(circuit, swapped, library).skipped == ()


def test_two_sides_that_are_no_pair_stay_two() -> None:
    rows = [
        step("work", 30, "clam", side="left"),
        step("rest", 12, title="Rest"),
        step("work", 30, "clam", side="right"),
    ]
    circuit, library = _own(rows)
    made = compile_circuit(circuit, {"clam/standard": _dose("bridge/standard", 30)}, library)
    assert [one.station for one in made.skipped] == ["clam/standard"]
    both = [*rows[:1], step("switch", 12), *rows[2:]]
    circuit, library = _own(both)
    made = compile_circuit(circuit, {"clam/standard": _dose("bridge/standard", 72)}, library)
    assert made.skipped == ()
    lone = [step("work", 30, "clam", side="left"), step("switch", 8), *rows[:1]]
    with pytest.raises(ValueError, match="both sides get equal time"):
        _own(lone)


def test_rests_follow_the_move_that_comes_in_a_place() -> None:
    rows = [
        step("rest", 14, title="Lie down", round=1),
        step("work", 40, "bridge", side="both", round=1),
        step("rest", 14, title="Stay there", round=1),
        step("work", 30, "bridge", side="both", round=1) | {"variant": "easy"},
        step("rest", 30, title="Round rest", round=None),
        step("work", 40, "bridge", side="both", round=2),
        step("rest", 14, title="Stay there", round=2),
        step("work", 30, "bridge", side="both", round=2) | {"variant": "easy"},
        step("switch", 14),
    ]
    circuit, library = _own(rows)
    made = compile_circuit(circuit, {"bridge/standard": _dose("squat/standard", 40)}, library)
    titles = [row.title for row in made.circuit.steps if row.kind is StepKind.REST]
    assert titles == ["Lie down", "Ready for bridge", "Round rest", "Ready for bridge"]
    lying = compile_circuit(circuit, {"bridge/standard": _dose("clam/standard", 20)}, library)
    switches = [row for row in lying.circuit.steps if row.kind is StepKind.SWITCH]
    assert [(row.title, row.seconds) for row in switches[:2]] == [("Turn over", 8)] * 2
    legs = compile_circuit(circuit, {"bridge/easy": _dose("lunge/standard", 10)}, library)
    assert [row.title for row in legs.circuit.steps if row.title.startswith("Switch")] == [
        "Switch legs",
        "Switch legs",
    ]


def test_the_turn_of_the_body_needs_its_time_once_in_a_way_of_two_rests() -> None:
    rows = [
        step("work", 40, "bridge", side="both", round=1),
        step("rest", 12, title="Stand", round=1),
        step("rest", 12, title="Rest", round=1),
        step("work", 40, "squat", side="both", round=1),
        step("rest", 9, title="Lie down", round=1),
        step("rest", 12, title="Lie", round=1),
        step("work", 40, "bridge", side="both", round=2),
    ]
    circuit, library = _own(rows)
    longest = {"squat/standard": _dose("squat/standard", 60)}
    made = compile_circuit(circuit, longest, library)
    assert made.skipped == ()
    assert [row.seconds for row in made.circuit.steps if row.kind is StepKind.REST] == [8, 4, 9, 4]
    more = {"squat/standard": _dose("squat/standard", 61)}
    assert [one.used.seconds for one in compile_circuit(circuit, more, library).skipped] == [56]


def test_a_station_that_gets_longer_has_only_what_the_others_leave_it() -> None:
    written = Written.of(FOUNDATION, LIBRARY)
    doses = dict(written.doses)
    doses["kick_back/bent_knee"] = _dose("kick_back/straight_leg", 45)
    doses["squat/chair"] = _dose("squat/standard", 25)
    while fits(written, more := _longer(doses, "clam/standard"), LIBRARY):
        doses = more
    assert not fits(written, {**doses, "squat/chair": _dose("squat/chair", 45)}, LIBRARY)
    fair = capped(written, doses, "squat/chair", _dose("squat/chair", 45), LIBRARY)
    assert fair.move == "squat/chair"
    assert 20 <= fair.seconds < 45
    made = compile_circuit(FOUNDATION, {**doses, "squat/chair": fair}, LIBRARY)
    assert made.skipped == ()
    assert made.circuit.seconds == 1200


def _longer(doses: dict[str, Prescription], station: str) -> dict[str, Prescription]:
    return {**doses, station: replace(doses[station], seconds=doses[station].seconds + 1)}


def test_where_nothing_fits_the_dose_stays_and_where_that_does_not_nothing_is_changed() -> None:
    circuit, library = _own([step("work", 40, "bridge"), step("work", 30, "squat")])
    written = Written.of(circuit, library)
    shorter = _dose("bridge/easy", 30)
    assert capped(written, written.doses, "bridge/standard", shorter, library) == _dose(
        "bridge/standard", 40
    )
    lost = {**written.doses, "squat/standard": _dose("squat/standard", 44)}
    assert capped(written, lost, "bridge/standard", shorter, library) == shorter


@given(
    circuit=st.sampled_from([FOUNDATION, BUILD, PERFORM]), steps=st.lists(st.integers(0, 10_000))
)
def test_no_change_that_was_capped_ever_takes_time_from_another_station(
    circuit: Circuit, steps: list[int]
) -> None:
    written = Written.of(circuit, LIBRARY, EVERYTHING)
    doses = dict(written.doses)
    stations = list(doses)
    for number in steps:
        station = stations[number % len(stations)]
        wanted = _dose(MOVES[number % len(MOVES)], 20 + 5 * (number % 6))
        doses[station] = capped(written, doses, station, wanted, LIBRARY)
    made = compile_circuit(circuit, doses, LIBRARY)
    assert made.skipped == ()
    assert made.circuit.seconds == circuit.seconds


def _twice(**second: Any) -> tuple[Circuit, Library]:
    rows: list[dict[str, Any]] = []
    for number in (1, 2):
        rows += [
            step("work", 20, "squat", side="both", round=number),
            step("rest", 20, title="Rest", round=number),
            step("work", 40, "squat", side="both", round=number) | second,
            step("rest", 20, title="Rest", round=number),
        ]
    return _own(rows)


@pytest.mark.parametrize(
    ("seconds", "lengths"), [(20, [20, 40]), (25, [25, 45]), (30, [30, 45]), (10, [10, 30])]
)
def test_a_move_that_comes_twice_keeps_its_two_lengths(seconds: int, lengths: list[int]) -> None:
    circuit, library = _twice()
    dose = _dose("squat/standard", seconds)
    made = compile_circuit(circuit, {"squat/standard": dose}, library)
    assert made.skipped == ()
    assert [row.seconds for row in made.circuit.steps if row.exercise] == lengths * 2
    assert made.circuit.seconds == circuit.seconds
    written = Written.of(circuit, library)
    assert written.rounds == {"squat/standard": 4}
    assert set_lengths_s(written, "squat/standard", dose) == dict.fromkeys(lengths, 2)


def test_a_dose_that_makes_two_sides_unlike_is_left_as_written() -> None:
    rows = [
        step("work", 40, "clam", side="left"),
        step("rest", 30, title="Turn"),
        step("work", 20, "clam", side="right"),
        step("rest", 30, title="Rest"),
        step("work", 20, "clam", side="right"),
    ]
    circuit, library = _own(rows)
    made = compile_circuit(circuit, {"clam/standard": _dose("clam/easy", 45)}, library)
    assert [one.used.move for one in made.skipped] == ["clam/standard"]
    assert made.circuit.seconds == circuit.seconds
    harder = compile_circuit(circuit, {"clam/standard": _dose("clam/easy", 40)}, library)
    assert harder.skipped == ()


@pytest.mark.parametrize("number", [None, 1])
def test_a_lighter_week_leaves_a_circuit_without_rounds_as_it_is(number: int | None) -> None:
    rows = [
        step("work", 40, "bridge", round=number),
        step("rest", 20, title="Rest", round=number),
        step("work", 40, "squat", round=number),
    ]
    circuit, library = _own(rows)
    made = compile_circuit(circuit, {}, library, is_lighter=True)
    assert made.circuit.mode is SessionMode.CIRCUIT
    assert made.circuit.seconds == circuit.seconds
    assert not Written.of(circuit, library).has_rounds
    assert Written.of(FOUNDATION, LIBRARY).has_rounds


def test_a_rest_that_asks_where_it_was_felt_lends_below_eight_last() -> None:
    rows = [
        step("work", 30, "bridge", round=1),
        step("rest", 12, title="Stay", round=1),
        step("work", 30, "bridge", round=1),
        step("rest", 20, title="Round rest"),
        step("work", 30, "bridge", round=2),
        step("rest", 12, title="Stay", round=2),
        step("rest", 12, title="Wait", round=2),
        step("work", 30, "squat", round=2),
    ]
    circuit, library = _own(rows)

    def rests(seconds: int) -> list[int]:
        dose = _dose("squat/standard", seconds)
        made = compile_circuit(circuit, {"squat/standard": dose}, library)
        assert made.skipped == ()
        return _rests(made)

    assert rests(46) == [8, 20, 8, 4]
    assert rests(58) == [8, 8, 8, 4]
    below = rests(61)
    assert sum(below) == 25
    assert min(below[:2]) < 8


dosed = st.builds(
    Prescription,
    move=st.sampled_from(MOVES),
    seconds=st.integers(4, 9).map(lambda fives: 5 * fives),
    tempo=st.none()
    | st.builds(Tempo, lower_s=st.integers(1, 3), hold_s=st.integers(0, 3), lift_s=st.just(1)),
)


@given(
    circuit=st.sampled_from(list(CONTENT.circuits.values())),
    doses=st.lists(dosed, min_size=7, max_size=7),
    is_lighter=st.booleans(),
)
def test_any_doses_give_the_circuits_own_length_or_are_told_to_be_left_out(
    circuit: Circuit, doses: list[Prescription], is_lighter: bool
) -> None:
    wanted = dict(zip(Written.of(circuit, LIBRARY).doses, doses, strict=False))
    made = compile_circuit(circuit, wanted, LIBRARY, is_lighter=is_lighter)
    assert is_lighter or made.circuit.seconds == circuit.seconds
    used = wanted | {one.station: one.used for one in made.skipped}
    worked = {Side.LEFT: 0, Side.RIGHT: 0}
    for row in made.circuit.steps:
        if row.kind is StepKind.WORK and row.station is not None:
            assert (row.move, row.seconds) == (used[row.station].move, used[row.station].seconds)
            if row.side in worked:
                worked[row.side] += row.seconds
        elif row.kind in (StepKind.REST, StepKind.SWITCH):
            assert row.seconds >= 4
    assert worked[Side.LEFT] == worked[Side.RIGHT]
    for first in (Side.LEFT, Side.RIGHT):
        laid = lay_out(made.circuit, LIBRARY, Options(first_side=first))
        assert laid.length_ms == 1000 * made.circuit.seconds
