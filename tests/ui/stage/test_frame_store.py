"""The store of frames: never more than its limit, and what matters stays."""

from __future__ import annotations

import gc
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.exercise import Side, Tempo
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import AHEAD, Shown
from gluteapp.ui.stage.frame_chain import Chain
from gluteapp.ui.stage.frame_patches import Frame, Patch, Pixels
from gluteapp.ui.stage.frame_store import LIMIT_BYTES, FrameStore, Strip

TEMPO = Tempo(lower_s=2, hold_s=1, lift_s=2)
ROUND = Tempo(lower_s=1, hold_s=1, lift_s=2)
WIDTH, HEIGHT = 40, 20


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


def small_strip(name: str = "squat", tempo: Tempo | None = TEMPO) -> Strip:
    one = strip(name)
    return replace(one, shown=replace(one.shown, tempo=tempo), width=WIDTH, height=HEIGHT)


def stage(seed: int = 0) -> Pixels:
    """A still stage for `small_strip`."""
    pixels = np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 4), np.uint8)
    pixels[..., 3] = 255
    return pixels


def drawn(index: int, seed: int = 0) -> Frame:
    """A frame for `small_strip`: two patches, one of which stands still."""
    pixels = np.random.default_rng((seed, index)).integers(0, 256, (3, 4, 4), np.uint8)
    pixels[..., 3] = 255
    trunk = np.full((2, 5, 4), 255, np.uint8)
    return Frame((Patch(index % (WIDTH - 4), index % 5, pixels), Patch(3, 12, trunk)))


def whole(index: int, seed: int = 0) -> Pixels:
    """The picture of a frame as it was drawn."""
    canvas = stage(seed)
    drawn(index, seed).put_on(canvas)
    return canvas


def kept(store: FrameStore, one: Strip, index: int, seed: int = 0) -> Pixels | None:
    """The picture of a frame as it was kept."""
    match store.frame(one, index):
        case None:
            return None
        case Chain() as chain:
            return chain.picture(index)
        case alone:
            canvas = stage(seed)
            alone.put_on(canvas)
            return canvas


def arrays_of(store: FrameStore) -> int:
    """Memory of everything that a store holds on to, walked through from outside."""
    seen: set[int] = set()
    waiting, total = [gc.get_referents(store)], 0
    while waiting:
        for one in waiting.pop():
            if id(one) in seen or isinstance(one, type):
                continue
            seen.add(id(one))
            if isinstance(one, np.ndarray):
                base = one if one.base is None else one.base
                if id(base) not in seen or base is one:
                    seen.add(id(base))
                    total += one.nbytes
            elif isinstance(one, bytes):
                total += len(one)
            elif not isinstance(one, Strip):
                waiting.append(gc.get_referents(one))
    return total


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
    seed=st.integers(0, 999),
    tempo=st.sampled_from((TEMPO, ROUND, None)),
    is_coarse_first=st.booleans(),
    share=st.floats(0, 1),
)
def test_each_frame_is_kept_to_the_pixel_in_whatever_order_they_come(
    seed: int, tempo: Tempo | None, is_coarse_first: bool, share: float
) -> None:
    one, store = small_strip(tempo=tempo), FrameStore()
    order = list(one.grid.coarse_first())
    if not is_coarse_first:
        Random(seed).shuffle(order)
    there = order[: round(share * len(order))]
    store.put_still(one, stage(seed))
    for index in there:
        assert store.put(one, index, drawn(index, seed))
    assert store.count(one) == len(there)
    for index in order:
        found = kept(store, one, index, seed)
        assert (found is not None) == store.has(one, index) == (index in there)
        assert found is None or np.array_equal(found, whole(index, seed))


@pytest.mark.parametrize("tempo", [TEMPO, ROUND, None])
def test_a_strip_that_is_whole_is_one_chain_and_needs_no_stage(tempo: Tempo | None) -> None:
    one, store = small_strip(tempo=tempo), FrameStore()
    store.put_still(one, stage())
    for index in one.grid.coarse_first():
        assert store.still(one) is not None
        store.put(one, index, drawn(index))
        assert store.nbytes == arrays_of(store)
    assert store.still(one) is None
    chain = store.frame(one, 0)
    assert isinstance(chain, Chain)
    assert len(chain) == len(one.grid)
    assert store.nbytes == chain.nbytes
    canvas = chain.picture(len(chain) - 1)
    chain.turn(canvas, len(chain) - 1, 0)
    assert np.array_equal(canvas, whole(0))


def test_a_frame_that_comes_again_changes_nothing() -> None:
    one, store = small_strip(), FrameStore()
    store.put_still(one, stage())
    for index in (0, 1, 2, 5):
        store.put(one, index, drawn(index))
    before = store.nbytes
    assert store.put(one, 1, drawn(1))
    assert store.put(one, 5, drawn(5))
    assert store.nbytes == before
    assert store.count(one) == 4


def test_where_a_chain_does_not_fit_frames_stay_alone() -> None:
    one = small_strip()
    alone = stage().nbytes + len(one.grid) * drawn(0).nbytes
    # Fewer bytes to spare than the first picture of a chain takes.
    store = FrameStore(limit_bytes=alone + 500)
    store.put_still(one, stage())
    for index in reversed(range(len(one.grid))):
        assert store.put(one, index, drawn(index))
        assert store.nbytes <= alone + 500
    assert store.nbytes == alone == arrays_of(store)
    assert all(isinstance(store.frame(one, index), Frame) for index in range(len(one.grid)))


@given(
    puts=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12), st.booleans()), max_size=80),
    kept_ones=st.lists(st.integers(0, 3), max_size=3),
    limit_bytes=st.integers(2_000, 20_000),
)
def test_memory_stays_within_its_limit_and_is_counted_right(
    puts: list[tuple[int, int, bool]], kept_ones: list[int], limit_bytes: int
) -> None:
    strips = [small_strip(str(number)) for number in range(4)]
    store = FrameStore(limit_bytes=limit_bytes)
    store.keep([strips[one] for one in kept_ones])
    for which, index, is_still in puts:
        one = strips[which]
        if is_still:
            store.put_still(one, stage(which))
        else:
            store.put(one, index, drawn(index, which))
        assert store.nbytes <= limit_bytes
        assert store.nbytes == arrays_of(store)


def test_steps_are_open_for_what_is_looked_at_and_for_nothing_else() -> None:
    store = FrameStore()
    looked_at, later = small_strip("clam"), small_strip("squat")
    for one in (looked_at, later):
        store.put_still(one, stage())
        for index in one.grid.coarse_first():
            store.put(one, index, drawn(index))
    packed = store.nbytes
    store.keep([looked_at])
    chain = store.frame(looked_at, 5)
    assert isinstance(chain, Chain)
    assert chain.is_open_near(5)
    assert store.nbytes == packed + chain.open_nbytes == arrays_of(store)
    store.keep([looked_at, later])
    assert chain.is_open_near(5)
    store.keep([later])
    assert store.nbytes == packed


def test_without_room_steps_stay_packed_and_no_frame_goes_for_them() -> None:
    limit_bytes = 30_000
    one, loose, store = small_strip(), strip("loose"), FrameStore(limit_bytes=limit_bytes)
    store.keep([one])
    store.put_still(one, stage())
    for index in one.grid.coarse_first():
        assert store.put(one, index, drawn(index))
    assert store.put(loose, 0, frame((limit_bytes - store.nbytes) // 4 * 4))
    for index in range(len(one.grid)):
        found = kept(store, one, index)
        assert found is not None
        assert np.array_equal(found, whole(index))
        assert store.nbytes <= limit_bytes
    assert store.has(loose, 0)


def test_the_frames_of_a_repetition_take_a_fraction_of_what_was_drawn() -> None:
    one, store = small_strip(), FrameStore()
    store.put_still(one, stage())
    trunk = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    for index in range(len(one.grid)):
        pixels = trunk.copy()
        pixels[index % HEIGHT, :3, 0] = index
        store.put(one, index, Frame((Patch(0, 0, pixels),)))
    assert store.nbytes < len(one.grid) * trunk.nbytes / 8


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
