"""Sets that the user ends: what a press means, what is shown and asked, and how it can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gluteapp.core.benchmark_sets import benchmark_circuit
from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock
from gluteapp.core.compile import Written
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Timeline
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_words import Place, codes_of
from gluteapp.ui.screens.session_frame import Frame, Mode, Told, frame_of
from gluteapp.ui.screens.session_keys import (
    DEBOUNCE_MS,
    ENDED_MS,
    LONG_PRESS_MS,
    Command,
    KeyReader,
    Wish,
)
from gluteapp.ui.screens.session_open_end import can_end
from gluteapp.ui.screens.session_words import done_line, next_dose, place_lines, then_dose
from gluteapp.ui.widgets.ring import RingKind
from tests.ui.screens.desk_stand import DeskStand, content

Key = Qt.Key
REP_MS = 5_000


@cache
def circuit() -> Circuit:
    """Benchmark sets of Foundation's moves."""
    loaded = content()
    assert loaded.strength is not None
    doses = Written.of(loaded.circuits["foundation"], loaded.library).doses
    made = benchmark_circuit(doses, loaded.library, loaded.strength, None)
    assert made is not None
    return made


def timeline() -> Timeline:
    return lay_out(circuit(), content().library, Options())


FIRST = next(step for step in timeline().steps if step.is_user_ended)


# Keys


class Set:
    """Whether a press ends the set at hand."""

    is_open = True


@pytest.fixture
def at_hand() -> Set:
    return Set()


@pytest.fixture
def keys(at_hand: Set) -> KeyReader:
    return KeyReader(buttons=Buttons(), ends_set=lambda: at_hand.is_open)


def button(place: Place) -> str:
    return codes_of(Buttons(), place)[0]


@pytest.mark.parametrize(
    ("key", "otherwise"),
    [
        (Key.Key_Space, Wish(Command.TOGGLE)),
        (Key.Key_Right, Wish(Command.SKIP)),
        (Key.Key_Return, None),
        (Key.Key_Enter, None),
    ],
)
def test_what_is_pressed_without_looking_ends_the_set(
    keys: KeyReader, at_hand: Set, key: Qt.Key, otherwise: Wish | None
) -> None:
    assert keys.knows(key.value, "", Mode.WORK)
    assert keys.press(key.value, "", Mode.WORK, 5_000) == Wish(Command.END)
    at_hand.is_open = False
    assert keys.press(key.value, "", Mode.WORK, 9_000) == otherwise


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_P, Key.Key_R, Key.Key_Left, Key.Key_F1])
def test_other_keys_mean_in_it_what_they_always_mean(
    keys: KeyReader, at_hand: Set, key: Qt.Key
) -> None:
    meant = keys.press(key.value, "", Mode.WORK, 5_000)
    at_hand.is_open = False
    assert keys.press(key.value, "", Mode.WORK, 9_000) == meant
    assert meant is not None


def test_a_click_ends_it(keys: KeyReader, at_hand: Set) -> None:
    assert keys.click(5_000) == Wish(Command.END)
    at_hand.is_open = False
    assert keys.click(9_000) == Wish(Command.TOGGLE)


def test_a_remote_ends_it_with_a_short_press_and_pauses_with_a_long_one(
    keys: KeyReader,
) -> None:
    code = button(Place.TOGGLE)
    keys.press_button(code, 5_000)
    assert keys.release_button(code, 5_100) == Wish(Command.END)
    keys.press_button(code, 9_000)
    assert keys.held is Command.PAUSE
    assert keys.release_button(code, 9_000 + LONG_PRESS_MS) == Wish(Command.PAUSE)


def test_the_remotes_next_ends_it(keys: KeyReader) -> None:
    assert keys.press_button(button(Place.SKIP), 5_000) == Wish(Command.END)


@pytest.mark.parametrize("after_ms", [DEBOUNCE_MS, ENDED_MS - 1, ENDED_MS])
def test_pressing_once_more_to_make_sure_neither_pauses_nor_skips_the_rest(
    keys: KeyReader, at_hand: Set, after_ms: int
) -> None:
    assert keys.press(Key.Key_Space.value, " ", Mode.WORK, 5_000) == Wish(Command.END)
    at_hand.is_open = False
    is_meant = after_ms >= ENDED_MS
    again = keys.press(Key.Key_Space.value, " ", Mode.REST, 5_000 + after_ms)
    assert again == (Wish(Command.TOGGLE) if is_meant else None)
    skipped = keys.press_button(button(Place.SKIP), 5_000 + after_ms)
    assert skipped == (Wish(Command.SKIP) if is_meant else None)


# Frames


def frame_at(reps: float, *, begin: int = FIRST.index) -> Frame:
    laid_out = timeline()
    engine = SessionEngine(timeline=laid_out)
    engine.start(0)
    now_ms = laid_out.steps[begin].start_ms + round(reps * REP_MS)
    engine.advance(now_ms)
    return frame_of(engine.view(now_ms), engine.timeline, Told())


def test_the_ring_counts_up_without_an_end() -> None:
    assert (FIRST.tempo is not None, FIRST.tempo and FIRST.tempo.rep_ms) == (True, REP_MS)
    frame = frame_at(10.5)
    assert (frame.ring.number, frame.ring.caption) == ("11", "reps")
    assert frame.ring.kind is RingKind.OPEN
    assert frame.ring.share == pytest.approx(10.5 / 30)
    assert frame.seconds == ""
    assert frame_at(0.2).ring.caption == "rep"


def test_the_big_line_says_what_ends_it_once_it_can_be_ended() -> None:
    before, after = frame_at(0.2), frame_at(0.9)
    assert "click" not in before.cue
    assert after.cue == frame_at(25).cue == "About 2 left? Space or click"
    assert frame_at(29.8).cue == "About 2 left? Space or click"


def test_time_left_is_a_limit_as_long_as_a_set_to_come_has_no_end() -> None:
    assert frame_at(1).is_left_most
    last = timeline().steps[-1].index
    assert not frame_at(1, begin=last).is_left_most


def test_rests_say_what_ends_the_set_to_come() -> None:
    assert next_dose(FIRST) == "Next, until about 2 are left"
    assert then_dose(FIRST) == "Then until about 2 are left"


def test_a_pause_tells_how_it_ends() -> None:
    assert place_lines(FIRST, 4, 90_000, Side.LEFT) == (
        "Rep 4, left leg.",
        "You end this set.",
    )
    assert place_lines(FIRST, 4, 90_000, Side.RIGHT)[0] == "Rep 4, right leg."
    assert place_lines(FIRST, 4, 90_000, None)[0] == "Rep 4."
    assert place_lines(FIRST, 0, 90_000, None)[0] == "Before the first rep."


def test_a_hold_counts_its_seconds_up() -> None:
    press, _ = content().library.move("wall_press/standard")
    held = timeline().with_move(frozenset({FIRST.index}), press, "standard")
    engine = SessionEngine(timeline=held)
    engine.start(0)
    now_ms = FIRST.start_ms + 21_400
    engine.advance(now_ms)
    view = engine.view(now_ms)
    frame = frame_of(view, held, Told())
    assert (frame.ring.number, frame.ring.caption) == ("21", "seconds")
    assert frame.cue == "Form going? Space or click"
    assert can_end(view)
    step = held.steps[FIRST.index]
    assert next_dose(step) == "Next, as long as your form holds"
    assert then_dose(step) == "Then as long as your form holds"
    assert place_lines(step, 0, 1, None)[0] == "In a hold that you end."


def test_a_single_rep_is_told_as_one() -> None:
    engine = SessionEngine(timeline=timeline())
    engine.start(0)
    engine.advance(FIRST.start_ms)
    now_ms = FIRST.start_ms + 3_000
    engine.advance(now_ms)
    engine.end_step(now_ms)
    step = engine.timeline.steps[FIRST.index]
    assert done_line(step, 1, 3_000, StopReason.COMPLETED) == "Left done, 1 rep"


# The screen


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    yield made
    made.close()


class Sets:
    """Benchmark sets on a real screen."""

    def __init__(self, stand: DeskStand) -> None:
        self.stand = stand
        self.runner = stand.app.new_session_of(circuit())
        stand.desk.flow.play(self.runner)
        self.go_to(FIRST.start_ms)

    @property
    def state(self) -> EngineState:
        return self.runner.view().state

    @property
    def step(self) -> int:
        return self.runner.view().position.step.index

    def go_to(self, at_ms: int) -> None:
        self.let_pass(at_ms - self.runner.view().position.at_ms)

    def let_pass(self, length_ms: int) -> None:
        screen = self.stand.desk.flow.session
        assert screen is not None
        while length_ms > 0:
            self.stand.clock.move(min(1_000, length_ms))
            length_ms -= 1_000
            screen.tick()

    def press(self, key: Qt.Key) -> None:
        screen = self.stand.desk.flow.session
        assert screen is not None
        QTest.keyClick(screen, key)


@pytest.fixture
def sets(stand: DeskStand) -> Sets:
    return Sets(stand)


@pytest.mark.parametrize("how", ["space", "enter", "right", "click"])
def test_one_press_ends_a_set_and_its_effort_is_asked_at_once(sets: Sets, how: str) -> None:
    sets.let_pass(9 * REP_MS)
    screen = sets.stand.desk.flow.session
    assert screen is not None
    if how == "click":
        QTest.mouseClick(screen, Qt.MouseButton.LeftButton, pos=QPoint(200, 400))
    else:
        sets.press({"space": Key.Key_Space, "enter": Key.Key_Return, "right": Key.Key_Right}[how])
    assert sets.step == FIRST.index + 1
    assert sets.state is EngineState.RUNNING
    assert screen.toast.text() == "That was the set. R does it again."
    assert sets.runner.asked_steps == (FIRST.index,)
    sets.press(Key.Key_2)
    (done,) = sets.runner.record().work_sets
    assert (done.done_reps, done.reason, done.effort) == (9, StopReason.COMPLETED, 2)


def test_both_sides_are_answered_as_they_are_ended(sets: Sets) -> None:
    for effort in (Key.Key_1, Key.Key_2):
        while not can_end(sets.runner.view()):
            sets.let_pass(1_000)
        sets.let_pass(8 * REP_MS)
        sets.press(Key.Key_Space)
        sets.press(effort)
    assert [one.effort for one in sets.runner.record().work_sets] == [1, 2]


def test_before_the_first_rep_there_is_no_set_to_end(sets: Sets) -> None:
    sets.let_pass(500)
    sets.press(Key.Key_Space)
    assert (sets.step, sets.state) == (FIRST.index, EngineState.PAUSED)


def test_esc_and_the_bar_pause_it(sets: Sets) -> None:
    sets.let_pass(3 * REP_MS)
    screen = sets.stand.desk.flow.session
    assert screen is not None
    sets.press(Key.Key_Escape)
    assert screen.faces.pause.done_at.text().endswith(" at the latest")
    assert (sets.step, sets.state) == (FIRST.index, EngineState.PAUSED)
    sets.press(Key.Key_Space)
    sets.let_pass(5_000)
    assert sets.state is EngineState.RUNNING
    screen.bar.pressed.emit(Command.TOGGLE)
    assert (sets.step, sets.state) == (FIRST.index, EngineState.PAUSED)


def test_the_bar_names_the_key_that_pauses(sets: Sets) -> None:
    screen = sets.stand.desk.flow.session
    assert screen is not None
    assert screen.bar._hints[Command.TOGGLE] == "Esc"
    sets.let_pass(9 * REP_MS)
    sets.press(Key.Key_Space)
    sets.let_pass(1_000)
    assert screen.bar._hints[Command.TOGGLE] == "Space"


def test_a_set_ended_by_mistake_is_done_again_in_full(sets: Sets) -> None:
    sets.let_pass(2 * REP_MS)
    sets.press(Key.Key_Space)
    sets.let_pass(1_000)
    sets.press(Key.Key_R)
    sets.let_pass(3_000 + 12 * REP_MS)
    sets.press(Key.Key_Space)
    (done,) = [one for one in sets.runner.record().work_sets if not one.is_superseded]
    assert done.done_reps == 12


def test_nobody_has_to_press_at_the_limit(sets: Sets) -> None:
    sets.let_pass(FIRST.duration_ms + 1_000)
    assert sets.step == FIRST.index + 1
    (done,) = sets.runner.record().work_sets
    assert (done.done_reps, done.reason) == (30, StopReason.COMPLETED)
