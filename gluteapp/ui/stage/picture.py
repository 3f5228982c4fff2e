"""One whole picture of the figure, for widgets and for image files; knows no widget."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from gluteapp.core.exercise import Side
from gluteapp.figure.camera import Projection
from gluteapp.figure.motion_file import MotionSpec
from gluteapp.figure.pose import Pose
from gluteapp.ui.stage.figure_painter import paint_body
from gluteapp.ui.stage.ground_painter import (
    paint_backdrop,
    paint_floor_light,
    paint_mat,
    paint_shadow,
    thing_pieces,
)
from gluteapp.ui.stage.muscle_painter import Lights


def paint_ground(
    painter: QPainter,
    *,
    spec: MotionSpec,
    side: Side,
    stature_m: float,
    projection: Projection,
    with_backdrop: bool,
) -> None:
    """What stays still through a motion: the stage and the mat."""
    rect = QRectF(0, 0, projection.width, projection.height)
    if with_backdrop:
        paint_backdrop(painter, rect)
    painter.save()
    turn_picture(painter, projection)
    middle = QPointF(projection.width / 2, projection.height * 0.62)
    paint_floor_light(painter, middle, 0.62 * max(rect.width(), rect.height()))
    paint_mat(painter, projection, spec, stature_m, _sign(side))
    painter.restore()


def paint_figure(
    painter: QPainter,
    *,
    spec: MotionSpec,
    side: Side,
    pose: Pose,
    lights: Lights,
    projection: Projection,
) -> None:
    """The figure with its shadow, its things and its working muscles."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    turn_picture(painter, projection)
    paint_shadow(painter, projection, pose)
    things = thing_pieces(spec.things, projection, pose.stature_m, _sign(side))
    paint_body(painter, pose=pose, lights=lights, projection=projection, among=things)
    painter.restore()


def turn_picture(painter: QPainter, projection: Projection) -> None:
    """Turn the picture by the camera's quarter turns about its middle."""
    quarters = projection.camera.turn_quarters
    if quarters:
        painter.translate(projection.width / 2, projection.height / 2)
        painter.rotate(90.0 * quarters)
        painter.translate(-projection.width / 2, -projection.height / 2)


def _sign(side: Side) -> float:
    return -1.0 if side is Side.RIGHT else 1.0
