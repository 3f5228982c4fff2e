"""Who waits or holds breathes by the session's own time: evenly, and not in a pause."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.circuit import StepKind
from gluteapp.core.engine import SessionEngine
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Timeline
from gluteapp.figure.timing import breath
from gluteapp.ui.screens.session_frame import Told, frame_of, move_step
from gluteapp.ui.screens.session_life import BLEND_MS, SHORTEST_MS, STILL_NEVER, Still, life_at
from gluteapp.ui.screens.session_way import Figure, figure_of, usual_length
from tests.ui.screens.session_stand import content

MOST_MS = 600_000


@cache
def timeline() -> Timeline:
    return lay_out(content().circuits["foundation"], content().library, Options())


def shown(at_ms: int) -> Figure:
    at = timeline().position(at_ms)
    return figure_of(at, timeline(), move_step(timeline(), at.step), natural=usual_length)


def share(at_ms: int) -> float:
    life = shown(at_ms).life
    return 0.0 if life is None else life.share


@given(since_ms=st.integers(-MOST_MS, MOST_MS), left_ms=st.integers(-MOST_MS, MOST_MS))
def test_it_begins_and_ends_with_the_breath_of_the_move(since_ms: int, left_ms: int) -> None:
    still = Still(since_ms=since_ms, left_ms=left_ms)
    life = life_at(12_345, still)
    assert life.seconds == pytest.approx(12.345)
    assert 0.0 <= life.share <= 1.0
    if min(since_ms, left_ms) <= 0 or since_ms + left_ms < SHORTEST_MS:
        assert life.share == 0.0
    elif min(since_ms, left_ms) >= BLEND_MS:
        assert life.share == 1.0
    later = life_at(12_361, Still(since_ms=since_ms + 16, left_ms=left_ms - 16))
    assert abs(later.share - life.share) < 0.04
    assert life_at(0, STILL_NEVER).share == 0.0


@given(at_ms=st.integers(0, 1_199_000))
def test_the_pose_stands_still_where_it_breathes_and_the_breath_never_leaps(at_ms: int) -> None:
    one, two = shown(at_ms), shown(at_ms + 16)
    if one.life is None or two.life is None:
        return
    at = timeline().position(at_ms)
    step = move_step(timeline(), at.step)
    if max(one.life.share, two.life.share) > 0 and at.step is timeline().position(at_ms + 16).step:
        is_held = step.tempo is None and at.step.kind.is_move
        assert one.side is two.side
        assert two.phase == pytest.approx(one.phase, abs=0.01 if is_held else 1e-3)
    own = (breath(figure.phase, 1, step.tempo or None) for figure in (one, two))
    before, after = (
        figure.life.breath(level)
        for figure, level in zip((one, two), own, strict=True)
        if figure.life is not None
    )
    assert abs(after - before) < 0.12


def test_rests_switches_and_stretches_breathe_and_repetitions_do_not() -> None:
    for step in timeline().steps:
        most = max(share(step.start_ms + ms) for ms in range(0, step.duration_ms, 250))
        if step.kind.is_move:
            assert most == (1.0 if step.tempo is None else 0.0), step.move
        elif step.kind is StepKind.REST and step.duration_ms >= 12_000:
            assert most == 1.0, step.index


def test_breathing_stands_still_in_a_pause_and_is_left_out_with_reduced_motion() -> None:
    engine = SessionEngine(timeline=timeline())
    engine.start(0)
    at_ms = next(ms for ms in range(0, 1_199_000, 100) if share(ms) == 1.0)
    for now_ms in range(0, at_ms + 1, 100):
        engine.advance(now_ms)
    running = frame_of(engine.view(at_ms), engine.timeline, Told()).figure
    assert running.life is not None
    assert running.life.share == 1.0
    engine.pause(at_ms)
    view = engine.view(at_ms)
    for later_ms in range(100, 5_000, 700):
        engine.advance(at_ms + later_ms)
        view = engine.view(at_ms + later_ms)
        assert frame_of(view, engine.timeline, Told()).figure == running
    quiet = frame_of(view, engine.timeline, Told(), is_still=True).figure
    assert quiet == replace(running, life=None)
