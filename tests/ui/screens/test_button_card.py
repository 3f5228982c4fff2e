"""The card of buttons: the next press is taken, Esc takes none, and a button has one place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_card import ButtonCard
from gluteapp.ui.screens.button_words import Place, code_words, key_code
from gluteapp.ui.theme import DARK

Key = Qt.Key


class Desk:
    """A card in a window, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.card = ButtonCard(Buttons(), theme=DARK, parent=self.window)
        QVBoxLayout(self.window).addWidget(self.card)
        self.changes: list[Buttons] = []
        self.card.changed.connect(
            lambda changes: self.changes.append(Buttons.model_validate(changes["buttons"]))
        )
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def press(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def note(self, place: Place) -> str:
        return self.card.rows[place].note.text()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_it_says_what_is_set(desk: Desk) -> None:
    assert desk.note(Place.TOGGLE) == "Page Down, F5, gamepad button A"
    assert desk.note(Place.SKIP) == "Gamepad button B"
    assert desk.note(Place.BACK) == "Page Up, gamepad button X"
    assert not desk.card.usual.isEnabled()


def test_the_next_key_is_taken_and_has_one_place(desk: Desk) -> None:
    desk.card.changes[Place.SKIP].click()
    assert desk.note(Place.SKIP).startswith("Press a button")
    desk.press(Key.Key_PageDown)
    page_down = key_code(Key.Key_PageDown.value)
    wanted = Buttons(toggle=(key_code(Key.Key_F5.value), "pad:0"), skip=(page_down, "pad:1"))
    assert desk.changes == [wanted]
    assert desk.note(Place.SKIP) == "Page Down, gamepad button B"
    assert desk.note(Place.TOGGLE) == "F5, gamepad button A"
    assert desk.card.waiting_for is None
    assert desk.card.changes[Place.SKIP].hasFocus()
    desk.card.usual.click()
    assert desk.changes[-1] == Buttons()
    assert not desk.card.usual.isEnabled()


def test_escape_and_a_click_elsewhere_change_nothing(desk: Desk) -> None:
    back = desk.card.changes[Place.BACK]
    back.click()
    desk.press(Key.Key_Escape)
    assert desk.card.waiting_for is None
    assert back.hasFocus()
    for part in (desk.window, desk.card.rows[Place.SKIP]):
        back.click()
        assert desk.card.waiting_for is Place.BACK
        QTest.mouseClick(part, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
        assert desk.card.waiting_for is None
        desk.card.take_press("pad:8")
        assert desk.changes == []
    assert desk.note(Place.BACK) == "Page Up, gamepad button X"


def test_a_shortcut_goes_where_it_always_goes_and_is_no_button(desk: Desk) -> None:
    heard = []
    shortcut = QShortcut(QKeySequence("Ctrl+7"), desk.window)
    shortcut.activated.connect(lambda: heard.append("Ctrl+7"))
    desk.card.changes[Place.SKIP].click()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert desk.card.waiting_for is Place.SKIP
    QTest.keyClick(focused, Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert desk.card.waiting_for is None
    assert desk.changes == []
    QTest.keyClick(desk.window, Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Ctrl+7"]


def test_the_way_to_the_end_pain_and_numbers_stay_the_sessions(desk: Desk) -> None:
    desk.card.changes[Place.SKIP].click()
    for key in (Key.Key_F, Key.Key_P, Key.Key_0, Key.Key_5, Key.Key_9):
        desk.press(key)
        assert "A session needs" in desk.card.note.text()
        assert desk.card.waiting_for is Place.SKIP
    assert desk.changes == []


@pytest.mark.parametrize("key", [Key.Key_R, Key.Key_Right, Key.Key_Comma], ids=str)
def test_another_key_of_the_session_is_taken_with_a_warning(desk: Desk, key: Qt.Key) -> None:
    desk.card.changes[Place.SKIP].click()
    desk.press(key)
    assert desk.changes[-1].skip[0] == key_code(key.value)
    assert "has lost what else it does" in desk.card.note.text()
    desk.card.changes[Place.SKIP].click()
    desk.press(Key.Key_F9)
    assert "has lost" not in desk.card.note.text()


def test_fixed_keys_are_refused_with_a_word_and_shift_alone_without(desk: Desk) -> None:
    desk.card.changes[Place.BACK].click()
    before = desk.card.note.text()
    desk.press(Key.Key_Shift)
    assert desk.card.note.text() == before
    for key in (Key.Key_Space, Key.Key_Tab, Key.Key_Return, Key.Key_F11):
        desk.press(key)
        assert "keeps its own meaning" in desk.card.note.text()
        assert desk.card.waiting_for is Place.BACK
    desk.press(Key.Key_B)
    assert desk.changes[-1].back == (key_code(Key.Key_B.value), "pad:2")


def test_a_gamepads_button_is_taken_or_shown_to_work(desk: Desk) -> None:
    desk.card.show_pads(("Twin Stick",), None)
    assert desk.card.note.text() == "Connected: Twin Stick"
    desk.card.take_press("pad:0")
    assert desk.card.note.text() == "Works: gamepad button A pauses and goes on"
    desk.card.take_press("pad:9")
    assert desk.card.note.text() == "Works, but means nothing yet: gamepad button 10"
    assert desk.changes == []
    desk.card.changes[Place.TOGGLE].click()
    desk.card.take_press("pad:9")
    assert desk.changes[-1].toggle[-1] == "pad:9"
    desk.card.show_pads((), "Gamepads need pygame.")
    assert desk.card.note.text() == "Gamepads need pygame."


def test_a_hidden_card_waits_for_nothing(desk: Desk) -> None:
    desk.card.changes[Place.TOGGLE].click()
    desk.window.hide()
    assert desk.card.waiting_for is None


def test_every_button_has_words() -> None:
    for key in Key:
        assert code_words(key_code(key.value)).strip(), key
    assert code_words("pad:0") != code_words("pad:1") != code_words("pad:11")
