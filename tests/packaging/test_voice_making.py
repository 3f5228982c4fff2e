"""How clips are made: trimmed, level, the same bytes again, and spelled for lines that exist."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gluteapp.audio.lines import all_lines
from gluteapp.content import load_content
from gluteapp.paths import Paths

FOLDER = Path(__file__).parents[2] / "packaging" / "voice"
RAW_HZ = 16_000
TWO_SOUNDS = set(
    "abuse bass bow close closed content desert does dove excuse forearm forearms house invalid lead "
    "leads live lives minute mouth object perfect present produce project read record refuse resume "
    "row separate sow subject tear tears use uses wind wound".split()
)
"""Words that are said in two ways, or that flite says wrong."""
Samples = NDArray[np.float64]


@pytest.fixture(scope="module")
def voice_clip() -> Iterator[ModuleType]:
    """The module that shapes and levels."""
    sys.path.insert(0, str(FOLDER))
    yield import_module("voice_clip")
    sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def voice_file(voice_clip: ModuleType) -> ModuleType:
    """The module that writes Vorbis; it needs the extra `voice`."""
    pytest.importorskip("soundfile")
    return import_module("voice_file")


def speech(
    seconds: float, *, before_s: float = 0.2, after_s: float = 0.2, seed: int = 1
) -> Samples:
    """A buzz in syllables with hiss on it, between two silences, at 16 kHz."""
    time_s = np.arange(round(seconds * RAW_HZ)) / RAW_HZ
    buzz = sum(np.sin(2 * np.pi * 120 * n * time_s) / n for n in range(1, 30))
    hiss = np.random.default_rng(seed).normal(0, 0.05, len(time_s))
    sound = (buzz + hiss) * (0.3 + np.abs(np.sin(2 * np.pi * 2 * time_s + 0.5))) * 0.2
    silences = [np.zeros(round(length * RAW_HZ)) for length in (before_s, after_s)]
    return np.concatenate([silences[0], sound, silences[1]])


def made(voice_clip: ModuleType, raw: Samples) -> Samples:
    """A clip of a plain voice."""
    tone = voice_clip.Tone(low_cut_hz=80, shelf_hz=2500, shelf_db=6)
    clip: Samples = voice_clip.levelled(voice_clip.shaped(raw, RAW_HZ, tone), -1.5)
    return clip


@settings(max_examples=15)  # each levels a clip in several rounds
@given(
    seconds=st.floats(0.25, 2.5),
    before_s=st.floats(0.01, 0.5),
    after_s=st.floats(0.05, 0.5),
    gain=st.floats(0.01, 1),
)
def test_whatever_comes_in_a_clip_is_level_and_begins_at_once(
    voice_clip: ModuleType, seconds: float, before_s: float, after_s: float, gain: float
) -> None:
    clip = made(voice_clip, gain * speech(seconds, before_s=before_s, after_s=after_s))
    told = voice_clip.measure(clip)
    assert abs(told.lufs + 16) < 0.1
    assert told.peak_dbfs <= -1.4
    assert told.lead_in_ms < 40
    assert told.tail_ms <= 40
    assert abs(told.duration_ms - 1000 * seconds) < 60
    assert clip[0] == clip[-1] == 0


def test_a_high_peak_is_turned_down_and_what_is_away_from_it_is_not(
    voice_clip: ModuleType,
) -> None:
    calm = 0.1 * np.sin(np.arange(22_050) / 20)
    peaked = calm.copy()
    peaked[11_000] = 1.0
    limited = voice_clip._limited(peaked, 0.5)
    assert np.abs(limited).max() <= 0.5 + 1e-9
    assert np.allclose(limited[:10_800], calm[:10_800])
    assert np.allclose(limited[11_200:], calm[11_200:])


def test_rumble_goes_and_treble_rises(voice_clip: ModuleType) -> None:
    time_s = np.arange(voice_clip.RATE_HZ) / voice_clip.RATE_HZ

    def gain_db(hz: float) -> float:
        tone = np.sin(2 * np.pi * hz * time_s)
        out = voice_clip._with_treble(voice_clip._without_rumble(tone, 80), 2500, 6)
        return float(20 * np.log10(out[5000:].std() / tone[5000:].std()))

    assert gain_db(25) < -15
    assert abs(gain_db(500)) < 0.5
    assert abs(gain_db(7000) - 6) < 0.5


def test_silence_is_no_clip(voice_clip: ModuleType) -> None:
    with pytest.raises(ValueError, match="nothing is heard"):
        made(voice_clip, np.zeros(RAW_HZ))


def test_the_same_sound_gives_the_same_bytes(
    voice_clip: ModuleType, voice_file: ModuleType
) -> None:
    clip = made(voice_clip, speech(0.8))
    content = voice_file.encoded(clip)
    assert content == voice_file.encoded(clip)
    heard = voice_file.decoded(content)
    assert len(heard) == len(clip)
    assert np.corrcoef(heard, clip)[0, 1] > 0.95
    other = voice_file.encoded(made(voice_clip, speech(0.8, seed=2)))
    assert other[14:18] != content[14:18], "streams of different sounds have different numbers"


def test_only_what_changed_is_made_anew(voice_file: ModuleType, tmp_path: Path) -> None:
    if shutil.which("flite") is None:
        pytest.skip("flite is not installed")
    make_clips = import_module("make_clips")
    lines = {"1": "1", "lead_with_the_heel": "Lead with the heel", "rest": "Rest"}
    spelling = {"Lead with the heel": "Leed with the heel"}

    def made(lines: dict[str, str], spelling: dict[str, str], tool: str = "flite") -> int:
        count: int = make_clips.make(tmp_path, make_clips.SPEAKERS[0], lines, spelling, tool)
        return count

    assert made(lines, spelling) == 3
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert before.keys() == {*(f"{line}.ogg" for line in lines), "manifest.json"}
    assert made(lines, spelling) == 0
    (tmp_path / "1.ogg").write_bytes(b"broken")
    assert made(lines, spelling) == 1, "a file that changed"
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert made(lines, {}) == 1, "a line that is spelled otherwise"
    assert made(lines, {}, "a newer flite") == 3
    assert made({"rest": "Rest"}, {}, "a newer flite") == 0
    assert {file.name for file in tmp_path.iterdir()} == {"rest.ogg", "manifest.json"}


def test_every_spelling_is_of_a_line_that_is_said(paths: Paths) -> None:
    spelling = tomllib.loads((FOLDER / "spoken.toml").read_text(encoding="utf-8"))
    content = load_content(paths)
    said = set(all_lines(content.library, content.circuits.values()).values())
    assert set(spelling) <= said
    unsure = {
        text for text in said if TWO_SOUNDS.intersection(re.findall(r"[a-z]+", text.casefold()))
    }
    assert unsure - set(spelling) == set(), "listen how flite says these: flite -ps -t … none"
