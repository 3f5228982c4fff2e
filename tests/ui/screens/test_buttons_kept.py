"""What is learned before a session or set in Settings is saved, and the next session takes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.settings import Buttons, load_settings
from gluteapp.ui.screens.button_words import Place, key_code
from gluteapp.ui.screens.preflight import PreflightScreen
from tests.ui.screens.desk_stand import DeskStand

Key = Qt.Key
F9 = key_code(Key.Key_F9.value)


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    yield made
    made.close()


def saved(paths: Paths) -> Buttons:
    settings, problem = load_settings(paths.settings_file)
    assert problem is None
    return settings.buttons


def check(stand: DeskStand) -> PreflightScreen:
    stand.desk.flow.start("tiny")
    page = stand.window.full_page
    assert isinstance(page, PreflightScreen)
    return page


def test_a_learned_remote_is_saved_at_once_and_works_in_the_session(
    stand: DeskStand, paths: Paths
) -> None:
    page = check(stand)
    QTest.keyClick(page, Key.Key_F9)
    assert saved(paths).toggle == (F9, *Buttons().toggle)
    assert stand.window.buttons.toggle == (F9, *Buttons().toggle)
    stand.clock.move(500)
    QTest.keyClick(page, Key.Key_Space)
    session = stand.desk.flow.session
    assert session is not None
    QTest.keyClick(session, Key.Key_F9)
    assert session._runner.view().state is EngineState.PAUSED


def test_the_next_check_knows_it(stand: DeskStand) -> None:
    page = check(stand)
    QTest.keyClick(page, Key.Key_F9)
    page.not_now.click()
    again = check(stand)
    QTest.keyClick(again, Key.Key_F9)
    assert again.remote_row.sentence.text() == "Works: F9 pauses and goes on"


def test_a_disk_that_refuses_is_told_of_and_the_remote_works_all_the_same(
    stand: DeskStand, paths: Paths
) -> None:
    page = check(stand)
    paths.settings_file.unlink(missing_ok=True)
    paths.settings_file.mkdir()
    QTest.keyClick(page, Key.Key_F9)
    assert "settings.json" in stand.window.toast.text()
    assert stand.app.settings.buttons.toggle == (F9, *Buttons().toggle)


def test_settings_save_and_show_buttons(stand: DeskStand, paths: Paths) -> None:
    stand.window.open_page("settings")
    card = stand.desk.settings.buttons
    card.rows[Place.SKIP].add.click()
    assert card.waiting_for is Place.SKIP
    card.take_press("pad:5")
    assert saved(paths).skip == ("pad:1", "pad:5")
    stand.app.change_settings(buttons=Buttons().model_dump())
    stand.desk.refresh()
    assert list(card.rows[Place.SKIP].chips.buttons) == ["pad:1"]
