"""The picture of a move's card: orbit with the mouse, second angle inset, a common fault beside.

It shows what it is told and knows no library.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from gluteapp.core.exercise import Exercise, Side
from gluteapp.language import tr
from gluteapp.ui.stage.moving_view import MovingView
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.theme import FontRole, Theme
from gluteapp.ui.widgets.control import Control
from gluteapp.ui.widgets.icon_label import Icon
from gluteapp.ui.widgets.text_label import TextLabel

FIRST, SECOND = "auto", "second"
"""Names of the two cameras of a move."""
YAW_MAX_DEG, PITCH_MAX_DEG = 100.0, 45.0
"""How far the mouse may go round and above; design choice, the floor stays a floor."""
_DEG_PER_PX = 0.4
_INSET_SHARE, _INSET_LEAST, _INSET_MOST = 0.26, 150, 260
_INSET_RATIO = 0.75
_LABEL, _GAP = 34, 16
_MARK_GAP = 8
"""Between the mark and the words of a caption, px."""


class _Inset(Control):
    """The other angle in small; pressing it swaps the two."""

    def __init__(self, view: MovingView, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme=theme, name=tr("Swap the two angles"), parent=parent)
        self.view = view
        self.corner_px = 14
        self.setToolTip(tr("Swap the two angles (A)"))
        view.setParent(self)
        view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture leaves room for the frame."""
        super().resizeEvent(event)
        self.view.setGeometry(self.rect().adjusted(7, 7, -7, -7))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and frame."""
        painter = QPainter(self)
        line = self.theme.text2 if self.is_hovered else self.theme.line2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 1.5))
        painter.setBrush(self.theme.surface)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, self.corner_px, self.corner_px)
        painter.end()


class FormCaption(QWidget):
    """A mark and a few words over a picture, on as many lines as they need: never colour alone."""

    def __init__(self, icon: str, words: str, *, is_good: bool, theme: Theme, parent: QWidget):
        super().__init__(parent)
        self.icon = Icon(icon, theme=theme, tone="good" if is_good else "warn", parent=self)
        self.label = TextLabel(
            words, theme=theme, role=FontRole.BODY_STRONG, wraps=True, parent=self
        )

    def height_for(self, width: int) -> int:
        """How high it is at a width, px: no word is cut."""
        return self.label.heightForWidth(self._room(width))

    def fits(self, width: int, *, lines: int) -> bool:
        """Whether the words, in the font they have, take no more lines than that at a width."""
        room = self._room(width)
        has_room = self.label.minimumSizeHint().width() <= room
        return has_room and self.label.heightForWidth(room) <= round(lines * self.label.line_px)

    def _room(self, width: int) -> int:
        return max(width - self.icon.sizeHint().width() - _MARK_GAP, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Mark at the left, words beside it."""
        super().resizeEvent(event)
        side = self.icon.sizeHint().width()
        self.icon.setGeometry(0, (self.height() - side) // 2, side, side)
        self.label.setGeometry(side + _MARK_GAP, 0, self._room(self.width()), self.height())


class MoveStage(QWidget):
    """`show_move` and `show_fault` say what; dragging goes round, a double click goes back."""

    def __init__(self, *, studio: Studio, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.motions = studio.motions
        self.main = MovingView(studio=studio, theme=theme, parent=self)
        self.fault = MovingView(studio=studio, theme=theme, parent=self)
        self.inset = _Inset(MovingView(studio=studio, theme=theme), theme=theme, parent=self)
        self.inset.clicked.connect(self.swap)
        self.right_words = FormCaption(
            "check-circle-fill", tr("Good form"), is_good=True, theme=theme, parent=self
        )
        self.fault_words = FormCaption(
            "warning-circle-fill", "", is_good=False, theme=theme, parent=self
        )
        self._fault_id: str | None = None
        self._is_swapped = False
        self._orbit = (0.0, 0.0)
        self._dragged_from: QPointF | None = None
        self._shown: tuple[Exercise | None, str, Side | None] = (None, "", None)
        for view in self._views:
            view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(tr("Drag to look from another side; a double click goes back"))
        self._look()
        self._place()

    @property
    def _captions(self) -> tuple[FormCaption, FormCaption]:
        return (self.right_words, self.fault_words)

    @property
    def _views(self) -> tuple[MovingView, MovingView, MovingView]:
        return (self.main, self.fault, self.inset.view)

    # What is shown

    def show_move(
        self, exercise: Exercise | None, variant: str = "", side: Side | None = None
    ) -> None:
        """Show a move in its right form, side None being both or the left one."""
        is_other = self._shown[:2] != (exercise, variant)
        self._shown = (exercise, variant, side)
        if is_other:
            self._orbit = (0.0, 0.0)
            self.show_fault(None)
        self._show_views()
        self._look()

    def show_fault(self, fault_id: str | None, words: str = "") -> None:
        """Show a common fault, the motion of that id, beside the right form; None: no more."""
        self._fault_id = fault_id
        self.fault_words.label.setText(tr("Fault: {fault}", fault=words) if words else "")
        self._look()
        self._place()
        if self.is_playing:
            # Both begin anew, so that they move in step.
            self.set_playing(True)
        self._show_views()

    def _show_views(self) -> None:
        for view in self._views:
            view.show_move(*self._shown)

    @property
    def fault_id(self) -> str | None:
        """The fault that is shown, if any."""
        return self._fault_id

    @property
    def is_playing(self) -> bool:
        """Whether the figure moves."""
        return self.main.is_playing

    def set_playing(self, is_playing: bool) -> None:
        """Move, or stand still at the hard end."""
        self.main.set_playing(is_playing)
        self.fault.set_playing(is_playing and self._fault_id is not None)
        self.inset.view.set_playing(is_playing and self._fault_id is None)

    # From where

    def swap(self) -> None:
        """Take the second angle large and the first one small, or back."""
        self._is_swapped = not self._is_swapped
        self._orbit = (0.0, 0.0)
        self._look()

    @property
    def is_swapped(self) -> bool:
        """Whether the second angle is the large one."""
        return self._is_swapped

    @property
    def orbit(self) -> tuple[float, float]:
        """Degrees that the mouse went round and above."""
        return self._orbit

    def _look(self) -> None:
        large, small = (SECOND, FIRST) if self._is_swapped else (FIRST, SECOND)
        for view, camera in ((self.main, large), (self.fault, large), (self.inset.view, small)):
            view.stage.set_camera(camera)
        self.main.stage.set_orbit(*self._orbit)
        self.fault.stage.set_orbit(*self._orbit)
        self.fault.stage.show_fault(self._fault_id)
        self.main.stage.show_beside(self._fault_id)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        for view in self._views:
            view.set_theme(theme)
            view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to go round."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go round and above, as far as it goes."""
        if self._dragged_from is None:
            return
        by = event.position() - self._dragged_from
        self._dragged_from = event.position()
        yaw = self._orbit[0] - by.x() * _DEG_PER_PX
        pitch = self._orbit[1] + by.y() * _DEG_PER_PX
        self._orbit = (
            min(max(yaw, -YAW_MAX_DEG), YAW_MAX_DEG),
            min(max(pitch, -PITCH_MAX_DEG), PITCH_MAX_DEG),
        )
        self._look()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay there."""
        self._dragged_from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to the camera of the move."""
        self._orbit = (0.0, 0.0)
        self._look()

    # Places

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give everything its share."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        has_fault = self._fault_id is not None
        width, height = self.width(), self.height()
        for part in (self.fault, self.right_words, self.fault_words):
            part.setVisible(has_fault)
        self.inset.setVisible(not has_fault)
        if not has_fault:
            across = round(min(max(width * _INSET_SHARE, _INSET_LEAST), _INSET_MOST))
            down = round(across * _INSET_RATIO)
            self.main.setGeometry(0, 0, max(width - across - _GAP, 1), height)
            self.inset.setGeometry(width - across, 0, across, down)
            return
        half = (width - _GAP) // 2
        above = max(_LABEL, *(words.height_for(half) for words in self._captions))
        for x, words, view in (
            (0, self.right_words, self.main), (half + _GAP, self.fault_words, self.fault),
        ):  # fmt: skip
            words.setGeometry(QRect(x, 0, half, above))
            view.setGeometry(QRect(x, above, half, max(height - above, 1)))
