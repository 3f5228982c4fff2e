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
F9 = key_code(Key.Key_F9.value)


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

    def chips(self, place: Place) -> list[str]:
        return [button.words for button in self.card.rows[place].chips.buttons.values()]

    def add(self, place: Place) -> None:
        self.card.rows[place].add.click()

    def remove(self, code: str) -> None:
        rows = self.card.rows.values()
        next(row for row in rows if code in row.chips.buttons).chips.buttons[code].click()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_it_says_what_is_set(desk: Desk) -> None:
    assert desk.chips(Place.TOGGLE) == ["Page Down", "F5", "Gamepad A"]
    assert desk.chips(Place.SKIP) == ["Gamepad B"]
    assert desk.chips(Place.BACK) == ["Page Up", "Gamepad X"]
    assert not desk.card.usual.isEnabled()
    assert not desk.card.undo.isEnabled()


def test_the_next_key_is_added_and_has_one_place(desk: Desk) -> None:
    desk.add(Place.SKIP)
    assert desk.note(Place.SKIP).startswith("Press a button")
    desk.press(Key.Key_F9)
    assert desk.changes == [Buttons(skip=(F9, "pad:1"))]
    assert desk.chips(Place.SKIP) == ["F9", "Gamepad B"]
    assert desk.card.waiting_for is None
    assert desk.card.rows[Place.SKIP].add.hasFocus()
    desk.add(Place.SKIP)
    desk.press(Key.Key_PageDown)
    assert desk.chips(Place.SKIP) == ["Page Down", "F9", "Gamepad B"]
    assert desk.chips(Place.TOGGLE) == ["F5", "Gamepad A"]
    assert desk.card.note.text() == "Here and nowhere else now: Page Down"
    desk.card.usual.click()
    assert desk.changes[-1] == Buttons()
    assert not desk.card.usual.isEnabled()


def test_each_button_can_be_taken_away_and_every_change_back(desk: Desk) -> None:
    page_down = key_code(Key.Key_PageDown.value)
    desk.remove(page_down)
    desk.remove("pad:1")
    assert desk.chips(Place.TOGGLE) == ["F5", "Gamepad A"]
    assert desk.chips(Place.SKIP) == []
    assert desk.note(Place.SKIP) == "No button"
    assert desk.card.note.text() == "Removed: gamepad button B"
    assert desk.card.rows[Place.SKIP].add.hasFocus()
    desk.card.undo.click()
    assert desk.chips(Place.SKIP) == ["Gamepad B"]
    desk.card.undo.click()
    assert desk.changes[-1] == Buttons()
    assert not desk.card.undo.isEnabled()


def test_a_button_that_does_it_already_is_shown_to_work(desk: Desk) -> None:
    desk.add(Place.TOGGLE)
    desk.press(Key.Key_PageDown)
    assert desk.changes == []
    assert desk.card.note.text() == "Works: Page Down pauses and goes on"


def test_escape_and_a_click_elsewhere_change_nothing(desk: Desk) -> None:
    back = desk.card.rows[Place.BACK].add
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
    assert desk.chips(Place.BACK) == ["Page Up", "Gamepad X"]


def test_a_shortcut_goes_where_it_always_goes_and_is_no_button(desk: Desk) -> None:
    heard = []
    shortcut = QShortcut(QKeySequence("Ctrl+7"), desk.window)
    shortcut.activated.connect(lambda: heard.append("Ctrl+7"))
    desk.add(Place.SKIP)
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
    desk.add(Place.SKIP)
    for key in (Key.Key_F, Key.Key_P, Key.Key_0, Key.Key_5, Key.Key_9):
        desk.press(key)
        assert "A session needs" in desk.card.note.text()
        assert desk.card.waiting_for is Place.SKIP
    assert desk.changes == []


@pytest.mark.parametrize("key", [Key.Key_R, Key.Key_Right, Key.Key_Comma], ids=str)
def test_another_key_of_the_session_is_taken_with_a_warning(desk: Desk, key: Qt.Key) -> None:
    desk.add(Place.SKIP)
    desk.press(key)
    assert desk.changes[-1].skip[0] == key_code(key.value)
    warning = desk.card.note.text()
    assert "has lost what else it does" in warning
    # A gamepad that comes, or the settings shown anew, is no reason to take it away.
    desk.card.show_pads(("Twin Stick",), None)
    desk.card.show_buttons(desk.changes[-1])
    assert desk.card.note.text() == warning
    desk.add(Place.SKIP)
    assert "has lost" not in desk.card.note.text()
    desk.press(Key.Key_F9)
    assert "has lost" not in desk.card.note.text()


def test_fixed_keys_are_refused_with_a_word_and_shift_alone_without(desk: Desk) -> None:
    desk.add(Place.BACK)
    before = desk.card.note.text()
    desk.press(Key.Key_Shift)
    assert desk.card.note.text() == before
    for key in (Key.Key_Space, Key.Key_Tab, Key.Key_Return, Key.Key_F11):
        desk.press(key)
        assert "keeps its own meaning" in desk.card.note.text()
        assert desk.card.waiting_for is Place.BACK
    desk.press(Key.Key_B)
    assert desk.changes[-1].back == (key_code(Key.Key_B.value), *Buttons().back)


def test_a_gamepads_button_is_taken_or_shown_to_work(desk: Desk) -> None:
    desk.card.show_pads(("Twin Stick",), None)
    assert desk.card.note.text() == "Connected: Twin Stick"
    desk.card.take_press("pad:0")
    assert desk.card.note.text() == "Works: gamepad button A pauses and goes on"
    desk.card.take_press("pad:9")
    assert desk.card.note.text() == "Works, but means nothing yet: gamepad button 10"
    assert desk.changes == []
    desk.add(Place.TOGGLE)
    desk.card.take_press("pad:9")
    assert desk.changes[-1].toggle[-1] == "pad:9"
    desk.card.show_pads((), "Gamepads need pygame.")
    assert desk.card.note.text() == "Gamepads need pygame."


def test_a_hidden_card_waits_for_nothing(desk: Desk) -> None:
    desk.add(Place.TOGGLE)
    desk.window.hide()
    assert desk.card.waiting_for is None


def test_every_button_has_words() -> None:
    for key in Key:
        assert code_words(key_code(key.value)).strip(), key
    assert code_words("pad:0") != code_words("pad:1") != code_words("pad:11")
