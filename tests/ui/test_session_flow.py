"""From check through session to summary: what the disk refuses, and windows that are closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.events import SessionEnd
from gluteapp.core.session import AnyFact
from gluteapp.core.view import EngineState
from gluteapp.errors import StorageError
from gluteapp.paths import Paths
from gluteapp.storage.repositories import Store
from gluteapp.ui.screens.answers import AnswersScreen
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.session import SessionScreen
from gluteapp.ui.screens.session_keys import Command, Wish
from gluteapp.ui.screens.summary import SummaryScreen
from gluteapp.ui.stage.stage_view import StageView
from tests.ui.screens.desk_stand import DeskStand

Key = Qt.Key


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[DeskStand]:
    made = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    yield made
    made.close()


class Disk:
    """A record that can be told to refuse what is appended."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.is_full = False
        append = Store.append

        def append_or_refuse(store: Store, *facts: AnyFact) -> None:
            if self.is_full:
                raise StorageError("Not saved", "The disk is full.")
            append(store, *facts)

        patch.setattr(Store, "append", append_or_refuse)


def let_pass(stand: DeskStand, seconds: int) -> None:
    for _ in range(seconds):
        stand.clock.move(1_000)
        screen = stand.desk.flow.session
        if screen is not None:
            screen.tick()


def play(stand: DeskStand, disk: Disk, *, full_at_s: int) -> str:
    """Play the tiny circuit on the screen, its disk full from some second on."""
    runner = stand.app.new_session("tiny")
    stand.desk.flow.play(runner)
    let_pass(stand, full_at_s)
    disk.is_full = True
    let_pass(stand, 100 - full_at_s)
    return runner.session_id


def look_again(stand: DeskStand) -> None:
    let_pass(stand, 6)
    stand.desk.flow._again.timeout.emit()


def test_done_goes_on_saving_what_the_disk_refused(
    stand: DeskStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    session_id = play(stand, disk, full_at_s=90)
    page = stand.window.full_page
    assert isinstance(page, SummaryScreen)
    assert page.warning.text() == "The disk is full."
    stand.press(Key.Key_Return)
    assert stand.window.full_page is None
    assert stand.desk.today.hero.start.words == "Start"
    look_again(stand)
    assert not stand.window.toast.isVisible()
    disk.is_full = False
    look_again(stand)
    assert stand.window.toast.text() == "The last session is saved now."
    assert not stand.desk.flow._again.isActive()
    closed = stand.app.history.open(session_id).closed
    assert closed is not None
    assert closed.end is SessionEnd.COMPLETED
    assert stand.desk.today.heading.text() == "Done for today"


def test_a_session_of_which_nothing_could_be_saved_is_saved_later(
    stand: DeskStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    disk.is_full = True
    session_id = play(stand, disk, full_at_s=0)
    assert stand.window.full_page is None
    assert "could not be saved" in stand.window.toast.text()
    disk.is_full = False
    look_again(stand)
    assert stand.window.toast.text() == "The last session is saved now."
    assert [one.id for one in stand.app.history.sessions()] == [session_id]


def test_the_summary_itself_says_when_all_is_saved(
    stand: DeskStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    play(stand, disk, full_at_s=90)
    disk.is_full = False
    look_again(stand)
    page = stand.window.full_page
    assert isinstance(page, SummaryScreen)
    assert not page.warning.isVisible()
    stand.press(Key.Key_Return)
    look_again(stand)
    assert not stand.window.toast.isVisible()


def test_what_is_saved_during_the_next_session_is_said_after_it(
    stand: DeskStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    first = play(stand, disk, full_at_s=90)
    stand.press(Key.Key_Return)
    disk.is_full = False
    stand.desk.flow.play(stand.app.new_session("tiny"))
    look_again(stand)
    assert stand.app.history.open(first).closed is not None
    assert not stand.window.toast.isVisible()
    let_pass(stand, 100)
    assert isinstance(stand.window.full_page, SummaryScreen)
    look_again(stand)
    stand.press(Key.Key_Return)
    look_again(stand)
    assert stand.window.toast.text() == "The last session is saved now."


def test_the_end_of_the_program_tries_once_more(
    stand: DeskStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    session_id = play(stand, disk, full_at_s=90)
    stand.press(Key.Key_Return)
    disk.is_full = False
    stand.clock.move(6_000)
    stand.desk.stop()
    assert stand.app.history.open(session_id).closed is not None


# Closing the window


def in_check(stand: DeskStand) -> type:
    stand.press(Key.Key_Space)
    return PreflightScreen


def in_session(stand: DeskStand) -> type:
    stand.desk.flow.play(stand.app.new_session("tiny"))
    let_pass(stand, 20)
    return SessionScreen


def in_pause(stand: DeskStand) -> type:
    in_session(stand)
    stand.press(Key.Key_Space)
    let_pass(stand, 3)
    return SessionScreen


def at_stop_signs(stand: DeskStand) -> type:
    in_session(stand)
    stand.window.show_stop_signs()
    return SessionScreen


def at_summary(stand: DeskStand) -> type:
    stand.desk.flow.show_summary(stand.play().id)
    return SummaryScreen


def at_answers(stand: DeskStand) -> type:
    at_summary(stand)
    stand.desk.past.open_answers(stand.desk.flow.summary_of)
    page = stand.window.full_page
    assert isinstance(page, AnswersScreen)
    page.panel.note.setFocus()
    stand.write("good")
    return AnswersScreen


@pytest.mark.parametrize(
    "place", [in_check, in_session, in_pause, at_stop_signs, at_summary, at_answers]
)
@pytest.mark.parametrize("is_disk_full", [False, True])
def test_the_window_can_be_closed_anywhere(
    qtbot: QtBot,
    paths: Paths,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
    place: Callable[[DeskStand], type],
    is_disk_full: bool,
) -> None:
    disk = Disk(monkeypatch)
    stand = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    expected = place(stand)
    assert isinstance(stand.window.full_page, expected)
    disk.is_full = is_disk_full
    with qtbot.captureExceptions() as raised:
        stand.window.close()
        QApplication.processEvents()
        stand.close()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert raised == []


def test_one_press_on_resume_counts_in(stand: DeskStand) -> None:
    """It was said on Today; nobody has to say it again on a page of its own."""
    stand.cut_off(20)
    stand.desk.refresh()
    stand.press(Key.Key_Space)
    screen = stand.desk.flow.session
    assert screen is not None
    assert screen._runner.view().state is EngineState.COUNT_IN


def session_stage(stand: DeskStand) -> StageView:
    screen = stand.desk.flow.session
    assert screen is not None
    return screen.faces.stage


def test_camera_and_turned_picture_are_kept_for_the_next_start_of_the_program(
    qtbot: QtBot, paths: Paths, clock: ManualClock
) -> None:
    first = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    in_session(first)
    stage = session_stage(first)
    assert (stage.camera_name, stage.is_turned) == ("auto", False)
    assert first.desk.flow.session is not None
    first.desk.flow.session.obey(Wish(Command.ANGLE))
    first.desk.flow.session.obey(Wish(Command.TURN))
    seen = (stage.camera_name, stage.is_turned)
    first.close()
    assert seen == ("second", True)
    again = DeskStand(qtbot=qtbot, paths=paths, clock=clock).show()
    in_session(again)
    stage = session_stage(again)
    seen = (stage.camera_name, stage.is_turned)
    again.close()
    assert seen == ("second", True)
