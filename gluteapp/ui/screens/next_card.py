"""A card about one family's next dose: what, why, and what can be said to it. Decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.core.decision import Direction, Verdict
from gluteapp.core.exercise import Family
from gluteapp.language import number, tr
from gluteapp.ui.screens.next_values import NextFamily, NextMove
from gluteapp.ui.theme import TARGET_MIN, FontRole, Theme, Tone
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.charts.family_look import family_word
from gluteapp.ui.widgets.charts.family_mark import FamilyMark
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.pill_flow import PillFlow
from gluteapp.ui.widgets.text_label import TextLabel

_ARROWS: dict[Direction, tuple[str, Tone]] = {
    Direction.UP: ("arrow-up", "good"),
    Direction.DOWN: ("arrow-down", "warn"),
    Direction.HOLD: ("equals", "text2"),
    Direction.STAY: ("equals", "text2"),
}


class NextCard(Card):
    """Emits `chosen(station, verdict, dose)`; a verdict of None takes back what was said."""

    chosen = Signal(str, object, object)

    def __init__(self, values: NextFamily, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=family_word(values.family), parent=parent)
        self._values = values
        self._station = values.moves[0].station
        self._shows_options = self._shows_upcoming = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 22, 28, 22)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addStrut(TARGET_MIN)
        head.addWidget(FamilyMark(values.family, theme=theme, parent=self))
        words = family_word(values.family)
        head.addWidget(TextLabel(words, theme=theme, tone="text2", parent=self), 1)
        self.following = Button("", theme=theme, icon="caret-right", parent=self)
        self.following.clicked.connect(self._on_following)
        head.addWidget(self.following)
        layout.addLayout(head)
        self.title = TextLabel(theme=theme, role=FontRole.TITLE_2, wraps=True, parent=self)
        self.arrow = Icon("equals", theme=theme, size_px=20, parent=self)
        self.change = TextLabel(theme=theme, role=FontRole.BODY_STRONG, wraps=True, parent=self)
        change = QHBoxLayout()
        change.setSpacing(8)
        change.addWidget(self.arrow, 0, Qt.AlignmentFlag.AlignTop)
        change.addWidget(self.change, 1)
        self.dose = TextLabel(theme=theme, tone="text2", wraps=True, parent=self)
        self.reason = TextLabel(
            theme=theme, role=FontRole.BODY, tone="text2", wraps=True, parent=self
        )
        self.felt = TextLabel(theme=theme, role=FontRole.BODY, wraps=True, parent=self)
        layout.addWidget(self.title)
        layout.addLayout(change)
        layout.addWidget(self.dose)
        layout.addWidget(self.reason)
        layout.addWidget(self.felt)
        layout.addStretch(1)
        self._fill_buttons(layout)
        self.show_family(values)

    def _fill_buttons(self, layout: QVBoxLayout) -> None:
        theme = self.theme
        self.not_yet = Button(tr("Not yet"), theme=theme, parent=self)
        self.undo = Button(tr("Undo"), theme=theme, icon="arrow-counter-clockwise", parent=self)
        self.other = Button(tr("Change"), theme=theme, parent=self)
        self.four = Button(tr("Next 4 sessions"), theme=theme, parent=self)
        self.not_yet.clicked.connect(lambda: self.chosen.emit(self._station, Verdict.NOT_YET, None))
        self.undo.clicked.connect(lambda: self.chosen.emit(self._station, None, None))
        self.other.clicked.connect(self._on_change)
        self.four.clicked.connect(self._on_four)
        self._buttons = QGridLayout()
        self._buttons.setSpacing(10)
        self.options = PillFlow(theme=theme, name=tr("What to do instead"), parent=self)
        self.options.chosen.connect(
            lambda dose: self.chosen.emit(self._station, Verdict.CHANGED, dose)
        )
        self.upcoming = TextLabel(
            theme=theme, role=FontRole.BODY, tone="text2", wraps=True, parent=self
        )
        layout.addWidget(self.options)
        layout.addWidget(self.upcoming)
        layout.addLayout(self._buttons)

    def _place_buttons(self) -> None:
        """Two in a row; a third has a row of its own."""
        buttons = (self.not_yet, self.undo, self.other, self.four)
        for button in buttons:
            self._buttons.removeWidget(button)
        shown = [button for button in buttons if not button.isHidden()]
        for at, button in enumerate(shown):
            is_alone = at == len(shown) - 1 and at % 2 == 0
            self._buttons.addWidget(button, at // 2, at % 2, 1, 2 if is_alone else 1)

    @property
    def family(self) -> Family:
        """Which family it is about."""
        return self._values.family

    @property
    def shown(self) -> NextMove:
        """The move the card is about now."""
        found = [one for one in self._values.moves if one.station == self._station]
        return found[0] if found else self._values.moves[0]

    def show_family(self, values: NextFamily) -> None:
        """Show newer decisions, staying with the move that is looked at."""
        self._values = values
        self._show()

    def _show(self) -> None:
        move = self.shown
        icon, tone = _ARROWS[move.direction]
        if move.waits_for_morning:
            icon, tone = "arrow-up", "text2"
        if move.verdict in (Verdict.NOT_YET, Verdict.CHANGED):
            icon, tone = "hand-tap", "text"
        self.title.setText(move.name)
        self.arrow.set_icon(icon, tone)
        self.change.setText(move.change)
        self.change.set_tone(tone)
        self.dose.setText(move.dose)
        count, place = len(self._values.moves), self._values.moves.index(move) + 1
        self.following.setVisible(count > 1)
        self.following.setText(tr("{n} of {count}", n=number(place), count=number(count)))
        self.following.setAccessibleName(tr("Next move of this family"))
        self.reason.setText(move.reason)
        self.felt.setText(move.felt)
        self.felt.setVisible(bool(move.felt))
        is_answered = move.verdict in (Verdict.NOT_YET, Verdict.CHANGED)
        self.not_yet.setVisible(move.can_wait and not is_answered)
        self.undo.setVisible(is_answered)
        self.other.setVisible(bool(move.options))
        self.options.setVisible(self._shows_options and bool(move.options))
        self.options.offer([(one.dose, one.words) for one in move.options], None)
        self.four.setVisible(bool(move.upcoming))
        self.upcoming.setVisible(self._shows_upcoming and bool(move.upcoming))
        self.upcoming.setText("\n".join(move.upcoming))
        self._place_buttons()
        self.setAccessibleDescription(
            f"{move.name}. {move.change}. {move.reason} {move.felt}".strip()
        )

    def close_open(self) -> bool:
        """Close the list that is open; False where none is."""
        is_open = self._shows_options or self._shows_upcoming
        self._shows_options = self._shows_upcoming = False
        if is_open:
            self._show()
        return is_open

    def _on_following(self) -> None:
        """Show the next move of the family, after the last one the first."""
        moves = self._values.moves
        self._station = moves[(moves.index(self.shown) + 1) % len(moves)].station
        self._shows_options = self._shows_upcoming = False
        self._show()

    def _on_change(self) -> None:
        self._shows_options = not self._shows_options
        self._shows_upcoming = False
        self._show()

    def _on_four(self) -> None:
        self._shows_upcoming = not self._shows_upcoming
        self._shows_options = False
        self._show()
