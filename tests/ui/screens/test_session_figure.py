"""The coach in a session: angle, legend, ways between sides, a fault beside, frames ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from pytestqt.qtbot import QtBot

from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Exercise, Muscle, Side, Tempo
from gluteapp.paths import Paths
from gluteapp.ui.screens.session_pace import PAUSED_TICK_MS
from gluteapp.ui.screens.session_way import Figure
from tests.ui.screens.session_stand import Stand

Key = Qt.Key


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock)
    yield made
    made.close()


def test_the_second_angle_is_said_and_remembered(stand: Stand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stand.screen.angle_changed, timeout=0) as changed:
        stand.key(Key.Key_A)
    assert changed.args == ["second"]
    assert stand.stage.camera_name == "second"
    assert stand.screen.toast.text() == "Second view"
    stand.key(Key.Key_A)
    assert stand.stage.camera_name == "auto"
    assert stand.screen.toast.text() == "First view"


def test_a_fault_in_a_pause_stands_still_and_nothing_is_drawn_for_it_any_more(
    stand: Stand, qtbot: QtBot
) -> None:
    stand.to("clam_left", 6_000)
    stand.key(Key.Key_Space)
    stand.key(Key.Key_X)
    assert stand.screen.figure.fault.is_open
    stand.wait(10_000)
    maker = stand.studio.maker
    qtbot.waitUntil(lambda: not maker.is_busy, timeout=5_000)
    drawn = maker.frames_drawn
    stand.wait(60_000)
    assert not maker.is_busy
    assert maker.frames_drawn == drawn
    assert stand.screen.timer.interval() == PAUSED_TICK_MS


def test_a_common_fault_stands_beside_the_move_in_a_rest(stand: Stand) -> None:
    fault = stand.screen.figure.fault
    stand.play_to("clam_rest", 3_000)
    alone = stand.stage.geometry()
    stand.key(Key.Key_X)
    assert fault.is_open
    beside = fault._beside
    assert beside is not None
    assert beside.isVisible()
    assert not beside.geometry().intersects(stand.stage.geometry())
    assert fault._wrong.label.text().startswith("Fault: ")
    stand.key(Key.Key_X)
    assert not fault.is_open
    assert not beside.isVisible()
    assert stand.stage.geometry() == alone


def test_a_fault_is_gone_when_work_begins_and_none_is_shown_in_work(stand: Stand) -> None:
    fault = stand.screen.figure.fault
    stand.play_to("clam_rest", 3_000)
    stand.key(Key.Key_X)
    stand.play_to("hydrant_left", 2_000)
    assert not fault.is_open
    shape = stand.screen.faces.shape
    assert stand.stage.width() == shape.stage.width()
    stand.key(Key.Key_X)
    assert not fault.is_open
    assert "rest or a pause" in stand.screen.toast.text()


def test_in_a_switch_it_is_said_where_a_fault_can_be_shown(stand: Stand) -> None:
    stand.play_to("clam_switch", 2_000)
    stand.key(Key.Key_X)
    assert not stand.screen.figure.fault.is_open
    assert stand.screen.toast.text().startswith("Not while you switch sides.")


def test_a_fault_in_a_pause_stands_still_at_the_hard_end(stand: Stand) -> None:
    stand.play_to("clam_left", 8_000)
    stand.key(Key.Key_Space)
    stand.key(Key.Key_X)
    assert stand.screen.figure.fault.is_open
    stand.wait(3_000)
    before = stand.stage.lit_muscles
    stand.wait(2_000)
    assert stand.stage.lit_muscles == before
    stand.key(Key.Key_Space)
    stand.wait(500)
    assert not stand.screen.figure.fault.is_open


def test_a_move_without_a_known_fault_says_so(stand: Stand) -> None:
    stand.play_to("march", 3_000)
    stand.key(Key.Key_Space)
    stand.key(Key.Key_X)
    assert not stand.screen.figure.fault.is_open
    assert stand.screen.toast.text() == "No fault is shown for this move."


def test_a_move_without_a_known_fault_says_so_in_work_as_well(stand: Stand) -> None:
    stand.play_to("march", 3_000)
    stand.key(Key.Key_X)
    assert stand.screen.toast.text() == "No fault is shown for this move."


def test_good_form_and_fault_are_of_the_version_that_is_done(stand: Stand) -> None:
    """The squat to a chair stands beside its own fault, not beside that of another squat."""
    stand.play_to("squat", 6_000)
    stand.key(Key.Key_Space)
    stand.key(Key.Key_X)
    stand.wait(3_000)
    fault = stand.screen.figure.fault
    assert fault._beside is not None
    assert stand.stage.motion_id == fault._beside.motion_id == "squat_chair"
    assert fault._right.label.text() == "Good form"
    good, wrong = stand.stage._shown, fault._beside._shown
    assert wrong.motion_seen == "fault_squat_chair_knees_in"
    assert good.compared == wrong.compared
    assert good.phase == wrong.phase
    stand.key(Key.Key_X)
    assert stand.stage._shown.compared is None


def test_no_word_over_form_and_fault_is_cut_in_the_smallest_window(
    qtbot: QtBot, paths: Paths, clock: ManualClock
) -> None:
    small = Stand(qtbot=qtbot, paths=paths, clock=clock, size=(1024, 640))
    small.play_to("clam_rest", 3_000)
    small.key(Key.Key_X)
    fault = small.screen.figure.fault
    assert fault.is_open
    specs = [small.studio.motions.spec(name) for name in small.studio.motions.ids]
    for words in {spec.fault.difference for spec in specs if spec.fault is not None}:
        fault._wrong.label.setText(f"Fault: {words}")
        fault.place(fault._rect, fault._pair)
        for caption in (fault._right, fault._wrong):
            assert caption.fits(caption.width(), lines=2), words
            assert caption.height_for(caption.width()) <= caption.height(), words
            assert not caption.geometry().intersects(small.stage.geometry())
            assert small.screen.rect().contains(caption.geometry())
    small.close()


def test_a_legend_names_what_is_lit_while_a_move_is_done(stand: Stand) -> None:
    """The main muscle of a clam; in turn-over and rest, where nothing works, it is not needed."""
    legend = stand.screen.faces.work.legend
    stand.play_to("clam_left", 4_500)
    assert legend.isVisible()
    assert legend.muscles[0] is Muscle.GLUTEUS_MEDIUS
    shape = stand.screen.faces.shape
    assert not legend.geometry().intersects(shape.cue)
    assert not legend.geometry().intersects(stand.stage.geometry())
    stand.play_to("clam_switch", 4_000)
    assert not legend.isVisible()
    stand.play_to("clam_rest", 5_000)
    assert not legend.isVisible()


def test_the_figure_gets_from_one_side_to_the_other_in_a_switch(stand: Stand) -> None:
    stand.play_to("clam_switch", 1_500)
    figure = stand.frame.figure
    assert figure.way is not None
    assert 0.0 < figure.way.share < 1.0
    assert stand.stage.lit_muscles == ()
    stand.play_to("clam_right", 10)
    assert replace(stand.frame.figure, life=None) == Figure(side=Side.RIGHT)


def test_the_next_move_is_drawn_ahead_for_the_size_of_the_work(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, when the rest begins; a turn-over is short, so its side is prepared in the set."""
    asked: list[tuple[object, object, QSize | None]] = []

    def note(exercise: Exercise, _: str, side: Side, __: Tempo, size: QSize) -> None:
        asked.append((exercise.id, side, size))

    monkeypatch.setattr(stand.stage, "prepare", note)
    stand.play_to("rest", 6_000)
    size = asked[-1][2]
    assert asked[-1] == ("clam", Side.LEFT, size)
    stand.play_to("clam_left", 2_000)
    assert size == stand.stage.size()
    assert asked[-1] == ("clam", Side.RIGHT, size)
    assert len(asked) == len({repr(one) for one in asked})
