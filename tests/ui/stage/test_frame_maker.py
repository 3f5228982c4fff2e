"""The worker that draws frames: one at a time in an artist, and no picture takes it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Lock

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gluteapp.core.exercise import Side, Tempo
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import AHEAD, Shown
from gluteapp.ui.stage.frame_maker import FrameMaker
from gluteapp.ui.stage.frame_store import Frame, Strip
from gluteapp.ui.stage.scene_asked import Scene
from gluteapp.ui.stage.soft_view import SoftStage
from gluteapp.ui.stage.stage_view import Backdrop
from tests.plain_stage import PlainArtist

CLAM = Scene(
    shown=Shown(motion_id="clam", side=Side.LEFT, tempo=Tempo(lower_s=2, hold_s=1, lift_s=2)),
    breaths=1,
    look=Look(),
    angle=AHEAD,
)
SQUAT = replace(CLAM, shown=replace(CLAM.shown, motion_id="squat"))


class TroubledArtist(PlainArtist):
    """Cannot draw the clam."""

    def frame(self, strip: Strip, index: int) -> Frame:
        """Draw, or fail as a bug would."""
        if strip.shown.motion_id == "clam":
            raise ValueError("no such knee")
        return super().frame(strip, index)


class CountingArtist(PlainArtist):
    """Counts who is inside at the same time."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.asked, self.may_go = Event(), Event()
        self._lock = Lock()

    def frame(self, strip: Strip, index: int) -> Frame:
        """Draw slowly."""
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.asked.set()
        self.may_go.wait(5)
        with self._lock:
            self.inside -= 1
        return super().frame(strip, index)


def stage_of(maker: FrameMaker, qtbot: QtBot) -> SoftStage:
    stage = SoftStage(maker=maker, backdrop=Backdrop.FADED, page=QColor("#0D1117"))
    qtbot.addWidget(stage)
    stage.resize(400, 300)
    stage.show()
    return stage


@pytest.fixture
def troubled() -> Iterator[FrameMaker]:
    maker = FrameMaker(make_artist=TroubledArtist)
    yield maker
    maker.close()


@pytest.mark.expected_log("cannot be drawn")
def test_a_move_that_cannot_be_drawn_is_told_once_and_the_next_one_is_drawn(
    troubled: FrameMaker, qtbot: QtBot
) -> None:
    told: list[str] = []
    troubled.failed.connect(told.append)
    stage = stage_of(troubled, qtbot)
    with qtbot.waitSignal(troubled.failed, timeout=5_000):
        stage.show_scene(CLAM, is_dimmed=False)
    for tick in range(60):
        shown = replace(CLAM.shown, phase=tick / 60)
        stage.show_scene(replace(CLAM, shown=shown), is_dimmed=False)
        qtbot.waitUntil(lambda: not troubled.is_busy, timeout=5_000)
    assert len(told) == 1
    with qtbot.waitSignal(troubled.drawn, timeout=5_000):
        stage.show_scene(SQUAT, is_dimmed=False)
    assert troubled.frames_drawn >= 1


def test_an_artist_serves_one_thread_at_a_time(qtbot: QtBot) -> None:
    artist = CountingArtist()
    maker = FrameMaker(make_artist=lambda: artist)
    first, second = stage_of(maker, qtbot), stage_of(maker, qtbot)
    first.show_scene(CLAM, is_dimmed=False)
    assert artist.asked.wait(5)
    for _ in range(3):
        maker.forget(first)
        maker.forget(second)
        second.show_scene(SQUAT, is_dimmed=False)
        first.show_scene(replace(CLAM, shown=replace(CLAM.shown, phase=0.3)), is_dimmed=False)
    artist.may_go.set()
    qtbot.waitUntil(lambda: not maker.is_busy, timeout=5_000)
    assert artist.most == 1
    maker.close()
