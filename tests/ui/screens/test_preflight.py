"""The check before a session starts by itself, but never while something holds it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.audio.player import PlayerState
from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.devices.battery import Battery
from gluteapp.services.preflight import CheckKey, CheckRow, check_before_start
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.preflight_keys import RemoteEar
from gluteapp.ui.screens.preflight_row import PreflightRow
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_keys import Clicker, KeyReader
from gluteapp.ui.theme import DARK
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.overlay import Overlay
from tests.ui.screens.session_stand import content

Key = Qt.Key
SIZES = ((1024, 640), (1440, 900), (1920, 1080))


class Check:
    """A pre-flight on a manual clock, and what it said."""

    def __init__(self, qtbot: QtBot, clock: ManualClock, **more: object) -> None:
        self.clock = clock
        self.sound = PlayerState(is_heard=True, device="Headphones")
        self.timeline = lay_out(content().circuits["foundation"], content().library, Options())
        usual: dict[str, object] = {"countdown_s": 10, "first_side": Side.LEFT}
        self.screen = PreflightScreen(
            title="Foundation",
            timeline=self.timeline,
            rows=self.rows,
            clock=clock,
            **{**usual, **more},  # type: ignore[arg-type]
        )
        qtbot.addWidget(self.screen)
        self.starts: list[tuple[Side, Clicker]] = []
        self.cancels = 0
        self.screen.started.connect(lambda side, clicker: self.starts.append((side, clicker)))
        self.screen.cancelled.connect(self._count)
        self.screen.resize(1440, 900)
        self.screen.show()
        self.screen.begin()
        self.screen.timer.blockSignals(True)

    def _count(self) -> None:
        self.cancels += 1

    def rows(self, side: Side) -> Sequence[CheckRow]:
        return check_before_start(
            timeline=self.timeline,
            first_side=side,
            sound=self.sound,
            volume=0.6,
            is_muted=False,
            is_screen_held=True,
            battery=Battery(percent=38, is_charging=False),
        )

    def wait(self, ms: int) -> None:
        for _ in range(0, ms, 500):
            self.clock.move(500)
            self.screen.tick()

    def row(self, key: CheckKey) -> PreflightRow:
        return self.screen.check_rows[key]


@pytest.fixture
def check(qtbot: QtBot, clock: ManualClock) -> Check:
    return Check(qtbot, clock)


def test_it_counts_down_and_starts_by_itself_once(check: Check) -> None:
    check.wait(4_000)
    assert check.screen.ring.number == "6"
    assert check.starts == []
    check.wait(6_000)
    assert [side for side, _ in check.starts] == [Side.LEFT]
    check.wait(2_000)
    assert len(check.starts) == 1
    assert not check.screen.timer.isActive()


def test_space_starts_at_once_and_escape_leaves(qtbot: QtBot, clock: ManualClock) -> None:
    first = Check(qtbot, clock)
    first.wait(500)
    QTest.keyClick(first.screen, Key.Key_Space)
    assert len(first.starts) == 1
    second = Check(qtbot, clock)
    QTest.keyClick(second.screen, Key.Key_Escape)
    assert (second.starts, second.cancels) == ([], 1)
    second.wait(20_000)
    assert second.starts == []


def test_fever_stops_the_countdown_and_asks_to_confirm(check: Check) -> None:
    check.wait(3_000)
    check.screen.fever.click()
    assert check.screen.gate.isVisible()
    assert not check.screen.start.isEnabled()
    check.wait(30_000)
    QTest.keyClick(check.screen, Key.Key_Space)
    assert check.starts == []
    check.screen.gate.confirm.click()
    assert len(check.starts) == 1


def test_no_fever_after_all_counts_down_from_the_top(check: Check) -> None:
    check.wait(6_000)
    check.screen.fever.click()
    check.wait(3_000)
    check.screen.no_fever.click()
    check.screen.tick()
    assert not check.screen.gate.isVisible()
    assert check.screen.ring.number == "10"
    check.wait(10_000)
    assert len(check.starts) == 1


def test_without_a_professionals_word_nothing_starts(qtbot: QtBot, clock: ManualClock) -> None:
    check = Check(qtbot, clock, may_start=False)
    assert check.screen.gate.isVisible()
    assert not check.screen.gate.confirm.isVisible()
    check.wait(30_000)
    QTest.keyClick(check.screen, Key.Key_Space)
    check.screen.start.click()
    assert check.starts == []
    check.screen.gate.leave.click()
    assert check.cancels == 1


def test_pain_within_a_day_is_said_and_waits_for_a_start(qtbot: QtBot, clock: ManualClock) -> None:
    check = Check(qtbot, clock, recent_pain=5)
    assert check.screen.pain_row.isVisible()
    assert "Pain 5" in check.screen.pain_row.title.text()
    check.wait(30_000)
    assert check.starts == []
    QTest.keyClick(check.screen, Key.Key_Space)
    assert len(check.starts) == 1


def test_swap_changes_the_first_leg_and_where_the_head_goes(check: Check) -> None:
    before = check.row(CheckKey.SIDES).sentence.text()
    check.wait(500)
    QTest.keyClick(check.screen, Key.Key_S)
    assert check.row(CheckKey.SIDES).sentence.text() != before
    assert "left" in check.screen.picture.accessibleName()
    QTest.keyClick(check.screen, Key.Key_Space)
    assert check.starts[0][0] is Side.RIGHT


def test_v_asks_for_a_tone_and_f1_for_the_warning_signs(check: Check, qtbot: QtBot) -> None:
    with qtbot.waitSignal(check.screen.sound_test_asked, timeout=0):
        QTest.keyClick(check.screen, Key.Key_V)
    with qtbot.waitSignal(check.screen.stop_signs_asked, timeout=0):
        QTest.keyClick(check.screen, Key.Key_F1)


def test_nothing_starts_while_the_warning_signs_are_read(check: Check, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    check.screen.setParent(window)
    check.screen.show()
    check.screen.begin()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is check.screen)
    overlay = Overlay("Signs", QWidget(), theme=DARK, parent=window)
    check.screen.stop_signs_asked.connect(overlay.open)
    QTest.keyClick(check.screen, Key.Key_F1)
    check.wait(30_000)
    assert check.starts == []
    overlay.close_overlay()
    check.wait(9_000)
    assert check.starts == []
    check.wait(2_000)
    assert len(check.starts) == 1
    check.screen.setParent(None)


def test_rows_follow_the_world(check: Check) -> None:
    assert check.row(CheckKey.SOUND).mark.icon_name == "check-circle-fill"
    check.sound = PlayerState(is_heard=False, problem="No sound output.")
    check.wait(1_000)
    assert check.row(CheckKey.SOUND).sentence.text() == "No sound output."
    assert check.row(CheckKey.SOUND).mark.icon_name == "warning-circle-fill"
    assert check.row(CheckKey.BATTERY).isVisible()


def test_a_remote_is_learned_by_pressing_it(check: Check) -> None:
    for key in (Key.Key_PageUp, Key.Key_PageUp, Key.Key_MediaNext):
        QTest.keyClick(check.screen, key)
    check.wait(500)
    QTest.keyClick(check.screen, Key.Key_Space)
    clicker = check.starts[0][1]
    assert clicker.next_keys == {Key.Key_PageUp.value}
    assert clicker.back_keys == {Key.Key_MediaNext.value}


REMOTE = {
    *(Key.Key_PageUp, Key.Key_PageDown, Key.Key_F5, Key.Key_F2, Key.Key_MediaNext),
    *(Key.Key_MediaPrevious, Key.Key_MediaTogglePlayPause),
}
NO_REMOTE = {
    *(Key.Key_Question, Key.Key_5, Key.Key_B, Key.Key_Q, Key.Key_Period, Key.Key_Exclam),
    *(Key.Key_VolumeUp, Key.Key_VolumeMute, Key.Key_Shift, Key.Key_Control, Key.Key_Tab),
    *(Key.Key_Escape, Key.Key_Return, Key.Key_Space, Key.Key_Left, Key.Key_F1, Key.Key_F11),
    *(Key.Key_Delete, Key.Key_Home),
}


def test_only_keys_that_presenters_send_are_learned() -> None:
    for key in REMOTE | NO_REMOTE:
        ear = RemoteEar(clicker=Clicker())
        assert ear.hear(key.value) is (key in REMOTE), key
        assert (ear.clicker == Clicker()) is (ear.count == 0)


def test_no_key_of_the_session_is_ever_taken_from_it() -> None:
    reader = KeyReader(clicker=Clicker(next_keys=frozenset(), back_keys=frozenset()))
    for key in Key:
        if any(reader.knows(key.value, "", mode) for mode in Mode):
            assert not RemoteEar(clicker=Clicker()).hear(key.value), key


def test_a_double_press_of_space_on_the_page_before_starts_nothing(check: Check) -> None:
    check.clock.move(200)
    QTest.keyClick(check.screen, Key.Key_Space)
    assert check.starts == []
    check.clock.move(60)
    QTest.keyClick(check.screen, Key.Key_Space)
    assert len(check.starts) == 1


def test_without_a_remote_the_usual_keys_stay(check: Check) -> None:
    check.wait(500)
    QTest.keyClick(check.screen, Key.Key_Space)
    assert check.starts[0][1] == Clicker()


def test_no_countdown_means_it_waits(qtbot: QtBot, clock: ManualClock) -> None:
    check = Check(qtbot, clock, countdown_s=0)
    check.wait(30_000)
    assert check.starts == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_is_cut_or_overlaps(
    qtbot: QtBot, clock: ManualClock, size: tuple[int, int]
) -> None:
    check = Check(qtbot, clock, recent_pain=5)
    screen = check.screen
    screen.resize(*size)
    rows = [screen.pain_row, screen.fever_row, *screen.check_rows.values(), screen.remote_row]
    window = screen.rect()
    places = [row.geometry() for row in rows]
    for index, rect in enumerate(places):
        assert window.contains(rect)
        assert rect.bottom() < screen.start.geometry().top()
        assert all(not rect.intersects(other) for other in places[index + 1 :])
    for row in rows:
        inside = QRect(0, 0, row.width(), row.height())
        for label in (row.title, row.sentence):
            assert inside.contains(label.geometry()), label.text()
            assert label.font().pixelSize() >= 12
        assert row.title.sizeHint().width() <= row.title.width()
        height = row.sentence.heightForWidth(row.sentence.width())
        assert height <= row.sentence.height() + 1
    for button in screen.findChildren(Button):
        if button.isVisible():
            assert button.minimumSizeHint().width() <= button.width(), button.words


def test_every_row_says_its_state(check: Check) -> None:
    for row in check.screen.check_rows.values():
        assert row.accessibleName().endswith((". fine", ". attention"))
