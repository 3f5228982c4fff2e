"""The small process that owns pygame's joysticks: says which are there and what is pressed.

It knows nothing of gluteapp but the clock. It is a process of its own because SDL installs signal
handlers, wants a video system for its events, and a driver of a device may hang or crash. It opens
no window: SDL's dummy video is enough for joysticks.

Read: nothing but the end of input, which ends the process. Written, one JSON object a line:
`{"said": "ready"}`, `{"said": "came", "pad": 0, "name": …}`, `{"said": "went", "pad": 0}`,
`{"said": "down", "pad": 0, "button": 1}`, `{"said": "up", "pad": 0, "button": 1, "held_ms": 90}`
and, as the last, `{"said": "failed", "why": …}`, with `"is_missing"` where pygame is not there.
"""

from __future__ import annotations

import faulthandler
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from gluteapp.core.clock import Millis, SystemClock

if TYPE_CHECKING:
    from pygame.event import Event
    from pygame.joystick import JoystickType

PRESSED_S = 0.025
"""How often buttons are looked at while there are any."""
EMPTY_S = 0.25
"""How often new gamepads are looked for while there are none."""
HANG_LIMIT_S = 10.0
"""A driver that has not answered by then hangs; the process ends."""
_ALIVE_MS: Millis = 1_000

_ENVIRONMENT = {
    "SDL_VIDEODRIVER": "dummy",
    "SDL_NO_SIGNAL_HANDLERS": "1",
    "SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS": "1",
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
}
"""No window, SIGTERM left alone, buttons without a focus, no greeting (platform.md A)."""


class PadDesk:
    """pygame's joysticks, opened as they come; raises pygame.error where SDL refuses."""

    def __init__(self) -> None:
        # The environment has to be set before; never pygame.init(), which would open sound too.
        from pygame import display, event, joystick  # noqa: PLC0415

        self._event, self._joystick = event, joystick
        self._clock = SystemClock()
        self._pads: dict[int, JoystickType] = {}
        self._down_ms: dict[tuple[int, int], Millis] = {}
        display.init()
        joystick.init()

    @property
    def has_pads(self) -> bool:
        """Whether any gamepad is there."""
        return bool(self._pads)

    def look(self) -> Iterator[dict[str, object]]:
        """What happened since the last look, as the lines to say."""
        import pygame  # noqa: PLC0415 - as above

        events = self._event.get()
        # SDL lets go of the buttons of a gamepad that is pulled out; nobody's finger did.
        gone = {one.instance_id for one in events if one.type == pygame.JOYDEVICEREMOVED}
        for happened in events:
            match happened.type:
                case pygame.JOYDEVICEADDED:
                    yield from self._come(happened)
                case pygame.JOYDEVICEREMOVED:
                    yield from self._go(happened.instance_id)
                case pygame.JOYBUTTONDOWN:
                    at = (happened.instance_id, happened.button)
                    self._down_ms[at] = self._now_ms()
                    yield {"said": "down", "pad": at[0], "button": at[1]}
                case pygame.JOYBUTTONUP if happened.instance_id not in gone:
                    at = (happened.instance_id, happened.button)
                    now_ms = self._now_ms()
                    held_ms = now_ms - self._down_ms.pop(at, now_ms)
                    yield {"said": "up", "pad": at[0], "button": at[1], "held_ms": held_ms}
                case _:
                    pass

    def _come(self, happened: Event) -> Iterator[dict[str, object]]:
        import pygame  # noqa: PLC0415 - as above

        try:
            pad = self._joystick.Joystick(happened.device_index)
        except pygame.error:
            return  # it went again before it could be opened
        number = pad.get_instance_id()
        if number not in self._pads:
            self._pads[number] = pad
            yield {"said": "came", "pad": number, "name": pad.get_name()}

    def _go(self, number: int) -> Iterator[dict[str, object]]:
        self._down_ms = {at: ms for at, ms in self._down_ms.items() if at[0] != number}
        if self._pads.pop(number, None) is not None:
            yield {"said": "went", "pad": number}

    def _now_ms(self) -> Millis:
        return self._clock.read().monotonic_ms


def main(obey: Callable[[str], None] | None = None) -> NoReturn:
    """Serve until the input ends, and be gone without ceremony; `obey` gets the lines of a test."""
    os.environ.update(_ENVIRONMENT)
    # Ctrl-C in a terminal reaches the whole group; this process ends with its input instead.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    commands: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(commands,), daemon=True).start()
    with Path(os.devnull).open("w") as nowhere:
        try:
            code = _serve(commands, nowhere.fileno(), obey)
            sys.stdout.flush()
        except BrokenPipeError:
            code = 0  # nobody listens any more
        # Straight out: a driver that hangs may hang in the library's own farewell too.
        os._exit(code)


def _serve(
    commands: queue.SimpleQueue[str | None], nowhere: int, obey: Callable[[str], None] | None
) -> int:
    try:
        import pygame  # noqa: PLC0415 - may be missing or broken on this machine
        from pygame import joystick  # noqa: F401, PLC0415 - idem
    except ImportError as error:
        return _fail(f"no pygame: {error}", is_missing=True)
    clock = SystemClock()
    alive_ms = clock.read().monotonic_ms
    _live_on(nowhere)
    try:
        desk = PadDesk()
        _say({"said": "ready"})
        while True:
            for words in desk.look():
                _say(words)
            now_ms = clock.read().monotonic_ms
            if now_ms - alive_ms >= _ALIVE_MS:
                alive_ms = now_ms
                _live_on(nowhere)
            try:
                command = commands.get(timeout=PRESSED_S if desk.has_pads else EMPTY_S)
            except queue.Empty:
                continue
            if command is None:
                return 0
            if obey is not None:
                obey(command)
    except pygame.error as error:
        return _fail(str(error))


def _live_on(nowhere: int) -> None:
    """End this process unless called again in time; works even while Python's lock is held."""
    faulthandler.dump_traceback_later(HANG_LIMIT_S, exit=True, file=nowhere)


def _listen(commands: queue.SimpleQueue[str | None]) -> None:
    for line in sys.stdin:
        commands.put(line)
    commands.put(None)


def _say(words: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _fail(why: str, *, is_missing: bool = False) -> int:
    _say({"said": "failed", "why": why, "is_missing": is_missing})
    return 1


if __name__ == "__main__":
    main()
