"""What keys and buttons mean on the session screen, long presses included; moves nothing itself.

Times come from the caller in monotonic ms. The buttons of settings win over letters:

| button | let go at once | held for 0.6 s and let go |
|--------|----------------|---------------------------|
| toggle | pause, go on   | skip                      |
| back   | do it again    | back                      |
| skip   | skip, when it goes down                    ||

In a step that the user ends they mean something else: see session_open_end.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Region
from gluteapp.core.session import HarderSide
from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_words import Place, key_code, place_of
from gluteapp.ui.screens.session_frame import Mode

DEBOUNCE_MS = 250
"""The same command again within this time is one press (LOOKS.md 7)."""
TEN_WITHIN_MS = 1_500
"""A 0 so soon after a 1 makes it a 10, which has no key of its own."""
ENDED_MS = 1_500
"""So long after a set was ended the same press once more means nothing: it was to make sure."""
LONG_PRESS_MS = 600
"""A button held this long means something else; it decides when it is let go."""

Key = Qt.Key


class Command(StrEnum):
    """What a key asks for."""

    TOGGLE = "toggle"
    END = "end"
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
    MUSIC = "music"
    CAPTIONS = "captions"
    TURN = "turn"
    ANGLE = "angle"
    FAULT = "fault"
    FULL_SCREEN = "full_screen"
    RED_FLAGS = "red_flags"
    HOLD_FINISH = "hold_finish"
    LET_FINISH_GO = "let_finish_go"


_DEBOUNCED = frozenset(
    {
        Command.TOGGLE,
        Command.END,
        Command.SKIP,
        Command.BACK,
        Command.REDO,
        Command.RESUME,
        Command.EASIER,
    }
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A command with what it is about: an effort from 0 to 5, a region, a side.

    While a pain scale is open, effort and score (6 to 10) are numbers on it.
    """

    command: Command
    value: int | Region | HarderSide | None = None


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
    Key.Key_M.value: Command.MUSIC,
    Key.Key_C.value: Command.CAPTIONS,
    Key.Key_O.value: Command.TURN,
    Key.Key_A.value: Command.ANGLE,
    Key.Key_X.value: Command.FAULT,
    Key.Key_S.value: Command.SLIPPED,
    Key.Key_F11.value: Command.FULL_SCREEN,
    Key.Key_Escape.value: Command.PAUSE,
    Key.Key_F1.value: Command.RED_FLAGS,
}
ARROWS = frozenset({Key.Key_Left.value, Key.Key_Right.value, Key.Key_Up.value, Key.Key_Down.value})
_SHORT = {Place.TOGGLE: Command.TOGGLE, Place.BACK: Command.REDO}
_LONG = {Place.TOGGLE: Command.SKIP, Place.BACK: Command.BACK}


class KeyReader:
    """Turns presses and releases into wishes."""

    def __init__(self, *, buttons: Buttons, ends_set: Callable[[], bool] = lambda: False) -> None:
        """`ends_set` tells whether a press ends the set at hand."""
        self._buttons, self._ends_set = buttons, ends_set
        self._down: dict[str, tuple[Place, Millis]] = {}
        self._acted_ms: dict[Command, Millis] = {}
        self._is_finish_held = False
        self._one_ms: Millis | None = None
        """When a 1 was pressed, if nothing was since then."""

    def press(self, key: int, sign: str, mode: Mode, now_ms: Millis) -> Wish | None:
        """What a key going down asks for; `sign` is the character it writes."""
        code = key_code(key)
        if place_of(self._buttons, code) is not None:
            return self.press_button(code, now_ms)
        return self.once(self._as_number(self._meant(key, sign, mode), now_ms), now_ms)

    def _as_number(self, wish: Wish | None, now_ms: Millis) -> Wish | None:
        """The wish, or a score of ten for a 0 right after a 1."""
        one_ms, self._one_ms = self._one_ms, None
        if wish == Wish(Command.EFFORT, 1):
            self._one_ms = now_ms
        elif wish == Wish(Command.EFFORT, 0) and one_ms is not None:
            return Wish(Command.SCORE, 10) if now_ms - one_ms <= TEN_WITHIN_MS else wish
        return wish

    def press_button(self, code: str, now_ms: Millis) -> Wish | None:
        """What a button of settings going down asks for; most wait until they are let go."""
        place = place_of(self._buttons, code)
        if place is Place.SKIP:
            return self.once(Wish(self._or_end(Command.SKIP)), now_ms)
        if place is not None:
            self._down[code] = (place, now_ms)
        return None

    def release(self, key: int, now_ms: Millis) -> Wish | None:
        """What a key going up asks for."""
        if key == Key.Key_F.value and self._is_finish_held:
            self._is_finish_held = False
            return Wish(Command.LET_FINISH_GO)
        return self.release_button(key_code(key), now_ms)

    def release_button(
        self, code: str, now_ms: Millis, held_ms: Millis | None = None
    ) -> Wish | None:
        """What a button going up asks for; `held_ms` where the device itself knows how long."""
        if code not in self._down:
            return None
        place, pressed_ms = self._down.pop(code)
        if held_ms is None:
            held_ms = now_ms - pressed_ms
        if held_ms >= LONG_PRESS_MS:
            return self.once(Wish(self._long(place)), now_ms)
        return self.once(Wish(self._or_end(_SHORT[place])), now_ms)

    def click(self, now_ms: Millis) -> Wish | None:
        """What a click where there is nothing asks for."""
        return self.once(Wish(self._or_end(Command.TOGGLE)), now_ms)

    @property
    def held(self) -> Command | None:
        """What the button that is down will do when it has been held for long."""
        places = [self._long(place) for place, _ in self._down.values()]
        return places[-1] if places else None

    def _long(self, place: Place) -> Command:
        is_toggle = place is Place.TOGGLE
        return Command.PAUSE if is_toggle and self._ends_set() else _LONG[place]

    def _or_end(self, command: Command) -> Command:
        """The command, or the end of the set where that is what a press means."""
        is_press = command in (Command.TOGGLE, Command.SKIP)
        return Command.END if is_press and self._ends_set() else command

    def drop(self) -> None:
        """Forget what is down: letting it go means nothing any more."""
        self._down.clear()

    def knows(self, key: int, sign: str, mode: Mode) -> bool:
        """Whether a key belongs to the session."""
        is_button = place_of(self._buttons, key_code(key)) is not None
        return is_button or self._meant(key, sign, mode) is not None

    def _meant(self, key: int, sign: str, mode: Mode) -> Wish | None:
        if key in (Key.Key_Return.value, Key.Key_Enter.value):
            if self._ends_set():
                return Wish(Command.END)
            return Wish(Command.RESUME) if mode is Mode.PAUSED else None
        if key == Key.Key_F.value and mode is Mode.PAUSED:
            return Wish(Command.HOLD_FINISH)
        if sign == "!":
            return Wish(Command.RED_FLAGS)
        if key in _PLAIN:
            return Wish(self._or_end(_PLAIN[key]))
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
            last_ms, ended_ms = map(self._acted_ms.get, (wish.command, Command.END))
            if last_ms is not None and now_ms - last_ms < DEBOUNCE_MS:
                return None
            is_again = wish.command in (Command.TOGGLE, Command.SKIP, Command.END)
            if is_again and ended_ms is not None and now_ms - ended_ms < ENDED_MS:
                return None
            self._acted_ms[wish.command] = now_ms
        return wish
