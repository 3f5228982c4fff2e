"""The states of the app that are photographed; each scene brings a room there and takes no picture.

Beside `screenshots.py`, which names them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from gluteapp.app import App
from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Region, Side
from gluteapp.core.session import Felt, Pain, Question
from gluteapp.services.training import SessionRunner
from gluteapp.settings import Safety
from gluteapp.ui.application import Running
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.safety import SafetyScreen
from gluteapp.ui.screens.set_row import SetCorrection


@dataclass(slots=True)
class Room:
    """An app in its window, and the clock it runs on."""

    app: App
    clock: ManualClock
    running: Running
    lock: sqlite3.Connection | None = None
    """Keeps the record from being written, as long as this is open."""

    @property
    def window(self) -> QWidget:
        """The window."""
        return self.running.window

    def key(self, key: Qt.Key) -> None:
        """Press and let go of a key where the focus is."""
        QTest.keyClick(self.running.desk.flow.session or self.window, key)

    def let_pass(self, length_ms: int) -> None:
        """Let time pass in the running session, a second at a time."""
        screen = self.running.desk.flow.session
        while length_ms > 0:
            self.clock.move(min(1_000, length_ms))
            length_ms -= 1_000
            if screen is not None:
                screen.tick()

    def session(self, circuit: str, at_ms: int) -> SessionRunner:
        """A session of a circuit, played up to a time of it."""
        # As written: what the made-up history would make of it has other times.
        runner = self.app.new_session_of(self.app.content.circuits[circuit])
        flow = self.running.desk.flow
        flow.play(runner)
        self.let_pass(at_ms)
        return runner


Scene = Callable[[Room], None]


def safety(room: Room) -> None:
    """The first start, one answer yes."""
    room.app.change_settings(safety=Safety().model_dump())
    room.running.desk.show_safety()
    page = room.running.window.full_page
    if isinstance(page, SafetyScreen):
        page.segments["joint_or_surgery"].findChildren(QAbstractButton)[1].click()


def today_blocked(room: Room) -> None:
    """An answer keeps Start closed."""
    room.app.change_settings(safety=Safety(chest_pain=True).model_dump())
    room.running.desk.refresh()


def today_unfinished_blocked(room: Room) -> None:
    """The same with a session that was cut off."""
    today_unfinished(room)
    today_blocked(room)


def today_unfinished(room: Room) -> None:
    """A session that was cut off ten minutes ago."""
    room.session("foundation", 859_000)
    room.running.desk.flow.leave()
    room.clock.move(600_000)
    room.running.desk.refresh()


def today_unfinished_cold(room: Room) -> None:
    """The same an hour ago."""
    today_unfinished(room)
    room.clock.move(3_600_000)
    room.running.desk.refresh()


def open_page(page: str) -> Scene:
    """A desk page."""
    return lambda room: room.running.window.open_page(page)


def move(exercise: str, *keys: Qt.Key, variant: str = "") -> Scene:
    """The card of a move after keys were pressed."""

    def scene(room: Room) -> None:
        room.running.window.open_page("moves")
        room.running.desk.moves.open_move(exercise, variant)
        for key in keys:
            QTest.keyClick(room.window, key)

    return scene


def other_coach(room: Room) -> None:
    """Another coach is chosen."""
    room.running.window.open_page("settings")
    desk = room.running.desk
    desk.change_settings({"body": "b", "skin": "dark", "outfit": "sand", "drawing": "software"})
    desk.settings.show_settings(room.app.settings)


def progress(*keys: Qt.Key) -> Scene:
    """The Progress page after keys were pressed."""

    def scene(room: Room) -> None:
        room.running.window.open_page("progress")
        for key in keys:
            QTest.keyClick(room.window, key)

    return scene


def morning_after(room: Room) -> None:
    """Today with the question of the morning after."""
    room.session("foundation", 1_201_000)
    room.clock.move(14 * 3_600_000)
    if room.running.desk.flow.summary is not None:
        room.running.desk.flow.summary.done.emit()


def next_time(room: Room) -> None:
    """The summary after a circuit with everything answered, and what comes next."""
    app = room.app
    runner = room.session("foundation", 1_201_000)
    for one in app.history.open(runner.session_id).work_sets:
        for question, answer in (
            (Question.EFFORT, 4),
            (Question.FELT, Felt(most=Region.GLUTE_SIDE)),
            (Question.PAIN, Pain(score=0)),
        ):
            app.history.answer((one.id,), question, answer, runner.session_id)
    room.running.desk.flow.show_summary(runner.session_id)


def session_detail(room: Room) -> None:
    """A past session."""
    room.running.desk.past.open_session(room.app.history.sessions()[2].id)


def deleted(room: Room) -> None:
    """The list after a session was deleted, with the way back."""
    room.running.window.open_page("history")
    room.running.desk.past.history.remove_asked.emit(room.app.history.sessions()[0].id)


def preflight(room: Room) -> None:
    """The ten-second check."""
    room.running.desk.flow.start("foundation")


def preflight_fever(room: Room) -> None:
    """The check after fever was said."""
    preflight(room)
    page = room.running.window.full_page
    if isinstance(page, PreflightScreen):
        page.fever_row.yes.click()


def pressed(at_s: float, *keys: Qt.Key, then_ms: int = 300) -> Scene:
    """A session at a time of its timeline, some time after keys were pressed."""

    def scene(room: Room) -> None:
        room.session("foundation", round(at_s * 1000))
        for key in keys:
            room.key(key)
        room.let_pass(then_ms)

    return scene


def at(circuit: str, at_s: float) -> Scene:
    """A session at a time of its timeline."""

    def scene(room: Room) -> None:
        room.session(circuit, round(at_s * 1000))

    return scene


def benchmark(set_at_s: float, *keys: Qt.Key, then_s: float = 0) -> Scene:
    """Benchmark sets, so far into the first of them, and some time after keys were pressed."""

    def scene(room: Room) -> None:
        runner = _benchmark_session(room)
        first = next(step for step in runner.timeline.steps if step.is_user_ended)
        room.let_pass(first.start_ms + round(set_at_s * 1000))
        for key in keys:
            room.key(key)
        room.let_pass(round(then_s * 1000))

    return scene


def benchmark_summary(room: Room) -> None:
    """Benchmark sets of nine reps on the left and ten on the right, answered and over."""
    runner = _benchmark_session(room)
    wanted = {Side.LEFT: 9, Side.RIGHT: 10}
    while room.running.desk.flow.session is not None:
        at = runner.view().position
        if at.step.is_user_ended and at.side is not None and at.counted == wanted.get(at.side):
            room.key(Qt.Key.Key_Space)
            room.key(Qt.Key.Key_2)
        room.let_pass(1_000)


def _benchmark_session(room: Room) -> SessionRunner:
    app = room.app
    offer = app.progress.benchmarks.offer(app.today_circuit().id, app.clock.read())
    assert offer is not None  # the demo's circuits can be measured
    runner = app.new_session_of(offer.circuit)
    room.running.desk.flow.play(runner)
    return runner


def captioned(scene: Scene, **changes: object) -> Scene:
    """A scene with captions always on, and other settings."""

    def with_captions(room: Room) -> None:
        room.app.change_settings(captions="on", **changes)
        scene(room)

    return with_captions


def with_music(scene: Scene) -> Scene:
    """A scene with a file of music that is there."""

    def with_it(room: Room) -> None:
        file = room.app.paths.data / "Slow morning.ogg"
        file.touch()
        room.app.change_settings(music=str(file))
        scene(room)

    return with_it


PAUSED = pressed(850, Qt.Key.Key_Space, then_ms=84_000)
"""A pause of a minute and a half, with an offer to trim."""


def count_in(room: Room) -> None:
    """Going on after a pause."""
    PAUSED(room)
    room.key(Qt.Key.Key_Space)
    room.let_pass(1_400)


def away(room: Room) -> None:
    """The lid was closed for twelve minutes."""
    room.session("foundation", 850_000)
    room.clock.sleep_machine(720_000)
    room.let_pass(600)


def summary_short(room: Room) -> None:
    """A session that was ended early."""
    room.session("foundation", 620_000).finish()
    room.let_pass(100)


def unsaved(room: Room) -> None:
    """A session whose end the disk refuses, because somebody else keeps the record locked."""
    room.session("daily", 290_000)
    room.lock = sqlite3.connect(room.app.paths.database)
    room.lock.execute("BEGIN IMMEDIATE")
    room.let_pass(11_000)


def summary_past(room: Room) -> None:
    """A session with answers."""
    room.running.desk.flow.show_summary(room.app.history.sessions()[1].id)


def correction(room: Room) -> None:
    """Correcting a set so that it contradicts itself."""
    session_detail(room)
    row = next(one for one in room.running.desk.past.detail.rows if one.record.is_work)
    row.click()
    card = room.window.findChildren(SetCorrection)[-1]
    while card.stepper.less.isEnabled():
        card.stepper.less.click()


def answers(room: Room) -> None:
    """Adding open answers."""
    record = room.app.history.sessions()[1]
    room.running.desk.flow.show_summary(record.id)
    room.running.desk.flow.answers_asked.emit(record.id, "")
