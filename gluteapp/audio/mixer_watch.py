"""Whether the output that was opened is still the right one, and still runs. Plays nothing."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from pathlib import Path
from typing import cast

CHECK_S = 0.25
"""How often devices are looked at."""
STALL_CHECKS = 16
"""So many looks (4 s) at the probe, 10 ms of silence, that does not end mean a stuck output."""
NO_REAL_OUTPUT = "Dummy Output"
"""What PulseAudio and PipeWire call the output they keep when there is none."""

_FOLLOWS_DEFAULT = ("pulseaudio", "pipewire")
"""Sound servers that move a running stream to a new default output by themselves."""


class Change(StrEnum):
    """What a change of the list of outputs calls for."""

    NOTHING = "nothing"
    TELL = "tell"
    REOPEN = "reopen"


def judge_devices(driver: str, before: Sequence[str], now: Sequence[str]) -> Change:
    """Whether the outputs there are now mean that the mixer has to be opened again.

    An output that went may have been ours, and SDL plays into nothing without a word. A new one
    matters where SDL would not move to it. A sound server's stand-in that went was none.
    """
    if list(before) == list(now):
        return Change.NOTHING
    gone = {name for name in before if before.count(name) > now.count(name)}
    if gone - {NO_REAL_OUTPUT} or driver not in _FOLLOWS_DEFAULT:
        return Change.REOPEN
    return Change.TELL


class StallWatch:
    """Notices a sound that never ends, by counting the looks at its channel.

    Meant for sounds that last shorter than two looks; a step's sheet lasts as long as it likes.
    """

    def __init__(self) -> None:
        self._looks: dict[int, int] = {}

    def begin(self, channel: int) -> None:
        """A sound began on a channel that was free."""
        self._looks[channel] = 0

    def is_stalled(self, busy: Collection[int]) -> bool:
        """Take one look at the channels that still play."""
        self._looks = {
            channel: looks + 1 for channel, looks in self._looks.items() if channel in busy
        }
        return any(looks >= STALL_CHECKS for looks in self._looks.values())


class OutputWatch:
    """Asks SDL whether the outputs it opened still run; without an answer all seems well.

    WORKAROUND: when a sound server is killed or restarted SDL 2 goes on into nothing, with the old
    list of outputs, and pygame hides the one call that tells. Remove when pygame has it.
    """

    def __init__(self) -> None:
        """Look which outputs run; to be made after the mixer was opened."""
        self._status = _status_call()
        self._running = [number for number in range(1, 17) if self._runs(number)]

    def is_lost(self) -> bool:
        """Whether an output that ran does not run any more."""
        return not all(self._runs(number) for number in self._running)

    def _runs(self, number: int) -> bool:
        return self._status is not None and self._status(number) != 0


def sdl_paths(maps: str) -> set[str]:
    """Where SDL was loaded from, by Linux' list of what lies in a process's memory.

    A path is the sixth word of its line and may have spaces in it.
    """
    rows = (line.split(maxsplit=5) for line in maps.splitlines())
    return {row[5] for row in rows if len(row) == 6 and "libSDL2-2" in Path(row[5]).name}


def _status_call() -> Callable[[int], int] | None:
    """SDL_GetAudioDeviceStatus of the library that is loaded; None where it is not found."""
    maps = Path("/proc/self/maps")
    try:
        paths = sdl_paths(maps.read_text())
        library = ctypes.CDLL(min(paths), mode=os.RTLD_NOLOAD)
        return cast("Callable[[int], int]", library.SDL_GetAudioDeviceStatus)
    except (OSError, ValueError, AttributeError):
        return None
