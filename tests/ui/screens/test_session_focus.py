"""Holds, near misses and the keyboard of a session screen: nothing happens that nobody meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractAnimation, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.ui.screens.session_fade import FadeCover
from gluteapp.ui.screens.session_keys import Command, Wish
from gluteapp.ui.widgets.overlay import Overlay
from tests.ui.screens.session_stand import STEPS, Stand

Key = Qt.Key


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


@pytest.mark.parametrize("how", ["space", "focus", "window", "hide"])
def test_a_hold_ends_when_nobody_is_at_it(stand: Stand, how: str) -> None:
    stand.to("squat", 3_000)
    stand.key(Key.Key_Escape)
    finish = stand.screen.faces.pause.finish
    QTest.keyPress(stand.screen, Key.Key_F)
    finish.filling.setCurrentTime(1_000)
    assert finish.share > 0
    match how:
        case "space":
            stand.wait(300)
            stand.key(Key.Key_Space)
        case "focus":
            stand.screen.faces.pause.redo.setFocus(Qt.FocusReason.TabFocusReason)
        case "window":
            QApplication.sendEvent(stand.screen, QEvent(QEvent.Type.WindowDeactivate))
        case _:
            stand.screen.hide()
    assert finish.filling.state() is QAbstractAnimation.State.Stopped
    assert stand.runner.record().closed is None


def test_f_held_too_early_fills_nothing_when_the_pause_comes(stand: Stand) -> None:
    stand.screen.faces.pause.finish.start_hold()
    stand.key(Key.Key_Escape)
    assert stand.screen.faces.pause.finish.share == 0.0


@pytest.mark.parametrize("name", ["effort", "banner", "toast"])
def test_a_click_that_misses_a_button_by_a_little_pauses_nothing(stand: Stand, name: str) -> None:
    stand.play_to("clam_switch", 0)
    stand.sound.problem = "No sound output."
    stand.wait(1_000)
    stand.screen.toast.say("Done at 10:00.", can_undo=False)
    parts = {
        "effort": stand.screen.desk.effort,
        "banner": stand.screen.notices.banner,
        "toast": stand.screen.toast,
    }
    part = parts[name]
    assert part.isVisible()
    QTest.mouseClick(
        stand.screen, Qt.MouseButton.LeftButton, pos=part.geometry().topLeft() + QPoint(1, 1)
    )
    assert stand.state() is EngineState.RUNNING


def test_a_card_that_goes_gives_the_keys_to_the_session(stand: Stand) -> None:
    stand.play_to("rest", 11_000)
    button = stand.screen.desk.card.effort.button_of(2)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    stand.wait(2_000)
    assert stand.step.index == STEPS["clam_left"]
    assert not stand.screen.bar.isVisible()
    assert QApplication.focusWidget() is stand.screen


def test_the_bar_goes_also_when_a_button_on_it_has_the_focus(stand: Stand) -> None:
    stand.to("squat", 3_000)
    stand.screen.bar.wake()
    stand.screen.bar.button("skip").setFocus(Qt.FocusReason.TabFocusReason)
    stand.screen.bar.timer.timeout.emit()
    assert not stand.screen.bar.isVisible()
    assert QApplication.focusWidget() is stand.screen


def test_a_warning_about_the_sound_goes_by_itself_and_comes_back_when_it_changes(
    stand: Stand,
) -> None:
    """Nobody who lies on a mat can close it."""
    stand.play_to("squat", 2_000)
    stand.sound.problem = "No sound output."
    stand.wait(1_000)
    assert stand.screen.notices.banner.isVisible()
    stand.wait(14_000)
    assert not stand.screen.notices.banner.isVisible()
    stand.sound.problem = None
    stand.wait(1_000)
    assert stand.screen.notices.banner.isVisible()


def test_keys_under_an_open_card_do_nothing_but_close_it(stand: Stand) -> None:
    """Space must not let reps count behind the warning signs."""
    stand.play_to("squat", 5_000)
    stand.screen.show_red_flags()
    assert stand.state() is EngineState.PAUSED
    stand.screen.setFocus()
    stand.key(Key.Key_Space)
    assert stand.state() is EngineState.PAUSED
    stand.key(Key.Key_Escape)
    stand.key(Key.Key_Space)
    assert stand.state() is EngineState.COUNT_IN


def test_no_ghost_of_a_rest_stays_over_a_count_in(stand: Stand) -> None:
    """Back from a rest: the old face does not fade while the time of the step stands still."""
    stand.play_to("rest", 500)
    stand.screen.obey(Wish(Command.REDO))
    assert stand.state() is EngineState.COUNT_IN
    assert not any(cover.isVisible() for cover in stand.screen.findChildren(FadeCover))


def test_a_click_on_the_words_of_a_card_leaves_it_the_keys(stand: Stand) -> None:
    """Esc still closes it, and not what lies under it."""
    stand.play_to("squat", 5_000)
    stand.screen.show_red_flags()
    overlay = stand.screen.findChild(Overlay)
    assert overlay is not None
    QTest.mouseClick(overlay.card, Qt.MouseButton.LeftButton, pos=QPoint(4, 40))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is overlay or overlay.isAncestorOf(focused)
