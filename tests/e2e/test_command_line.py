"""The commands people and scripts use, run as they run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gluteapp.core.clock import SystemClock
from gluteapp.paths import Paths
from gluteapp.storage.repositories import Store

ROOT = Path(__file__).parents[2]
FULL = Path("/dev/full")
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
    assert len(lines) == 10
    assert not profile.exists()


def test_a_file_in_place_of_the_profile_is_one_sentence(gluteapp: Command, profile: Path) -> None:
    profile.write_text("a file in the way")
    done = gluteapp("simulate", "daily")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


Printing = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def printing(profile: Path) -> Printing:
    """Run `gluteapp ARGUMENTS` with its output going to an open file; buffered, as it is used."""

    def run(
        *arguments: str, out: int | None = None, encoding: str = "utf-8"
    ) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        environment.pop("PYTHONUNBUFFERED", None)
        return subprocess.run(
            [sys.executable, "-m", "gluteapp", "--profile", str(profile), *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE if out is None else out,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def gone_reader() -> Iterator[int]:
    """The end of a pipe whose reader went away before anything was printed."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


SHORT_AND_LONG = [["circuits"], ["--help"], ["simulate", "daily", "--json"], ["simulate", "daily"]]


@pytest.mark.parametrize("arguments", SHORT_AND_LONG, ids=" ".join)
def test_a_reader_that_goes_away_is_no_error(
    printing: Printing, gone_reader: int, arguments: list[str]
) -> None:
    done = printing(*arguments, out=gone_reader)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not FULL.exists(), reason="there is no full disk to print to")
@pytest.mark.parametrize("arguments", SHORT_AND_LONG, ids=" ".join)
def test_output_that_cannot_be_written_is_one_sentence(
    printing: Printing, arguments: list[str]
) -> None:
    with FULL.open("wb") as full:
        done = printing(*arguments, out=full.fileno())
    assert done.returncode == 1
    assert done.stderr.startswith("gluteapp: ")
    assert "No space left" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("is_json", [True, False])
def test_a_session_nobody_reads_to_its_end_is_saved_whole(
    printing: Printing, gone_reader: int, profile: Path, is_json: bool
) -> None:
    printing("simulate", "daily", *(["--json"] if is_json else []), out=gone_reader)
    with closing(Store.open(Paths.under(profile).database, clock=SystemClock())) as store:
        assert store.unfinished() is None
        assert [len(record.done_sets) for record in store.sessions()] == [7]


@pytest.mark.parametrize("arguments", [["figure", "--help"], ["simulate", "--help"], ["circuits"]])
def test_a_terminal_of_few_letters_is_printed_to(printing: Printing, arguments: list[str]) -> None:
    done = printing(*arguments, encoding="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
