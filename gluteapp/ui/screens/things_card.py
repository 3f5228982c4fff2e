"""What the user has to train with, and what they weigh; saves nothing, it asks by signals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import number, short_date, tr
from gluteapp.settings import Things
from gluteapp.ui.screens.option_row import OptionRow
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.pill_flow import PillFlow
from gluteapp.ui.widgets.stepper import Stepper
from gluteapp.ui.widgets.switch import Switch
from gluteapp.ui.widgets.text_field import TextField
from gluteapp.ui.widgets.text_label import TextLabel

USUAL_N = {"light": 15, "medium": 35, "heavy": 50}
"""Force offered for a band of a tier, in newtons (evidence 3.2)."""
KETTLEBELLS_KG = (4.0, 8.0, 12.0, 16.0, 20.0, 24.0)
LEAST_KG, MOST_KG = 30.0, 250.0
"""Body masses outside are taken for a slip of the finger; design choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMass:
    """What is known of the body mass: kg, and the day it was noted."""

    kg: float
    noted: date


def kg_of(text: str) -> float | None:
    """The kilograms somebody wrote, with point or comma; None when it is no likely number."""
    try:
        kg = float(text.strip().removesuffix("kg").strip().replace(",", "."))
    except ValueError:
        return None
    return kg if LEAST_KG <= kg <= MOST_KG else None


class ThingsCard(Card):
    """Emits `changed(dict)` with the fields of Settings to change, and `mass_noted(kg or None)`."""

    changed = Signal(object)
    mass_noted = Signal(object)

    def __init__(self, things: Things, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme=theme, name=tr("What you have"), parent=parent)
        self._things = things
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 22, CARD_PADDING, 18)
        column.setSpacing(10)
        column.addWidget(
            TextLabel(tr("What you have"), theme=theme, role=FontRole.SECTION, parent=self)
        )
        column.addWidget(
            TextLabel(
                tr(
                    "The next step of a move uses only what is here. Newtons are a band's force "
                    "at twice its length; brands differ, so it stays approximate."
                ),
                theme=theme,
                role=FontRole.CAPTION,
                tone="text3",
                wraps=True,
                parent=self,
            )
        )
        self.bands: dict[str, Switch] = {}
        self.forces: dict[str, Stepper] = {}
        for tier, title in (
            ("light", tr("Light loop band")),
            ("medium", tr("Medium loop band")),
            ("heavy", tr("Heavy loop band")),
        ):
            column.addWidget(self._band_row(tier, title))
        column.addWidget(
            TextLabel(tr("Kettlebells"), theme=theme, wraps=True, parent=self),
        )
        self.kettlebells = PillFlow(
            theme=theme, name=tr("Kettlebells"), takes_several=True, parent=self
        )
        self.kettlebells.chosen.connect(self._on_kettlebells)
        column.addWidget(self.kettlebells)
        title = tr("A step of about 20 cm")
        self.step = Switch(title, theme=theme, parent=self)
        self.step.toggled.connect(lambda on: self._change(has_step=on))
        column.addWidget(OptionRow(title, self.step, theme=theme, parent=self))
        column.addWidget(self._mass_row())
        self.show_things(things)
        self.show_mass(None)

    def _band_row(self, tier: str, title: str) -> OptionRow:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        force = Stepper(
            tr("Force of the band"),
            theme=self.theme,
            value=USUAL_N[tier],
            minimum=5,
            maximum=120,
            step=5,
            words=lambda newtons: tr("{n} N", n=number(newtons)),
            parent=holder,
        )
        switch = Switch(title, theme=self.theme, parent=holder)
        row.addWidget(force)
        row.addWidget(switch)
        force.changed.connect(lambda newtons: self._change(**{f"band_{tier}_n": newtons}))
        switch.toggled.connect(
            lambda on: self._change(**{f"band_{tier}_n": force.value if on else None})
        )
        self.bands[tier], self.forces[tier] = switch, force
        return OptionRow(title, holder, theme=self.theme, parent=self)

    def _mass_row(self) -> OptionRow:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.mass = TextField(tr("Body mass in kg"), theme=self.theme, parent=holder)
        self.mass.setPlaceholderText(tr("kg"))
        self.mass.setFixedWidth(96)
        self.note_mass = Button(tr("Save"), theme=self.theme, parent=holder)
        self.forget_mass = Button(tr("Forget"), theme=self.theme, parent=holder)
        for part in (self.mass, self.note_mass, self.forget_mass):
            row.addWidget(part)
        self.mass.returnPressed.connect(self._on_note)
        self.note_mass.clicked.connect(self._on_note)
        self.forget_mass.clicked.connect(lambda: self.mass_noted.emit(None))
        self.mass_row = OptionRow(tr("Body mass"), holder, theme=self.theme, note="-", parent=self)
        return self.mass_row

    def show_things(self, things: Things) -> None:
        """Show other values, without asking for anything."""
        self._things = things
        for tier, switch in self.bands.items():
            newtons = getattr(things, f"band_{tier}_n")
            switch.blockSignals(True)
            switch.setChecked(newtons is not None)
            switch.blockSignals(False)
            force = self.forces[tier]
            force.setVisible(newtons is not None)
            if newtons is not None:
                force.set_value(newtons)
        weights = sorted({*KETTLEBELLS_KG, *things.kettlebells_kg})
        options = [(kg, tr("{n} kg", n=number(kg))) for kg in weights]
        self.kettlebells.offer(options, things.kettlebells_kg)
        self.step.blockSignals(True)
        self.step.setChecked(things.has_step)
        self.step.blockSignals(False)

    def show_mass(self, known: BodyMass | None, problem: str = "") -> None:
        """Say what is known of the body mass, or what was wrong with what was written."""
        self.forget_mass.setVisible(known is not None)
        usual = tr("Only for sets with a band or kettlebell; without it they have no index")
        if known is not None:
            usual = tr(
                "{kg} kg since {date}. Write a new one when it changes.",
                kg=number(known.kg),
                date=short_date(known.noted),
            )
            if not problem:
                self.mass.clear()
        self.mass_row.note.setText(problem or usual)

    # What the user does

    def _change(self, **fields: object) -> None:
        things = Things.model_validate({**self._things.model_dump(), **fields})
        self._things = things
        self.changed.emit({"things": things.model_dump()})

    def _on_kettlebells(self, _: object) -> None:
        chosen = self.kettlebells.value
        assert isinstance(chosen, tuple)
        self._change(kettlebells_kg=tuple(sorted(chosen)))

    def _on_note(self) -> None:
        kg = kg_of(self.mass.text())
        if kg is None:
            self.mass_row.note.setText(
                tr(
                    "Write a number from {least} to {most} kg, such as 68.5. Nothing was changed.",
                    least=number(LEAST_KG),
                    most=number(MOST_KG),
                )
            )
            return
        self.mass_noted.emit(kg)
