"""Finds a rendered sheet in a recording, and tells when a recording's frames were played.

Knows arrays only; prints nothing and starts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gluteapp.audio.tones import RATE_HZ

UNEXPLAINED = 0.1
"""So much of a key's energy may be missing or too much at its place; the very samples leave 0."""
CLEAR = 4.0
"""Every other place must leave so many times more of it."""
KEY_MS = (2_000, 1_000, 500)
"""A step is found by so much of its sheet; by less where its sound breaks off within that."""
EARLY_MS, LATER_MS = 150, 500
"""It is looked for so long before and after its due time."""

_RIVAL_FRAMES = 22
"""Half a millisecond away is another place."""
_BIN_MS = 2_000
_NEAR_BINS = 2
_ROUNDS = 4
_FRAME_MS = 1000 / RATE_HZ


@dataclass(frozen=True, slots=True)
class Match:
    """The place where a key fits best."""

    frame: int
    unexplained: float
    """Energy of what is heard less the key, as a share of the key's own."""
    clear: float
    """How many times more the second best place leaves."""

    @property
    def is_sure(self) -> bool:
        """Whether it is that key, and nowhere else."""
        return self.unexplained <= UNEXPLAINED and self.clear >= CLEAR


def find(key: NDArray[np.float64], part: NDArray[np.float64]) -> Match:
    """Where in a part of a recording a key is, as loud as it is.

    Both are differentiated first: a tone's slow waves look alike one wave further on, its first
    edge and the voice's consonants do not.
    """
    key, part = np.diff(key), np.diff(part)
    size = 1 << (len(key) + len(part)).bit_length()
    spectrum = np.fft.rfft(part, size) * np.conj(np.fft.rfft(key, size))
    product = np.fft.irfft(spectrum, size)[: len(part) - len(key) + 1]
    energy = np.concatenate([[0.0], np.cumsum(part * part)])
    own = float(np.dot(key, key))
    left = (energy[len(key) :] - energy[: -len(key)] - 2 * product + own) / own
    best = int(np.argmin(left))
    rivals = left.copy()
    rivals[max(best - _RIVAL_FRAMES, 0) : best + _RIVAL_FRAMES + 1] = np.inf
    least = max(float(left[best]), 1e-6)
    return Match(best, least, float(rivals.min()) / least)


def find_sheet(
    buffer: NDArray[np.int16], recording: NDArray[np.int16], due_frame: float
) -> tuple[Match | None, int]:
    """Where a sheet's first frame is in a recording, and by how many ms of it; None for silence.

    `buffer` and `recording` are one channel each; `due_frame` may be a fraction.
    """
    loud = np.flatnonzero(np.abs(buffer.astype(int)) > 400)
    found: tuple[Match | None, int] = None, 0
    if not len(loud):
        return found
    first = int(loud[0])
    for key_ms in KEY_MS:
        key = buffer[first : first + round(key_ms / _FRAME_MS)].astype(float)
        begin = max(round(due_frame + first - EARLY_MS / _FRAME_MS), 0)
        end = round(due_frame + first + LATER_MS / _FRAME_MS) + len(key)
        part = recording[begin:end].astype(float)
        if len(part) <= len(key):
            continue
        match = find(key, part)
        found = Match(match.frame + begin - first, match.unexplained, match.clear), key_ms
        if match.is_sure:
            break
    return found


class Pace:
    """When each frame of a recording came, had every one come as soon as the soonest near by.

    A sound card's clock differs a little from the machine's, and frames come in handfuls and on a
    busy machine late, but never early: the soonest of each 2 s count, smoothed over 10 s.
    """

    def __init__(self, frames: Sequence[float], came_ms: Sequence[float]) -> None:
        """So many frames had come at that monotonic time, again and again."""
        at = np.asarray(frames, float)
        offset = np.asarray(came_ms, float) - at * _FRAME_MS
        numbers = (at * _FRAME_MS // _BIN_MS).astype(int)
        bins = [np.flatnonzero(numbers == one) for one in np.unique(numbers)]
        soonest = np.asarray([which[-1] for which in bins])
        self._slope = 0.0
        for _ in range(_ROUNDS):
            # Which one came soonest shows only when the slope is known, and the other way round.
            level = offset - self._slope * at
            soonest = np.asarray([which[np.argmin(level[which])] for which in bins])
            self._slope += float(np.polyfit(at[soonest], level[soonest], 1)[0])
        self._at = at[soonest]
        lowest = (offset - self._slope * at)[soonest]
        self._level = np.asarray(
            [
                np.median(lowest[max(n - _NEAR_BINS, 0) : n + _NEAR_BINS + 1])
                for n in range(len(lowest))
            ]
        )

    @property
    def drift(self) -> float:
        """By how many ms the card's clock loses on the machine's in a second."""
        return self._slope * RATE_HZ

    def time_ms(self, frame: float) -> float:
        """The monotonic time of a frame."""
        level = float(np.interp(frame, self._at, self._level))
        return level + frame * (_FRAME_MS + self._slope)

    def frame(self, time_ms: float) -> float:
        """The frame that came at a monotonic time."""
        guess = (time_ms - float(self._level[0])) / (_FRAME_MS + self._slope)
        for _ in range(3):
            guess += (time_ms - self.time_ms(guess)) / (_FRAME_MS + self._slope)
        return guess
