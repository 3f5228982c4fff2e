"""The window around the pages: keys, overlays, themes, one instance, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.paths import Paths
from gluteapp.ui.application import app_icon, theme_for
from gluteapp.ui.display import missing_display
from gluteapp.ui.end_signals import EndSignals
from gluteapp.ui.screens.desk_page import DeskPage
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.session import SessionScreen
from gluteapp.ui.single_instance import LOCK_NAME, SingleInstance, door_name
from gluteapp.ui.theme import DARK, LIGHT, RAIL_WIDTH, RAIL_WIDTH_SMALL, Themed
from gluteapp.ui.widgets.overlay import Overlay
from gluteapp.ui.widgets.text_label import TextLabel
from gluteapp.ui.window_state import restore_window, save_window
from tests.ui.screens.desk_stand import DeskStand

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    yield made
    made.close()


def overlay(stand: DeskStand) -> Overlay | None:
    return next((one for one in stand.window.findChildren(Overlay) if one.isVisible()), None)


def test_ctrl_and_a_digit_open_the_pages_in_their_order(stand: DeskStand) -> None:
    opened = []
    for key in (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5, Key.Key_1):
        stand.press(key, CTRL)
        opened.append(stand.window.page)
    assert opened == ["progress", "history", "moves", "settings", "today"]


def test_the_keys_over_a_session_are_dark_as_the_session(stand: DeskStand) -> None:
    stand.window.set_theme(LIGHT)
    stand.window.show_keys()
    assert (opened := overlay(stand)) is not None
    assert opened.theme is LIGHT
    stand.window.close_overlay()
    stand.window.show_full(QWidget())
    stand.window.show_keys()
    opened = next(one for one in stand.window.findChildren(Overlay) if one.isVisible())
    assert opened.theme is DARK


def test_a_digit_without_a_page_does_nothing(stand: DeskStand) -> None:
    stand.press(Key.Key_7, CTRL)
    assert stand.window.page == "today"


def test_ctrl_comma_opens_settings_and_esc_goes_back_to_today(stand: DeskStand) -> None:
    stand.press(Key.Key_Comma, CTRL)
    assert stand.window.page == "settings"
    stand.press(Key.Key_Escape)
    assert stand.window.page == "today"


def test_space_on_today_starts_the_check(stand: DeskStand) -> None:
    stand.press(Key.Key_Space)
    assert isinstance(stand.window.full_page, PreflightScreen)
    assert stand.window.rail.isHidden()


def test_not_now_comes_back_to_today(stand: DeskStand) -> None:
    stand.press(Key.Key_Space)
    stand.press(Key.Key_Escape)
    assert stand.window.full_page is None
    assert stand.window.page == "today"
    assert not stand.window.rail.isHidden()


def test_keys_do_nothing_while_a_text_field_has_the_focus(stand: DeskStand) -> None:
    stand.press(Key.Key_4, CTRL)
    search = stand.desk.moves.search
    search.setFocus()
    stand.write("5 ?")
    stand.press(Key.Key_3, CTRL)
    assert search.text() == "5 ?"
    assert stand.window.page == "moves"
    assert overlay(stand) is None
    stand.press(Key.Key_Escape)
    assert not search.hasFocus()
    stand.press(Key.Key_3, CTRL)
    assert stand.window.page == "history"


@pytest.mark.parametrize("page", ["today", "progress", "history", "moves", "settings"])
def test_the_red_flags_are_one_key_away_on_every_page(stand: DeskStand, page: str) -> None:
    stand.window.open_page(page)
    stand.press(Key.Key_F1)
    shown = overlay(stand)
    assert shown is not None
    assert shown.accessibleName() == "When to stop and get help"
    stand.press(Key.Key_Escape)
    assert overlay(stand) is None
    assert stand.window.page == page


def test_an_overlay_keeps_the_focus_and_gives_it_back(stand: DeskStand) -> None:
    stand.desk.today.why.choose.setFocus()
    stand.press(Key.Key_Question, SHIFT)
    shown = overlay(stand)
    assert shown is not None
    for _ in range(4):
        stand.press(Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert shown.isAncestorOf(focused)
    stand.press(Key.Key_Space)
    assert overlay(stand) is None
    assert stand.desk.today.why.choose.hasFocus()


def test_keys_of_the_page_below_an_overlay_rest(stand: DeskStand) -> None:
    stand.press(Key.Key_F1)
    stand.press(Key.Key_5)
    stand.press(Key.Key_2, CTRL)
    assert stand.window.full_page is None
    assert stand.window.page == "today"


def test_a_session_stands_still_behind_the_list_of_keys(stand: DeskStand) -> None:
    stand.press(Key.Key_Space)
    stand.clock.move(1_000)
    stand.press(Key.Key_Space)
    assert isinstance(stand.window.full_page, SessionScreen)
    stand.press(Key.Key_Question, SHIFT)
    assert overlay(stand) is not None
    stand.press(Key.Key_Escape)
    offer = stand.app.unfinished()
    assert offer is not None
    assert [mark.what for mark in offer.record.marks] == ["paused"]


def test_full_screen_and_back(stand: DeskStand) -> None:
    stand.press(Key.Key_F11)
    assert stand.window.isFullScreen()
    stand.press(Key.Key_F11)
    assert not stand.window.isFullScreen()


def test_a_narrow_window_shows_icons_alone(stand: DeskStand) -> None:
    assert stand.window.rail.width() == RAIL_WIDTH
    stand.window.resize(1024, 640)
    QApplication.processEvents()
    assert stand.window.rail.width() == RAIL_WIDTH_SMALL


def test_start_is_in_sight_in_the_smallest_window(stand: DeskStand) -> None:
    stand.window.resize(1024, 640)
    QApplication.processEvents()
    start = stand.desk.today.hero.start
    assert start.visibleRegion().boundingRect().size() == start.size()


def test_another_theme_reaches_every_part_and_keeps_the_type(stand: DeskStand) -> None:
    today = stand.desk.today
    size = today.hero.title.font().pixelSize()
    stand.desk.change_settings({"theme": "light"})
    assert stand.window.theme.name == "light"
    assert today.hero.title.theme.name == today.why.daily.theme.name == "light"
    assert today.hero.title.font().pixelSize() == size
    ground = stand.window.grab().toImage().pixelColor(300, 8)
    assert ground == LIGHT.bg


def at_summary(stand: DeskStand) -> None:
    stand.desk.flow.show_summary(stand.play().id)


def at_answers(stand: DeskStand) -> None:
    stand.desk.past.open_answers(stand.play().id)


@pytest.mark.parametrize("place", [at_summary, at_answers, lambda stand: stand.desk.show_safety()])
def test_another_theme_reaches_a_page_that_stands_alone(
    stand: DeskStand, place: Callable[[DeskStand], None]
) -> None:
    place(stand)
    page = stand.window.full_page
    assert isinstance(page, DeskPage)
    stand.desk.change_settings({"theme": "light"})
    assert page.theme.name == page.heading.theme.name == "light"
    parts = [one for one in page.findChildren(QWidget) if isinstance(one, Themed)]
    assert {getattr(one, "theme", LIGHT).name for one in parts} == {"light"}
    assert stand.window.grab().toImage().pixelColor(8, 8) == LIGHT.bg


def test_another_theme_reaches_an_open_card(stand: DeskStand) -> None:
    stand.press(Key.Key_F1)
    shown = overlay(stand)
    assert shown is not None
    stand.desk.change_settings({"theme": "light"})
    assert shown.theme.name == shown.card.theme.name == "light"
    words = [one.theme.name for one in shown.findChildren(TextLabel)]
    assert set(words) == {"light"}


def test_a_session_stays_dark(stand: DeskStand) -> None:
    stand.press(Key.Key_Space)
    for expected in (PreflightScreen, SessionScreen):
        page = stand.window.full_page
        assert isinstance(page, expected)
        before = page.grab().toImage()
        stand.desk.change_settings({"theme": "light"})
        assert page.grab().toImage() == before
        stand.desk.change_settings({"theme": "dark"})
        stand.clock.move(1_000)
        stand.press(Key.Key_Space)


def test_the_system_decides_the_theme_only_when_asked_and_known() -> None:
    scheme = Qt.ColorScheme
    assert theme_for("system", scheme.Light, 1.0).name == "light"
    assert theme_for("system", scheme.Dark, 1.0).name == "dark"
    assert theme_for("system", scheme.Unknown, 1.0).name == "dark"
    assert theme_for("dark", scheme.Light, 1.0).name == "dark"
    assert theme_for("light", scheme.Dark, 1.0).name == "light"
    assert theme_for("dark", scheme.Dark, 1.25).scale == DARK.scaled(1.25).scale


def test_arrows_walk_the_rail(stand: DeskStand) -> None:
    rail = stand.window.rail
    rail.findChildren(type(rail._items[0]))[0].focus_by_key()
    stand.press(Key.Key_Down)
    stand.press(Key.Key_Space)
    assert stand.window.page == "progress"


def test_the_window_comes_back_where_it_was_left(stand: DeskStand, paths: Paths) -> None:
    file = paths.config / "window.place"
    assert not restore_window(stand.window, file)
    stand.window.resize(1024, 700)
    save_window(stand.window, file)
    stand.window.resize(1024, 650)
    assert restore_window(stand.window, file)
    assert stand.window.height() == 700
    file.write_bytes(b"nonsense")
    assert not restore_window(stand.window, file)


def test_the_icon_has_the_sizes_desktops_ask_for(qapp: QApplication) -> None:
    sizes = {size.width() for size in app_icon().availableSizes()}
    assert {16, 32, 64, 128, 256} <= sizes


# One instance


def test_a_second_start_hears_no_and_the_first_is_told(qtbot: QtBot, paths: Paths) -> None:
    first, second = SingleInstance(paths.data), SingleInstance(paths.data)
    assert first.take()
    assert not second.take()
    with qtbot.waitSignal(first.knocked, timeout=2_000):
        assert second.knock()
    first.release()
    assert second.take()
    second.release()


def test_nobody_answers_where_nobody_is(qtbot: QtBot, paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    assert not SingleInstance(paths.data).knock()


def test_two_profiles_do_not_meet(qtbot: QtBot, paths: Paths) -> None:
    here, there = SingleInstance(paths.data), SingleInstance(paths.cache)
    assert here.take()
    assert there.take()
    assert door_name(paths.data) != door_name(paths.cache)
    here.release()
    there.release()


def test_the_lock_of_a_dead_process_is_taken_over(qtbot: QtBot, paths: Paths) -> None:
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from gluteapp.ui.single_instance import SingleInstance\n"
        "app = QCoreApplication([])\n"
        "one = SingleInstance(Path(sys.argv[1]))\n"
        "assert one.take()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(paths.data)], check=False)
    assert (paths.data / LOCK_NAME).exists()
    after = SingleInstance(paths.data)
    assert after.take()
    after.release()


# Ends and displays


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_of_the_system_asks_for_the_end(qtbot: QtBot, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    signals = EndSignals()
    with qtbot.waitSignal(signals.asked, timeout=2_000):
        os.kill(os.getpid(), number)
    signals.stop()
    assert signal.getsignal(number) is before


def test_without_a_display_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    sentence = missing_display()
    assert sentence is not None
    assert "gluteapp simulate" in sentence


def test_a_display_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":9876")
    sentence = missing_display()
    assert sentence is not None
    assert ":9876" in sentence


def test_a_windowless_platform_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert missing_display() is None
