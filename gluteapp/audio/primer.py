"""The faint noise that wakes wireless headphones before a word. Knows no device.

Bluetooth headphones, and some amplifiers, switch off in silence and swallow the first half second
of what comes next: the syllable that says which side. A noise that nobody hears wakes them first.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from gluteapp.audio.sheet import Sheet
from gluteapp.audio.tones import RATE_HZ

PRIMER_MS = 700
"""Headphones were reported to need 200 to 500 ms to wake; design choice with some to spare."""
PRIMER_SILENCE_MS = 4_000
"""After so much silence some may sleep; those known wait 5 s and more."""
PRIMER_DBFS = -60.0
"""Digital silence would not wake them; 44 dB under the voice nobody hears it in a living room."""

_FADE_MS = 50
_SEED = 20


def primers(sheet: Sheet) -> list[tuple[int, int]]:
    """Start and end, in ms of the sheet, of each noise between two of its sounds.

    The one ahead of its first sound depends on what was heard before: see `head_primer`.
    """
    found = []
    until_ms: int | None = None
    for one in sorted(sheet.heard, key=lambda one: one.at_ms):
        if until_ms is not None and one.at_ms - until_ms >= PRIMER_SILENCE_MS:
            found.append((one.at_ms - PRIMER_MS, one.at_ms))
        until_ms = max(one.end_ms, until_ms or 0)
    return found


def head_primer(first_ms: float, heard_until_ms: float | None) -> tuple[float, float] | None:
    """Start and end of the noise ahead of a sound, on the same clock; None where none is needed.

    `heard_until_ms` is when the last sound ended; None when there was none.
    """
    if heard_until_ms is not None and first_ms - heard_until_ms < PRIMER_SILENCE_MS:
        return None
    return (first_ms - PRIMER_MS, first_ms)


@cache
def noise(frames: int) -> NDArray[np.int16]:
    """The noise itself, of shape (frames,), always the same."""
    level = 32_768 * 10 ** (PRIMER_DBFS / 20)
    made = np.random.default_rng(_SEED).normal(0, level, frames)
    fade = min(_FADE_MS * RATE_HZ // 1000, frames)
    slope = np.linspace(0, 1, fade)
    made[:fade] *= slope
    made[frames - fade :] *= slope[::-1]
    rounded = np.rint(made).astype(np.int16)
    rounded.flags.writeable = False
    return rounded
