"""How large pictures are drawn follows what they took, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gluteapp.core.exercise import Side, Tempo
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import AHEAD, Shown
from gluteapp.ui.stage.frame_size import AREAS, FRAME_S, WAY_AREAS, DrawingPace
from gluteapp.ui.stage.frame_store import Strip

WIDE, HIGH = 1920.0, 1080.0
TEMPO = Tempo(lower_s=2, hold_s=1, lift_s=2)
ALWAYS_S = 0.012
"""What a picture of this machine takes at any size."""


def strip(motion_id: str = "clam", *, is_way: bool = False) -> Strip:
    shown = Shown(motion_id=motion_id, side=Side.LEFT, tempo=TEMPO)
    return Strip(
        shown=replace(shown, way_from=Shown()) if is_way else shown,
        breaths=1,
        look=Look(),
        angle=AHEAD,
        width=0,
        height=0,
        background=None,
    )


def sized(pace: DrawingPace, one: Strip) -> Strip:
    width, height = pace.size(WIDE, HIGH, one)
    return replace(one, width=width, height=height)


def draw(pace: DrawingPace, one: Strip, pixel_s: float, *, pictures: int = 20) -> Strip:
    """Draw in the size that is advised, on a machine that takes so long for a pixel."""
    drawn = sized(pace, one)
    for _ in range(pictures):
        pace.took(drawn, ALWAYS_S + pixel_s * drawn.width * drawn.height)
    return drawn


@pytest.mark.parametrize("is_way", [False, True])
@pytest.mark.parametrize("ns", [20, 60, 90, 130, 180, 230])
def test_what_is_advised_is_drawn_in_time(ns: float, is_way: bool) -> None:
    """Once it is known what pictures take; the smallest ones are drawn however long they take."""
    pace, one = DrawingPace(), strip(is_way=is_way)
    for _ in range(3):
        draw(pace, one, ns * 1e-9)
    drawn = sized(pace, one)
    area = drawn.width * drawn.height
    smallest_s = ALWAYS_S + ns * 1e-9 * AREAS[0]
    assert ALWAYS_S + ns * 1e-9 * area <= max(0.85 * FRAME_S, smallest_s * 1.01)
    assert not pace.is_too_slow(drawn) or area <= AREAS[0] * 1.01


def test_a_fast_machine_draws_the_largest_pictures_but_on_a_way() -> None:
    pace = DrawingPace()
    for one, area in ((strip(), AREAS[-1]), (strip(is_way=True), AREAS[WAY_AREAS - 1])):
        draw(pace, one, 1e-9)
        drawn = sized(pace, one)
        assert drawn.width * drawn.height == pytest.approx(area, rel=0.01)
        assert drawn.width / drawn.height == pytest.approx(WIDE / HIGH, rel=0.01)


def test_a_small_stage_is_not_drawn_larger_than_it_is() -> None:
    pace = DrawingPace()
    draw(pace, strip(), 1e-9)
    assert pace.size(300, 200, strip()) == (300, 200)


def test_a_move_that_takes_longer_than_others_is_drawn_smaller() -> None:
    pace = DrawingPace()
    for motion_id in ("squat", "glute_bridge"):
        draw(pace, strip(motion_id), 60e-9)
    before = sized(pace, strip("clam"))
    assert before == replace(sized(pace, strip("squat")), shown=before.shown)
    for _ in range(3):
        pace.took(before, 1.1 * FRAME_S)
    assert pace.is_too_slow(before)
    assert sized(pace, strip("clam")).width < before.width
    assert not pace.is_too_slow(sized(pace, strip("squat")))


def test_one_picture_that_took_long_changes_nothing() -> None:
    pace = DrawingPace()
    drawn = draw(pace, strip(), 60e-9)
    before = sized(pace, strip())
    pace.took(drawn, 3.0)
    assert sized(pace, strip()) == before


def test_what_a_picture_takes_is_known_after_a_few_of_its_kind() -> None:
    pace = DrawingPace()
    first = sized(pace, strip())
    assert not pace.is_known(first)
    draw(pace, strip("squat"), 1e-9, pictures=4)
    assert pace.is_known(first)
    assert not pace.is_known(strip(is_way=True))
    assert sized(pace, strip()).width > first.width
