"""The user's own music on pygame's mixer on the dummy driver, beside the voice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pygame import mixer

from gluteapp.audio.ducking import DUCKED
from gluteapp.audio.mixer_music import AGAIN_LOOKS
from gluteapp.audio.mixer_watch import Change
from gluteapp.audio.sheet import sheet_of
from tests.audio.mixer_bench import Bench, word, write_wav

OPUS = Path(__file__).parents[1] / "data" / "sounds" / "opus.ogg"
"""A tenth of a second."""


def test_music_is_softer_under_the_voice_and_comes_back(
    bench: Bench, clips: dict[str, Path], tmp_path: Path
) -> None:
    bench.desk.use_voice(clips)
    bench.desk.music.set_volume(0.8)
    bench.desk.music.play(write_wav(tmp_path / "song.wav", 30_000), 0)
    bench.take()
    bench.pass_ms(300)
    assert mixer.music.get_volume() == pytest.approx(0.8, abs=0.01)
    bench.begin(sheet_of([word(2_000, length_ms=1_000)], 9_000), in_ms=1_000)
    bench.pass_ms(2_700)
    assert mixer.music.get_volume() == pytest.approx(0.8, abs=0.01)
    bench.pass_ms(300)
    assert mixer.music.get_volume() == pytest.approx(0.8 * DUCKED, abs=0.01)
    bench.pass_ms(990)
    assert mixer.music.get_volume() == pytest.approx(0.8 * DUCKED, abs=0.01)
    bench.pass_ms(300)
    assert mixer.music.get_volume() == pytest.approx(0.8, abs=0.01)


def test_music_stays_loud_when_the_voice_is_not_heard(
    bench: Bench, clips: dict[str, Path], tmp_path: Path
) -> None:
    bench.desk.use_voice(clips)
    bench.desk.set_muted(True)
    bench.desk.music.play(write_wav(tmp_path / "song.wav", 30_000), 0)
    bench.take()
    bench.begin(sheet_of([word(0, length_ms=5_000)], 9_000))
    bench.pass_ms(1_000)
    assert mixer.music.get_volume() == pytest.approx(1.0, abs=0.01)


def sounds(bench: Bench) -> bool:
    return bench.desk.music.is_sounding


def test_music_pauses_and_goes_on_where_it_was(bench: Bench, tmp_path: Path) -> None:
    bench.desk.music.play(write_wav(tmp_path / "song.wav", 30_000), 0)
    bench.take()
    bench.pass_ms(300)
    bench.desk.music.pause(True)
    bench.pass_ms(300)
    assert mixer.music.get_volume() == 0.0
    assert not sounds(bench)
    bench.desk.look()
    bench.desk.music.pause(False)
    bench.pass_ms(300)
    assert sounds(bench)
    assert mixer.music.get_volume() == pytest.approx(1.0, abs=0.01)
    assert mixer.music.get_busy()
    bench.desk.music.play(None, 0)
    bench.pass_ms(300)
    assert not sounds(bench)
    assert not mixer.music.get_busy()


def of_music(bench: Bench) -> list[dict[str, Any]]:
    """What it said of the music."""
    return [words for words in bench.said if words["said"] == "music"]


def test_a_folder_that_went_is_missing_and_plays_again_when_it_is_back(
    bench: Bench, tmp_path: Path
) -> None:
    folder, away = tmp_path / "mine", tmp_path / "away"
    folder.mkdir()
    write_wav(folder / "song.wav", 50)
    bench.desk.music.play(folder, 0)
    bench.take()
    folder.rename(away)
    mixer.music.stop()  # as if it had come to its end
    bench.desk.look()
    bench.take()
    for _ in range(3):
        assert not bench.desk.music.is_sounding
        for _ in range(AGAIN_LOOKS):
            bench.desk.look()
        bench.take()
    away.rename(folder)
    for _ in range(AGAIN_LOOKS):
        bench.desk.look()
    bench.take()
    assert bench.desk.music.is_sounding
    said = [(words["title"], words["trouble"], words["skipped"]) for words in of_music(bench)]
    assert said == [("song", "", {}), ("", "missing", {}), ("song", "", {})]


def test_music_that_is_not_wanted_any_more_is_not_looked_for(bench: Bench, tmp_path: Path) -> None:
    bench.desk.music.play(tmp_path / "gone", 0)
    bench.take()
    bench.desk.music.play(None, 0)
    for _ in range(3 * AGAIN_LOOKS):
        bench.desk.look()
    assert bench.desk.music._jobs.empty()
    assert len([words for words in bench.said if words["said"] == "loading"]) == 1


def test_a_folder_goes_round_and_leaves_out_what_cannot_be_played(
    bench: Bench, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("1 first.wav", "3 third.wav"):
        write_wav(folder / name, 50)
    (folder / "2 broken.ogg").write_bytes(b"no music at all")
    bench.desk.music.play(folder, 0)
    for _ in range(3):
        bench.take()
        mixer.music.stop()  # as if it had come to its end
        bench.desk.look()
    said = [(words["title"], words["skipped"]) for words in of_music(bench)]
    assert said == [("1 first", {}), ("3 third", {"2 broken.ogg": "damaged"}), ("1 first", {})]


@pytest.mark.parametrize("ending", ["ogg", "opus"])
def test_opus_plays_whatever_its_ending(bench: Bench, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"song.{ending}"
    shutil.copy(OPUS, path)
    bench.desk.music.play(path, 0)
    bench.take()
    assert [(words["trouble"], words["skipped"]) for words in of_music(bench)] == [("", {})]
    assert sounds(bench)


def test_why_a_file_is_left_out_is_told(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "a.mp3").write_bytes(b"")
    (folder / "b.mp3").write_bytes(b"\0\0\0\x20ftypM4A ")
    (folder / "c.wav").write_bytes(b"RIFF and no more")
    os.mkfifo(folder / "d.mp3")
    bench.desk.music.play(folder, 0)
    bench.take()
    [words] = of_music(bench)
    assert words["skipped"] == {
        "a.mp3": "empty",
        "b.mp3": "other_kind",
        "c.wav": "damaged",
        "d.mp3": "unreadable",
    }


def folder_of_a_pipe(path: Path) -> None:
    """Nobody ever writes into it: who opens it as a decoder does waits for ever."""
    path.mkdir()
    os.mkfifo(path / "a.mp3")


@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (lambda _: None, "missing"),
        (lambda path: path.mkdir(), "empty"),
        (lambda path: path.write_bytes(b"no music"), "unplayable"),
        (folder_of_a_pipe, "unplayable"),
    ],
)
def test_no_music_is_told_and_nothing_else_suffers(
    bench: Bench, tmp_path: Path, make: Callable[[Path], None], trouble: str
) -> None:
    make(tmp_path / "mine")
    bench.desk.music.play(tmp_path / "mine", 0)
    bench.take()
    assert [words["trouble"] for words in of_music(bench)] == [trouble]
    assert not bench.desk.music.is_sounding
    assert bench.desk.look() is Change.NOTHING
