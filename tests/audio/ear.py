"""What the tests hear: SDL's disk driver writes what it plays into a pipe that is read here.

It plays only as fast as it is read, so a test waits for sound and not for time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from gluteapp.audio.pygame_player import PygamePlayer
from gluteapp.audio.tones import RATE_HZ

PATIENCE_S = 30.0
"""Longest wait for a process to start on a busy machine; it takes 0.2 s on an idle one."""
BLOCK_BYTES = 16_384
SILENCE_FRAMES = RATE_HZ // 4
SEARCH_FRAMES = 600 * RATE_HZ


class Ear:
    """Reads what the disk driver plays."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe

    def hear(self, search_frames: int = SEARCH_FRAMES) -> NDArray[np.int16]:
        """The next sound, from its first to its last sample that is not silence."""
        heard = np.zeros((0, 2), np.int16)
        searched = 0
        while searched < search_frames:
            block = np.frombuffer(self._pipe.read(BLOCK_BYTES), "<i2").reshape(-1, 2)
            searched += len(block)
            if len(heard) or block.any():
                heard = np.concatenate([heard, block])
            loud = np.flatnonzero(heard.any(axis=1))
            if len(loud) and len(heard) - loud[-1] > SILENCE_FRAMES:
                return heard[loud[0] : loud[-1] + 1]
        return heard

    def listen(self, frames: int) -> NDArray[np.int16]:
        """So many frames from here on, sound or silence."""
        return np.frombuffer(self._pipe.read(4 * frames), "<i2").reshape(-1, 2)

    def until(
        self, is_heard: Callable[[NDArray[np.int16]], bool], search_frames: int = SEARCH_FRAMES
    ) -> NDArray[np.int16]:
        """Everything from the first sound on, up to where something is heard."""
        heard, searched = np.zeros((0, 2), np.int16), 0
        while searched < search_frames:
            block = self.listen(BLOCK_BYTES)
            searched += len(block)
            if len(heard) or block.any():
                heard = np.concatenate([heard, block])
                if is_heard(heard[-3 * BLOCK_BYTES :]):
                    break
        return heard


@contextmanager
def opened(player: PygamePlayer, pipe: Path) -> Iterator[Ear]:
    player.poll()
    with pipe.open("rb") as stream:
        assert player.settle(PATIENCE_S).problem is None
        try:
            yield Ear(stream)
        finally:
            stream.close()
            player.close()
