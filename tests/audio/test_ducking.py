"""How loud music is beside the voice: down before the first syllable, back after the last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio.ducking import (
    AHEAD_MS,
    BACK_MS,
    DOWN_MS,
    DUCKED,
    STEP_MS,
    Ramp,
    bridged,
    duck_level,
    next_change_ms,
)

LINE = [(10_000.0, 11_000.0)]


@pytest.mark.parametrize(
    ("now_ms", "level"),
    [
        (10_000 - AHEAD_MS - DOWN_MS, 1.0),
        (10_000 - AHEAD_MS - DOWN_MS / 2, 0.65),
        (10_000 - AHEAD_MS, DUCKED),
        (11_000, DUCKED),
        (11_000 + BACK_MS / 2, 0.65),
        (11_000 + BACK_MS, 1.0),
    ],
)
def test_music_is_down_from_before_the_first_to_the_last_syllable(
    now_ms: float, level: float
) -> None:
    assert duck_level(now_ms, LINE) == pytest.approx(level)


def test_it_does_not_pump_between_two_counts() -> None:
    counts = [(float(at), at + 400.0) for at in range(0, 6_000, 1_500)]
    assert bridged(counts) == [(0.0, 4_900.0)]
    assert bridged([(0.0, 400.0), (4_000.0, 4_400.0)]) == [(0.0, 400.0), (4_000.0, 4_400.0)]


spans = st.lists(
    st.tuples(st.floats(0, 60_000), st.floats(1, 4_000)).map(lambda one: (one[0], sum(one))),
    max_size=8,
).map(bridged)


@given(spans, st.floats(0, 70_000))
def test_the_level_never_jumps_and_never_leaves_its_range(
    lines: list[tuple[float, float]], now_ms: float
) -> None:
    here, soon = duck_level(now_ms, lines), duck_level(now_ms + STEP_MS, lines)
    assert DUCKED - 1e-9 <= here <= 1
    assert abs(here - soon) <= STEP_MS / DOWN_MS


@given(spans, st.floats(0, 70_000))
def test_nothing_changes_before_it_is_said_to(
    lines: list[tuple[float, float]], now_ms: float
) -> None:
    change_ms = next_change_ms(now_ms, lines)
    until_ms = 90_000 if change_ms is None else change_ms
    assert duck_level((now_ms + until_ms) / 2, lines) == pytest.approx(duck_level(now_ms, lines))


def test_a_ramp_turns_where_it_is() -> None:
    ramp = Ramp(1.0)
    ramp.aim(0.0, now_ms=100, over_ms=20)
    assert [ramp.at(now) for now in (100, 110, 120, 500)] == [1.0, 0.5, 0.0, 0.0]
    ramp.aim(1.0, now_ms=110, over_ms=10)
    assert ramp.at(110) == 0.5
    assert ramp.at(115) == 0.75
    assert not ramp.is_moving(120)
