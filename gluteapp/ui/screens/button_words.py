"""What the buttons of remotes and gamepads are called and what they mean; reads no device.

A button is a code of settings: `key:` and a Qt key code, or `pad:` and a gamepad's button.
"""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from gluteapp.language import number, tr
from gluteapp.settings import Buttons

Key = Qt.Key


class Place(StrEnum):
    """What a button can be for, by the name of its field in Buttons."""

    TOGGLE = "toggle"
    SKIP = "skip"
    BACK = "back"


FIXED_KEYS = frozenset(
    key.value
    for key in (
        Key.Key_unknown, Key.Key_Space, Key.Key_Escape, Key.Key_Return, Key.Key_Enter, Key.Key_Tab,
        Key.Key_Backtab, Key.Key_F1, Key.Key_F11, Key.Key_Question, Key.Key_Exclam, Key.Key_Shift,
        Key.Key_Control, Key.Key_Alt, Key.Key_AltGr, Key.Key_Meta, Key.Key_Super_L,
        Key.Key_Super_R, Key.Key_CapsLock, Key.Key_NumLock, Key.Key_ScrollLock, Key.Key_Menu,
        Key.Key_Print, Key.Key_VolumeUp, Key.Key_VolumeDown, Key.Key_VolumeMute, Key.Key_PowerOff,
        Key.Key_Sleep,
    )
) | {0}  # fmt: skip
"""Keys whose meaning nobody can change: the way out, the way on, and those of the desktop."""


def key_code(key: int) -> str:
    """The code of a key."""
    return f"key:{key}"


def pad_code(button: int) -> str:
    """The code of a gamepad's button, whichever gamepad it is on."""
    return f"pad:{button}"


def place_of(buttons: Buttons, code: str) -> Place | None:
    """What a button is for; the first place that has it wins."""
    return next((place for place in Place if code in codes_of(buttons, place)), None)


def codes_of(buttons: Buttons, place: Place) -> tuple[str, ...]:
    """The buttons for something."""
    match place:
        case Place.TOGGLE:
            return buttons.toggle
        case Place.SKIP:
            return buttons.skip
        case Place.BACK:
            return buttons.back
        case _:
            assert_never(place)


def with_button(buttons: Buttons, place: Place, code: str) -> Buttons:
    """A button given to a place beside those there are, and taken from the other places."""
    rest = without_button(buttons, code)
    had = codes_of(rest, place)
    is_key = _parts(code)[0] == "key"
    return rest.model_copy(update={place.value: (code, *had) if is_key else (*had, code)})


def without_button(buttons: Buttons, code: str) -> Buttons:
    """A button that means nothing any more."""
    return Buttons.model_validate(
        {
            place.value: tuple(one for one in codes_of(buttons, place) if one != code)
            for place in Place
        }
    )


def code_words(code: str) -> str:
    """A button as it is called: `Page Down`, `gamepad button A`."""
    kind, value = _parts(code)
    return _key_words(value) if kind == "key" else tr("gamepad button {name}", name=_sign(value))


def cap_words(code: str) -> str:
    """The same, short enough for a key cap."""
    kind, value = _parts(code)
    return _key_words(value) if kind == "key" else tr("Gamepad {name}", name=_sign(value))


def works_words(place: Place, code: str) -> str:
    """That a button works, and what it does."""
    button = code_words(code)
    match place:
        case Place.TOGGLE:
            return tr("Works: {button} pauses and goes on", button=button)
        case Place.BACK:
            return tr("Works: {button} does the set again", button=button)
        case Place.SKIP:
            return tr("Works: {button} skips", button=button)
        case _:
            assert_never(place)


def _parts(code: str) -> tuple[str, int]:
    kind, _, digits = code.partition(":")
    return kind, int(digits)


def _sign(button: int) -> str:
    """What is printed on a gamepad's button; drivers count A, B, X, Y, other makers differ."""
    return dict(enumerate("ABXY")).get(button) or number(button + 1)


def _key_words(key: int) -> str:
    names = {
        Key.Key_PageDown.value: tr("Page Down"),
        Key.Key_PageUp.value: tr("Page Up"),
        Key.Key_Left.value: tr("Left arrow"),
        Key.Key_Right.value: tr("Right arrow"),
        Key.Key_Up.value: tr("Up arrow"),
        Key.Key_Down.value: tr("Down arrow"),
        Key.Key_MediaNext.value: tr("Next track"),
        Key.Key_MediaPrevious.value: tr("Previous track"),
        Key.Key_MediaPlay.value: tr("Play"),
        Key.Key_MediaPause.value: tr("Pause key"),
        Key.Key_MediaTogglePlayPause.value: tr("Play and pause key"),
        Key.Key_MediaStop.value: tr("Stop key"),
        Key.Key_Period.value: tr("Full stop"),
        Key.Key_Comma.value: tr("Comma"),
        Key.Key_Minus.value: tr("Minus"),
    }
    written = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return names.get(key) or written.strip() or tr("key {n}", n=key)
