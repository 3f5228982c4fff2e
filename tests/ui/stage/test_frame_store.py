"""The store of frames: never more than its limit, and what matters stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.exercise import Side, Tempo
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import AHEAD, Shown
from gluteapp.ui.stage.frame_store import LIMIT_BYTES, Frame, FrameStore, Patch, Strip

TEMPO = Tempo(lower_s=2, hold_s=1, lift_s=2)


def strip(name: str = "squat", side: Side = Side.BOTH) -> Strip:
    return Strip(
        shown=Shown(motion_id=name, side=side, tempo=TEMPO),
        breaths=1,
        look=Look(),
        angle=AHEAD,
        width=100,
        height=80,
        background=None,
    )


def frame(nbytes: int = 400) -> Frame:
    return Frame((Patch(0, 0, np.zeros((1, nbytes // 4, 4), np.uint8)),))


def test_a_pose_that_breathes_has_frames_of_its_own_and_a_held_one_those_of_its_move() -> None:
    own = strip()
    waiting = replace(own.shown, breath=-1.0)
    breathing = own.for_life(waiting)
    assert breathing != own
    assert breathing == own.for_life(replace(waiting, breath=0.5, eyelid=0.0))
    assert own.for_life(own.shown) is own
    assert len(breathing.grid) < 20
    for index in range(len(breathing.grid)):
        shown = breathing.shown_at(index)
        assert (shown.phase, breathing.index(shown)) == (0.0, index)
    hold = replace(own, shown=replace(own.shown, tempo=None))
    held = replace(hold.shown, phase=0.5, breath=-1.0, eyelid=0.0)
    assert hold.for_life(held) is hold
    assert hold.shown_at(hold.index(held)) == held
    assert hold.shown_at(hold.index(replace(held, breath=1.0))).eyelid == 1.0
    assert hold.shown_at(0).breath is None


def test_the_limit_is_the_promised_one() -> None:
    assert LIMIT_BYTES == 200_000_000


@given(
    puts=st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 75), st.integers(0, 300), st.booleans()),
        max_size=60,
    ),
    kept=st.lists(st.integers(0, 5), max_size=4),
)
def test_memory_stays_within_its_limit_and_is_counted_right(
    puts: list[tuple[int, int, int, bool]], kept: list[int]
) -> None:
    strips = [strip(str(number)) for number in range(6)]
    store = FrameStore(limit_bytes=4_000)
    store.keep([strips[one] for one in kept])
    there: dict[tuple[int, int | None], int] = {}
    for which, index, size, is_still in puts:
        one = frame(size * 4)
        if is_still:
            is_kept = store.put_still(strips[which], one.patches[0].pixels)
        else:
            is_kept = store.put(strips[which], index, one)
        if is_kept:
            there[which, None if is_still else index] = one.nbytes
        assert store.nbytes <= 4_000
    counted = sum(
        nbytes
        for (which, index), nbytes in there.items()
        if (
            store.still(strips[which]) is not None
            if index is None
            else store.has(strips[which], index)
        )
    )
    assert store.nbytes == counted


def test_what_was_not_asked_for_longest_goes_first() -> None:
    store = FrameStore(limit_bytes=1_000)
    old, new, newest = strip("old"), strip("new"), strip("newest")
    store.put(old, 0, frame())
    store.put(new, 0, frame())
    assert store.frame(old, 0) is not None
    assert store.put(newest, 0, frame())
    assert store.has(old, 0)
    assert not store.has(new, 0)


def test_the_current_move_stays_and_the_next_one_gives_way_to_it() -> None:
    store = FrameStore(limit_bytes=1_000)
    current, coming, loose = strip("current"), strip("coming"), strip("loose")
    store.keep([current, coming])
    assert store.put(coming, 0, frame())
    assert store.put(loose, 0, frame())
    assert store.put(current, 0, frame())
    assert not store.has(loose, 0)
    assert store.has(coming, 0)
    assert not store.put(coming, 1, frame()), "what comes next drops nothing that is looked at"
    assert store.has(current, 0)
    assert store.put(current, 1, frame())
    assert not store.has(coming, 0)


def test_a_frame_that_never_fits_is_refused() -> None:
    store = FrameStore(limit_bytes=1_000)
    store.put(strip("loose"), 0, frame())
    assert not store.put(strip(), 0, frame(2_000))
    assert store.has(strip("loose"), 0), "and nothing is dropped for it"


def test_the_nearest_frame_there_is() -> None:
    store = FrameStore()
    one = strip()
    assert store.nearest(one, 3) is None
    for index in (0, 8, 40):
        store.put(one, index, frame())
    found = store.nearest(one, 20)
    assert found is not None
    assert found[0] == 8


def test_where_a_repetition_goes_round_so_does_the_nearest_frame() -> None:
    uneven = Shown(motion_id="squat", tempo=Tempo(lower_s=3, hold_s=1, lift_s=1))
    one = Strip(
        shown=uneven, breaths=1, look=Look(), angle=AHEAD, width=9, height=9, background=None
    )
    store = FrameStore()
    for index in (2, 100):
        store.put(one, index, frame())
    found = store.nearest(one, 148)
    assert found is not None
    assert found[0] == 2


def test_sides_and_looks_do_not_share_frames() -> None:
    store = FrameStore()
    store.put(strip(side=Side.LEFT), 0, frame())
    assert not store.has(strip(side=Side.RIGHT), 0)
