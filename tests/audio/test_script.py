"""What the runner hears, as laws over the built-in circuits, every wish, and voices of any pace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gluteapp.audio import phrases
from gluteapp.audio.lines import all_lines, line_id
from gluteapp.audio.player import Tone
from gluteapp.audio.script import (
    count_in_sheet,
    finish_sheet,
    pause_sheet,
    slept_sheet,
    sound_test_sheet,
    step_sheet,
)
from gluteapp.audio.script_sets import form_cue
from gluteapp.audio.script_turns import TELL_BEFORE_MS, Entry
from gluteapp.audio.script_words import is_warm_up, turn_words
from gluteapp.audio.sheet import Rank, Sheet
from gluteapp.audio.voice import load_voice
from gluteapp.audio.wishes import Lead, Wishes
from gluteapp.content import load_content
from gluteapp.core.benchmark_sets import benchmark_circuit
from gluteapp.core.circuit import StepKind
from gluteapp.core.compile import Written
from gluteapp.core.exercise import Equipment, Posture, Region, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Step, Timeline, marks_of
from gluteapp.paths import Paths
from gluteapp.ui.screens.session_words import (
    cue_of,
    fetch_word,
    place_line,
    stay_word,
    switch_word,
)

CONTENT = load_content(Paths.under(Path("nowhere")))
TIMELINES = {
    f"{name}, {side} first": lay_out(circuit, CONTENT.library, Options(first_side=side))
    for name, circuit in CONTENT.circuits.items()
    for side in (Side.LEFT, Side.RIGHT)
}
LINES = all_lines(CONTENT.library, CONTENT.circuits.values())
LEADS: tuple[Lead, ...] = ("counts", "words", "both", "ticks")
COUNTS = Wishes(lead="counts", has_voice=True)
PACE = {line: 250 + 55 * len(text) for line, text in LINES.items()}
"""About as long as the clips that ship."""


@dataclass(frozen=True)
class Pace:
    """A voice from very quick to very slow, each clip a little different."""

    share: int
    turn: int

    @property
    def lengths(self) -> dict[str, int]:
        return {
            line: ms * self.share // 100 + place * self.turn % 97
            for place, (line, ms) in enumerate(PACE.items())
        }


def paces(most: int = 300) -> st.SearchStrategy[Pace]:
    return st.builds(Pace, share=st.integers(30, most), turn=st.integers(1, 60))


fewer = settings(max_examples=25)
names = st.sampled_from(sorted(TIMELINES))
leads = st.sampled_from(LEADS)
wishes = st.builds(Wishes, lead=leads, has_voice=st.booleans(), has_tones=st.booleans())
regions = st.none() | st.sampled_from(Region)


def sheets(
    timeline: Timeline,
    wish: Wishes = COUNTS,
    lengths: Mapping[str, int] = PACE,
    region: Region | None = None,
) -> list[tuple[Step, Sheet]]:
    return [
        (
            step,
            step_sheet(timeline, step.index, wishes=wish, lengths=lengths, felt=lambda _id: region),
        )
        for step in timeline.steps
    ]


def said_in(sheet: Sheet) -> list[str]:
    return [one.text for one in sheet.spoken if one.text]


def clips_in(sheet: Sheet) -> set[str]:
    return {one.sound.removeprefix("say:") for one in sheet.spoken}


def counts_in(sheet: Sheet) -> list[tuple[int, int]]:
    return [(one.at_ms, int(one.text)) for one in sheet.spoken if one.text.isdigit()]


def tones_in(sheet: Sheet) -> list[tuple[int, str]]:
    return [
        (one.at_ms, one.sound.removeprefix("tone:")) for one in sheet.heard if not one.is_spoken
    ]


def built_in(circuit: str) -> Timeline:
    return next(one for one in TIMELINES.values() if one.circuit_id == circuit)


@fewer
@given(names, wishes, paces(), regions)
def test_two_are_never_said_at_once_and_nothing_sounds_past_its_step(
    name: str, wish: Wishes, pace: Pace, region: Region | None
) -> None:
    for step, sheet in sheets(TIMELINES[name], wish, pace.lengths, region):
        assert sheet.length_ms == step.duration_ms
        ends = [one.end_ms for one in sheet.spoken]
        starts = [one.at_ms for one in sheet.spoken]
        assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
        assert all(one.at_ms >= 0 and one.end_ms <= step.duration_ms for one in sheet.heard)
        assert wish.has_voice or not sheet.spoken
        assert wish.has_tones or not tones_in(sheet)


@fewer
@given(names, st.sampled_from([LEADS[0], LEADS[2]]), paces())
def test_a_count_is_said_when_the_repetition_counts_or_not_at_all(
    name: str, lead: Lead, pace: Pace
) -> None:
    wish = Wishes(lead=lead, has_voice=True)
    for step, sheet in sheets(TIMELINES[name], wish, pace.lengths):
        due = {(mark.offset_ms, mark.rep) for mark in marks_of(step) if mark.what == "rep"}
        assert set(counts_in(sheet)) <= due


@given(names)
def test_with_a_voice_like_ours_hardly_a_count_is_lost(name: str) -> None:
    for step, sheet in sheets(TIMELINES[name]):
        assert len(counts_in(sheet)) >= step.reps - 1


@fewer
@given(names, wishes, paces(), regions)
def test_equal_inputs_give_equal_sheets(
    name: str, wish: Wishes, pace: Pace, region: Region | None
) -> None:
    assert sheets(TIMELINES[name], wish, pace.lengths, region) == sheets(
        TIMELINES[name], wish, pace.lengths, region
    )


@fewer
@given(names, leads, paces(most=110), st.lists(st.integers(3, 40), max_size=30))
def test_side_and_position_are_said_before_the_work_begins_however_long_the_rests(
    name: str, lead: Lead, pace: Pace, rests_s: list[int]
) -> None:
    timeline, wish = TIMELINES[name], Wishes(lead=lead, has_voice=True)
    rests = [one.index for one in timeline.steps if one.index and not one.kind.is_move]
    lengths_ms = [1000 * seconds for seconds in rests_s]
    timeline = timeline.with_durations(dict(zip(rests, lengths_ms, strict=False)))
    _is_led(timeline, wish, pace.lengths)


def _is_led(timeline: Timeline, wish: Wishes, lengths: Mapping[str, int]) -> None:
    """Before each move its side and position are said: at the end of a set, or after it."""
    said: list[str] = []
    for step, sheet in sheets(timeline, wish, lengths):
        if step.kind.is_move and step.exercise is not None:
            place = step.exercise.positions.for_side(step.side)
            stays = {*phrases.STAY.values(), phrases.STAY_THERE}
            clips = [clip for text in said for clip in phrases.split(text)]
            assert place in clips or stays & set(clips), (step.index, said)
            if step.side in (Side.LEFT, Side.RIGHT):
                sides = {phrases.NEXT_SIDE[step.side], phrases.SIDE[step.side]}
                assert sides & set(clips) or step.side in place.lower(), (step.index, said)
            said = []
        from_ms = step.duration_ms - TELL_BEFORE_MS if step.kind.is_move else 0
        said += [one.text for one in sheet.spoken if one.text and one.at_ms >= from_ms]


@pytest.mark.parametrize("voice", ["low", "high"])
@pytest.mark.parametrize("name", TIMELINES)
def test_with_the_voices_that_ship_nothing_that_leads_is_lost(voice: str, name: str) -> None:
    paths = Paths.under(Path("nowhere"))
    lengths = load_voice(paths.assets / "voice" / voice, Path("nowhere")).lengths_ms
    assert lines_without_a_clip(lengths) == set()
    for lead in LEADS:
        _is_led(TIMELINES[name], Wishes(lead=lead, has_voice=True), lengths)
    for step, sheet in sheets(TIMELINES[name], COUNTS, lengths):
        assert [count for _, count in counts_in(sheet)] == list(range(1, step.reps + 1))
        if step.reps > 1 and step.exercise is not None and step.exercise.has_squeeze:
            # In a short one the last repetition leaves room for the way to the next move.
            assert said_in(sheet).count("Squeeze") >= (2 if step.reps > 4 else 1)


def lines_without_a_clip(lengths: Mapping[str, int]) -> set[str]:
    return LINES.keys() - lengths.keys()


@given(names, paces(most=110))
def test_before_a_short_switch_side_and_position_are_said_in_the_set_before(
    name: str, pace: Pace
) -> None:
    timeline = TIMELINES[name]
    by_index = dict(enumerate(sheets(timeline, COUNTS, pace.lengths)))
    for index, (step, _sheet) in by_index.items():
        if step.kind in (StepKind.SWITCH, StepKind.REST) and step.duration_ms < 8_000:
            spoken = by_index[index - 1][1].spoken
            last = next(one.text for one in reversed(spoken) if one.rank is Rank.TURN and one.text)
            target = timeline.next_move(index)
            assert target is not None
            assert target.exercise is not None
            place = target.exercise.positions.for_side(target.side)
            assert phrases.split(last)[-1] in {place, phrases.STAY_THERE}
            assert phrases.split(last)[0] in {phrases.NEXT, *phrases.NEXT_SIDE.values()}


@given(names, leads, paces(most=110))
def test_every_rest_of_eight_seconds_names_the_next_move(name: str, lead: Lead, pace: Pace) -> None:
    timeline, wish = TIMELINES[name], Wishes(lead=lead, has_voice=True)
    for step, sheet in sheets(timeline, wish, pace.lengths):
        target = timeline.next_move(step.index)
        if step.kind is StepKind.REST and step.duration_ms >= 8_000 and target is not None:
            assert target.exercise is not None
            assert target.variant is not None
            name = target.exercise.variant(target.variant).name
            assert line_id(name) in clips_in(sheet), (step.index, said_in(sheet))


@fewer
@given(st.data())
def test_of_a_changed_rest_what_began_stays_where_it_was(data: st.DataObject) -> None:
    timeline = TIMELINES[data.draw(names)]
    rests = [step for step in timeline.steps if step.kind in (StepKind.REST, StepKind.SWITCH)]
    rest = data.draw(st.sampled_from(rests))
    until_ms = data.draw(st.integers(1, rest.duration_ms))
    new_ms = data.draw(st.integers(until_ms + 3_000, 60_000))
    changed = timeline.with_durations({rest.index: new_ms})
    lengths = data.draw(paces()).lengths
    before = sheets(timeline, COUNTS, lengths)[rest.index][1]
    after = step_sheet(
        changed,
        rest.index,
        wishes=COUNTS,
        lengths=lengths,
        felt=lambda _id: None,
        said_until_ms=until_ms,
        said=before if data.draw(st.booleans()) else None,
    )
    assert [one for one in after.heard if one.at_ms < until_ms] == [
        one for one in before.heard if one.at_ms < until_ms
    ]
    again = [text for text in said_in(after) if said_in(after).count(text) > 1]
    assert again == []
    if new_ms >= 8_000 and until_ms < new_ms - 3_000:
        ticks = {at_ms for at_ms, tone in tones_in(after) if tone.startswith("tick")}
        assert ticks >= {new_ms - 3_000, new_ms - 2_000, new_ms - 1_000}


@given(st.data())
def test_after_a_pause_nothing_begins_before_the_place_where_it_goes_on(
    data: st.DataObject,
) -> None:
    timeline = TIMELINES[data.draw(names)]
    step = data.draw(st.sampled_from(timeline.steps))
    at_ms = data.draw(st.integers(0, step.duration_ms - 1))
    sheet = step_sheet(
        timeline,
        step.index,
        wishes=COUNTS,
        lengths=PACE,
        felt=lambda _id: None,
        entry=Entry(resumed_at_ms=at_ms),
    )
    assert all(one.at_ms >= at_ms for one in sheet.heard)
    first_ms, tone = tones_in(sheet)[0]
    assert first_ms == at_ms
    assert (tone == "start") is (step.kind.is_move and (at_ms > 0 or tone != "end"))


def test_a_rest_that_goes_on_after_a_pause_tells_the_turn_again_but_not_its_old_length() -> None:
    timeline = built_in("foundation")
    rest = next(one for one in timeline.steps if one.move == "clam/standard").index - 1
    sheet = step_sheet(
        timeline,
        rest,
        wishes=COUNTS,
        lengths=PACE,
        felt=lambda _id: None,
        entry=Entry(resumed_at_ms=4_000),
    )
    assert said_in(sheet)[:2] == ["Next, left leg. Lie on your right side", "Clam, 35 seconds"]


def test_a_rest_made_longer_does_not_tell_another_length_late() -> None:
    timeline = built_in("foundation")
    rest = next(one for one in timeline.steps if one.move == "clam/standard").index - 1
    sheet = step_sheet(
        timeline.with_durations({rest: 30_000}),
        rest,
        wishes=COUNTS,
        lengths=PACE,
        felt=lambda _id: None,
        said_until_ms=9_000,
    )
    assert [text for text in said_in(sheet) if text.startswith("Rest")] == ["Rest, 15 seconds"]
    assert said_in(sheet)[-1] == "10 seconds to go"


def test_a_hold_tells_half_of_it_and_its_last_seconds() -> None:
    timeline = built_in("foundation")
    clam = next(one for one in timeline.steps if one.move == "clam/standard")
    press, _variant = CONTENT.library.move("wall_press/standard")
    held = timeline.with_move(frozenset({clam.index}), press, "standard")
    sheet = sheets(held)[clam.index][1]
    said = [(one.text, one.at_ms) for one in sheet.spoken if one.text]
    assert ("10 seconds to go", 25_000) in said
    assert ("5 seconds to go", 30_000) in said
    assert ("Halfway", 17_900) in said
    assert counts_in(sheet) == []


def test_a_set_the_user_ends_tells_no_end() -> None:
    circuit = CONTENT.circuits["daily"]
    steps = [
        step.model_copy(update={"is_user_ended": step.kind is StepKind.WORK})
        for step in circuit.steps
    ]
    timeline = lay_out(
        circuit.model_copy(update={"steps": tuple(steps)}), CONTENT.library, Options()
    )
    bridge = sheets(timeline)[2][1]
    assert not {"Last one", "Halfway"} & set(said_in(bridge))
    assert said_in(bridge)[-1] == "8"


def benchmark() -> Timeline:
    """Benchmark sets of Foundation's moves."""
    assert CONTENT.strength is not None
    doses = Written.of(CONTENT.circuits["foundation"], CONTENT.library).doses
    circuit = benchmark_circuit(doses, CONTENT.library, CONTENT.strength, None)
    assert circuit is not None
    return lay_out(circuit, CONTENT.library, Options())


def test_a_benchmark_set_is_told_what_ends_it_and_not_how_long_it_may_take() -> None:
    timeline = benchmark()
    told = [text for _, sheet in sheets(timeline) for text in said_in(sheet)]
    assert [text for text in told if "Stop when about two are left" in text] == [
        "Kick back, bent knee. Stop when about two are left",
        "Fire hydrant. Stop when about two are left",
        "Split squat. Stop when about two are left",
    ]
    assert not [text for text in told if "150 seconds" in text or "180 seconds" in text]


def test_a_benchmark_set_counts_every_rep() -> None:
    timeline = benchmark()
    first = next(one for one in timeline.steps if one.is_user_ended)
    counted = counts_in(sheets(timeline)[first.index][1])
    assert [number for _, number in counted] == [*range(1, 31)]


def test_a_hold_that_the_user_ends_is_told_so() -> None:
    timeline = benchmark()
    press, _variant = CONTENT.library.move("wall_press/standard")
    first = next(one for one in timeline.steps if one.is_user_ended)
    held = timeline.with_move(frozenset({first.index}), press, "standard")
    said = said_in(sheets(held)[first.index - 1][1])
    assert "Wall press. Stop before your form slips" in said


def test_a_session_without_a_count_in_still_says_how_to_begin() -> None:
    timeline = built_in("daily").without(frozenset({0}))
    assert "Glute squeeze. Lie on your back, knees bent" in said_in(sheets(timeline)[1][1])


def test_after_a_skip_the_switch_itself_says_how_to_lie() -> None:
    timeline = built_in("daily")
    turn = next(one for one in timeline.steps if one.kind is StepKind.SWITCH)
    told = step_sheet(
        timeline,
        turn.index,
        wishes=COUNTS,
        lengths=PACE,
        felt=lambda _id: None,
        entry=Entry(is_jump=True),
    )
    assert said_in(told) == ["Turn over. Right leg. Lie on your left side"]


def test_a_move_that_was_skipped_to_is_told_in_its_count_in() -> None:
    timeline = built_in("daily")
    clam = next(one for one in timeline.steps if one.move == "clam/standard")
    start = timeline.position_in(clam.index, 0)
    long = count_in_sheet(5_000, timeline, start, wishes=COUNTS, lengths=PACE)
    assert said_in(long) == ["Left leg. Lie on your right side. Clam"]
    brief = count_in_sheet(3_000, timeline, start, wishes=COUNTS, lengths=PACE)
    assert said_in(brief)[0].startswith("Left leg. Lie on your right side")
    move = step_sheet(
        timeline,
        clam.index,
        wishes=COUNTS,
        lengths=PACE,
        felt=lambda _id: None,
        entry=Entry(is_jump=True),
    )
    assert said_in(move)[:2] == ["Lift", "Clam"]


def test_a_skipped_set_ends_with_no_end_tone() -> None:
    timeline = built_in("foundation")
    rest = next(one for one in timeline.steps if one.round == 1 and one.kind is StepKind.REST)
    played = sheets(timeline)[rest.index][1]
    jumped = step_sheet(
        timeline,
        rest.index,
        wishes=COUNTS,
        lengths=PACE,
        felt=lambda _id: None,
        entry=Entry(is_jump=True),
    )
    assert tones_in(played)[0] == (0, Tone.END.value)
    assert tones_in(jumped)[0] == (0, Tone.REST.value)


@given(names)
def test_tones_sound_at_the_marks_of_the_timeline_one_at_an_instant(name: str) -> None:
    for step, sheet in sheets(TIMELINES[name]):
        tones = tones_in(sheet)
        assert len({at_ms for at_ms, _ in tones}) == len(tones)
        ticks = [at_ms for at_ms, tone in tones if tone.startswith("tick_")]
        last = [step.duration_ms - 1000 * seconds for seconds in (3, 2, 1)]
        assert ticks == (last if step.duration_ms >= 8_000 else [])
        phases = {mark.offset_ms for mark in marks_of(step) if mark.what in ("phase", "rep")}
        soft = {at_ms for at_ms, tone in tones if tone in ("phase", "rep")}
        assert soft <= phases or step.reps == 0
        halves = [at_ms for at_ms, tone in tones if tone == "halfway"]
        is_long = step.kind is StepKind.WORK and step.duration_ms >= 20_000
        assert halves == ([step.duration_ms // 2] if is_long else [])


def test_a_first_clam_is_told_from_rest_to_turn() -> None:
    timeline = built_in("foundation")
    clam = next(one for one in timeline.steps if one.move == "clam/standard")
    by_index = {step.index: sheet for step, sheet in sheets(timeline)}
    assert said_in(by_index[clam.index - 1]) == [
        "Rest, 15 seconds",
        "Next, left leg. Lie on your right side",
        "Clam, 35 seconds",
        "Knees together to start",
    ]
    assert said_in(by_index[clam.index]) == [
        *("Lift", "1", "Lower", "Lift", "2", "Lower", "3", "Squeeze", "Open like a book", "4"),
        *("Squeeze", "Halfway", "5", "Slow", "6", "Last one", "7"),
    ]
    assert said_in(by_index[clam.index + 1])[0] == "Turn over. Right leg. Lie on your left side"


def test_the_cue_answers_what_was_felt_last_time() -> None:
    timeline = built_in("foundation")
    clam = next(one for one in timeline.steps if one.move == "clam/standard")
    for region, cue in [
        (Region.FRONT_OF_HIP, "Roll forward, open less"),
        (Region.NOTHING_MUCH, "Pause open, close slowly"),
        (Region.GLUTE_SIDE, "Open like a book"),
    ]:
        assert cue in said_in(sheets(timeline, region=region)[clam.index][1])


@given(names, regions)
def test_the_cue_heard_in_the_first_half_is_the_cue_shown(name: str, region: Region | None) -> None:
    for step in TIMELINES[name].steps:
        cue = form_cue(step, 0, region)
        if cue is not None:
            assert cue.text == cue_of(step, 0, region)


@fewer
@given(names, leads, regions)
def test_every_work_set_has_exactly_one_form_cue(
    name: str, lead: Lead, region: Region | None
) -> None:
    wish = Wishes(lead=lead, has_voice=True)
    for step, sheet in sheets(TIMELINES[name], wish, PACE, region):
        if step.kind is StepKind.WORK and step.exercise is not None:
            cues = {cue.text for cue in step.exercise.cues}
            assert len(cues & set(said_in(sheet))) == 1


def test_with_words_each_phase_says_its_word_and_no_number() -> None:
    timeline = built_in("foundation")
    clam = next(one for one in timeline.steps if one.move == "clam/standard")
    sheet = sheets(timeline, Wishes(lead="words", has_voice=True))[clam.index][1]
    assert said_in(sheet)[:4] == ["Lift", "Hold", "Lower", "Lift"]
    assert counts_in(sheet) == []
    ticks = sheets(timeline, Wishes(lead="ticks", has_voice=True))[clam.index][1]
    assert said_in(ticks)[0] == "Squeeze"
    assert not {"Lift", "Hold", "Lower", "1"} & set(said_in(ticks))


def test_with_both_each_repetition_says_its_number_and_where_it_turns() -> None:
    timeline = built_in("foundation")
    clam = next(one for one in timeline.steps if one.move == "clam/standard")
    both = sheets(timeline, Wishes(lead="both", has_voice=True))[clam.index][1]
    assert said_in(both) == [
        *("Lift", "1", "Lower", "Lift", "2", "Lower", "Lift", "3", "Squeeze", "Open like a book"),
        *("4", "Lower", "Halfway", "Lift", "5", "Slow", "Lift", "6", "Lower", "Last one", "7"),
        "Lower",
    ]


@pytest.mark.parametrize("voice", ["low", "high"])
@pytest.mark.parametrize("name", TIMELINES)
def test_with_both_no_number_and_hardly_a_word_is_lost(voice: str, name: str) -> None:
    """Of two turns in a repetition one is said, but where the form cue is."""
    lengths = voice_lengths(voice)
    for step, sheet in sheets(TIMELINES[name], Wishes(lead="both", has_voice=True), lengths):
        assert [count for _, count in counts_in(sheet)] == list(range(1, step.reps + 1))
        words = {*phrases.PHASE.values(), *phrases.TURN.values(), "Slow", "Squeeze", "Last one"}
        said_ms = [one.at_ms for one in sheet.spoken if one.text in words]
        rep_ms = 0 if step.tempo is None else step.tempo.rep_ms
        silent = [
            rep
            for rep in range(1, step.reps + 1)
            if not any(0 <= at_ms - step.rep_start_ms(rep) < rep_ms for at_ms in said_ms)
        ]
        assert len(silent) <= 1, (step.index, silent)


@pytest.mark.parametrize("voice", ["low", "high"])
@pytest.mark.parametrize("name", TIMELINES)
def test_counts_say_where_to_turn_until_the_pace_is_known(voice: str, name: str) -> None:
    """Two whole repetitions for those who cannot see the bar, then the ticks alone."""
    for step, sheet in sheets(TIMELINES[name], COUNTS, voice_lengths(voice)):
        if step.reps > 3 and step.tempo is not None:
            words = [one for one in sheet.spoken if one.text in phrases.PHASE.values()]
            turns = [one for one in sheet.spoken if one.text in phrases.TURN.values()]
            first_two = [one for one in (*words, *turns) if one.at_ms < step.rep_start_ms(3)]
            # Without a hold the number stands where the second word would.
            in_each = 2 if step.tempo.hold_s else 1
            assert len(first_two) == 2 * in_each, (step.index, said_in(sheet))
            assert all(one.at_ms < step.rep_start_ms(3) for one in words)


def test_alternating_moves_say_the_leg_in_the_first_repetitions() -> None:
    timeline = built_in("build")
    march = next(one for one in timeline.steps if one.move == "marching_bridge/standard")
    sheet = sheets(timeline)[march.index][1]
    legs = [text for text in said_in(sheet) if text in phrases.TURN.values()]
    assert legs == ["Left", "Right", "Left", "Right"]


def test_squeezes_in_turn_name_every_turn() -> None:
    timeline = built_in("daily")
    sheet = sheets(timeline)[1][1]
    legs = [text for text in said_in(sheet) if text in phrases.TURN.values()]
    assert legs == ["Left", "Right", "Both", "Left", "Right"]


@pytest.mark.parametrize("voice", ["low", "high"])
@pytest.mark.parametrize("name", TIMELINES)
def test_the_side_of_a_move_is_said_once_before_it(voice: str, name: str) -> None:
    timeline, lengths = TIMELINES[name], voice_lengths(voice)
    said: list[str] = []
    for step, sheet in sheets(timeline, COUNTS, lengths):
        from_ms = step.duration_ms - TELL_BEFORE_MS if step.kind.is_move else 0
        said += [one.text for one in sheet.spoken if one.text and one.at_ms < from_ms]
        if step.kind.is_move:
            clips = [clip for text in said for clip in phrases.split(text)]
            side = Side.LEFT if step.side is Side.LEFT else Side.RIGHT
            sides = {phrases.NEXT_SIDE[side], phrases.SIDE[side], phrases.FIRST_SIDE[side]}
            assert sum(clip in sides for clip in clips) <= 1, (step.index, said)
            said = []
        said += [one.text for one in sheet.spoken if one.text and one.at_ms >= from_ms]


def test_a_short_switch_of_which_the_set_told_says_only_what_to_do() -> None:
    timeline = built_in("daily")
    turn = next(one for one in timeline.steps if one.kind is StepKind.SWITCH)
    assert said_in(sheets(timeline)[turn.index][1]) == ["Turn over"]


def test_what_a_move_needs_is_fetched_before_it() -> None:
    said = {
        name: [text for _, sheet in sheets(built_in(name)) for text in said_in(sheet)]
        for name in ("foundation", "perform", "daily")
    }
    squats = [text for text in said["foundation"] if "Bring the chair" in text]
    assert squats[-1] == "Last round. Next: Bring the chair. Stand, feet shoulder-width"
    chairs = [text for text in said["perform"] if "Bring the chair" in text]
    assert len(chairs) == 2, "once a round, before the first side"
    bands = [text for text in said["perform"] if "Put the band on" in text]
    assert bands == 2 * ["Next, left leg. Put the band on. Come to hands and knees"]
    assert not any(set(phrases.split(text)) & set(phrases.FETCH.values()) for text in said["daily"])


@pytest.mark.parametrize("voice", ["low", "high"])
@pytest.mark.parametrize("name", TIMELINES)
def test_with_the_voices_that_ship_each_thing_is_named_in_time(voice: str, name: str) -> None:
    timeline, lengths = TIMELINES[name], voice_lengths(voice)
    for step, sheet in sheets(timeline, COUNTS, lengths):
        things = step.brings_after(timeline.previous_move(step.index))
        if step.kind.is_move and things:
            before = timeline.steps[step.index - 1]
            told = told_in(sheets_of(timeline, before.index, lengths)) | told_in(sheet)
            assert {phrases.FETCH[thing] for thing in things} <= told, (step.index, told)


@pytest.mark.parametrize("name", TIMELINES)
def test_ear_and_eye_say_the_same_words_for_the_same_place(name: str) -> None:
    timeline = TIMELINES[name]
    for step in timeline.steps:
        target = timeline.next_move(step.index)
        if step.kind is StepKind.REST and target is not None:
            words = turn_words(timeline, target)
            fetched = [one for one in words if one in phrases.FETCH.values()]
            assert place_line(timeline, step) == ". ".join([*fetched, words[-1]])
        if step.kind is StepKind.SWITCH:
            assert switch_word(step) == step.title


def test_every_thing_and_every_stay_is_one_and_the_same_for_ear_and_eye() -> None:
    assert {one: fetch_word(one) for one in Equipment} == phrases.FETCH
    assert {one: stay_word(one) for one in Posture} == phrases.STAY


def test_the_last_round_and_the_end_are_told() -> None:
    timeline = built_in("foundation")
    said = [text for _step, sheet in sheets(timeline) for text in said_in(sheet)]
    assert "Last round. Next: Bring the chair. Stand, feet shoulder-width" in said
    assert said[-1] == "Then you are done"


def test_the_count_in_after_a_pause_says_side_and_repetition() -> None:
    timeline = built_in("foundation")
    clam = next(one for one in timeline.steps if one.move == "clam/standard")
    position = timeline.position_in(clam.index, clam.rep_start_ms(4))
    sheet = count_in_sheet(3_000, timeline, position, wishes=COUNTS, lengths=PACE)
    assert said_in(sheet) == ["We go on, left leg. Rep 4"]
    assert tones_in(sheet) == [(0, "tick_3"), (1_000, "tick_2"), (2_000, "tick_1")]
    rest = timeline.position_in(clam.index - 1, 4_000)
    ten = count_in_sheet(10_000, timeline, rest, wishes=COUNTS, lengths=PACE)
    assert said_in(ten) == ["We go on"]
    assert [at_ms for at_ms, _ in tones_in(ten)] == [7_000, 8_000, 9_000]


@pytest.mark.parametrize(
    ("make", "tone", "words"),
    [
        (pause_sheet, Tone.PAUSE, ["Paused"]),
        (slept_sheet, Tone.PAUSE, ["Paused while you were away"]),
        (finish_sheet, Tone.FINISH, ["That is all for today", "Rest as long as you like"]),
        (sound_test_sheet, Tone.START, ["This is how loud I speak"]),
    ],
)
def test_what_is_outside_the_timeline_is_a_tone_and_then_words(
    make: object, tone: Tone, words: list[str]
) -> None:
    sheet = make(wishes=COUNTS, lengths=PACE)  # type: ignore[operator]
    assert tones_in(sheet) == [(0, tone.value)]
    assert said_in(sheet) == words


def test_all_that_is_said_has_a_clip() -> None:
    wish = Wishes(lead="both", has_voice=True)
    for timeline in TIMELINES.values():
        for region in (None, *Region):
            for _step, sheet in sheets(timeline, wish, PACE, region):
                assert clips_in(sheet) <= LINES.keys()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Kneel on your left knee", "Next: Kneel on your left knee"),
        ("Lie on your right side", "Next, left leg. Lie on your right side"),
        ("Left ankle on right knee", "Next, left leg. Left ankle on right knee"),
        ("Come to hands and knees", "Next, left leg. Come to hands and knees"),
    ],
)
def test_the_side_is_left_out_only_where_the_position_says_it_alone(place: str, said: str) -> None:
    timeline = built_in("foundation")
    clam = next(one for one in timeline.steps if one.move == "clam/standard")
    assert clam.exercise is not None
    positions = clam.exercise.positions.model_copy(update={"left": place})
    other = clam.exercise.model_copy(update={"positions": positions})
    moved = timeline.with_move(frozenset({clam.index}), other, "standard")
    assert said in said_in(sheets(moved)[clam.index - 1][1])


def test_a_dropped_step_sounds_nothing() -> None:
    timeline = built_in("foundation").without(frozenset({3}))
    assert sheets(timeline)[3][1] == Sheet(heard=(), length_ms=0)


def told_in(sheet: Sheet) -> set[str]:
    """The clips of all that is said, as their texts."""
    return parts_of(said_in(sheet))


def parts_of(texts: Iterable[str]) -> set[str]:
    return {clip for text in texts for clip in phrases.split(text)}


def names_way(clips: set[str], target: Step) -> bool:
    """Whether the side of a move was named, or for both sides how to lie or stand."""
    if target.exercise is None:
        return True
    place = target.exercise.positions.for_side(target.side)
    stays = {*phrases.STAY.values(), phrases.STAY_THERE}
    if target.side not in (Side.LEFT, Side.RIGHT):
        return bool(clips & {place, *stays})
    sided = {phrases.NEXT_SIDE[target.side], phrases.SIDE[target.side]}
    return bool(clips & sided) or (place in clips and target.side in place.lower())


@pytest.mark.parametrize("voice", ["low", "high"])
@pytest.mark.parametrize("name", TIMELINES)
def test_a_rest_made_short_within_itself_still_says_the_side(voice: str, name: str) -> None:
    """Nobody told it in the set before, which knew of a longer rest."""
    lengths = voice_lengths(voice)
    timeline = TIMELINES[name]
    for rest in timeline.steps:
        target = timeline.next_move(rest.index)
        if rest.kind not in (StepKind.REST, StepKind.SWITCH) or target is None:
            continue
        if rest.duration_ms < 8_000 or target.index != rest.index + 1:
            continue
        before = sheets_of(timeline, rest.index - 1, lengths)
        entry = Entry(before=before)
        said = sheets_of(timeline, rest.index, lengths, entry)
        for at_ms in (0, 300, 1_000, 2_000, 4_000):
            shorter = timeline.with_durations({rest.index: max(3_000, at_ms + 2_000)})
            sheet = step_sheet(
                shorter,
                rest.index,
                wishes=COUNTS,
                lengths=lengths,
                felt=lambda _id: None,
                said=said,
                said_until_ms=at_ms,
                entry=entry,
            )
            move = sheets_of(shorter, target.index, lengths, Entry(before=sheet))
            told = told_in(before) | told_in(sheet) | told_in(move)
            assert names_way(told, target), (rest.index, at_ms)
            if at_ms <= 300 and target.side in (Side.LEFT, Side.RIGHT):
                # Nothing was being said yet: it has not to wait for the set.
                assert names_way(told_in(sheet), target), (rest.index, at_ms)


@pytest.mark.parametrize("name", TIMELINES)
def test_a_short_rest_that_nobody_told_of_tells_the_way_itself(name: str) -> None:
    """The move was changed when the set before had said its last word."""
    timeline = TIMELINES[name]
    for rest in timeline.steps:
        target = timeline.next_move(rest.index)
        if rest.kind not in (StepKind.REST, StepKind.SWITCH) or rest.duration_ms >= 8_000:
            continue
        assert target is not None
        silent = Entry(before=Sheet(heard=(), length_ms=1_000))
        assert names_way(told_in(sheets_of(timeline, rest.index, PACE, silent)), target)
        before = sheets_of(timeline, rest.index - 1, PACE)
        told = told_in(sheets_of(timeline, rest.index, PACE, Entry(before=before)))
        assert told == told_in(sheets_of(timeline, rest.index, PACE))


def voice_lengths(voice: str) -> Mapping[str, int]:
    paths = Paths.under(Path("nowhere"))
    return load_voice(paths.assets / "voice" / voice, Path("nowhere")).lengths_ms


def sheets_of(
    timeline: Timeline, index: int, lengths: Mapping[str, int], entry: Entry | None = None
) -> Sheet:
    """The sheet of one step, with counts."""
    return step_sheet(
        timeline,
        index,
        wishes=COUNTS,
        lengths=lengths,
        felt=lambda _id: None,
        entry=entry or Entry(),
    )


@pytest.mark.parametrize("voice", ["low", "high"])
@pytest.mark.parametrize("name", TIMELINES)
def test_a_count_in_names_the_side_that_works_and_no_other(voice: str, name: str) -> None:
    """At every half second of a session, after a short pause and after a long one."""
    lengths, timeline = voice_lengths(voice), TIMELINES[name]
    for step in timeline.steps:
        for at_ms in range(0, step.duration_ms, 500):
            at = timeline.position_in(step.index, at_ms)
            for was_away in (False, True):
                sheet = count_in_sheet(
                    3_000, timeline, at, wishes=COUNTS, lengths=lengths, was_away=was_away
                )
                _names_the_side_at(timeline, step, at_ms, told_in(sheet))


def _names_the_side_at(timeline: Timeline, step: Step, at_ms: int, clips: set[str]) -> None:
    target = step if step.kind.is_move else timeline.next_move(step.index)
    assert target is not None
    if target is not step and target.start_ms - step.start_ms - at_ms >= 8_000:
        assert clips == {phrases.GOING_ON}
        return
    side = timeline.position_in(target.index, at_ms if target is step else 0).side
    named = {
        one
        for one in (Side.LEFT, Side.RIGHT)
        if clips & {phrases.GOING_ON_SIDE[one], phrases.SIDE[one]}
    }
    assert named <= {side}, (step.index, at_ms, clips)
    if side in (Side.LEFT, Side.RIGHT) and target.side is side:
        assert named or names_way(clips, target), (step.index, at_ms, clips)


@pytest.mark.parametrize("voice", ["low", "high"])
def test_after_a_long_pause_in_a_set_side_position_and_move_are_said(voice: str) -> None:
    lengths = voice_lengths(voice)
    for timeline in TIMELINES.values():
        for step in timeline.steps:
            if step.kind is not StepKind.WORK or step.exercise is None or not step.reps:
                continue
            at_ms = step.rep_start_ms(2)
            at = timeline.position_in(step.index, at_ms)
            before = count_in_sheet(
                3_000, timeline, at, wishes=COUNTS, lengths=lengths, was_away=True
            )
            entry = Entry(is_jump=True, resumed_at_ms=at_ms, was_away=True)
            sheet = sheets_of(timeline, step.index, lengths, entry)
            clips = told_in(before) | told_in(sheet)
            assert step.exercise.positions.for_side(step.side) in clips
            assert names_way(told_in(before), step)
            assert line_id(step.exercise.variant(step.variant or "").name) in {
                *clips_in(before),
                *clips_in(sheet),
            }
            assert [count for _, count in counts_in(sheet)] == list(range(2, step.reps + 1))


def test_the_warm_up_alone_does_not_say_that_all_is_done() -> None:
    circuit = CONTENT.circuits["foundation"]
    rows = tuple(takewhile(lambda row: row.kind is not StepKind.WORK, circuit.steps))
    warm_up = lay_out(circuit.model_copy(update={"steps": rows}), CONTENT.library, Options())
    assert is_warm_up(warm_up)
    heard = [text for _step, sheet in sheets(warm_up) for text in said_in(sheet)]
    assert "Then you are done" not in heard
    end = finish_sheet(wishes=COUNTS, lengths=PACE, is_whole=False)
    assert said_in(end) == ["Warmed up"]
    assert "finish" not in {tone for _, tone in tones_in(end)}
    assert not any(is_warm_up(timeline) for timeline in TIMELINES.values())


@pytest.mark.parametrize("voice", ["low", "high"])
@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("name", TIMELINES)
def test_halfway_is_said_in_all_work_of_twenty_seconds(voice: str, lead: Lead, name: str) -> None:
    wish = Wishes(lead=lead, has_voice=True)
    for step, sheet in sheets(TIMELINES[name], wish, voice_lengths(voice)):
        if step.kind is StepKind.WORK and step.duration_ms >= 20_000:
            assert "Halfway" in said_in(sheet), (step.index, step.move, said_in(sheet))


@pytest.mark.parametrize("name", TIMELINES)
def test_halfway_is_said_in_work_of_twenty_seconds_only(name: str) -> None:
    for step, sheet in sheets(TIMELINES[name]):
        is_long_work = step.kind is StepKind.WORK and step.duration_ms >= 20_000
        assert is_long_work or "Halfway" not in said_in(sheet)
