"""The command line in this process: what it prints and what it answers."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gluteapp import language
from gluteapp.cli import main
from gluteapp.core.clock import SystemClock
from gluteapp.paths import Paths
from gluteapp.settings import Settings, save_settings
from gluteapp.storage.repositories import Store


def test_circuits_are_listed_for_people_and_scripts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    profile = ["--profile", str(tmp_path)]
    assert main(["circuits", *profile]) == 0
    assert "foundation" in capsys.readouterr().out
    assert main([*profile, "circuits", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    lengths = {row["id"]: row["length_ms"] for row in rows}
    assert lengths == {
        "foundation": 1_200_000,
        "build": 1_200_000,
        "perform": 1_200_000,
        "daily": 300_000,
    }


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="where else to count threads?")
def test_small_sums_are_not_spread_over_all_cores() -> None:
    """Numpy would wake a thread for each core with every picture of the coach."""
    script = (
        "import os; from gluteapp.cli import main; main(['circuits']); import numpy;"
        "numpy.ones((500, 500)) @ numpy.ones((500, 500)); print(len(os.listdir('/proc/self/task')))"
    )
    free = {name: value for name, value in os.environ.items() if "THREADS" not in name}
    done = subprocess.run(
        [sys.executable, "-c", script], env=free, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "1"


def test_a_broken_circuit_is_named_and_the_rest_listed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = Paths.under(tmp_path).data / "circuits"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('id = "mine"\ntitle = 3\n')
    assert main(["circuits", "--profile", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert "foundation" in printed.out
    assert "mine.toml" in printed.err


@pytest.mark.parametrize(
    ("circuit", "length_ms"),
    [("foundation", 1_200_000), ("build", 1_200_000), ("perform", 1_200_000), ("daily", 300_000)],
)
def test_a_simulated_session_is_printed_as_events(
    capsys: pytest.CaptureFixture[str], circuit: str, length_ms: int
) -> None:
    assert main(["simulate", circuit, "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events[0]["event"] == "session_started"
    assert (events[-1]["event"], events[-1]["due_ms"]) == ("session_finished", length_ms)
    for event in events:
        assert {"due_ms", "event", "step", "kind", "exercise", "side", "rep"} <= event.keys()
    assert [event["due_ms"] for event in events] == sorted(event["due_ms"] for event in events)
    due_with_cue = [event["due_ms"] for event in events if event["cue"] is not None]
    assert len(set(due_with_cue)) == len(due_with_cue)  # Never two tones at once.
    counted = [event for event in events if event["event"] == "rep_counted"]
    assert {event["side"] for event in counted} >= {"left", "right"}


def test_a_simulated_session_is_saved_in_the_given_profile(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["simulate", "daily", "--profile", str(tmp_path)]) == 0
    assert "7 of 7 sets done" in capsys.readouterr().out
    store = Store.open(Paths.under(tmp_path).database, clock=SystemClock())
    records = store.sessions()
    store.close()
    assert [len(record.done_sets) for record in records] == [7]
    assert records[0].opened.is_demo


def test_an_unknown_circuit_is_refused_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["simulate", "nope"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "nope" in printed.err
    assert "foundation" in printed.err


def test_without_a_display_the_window_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main([]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_profile_that_cannot_be_written_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    assert main(["simulate", "daily", "--profile", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("gluteapp: ")
    assert printed.err.count("\n") == 1


def test_a_session_that_cannot_be_saved_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    paths = Paths.under(tmp_path)
    folder = paths.data / "circuits"
    folder.mkdir(parents=True)
    (folder / "short.toml").write_text(
        'id = "short"\ntitle = "Short"\nsummary = "A breath"\nlevel = 1\nseconds = 3\n'
        '[[steps]]\nkind = "count_in"\nseconds = 3\ntitle = "Breathe"\n'
    )
    Store.open(paths.database, clock=SystemClock()).close()
    other = sqlite3.connect(paths.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert main(["simulate", "short", "--profile", str(tmp_path)]) == 1
    other.execute("ROLLBACK")
    other.close()
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert str(paths.database) in printed.err


def test_a_simulated_session_ends_now(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before_ms = SystemClock().read().utc_ms
    assert main(["simulate", "daily", "--profile", str(tmp_path)]) == 0
    with closing(Store.open(Paths.under(tmp_path).database, clock=SystemClock())) as store:
        (record,) = store.sessions()
    assert record.closed is not None
    assert before_ms <= record.closed.utc_ms <= SystemClock().read().utc_ms
    assert record.closed.utc_ms - record.opened.utc_ms == 300_000
    assert capsys.readouterr().out


@pytest.mark.parametrize("weeks", ["0", "-3", "many", "2601", "9" * 5000])
def test_demo_data_wants_weeks(
    weeks: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["demo-data", "--weeks", weeks, "--profile", str(tmp_path)])
    assert refusal.value.code == 2
    assert "is not a whole number from 1 to 2600" in capsys.readouterr().err


def test_demo_data_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo = ["demo-data", "--weeks", "1", "--profile", str(tmp_path)]
    assert main(demo) == 0
    with closing(Store.open(Paths.under(tmp_path).database, clock=SystemClock())) as store:
        count = len(store.sessions())
    assert capsys.readouterr().out.startswith(f"{count} session")
    assert main([*demo, "--seed", "2"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def _english_again() -> Iterator[None]:
    yield
    language.use("en_GB")


@pytest.mark.usefixtures("_english_again")
@pytest.mark.parametrize("command", [["circuits"], ["figure", "clam", "--phase", "0"]])
def test_commands_speak_the_language_of_the_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    save_settings(Settings(language="de-DE"), Paths.under(tmp_path).settings_file)
    assert main([*command, "--profile", str(tmp_path)]) == 0
    assert language.number(1.5) == "1,5"


@pytest.mark.usefixtures("_english_again")
def test_broken_settings_leave_the_language_english_and_the_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Paths.under(tmp_path).settings_file
    file.parent.mkdir(parents=True)
    file.write_text('{"language": 7}')
    language.use("de_DE")
    assert main(["circuits", "--profile", str(tmp_path)]) == 0
    assert language.number(1.5) == "1.5"
    assert list(file.parent.iterdir()) == [file]


def heard(capsys: pytest.CaptureFixture[str], *options: str) -> list[tuple[int, str, str]]:
    """Tenths of a second, kind and words of each line of a transcript of the daily circuit."""
    assert main(["simulate", "daily", "--transcript", *options]) == 0
    lines: list[tuple[int, str, str]] = []
    for line in capsys.readouterr().out.splitlines():
        clock, kind, words = line.split(maxsplit=2)
        minutes, seconds = clock.split(":")
        lines.append((int(minutes) * 600 + round(float(seconds) * 10), kind, words))
    return lines


def test_a_transcript_tells_what_is_heard_from_start_to_finish(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = heard(capsys)
    times = [at for at, _, _ in lines]
    assert times == sorted(times)
    assert lines[0][1:] == ("VOICE", "First: Lie on your back, knees bent")
    assert (3_000, "tone", "finish") in lines
    assert lines[-1][1] == "VOICE"
    counts = [words for _, kind, words in lines if kind == "VOICE" and words.isdigit()]
    assert counts.count("1") == 7


def test_a_transcript_follows_the_lead_and_the_voice_without_keeping_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    profile = ("--profile", str(tmp_path))
    counted, low = heard(capsys, *profile), heard(capsys, *profile, "--voice", "high")
    ticks = heard(capsys, *profile, "--lead", "ticks")
    assert [words for _, _, words in ticks if words.isdigit()] == []
    assert [words for _, kind, words in ticks if kind == "tone"] == [
        words for _, kind, words in counted if kind == "tone"
    ]
    # The voices say the same, each at its own pace.
    assert [line for line in low if line not in counted]
    assert heard(capsys, *profile) == counted
