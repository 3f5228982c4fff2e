"""The sheets of one session as the user wishes to hear them; knows no time and no player."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gluteapp.audio.script import (
    count_in_sheet,
    finish_sheet,
    pause_sheet,
    slept_sheet,
    step_sheet,
)
from gluteapp.audio.script_turns import Entry
from gluteapp.audio.script_words import is_warm_up
from gluteapp.audio.sheet import Sheet
from gluteapp.audio.wishes import Wishes
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Region
from gluteapp.core.timeline import Position, Timeline


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """What the user wants to hear, and how long each line takes in the voice they chose.

    It is told from another by being another object: a change of settings makes a new one, and a
    change of the voice new lengths.
    """

    wishes: Wishes
    lengths_ms: Mapping[str, Millis]
    is_spoken: bool = True
    """Whether the voice is heard; its lines are in the sheets either way, for the captions."""

    def heard(self, sheet: Sheet) -> Sheet:
        """What of a sheet is played."""
        if self.is_spoken:
            return sheet
        tones = tuple(one for one in sheet.heard if not one.is_spoken)
        return Sheet(heard=tones, length_ms=sheet.length_ms)


class Score:
    """Makes sheets, always for what was felt by that moment."""

    def __init__(
        self, *, choose: Callable[[], Choice], felt: Callable[[str], Region | None]
    ) -> None:
        """`felt` says where an exercise was felt most the last time."""
        self._choose = choose
        self._felt = felt

    def choice(self) -> Choice:
        """What the user chose by now."""
        return self._choose()

    def step(self, timeline: Timeline, index: int, choice: Choice, entry: Entry) -> Sheet:
        """All of a step."""
        return step_sheet(
            timeline,
            index,
            wishes=choice.wishes,
            lengths=choice.lengths_ms,
            felt=self._felt,
            entry=entry,
        )

    def changed_step(
        self,
        timeline: Timeline,
        index: int,
        choice: Choice,
        entry: Entry,
        *,
        said: Sheet,
        said_until_ms: Millis,
    ) -> Sheet:
        """A step that was changed while `said` sounded, at an offset: what began goes on."""
        return step_sheet(
            timeline,
            index,
            wishes=choice.wishes,
            lengths=choice.lengths_ms,
            felt=self._felt,
            said=said,
            said_until_ms=said_until_ms,
            entry=entry,
        )

    def count_in(
        self,
        timeline: Timeline,
        at: Position,
        count_in_ms: Millis,
        choice: Choice,
        *,
        was_away: bool = False,
    ) -> Sheet:
        """The seconds before a session goes on at a place, perhaps after a long pause."""
        return count_in_sheet(
            count_in_ms,
            timeline,
            at,
            wishes=choice.wishes,
            lengths=choice.lengths_ms,
            was_away=was_away,
        )

    def paused(self) -> Sheet:
        """The clock was stopped."""
        choice = self._choose()
        return pause_sheet(wishes=choice.wishes, lengths=choice.lengths_ms)

    def slept(self) -> Sheet:
        """The machine was away."""
        choice = self._choose()
        return slept_sheet(wishes=choice.wishes, lengths=choice.lengths_ms)

    def finished(self, timeline: Timeline) -> Sheet:
        """The session is over, or the warm-up that was done alone."""
        choice = self._choose()
        is_whole = not is_warm_up(timeline)
        return finish_sheet(wishes=choice.wishes, lengths=choice.lengths_ms, is_whole=is_whole)
