"""The commands people and scripts use, run as they run them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., "subprocess.CompletedProcess[str]"]
TWENTY_MINUTES_MS = 1_200_000


def test_the_circuits_are_listed(gluteapp: Command) -> None:
    done = gluteapp("circuits", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    lengths_ms = {row["id"]: row["length_ms"] for row in json.loads(done.stdout)}
    assert lengths_ms == {
        "foundation": TWENTY_MINUTES_MS,
        "build": TWENTY_MINUTES_MS,
        "perform": TWENTY_MINUTES_MS,
        "daily": 300_000,
    }


@pytest.mark.parametrize("circuit", ["foundation", "build", "perform", "daily"])
def test_a_simulated_session_runs_to_its_last_millisecond(gluteapp: Command, circuit: str) -> None:
    done = gluteapp("simulate", circuit, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[0]["event"] == "session_started"
    assert events[-1]["event"] == "session_finished"
    assert events[-1]["due_ms"] == (300_000 if circuit == "daily" else TWENTY_MINUTES_MS)
    due_ms = [event["due_ms"] for event in events]
    assert due_ms == sorted(due_ms)


def test_a_simulation_in_a_profile_leaves_a_record_there(gluteapp: Command, profile: Path) -> None:
    done = gluteapp("simulate", "daily")
    assert done.returncode == 0, done.stderr
    assert (profile / "data" / "history.db").exists()
    checked = gluteapp("doctor").stdout
    assert "Whole, with 1 session." in checked


def test_an_unknown_circuit_is_answered_with_those_there_are(gluteapp: Command) -> None:
    done = gluteapp("simulate", "nowhere")
    assert done.returncode == 2
    assert "foundation" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_ends_with_nothing_but_0_or_1(gluteapp: Command, profile: Path) -> None:
    done = gluteapp("doctor")
    lines = done.stdout.splitlines()
    assert done.returncode == (1 if any(line.startswith("LOOK") for line in lines) else 0)
    assert len(lines) == 8
    assert not profile.exists()


def test_a_file_in_place_of_the_profile_is_one_sentence(gluteapp: Command, profile: Path) -> None:
    profile.write_text("a file in the way")
    done = gluteapp("simulate", "daily")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_reader_that_goes_away_is_no_error(profile: Path) -> None:
    command = f"{sys.executable} -m gluteapp --profile {profile} simulate daily --json | head -1"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["event"] == "session_started"
