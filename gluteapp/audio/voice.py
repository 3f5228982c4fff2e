"""The clips of one voice: those that ship, and the user's own in their place. Plays nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gluteapp.audio.loudness import Fitness, Loudness
from gluteapp.audio.ogg import DamagedSoundError
from gluteapp.audio.recording import SUFFIXES, recording_ms
from gluteapp.core.clock import Millis
from gluteapp.language import tr

MANIFEST = "manifest.json"
LONGEST_MS: Millis = 10_000
"""No clip that ships comes near it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One spoken line as a file."""

    path: Path
    length_ms: Millis
    is_own: bool = False
    """The user recorded it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Every line that can be said, and a sentence about each file that cannot be used."""

    clips: Mapping[str, Clip] = field(default_factory=dict)
    """By line id."""
    problems: tuple[str, ...] = ()

    @property
    def files(self) -> dict[str, Path]:
        """The file of each line, as a player takes it."""
        return {line: clip.path for line, clip in self.clips.items()}

    @property
    def lengths_ms(self) -> dict[str, Millis]:
        """How long each line takes to say."""
        return {line: clip.length_ms for line, clip in self.clips.items()}


def load_voice(
    folder: Path,
    own_folder: Path,
    *,
    lines: Collection[str] = (),
    measured: Mapping[Path, Loudness] | None = None,
) -> Voice:
    """The voice in a folder that ships, with the user's recordings in the place of its clips.

    `lines` are ids that may be recorded although no clip of them ships, such as the names of the
    user's own moves; `measured` says how loud recordings are, as far as it is known. Whatever the
    files hold, this does not raise.
    """
    clips, problems = _shipped(folder)
    own, own_problems = _own(own_folder, clips.keys() | set(lines), measured or {})
    return Voice(clips=clips | own, problems=(*problems, *own_problems))


def _shipped(folder: Path) -> tuple[dict[str, Clip], list[str]]:
    """What the manifest names and is there."""
    path = folder / MANIFEST
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        named = {
            line: Clip(path=folder / f"{line}.ogg", length_ms=_length_ms(entry))
            for line, entry in written["clips"].items()
        }
        there = {file.name for file in folder.iterdir()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        problem = tr("The voice cannot be read from {path}; install gluteapp again.", path=path)
        return {}, [problem]
    missing = [f"{line}.ogg" for line in named if f"{line}.ogg" not in there]
    problems = [
        tr("The voice's file {name} is missing; install gluteapp again.", name=name)
        for name in missing
    ]
    return {line: clip for line, clip in named.items() if f"{line}.ogg" in there}, problems


def _length_ms(entry: Mapping[str, Any]) -> Millis:
    """From one row of the manifest; ValueError, TypeError or KeyError when it makes no sense."""
    length_ms = entry["duration_ms"]
    if type(length_ms) is not int or not 1 <= length_ms <= LONGEST_MS:
        raise ValueError("a clip lasts some milliseconds")
    return length_ms


def _own(
    folder: Path, lines: Collection[str], measured: Mapping[Path, Loudness]
) -> tuple[dict[str, Clip], list[str]]:
    """The user's recordings by line id, and what is wrong with the others."""
    try:
        files = sorted(file for file in folder.iterdir() if not file.name.startswith("."))
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        detail = error.strerror or type(error).__name__
        return {}, [
            tr("Your recordings in {path} cannot be read ({detail}).", path=folder, detail=detail)
        ]
    clips: dict[str, Clip] = {}
    problems: list[str] = []
    for file in files:
        try:
            line = _line_of(file, lines, clips)
            length_ms = recording_ms(file)
            problems += _too_loud(file, measured.get(file))
            clips[line] = Clip(path=file, length_ms=length_ms, is_own=True)
        except DamagedSoundError as error:
            reason = str(error)
            problems.append(
                tr("Your recording {name} is not used: {reason}.", name=file.name, reason=reason)
            )
    return clips, problems


def _too_loud(file: Path, loudness: Loudness | None) -> list[str]:
    """What is wrong with a recording that is used; DamagedSoundError where it is of no use."""
    match loudness and loudness.fitness:
        case Fitness.SILENT:
            raise DamagedSoundError(tr("nothing is to be heard in it"))
        case Fitness.UNPLAYABLE:
            raise DamagedSoundError(tr("it cannot be played"))
        case Fitness.TOO_LOUD:
            return [
                tr(
                    "Your recording {name} is far too loud or clipped; record it more softly.",
                    name=file.name,
                )
            ]
        case _:
            return []


def _line_of(file: Path, lines: Collection[str], taken: Mapping[str, Clip]) -> str:
    """Which line a file is a recording of; DamagedSoundError when of none."""
    if file.suffix.lower() not in SUFFIXES:
        raise DamagedSoundError(tr("only .ogg and .wav are played"))
    line = file.stem.lower()
    if line not in lines:
        raise DamagedSoundError(tr("no line of the voice has this name"))
    if line in taken:
        raise DamagedSoundError(tr("{name} comes first", name=taken[line].path.name))
    return line
