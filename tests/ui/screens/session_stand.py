"""A session screen on a manual clock: real moves, store and figure, in a short circuit."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.audio.captions import Caption, CaptionReader
from gluteapp.audio.conductor import Conductor
from gluteapp.content import LoadedContent, load_content
from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.session import SetRecord
from gluteapp.core.timeline import Step
from gluteapp.core.view import EngineState, View
from gluteapp.figure.motion import Motions, load_motions
from gluteapp.paths import Paths
from gluteapp.services.ids import Ids
from gluteapp.services.training import SessionRunner
from gluteapp.settings import Settings
from gluteapp.storage.repositories import Store
from gluteapp.ui.screens.session import SessionScreen
from gluteapp.ui.screens.session_frame import Frame, frame_of
from gluteapp.ui.screens.session_hearing import Hearing
from gluteapp.ui.stage.stage_view import StageView
from tests.plain_stage import plain_studio

STEP_MS = 1_000
"""How far the clock moves between two ticks; less than what counts as a sleep."""


def _row(kind: str, seconds: int, move: str = "", **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": kind, "seconds": seconds, **more}
    if move:
        row["exercise"], row["variant"] = move.split("/")
    return row


def _pair(
    move: str, seconds: int, switch: int, number: int, kind: str = "work"
) -> list[dict[str, Any]]:
    more = {"round": number} if kind == "work" else {}
    return [
        _row(kind, seconds, move, side="left", **more),
        _row("switch", switch, title="Turn over"),
        _row(kind, seconds, move, side="right", **more),
    ]


SHORT = {
    "id": "short",
    "title": "Short",
    "summary": "One of everything",
    "level": 1,
    "steps": [
        _row("count_in", 5, title="Get ready"),
        _row("warm_up", 10, "march/standard"),
        _row("rest", 5, title="Stand up"),
        _row("work", 22, "squat/chair", side="both", tempo="3-1-1", round=1),
        _row("rest", 12, title="Roll onto your side"),
        *_pair("clam/standard", 17, 8, 1),
        _row("rest", 12, title="Come to hands and knees"),
        *_pair("fire_hydrant/standard", 10, 5, 1),
        _row("rest", 4, title="Roll onto your side"),
        *_pair("clam/standard", 15, 8, 2),
        _row("rest", 10, title="Kneel on one knee"),
        *_pair("hip_flexor_stretch/standard", 15, 5, 0, "cool_down"),
    ],
}
SHORT["seconds"] = sum(row["seconds"] for row in SHORT["steps"])  # type: ignore[attr-defined]
STEPS = {
    name: index
    for index, name in enumerate(
        (
            "ready", "march", "short_rest", "squat", "rest", "clam_left", "clam_switch",
            "clam_right", "clam_rest", "hydrant_left", "hydrant_switch", "hydrant_right", "brief",
            "clam_again", "last_switch", "clam_last", "kneel", "stretch_left", "stretch_switch",
            "stretch_right",
        )
    )
}  # fmt: skip
"""The steps of the short circuit by name."""


@cache
def content() -> LoadedContent:
    """The moves and circuits that ship."""
    return load_content(Paths.from_system())


@cache
def motions() -> Motions:
    """The motions that ship."""
    return load_motions(Paths.from_system().assets / "motions")


class Sound:
    """A player that can be told to have a problem."""

    def __init__(self) -> None:
        self.problem: str | None = None
        self.is_heard = True
        self.device = ""
        self.is_opening = False
        self.music_problem: str | None = None
        self.polls = 0

    @property
    def state(self) -> Sound:
        """Itself: it knows its problem."""
        return self

    def poll(self) -> None:
        """Count it."""
        self.polls += 1


class PaintCounter(QObject):
    """Counts the paint events of widgets, by class name."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count a paint."""
        if event.type() is QEvent.Type.Paint:
            name = type(watched).__name__
            self.counts[name] = self.counts.get(name, 0) + 1
        return False


class Stand:
    """Runner, store and screen; the timer stands still and `wait` ticks by hand."""

    def __init__(
        self,
        *,
        qtbot: QtBot,
        paths: Paths,
        clock: ManualClock,
        size: tuple[int, int] = (1440, 900),
        conductor: Conductor | None = None,
        settings: Settings | None = None,
        **more: Any,
    ) -> None:
        self.clock = clock
        self.store = Store.open(paths.database, clock=clock)
        ids = Ids(clock=clock, device_id=self.store.device_id)
        library = content().library
        timeline = lay_out(Circuit.model_validate(SHORT), library, Options())
        self.runner = SessionRunner(
            clock=clock,
            engine=SessionEngine(timeline=timeline),
            store=self.store,
            ids=ids,
            library=library,
            app_version="1.2.3",
            hearers=() if conductor is None else (conductor,),
        )
        self.sound = Sound()
        self.heard: list[dict[str, object]] = []
        hearing = self._hearing(conductor, settings)
        hearing.changed.connect(self.heard.append)
        self.studio = plain_studio(motions())
        self.stage = StageView(studio=self.studio)
        self.screen = SessionScreen(
            runner=self.runner,
            clock=clock,
            stage=self.stage,
            studio=self.studio,
            sound=self.sound,
            hearing=hearing,
            **more,
        )
        qtbot.addWidget(self.screen)
        self.screen.resize(*size)
        self.screen.show()
        self.screen.begin()
        # It counts as running, but ticks only when the test says so.
        self.screen.timer.blockSignals(True)

    def _hearing(self, conductor: Conductor | None, settings: Settings | None) -> Hearing:
        reader = None if conductor is None else CaptionReader(conductor.sounding)

        def words(now_ms: int) -> tuple[str, str]:
            said = Caption() if reader is None else reader.at(now_ms)
            return said.main, said.brief

        return Hearing(sound=self.sound, settings=settings, words=words)

    @property
    def view(self) -> View:
        """The view now."""
        return self.runner.view()

    def state(self) -> EngineState:
        """Where the engine stands now."""
        return self.view.state

    @property
    def step(self) -> Step:
        """The step at hand."""
        return self.view.position.step

    @property
    def frame(self) -> Frame:
        """What a frame would show now."""
        return frame_of(self.view, self.runner.timeline, self.screen.memory.told)

    def wait(self, ms: int) -> None:
        """Let time pass, tick by tick."""
        while ms > 0:
            by_ms = min(ms, STEP_MS)
            self.clock.move(by_ms)
            self.screen.tick()
            ms -= by_ms

    def to(self, name: str, offset_ms: int = 100) -> None:
        """Go to an offset in a step of the short circuit, by skipping what lies before."""
        while self.step.index < STEPS[name]:
            self.wait(300)
            self.key(Qt.Key.Key_Right)
        # A move that was skipped to is counted in.
        self.wait(self.view.count_in_left_ms)
        assert self.state() is EngineState.RUNNING
        self.wait(offset_ms - self.view.position.offset_ms)

    def play_to(self, name: str, offset_ms: int = 100) -> None:
        """Go to an offset in a step without skipping anything."""
        step = self.runner.timeline.steps[STEPS[name]]
        self.wait(step.start_ms + offset_ms - self.view.position.at_ms)

    def key(self, key: Qt.Key, *, of: QWidget | None = None) -> None:
        """Press and let go a key."""
        QTest.keyClick(of or self.screen, key)

    def painted(self) -> None:
        """Let everything that waits be painted."""
        QApplication.processEvents()

    def sets(self, name: str) -> list[SetRecord]:
        """The saved sets of a step."""
        index = STEPS[name]
        return [one for one in self.runner.record().sets if one.opened.step == index]

    def close(self) -> None:
        """Let go of the store."""
        self.screen.timer.stop()
        self.studio.close()
        self.store.close()
