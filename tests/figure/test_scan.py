"""Triangles to pixels: everything covered once, edges finely, the nearest in front."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gluteapp.figure.scan import Seen, scan

WIDE, HIGH = 40, 30
coordinate = st.floats(-10, 50, allow_nan=False, width=32)


def _scan(flat: np.ndarray, near: np.ndarray, triangles: np.ndarray) -> Seen:
    return scan(
        flat.astype(np.float32),
        near.astype(np.float32),
        triangles.astype(np.int32),
        kinds=np.zeros(len(triangles), np.int32),
        width=WIDE,
        height=HIGH,
        is_mirror=False,
    )


def _cover(seen: Seen) -> np.ndarray:
    """How much of each pixel of the whole picture is covered."""
    window = seen.window
    part = np.bincount(seen.pixel, seen.share, window.width * window.height)
    whole = np.zeros((HIGH, WIDE))
    rows = slice(window.top, window.top + window.height)
    whole[rows, window.left : window.left + window.width] = part.reshape(window.height, -1)
    return whole


def _facing(flat: np.ndarray) -> np.ndarray:
    """Corners in the order that faces the eye: y points down."""
    one, two = flat[1] - flat[0], flat[2] - flat[0]
    area = one[0] * two[1] - one[1] * two[0]
    return np.array([[0, 1, 2]] if area < 0 else [[0, 2, 1]])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=3))
def test_the_cover_of_a_triangle_is_its_area(corners: list[tuple[float, float]]) -> None:
    flat = np.array(corners)
    inside = np.clip(flat, (4, 4), (WIDE - 4, HIGH - 4))
    one, two = inside[1] - inside[0], inside[2] - inside[0]
    area = abs(float(one[0] * two[1] - one[1] * two[0])) / 2
    around = sum(float(np.linalg.norm(inside[k] - inside[k - 1])) for k in range(3))
    cover = _cover(_scan(inside, np.full(3, 0.2), _facing(inside)))
    assert cover.max() <= 1 + 1e-5
    assert cover.sum() == pytest.approx(area, abs=0.25 + around * 0.16)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_neighbours_leave_no_gap_and_no_doubt(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y = np.meshgrid(np.linspace(5, 35, 7), np.linspace(4, 26, 6))
    flat = np.stack((x, y), axis=-1).reshape(-1, 2)
    inner = (flat > flat.min(axis=0)).all(axis=1) & (flat < flat.max(axis=0)).all(axis=1)
    flat[inner] += rng.uniform(-1.5, 1.5, (int(inner.sum()), 2))
    first = (np.arange(5)[:, None] * 7 + np.arange(6)).ravel()
    triangles = np.concatenate(
        (
            np.stack((first, first + 7, first + 8), axis=1),
            np.stack((first, first + 8, first + 1), axis=1),
        )
    )
    seen = _scan(flat, np.full(len(flat), 0.2), triangles)
    cover = _cover(seen)
    assert np.allclose(cover[6:24, 7:33], 1)
    assert len(np.unique(seen.pixel[seen.share == 1])) == int((seen.share == 1).sum())
    assert seen.second.min() > -0.05
    assert seen.third.min() > -0.05
    assert (seen.second + seen.third).max() < 1.05


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(4)), st.integers(0, 2**32 - 1))
def test_the_nearest_wins_whatever_the_order(order: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    flat = np.tile(np.array(((5, 5), (5, 25), (35, 25))), (4, 1)) + rng.uniform(-2, 2, (12, 2))
    near = np.repeat((0.18, 0.2, 0.22, 0.24), 3)
    triangles = np.arange(12).reshape(4, 3)[order]
    seen = _scan(flat, near, triangles)
    middle = seen.pixel == (18 - seen.window.top) * seen.window.width + 14 - seen.window.left
    assert set(seen.triangle[middle].tolist()) == {order.index(3)}
    assert np.allclose(seen.nearness[middle], 0.24)


@settings(max_examples=60, deadline=None)
@given(st.floats(1.5, 5), st.floats(8, 32), st.floats(0.002, 0.05))
def test_where_a_surface_ends_in_front_of_another_its_edge_is_fine(
    lean: float, middle: float, gap: float
) -> None:
    """A hand 5 cm before the chest has an even edge too, not only one before the stage."""
    behind = np.array(((0, 0), (0, 30), (40, 30), (40, 0)))
    front = np.array(((-5, 3), (-5, 27), (middle - lean, 27), (middle + lean, 3)))
    flat = np.concatenate((behind, front))
    near = np.repeat((0.2, 0.2 + gap), 4)
    square = np.array(((0, 1, 2), (0, 2, 3)))
    seen = _scan(flat, near, np.concatenate((square, square + 4)))
    in_front = seen.triangle >= 2
    rows = seen.pixel // seen.window.width + seen.window.top
    parts = set()
    for row in range(5, 25):
        here = rows == row
        covered = float(seen.share[here & in_front].sum())
        ends = middle + lean * (1 - 2 * (row + 0.5 - 3) / 24)
        assert covered == pytest.approx(ends, abs=0.45)
        parts.add(covered % 1)
        assert float(seen.share[here].sum()) == pytest.approx(WIDE, abs=1e-3)
    assert parts != {0.0}, "an edge of whole pixels has no parts of one"


def test_shares_tell_where_in_a_triangle_a_pixel_lies() -> None:
    flat = np.array(((5.0, 5.0), (5.0, 25.0), (35.0, 25.0)))
    seen = _scan(flat, np.full(3, 0.2), np.array([[0, 1, 2]]))
    inside = seen.share == 1
    pixel, window = seen.pixel[inside], seen.window
    x = pixel % window.width + window.left + 0.5
    y = pixel // window.width + window.top + 0.5
    second, third = seen.second[inside], seen.third[inside]
    first = 1 - second - third
    assert np.allclose(first * 5 + second * 5 + third * 35, x, atol=1e-3)
    assert np.allclose(first * 5 + second * 25 + third * 25, y, atol=1e-3)


def test_nothing_in_the_picture_is_nothing_seen() -> None:
    flat = np.array(((-50.0, 5.0), (-50.0, 25.0), (-35.0, 25.0)))
    seen = _scan(flat, np.full(3, 0.2), np.array([[0, 1, 2]]))
    assert len(seen.pixel) == 0


def _times_coloured(nearness: float, steep: float) -> np.ndarray:
    """How often each pixel (22, 32) of a square that is looked at aslant is coloured."""
    flat = np.array(((5.0, 5.0), (5.0, 25.0), (35.0, 25.0), (35.0, 5.0)))
    seen = _scan(flat, nearness + steep * flat[:, 0], np.array(((0, 1, 2), (0, 2, 3))))
    window = seen.window
    times = np.bincount(seen.pixel, minlength=window.width * window.height)
    return times.reshape(window.height, window.width)[2:-2, 2:-2]


def test_a_surface_is_coloured_once_in_a_pixel_along_its_edge_too() -> None:
    assert _times_coloured(0.2, 0.0).max() == 1


def test_a_slope_is_no_edge_however_quickly_it_comes_nearer() -> None:
    assert _times_coloured(0.2, 0.003)[2:-2, 2:-2].max() == 1
