"""Listens which keys a remote's buttons send, before a session; knows no session."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gluteapp.language import tr
from gluteapp.ui.screens.session_keys import Clicker

_OF_A_REMOTE = frozenset(
    key.value
    for key in (
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4,
        Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9,
        Qt.Key.Key_F10, Qt.Key.Key_F12, Qt.Key.Key_MediaNext, Qt.Key.Key_MediaPrevious,
        Qt.Key.Key_MediaPlay, Qt.Key.Key_MediaPause, Qt.Key.Key_MediaTogglePlayPause,
        Qt.Key.Key_MediaStop,
    )
)  # fmt: skip
"""What remotes send and nobody types: no letter, digit or key of the session, no volume key."""


class RemoteEar:
    """The first key of a remote pauses in the session, the second one goes back; those then win."""

    def __init__(self, *, clicker: Clicker) -> None:
        self.clicker = clicker
        self._heard: list[int] = []

    @property
    def count(self) -> int:
        """How many buttons were heard."""
        return len(self._heard)

    def hear(self, key: int) -> bool:
        """Learn a key; false when no remote sends it."""
        if key not in _OF_A_REMOTE:
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
