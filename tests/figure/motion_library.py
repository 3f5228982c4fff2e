"""The motions that ship, and at which tempos the exercises use them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

from gluteapp.core.exercise import Phase, Tempo
from gluteapp.figure.motion import Motions, load_motions

ASSETS = Path(__file__).resolve().parents[2] / "assets"
MOTIONS: Motions = load_motions(ASSETS / "motions")
STANDARD = Tempo(lower_s=2, hold_s=1, lift_s=2)

Use = tuple[Tempo | None, Literal[Phase.LIFT, Phase.LOWER]]


def _uses() -> dict[str, set[Use]]:
    uses: dict[str, set[Use]] = {}
    for path in (ASSETS / "exercises").glob("*.toml"):
        card: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        first: Literal[Phase.LIFT, Phase.LOWER] = (
            Phase.LOWER if card.get("starts_with") == "lower" else Phase.LIFT
        )
        for variant in card["variants"]:
            written = variant.get("tempo") or card.get("tempo")
            tempo = None if written is None else Tempo.model_validate(written)
            uses.setdefault(variant["motion"], set()).add((tempo, first))
    return uses


USES = _uses()
"""Per motion every tempo and first phase an exercise asks for."""


def uses_of(motion_id: str) -> set[Use]:
    """How a motion is done: as its exercises ask for it, a fault as the right form is."""
    fault = MOTIONS.spec(motion_id).fault
    standard: set[Use] = {(STANDARD, Phase.LIFT)}
    return USES.get(motion_id) or USES.get(fault.of if fault else "") or standard


MOVES = tuple(name for name in MOTIONS.ids if not name.startswith("way_"))
"""The motions that are done, not only gone through."""


def _distinct() -> tuple[str, ...]:
    """One motion of each that move alike: a band or a bell in the hands changes no pose."""
    seen: dict[object, str] = {}
    for name in MOTIONS.ids:
        spec = MOTIONS.spec(name)
        tracks = sorted((key, track.rows.tobytes()) for key, track in spec.channels.items())
        rules = spec.rules
        seen.setdefault(
            (tuple(tracks), rules.anchor, str(rules.hands_in), str(rules.ankles_in), spec.planted),
            name,
        )
    return tuple(seen.values())


DISTINCT = _distinct()
"""Motions without those that move exactly as another one does."""
