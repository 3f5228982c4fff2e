"""Plain shapes: closed, facing outwards, as large as asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gluteapp.figure.thing_shapes import Shape, joined, rounded_box, strip_loop, tube, turned

length = st.floats(0.02, 1.5)


def _volume(shape: Shape) -> float:
    a, b, c = (shape.points[shape.triangles[:, k]] for k in range(3))
    return float((a * np.cross(b, c)).sum() / 6)


@settings(max_examples=60, deadline=None)
@given(st.tuples(length, length, length), st.floats(0.001, 0.2))
def test_a_rounded_box_fills_its_box_but_for_the_edges(
    size: tuple[float, float, float], radius: float
) -> None:
    box = rounded_box(size, radius)
    assert np.allclose(np.ptp(box.points, axis=0), size, rtol=1e-6)
    whole = float(np.prod(size))
    least = whole * np.pi / 6  # an egg at the most rounded
    assert least * 0.9 < _volume(box) <= whole * 1.0001
    assert np.allclose(np.linalg.norm(box.normals, axis=1), 1)


def test_a_ball_and_a_tube_have_the_volume_they_should() -> None:
    angles = np.linspace(-np.pi / 2, np.pi / 2, 25)
    ball = turned(np.stack((np.cos(angles), np.sin(angles)), axis=1), sides=40)
    assert _volume(ball) == pytest.approx(4 / 3 * np.pi, rel=0.03)
    around = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    path = np.stack((np.cos(around), np.sin(around), np.zeros(40)), axis=1)
    ring = tube(path, 0.2, sides=20, is_closed=True)
    assert _volume(ring) == pytest.approx(2 * np.pi**2 * 0.04, rel=0.05)


def test_a_loop_is_as_wide_and_thick_as_asked() -> None:
    around = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    out = np.stack((np.cos(around), np.zeros(48), np.sin(around)), axis=1)
    wide = np.tile((0.0, 0.03, 0.0), (48, 1))
    loop = strip_loop(out * 0.5, out, wide, 0.01)
    assert np.ptp(loop.points[:, 1]) == pytest.approx(0.06)
    assert np.linalg.norm(loop.points[:, [0, 2]], axis=1).max() == pytest.approx(0.51)
    assert abs(_volume(loop)) == pytest.approx(2 * np.pi * 0.505 * 0.06 * 0.01, rel=0.05)


def test_shapes_are_moved_turned_and_joined() -> None:
    box = rounded_box((0.2, 0.4, 0.6), 0.02)
    frame = np.array(((0.0, 1.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 0.0, 1.0)))
    moved = box.moved(frame, np.array((1.0, 0.0, 0.0)))
    assert np.allclose(np.ptp(moved.points, axis=0), (0.4, 0.2, 0.6))
    assert np.allclose(moved.points.mean(axis=0), (1, 0, 0), atol=1e-9)
    both = joined(box, moved)
    assert _volume(both) == pytest.approx(2 * _volume(box))
