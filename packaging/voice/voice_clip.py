"""Makes of flite's raw speech a clip that is level, clear and begins at once; knows no file.

Samples are numbers from -1 to 1 in a numpy array, one channel.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from math import ceil, cos, log10, pi, sin, sqrt

import numpy as np
import numpy.typing as npt
import pyloudnorm
from scipy.ndimage import minimum_filter1d
from scipy.signal import lfilter, resample_poly

Samples = npt.NDArray[np.float64]

RATE_HZ = 22_050
"""Of the clips: flite's 16 000 Hz hold nothing above 8 kHz, and half of 44 100 is cheap to mix."""
LUFS = -16.0
PEAK_DBFS = -1.05
"""A little below what is promised, -1: decoders do not agree to the last bit."""
_WINDOW_S = 0.005
_AUDIBLE_DB, _FAINT_DB = -40.0, -46.0
"""Against the loudest 5 ms of the clip: what is heard, and what still belongs to a sound."""
_LEAD_S, _LEAD_MOST_S = 0.010, 0.030
_TAIL_S, _TAIL_MOST_S = 0.015, 0.030
_FADE_IN_S, _FADE_OUT_S = 0.003, 0.005
_SHORT_S, _REPEATED_S = 0.6, 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """How a voice is coloured: rumble cut below, shelf of treble lifted above; Hz and dB."""

    low_cut_hz: float
    shelf_hz: float
    shelf_db: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What can be said of a clip in numbers."""

    duration_ms: int
    lufs: float
    """Of a clip under 0.6 s: of the clip said again and again, since the measure needs time."""
    peak_dbfs: float
    lead_in_ms: int
    """Before the first 5 ms that are less than 40 dB below the loudest."""
    tail_ms: int
    """After the last of those."""


def shaped(raw: Samples, rate_hz: int, tone: Tone) -> Samples:
    """Raw speech at any rate as a clip at RATE_HZ, all but its level; ValueError when silent."""
    samples = np.asarray(resample_poly(raw, RATE_HZ, rate_hz), dtype=np.float64)
    samples = _without_rumble(samples, tone.low_cut_hz)
    samples = _with_treble(samples, tone.shelf_hz, tone.shelf_db)
    return _faded(_trimmed(samples))


def levelled(samples: Samples, limit_dbfs: float, lufs: float = LUFS) -> Samples:
    """The clip at a loudness, its highest peaks rounded off where they would be too high."""
    gain, at_limit = 1.0, samples
    for _ in range(12):
        at_limit = _limited(samples * gain, 10 ** (limit_dbfs / 20))
        missing_db = lufs - _loudness(at_limit)
        if abs(missing_db) < 0.02:
            break
        gain *= 10 ** (missing_db / 20)
    return at_limit


def measure(samples: Samples) -> Measured:
    """The numbers of a clip at RATE_HZ."""
    first, last, step = *_audible(samples, _AUDIBLE_DB), _step()
    return Measured(
        duration_ms=round(1000 * len(samples) / RATE_HZ),
        lufs=round(_loudness(samples), 2),
        peak_dbfs=round(20 * log10(float(np.abs(samples).max())), 2),
        lead_in_ms=round(1000 * first * step / RATE_HZ),
        tail_ms=max(0, round(1000 * (len(samples) - last * step) / RATE_HZ)),
    )


def _loudness(samples: Samples) -> float:
    """LUFS; a short clip is repeated (Measured.lufs)."""
    if len(samples) < _SHORT_S * RATE_HZ:
        samples = np.tile(samples, ceil(_REPEATED_S * RATE_HZ / len(samples)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of peaks before they are limited
        return float(pyloudnorm.Meter(RATE_HZ).integrated_loudness(samples))


def _step() -> int:
    return round(_WINDOW_S * RATE_HZ)


def _audible(samples: Samples, below_db: float) -> tuple[int, int]:
    """The first window that is loud enough and the one after the last; ValueError for silence."""
    step = _step()
    padded = np.pad(samples, (0, -len(samples) % step))
    level = np.sqrt((padded.reshape(-1, step) ** 2).mean(axis=1))
    if level.max() < 1e-4:
        raise ValueError("nothing is heard in it")
    loud = np.flatnonzero(level > level.max() * 10 ** (below_db / 20))
    return int(loud[0]), int(loud[-1]) + 1


def _trimmed(samples: Samples) -> Samples:
    """Without the silence around; a breath of it stays, so that no soft sound is cut."""
    heard, heard_end = (one * _step() for one in _audible(samples, _AUDIBLE_DB))
    faint, faint_end = (one * _step() for one in _audible(samples, _FAINT_DB))
    begin = max(faint - _LEAD_S * RATE_HZ, heard - _LEAD_MOST_S * RATE_HZ, 0)
    end = min(faint_end + _TAIL_S * RATE_HZ, heard_end + _TAIL_MOST_S * RATE_HZ)
    return samples[round(begin) : round(end)]


def _faded(samples: Samples) -> Samples:
    """From nothing and into nothing, so that clips join without a click."""
    fade = np.ones(len(samples))
    rise, fall = round(_FADE_IN_S * RATE_HZ), round(_FADE_OUT_S * RATE_HZ)
    fade[:rise] = np.linspace(0, 1, rise)
    fade[-fall:] = np.linspace(1, 0, fall)
    return samples * fade


def _limited(samples: Samples, most: float) -> Samples:
    """No peak above `most`: turned down smoothly for 3 ms before and after each."""
    reach = round(0.003 * RATE_HZ)
    needed = np.minimum(1.0, most / np.maximum(np.abs(samples), 1e-9))
    lowest = minimum_filter1d(needed, 2 * reach + 1, mode="nearest")
    window = np.hanning(2 * reach + 3)[1:-1]
    padded = np.pad(lowest, reach, mode="edge")
    return np.asarray(samples * np.convolve(padded, window / window.sum(), mode="valid"))


# Filters of second order (R. Bristow-Johnson's cookbook)


def _without_rumble(samples: Samples, cut_hz: float) -> Samples:
    turn = 2 * pi * cut_hz / RATE_HZ
    alpha = sin(turn) / sqrt(2)
    over = [(1 + cos(turn)) / 2, -(1 + cos(turn)), (1 + cos(turn)) / 2]
    under = [1 + alpha, -2 * cos(turn), 1 - alpha]
    return np.asarray(lfilter(over, under, samples), dtype=np.float64)


def _with_treble(samples: Samples, shelf_hz: float, shelf_db: float) -> Samples:
    turn = 2 * pi * shelf_hz / RATE_HZ
    up = 10 ** (shelf_db / 40)
    slope = sqrt(up) * sin(turn) * sqrt(2)
    plus, minus = up + 1, up - 1
    over = [
        up * (plus + minus * cos(turn) + slope),
        -2 * up * (minus + plus * cos(turn)),
        up * (plus + minus * cos(turn) - slope),
    ]
    under = [
        plus - minus * cos(turn) + slope,
        2 * (minus - plus * cos(turn)),
        plus - minus * cos(turn) - slope,
    ]
    return np.asarray(lfilter(over, under, samples), dtype=np.float64)
