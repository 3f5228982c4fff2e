"""Hears a remote or gamepad before a session, shows that it works and learns what it sends.

It knows no session, and saves nothing: what was learned goes out as a signal.
"""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QObject, Qt, Signal

from gluteapp.core.clock import Clock, Millis
from gluteapp.language import tr
from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_words import (
    FIXED_KEYS,
    Place,
    cap_words,
    code_words,
    key_code,
    place_of,
    with_button,
    works_words,
)
from gluteapp.ui.screens.key_claims import is_of_session, writes
from gluteapp.ui.screens.session_keys import DEBOUNCE_MS

Key = Qt.Key
_OWN = FIXED_KEYS | {Key.Key_S.value, Key.Key_V.value}
"""What the check itself answers to, and what nobody can change."""
_OF_A_REMOTE = frozenset(
    key.value
    for key in (
        Key.Key_PageUp, Key.Key_PageDown, Key.Key_F2, Key.Key_F3, Key.Key_F4, Key.Key_F5,
        Key.Key_F6, Key.Key_F7, Key.Key_F8, Key.Key_F9, Key.Key_F10, Key.Key_F12,
        Key.Key_MediaNext, Key.Key_MediaPrevious, Key.Key_MediaPlay, Key.Key_MediaPause,
        Key.Key_MediaTogglePlayPause, Key.Key_MediaStop,
    )
)  # fmt: skip
"""What remotes send and nobody types; another key that writes nothing is learned when it comes
twice."""
_TAUGHT = (Place.TOGGLE, Place.BACK, Place.SKIP)


class RemoteEar(QObject):
    """Unknown buttons are learned in the order pause, back, skip, beside those there are.

    What writes or means something in a session is never learned: somebody pressed it on a keyboard,
    and only Settings may give it away. Emits `heard()` with every button, and `learned(Buttons)`
    when one got a new meaning or lost it again.
    """

    heard = Signal()
    learned = Signal(object)

    def __init__(self, *, buttons: Buttons, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._heard_ms: Millis | None = None
        self.buttons = buttons
        self._works: dict[Place, str] = {}
        self._last: Place | None = None
        self._is_last_new = False
        self._again = ""
        """A key that somebody may have typed: it is meant for a remote when it comes again."""
        self._refused = ""
        self._forgotten = ""
        self._lessons: list[tuple[Place, str, Buttons]] = []
        """What was learned here, and the buttons before it."""
        self._pads: tuple[str, ...] = ()

    @property
    def has_heard(self) -> bool:
        """Whether any button works."""
        return bool(self._works)

    @property
    def can_undo(self) -> bool:
        """Whether anything was learned that can be forgotten again."""
        return bool(self._lessons)

    def hear_key(self, key: int) -> bool:
        """Take a key that was pressed; false when it is none that a remote may have sent."""
        code = key_code(key)
        if place_of(self.buttons, code) is None:
            if key in _OWN:
                return False
            is_refused = writes(key) or is_of_session(key)
            if is_refused or (key not in _OF_A_REMOTE and code != self._again):
                if not self._is_too_soon():
                    self._again, self._refused = ("", code) if is_refused else (code, "")
                    self._forgotten = ""
                    self.heard.emit()
                return True
        self.take_press(code)
        return True

    def undo(self) -> None:
        """Forget what was learned last."""
        if self._lessons:
            place, code, self.buttons = self._lessons.pop()
            if self._works.get(place) == code:
                del self._works[place]
            self._forgotten, self._again, self._refused = code, "", ""
            self.learned.emit(self.buttons)
            self.heard.emit()

    def take_press(self, code: str) -> None:
        """A button goes down; one that sends two codes at once teaches one."""
        if not self._is_too_soon():
            self._hear(code)

    def take_release(self, code: str, held_ms: Millis) -> None:
        """Letting go means nothing before a session."""

    def drop_presses(self) -> None:
        """Nor does what is still down."""

    def show_pads(self, names: tuple[str, ...], problem: str | None) -> None:
        """Say which gamepads are there."""
        self._pads = names
        self.heard.emit()

    def _is_too_soon(self) -> bool:
        last_ms, now_ms = self._heard_ms, self._clock.read().monotonic_ms
        is_too_soon = last_ms is not None and now_ms - last_ms < DEBOUNCE_MS
        if not is_too_soon:
            self._heard_ms = now_ms
        return is_too_soon

    def _hear(self, code: str) -> None:
        self._again = self._refused = self._forgotten = ""
        place = place_of(self.buttons, code)
        self._is_last_new = place is None
        if place is None:
            place = self._next
            if place is None:
                return
            self._lessons.append((place, code, self.buttons))
            self.buttons = with_button(self.buttons, place, code)
            self._works[place] = code
            self.learned.emit(self.buttons)
        self._works[place] = code
        self._last = place
        self.heard.emit()

    def sentence(self) -> str:
        """How far it is."""
        if self._again:
            return tr(
                "{button}: press it again to use it as your remote", button=code_words(self._again)
            )
        if self._refused:
            return _refusal(self._refused)
        if self._forgotten:
            return tr("Forgotten: {button}", button=code_words(self._forgotten))
        if self._last is None:
            return self._invitation()
        if self._is_last_new:
            return _lesson(self._last, cap_words(self._works[self._last]))
        return works_words(self._last, self._works[self._last])

    def title(self) -> str:
        """What a button that is not known yet will become."""
        match self._next:
            case Place.TOGGLE:
                return tr("Remote: a new button becomes pause")
            case Place.BACK:
                return tr("Remote: the next new button becomes back")
            case Place.SKIP:
                return tr("Remote: the next new button becomes skip")
            case None:
                return tr("Remote")

    @property
    def _next(self) -> Place | None:
        """What is taught next."""
        return next((one for one in _TAUGHT if one not in self._works), None)

    def _invitation(self) -> str:
        if self._pads:
            return tr("{gamepad} is there: press any of its buttons", gamepad=self._pads[0])
        return tr("Press its button for pause, then the one for back, then skip")


def _lesson(learned: Place, button: str) -> str:
    """What a button was learned for; there is time for the next one (see PreflightScreen)."""
    match learned:
        case Place.TOGGLE:
            return tr("{button} is pause. The countdown starts again.", button=button)
        case Place.BACK:
            return tr("{button} is back. The countdown starts again.", button=button)
        case Place.SKIP:
            return tr("{button} is skip. The countdown starts again.", button=button)
        case _:
            assert_never(learned)


def _refusal(code: str) -> str:
    button = code_words(code)
    # Some remotes send arrows, which work in a session as they are.
    if code == key_code(Key.Key_Right.value):
        return works_words(Place.SKIP, code)
    if code == key_code(Key.Key_Left.value):
        return tr("Works: {button} goes back", button=button)
    return tr(
        "{button} stays as it is: only a remote's own buttons are learned here", button=button
    )
