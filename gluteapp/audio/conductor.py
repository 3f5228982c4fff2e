"""Lets the right sheet sound at the right time, from what a session did and where it stands.

It asks no clock and makes no sound: it is told at every look of the session, and tells a player.
What should sound follows from the look at hand, so that commands between two looks, however many,
cannot leave it behind. A step that would be over within 5.5 s of going on is queued as one with the
step after it.

| state    | what sounds                                          | what is queued behind it          |
|----------|------------------------------------------------------|-----------------------------------|
| READY    | nothing                                              | nothing                           |
| RUNNING  | the sheet of the step, its zero where the step began | the next step's, 5.5 s before     |
| COUNT_IN | the count-in's sheet                                 | the step's, from where it goes on |
| PAUSED   | once: that it is paused, or that the machine slept   | nothing                           |
| FINISHED | once: that it is over                                | nothing                           |

What is queued is heard on time while the interface is busy. When the step at hand or what the user
wants to hear is changed, its sheet is made again and goes on where the old one stands. What a key
may ask for at any moment, a pause, a skip or a step back, is made ready before it is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gluteapp.audio.player import Player
from gluteapp.audio.score import Choice, Score
from gluteapp.audio.script_turns import Entry
from gluteapp.audio.sheet import Sheet
from gluteapp.audio.stretch import chained, from_offset, joined, to_offset, without_line_at
from gluteapp.core.clock import Millis
from gluteapp.core.events import Event, Interrupted, Paused
from gluteapp.core.timeline import Position, Step, Timeline
from gluteapp.core.view import EngineState, Look

AHEAD_MS: Millis = 5_500
"""So long before its end a step's successor is queued: more than the longest stall of 5 s."""
LATE_MS: Millis = 40
"""A step that is noticed later than this begins without what should have begun already."""
LONG_PAUSE_MS: Millis = 60_000
"""After so long a pause the runner is told again what to do and how to lie; design choice."""
SETTLED_MS: Millis = 1_000
"""So long a step's own beginning is left alone by what makes other sheets ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A stretch of time with one sheet: a step, or the count-in before it goes on."""

    index: int
    zero_ms: Millis
    """Monotonic time of the offset 0 of the step or count-in."""
    count_in_ms: Millis = 0
    """Length of the count-in; 0 for the step itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A sheet that sounds or will, its offset 0 at monotonic `zero_ms`, and what it was made of."""

    sheet: Sheet
    zero_ms: Millis
    place: _Place
    timeline: Timeline
    choice: Choice
    entry: Entry
    then: _Stretch | None = None
    """The step after it, where both are played as one since it is almost over when it goes on."""

    @property
    def from_ms(self) -> Millis:
        """Where in its step or count-in it begins."""
        return self.zero_ms - self.place.zero_ms

    @property
    def heard(self) -> Sheet:
        """What is played of it."""
        sheet = self.sheet if self.then is None else chained(self.sheet, self.then.sheet)
        return self.choice.heard(sheet)


class Conductor:
    """The ear of one session: `hear` is told by the runner at every look."""

    def __init__(
        self, *, player: Player, score: Score, music: Callable[[], Path | None] = lambda: None
    ) -> None:
        """`music` says which file or folder plays beside the session now, if any."""
        self._player = player
        self._score = score
        self._now: _Stretch | None = None
        self._next: _Stretch | None = None
        self._last: _Stretch | None = None
        """The step that sounded last, also while the session is paused."""
        self._said: tuple[Sheet, Millis] | None = None
        """What was said beside the steps, and when."""
        self._prepared: object = None
        self._expected: object = None
        self._music = music
        self._music_path: Path | None = None
        self._is_music_paused: bool | None = None
        self._is_over = False
        self._was_away = True
        """Whether the runner may have left the place by now; so it is until the first step runs."""

    def hear(self, events: Sequence[Event], look: Look) -> None:
        """Tell the player what follows from this look, if anything new does."""
        if self._is_over:
            return
        match look.view.state:
            case EngineState.READY:
                self._prepare(_Place(index=0, zero_ms=look.now_ms), look, Entry(), 0)
            case EngineState.RUNNING:
                self._follow_step(look)
                self._expect_keys(look)
                self._go_on()
            case EngineState.COUNT_IN:
                self._follow_count_in(look)
                self._go_on()
            case EngineState.PAUSED:
                self._stand(events, look)
            case EngineState.FINISHED:
                self._is_over = True
                self._say_once(self._score.finished(look.timeline), look)
                self._player.play_music(None)

    def sounding(self, now_ms: Millis) -> tuple[Sheet, Millis] | None:
        """The sheet that sounds at a monotonic time and the offset in it; for captions."""
        found = [(one.sheet, one.zero_ms) for one in (self._next, self._now) if one is not None]
        for sheet, zero_ms in (*found, *([] if self._said is None else [self._said])):
            if now_ms >= zero_ms:
                return sheet, now_ms - zero_ms
        return None

    # What sounds in each state

    def _follow_step(self, look: Look) -> None:
        self._was_away = False
        at = look.view.position
        self._follow(_Place(index=at.step.index, zero_ms=look.now_ms - at.offset_ms), look)
        following = look.timeline.next_step(at.step.index)
        if following is not None:
            end_ms = look.now_ms + at.remaining_ms
            entry = Entry(before=None if self._now is None else self._now.sheet)
            self._look_ahead(_Place(index=following.index, zero_ms=end_ms), look, entry, end_ms)

    def _expect_keys(self, look: Look) -> None:
        """Once a step: have ready what a pause, a skip or a step back would let sound at once."""
        step, choice = look.view.position.step, self._score.choice()
        what = (id(look.timeline), step.index, id(choice))
        if what == self._expected or look.view.position.offset_ms < SETTLED_MS:
            return
        self._expected = what
        following = look.timeline.next_step(step.index)
        finished = self._score.finished(look.timeline)
        skipped = finished if following is None else self._arrival(following, look)
        for sheet in (self._arrival(step, look), skipped, self._score.paused()):
            self._player.prepare(choice.heard(sheet))

    def _arrival(self, step: Step, look: Look) -> Sheet:
        """What is heard first when somebody goes to the start of a step."""
        choice = self._score.choice()
        if not step.kind.is_move:
            return self._score.step(look.timeline, step.index, choice, Entry(is_jump=True))
        at = look.timeline.position_in(step.index, 0)
        return self._count_in(look, at, look.view.count_in_ms)

    def _way_back(self, look: Look) -> Sheet:
        """The count-in with which a pause will end, if nobody goes elsewhere."""
        at, rep = look.view.position, look.view.resume_rep
        offset_ms = at.step.rep_start_ms(rep) if rep else at.offset_ms
        if rep and at.counted >= at.step.reps:
            offset_ms = at.step.duration_ms
        at = look.timeline.position_in(at.step.index, offset_ms)
        return self._count_in(look, at, look.view.count_in_ms)

    def _count_in(self, look: Look, at: Position, length_ms: Millis) -> Sheet:
        return self._score.count_in(
            look.timeline, at, length_ms, self._score.choice(), was_away=self._was_away
        )

    def _follow_count_in(self, look: Look) -> None:
        view, at = look.view, look.view.position
        end_ms = look.now_ms + view.count_in_left_ms
        zero_ms, length_ms = end_ms - view.count_in_ms, view.count_in_ms
        self._follow(_Place(index=at.step.index, zero_ms=zero_ms, count_in_ms=length_ms), look)
        following = look.timeline.next_step(at.step.index)
        if at.remaining_ms == 0 and following is not None:
            # Paused after the last repetition counted: nothing of the set is left to go on with.
            entry = Entry(before=None if self._now is None else self._now.sheet)
            self._look_ahead(_Place(index=following.index, zero_ms=end_ms), look, entry, end_ms)
            return
        step = _Place(index=at.step.index, zero_ms=end_ms - at.offset_ms)
        last = self._last
        is_same = last is not None and last.place.index == step.index and at.offset_ms > 0
        entry = last.entry if last is not None and is_same else Entry(is_jump=True)
        before = None if self._now is None else self._now.sheet
        entry = replace(entry, resumed_at_ms=at.offset_ms, was_away=self._was_away, before=before)
        self._look_ahead(step, look, entry, end_ms)

    def _stand(self, events: Sequence[Event], look: Look) -> None:
        for event in events:
            if isinstance(event, Interrupted):
                self._say_once(self._score.slept(), look)
            elif isinstance(event, Paused):
                self._say_once(self._score.paused(), look)
        was_away = self._was_away
        self._was_away |= look.view.away_ms > 0 or look.view.paused_ms >= LONG_PAUSE_MS
        if events or was_away is not self._was_away:
            self._player.prepare(self._score.choice().heard(self._way_back(look)))
        if self._music_path is not None and not self._is_music_paused:
            self._is_music_paused = True
            self._player.pause_music(True)

    def _say_once(self, sheet: Sheet, look: Look) -> None:
        """End all that sounds; what is said instead is heard without anybody looking any more."""
        self._now = self._next = None
        self._said = (sheet, look.now_ms)
        self._player.stop()
        self._player.begin(self._score.choice().heard(sheet), zero_ms=look.now_ms)

    def _go_on(self) -> None:
        """Keep the player awake and its music right while the session runs."""
        self._player.alive()
        path = self._music()
        if path != self._music_path:
            self._music_path = path
            self._player.play_music(path)
        if path is not None and self._is_music_paused is not False:
            # Also the first time: the session before may have left it paused.
            self._is_music_paused = False
            self._player.pause_music(False)

    # One stretch after the other

    def _follow(self, place: _Place, look: Look) -> None:
        """Let the sheet of a place sound, unless it does already."""
        if self._next is not None and self._next.place == place:
            # The player went over to it by itself.
            self._now, self._next = self._next, None
        for one in (self._now, self._next):
            if one is not None and one.then is not None and one.then.place == place:
                self._now, self._next = one.then, None
        if self._now is None or self._now.place != place:
            self._enter(place, look)
        elif not self._is_as(self._now, look):
            self._change(self._now, look)
        if not place.count_in_ms:
            self._last = self._now

    def _enter(self, place: _Place, look: Look) -> None:
        """Begin at once."""
        offset_ms = look.now_ms - place.zero_ms
        from_ms = 0 if offset_ms <= LATE_MS else offset_ms
        is_jump = self._is_jump(place, look)
        before = None if self._last is None or is_jump else self._last.sheet
        self._begin(self._made(place, look, Entry(is_jump=is_jump, before=before), from_ms))

    def _is_jump(self, place: _Place, look: Look) -> bool:
        """Whether a step is not come to by playing the one before to its end."""
        if self._last is None:
            return place.index > 0
        last = self._last.place
        following = look.timeline.next_step(last.index)
        end_ms = last.zero_ms + look.timeline.steps[last.index].duration_ms
        is_next = following is not None and following.index == place.index
        return not is_next or place.zero_ms != end_ms

    def _change(self, now: _Stretch, look: Look) -> None:
        """Go on with a sheet that is made again, from where it stands."""
        choice = self._score.choice()
        old, at_ms = now.sheet, look.now_ms - now.zero_ms
        is_new_voice = choice.lengths_ms is not now.choice.lengths_ms or not now.choice.is_spoken
        if is_new_voice and choice.is_spoken:
            # It does not end the sentence of the one before, or of none.
            old = without_line_at(old, at_ms)
        made = self._made(now.place, look, now.entry, now.from_ms)
        sheet = joined(old, made.sheet, at_ms)
        if at_ms > 0 and not now.place.count_in_ms:
            changed = self._score.changed_step(
                look.timeline,
                now.place.index,
                choice,
                now.entry,
                said=to_offset(old, now.from_ms),
                said_until_ms=now.from_ms + at_ms,
            )
            sheet = from_offset(changed, now.from_ms)
        self._begin(replace(made, sheet=sheet))

    def _look_ahead(self, place: _Place, look: Look, entry: Entry, at_ms: Millis) -> None:
        """Have what follows at monotonic `at_ms` made ready, and queued when it is close."""
        from_ms = at_ms - place.zero_ms
        if self._now is not None and self._now.then is not None and self._now.then.place == place:
            return  # It is played with the one at hand.
        if at_ms - look.now_ms > AHEAD_MS:
            self._prepare(place, look, entry, from_ms)
        elif self._next is None or self._next.place != place:
            self._next = self._with_end(self._made(place, look, entry, from_ms), look)
            self._player.begin(self._next.heard, zero_ms=self._next.zero_ms)

    def _with_end(self, stretch: _Stretch, look: Look) -> _Stretch:
        """With the step after it, when it would end before anybody could look once it began."""
        index, end_ms = stretch.place.index, stretch.zero_ms + stretch.sheet.length_ms
        following = look.timeline.next_step(index)
        if following is None or stretch.sheet.length_ms > AHEAD_MS:
            return stretch
        place = _Place(index=following.index, zero_ms=end_ms)
        return replace(stretch, then=self._made(place, look, Entry(before=stretch.sheet), 0))

    def _prepare(self, place: _Place, look: Look, entry: Entry, from_ms: Millis) -> None:
        what = (id(look.timeline), place.index, from_ms, id(self._score.choice()))
        if what != self._prepared:
            self._prepared = what
            self._player.prepare(self._made(place, look, entry, from_ms).heard)

    def _made(self, place: _Place, look: Look, entry: Entry, from_ms: Millis) -> _Stretch:
        """The sheet of a place, from an offset on."""
        choice = self._score.choice()
        if place.count_in_ms:
            sheet = self._count_in(look, look.view.position, place.count_in_ms)
        else:
            sheet = self._score.step(look.timeline, place.index, choice, entry)
        return _Stretch(
            sheet=from_offset(sheet, from_ms),
            zero_ms=place.zero_ms + from_ms,
            place=place,
            timeline=look.timeline,
            choice=choice,
            entry=entry,
        )

    def _begin(self, stretch: _Stretch) -> None:
        """Sound this now; what was queued is forgotten, by the player too."""
        self._now, self._next = stretch, None
        self._player.begin(stretch.heard, zero_ms=stretch.zero_ms)

    def _is_as(self, stretch: _Stretch, look: Look) -> bool:
        """Whether a stretch was made of how it is now."""
        return stretch.timeline is look.timeline and stretch.choice is self._score.choice()
