"""How loud a recording is, and whether that is fit to be heard; opens no file and no device."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

SILENT_DBFS = -50.0
"""Below this nobody hears a word beside the ticks; design choice, clips that ship have -15 to -7."""
LOUD_DBFS = -5.0
"""Above this it hurts beside lines of -16 LUFS; a sine at full scale has -3. Design choice."""
CLIPPED_SHARE = 0.01
"""So much of a recording at full scale is a crackle; speech touches it now and then."""
FLOOR_DBFS: Final = -120.0
_WINDOW_MS = 100
_FULL_SCALE = 32_768.0
_TOP_SHARE = 0.985
"""What was cut off flat, after the mixer changed its rate."""


class Fitness(StrEnum):
    """Whether a recording can be used."""

    FINE = "fine"
    SILENT = "silent"
    TOO_LOUD = "too_loud"
    """It is used all the same."""
    UNPLAYABLE = "unplayable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """`loudest_dbfs` is the level of its loudest tenth of a second, None where it does not play."""

    loudest_dbfs: float | None
    clipped_share: float = 0.0

    @property
    def fitness(self) -> Fitness:
        """What follows from it."""
        if self.loudest_dbfs is None:
            return Fitness.UNPLAYABLE
        if self.loudest_dbfs < SILENT_DBFS:
            return Fitness.SILENT
        is_loud = self.loudest_dbfs > LOUD_DBFS or self.clipped_share > CLIPPED_SHARE
        return Fitness.TOO_LOUD if is_loud else Fitness.FINE


def loudness_of(samples: NDArray[np.int16], rate_hz: int) -> Loudness:
    """The loudness of (frames,) samples; none at all do not play."""
    if not len(samples):
        return Loudness(loudest_dbfs=None)
    power = (samples / _FULL_SCALE) ** 2
    frames = min(rate_hz * _WINDOW_MS // 1000, len(power))
    whole = np.cumsum(np.concatenate(([0.0], power)))
    loudest = float((whole[frames:] - whole[:-frames]).max()) / frames
    level = FLOOR_DBFS if loudest <= 0 else max(10 * float(np.log10(loudest)), FLOOR_DBFS)
    clipped = np.abs(samples.astype(np.int32)) >= _TOP_SHARE * _FULL_SCALE
    return Loudness(loudest_dbfs=level, clipped_share=float(clipped.mean()))
