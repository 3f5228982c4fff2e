"""Turning in space: rotation matrices and unit vectors; knows no body."""

from __future__ import annotations

from math import cos, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
"""Three numbers: x to the person's left, y up, z forward."""
Matrix = NDArray[np.float64]
"""A 3 by 3 rotation; its columns are the turned axes."""

_NO_LENGTH = 1e-9


def vector(x: float, y: float, z: float) -> Vector:
    """A vector of three numbers."""
    return np.array((x, y, z), dtype=np.float64)


def length(v: Vector) -> float:
    """The length of a vector."""
    return sqrt(float(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]))


def unit(v: Vector) -> Vector:
    """The vector at length 1; a vector without length stays as it is."""
    size = length(v)
    return v / size if size > 1e-12 else v


def direction(v: Vector) -> Vector:
    """The vector at length 1; straight down where it has no length."""
    size = length(v)
    return v / size if size > 1e-12 else vector(0.0, -1.0, 0.0)


def beside(v: Vector, along: Vector) -> Vector:
    """The unit part of a vector at right angles to a unit vector; any such where there is none."""
    part = v - along * float(v @ along)
    size = length(part)
    if size > _NO_LENGTH:
        return part / size
    return beside(np.eye(3)[int(np.argmin(np.abs(along)))], along)


def cross(a: Vector, b: Vector) -> Vector:
    """The cross product; quicker than numpy's for single vectors."""
    return vector(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def turn_x(angle_deg: float) -> Matrix:
    """A turn about x: positive tips the top forward."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return np.array(((1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c)))


def turn_y(angle_deg: float) -> Matrix:
    """A turn about y: positive turns the front to the person's left."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return np.array(((c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c)))


def turn_z(angle_deg: float) -> Matrix:
    """A turn about z: positive tips the top to the person's right."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return np.array(((c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0)))


def turn_about(axis: Vector, angle_deg: float) -> Matrix:
    """A right-handed turn about a unit axis (Rodrigues)."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    x, y, z = (float(part) for part in axis)
    d = 1 - c
    return np.array(
        (
            (c + x * x * d, x * y * d - z * s, x * z * d + y * s),
            (y * x * d + z * s, c + y * y * d, y * z * d - x * s),
            (z * x * d - y * s, z * y * d + x * s, c + z * z * d),
        )
    )


def body_turn(pitch_deg: float, roll_deg: float, yaw_deg: float) -> Matrix:
    """Pelvis attitude `Ry(yaw) Rz(roll) Rx(pitch)` (evidence 5.3)."""
    return turn_y(yaw_deg) @ turn_z(roll_deg) @ turn_x(pitch_deg)


def frame_along(down: Vector, front: Vector) -> Matrix:
    """The attitude of a bone that points along `down`, with its front as near `front` as can be."""
    y = -direction(down)
    z = beside(front, y)
    return np.column_stack((cross(y, z), y, z))


MIRROR = np.diag((-1.0, 1.0, 1.0))
"""Left to right and back."""


def mirrored_turn(turn: Matrix) -> Matrix:
    """The same attitude on the other side of the body's middle."""
    return MIRROR @ turn @ MIRROR
