"""What any player of sound can do. Knows no sound library and no event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from gluteapp.audio.sheet import Sheet


class Tone(StrEnum):
    """The sounds of a session, each known without looking."""

    START = "start"
    HALFWAY = "halfway"
    TICK_3 = "tick_3"
    TICK_2 = "tick_2"
    TICK_1 = "tick_1"
    END = "end"
    SWITCH = "switch"
    REST = "rest"
    FINISH = "finish"
    PAUSE = "pause"
    PHASE = "phase"
    """The soft tick of a tempo, when a phase of a repetition begins."""
    REP = "rep"
    """Its brighter brother, when a repetition counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerState:
    """Whether sound is heard, where, and if not why, in one plain sentence."""

    is_heard: bool
    """What is played now reaches an output; false when muted or turned all the way down."""
    device: str = ""
    """The output's own name; empty when the desktop chooses among several, or when silent."""
    problem: str | None = None
    """Why there is no sound although it is wanted; None while the output is being opened."""
    is_opening: bool = False
    music_title: str = ""
    """The file of the user's own music that plays; empty when none does."""
    music_problem: str | None = None
    """What cannot be played of the user's music, in one sentence."""


SAME_MS = 40
"""The same sheet begun again so near to where it stands goes on untouched."""


class Player(Protocol):
    """Plays sheets and music; no method ever raises for the world's reasons, or waits for it."""

    @property
    def state(self) -> PlayerState:
        """How it stands now."""
        ...

    def use_voice(self, clips: Mapping[str, Path]) -> None:
        """Say lines with these files, by the line's id; ids without a file are left out."""
        ...

    def prepare(self, sheet: Sheet) -> None:
        """Make a sheet ready ahead of time; the newest six are kept, asking again is cheap."""
        ...

    def begin(self, sheet: Sheet, *, zero_ms: float) -> None:
        """Sound a sheet whose offset 0 is, was or will be at `zero_ms` of the monotonic clock.

        Before its time it is queued and what sounds goes on until then; after it, it begins inside.
        Whatever was queued before is forgotten. Asked for again within 40 ms of where it stands
        already, nothing changes.
        """
        ...

    def stop(self) -> None:
        """Fade out within 30 ms and forget what is queued; music goes on."""
        ...

    def alive(self) -> None:
        """Say that the session still runs.

        From the first time until the next `stop`, 5.2 s without it let everything fall silent: a
        frozen app must not go on counting. The next one brings the sound back, where it is then.
        """
        ...

    def set_volume(self, volume: float) -> None:
        """Loudness of tones and voice from 0 to 1, also of what sounds now."""
        ...

    def set_muted(self, is_muted: bool) -> None:
        """Let tones and voice be silent at once, or not; time goes on in what they say."""
        ...

    def play_music(self, path: Path | None) -> None:
        """Play the user's own file or folder without end, softer while the voice speaks; or none.

        The one that plays already goes on.
        """
        ...

    def set_music_volume(self, volume: float) -> None:
        """Loudness of the music from 0 to 1."""
        ...

    def pause_music(self, is_paused: bool) -> None:
        """Hold the music where it is, or let it go on."""
        ...

    def poll(self) -> None:
        """Notice what changed and try again; cheap, called about every 500 ms."""
        ...

    def close(self) -> None:
        """Let go of the output for good."""
        ...


class SilentPlayer:
    """A player that plays nothing and remembers nothing; for simulation."""

    @property
    def state(self) -> PlayerState:
        """Never heard, and no problem."""
        return PlayerState(is_heard=False)

    def use_voice(self, clips: Mapping[str, Path]) -> None:
        """Nothing."""

    def prepare(self, sheet: Sheet) -> None:
        """Nothing."""

    def begin(self, sheet: Sheet, *, zero_ms: float) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""

    def alive(self) -> None:
        """Nothing."""

    def set_volume(self, volume: float) -> None:
        """Nothing."""

    def set_muted(self, is_muted: bool) -> None:
        """Nothing."""

    def play_music(self, path: Path | None) -> None:
        """Nothing."""

    def set_music_volume(self, volume: float) -> None:
        """Nothing."""

    def pause_music(self, is_paused: bool) -> None:
        """Nothing."""

    def poll(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""
