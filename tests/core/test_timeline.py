"""The timeline's laws: lengths, reps, sides, cues and positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gluteapp.core.circuit import Circuit, StepKind
from gluteapp.core.exercise import Equipment, Exercise, Library, Phase, Side, Tempo
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Step, Timeline, marks_of


def test_steps_follow_each_other_without_a_gap(timeline: Timeline) -> None:
    """Each step starts where the one before ends, and the last ends at the length."""
    ends = [0, *(step.end_ms for step in timeline.steps)]
    assert [step.start_ms for step in timeline.steps] == ends[:-1]
    assert timeline.length_ms == ends[-1] == 405_000


def test_reps_fill_the_work_after_the_lead_in(timeline: Timeline) -> None:
    """Whole reps, and what is left over comes before rep 1."""
    for step in timeline.steps:
        if step.kind is StepKind.WORK:
            assert step.tempo is not None
            assert step.reps * step.tempo.rep_ms + step.lead_in_ms == step.duration_ms
            assert 0 <= step.lead_in_ms < step.tempo.rep_ms
    bridge = timeline.steps[3]
    assert (bridge.reps, bridge.lead_in_ms, bridge.rep_start_ms(1)) == (6, 4_000, 4_000)


def test_sides_get_equal_time(timeline: Timeline) -> None:
    """Left and right work equally long."""
    left = sum(step.duration_ms for step in timeline.steps if step.side is Side.LEFT)
    right = sum(step.duration_ms for step in timeline.steps if step.side is Side.RIGHT)
    assert left == right == 81_000


def test_swapping_the_first_side_mirrors_every_pair(circuit: Circuit, library: Library) -> None:
    """Right first means each sided step is the other leg's, stretches included."""
    left = lay_out(circuit, library, Options(first_side=Side.LEFT))
    right = lay_out(circuit, library, Options(first_side=Side.RIGHT))
    for one, other in zip(left.steps, right.steps, strict=True):
        assert one.side is (None if other.side is None else other.side.opposite)
        assert one.start_ms == other.start_ms


def test_pairs_join_the_two_sides_of_one_move(timeline: Timeline) -> None:
    """Both sides of a move share a number; other steps have none."""
    pairs = {step.index: step.pair for step in timeline.steps if step.pair is not None}
    assert pairs == {5: 1, 7: 1, 13: 2, 15: 2, 17: 3, 19: 3}


def test_work_sets_are_numbered(timeline: Timeline) -> None:
    """Each side is a set; warm-up and stretches are not counted."""
    numbers = [step.set_number for step in timeline.steps if step.kind is StepKind.WORK]
    assert numbers == list(range(1, 8))
    assert timeline.set_count == 7
    assert timeline.steps[1].set_number is None


def test_a_step_after_a_set_asks_about_it(timeline: Timeline) -> None:
    """A switch asks for one side, a rest for the pair; a first rest asks nothing."""
    asked = {step.index: step.felt_steps for step in timeline.steps if step.felt_steps}
    assert asked == {
        4: (3,),
        6: (5,),
        8: (5, 7),
        10: (9,),
        12: (11,),
        14: (13,),
        16: (13, 15),
    }


def test_instructions_name_the_position_of_what_comes(timeline: Timeline) -> None:
    """In a rest or switch the line is the next move's, for its side."""
    assert timeline.steps[6].instruction == "Go right"
    assert timeline.steps[4].instruction == "Go left"
    assert timeline.steps[8].instruction == "Ready for squat"


def tempo_marks(step: Step) -> list[tuple[int, str]]:
    """Phases and counts of a step, as offset and name."""
    return [
        (mark.offset_ms, str(mark.phase or mark.what))
        for mark in marks_of(step)
        if mark.what in ("phase", "rep")
    ]


def test_a_rep_counts_when_its_hard_end_begins(timeline: Timeline) -> None:
    """Lift first: the count comes with the hold; lower first without a hold: with the lift."""
    assert tempo_marks(timeline.steps[3])[:5] == [
        (0, "lead_in"),
        (4_000, "lift"),
        (6_000, "hold"),
        (6_000, "rep"),
        (8_000, "lower"),
    ]
    assert tempo_marks(timeline.steps[9])[:4] == [
        (0, "lead_in"),
        (1_000, "lower"),
        (3_000, "lift"),
        (3_000, "rep"),
    ]


def cues(step: Step) -> list[tuple[int, str]]:
    """Half-way and countdown cues of a step."""
    return [
        (mark.offset_ms, mark.what)
        for mark in marks_of(step)
        if mark.what in ("halfway", "countdown")
    ]


def test_long_steps_count_down_and_long_work_has_a_half(timeline: Timeline) -> None:
    """3-2-1 from 8 s on, half-way in work of 20 s or more."""
    assert cues(timeline.steps[7]) == [
        (18_000, "halfway"),
        (33_000, "countdown"),
        (34_000, "countdown"),
        (35_000, "countdown"),
    ]
    assert cues(timeline.steps[13]) == [
        (12_000, "countdown"),
        (13_000, "countdown"),
        (14_000, "countdown"),
    ]
    assert cues(timeline.steps[6]) == [
        (5_000, "countdown"),
        (6_000, "countdown"),
        (7_000, "countdown"),
    ]
    assert cues(timeline.steps[10]) == []


def test_alternating_moves_change_the_leg_every_rep(timeline: Timeline) -> None:
    """Each leg's move is a rep and carries its side; free movement alternates too."""
    marching = timeline.steps[11]
    assert [marching.working_side(rep) for rep in (1, 2, 3)] == [Side.LEFT, Side.RIGHT, Side.LEFT]
    sides = [timeline.position(10_000 + at_ms).side for at_ms in (0, 2_500, 4_500)]
    assert sides == [Side.LEFT, Side.RIGHT, Side.LEFT]


def test_moves_in_turn_go_left_right_both(library: Library) -> None:
    """The glute squeeze has a third turn for both."""
    steps = [step_row("warm_up", 30, "squeeze")]
    timeline = lay_out(of_steps(steps), library, Options())
    sides = [timeline.position(at_ms).side for at_ms in (0, 5_000, 10_000, 15_000)]
    assert sides == [Side.LEFT, Side.RIGHT, Side.BOTH, Side.LEFT]


def step_row(kind: str, seconds: int, move: str) -> dict[str, object]:
    """One row with a move."""
    return {"kind": kind, "seconds": seconds, "exercise": move, "variant": "standard"}


def of_steps(steps: list[dict[str, object]]) -> Circuit:
    """A circuit of some rows."""
    seconds = sum(int(str(row["seconds"])) for row in steps)
    return Circuit.model_validate(
        {
            "id": "made",
            "title": "Made",
            "summary": "Made",
            "level": 1,
            "seconds": seconds,
            "steps": steps,
        }
    )


def test_unequal_sides_are_refused() -> None:
    """A circuit whose sides differ is an error that says so."""
    row = {**step_row("work", 30, "clam"), "side": "left", "tempo": "2-1-2"}
    with pytest.raises(ValidationError, match="both sides get equal time"):
        of_steps([row])


@given(at_ms=st.integers(0, 405_000))
def test_position_agrees_with_the_marks(timeline: Timeline, at_ms: int) -> None:
    """At any time the counted reps are the counts due until then, and the lengths add up."""
    position = timeline.position(at_ms)
    step = position.step
    due = sum(
        mark.what == "rep" and mark.offset_ms <= position.offset_ms for mark in marks_of(step)
    )
    assert position.counted == due
    assert position.offset_ms + position.remaining_ms == step.duration_ms
    assert position.at_ms + position.left_ms == timeline.length_ms
    assert 0 <= position.rep <= step.reps
    assert position.rep - position.counted in (0, 1) or position.rep == 0
    assert 0 <= position.figure_phase <= 1


@given(offset_ms=st.integers(4_000, 39_999))
def test_the_body_is_in_its_hold_when_the_screen_says_hold(
    timeline: Timeline, offset_ms: int
) -> None:
    """The figure's phase and the tempo's phase are one thing."""
    position = timeline.position_in(3, offset_ms)
    third = int(position.figure_phase * 3 + 1e-9)
    assert (Phase.LIFT, Phase.HOLD, Phase.LOWER)[third] is position.phase


def test_a_held_stretch_goes_in_holds_and_comes_out(timeline: Timeline) -> None:
    """Way in, hold, way out, without a jump at the ends."""
    phases = [
        timeline.position_in(17, ms).figure_phase for ms in (0, 2_000, 15_000, 28_000, 30_000)
    ]
    assert phases == pytest.approx([0, 0.1, 0.5, 0.9, 1])


def test_a_position_at_the_end_of_a_set_is_the_end_of_its_last_rep(timeline: Timeline) -> None:
    """The last instant belongs to the last rep, whole."""
    position = timeline.position_in(3, 40_000)
    assert (position.rep, position.counted, position.figure_phase) == (6, 6, 1.0)


def test_tempo_is_read_and_written_as_a_triple() -> None:
    """3-1-1 goes in and comes out; nonsense is refused with a sentence."""
    tempo = Tempo.model_validate("3-1-1")
    assert (str(tempo), tempo.rep_ms) == ("3-1-1", 5_000)
    for bad in ("3-1", "a-b-c", "0-1-2", "2-1-0", 7):
        with pytest.raises(ValidationError):
            Tempo.model_validate(bad)


def test_next_move_passes_over_rests_and_what_is_left_out(timeline: Timeline) -> None:
    """The next thing to do, or nothing at the end."""
    following = timeline.next_move(4)
    assert following is not None
    assert following.index == 5
    shorter = timeline.without(frozenset({5}))
    after = shorter.next_move(4)
    assert after is not None
    assert after.index == 7
    assert timeline.next_move(19) is None


def test_a_missing_move_is_a_key_error(circuit: Circuit) -> None:
    """Laying out asks the library, and the library does not guess."""
    with pytest.raises(KeyError):
        lay_out(circuit, Library(exercises={}), Options())


def needing(exercise: Exercise, *equipment: Equipment) -> Exercise:
    """The same move with something it needs."""
    variants = tuple(one.model_copy(update={"equipment": equipment}) for one in exercise.variants)
    return exercise.model_copy(update={"variants": variants})


def test_the_move_before_is_found_over_rests_and_what_is_left_out(timeline: Timeline) -> None:
    assert timeline.previous_move(1) is None
    before = timeline.previous_move(5)
    assert before is not None
    assert before.index == 3
    left_out = timeline.without(frozenset({3})).previous_move(5)
    assert left_out is not None
    assert left_out.index == 1


def test_the_body_stays_where_posture_and_position_are_those_of_the_move_before(
    timeline: Timeline, library: Library
) -> None:
    """And where nothing has to be fetched."""
    march, bridge = timeline.steps[1], timeline.steps[3]
    assert not march.stays_after(None)
    assert not bridge.stays_after(march), "another position"
    assert not timeline.steps[2].stays_after(march), "no move"
    assert not bridge.stays_after(timeline.steps[2]), "nothing was done before"
    assert bridge.stays_after(bridge)
    clams = timeline.steps[5], timeline.steps[7]
    assert not clams[1].stays_after(clams[0]), "the other side"
    chair = needing(library.exercises["bridge"], Equipment.CHAIR)
    seated = timeline.with_move(frozenset({3}), chair, "standard").steps[3]
    assert not seated.stays_after(bridge)
    assert seated.stays_after(seated)


def test_only_what_the_move_before_did_not_need_is_fetched(
    timeline: Timeline, library: Library
) -> None:
    wall = needing(library.exercises["bridge"], Equipment.STEP, Equipment.WALL)
    step = needing(library.exercises["bridge"], Equipment.STEP)
    both = timeline.with_move(frozenset({3}), wall, "standard").steps[3]
    one = timeline.with_move(frozenset({3}), step, "standard").steps[3]
    assert timeline.steps[2].equipment == timeline.steps[3].equipment == ()
    assert both.brings_after(None) == (Equipment.STEP, Equipment.WALL)
    assert both.brings_after(one) == (Equipment.WALL,)
    assert one.brings_after(both) == ()
