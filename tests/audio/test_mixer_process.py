"""What the mixer's process asks of the machine; how it plays is in test_pygame_player.py."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="the app starts it with a higher class there")
def test_it_goes_before_busy_others_where_it_may() -> None:
    """And says so; where it may not, nothing changes and nothing is raised."""
    asked = (
        "import os; from gluteapp.audio.mixer_process import go_first;"
        "before = os.getpriority(os.PRIO_PROCESS, 0); went = go_first();"
        "print(went, os.getpriority(os.PRIO_PROCESS, 0) < before)"
    )
    command = [sys.executable, "-c", asked]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    went, is_higher = done.stdout.split()
    assert went == is_higher
