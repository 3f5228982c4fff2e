"""What the user has to train with: said once, saved at once, and the body mass with its day."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from gluteapp.settings import Things
from gluteapp.ui.screens.things_card import BodyMass, ThingsCard, kg_of
from gluteapp.ui.theme import DARK


class Stand:
    """A card that is saved as the desk saves it."""

    def __init__(self, qtbot: QtBot, things: Things) -> None:
        self.things = things
        self.masses: list[float | None] = []
        self.card = ThingsCard(things, theme=DARK)
        self.card.changed.connect(self._save)
        self.card.mass_noted.connect(self.masses.append)
        qtbot.addWidget(self.card)
        self.card.show()

    def _save(self, fields: dict[str, object]) -> None:
        self.things = Things.model_validate(fields["things"])
        self.card.show_things(self.things)


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return Stand(qtbot, Things())


def pill(stand: Stand, words: str) -> QAbstractButton:
    found = stand.card.kettlebells.findChildren(QAbstractButton)
    return next(one for one in found if one.accessibleName() == words and one.isVisible())


def test_a_band_is_there_with_its_usual_force_until_it_is_told_better(stand: Stand) -> None:
    assert not stand.card.forces["medium"].isVisible()
    stand.card.bands["medium"].click()
    assert stand.things.bands_n == {"medium": 35.0}
    stand.card.forces["medium"].more.click()
    assert stand.things.bands_n == {"medium": 40.0}
    stand.card.bands["medium"].click()
    assert stand.things.bands_n == {}


def test_several_kettlebells_can_be_there(stand: Stand) -> None:
    pill(stand, "16 kg").click()
    pill(stand, "8 kg").click()
    assert list(stand.things.kettlebells_kg) == [8.0, 16.0]
    pill(stand, "16 kg").click()
    assert list(stand.things.kettlebells_kg) == [8.0]


def test_a_kettlebell_of_another_weight_is_not_lost(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Things(kettlebells_kg=(10.0,)))
    pill(stand, "4 kg").click()
    assert stand.things.kettlebells_kg == (4.0, 10.0)


def test_the_step_is_kept_beside_the_others(stand: Stand) -> None:
    stand.card.bands["light"].click()
    stand.card.step.click()
    assert stand.things == Things(band_light_n=15, has_step=True)


@pytest.mark.parametrize(
    ("text", "kg"),
    [("68.5", 68.5), (" 68,5 kg", 68.5), ("7", None), ("700", None), ("much", None), ("nan", None)],
)
def test_a_body_mass_is_a_likely_number(text: str, kg: float | None) -> None:
    assert kg_of(text) == kg


def test_the_body_mass_is_noted_and_forgotten(stand: Stand, qtbot: QtBot) -> None:
    card = stand.card
    assert not card.forget_mass.isVisible()
    card.mass.setText("heavy")
    card.note_mass.click()
    assert stand.masses == []
    assert "from 30 to 250 kg" in card.mass_row.note.text()
    assert "Nothing was changed" in card.mass_row.note.text()
    assert card.note_mass.words == "Save"
    card.mass.setText("70")
    qtbot.keyClick(card.mass, Qt.Key.Key_Return)
    assert stand.masses == [70.0]
    card.show_mass(BodyMass(kg=70.0, noted=date(2026, 11, 20)))
    assert card.mass_row.note.text().startswith("70 kg since 20 Nov 2026")
    assert card.mass.text() == ""
    card.forget_mass.click()
    assert stand.masses == [70.0, None]
