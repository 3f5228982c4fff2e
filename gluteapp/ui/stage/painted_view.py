"""The coach as a painted limb figure; knows exercises and poses, no session and no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.core.exercise import Exercise, Laterality, Muscle, Phase, Posture, Side, Tempo
from gluteapp.figure.camera import Camera, Projection, frame
from gluteapp.figure.motion import Motions
from gluteapp.figure.motion_file import MotionSpec
from gluteapp.figure.muscles import intensities
from gluteapp.figure.pose import Pose
from gluteapp.language import tr
from gluteapp.ui.stage.ground_painter import fade_edges
from gluteapp.ui.stage.picture import paint_figure, paint_ground
from gluteapp.ui.stage.stage_colours import VEIL

RESTING_MOTION: Final = "standing"
"""What is shown without an exercise."""
_PHASE_STEPS = 900
"""A phase is told apart in this many steps; one frame at 60 a second is 1/240 or more."""
_DIMMED = 0.6
"""Brightness while paused (LOOKS.md 10 d)."""
_INSET_RADIUS = 14.0
_LYING = (Posture.SIDE_LYING, Posture.SIDE_PLANK)


class Backdrop(Enum):
    """What is behind the figure."""

    FADED = auto()
    """The stage gradient, vanishing at its edges into the page."""
    INSET = auto()
    """The stage as a dark panel with round corners."""
    CLEAR = auto()
    """The page itself: only figure, shadow and mat."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What decides the picture; nothing is drawn again while it stays equal."""

    motion_id: str
    side: Side
    tempo: Tempo | None
    starts_with: Literal[Phase.LIFT, Phase.LOWER]
    phase_step: int
    muscles: tuple[tuple[Muscle, float], ...]
    is_lying: bool


class StageView(QWidget):
    """Shows one moment of an exercise; ask it for another with `show_pose`."""

    def __init__(
        self,
        *,
        motions: Motions,
        backdrop: Backdrop = Backdrop.FADED,
        camera: str = "auto",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._motions = motions
        self._backdrop = backdrop
        self._camera_name = camera
        self._is_turned = False
        self._is_dimmed = False
        self._shown = _Shown(RESTING_MOTION, Side.BOTH, None, Phase.LIFT, 0, (), False)
        self._projection: Projection | None = None
        self._ground: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._describe(None, None)

    def sizeHint(self) -> QSize:
        """A size at which the figure reads well at the desk."""
        return QSize(480, 320)

    def minimumSizeHint(self) -> QSize:
        """Smaller than this nothing can be made out."""
        return QSize(64, 48)

    def show_pose(
        self,
        exercise: Exercise | None,
        variant: str | None,
        side: Side | None,
        tempo: Tempo | None,
        phase: float,
        is_dimmed: bool = False,
    ) -> None:
        """Show a moment of a move, phase 0 to 1; without an exercise a person stands at rest.

        A motion that could not be read is shown as the person at rest.
        """
        shown = self._wanted(exercise, variant, side, tempo, phase)
        if shown == self._shown and is_dimmed == self._is_dimmed:
            return
        is_other = (shown.motion_id, shown.side) != (self._shown.motion_id, self._shown.side)
        self._shown, self._is_dimmed = shown, is_dimmed
        if is_other:
            self._forget()
            self._describe(exercise, side)
        self.update()

    def set_turned(self, is_turned: bool) -> None:
        """Turn the picture of side-lying moves so that the head is up for a lying user."""
        if is_turned != self._is_turned:
            self._is_turned = is_turned
            self._forget()
            self.update()

    @property
    def is_turned(self) -> bool:
        """Whether side-lying moves are shown with the head up."""
        return self._is_turned

    @property
    def motion_id(self) -> str:
        """The motion that is shown."""
        return self._shown.motion_id

    def _wanted(
        self,
        exercise: Exercise | None,
        variant: str | None,
        side: Side | None,
        tempo: Tempo | None,
        phase: float,
    ) -> _Shown:
        resting = _Shown(RESTING_MOTION, Side.BOTH, None, Phase.LIFT, 0, (), False)
        if exercise is None:
            return resting
        ids = [found.id for found in exercise.variants]
        motion_id = exercise.variants[ids.index(variant) if variant in ids else 0].motion
        if motion_id not in self._motions:
            return resting
        if side is None:
            side = Side.BOTH if exercise.laterality is Laterality.BOTH else Side.LEFT
        return _Shown(
            motion_id=motion_id,
            side=side,
            tempo=tempo,
            starts_with=exercise.starts_with,
            phase_step=round(min(1.0, max(0.0, phase)) * _PHASE_STEPS),
            muscles=tuple(exercise.muscles.items()),
            is_lying=exercise.posture in _LYING,
        )

    def _describe(self, exercise: Exercise | None, side: Side | None) -> None:
        name = "" if exercise is None else tr(exercise.name)
        match side:
            case Side.LEFT:
                text = tr("Figure showing {exercise}, left side working", exercise=name)
            case Side.RIGHT:
                text = tr("Figure showing {exercise}, right side working", exercise=name)
            case _:
                text = tr("Figure showing {exercise}", exercise=name)
        if exercise is None:
            text = tr("Figure standing at rest")
        self.setAccessibleName(text)
        self.setAccessibleDescription("" if exercise is None else tr(exercise.summary))

    # --- painting

    def _forget(self) -> None:
        self._projection = None
        self._ground = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Frame the figure anew for the new size."""
        self._forget()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the ground anew when the screen's density changes."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._forget()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and figure; everything follows from what was last asked for."""
        if self._shown.motion_id not in self._motions or self.width() < 2 or self.height() < 2:
            return
        spec = self._motions.spec(self._shown.motion_id)
        projection = self._framed(spec)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self._backdrop is Backdrop.INSET:
            panel = QPainterPath()
            panel.addRoundedRect(rect, _INSET_RADIUS, _INSET_RADIUS)
            painter.setClipPath(panel)
        painter.drawPixmap(0, 0, self._ground_for(spec, projection))
        self._paint_body(painter, spec, projection)
        if self._is_dimmed:
            veil = QColor(VEIL)
            veil.setAlphaF(1 - _DIMMED)
            painter.fillRect(rect, veil)
        painter.end()

    def _paint_body(self, painter: QPainter, spec: MotionSpec, projection: Projection) -> None:
        shown = self._shown
        pose = self._motions.pose(
            shown.motion_id,
            phase=shown.phase_step / _PHASE_STEPS,
            tempo=shown.tempo,
            starts_with=shown.starts_with,
            side=shown.side,
        )
        lights = intensities(
            dict(shown.muscles), side=shown.side, effort=pose.effort, glow=spec.glow
        )
        paint_figure(
            painter, spec=spec, side=shown.side, pose=pose, lights=lights, projection=projection
        )

    def _framed(self, spec: MotionSpec) -> Projection:
        if self._projection is None:
            quarters = 0
            if self._is_turned and self._shown.is_lying:
                # In the mirror the head is on the other end.
                quarters = 1 if self._shown.side is Side.RIGHT else -1
            self._projection = frame(
                Camera.for_motion(spec, self._shown.side, self._camera_name, quarters),
                self._framed_poses(spec),
                self.width(),
                self.height(),
                things=spec.things,
                side=self._shown.side,
            )
        return self._projection

    def _framed_poses(self, spec: MotionSpec) -> Sequence[Pose]:
        """Poses that have to fit: of both sides where the picture stays and the legs change."""
        sides = (Side.LEFT, Side.RIGHT) if spec.view.is_fixed else (self._shown.side,)
        return [pose for side in sides for pose in self._motions.repetition(spec.id, side)]

    def _ground_for(self, spec: MotionSpec, projection: Projection) -> QPixmap:
        if self._ground is None:
            density = self.devicePixelRatioF()
            ground = QPixmap(self.size() * density)
            ground.setDevicePixelRatio(density)
            ground.fill(QColor(0, 0, 0, 0))
            painter = QPainter(ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ground(
                painter,
                spec=spec,
                side=self._shown.side,
                stature_m=self._motions.stature_m,
                projection=projection,
                with_backdrop=self._backdrop is not Backdrop.CLEAR,
            )
            if self._backdrop is not Backdrop.INSET:
                fade_edges(painter, QRectF(self.rect()))
            painter.end()
            self._ground = ground
        return self._ground
