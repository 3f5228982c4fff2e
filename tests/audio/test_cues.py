"""Which tone is heard for what happens: one at a time, never late, never a burst."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio.cues import LATE_MS, cue_for, cues_for
from gluteapp.audio.player import Tone
from gluteapp.core.circuit import StepKind
from gluteapp.core.events import (
    CountdownTicked,
    CountInTicked,
    Event,
    FeltAsked,
    Halfway,
    Interrupted,
    Paused,
    PhaseStarted,
    RepCounted,
    Resumed,
    SessionEnd,
    SessionFinished,
    SessionStarted,
    SetFinished,
    SetStarted,
    StepStarted,
    StopReason,
)
from gluteapp.core.exercise import Phase


def happened(
    event: type[Event], due_ms: int = 0, kind: StepKind = StepKind.WORK, **more: Any
) -> Event:
    return event(seq=0, due_ms=due_ms, step=0, kind=kind, **more)


def step(kind: StepKind, due_ms: int = 0) -> Event:
    return happened(StepStarted, due_ms, kind, duration_ms=30_000, reps=0)


def ended(due_ms: int = 0, reason: StopReason = StopReason.COMPLETED) -> Event:
    return happened(SetFinished, due_ms, done_reps=6, done_ms=30_000, reason=reason, attempt=1)


def tick(seconds: int, due_ms: int = 0) -> Event:
    return happened(CountdownTicked, due_ms, seconds=seconds)


@pytest.mark.parametrize(
    ("event", "tone"),
    [
        (step(StepKind.WARM_UP), Tone.START),
        (step(StepKind.WORK), Tone.START),
        (step(StepKind.COOL_DOWN), Tone.START),
        (step(StepKind.SWITCH), Tone.SWITCH),
        (step(StepKind.REST), Tone.REST),
        (step(StepKind.COUNT_IN), None),
        (happened(Halfway), Tone.HALFWAY),
        (tick(3), Tone.TICK_3),
        (tick(2), Tone.TICK_2),
        (tick(1), Tone.TICK_1),
        (happened(CountInTicked, seconds=10), None),
        (happened(CountInTicked, seconds=2), Tone.TICK_2),
        (happened(Resumed, paused_ms=9_000), Tone.START),
        (happened(Paused), Tone.PAUSE),
        (happened(Interrupted, away_ms=9_000), Tone.PAUSE),
        (ended(), Tone.END),
        (ended(reason=StopReason.SKIPPED), None),
        (happened(SessionFinished, end=SessionEnd.COMPLETED), Tone.FINISH),
        (happened(SessionStarted, circuit="foundation", length_ms=1), None),
        (happened(SetStarted, reps=6, duration_ms=30_000, attempt=1), None),
        (happened(RepCounted, rep=1, reps=6), None),
        (happened(PhaseStarted, phase=Phase.HOLD, duration_ms=1_000), None),
        (happened(FeltAsked, steps=(1,), is_brief=True), None),
    ],
)
def test_each_event_has_its_tone(event: Event, tone: Tone | None) -> None:
    assert cue_for(event) is tone


def test_a_turn_to_the_other_side_is_one_switch_tone() -> None:
    assert cues_for([ended(35_000), step(StepKind.SWITCH, 35_000)]) == [Tone.SWITCH]


def test_the_end_of_a_set_is_heard_and_not_the_rest_after_it() -> None:
    assert cues_for([ended(35_000), step(StepKind.REST, 35_000)]) == [Tone.END]


def test_a_rest_after_a_skipped_set_sounds_as_a_rest() -> None:
    events = [ended(20_000, StopReason.SKIPPED), step(StepKind.REST, 35_000)]
    assert cues_for(events) == [Tone.REST]


def test_the_last_set_ends_in_the_finish_alone() -> None:
    done = happened(SessionFinished, 35_000, end=SessionEnd.COMPLETED)
    assert cues_for([ended(35_000), done]) == [Tone.FINISH]


def test_of_a_late_poll_only_what_is_due_now_is_heard() -> None:
    events = [tick(3, 27_000), tick(2, 28_000), tick(1, 29_000), step(StepKind.REST, 30_000)]
    assert cues_for(events, at_ms=30_010) == [Tone.REST]


def test_a_tone_that_is_late_is_left_out() -> None:
    assert cues_for([tick(3, 27_000)], at_ms=27_000 + LATE_MS) == [Tone.TICK_3]
    assert cues_for([tick(3, 27_000)], at_ms=27_001 + LATE_MS) == []


def test_a_step_back_sounds_the_start_it_goes_to() -> None:
    assert cues_for([ended(90_000, StopReason.REDONE), step(StepKind.WORK, 60_000)]) == [Tone.START]


def test_nothing_happened_nothing_is_heard() -> None:
    assert cues_for([]) == []


events = st.builds(
    lambda make, due_ms: make(due_ms),
    st.sampled_from(
        [
            lambda due_ms: step(StepKind.REST, due_ms),
            lambda due_ms: step(StepKind.WORK, due_ms),
            lambda due_ms: step(StepKind.SWITCH, due_ms),
            ended,
            lambda due_ms: tick(1, due_ms),
            lambda due_ms: happened(Halfway, due_ms),
            lambda due_ms: happened(RepCounted, due_ms, rep=1, reps=6),
        ]
    ),
    st.integers(0, 4_000),
)


@given(st.lists(events, max_size=12), st.integers(0, 4_000))
def test_at_most_one_tone_is_heard_and_it_is_due_now(batch: list[Event], at_ms: int) -> None:
    heard = cues_for(batch, at_ms)
    assert len(heard) <= 1
    in_time = {cue_for(event) for event in batch if abs(event.due_ms - at_ms) <= LATE_MS}
    assert set(heard) <= in_time
    assert bool(heard) == bool(in_time - {None})


@given(st.lists(events, min_size=1, max_size=6))
def test_the_order_at_one_instant_does_not_matter(batch: list[Event]) -> None:
    together = [type(event)(**{**_fields(event), "due_ms": 0}) for event in batch]
    assert cues_for(together) == cues_for(together[::-1])


def _fields(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in type(event).__dataclass_fields__}
