"""What is too soft to be heard and too loud to be borne, and how recordings are measured."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio import measuring
from gluteapp.audio.loudness import (
    FLOOR_DBFS,
    LOUD_DBFS,
    SILENT_DBFS,
    Fitness,
    Loudness,
    loudness_of,
)
from gluteapp.audio.measuring import LoudnessLook, measure, stamps_in
from gluteapp.paths import Paths
from tests.audio.mixer_bench import write_wav

RATE_HZ = 8_000
SHIPPED = Paths.under(Path()).assets / "voice" / "low"


@given(st.integers(2, 32_000), st.integers(0, 3_000))
def test_a_sine_has_its_level_whatever_silence_is_around_it(peak: int, silent_ms: int) -> None:
    sine = np.rint(peak * np.sin(np.arange(RATE_HZ // 2) * 2 * np.pi * 200 / RATE_HZ))
    silence = np.zeros(silent_ms * RATE_HZ // 1000)
    made = np.concatenate((silence, sine, silence)).astype(np.int16)
    found = loudness_of(made, RATE_HZ)
    assert found.loudest_dbfs == pytest.approx(20 * np.log10(peak / 32_768) - 3.01, abs=1.5)
    assert found.clipped_share == 0.0


def test_silence_is_the_floor_and_nothing_does_not_play() -> None:
    assert loudness_of(np.zeros(9, np.int16), RATE_HZ).loudest_dbfs == FLOOR_DBFS
    assert loudness_of(np.zeros(0, np.int16), RATE_HZ).fitness is Fitness.UNPLAYABLE


@pytest.mark.parametrize(
    ("loudness", "fitness"),
    [
        (Loudness(loudest_dbfs=SILENT_DBFS - 0.1), Fitness.SILENT),
        (Loudness(loudest_dbfs=SILENT_DBFS), Fitness.FINE),
        (Loudness(loudest_dbfs=LOUD_DBFS), Fitness.FINE),
        (Loudness(loudest_dbfs=LOUD_DBFS + 0.1), Fitness.TOO_LOUD),
        (Loudness(loudest_dbfs=-12.0, clipped_share=0.02), Fitness.TOO_LOUD),
    ],
)
def test_what_follows_from_it(loudness: Loudness, fitness: Fitness) -> None:
    assert loudness.fitness is fitness


def test_files_are_measured_as_the_mixer_plays_them(tmp_path: Path) -> None:
    fine = write_wav(tmp_path / "fine.wav", 300)
    silent = write_wav(tmp_path / "silent.wav", 300, level=20)
    square = write_wav(tmp_path / "loud.wav", 300, level=32_767)
    broken = tmp_path / "broken.ogg"
    broken.write_bytes(b"OggS and no more")
    clip = SHIPPED / "halfway.ogg"
    found = measure([fine, silent, square, broken, clip, tmp_path / "gone.wav"])
    assert {path.name: one.fitness for path, one in found.items()} == {
        "fine.wav": Fitness.FINE,
        "silent.wav": Fitness.SILENT,
        "loud.wav": Fitness.TOO_LOUD,
        "broken.ogg": Fitness.UNPLAYABLE,
        "halfway.ogg": Fitness.FINE,
        "gone.wav": Fitness.UNPLAYABLE,
    }
    assert measure([]) == {}


def test_without_the_process_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "no python"))
    assert measure([tmp_path / "a.wav"]) == {}


def test_a_recording_is_measured_once_until_it_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def heard(paths: list[Path]) -> dict[Path, Loudness]:
        asked.append([path.name for path in paths])
        return {path: Loudness(loudest_dbfs=-20.0) for path in paths if path.stem != "odd"}

    monkeypatch.setattr(measuring, "measure", heard)
    folder = tmp_path / "own"
    look = LoudnessLook(folder)
    assert look.look() == frozenset()
    assert not look.is_looking
    folder.mkdir()
    (folder / "notes.txt").touch()
    (folder / "b.WAV").touch()
    (folder / "odd.ogg").touch()
    assert look.look() == stamps_in(folder)
    for _ in range(2):
        settle(look)
        look.look()
    assert asked == [["b.WAV", "odd.ogg"]]
    assert list(look.measured) == [folder / "b.WAV"]
    os.utime(folder / "b.WAV", ns=(5, 5))
    assert look.measured == {}
    look.look()
    settle(look)
    assert asked[1:] == [["b.WAV"]]
    (folder / "b.WAV").unlink()
    assert look.measured == {}


def settle(look: LoudnessLook) -> None:
    """Wait until it is known."""
    for thread in threading.enumerate():
        if thread.name == "measures recordings":
            thread.join()
    assert not look.is_looking
