"""Our own drawing of hips and legs from behind and in front, and where its regions lie.

Shapes live in a box 84 wide and 216 high whose middle line is x 0; they know no colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QTransform

from gluteapp.core.exercise import Region

BODY_WIDTH, BODY_HEIGHT = 86.0, 216.0

Curve = tuple[float, float, float, float, float, float]
"""A cubic curve: two handles and an end point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionShape:
    """Where a region is drawn: on the back or the front, its outline, and its leader's point."""

    region: Region
    is_back: bool
    path: QPainterPath
    spot: QPointF


def _closed(start: tuple[float, float], *curves: Curve) -> QPainterPath:
    path = QPainterPath(QPointF(*start))
    for ax, ay, bx, by, x, y in curves:
        path.cubicTo(QPointF(ax, ay), QPointF(bx, by), QPointF(x, y))
    path.closeSubpath()
    return path


def _mirrored(path: QPainterPath) -> QPainterPath:
    both = QPainterPath(path)
    both.addPath(QTransform.fromScale(-1, 1).map(path))
    return both


def outline() -> QPainterPath:
    """Waist to ankles, the same from behind and in front."""
    half = _closed(
        (0, 0),
        (8, 0, 16, 0, 24, 0),
        (23, 10, 22.5, 16, 24, 24),
        (27, 36, 40, 44, 42, 68),
        (43.5, 92, 37, 118, 33, 146),
        (32, 152, 33.5, 160, 33.5, 170),
        (33, 188, 26, 202, 24.5, 216),
        (20, 216, 16, 216, 12.5, 216),
        (11.5, 200, 6.5, 186, 7, 168),
        (7.5, 158, 8.5, 154, 8, 146),
        (7, 128, 4, 112, 2.5, 92),
        (1.5, 90, 0.5, 89.5, 0, 89.5),
    )
    return _mirrored(half).simplified()


def _low_back() -> QPainterPath:
    return _closed(
        (0, 3),
        (6, 3, 12, 3, 17, 3),
        (16.5, 12, 16.5, 18, 17.5, 25),
        (14, 34, 6, 37, 0, 39),
    )


def _glute_side() -> QPainterPath:
    return _closed(
        (26.5, 33),
        (34, 38, 40, 48, 40.5, 66),
        (40.5, 73, 40, 76, 39, 80),
        (37.5, 66, 33, 56, 25, 50),
        (22, 45, 23, 36, 26.5, 33),
    )


def _glute_centre() -> QPainterPath:
    return _closed(
        (2.5, 60),
        (6, 50, 20, 50, 28, 57),
        (36, 65, 37, 80, 31, 87),
        (23, 94, 8, 92, 3.5, 87),
        (1.5, 80, 1.5, 68, 2.5, 60),
    )


def _hamstring() -> QPainterPath:
    return _closed(
        (6, 96),
        (12, 98, 28, 98, 36.5, 92),
        (37, 110, 32, 128, 29, 143),
        (26, 148, 15, 148, 11.5, 143),
        (11, 128, 7.5, 112, 6, 96),
    )


def _calf() -> QPainterPath:
    return _closed(
        (11.5, 158),
        (16, 154, 26, 154, 30, 158),
        (31.5, 172, 29, 186, 24, 200),
        (21, 202, 17, 202, 15, 200),
        (10, 186, 8.5, 172, 11.5, 158),
    )


def _front_of_hip() -> QPainterPath:
    return _closed(
        (30, 39),
        (38, 46, 40, 58, 38.5, 70),
        (35, 76, 25, 74, 20, 66),
        (19, 56, 23, 44, 30, 39),
    )


def _front_of_thigh() -> QPainterPath:
    return _closed(
        (17, 76),
        (24, 82, 33, 82, 39, 78),
        (39.5, 98, 34, 122, 30, 140),
        (26, 147, 19, 147, 15.5, 140),
        (17, 118, 15, 96, 17, 76),
    )


def _inner_thigh() -> QPainterPath:
    return _closed(
        (4, 93),
        (5, 86, 9, 82, 14, 79),
        (13, 96, 14.5, 116, 13, 134),
        (12, 138, 10.5, 138, 9.5, 134),
        (8.5, 120, 5.5, 108, 4, 93),
    )


def region_shapes() -> tuple[RegionShape, ...]:
    """The eight drawn regions; "nothing much" has no place on a body."""
    rows = (
        (Region.LOW_BACK, True, _low_back(), (-9.0, 15.0)),
        (Region.GLUTE_SIDE, True, _glute_side(), (-33.0, 53.0)),
        (Region.GLUTE_CENTRE, True, _glute_centre(), (-20.0, 72.0)),
        (Region.HAMSTRING, True, _hamstring(), (-21.0, 118.0)),
        (Region.CALF, True, _calf(), (-20.0, 172.0)),
        (Region.FRONT_OF_HIP, False, _front_of_hip(), (30.0, 56.0)),
        (Region.FRONT_OF_THIGH, False, _front_of_thigh(), (27.0, 106.0)),
        (Region.INNER_THIGH, False, _inner_thigh(), (10.5, 122.0)),
    )
    # A hair of body stays visible round every region.
    inside = QTransform.fromScale(0.955, 1).map(outline())
    return tuple(
        RegionShape(
            region=region,
            is_back=is_back,
            path=_mirrored(path).intersected(inside),
            spot=QPointF(*spot),
        )
        for region, is_back, path, spot in rows
    )
