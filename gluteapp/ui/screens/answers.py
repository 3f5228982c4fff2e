"""Add or change the answers about a past session, pair by pair; saves nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.screens.answers_panel import AnswersPanel
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.screens.group_row import GroupRow
from gluteapp.ui.screens.session_keys import REGION_KEYS
from gluteapp.ui.screens.set_words import AnswerGroup
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.scroll_area import ScrollArea


class AnswersScreen(DeskPage):
    """Emits `answered(set_ids, question, answer)` with every tap, and `closed()`."""

    answered = Signal(object, object, object)
    closed = Signal()

    def __init__(
        self,
        groups: Sequence[AnswerGroup],
        *,
        theme: Theme,
        eyebrow: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Your answers"), theme=theme, eyebrow=eyebrow, parent=parent)
        self.stand_alone()
        self._at = 0
        self.done_button = Button(
            tr("Done"),
            theme=theme,
            kind=ButtonKind.PRIMARY,
            key_hint=tr("Esc"),
            height_px=52,
            parent=self,
        )
        self.done_button.clicked.connect(self.closed)
        self.header.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._list = QWidget(self)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        self.rows = [GroupRow(group, theme=theme, parent=self._list) for group in groups]
        for index, row in enumerate(self.rows):
            row.clicked.connect(lambda _=False, at=index: self.open_group(at))
            column.addWidget(row)
        column.addStretch(1)
        self._list_scroll = ScrollArea(self._list, theme=theme, parent=self)
        self._list_scroll.setFixedWidth(340)
        self.panel = AnswersPanel(theme=theme, parent=self)
        self.panel.answered.connect(self.answered)
        row_layout = QHBoxLayout()
        row_layout.setSpacing(20)
        row_layout.addWidget(self._list_scroll)
        row_layout.addWidget(self.panel, 1)
        self.body.addLayout(row_layout, 1)
        first_open = next((n for n, group in enumerate(groups) if group.open_answers), 0)
        if self.rows:
            self.open_group(first_open)

    def show_groups(self, groups: Sequence[AnswerGroup]) -> None:
        """Show the same sets with newer answers."""
        for row, group in zip(self.rows, groups, strict=False):
            row.set_group(group)
        if self.rows:
            self.panel.show_group(self.rows[self._at].asked)

    def open_group(self, at: int) -> None:
        """Ask about one of the groups."""
        self._at = at
        self.rows[at].setChecked(True)
        self.panel.show_group(self.rows[at].asked)
        if self.isVisible():
            self._list_scroll.ensureWidgetVisible(self.rows[at], 0, 40)

    def arrange(self) -> None:
        """A narrower list in a narrow window."""
        self._list_scroll.setFixedWidth(290 if self.is_narrow else 340)

    def take_key(self, event: QKeyEvent) -> bool:
        """Up and Down walk the list, 0 to 5 answer effort, G H T B F N where it was felt, Esc closes."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.rows:
            by = 1 if key == Qt.Key.Key_Down else -1
            self.open_group(min(max(self._at + by, 0), len(self.rows) - 1))
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self.panel.give_effort(key - Qt.Key.Key_0)
        elif key in REGION_KEYS and not event.isAutoRepeat():
            self.panel.felt.toggle(REGION_KEYS[key])
        else:
            return super().take_key(event)
        return True
