"""The clips of a voice: what ships, the user's own in its place, and files that are of no use."""

from __future__ import annotations

import json
import os
import shutil
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio.loudness import Loudness
from gluteapp.audio.voice import Voice, load_voice
from gluteapp.paths import Paths

SHIPPED = Paths.under(Path()).assets / "voice" / "low"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A voice of two lines."""
    made = tmp_path / "voice"
    made.mkdir()
    clips = {}
    for line in ("rest", "halfway"):
        shutil.copy(SHIPPED / f"{line}.ogg", made)
        clips[line] = {"text": line, "duration_ms": 700}
    (made / "manifest.json").write_text(json.dumps({"clips": clips}))
    return made


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the user's recordings are."""
    made = tmp_path / "own"
    made.mkdir()
    return made


def wav(path: Path, seconds: float = 0.5) -> Path:
    """A recording of silence."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", "not compressed"))
        file.writeframes(bytes(round(2 * 8000 * seconds)))
    return path


def test_without_own_recordings_there_is_what_ships(folder: Path, tmp_path: Path) -> None:
    voice = load_voice(folder, tmp_path / "there is none")
    assert voice.problems == ()
    assert voice.files == {"rest": folder / "rest.ogg", "halfway": folder / "halfway.ogg"}
    assert voice.lengths_ms == {"rest": 700, "halfway": 700}
    assert not any(clip.is_own for clip in voice.clips.values())


def test_both_voices_that_ship_say_the_same_lines(tmp_path: Path) -> None:
    low, high = (load_voice(SHIPPED.parent / name, tmp_path) for name in ("low", "high"))
    assert low.problems == high.problems == ()
    assert low.clips.keys() == high.clips.keys()
    assert len(low.clips) > 300


def test_an_own_recording_takes_the_place_of_a_clip(folder: Path, own: Path) -> None:
    mine = wav(own / "Rest.WAV", 1.5)
    voice = load_voice(folder, own)
    assert voice.problems == ()
    assert voice.clips["rest"].path == mine
    assert voice.clips["rest"].is_own
    assert voice.lengths_ms == {"rest": 1500, "halfway": 700}


def test_a_line_without_a_clip_can_be_recorded_when_it_is_known(folder: Path, own: Path) -> None:
    wav(own / "bird_dog.wav")
    assert load_voice(folder, own).problems == (
        "Your recording bird_dog.wav is not used: no line of the voice has this name.",
    )
    known = load_voice(folder, own, lines={"bird_dog"})
    assert known.problems == ()
    assert known.lengths_ms["bird_dog"] == 500


def test_a_bad_recording_is_named_and_the_clip_that_ships_stays(folder: Path, own: Path) -> None:
    (own / "halfway.ogg").write_bytes((SHIPPED / "halfway.ogg").read_bytes()[:-7])
    wav(own / "rest.wav", 9)
    (own / "rest.mp3").write_bytes(b"ID3")
    (own / "notes").mkdir()
    (own / ".DS_Store").write_bytes(b"")
    voice = load_voice(folder, own)
    assert voice.clips == load_voice(folder, own / "none").clips
    assert voice.problems == (
        "Your recording halfway.ogg is not used: it is cut off.",
        "Your recording notes is not used: only .ogg and .wav are played.",
        "Your recording rest.mp3 is not used: only .ogg and .wav are played.",
        "Your recording rest.wav is not used: it lasts 9 s, and 8 s is the most.",
    )


def test_of_two_recordings_of_a_line_the_first_that_works_is_used(folder: Path, own: Path) -> None:
    shutil.copy(SHIPPED / "rest.ogg", own)
    wav(own / "rest.wav")
    voice = load_voice(folder, own)
    assert voice.clips["rest"].path == own / "rest.ogg"
    assert voice.problems == ("Your recording rest.wav is not used: rest.ogg comes first.",)
    (own / "rest.ogg").write_bytes(b"")
    assert load_voice(folder, own).clips["rest"].path == own / "rest.wav"


def test_a_silent_recording_leaves_the_clip_that_ships_and_a_loud_one_is_used(
    folder: Path, own: Path
) -> None:
    rest, halfway = wav(own / "rest.wav"), wav(own / "halfway.wav")
    measured = {
        rest: Loudness(loudest_dbfs=-61.0),
        halfway: Loudness(loudest_dbfs=-1.0, clipped_share=0.2),
    }
    voice = load_voice(folder, own, measured=measured)
    assert voice.clips["rest"].path == folder / "rest.ogg"
    assert voice.clips["halfway"].path == halfway
    assert voice.problems == (
        "Your recording halfway.wav is far too loud or clipped; record it more softly.",
        "Your recording rest.wav is not used: nothing is to be heard in it.",
    )
    measured = {rest: Loudness(loudest_dbfs=None), halfway: Loudness(loudest_dbfs=-20.0)}
    assert load_voice(folder, own, measured=measured).problems == (
        "Your recording rest.wav is not used: it cannot be played.",
    )


def test_files_that_cannot_be_opened_are_named(folder: Path, own: Path) -> None:
    (own / "rest.wav").symlink_to(own / "gone.wav")
    os.mkfifo(own / "halfway.wav")
    assert load_voice(folder, own).problems == (
        "Your recording halfway.wav is not used: it is not a plain file.",
        "Your recording rest.wav is not used: it cannot be read (No such file or directory).",
    )


def test_an_own_folder_that_is_a_file_is_said(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "voice.txt"
    file.write_text("")
    (problem,) = load_voice(folder, file).problems
    assert problem.startswith("Your recordings in ")
    assert "Not a directory" in problem


def test_a_missing_clip_is_named_and_the_others_are_said(folder: Path, tmp_path: Path) -> None:
    (folder / "rest.ogg").unlink()
    voice = load_voice(folder, tmp_path / "none")
    assert voice.clips.keys() == {"halfway"}
    assert voice.problems == ("The voice's file rest.ogg is missing; install gluteapp again.",)


ROW = {"duration_ms": 5}


@pytest.mark.parametrize(
    "written",
    [
        [],
        {},
        {"clips": None},
        {"clips": [1]},
        {"clips": {"rest": 3}},
        {"clips": {"rest": {}}},
        {"clips": {"rest": {"duration_ms": -5}}},
        {"clips": {"rest": {"duration_ms": "long"}}},
        {"clips": {"rest": {"duration_ms": True}}},
        {"clips": {"rest": {"duration_ms": 10_001}}},
        {"clips": {"rest": {"duration_ms": 99_999_999_999}}},
        {"clips": {"../../rest": ROW, "rest": ROW, "nul\0": ROW}},
    ],
)
def test_a_manifest_of_nonsense_is_a_sentence(folder: Path, own: Path, written: object) -> None:
    (folder / "manifest.json").write_text(json.dumps(written))
    voice = load_voice(folder, own)
    assert voice.clips.keys() <= {"rest"}
    assert voice.problems


def test_without_a_manifest_there_is_no_voice_but_the_users(folder: Path, own: Path) -> None:
    (folder / "manifest.json").unlink()
    wav(own / "rest.wav")
    voice = load_voice(folder, own, lines={"rest"})
    assert voice.clips.keys() == {"rest"}
    (problem,) = voice.problems
    assert problem.startswith("The voice cannot be read from ")


@given(st.binary(max_size=300))
def test_no_manifest_and_no_recording_raise(folder: Path, own: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    for name in ("rest.wav", "rest.ogg", "halfway.OGG"):
        (own / name).write_bytes(content)
    voice = load_voice(folder, own, lines={"rest", "halfway"})
    assert isinstance(voice, Voice)
    assert not any(clip.is_own for clip in voice.clips.values())
    assert voice.problems
