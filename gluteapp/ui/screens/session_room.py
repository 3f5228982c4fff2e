"""How large the coach would be in a place of the session screen; draws nothing, knows no words."""

from __future__ import annotations

from PySide6.QtCore import QSize

from gluteapp.core.exercise import Posture, Side
from gluteapp.core.timeline import Step
from gluteapp.figure.shown import Angle, Shown
from gluteapp.ui.stage.stage_view import StageView
from gluteapp.ui.stage.studio import Studio

_LYING = (Posture.SIDE_LYING, Posture.SIDE_PLANK)


class FigureRoom:
    """Asks the framing of the camera that a stage looks from."""

    def __init__(self, *, studio: Studio, stage: StageView) -> None:
        self._studio, self._stage = studio, stage

    def scale(self, step: Step, size: QSize, *, fault: str | None = None) -> float:
        """Pixels of a metre when the move of a step fills a place; 0 where there is none.

        With `fault`, the motion of that id fits into it too.
        """
        if size.isEmpty():
            return 0.0
        projection = self._studio.staging.projection(
            self._shown(step, fault),
            width=size.width(),
            height=size.height(),
            angle=Angle(camera=self._stage.camera_name, is_turned=self._stage.is_turned),
        )
        return projection.scale

    def _shown(self, step: Step, fault: str | None) -> Shown:
        exercise, motions = step.exercise, self._studio.motions
        if exercise is None or step.variant is None:
            return Shown()
        motion_id = exercise.variant(step.variant).motion
        if motion_id not in motions:
            return Shown()
        return Shown(
            motion_id=motion_id,
            side=step.working_side(1) or Side.BOTH,
            is_lying=exercise.posture in _LYING,
            fault=fault,
        )
