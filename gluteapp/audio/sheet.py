"""What is heard in one stretch of a session, at its milliseconds; knows no samples and no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from gluteapp.core.clock import Millis

TONE = "tone:"
SAY = "say:"


class Rank(IntEnum):
    """Which of two spoken lines gives way when both cannot be heard; the higher one stays.

    | rank    | what is said                                        | it gives way to            |
    |---------|-----------------------------------------------------|----------------------------|
    | STOP    | pause, slept, no sound                              | nothing                    |
    | TURN    | which side, and how to lie or stand                 | STOP                       |
    | NEXT    | what comes next and for how long, last round, end   | those above                |
    | COUNT   | the count or the phase of a repetition              | those above                |
    | SQUEEZE | squeeze, slow                                       | those above                |
    | CUE     | the one form cue of a set                           | those above                |
    | HALFWAY | half is over                                        | those above                |
    """

    HALFWAY = 1
    CUE = 2
    SQUEEZE = 3
    COUNT = 4
    NEXT = 5
    TURN = 6
    STOP = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One sound of a sheet: a tone, or one clip of the voice."""

    at_ms: Millis
    """When its first sample sounds, from the start of the sheet."""
    sound: str
    """`tone:` and a tone's value, or `say:` and a line's id, the clip's file name."""
    length_ms: Millis
    text: str = ""
    """What the whole spoken line says, in the source language; empty for tones and later clips."""
    rank: Rank = Rank.COUNT

    @property
    def is_spoken(self) -> bool:
        """Whether the voice says it."""
        return self.sound.startswith(SAY)

    @property
    def end_ms(self) -> Millis:
        """When its last sample has sounded."""
        return self.at_ms + self.length_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that sounds in one step, count-in or pause; in order, and never two spoken clips at once.

    Equal sheets sound equal.
    """

    heard: tuple[Heard, ...]
    length_ms: Millis
    """Of the step; a sound that began in it may end after it only if nothing follows."""

    @property
    def spoken(self) -> tuple[Heard, ...]:
        """What the voice says, in order."""
        return tuple(one for one in self.heard if one.is_spoken)


def sheet_of(heard: Iterable[Heard], length_ms: Millis) -> Sheet:
    """A sheet of sounds in any order; ValueError when two spoken clips overlap."""
    ordered = tuple(sorted(heard, key=lambda one: (one.at_ms, one.sound)))
    sheet = Sheet(heard=ordered, length_ms=length_ms)
    for before, after in zip(sheet.spoken, sheet.spoken[1:], strict=False):
        if after.at_ms < before.end_ms:
            raise ValueError(f"{after.sound} begins while {before.sound} is said")
    return sheet
