"""A real session in a real window, for coach.py to measure; prints nothing itself when run."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gluteapp.app import build
from gluteapp.core.clock import Reading, SystemClock
from gluteapp.core.exercise import Side
from gluteapp.core.view import EngineState
from gluteapp.figure.motion import load_motions
from gluteapp.paths import Paths
from gluteapp.ui.application import make_application
from gluteapp.ui.screens.session import SessionScreen
from gluteapp.ui.stage.gl_probe import probe
from gluteapp.ui.stage.soft_view import SoftStage
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.stage.studio import Studio


def renderer() -> str:
    """What draws OpenGL on this screen, if the app would use it; empty when it would not."""
    make_application()
    verdict = probe(cache=None)
    return verdict.renderer if verdict.is_usable else ""


class LaterClock:
    """The machine's clock, moved ahead to where the circuit gets interesting."""

    def __init__(self) -> None:
        self._system = SystemClock()
        self.ahead_ms = 0

    def read(self) -> Reading:
        """Both clocks, ahead by the same time."""
        now = self._system.read()
        return Reading(now.monotonic_ms + self.ahead_ms, now.utc_ms + self.ahead_ms, now.offset_min)


class Followed:
    """The app with a window of a size in pixels and a circuit that can be followed."""

    def __init__(self, *, folder: Path, size: tuple[int, int], uses_gl: bool, from_ms: int) -> None:
        make_application()
        self._clock, self._size, self._from_ms = LaterClock(), size, from_ms
        self._app = build(Paths.under(folder), clock=self._clock)
        self._studio = Studio(
            motions=load_motions(self._app.paths.assets / "motions"),
            bodies_folder=self._app.paths.assets / "bodies",
            uses_gl=uses_gl,
        )
        self._clam = self._app.content.library.exercises["clam"]
        self._view = StageView(studio=self._studio)
        self._view.resize(size[0] * 65 // 100, size[1])

    def close(self) -> None:
        """End everything."""
        self._view.close()
        self._studio.close()
        self._app.close()

    def first_picture_ms(self) -> float:
        """From asking a stage that is on the screen for a move to its picture."""
        self._view.show()
        since = time.perf_counter()
        self._view.show_pose(self._clam, "standard", Side.LEFT, self._clam.tempo, 0.0)
        self._studio.settle()
        self._view.grab()
        return (time.perf_counter() - since) * 1000

    def fill_cpu_ms(self) -> tuple[float, int]:
        """Have a repetition drawn ahead: processor time in ms, and how many pictures that was."""
        maker = self._studio.maker
        before, since = maker.frames_drawn, time.process_time()
        self._view.prepare(self._clam, "standard", Side.LEFT, self._clam.tempo)
        while maker.is_busy:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return (time.process_time() - since) * 1000, maker.frames_drawn - before

    def way_cpu_ms(self, pictures: int) -> float:
        """Go from squats into clams: processor time of each picture on the way, ms."""
        squat = self._app.content.library.exercises["squat"]
        maker, parts = self._studio.maker, pictures + 2

        def show(part: int) -> None:
            self._view.show_way(
                squat, "standard", Side.BOTH, self._clam, "standard", Side.LEFT, part / parts
            )
            self._studio.settle()

        # The first one has the way worked out, and how it is framed.
        show(1)
        before, since = maker.frames_drawn, time.process_time()
        for part in range(2, parts):
            show(part)
        return (time.process_time() - since) * 1000 / max(1, maker.frames_drawn - before)

    @property
    def picture_size(self) -> str:
        """Pixels across and down of what is drawn on the stage; empty with OpenGL."""
        seen = self._view.findChild(SoftStage)
        if seen is None or seen.seen is None:
            return ""
        return f"{seen.seen.strip.width} x {seen.seen.strip.height}"

    def known_frames_ms(self, ticks: int) -> list[float]:
        """How long each frame of a repetition takes until it is on the screen."""
        found = []
        for tick in range(ticks):
            since = time.perf_counter()
            self._view.show_pose(self._clam, "standard", Side.LEFT, self._clam.tempo, tick / ticks)
            self._studio.settle()
            self._view.repaint()
            found.append((time.perf_counter() - since) * 1000)
        return found

    def hide(self) -> None:
        """The stage that was measured until now is not looked at any more."""
        self._view.hide()

    def follow(self, seconds: float) -> None:
        """Follow clams; the first call opens the session."""
        self._open(self._from_ms)
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def follow_until_known(self) -> None:
        """Follow clams until the whole repetition is known, one at least."""
        self.follow(self._clam.tempo.rep_ms / 1000 if self._clam.tempo else 5.0)
        while self._studio.maker.is_busy:
            self.follow(1.0)

    def follow_whole(self, circuit: str) -> None:
        """Follow a whole circuit, from its first second to its last."""
        self._screen.leave()
        self._screen.close()
        del self._screen
        self._open(0, circuit)
        loop = QEventLoop()
        watch = QTimer()
        watch.setInterval(1000)
        watch.timeout.connect(
            lambda: loop.quit() if self._runner.view().state is EngineState.FINISHED else None
        )
        watch.start()
        loop.exec()
        self._screen.leave()
        self._screen.close()

    @property
    def kept_mb(self) -> float:
        """Memory of all frames that are kept, in MB."""
        return self._studio.maker.store.nbytes / 1e6

    @property
    def frames_drawn(self) -> int:
        """How many pictures were drawn until now."""
        return self._studio.maker.frames_drawn

    def _open(self, from_ms: int, circuit: str = "foundation") -> None:
        if hasattr(self, "_screen"):
            return
        self._runner = self._app.new_session(circuit)
        self._runner.start()
        while self._runner.view().position.at_ms < from_ms:
            self._clock.ahead_ms += 1_000
            self._runner.poll()
        self._screen = SessionScreen(
            runner=self._runner,
            clock=self._clock,
            stage=StageView(studio=self._studio),
            sound=self._app.player,
            studio=self._studio,
        )
        self._screen.resize(*self._size)
        self._screen.show()
        self._screen.begin()
