"""What any player of tones can do. Knows no sound library and no event."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerState:
    """Whether tones are heard, where, and if not why, in one plain sentence."""

    is_heard: bool
    """A tone played now reaches an output; false when muted or turned all the way down."""
    device: str = ""
    """The output's own name; empty when the desktop chooses among several, or when silent."""
    problem: str | None = None
    """Why there is no sound although it is wanted; None while the output is being opened."""
    is_opening: bool = False


class Player(Protocol):
    """Plays tones; none of its methods ever raises for the world's reasons, or waits for it."""

    @property
    def state(self) -> PlayerState:
        """How it stands now."""
        ...

    def play(self, tone: Tone) -> None:
        """Sound a tone now, or silently nothing."""
        ...

    def set_volume(self, volume: float) -> None:
        """Own loudness from 0 to 1, apart from the system's."""
        ...

    def set_muted(self, is_muted: bool) -> None:
        """Be silent, or not."""
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

    def play(self, tone: Tone) -> None:
        """Nothing."""

    def set_volume(self, volume: float) -> None:
        """Nothing."""

    def set_muted(self, is_muted: bool) -> None:
        """Nothing."""

    def poll(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""
