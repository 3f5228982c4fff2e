"""One step up or down from a dose: the order, what is owned, and the way back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.circuit import Band, Load
from gluteapp.core.decision import Rung
from gluteapp.core.exercise import Laterality, Tempo
from gluteapp.core.ladder import (
    Blocked,
    available,
    has_its_things,
    has_room_for_one_rep,
    is_same_dose,
    is_to_be_had,
    rung_between,
    step_down,
    steps_up,
)
from gluteapp.core.prescription import OwnedThings, Prescription
from tests.progress_content import EVERYTHING, LIBRARY, NOTHING

LIGHT_ONLY = OwnedThings(bands_n={"light": 15.0})
MOVES = [
    f"{exercise.id}/{variant.id}"
    for exercise in LIBRARY.exercises.values()
    for variant in exercise.variants
    if variant.harder or variant.easier
]
LOADS = [
    Load(),
    Load(band=Band.LIGHT, band_n=15.0),
    Load(band=Band.HEAVY, band_n=50.0),
    Load(kettlebell_kg=8.0),
]
doses = st.builds(
    Prescription,
    move=st.sampled_from(MOVES),
    seconds=st.integers(20, 45),
    tempo=st.none()
    | st.builds(Tempo, lower_s=st.just(2), hold_s=st.integers(0, 3), lift_s=st.just(1)),
    load=st.sampled_from(LOADS),
)
owners = st.sampled_from([NOTHING, LIGHT_ONLY, EVERYTHING])


def _dose(
    move: str, seconds: int = 45, tempo: str | None = "2-3-2", **load: object
) -> Prescription:
    return Prescription(
        move=move,
        seconds=seconds,
        tempo=None if tempo is None else Tempo.model_validate(tempo),
        load=Load.model_validate(load),
    )


def _ups(dose: Prescription, owned: OwnedThings) -> list[tuple[Rung, str | None]]:
    return [
        (one.rung, one.after.move if one.after else one.blocked)
        for one in steps_up(dose, LIBRARY, owned)
    ]


def test_steps_come_in_the_order_time_hold_load_move() -> None:
    steps = steps_up(_dose("clam/standard", 35, None), LIBRARY, EVERYTHING)
    assert [one.rung for one in steps] == [Rung.TIME, Rung.HOLD, Rung.BAND, Rung.MOVE]
    time, hold, band, move = (one.after for one in steps)
    assert time == _dose("clam/standard", 40, None)
    assert hold == _dose("clam/standard", 35, "2-2-2")
    assert band == _dose("clam/banded", 35, None, band="light", band_n=15.0)
    assert move == _dose("clam/feet_lifted", 30, None)


def test_time_ends_at_45_seconds_and_hold_at_three() -> None:
    assert steps_up(_dose("clam/standard", 42), LIBRARY, NOTHING)[0].after == _dose("clam/standard")
    assert _ups(_dose("clam/standard"), EVERYTHING)[0][0] is Rung.BAND


def test_what_is_not_owned_is_passed_over_with_its_reason() -> None:
    assert _ups(_dose("clam/standard"), NOTHING) == [
        (Rung.BAND, Blocked.NOT_OWNED),
        (Rung.MOVE, "clam/feet_lifted"),
    ]
    assert _ups(_dose("glute_bridge/standard"), LIGHT_ONLY) == [
        (Rung.BAND, "glute_bridge/banded"),
        (Rung.KETTLEBELL, Blocked.NOT_OWNED),
        (Rung.MOVE, "marching_bridge/standard"),
    ]
    assert _ups(_dose("single_leg_bridge/kettlebell", kettlebell_kg=12.0), NOTHING) == []


def test_bands_and_kettlebells_go_up_tier_by_tier_and_then_to_the_next_version() -> None:
    light = _dose("glute_bridge/banded", band="light", band_n=15.0)
    assert steps_up(light, LIBRARY, EVERYTHING)[0].after == replace(
        light, load=Load(band=Band.MEDIUM, band_n=35.0)
    )
    heavy = _dose("glute_bridge/banded", band="heavy", band_n=50.0)
    first = steps_up(heavy, LIBRARY, EVERYTHING)[0]
    assert (first.rung, first.after) == (
        Rung.KETTLEBELL,
        _dose("glute_bridge/kettlebell", kettlebell_kg=4.0),
    )
    four = _dose("squat/goblet", kettlebell_kg=4.0)
    heavier = steps_up(four, LIBRARY, EVERYTHING)[0]
    assert (heavier.rung, heavier.after) == (
        Rung.KETTLEBELL,
        _dose("squat/goblet", kettlebell_kg=8.0),
    )
    unknown = _dose("clam/banded")
    assert steps_up(unknown, LIBRARY, LIGHT_ONLY)[0].after == replace(
        unknown, load=Load(band=Band.LIGHT, band_n=15.0)
    )


def test_a_harder_place_for_the_same_band_is_another_move_with_the_lightest() -> None:
    knees = _dose("side_lying_abduction/banded_knees", band="heavy", band_n=50.0)
    (step,) = steps_up(knees, LIBRARY, EVERYTHING)
    assert step.rung is Rung.MOVE
    assert step.after == _dose(
        "side_lying_abduction/banded_ankles", 30, None, band="light", band_n=15.0
    )


def test_a_step_and_a_kettlebell_are_needed_together() -> None:
    assert not is_to_be_had("hip_hitch/kettlebell", LIBRARY, OwnedThings(kettlebells_kg=(4.0,)))
    assert not is_to_be_had("hip_hitch/kettlebell", LIBRARY, OwnedThings(has_step=True))
    assert is_to_be_had("hip_hitch/kettlebell", LIBRARY, EVERYTHING)
    assert is_to_be_had("squat/chair", LIBRARY, NOTHING)


def test_a_short_station_stays_short_and_a_still_hold_has_no_hold_to_lengthen() -> None:
    move = steps_up(_dose("kick_back/bent_knee", 25, "2-3-2"), LIBRARY, NOTHING)[-1]
    assert move.after == _dose("kick_back/straight_leg", 25, None)
    assert _ups(_dose("wall_press/short_hold", 45, None), NOTHING) == [
        (Rung.MOVE, "wall_press/standard")
    ]


def test_a_step_down_goes_back_the_way_it_came() -> None:
    bridge = _dose("glute_bridge/standard", 45, "2-3-2")
    marching = _dose("marching_bridge/standard", 30, None)
    down = step_down(marching, LIBRARY, NOTHING, led_from=bridge)
    assert down is not None
    assert (down.rung, down.after) == (Rung.MOVE, bridge)


@pytest.mark.parametrize(
    ("lower", "upper", "rung"),
    [
        (_dose("clam/standard", 40), _dose("clam/standard"), Rung.TIME),
        (_dose("clam/standard", 40, "2-1-2"), _dose("clam/standard", 40), Rung.HOLD),
        (_dose("clam/banded", band="light"), _dose("clam/banded", band="heavy"), Rung.BAND),
        (
            _dose("squat/goblet", kettlebell_kg=4.0),
            _dose("squat/goblet", kettlebell_kg=8.0),
            Rung.KETTLEBELL,
        ),
        (_dose("clam/standard"), _dose("clam/banded", band="light"), Rung.BAND),
    ],
)
def test_the_way_back_is_named_after_what_it_takes_away(
    lower: Prescription, upper: Prescription, rung: Rung
) -> None:
    down = step_down(upper, LIBRARY, EVERYTHING, led_from=lower)
    assert down is not None
    assert (down.rung, down.after) == (rung, lower)


@pytest.mark.parametrize(
    ("dose", "rung", "after"),
    [
        (
            _dose("clam/banded", band="heavy", band_n=50.0),
            Rung.BAND,
            _dose("clam/banded", band="medium", band_n=35.0),
        ),
        (
            _dose("squat/goblet", kettlebell_kg=8.0),
            Rung.KETTLEBELL,
            _dose("squat/goblet", kettlebell_kg=4.0),
        ),
        (
            _dose("squat/goblet", kettlebell_kg=4.0),
            Rung.KETTLEBELL,
            _dose("squat/standard"),
        ),
        (_dose("clam/standard"), Rung.MOVE, _dose("clam/small_range")),
        (_dose("clam/small_range"), Rung.TIME, _dose("clam/small_range", 40)),
        (
            _dose("single_leg_bridge/assisted"),
            Rung.TIME,
            _dose("single_leg_bridge/assisted", 40),
        ),
        (
            _dose("side_plank_lift/standard", 25, "1-1-1"),
            Rung.MOVE,
            _dose("side_plank_lift/hold", 25, None),
        ),
        (
            _dose("single_leg_squat/assisted", 35, "3-1-1"),
            Rung.MOVE,
            _dose("lunge/split_squat", 35, None),
        ),
    ],
)
def test_without_a_known_way_a_step_down_is_lighter_easier_or_shorter(
    dose: Prescription, rung: Rung, after: Prescription
) -> None:
    down = step_down(dose, LIBRARY, EVERYTHING)
    assert down is not None
    assert (down.rung, down.after) == (rung, after)


def test_there_is_no_step_below_twenty_seconds_of_the_easiest() -> None:
    assert step_down(_dose("clam/small_range", 24), LIBRARY, NOTHING) is None
    long_rep = _dose("clam/small_range", 25, "9-5-9")
    assert step_down(long_rep, LIBRARY, NOTHING) is None


def test_an_easier_version_that_needs_more_time_or_things_is_passed_over() -> None:
    short = _dose("side_plank_lift/standard", 9, "1-1-1")
    assert step_down(short, LIBRARY, NOTHING) is None
    ankles = _dose("lateral_band_walk/ankles", 45, "1-1-1", band="light", band_n=15.0)
    down = step_down(ankles, LIBRARY, NOTHING)
    assert down is not None
    assert down.rung is Rung.TIME


@given(dose=doses, owned=owners)
def test_each_step_changes_one_thing_and_needs_only_what_is_owned(
    dose: Prescription, owned: OwnedThings
) -> None:
    order = [Rung.TIME, Rung.HOLD, Rung.BAND, Rung.KETTLEBELL, Rung.MOVE]
    steps = steps_up(dose, LIBRARY, owned)
    assert sum(one.rung is Rung.MOVE and one.after is not None for one in steps) <= 1
    assert [one.rung for one in steps if one.rung in order[:2]] == sorted(
        (one.rung for one in steps if one.rung in order[:2]), key=order.index
    )
    for one in steps:
        if one.after is None:
            assert one.blocked is Blocked.NOT_OWNED
            continue
        assert one.after != dose
        assert one.after.seconds <= 45
        assert one.rung in (Rung.TIME, Rung.HOLD) or is_to_be_had(one.after.move, LIBRARY, owned)
        load = one.after.load
        if load != dose.load:
            assert load.kettlebell_kg is None or load.kettlebell_kg in owned.kettlebells_kg
            assert load.band is None or owned.bands_n[load.band.value] == load.band_n
        if one.rung is not Rung.MOVE:
            assert rung_between(dose, one.after, LIBRARY) is one.rung


@given(dose=doses, owned=owners)
def test_a_step_down_keeps_the_legs_working_alike_and_never_goes_up(
    dose: Prescription, owned: OwnedThings
) -> None:
    down = step_down(dose, LIBRARY, owned)
    if down is None:
        return
    before, after = (LIBRARY.move(one.move)[0].laterality for one in (dose, down.after))
    assert before is after or Laterality.ONE_SIDED not in (before, after)
    assert 20 <= down.after.seconds <= dose.seconds
    assert has_room_for_one_rep(down.after, LIBRARY)
    assert down.after not in {one.after for one in steps_up(dose, LIBRARY, owned)}


HARD = {
    "clam/standard": 0.5,
    "clam/feet_lifted": 0.6,
    "clam/banded": 0.45,
    "side_lying_abduction/bent_knee": 0.85,
    "side_lying_abduction/standard": 1.0,
    "side_lying_abduction/banded_knees": 1.0,
    "side_lying_abduction/banded_ankles": 0.8,
}


def _hardness(dose: Prescription) -> float | None:
    bare = HARD.get(dose.move)
    return None if bare is None else bare * (1 + (dose.load.band_n or 0.0) / 50)


def test_a_step_up_never_leads_to_an_easier_version() -> None:
    heavy = _dose("clam/banded", band="heavy", band_n=50.0)
    (step,) = steps_up(heavy, LIBRARY, EVERYTHING, hardness=_hardness)
    assert step.after == _dose("side_lying_abduction/standard", 30, None)
    (as_before,) = steps_up(heavy, LIBRARY, EVERYTHING)
    assert as_before.after == _dose("clam/feet_lifted", 30, None)
    unknown = steps_up(heavy, LIBRARY, EVERYTHING, hardness=lambda _: None)
    assert unknown == (as_before,)


def test_bands_at_the_ankles_begin_with_the_lightest_that_is_harder() -> None:
    medium = _dose("side_lying_abduction/banded_knees", band="medium", band_n=20.0)
    owned = OwnedThings(bands_n={"light": 15.0, "medium": 20.0})
    assert steps_up(medium, LIBRARY, owned, hardness=_hardness) == ()
    owned = OwnedThings(bands_n={"light": 15.0, "medium": 40.0})
    (step,) = steps_up(medium, LIBRARY, owned, hardness=_hardness)
    assert step.after is not None
    assert step.after.load == Load(band=Band.MEDIUM, band_n=40.0)


@given(dose=doses, owned=owners)
def test_with_a_hardness_the_steps_are_as_hard_and_otherwise_those_of_before(
    dose: Prescription, owned: OwnedThings
) -> None:
    now = _hardness(dose)
    for one in steps_up(dose, LIBRARY, owned, hardness=_hardness):
        then = None if one.after is None else _hardness(one.after)
        assert now is None or then is None or then >= now


@pytest.mark.parametrize(
    ("dose", "owned", "instead"),
    [
        (_dose("clam/banded", band="heavy", band_n=50.0), LIGHT_ONLY, ("clam/banded", Band.LIGHT)),
        (
            _dose("clam/banded", band="light", band_n=15.0),
            OwnedThings(bands_n={"heavy": 50.0}),
            ("clam/standard", None),
        ),
        (_dose("clam/banded", band="light", band_n=15.0), NOTHING, ("clam/standard", None)),
        (_dose("clam/banded"), LIGHT_ONLY, ("clam/banded", None)),
        (_dose("squat/goblet", kettlebell_kg=12.0), LIGHT_ONLY, ("squat/standard", None)),
        (
            _dose("lateral_band_walk/feet", 45, "1-1-1", band="light", band_n=15.0),
            OwnedThings(bands_n={"heavy": 50.0}),
            ("lateral_band_walk/no_band", None),
        ),
        (_dose("step_up/standard"), NOTHING, ("step_up/standard", None)),
        (_dose("clam/standard"), NOTHING, ("clam/standard", None)),
    ],
)
def test_what_is_not_there_any_more_gives_way_to_the_nearest_dose_below(
    dose: Prescription, owned: OwnedThings, instead: tuple[str, Band | None]
) -> None:
    after = available(dose, LIBRARY, owned)
    assert (after.move, after.load.band) == instead
    assert after.seconds == dose.seconds
    assert after.load.kettlebell_kg is None


def test_a_lighter_kettlebell_comes_before_none() -> None:
    goblet = _dose("squat/goblet", kettlebell_kg=12.0)
    after = available(goblet, LIBRARY, OwnedThings(kettlebells_kg=(4.0, 8.0, 16.0)))
    assert after == replace(goblet, load=Load(kettlebell_kg=8.0))


@given(dose=doses, owned=owners)
def test_what_is_available_can_be_had_and_comes_from_below(
    dose: Prescription, owned: OwnedThings
) -> None:
    after = available(dose, LIBRARY, owned)
    assert after == dose or has_its_things(after, LIBRARY, owned)
    if has_its_things(dose, LIBRARY, owned):
        assert after == dose


def test_doses_are_the_same_whether_or_not_the_bands_force_is_known() -> None:
    bare = _dose("clam/banded", 45, None, band="light")
    known = _dose("clam/banded", 45, "2-1-2", band="light", band_n=15.0)
    assert is_same_dose(bare, known, LIBRARY)
    assert not is_same_dose(bare, replace(known, seconds=40), LIBRARY)
