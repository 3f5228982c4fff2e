"""The clips that ship, held against their manifest and the catalogue: complete, level, at once.

When one of these fails after a text has changed: run make voice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from gluteapp.audio.lines import all_lines
from gluteapp.content import load_content
from gluteapp.paths import Paths

ASSETS = Paths.under(Path()).assets / "voice"
RATE_HZ = 22_050
BYTES_MAX = 6_500_000
Samples = NDArray[np.float64]
Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="module", params=["low", "high"])
def voice(request: pytest.FixtureRequest) -> Path:
    """The folder of one voice."""
    return ASSETS / str(request.param)


@pytest.fixture(scope="module")
def rows(voice: Path) -> Rows:
    """The clips of the manifest."""
    clips: Rows = json.loads((voice / "manifest.json").read_text(encoding="utf-8"))["clips"]
    return clips


@pytest.fixture(scope="module")
def sounds(voice: Path) -> Iterator[dict[str, Samples]]:
    """Every clip as the mixer decodes it, from -1 to 1."""
    from pygame import mixer

    mixer.init(RATE_HZ, -16, 1, 512, allowedchanges=0)
    yield {
        file.stem: np.frombuffer(mixer.Sound(str(file)).get_raw(), np.int16) / 32_768
        for file in voice.glob("*.ogg")
    }
    mixer.quit()


def test_every_line_has_a_clip_and_every_clip_a_line(rows: Rows, paths: Paths) -> None:
    content = load_content(paths)
    lines = all_lines(content.library, content.circuits.values())
    without = sorted(lines.keys() - rows.keys())
    assert not without, f"run make voice: these have no clip: {without}"
    unsaid = sorted(rows.keys() - lines.keys())
    assert not unsaid, f"run make voice: nobody says these: {unsaid}"
    changed = [line for line, text in lines.items() if rows[line]["text"] != text]
    assert not changed, f"run make voice: these say something else: {changed}"


def test_the_manifest_says_what_made_it(voice: Path) -> None:
    manifest = json.loads((voice / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["voice"] == voice.name
    assert manifest["tool"].startswith("flite-2")
    assert manifest["flite_voice"] == {"low": "rms", "high": "slt"}[voice.name]


def test_the_files_are_those_of_the_manifest(voice: Path, rows: Rows) -> None:
    there = {file.name for file in voice.iterdir()} - {"manifest.json"}
    assert there == {f"{line}.ogg" for line in rows}
    sums = {
        line: sha256((voice / f"{line}.ogg").read_bytes()).hexdigest() == row["sha256"]
        for line, row in rows.items()
    }
    assert all(sums.values()), sums


def test_a_clip_is_as_long_and_high_as_the_manifest_says(
    rows: Rows, sounds: dict[str, Samples]
) -> None:
    for line, row in rows.items():
        heard = sounds[line]
        assert abs(1000 * len(heard) / RATE_HZ - row["duration_ms"]) <= 1, line
        peak_dbfs = 20 * np.log10(np.abs(heard).max())
        assert abs(peak_dbfs - row["peak_dbfs"]) <= 0.05, line
        assert peak_dbfs <= -1.0, line


def test_a_clip_is_as_loud_as_the_others(rows: Rows, sounds: dict[str, Samples]) -> None:
    meter = pyloudnorm.Meter(RATE_HZ)
    for line, row in rows.items():
        heard = sounds[line]
        # The measure needs 0.4 s; a short word is measured as if said again and again.
        times = 1 if row["duration_ms"] >= 600 else -(-1200 // row["duration_ms"])
        lufs = meter.integrated_loudness(np.tile(heard, times))
        assert abs(lufs - row["lufs"]) <= 0.1, line
        assert abs(lufs + 16) <= 0.5, line


def test_a_clip_begins_and_ends_with_its_sound(rows: Rows, sounds: dict[str, Samples]) -> None:
    window = RATE_HZ // 200
    for line, row in rows.items():
        heard = sounds[line]
        whole = heard[: len(heard) // window * window].reshape(-1, window)
        level = np.sqrt((whole**2).mean(axis=1))
        loud = np.flatnonzero(level > level.max() / 100)
        lead_in_ms, tail_ms = 5 * loud[0], 5 * (len(level) - loud[-1] - 1)
        assert lead_in_ms < 40, line
        assert tail_ms < 50, line
        assert abs(lead_in_ms - row["lead_in_ms"]) <= 5, line
        assert abs(tail_ms - row["tail_ms"]) <= 10, line


def test_clips_join_without_a_click(sounds: dict[str, Samples]) -> None:
    ends = {line: (abs(heard[0]), abs(heard[-1])) for line, heard in sounds.items()}
    assert max(map(max, ends.values())) < 0.01, ends


def test_a_count_fits_between_two_of_the_fastest_repetitions(rows: Rows) -> None:
    assert max(rows[str(number)]["duration_ms"] for number in range(1, 61)) <= 1000


def test_both_voices_stay_small() -> None:
    assert sum(file.stat().st_size for file in ASSETS.rglob("*.*")) <= BYTES_MAX
