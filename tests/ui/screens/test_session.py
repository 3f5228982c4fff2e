"""The session screen on a manual clock: keys, answers, pauses, and what is painted when."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Side
from gluteapp.core.snapshot import Snapshot
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.services.ids import Ids
from gluteapp.services.training import SessionRunner
from gluteapp.settings import Buttons
from gluteapp.ui.screens.button_words import key_code
from gluteapp.ui.screens.session import SessionScreen
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.widgets.overlay import Overlay
from tests.ui.screens.session_stand import STEPS, PaintCounter, Stand, content

Key = Qt.Key


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


def test_it_starts_with_get_ready_and_the_first_move(stand: Stand) -> None:
    work = stand.screen.faces.work
    assert stand.state() is EngineState.RUNNING
    assert work.ring.caption == "get ready"
    assert work.name.text() == "March on the spot"
    stand.wait(1_200)
    assert work.ring.number == "4"


def test_the_ring_says_the_rep_all_through_a_set(stand: Stand) -> None:
    stand.to("clam_left")
    work = stand.screen.faces.work
    seen = []
    while stand.step.index == STEPS["clam_left"]:
        at = stand.view.position
        if at.rep:
            assert work.ring.number == str(at.rep)
            seen.append(at.rep)
        else:
            assert work.ring.caption == "get ready"
        assert work.flag.side is Side.LEFT
        stand.wait(250)
    assert sorted(set(seen)) == [1, 2, 3]


def test_space_pauses_and_goes_on_after_a_count_in(stand: Stand) -> None:
    stand.to("clam_left", 3_000)
    stand.key(Key.Key_Space)
    assert stand.state() is EngineState.PAUSED
    assert stand.screen.faces.pause.isVisible()
    stand.wait(1_000)
    stand.key(Key.Key_Space)
    assert stand.state() is EngineState.COUNT_IN
    assert stand.screen.faces.work.ring.number == "3"
    stand.wait(3_000)
    assert stand.state() is EngineState.RUNNING


def test_a_click_anywhere_pauses_but_not_one_beside_an_answer(stand: Stand) -> None:
    stand.play_to("rest", 1_000)
    card = stand.screen.desk.card.geometry()
    QTest.mouseClick(
        stand.screen, Qt.MouseButton.LeftButton, pos=card.topLeft() + QPoint(6, card.height() - 6)
    )
    assert stand.state() is EngineState.RUNNING
    QTest.mouseClick(stand.screen, Qt.MouseButton.LeftButton, pos=QPoint(300, 400))
    assert stand.state() is EngineState.PAUSED


def test_the_same_key_twice_within_a_quarter_second_is_one_press(stand: Stand) -> None:
    stand.to("squat", 4_000)
    stand.key(Key.Key_Space)
    stand.clock.move(200)
    stand.key(Key.Key_Space)
    assert stand.state() is EngineState.PAUSED
    stand.clock.move(60)
    stand.key(Key.Key_Space)
    assert stand.state() is EngineState.COUNT_IN


def test_arrows_skip_and_go_back_and_r_does_the_set_again(stand: Stand) -> None:
    stand.to("clam_left", 8_000)
    stand.key(Key.Key_Left)
    assert stand.step.index == STEPS["clam_left"]
    assert stand.view.position.offset_ms == 0
    stand.wait(3_000 + 6_000)
    stand.key(Key.Key_R)
    assert stand.state() is EngineState.COUNT_IN
    assert stand.screen.faces.work.word.text() == "Rep 1 next"
    stand.wait(3_500)
    stand.key(Key.Key_Right)
    assert stand.step.index == STEPS["clam_switch"]
    reasons = [one.reason for one in stand.sets("clam_left")]
    assert reasons == [StopReason.REDONE, StopReason.REDONE, StopReason.SKIPPED]


def test_up_and_down_change_a_rest_by_15_s_and_a_switch_by_5_s(stand: Stand) -> None:
    stand.to("rest", 1_000)
    stand.key(Key.Key_Up)
    assert stand.step.duration_ms == 27_000
    stand.key(Key.Key_Down)
    assert stand.step.duration_ms == 12_000
    stand.to("clam_switch", 500)
    stand.key(Key.Key_Up)
    assert stand.step.duration_ms == 13_000
    stand.to("clam_right", 500)
    stand.key(Key.Key_Up)
    assert stand.step.duration_ms == 17_000


def test_a_changed_rest_says_what_was_done_and_the_new_end(stand: Stand) -> None:
    said = []
    stand.to("rest", 1_000)
    for key in (Key.Key_Up, Key.Key_Down):
        stand.key(key)
        said.append(stand.screen.toast.text())
    stand.to("clam_switch", 500)
    for key in (Key.Key_Up, Key.Key_Down):
        stand.key(key)
        said.append(stand.screen.toast.text())
    done = [re.sub(r"\d\d:\d\d$", "18:46", one) for one in said]
    assert done == [
        "Rest 15 s longer, done at 18:46",
        "Rest 15 s shorter, done at 18:46",
        "Switch 5 s longer, done at 18:46",
        "Switch 5 s shorter, done at 18:46",
    ]


def test_f_finishes_only_when_held_in_a_pause(stand: Stand, qtbot: QtBot) -> None:
    stand.play_to("squat", 5_000)
    QTest.keyPress(stand.screen, Key.Key_F)
    assert stand.state() is EngineState.RUNNING
    QTest.keyRelease(stand.screen, Key.Key_F)
    stand.key(Key.Key_Escape)
    finish = stand.screen.faces.pause.finish
    QTest.keyPress(stand.screen, Key.Key_F)
    finish.filling.setCurrentTime(1_900)
    assert 0.9 < finish.share < 1.0
    QTest.keyRelease(stand.screen, Key.Key_F)
    qtbot.waitUntil(lambda: finish.share == 0.0)
    assert stand.state() is EngineState.PAUSED
    QTest.keyPress(stand.screen, Key.Key_F)
    with qtbot.waitSignal(stand.screen.finished, timeout=0) as finished:
        finish.filling.setCurrentTime(2_000)
    record = stand.runner.record()
    assert finished.args == [record.id]
    assert record.closed is not None
    assert record.closed.end is SessionEnd.FINISHED_EARLY
    assert stand.sets("squat")[-1].reason is StopReason.FINISHED_EARLY
    assert not stand.screen.timer.isActive()


def test_a_key_that_a_desktop_repeats_as_release_and_press_is_still_held(stand: Stand) -> None:
    stand.key(Key.Key_Escape)
    finish = stand.screen.faces.pause.finish
    QTest.keyPress(stand.screen, Key.Key_F)
    finish.filling.setCurrentTime(1_000)
    QTest.keyRelease(stand.screen, Key.Key_F)
    QTest.keyPress(stand.screen, Key.Key_F)
    assert finish.share >= 0.5


def test_the_end_comes_by_itself_once(stand: Stand) -> None:
    ends: list[str] = []
    stand.screen.finished.connect(ends.append)
    stand.to("stretch_right", 14_900)
    stand.wait(200)
    assert ends == [stand.runner.record().id]
    stand.screen.tick()
    assert len(ends) == 1


def test_escape_pauses_and_never_leaves_and_enter_goes_on(stand: Stand) -> None:
    stand.to("squat", 2_000)
    for _ in range(3):
        stand.clock.move(300)
        stand.key(Key.Key_Escape)
        assert stand.state() is EngineState.PAUSED
    stand.key(Key.Key_Return)
    assert stand.state() is EngineState.COUNT_IN


def test_a_clicker_pauses_skips_with_a_long_press_and_does_again(stand: Stand) -> None:
    stand.to("clam_left", 3_000)
    stand.key(Key.Key_PageDown)
    assert stand.state() is EngineState.PAUSED
    stand.clock.move(300)
    stand.key(Key.Key_PageDown)
    stand.wait(3_500)
    assert stand.state() is EngineState.RUNNING
    QTest.keyPress(stand.screen, Key.Key_PageDown)
    stand.wait(650)
    assert stand.step.index == STEPS["clam_left"]
    QTest.keyRelease(stand.screen, Key.Key_PageDown)
    assert stand.step.index == STEPS["clam_switch"]
    stand.wait(400)
    stand.key(Key.Key_PageUp)
    assert stand.step.index == STEPS["clam_left"]
    assert stand.state() is EngineState.COUNT_IN


def test_a_gamepad_does_what_a_clicker_does(stand: Stand) -> None:
    stand.to("clam_left", 3_000)
    presses = stand.screen.presses
    presses.take_press("pad:0")
    assert stand.state() is EngineState.RUNNING
    presses.take_release("pad:0", 90)
    assert stand.state() is EngineState.PAUSED
    stand.clock.move(300)
    presses.take_press("pad:0")
    presses.take_release("pad:0", 90)
    stand.wait(3_500)
    presses.take_press("pad:0")
    presses.take_release("pad:0", 700)
    assert stand.step.index == STEPS["clam_switch"]
    stand.wait(1_000)
    presses.take_press("pad:1")
    assert stand.step.index == STEPS["clam_right"]
    presses.take_release("pad:1", 50)
    stand.wait(1_000)
    presses.take_press("pad:2")
    presses.take_release("pad:2", 800)
    assert stand.step.index != STEPS["clam_right"]


def test_a_held_button_says_what_letting_go_does(stand: Stand, qtbot: QtBot) -> None:
    stand.to("clam_left", 3_000)
    for key, sentence in (
        (Key.Key_PageDown, "Let go to skip"),
        (Key.Key_PageUp, "Let go to go back"),
    ):
        QTest.keyPress(stand.screen, key)
        stand.screen.presses._long.timeout.emit()
        assert stand.screen.toast.text() == sentence
        stand.screen.presses.drop_presses()
        assert not stand.screen.toast.isVisible()


def test_a_button_that_is_held_when_the_signs_open_never_fires(stand: Stand) -> None:
    stand.to("clam_left", 3_000)
    presses = stand.screen.presses
    QTest.keyPress(stand.screen, Key.Key_PageDown)
    presses.take_press("pad:0")
    stand.screen.show_red_flags()
    presses.take_press("pad:1")
    stand.screen._signs.close()
    stand.clock.move(700)
    QTest.keyRelease(stand.screen, Key.Key_PageDown)
    presses.take_release("pad:0", 700)
    assert stand.step.index == STEPS["clam_left"]
    assert stand.state() is EngineState.PAUSED


def test_a_button_that_is_held_when_the_focus_goes_never_fires(stand: Stand, qtbot: QtBot) -> None:
    stand.to("clam_left", 3_000)
    stand.screen.activateWindow()
    stand.screen.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is stand.screen)
    QTest.keyPress(stand.screen, Key.Key_PageDown)
    stand.screen.presses.take_press("pad:0")
    stand.screen.clearFocus()
    stand.clock.move(700)
    QTest.keyRelease(stand.screen, Key.Key_PageDown)
    stand.screen.presses.take_release("pad:0", 700)
    assert stand.step.index == STEPS["clam_left"]
    assert stand.state() is EngineState.RUNNING


def test_a_learned_clicker_key_wins_over_its_letter(
    qtbot: QtBot, paths: Paths, clock: ManualClock
) -> None:
    buttons = Buttons(toggle=(key_code(Key.Key_B.value),))
    stand = Stand(qtbot=qtbot, paths=paths, clock=clock, buttons=buttons)
    stand.play_to("rest", 1_000)
    stand.key(Key.Key_B)
    assert stand.state() is EngineState.PAUSED
    assert stand.sets("squat")[-1].felt is None
    stand.close()


def test_e_takes_the_easier_version_and_says_when_there_is_none(stand: Stand) -> None:
    stand.to("clam_left", 3_000)
    stand.key(Key.Key_E)
    assert stand.step.move == "clam/small_range"
    assert stand.screen.faces.work.name.text() == "Clam, small range"
    stand.wait(4_000)
    stand.key(Key.Key_E)
    assert stand.screen.toast.accessibleName() == "There is no easier version of this move."


def test_sound_and_picture_keys_tell_what_to_remember(stand: Stand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stand.screen.hearing.changed, timeout=0) as heard:
        stand.key(Key.Key_V)
    assert heard.args == [{"is_voice_on": False}]
    with qtbot.waitSignal(stand.screen.picture_turned, timeout=0) as turned:
        stand.key(Key.Key_O)
    assert turned.args == [True]
    assert stand.stage.is_turned


def test_the_pause_shows_place_and_times(stand: Stand) -> None:
    stand.play_to("clam_left", 8_000)
    stand.key(Key.Key_Space)
    stand.wait(84_000)
    pause = stand.screen.faces.pause
    assert pause.place.text() == "Rep 2 of 3, left leg."
    assert pause.to_go.text() == "9 s of this set to go."
    assert pause.paused_for.text() == "1:24"
    # 00:00 + 62 s done + 84 s paused + 3 s count-in + what is left of 3:43.
    assert pause.done_at.text() == "00:05"
    assert pause.trim.isVisible()
    pause.trim.click()
    assert stand.view.overdue_ms <= 84_000


def test_the_easier_control_says_why_it_is_off(stand: Stand) -> None:
    stand.to("stretch_left", 1_000)
    stand.key(Key.Key_Space)
    easier = stand.screen.faces.pause.easier
    assert not easier.isEnabled()
    assert easier.toolTip()


def test_a_sleep_shows_the_pause_with_how_long_it_was(stand: Stand) -> None:
    stand.to("squat", 4_000)
    stand.clock.move(720_000)
    stand.screen.tick()
    assert stand.state() is EngineState.PAUSED
    assert stand.screen.faces.pause.away.text() == "You were away 12 min."


def test_nothing_but_the_two_times_is_painted_while_paused(stand: Stand) -> None:
    stand.to("clam_left", 4_000)
    stand.key(Key.Key_Space)
    stand.wait(1_000)
    stand.painted()
    screen, faces = stand.screen, stand.screen.faces
    counter = PaintCounter(
        screen, stand.stage, faces.strip, faces.work.ring, faces.pause.resume, faces.pause.place
    )
    for _ in range(40):
        stand.wait(100)
        stand.painted()
    assert "StageView" not in counter.counts
    assert "Ring" not in counter.counts
    assert "SessionStrip" not in counter.counts
    assert "Button" not in counter.counts
    # The background under the two times, once a second.
    assert counter.counts.get("SessionScreen", 0) <= 5


def test_a_hidden_screen_goes_on_and_paints_nothing(stand: Stand) -> None:
    stand.to("clam_left", 2_000)
    stand.screen.hide()
    counter = PaintCounter(stand.stage, stand.screen.faces.work.ring)
    stand.wait(6_000)
    stand.painted()
    assert counter.counts == {}
    assert stand.view.position.counted == 1
    stand.screen.show()
    assert stand.screen.faces.work.ring.number == str(stand.view.position.rep)


def test_a_rest_leaves_the_figure_alone(stand: Stand) -> None:
    stand.play_to("rest", 1_000)
    stand.painted()
    counter = PaintCounter(stand.stage)
    for _ in range(10):
        stand.wait(200)
        stand.painted()
    assert counter.counts == {}


def test_closing_the_window_pauses_and_can_be_resumed(stand: Stand, qtbot: QtBot) -> None:
    stand.play_to("squat", 5_000)
    with qtbot.waitSignal(stand.screen.left, timeout=0):
        stand.screen.close()
    assert stand.state() is EngineState.PAUSED
    assert not stand.screen.timer.isActive()
    record = stand.store.unfinished()
    assert record is not None
    assert record.id == stand.runner.session_id
    assert stand.store.bookmark(record.id) is not None


def test_the_red_flags_pause_and_keep_the_keys(stand: Stand) -> None:
    stand.to("squat", 3_000)
    stand.key(Key.Key_F1)
    overlay = stand.screen.findChild(Overlay)
    assert overlay is not None
    assert overlay.isVisible()
    assert stand.state() is EngineState.PAUSED
    stand.clock.move(500)
    stand.key(Key.Key_Space, of=overlay)
    assert stand.state() is EngineState.PAUSED
    stand.key(Key.Key_Escape, of=overlay)
    assert not overlay.isVisible()
    stand.key(Key.Key_Space)
    assert stand.state() is EngineState.COUNT_IN


def test_a_session_gone_on_with_stands_paused_and_remembers(
    stand: Stand, qtbot: QtBot, clock: ManualClock
) -> None:
    stand.play_to("clam_left", 8_500)
    stand.screen.leave()
    saved = stand.store.bookmark(stand.runner.session_id)
    assert saved is not None
    record, timeline = stand.runner.record(), stand.runner.timeline
    again = SessionRunner(
        clock=clock,
        engine=SessionEngine(timeline=timeline),
        store=stand.store,
        ids=Ids(clock=clock, device_id=stand.store.device_id),
        library=content().library,
        app_version="1.2.3",
    )
    again.go_on(record, Snapshot.model_validate(saved[0]), timeline)
    screen = SessionScreen(
        runner=again,
        clock=clock,
        stage=StageView(studio=stand.studio),
        studio=stand.studio,
        sound=stand.sound,
    )
    qtbot.addWidget(screen)
    screen.show()
    screen.begin()
    screen.timer.stop()
    assert screen.faces.pause.place.text() == "Rep 2 of 3, left leg."
    assert screen.memory.told.done[STEPS["squat"]] == "Done, 4 reps"
    QTest.keyClick(screen, Key.Key_Space)
    assert screen.faces.work.word.text() == "Rep 2 again"


def test_tab_and_mouse_bring_the_controls(stand: Stand) -> None:
    stand.to("squat", 1_000)
    assert not stand.screen.bar.isVisible()
    QTest.mouseMove(stand.screen, QPoint(300, 300))
    QTest.mouseMove(stand.screen, QPoint(320, 300))
    assert stand.screen.bar.isVisible()
    stand.screen.bar.button("skip").click()
    assert stand.step.index == STEPS["rest"]


def test_the_ring_is_a_progress_bar_that_says_where_it_is(stand: Stand) -> None:
    stand.to("clam_left", 5_500)
    name = stand.screen.faces.work.ring.accessibleName()
    assert name == "Clam, left leg, Lower, 1 of 3 reps"
    assert QApplication.focusWidget() is stand.screen


def test_a_pause_of_half_an_hour_leads_back_to_today(stand: Stand, qtbot: QtBot) -> None:
    """There the warm-up is offered first; nothing recorded is lost."""
    stand.play_to("clam_left", 8_000)
    stand.runner.pause()
    stand.clock.move(1_800_000)
    stand.screen.tick()
    assert stand.screen.timer.isActive()
    stand.clock.move(1_000)
    with qtbot.waitSignal(stand.screen.left):
        stand.screen.tick()
    assert not stand.screen.timer.isActive()
    assert stand.store.unfinished() is not None
