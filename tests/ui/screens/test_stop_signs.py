"""The card of warning signs: all signs of the evidence, and readable where it is read."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.ui.screens.stop_signs import StopSigns, red_flags
from gluteapp.ui.theme import DARK
from gluteapp.ui.widgets.overlay import Overlay
from gluteapp.ui.widgets.text_label import TextLabel


def test_every_red_flag_of_the_evidence_is_on_the_card(qtbot: QtBot) -> None:
    card = StopSigns(theme=DARK)
    qtbot.addWidget(card)
    words = " ".join(label.text() for label in card.findChildren(TextLabel)).lower()
    for sign in (
        "chest pain", "fainting", "breathlessness", "numbness between the legs", "urine",
        "genitals", "weakness in both legs", "groin", "night", "limp", "hop", "missed periods",
        "shin", "pop", "bear your weight", "hot swollen joint", "fever", "calf", "weight loss",
        "cancer",
    ):  # fmt: skip
        assert sign in words, sign
    assert red_flags()[0][0] == "Stop, and call emergency services now"


def test_it_ends_with_what_to_do_when_not_sure(qtbot: QtBot) -> None:
    card = StopSigns(theme=DARK)
    qtbot.addWidget(card)
    last = card.findChildren(TextLabel)[-1]
    assert last.text() == "If you are not sure, stop and ask. This is no diagnosis."


@pytest.mark.parametrize("height", [640, 900, 1440])
def test_from_the_mat_no_word_is_smaller_than_a_share_of_the_window(
    qtbot: QtBot, height: int
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(round(1.6 * height), 500)
    page.show()
    signs = StopSigns(theme=DARK)
    overlay = Overlay("Signs", signs, theme=DARK, parent=page, take_height=signs.set_unit)
    overlay.open()
    page.resize(round(1.6 * height), height)
    for label in overlay.findChildren(TextLabel):
        assert label.font().pixelSize() >= round(0.026 * height), label.text()
    assert page.rect().contains(overlay.card.geometry())
    overlay.close_overlay()


def test_on_the_desk_it_keeps_the_sizes_of_the_desk(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1920, 1200)
    signs = StopSigns(theme=DARK)
    before = [label.font().pixelSize() for label in signs.findChildren(TextLabel)]
    Overlay("Signs", signs, theme=DARK, parent=page).open()
    assert [label.font().pixelSize() for label in signs.findChildren(TextLabel)] == before
