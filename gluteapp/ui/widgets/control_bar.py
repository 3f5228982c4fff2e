"""The bar of session controls that comes with the mouse or Tab and goes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.button import Button, ButtonKind

SHOWN_MS = 3_000
"""How long the bar stays after the last move of the mouse (LOOKS.md 10 b)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarControl:
    """One control: an id the screen knows, its words, icon and key."""

    id: str
    words: str
    icon: str
    key_hint: str = ""


class ControlBar(QWidget):
    """Buttons in a row on a raised ground; emits `pressed(id)`.

    `wake()` shows it for 3 s and is to be called when the mouse moves or Tab is pressed; it stays
    while the mouse is on it. When it goes it gives the focus to its parent, the screen, which also
    places it.
    """

    pressed = Signal(str)

    def __init__(
        self, controls: Sequence[BarControl], *, theme: Theme, name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self._buttons: dict[str, Button] = {}
        self._hints = {control.id: control.key_hint for control in controls}
        self._has_hints = True
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 8, 8, 8)
        self._row.setSpacing(8)
        for control in controls:
            button = Button(
                control.words,
                theme=theme,
                kind=ButtonKind.QUIET,
                icon=control.icon,
                key_hint=control.key_hint,
                parent=self,
            )
            button.clicked.connect(lambda _=False, chosen=control.id: self.pressed.emit(chosen))
            self._buttons[control.id] = button
            self._row.addWidget(button)
        self.timer = QTimer(self)
        """Runs while the bar is shown."""
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_MS)
        self.timer.timeout.connect(self._on_timeout)
        self.hide()

    def button(self, control_id: str) -> Button:
        """The button of a control; KeyError when there is none."""
        return self._buttons[control_id]

    def change(self, control: BarControl) -> None:
        """Give a control other words, icon and key, such as Pause and Resume."""
        button = self._buttons[control.id]
        button.setText(control.words)
        button.set_icon_name(control.icon)
        self._hints[control.id] = control.key_hint
        button.set_key_hint(control.key_hint if self._has_hints else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys out where all controls would not fit with them; no word is ever cut."""
        super().resizeEvent(event)
        self._show_hints(has_hints=True)
        if self._row.minimumSize().width() > self.width():
            self._show_hints(has_hints=False)

    def _show_hints(self, *, has_hints: bool) -> None:
        self._has_hints = has_hints
        for name, button in self._buttons.items():
            button.set_key_hint(self._hints[name] if has_hints else "")
        self._row.invalidate()

    def wake(self) -> None:
        """Show it, and hide it again 3 s later."""
        if self.isHidden():
            self.show()
            self.raise_()
        self.timer.start()

    def rest(self) -> None:
        """Hide it now; a focus on it goes to the screen, and not on to what comes next there."""
        self.timer.stop()
        screen, focused = self.parentWidget(), QApplication.focusWidget()
        if screen is not None and focused is not None and self.isAncestorOf(focused):
            screen.setFocus()
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        for button in self._buttons.values():
            button.set_theme(theme)
        self.update()

    def _on_timeout(self) -> None:
        if self.underMouse():
            self.timer.start()
            return
        self.rest()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is here."""
        self.timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go some time after the mouse went."""
        self.timer.start()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.surface)
        painter.drawRoundedRect(QRectF(self.rect()), 16, 16)
        painter.end()
