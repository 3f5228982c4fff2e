"""What each command of a session screen does; it paints nothing and reads no key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gluteapp.core.events import SetFinished
from gluteapp.core.exercise import Region
from gluteapp.core.session import Form, HarderSide
from gluteapp.core.view import EngineState
from gluteapp.language import tr
from gluteapp.services.training import SessionRunner
from gluteapp.ui.screens.pain_gate import GateChoice
from gluteapp.ui.screens.session_answers import AnswerDesk
from gluteapp.ui.screens.session_hearing import Hearing
from gluteapp.ui.screens.session_keys import Command, Wish
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.widgets.hold_button import HoldButton

SECOND = "second"
"""Name of the second camera."""
RELEASE_MS = 80
"""A key that comes back within this time was never let go: some desktops repeat keys that way."""


class SessionCommands(QObject):
    """Carries out wishes on runner, answers, sound and picture.

    `said(sentence)` is for a short notice, the other signals for what the screen does itself.
    """

    said = Signal(str)
    picture_turned = Signal(bool)
    angle_changed = Signal(str)
    red_flags_asked = Signal()
    fault_asked = Signal()

    def __init__(
        self,
        *,
        runner: SessionRunner,
        desk: AnswerDesk,
        stage: StageView,
        hearing: Hearing,
        finish: HoldButton,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._screen = parent
        self._runner, self._desk, self._stage = runner, desk, stage
        self._finish = finish
        self._letting_go = QTimer(self)
        self._letting_go.setSingleShot(True)
        self._letting_go.setInterval(RELEASE_MS)
        self._letting_go.timeout.connect(finish.stop_hold)
        self._deeds: dict[Command, Callable[[], object]] = {
            Command.TOGGLE: lambda: desk.keeper.go_on() or runner.toggle(),
            Command.END: self._end_set,
            Command.PAUSE: lambda: desk.close_scale() or runner.pause(),
            Command.RESUME: lambda: desk.keeper.go_on() or runner.resume(),
            Command.SKIP: lambda: self._move(runner.skip),
            Command.BACK: lambda: self._move(runner.back),
            Command.REDO: lambda: self._move(self._redo),
            Command.LONGER: runner.longer_rest,
            Command.SHORTER: runner.shorter_rest,
            Command.TRIM: runner.trim,
            Command.EASIER: self._ease,
            Command.FINISH: self._end,
            Command.HOLD_FINISH: self._hold_finish,
            Command.LET_FINISH_GO: self._letting_go.start,
            Command.SLIPPED: self._slip,
            Command.PAIN: lambda: desk.turn_pain(self._runner.view().position.step),
            Command.MUTE: hearing.turn_voice,
            Command.MUSIC: hearing.turn_music,
            Command.CAPTIONS: hearing.turn_captions,
            Command.TURN: self._turn,
            Command.ANGLE: self._change_angle,
            Command.FAULT: self.fault_asked.emit,
            Command.FULL_SCREEN: self._toggle_full_screen,
            Command.RED_FLAGS: self.red_flags_asked.emit,
        }

    def obey(self, wish: Wish) -> None:
        """Do what is wished."""
        step = self._runner.view().position.step
        match wish.value:
            case Region():
                self._desk.give_felt(wish.value, step)
            case HarderSide():
                self._desk.give_harder(wish.value, step)
            case int():
                self._desk.give_number(wish.value, step)
            case None:
                self._deeds[wish.command]()

    def drop_hold(self) -> None:
        """Let go of the button that finishes, whatever key is down."""
        self._letting_go.stop()
        self._finish.stop_hold()

    def _hold_finish(self) -> None:
        self._letting_go.stop()
        if self._desk.gate is None:
            self._finish.start_hold()

    def _end_set(self) -> None:
        if any(isinstance(one, SetFinished) for one in self._runner.end_step()):
            self.said.emit(tr("That was the set. R does it again."))

    def _end(self) -> None:
        if self._desk.gate is None and self._runner.view().state is EngineState.PAUSED:
            self._runner.finish()

    def _move(self, deed: Callable[[], object]) -> None:
        """Go somewhere else, unless the gate waits for an answer about where the session stands."""
        if self._desk.keeper.holds:
            self.said.emit(tr("Say on the card how to go on. Space goes on as it is."))
        else:
            deed()

    def _redo(self) -> None:
        """Do a set again; what was answered about the first try is not lost, and that is said."""
        step = self._runner.view().position.step
        done = (step.index,) if step.kind.is_move else self._runner.asked_steps[-1:]
        is_answered = bool(self._runner.answers(done))
        self._runner.redo()
        if is_answered:
            self.said.emit(tr("Once more. The first try is kept, with your answers."))

    def _ease(self) -> None:
        if self._desk.gate is None:
            is_eased = self._runner.ease()
        else:
            is_eased = self._desk.keeper.choose(GateChoice.EASIER)
        if not is_eased:
            self.said.emit(tr("There is no easier version of this move."))

    def _slip(self) -> None:
        form = self._desk.give_slipped(self._runner.view().position.step)
        if form is not None:
            slipped = form is Form.SLIPPED
            self.said.emit(tr("Noted: slipped at the end") if slipped else tr("Noted: clean"))

    def _toggle_full_screen(self) -> None:
        window = self._screen.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _turn(self) -> None:
        self._stage.set_turned(not self._stage.is_turned)
        self.picture_turned.emit(self._stage.is_turned)

    def _change_angle(self) -> None:
        self._stage.next_camera()
        is_second = self._stage.camera_name == SECOND
        self.angle_changed.emit(self._stage.camera_name)
        self.said.emit(tr("Second view") if is_second else tr("First view"))
