"""What the app and the mixer's process say to each other, one JSON object a line.

Knows neither of the two. To the process, by `do`:

| do           | with                                  |
|--------------|---------------------------------------|
| voice        | clips: line id -> path                |
| prepare      | sheet                                 |
| begin        | sheet, zero_ms                        |
| stop, alive  |                                       |
| ping         |                                       |
| volume       | share                                 |
| muted        | is_on                                 |
| music        | path or null, first (which file)      |
| music_volume | share                                 |
| music_pause  | is_on                                 |

From it, by `said`: `open` and `devices` (driver, devices), `loading` (index of the music's file),
`music` (index, title, skipped: reasons by name, trouble), `here` (to each `ping`), `began` (late_ms, zero_ms, from_ms: how far inside), and as the last word `failed` or `lost` (why).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gluteapp.audio.sheet import Heard, Sheet


def line(**words: object) -> str:
    """One line with its end."""
    return json.dumps(words, separators=(",", ":")) + "\n"


def words_of(text: str) -> dict[str, Any]:
    """What one line says; empty when it says nothing that can be understood."""
    try:
        words = json.loads(text)
    except ValueError:
        return {}
    return words if isinstance(words, dict) else {}


def packed(sheet: Sheet) -> dict[str, object]:
    """Only what sounds, since equal sheets sound equal: no words, no ranks."""
    heard = [[one.at_ms, one.sound, one.length_ms] for one in sheet.heard]
    return {"heard": heard, "length_ms": sheet.length_ms}


def unpacked(words: Mapping[str, Any]) -> Sheet:
    """A sheet from its words; KeyError, TypeError or ValueError when it is none."""
    heard = tuple(
        Heard(at_ms=int(at_ms), sound=str(sound), length_ms=int(length_ms))
        for at_ms, sound, length_ms in words["heard"]
    )
    return Sheet(heard=heard, length_ms=int(words["length_ms"]))
