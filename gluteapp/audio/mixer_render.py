"""Decodes clips and renders sheets in a thread of the mixer's process. Plays nothing.

The thread that starts sounds at their time must not wait for a file or a buffer of 7 MB.
"""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gluteapp.audio.player import Tone
from gluteapp.audio.render import (
    LONGEST_CLIP_MS,
    Mono,
    Stereo,
    frame_at,
    frames_needed,
    render_into,
)
from gluteapp.audio.sheet import SAY, TONE, Sheet
from gluteapp.audio.tones import samples

if TYPE_CHECKING:
    from pygame.mixer import Sound

CLIPS_BYTES = 10_000_000
"""Two minutes of speech: the counts, and what a few stations say."""
_NOTHING: Mono = np.zeros(0, np.int16)


@cache
def tone_samples(name: str) -> Mono:
    """A tone by its value; nothing for a name that is none."""
    if name not in {tone.value for tone in Tone}:
        return _NOTHING
    return np.ascontiguousarray(samples(Tone(name))[:, 0])


class ClipShelf:
    """The voice's clips, decoded when first needed; the longest unused make room for new ones."""

    def __init__(
        self, paths: Mapping[str, Path], decode: Callable[[Path], Mono], limit_bytes: int
    ) -> None:
        self._paths = paths
        self._decode = decode
        self._limit_bytes = limit_bytes
        self._clips: OrderedDict[str, Mono] = OrderedDict()
        self.held_bytes = 0

    def samples_of(self, sound: str) -> Mono:
        """The samples of a sheet's sound; nothing for what is unknown or cannot be decoded."""
        if sound.startswith(TONE):
            return tone_samples(sound.removeprefix(TONE))
        line = sound.removeprefix(SAY)
        if line in self._clips:
            self._clips.move_to_end(line)
            return self._clips[line]
        if line not in self._paths:
            return _NOTHING
        clip = self._decode(self._paths[line])[: frame_at(LONGEST_CLIP_MS)]
        self._clips[line] = clip
        self.held_bytes += clip.nbytes
        while self.held_bytes > self._limit_bytes:
            self.held_bytes -= self._clips.popitem(last=False)[1].nbytes
        return clip


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sheet that is ready to be played, with the voice of that number."""

    sheet: Sheet
    sound: Sound | None
    """None when nothing of it sounds."""
    voice: int


class RenderThread:
    """Renders what it is asked for, the newest first, and hands it to `done`."""

    def __init__(self, done: Callable[[Rendered], None]) -> None:
        """To be made when the mixer is open; `done` is called in the thread."""
        self._done = done
        self._jobs: queue.LifoQueue[Sheet | None] = queue.LifoQueue()
        self._voice = (0, ClipShelf({}, decode_clip, CLIPS_BYTES))
        self._thread = threading.Thread(target=self._work, name="renders", daemon=True)
        self._thread.start()

    @property
    def held_bytes(self) -> int:
        """Memory of the decoded clips."""
        return self._voice[1].held_bytes

    def use_voice(self, paths: Mapping[str, Path], number: int) -> None:
        """Speak with these clips from now on."""
        self._voice = (number, ClipShelf(paths, decode_clip, CLIPS_BYTES))

    def ask(self, sheet: Sheet) -> None:
        """Render a sheet soon."""
        self._jobs.put(sheet)

    def end(self) -> None:
        """Take no more jobs; what is being rendered may still come."""
        self._jobs.put(None)
        self._thread.join(timeout=0.5)

    def _work(self) -> None:
        while (sheet := self._jobs.get()) is not None:
            number, shelf = self._voice
            self._done(Rendered(sheet, self._render(sheet, shelf), number))

    def _render(self, sheet: Sheet, shelf: ClipShelf) -> Sound | None:
        frames = frames_needed(sheet, shelf.samples_of)
        if frames == 0:
            return None
        # Rendered into the mixer's own memory: a second copy would be another 7 MB.
        sound = new_sound(np.zeros((frames, 2), np.int16))
        render_into(samples_in(sound), sheet, shelf.samples_of)
        return sound


def decode_clip(path: Path) -> Mono:
    """The samples of a sound file; nothing when it cannot be played. Needs an open mixer."""
    from pygame import error  # noqa: PLC0415 - the environment has to be set before
    from pygame.mixer import Sound  # noqa: PLC0415 - idem

    try:
        # The mixer converts to its own rate and to two channels.
        both = samples_in(Sound(file=str(path)))
    except (error, OSError):
        return _NOTHING
    return np.asarray(np.rint(both.mean(axis=1)), np.int16)


def new_sound(samples: Stereo) -> Sound:
    """A sound with a copy of these samples."""
    from pygame.mixer import Sound  # noqa: PLC0415 - the environment has to be set before

    return Sound(buffer=samples.data)


def samples_in(sound: Sound) -> Stereo:
    """The samples of a sound themselves; changed, the sound is."""
    return np.asarray(sound)
