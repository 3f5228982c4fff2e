"""Digests written by hand, and the strength rules that ship."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from gluteapp.core.circuit import Load, SessionMode
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Family, Side, Tempo
from gluteapp.core.strength_rules import StrengthRules

STRENGTH_FILE = Path(__file__).parents[1] / "assets" / "strength.toml"
RULES = StrengthRules.model_validate(tomllib.loads(STRENGTH_FILE.read_text(encoding="utf-8")))
FAMILIES = {
    "glute_bridge": Family.HIP_EXTENSION,
    "marching_bridge": Family.HIP_EXTENSION,
    "single_leg_bridge": Family.HIP_EXTENSION,
    "kick_back": Family.HIP_EXTENSION,
    "single_leg_rdl": Family.HIP_EXTENSION,
    "clam": Family.ABDUCTION,
    "fire_hydrant": Family.ABDUCTION,
    "side_lying_abduction": Family.ABDUCTION,
    "hip_hitch": Family.ABDUCTION,
    "side_plank_lift": Family.ABDUCTION,
    "wall_press": Family.ABDUCTION,
    "squat": Family.SQUAT,
    "lunge": Family.SQUAT,
    "step_up": Family.SQUAT,
    "single_leg_squat": Family.SQUAT,
    "march": Family.WARM_UP,
}
MONDAY = 739_900 - (739_900 - 1) % 7
"""A Monday in October 2026."""
TEMPO = Tempo(lower_s=2, hold_s=1, lift_s=2)


def one_set(move: str, **changes: Any) -> SetDigest:
    """A completed set of six reps in 30 s with two left, changed where a test cares."""
    fields: dict[str, Any] = {
        "set_id": f"{move} {changes.get('side', Side.BOTH)} {changes.get('round', 1)}",
        "station": move,
        "move": move,
        "side": Side.BOTH,
        "round": 1,
        "planned_ms": 30_000,
        "planned_reps": 6,
        "done_reps": 6,
        "done_ms": 30_000,
        "reason": StopReason.COMPLETED,
        "tempo": TEMPO,
        "load": Load(),
        "effort": 2,
    }
    return SetDigest(**(fields | changes))


def pair(move: str, *, left: dict[str, Any] | None = None, **changes: Any) -> list[SetDigest]:
    """Both sides of a move; `left` are the changes of the left one alone."""
    return [
        one_set(move, **(changes | {"side": Side.LEFT} | (left or {}))),
        one_set(move, **(changes | {"side": Side.RIGHT})),
    ]


def session(*sets: SetDigest, day: int = MONDAY, **changes: Any) -> SessionDigest:
    """A circuit of these sets at noon of a day."""
    fields: dict[str, Any] = {
        "session_id": f"session {day}",
        "utc_ms": day * 86_400_000,
        "day": day,
        "circuit_id": "foundation",
        "mode": SessionMode.CIRCUIT,
        "is_whole": True,
        "planned_sets": len(sets),
        "sets": sets,
    }
    return SessionDigest(**(fields | changes))
