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
