"""The window as a process: one to a profile, ended by a signal, silent without a display."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from gluteapp.app import App, build
from gluteapp.audio.player import SilentPlayer
from gluteapp.core.clock import ManualClock
from gluteapp.figure.scene import Look, Outfit, Skin
from gluteapp.paths import Paths
from gluteapp.settings import Settings
from gluteapp.ui import application
from gluteapp.ui.application import Running, drawing_of
from gluteapp.ui.screens.coach_card import look_of
from gluteapp.ui.stage.gl_probe import Verdict

PATIENCE_S = 30


@pytest.fixture
def app(paths: Paths, clock: ManualClock) -> Iterator[App]:
    with closing(build(paths, clock=clock, player=SilentPlayer())) as made:
        yield made


def verdict(*, is_usable: bool, reason: str) -> Verdict:
    return Verdict(is_usable=is_usable, renderer="Card", version="4.6", reason=reason)


def test_who_draws_follows_the_choice_and_the_machine(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def probe(*, cache: Path | None, accepts_software: bool) -> Verdict:
        assert cache is not None
        assert cache.parent == app.paths.cache
        asked.append(accepts_software)
        return verdict(is_usable=accepts_software, reason="It is so.")

    monkeypatch.setattr(application, "probe", probe)
    assert drawing_of(app) == (False, "Now: software. It is so.")
    app.change_settings(drawing="gl")
    assert drawing_of(app) == (True, "Now: It is so.")
    assert asked == [False, True]


def test_nothing_is_asked_where_software_was_chosen(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(**_: object) -> Verdict:
        pytest.fail("the machine was asked")

    monkeypatch.setattr(application, "probe", never)
    app.change_settings(drawing="software")
    assert drawing_of(app) == (False, "Now: software, as chosen.")


def test_the_look_is_the_one_in_the_settings() -> None:
    chosen = Settings(body="b", skin="light", outfit="sand")
    assert look_of(chosen) == Look(body="b", skin=Skin.LIGHT, outfit=Outfit.SAND)
    assert look_of(Settings()) == Look()


@pytest.mark.expected_log("a motion cannot be shown")
def test_a_motion_that_cannot_be_shown_is_told_when_the_window_opens(
    paths: Paths, clock: ManualClock, tmp_path: Path, qapp: QApplication
) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(paths.assets, assets)
    (assets / "motions" / "clam.toml").write_text("posture = ")
    with closing(build(replace(paths, assets=assets), clock=clock, player=SilentPlayer())) as app:
        running = Running(app=app, application=qapp)
        running.show()
        assert "clam.toml" in running.window.toast.text()
        running.close()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def start(profile: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "gluteapp", "--profile", str(profile)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(file: Path, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not file.exists() and time.monotonic() < until:
        assert process.poll() is None, process.communicate()
        os.sched_yield()
    assert file.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals as on Linux")
def test_a_second_start_ends_and_a_signal_ends_the_first(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    first = start(profile)
    wait_for(profile / "data" / "history.db", first)
    second = start(profile)
    _, said = second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 0
    assert said == "gluteapp: gluteapp is open already; its window comes forward.\n"
    first.send_signal(signal.SIGTERM)
    _, said = first.communicate(timeout=PATIENCE_S)
    assert first.returncode == 0
    assert "Traceback" not in said
    assert (profile / "config" / "window.place").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays as on Linux")
def test_a_display_that_does_not_answer_gives_a_sentence_and_2(tmp_path: Path) -> None:
    process = start(tmp_path / "profile", QT_QPA_PLATFORM="xcb", DISPLAY=":9876")
    _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 2
    assert said.count("\n") == 1
    assert ":9876" in said
