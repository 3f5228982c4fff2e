"""The user's music as files, and what is said when it cannot be played."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from gluteapp.audio import music
from gluteapp.audio.music import MOST_FILES, MusicLook, Trouble, music_files, touch
from gluteapp.audio.music_words import music_problem


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_a_folder_is_its_music_by_name_and_nothing_else(tmp_path: Path) -> None:
    make(tmp_path, "b.MP3", "A.ogg", "c/02.flac", "c/01.opus", "cover.jpg", ".hidden.mp3", "d.wav")
    make(tmp_path, ".trash/e.mp3", "notes.txt")
    files, trouble = music_files(tmp_path)
    names = [str(file.relative_to(tmp_path)) for file in files]
    assert names == ["A.ogg", "b.MP3", "c/01.opus", "c/02.flac", "d.wav"]
    assert trouble is Trouble.NONE


def test_a_file_is_itself_whatever_its_name(tmp_path: Path) -> None:
    make(tmp_path, "song")
    assert music_files(tmp_path / "song") == ([tmp_path / "song"], Trouble.NONE)


def test_nothing_there_and_nothing_in_it_are_two_things(tmp_path: Path) -> None:
    make(tmp_path, "cover.jpg")
    assert music_files(tmp_path) == ([], Trouble.EMPTY)
    assert music_files(tmp_path / "gone") == ([], Trouble.MISSING)


def test_folders_count_too_and_what_was_not_looked_at_is_not_called_empty(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 100):
        (tmp_path / f"{number:05}").mkdir()
    assert music_files(tmp_path) == ([], Trouble.TOO_MUCH)
    make(tmp_path, f"{MOST_FILES + 50:05}/late.mp3")
    assert music_files(tmp_path) == ([], Trouble.TOO_MUCH), "that far it does not look"
    make(tmp_path, "00002/early.mp3")
    assert music_files(tmp_path) == ([tmp_path / "00002" / "early.mp3"], Trouble.NONE)


@pytest.mark.parametrize("special", [os.mkfifo, os.mkdir])
def test_only_plain_files_are_opened(tmp_path: Path, special: Callable[[Path], None]) -> None:
    special(tmp_path / "a.mp3")
    with pytest.raises(OSError, match=r"plain file|directory"):
        touch(tmp_path / "a.mp3")
    make(tmp_path, "b.mp3")
    touch(tmp_path / "b.mp3")


def test_a_look_at_the_music_is_waited_for_by_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    monkeypatch.setattr(music, "music_files", lambda _: (answers.wait(), ([], Trouble.EMPTY))[1])
    look = MusicLook()
    look.look(tmp_path)
    first = look._thread
    look.look(tmp_path)
    assert look._thread is first, "one look at a time"
    assert look.is_looking
    before = look.trouble
    answers.set()
    assert first is not None
    first.join()
    after = look.trouble
    look.look(None)
    assert (before, after, look.trouble) == (Trouble.NONE, Trouble.EMPTY, Trouble.NONE)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, None),
        ({"trouble": "", "skipped": {}}, None),
        ({"trouble": "missing", "skipped": {}}, "The music Mine was not found."),
        ({"trouble": "empty", "skipped": {}}, "There is no music in the folder Mine."),
        (
            {"trouble": "too_much", "skipped": {}},
            (
                "The folder Mine holds too much to look for music in all of it; choose a folder"
                " inside it."
            ),
        ),
        (
            {"trouble": "broke", "skipped": {}},
            "The music Mine stopped the sound, so it is left out.",
        ),
        (
            {"trouble": "unplayable", "skipped": {"Mine": "unreadable"}},
            "Mine cannot be played: unreadable.",
        ),
        (
            {"trouble": "unplayable", "skipped": {"b.mp3": "empty", "a.mp3": "damaged"}},
            ("Nothing in Mine can be played: a.mp3 (damaged or no music), b.mp3 (empty)."),
        ),
        (
            {"trouble": "", "skipped": {"a.mp3": "other_kind"}},
            "a.mp3 is left out: MP4 sound inside.",
        ),
        (
            {"trouble": "", "skipped": {"a.mp3": "empty", "b.mp3": "empty"}},
            "2 music files are left out: a.mp3 (empty), b.mp3 (empty).",
        ),
        (
            {"trouble": "", "skipped": dict.fromkeys("abcde", "empty")},
            ("5 music files are left out: a (empty), b (empty), c (empty) and 2 more."),
        ),
    ],
)
def test_what_cannot_be_played_is_one_sentence(
    said: dict[str, object], sentence: str | None
) -> None:
    assert music_problem(Path("music", "Mine"), said) == sentence
    assert music_problem(None, said) is None
