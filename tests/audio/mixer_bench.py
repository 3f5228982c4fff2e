"""A desk on the dummy driver, in this process, with a clock that is moved by hand."""

from __future__ import annotations

import queue
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gluteapp.audio import mixer_desk
from gluteapp.audio.mixer_desk import MixerDesk
from gluteapp.audio.mixer_music import Loaded
from gluteapp.audio.mixer_render import Rendered
from gluteapp.audio.sheet import Heard, Sheet
from gluteapp.audio.tones import RATE_HZ

PATIENCE_S = 30.0


def write_wav(path: Path, length_ms: int, level: int = 8_000) -> Path:
    """A file with a tone of 200 Hz, mono."""
    time_s = np.arange(length_ms * RATE_HZ // 1000) / RATE_HZ
    made = np.rint(level * np.sin(2 * np.pi * 200 * time_s)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(made.tobytes())
    return path


def word(at_ms: int, name: str = "one", length_ms: int = 400) -> Heard:
    return Heard(at_ms=at_ms, sound=f"say:{name}", length_ms=length_ms)


class Bench:
    """A desk, its clock and what it said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now_ms = 100_000.0
        self.said: list[dict[str, Any]] = []
        self._results: queue.SimpleQueue[Rendered | Loaded] = queue.SimpleQueue()
        monkeypatch.setattr(mixer_desk, "now_ms", lambda: self.now_ms)
        self.desk = MixerDesk(post=self._results.put, say=lambda **words: self.said.append(words))

    def take(self) -> Rendered | Loaded:
        """Wait for what a thread does, and hand it in."""
        result = self._results.get(timeout=PATIENCE_S)
        self.desk.take(result)
        self.desk.act()
        return result

    def pass_ms(self, ms: float) -> None:
        """Let time pass, and the desk act whenever it wants to."""
        until_ms = self.now_ms + ms
        while True:
            self.desk.act()
            next_ms = self.desk.next_ms()
            if next_ms is None or next_ms > until_ms:
                break
            self.now_ms = max(next_ms, self.now_ms + 0.1)
        self.now_ms = until_ms
        self.desk.act()

    def begin(self, sheet: Sheet, in_ms: float = 0.0) -> None:
        """Begin a sheet that is rendered at once."""
        self.desk.begin(sheet, self.now_ms + in_ms)
        self.take()
        self.desk.act()

    @property
    def begun(self) -> list[float]:
        """The times of offset 0 of the sheets that began."""
        return [words["zero_ms"] for words in self.said if words["said"] == "began"]

    @property
    def level(self) -> float:
        """Loudness of the sheet that sounds."""
        running = self.desk._lineup.running
        assert running is not None
        assert running.sound is not None
        return running.sound.get_volume()
