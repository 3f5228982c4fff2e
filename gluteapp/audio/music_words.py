"""What cannot be played of the user's music, in one sentence. Plays nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gluteapp.audio.music import Trouble
from gluteapp.language import tr, trn


def music_problem(chosen: Path | None, said: Mapping[str, object]) -> str | None:
    """The sentence that belongs to what the mixer said of a choice; None when all is well."""
    if chosen is None or not said:
        return None
    name = chosen.name or str(chosen)
    skipped = said.get("skipped")
    left_out = [str(file) for file in skipped] if isinstance(skipped, list) else []
    match said.get("trouble"):
        case Trouble.MISSING:
            return tr("The music {name} was not found.", name=name)
        case Trouble.EMPTY:
            return tr("There is no music in the folder {name}.", name=name)
        case Trouble.TOO_MUCH:
            return tr(
                "The folder {name} holds too much to look for music in all of it; choose a folder"
                " inside it.",
                name=name,
            )
        case Trouble.BROKE:
            return tr("The music {name} stopped the sound, so it is left out.", name=name)
        case Trouble.UNPLAYABLE if left_out == [name]:
            return tr("{name} cannot be played.", name=name)
        case Trouble.UNPLAYABLE:
            return tr("None of the files in {name} can be played.", name=name)
    if len(left_out) == 1:
        return tr("{name} cannot be played and is left out.", name=left_out[0])
    if left_out:
        return trn(
            "{n} music file cannot be played and is left out.",
            "{n} music files cannot be played and are left out.",
            len(left_out),
        )
    return None
