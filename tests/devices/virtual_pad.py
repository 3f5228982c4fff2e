"""The process for gamepads with a gamepad made of nothing: SDL's virtual joystick.

A line `attach`, `detach`, `down N`, `up N` or `crash` on its input does just that.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from gluteapp.devices import gamepad_process

GAME_CONTROLLER, AXES, BUTTONS, HATS = 1, 2, 12, 0


def _sdl() -> ctypes.CDLL:
    """The SDL that pygame loaded."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    sdl = ctypes.CDLL(min({line.split()[-1] for line in lines if "libSDL2-2" in line}))
    sdl.SDL_JoystickFromInstanceID.restype = ctypes.c_void_p
    sdl.SDL_JoystickSetVirtualButton.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint8]
    return sdl


class VirtualPad:
    """Does what the lines ask for; one gamepad at a time."""

    def __init__(self) -> None:
        self._index = -1
        self._number = -1

    def obey(self, line: str) -> None:
        """Do one line."""
        sdl = _sdl()
        verb, _, rest = line.strip().partition(" ")
        match verb:
            case "attach":
                self._index = sdl.SDL_JoystickAttachVirtual(GAME_CONTROLLER, AXES, BUTTONS, HATS)
                self._number = sdl.SDL_JoystickGetDeviceInstanceID(self._index)
            case "detach":
                sdl.SDL_JoystickDetachVirtual(self._index)
            case "down" | "up":
                pad = sdl.SDL_JoystickFromInstanceID(self._number)
                sdl.SDL_JoystickSetVirtualButton(pad, int(rest), verb == "down")
            case "crash":
                os._exit(9)
            case _:
                raise AssertionError(line)


if __name__ == "__main__":
    gamepad_process.main(VirtualPad().obey)
