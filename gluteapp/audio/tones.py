"""The tones as samples, made with numpy: short, warm, clickless. Opens no device.

44 100 Hz, 16 bit, two equal channels; no tone peaks above -9 dBFS, so that two at once stay clean.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gluteapp.audio.notes import SCORES, Note, length_ms
from gluteapp.audio.player import Tone

RATE_HZ = 44_100

_PARTIALS = ((1.0, 1.0, 1.0), (2.0, 0.30, 1.7), (3.0, 0.10, 2.6))
"""Multiple of the note, share of its loudness, how much sooner it dies: soft, like wood."""
_FULL_SCALE = 32_767


def samples(tone: Tone) -> NDArray[np.int16]:
    """A tone as an array of shape (frames, 2)."""
    score = SCORES[tone]
    mono = np.zeros(_frames(length_ms(tone)))
    for note in score.notes:
        sound = _sound(note)
        first = _frames(note.start_ms)
        mono[first : first + len(sound)] += sound[: len(mono) - first]
    peak = 10 ** (score.peak_dbfs / 20) * _FULL_SCALE
    mono *= peak / np.abs(mono).max()
    return np.repeat(np.rint(mono).astype(np.int16)[:, np.newaxis], 2, axis=1)


def _frames(ms: int) -> int:
    return round(ms * RATE_HZ / 1000)


def _sound(note: Note) -> NDArray[np.float64]:
    """A note that swells in, dies away and ends at zero."""
    time_s = np.arange(_frames(note.length_ms)) / RATE_HZ
    length_s = note.length_ms / 1000
    sound = np.zeros_like(time_s)
    for multiple, share, decay in _PARTIALS:
        dying = np.exp(-3.0 * decay * time_s / length_s)
        sound += share * dying * np.sin(2 * np.pi * multiple * note.pitch_hz * time_s)
    swell = _slope(note.attack_ms)
    fade = _slope(note.release_ms)[::-1]
    sound[: len(swell)] *= swell
    sound[len(sound) - len(fade) :] *= fade
    return sound


def _slope(ms: int) -> NDArray[np.float64]:
    """From 0 to 1 along half a cosine, so that nothing clicks."""
    return 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, _frames(ms)))
