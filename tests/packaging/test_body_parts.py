"""Head, hair, hand and shoe of the coach measured: sizes of evidence 5.1, standing on the floor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from gluteapp.figure.face import HEAD_CENTRE_M
from gluteapp.figure.hand_bones import FINGER_BONES, joint_at
from gluteapp.figure.skeleton import (
    ANKLE_HEIGHT,
    BALL_OFFSET,
    HAND,
    HEEL_OFFSET,
    STATURE_M,
    TOE_LENGTH,
)

pytest.importorskip("scipy")

FOLDER = Path(__file__).parents[2] / "packaging" / "body"
HEAD_HEIGHT_M = 0.130 * STATURE_M
ANKLE = np.array((0.09, ANKLE_HEIGHT * STATURE_M, -0.02))
Array = NDArray[np.float64]
Distance = Callable[[Array], Array]
Parts = dict[str, ModuleType]


@pytest.fixture(scope="module")
def parts() -> Iterator[Parts]:
    """The builder's modules, whose names are too short to stay importable."""
    names = ("head", "hair", "hand", "shoe")
    before = set(sys.modules)
    sys.path.insert(0, str(FOLDER))
    try:
        modules: dict[str, ModuleType] = {name: import_module(name) for name in names}
    finally:
        sys.path.remove(str(FOLDER))
    yield modules
    for name in set(sys.modules) - before:
        if str(FOLDER) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def extent(distance: Distance, low: Array, high: Array, step: float) -> tuple[Array, Array]:
    """Corners of the box round what is inside."""
    axes = [np.arange(a, b, step) for a, b in zip(low, high, strict=True)]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 3)
    values = distance(points)
    assert np.isfinite(values).all()
    inside = points[values < 0]
    return inside.min(0), inside.max(0)


@pytest.mark.parametrize("body_type", ["a", "b"])
def test_the_head_is_as_tall_as_measured(parts: Parts, body_type: str) -> None:
    y = np.arange(-0.16, 0.16, 0.0005)

    def reach(x: float, z: float) -> Array:
        column = np.column_stack((np.full(len(y), x), y, np.full(len(y), z)))
        return np.asarray(y[parts["head"].head(column + HEAD_CENTRE_M, body_type) < 0])

    # The chin is before the neck, the crown over the ears.
    chin, crown = reach(0.0, 0.062).min(), reach(0.0, -0.012).max()
    assert crown - chin == pytest.approx(HEAD_HEIGHT_M, rel=0.03)
    assert crown == pytest.approx(-chin, abs=0.004)


@pytest.mark.parametrize("body_type", ["a", "b"])
def test_inside_and_outside_of_the_head(parts: Parts, body_type: str) -> None:
    middle = np.asarray(HEAD_CENTRE_M)
    inside = middle + np.array(((0, 0, 0), (0, -0.12, -0.028), (0.071, -0.014, -0.02)))
    outside = middle + np.array(((0, 0, 0.14), (0.1, 0, 0), (0, 0.13, 0.1), (0, -0.09, 0.12)))
    head = parts["head"].head
    assert (head(inside, body_type) < 0).all()
    assert (head(outside, body_type) > 0).all()
    mirrored = np.array((-1.0, 1.0, 1.0))
    assert np.array_equal(head(outside * mirrored, body_type), head(outside, body_type))


@pytest.mark.parametrize("body_type", ["a", "b"])
def test_hair_lies_on_the_head_and_not_on_the_face(parts: Parts, body_type: str) -> None:
    rng = np.random.default_rng(1)
    points = np.asarray(HEAD_CENTRE_M) + rng.uniform(-0.12, 0.13, (4000, 3))
    bare = parts["head"].head(points, body_type)
    haired = parts["hair"].with_hair(bare, points, body_type)
    edge = parts["hair"].hair_distance(points, body_type)
    assert (haired <= bare + 1e-9).all()
    assert np.allclose(haired[edge < -0.006], bare[edge < -0.006])
    assert (haired < bare - 0.002)[edge > 0.03].all()


def test_the_bun_does_not_lift_the_lying_head(parts: Parts) -> None:
    middle = np.asarray(HEAD_CENTRE_M)

    def furthest_back(low_y: float, high_y: float) -> float:
        def distance(points: Array) -> Array:
            bare = parts["head"].head(points, "a")
            return np.asarray(parts["hair"].with_hair(bare, points, "a"))

        low = middle + np.array((-0.02, low_y, -0.14))
        high = middle + np.array((0.02, high_y, -0.05))
        return float(extent(distance, low, high, 0.002)[0][2])

    assert furthest_back(0.065, 0.14) > furthest_back(-0.03, 0.055) + 0.003


def test_the_hand_is_as_long_as_measured(parts: Parts) -> None:
    def hand(points: Array) -> Array:
        return np.asarray(parts["hand"].hand(points, np.zeros(3), np.eye(3)))

    low, high = extent(hand, np.array((-0.05, -0.2, -0.06)), np.array((0.05, 0, 0.09)), 0.0015)
    assert -low[1] == pytest.approx(HAND * STATURE_M, rel=0.03)
    assert high[2] > -low[2], "the thumb is at the front"


def test_fingers_are_apart_and_their_joints_inside(parts: Parts) -> None:
    f = np.arange(-0.05, 0.045, 0.0005)
    across = np.column_stack((np.full(len(f), -0.006), np.full(len(f), -0.125), f))
    inside = parts["hand"].hand(across, np.zeros(3), np.eye(3)) < 0
    assert (np.diff(inside.astype(int)) == 1).sum() == 4
    joints = np.array([joint_at(bone, is_left=True) for bone in FINGER_BONES])
    # The far joints' axis runs through the middle finger.
    joints[1] += (0, 0, 0.009)
    assert (parts["hand"].hand(joints, np.zeros(3), np.eye(3)) < -0.002).all()


def test_the_hand_goes_where_the_wrist_is(parts: Parts) -> None:
    frame = np.array(((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), (-1.0, 0.0, 0.0)))
    wrist = np.array((0.3, 0.9, 0.1))
    points = np.random.default_rng(2).uniform(-0.1, 0.1, (200, 3))
    here = parts["hand"].hand(points, np.zeros(3), np.eye(3))
    there = parts["hand"].hand(points @ frame.T + wrist, wrist, frame)
    assert np.allclose(here, there)


def test_the_shoe_stands_on_the_floor_under_the_foot(parts: Parts) -> None:
    def shoe(points: Array) -> Array:
        return np.asarray(parts["shoe"].shoe(points, ANKLE))

    reach = np.array((0.07, 0.0, 0.0))
    low, high = extent(
        shoe, ANKLE - reach - (0, 0.0753, 0.11), ANKLE + reach + (0, 0.05, 0.23), 0.002
    )
    assert low[2] - ANKLE[2] == pytest.approx(float(HEEL_OFFSET[2]) * STATURE_M, abs=0.014)
    tip = (float(BALL_OFFSET[2]) + TOE_LENGTH) * STATURE_M
    assert high[2] - ANKLE[2] == pytest.approx(tip, abs=0.010)
    assert 0.08 < high[0] - low[0] < 0.11
    y = np.arange(-0.01, 0.02, 0.0002)
    for z in (-0.035, 0.05, 0.13):
        column = np.column_stack((np.full(len(y), ANKLE[0]), y, np.full(len(y), ANKLE[2] + z)))
        lowest = y[shoe(column) < 0].min()
        assert lowest == pytest.approx(0.0, abs=0.001)
    tip_column = np.column_stack((np.full(len(y), ANKLE[0]), y, np.full(len(y), ANKLE[2] + tip)))
    assert y[shoe(tip_column) < 0].min() > 0.006, "toes spring up"


def test_the_collar_of_a_shoe_ends_below_the_shin(parts: Parts) -> None:
    points = ANKLE + np.array(((0, -0.06, 0.05), (0, -0.01, 0.0), (0, 0.06, 0.0)))
    collar = parts["shoe"].collar_distance(points, ANKLE)
    assert (collar > 0).tolist() == [True, True, False]
