"""The plate: whatever a frame comes from, the picture on it is the one that was drawn."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from gluteapp.core.exercise import Tempo
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import AHEAD, Shown
from gluteapp.ui.stage.frame_chain import Chain, Link, PackedLink, PackedPicture
from gluteapp.ui.stage.frame_maker import Drawn
from gluteapp.ui.stage.frame_patches import Frame, Patch, Pixels
from gluteapp.ui.stage.frame_store import Strip
from gluteapp.ui.stage.plate import Plate

WIDTH, HEIGHT, COUNT = 60, 110, 6
STRIP = Strip(
    shown=Shown(motion_id="squat", tempo=Tempo(lower_s=2, hold_s=1, lift_s=2)),
    breaths=1,
    look=Look(),
    angle=AHEAD,
    width=WIDTH,
    height=HEIGHT,
    background=(13, 17, 23),
)


def still() -> Pixels:
    pixels = np.full((HEIGHT, WIDTH, 4), 60, np.uint8)
    pixels[..., 3] = 255
    return pixels


def alone(index: int) -> Frame:
    """A square that moves down."""
    pixels = np.full((12, 9, 4), 255, np.uint8)
    pixels[..., 0] = 10 * index
    return Frame((Patch(5 * index, 17 * index, pixels),))


def whole(index: int) -> Pixels:
    canvas = still()
    alone(index).put_on(canvas)
    return canvas


def chain() -> Chain:
    found = Chain(PackedPicture(whole(0)))
    for index in range(1, COUNT):
        found.add(PackedLink.of(Link.between(whole(index - 1), whole(index))))
    return found


def painted(plate: Plate) -> NDArray[np.uint8]:
    """What a widget of the size of the picture shows."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    plate.paint(painter, QSize(WIDTH, HEIGHT), image.rect())
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(HEIGHT, WIDTH, 4).copy()


@given(st.lists(st.tuples(st.integers(0, COUNT - 1), st.sampled_from("ab-")), max_size=12))
def test_from_chains_and_alone_in_any_order_each_frame_is_whole_and_told(
    qapp: QGuiApplication, visits: list[tuple[int, str]]
) -> None:
    """`a` and `b` are two chains of the same frames, as when a strip was drawn anew."""
    plate = Plate(page=QColor("#0D1117"), is_inset=False)
    chains = {"a": chain(), "b": chain()}
    for index, origin in visits:
        drawn = Drawn(STRIP, index, chains.get(origin) or alone(index))
        before = None if plate.seen is None else painted(plate)
        parts = plate.put(drawn, still() if plate.needs_still(drawn) else None)
        after = painted(plate)
        assert np.array_equal(after, whole(index))
        if before is None:
            assert parts is None
        elif parts is not None:
            is_told = np.zeros((HEIGHT, WIDTH), np.bool_)
            for left, top, right, bottom in parts:
                is_told[top:bottom, left:right] = True
            assert np.array_equal(before[~is_told], after[~is_told])


def test_a_frame_on_an_empty_stage_leaves_no_trace_when_a_chain_takes_over(
    qapp: QGuiApplication,
) -> None:
    plate = Plate(page=QColor("#0D1117"), is_inset=False)
    # There was no room for the stage when the first frame came.
    plate.put(Drawn(STRIP, 0, alone(0)), None)
    assert not np.array_equal(painted(plate), whole(0))
    plate.put(Drawn(STRIP, 1, chain()), None)
    assert np.array_equal(painted(plate), whole(1))
