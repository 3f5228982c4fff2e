"""Listens which keys a remote's buttons send, before a session; knows no session."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gluteapp.language import tr
from gluteapp.ui.screens.session_keys import Clicker

_NEVER_A_REMOTE = frozenset(
    key.value
    for key in (
        Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_V, Qt.Key.Key_Escape, Qt.Key.Key_Return,
        Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F1, Qt.Key.Key_F11,
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Shift,
        Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_Print, Qt.Key.Key_unknown,
    )
)  # fmt: skip


class RemoteEar:
    """The first strange key pauses in the session, the second one goes back; those then win."""

    def __init__(self, *, clicker: Clicker) -> None:
        self.clicker = clicker
        self._heard: list[int] = []

    @property
    def count(self) -> int:
        """How many buttons were heard."""
        return len(self._heard)

    def hear(self, key: int) -> bool:
        """Learn a key; false when it belongs to the check, or nothing is left to learn."""
        if key in _NEVER_A_REMOTE:
            return False
        if key in self._heard or len(self._heard) > 1:
            return True
        if self._heard:
            self.clicker = self.clicker.learned(back_key=key)
        else:
            self.clicker = self.clicker.learned(next_key=key)
        self._heard.append(key)
        return True

    def sentence(self) -> str:
        """How far it is."""
        match len(self._heard):
            case 0:
                return tr("Have a clicker? Press its pause button now.")
            case 1:
                return tr("Pause button heard. Now its back button, or just start.")
            case _:
                return tr("Both buttons heard")
