"""A common fault beside the right form, asked for in a rest or a pause; knows no clock."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from gluteapp.core.clock import Millis
from gluteapp.core.timeline import Step
from gluteapp.language import tr
from gluteapp.ui.screens.move_faults import faults_of, version_beside
from gluteapp.ui.screens.move_stage import FormCaption
from gluteapp.ui.screens.session_way import hard_end
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.theme import Theme, share_font

CAPTION_SHARE = 0.036
"""Size of the words over the two pictures, as a share of the window; near text."""
_LEAST_WIDTH, _LEAST_HEIGHT = 400, 150
"""A stage smaller than this has no room for two figures, px."""
_HOLD_PERIOD_MS = 8_000
_LEAST_PX = 12


class FaultBeside:
    """Halves a stage: the right form at the left, a fault at the right, in step.

    `toggle` opens and closes it, `place` says where the first stage lies then.
    """

    def __init__(self, *, studio: Studio, stage: StageView, theme: Theme, screen: QWidget) -> None:
        self._studio, self._stage, self._screen = studio, stage, screen
        self._beside: StageView | None = None
        """Made when it is first asked for."""
        self._right = FormCaption(
            "check-circle-fill", tr("Good form"), is_good=True, theme=theme, parent=screen
        )
        self._wrong = FormCaption(
            "warning-circle-fill", "", is_good=False, theme=theme, parent=screen
        )
        self._move: tuple[str | None, object] | None = None
        self._version: str | None = None
        """Shown on both sides; not always that of the step."""
        self._rect = QRect()
        self._turn = 0
        self._show_parts(is_shown=False)

    @property
    def is_open(self) -> bool:
        """Whether a fault is shown."""
        return self._move is not None

    def toggle(self, step: Step) -> str:
        """Show a fault of the move of a step, or the right form alone; why not, as a sentence."""
        if self.is_open:
            self.close()
            return ""
        exercise, motions = step.exercise, self._studio.motions
        found = () if exercise is None else faults_of(motions, exercise, step.variant)
        if exercise is None or not found:
            return tr("No fault is shown for this move.")
        if self._rect.width() < _LEAST_WIDTH or self._rect.height() < _LEAST_HEIGHT:
            return tr("No room for it here. The page Moves shows it.")
        name, words = found[self._turn % len(found)]
        self._turn += 1
        self._move = (step.move, step.side)
        self._version = version_beside(motions, exercise, step.variant, name)
        if self._beside is None:
            self._beside = StageView(studio=self._studio, parent=self._screen)
            self._beside.lower()
        self._beside.show_fault(name)
        self._wrong.label.setText(tr("Fault: {fault}", fault=tr(words)))
        self._show_parts(is_shown=True)
        return ""

    def close(self) -> None:
        """Show the right form alone."""
        if self.is_open:
            self._move = None
            self._show_parts(is_shown=False)
            self._stage.setGeometry(self._rect)

    def place(self, rect: QRect) -> QRect:
        """Where the first stage lies when the room of the figure is `rect`."""
        self._rect = rect
        if not self.is_open or self._beside is None:
            return rect
        px = round(CAPTION_SHARE * self._screen.height())
        line, gap = round(px * 1.5), px
        half = (rect.width() - gap) // 2
        margin = round(px * 1.3)
        made = share_font(CAPTION_SHARE, self._screen.height(), 600)
        room = half - 2 * px
        while QFontMetricsF(made).horizontalAdvance(self._wrong.label.text()) > room:
            if made.pixelSize() <= _LEAST_PX:
                break
            made.setPixelSize(made.pixelSize() - 1)
        for caption in (self._right, self._wrong):
            caption.icon.set_size_px(px)
            caption.label.set_own_font(made)
        left = QRect(rect.left(), rect.top() + line, half, rect.height() - line)
        right = left.translated(half + gap, 0)
        self._right.setGeometry(left.left() + margin, rect.top(), half - margin, line)
        self._wrong.setGeometry(right.left(), rect.top(), half, line)
        self._beside.setGeometry(right)
        return left

    def show(self, step: Step, *, now_ms: Millis, is_moving: bool) -> bool:
        """Show both at one moment, moving or still at the hard end; False when it is closed.

        Another move than the one it was asked for closes it.
        """
        if self._move != (step.move, step.side) or self._beside is None:
            self.close()
            return False
        phase = hard_end(step)
        if is_moving:
            period_ms = _HOLD_PERIOD_MS if step.tempo is None else step.tempo.rep_ms
            phase = (now_ms % period_ms) / period_ms
        self._beside.set_camera(self._stage.camera_name)
        self._beside.set_turned(self._stage.is_turned)
        for stage in (self._stage, self._beside):
            stage.show_pose(step.exercise, self._version, step.working_side(1), step.tempo, phase)
        return True

    def _show_parts(self, *, is_shown: bool) -> None:
        for part in (self._beside, self._right, self._wrong):
            if part is not None:
                part.setVisible(is_shown)
        if is_shown:
            self._stage.setGeometry(self.place(self._rect))
