"""A held key is one press, however the desktop repeats it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.ui.screens.key_repeats import KeyRepeats
from tests.ui.screens.preflight_stand import Check
from tests.ui.screens.session_stand import STEPS, Stand

Key = Qt.Key
DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


def event(kind: QEvent.Type, key: Qt.Key, at_ms: int, *, is_marked: bool = False) -> QKeyEvent:
    made = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", is_marked)
    made.setTimestamp(at_ms)
    return made


class Ear:
    """What was said of keys that were let go."""

    def __init__(self, clock: ManualClock) -> None:
        self.repeats = KeyRepeats(clock=clock)
        self.said: list[tuple[int, int]] = []
        self.repeats.let_go.connect(lambda key, ms: self.said.append((key, ms)))


@pytest.mark.parametrize("is_marked", [False, True])
def test_let_go_and_pressed_at_once_is_held(
    qtbot: QtBot, clock: ManualClock, is_marked: bool
) -> None:
    ear = Ear(clock)
    assert not ear.repeats.is_repeat(event(DOWN, Key.Key_F5, 1_000))
    for at_ms in (1_660, 1_700, 1_740):
        ear.repeats.release(event(UP, Key.Key_F5, at_ms))
        assert ear.repeats.is_repeat(event(DOWN, Key.Key_F5, at_ms, is_marked=is_marked))
        assert not ear.repeats._timer.isActive()
    clock.move(800)
    ear.repeats.release(event(UP, Key.Key_F5, 1_780))
    clock.move(30)
    qtbot.waitUntil(lambda: ear.said == [(Key.Key_F5.value, 800)])


def test_another_press_and_another_key_are_no_repeats(qtbot: QtBot, clock: ManualClock) -> None:
    ear = Ear(clock)
    ear.repeats.release(event(UP, Key.Key_F5, 1_000))
    assert not ear.repeats.is_repeat(event(DOWN, Key.Key_B, 1_000))
    ear.repeats.release(event(UP, Key.Key_B, 1_020))
    assert ear.said == [(Key.Key_F5.value, 0)], "the second release lets the first be believed"
    assert not ear.repeats.is_repeat(event(DOWN, Key.Key_B, 1_035))
    qtbot.waitUntil(lambda: len(ear.said) == 2)


def test_without_times_only_what_is_marked_is_a_repeat(clock: ManualClock) -> None:
    ear = Ear(clock)
    assert not ear.repeats.is_repeat(event(DOWN, Key.Key_F5, 0))
    ear.repeats.release(event(UP, Key.Key_F5, 0))
    assert ear.said == [(Key.Key_F5.value, 0)]
    assert not ear.repeats.is_repeat(event(DOWN, Key.Key_F5, 0))
    assert ear.repeats.is_repeat(event(DOWN, Key.Key_F5, 0, is_marked=True))
    ear.repeats.release(event(UP, Key.Key_F5, 0, is_marked=True))
    assert len(ear.said) == 1


@pytest.mark.parametrize(
    ("key", "state", "step"),
    [
        (Key.Key_PageDown, EngineState.RUNNING, "clam_switch"),
        (Key.Key_Space, EngineState.PAUSED, "clam_left"),
        (Key.Key_Right, EngineState.RUNNING, "clam_switch"),
    ],
)
def test_a_key_held_in_a_session_does_one_thing(
    qtbot: QtBot, paths: Paths, clock: ManualClock, key: Qt.Key, state: EngineState, step: str
) -> None:
    stand = Stand(qtbot=qtbot, paths=paths, clock=clock)
    stand.to("clam_left", 3_000)
    screen = stand.screen
    screen.keyPressEvent(event(DOWN, key, 1_000))
    clock.move(660)
    for at_ms in range(1_660, 2_300, 40):
        screen.keyReleaseEvent(event(UP, key, at_ms))
        screen.keyPressEvent(event(DOWN, key, at_ms))
        clock.move(40)
    screen.keyReleaseEvent(event(UP, key, 2_310))
    qtbot.waitUntil(lambda: not screen.presses._repeats._timer.isActive())
    assert stand.state() is state
    assert stand.step.index == STEPS[step]
    stand.close()


def test_a_key_held_before_a_session_teaches_nothing_and_starts_nothing(
    qtbot: QtBot, clock: ManualClock
) -> None:
    check = Check(qtbot, clock)
    check.wait(500)
    check.screen.keyPressEvent(event(DOWN, Key.Key_Home, 1_000))
    for at_ms in (1_660, 2_060):
        clock.move(400)
        for key in (Key.Key_Home, Key.Key_Space):
            check.screen.keyReleaseEvent(event(UP, key, at_ms))
            check.screen.keyPressEvent(event(DOWN, key, at_ms))
    assert check.learned == []
    assert check.starts == []
    check.screen.keyReleaseEvent(event(UP, Key.Key_Home, 2_070))
    clock.move(400)
    check.screen.keyPressEvent(event(DOWN, Key.Key_Home, 2_500))
    assert len(check.learned) == 1
