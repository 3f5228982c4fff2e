"""Where a move was felt and what follows: the table of evidence 4.3."""

from __future__ import annotations

import pytest

from gluteapp.core.circuit import Band
from gluteapp.core.exercise import Exercise, Family, Region, Tempo
from gluteapp.core.felt_cues import (
    CueKind,
    FeltCue,
    Swap,
    after_cramp,
    after_nothing,
    felt_cue,
    may_cramp,
    slower,
)
from gluteapp.core.prescription import Prescription
from tests.progress_content import EVERYTHING, LIBRARY, NOTHING

WORKED = [
    one for one in LIBRARY.exercises.values() if one.family not in (Family.WARM_UP, Family.STRETCH)
]


@pytest.mark.parametrize(
    ("move", "felt", "kind", "line"),
    [
        ("glute_bridge", Region.HAMSTRING, CueKind.NEARER_HEELS, "Heels closer, toes light"),
        ("glute_bridge", Region.LOW_BACK, CueKind.RIBS_DOWN, "Tuck a little, lift less"),
        ("kick_back", Region.LOW_BACK, CueKind.BRACE, None),
        ("clam", Region.FRONT_OF_HIP, CueKind.STACK_HIPS, "Roll forward, open less"),
        ("side_plank_lift", Region.FRONT_OF_HIP, CueKind.STACK_HIPS, None),
        ("squat", Region.FRONT_OF_THIGH, CueKind.SIT_BACK, "Sit back, lean a bit more"),
        ("lunge", Region.FRONT_OF_THIGH, CueKind.SIT_BACK, None),
        ("clam", Region.NOTHING_MUCH, CueKind.SLOW_AND_HOLD, "Pause open, close slowly"),
        ("kick_back", Region.HAMSTRING, CueKind.OWN, None),
    ],
)
def test_the_table_gives_a_cue_with_the_exercises_own_words(
    move: str, felt: Region, kind: CueKind, line: str | None
) -> None:
    follows = felt_cue(LIBRARY.exercises[move], felt)
    assert follows is not None
    assert follows.kind is kind
    assert follows.swap is (Swap.SLOWER if kind is CueKind.SLOW_AND_HOLD else Swap.NONE)
    assert follows.cue is not None
    assert follows.cue.when_felt is felt
    assert line in (None, follows.cue.text)


def test_a_cramp_ends_the_set_and_makes_the_range_smaller() -> None:
    bridge = LIBRARY.exercises["glute_bridge"]
    assert felt_cue(bridge, Region.HAMSTRING, is_cramp=True) == FeltCue(
        kind=CueKind.STRAIGHTEN, swap=Swap.SMALLER_RANGE
    )


@pytest.mark.parametrize("felt", [Region.GLUTE_CENTRE, Region.GLUTE_SIDE])
def test_felt_in_a_glute_nothing_needs_to_change(felt: Region) -> None:
    assert [one.id for one in WORKED if felt_cue(one, felt) is not None] == []


@pytest.mark.parametrize("one", WORKED, ids=lambda one: one.id)
def test_every_cue_that_the_table_wants_is_written(one: Exercise) -> None:
    for felt in Region:
        follows = felt_cue(one, felt)
        assert follows is None or follows.cue is not None


@pytest.mark.parametrize(
    ("before", "after"), [("1-0-1", "3-2-1"), ("4-3-1", "4-3-1"), ("2-1-2", "3-2-2")]
)
def test_nothing_felt_means_three_seconds_down_and_two_held(before: str, after: str) -> None:
    assert str(slower(Tempo.model_validate(before))) == after


@pytest.mark.parametrize("one", WORKED, ids=lambda one: one.id)
def test_a_line_for_an_answer_can_be_read_in_a_moment(one: Exercise) -> None:
    """Three metres away, and said between two repetitions."""
    assert [cue.text for cue in one.cues if cue.when_felt and len(cue.text) > 28] == []


@pytest.mark.parametrize("one", WORKED, ids=lambda one: one.id)
def test_a_line_for_an_answer_is_none_of_the_usual_ones(one: Exercise) -> None:
    """Else nothing would change."""
    usual = {cue.text for cue in one.cues if cue.when_felt is None}
    assert usual.isdisjoint(cue.text for cue in one.cues if cue.when_felt is not None)


# What may be chosen instead


def dose(move: str, seconds: int = 30, tempo: Tempo | None = None) -> Prescription:
    return Prescription(move=move, seconds=seconds, tempo=tempo)


def test_nothing_felt_offers_the_same_dose_more_slowly() -> None:
    before = dose("clam/standard", 35)
    assert after_nothing(before, LIBRARY, NOTHING) == (
        dose("clam/standard", 35, tempo=Tempo.model_validate("3-2-2")),
    )


def test_nothing_felt_offers_the_next_band_that_is_owned() -> None:
    _, banded = after_nothing(dose("clam/standard", 35), LIBRARY, EVERYTHING)
    assert (banded.move, banded.load.band) == ("clam/banded", Band.LIGHT)


def test_what_is_slow_already_is_not_offered_again() -> None:
    slow = dose("clam/standard", 35, tempo=Tempo.model_validate("4-2-2"))
    assert after_nothing(slow, LIBRARY, NOTHING) == ()


def test_a_still_hold_has_no_slower_tempo() -> None:
    assert after_nothing(dose("wall_press/standard"), LIBRARY, NOTHING) == ()


def test_a_slower_rep_must_fit() -> None:
    assert after_nothing(dose("clam/standard", 6), LIBRARY, NOTHING) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("glute_bridge/standard", "glute_bridge/small_range"),
        ("glute_bridge/small_range", "frog_pump/standard"),
        ("frog_pump/standard", "glute_bridge/small_range"),
        ("single_leg_bridge/standard", "single_leg_bridge/assisted"),
        # The next easier one works the legs in another way, so the other side would not match.
        ("single_leg_bridge/assisted", None),
        ("kick_back/forearms", None),
    ],
)
def test_a_cramp_offers_a_smaller_move_or_the_frog_pump(before: str, after: str | None) -> None:
    offered = after_cramp(dose(before, 40), LIBRARY)
    assert offered == (None if after is None else dose(after, 40))


def test_a_smaller_move_keeps_the_tempo_of_the_dose() -> None:
    slow = Tempo.model_validate("3-2-2")
    smaller = after_cramp(dose("glute_bridge/standard", 40, tempo=slow), LIBRARY)
    assert smaller == dose("glute_bridge/small_range", 40, tempo=slow)


def test_a_smaller_move_must_fit() -> None:
    assert after_cramp(dose("glute_bridge/standard", 4), LIBRARY) is None


def test_a_cramp_is_asked_about_where_the_hamstring_works() -> None:
    asked = {one.id for one in WORKED if may_cramp(one)}
    assert {"glute_bridge", "single_leg_bridge", "kick_back", "single_leg_rdl"} <= asked
    assert asked.isdisjoint({"clam", "squat", "side_plank_lift"})
