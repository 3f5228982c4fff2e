"""The check before a session starts by itself, but never while something holds it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.audio.player import PlayerState
from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Side
from gluteapp.services.preflight import CheckKey, CheckState
from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_words import FIXED_KEYS, Place, code_words, codes_of, key_code
from gluteapp.ui.screens.preflight_keys import RemoteEar
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_keys import KeyReader
from gluteapp.ui.theme import DARK
from gluteapp.ui.widgets.button import Button
from gluteapp.ui.widgets.overlay import Overlay
from tests.ui.screens.preflight_stand import Check

Key = Qt.Key
SIZES = ((1024, 640), (1440, 900), (1920, 1080))


@pytest.fixture
def check(qtbot: QtBot, clock: ManualClock) -> Check:
    return Check(qtbot, clock)


def test_it_counts_down_and_starts_by_itself_once(check: Check) -> None:
    check.wait(4_000)
    assert check.screen.countdown.ring.number == "6"
    assert check.starts == []
    check.wait(6_000)
    assert check.starts == [Side.LEFT]
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
    check.screen.fever_row.yes.click()
    assert check.screen.gate.isVisible()
    assert not check.screen.start.isEnabled()
    check.wait(30_000)
    QTest.keyClick(check.screen, Key.Key_Space)
    assert check.starts == []
    check.screen.gate.confirm.click()
    assert len(check.starts) == 1


def test_an_open_question_about_fever_says_what_a_start_means_and_blocks_nothing(
    check: Check,
) -> None:
    row = check.screen.fever_row
    assert "A start without an answer means no" in row.sentence.text()
    assert row.has_fever is None
    check.wait(10_000)
    assert len(check.starts) == 1
    assert row.has_fever is None, "nothing was answered, so nothing is claimed"
    row.no.click()
    assert row.sentence.text() == "Well today"


def test_no_fever_after_all_counts_down_from_the_top(check: Check) -> None:
    check.wait(6_000)
    check.screen.fever_row.yes.click()
    check.wait(3_000)
    check.screen.fever_row.no.click()
    check.screen.tick()
    assert not check.screen.gate.isVisible()
    assert check.screen.countdown.ring.number == "10"
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
    assert "left" in check.screen.countdown.picture.accessibleName()
    QTest.keyClick(check.screen, Key.Key_Space)
    assert check.starts[0] is Side.RIGHT


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


def remote_line(check: Check) -> str:
    return check.screen.remote_row.sentence.text()


ASKED = "Press its button for pause, then the one for back, then skip"


def press(check: Check, button: Qt.Key | str) -> None:
    check.clock.move(300)
    if isinstance(button, str):
        check.screen.ear.take_press(button)
    else:
        QTest.keyClick(check.screen, button)


def test_a_remote_that_is_known_is_shown_to_work(check: Check) -> None:
    assert remote_line(check) == ASKED
    assert not check.screen.remote_row.mark.isVisible()
    press(check, Key.Key_PageDown)
    assert remote_line(check) == "Works: Page Down pauses and goes on"
    assert check.screen.remote_row.mark.icon_name == "check-circle-fill"
    press(check, "pad:2")
    assert remote_line(check) == "Works: gamepad button X does the set again"
    assert check.learned == []
    assert check.starts == []


def test_unknown_buttons_are_learned_as_pause_back_and_skip(check: Check) -> None:
    keys = (Key.Key_MediaNext, Key.Key_MediaNext, Key.Key_F9)
    row = check.screen.remote_row
    lines, titles = [], [row.title.text()]
    for key in (*keys, "pad:6"):
        press(check, key)
        lines.append(remote_line(check))
        titles.append(row.title.text())
    assert lines == [
        "Next track is pause. The countdown starts again.",
        "Works: Next track pauses and goes on",
        "F9 is back. The countdown starts again.",
        "Gamepad 7 is skip. The countdown starts again.",
    ]
    assert titles == [
        "Remote: a new button becomes pause",
        "Remote: the next new button becomes back",
        "Remote: the next new button becomes back",
        "Remote: the next new button becomes skip",
        "Remote",
    ]
    next_track, f9 = (key_code(key.value) for key in keys[1:])
    assert len(check.learned) == 3
    assert check.learned[-1] == Buttons(
        toggle=(next_track, *Buttons().toggle),
        back=(f9, *Buttons().back),
        skip=(*Buttons().skip, "pad:6"),
    )
    press(check, "pad:9")
    assert len(check.learned) == 3
    check.wait(500)
    QTest.keyClick(check.screen, Key.Key_Space)
    assert check.starts == [Side.LEFT]


def test_what_works_already_is_not_learned_anew(check: Check) -> None:
    press(check, Key.Key_PageDown)
    press(check, Key.Key_F9)
    assert check.learned[-1].toggle == Buttons().toggle
    assert check.learned[-1].back == (key_code(Key.Key_F9.value), *Buttons().back)


def test_a_key_somebody_may_have_typed_is_a_remote_only_when_it_comes_twice(check: Check) -> None:
    press(check, Key.Key_Home)
    assert remote_line(check) == f"{home()}: press it again to use it as your remote"
    press(check, Key.Key_End)
    assert check.learned == []
    press(check, Key.Key_Home)
    assert check.learned == []
    press(check, Key.Key_Home)
    home_key = key_code(Key.Key_Home.value)
    assert check.learned[-1].toggle == (home_key, *Buttons().toggle)


def home() -> str:
    return code_words(key_code(Key.Key_Home.value))


@pytest.mark.parametrize(
    "key", [Key.Key_M, Key.Key_P, Key.Key_Down, Key.Key_0, Key.Key_Comma, Key.Key_Q], ids=str
)
def test_a_key_of_the_keyboard_is_never_learned_and_the_row_says_so(
    check: Check, key: Qt.Key
) -> None:
    for _ in range(3):
        press(check, key)
    assert check.learned == []
    assert remote_line(check).startswith(f"{code_words(key_code(key.value))} stays as it is")
    press(check, Key.Key_PageDown)
    assert remote_line(check) == "Works: Page Down pauses and goes on"


def test_a_remote_that_sends_arrows_is_told_what_they_do(check: Check) -> None:
    for key, sentence in (
        (Key.Key_Right, "Works: Right arrow skips"),
        (Key.Key_Left, "Works: Left arrow goes back"),
    ):
        press(check, key)
        assert remote_line(check) == sentence
    assert check.learned == []


def test_what_was_learned_by_mistake_is_forgotten_again(check: Check) -> None:
    undo = check.screen.remote_row.undo
    assert not undo.isVisible()
    press(check, Key.Key_F9)
    press(check, "pad:3")
    assert undo.isVisible()
    undo.click()
    assert remote_line(check) == "Forgotten: gamepad button Y"
    f9 = key_code(Key.Key_F9.value)
    assert check.learned[-1] == Buttons(toggle=(f9, *Buttons().toggle))
    undo.click()
    assert check.learned[-1] == Buttons()
    assert not undo.isVisible()
    assert not check.screen.remote_row.mark.isVisible()
    press(check, "pad:3")
    assert check.learned[-1].toggle == (*Buttons().toggle, "pad:3")


def test_a_gamepads_own_button_goes_on_working_after_another_is_learned(check: Check) -> None:
    press(check, "pad:3")
    press(check, "pad:0")
    assert remote_line(check) == "Works: gamepad button A pauses and goes on"


def test_who_teaches_a_remote_has_time_for_the_next_button(check: Check) -> None:
    check.wait(9_000)
    press(check, Key.Key_F9)
    check.wait(9_000)
    assert check.starts == []
    check.wait(1_000)
    assert len(check.starts) == 1


def test_a_gamepad_that_comes_is_named(check: Check) -> None:
    check.screen.ear.show_pads(("Twin Stick",), None)
    assert remote_line(check) == "Twin Stick is there: press any of its buttons"
    check.screen.ear.show_pads((), "No pygame.")
    assert remote_line(check) == ASKED


def test_no_press_takes_a_key_of_the_session_from_it(clock: ManualClock) -> None:
    reader = KeyReader(buttons=Buttons())
    for key in Key:
        ear = RemoteEar(buttons=Buttons(), clock=clock)
        is_taken = ear.hear_key(key.value)
        clock.move(400)
        is_taken_again = ear.hear_key(key.value)
        clock.move(400)
        if key.value in FIXED_KEYS | {Key.Key_S.value, Key.Key_V.value}:
            assert not is_taken, key
            assert not is_taken_again, key
        if any(reader.knows(key.value, "", mode) for mode in Mode):
            assert ear.buttons == Buttons(), key
        for place in Place:
            assert set(codes_of(Buttons(), place)) <= set(codes_of(ear.buttons, place)), key


def test_a_button_that_sends_two_codes_at_once_teaches_one(check: Check) -> None:
    press(check, Key.Key_F9)
    check.screen.ear.take_press("pad:7")
    QTest.keyClick(check.screen, Key.Key_F9)
    assert len(check.learned) == 1
    assert remote_line(check) == "F9 is pause. The countdown starts again."
    press(check, "pad:7")
    assert check.learned[-1].back[-1] == "pad:7"


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
    assert check.learned == []


def test_no_countdown_means_it_waits(qtbot: QtBot, clock: ManualClock) -> None:
    check = Check(qtbot, clock, countdown_s=0)
    check.wait(30_000)
    assert check.starts == []


@pytest.mark.parametrize("has_learned", [False, True])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_is_cut_or_overlaps(
    qtbot: QtBot, clock: ManualClock, size: tuple[int, int], has_learned: bool
) -> None:
    check = Check(qtbot, clock, recent_pain=5)
    screen = check.screen
    screen.ear.show_pads(("Microsoft Xbox Series X Wireless Controller",), None)
    if has_learned:
        press(check, key_code(Key.Key_MediaTogglePlayPause.value))
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


def test_a_row_reads_as_sentences(check: Check) -> None:
    row = check.screen.fever_row
    assert row.accessibleName() == (
        "Any fever or illness today?: If so, rest today. A start without an answer means no."
    )
    check.sound = PlayerState(is_heard=False, problem="No sound output.")
    check.wait(1_000)
    assert check.row(CheckKey.SOUND).accessibleName().endswith("No sound output. attention")


def test_no_last_line_is_a_single_short_word(check: Check) -> None:
    row = check.row(CheckKey.SOUND)
    words = "No sound output was found. The screen shows everything; plug one in to hear it."
    for width in range(360, 700, 10):
        row.resize(width, 59)
        row.show_row("No sound output: captions", words, CheckState.WARN)
        sentence = row.sentence
        if sentence.line_count == 2:
            # It could not be much narrower on two lines: the lines are about as long.
            assert sentence.heightForWidth(sentence.width() - 8) > sentence.height()


def test_a_test_of_the_sound_is_offered_only_where_it_is_heard(check: Check, qtbot: QtBot) -> None:
    button = check.screen.sound_test
    assert button.isEnabled()
    for problem, is_muted in (("No sound output.", False), (None, True)):
        check.sound = PlayerState(is_heard=problem is None, problem=problem)
        check.is_muted = is_muted
        check.wait(500)
        assert not button.isEnabled()
        assert button.toolTip() == check.row(CheckKey.SOUND).sentence.text()
        with qtbot.assertNotEmitted(check.screen.sound_test_asked):
            QTest.keyClick(check.screen, Key.Key_V)
    check.is_muted = False
    check.wait(500)
    assert button.isEnabled()


def test_a_test_of_the_sound_is_seen_too(check: Check, qtbot: QtBot) -> None:
    row = check.row(CheckKey.SOUND)
    usual = row.sentence.text()
    with qtbot.waitSignal(check.screen.sound_test_asked, timeout=0):
        check.screen.sound_test.click()
    assert "This is how loud I speak" in row.sentence.text()
    check.wait(500)
    assert "This is how loud I speak" in row.sentence.text()
    clock = row.findChild(QTimer)
    assert isinstance(clock, QTimer)
    clock.setInterval(1)
    with qtbot.waitSignal(clock.timeout):
        clock.start()
    assert row.sentence.text() == usual
