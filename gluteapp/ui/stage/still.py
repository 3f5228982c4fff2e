"""A still picture of the figure as an image file; knows no widget and no session."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter

from gluteapp.core.exercise import Side
from gluteapp.figure.camera import Camera, frame
from gluteapp.figure.motion_file import MotionSpec
from gluteapp.figure.pose import Pose
from gluteapp.ui.stage.muscle_painter import Lights
from gluteapp.ui.stage.picture import paint_figure, paint_ground

SIZE = (1200, 800)
"""Width and height in pixels."""


def write_still(
    png: Path,
    *,
    spec: MotionSpec,
    side: Side,
    pose: Pose,
    repetition: tuple[Pose, ...],
    lights: Lights,
    camera: str,
) -> bool:
    """Draw a pose, framed for its repetition, into a PNG file; False when it cannot be written.

    KeyError for an unknown camera.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    width, height = SIZE
    chosen = Camera.for_motion(spec, side, camera)
    projection = frame(chosen, repetition, width, height, things=spec.things, side=side)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_ground(
        painter,
        spec=spec,
        side=side,
        stature_m=pose.stature_m,
        projection=projection,
        with_backdrop=True,
    )
    paint_figure(painter, spec=spec, side=side, pose=pose, lights=lights, projection=projection)
    painter.end()
    is_written = QImageWriter(str(png), QByteArray(b"png")).write(image)
    del application  # kept until here: painting needs one
    return is_written
