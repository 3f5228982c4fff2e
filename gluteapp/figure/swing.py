"""Parts of a turn: half of it, and its swing apart from its twist; knows no body."""

from __future__ import annotations

from math import acos, atan2, degrees

import numpy as np

from gluteapp.figure.quaternion import from_matrix
from gluteapp.figure.rotation import Matrix, Vector, cross, length, turn_about, unit, vector


def part_turn(turn: Matrix, share: float) -> Matrix:
    """A share of a turn about the same axis; steady up to just under 180 degrees."""
    w, x, y, z = from_matrix(turn)
    axis = vector(x, y, z)
    size = length(axis)
    if size < 1e-9:
        return np.eye(3)
    return turn_about(axis / size, degrees(2.0 * atan2(size, w)) * share)


def twist_deg(turn: Matrix, axis: Vector) -> float:
    """How far a turn rolls about a unit axis, degrees in (-180, 180]; the rest is swing."""
    w, x, y, z = from_matrix(turn)
    angle = 2.0 * degrees(atan2(float(vector(x, y, z) @ axis), w))
    return angle - 360.0 if angle > 180.0 else angle + 360.0 if angle <= -180.0 else angle


def swing(start: Vector, end: Vector) -> Matrix:
    """The shortest turn that brings one unit vector onto another."""
    cosine = min(1.0, max(-1.0, float(start @ end)))
    axis = cross(start, end)
    if float(axis @ axis) < 1e-18:
        return np.eye(3)
    return turn_about(unit(axis), degrees(acos(cosine)))
