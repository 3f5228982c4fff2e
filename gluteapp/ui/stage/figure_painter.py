"""Paints one pose as a lit mannequin with its working muscles; knows no widget and no session."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from gluteapp.figure import skeleton as bones
from gluteapp.figure.camera import Projection
from gluteapp.figure.pose import Pose
from gluteapp.ui.stage.eye import Eye, Piece
from gluteapp.ui.stage.head_painter import head_pieces
from gluteapp.ui.stage.limb_painter import limb_pieces
from gluteapp.ui.stage.muscle_painter import Lights, MusclePainter
from gluteapp.ui.stage.trunk_painter import trunk_pieces


def paint_body(
    painter: QPainter,
    *,
    pose: Pose,
    lights: Lights,
    projection: Projection,
    among: Sequence[Piece] = (),
) -> None:
    """Paint the body far to near, `among` the things that stand around it."""
    eye = Eye(pose=pose, projection=projection)
    muscles = MusclePainter(eye=eye, lights=lights)
    pieces = list(among)
    for side in bones.SIDES:
        pieces += limb_pieces(eye, side, muscles.paint_patches)
    pieces += trunk_pieces(eye, muscles.paint_patches)
    pieces += head_pieces(eye)
    for piece in sorted(pieces, key=lambda piece: piece.nearness):
        piece.paint(painter)
    muscles.paint_halos(painter)
