"""A desk on a manual clock: real store, content, figure and window, sessions played in no time."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gluteapp.app import App, build
from gluteapp.audio.player import Player
from gluteapp.content import LoadedContent, load_content
from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock
from gluteapp.core.events import FeltAsked
from gluteapp.core.exercise import Region
from gluteapp.core.session import Felt, Pain, Question, SessionRecord
from gluteapp.figure.motion import Motions, load_motions
from gluteapp.paths import Paths
from gluteapp.services.simulation import play_through
from gluteapp.services.training import SessionRunner
from gluteapp.ui.application import theme_for
from gluteapp.ui.desk import Desk, rail_entries
from gluteapp.ui.main_window import MainWindow
from gluteapp.ui.theme import Theme
from tests.plain_stage import plain_studio

CLEAR = {
    "heart_or_pressure": False,
    "chest_pain": False,
    "fainting": False,
    "illness_or_medicine": False,
    "joint_or_surgery": False,
    "pregnancy": False,
    "bone_stress": False,
    "is_confirmed": True,
    "confirmed_utc_ms": 1,
}
HOUR_MS = 3_600_000


@cache
def content() -> LoadedContent:
    """Everything that ships, read once."""
    return load_content(Paths.from_system())


@cache
def motions() -> Motions:
    """Every motion that ships, read once."""
    return load_motions(Paths.from_system().assets / "motions")


@cache
def tiny() -> Circuit:
    """A circuit of one pair that lasts a minute and a half."""
    rows = [
        {"kind": "count_in", "seconds": 5, "title": "Get ready"},
        {"kind": "work", "seconds": 35, "side": "left", "round": 1},
        {"kind": "switch", "seconds": 10, "title": "Turn over"},
        {"kind": "work", "seconds": 35, "side": "right", "round": 1},
        {"kind": "rest", "seconds": 10, "title": "Rest"},
    ]
    for row in rows:
        if row["kind"] == "work":
            row |= {"exercise": "clam", "variant": "standard"}
    named = {"id": "tiny", "title": "Tiny", "summary": "One pair", "level": 4, "seconds": 95}
    return Circuit.model_validate({**named, "steps": rows})


def answer_all(runner: SessionRunner, asked: FeltAsked) -> None:
    """Answer what can be answered."""
    runner.answer(Question.EFFORT, 3)
    if not asked.is_brief:
        runner.answer(Question.FELT, Felt(most=Region.GLUTE_SIDE))
        runner.answer(Question.PAIN, Pain(score=1))


class DeskStand:
    """A desk in a window that is shown; `close` takes it down."""

    def __init__(
        self,
        *,
        qtbot: QtBot,
        paths: Paths,
        clock: ManualClock,
        is_safe: bool = True,
        player: Player | None = None,
    ) -> None:
        self.qtbot, self.clock = qtbot, clock
        loaded = content()
        circuits = {**loaded.circuits, "tiny": tiny()}
        self.app: App = build(
            paths, clock=clock, player=player, content=replace(loaded, circuits=circuits)
        )
        if is_safe:
            self.app.change_settings(safety=CLEAR)
        self.app.change_settings(circuit="tiny", reduced_motion=True, theme="dark")
        self.window = MainWindow(rail_entries(), theme=self._theme(), is_motion_reduced=True)
        self.studio = plain_studio(motions())
        self.desk = Desk(
            app=self.app,
            studio=self.studio,
            drawn_by="Now: software, as chosen.",
            window=self.window,
            retheme=lambda: self.window.set_theme(self._theme()),
        )

    def _theme(self) -> Theme:
        return theme_for(self.app.settings.theme, Qt.ColorScheme.Unknown, 1.0)

    def show(self, width: int = 1440, height: int = 900) -> DeskStand:
        """Open the window on its first page."""
        self.window.resize(width, height)
        self.desk.begin()
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()
        return self

    def play(self, *, answers: bool = True) -> SessionRecord:
        """Do the tiny circuit to its end, in no time."""
        runner = self.app.new_session("tiny")
        play_through(runner, self.clock.move, when_asked=answer_all if answers else None)
        return self.app.history.open(runner.session_id)

    def cut_off(self, after_s: int) -> str:
        """Begin the tiny circuit and lose the process after some seconds."""
        runner = self.app.new_session("tiny")
        runner.start()
        for _ in range(after_s):
            self.clock.move(1_000)
            runner.poll()
        return runner.session_id

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the focus is."""
        target: QWidget = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def hold(self, key: Qt.Key) -> None:
        """What the system sends once more while a key is held down."""
        target: QWidget = QApplication.focusWidget() or self.window
        nothing = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            target, QKeyEvent(QEvent.Type.KeyPress, key.value, nothing, autorep=True)
        )
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type characters where the focus is."""
        target: QWidget = QApplication.focusWidget() or self.window
        QTest.keyClicks(target, text)

    def close(self) -> None:
        """Take everything down."""
        self.desk.stop()
        self.desk.deleteLater()
        self.window.close()
        self.window.deleteLater()
        self.studio.close()
        self.app.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
