"""A common fault beside the right form, asked for in a rest or a pause; knows no clock."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from gluteapp.core.clock import Millis
from gluteapp.core.timeline import Step
from gluteapp.language import tr
from gluteapp.ui.screens.move_faults import faults_of
from gluteapp.ui.screens.move_stage import FormCaption
from gluteapp.ui.screens.session_layout import Shape
from gluteapp.ui.screens.session_room import FigureRoom
from gluteapp.ui.screens.session_way import Stand, hard_end
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.theme import Theme, share_font

CAPTION_SHARE = 0.036
"""Size of the words over the two pictures, as a share of the window; near text."""
_LEAST_WIDTH, _LEAST_HEIGHT = 400, 150
"""A stage smaller than this has no room for two figures, px."""
_HOLD_PERIOD_MS = 8_000
_LEAST_PX = 12
_ONE_LINE_SHARE = 0.8
"""Words that would be smaller than this share of their size on one line take two; design choice."""


class FaultBeside:
    """Halves a stage: the right form at the left or on top, a fault beside or under it, in step.

    `toggle` opens and closes it, `place` says where the first stage lies then.
    """

    def __init__(self, *, studio: Studio, stage: StageView, theme: Theme, screen: QWidget) -> None:
        self._studio, self._stage, self._screen = studio, stage, screen
        self.room = FigureRoom(studio=studio, stage=stage)
        self._asked: tuple[Step, str] | None = None
        """The step it was asked for in, and the fault shown."""
        self._beside: StageView | None = None
        """Made when it is first asked for."""
        self._right = FormCaption(
            "check-circle-fill", tr("Good form"), is_good=True, theme=theme, parent=screen
        )
        self._wrong = FormCaption(
            "warning-circle-fill", "", is_good=False, theme=theme, parent=screen
        )
        self._move: tuple[str | None, object] | None = None
        self._rect, self._pair = QRect(), QRect()
        self._since_ms: Millis | None = None
        """When the repetitions began that both show."""
        self._turn = 0
        self._laid: tuple[object, ...] = ()
        """What the places of both were found for."""
        self._show_parts(is_shown=False)

    @property
    def is_open(self) -> bool:
        """Whether a fault is shown."""
        return self._move is not None

    def faults(self, step: Step) -> tuple[tuple[str, str], ...]:
        """The faults that can be shown of the move of a step: motion, what is wrong in English."""
        if step.exercise is None:
            return ()
        return faults_of(self._studio.motions, step.exercise, step.variant)

    def toggle(self, step: Step) -> str:
        """Show a fault of the move of a step, or the right form alone; why not, as a sentence."""
        if self.is_open:
            self.close()
            return ""
        found = self.faults(step)
        if not found:
            return tr("No fault is shown for this move.")
        if self._pair.width() < _LEAST_WIDTH or self._pair.height() < _LEAST_HEIGHT:
            return tr("No room for it here. The page Moves shows it.")
        name, words = found[self._turn % len(found)]
        self._turn += 1
        self._move, self._since_ms = (step.move, step.side), None
        self._asked = (step, name)
        if self._beside is None:
            self._beside = StageView(studio=self._studio, parent=self._screen)
            self._beside.lower()
        self._beside.show_fault(name)
        self._stage.show_beside(name)
        self._wrong.label.setText(tr("Fault: {fault}", fault=tr(words)))
        self._show_parts(is_shown=True)
        return ""

    def close(self) -> None:
        """Show the right form alone."""
        if self.is_open:
            self._move, self._laid = None, ()
            self._stage.show_beside(None)
            self._show_parts(is_shown=False)
            self._put(self._rect)

    def place(self, rect: QRect, pair: QRect) -> None:
        """Put the first stage in `rect` when it is alone, into a part of `pair` beside a fault.

        Of an empty place nothing is shown.
        """
        self._rect, self._pair = rect, pair
        if not self.is_open or self._beside is None:
            self._put(rect)
            return
        stage, words = self._stage, self._wrong.label.text()
        if self._laid != (laid := (pair, self._unit, words, stage.camera_name, stage.is_turned)):
            self._laid = laid
            self._lay_out(pair, self._beside)

    def _lay_out(self, pair: QRect, beside: StageView) -> None:
        """Put both into a place, the way in which they are larger."""
        gap = round(CAPTION_SHARE * self._unit)
        across, down = self._split(pair, gap, is_down=False), self._split(pair, gap, is_down=True)
        is_down = self._scale(down) > self._scale(across)
        size = down if is_down else across
        line = self._fit_captions(size.width())
        right = QRect(pair.topLeft() + QPoint(0, line), size)
        step = QPoint(0, size.height() + line + gap) if is_down else QPoint(size.width() + gap, 0)
        wrong = right.translated(step)
        margin = self._margin
        for caption, under in ((self._right, right), (self._wrong, wrong)):
            room = under.width() - margin
            caption.setGeometry(under.left() + margin, under.top() - line, room, line)
        beside.setGeometry(wrong)
        self._put(right)

    @property
    def _margin(self) -> int:
        """Between the edge of a picture and its words, px."""
        return round(1.3 * CAPTION_SHARE * self._unit)

    @property
    def _unit(self) -> int:
        """What sizes of type are shares of, px."""
        return Shape(width=self._screen.width(), height=self._screen.height()).unit

    def _put(self, rect: QRect) -> None:
        self._stage.setVisible(not rect.isNull())
        if not rect.isNull():
            self._stage.setGeometry(rect)

    def _split(self, pair: QRect, gap: int, *, is_down: bool) -> QSize:
        """The size of one of two pictures in a place, one under the other or side by side."""
        width = pair.width() if is_down else (pair.width() - gap) // 2
        height = (pair.height() - gap) // 2 if is_down else pair.height()
        return QSize(width, height - self._fit_captions(width))

    def _fit_captions(self, width: int) -> int:
        """Make both captions as large as fits, on one line or two; how high they are then, px."""
        captions, made = (self._right, self._wrong), share_font(CAPTION_SHARE, self._unit, 600)
        room = width - self._margin
        wanted_px = made.pixelSize()
        for lines, least_px in ((1, round(_ONE_LINE_SHARE * wanted_px)), (2, _LEAST_PX)):
            for px in range(wanted_px, max(least_px, _LEAST_PX) - 1, -1):
                made.setPixelSize(px)
                for caption in captions:
                    caption.icon.set_size_px(px)
                    caption.label.set_own_font(made)
                if all(caption.fits(room, lines=lines) for caption in captions):
                    return lines * round(1.5 * px)
        return max(caption.height_for(room) for caption in captions)

    def _scale(self, size: QSize) -> float:
        """How large right form and fault are in a place of that size."""
        if self._asked is None:
            return 0.0
        step, fault = self._asked
        return self.room.scale(step, size, fault=fault)

    def moment(self, step: Step, *, now_ms: Millis, is_moving: bool) -> Stand | None:
        """What both show: the version that is done, moving or still at the hard end.

        Another move than the one it was asked for closes it; None when it is closed.
        """
        if self._move != (step.move, step.side) or self._beside is None:
            self.close()
            return None
        if self._since_ms is None:
            self._since_ms = now_ms
        phase = hard_end(step)
        if is_moving:
            period_ms = _HOLD_PERIOD_MS if step.tempo is None else step.tempo.rep_ms
            phase = (now_ms - self._since_ms) % period_ms / period_ms
        return Stand(step.exercise, step.variant, step.working_side(1), phase)

    def show(self, step: Step, phase: float) -> None:
        """Show the fault at a phase of the move of a step."""
        if self._beside is not None:
            side = step.working_side(1)
            self._beside.set_camera(self._stage.camera_name)
            self._beside.set_turned(self._stage.is_turned)
            self._beside.show_pose(step.exercise, step.variant, side, step.tempo, phase)

    def _show_parts(self, *, is_shown: bool) -> None:
        for part in (self._beside, self._right, self._wrong):
            if part is not None:
                part.setVisible(is_shown)
        if is_shown:
            self.place(self._rect, self._pair)
