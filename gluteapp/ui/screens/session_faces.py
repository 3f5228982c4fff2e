"""The faces of a session screen with figure and strip: shows which one when, and where things lie.

It is told a view and a frame and knows neither clock nor keys.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from gluteapp.core.timeline import Step, Timeline
from gluteapp.ui.screens.session_answers import AnswerDesk
from gluteapp.ui.screens.session_fade import FadeCover
from gluteapp.ui.screens.session_fault import FaultBeside
from gluteapp.ui.screens.session_focus import hide_part
from gluteapp.ui.screens.session_frame import Frame, Mode
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.screens.session_pause import PauseFace, PauseWords
from gluteapp.ui.screens.session_rest import RestFace
from gluteapp.ui.screens.session_work import WorkFace
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.theme import MS_PAGE, Theme
from gluteapp.ui.widgets.strip import SessionStrip

_WORKING = (Mode.READY, Mode.WORK, Mode.SWITCH, Mode.COUNT_IN)


class Faces:
    """Work, rest and pause over one figure and one strip."""

    def __init__(
        self,
        *,
        theme: Theme,
        screen: QWidget,
        stage: StageView,
        desk: AnswerDesk,
        timeline: Timeline,
        is_still: bool,
        fault: FaultBeside,
    ) -> None:
        self.stage = stage
        self._fault = fault
        self._stage_at = QRect()
        self._desk = desk
        self._is_still = is_still
        stage.setParent(screen)
        self.strip = SessionStrip(theme=theme, timeline=timeline, parent=screen)
        self.work = WorkFace(theme=theme, parent=screen)
        self.rest = RestFace(theme=theme, parent=screen)
        self.pause = PauseFace(theme=theme, parent=screen)
        stage.lower()
        stage.show()
        for part in desk.parts:
            part.raise_()
        self._fade = FadeCover(parent=screen)
        self.shape = Shape(width=1440, height=900)
        self._timeline = timeline
        self._mode: Mode | None = None
        self._rest_step: Step | None = None
        self._has_card = False
        self._show_only(None)

    def lay_out(self, shape: Shape) -> None:
        """Take the size of the window."""
        self.shape = shape
        for face in (self.work, self.rest, self.pause):
            face.setGeometry(0, 0, shape.width, shape.height)
            face.lay_out(shape)
        self._desk.lay_out(shape)
        self.strip.setGeometry(shape.strip)
        self._place_stage()

    def set_timeline(self, timeline: Timeline) -> None:
        """Show another lay-out on the strip, if it is another."""
        if timeline is not self._timeline:
            self._timeline = timeline
            self.strip.set_timeline(timeline)

    def show(self, frame: Frame, *, step: Step, at_ms: int) -> None:
        """Show a frame of work or rest; `step` is the step at hand."""
        self._keep_old_face(frame.mode)
        if frame.mode is Mode.REST:
            self._show_rest(frame, step)
        else:
            self._show_work(frame, step, at_ms)
        self._desk.place_scale(is_paused=False)
        self._fade.show_at(at_ms - step.start_ms)
        self.strip.show_position(at_ms)

    def _keep_old_face(self, mode: Mode) -> None:
        """Between work and rest the old face fades away over the new one."""
        # In a pause or count-in the time of the step stands still, and a fade would too.
        stopped = {Mode.PAUSED, Mode.COUNT_IN}
        if stopped & {mode, self._mode}:
            self._fade.drop()
            return
        if self._is_still or mode is self._mode:
            return
        if Mode.REST in (mode, self._mode) and self._mode is not None:
            self._fade.take(self.rest if self._mode is Mode.REST else self.work)

    def show_pause(self, words: PauseWords, *, at_ms: int) -> None:
        """Show a pause."""
        self._fade.drop()
        self.pause.show_words(words)
        self._enter(Mode.PAUSED, is_moved=self._stage_at != self._stage_rect())
        self._show_parts(card=False, effort=False)
        self.pause.set_controls_shown(self._desk.gate is None)
        self._desk.place_scale(is_paused=True)
        self.strip.show_position(at_ms)

    def _show_work(self, frame: Frame, step: Step, at_ms: int) -> None:
        bottom = self.work.name_bottom
        self.work.show_frame(frame)
        is_moved = self.work.name_bottom != bottom
        self._enter(frame.mode, is_moved=is_moved)
        self._slide_card(frame, at_ms - step.start_ms)
        is_switch = frame.mode is Mode.SWITCH
        self._show_parts(
            card=not self._desk.card.isHidden(),
            effort=is_switch and self._desk.asks_effort_in(step),
        )

    def _show_rest(self, frame: Frame, step: Step) -> None:
        self._has_card = self._desk.asks_in(step)
        has_place = self._has_card or self._desk.gate is not None
        is_new = step is not self._rest_step
        self._rest_step = step
        self.rest.begin(step, has_card=has_place)
        self.rest.show_frame(frame)
        self._enter(Mode.REST, is_moved=is_new or self._stage_at != self._stage_rect())
        self._desk.card.setGeometry(self.shape.card)
        self._show_parts(card=self._has_card, effort=False)

    def _show_parts(self, *, card: bool, effort: bool) -> None:
        has_gate = self._desk.gate is not None
        for part, is_shown in (
            (self._desk.gate_card, has_gate),
            (self._desk.card, card and not has_gate),
            (self._desk.effort, effort and not has_gate),
        ):
            if is_shown:
                part.show()
            elif not part.isHidden():
                hide_part(part)
        self.work.set_asks_effort(effort and not has_gate)

    def _slide_card(self, frame: Frame, offset_ms: int) -> None:
        """Let the card slide out while work begins: a function of the place, not an animation."""
        is_sliding = (
            frame.mode is Mode.WORK
            and self._has_card
            and not self._is_still
            and 0 <= offset_ms < MS_PAGE
            and self._desk.gate is None
        )
        card = self._desk.card
        if not is_sliding:
            self._has_card = False
            hide_part(card)
            return
        rect = self.shape.card
        gone = (offset_ms / MS_PAGE) ** 3
        card.setGeometry(rect.translated(round(gone * (self.shape.width - rect.left())), 0))

    def _enter(self, mode: Mode, *, is_moved: bool = False) -> None:
        if mode is not self._mode:
            is_other_face = (mode in _WORKING) is not (self._mode in _WORKING)
            self._mode = mode
            if is_other_face or mode in (Mode.REST, Mode.PAUSED):
                self._show_only(mode)
                is_moved = True
        if is_moved:
            self._place_stage()

    def _show_only(self, mode: Mode | None) -> None:
        self.work.setVisible(mode in _WORKING)
        self.rest.setVisible(mode is Mode.REST)
        if mode is Mode.PAUSED:
            self.pause.show()
        elif not self.pause.isHidden():
            hide_part(self.pause)

    def _stage_rect(self) -> QRect:
        shape = self.shape
        if self._mode is Mode.REST:
            has_card = self._has_card or self._desk.gate is not None
            return shape.rest_stage(
                is_two_digits=self.rest.is_two_digits,
                has_card=has_card,
                is_tall=self.rest.is_next_tall,
            )
        if self._mode is Mode.PAUSED and not shape.is_narrow:
            top = max(shape.stage.top(), self.pause.name_bottom + shape.px(0.01))
            edge = shape.card.left() if self._desk.gate is not None else shape.paused_x
            right = edge - shape.px(0.02)
            return QRect(0, top, right, shape.controls.top() - shape.px(0.01) - top)
        return self._work_rect(self.work.name_bottom)

    def _work_rect(self, name_bottom: int) -> QRect:
        rect = self.shape.stage
        rect.setTop(max(rect.top(), name_bottom + self.shape.px(0.005)))
        return rect

    @property
    def work_stage_size(self) -> QSize:
        """The size of the stage when work begins, under a name of one line."""
        return self._work_rect(self.shape.header.bottom()).size()

    def _place_stage(self) -> None:
        self._stage_at = rect = self._stage_rect()
        self.stage.setGeometry(self._fault.place(rect))
