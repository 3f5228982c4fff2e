"""What the user wants to hear; knows no settings file and no sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lead = Literal["counts", "words", "both", "ticks"]
"""What leads through a repetition: numbers, the words of the tempo, both, or the soft ticks only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Which of all that could sound is wanted."""

    lead: Lead
    has_voice: bool
    has_tones: bool = True
