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
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from screen_scenes import (
    PAUSED,
    Room,
    Scene,
    answers,
    at,
    away,
    benchmark,
    benchmark_summary,
    captioned,
    correction,
    count_in,
    deleted,
    morning_after,
    move,
    next_time,
    open_page,
    other_coach,
    preflight,
    preflight_fever,
    pressed,
    progress,
    safety,
    session_detail,
    summary_past,
    summary_short,
    today_blocked,
    today_unfinished,
    today_unfinished_blocked,
    today_unfinished_cold,
    unsaved,
    with_music,
)

from gluteapp.app import build
from gluteapp.audio.player import PlayerState, SilentPlayer
from gluteapp.core.clock import ManualClock
from gluteapp.demo import fill_profile
from gluteapp.paths import Paths
from gluteapp.ui.application import Running, make_application
from gluteapp.ui.screens.safety import safety_questions

SIZES = ((1024, 640), (1440, 900), (1920, 1080))
NARROW = ((1280, 1024), (1024, 1100))
"""Narrower than 4:3, where a session has height to spare."""
NOW_UTC_MS = 1_795_194_000_000
"""A Friday afternoon in November 2026, so that the pictures are the same every day."""
LONG_WORDS = Path(__file__).parent / "long_words"
"""A move and a circuit with the longest words a language may bring."""


class Heard(SilentPlayer):
    """A player with an output."""

    @property
    def state(self) -> PlayerState:
        """All is well."""
        return PlayerState(is_heard=True, device="Built-in Audio")


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
    Shot("today_morning", morning_after),
    Shot("progress", progress()),
    Shot("progress_all", progress(Qt.Key.Key_4)),
    Shot("progress_table", progress(Qt.Key.Key_T)),
    Shot("progress_empty", progress(), profile="empty"),
    Shot("history", open_page("history")),
    Shot("history_empty", open_page("history"), profile="empty"),
    Shot("history_deleted", deleted),
    Shot("history_session", session_detail),
    Shot("history_correction", correction),
    Shot("moves", open_page("moves")),
    Shot("moves_long", open_page("moves"), profile="long"),
    Shot("moves_angle", move("fire_hydrant", Qt.Key.Key_A)),
    Shot("moves_fault", move("squat", Qt.Key.Key_F)),
    Shot("moves_band", move("clam", variant="banded")),
    Shot("settings", open_page("settings")),
    Shot("settings_coach", other_coach),
    Shot("settings_no_sound", open_page("settings"), is_deaf=True),
    Shot("settings_music", with_music(open_page("settings"))),
    Shot("keys", lambda room: room.running.window.show_keys()),
    Shot("stop_signs", lambda room: room.running.window.show_stop_signs()),
    Shot("summary", at("daily", 301)),
    Shot("summary_silent", at("daily", 301), is_deaf=True),
    Shot("summary_short", summary_short),
    Shot("summary_next", next_time),
    Shot("summary_past", summary_past),
    Shot("summary_benchmark", benchmark_summary),
    Shot("summary_unsaved", unsaved),
    Shot("answers", answers),
    Shot("preflight", preflight),
    Shot("preflight_no_sound", preflight, is_deaf=True),
    Shot("preflight_music", with_music(preflight)),
    Shot("preflight_fever", preflight_fever),
    Shot("session_ready", at("foundation", 4)),
    Shot("session_warm_up", at("foundation", 30)),
    Shot("session_work_squat", at("foundation", 204)),
    Shot("session_work_bridge", at("foundation", 352.5)),
    Shot("session_work_clam", at("foundation", 408.4)),
    Shot("session_work_ending", at("foundation", 418.2)),
    Shot("session_work_angle", pressed(408.4, Qt.Key.Key_A)),
    Shot("session_ready_way", at("foundation", 0.8)),
    Shot("session_switch_way", at("foundation", 422.2)),
    Shot("session_rest_way", at("foundation", 372.6)),
    Shot("session_work_way", at("foundation", 190.6)),
    Shot("session_switch", at("foundation", 427)),
    Shot("session_switch_short", at("perform", 537.5)),
    Shot("session_rest", at("foundation", 467)),
    Shot("session_rest_brief", at("perform", 566)),
    Shot(
        "session_rest_answered",
        pressed(466, Qt.Key.Key_4, Qt.Key.Key_H, Qt.Key.Key_T, Qt.Key.Key_Comma),
    ),
    Shot("session_rest_keys", pressed(466, Qt.Key.Key_4, Qt.Key.Key_H, Qt.Key.Key_Comma)),
    Shot("session_rest_pain", pressed(466, Qt.Key.Key_P)),
    Shot("session_rest_fault", pressed(376, Qt.Key.Key_X, then_ms=900)),
    Shot("session_paused_fault", pressed(408.4, Qt.Key.Key_Space, Qt.Key.Key_X)),
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
    Shot("session_benchmark_rest", benchmark(-8)),
    Shot("session_benchmark_set", benchmark(44.5)),
    Shot("session_benchmark_ended", benchmark(44.5, Qt.Key.Key_Space, then_s=1)),
    Shot("session_benchmark_switch", benchmark(44.5, Qt.Key.Key_Space, then_s=8)),
    Shot("session_benchmark_paused", benchmark(44.5, Qt.Key.Key_Escape)),
    Shot("session_benchmark_bar", benchmark(44.5, Qt.Key.Key_Tab)),
    Shot("session_caption_ready", captioned(at("foundation", 1.5))),
    Shot("session_caption_work", captioned(at("foundation", 395.4))),
    Shot("session_caption_words", captioned(at("foundation", 406.3), lead="both")),
    Shot("session_caption_turn", captioned(at("perform", 535))),
    Shot("session_caption_switch", captioned(at("foundation", 423))),
    Shot("session_caption_rest", captioned(at("foundation", 466))),
    Shot("session_caption_round", captioned(at("foundation", 616))),
    Shot("session_caption_paused", captioned(pressed(404, Qt.Key.Key_Space, then_ms=900))),
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
        player = Deaf() if shot.is_deaf else Heard()
        with closing(build(Paths.under(Path(folder)), clock=clock, player=player)) as app:
            safe = {field: False for field, _ in safety_questions()}
            app.change_settings(
                theme=theme,
                reduced_motion=True,
                safety={**safe, "is_confirmed": True, "confirmed_utc_ms": NOW_UTC_MS},
            )
            if shot.profile == "long":
                app.change_settings(circuit="long_words_circuit")
            drawn_by = "Now: software. There is no screen that OpenGL could draw on."
            running = Running(app=app, application=application, drawn_by=drawn_by)
            running.window.resize(*SIZES[0])
            running.show()
            running.window.resize(*SIZES[0])
            shot.scene(room := Room(app=app, clock=clock, running=running))
            for width, height in (*SIZES, *(NARROW if shot.name.startswith("session") else ())):
                running.window.resize(width, height)
                name = width if height < width else f"{width}_tall"
                for _ in range(2):  # what is laid out may ask for another layout
                    application.processEvents()
                running.studio.settle()
                running.window.grab().save(str(out / f"{shot.name}_{theme}_{name}.png"))
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
