"""The skin law of what is touched: hands lie on the body, feet on a step, nothing inside either."""

from __future__ import annotations

from functools import cache

import pytest

from gluteapp.core.exercise import Side
from tests.figure.motion_library import DISTINCT, MOTIONS
from tests.figure.shots import real_body
from tests.figure.touch_laws import TouchMeasure

HAND_MAX_M = 0.012
"""How far a hand may press into the body it rests on: flesh gives."""
THING_MAX_M = 0.006
HOLDING = [
    name
    for name in DISTINCT
    if any("hand" in limb for pair in MOTIONS.spec(name).touching for limb in pair)
]
BESIDE = [name for name in DISTINCT if MOTIONS.spec(name).things]


@cache
def measure() -> TouchMeasure:
    return TouchMeasure(body=real_body())


@pytest.mark.parametrize("motion_id", HOLDING)
def test_no_hand_is_buried_in_the_body(motion_id: str) -> None:
    for pose in MOTIONS.repetition(motion_id, Side.LEFT)[::4]:
        assert {
            arm: deep for arm, deep in measure().arms_m(pose).items() if deep > HAND_MAX_M
        } == {}


@pytest.mark.parametrize("motion_id", BESIDE)
def test_nobody_is_inside_a_thing(motion_id: str) -> None:
    for pose in MOTIONS.repetition(motion_id, Side.LEFT):
        for thing in MOTIONS.spec(motion_id).things:
            assert measure().inside_m(pose, thing) <= THING_MAX_M, thing.kind
