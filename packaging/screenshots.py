"""Writes every screen in its main states, at three sizes, dark and light, as PNG files.

    python packaging/screenshots.py FOLDER [WORD …]

With words, only scenes whose name holds one of them. Everything shown comes from demo data in a
throw-away profile, on a clock that is moved by hand; nothing of the user's is read.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

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

SIZES = ((1024, 640), (1440, 900), (1920, 1080))
NOW_UTC_MS = 1_795_194_000_000
"""A Friday afternoon in November 2026, so that the pictures are the same every day."""
LONG_EXERCISE = """
id = "long_words"
name = "Schienbeinkantenvordermuskeldehnungsbrücke im Wechsel"
family = "hip_extension"
laterality = "one_sided"
posture = "side_lying"
starts_with = "lift"
tempo = "2-1-2"
summary = "A move with the longest words that a language may bring to every line of the screen."
start_cue = "Oberschenkelinnenseiten anlegen"
faults = ["Hüftgelenksaußenrotationskompensation"]
[positions]
left = "Auf die rechte Seite drehen"
right = "Auf die linke Seite drehen"
both = "Auf die Seite drehen"
[[cues]]
text = "Beckenbodenmuskulatur anspannen"
[muscles]
gluteus_medius = 0.6
[[variants]]
id = "standard"
name = "Schienbeinkantenvordermuskeldehnungsbrücke im Wechsel"
motion = "clam"
"""
LONG_CIRCUIT = """
id = "long_words_circuit"
title = "Gesäßmuskulaturkräftigungszirkel für Fortgeschrittene"
summary = "Ein Zirkel, dessen Beschreibung länger ist als alles, was hier sonst steht"
level = 3
seconds = 88
[[steps]]
kind = "count_in"
seconds = 10
title = "Bereitmachen"
[[steps]]
kind = "work"
seconds = 35
exercise = "long_words"
variant = "standard"
side = "left"
[[steps]]
kind = "switch"
seconds = 8
[[steps]]
kind = "work"
seconds = 35
exercise = "long_words"
variant = "standard"
side = "right"
"""


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


def today(room: Room) -> None:
    """A day like others."""


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


def today_choose(room: Room) -> None:
    """Choosing another circuit."""
    room.running.desk.today.choose_asked.emit()


def open_page(page: str) -> Scene:
    """A desk page."""
    return lambda room: room.running.window.open_page(page)


def session_detail(room: Room) -> None:
    """A past session."""
    room.running.desk.past.open_session(room.app.history.sessions()[2].id)


def key_list(room: Room) -> None:
    """The list of keys."""
    room.running.window.show_keys()


def stop_signs(room: Room) -> None:
    """The red-flag card."""
    room.running.window.show_stop_signs()


def deleted(room: Room) -> None:
    """The list after a session was deleted, with the way back."""
    room.running.window.open_page("history")
    room.running.desk.past.history.remove_asked.emit(room.app.history.sessions()[0].id)


def preflight(room: Room) -> None:
    """The ten-second check."""
    room.running.desk.flow.start("foundation")


def at(circuit: str, at_s: float) -> Scene:
    """A session at a time of its timeline."""
    return lambda room: _ignore(room.session(circuit, round(at_s * 1000)))


def _ignore(_: object) -> None:
    return


def rest_answered(room: Room) -> None:
    """A rest with everything answered."""
    runner = room.session("foundation", 466_000)
    runner.answer(Question.EFFORT, 4)
    felt = Felt(most=Region.GLUTE_SIDE, also=(Region.HAMSTRING,))
    runner.answer(Question.FELT, felt)
    runner.answer(Question.HARDER, HarderSide.LEFT)


def rest_pressed(room: Room) -> None:
    """A rest answered by keys."""
    room.session("foundation", 466_000)
    for key in (Qt.Key.Key_4, Qt.Key.Key_H, Qt.Key.Key_Comma):
        room.key(key)
    room.let_pass(300)


def rest_pain(room: Room) -> None:
    """A rest with the pain scale open."""
    room.session("foundation", 466_000)
    room.key(Qt.Key.Key_P)
    room.let_pass(300)


def paused(room: Room) -> None:
    """A pause of a minute and a half, with an offer to trim."""
    room.session("foundation", 850_000)
    room.key(Qt.Key.Key_Space)
    room.let_pass(84_000)


def count_in(room: Room) -> None:
    """Going on after a pause."""
    paused(room)
    room.key(Qt.Key.Key_Space)
    room.let_pass(1_400)


def away(room: Room) -> None:
    """The lid was closed for twelve minutes."""
    room.session("foundation", 850_000)
    room.clock.sleep_machine(720_000)
    room.let_pass(600)


def summary(room: Room) -> None:
    """A whole session."""
    room.session("daily", 301_000)


def summary_short(room: Room) -> None:
    """A session that was ended early."""
    room.session("foundation", 620_000).finish()
    room.let_pass(100)


def summary_past(room: Room) -> None:
    """A session with answers."""
    room.running.desk.flow.show_summary(room.app.history.sessions()[1].id)


def answers(room: Room) -> None:
    """Adding open answers."""
    record = room.app.history.sessions()[1]
    room.running.desk.flow.show_summary(record.id)
    room.running.desk.flow.answers_asked.emit(record.id, "")


def long_session(room: Room) -> None:
    """Long words in a session."""
    _ignore(room.session("long_words_circuit", 25_000))


def long_switch(room: Room) -> None:
    """Long words in a switch."""
    _ignore(room.session("long_words_circuit", 47_000))


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene, its profile (`full`, `empty`, `long`, `broken`) and whether it is always dark."""

    name: str
    scene: Scene
    profile: str = "full"
    is_dark_only: bool = False
    is_deaf: bool = False


SHOTS = (
    Shot("safety", safety, profile="empty"),
    Shot("today", today),
    Shot("today_empty", today, profile="empty"),
    Shot("today_long", today, profile="long"),
    Shot("today_broken", today, profile="broken"),
    Shot("today_unfinished", today_unfinished),
    Shot("today_unfinished_cold", today_unfinished_cold),
    Shot("today_choose", today_choose),
    Shot("history", open_page("history")),
    Shot("history_empty", open_page("history"), profile="empty"),
    Shot("history_deleted", deleted),
    Shot("history_session", session_detail),
    Shot("moves", open_page("moves")),
    Shot("moves_long", open_page("moves"), profile="long"),
    Shot("settings", open_page("settings")),
    Shot("settings_no_sound", open_page("settings"), is_deaf=True),
    Shot("keys", key_list),
    Shot("stop_signs", stop_signs),
    Shot("summary", summary),
    Shot("summary_short", summary_short),
    Shot("summary_past", summary_past),
    Shot("answers", answers),
    Shot("preflight", preflight, is_dark_only=True),
    Shot("preflight_no_sound", preflight, is_dark_only=True, is_deaf=True),
    Shot("session_ready", at("foundation", 4), is_dark_only=True),
    Shot("session_warm_up", at("foundation", 30), is_dark_only=True),
    Shot("session_work_squat", at("foundation", 204), is_dark_only=True),
    Shot("session_work_bridge", at("foundation", 352.5), is_dark_only=True),
    Shot("session_work_clam", at("foundation", 408.4), is_dark_only=True),
    Shot("session_work_ending", at("foundation", 418.2), is_dark_only=True),
    Shot("session_switch", at("foundation", 423), is_dark_only=True),
    Shot("session_switch_short", at("perform", 537.5), is_dark_only=True),
    Shot("session_rest", at("foundation", 467), is_dark_only=True),
    Shot("session_rest_brief", at("perform", 566), is_dark_only=True),
    Shot("session_rest_answered", rest_answered, is_dark_only=True),
    Shot("session_rest_keys", rest_pressed, is_dark_only=True),
    Shot("session_rest_pain", rest_pain, is_dark_only=True),
    Shot("session_round_rest", at("foundation", 620), is_dark_only=True),
    Shot("session_alternating", at("build", 362), is_dark_only=True),
    Shot("session_stretch", at("foundation", 1095), is_dark_only=True),
    Shot("session_paused", paused, is_dark_only=True),
    Shot("session_count_in", count_in, is_dark_only=True),
    Shot("session_away", away, is_dark_only=True),
    Shot("session_no_sound", at("foundation", 408.4), is_dark_only=True, is_deaf=True),
    Shot("session_long", long_session, profile="long", is_dark_only=True),
    Shot("session_long_switch", long_switch, profile="long", is_dark_only=True),
)


def make_profiles(folder: Path) -> dict[str, Path]:
    """Four profiles to copy: a full history, nothing yet, long words, broken files."""
    profiles = {name: folder / name for name in ("full", "empty", "long", "broken")}
    clock = ManualClock(utc_ms=NOW_UTC_MS - 40 * 3_600_000)
    for name in ("full", "long"):
        fill_profile(Paths.under(profiles[name]), weeks=8, seed=3, clock=clock)
    profiles["empty"].mkdir()
    for name, exercise in (("long", LONG_EXERCISE), ("broken", "id = 'broken'\ntempo = '9'")):
        data = Paths.under(profiles[name]).data
        (data / "exercises").mkdir(parents=True, exist_ok=True)
        (data / "circuits").mkdir(parents=True, exist_ok=True)
        (data / "exercises" / "long_words.toml").write_text(exercise, encoding="utf-8")
        (data / "circuits" / "long_words_circuit.toml").write_text(LONG_CIRCUIT, encoding="utf-8")
    return profiles


def take(shot: Shot, profile: Path, theme: str, out: Path, application: QApplication) -> None:
    """Set a scene up once and photograph it at every size."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(profile, folder, dirs_exist_ok=True)
        clock = ManualClock(utc_ms=NOW_UTC_MS, offset_min=60)
        player = Deaf() if shot.is_deaf else SilentPlayer()
        with closing(build(Paths.under(Path(folder)), clock=clock, player=player)) as app:
            safe = dict.fromkeys(
                (name for name in Safety.model_fields if not name.startswith(("is_", "conf"))),
                False,
            )
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
            shot.scene(Room(app=app, clock=clock, running=running))
            for width, height in SIZES:
                running.window.resize(width, height)
                application.processEvents()
                running.window.grab().save(str(out / f"{shot.name}_{theme}_{width}.png"))
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
            for theme in ("dark",) if shot.is_dark_only else ("dark", "light"):
                take(shot, profiles[shot.profile], theme, out, application)
            print(shot.name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
