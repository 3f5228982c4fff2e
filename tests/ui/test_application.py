"""The window as a process: one to a profile, ended by a signal, silent without a display."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PATIENCE_S = 30


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
