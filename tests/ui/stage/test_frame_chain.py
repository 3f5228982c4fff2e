"""Frames kept as what differs: each is the picture that was drawn, to the last bit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gluteapp.ui.stage.frame_chain import (
    STRIPE,
    Chain,
    Link,
    PackedLink,
    PackedPicture,
    boxes,
)
from gluteapp.ui.stage.frame_patches import Pixels

HEIGHT, WIDTH = 2 * STRIPE + 7, 13


def pictures(count: int, seed: int, *, share: float = 0.1) -> list[Pixels]:
    """Pictures of one size, each of which differs from the one before in a share of its pixels."""
    chance = np.random.default_rng(seed)
    found = [chance.integers(0, 256, (HEIGHT, WIDTH, 4), np.uint8)]
    while len(found) < count:
        is_other = chance.random((HEIGHT, WIDTH)) < share
        new = chance.integers(0, 256, (HEIGHT, WIDTH, 4), np.uint8)
        found.append(np.where(is_other[..., None], new, found[-1]))
    for one in found:
        one[..., 3] = 255
    return found


def chain_of(drawn: list[Pixels], *, is_round: bool = False) -> Chain:
    chain = Chain(PackedPicture(drawn[0]))
    for place, (last, coming) in enumerate(pairwise(drawn)):
        key = PackedPicture(coming) if place == 3 else None
        chain.add(packed_link(last, coming), key)
    if is_round:
        chain.close(packed_link(drawn[-1], drawn[0]))
    return chain


def packed_link(one: Pixels, other: Pixels) -> PackedLink:
    return PackedLink.of(Link.between(one, other))


def covered(parts: tuple[tuple[int, int, int, int], ...]) -> NDArray[np.bool_]:
    """Which pixels lie in boxes."""
    found = np.zeros((HEIGHT, WIDTH), np.bool_)
    for left, top, right, bottom in parts:
        found[top:bottom, left:right] = True
    return found


@given(
    seed=st.integers(0, 999),
    share=st.sampled_from((0.0, 0.001, 0.1, 1.0)),
    is_round=st.booleans(),
    visits=st.lists(st.integers(0, 6), min_size=1, max_size=8),
    room=st.sampled_from((0, 3_000, 1_000_000)),
)
def test_from_any_frame_to_any_other_the_picture_is_the_one_that_was_drawn(
    seed: int, share: float, is_round: bool, visits: list[int], room: int
) -> None:
    drawn = pictures(7, seed, share=share)
    chain = chain_of(drawn, is_round=is_round)
    canvas, at = chain.picture(visits[0]), visits[0]
    assert np.array_equal(canvas, drawn[at])
    for index in visits[1:]:
        chain.open_near(index, room=room - chain.open_nbytes)
        before = canvas.copy()
        parts = chain.turn(canvas, at, index)
        assert np.array_equal(canvas, drawn[index])
        is_left_out = ~covered(parts)
        assert np.array_equal(before[is_left_out], canvas[is_left_out]), "all that differs is told"
        at = index


def test_a_link_takes_a_bit_for_each_row_that_it_touches_and_three_bytes_for_each_pixel() -> None:
    one = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    other = one.copy()
    other[10, 3, :3] = 7
    other[11, 5, 0] = 0
    link = Link.between(one, other)
    assert (link.start, link.span) == (10 * WIDTH, 2 * WIDTH)
    assert link.content.nbytes == -(-2 * WIDTH // 8) + 2 * 3 + 1
    assert link.stripes.tolist() == [[3, 0, 6, STRIPE]]
    assert link.nbytes == link.content.nbytes + link.stripes.nbytes
    packed = PackedLink.of(link)
    assert packed.nbytes == len(packed.packed) + link.stripes.nbytes
    assert np.array_equal(packed.open().content, link.content)


def test_a_repetition_that_goes_round_is_closed_the_short_way() -> None:
    drawn = pictures(7, 1)
    links = [Link.between(one, other) for one, other in pairwise(drawn)]
    open_one, closed = chain_of(drawn), chain_of(drawn, is_round=True)
    assert closed.nbytes - open_one.nbytes == packed_link(drawn[-1], drawn[0]).nbytes
    # Without a link from the last frame to the first the way leads through all others.
    many = np.zeros((HEIGHT, WIDTH), np.bool_)
    for link in links:
        many |= covered(tuple(tuple(box) for box in link.stripes.tolist()))
    canvas = open_one.picture(6)
    assert np.array_equal(covered(open_one.turn(canvas, 6, 0)), many)
    canvas = closed.picture(6)
    assert np.array_equal(
        covered(closed.turn(canvas, 6, 0)),
        covered(tuple(boxes((drawn[6] != drawn[0]).any(axis=2)))),
    )


def test_a_chain_counts_all_its_memory_as_it_grows_and_as_links_are_opened() -> None:
    drawn = pictures(4, 2)
    chain = Chain(first := PackedPicture(drawn[0]))
    assert chain.nbytes == first.nbytes
    link, key = packed_link(drawn[0], drawn[1]), PackedPicture(drawn[1])
    chain.add(link, key)
    grown = first.nbytes + link.nbytes + key.nbytes
    assert (len(chain), chain.nbytes) == (2, grown)
    opened = link.open().content.nbytes
    chain.open_near(1, room=opened - 1)
    assert not chain.is_open_near(1), "there was no room"
    chain.open_near(1, room=opened)
    assert chain.is_open_near(1)
    assert (chain.nbytes, chain.open_nbytes) == (grown + opened, opened)
    chain.shut()
    assert (chain.nbytes, chain.open_nbytes) == (grown, 0)


def test_where_a_repetition_goes_round_both_ends_lie_near_one_another() -> None:
    chain = chain_of(pictures(5, 4), is_round=True)
    chain.open_near(0, room=1_000_000)
    assert chain.is_open_near(0)
    assert not chain.is_open_near(4)
    one, other = (
        packed_link(*two).open()
        for two in ((pictures(5, 4)[4], pictures(5, 4)[0]), pictures(5, 4)[:2])
    )
    assert chain.open_nbytes == one.content.nbytes + other.content.nbytes


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_packed_picture_is_the_same_and_may_be_written_into(share: float) -> None:
    one = pictures(2, 3, share=share)[1]
    packed = PackedPicture(one)
    found = packed.pixels()
    assert np.array_equal(found, one)
    found[:] = 0
    assert np.array_equal(packed.pixels(), one)


def test_boxes_lie_in_stripes_and_hold_all_that_differs() -> None:
    differs = np.zeros((HEIGHT, WIDTH), np.bool_)
    assert list(boxes(differs)) == []
    differs[STRIPE + 3, 4] = differs[STRIPE + 9, 2] = differs[-1, -1] = True
    assert list(boxes(differs)) == [
        (2, STRIPE, 5, 2 * STRIPE),
        (WIDTH - 1, 2 * STRIPE, WIDTH, HEIGHT),
    ]
