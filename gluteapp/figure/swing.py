"""Parts of a turn: half of it, and its swing apart from its twist; knows no body."""

from __future__ import annotations

from math import acos, atan2, degrees, sqrt

import numpy as np

from gluteapp.figure.rotation import Matrix, Vector, cross, turn_about, unit, vector


def _quaternion(turn: Matrix) -> tuple[float, Vector]:
    """Scalar part (never negative) and vector part of a turn (Shepperd 1978)."""
    t = turn
    trace = float(t[0, 0] + t[1, 1] + t[2, 2])
    if trace > 0.0:
        w = 0.5 * sqrt(1.0 + trace)
        s = 0.25 / w
        return w, vector(s * (t[2, 1] - t[1, 2]), s * (t[0, 2] - t[2, 0]), s * (t[1, 0] - t[0, 1]))
    i = int(np.argmax((t[0, 0], t[1, 1], t[2, 2])))
    j, k = (i + 1) % 3, (i + 2) % 3
    largest = 0.5 * sqrt(max(1.0 + float(t[i, i] - t[j, j] - t[k, k]), 1e-12))
    axis = np.zeros(3)
    axis[i] = largest
    axis[j] = 0.25 / largest * float(t[j, i] + t[i, j])
    axis[k] = 0.25 / largest * float(t[k, i] + t[i, k])
    w = 0.25 / largest * float(t[k, j] - t[j, k])
    return (w, axis) if w >= 0.0 else (-w, -axis)


def part_turn(turn: Matrix, share: float) -> Matrix:
    """A share of a turn about the same axis; steady up to just under 180 degrees."""
    w, axis = _quaternion(turn)
    size = sqrt(float(axis @ axis))
    if size < 1e-9:
        return np.eye(3)
    return turn_about(axis / size, degrees(2.0 * atan2(size, w)) * share)


def twist_deg(turn: Matrix, axis: Vector) -> float:
    """How far a turn rolls about a unit axis, degrees in (-180, 180]; the rest is swing."""
    w, part = _quaternion(turn)
    angle = 2.0 * degrees(atan2(float(part @ axis), w))
    return angle - 360.0 if angle > 180.0 else angle + 360.0 if angle <= -180.0 else angle


def swing(start: Vector, end: Vector) -> Matrix:
    """The shortest turn that brings one unit vector onto another."""
    cosine = min(1.0, max(-1.0, float(start @ end)))
    axis = cross(start, end)
    if float(axis @ axis) < 1e-18:
        return np.eye(3)
    return turn_about(unit(axis), degrees(acos(cosine)))
