"""When a session screen looks again: at every picture, and exactly when something is due."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.ui.screens.session_pace import PAUSED_TICK_MS, next_look_ms
from tests.ui.screens.session_stand import PaintCounter, Stand


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


@pytest.mark.parametrize(("uses_gl", "frames"), [(False, 30), (True, 60)])
def test_a_second_has_as_many_looks_as_pictures_and_one_at_its_start(
    stand: Stand, uses_gl: bool, frames: int
) -> None:
    stand.to("squat", 1_007)
    looks = []
    while stand.view.position.offset_ms < 3_000:
        by_ms = next_look_ms(stand.view, uses_gl=uses_gl)
        assert by_ms >= 1
        stand.clock.move(by_ms)
        looks.append(stand.view.position.offset_ms)
    assert len(looks) == 2 * frames
    # What is counted and sounded is due at whole seconds: it never waits for a look.
    assert {2_000, 3_000} <= set(looks)


def test_the_timer_follows_the_way_of_drawing_and_rests_in_a_pause(stand: Stand) -> None:
    stand.to("squat", 1_000)
    stand.wait(6_000)
    assert stand.screen.timer.interval() == 34
    stand.studio.uses_gl = True
    stand.screen.tick()
    assert stand.screen.timer.interval() == 17
    stand.key(Qt.Key.Key_Space)
    assert stand.screen.timer.interval() == PAUSED_TICK_MS
    stand.wait(1_000)
    stand.key(Qt.Key.Key_Space)
    assert stand.state() is EngineState.COUNT_IN
    assert stand.screen.timer.interval() == 17


def test_a_picture_repaints_the_edge_of_the_ring_but_no_words(stand: Stand) -> None:
    stand.to("squat", 5_100)
    stand.painted()
    work = stand.screen.faces.work
    parts = (work.name, work.word, work.left, work.cue, work.flag)
    counter = PaintCounter(work.ring, *parts)
    for _ in range(3):
        stand.clock.move(34)
        stand.screen.tick()
        stand.painted()
    assert counter.counts == {"Ring": 3}


def test_a_tick_without_time_paints_nothing(stand: Stand) -> None:
    stand.to("squat", 5_100)
    stand.painted()
    faces = stand.screen.faces
    counter = PaintCounter(
        stand.screen, faces.stage, faces.strip, *faces.work.findChildren(QWidget)
    )
    for _ in range(5):
        stand.screen.tick()
        stand.painted()
    assert counter.counts == {}
