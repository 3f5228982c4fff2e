"""One row of the pre-flight: icon, title, sentence, and a mark or buttons; decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gluteapp.language import tr
from gluteapp.services.preflight import CheckKey, CheckState
from gluteapp.ui.theme import Theme, Tone, pixel_font
from gluteapp.ui.widgets.announce import announce
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.fitted_label import FittedLabel
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.text_label import TextLabel

FOR_NOW_MS = 3_000
"""How long a sentence stays that says what is heard at this moment."""
ROW_ICONS = {
    CheckKey.SOUND: "speaker-high",
    CheckKey.MUSIC: "music-note",
    CheckKey.SCREEN: "desktop",
    CheckKey.SPACE: "arrows-out-cardinal",
    CheckKey.SIDES: "arrow-fat-left",
    CheckKey.BATTERY: "battery",
}
_MARKS: dict[CheckState, tuple[str, Tone]] = {
    CheckState.OK: ("check-circle-fill", "good"),
    CheckState.WARN: ("warning-circle-fill", "warn"),
    CheckState.ACTION: ("info-circle-fill", "text2"),
    CheckState.BUSY: ("circle-dashed", "accent"),
}


def state_word(state: CheckState) -> str:
    """The state for a screen reader."""
    words = {
        CheckState.OK: tr("fine"),
        CheckState.WARN: tr("attention"),
        CheckState.ACTION: tr("can be changed"),
        CheckState.BUSY: tr("looking"),
    }
    return words[state]


class PreflightRow(Card):
    """`show_row` gives it words; buttons, if any, lie before the mark."""

    def __init__(self, icon: str, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, parent=parent)
        self._icon = Icon(icon, theme=theme, tone="text2", parent=self)
        self.title = TextLabel(theme=theme, parent=self)
        self.sentence = FittedLabel(
            theme=theme, weight=400, is_display=False, tone="text2", parent=self
        )
        self.mark = Icon("circle-dashed", theme=theme, parent=self)
        self.buttons: list[Button] = []
        self._sentence = ""
        self._for_now = QTimer(self)
        self._for_now.setSingleShot(True)
        self._for_now.setInterval(FOR_NOW_MS)
        self._for_now.timeout.connect(self._end_for_now)

    def add_button(self, text: str) -> Button:
        """A button in the row."""
        button = Button(text, theme=self.theme, parent=self)
        self.buttons.append(button)
        return button

    def show_row(self, title: str, sentence: str, state: CheckState | None) -> None:
        """Show words and a mark; without a state there is no mark."""
        if self.title.text() != title:
            self.title.setText(title)
        self._sentence = sentence
        if self._for_now.isActive():
            sentence = self.sentence.text()
        elif self.sentence.text() != sentence:
            self.sentence.setText(sentence)
        self.mark.setVisible(state is not None)
        if state is not None:
            icon, tone = _MARKS[state]
            if self.mark.icon_name != icon:
                self.mark.set_icon(icon, tone)
        whole = sentence.removesuffix(".")
        if state is None:
            self.setAccessibleName(tr("{title}: {sentence}.", title=title, sentence=whole))
        else:
            spoken = state_word(state)
            self.setAccessibleName(
                tr("{title}: {sentence}. {state}", title=title, sentence=whole, state=spoken)
            )
        self._place()

    def say_for_now(self, sentence: str) -> None:
        """Put another sentence in the place of the row's own for a moment."""
        self._for_now.start()
        self.sentence.setText(sentence)
        announce(self, sentence)
        self._place()

    def _end_for_now(self) -> None:
        self.sentence.setText(self._sentence)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give everything its share of the row."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        height, width = self.height(), self.width()
        if height < 8 or width < 8:
            return
        title_px = max(round(0.250 * height), 14)
        sentence_px = max(round(0.190 * height), 12)
        self.set_corner(0.24 * height)
        self.title.set_own_font(pixel_font(title_px, weight=650), 1.2)
        pad, icon = round(0.34 * height), max(round(0.30 * height), 20)
        self._icon.set_size_px(icon)
        self._icon.setGeometry(pad, (height - icon) // 2, icon, icon)
        right = width - pad
        mark = max(round(0.28 * height), 18)
        self.mark.set_size_px(mark)
        self.mark.setGeometry(right - mark, (height - mark) // 2, mark, mark)
        right -= mark + pad if not self.mark.isHidden() else 0
        for button in reversed([one for one in self.buttons if not one.isHidden()]):
            button.set_size(max(round(0.52 * height), 32), max(round(0.19 * height), 13))
            own = button.sizeHint().width()
            top = (height - button.height()) // 2
            button.setGeometry(right - own, top, own, button.height())
            right -= own + round(0.10 * height)
        x = pad + icon + round(0.30 * height)
        room = max(right - x, 1)
        title_height = round(title_px * 1.25)
        self.sentence.set_px(sentence_px, max(round(sentence_px * 0.86), 12))
        # It fits its type to the width it has, so it gets all of it before it is measured.
        self.sentence.resize(room, self.sentence.height())
        words_height = self.sentence.heightForWidth(room)
        words_width = self._even_width(room, words_height)
        gap = round(0.05 * height)
        top = (height - title_height - gap - words_height) // 2
        self.title.setGeometry(QRect(x, top, room, title_height))
        self.sentence.setGeometry(QRect(x, top + title_height + gap, words_width, words_height))

    def _even_width(self, room: int, height: int) -> int:
        """The least width at which the sentence needs no more lines: no last line of one word."""
        if self.sentence.line_count == 1:
            return room
        width, least = room, self.sentence.minimumSizeHint().width()
        while width - 4 > least and self.sentence.heightForWidth(width - 4) <= height:
            width -= 4
        return width
