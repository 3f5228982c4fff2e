"""What the buttons of remotes and gamepads do, each to be changed by pressing another.

It saves nothing, it asks by a signal, and it reads no device: gamepad buttons are brought to it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gluteapp.core.clock import Millis
from gluteapp.language import tr
from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_words import (
    FIXED_KEYS,
    Place,
    code_words,
    key_code,
    list_words,
    place_of,
    with_button,
    works_words,
)
from gluteapp.ui.screens.key_claims import KEPT, is_of_session
from gluteapp.ui.screens.option_row import OptionRow
from gluteapp.ui.screens.session_presses import has_command
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme, Tone
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.text_label import TextLabel


class ButtonCard(Card):
    """Emits `changed(dict)` with the field of Settings to change."""

    changed = Signal(object)

    def __init__(self, buttons: Buttons, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Remote and gamepad"), parent=parent)
        self.buttons = buttons
        self.rows: dict[Place, OptionRow] = {}
        self.changes: dict[Place, Button] = {}
        self._waiting: Place | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 22, CARD_PADDING, 18)
        column.setSpacing(10)
        title = tr("Remote and gamepad")
        column.addWidget(TextLabel(title, theme=theme, role=FontRole.SECTION, parent=self))
        for place, words in (
            (Place.TOGGLE, tr("Pause and go on, hold to skip")),
            (Place.SKIP, tr("Skip")),
            (Place.BACK, tr("Set again, hold to go back")),
        ):
            change = Button(tr("Change"), theme=theme, parent=self)
            change.setAccessibleName(tr("Change: {what}", what=words))
            change.clicked.connect(lambda _=False, place=place: self._wait_for(place))
            self.changes[place] = change
            self.rows[place] = OptionRow(words, change, theme=theme, note=" ", parent=self)
            column.addWidget(self.rows[place])
        self.note = TextLabel(
            theme=theme, role=FontRole.CAPTION, tone="text3", wraps=True, parent=self
        )
        column.addWidget(self.note)
        self.usual = Button(tr("Back to usual"), theme=theme, parent=self)
        self.usual.clicked.connect(lambda: self._give(Buttons()))
        column.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._pads: tuple[str, ...] = ()
        self._problem: str | None = None
        self._show()

    @property
    def waiting_for(self) -> Place | None:
        """What the next button pressed will be for."""
        return self._waiting

    def show_buttons(self, buttons: Buttons) -> None:
        """Show other buttons, without asking for anything."""
        self.buttons = buttons
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
        self._say("")

    # Waiting for a button

    def _wait_for(self, place: Place) -> None:
        self._waiting = place
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
            self._take_key(key)
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
            self.changes[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, code: str) -> None:
        place = self._waiting
        if place is None:
            return
        self._give(with_button(self.buttons, place, code))
        self._stop_waiting()

    def _take_key(self, key: int) -> None:
        self._take(key_code(key))
        if is_of_session(key):
            button = code_words(key_code(key))
            self._say(
                tr("{button} has lost what else it does in a session.", button=button), "warn"
            )

    def _give(self, buttons: Buttons) -> None:
        self.buttons = buttons
        self.changed.emit({"buttons": buttons.model_dump()})
        self._show()

    # Showing

    def _show(self) -> None:
        for place, row in self.rows.items():
            if place is self._waiting:
                words = tr("Press a button… (Esc leaves it as it is)")
            else:
                words = list_words(self.buttons, place) or tr("No button")
            row.note.setText(words)
            row.note.set_tone("accent" if place is self._waiting else "text3")
            self.changes[place].setEnabled(self._waiting is None)
            self.changes[place].setAccessibleDescription(words)
        self.usual.setEnabled(self.buttons != Buttons())
        self._say("")

    def _say(self, sentence: str, tone: Tone = "text3") -> None:
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
