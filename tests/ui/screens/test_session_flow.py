"""The figure never teleports: no joint is faster than a person's, whatever happens in a session."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.timeline import Step, Timeline
from gluteapp.core.view import EngineState
from gluteapp.figure.ways import FASTEST_M_PER_S
from gluteapp.paths import Paths
from gluteapp.ui.screens.session_figure import SessionFigure
from gluteapp.ui.screens.session_frame import Told, frame_of, move_step
from gluteapp.ui.screens.session_way import Stand as Moment
from gluteapp.ui.screens.session_way import figure_of, first_room_ms, passage_into
from tests.ui.screens.figure_watch import FigureWatch
from tests.ui.screens.session_stand import Stand
from tests.ui.screens.test_session_way import moves, timeline_of

Key = Qt.Key
LOOK_MS = 33
FASTEST = 1.03 * FASTEST_M_PER_S
"""Metres a second; a way is planned for `FASTEST_M_PER_S`, looked at thirty times a second."""
COUNT_IN_MS = 3_000
HURRIED = [
    ("daily", 5, 0.15), ("foundation", 15, 0.15), ("build", 11, 0.5), ("build", 15, 0.02),
    ("perform", 13, 0.5), ("perform", 17, 0.1), ("perform", 19, 0.2), ("perform", 33, 0.15),
]  # fmt: skip
"""Gaps, and how much of them is over, from which a skip moves a joint the fastest."""
IN_A_HURRY_MM = 100.0
"""Between two looks, where commands follow each other faster than a person can: 3 m/s."""


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock, size=(800, 500))
    yield made
    made.close()


class Looks:
    """A stand that is looked at as often as the screen does."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.watch = FigureWatch(stand.stage)
        self._look()

    def _look(self) -> None:
        self.watch.look(self.stand.clock.read().monotonic_ms)

    def wait(self, length_ms: int) -> None:
        for _ in range(length_ms // LOOK_MS):
            self.stand.clock.move(LOOK_MS)
            self.stand.screen.tick()
            self._look()

    def key(self, key: Key) -> None:
        """Press a key; what it changes at once is seen with the next look."""
        self.stand.key(key)


def _changes(timeline: Timeline, coach: SessionFigure) -> Iterator[tuple[Step, int, int]]:
    """Each move with the time of the way into it, and of catching up where that is late."""
    known = set()
    for step in moves(timeline):
        passage = passage_into(timeline, step, coach.natural_ms)
        after = Moment.at_start(step, step.working_side(1))
        change = (passage.before.place, passage.before.phase, after.place, passage.length_ms)
        if change in known or not passage.length_ms:
            continue
        known.add(change)
        is_late = passage.end_ms > step.start_ms
        first_rep_ms = step.start_ms + step.lead_in_ms + step.hard_end_ms
        yield step, passage.start_ms - 100, (first_rep_ms if is_late else passage.end_ms) + 100


@pytest.mark.parametrize("circuit", ["foundation", "build", "perform", "daily"])
def test_no_change_in_a_circuit_is_faster_than_a_person(stand: Stand, circuit: str) -> None:
    timeline, coach = timeline_of(circuit), stand.screen.figure
    for step, start_ms, end_ms in _changes(timeline, coach):
        watch = FigureWatch(stand.stage)
        for at_ms in range(max(start_ms, 0), end_ms, LOOK_MS):
            at = timeline.position(at_ms)
            target = move_step(timeline, at.step)
            figure = figure_of(at, timeline, target, natural=coach.natural_ms)
            coach.show_figure(figure, target, is_dimmed=False)
            watch.look(at_ms)
        assert watch.fastest() < FASTEST, (step.index, step.move)


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Left])
def test_in_a_pause_the_figure_goes_to_the_move_that_the_title_names(
    stand: Stand, key: Key
) -> None:
    """At its natural pace, though the session stands still, and then it stands still as well."""
    stand.play_to("clam_left", 6_000)
    stand.key(Key.Key_Space)
    looks = Looks(stand)
    looks.wait(500)
    for _ in range(2):
        looks.key(key)
        looks.wait(200)
    looks.wait(6_000)
    assert stand.state() is EngineState.PAUSED
    assert not stand.screen.figure.is_gliding
    step = stand.frame.step
    assert step.exercise is not None
    assert step.variant is not None
    assert stand.stage._shown.way_from is None
    assert stand.stage._shown.phase == 0.0
    assert stand.stage.motion_id == step.exercise.variant(step.variant).motion
    before = len(looks.watch.looks)
    looks.wait(1_000)
    assert len({shown for _, shown in looks.watch.looks[before:]}) == 1
    looks.key(Key.Key_Space)
    looks.wait(9_000)
    assert stand.state() is EngineState.RUNNING
    assert looks.watch.fastest() < FASTEST


def test_in_a_pause_a_glide_is_looked_at_as_often_as_work_is(stand: Stand) -> None:
    stand.play_to("clam_left", 6_000)
    stand.key(Key.Key_Space)
    assert stand.screen.timer.interval() == 200
    stand.key(Key.Key_Right)
    assert stand.screen.timer.interval() == 34
    Looks(stand).wait(6_000)
    assert stand.screen.timer.interval() == 200


@pytest.mark.parametrize("name", ["squat", "clam_left", "hydrant_right"])
def test_a_fault_comes_and_goes_without_a_jump_in_a_pause(stand: Stand, name: str) -> None:
    stand.play_to(name, 6_000)
    stand.key(Key.Key_Space)
    looks = Looks(stand)
    for _ in range(3):
        looks.key(Key.Key_X)
        looks.wait(2_500)
    looks.key(Key.Key_X)
    looks.wait(400)
    looks.key(Key.Key_X)
    looks.wait(400)
    looks.key(Key.Key_Space)
    looks.wait(6_000)
    assert not stand.screen.figure.fault.is_open
    assert looks.watch.fastest() < FASTEST


@pytest.mark.parametrize(("name", "at_ms"), [("short_rest", 500), ("rest", 6_000), ("brief", 100)])
def test_a_fault_comes_and_goes_without_a_jump_in_a_rest(
    stand: Stand, name: str, at_ms: int
) -> None:
    stand.play_to(name, at_ms)
    looks = Looks(stand)
    for _ in range(2):
        looks.key(Key.Key_X)
        looks.wait(1_500)
    looks.key(Key.Key_X)
    looks.wait(8_000)
    assert looks.watch.fastest() < FASTEST


def _gaps(timeline: Timeline) -> list[int]:
    """The steps that a skip leaves for a move."""
    return [
        step.index - 1
        for step in moves(timeline)
        if not timeline.steps[step.index - 1].kind.is_move
    ]


def _skipped(stand: Stand, circuit: str, index: int, done: float) -> None:
    """A skip out of a gap of which so much is done: no faster than a person, and in time."""
    timeline = timeline_of(circuit)
    coach = SessionFigure(stage=stand.stage, fault=stand.screen.figure.fault)
    engine = SessionEngine(timeline=timeline, count_in_ms=COUNT_IN_MS)
    watch = FigureWatch(stand.stage)
    skip_ms = timeline.steps[index].start_ms + round(done * timeline.steps[index].duration_ms)
    now_ms = max(skip_ms - 2 * LOOK_MS, 0)
    engine.start(0)
    move = timeline.steps[index + 1]
    end_ms = skip_ms + COUNT_IN_MS + move.lead_in_ms + max(move.hard_end_ms, 2 * COUNT_IN_MS)
    is_skipped = False
    while now_ms < end_ms:
        engine.advance(now_ms)
        if now_ms >= skip_ms and not is_skipped:
            is_skipped = bool(engine.skip(now_ms))
            skip_ms = now_ms
        view = engine.view(now_ms)
        frame = frame_of(view, timeline, Told(), natural=coach.natural_ms)
        coach.show(frame, view, now_ms=now_ms)
        watch.look(now_ms)
        begun_ms = now_ms - skip_ms - COUNT_IN_MS
        if is_skipped and begun_ms < 0:
            assert (view.state, view.position.offset_ms) == (EngineState.COUNT_IN, 0)
        if begun_ms >= max(first_room_ms(move), 0):
            assert stand.stage._shown.way_from is None
        if move.counts_reps and begun_ms >= move.lead_in_ms + move.hard_end_ms:
            assert stand.stage._shown.phase == pytest.approx(frame.figure.phase, abs=0.03)
            break
        now_ms += LOOK_MS
    assert watch.fastest() < FASTEST, (circuit, index, done)


@pytest.mark.parametrize(("circuit", "index", "done"), HURRIED)
def test_a_skip_into_a_move_is_no_faster_than_a_person(
    stand: Stand, circuit: str, index: int, done: float
) -> None:
    """It is counted in; the counted repetition wins where the way takes longer than that."""
    _skipped(stand, circuit, index, done)


def test_any_skip_into_a_move_is_no_faster_than_a_person(stand: Stand) -> None:
    @settings(max_examples=8)
    @given(
        circuit=st.sampled_from(("foundation", "build", "perform", "daily")),
        done=st.floats(0.1, 0.9),
        data=st.data(),
    )
    def skip(circuit: str, done: float, data: st.DataObject) -> None:
        _skipped(stand, circuit, data.draw(st.sampled_from(_gaps(timeline_of(circuit)))), done)

    skip()


def test_at_the_end_of_a_count_in_the_body_is_in_the_start_pose(stand: Stand) -> None:
    """Where the way is no longer than that; and the session waits for it."""
    stand.play_to("rest", 2_000)
    looks = Looks(stand)
    looks.key(Key.Key_Right)
    assert stand.state() is EngineState.COUNT_IN
    looks.wait(300)
    assert stand.stage._shown.way_from is not None
    looks.wait(stand.view.count_in_left_ms)
    assert stand.view.count_in_left_ms < LOOK_MS
    assert stand.stage._shown.way_from is None
    assert stand.stage._shown.phase == 0.0
    assert stand.stage.motion_id == "clam"
    step = stand.step
    looks.wait(step.lead_in_ms + step.hard_end_ms + 2 * LOOK_MS)
    assert stand.view.position.rep == 1
    assert stand.stage._shown.phase == pytest.approx(stand.frame.figure.phase, abs=0.05)
    assert looks.watch.fastest() < FASTEST


def test_a_skip_in_a_count_in_leads_on_from_where_the_figure_is(stand: Stand) -> None:
    stand.play_to("squat", 8_000)
    looks = Looks(stand)
    for wait_ms in (700, 1_500, 600, 1_200, 400):
        looks.key(Key.Key_Right)
        looks.wait(wait_ms)
    looks.wait(7_000)
    assert looks.watch.largest_step_mm() < IN_A_HURRY_MM


def test_where_there_is_time_a_skip_leads_there_at_the_natural_pace(stand: Stand) -> None:
    stand.play_to("squat", 8_000)
    looks = Looks(stand)
    looks.key(Key.Key_Right)
    looks.wait(7_000)
    assert looks.watch.fastest() < FASTEST


@pytest.mark.parametrize("seed", [3, 12, 17, 28])
def test_whatever_is_pressed_nothing_teleports(stand: Stand, seed: int) -> None:
    """Skip, back, redo, pause and a fault, one upon the other."""
    chosen = random.Random(seed)
    keys = (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_R, Key.Key_Space, Key.Key_X)
    stand.play_to(chosen.choice(("squat", "clam_left", "clam_rest", "hydrant_left")), 3_000)
    looks = Looks(stand)
    for _ in range(6):
        looks.key(chosen.choice(keys))
        looks.wait(chosen.choice((50, 200, 700, 2_000)))
        if looks.stand.state() is EngineState.FINISHED:
            break
    assert looks.watch.largest_step_mm() < IN_A_HURRY_MM
