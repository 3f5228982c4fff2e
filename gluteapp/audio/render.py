"""A sheet as samples: every sound at its own sample, in one buffer. Opens no device or file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gluteapp.audio.primer import PRIMER_MS, noise, primers
from gluteapp.audio.sheet import Heard, Sheet
from gluteapp.audio.tones import RATE_HZ

Mono = NDArray[np.int16]
"""Samples of one sound, of shape (frames,), at 44 100 Hz."""
Stereo = NDArray[np.int16]
"""Of shape (frames, 2)."""
SamplesOf = Callable[[str], Mono]
"""The samples of a sheet's sound; of length 0 when there is none of that name."""

LONGEST_MS = 10 * 60 * 1000
"""No step comes near it; a sheet from a broken pipe must not eat the memory."""
LONGEST_CLIP_MS = 10_000
"""A recording may last 8 s; what is longer is cut."""
_OVERLAP_MS = 20
"""A clip may be so much longer than it is said to be: rounding, and a breath."""
_CUT_MS = 5
_FULL = 32_767


def frame_at(at_ms: float) -> int:
    """The sample that sounds at a time; half a sample off at most."""
    return round(at_ms * RATE_HZ / 1000)


def frames_needed(sheet: Sheet, samples_of: SamplesOf) -> int:
    """Up to the last sample of the last sound; the silence after it is not kept."""
    known = _known(sheet, samples_of).heard
    return max((frame_at(one.at_ms) + len(_sound(one, samples_of)) for one in known), default=0)


def render(sheet: Sheet, samples_of: SamplesOf) -> Stereo:
    """A new buffer of a sheet."""
    buffer = np.zeros((frames_needed(sheet, samples_of), 2), np.int16)
    render_into(buffer, sheet, samples_of)
    return buffer


def render_into(buffer: Stereo, sheet: Sheet, samples_of: SamplesOf) -> None:
    """Add a sheet to a silent buffer, and a faint noise ahead of what follows a long silence.

    What comes together is added and stays at full scale where it would be more.
    """
    known = _known(sheet, samples_of)
    for start_ms, _ in primers(known):
        _add(buffer, frame_at(start_ms), noise(frame_at(PRIMER_MS)))
    for one in known.heard:
        _add(buffer, frame_at(one.at_ms), _sound(one, samples_of))


def sliced(buffer: Stereo, from_ms: float) -> Stereo:
    """The rest of a buffer from a time on, faded in so quickly that nothing clicks."""
    rest = buffer[max(frame_at(from_ms), 0) :].copy()
    fade = min(frame_at(_CUT_MS), len(rest))
    rest[:fade] = np.rint(rest[:fade] * np.linspace(0, 1, fade)[:, np.newaxis])
    return rest


def seam_ms(old: Sheet, new: Sheet, from_ms: float) -> float:
    """When one sheet can follow the other without cutting a sound that both have just now."""
    shared = sorted(set(old.heard) & set(new.heard), key=lambda one: one.at_ms)
    for one in shared:
        if one.at_ms <= from_ms < one.end_ms:
            from_ms = one.end_ms
    return from_ms


def _known(sheet: Sheet, samples_of: SamplesOf) -> Sheet:
    """Without what has no samples here."""
    heard = tuple(
        one
        for one in sheet.heard
        if 0 <= one.at_ms <= LONGEST_MS and len(samples_of(one.sound)) > 0
    )
    return replace(sheet, heard=heard)


def _sound(one: Heard, samples_of: SamplesOf) -> Mono:
    """A sound's samples; a clip longer than its place is cut, because the next one needs it."""
    sound = samples_of(one.sound)
    limit = frame_at(one.length_ms + _OVERLAP_MS)
    if not one.is_spoken or len(sound) <= limit:
        return sound
    cut = sound[:limit].copy()
    fade = min(frame_at(_CUT_MS), limit)
    cut[limit - fade :] = np.rint(cut[limit - fade :] * np.linspace(1, 0, fade))
    return cut


def _add(buffer: Stereo, first: int, sound: Mono) -> None:
    first = max(first, 0)
    place = buffer[first : first + len(sound)]
    added = place[:, 0].astype(np.int32) + sound[: len(place)]
    place[:] = np.clip(added, -_FULL, _FULL)[:, np.newaxis]
