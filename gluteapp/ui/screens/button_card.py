"""What the buttons of remotes and gamepads do: one more can be added, and each taken away again.

It saves nothing, it asks by a signal, and it reads no device: gamepad buttons are brought to it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.core.clock import Millis
from gluteapp.language import tr
from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_row import ButtonRow
from gluteapp.ui.screens.button_words import (
    FIXED_KEYS,
    Place,
    code_words,
    codes_of,
    key_code,
    place_of,
    with_button,
    without_button,
    works_words,
)
from gluteapp.ui.screens.key_claims import KEPT, is_of_session
from gluteapp.ui.screens.session_presses import has_command
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme, Tone
from gluteapp.ui.widgets.announce import announce
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.text_label import TextLabel


class ButtonCard(Card):
    """Emits `changed(dict)` with the field of Settings to change.

    What is said of a change stays until the next one, and every change here can be taken back.
    """

    changed = Signal(object)

    def __init__(self, buttons: Buttons, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Remote and gamepad"), parent=parent)
        self.buttons = buttons
        self.rows: dict[Place, ButtonRow] = {}
        self._waiting: Place | None = None
        self._before: list[Buttons] = []
        """What the buttons were before each change, the last one last."""
        self._said: tuple[str, Tone] = ("", "text3")
        self._pads: tuple[str, ...] = ()
        self._problem: str | None = None
        self._make_parts()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._show()

    def _make_parts(self) -> None:
        theme, title = self.theme, tr("Remote and gamepad")
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 22, CARD_PADDING, 18)
        column.setSpacing(14)
        column.addWidget(TextLabel(title, theme=theme, role=FontRole.SECTION, parent=self))
        for place, words in (
            (Place.TOGGLE, tr("Pause and go on, hold to skip")),
            (Place.SKIP, tr("Skip")),
            (Place.BACK, tr("Set again, hold to go back")),
        ):
            row = ButtonRow(words, theme=theme, parent=self)
            row.add_asked.connect(lambda place=place: self._wait_for(place))
            row.remove_asked.connect(self._remove)
            self.rows[place] = row
            column.addWidget(row)
        self.note = TextLabel(
            theme=theme, role=FontRole.CAPTION, tone="text3", wraps=True, parent=self
        )
        column.addWidget(self.note)
        self.undo = Button(tr("Undo"), theme=theme, icon="arrow-counter-clockwise", parent=self)
        self.undo.clicked.connect(self._take_back)
        self.usual = Button(tr("Back to usual"), theme=theme, parent=self)
        self.usual.clicked.connect(lambda: self._give(Buttons()))
        ways_back = QHBoxLayout()
        ways_back.setSpacing(8)
        ways_back.addWidget(self.undo)
        ways_back.addWidget(self.usual)
        ways_back.addStretch(1)
        column.addLayout(ways_back)

    @property
    def waiting_for(self) -> Place | None:
        """What the next button pressed will be for."""
        return self._waiting

    def show_buttons(self, buttons: Buttons) -> None:
        """Show other buttons, without asking for anything."""
        if buttons != self.buttons:
            self.buttons = buttons
            self._before.clear()
            self._said = ("", "text3")
        self._show()

    # Buttons of gamepads

    def take_press(self, code: str) -> None:
        """A gamepad's button goes down."""
        if self._waiting is not None:
            self._take(code)
        else:
            self._say(self._meaning(code))

    def take_release(self, code: str, held_ms: Millis) -> None:
        """Letting go means nothing here."""

    def drop_presses(self) -> None:
        """Nor does what is still down."""

    def show_pads(self, names: tuple[str, ...], problem: str | None) -> None:
        """Say which gamepads are there, or why there can be none."""
        self._pads, self._problem = names, problem
        self._show_note()

    # Waiting for a button

    def _wait_for(self, place: Place) -> None:
        self._waiting = place
        self._say("")
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the next key, whatever it means elsewhere; Esc leaves everything as it was."""
        if self._waiting is None:
            super().keyPressEvent(event)
            return
        key = event.key()
        if has_command(event) and key not in FIXED_KEYS:
            # Ctrl+1 goes to another page, and is no button.
            self._stop_waiting()
            event.ignore()
            return
        event.accept()
        if event.isAutoRepeat():
            return
        if key == Qt.Key.Key_Escape:
            self._stop_waiting()
        elif key in KEPT:
            button = code_words(key_code(key))
            self._say(tr("A session needs {button} itself. Press another one.", button=button))
        elif key not in FIXED_KEYS:
            self._take(key_code(key), is_claimed=is_of_session(key))
        elif event.text() or key in _NAMED:
            self._say(tr("This key keeps its own meaning. Press another one."))

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab moves nowhere while a button is waited for."""
        return self._waiting is None and super().focusNextPrevChild(is_next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who clicks anywhere, on an empty part of the page too, leaves everything as it was."""
        if event.type() is QEvent.Type.MouseButtonPress:
            self._stop_waiting()
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere changes nothing."""
        super().focusOutEvent(event)
        self._stop_waiting()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nor is a button taken by a page that nobody sees."""
        super().hideEvent(event)
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._waiting is None:
            return
        place, self._waiting = self._waiting, None
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._show()
        if self.hasFocus():
            self.rows[place].add.setFocus(Qt.FocusReason.OtherFocusReason)

    # Changes

    def _take(self, code: str, *, is_claimed: bool = False) -> None:
        """Add a button; `is_claimed` says that a session has another use for it."""
        place = self._waiting
        if place is None:
            return
        self._stop_waiting()
        button, had = code_words(code), place_of(self.buttons, code)
        if had is place:
            self._say(works_words(place, code))
            return
        self._give(with_button(self.buttons, place, code))
        if is_claimed:
            self._say(
                tr("{button} has lost what else it does in a session.", button=button), "warn"
            )
        elif had is not None:
            self._say(tr("Here and nowhere else now: {button}", button=button), "warn")

    def _remove(self, code: str) -> None:
        place = place_of(self.buttons, code)
        self._give(without_button(self.buttons, code))
        self._say(tr("Removed: {button}", button=code_words(code)))
        if place is not None:
            # The chip that had the focus is gone.
            self.rows[place].add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self, buttons: Buttons) -> None:
        self._before.append(self.buttons)
        self._set(buttons)

    def _take_back(self) -> None:
        if self._before:
            self._set(self._before.pop())
            if not self._before:
                self.rows[Place.TOGGLE].add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, buttons: Buttons) -> None:
        self.buttons = buttons
        self._say("")
        self._show()
        self.changed.emit({"buttons": buttons.model_dump()})

    # Showing

    def _show(self) -> None:
        is_free = self._waiting is None
        for place, row in self.rows.items():
            row.show_codes(
                codes_of(self.buttons, place),
                is_waiting=place is self._waiting,
                can_add=is_free,
            )
        self.undo.setEnabled(bool(self._before))
        self.usual.setEnabled(self.buttons != Buttons())
        self._show_note()

    def _say(self, sentence: str, tone: Tone = "text3") -> None:
        self._said = (sentence, tone)
        self._show_note()
        if sentence:
            announce(self, sentence)

    def _show_note(self) -> None:
        sentence, tone = self._said
        self.note.set_tone(tone)
        if not sentence and self._pads:
            sentence = tr("Connected: {gamepads}", gamepads=", ".join(self._pads))
        words = sentence or self._problem or tr("A gamepad is found when you plug it in.")
        self.note.setText(words)

    def _meaning(self, code: str) -> str:
        place = place_of(self.buttons, code)
        if place is not None:
            return works_words(place, code)
        return tr("Works, but means nothing yet: {button}", button=code_words(code))


_NAMED = frozenset(
    key.value
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F1, Qt.Key.Key_F11, Qt.Key.Key_Menu)
)
"""Fixed keys that write nothing and are still pressed on purpose; a lone Shift is not."""
