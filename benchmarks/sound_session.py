"""A circuit that is heard, for sound.py to measure: its sheets, and one that is followed."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gluteapp.audio.mixer_render import CLIPS_BYTES, ClipShelf, decode_clip
from gluteapp.audio.pygame_player import PygamePlayer
from gluteapp.audio.sheet import Sheet, sheet_of
from gluteapp.audio.transcript import session_sheets
from gluteapp.audio.voice import load_voice
from gluteapp.audio.wishes import Wishes
from gluteapp.content import load_content
from gluteapp.core.clock import SystemClock
from gluteapp.core.layout import Options, lay_out
from gluteapp.paths import Paths

SHORT_MS = 2_500
"""A step of a shortened circuit: its first sounds, and on to the next."""
AHEAD_MS = 2_500
"""The whole length of a short step; the conductor queues longer ones 5.5 s before their end."""
BUSY_MS, PERIOD_MS = 45, 60
"""A busy interface is blocked so long of every period."""


@dataclass(frozen=True)
class Heard:
    """The sheets of a circuit with where each begins, and the voice that says them."""

    steps: tuple[tuple[int, Sheet], ...]
    clips: Mapping[str, Path]
    length_ms: int

    @classmethod
    def whole(cls, circuit: str = "foundation") -> Heard:
        """A circuit as it ships, counted aloud."""
        paths = Paths.under(Path("nowhere"))
        content = load_content(paths)
        voice = load_voice(paths.assets / "voice" / "low", Path("nowhere"))
        timeline = lay_out(content.circuits[circuit], content.library, Options())
        steps = session_sheets(
            timeline,
            wishes=Wishes(lead="both", has_voice=True),
            lengths=voice.lengths_ms,
            felt=lambda _: None,
        )
        return cls(tuple(steps), voice.files, timeline.length_ms)

    def short(self, seconds: int) -> Heard:
        """Only the beginning of each step, one close after the other, for so many seconds."""
        starts = [
            sheet_of([one for one in sheet.heard if one.end_ms <= SHORT_MS], SHORT_MS)
            for _, sheet in self.steps
        ]
        starts = [sheet for sheet in starts if sheet.heard]
        count = seconds * 1000 // SHORT_MS
        steps = [(number * SHORT_MS, starts[number % len(starts)]) for number in range(count)]
        return Heard(tuple(steps), self.clips, count * SHORT_MS)


def open_shelf(clips: Mapping[str, Path]) -> ClipShelf:
    """The decoded clips, in this process."""
    os.environ.update(SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")
    from pygame import mixer  # noqa: PLC0415 - the driver has to be chosen before

    mixer.init(44_100, -16, 2, 512, allowedchanges=0)
    return ClipShelf(clips, decode_clip, CLIPS_BYTES)


class Follower:
    """Plays a circuit as a session does: the next step is queued before this one ends."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._late_ms: list[float] = []
        log = logging.getLogger("gluteapp.audio")
        log.setLevel(logging.DEBUG)
        log.addHandler(_Late(self._late_ms))
        self._player = PygamePlayer(clock=SystemClock(), volume=1.0)
        if not self._player.settle(30).is_heard:
            raise SystemExit("no output opened")
        self._player.use_voice(heard.clips)
        self._zero_ms = _now_ms() + 1_500
        self._begun = 0

    def tick(self) -> bool:
        """One look, as the session screen takes 20 a second; false when all is over."""
        now_ms = _now_ms()
        self._player.alive()
        self._player.poll()
        steps = self._heard.steps
        if self._begun < len(steps):
            at_ms, sheet = steps[self._begun]
            is_current = self._begun == 0 or now_ms >= self._zero_ms + steps[self._begun - 1][0]
            if is_current and now_ms >= self._zero_ms + at_ms - AHEAD_MS:
                self._player.begin(sheet, zero_ms=self._zero_ms + at_ms)
                for _, coming in steps[self._begun + 1 : self._begun + 2]:
                    self._player.prepare(coming)
                self._begun += 1
        return now_ms < self._zero_ms + self._heard.length_ms + 1_500

    def end(self) -> tuple[float, Sequence[float]]:
        """The monotonic time of its start, and by how much each step was begun late, in ms."""
        self._player.poll()
        self._player.close()
        return self._zero_ms, self._late_ms


def follow(heard: Heard, *, is_busy: bool) -> tuple[float, Sequence[float]]:
    """Follow a circuit beside Qt's event loop, which is idle or hardly gets to run."""
    from PySide6.QtCore import QCoreApplication, QTimer  # noqa: PLC0415 - only in the child

    app = QCoreApplication([])
    follower = Follower(heard)
    looks = QTimer(interval=50)
    looks.timeout.connect(lambda: None if follower.tick() else app.quit())
    looks.start()
    load = QTimer(interval=PERIOD_MS)
    load.timeout.connect(_block)
    if is_busy:
        load.start()
    app.exec()
    return follower.end()


class _Late(logging.Handler):
    """Collects what the mixer says of each sheet that began."""

    def __init__(self, late_ms: list[float]) -> None:
        super().__init__(logging.DEBUG)
        self._late_ms = late_ms

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the lateness of one sheet."""
        if record.msg.startswith("a sheet began") and isinstance(record.args, tuple):
            self._late_ms.append(float(str(record.args[0])))


def _block() -> None:
    """Work as a busy interface does: Python that lets nobody else run."""
    until = time.perf_counter() + BUSY_MS / 1000
    while time.perf_counter() < until:
        pass


def _now_ms() -> float:
    return time.monotonic_ns() / 1e6
