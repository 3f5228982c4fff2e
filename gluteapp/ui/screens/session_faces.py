"""The faces of a session screen with figure and strip: shows which one when, and where things lie.

It is told a view and a frame and knows neither clock nor keys.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from gluteapp.core.exercise import Side
from gluteapp.core.timeline import Step, Timeline
from gluteapp.language import tr
from gluteapp.ui.screens import session_layout as shares
from gluteapp.ui.screens.session_answers import AnswerDesk
from gluteapp.ui.screens.session_caption import CaptionLine, CaptionPlace, Words
from gluteapp.ui.screens.session_fade import FadeCover
from gluteapp.ui.screens.session_fault import FaultBeside
from gluteapp.ui.screens.session_focus import hide_part
from gluteapp.ui.screens.session_frame import Frame, Mode
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.screens.session_notice_places import banner_places, toast_place
from gluteapp.ui.screens.session_notices import NoticeBar
from gluteapp.ui.screens.session_pause import PauseFace, PauseWords
from gluteapp.ui.screens.session_rest import RestFace, beside_questions
from gluteapp.ui.screens.session_words import sides_said
from gluteapp.ui.screens.session_work import WorkFace
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.theme import MS_PAGE, Theme
from gluteapp.ui.widgets.strip import SessionStrip
from gluteapp.ui.widgets.text_label import TextLabel
from gluteapp.ui.widgets.toast import Toast

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
        self._stage_at = (QRect(), QRect())
        self._desk = desk
        self._is_still = is_still
        stage.setParent(screen)
        self.strip = SessionStrip(theme=theme, timeline=timeline, parent=screen)
        self.work = WorkFace(theme=theme, parent=screen)
        self.rest = RestFace(theme=theme, parent=screen)
        self.pause = PauseFace(theme=theme, parent=screen)
        stage.lower()
        stage.show()
        self.caption = CaptionLine(theme=theme, screen=screen)
        for part in desk.parts:
            part.raise_()
        # It slides out from under what is said when work begins.
        desk.card.stackUnder(self.caption.main)
        self._fade = FadeCover(parent=screen)
        self.shape = Shape(width=1440, height=900)
        self._timeline = timeline
        self._mode: Mode | None = None
        self._rest_step: Step | None = None
        self._has_card = self._has_captions = False
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
        if frame.mode is Mode.WORK and self._desk.asks_in(step):
            frame = beside_questions(frame)
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
        self._enter(Mode.PAUSED, is_moved=self._stage_at != self._stage_rects())
        self._show_parts(card=False, effort=False)
        self.pause.set_controls_shown(self._desk.gate is None)
        self._desk.place_scale(is_paused=True)
        self.strip.show_position(at_ms)

    def _show_work(self, frame: Frame, step: Step, at_ms: int) -> None:
        bottom = self.work.name_bottom
        self.work.show_frame(frame)
        is_moved = self.work.name_bottom != bottom or self._stage_at != self._stage_rects()
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
        self.rest.set_beside(self._is_beside(frame.step, has_card=has_place))
        self._enter(Mode.REST, is_moved=is_new or self._stage_at != self._stage_rects())
        self._desk.card.setGeometry(self.shape.card)
        self._show_parts(card=self._has_card and not self.hides_card, effort=False)

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

    def _is_beside(self, step: Step, *, has_card: bool) -> bool:
        """Whether the figure of a move is larger beside the ring of this rest than under it."""
        if not (has_card and self.rest.is_two_digits):
            return False
        under = self.shape.rest_stage(is_two_digits=True, has_card=True)
        beside = self.shape.rest_stage_beside
        scale = self._fault.room.scale
        return scale(step, beside.size()) > scale(step, under.size())

    def show_caption(self, words: Words, *, is_wanted: bool) -> None:
        """Write what is said; while that is wanted, the names of the muscles make room for it."""
        self.work.has_legend = not is_wanted
        if is_wanted is not self._has_captions:
            self._has_captions = is_wanted
            self._place_stage()
        self.caption.show_beside(
            words, self._caption_place(), self._lines_said(), sides_said(self._sides_shown)
        )

    def _lines_said(self) -> tuple[TextLabel, ...]:
        """What may be said and stands on the screen anyway."""
        match self._mode:
            case Mode.REST:
                return (self.rest.line, self.rest.word, self.rest.name)
            case Mode.PAUSED:
                return (self.pause.title,)
            case _:
                work = self.work
                return (work.cue, work.line, work.word, work.name, work.then_name)

    @property
    def _sides_shown(self) -> tuple[Side, ...]:
        """The sides whose flags are on the screen, that of the move to come included."""
        flags = [self.work.flag, self.work.then_flag]
        if self._mode is Mode.REST:
            flags = [self.rest.flag]
        return tuple(flag.side for flag in flags if flag.isVisible() and flag.side is not None)

    def _caption_place(self) -> CaptionPlace:
        """At the foot of the stage, over neither the cue nor the name of what comes next."""
        shape = self.shape
        if self._mode in (Mode.REST, Mode.PAUSED):
            rect = self._still_caption_rect()
            px = shape.px(shares.CAPTION_REST_SHARE)
            least_px = shape.px(shares.CAPTION_REST_LEAST_SHARE)
            is_left = self._mode is Mode.REST and (self.rest.is_beside or not self._has_place)
            return CaptionPlace(rect=rect, px=px, least_px=least_px, is_left=is_left)
        rect = shape.caption
        rect.setBottom(min(rect.bottom(), self.work.cue.y() - shape.px(0.006)))
        return CaptionPlace(
            rect=rect,
            px=shape.px(shares.CAPTION_SHARE),
            least_px=shape.px(shares.CAPTION_LEAST_SHARE),
            slot=shape.px(shares.CAPTION_SLOT_SHARE) if self._mode is Mode.WORK else 0,
        )

    def _still_caption_rect(self) -> QRect:
        """The place of captions in a rest or pause."""
        shape = self.shape
        if self._mode is Mode.PAUSED:
            rect = self._stage_at[0]
            foot = shape.controls.top() - shape.px(0.012)
            return QRect(shape.left, rect.top(), rect.right() - shape.left, foot - rect.top())
        rect = shape.rest_caption(has_card=self._has_place)
        rect.setBottom(min(rect.bottom(), self.rest.then.y() - shape.px(0.008)))
        return rect

    @property
    def hides_card(self) -> bool:
        """Whether a fault beside the right form has taken the place of the questions."""
        return self._fault.is_open and self._mode is Mode.REST and self._desk.gate is None

    @property
    def way_back(self) -> str:
        """How the questions come back where a fault has taken their place, as a sentence."""
        return tr("X brings the questions back.") if self.hides_card and self._has_card else ""

    def place_notices(self, toast: Toast, notices: NoticeBar) -> None:
        """Lay notices where they cover nothing that is needed now."""
        place = toast_place(self.shape, self.caption, self._caption_place())
        toast.keep_to(place.rect, px=place.px, least_px=place.least_px)
        has_effort = not self._desk.effort.isHidden()
        notices.lay_out(banner_places(self.shape, self._mode, has_effort=has_effort))

    def _stage_rects(self) -> tuple[QRect, QRect]:
        """Where the figure stands, and where it does with a fault beside it."""
        rect = self._stage_rect()
        scale = self._desk.pain_card
        if not scale.isHidden():
            # While somebody says how much it hurts, the figure is smaller instead of covered.
            rect.setBottom(min(rect.bottom(), scale.y() - self.shape.px(0.01)))
        has_card = self._mode is Mode.REST and self._has_card and self._desk.gate is None
        return rect, self.shape.card if has_card else rect

    @property
    def _has_place(self) -> bool:
        """Whether the right side of a rest is taken, by the questions or by the gate."""
        return self._has_card or self._desk.gate is not None

    def _stage_rect(self) -> QRect:
        shape = self.shape
        if self._mode is Mode.REST:
            return self._rest_rect()
        if self._mode is Mode.PAUSED:
            top = max(shape.stage.top(), self.pause.name_bottom + shape.px(0.01))
            edge = shape.card.left() if self._desk.gate is not None else shape.paused_x
            right = edge - shape.px(0.02)
            room = shares.CAPTION_STILL_ROOM_SHARE if self._has_captions else 0.01
            return QRect(0, top, right, shape.controls.top() - shape.px(room) - top)
        return self._work_rect(self.work.name_bottom)

    def _rest_rect(self) -> QRect:
        """Where the figure stands in a rest: over captions, and over a name of two lines."""
        shape, is_two_digits = self.shape, self.rest.is_two_digits
        if not self._has_place:
            return shape.rest_stage(is_two_digits=is_two_digits, has_card=False)
        rect = shape.rest_stage_beside
        if not self.rest.is_beside:
            rect = shape.rest_stage(is_two_digits=is_two_digits, has_card=True)
        room = shape.px(shares.CAPTION_STILL_ROOM_SHARE) if self._has_captions else 0
        rect.setBottom(min(rect.bottom(), self.rest.then.y() - 1) - room)
        return rect

    def _work_rect(self, name_bottom: int) -> QRect:
        rect, px = self.shape.stage, self.shape.px
        rect.setTop(max(rect.top(), name_bottom + px(0.005)))
        if self._has_captions:
            foot = self.shape.caption.bottom() - px(shares.CAPTION_ROOM_SHARE)
            rect.setBottom(min(rect.bottom(), foot))
        return rect

    @property
    def work_stage_size(self) -> QSize:
        """The size of the stage when work begins, under a name of one line."""
        return self._work_rect(self.shape.header.bottom()).size()

    def _place_stage(self) -> None:
        self._stage_at = self._stage_rects()
        self._fault.place(*self._stage_at)
