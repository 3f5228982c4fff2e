"""What a frame of a session shows is what the engine counts, all through the circuits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gluteapp import language
from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Phase, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Timeline
from gluteapp.core.view import EngineState, View
from gluteapp.ui.screens.session_frame import Frame, Mode, Told, frame_of, mode_of
from gluteapp.ui.screens.session_pause_words import pause_words
from gluteapp.ui.screens.session_way import Figure
from gluteapp.ui.screens.session_words import (
    CUE_OVERHANG,
    done_line,
    move_name,
    next_dose,
    place_lines,
    rest_line,
    seconds_left,
)
from gluteapp.ui.widgets.ring import RingKind
from tests.ui.screens.session_stand import content

CIRCUITS = ("foundation", "build", "perform", "daily")


def timeline_of(circuit: str) -> Timeline:
    return lay_out(content().circuits[circuit], content().library, Options())


@pytest.fixture(params=CIRCUITS)
def engine(request: pytest.FixtureRequest) -> SessionEngine:
    started = SessionEngine(timeline=timeline_of(request.param))
    started.start(0)
    return started


def frames(engine: SessionEngine, every_ms: int) -> list[tuple[View, Frame]]:
    shown = []
    for now_ms in range(0, engine.timeline.length_ms, every_ms):
        engine.advance(now_ms)
        view = engine.view(now_ms)
        shown.append((view, frame_of(view, engine.timeline, Told())))
    return shown


def test_the_ring_shows_the_rep_in_progress_or_the_seconds_left(engine: SessionEngine) -> None:
    for view, frame in frames(engine, 370):
        at = view.position
        if at.rep:
            assert frame.ring.number == str(at.rep)
            assert frame.ring.caption == f"of {at.step.reps} rep{'s' * (at.step.reps > 1)}"
        elif at.phase is Phase.LEAD_IN:
            assert frame.ring.number == str(seconds_left(at.phase_ms - at.phase_offset_ms))
            assert frame.ring.caption == "get ready"
        else:
            assert frame.ring.number == str(seconds_left(at.remaining_ms))
        assert 0.0 <= frame.ring.share <= 1.0
        assert frame.left_ms == at.left_ms


def test_the_flag_names_the_leg_that_works_or_works_next(engine: SessionEngine) -> None:
    for view, frame in frames(engine, 370):
        at = view.position
        if at.step.kind.is_move:
            if at.offset_ms > 5_000:
                assert frame.figure.side is at.side
            if at.side in (Side.LEFT, Side.RIGHT):
                assert frame.side is at.side
        else:
            following = engine.timeline.next_move(at.step.index)
            assert following is not None
            assert frame.step is following
            assert frame.figure.side is following.working_side(1)


def test_the_figure_is_where_the_engine_is(engine: SessionEngine) -> None:
    """But for the first seconds after a move that was followed at once by this one, and before."""
    for view, frame in frames(engine, 370):
        if view.position.step.kind.is_move:
            is_late = frame.figure.way is not None and frame.figure.way.after is not None
            if view.position.offset_ms > 5_000 and not is_late:
                assert replace(frame.figure, life=None) == Figure(
                    view.position.side, view.position.figure_phase
                )
            assert frame.phase is view.position.phase or frame.phase is None


def test_no_line_is_longer_than_can_be_read_from_the_mat(engine: SessionEngine) -> None:
    for view, frame in frames(engine, 970):
        is_next = frame.cue.startswith(("Next", "Then"))
        # What to fetch stands before how to lie: two sentences in two lines.
        limit = 34 + (CUE_OVERHANG if is_next or ". " in frame.cue else 0)
        assert len(frame.cue) <= limit, (view.position.step.index, frame.cue)


def test_the_cue_becomes_the_next_move_in_the_last_five_seconds(engine: SessionEngine) -> None:
    for view, frame in frames(engine, 490):
        if frame.mode is not Mode.WORK:
            continue
        names_next = frame.cue.startswith(("Next", "Then you are done"))
        assert names_next is (view.position.remaining_ms <= 5_000)
        following = engine.timeline.next_move(view.position.step.index)
        if names_next and following is not None:
            assert frame.then_name in frame.cue


def test_alternating_moves_flip_the_flag_with_each_rep() -> None:
    engine = SessionEngine(timeline=timeline_of("foundation"))
    engine.start(0)
    march = engine.timeline.steps[1]
    assert march.tempo is not None
    sides = []
    for rep in range(6):
        now_ms = march.start_ms + rep * march.tempo.rep_ms + 100
        engine.advance(now_ms)
        sides.append(frame_of(engine.view(now_ms), engine.timeline, Told()).side)
    assert sides == [Side.LEFT, Side.RIGHT] * 3


def test_a_switch_says_how_to_lie_or_else_how_to_begin() -> None:
    engine = SessionEngine(timeline=timeline_of("foundation"))
    engine.start(0)
    cues = {frame.name: frame.cue for _, frame in frames(engine, 500) if frame.mode is Mode.SWITCH}
    assert cues["Clam"] == "Lie on your left side"
    assert cues["Fire hydrant"] == "Hips square to the floor"


def test_the_tempo_word_follows_the_order_of_the_move() -> None:
    engine = SessionEngine(timeline=timeline_of("foundation"))
    engine.start(0)
    squat = next(step for step in engine.timeline.steps if step.move == "squat/chair")
    start_ms = squat.start_ms + squat.lead_in_ms
    words = []
    for offset_ms in (100, 3_100, 4_100):
        engine.advance(start_ms + offset_ms)
        words.append(frame_of(engine.view(start_ms + offset_ms), engine.timeline, Told()).word)
    assert words == ["Lower", "Hold", "Lift"]


def test_a_rest_runs_out_and_work_fills_up() -> None:
    engine = SessionEngine(timeline=timeline_of("foundation"))
    shares: dict[Mode, list[float]] = {Mode.WORK: [], Mode.REST: []}
    engine.start(0)
    for view, frame in frames(engine, 1_000):
        if frame.mode in shares and view.position.step.index in (10, 11):
            shares[frame.mode].append(frame.ring.share)
    assert shares[Mode.WORK] == sorted(shares[Mode.WORK])
    assert shares[Mode.REST] == sorted(shares[Mode.REST], reverse=True)


@pytest.mark.parametrize(("offset_ms", "word"), [(5_400, "Rep 2 again"), (7_500, "Rep 3 next")])
def test_after_a_pause_a_counted_rep_is_not_repeated(offset_ms: int, word: str) -> None:
    engine = SessionEngine(timeline=timeline_of("foundation"))
    engine.start(0)
    clam = next(step for step in engine.timeline.steps if step.move == "clam/standard")
    now_ms = clam.start_ms + clam.lead_in_ms + offset_ms
    engine.pause(now_ms)
    at = engine.view(now_ms).position
    broken = (at.step.index, at.rep) if at.rep > at.counted else None
    engine.resume(now_ms + 1_000)
    view = engine.view(now_ms + 1_500)
    frame = frame_of(view, engine.timeline, Told(broken=broken))
    assert mode_of(view) is Mode.COUNT_IN
    assert frame.word == word
    assert frame.ring.number == "3"
    assert frame.cue == "Knees together to start"


@pytest.mark.parametrize(
    ("move", "word", "line"),
    [
        ("clam/standard", "Rep 1 next", "from the start of the move"),
        ("hip_flexor_stretch/standard", "Starting", "Next, 30 s"),
    ],
)
def test_a_move_that_was_skipped_to_is_counted_in_by_name_and_side(
    move: str, word: str, line: str
) -> None:
    engine = SessionEngine(timeline=timeline_of("foundation"))
    engine.start(0)
    step = next(step for step in engine.timeline.steps if step.move == move)
    engine.skip(step.start_ms - 4_000)
    view = engine.view(step.start_ms - 2_500)
    frame = frame_of(view, engine.timeline, Told())
    assert mode_of(view) is Mode.COUNT_IN
    assert (frame.name, frame.side) == (move_name(step), step.working_side(1))
    assert (frame.word, frame.line) == (word, line)
    assert (frame.ring.kind, frame.ring.number, frame.ring.share) == (RingKind.COUNT_IN, "2", 0.5)
    assert frame.left_ms == step.duration_ms + 1_500 + engine.timeline.length_ms - step.end_ms


def paused(at_ms: int, for_ms: int) -> tuple[SessionEngine, View]:
    engine = SessionEngine(timeline=timeline_of("foundation"))
    engine.start(0)
    engine.pause(at_ms)
    assert engine.state is EngineState.PAUSED
    return engine, engine.view(at_ms + for_ms)


def test_a_pause_says_the_new_end_and_exactly_what_a_trim_wins() -> None:
    engine, view = paused(400_000, 60_000)
    frame = frame_of(view, engine.timeline, Told())
    clock = ManualClock(utc_ms=1_767_225_600_000)
    words = pause_words(view, frame, engine.timeline, now=clock.read(), easier="")
    assert words.paused_for == "1:00"
    assert words.done_at == "00:13"
    assert words.is_trim_enough
    assert "by 1:03" in words.trim
    engine.trim(460_000)
    assert engine.view(460_000).overdue_ms == 0


def test_a_long_pause_says_how_long_and_a_trim_that_is_not_enough_says_so() -> None:
    engine, view = paused(1_000_000, 720_000)
    frame = frame_of(view, engine.timeline, Told())
    now = ManualClock().read()
    words = pause_words(view, frame, engine.timeline, now=now, easier="")
    assert words.away == "You were away 12 min."
    assert not words.is_trim_enough


def test_at_the_very_end_there_is_nothing_to_trim() -> None:
    engine, view = paused(1_199_000, 60_000)
    words = pause_words(
        view,
        frame_of(view, engine.timeline, Told()),
        engine.timeline,
        now=ManualClock().read(),
        easier="",
    )
    assert words.trim == ""


def test_the_words_of_a_pause_and_its_flag_name_the_same_leg(engine: SessionEngine) -> None:
    words = {Side.LEFT: ("left leg", "Left leg"), Side.RIGHT: ("right leg", "Right leg")}
    legs = set()
    for view, frame in frames(engine, 990):
        at = view.position
        if at.step.kind.is_move and (at.rep or not at.step.reps):
            place, _ = place_lines(at.step, at.rep, at.remaining_ms, frame.side)
            shown = {side for side, names in words.items() if any(one in place for one in names)}
            assert shown == {frame.side} & set(words), place
            legs |= shown
    assert legs == set(words)


def test_numbers_are_written_as_the_locale_writes_them() -> None:
    step = next(one for one in timeline_of("foundation").steps if one.kind.is_move and one.reps)
    long = replace(step, duration_ms=1_200_000)
    try:
        language.use("de_DE")
        assert "1.200 s" in next_dose(long)
        assert "1.500 s" in place_lines(step, 1, 1_500_000, None)[1]
        assert "1.300 s" in done_line(replace(step, tempo=None), 0, 1_300_000, StopReason.COMPLETED)
    finally:
        language.use("en_GB")


def test_a_short_delay_is_not_worth_an_offer_to_trim() -> None:
    """The count-in alone makes a session three seconds late."""
    engine, view = paused(400_000, 5_000)
    assert view.trimmable_ms > 0
    words = pause_words(
        view,
        frame_of(view, engine.timeline, Told()),
        engine.timeline,
        now=ManualClock().read(),
        easier="",
    )
    assert words.trim == ""


def test_a_rest_says_how_to_lie_for_the_side_that_comes() -> None:
    """Not just "Roll onto your side"; between rounds it says to rest."""
    timeline = timeline_of("foundation")
    rests = {step.end_ms // 1000: step for step in timeline.steps if step.kind is StepKind.REST}
    assert rest_line(rests[386], timeline) == "Lie on your right side"
    assert rest_line(rests[245], timeline) == "Left foot in front"
    assert rest_line(rests[646], timeline).startswith("Round rest")


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT, Side.BOTH])
def test_a_set_cut_short_names_its_side(side: Side) -> None:
    """Said of the side that was left, in reps or seconds, and never "left" of the right one."""
    timeline = timeline_of("foundation")
    reps = next(step for step in timeline.steps if step.reps and step.side is side)
    hold = replace(next(step for step in timeline.steps if step.move and not step.reps), side=side)
    begin = {Side.LEFT: "Left stopped, ", Side.RIGHT: "Right stopped, ", Side.BOTH: "Stopped, "}
    assert done_line(reps, 2, 9_000, StopReason.SKIPPED) == f"{begin[side]}2 reps"
    assert done_line(hold, 0, 9_000, StopReason.SKIPPED) == f"{begin[side]}9 s"
