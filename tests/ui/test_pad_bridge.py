"""The bridge with real pages and the real process: a virtual gamepad reaches only what is shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.devices.gamepad import Gamepads
from gluteapp.ui.pad_bridge import POLL_MS, PadBridge

VIRTUAL = Path(__file__).parents[1] / "devices" / "virtual_pad.py"


class Page(QWidget):
    """A page that writes down what it hears."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.pads: tuple[str, ...] = ()

    def take_press(self, code: str) -> None:
        self.heard.append(f"press {code}")

    def take_release(self, code: str, held_ms: int) -> None:
        assert held_ms >= 0
        self.heard.append(f"release {code}")

    def drop_presses(self) -> None:
        self.heard.append("drop")

    def show_pads(self, names: tuple[str, ...], problem: str | None) -> None:
        self.pads = names


class Room:
    """Two pages, one bridge, and a gamepad of no plastic."""

    def __init__(self, qtbot: QtBot, clock: ManualClock) -> None:
        self.qtbot = qtbot
        self.gamepads = Gamepads(clock=clock, command=(sys.executable, str(VIRTUAL)))
        self.bridge = PadBridge(gamepads=self.gamepads)
        self.one, self.two = Page(), Page()
        for page in (self.one, self.two):
            qtbot.addWidget(page)
            self.bridge.follow(page, page)

    def do(self, *lines: str) -> None:
        process = self.gamepads._process
        assert process is not None
        assert process.stdin is not None
        for line in lines:
            process.stdin.write(line + "\n")
            process.stdin.flush()

    def plug_in(self, page: Page) -> None:
        self.bridge.poll()
        self.do("attach")
        self.qtbot.waitUntil(lambda: page.pads != (), timeout=30_000)

    def wait_for(self, page: Page, *heard: str) -> None:
        self.qtbot.waitUntil(lambda: page.heard == list(heard), timeout=30_000)


@pytest.fixture
def room(qtbot: QtBot, clock: ManualClock) -> Iterator[Room]:
    made = Room(qtbot, clock)
    yield made
    made.bridge.close()


def test_nothing_is_started_or_polled_before_a_page_is_shown(room: Room) -> None:
    assert not room.bridge.timer.isActive()
    assert room.gamepads._process is None
    room.one.show()
    assert room.bridge.timer.isActive()
    assert room.bridge.timer.interval() == POLL_MS


def test_buttons_reach_the_page_that_is_shown(room: Room) -> None:
    room.one.show()
    room.plug_in(room.one)
    room.do("down 3", "up 3")
    room.wait_for(room.one, "press pad:3", "release pad:3")
    room.two.show()
    assert room.two.pads == room.one.pads
    room.one.hide()
    room.do("down 1")
    room.wait_for(room.two, "press pad:1")
    assert room.one.heard[2:] == ["drop"]
    room.do("detach")
    room.wait_for(room.two, "press pad:1", "drop")
    assert room.two.pads == ()


def test_a_crash_while_a_button_is_down_drops_it(room: Room) -> None:
    room.one.show()
    room.plug_in(room.one)
    room.do("down 0")
    room.wait_for(room.one, "press pad:0")
    room.do("crash")
    room.wait_for(room.one, "press pad:0", "drop")
    assert room.one.pads == ()


def test_a_while_after_the_last_page_the_process_ends_and_comes_back(room: Room) -> None:
    room.one.show()
    room.plug_in(room.one)
    room.one.hide()
    assert not room.bridge.timer.isActive()
    assert room.gamepads._process is not None, "the next page may follow at once"
    room.two.show()
    assert not room.bridge._rest.isActive()
    room.two.hide()
    room.bridge._rest.timeout.emit()
    assert room.gamepads._process is None
    room.one.pads = ()
    room.one.show()
    room.plug_in(room.one)


def test_a_page_that_is_gone_is_forgotten(room: Room) -> None:
    room.one.show()
    room.plug_in(room.one)
    gone = Page()
    room.bridge.follow(gone, gone)
    gone.show()
    gone.deleteLater()
    room.qtbot.waitUntil(lambda: len(room.bridge._takers) == 2)
    room.do("down 0")
    room.wait_for(room.one, "press pad:0")


def test_without_gamepads_it_does_nothing(qtbot: QtBot) -> None:
    bridge, page = PadBridge(gamepads=None), Page()
    qtbot.addWidget(page)
    bridge.follow(page, page)
    page.show()
    bridge.poll()
    assert not bridge.timer.isActive()
    bridge.close()
