"""The tones as samples, made with numpy: short, warm, clickless. Opens no device.

44 100 Hz, 16 bit, two equal channels; no tone peaks above -9 dBFS, so that two at once stay clean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gluteapp.audio.player import Tone

RATE_HZ = 44_100

_PARTIALS = ((1.0, 1.0, 1.0), (2.0, 0.30, 1.7), (3.0, 0.10, 2.6))
"""Multiple of the note, share of its loudness, how much sooner it dies: soft, like wood."""
_FULL_SCALE = 32_767

D4, E4, G4 = 293.66, 329.63, 392.00
CIS5, D5, E5, FIS5, G5, A5, D6 = 554.37, 587.33, 659.26, 739.99, 783.99, 880.00, 1174.66
"""Notes in Hz; all of them lie where the small speakers of a laptop still sound."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: when it begins, how long it lasts and how softly it comes, in ms."""

    pitch_hz: float
    start_ms: int
    length_ms: int
    attack_ms: int = 6
    release_ms: int = 40


@dataclass(frozen=True, slots=True)
class Score:
    """A tone as written: its notes and its peak in dBFS."""

    notes: tuple[Note, ...]
    peak_dbfs: float


SCORES: dict[Tone, Score] = {
    # The three ticks climb towards the start, which is the highest and rings on.
    Tone.TICK_3: Score((Note(D5, 0, 110),), -12.0),
    Tone.TICK_2: Score((Note(E5, 0, 110),), -12.0),
    Tone.TICK_1: Score((Note(FIS5, 0, 110),), -12.0),
    Tone.START: Score((Note(E5, 0, 110), Note(A5, 90, 460)), -9.5),
    # Two soft equal knocks: half is over, go on.
    Tone.HALFWAY: Score((Note(CIS5, 0, 130), Note(CIS5, 190, 200)), -14.0),
    # Falling: let go.
    Tone.END: Score((Note(A5, 0, 200), Note(FIS5, 160, 200), Note(D5, 320, 480)), -10.0),
    # To and fro: turn over.
    Tone.SWITCH: Score(
        (Note(D5, 0, 130), Note(G5, 130, 130), Note(D5, 260, 130), Note(G5, 390, 320)), -10.0
    ),
    # One low breath.
    Tone.REST: Score((Note(E4, 0, 800, 40, 200),), -10.0),
    # Climbing to the octave and ringing: all done.
    Tone.FINISH: Score(
        (Note(D5, 0, 300), Note(FIS5, 180, 300), Note(A5, 360, 400), Note(D6, 560, 1100)), -9.5
    ),
    # Two low short steps down.
    Tone.PAUSE: Score((Note(G4, 0, 130), Note(D4, 120, 230)), -11.0),
}


def samples(tone: Tone) -> NDArray[np.int16]:
    """A tone as an array of shape (frames, 2)."""
    score = SCORES[tone]
    length_ms = max(note.start_ms + note.length_ms for note in score.notes)
    mono = np.zeros(_frames(length_ms))
    for note in score.notes:
        sound = _sound(note)
        first = _frames(note.start_ms)
        mono[first : first + len(sound)] += sound[: len(mono) - first]
    peak = 10 ** (score.peak_dbfs / 20) * _FULL_SCALE
    mono *= peak / np.abs(mono).max()
    return np.repeat(np.rint(mono).astype(np.int16)[:, np.newaxis], 2, axis=1)


def all_tones() -> dict[Tone, bytes]:
    """Every tone as little-endian bytes, ready for a mixer."""
    return {tone: samples(tone).astype("<i2").tobytes() for tone in Tone}


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
