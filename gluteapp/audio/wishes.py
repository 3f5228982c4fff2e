"""What the user wants to hear; knows no settings file and no sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lead = Literal["counts", "words", "both", "ticks"]
"""What leads through a repetition, beside the soft tick of each phase that is always there.

| lead   | said                                                                               |
|--------|------------------------------------------------------------------------------------|
| counts | the number at the hard end; "lift" and "lower" in the first two repetitions only   |
| words  | "lift", "hold" and "lower" in every repetition                                     |
| both   | "lift", the number in the place of "hold", and "lower" in every repetition         |
| ticks  | neither                                                                            |

In some repetitions "squeeze", "slow", a leg or the form cue takes the place of one of the words.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Which of all that could sound is wanted."""

    lead: Lead
    has_voice: bool
    has_tones: bool = True
