"""The trunk as a signed distance, from the seat to the foot of the neck; knows no limb."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from landmarks import SHOULDER
from sdf import Array, Ellipsoid, Loft, RoundCone, mirrored, smooth_max, smooth_min, turn

Row = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkBuild:
    """What tells one trunk from the other; centimetres."""

    sections: tuple[Row, ...]
    """Height, half width, depth in front, depth behind, middle of the depth."""
    chest: Ellipsoid
    """The left breast or the left chest muscle."""
    chest_reach: float
    back: Ellipsoid
    """The left flank muscle under the arm."""
    seat: Ellipsoid
    """The left buttock."""
    hip: Ellipsoid
    """What fills the side between crest and trochanter."""
    collar: tuple[float, float]
    """Radius of the slope from neck to shoulder at its inner and outer end."""
    collarbone: tuple[tuple[float, float, float], tuple[float, float, float]]
    """The ends of what shows of it: at the breastbone, and where it sinks in."""
    groove: float
    """How far behind the back the rod runs that cuts the spine's furrow; less is deeper."""


BUILDS = {
    "a": TrunkBuild(
        sections=(
            (83.0, 10.8, 6.6, 6.4, 0.0),
            (88.0, 15.0, 8.2, 8.6, -0.2),
            (93.0, 16.2, 8.9, 9.3, -0.3),
            (98.0, 15.4, 8.9, 8.8, -0.2),
            (104.0, 13.4, 8.5, 7.7, 0.1),
            (110.0, 12.6, 8.2, 7.2, 0.2),
            (116.0, 12.8, 8.5, 7.9, -0.1),
            (123.0, 13.6, 9.0, 9.2, -0.5),
            (129.0, 14.6, 9.2, 9.7, -0.8),
            (134.0, 15.3, 8.4, 9.5, -1.0),
            (138.5, 14.6, 6.9, 8.2, -1.2),
            (142.0, 9.8, 5.3, 6.1, -1.5),
            (144.8, 6.6, 4.4, 5.1, -1.8),
            (147.5, 4.2, 3.4, 4.4, -2.1),
        ),
        chest=Ellipsoid((6.8, 127.4, 4.8), (7.0, 6.3, 5.5), turn("y", 12)),
        chest_reach=3.6,
        back=Ellipsoid((11.9, 127.5, -4.0), (4.6, 12.5, 5.2), turn("z", -11)),
        seat=Ellipsoid((7.5, 88.0, -5.6), (8.2, 9.3, 8.3), turn("x", 12) @ turn("z", 8)),
        hip=Ellipsoid((11.4, 95.6, -2.4), (5.8, 8.0, 6.6), turn("z", 10)),
        collar=(2.9, 3.1),
        collarbone=((1.9, 141.4, 3.45), (9.0, 142.7, 1.0)),
        groove=1.45,
    ),
    "b": TrunkBuild(
        sections=(
            (83.0, 10.0, 6.8, 6.2, 0.0),
            (88.0, 13.4, 8.4, 8.2, -0.1),
            (93.0, 14.5, 9.2, 8.8, -0.2),
            (98.0, 14.4, 9.3, 8.6, -0.2),
            (104.0, 14.1, 9.1, 8.0, 0.1),
            (110.0, 14.2, 8.9, 7.9, 0.2),
            (116.0, 14.9, 9.2, 8.9, -0.1),
            (123.0, 16.0, 9.8, 10.4, -0.5),
            (129.0, 17.2, 10.2, 11.0, -0.8),
            (134.0, 17.6, 9.6, 10.8, -1.0),
            (138.5, 16.2, 7.8, 9.2, -1.2),
            (142.0, 11.4, 6.0, 6.7, -1.5),
            (144.8, 7.8, 5.0, 5.0, -1.7),
            (147.5, 5.0, 4.0, 4.2, -2.0),
        ),
        chest=Ellipsoid((7.6, 130.2, 5.4), (8.0, 5.6, 4.3), turn("y", 16) @ turn("z", 8)),
        chest_reach=2.6,
        back=Ellipsoid((13.9, 127.5, -4.2), (4.8, 13.0, 6.2), turn("z", -13)),
        seat=Ellipsoid((6.9, 88.8, -5.0), (7.2, 8.4, 7.3), turn("x", 12) @ turn("z", 8)),
        hip=Ellipsoid((10.1, 94.6, -2.4), (4.9, 8.0, 6.3), turn("z", 8)),
        collar=(3.2, 3.8),
        collarbone=((2.0, 141.4, 4.2), (9.2, 142.7, 1.9)),
        groove=1.35,
    ),
}


def trunk(points: Array, body_type: str) -> Array:
    """Distance in centimetres of trunk without seat, for places in centimetres."""
    build = BUILDS[body_type]
    other = mirrored(points)
    rows = np.array(build.sections)
    share = (rows[:, 0] - rows[0, 0]) / (rows[-1, 0] - rows[0, 0])
    sections = np.column_stack((share, rows[:, 1], rows[:, 1], rows[:, 2], rows[:, 3]))
    torso = Loft(
        (0.0, rows[0, 0], 0.0),
        (0.0, rows[-1, 0], 0.0),
        sections,
        power=2.25,
        caps=(4.0, 2.0),
        shift_front=rows[:, 4],
    )
    distance = torso(points)
    chest = smooth_min(build.chest(points), build.chest(other), 3.5)
    distance = smooth_min(distance, chest, build.chest_reach + 1.4)
    distance = smooth_min(distance, build.back(points), 5.5)
    distance = smooth_max(distance, -_groove(rows, build.groove)(points), 3.2)
    slope = RoundCone(
        (2.5, 145.6, -2.9), SHOULDER + np.array((-3.6, 1.5, -1.6)), build.collar[0], build.collar[1]
    )
    distance = smooth_min(distance, slope(points), 4.4)
    return smooth_min(distance, RoundCone(*build.collarbone, 0.7, 0.7)(points), 1.8)


def _groove(rows: Array, outside: float) -> Loft:
    """What the spine's furrow is cut with: a rod that runs just behind the back."""
    back = rows[(rows[:, 0] > 95.0) & (rows[:, 0] < 136.0)]
    share = (back[:, 0] - back[0, 0]) / (back[-1, 0] - back[0, 0])
    ones = np.ones_like(share)
    return Loft(
        (0.0, back[0, 0], 0.0),
        (0.0, back[-1, 0], 0.0),
        np.column_stack((share, ones, ones, ones, ones)),
        shift_front=back[:, 4] - back[:, 3] - outside,
    )


def seat(points: Array, body_type: str) -> Array:
    """Distance in centimetres of the left buttock and the side above it."""
    build = BUILDS[body_type]
    return smooth_min(build.seat(points), build.hip(points), 5.0)
