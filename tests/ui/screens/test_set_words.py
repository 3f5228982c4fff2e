"""How a set that was left is told in summaries."""

from __future__ import annotations

import pytest

from gluteapp.core.circuit import Load, StepKind
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Side
from gluteapp.core.session import SetOpened, SetRecord
from gluteapp.ui.screens.set_words import ended_words


def set_record(
    reason: StopReason | None, *, planned_reps: int, done_reps: int, done_ms: int
) -> SetRecord:
    opened = SetOpened(
        id="set",
        device_id="test",
        utc_ms=0,
        offset_min=0,
        session_id="session",
        step=5,
        kind=StepKind.WORK,
        exercise="clam",
        variant="standard",
        side=Side.LEFT,
        round=1,
        set_number=1,
        pair=1,
        planned_reps=planned_reps,
        planned_ms=35_000,
        tempo="2-1-2",
        load=Load(),
    )
    return SetRecord(
        id="set",
        opened=opened,
        variant="standard",
        reps=(),
        done_reps=done_reps,
        done_ms=done_ms,
        reason=reason,
        is_superseded=False,
    )


@pytest.mark.parametrize(
    ("reason", "reps", "words"),
    [
        (StopReason.SKIPPED, 3, "Skipped after 3 reps"),
        (StopReason.SKIPPED, 1, "Skipped after 1 rep"),
        (StopReason.SKIPPED, 0, "Skipped"),
        (StopReason.FINISHED_EARLY, 2, "Finished after 2 reps"),
        (StopReason.PAIN, 2, "Pain after 2 reps"),
        (StopReason.PAIN, 0, "Stopped for pain"),
        (StopReason.COMPLETED, 7, "Completed"),
        (StopReason.INTERRUPTED, 2, "Interrupted"),
    ],
)
def test_a_set_that_was_left_says_after_how_many_reps(
    reason: StopReason, reps: int, words: str
) -> None:
    record = set_record(reason, planned_reps=7, done_reps=reps, done_ms=12_000)
    assert ended_words(record) == words


@pytest.mark.parametrize(
    ("reason", "done_ms", "words"),
    [
        (StopReason.SKIPPED, 12_400, "Skipped after 12 s"),
        (StopReason.SKIPPED, 900, "Skipped"),
        (StopReason.FINISHED_EARLY, 5_000, "Finished after 5 s"),
        (StopReason.PAIN, 5_000, "Pain after 5 s"),
    ],
)
def test_a_hold_that_was_left_says_after_how_long(
    reason: StopReason, done_ms: int, words: str
) -> None:
    record = set_record(reason, planned_reps=0, done_reps=0, done_ms=done_ms)
    assert ended_words(record) == words
