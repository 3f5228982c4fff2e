"""Drives the real command in a process of its own, with a throw-away profile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT_S = 60

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The folder of a profile that no test shares."""
    return tmp_path / "profile"


@pytest.fixture
def gluteapp(profile: Path) -> Command:
    """Run `gluteapp ARGUMENTS` to its end and give back what it said."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "gluteapp", "--profile", str(profile), *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )

    return run
