"""The pain gate: what is offered after pain of 4 and more (DEFINITIONS.md, Felt answers).

It offers and emits the choice; it knows no runner.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gluteapp.core.circuit import StepKind
from gluteapp.core.exercise import Exercise, Side
from gluteapp.core.timeline import Step, Timeline
from gluteapp.language import tr
from gluteapp.ui.theme import Theme, pixel_font
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.choice_row import ChoiceRow
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.pain_row import SPOTS, spot_word
from gluteapp.ui.widgets.text_label import TextLabel

PAIN_GATE_MIN = 4
"""From this pain on the gate opens."""
PAIN_STOP_MIN = 6
"""From this pain on the exercise ends."""


class GateChoice(StrEnum):
    """What the user takes."""

    EASIER = "easier"
    SKIP_SIDE = "skip_side"
    STOP = "stop"
    END_SET = "end_set"
    """Only this set ends, after a cramp."""
    GO_ON = "go_on"
    RED_FLAGS = "red_flags"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What a pain of 4 and more leads to here."""

    exercise: Exercise
    is_ended: bool
    """The exercise was ended already, for pain of 6 and more."""
    can_ease: bool
    can_skip_side: bool
    can_stop: bool
    is_cramp: bool = False
    """A cramp of the hamstring led to it, not a pain."""
    easier: str = ""
    """What a cramp offers for the next set, by its name."""
    can_end_set: bool = False
    """A cramp came in the middle of a set."""


def gate_for(
    score: int, *, exercise: Exercise, timeline: Timeline, at: Step, has_easier: bool
) -> Gate | None:
    """The gate for a pain score from 0 to 10 felt in an exercise; None below 4.

    `has_easier` says whether the exercise has an easier version.
    """
    if score < PAIN_GATE_MIN:
        return None
    to_come = timeline.steps[at.index :]
    comes_again = any(
        step.exercise is not None and step.exercise.id == exercise.id and not step.is_dropped
        for step in to_come
    )
    following = timeline.next_move(at.index) if at.kind is StepKind.SWITCH else at
    has_side = following is not None and following.side in (Side.LEFT, Side.RIGHT)
    return Gate(
        exercise=exercise,
        is_ended=score >= PAIN_STOP_MIN,
        can_ease=has_easier and comes_again,
        can_skip_side=has_side and comes_again,
        can_stop=comes_again,
    )


def _advice(gate: Gate) -> str:
    """What to think of, in the words of what is offered."""
    match gate.can_ease, gate.can_skip_side:
        case True, True:
            return tr(
                "Muscle burn is fine, joint or sharp pain is not. Easier version, or skip the side?"
            )
        case True, False:
            return tr(
                "Muscle burn is fine, joint or sharp pain is not. "
                "Easier version, or stop it for today?"
            )
        case False, True:
            return tr(
                "Muscle burn is fine, joint or sharp pain is not. "
                "Skip the side, or stop it for today?"
            )
        case _:
            return tr("Muscle burn is fine, joint or sharp pain is not. Stop it for today?")


def cramp_gate(exercise: Exercise, *, easier: str, is_in_set: bool) -> Gate:
    """The gate after a cramp: the set may end, and the next ones may be the easier version.

    `easier` is the name of that version, empty where no set follows or there is none.
    """
    return Gate(
        exercise=exercise,
        is_ended=False,
        can_ease=bool(easier),
        can_skip_side=False,
        can_stop=False,
        is_cramp=True,
        easier=easier,
        can_end_set=is_in_set,
    )


def _cramp_advice(gate: Gate) -> str:
    """What helps now, and what is offered for the next set."""
    if gate.can_ease:
        return tr(
            "Draw the toes towards you until the cramp lets go. Then something smaller: {move}?",
            move=gate.easier,
        )
    return tr("Draw the toes towards you until the cramp lets go.")


class PainGate(Card):
    """A card with one kind sentence and the ways to go on; emits `chose(GateChoice)`.

    The spot may be named here too: `spot_chosen(str | None)`.
    """

    chose = Signal(object)
    spot_chosen = Signal(object)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("Pain"), parent=parent)
        self._icon = Icon("heart-pulse", theme=theme, tone="warn", parent=self)
        self._title = TextLabel(theme=theme, wraps=True, parent=self)
        self._sentence = TextLabel(theme=theme, tone="text2", wraps=True, parent=self)
        self.spots = ChoiceRow(theme=theme, name=tr("Where it hurts"), parent=self)
        self.spots.offer([(spot, spot_word(spot)) for spot in SPOTS], weight=500)
        self.spots.chosen.connect(self.spot_chosen)
        self._buttons: dict[GateChoice, Button] = {}
        words = {
            GateChoice.EASIER: (tr("Easier version"), "swap", tr("E")),
            GateChoice.SKIP_SIDE: (tr("Skip this side"), "arrow-right", ""),
            GateChoice.END_SET: (tr("End this set"), "arrow-right", ""),
            GateChoice.STOP: (tr("Stop this exercise today"), "stop-fill", ""),
            GateChoice.RED_FLAGS: (tr("Warning signs"), "first-aid", tr("F1")),
            GateChoice.GO_ON: (tr("Go on as it is"), None, ""),
        }
        self._layout = QVBoxLayout(self)
        self._layout.addStretch(1)
        self._layout.addWidget(self._icon)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._sentence)
        self._layout.addWidget(self.spots)
        for choice, (text, icon, key) in words.items():
            kind = ButtonKind.QUIET if choice is GateChoice.GO_ON else ButtonKind.SECONDARY
            button = Button(text, theme=theme, kind=kind, icon=icon, key_hint=key, parent=self)
            button.clicked.connect(lambda _=False, choice=choice: self.chose.emit(choice))
            self._buttons[choice] = button
            self._layout.addWidget(button)
        self._layout.addStretch(1)

    def offers(self, choice: GateChoice) -> bool:
        """Whether a choice can be taken now."""
        return not self._buttons[choice].isHidden()

    def button_of(self, choice: GateChoice) -> Button:
        """The button of a choice."""
        return self._buttons[choice]

    def show_gate(self, gate: Gate, spot: str | None = None) -> None:
        """Say what happens and offer what can be done; `spot` is the one named already."""
        self.spots.set_value(spot)
        self.spots.setVisible(not gate.is_cramp)
        name = tr(gate.exercise.name)
        if gate.is_cramp:
            self._title.setText(tr("Straighten the leg"))
            self._sentence.setText(_cramp_advice(gate))
        elif gate.is_ended:
            self._title.setText(tr("We leave this one for today"))
            self._sentence.setText(
                tr(
                    "{move} ends here. Strong or sharp pain is a reason to stop. "
                    "If it comes back within two weeks, ask a physiotherapist.",
                    move=name,
                )
            )
        elif gate.can_stop:
            self._title.setText(tr("Let us stop this one"))
            self._sentence.setText(_advice(gate))
        else:
            self._title.setText(tr("Noted"))
            self._sentence.setText(tr("{move} does not come again today.", move=name))
        shown = {
            GateChoice.EASIER: gate.can_ease and not gate.is_ended,
            GateChoice.SKIP_SIDE: gate.can_skip_side and not gate.is_ended,
            GateChoice.END_SET: gate.can_end_set,
            GateChoice.STOP: gate.can_stop and not gate.is_ended,
            GateChoice.RED_FLAGS: True,
            GateChoice.GO_ON: True,
        }
        for choice, is_shown in shown.items():
            self._buttons[choice].setVisible(is_shown)
        easier = tr("Smaller next set") if gate.is_cramp else tr("Easier version")
        self._buttons[GateChoice.EASIER].setText(easier)
        may_go_on = (gate.can_stop or gate.can_end_set or gate.can_ease) and not gate.is_ended
        self._buttons[GateChoice.GO_ON].setText(tr("Go on as it is") if may_go_on else tr("Close"))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._sentence.text())

    def set_unit(self, height_px: int) -> None:
        """Take sizes as shares of the window height in px."""
        side = round(0.036 * height_px)
        self._layout.setContentsMargins(side, side, side, side)
        self._layout.setSpacing(max(round(0.016 * height_px), 6))
        self._icon.set_size_px(round(0.06 * height_px))
        self._title.set_own_font(
            pixel_font(round(0.050 * height_px), weight=650, is_display=True, tracking=-0.02), 1.15
        )
        self._sentence.set_own_font(pixel_font(round(0.030 * height_px), weight=500), 1.35)
        self.spots.set_sizes(
            text_px=max(round(0.0205 * height_px), 12),
            gap_px=max(round(0.008 * height_px), 4),
            corner_px=0.0165 * height_px,
        )
        self.spots.setFixedHeight(max(round(0.066 * height_px), 44))
        for choice, button in self._buttons.items():
            share = 0.062 if choice is GateChoice.GO_ON else 0.080
            button.set_size(max(round(share * height_px), 44), max(round(0.028 * height_px), 15))
