"""The session screen: polls the runner, shows its view, and turns keys and taps into commands.

Every value shown is a function of the View at hand; nothing is accumulated between frames.

| face  | when                                 | what is repainted                 |
|-------|--------------------------------------|-----------------------------------|
| work  | work, turn-over, get ready, count-in | what changed, at every picture    |
| rest  | every other change of position       | ring and numbers                  |
| pause | paused, slept, frozen                | the two times, once a second      |
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from gluteapp.core.clock import Clock
from gluteapp.core.events import Event, RestChanged, SessionFinished, StepStarted
from gluteapp.core.view import EngineState, View
from gluteapp.language import tr
from gluteapp.services.training import SessionRunner
from gluteapp.settings import Buttons
from gluteapp.ui.screens.session_answers import AnswerDesk
from gluteapp.ui.screens.session_commands import SessionCommands
from gluteapp.ui.screens.session_controls import pause_control, session_controls
from gluteapp.ui.screens.session_faces import Faces
from gluteapp.ui.screens.session_fault import FaultBeside
from gluteapp.ui.screens.session_figure import SessionFigure
from gluteapp.ui.screens.session_focus import FocusWatch
from gluteapp.ui.screens.session_frame import Frame, Mode, frame_of, mode_of
from gluteapp.ui.screens.session_hearing import Hearing
from gluteapp.ui.screens.session_keys import Command, Wish
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.screens.session_memory import SessionMemory
from gluteapp.ui.screens.session_notices import NoticeBar, Sound
from gluteapp.ui.screens.session_open_end import can_end
from gluteapp.ui.screens.session_pace import next_look_ms
from gluteapp.ui.screens.session_pause_words import pause_words, rest_line
from gluteapp.ui.screens.session_presses import SessionPresses
from gluteapp.ui.screens.session_signs import SignsOverlay
from gluteapp.ui.screens.session_taps import SessionTaps
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.theme import DARK, Theme
from gluteapp.ui.widgets.announce import announce
from gluteapp.ui.widgets.control_bar import ControlBar
from gluteapp.ui.widgets.toast import Toast

LONG_PAUSE_MS = 1_800_000
"""After half an hour the warm-up is offered first (DEFINITIONS.md, What happens to the record)."""


class SessionScreen(QWidget):
    """A session from start to end; `begin()` starts it, `leave()` pauses and lets it go.

    Signals: `finished(session_id)` when it is over, `left()` when it was left paused and can be
    resumed; `picture_turned(bool)` and `angle_changed(str)` for settings to keep, beside what
    `hearing` says is changed.
    """

    finished = Signal(str)
    left = Signal()
    picture_turned = Signal(bool)
    angle_changed = Signal(str)

    def __init__(
        self,
        *,
        runner: SessionRunner,
        clock: Clock,
        stage: StageView,
        studio: Studio,
        sound: Sound,
        theme: Theme = DARK,
        buttons: Buttons | None = None,
        hearing: Hearing | None = None,
        reduced_motion: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._runner, self._clock, self._studio = runner, clock, studio
        self._is_still = reduced_motion
        self.memory = SessionMemory(runner=runner)
        self.desk = AnswerDesk(runner=runner, theme=theme, screen=self)
        fault = FaultBeside(studio=studio, stage=stage, theme=theme, screen=self)
        self.figure = SessionFigure(stage=stage, fault=fault)
        self.faces = Faces(
            theme=theme,
            screen=self,
            stage=stage,
            desk=self.desk,
            timeline=runner.timeline,
            is_still=reduced_motion,
            fault=fault,
        )
        self.hearing = hearing or Hearing(sound=sound)
        self.hearing.setParent(self)
        self.notices = NoticeBar(
            sound=sound, has_captions=lambda: self.hearing.has_captions, theme=theme, screen=self
        )
        self.toast = Toast(theme=theme, parent=self)
        self.bar = ControlBar(
            session_controls(), theme=theme, name=tr("Session controls"), parent=self
        )
        self._commands = SessionCommands(
            runner=runner,
            desk=self.desk,
            stage=stage,
            hearing=self.hearing,
            finish=self.faces.pause.finish,
            parent=self,
        )
        self._taps = SessionTaps(
            desk=self.desk,
            pause=self.faces.pause,
            others=(self.bar, self.notices.banner, self.toast),
        )
        self._signs = SignsOverlay(theme=theme, screen=self)
        self._signs.closed.connect(self.setFocus)
        self.presses = SessionPresses(
            buttons=buttons or Buttons(),
            clock=clock,
            screen=self,
            is_covered=lambda: self._signs.is_open,
            ends_set=lambda: can_end(runner.view()),
        )
        self._mode = Mode.READY
        self._spoken = ""
        self._is_step_new = True
        self._is_over = False
        self.timer = QTimer(self)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.tick)
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Session"))
        for part in (self, *self.findChildren(QWidget)):
            part.setMouseTracking(True)

    def _connect(self) -> None:
        self._runner.listen(self._on_event)
        pause = self.faces.pause
        for signal, command in (
            (pause.resume_asked, Command.RESUME),
            (pause.redo_asked, Command.REDO),
            (pause.back_asked, Command.BACK),
            (pause.skip_asked, Command.SKIP),
            (pause.easier_asked, Command.EASIER),
            (pause.trim_asked, Command.TRIM),
            (pause.finish_asked, Command.FINISH),
        ):
            signal.connect(lambda command=command: self.obey(Wish(command)))
        self.bar.pressed.connect(lambda chosen: self.obey(Wish(Command(chosen))))
        self.presses.wished.connect(self.obey)
        self.presses.held.connect(self._say)
        self.presses.let_go.connect(self.toast.dismiss)
        self._commands.said.connect(self._say)
        self.hearing.said.connect(self._say)
        self._commands.picture_turned.connect(self.picture_turned)
        self._commands.angle_changed.connect(self.angle_changed)
        self._commands.red_flags_asked.connect(self.show_red_flags)
        self._commands.fault_asked.connect(self._toggle_fault)
        self.desk.gate_changed.connect(self._refresh)
        self.desk.red_flags_asked.connect(self.show_red_flags)
        self.desk.said.connect(self._say)
        self.desk.unsaid.connect(self.toast.dismiss)
        self._focus = FocusWatch(screen=self, take_arrow=self._take_arrow)
        # The key may be let go where the screen does not hear it.
        self._focus.moved.connect(self._commands.drop_hold)

    # Life

    def begin(self) -> None:
        """Start the session, or show where it stands paused."""
        self.memory.go_on()
        if self._runner.view().state is EngineState.READY:
            self._runner.start()
        self.timer.start()
        self.setFocus()
        self._refresh()

    def leave(self) -> None:
        """Pause, let the timer go; the record stays as it is and can be resumed."""
        if self._is_over or not self.timer.isActive():
            return
        self._runner.pause()
        self.timer.stop()
        self.left.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window leaves the session; nothing is asked, nothing is lost."""
        self.leave()
        event.accept()

    def tick(self) -> None:
        """Poll the runner and show what it says; called by the timer."""
        self._runner.poll()
        self._end_if_over()
        if self._is_over:
            return
        self._begin_step()
        view = self._runner.view()
        # At once: what is shown takes some of the time until the next picture.
        self._aim(view)
        now_ms = self._clock.read().monotonic_ms
        self.notices.check(self._runner.unsaved, now_ms)
        self.desk.check(now_ms)
        if view.paused_ms > LONG_PAUSE_MS and not self._signs.is_open:
            # A cold body warms up first; Today has the ways to go on with what was left.
            self.leave()
        if self.isVisible():
            self._show(view)

    def _aim(self, view: View) -> None:
        """Set the timer to when there will be something else to see or to hear."""
        if self.timer.isActive():
            uses_gl, is_gliding = self._studio.uses_gl, self.figure.is_gliding
            self.timer.setInterval(next_look_ms(view, uses_gl=uses_gl, is_gliding=is_gliding))

    def _on_event(self, event: Event) -> None:
        self.memory.take(event)
        match event:
            case StepStarted():
                self._is_step_new = True
                # What was said of the step before may be wrong of this one.
                self.toast.dismiss()
            case SessionFinished():
                self._is_over = True
            case RestChanged():
                self._say(rest_line(event.by_ms, self._runner.view(), self._clock.read()))
            case _:
                pass

    def _end_if_over(self) -> None:
        if self._is_over and self.timer.isActive():
            self.timer.stop()
            self.bar.rest()
            self.finished.emit(self._runner.session_id)

    # Showing

    def _refresh(self) -> None:
        self._end_if_over()
        if not self._is_over:
            self._begin_step()
            view = self._runner.view()
            if self.isVisible():
                self._show(view)
            # What was asked for may let the figure glide in a pause.
            self._aim(view)

    def _begin_step(self) -> None:
        """Ask what belongs to a step that began; this may pause, so no frame is read before it."""
        if self._is_step_new and not self._is_over:
            self._is_step_new = False
            self.bar.change(pause_control(step := self._runner.view().position.step))
            self.desk.begin_step(step)

    def _show(self, view: View) -> None:
        mode = mode_of(view)
        if mode is not self._mode:
            self._enter(mode)
        now_ms = self._clock.read().monotonic_ms
        at, timeline = view.position, self._runner.timeline
        self.faces.set_timeline(timeline)
        natural, told = self.figure.natural_ms, self.memory.told
        frame = frame_of(view, timeline, told, is_still=self._is_still, natural=natural)
        if mode is Mode.PAUSED:
            self._show_pause(view, frame)
        else:
            self.faces.show(frame, step=at.step, at_ms=at.at_ms)
        self.faces.show_caption(self.hearing.words(now_ms), is_wanted=self.hearing.has_captions)
        self.faces.place_notices(self.toast, self.notices)
        self.figure.show(frame, view, now_ms=now_ms)
        self.figure.prepare(timeline, at.step, self.faces.work_stage_size)
        self.faces.work.name_muscles(self.figure.named_muscles)
        self._announce(tr("Paused") if mode is Mode.PAUSED else frame.spoken)

    def _enter(self, mode: Mode) -> None:
        self._mode = mode
        if mode is Mode.PAUSED:
            self.bar.rest()
        elif not self._has_focus_inside():
            self.setFocus()

    def _has_focus_inside(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused) and focused.isVisible()

    def _show_pause(self, view: View, frame: Frame) -> None:
        easier = self._runner.easier_move()
        words = pause_words(
            view,
            frame,
            self._runner.timeline,
            now=self._clock.read(),
            easier="" if easier is None else tr(easier[1].name),
        )
        self.faces.show_pause(words, at_ms=view.position.at_ms)

    def _announce(self, sentence: str) -> None:
        if sentence != self._spoken:
            self._spoken = sentence
            announce(self, sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give everything its share of the new size."""
        super().resizeEvent(event)
        shape = Shape(width=max(self.width(), 1), height=max(self.height(), 1))
        self.faces.lay_out(shape)
        self.bar.setGeometry(shape.bar_over_strip(self.bar.sizeHint().height()))
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Show where the session is by now."""
        super().showEvent(event)
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the room."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.theme.bg)
        painter.end()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what belongs to the session; everything else goes to the window."""
        if self._signs.is_open:
            # What lies over the session keeps its keys, wherever the focus went.
            if event.key() == Qt.Key.Key_Escape:
                self._signs.close()
        elif not self.presses.press_key(event, self._mode):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Long presses decide when they are let go."""
        self.presses.release_key(event)

    def _take_arrow(self, event: QKeyEvent) -> bool:
        """Arrows belong to the session, whatever button has the focus."""
        if self._signs.is_open:
            return False
        self.keyPressEvent(event)
        return True

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab brings up the control bar while a move is done."""
        if self._mode is not Mode.PAUSED:
            self.bar.wake()
        return super().focusNextPrevChild(is_next)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the control bar for a while."""
        super().mouseMoveEvent(event)
        if self._mode is not Mode.PAUSED:
            self.bar.wake()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere pauses or goes on, but not one that missed a button by a little."""
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and self._taps.is_free(event.position().toPoint(), self._mode):
            self.presses.click()

    # Commands

    def obey(self, wish: Wish) -> None:
        """Do what a key, a button or a clicker asked for, and show it."""
        self._commands.obey(wish)
        self._refresh()

    def _say(self, sentence: str) -> None:
        self.toast.say(sentence, can_undo=False)

    def _toggle_fault(self) -> None:
        why_not = self.figure.toggle_fault(self._runner.view(), self._runner.timeline)
        self._say(why_not or self.faces.way_back)

    def show_red_flags(self) -> None:
        """Pause, and show the signs that mean stop and get help."""
        if not self._signs.is_open:
            self._runner.pause()
            self.presses.drop_presses()
            self._signs.open()
            self._refresh()
