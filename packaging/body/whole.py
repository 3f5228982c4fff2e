"""The whole left half of a body as one signed distance; knows no mesh."""

from __future__ import annotations

import numpy as np
from hair import with_hair
from hand import hand
from head import head
from landmarks import ANKLE, CM, HAND_FRAME, WRIST, only_in
from limbs import arm, leg, thigh
from sdf import Array, mirrored, smooth_min
from shoe import shoe
from trunk import seat, trunk

HEAD_FROM_CM = 139.0
"""Nothing of the head or its neck is below."""


def whole(points: Array, body_type: str) -> Array:
    """Distance in metres of places (n, 3) in metres; the left half's, mirrored for the right."""
    at = np.array(points / CM)
    at[:, 0] = np.abs(at[:, 0])
    distance = _trunk_and_legs(at, body_type)
    distance = smooth_min(distance, _arm(at, body_type), 4.2)
    distance = smooth_min(distance, _foot(at), 0.9)
    return _head(at, distance, body_type) * CM


def _trunk_and_legs(at: Array, body_type: str) -> Array:
    """A crease under each buttock and between them, the legs apart from each other."""
    other = mirrored(at)
    body = only_in(
        lambda p: trunk(p, body_type), at, np.array((-9, 74.0, -40)), np.array((40, 155.0, 40))
    )
    low, high = np.array((-40, 70.0, -40)), np.array((40, 112.0, 40))
    seats = smooth_min(
        only_in(lambda p: seat(p, body_type), at, low, high),
        only_in(lambda p: seat(p, body_type), other, low, high),
        0.9,
    )
    body = smooth_min(body, seats, 3.0)
    low, high = np.array((-9, 0.0, -40)), np.array((40, 108.0, 40))
    body = smooth_min(body, only_in(lambda p: leg(p, body_type), at, low, high), 6.0)
    low = np.array((-40, 30.0, -40))
    return smooth_min(body, only_in(lambda p: thigh(p, body_type), other, low, high), 1.6)


def _arm(at: Array, body_type: str) -> Array:
    low, high = np.array((6.0, 75.0, -40)), np.array((90.0, 160.0, 40))
    distance = only_in(lambda p: arm(p, body_type), at, low, high)
    low = np.array((46.0, 60.0, -40))
    return smooth_min(distance, only_in(_hand, at, low, high), 1.6)


def _hand(at: Array) -> Array:
    return hand(at * CM, WRIST * CM, HAND_FRAME) / CM


def _foot(at: Array) -> Array:
    return only_in(_shoe, at, np.array((-9, -9, -40)), np.array((40, 24.0, 40)))


def _shoe(at: Array) -> Array:
    return shoe(at * CM, ANKLE * CM) / CM


def _head(at: Array, distance: Array, body_type: str) -> Array:
    near = (at[:, 1] > HEAD_FROM_CM) & (at[:, 0] < 20.0)
    if not near.any():
        return distance
    places = at[near] * CM
    joined = smooth_min(distance[near], head(places, body_type) / CM, 2.6)
    result = np.array(distance)
    result[near] = with_hair(joined * CM, places, body_type) / CM
    return result
