"""The list of keys names every key that a session takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gluteapp.ui.screens.key_list import key_groups
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_keys import Clicker, KeyReader

NAMES = {
    Qt.Key.Key_Space: "Space", Qt.Key.Key_Escape: "Esc", Qt.Key.Key_Right: "→",
    Qt.Key.Key_Left: "←", Qt.Key.Key_Up: "↑", Qt.Key.Key_Down: "↓", Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter", Qt.Key.Key_PageDown: "Page Down", Qt.Key.Key_PageUp: "Page Up",
}  # fmt: skip
IN_A_RANGE = set("0123456789")
"""Written as a first and a last one."""


@pytest.mark.parametrize("mode", [Mode.REST, Mode.PAUSED])
def test_every_key_of_a_session_is_on_the_list(mode: Mode) -> None:
    listed = {key for _, rows in key_groups() for _, keys in rows for key in keys}
    reader = KeyReader(clicker=Clicker())
    for key in Qt.Key:
        name = NAMES.get(key, key.name.removeprefix("Key_"))
        if name not in IN_A_RANGE and reader.knows(key.value, "", mode):
            assert name in listed, name
    for sign in "!,.-":
        assert reader.knows(0, sign, mode)
        assert sign in listed
    assert {"0", "5", "9"} <= listed
