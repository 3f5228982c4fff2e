"""What a key means on the session screen, clicker and long presses included; moves nothing itself.

Times come from the caller in monotonic ms. A clicker's keys, once learned, win over letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Region
from gluteapp.core.session import HarderSide
from gluteapp.ui.screens.session_frame import Mode

DEBOUNCE_MS = 250
"""The same command again within this time is one press (LOOKS.md 7)."""
LONG_PRESS_MS = 600
"""A clicker's button held this long means skip; it decides when it is let go."""

Key = Qt.Key


class Command(StrEnum):
    """What a key asks for."""

    TOGGLE = "toggle"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    BACK = "back"
    REDO = "redo"
    LONGER = "longer"
    SHORTER = "shorter"
    EFFORT = "effort"
    SCORE = "score"
    FELT = "felt"
    HARDER = "harder"
    SLIPPED = "slipped"
    PAIN = "pain"
    EASIER = "easier"
    TRIM = "trim"
    FINISH = "finish"
    MUTE = "mute"
    TURN = "turn"
    ANGLE = "angle"
    FAULT = "fault"
    FULL_SCREEN = "full_screen"
    RED_FLAGS = "red_flags"
    HOLD_FINISH = "hold_finish"
    LET_FINISH_GO = "let_finish_go"


_DEBOUNCED = frozenset(
    {Command.TOGGLE, Command.SKIP, Command.BACK, Command.REDO, Command.RESUME, Command.EASIER}
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A command with what it is about: an effort from 0 to 5, a region, a side.

    While a pain scale is open, effort and score (6 to 9) are numbers on it.
    """

    command: Command
    value: int | Region | HarderSide | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clicker:
    """The key codes that a remote's buttons send."""

    next_keys: frozenset[int] = frozenset({Key.Key_PageDown.value, Key.Key_F5.value})
    back_keys: frozenset[int] = frozenset({Key.Key_PageUp.value})

    def learned(self, *, next_key: int | None = None, back_key: int | None = None) -> Clicker:
        """This clicker with a button learned; a key means one thing only."""
        nexts, backs = self.next_keys, self.back_keys
        if next_key is not None:
            nexts, backs = frozenset({next_key}), backs - {next_key}
        if back_key is not None:
            backs, nexts = frozenset({back_key}), nexts - {back_key}
        return Clicker(next_keys=nexts, back_keys=backs)


REGION_KEYS: dict[int, Region] = {
    Key.Key_G.value: Region.GLUTE_CENTRE,
    Key.Key_H.value: Region.GLUTE_SIDE,
    Key.Key_T.value: Region.HAMSTRING,
    Key.Key_B.value: Region.LOW_BACK,
    Key.Key_F.value: Region.FRONT_OF_HIP,
    Key.Key_N.value: Region.NOTHING_MUCH,
}
_HARDER_SIGNS = {",": HarderSide.LEFT, ".": HarderSide.SAME, "-": HarderSide.RIGHT}
_EFFORT_KEYS = {
    key.value: effort
    for effort, key in enumerate((Key.Key_0, Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5))
}
_SCORE_KEYS = {
    key.value: score
    for score, key in enumerate((Key.Key_6, Key.Key_7, Key.Key_8, Key.Key_9), start=6)
}
_PLAIN: dict[int, Command] = {
    Key.Key_Right.value: Command.SKIP,
    Key.Key_Left.value: Command.BACK,
    Key.Key_Up.value: Command.LONGER,
    Key.Key_Down.value: Command.SHORTER,
    Key.Key_Space.value: Command.TOGGLE,
    Key.Key_R.value: Command.REDO,
    Key.Key_P.value: Command.PAIN,
    Key.Key_E.value: Command.EASIER,
    Key.Key_V.value: Command.MUTE,
    Key.Key_O.value: Command.TURN,
    Key.Key_A.value: Command.ANGLE,
    Key.Key_X.value: Command.FAULT,
    Key.Key_S.value: Command.SLIPPED,
    Key.Key_F11.value: Command.FULL_SCREEN,
    Key.Key_Escape.value: Command.PAUSE,
    Key.Key_F1.value: Command.RED_FLAGS,
}
ARROWS = frozenset({Key.Key_Left.value, Key.Key_Right.value, Key.Key_Up.value, Key.Key_Down.value})


class KeyReader:
    """Turns presses and releases into wishes."""

    def __init__(self, *, clicker: Clicker) -> None:
        self.clicker = clicker
        self._pressed_ms: dict[int, Millis] = {}
        self._acted_ms: dict[Command, Millis] = {}
        self._is_finish_held = False

    def press(self, key: int, sign: str, mode: Mode, now_ms: Millis) -> Wish | None:
        """What a key going down asks for; `sign` is the character it writes."""
        if key in self.clicker.next_keys:
            self._pressed_ms[key] = now_ms
            return None
        wish = self._meant(key, sign, mode)
        return self.once(wish, now_ms)

    def release(self, key: int, now_ms: Millis) -> Wish | None:
        """What a key going up asks for."""
        pressed_ms = self._pressed_ms.pop(key, None)
        if pressed_ms is not None:
            is_long = now_ms - pressed_ms >= LONG_PRESS_MS
            return self.once(Wish(Command.SKIP if is_long else Command.TOGGLE), now_ms)
        if key == Key.Key_F.value and self._is_finish_held:
            self._is_finish_held = False
            return Wish(Command.LET_FINISH_GO)
        return None

    def knows(self, key: int, sign: str, mode: Mode) -> bool:
        """Whether a key belongs to the session."""
        return key in self.clicker.next_keys or self._meant(key, sign, mode) is not None

    def _meant(self, key: int, sign: str, mode: Mode) -> Wish | None:
        if key in self.clicker.back_keys:
            return Wish(Command.REDO)
        if key in (Key.Key_Return.value, Key.Key_Enter.value):
            return Wish(Command.RESUME) if mode is Mode.PAUSED else None
        if key == Key.Key_F.value and mode is Mode.PAUSED:
            return Wish(Command.HOLD_FINISH)
        if sign == "!":
            return Wish(Command.RED_FLAGS)
        if key in _PLAIN:
            return Wish(_PLAIN[key])
        return self._answer(key, sign)

    @staticmethod
    def _answer(key: int, sign: str) -> Wish | None:
        if key in _EFFORT_KEYS:
            return Wish(Command.EFFORT, _EFFORT_KEYS[key])
        if key in _SCORE_KEYS:
            return Wish(Command.SCORE, _SCORE_KEYS[key])
        if key in REGION_KEYS:
            return Wish(Command.FELT, REGION_KEYS[key])
        if sign in _HARDER_SIGNS:
            return Wish(Command.HARDER, _HARDER_SIGNS[sign])
        return None

    def once(self, wish: Wish | None, now_ms: Millis) -> Wish | None:
        """The wish, or none when it comes again too soon to be meant."""
        if wish is None:
            return None
        if wish.command is Command.HOLD_FINISH:
            self._is_finish_held = True
        if wish.command in _DEBOUNCED:
            last_ms = self._acted_ms.get(wish.command)
            if last_ms is not None and now_ms - last_ms < DEBOUNCE_MS:
                return None
            self._acted_ms[wish.command] = now_ms
        return wish
