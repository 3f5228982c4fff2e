"""Which keys of a keyboard a session has a use for itself; learns nothing and reads no device."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gluteapp.settings import Buttons
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_keys import KeyReader

Key = Qt.Key
_NO_BUTTONS = KeyReader(buttons=Buttons(toggle=(), skip=(), back=()))
KEPT = frozenset({Key.Key_F.value, Key.Key_P.value, *range(Key.Key_0.value, Key.Key_9.value + 1)})
"""Keys that nothing may take from a session: the way to its end, pain, and the numbers it asks."""


def is_of_session(key: int) -> bool:
    """Whether a key means something in a session, or the sign does that stands on it."""
    sign = chr(key) if key < 0x80 else ""
    return any(_NO_BUTTONS.knows(key, sign, mode) for mode in Mode)


def writes(key: int) -> bool:
    """Whether a key writes something: a letter, a digit or a sign."""
    # Qt's codes of keys that write are those of their signs; all others lie above.
    return Key.Key_Space.value <= key < Key.Key_Escape.value
