"""A small library and circuit that hold one of everything the timeline knows."""

from __future__ import annotations

from typing import Any

import pytest

from gluteapp.core.circuit import Circuit
from gluteapp.core.exercise import Exercise, Library


def exercise(exercise_id: str, **changes: Any) -> Exercise:
    """An exercise with everything that is required, changed where a test cares."""
    fields: dict[str, Any] = {
        "id": exercise_id,
        "name": exercise_id.replace("_", " ").capitalize(),
        "family": "hip_extension",
        "laterality": "both",
        "posture": "supine",
        "positions": {"left": "Go left", "right": "Go right", "both": f"Ready for {exercise_id}"},
        "starts_with": "lift",
        "tempo": "2-2-2",
        "summary": "A move",
        "start_cue": "Start",
        "cues": [{"text": "Slowly"}],
        "variants": [
            {"id": "standard", "name": "Standard", "motion": "m", "easier": f"{exercise_id}/easy"},
            {"id": "easy", "name": "Easy", "motion": "m"},
        ],
    }
    return Exercise.model_validate(fields | changes)


def step(kind: str, seconds: int, move: str | None = None, **more: Any) -> dict[str, Any]:
    """One row of a circuit."""
    row: dict[str, Any] = {"kind": kind, "seconds": seconds, **more}
    if move is not None:
        row |= {"exercise": move, "variant": "standard"}
    return row


STEPS = [
    step("count_in", 10, title="Get ready"),
    step("warm_up", 20, "march"),
    step("rest", 10, title="Lie on your back"),
    step("work", 40, "bridge", side="both", tempo="2-2-2", round=1),
    step("rest", 12, title="Roll to your side"),
    step("work", 36, "clam", side="left", tempo="2-1-2", round=1),
    step("switch", 8),
    step("work", 36, "clam", side="right", tempo="2-1-2", round=1),
    step("rest", 14, title="Stand up"),
    step("work", 41, "squat", side="both", tempo="2-0-2", round=1),
    step("rest", 7, title="Lie down"),
    step("work", 40, "marching", side="both", tempo="2-1-2", round=2),
    step("rest", 20, title="Round rest"),
    step("work", 15, "clam", side="left", tempo="2-1-2", round=2),
    step("switch", 4),
    step("work", 15, "clam", side="right", tempo="2-1-2", round=2),
    step("rest", 12, title="Kneel"),
    step("cool_down", 30, "stretch", side="right"),
    step("switch", 5),
    step("cool_down", 30, "stretch", side="left"),
]


@pytest.fixture(scope="session")
def small_library() -> Library:
    """Six moves: both legs, one leg, alternating, in turn, held, free."""
    moves = [
        exercise("bridge"),
        exercise("clam", laterality="one_sided", posture="side_lying", family="abduction"),
        exercise("march", laterality="alternating", is_hold=True, tempo="1-0-1"),
        exercise("marching", laterality="alternating"),
        exercise("squat", starts_with="lower", posture="standing", family="squat"),
        exercise("stretch", laterality="one_sided", is_hold=True, tempo=None),
        exercise("squeeze", laterality="in_turn", is_hold=True, tempo="1-3-1"),
    ]
    return Library(exercises={one.id: one for one in moves})


@pytest.fixture(scope="session")
def small_circuit() -> Circuit:
    """A short circuit of two rounds."""
    return Circuit.model_validate(
        {
            "id": "small",
            "title": "Small",
            "summary": "Everything once",
            "level": 1,
            "seconds": sum(row["seconds"] for row in STEPS),
            "steps": STEPS,
        }
    )
