"""The small process that owns pygame's mixer: reads commands, plays tones, says how it goes.

It knows nothing of gluteapp but the tones. It is a process of its own because a broken sound
system is able to take one down: SDL holds Python's lock while it opens a device (measured 3 to
110 ms, for ever when a sound server hangs), its PulseAudio part crashes when the last output goes,
and ALSA writes to the terminal. Here all of that ends in a closed pipe and a sentence.

Read, one command a line: `play TONE`, `volume 0.8`, `muted 1`; the end of input ends the process.
Written, one JSON object a line: `{"said": "open"|"devices", "driver": …, "devices": […]}` and, as
the last, `{"said": "failed"|"lost", "why": …}`.
"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

if TYPE_CHECKING:
    from pygame.mixer import Sound

BUFFER_FRAMES = 512
"""12 ms at 44.1 kHz (DEFINITIONS.md, Parts)."""
CHECK_S = 0.25
"""How often devices are looked at."""
OPEN_LIMIT_S = 6.0
"""An output that has not opened by then hangs; the process ends."""
ANSWER_LIMIT_S = 4.0
"""A mixer call that has not returned by then hangs; the process ends."""
STALL_CHECKS = 16
"""So many looks (4 s) at a tone that does not end mean a stuck output; the longest lasts 1.7 s."""
NO_REAL_OUTPUT = "Dummy Output"
"""What PulseAudio and PipeWire call the output they keep when there is none."""

_ENVIRONMENT = {"SDL_NO_SIGNAL_HANDLERS": "1", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
"""SDL swallows SIGTERM otherwise, and pygame greets on stdout (platform.md A)."""
_FOLLOWS_DEFAULT = ("pulseaudio", "pipewire")
"""Sound servers that move a running stream to a new default output by themselves."""


class Change(StrEnum):
    """What a change of the list of outputs calls for."""

    NOTHING = "nothing"
    TELL = "tell"
    REOPEN = "reopen"


def judge_devices(driver: str, before: Sequence[str], now: Sequence[str]) -> Change:
    """Whether the outputs there are now mean that the mixer has to be opened again.

    An output that went may have been ours, and SDL plays into nothing without a word. A new one
    matters where SDL would not move to it. A sound server's stand-in that went was none.
    """
    if list(before) == list(now):
        return Change.NOTHING
    gone = {name for name in before if before.count(name) > now.count(name)}
    if gone - {NO_REAL_OUTPUT} or driver not in _FOLLOWS_DEFAULT:
        return Change.REOPEN
    return Change.TELL


class StallWatch:
    """Notices a tone that never ends, by counting the looks at its channel."""

    def __init__(self) -> None:
        self._looks: dict[int, int] = {}

    def begin(self, channel: int) -> None:
        """A tone began on a channel that was free."""
        self._looks[channel] = 0

    def is_stalled(self, busy: Collection[int]) -> bool:
        """Take one look at the channels that still play."""
        self._looks = {
            channel: looks + 1 for channel, looks in self._looks.items() if channel in busy
        }
        return any(looks >= STALL_CHECKS for looks in self._looks.values())


class OutputWatch:
    """Asks SDL whether the outputs it opened still run; without an answer all seems well.

    WORKAROUND: when a sound server is killed or restarted SDL 2 goes on into nothing, with the old
    list of outputs, and pygame hides the one call that tells. Remove when pygame has it.
    """

    def __init__(self) -> None:
        """Look which outputs run; to be made after the mixer was opened."""
        self._status = _status_call()
        self._running = [number for number in range(1, 17) if self._runs(number)]

    def is_lost(self) -> bool:
        """Whether an output that ran does not run any more."""
        return not all(self._runs(number) for number in self._running)

    def _runs(self, number: int) -> bool:
        return self._status is not None and self._status(number) != 0


def _status_call() -> Callable[[int], int] | None:
    """SDL_GetAudioDeviceStatus of the library that is loaded; None where it is not found."""
    maps = Path("/proc/self/maps")
    try:
        paths = {line.split()[-1] for line in maps.read_text().splitlines() if "libSDL2-2" in line}
        library = ctypes.CDLL(min(paths), mode=os.RTLD_NOLOAD)
        return cast("Callable[[int], int]", library.SDL_GetAudioDeviceStatus)
    except (OSError, ValueError, AttributeError):
        return None


class MixerDesk:
    """pygame's mixer with the tones on it; raises pygame.error when there is no output."""

    def __init__(self) -> None:
        from pygame import mixer  # noqa: PLC0415 - the environment has to be set before
        from pygame._sdl2 import audio  # noqa: PLC0415

        from gluteapp.audio.tones import RATE_HZ, all_tones  # noqa: PLC0415

        self._mixer = mixer
        self._audio = audio
        # allowedchanges=0: SDL converts, so that the samples fit whatever the device wants.
        mixer.init(RATE_HZ, -16, 2, BUFFER_FRAMES, allowedchanges=0)
        self._sounds: dict[str, Sound] = {
            tone.value: mixer.Sound(buffer=pcm) for tone, pcm in all_tones().items()
        }
        self._is_muted = False
        self._stall = StallWatch()
        self._output = OutputWatch()
        self.driver = str(mixer.get_driver())
        self.devices = self._devices()

    def obey(self, command: str) -> None:
        """Do one command; what is not understood is left out."""
        verb, _, rest = command.strip().partition(" ")
        if verb == "play" and rest in self._sounds and not self._is_muted:
            channel = self._sounds[rest].play()
            if channel is not None:  # none is free when the output is stuck
                self._stall.begin(channel.id)
        elif verb == "volume":
            for sound in self._sounds.values():
                sound.set_volume(float(rest))
        elif verb == "muted":
            self._is_muted = rest == "1"
            if self._is_muted:
                self._mixer.fadeout(30)

    def look(self) -> Change:
        """See whether the output is still what it was; a stuck one has to be opened again."""
        channels = range(self._mixer.get_num_channels())
        busy = {index for index in channels if self._mixer.Channel(index).get_busy()}
        if self._stall.is_stalled(busy) or self._output.is_lost():
            return Change.REOPEN
        before, self.devices = self.devices, self._devices()
        return judge_devices(self.driver, before, self.devices)

    def close(self) -> None:
        """Let go of the output."""
        self._mixer.quit()

    def _devices(self) -> list[str]:
        return [str(name) for name in self._audio.get_audio_device_names(False)]


def main() -> NoReturn:
    """Open, serve until the input ends or the output is lost, and be gone without ceremony."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    # Ctrl-C in a terminal reaches the whole group; this process ends with its input instead.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    commands: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(commands,), daemon=True).start()
    with Path(os.devnull).open("w") as nowhere:
        code = _serve(commands, nowhere.fileno())
        # Straight out: an output that is lost may hang in the library's own farewell.
        sys.stdout.flush()
        os._exit(code)


def _serve(commands: queue.SimpleQueue[str | None], nowhere: int) -> int:
    try:
        from pygame import error as no_output  # noqa: PLC0415 - may be broken on this machine
        from pygame import mixer  # noqa: F401, PLC0415 - idem
    except ImportError as error:
        return _say_last("failed", f"no mixer: {error}")
    _live_for(OPEN_LIMIT_S, nowhere)
    try:
        desk = MixerDesk()
    except no_output as error:
        return _say_last("failed", str(error))
    _say(said="open", driver=desk.driver, devices=desk.devices)
    while True:
        _live_for(ANSWER_LIMIT_S, nowhere)
        try:
            command = commands.get(timeout=CHECK_S)
        except queue.Empty:
            change = desk.look()
            if change is Change.REOPEN:
                return _say_last("lost", f"outputs now: {desk.devices}")
            if change is Change.TELL:
                _say(said="devices", driver=desk.driver, devices=desk.devices)
            continue
        if command is None:
            desk.close()
            return 0
        desk.obey(command)


def _live_for(limit_s: float, nowhere: int) -> None:
    """End this process unless called again in time; works even while Python's lock is held."""
    faulthandler.dump_traceback_later(limit_s, exit=True, file=nowhere)


def _listen(commands: queue.SimpleQueue[str | None]) -> None:
    for line in sys.stdin:
        commands.put(line)
    commands.put(None)


def _say(**words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _say_last(said: str, why: str) -> int:
    _say(said=said, why=why)
    return 1


if __name__ == "__main__":
    main()
