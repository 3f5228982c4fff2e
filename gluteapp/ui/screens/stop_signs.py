"""The red flags and the pain rules on one card, for an overlay of the desk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.red_flag_card import red_flags
from gluteapp.ui.widgets.text_label import TextLabel


def pain_rules() -> tuple[str, ...]:
    """What the app does about pain in a set (evidence 6.2)."""
    return (
        tr("Muscle burn and shaking are not pain. 0 to 3 is fine if gone by next morning."),
        tr("4 or 5: take the easier version, skip the side, or stop."),
        tr(
            "6 and more, or sharp, catching, giving way, spreading below the knee, or numb: end "
            "that exercise today."
        ),
    )


class StopSigns(QWidget):
    """The card itself, for an overlay."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(18)
        rows = [(title, "warning-circle-fill", tone, signs) for title, signs, tone in red_flags()]
        rows.append((tr("Pain in a set, 0 to 10"), "info-circle-fill", "text2", pain_rules()))
        for title, icon, tone, signs in rows:
            row = QHBoxLayout()
            row.setSpacing(14)
            mark = Icon(icon, theme=theme, tone=tone, parent=self)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(4)
            words.addWidget(
                TextLabel(
                    title, theme=theme, role=FontRole.BODY_LARGE_STRONG, wraps=True, parent=self
                )
            )
            for sign in signs:
                words.addWidget(TextLabel(sign, theme=theme, tone="text2", wraps=True, parent=self))
            row.addLayout(words, 1)
            layout.addLayout(row)
        layout.addStretch(1)
