"""The head as a signed distance: skull, calm face, ears and the upper neck; knows no hair.

The head's own numbers are in centimetres from its centre (the eye line is y = 0, half way between
chin and crown), because that is how faces are measured; metres come in and go out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sdf import Array, Ellipsoid, Loft, RoundCone, smooth_max, smooth_min, turn

from gluteapp.figure.face_table import (
    EAR_AT_CM,
    EAR_FRONT,
    EAR_OUT,
    EAR_TALL_CM,
    EAR_UP,
    EAR_WIDE_CM,
    HEAD_CENTRE_M,
)

CM = 0.01
"""Metres."""
NECK_FOOT_CM = -15.2
"""How far down the neck goes; the trunk takes over there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What tells one head from the other; centimetres."""

    jaw: float
    """How far the corners of the jaw stand out."""
    chin: float
    """Half width of the chin's ball."""
    brow: float
    """How far the ridge over the eyes stands out."""
    nose: float
    """Size of the nose; 1 is the woman's."""
    lip: float
    """Fullness of the lips; 1 is the woman's."""
    neck: float
    """Radius of the neck at its narrowest."""
    face: float
    """Width of the face below the eyes; 1 is the woman's."""


BUILDS = {
    "a": Build(jaw=0.0, chin=2.3, brow=0.0, nose=1.0, lip=1.0, neck=4.3, face=1.0),
    "b": Build(jaw=1.15, chin=2.95, brow=0.28, nose=1.10, lip=0.82, neck=5.25, face=1.035),
}


def local(points: Array) -> Array:
    """Places (n, 3) in metres as centimetres from the middle of the head."""
    return np.asarray((points - np.asarray(HEAD_CENTRE_M)) / CM)


def head(points: Array, body_type: str) -> Array:
    """Distance in metres of head and upper neck, without hair; `body_type` is `a` or `b`."""
    at = local(points)
    at[:, 0] = np.abs(at[:, 0])
    build = BUILDS[body_type]
    distance = _skull(at, build)
    distance = _eyes(at, distance, build)
    distance = _nose(at, distance, build)
    distance = _mouth(at, distance, build)
    distance = smooth_min(distance, _ear(at), 0.9)
    return smooth_min(distance, _neck(at, build), 1.5) * CM


def _skull(at: Array, build: Build) -> Array:
    cranium = Ellipsoid((0.0, 2.35, -1.25), (7.3, 8.68, 9.3))(at)
    # Rows: height, half width, front and back of the face; the lower end is a rounded cap.
    rows = np.array(
        (
            (-5.5, 5.22, 8.35, -1.2),
            (-4.9, 5.36, 8.38, -1.7),
            (-3.9, 5.78, 8.44, -2.8),
            (-2.6, 6.18, 8.50, -4.0),
            (0.0, 6.50, 8.30, -5.0),
            (2.2, 6.72, 8.45, -6.0),
            (4.6, 6.55, 8.20, -6.0),
        )
    )
    share = (rows[:, 0] - rows[0, 0]) / (rows[-1, 0] - rows[0, 0])
    middle = (rows[:, 2] * 0.62 + rows[:, 3] * 0.38).clip(0.5)
    wide = rows[:, 1] * np.where(rows[:, 0] < 1.0, build.face, 1.0)
    face = Loft(
        (0.0, rows[0, 0], 0.0),
        (0.0, rows[-1, 0], 0.0),
        np.column_stack((share, wide, wide, rows[:, 2] - middle, middle - rows[:, 3])),
        power=2.15,
        caps=(4.5, 5.0),
        shift_front=middle,
    )(at)
    skull = smooth_min(cranium, face, 2.4)
    corner = Ellipsoid((2.7 + build.jaw, -5.4, 2.0), (1.85, 2.6, 3.2), turn("x", -22.0))(at)
    cheek = Ellipsoid((3.85, -2.75, 4.9), (2.05, 1.75, 2.2), turn("y", 32.0))(at)
    chin = Ellipsoid((0.0, -9.08, 6.15), (build.chin, 1.9, 2.1))(at)
    skull = smooth_min(skull, corner, 4.0)
    skull = smooth_min(skull, cheek, 3.0)
    return smooth_min(skull, chin, 2.8)


def _eyes(at: Array, distance: Array, build: Build) -> Array:
    """Shallow sockets with rounded lids in them; what is seen of the eyes is painted."""
    socket = Ellipsoid((3.25, 0.15, 9.95), (2.35, 1.60, 2.1), turn("y", 18.0))(at)
    lids = Ellipsoid((3.2, 0.0, 6.30), (1.75, 1.35, 1.38))(at)
    ridge = Ellipsoid(
        (3.1, 2.45, 6.65 + build.brow), (2.3, 0.7, 0.85), turn("y", 32.0) @ turn("z", 4.0)
    )(at)
    distance = smooth_max(distance, -socket, 2.4)
    distance = smooth_min(distance, lids, 0.9)
    return smooth_min(distance, ridge, 2.6)


def _nose(at: Array, distance: Array, build: Build) -> Array:
    size = build.nose
    bridge = RoundCone((0.0, 1.5, 7.55), (0.0, -2.6, 8.85), 0.62 * size, 0.62 * size)(at)
    column = RoundCone((0.0, -3.55, 8.75), (0.0, -5.0, 8.0), 0.62 * size, 0.72 * size)(at)
    tip = Ellipsoid((0.0, -3.38, 9.08), (0.90 * size, 0.74, 0.93 * size))(at)
    wing = Ellipsoid((0.96 * size, -3.74, 8.15), (0.64, 0.58, 0.85), turn("y", -12.0))(at)
    nose = smooth_min(smooth_min(smooth_min(bridge, tip, 1.2), wing, 0.9), column, 0.9)
    return smooth_min(distance, nose, 1.7)


def _mouth(at: Array, distance: Array, build: Build) -> Array:
    full = build.lip
    muzzle = Ellipsoid((0.0, -6.6, 6.75), (2.6, 1.7, 1.35))(at)
    groove = RoundCone((0.0, -5.2, 9.0), (0.0, -5.8, 9.0), 0.22, 0.30)(at)
    upper = smooth_min(
        Ellipsoid((0.72, -6.35, 7.45), (1.2, 0.46 * full, 0.90), turn("z", 8.0))(at),
        Ellipsoid((1.45, -6.32, 7.10), (0.95, 0.28, 0.62), turn("y", 28.0))(at),
        0.5,
    )
    lower = smooth_min(
        Ellipsoid((0.45, -7.18, 7.42), (1.1, 0.52 * full, 0.92), turn("y", 10.0))(at),
        Ellipsoid((1.2, -6.95, 7.12), (1.0, 0.34, 0.60), turn("y", 24.0) @ turn("z", 10.0))(at),
        0.6,
    )
    distance = smooth_min(distance, muzzle, 2.0)
    distance = smooth_max(distance, -groove, 1.2)
    return smooth_min(distance, smooth_min(upper, lower, 0.22), 0.65)


def _ear(at: Array) -> Array:
    """Shell, rim, inner fold, hollow, lobe and the small lid before the hollow."""
    axes = np.column_stack((EAR_OUT, EAR_UP, EAR_FRONT))
    out, up, front = ((at - np.asarray(EAR_AT_CM)) @ axes).T
    tall, wide = EAR_TALL_CM, EAR_WIDE_CM + 0.10 * np.clip(up, -3.0, 3.0)
    rho = np.sqrt((front / wide) ** 2 + (up / tall) ** 2) + 1e-6
    size = np.sqrt(front**2 + up**2) + 1e-6
    edge = (rho - 1.0) * size / rho
    shell = np.sqrt(np.maximum(edge, 0.0) ** 2 + (out - 0.05) ** 2) - 0.30
    shell = np.where(edge < 0, np.maximum(np.abs(out - 0.05) - 0.30, edge), shell)
    rim = np.sqrt((edge + 0.22) ** 2 + (out - 0.35) ** 2) - 0.34
    rim = rim + 0.5 * np.clip((front - 0.5) / 1.2, 0.0, 1.0) * np.clip(0.2 - up, 0.0, 1.0)
    inner = (rho - 0.52) * size / rho
    fold = np.sqrt(inner**2 + (out - 0.28) ** 2) - 0.26 + 0.4 * np.clip(front + 0.2, 0.0, 1.0)
    local_at = np.column_stack((out, up, front))
    lobe = Ellipsoid((0.12, -2.55, 0.35), (0.42, 0.85, 0.75))(local_at)
    hollow = Ellipsoid((0.75, -0.55, 0.25), (0.75, 1.05, 0.80))(local_at)
    lid = Ellipsoid((0.25, -0.55, 1.35), (0.35, 0.55, 0.42))(local_at)
    ear = smooth_min(smooth_min(shell, rim, 0.4), smooth_min(fold, lobe, 0.4), 0.4)
    return smooth_min(smooth_max(ear, -hollow, 0.5), lid, 0.5)


def _neck(at: Array, build: Build) -> Array:
    r = build.neck
    return Loft(
        (0.0, NECK_FOOT_CM, -2.9),
        (0.0, -3.0, -2.5),
        (
            (0.0, r * 1.16, r * 1.16, r * 1.05, r * 1.06),
            (0.35, r * 1.0, r * 1.0, r * 0.97, r * 1.02),
            (0.7, r, r, r, r * 1.02),
            (1.0, r, r, r, r),
        ),
        caps=(2.0, 2.0),
    )(at)
