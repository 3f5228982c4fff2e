"""Turns as quaternions say the same as matrices do."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.figure.quaternion import (
    Array,
    from_matrices,
    from_matrix,
    from_vectors,
    product,
    to_matrices,
    to_vectors,
    turned_back,
)
from gluteapp.figure.rotation import body_turn

ANGLES = st.tuples(st.floats(-179, 179), st.floats(-179, 179), st.floats(-179, 179))


def _turn(angles: tuple[float, float, float]) -> Array:
    return body_turn(*angles)[None]


@given(ANGLES)
def test_there_and_back(angles: tuple[float, float, float]) -> None:
    turn = _turn(angles)
    q = from_matrices(turn)
    assert np.allclose(to_matrices(q), turn, atol=1e-9)
    assert np.allclose(to_matrices(from_vectors(to_vectors(q))), turn, atol=1e-9)
    assert np.allclose(to_matrices(turned_back(q)), turn.swapaxes(1, 2), atol=1e-9)


@given(ANGLES)
def test_one_turn_is_read_like_many(angles: tuple[float, float, float]) -> None:
    turn = _turn(angles)
    (many,) = from_matrices(turn)
    one = np.array(from_matrix(turn[0]))
    assert one[0] >= 0.0
    assert min(np.abs(one - many).max(), np.abs(one + many).max()) < 1e-9


@given(ANGLES, ANGLES)
def test_one_turn_after_another(
    first: tuple[float, float, float], last: tuple[float, float, float]
) -> None:
    a, b = _turn(last), _turn(first)
    both = product(from_matrices(a), from_matrices(b))
    assert np.allclose(to_matrices(both), a @ b, atol=1e-9)


@given(ANGLES)
def test_the_way_from_turn_to_turn_is_the_shorter_one(angles: tuple[float, float, float]) -> None:
    assert float(np.linalg.norm(to_vectors(from_matrices(_turn(angles))))) <= np.pi + 1e-9
