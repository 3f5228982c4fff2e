"""Plays sheets through pygame's mixer, kept in a process of its own; goes on silently without it.

| state   | what it means                        | begin       | poll                              |
|---------|--------------------------------------|-------------|-----------------------------------|
| IDLE    | not asked for yet                    | opens       | opens                             |
| OPENING | the mixer's process is starting      | is kept     | hears how it went, or gives it up |
| OPEN    | sheets are heard                     | heard       | hears of changes, asks for a sign |
| WAITING | no output; `problem` says so         | is kept     | opens again when it is time       |
| CLOSED  | for good                             | nothing     | nothing                           |

What sounds and what is queued is remembered with its time, so that after a loss the next process
goes on in the right place. Nothing here waits: see `mixer_link`. Neither pygame nor SDL is ever
loaded into this process, which is why signals stay its own.
"""

from __future__ import annotations

import logging
import queue
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from gluteapp.audio.mixer_link import CLOSE_LIMIT_S, MixerLink
from gluteapp.audio.mixer_watch import NO_REAL_OUTPUT
from gluteapp.audio.music import Trouble
from gluteapp.audio.music_words import music_problem
from gluteapp.audio.player import SAME_MS, PlayerState
from gluteapp.audio.sheet import Sheet
from gluteapp.audio.wire import line, packed, words_of
from gluteapp.core.clock import Clock, Millis
from gluteapp.language import tr

RETRY_MS: tuple[Millis, ...] = (1_000, 2_000, 4_000, 8_000, 10_000)
"""How long to wait before each new try; the last one stays."""
STEADY_MS: Millis = 10_000
"""An output that lasted this long is tried again at once when it goes."""
OPEN_LIMIT_MS: Millis = 10_000
"""A mixer that has not said by then whether it opened is given up; it gives itself 6 s."""
ANSWER_LIMIT_MS: Millis = 4_000
ANSWER_POLLS = 4
"""A mixer that has not answered for so long, at so many polls, is given up; a clock that jumps on
because the machine slept is no silence."""
ALIVE_MS: Millis = 100
"""Signs of life are passed on at most so often."""
RESTARTED_MS: Millis = 60_000
"""A sheet is begun again in a new process until so long after its end."""

_NAMELESS = ("", "System audio output device")

_log = logging.getLogger("gluteapp.audio")


class _Stage(StrEnum):
    IDLE = "idle"
    OPENING = "opening"
    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class PygamePlayer:
    """A player on the machine's own output; opens it at the first poll or sheet."""

    def __init__(
        self,
        *,
        clock: Clock,
        volume: float = 0.8,
        is_muted: bool = False,
        command: Sequence[str] | None = None,
    ) -> None:
        """`command` starts the mixer's process; by default this Python does."""
        self._clock = clock
        self._volume = volume
        self._is_muted = is_muted
        self._command = tuple(command or (sys.executable, "-m", "gluteapp.audio.mixer_process"))
        self._stage = _Stage.IDLE
        self._link: MixerLink | None = None
        self._devices: list[str] = []
        self._problem: str | None = None
        self._failures = 0
        self._opened_ms: Millis = 0
        self._retry_at_ms: Millis = 0
        self._opening_ms: Millis = 0
        self._asked_ms: Millis | None = None
        self._unanswered = 0
        self._alive_at_ms: Millis | None = None
        self._clips: Mapping[str, Path] = {}
        self._begun: tuple[tuple[Sheet, float], ...] = ()
        self._music: Path | None = None
        self._music_volume = 1.0
        self._is_music_paused = False
        self._music_said: Mapping[str, Any] = {}
        self._is_music_loading = False
        self._broken_music: Path | None = None

    @property
    def state(self) -> PlayerState:
        """How it stands, as of the last poll or sheet."""
        is_open = self._stage is _Stage.OPEN
        has_output = is_open and self._devices != [NO_REAL_OUTPUT]
        is_silenced = self._is_muted or self._volume <= 0
        return PlayerState(
            is_heard=has_output and not is_silenced,
            device=self._device() if has_output else "",
            problem=_no_output() if is_open and not has_output else self._problem,
            is_opening=self._stage is _Stage.OPENING,
            music_title=str(self._music_said.get("title", "")) if is_open else "",
            music_problem=music_problem(self._music, self._music_said),
        )

    def use_voice(self, clips: Mapping[str, Path]) -> None:
        """Say lines with these files."""
        self._clips = dict(clips)
        self._tell_voice()

    def prepare(self, sheet: Sheet) -> None:
        """Have a sheet rendered ahead."""
        self._tell(do="prepare", sheet=packed(sheet))

    def begin(self, sheet: Sheet, *, zero_ms: float) -> None:
        """Sound a sheet with its offset 0 at that time; kept until there is an output."""
        same = [one == sheet and abs(at - zero_ms) <= SAME_MS for one, at in self._begun]
        if any(same[-1:]):
            return
        now_ms = self._now_ms()
        running = [one for one in self._begun if one[1] <= now_ms and zero_ms > now_ms]
        self._begun = (*running[-1:], (sheet, zero_ms))
        if self._stage is _Stage.IDLE:
            self._open()
            return
        self._listen()
        self._tell_begin(sheet, zero_ms)

    def stop(self) -> None:
        """Fade out and forget what sounds and what is queued."""
        self._begun = ()
        self._alive_at_ms = None
        self._tell(do="stop")

    def alive(self) -> None:
        """Pass a sign of life on."""
        now_ms = self._now_ms()
        if self._alive_at_ms is None or now_ms - self._alive_at_ms >= ALIVE_MS:
            self._alive_at_ms = now_ms
            self._tell(do="alive")

    def set_volume(self, volume: float) -> None:
        """Loudness of tones and voice from 0 to 1: the share of full amplitude."""
        self._volume = min(max(volume, 0.0), 1.0)
        self._tell(do="volume", share=round(self._volume, 3))

    def set_muted(self, is_muted: bool) -> None:
        """Let tones and voice be silent, also in what sounds, or not."""
        self._is_muted = is_muted
        self._tell(do="muted", is_on=is_muted)

    def play_music(self, path: Path | None) -> None:
        """Play the user's own file or folder without end, or none; the same again goes on."""
        if path == self._music and not self._music_said.get("trouble"):
            return
        self._music, self._music_said = path, {}
        if path is not None and path == self._broken_music:
            self._music_said = {"trouble": Trouble.BROKE}
        if self._stage is _Stage.IDLE and path is not None:
            self._open()
            return
        self._tell_music()

    def set_music_volume(self, volume: float) -> None:
        """Loudness of the music from 0 to 1."""
        self._music_volume = min(max(volume, 0.0), 1.0)
        self._tell(do="music_volume", share=round(self._music_volume, 3))

    def pause_music(self, is_paused: bool) -> None:
        """Hold the music where it is, or let it go on."""
        self._is_music_paused = is_paused
        self._tell(do="music_pause", is_on=is_paused)

    def poll(self) -> None:
        """Hear what the mixer says; open, or open again when it is time."""
        self._listen()
        self._judge()
        is_due = self._now_ms() >= self._retry_at_ms
        if self._stage is _Stage.IDLE or (self._stage is _Stage.WAITING and is_due):
            self._open()

    def settle(self, timeout_s: float) -> PlayerState:
        """Wait until it is known whether the output opens; for checks, not for the interface."""
        if self._stage is _Stage.IDLE:
            self._open()
        while self._stage is _Stage.OPENING and self._link is not None:
            try:
                self._hear(self._link.heard(timeout_s))
            except queue.Empty:
                break
        return self.state

    def close(self) -> None:
        """Let go of the output for good."""
        self._end_link(CLOSE_LIMIT_S if self._stage is _Stage.OPEN else 0)
        self._stage = _Stage.CLOSED

    def _now_ms(self) -> Millis:
        return self._clock.read().monotonic_ms

    def _device(self) -> str:
        if len(self._devices) != 1 or self._devices[0] in _NAMELESS:
            return ""
        return self._devices[0]

    def _open(self) -> None:
        try:
            self._link = MixerLink(self._command)
        except OSError as error:
            _log.info("mixer process did not start: %s", error)
            self._fail(tr("The sound player could not be started. The screen shows every cue."))
            return
        self._stage = _Stage.OPENING
        self._opening_ms, self._asked_ms = self._now_ms(), None
        self._is_music_loading = False
        self._tell_all()

    def _tell_all(self) -> None:
        """Bring a new process to where this player stands."""
        self._tell(do="volume", share=round(self._volume, 3))
        self._tell(do="muted", is_on=self._is_muted)
        self._tell_voice()
        self._tell(do="music_volume", share=round(self._music_volume, 3))
        self._tell(do="music_pause", is_on=self._is_music_paused)
        if self._music is not None:
            self._tell_music()
        now_ms = self._now_ms()
        for sheet, zero_ms in self._begun:
            if now_ms < zero_ms + sheet.length_ms + RESTARTED_MS:
                self._tell_begin(sheet, zero_ms)
        if self._alive_at_ms is not None:
            self._tell(do="alive")

    def _tell_voice(self) -> None:
        self._tell(do="voice", clips={name: str(path) for name, path in self._clips.items()})

    def _tell_begin(self, sheet: Sheet, zero_ms: float) -> None:
        self._tell(do="begin", sheet=packed(sheet), zero_ms=zero_ms)

    def _tell_music(self) -> None:
        first = self._music_said.get("index", 0)
        is_wanted = self._music is not None and self._music != self._broken_music
        self._tell(do="music", path=str(self._music) if is_wanted else None, first=first)

    def _tell(self, **words: object) -> None:
        if self._link is not None:
            self._link.tell(line(**words))

    def _listen(self) -> None:
        """Hear everything said so far, without waiting."""
        while self._link is not None:
            try:
                self._hear(self._link.heard())
            except queue.Empty:
                return

    def _hear(self, text: str | None) -> None:
        if text is None:
            self._lose_unannounced()
            return
        words = words_of(text)
        match words.get("said"):
            case "open" | "devices":
                if self._stage is _Stage.OPENING:
                    self._opened_ms = self._now_ms()
                self._stage = _Stage.OPEN
                self._problem = None
                self._devices = [str(name) for name in words["devices"]]
                _log.info("sound through %s: %s", words["driver"], self._devices)
            case "here":
                self._asked_ms = None
            case "loading":
                self._is_music_loading = True
            case "music":
                self._is_music_loading = False
                # What was left out stays told while the others play.
                skipped = {**self._music_said.get("skipped", {}), **words["skipped"]}
                self._music_said = {**words, "skipped": skipped}
                _log.info("music: %s", words)
            case "began":
                late_ms, from_ms = words["late_ms"], words["from_ms"]
                _log.debug("a sheet began %s ms late, %s ms inside", late_ms, from_ms)
            case "failed":
                _log.info("no sound: %s", words["why"])
                self._fail(_no_output())
            case "lost":
                _log.info("sound lost: %s", words["why"])
                self._lose()
            case _:
                _log.info("the mixer said what is not known: %s", text.strip())

    def _judge(self) -> None:
        """Give up a mixer that never says whether it opened, or does not answer any more."""
        now_ms = self._now_ms()
        if self._stage is _Stage.OPENING:
            if now_ms - self._opening_ms >= OPEN_LIMIT_MS:
                self._lose()
        elif self._stage is _Stage.OPEN:
            if self._asked_ms is None:
                self._asked_ms, self._unanswered = now_ms, 0
                self._tell(do="ping")
                return
            self._unanswered += 1
            is_late = now_ms - self._asked_ms >= ANSWER_LIMIT_MS
            if is_late and self._unanswered >= ANSWER_POLLS:
                _log.info("the mixer does not answer")
                self._lose_unannounced()

    def _lose_unannounced(self) -> None:
        """The mixer's process crashed or hangs; music that was just being loaded is the reason."""
        if self._stage is _Stage.OPEN and self._is_music_loading:
            _log.info("it was loading %s", self._music)
            self._broken_music = self._music
            self._music_said = {"trouble": Trouble.BROKE}
        self._lose()

    def _lose(self) -> None:
        """The mixer's process ended: said why before, or was hung, or crashed."""
        if self._stage is _Stage.OPENING:
            self._fail(tr("The sound output does not answer. The screen shows every cue."))
            return
        is_steady = self._now_ms() - self._opened_ms >= STEADY_MS
        if is_steady:
            self._failures = 0
        self._fail(tr("The sound output went away. Looking for it again."))
        if is_steady:
            self._retry_at_ms = self._now_ms()

    def _fail(self, problem: str) -> None:
        self._end_link(0)
        self._problem = problem
        self._stage = _Stage.WAITING
        wait_ms = RETRY_MS[min(self._failures, len(RETRY_MS) - 1)]
        self._retry_at_ms = self._now_ms() + wait_ms
        self._failures += 1

    def _end_link(self, patience_s: float) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.end(patience_s)


def _no_output() -> str:
    return tr("No sound output was found. The screen shows every cue.")
