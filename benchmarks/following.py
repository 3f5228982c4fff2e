"""What it costs to follow a set: one painted frame, and the share of a core while reps are done."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QLinearGradient, QPainter

from gluteapp.app import App, build
from gluteapp.core.clock import Reading, SystemClock
from gluteapp.core.exercise import Phase, Side
from gluteapp.figure.motion import Motions, load_motions
from gluteapp.paths import Paths
from gluteapp.ui.application import make_application
from gluteapp.ui.screens.session import SessionScreen
from gluteapp.ui.stage.painted_view import StageView
from gluteapp.ui.theme import DARK

WIDTH, HEIGHT = 1440, 900
WORK_MS = 388_000
"""In Foundation: the first clams."""
FRAMES = 101
GOAL_CORE = 0.5
"""The painted figure gives way to a cached one, whose goal is half of this."""
GOAL_FRAME_MS = 16.7
"""A frame of 60 a second."""


class LaterClock:
    """The machine's clock, moved ahead to where the circuit gets interesting."""

    def __init__(self) -> None:
        self._system = SystemClock()
        self.ahead_ms = 0

    def read(self) -> Reading:
        """Both clocks, ahead by the same time."""
        now = self._system.read()
        return Reading(now.monotonic_ms + self.ahead_ms, now.utc_ms + self.ahead_ms, now.offset_min)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="follow for 5 s in place of 20 s")
    seconds = 5 if parser.parse_args().quick else 20
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        clock = LaterClock()
        with closing(build(Paths.under(Path(folder)), clock=clock)) as app:
            motions = load_motions(app.paths.assets / "motions")
            _frames(app, motions)
            _follow(app, motions, clock, seconds)


def _frames(app: App, motions: Motions) -> None:
    exercise = app.content.library.exercises["clam"]
    view = StageView(motions=motions)
    view.resize(WIDTH * 65 // 100, HEIGHT)
    image = QImage(view.size(), QImage.Format.Format_ARGB32_Premultiplied)
    frames_ms: list[float] = []
    bare_ms: list[float] = []
    gradient = QLinearGradient(0, 0, 0, view.height())
    gradient.setColorAt(0, DARK.bg)
    gradient.setColorAt(1, DARK.raised)
    for frame in range(FRAMES):
        view.show_pose(exercise, "standard", Side.LEFT, exercise.tempo, frame / (FRAMES - 1))
        frames_ms.append(_timed_ms(lambda: view.render(image)))
        painter = QPainter(image)
        bare_ms.append(_timed_ms(lambda painter=painter: painter.fillRect(image.rect(), gradient)))
        painter.end()
    frames_ms.sort()
    p50, p99 = frames_ms[FRAMES // 2], frames_ms[-2]
    print(
        f"A painted clam of {view.width()} x {view.height()}: {p50:.1f} ms a frame (p50), "
        f"{p99:.1f} ms (p99); a bare gradient of that size takes {statistics.median(bare_ms):.2f} ms."
    )
    _tell("stage_frame_p50", round(p50, 1), "ms", GOAL_FRAME_MS, p50 <= GOAL_FRAME_MS)


def _timed_ms(work: object) -> float:
    assert callable(work)
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def _follow(app: App, motions: Motions, clock: LaterClock, seconds: int) -> None:
    runner = app.new_session("foundation")
    runner.start()
    while runner.view().position.at_ms < WORK_MS:
        clock.ahead_ms += 1_000
        runner.poll()
    screen = SessionScreen(
        runner=runner, clock=clock, stage=StageView(motions=motions), sound=app.player
    )
    screen.resize(WIDTH, HEIGHT)
    screen.show()
    screen.begin()
    phases = {str(Phase.LIFT), str(Phase.HOLD), str(Phase.LOWER)}
    loop = QEventLoop()
    QTimer.singleShot(seconds * 1000, loop.quit)
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    loop.exec()
    share = (time.process_time() - cpu_s) / (time.perf_counter() - wall_s)
    assert str(runner.view().position.phase) in phases
    screen.leave()
    screen.close()
    print(f"Following clams for {seconds} s at {WIDTH} x {HEIGHT}: {share:.0%} of one core.")
    _tell("following_core_share", round(share, 2), "share of a core", GOAL_CORE, share <= GOAL_CORE)


def _tell(name: str, value: float, unit: str, goal: float, holds: bool) -> None:
    figure = {"name": name, "value": value, "unit": unit, "goal": goal, "holds": holds}
    print(json.dumps(figure))


if __name__ == "__main__":
    main()
