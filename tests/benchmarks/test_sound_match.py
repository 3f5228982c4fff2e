"""How the benchmark of sound finds a step and reads a sound card's clock, on recordings made up."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

RATE_HZ = 44_100
DUE = 100_000
"""The frame of the made-up recording at which a step is due."""


@pytest.fixture(scope="module")
def match() -> ModuleType:
    """benchmarks/sound_match.py, which is imported by its file name."""
    folder = str(Path(__file__).parents[2] / "benchmarks")
    sys.path.insert(0, folder)
    try:
        return import_module("sound_match")
    finally:
        sys.path.remove(folder)


def step(seed: int, seconds: float = 2.5) -> NDArray[np.int16]:
    """The tone that many steps begin with, and then words that no other has."""
    frames = int(seconds * RATE_HZ)
    at_s = np.arange(frames) / RATE_HZ
    tone = 9_000 * np.sin(2 * np.pi * 880 * at_s) * np.exp(-5 * at_s)
    words = np.random.default_rng(seed).normal(0, 3_000, frames)
    words[: RATE_HZ // 2] = 0
    return np.rint(np.clip(tone + words, -32_000, 32_000)).astype(np.int16)


def recording(*places: tuple[int, NDArray[np.int16]]) -> NDArray[np.int16]:
    """Silence with these in it."""
    made = np.zeros(8 * RATE_HZ, np.int16)
    for at, samples in places:
        made[at : at + len(samples)] = samples
    return made


@given(late_ms=st.integers(-140, 490), seed=st.integers(0, 9))
@settings(max_examples=10)
def test_a_step_is_found_to_the_frame_beside_one_that_begins_alike(
    match: ModuleType, late_ms: int, seed: int
) -> None:
    sheet, other = step(seed), step(seed + 1, 0.6)
    there = DUE + late_ms * RATE_HZ // 1000
    heard = recording((there - len(other), other), (there, sheet))
    found, key_ms = match.find_sheet(sheet, heard, DUE + 0.4)
    assert (found.frame, found.is_sure, key_ms) == (there, True, match.KEY_MS[0])


def test_what_is_not_there_is_not_found(match: ModuleType) -> None:
    for other in (step(2)[RATE_HZ // 2 :], step(1) // 2, np.zeros(9, np.int16)):
        found, _ = match.find_sheet(step(1), recording((DUE, other)), DUE)
        assert not found.is_sure


def test_what_is_there_twice_is_not_found(match: ModuleType) -> None:
    """Which of the two it was nobody can say."""
    short = step(1, 0.2)
    heard = recording((DUE, short), (DUE + RATE_HZ // 4, short))
    found, _ = match.find_sheet(short, heard, DUE)
    assert not found.is_sure


def test_a_step_that_breaks_off_is_found_by_its_beginning(match: ModuleType) -> None:
    sheet = step(1)
    cut, gap = int(0.7 * RATE_HZ), 2_000
    heard = recording((DUE + 300, sheet[:cut]), (DUE + 300 + cut + gap, sheet[cut:]))
    found, key_ms = match.find_sheet(sheet, heard, DUE)
    assert (found.frame, found.is_sure) == (DUE + 300, True)
    assert key_ms < match.KEY_MS[0]


@given(drift=st.floats(-1.0, 1.0), seed=st.integers(0, 9))
@settings(max_examples=8)
def test_a_frames_time_is_known_whatever_clock_and_delays(
    match: ModuleType, drift: float, seed: int
) -> None:
    """A clock that loses up to 1 ms a second; handfuls of 10 ms, late by some ms or by 0.4 s."""
    chance = np.random.default_rng(seed)
    frames = np.arange(1, 6_001) * 441.0
    true_ms = 5_000 + frames / RATE_HZ * (1000 + drift)
    late_ms = chance.exponential(3, len(frames))
    late_ms[chance.random(len(frames)) < 0.002] += 400
    pace = match.Pace(frames.tolist(), np.maximum.accumulate(true_ms + late_ms).tolist())
    for which in range(0, 6_000, 371):
        assert abs(pace.time_ms(frames[which]) - true_ms[which]) < 1.0
        assert abs(pace.frame(pace.time_ms(frames[which])) - frames[which]) < 1.0
    assert abs(pace.drift - drift) < 0.05
