"""Which sheet sounds and which ones come, by their times. Plays nothing and asks no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gluteapp.audio.ducking import Span, bridged
from gluteapp.audio.player import SAME_MS
from gluteapp.audio.primer import head_primer
from gluteapp.audio.render import seam_ms
from gluteapp.audio.sheet import Heard, Sheet

if TYPE_CHECKING:
    from pygame.mixer import Sound


CUT_MS = 100
"""A sound may lose so much of its beginning; of one begun longer ago nothing is heard."""


def from_inside(sheet: Sheet, from_ms: float) -> Sheet | None:
    """What is left to hear of a sheet from there on; None when no sound has to be left out."""
    cut = {one for one in sheet.heard if one.at_ms < from_ms - CUT_MS and one.end_ms > from_ms}
    if not cut:
        return None
    return replace(sheet, heard=tuple(one for one in sheet.heard if one not in cut))


@dataclass(slots=True, eq=False)
class Begun:
    """A sheet that sounds or will; `sound` holds it from `from_ms` on, once it `is_ready`."""

    sheet: Sheet
    zero_ms: float
    sound: Sound | None = None
    from_ms: float = 0.0
    is_ready: bool = False
    primer: Span | None = None
    """When headphones have to be woken for its first sound."""
    left: Sheet | None = None
    """What is left of a sheet that was joined late, when less than all of it."""

    @property
    def played(self) -> Sheet:
        """What is heard of it."""
        return self.left or self.sheet

    @property
    def start_ms(self) -> float:
        """When its first sample is due."""
        return self.zero_ms + self.from_ms

    def is_same(self, sheet: Sheet, zero_ms: float) -> bool:
        """Whether that is what it does already."""
        return self.sheet == sheet and abs(self.zero_ms - zero_ms) <= SAME_MS


class Lineup:
    """One sheet that sounds, one that should already (it is being rendered), one that is queued."""

    def __init__(self, is_known: Callable[[Heard], bool]) -> None:
        """`is_known` says whether a sound can be played."""
        self._is_known = is_known
        self.running: Begun | None = None
        self.coming: list[Begun] = []
        self._heard_until_ms: float | None = None

    def __iter__(self) -> Iterator[Begun]:
        """All of them in the order of their times."""
        if self.running is not None:
            yield self.running
        yield from self.coming

    def add(self, sheet: Sheet, zero_ms: float, now_ms: float) -> Begun | None:
        """Line a sheet up in place of what was queued; None when it is there already."""
        for number, one in enumerate(self):
            if one.is_same(sheet, zero_ms):
                kept = number if self.running is not None else number + 1
                self.coming = self.coming[:kept]
                return None
        begun = Begun(sheet, zero_ms)
        due = [one for one in self.coming if one.zero_ms <= now_ms < zero_ms]
        self.coming = [*due[-1:], begun]
        return begun

    def clear(self, now_ms: float) -> None:
        """Forget all of it."""
        self._note_heard(now_ms)
        self.running, self.coming = None, []

    def join_ms(self, begun: Begun, from_ms: float) -> float:
        """From where on a late sheet takes over without cutting a sound that goes on in it."""
        running = self.running
        if running is None or abs(running.zero_ms - begun.zero_ms) > SAME_MS:
            return from_ms
        return seam_ms(running.played, begun.played, from_ms)

    def late(self, now_ms: float) -> Begun | None:
        """The sheet that is to sound now, when its time has passed by so much that it is heard."""
        due = [one for one in self.coming if one.is_ready and one.start_ms <= now_ms]
        return due[-1] if due and now_ms - due[-1].start_ms > SAME_MS else None

    def take_due(self, now_ms: float) -> Begun | None:
        """The sheet whose time has come; it is the one that sounds from now on."""
        due = [one for one in self.coming if one.is_ready and one.start_ms <= now_ms]
        if not due:
            return None
        begun = due[-1]
        self._note_heard(begun.start_ms)
        self.coming = self.coming[self.coming.index(begun) + 1 :]
        self.running = begun
        return begun

    def next_ms(self) -> float | None:
        """When the next sheet or noise is due; None when none is."""
        due = [one.start_ms for one in self.coming if one.is_ready]
        due += [one.primer[0] for one in self if one.primer is not None]
        return min(due, default=None)

    def plan_primer(self, begun: Begun) -> None:
        """See whether headphones have to be woken for the first sound of a sheet."""
        to_come = [one.at_ms for one in self._known(begun) if one.at_ms >= begun.from_ms]
        begun.primer = None
        if to_come:
            before_ms = self._last_heard_ms(begun.start_ms, up_to=begun)
            begun.primer = head_primer(begun.zero_ms + min(to_come), before_ms)

    def take_primer(self, now_ms: float) -> float | None:
        """For how long a noise that is due now has to sound; None when none is due."""
        for begun in self:
            if begun.primer is not None and begun.primer[0] <= now_ms:
                left_ms = begun.primer[1] - now_ms
                begun.primer = None
                return left_ms if left_ms > 0 else None
        return None

    def spoken(self) -> list[Span]:
        """When the voice speaks, now and later; short pauses are bridged."""
        spans: list[Span] = []
        lined_up = list(self)
        for number, begun in enumerate(lined_up):
            after = lined_up[number + 1 : number + 2]
            until_ms = after[0].start_ms if after else float("inf")
            for one in self._known(begun):
                at_ms = begun.zero_ms + one.at_ms
                if one.is_spoken and at_ms < until_ms:
                    spans.append((at_ms, min(begun.zero_ms + one.end_ms, until_ms)))
        return bridged(spans)

    def _known(self, begun: Begun) -> list[Heard]:
        return [one for one in begun.played.heard if self._is_known(one)]

    def _note_heard(self, until_ms: float) -> None:
        """Remember when the last sound of what plays until that time ended."""
        self._heard_until_ms = self._last_heard_ms(until_ms, up_to=None)

    def _last_heard_ms(self, until_ms: float, up_to: Begun | None) -> float | None:
        ends = [] if self._heard_until_ms is None else [self._heard_until_ms]
        for begun in self:
            if begun is up_to or (up_to is None and begun is not self.running):
                break
            for one in self._known(begun):
                at_ms, end_ms = begun.zero_ms + one.at_ms, begun.zero_ms + one.end_ms
                if at_ms < until_ms and end_ms > begun.start_ms:
                    ends.append(min(end_ms, until_ms))
        return max(ends, default=None)
