"""The card of signs that mean stop and get help; its words follow evidence 6.3."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme, Tone
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.scroll_area import ScrollArea
from gluteapp.ui.widgets.text_label import TextLabel


def red_flags() -> tuple[tuple[str, tuple[str, ...], Tone], ...]:
    """What to do, the signs that call for it, and its tone; most urgent first (evidence 6.3)."""
    return (
        (
            tr("Stop, and call emergency services now"),
            (
                tr("Chest pain, fainting, or severe breathlessness"),
                tr("Numbness between the legs or around the bottom"),
                tr("New trouble starting or holding urine or stool"),
                tr("Loss of feeling in the genitals, or weakness in both legs"),
            ),
            "stop",
        ),
        (
            tr("Do not stand on it, go to urgent care today"),
            (
                tr("A fall or a sudden pop with swelling"),
                tr("A leg that cannot bear your weight"),
            ),
            "stop",
        ),
        (
            tr("Stop running and this app, see a doctor promptly"),
            (
                tr("Deep groin or front-of-hip pain that builds over runs"),
                tr("Pain at night or in walking, a limp, or pain when you hop"),
                tr("Pain in one small spot of a shin or foot bone"),
                tr("More so after a quick rise in running, low energy or missed periods"),
            ),
            "warn",
        ),
        (
            tr("See a doctor promptly"),
            (
                tr("A hot swollen joint, or fever"),
                tr("A calf that is swollen and painful"),
                tr("Weight loss without a reason"),
                tr("New pain at night after a cancer in the past"),
            ),
            "warn",
        ),
    )


class RedFlagCard(Card):
    """Signs and advice in a card that scrolls when it must; emits `closed()` (button or Esc)."""

    closed = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("When to stop and get help"), parent=parent)
        self._themed: list[TextLabel | Icon | ScrollArea | Button] = []
        self.close_button = Button(
            tr("Close"), theme=theme, icon="x", key_hint=tr("Esc"), parent=self
        )
        self.close_button.clicked.connect(self.closed)
        title = TextLabel(
            tr("When to stop and get help"),
            theme=theme,
            role=FontRole.TITLE_2,
            wraps=True,
            parent=self,
        )
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget(self)
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(18)
        for advice, signs, tone in red_flags():
            self._add(content, advice, signs, tone)
        closing = TextLabel(
            tr("Muscle burn is fine. If you are not sure, stop and ask. This is no diagnosis."),
            theme=theme,
            tone="text2",
            wraps=True,
            parent=content,
        )
        self._rows.addWidget(closing)
        self._rows.addStretch(1)
        area = ScrollArea(content, theme=theme, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, CARD_PADDING - 4, CARD_PADDING, CARD_PADDING)
        layout.setSpacing(18)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        self._themed += [title, closing, area, self.close_button]

    def _add(self, content: QWidget, advice: str, signs: tuple[str, ...], tone: Tone) -> None:
        icon = Icon("warning-circle-fill", theme=self.theme, tone=tone, parent=content)
        heading = TextLabel(
            advice, theme=self.theme, role=FontRole.SECTION, wraps=True, parent=content
        )
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(heading)
        self._themed += [icon, heading]
        for sign in signs:
            label = TextLabel(sign, theme=self.theme, tone="text2", wraps=True, parent=content)
            column.addWidget(label)
            self._themed.append(label)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._rows.addLayout(row)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        super().set_theme(theme)
        for part in self._themed:
            part.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
