"""Writes every screen in its main states, at three sizes, dark and light, as PNG files.

    python packaging/screenshots.py FOLDER [WORD …]

With words, only scenes whose name holds one of them. Everything shown comes from demo data in a
throw-away profile, on a clock that is moved by hand; nothing of the user's is read.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gluteapp.app import App, build
from gluteapp.audio.player import PlayerState, SilentPlayer
from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Region
from gluteapp.core.session import Felt, HarderSide, Question
from gluteapp.demo import fill_profile
from gluteapp.paths import Paths
from gluteapp.services.training import SessionRunner
from gluteapp.settings import Safety
from gluteapp.ui.application import Running, make_application
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.safety import SafetyScreen, safety_questions
from gluteapp.ui.screens.set_row import SetCorrection

SIZES = ((1024, 640), (1440, 900), (1920, 1080))
NOW_UTC_MS = 1_795_194_000_000
"""A Friday afternoon in November 2026, so that the pictures are the same every day."""
LONG_WORDS = Path(__file__).parent / "long_words"
"""A move and a circuit with the longest words a language may bring."""


class Deaf(SilentPlayer):
    """A player without an output."""

    @property
    def state(self) -> PlayerState:
        """The problem that is shown."""
        return PlayerState(
            is_heard=False,
            device="",
            problem="No sound output was found. The screen shows everything; plug one in to hear it.",
        )


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
        runner = self.app.new_session(circuit)
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
        page.fever.click()


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


def rest_answered(room: Room) -> None:
    """A rest with everything answered."""
    runner = room.session("foundation", 466_000)
    runner.answer(Question.EFFORT, 4)
    felt = Felt(most=Region.GLUTE_SIDE, also=(Region.HAMSTRING,))
    runner.answer(Question.FELT, felt)
    runner.answer(Question.HARDER, HarderSide.LEFT)


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


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene and its profile: `full`, `empty`, `long` or `broken`."""

    name: str
    scene: Scene
    profile: str = "full"
    is_deaf: bool = False

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes it has: a session and its check are always dark."""
        return ("dark",) if self.name.startswith(("session", "preflight")) else ("dark", "light")


SHOTS = (
    Shot("safety", safety, profile="empty"),
    Shot("today", lambda _: None),
    Shot("today_empty", lambda _: None, profile="empty"),
    Shot("today_long", lambda _: None, profile="long"),
    Shot("today_broken", lambda _: None, profile="broken"),
    Shot("today_unfinished", today_unfinished),
    Shot("today_unfinished_cold", today_unfinished_cold),
    Shot("today_blocked", today_blocked),
    Shot("today_unfinished_blocked", today_unfinished_blocked),
    Shot("today_choose", lambda room: room.running.desk.today.choose_asked.emit()),
    Shot("history", open_page("history")),
    Shot("history_empty", open_page("history"), profile="empty"),
    Shot("history_deleted", deleted),
    Shot("history_session", session_detail),
    Shot("history_correction", correction),
    Shot("moves", open_page("moves")),
    Shot("moves_long", open_page("moves"), profile="long"),
    Shot("settings", open_page("settings")),
    Shot("settings_no_sound", open_page("settings"), is_deaf=True),
    Shot("keys", lambda room: room.running.window.show_keys()),
    Shot("stop_signs", lambda room: room.running.window.show_stop_signs()),
    Shot("summary", at("daily", 301)),
    Shot("summary_short", summary_short),
    Shot("summary_past", summary_past),
    Shot("summary_unsaved", unsaved),
    Shot("answers", answers),
    Shot("preflight", preflight),
    Shot("preflight_no_sound", preflight, is_deaf=True),
    Shot("preflight_fever", preflight_fever),
    Shot("session_ready", at("foundation", 4)),
    Shot("session_warm_up", at("foundation", 30)),
    Shot("session_work_squat", at("foundation", 204)),
    Shot("session_work_bridge", at("foundation", 352.5)),
    Shot("session_work_clam", at("foundation", 408.4)),
    Shot("session_work_ending", at("foundation", 418.2)),
    Shot("session_switch", at("foundation", 423)),
    Shot("session_switch_short", at("perform", 537.5)),
    Shot("session_rest", at("foundation", 467)),
    Shot("session_rest_brief", at("perform", 566)),
    Shot("session_rest_answered", rest_answered),
    Shot("session_rest_keys", pressed(466, Qt.Key.Key_4, Qt.Key.Key_H, Qt.Key.Key_Comma)),
    Shot("session_rest_pain", pressed(466, Qt.Key.Key_P)),
    Shot("session_round_rest", at("foundation", 620)),
    Shot("session_alternating", at("build", 362)),
    Shot("session_stretch", at("foundation", 1095)),
    Shot("session_pain_gate", pressed(408.4, Qt.Key.Key_P, Qt.Key.Key_5)),
    Shot("session_pain_ended", pressed(408.4, Qt.Key.Key_P, Qt.Key.Key_7)),
    Shot("session_red_flags", pressed(408.4, Qt.Key.Key_F1)),
    Shot("session_bar", pressed(408.4, Qt.Key.Key_Tab)),
    Shot("session_paused", PAUSED),
    Shot("session_count_in", count_in),
    Shot("session_away", away),
    Shot("session_no_sound", at("foundation", 408.4), is_deaf=True),
    Shot("session_long", at("long_words_circuit", 25), profile="long"),
    Shot("session_long_switch", at("long_words_circuit", 47), profile="long"),
)


def make_profiles(folder: Path) -> dict[str, Path]:
    """Four profiles to copy: a full history, nothing yet, long words, broken files."""
    profiles = {name: folder / name for name in ("full", "empty", "long", "broken")}
    clock = ManualClock(utc_ms=NOW_UTC_MS - 40 * 3_600_000)
    for name in ("full", "long"):
        fill_profile(Paths.under(profiles[name]), weeks=8, seed=3, clock=clock)
    profiles["empty"].mkdir()
    for name in ("long", "broken"):
        data = Paths.under(profiles[name]).data
        (data / "exercises").mkdir(parents=True, exist_ok=True)
        (data / "circuits").mkdir(parents=True, exist_ok=True)
        shutil.copy(LONG_WORDS / "exercise.toml", data / "exercises" / "long_words.toml")
        shutil.copy(LONG_WORDS / "circuit.toml", data / "circuits" / "long_words_circuit.toml")
        if name == "broken":
            (data / "exercises" / "long_words.toml").write_text("tempo = '9'", encoding="utf-8")
    return profiles


def take(shot: Shot, profile: Path, theme: str, out: Path, application: QApplication) -> None:
    """Set a scene up once and photograph it at every size."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(profile, folder, dirs_exist_ok=True)
        clock = ManualClock(utc_ms=NOW_UTC_MS, offset_min=60)
        player = Deaf() if shot.is_deaf else SilentPlayer()
        with closing(build(Paths.under(Path(folder)), clock=clock, player=player)) as app:
            safe = {field: False for field, _ in safety_questions()}
            app.change_settings(
                theme=theme,
                reduced_motion=True,
                safety={**safe, "is_confirmed": True, "confirmed_utc_ms": NOW_UTC_MS},
            )
            if shot.profile == "long":
                app.change_settings(circuit="long_words_circuit")
            running = Running(app=app, application=application)
            running.window.resize(*SIZES[0])
            running.show()
            running.window.resize(*SIZES[0])
            shot.scene(room := Room(app=app, clock=clock, running=running))
            for width, height in SIZES:
                running.window.resize(width, height)
                for _ in range(2):  # what is laid out may ask for another layout
                    application.processEvents()
                running.window.grab().save(str(out / f"{shot.name}_{theme}_{width}.png"))
            if room.lock is not None:
                room.lock.close()
            running.close()
            application.processEvents()


def main() -> int:
    """Take the pictures; 2 when it is not said where to."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    words = sys.argv[2:]
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        profiles = make_profiles(Path(folder))
        for shot in SHOTS:
            if words and not any(word in shot.name for word in words):
                continue
            for theme in shot.themes:
                take(shot, profiles[shot.profile], theme, out, application)
            print(shot.name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
