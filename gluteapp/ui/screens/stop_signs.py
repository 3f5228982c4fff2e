"""The signs that mean stop and the pain rules on one card, for an overlay of desk and session.

Its words follow evidence 6.2 and 6.3; it knows no session.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import tr
from gluteapp.ui.theme import FontRole, Theme, Tone, pixel_font
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.text_label import TextLabel

BODY_SHARE, TITLE_SHARE = 0.028, 0.032
"""Type sizes as shares of the window height, for who reads this from the mat."""


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
    """The card itself, for an overlay; `set_unit()` makes it readable from the mat."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[Icon] = []
        self._titles: list[TextLabel] = []
        self._body: list[TextLabel] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 12, 0)
        self._layout.setSpacing(18)
        rows = [(title, "warning-circle-fill", tone, signs) for title, signs, tone in red_flags()]
        rows.append((tr("Pain in a set, 0 to 10"), "info-circle-fill", "text2", pain_rules()))
        for title, icon, tone, signs in rows:
            row = QHBoxLayout()
            row.setSpacing(14)
            mark = Icon(icon, theme=theme, tone=tone, parent=self)
            self._icons.append(mark)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(4)
            heading = TextLabel(
                title, theme=theme, role=FontRole.BODY_LARGE_STRONG, wraps=True, parent=self
            )
            self._titles.append(heading)
            words.addWidget(heading)
            for sign in signs:
                words.addWidget(self._line(sign, theme))
            row.addLayout(words, 1)
            self._layout.addLayout(row)
        closing = tr("If you are not sure, stop and ask. This is no diagnosis.")
        self._layout.addWidget(self._line(closing, theme))
        self._layout.addStretch(1)

    def _line(self, words: str, theme: Theme) -> TextLabel:
        label = TextLabel(words, theme=theme, tone="text2", wraps=True, parent=self)
        self._body.append(label)
        return label

    def set_unit(self, height_px: int) -> None:
        """Take sizes as shares of the window height in px."""
        title, body = (max(round(share * height_px), 15) for share in (TITLE_SHARE, BODY_SHARE))
        for icon in self._icons:
            icon.set_size_px(round(1.3 * title))
        for label in self._titles:
            label.set_own_font(pixel_font(title, weight=650), 1.3)
        for label in self._body:
            label.set_own_font(pixel_font(body, weight=400), 1.35)
        self._layout.setSpacing(round(0.022 * height_px))
