"""A number with a smaller and a larger button; knows a range and how to say it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gluteapp.language import number, tr
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.text_label import TextLabel


class Stepper(QWidget):
    """Emits `changed(int)`; Up and Down on its buttons work too. `words` says a value."""

    changed = Signal(int)

    def __init__(
        self,
        name: str,
        *,
        theme: Theme,
        value: int,
        minimum: int,
        maximum: int,
        step: int = 1,
        words: Callable[[int], str] = number,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.value = value
        self._minimum, self._maximum, self._step = minimum, maximum, step
        self._words, self._name = words, name
        self.less = Button("", theme=theme, icon="minus", parent=self)
        self.more = Button("", theme=theme, icon="plus", parent=self)
        self._label = TextLabel(
            theme=theme,
            role=FontRole.SECTION,
            align=Qt.AlignmentFlag.AlignHCenter,
            parent=self,
        )
        self._label.setMinimumWidth(92)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.less, self._label, self.more):
            layout.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.less.clicked.connect(lambda: self._change(-self._step))
        self.more.clicked.connect(lambda: self._change(self._step))
        self.less.setAccessibleName(tr("{what}: less", what=name))
        self.more.setAccessibleName(tr("{what}: more", what=name))
        self._show()

    def set_value(self, value: int) -> None:
        """Show another value, without telling."""
        self.value = min(max(value, self._minimum), self._maximum)
        self._show()

    def _change(self, by: int) -> None:
        value = min(max(self.value + by, self._minimum), self._maximum)
        if value != self.value:
            self.value = value
            self._show()
            self.changed.emit(value)

    def _show(self) -> None:
        words = self._words(self.value)
        self._label.setText(words)
        self.setAccessibleName(tr("{what}: {value}", what=self._name, value=words))
        self.less.setEnabled(self.value > self._minimum)
        self.more.setEnabled(self.value < self._maximum)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down change the number."""
        by = {Qt.Key.Key_Up: self._step, Qt.Key.Key_Down: -self._step}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._change(by)
