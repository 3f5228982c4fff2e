"""The user's own music in the mixer's process: loads, loops, ducks. Knows no sheet.

Files are read in a thread of their own: a folder on a sleeping disk or a lost network must not hold
up the voice.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gluteapp.audio.ducking import STEP_MS, Ramp, Span, duck_level, next_change_ms
from gluteapp.audio.music import Reason, Trouble, kind_of, music_files, touch, why_not

FADE_MS = 250
"""Music that is paused, or goes on, swells so long."""

AGAIN_LOOKS = 20
"""After so many looks (5 s) music that was not there is asked for again."""

END_LIMIT_S = 0.5
"""Longest wait for a thread at the end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A file of a choice that is to be loaded: the one at `first`, or the next that can be."""

    choice: int
    path: Path
    first: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """How it went: `index` is the file that waits to be played."""

    asked: Asked
    index: int = 0
    title: str = ""
    name: str = ""
    """Of that file."""
    skipped: Mapping[str, Reason] = field(default_factory=dict)
    """The files that could not be loaded on the way, by name."""
    trouble: Trouble = Trouble.NONE


class MusicDesk:
    """pygame's music stream, its loudness and what plays on it."""

    def __init__(self, post: Callable[[Loaded], None], say: Callable[..., None]) -> None:
        """To be made when the mixer is open; `post` is called in the thread, `say` is not."""
        from pygame import error, mixer  # noqa: PLC0415 - the environment has to be set before

        self._music = mixer.music
        self._no_sound = error
        self._post, self._say = post, say
        self._jobs: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._choice = 0
        self._now: Loaded | None = None
        self._volume = 1.0
        self._gate = Ramp(1.0)
        self._is_wanted, self._is_paused, self._is_held = False, False, False
        self._set_volume = -1.0
        self._missed: Asked | None = None
        """What was not there, and is asked for again after so many looks."""
        self._looks_left = 0
        self._told: Trouble | None = None
        self._files_of: tuple[int, list[Path], Trouble] = (0, [], Trouble.NONE)
        self._thread = threading.Thread(target=self._load_all, name="reads music", daemon=True)
        self._thread.start()

    @property
    def is_sounding(self) -> bool:
        """Whether music comes out of the output."""
        return self._now is not None and not self._is_held

    def play(self, path: Path | None, first: int) -> None:
        """Play a file or a folder from its `first` file on, or end with a fade."""
        self._choice += 1
        self._is_wanted = path is not None
        self._missed, self._told = None, None
        if path is not None:
            self._ask(Asked(self._choice, path, first))

    def pause(self, is_paused: bool) -> None:
        """Hold it where it is, or let it go on."""
        self._is_paused = is_paused

    def set_volume(self, volume: float) -> None:
        """Its own loudness, before ducking."""
        self._volume = volume

    def end(self) -> None:
        """Read no more files; a folder that does not answer is not waited for."""
        self._jobs.put(None)
        self._thread.join(timeout=END_LIMIT_S)

    def take(self, loaded: Loaded) -> None:
        """Play what was loaded, unless something else was asked for since."""
        asked = loaded.asked
        if asked.choice != self._choice or not self._is_wanted:
            return
        skipped, trouble = dict(loaded.skipped), loaded.trouble
        self._now = None
        self._missed = asked if trouble is Trouble.MISSING else None
        self._looks_left = AGAIN_LOOKS
        if not trouble:
            self._gate = Ramp(0.0)
            self._set_volume = 0.0
            self._music.set_volume(0.0)
            try:
                self._music.play()
                self._now = loaded
            except self._no_sound:
                skipped[loaded.name] = Reason.DAMAGED
                self._ask(Asked(asked.choice, asked.path, loaded.index + 1))
        self._is_held = False
        if trouble and trouble is self._told:
            return
        self._told = trouble
        self._say(
            said="music",
            index=loaded.index,
            title=loaded.title if self._now else "",
            skipped=skipped,
            trouble=trouble.value,
        )

    def look(self) -> None:
        """Go on with the next file when one is over; see whether what is missing is back."""
        self._looks_left -= 1
        if self._missed is not None and self._looks_left <= 0:
            missed, self._missed = self._missed, None
            self._ask(missed)
        now = self._now
        if now is not None and not self._is_held and not self._music.get_busy():
            self._now = None
            if self._is_wanted:
                self._ask(Asked(self._choice, now.asked.path, now.index + 1))

    def act(self, now_ms: float, spans: Sequence[Span], *, is_frozen: bool) -> None:
        """Set the loudness that belongs to this moment."""
        if self._now is None:
            return
        is_silent = self._is_paused or is_frozen
        target = 1.0 if self._is_wanted and not is_silent else 0.0
        if self._gate.value != target:
            self._gate.aim(target, now_ms=now_ms, over_ms=FADE_MS)
        if target and self._is_held:
            self._is_held = False
            self._music.unpause()
        level = self._gate.at(now_ms)
        volume = self._volume * level * duck_level(now_ms, spans)
        if volume != self._set_volume and not self._is_held:
            self._set_volume = volume
            self._music.set_volume(volume)
        if target or self._gate.is_moving(now_ms):
            return
        if not self._is_wanted:
            self._now = None
            self._music.stop()
            self._music.unload()
        elif not self._is_held:
            self._is_held = True
            self._music.pause()

    def next_ms(self, now_ms: float, spans: Sequence[Span]) -> float | None:
        """When `act` has something to do again; None when nothing changes."""
        if self._now is None:
            return None
        if self._gate.is_moving(now_ms):
            return now_ms + STEP_MS
        change_ms = next_change_ms(now_ms, spans)
        return None if change_ms is None else max(change_ms, now_ms + STEP_MS)

    def _ask(self, asked: Asked) -> None:
        """Have a file loaded, and say so first: what happens if this process does not survive it."""
        if not self._told:
            self._say(said="loading", index=asked.first)
        self._jobs.put(asked)

    def _load_all(self) -> None:
        while (asked := self._jobs.get()) is not None:
            self._post(self._load(asked))

    def _load(self, asked: Asked) -> Loaded:
        is_listed = self._files_of[0] == asked.choice
        if not is_listed:
            self._files_of = (asked.choice, *music_files(asked.path))
        loaded = self._load_one(asked)
        if is_listed and loaded.trouble:
            # What was listed has gone since, or came back.
            self._files_of = (asked.choice, *music_files(asked.path))
            loaded = self._load_one(asked)
        return loaded

    def _load_one(self, asked: Asked) -> Loaded:
        """The first file that can be loaded of those that are listed."""
        _, files, trouble = self._files_of
        if trouble:
            return Loaded(asked, trouble=trouble)
        skipped: dict[str, Reason] = {}
        for step in range(len(files)):
            index = (asked.first + step) % len(files)
            file = files[index]
            reason = self._load_file(file)
            if reason is None:
                return Loaded(asked, index, self._title(file), file.name, skipped)
            skipped[file.name] = reason
        return Loaded(asked, skipped=skipped, trouble=Trouble.UNPLAYABLE)

    def _load_file(self, file: Path) -> Reason | None:
        """Load one file; why not, if that does not go."""
        try:
            start = touch(file)
        except OSError:
            return Reason.UNREADABLE
        kind = kind_of(start)
        try:
            # Without a kind it goes by the ending, and then by what is in the file.
            self._music.load(file, *([kind] if kind else []))
        except self._no_sound:
            return why_not(start)
        return None

    def _title(self, path: Path) -> str:
        try:
            title = str(self._music.get_metadata().get("title") or "")
        except self._no_sound:
            title = ""
        return title.strip() or path.stem
