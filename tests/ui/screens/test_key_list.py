"""The list of keys names every key that a session takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gluteapp.settings import Buttons
from gluteapp.ui.screens.key_list import KeyList, key_groups
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_keys import KeyReader
from gluteapp.ui.theme import DARK
from gluteapp.ui.widgets.text_label import TextLabel

NAMES = {
    Qt.Key.Key_Space: "Space", Qt.Key.Key_Escape: "Esc", Qt.Key.Key_Right: "→",
    Qt.Key.Key_Left: "←", Qt.Key.Key_Up: "↑", Qt.Key.Key_Down: "↓", Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter", Qt.Key.Key_PageDown: "Page Down", Qt.Key.Key_PageUp: "Page Up",
}  # fmt: skip
IN_A_RANGE = set("0123456789")
"""Written as a first and a last one."""


@pytest.mark.parametrize("mode", [Mode.REST, Mode.PAUSED])
def test_every_key_of_a_session_is_on_the_list(mode: Mode) -> None:
    listed = {key for _, rows in key_groups(Buttons()) for _, keys in rows for key in keys}
    reader = KeyReader(buttons=Buttons())
    for key in Qt.Key:
        name = NAMES.get(key, key.name.removeprefix("Key_"))
        if name not in IN_A_RANGE and reader.knows(key.value, "", mode):
            assert name in listed, name
    for sign in "!,.-":
        assert reader.knows(0, sign, mode)
        assert sign in listed
    assert {"0", "5", "9"} <= listed


def test_the_list_says_what_the_own_remote_sends() -> None:
    own = Buttons(toggle=("key:16777272",), skip=(), back=("pad:5",))
    rows = {words: keys for _, rows in key_groups(own)[-1:] for words, keys in rows}
    assert rows == {
        "Pause and resume; hold to skip": ("F9",),
        "Redo the set; hold to go back": ("Gamepad 6",),
    }


def test_the_whole_list_is_seen_in_a_window_900_px_high_and_a_sessions_keys_in_640(
    qtbot: QtBot,
) -> None:
    keys = KeyList(theme=DARK)
    qtbot.addWidget(keys)
    keys.resize(800, keys.heightForWidth(800))
    keys.show()
    # What a window has for it, under the heading of the card and over its margin.
    assert keys.heightForWidth(800) <= 900 - 190
    finish = next(one for one in keys.findChildren(TextLabel) if one.text().startswith("Finish"))
    assert finish.geometry().bottom() <= 640 - 150
