"""Things that can be taken away one by one, as chips that wrap into lines; knows values and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.ui.theme import TARGET_MIN, Theme
from gluteapp.ui.widgets.button import Button, ButtonKind

_GAP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing: `words` are shown, `removes` says what pressing it does."""

    value: str
    words: str
    removes: str


class ChipFlow(QWidget):
    """Emits `removed(value)` when the user presses a chip; takes none away itself."""

    removed = Signal(str)

    def __init__(self, *, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.buttons: dict[str, Button] = {}
        """By value, as they lie."""
        self._chips: tuple[Chip, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, chips: Sequence[Chip]) -> None:
        """Show these; without any, nothing."""
        if tuple(chips) == self._chips:
            return
        self._chips = tuple(chips)
        for old in self.buttons.values():
            old.hide()
            old.deleteLater()
        self.buttons = {chip.value: self._button(chip) for chip in chips}
        self.updateGeometry()
        self._flow(self.width(), is_placing=True)

    def _button(self, chip: Chip) -> Button:
        button = Button(
            chip.words,
            theme=self.theme,
            kind=ButtonKind.OUTLINED,
            icon="x",
            is_icon_last=True,
            parent=self,
        )
        button.setAccessibleName(chip.removes)
        button.setToolTip(chip.removes)
        button.clicked.connect(lambda _=False, value=chip.value: self.removed.emit(value))
        button.show()
        return button

    def _flow(self, width: int, *, is_placing: bool = False) -> int:
        x = y = height = 0
        for button in self.buttons.values():
            hint = button.sizeHint()
            own, height = min(hint.width(), max(width, TARGET_MIN)), hint.height()
            if x and x + own > width:
                x, y = 0, y + height + _GAP
            if is_placing:
                button.setGeometry(QRect(x, y, own, height))
            x += own + _GAP
        return y + height

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on; the chips are themed by themselves."""
        self.theme = theme

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in px at a width."""
        return self._flow(width)

    def sizeHint(self) -> QSize:
        """A line or two."""
        return QSize(360, self._flow(360))

    def minimumSizeHint(self) -> QSize:
        """The widest chip."""
        return QSize(200, TARGET_MIN if self.buttons else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew."""
        super().resizeEvent(event)
        self._flow(event.size().width(), is_placing=True)
