"""A player that writes down what would be heard, and when; makes no sound and loads no library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gluteapp.audio.player import PlayerState
from gluteapp.audio.sheet import Heard, Sheet
from gluteapp.core.clock import Clock

SAME_MS = 40
"""A sheet begun again this close to where it stands goes on as it is, as players do."""
FROZEN_MS = 5_200
"""So long without a sign of life lets everything fall silent, as players do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounded:
    """A sound that was heard, in ms of the monotonic clock."""

    heard: Heard
    due_ms: float
    """When its first sample was due."""
    from_ms: float
    """From when on it was heard; later than due where its sheet began inside it."""
    until_ms: float
    """When it ended, by itself or because something else began."""

    @property
    def is_whole(self) -> bool:
        """Whether it was heard from its start to its end."""
        return self.from_ms == self.due_ms and self.until_ms == self.due_ms + self.heard.length_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class _Played:
    """A sheet, and from when until when it was played."""

    sheet: Sheet
    zero_ms: float
    from_ms: float
    until_ms: float = float("inf")

    def sounds(self) -> Iterator[Sounded]:
        """What of it was heard."""
        for one in self.sheet.heard:
            due_ms = self.zero_ms + one.at_ms
            from_ms = max(due_ms, self.from_ms)
            until_ms = min(due_ms + one.length_ms, self.until_ms)
            if from_ms < until_ms:
                yield Sounded(heard=one, due_ms=due_ms, from_ms=from_ms, until_ms=until_ms)


class WritingPlayer:
    """Keeps the sheets it is given, as a player with an ideal output would sound them."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._played: list[_Played] = []
        self._is_sounding = False
        self._queued: tuple[Sheet, float] | None = None
        self._alive_ms: float | None = None

    @property
    def state(self) -> PlayerState:
        """Never heard, and no problem."""
        return PlayerState(is_heard=False)

    def sounded(self) -> list[Sounded]:
        """Everything that was or will be heard, in the order of its beginning."""
        self._catch_up()
        whole: dict[tuple[float, str], Sounded] = {}
        for played in self._played:
            for sound in played.sounds():
                known = whole.get((sound.due_ms, sound.heard.sound))
                if known is not None and known.until_ms == sound.from_ms:
                    # The same sound in a sheet that took over from another one.
                    sound = replace(sound, from_ms=known.from_ms)
                whole[sound.due_ms, sound.heard.sound] = sound
        return sorted(whole.values(), key=lambda one: (one.from_ms, one.heard.sound))

    def prepare(self, sheet: Sheet) -> None:
        """Nothing."""

    def begin(self, sheet: Sheet, *, zero_ms: float) -> None:
        """Let a sheet sound from now on, or from its zero on when that is still to come."""
        self._catch_up()
        self._queued = None
        now_ms = self._now_ms()
        if zero_ms > now_ms and self._is_sounding:
            self._queued = (sheet, zero_ms)
            return
        last = self._played[-1] if self._is_sounding else None
        if last and last.sheet == sheet and abs(last.zero_ms - zero_ms) <= SAME_MS:
            return
        self._enter(sheet, zero_ms, max(now_ms, zero_ms))

    def stop(self) -> None:
        """Let nothing sound any more."""
        self._catch_up()
        self._queued = self._alive_ms = None
        self._end(self._now_ms())

    def alive(self) -> None:
        """Let it go on, from where it is now when it fell silent."""
        self._catch_up()
        self._alive_ms = self._now_ms()

    def use_voice(self, clips: Mapping[str, Path]) -> None:
        """Nothing."""

    def set_volume(self, volume: float) -> None:
        """Nothing."""

    def set_muted(self, is_muted: bool) -> None:
        """Nothing."""

    def play_music(self, path: Path | None) -> None:
        """Nothing."""

    def set_music_volume(self, volume: float) -> None:
        """Nothing."""

    def pause_music(self, is_paused: bool) -> None:
        """Nothing."""

    def poll(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""

    def _now_ms(self) -> float:
        return self._clock.read().monotonic_ms

    def _catch_up(self) -> None:
        """Go over to what was queued when its time came, and be silent from when on life was lost."""
        now_ms = self._now_ms()
        frozen_ms = float("inf") if self._alive_ms is None else self._alive_ms + FROZEN_MS
        if self._queued is not None and now_ms >= self._queued[1]:
            sheet, zero_ms = self._queued
            self._queued = None
            self._enter(sheet, zero_ms, zero_ms)
        if now_ms > frozen_ms and self._is_sounding:
            last = self._played[-1]
            self._played = [one for one in self._played if one.from_ms < frozen_ms]
            self._is_sounding = bool(self._played)
            self._end(frozen_ms)
            self._enter(last.sheet, last.zero_ms, now_ms)
            self._alive_ms = now_ms

    def _enter(self, sheet: Sheet, zero_ms: float, from_ms: float) -> None:
        self._end(from_ms)
        self._played.append(_Played(sheet=sheet, zero_ms=zero_ms, from_ms=from_ms))
        self._is_sounding = True

    def _end(self, at_ms: float) -> None:
        if self._is_sounding:
            self._played[-1] = replace(self._played[-1], until_ms=at_ms)
        self._is_sounding = False
