"""Hands keys, clicks and gamepad buttons of a session to the KeyReader; carries out nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from gluteapp.core.clock import Clock, Millis
from gluteapp.language import tr
from gluteapp.settings import Buttons
from gluteapp.ui.screens.key_repeats import KeyRepeats
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_keys import LONG_PRESS_MS, Command, KeyReader, Wish

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def has_command(event: QKeyEvent) -> bool:
    """Whether a key is pressed together with Ctrl, Alt or Meta."""
    return bool(event.modifiers() & _COMMANDS)


class SessionPresses(QObject):
    """Emits `wished(Wish)`; `held(sentence)` when letting go now means something else, and
    `let_go()` when it was.

    A button that is down when the focus leaves the screen means nothing any more. Gamepads have no
    focus: they are heard unless another part of the window has it, or something lies over the
    session (`is_covered`).
    """

    wished = Signal(object)
    held = Signal(str)
    let_go = Signal()

    def __init__(
        self,
        *,
        buttons: Buttons,
        clock: Clock,
        screen: QWidget,
        is_covered: Callable[[], bool],
        ends_set: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(screen)
        self._reader = KeyReader(buttons=buttons, ends_set=ends_set)
        self._repeats = KeyRepeats(clock=clock, parent=self)
        self._repeats.let_go.connect(self._on_let_go)
        self._clock, self._screen, self._is_covered = clock, screen, is_covered
        self._is_long = False
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(LONG_PRESS_MS)
        self._long.timeout.connect(self._on_long)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def press_key(self, event: QKeyEvent, mode: Mode) -> bool:
        """A key goes down; whether it belongs to the session. What is repeated is no press."""
        key, sign = event.key(), event.text()
        if has_command(event) or not self._reader.knows(key, sign, mode):
            return False
        if not self._repeats.is_repeat(event):
            self._wish(self._reader.press(key, sign, mode, self._now_ms()))
        return True

    def release_key(self, event: QKeyEvent) -> None:
        """A key goes up."""
        self._repeats.release(event)

    def _on_let_go(self, key: int, at_ms: Millis) -> None:
        self._wish(self._reader.release(key, at_ms))

    def click(self) -> None:
        """The mouse clicked where there is nothing."""
        self._wish(self._reader.click(self._now_ms()))

    def take_press(self, code: str) -> None:
        """A gamepad's button goes down."""
        focused = QApplication.focusWidget()
        is_elsewhere = focused is not None and not self._is_inside(focused)
        if not is_elsewhere and not self._is_covered():
            self._wish(self._reader.press_button(code, self._now_ms()))

    def take_release(self, code: str, held_ms: Millis) -> None:
        """A gamepad's button goes up."""
        self._wish(self._reader.release_button(code, self._now_ms(), held_ms))

    def drop_presses(self) -> None:
        """Forget what is down."""
        self._reader.drop()
        self._repeats.forget()
        self._end_hold()

    def show_pads(self, names: tuple[str, ...], problem: str | None) -> None:
        """A session says nothing about gamepads that come and go."""

    def _now_ms(self) -> Millis:
        return self._clock.read().monotonic_ms

    def _wish(self, wish: Wish | None) -> None:
        if self._reader.held is None:
            self._end_hold()
        elif not self._long.isActive():
            self._long.start()
        if wish is not None:
            self.wished.emit(wish)

    def _end_hold(self) -> None:
        self._long.stop()
        if self._is_long:
            self._is_long = False
            self.let_go.emit()

    def _on_long(self) -> None:
        self._is_long = True
        match self._reader.held:
            case Command.SKIP:
                self.held.emit(tr("Let go to skip"))
            case Command.BACK:
                self.held.emit(tr("Let go to go back"))
            case Command.PAUSE:
                self.held.emit(tr("Let go to pause"))
            case _:
                pass

    def _is_inside(self, widget: QWidget) -> bool:
        return widget is self._screen or self._screen.isAncestorOf(widget)

    def _on_focus_changed(self, _: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._is_inside(new):
            self.drop_presses()
