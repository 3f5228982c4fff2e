"""What cannot be played of the user's music, in one sentence. Plays nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gluteapp.audio.music import Reason, Trouble
from gluteapp.language import tr, trn

NAMED_MAX = 3
"""So many files are named; a sentence of more is not read."""


def music_problem(chosen: Path | None, said: Mapping[str, object]) -> str | None:
    """The sentence that belongs to what the mixer said of a choice; None when all is well."""
    if chosen is None or not said:
        return None
    name = chosen.name or str(chosen)
    skipped = said.get("skipped")
    left_out = dict(sorted(skipped.items())) if isinstance(skipped, Mapping) else {}
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
        case Trouble.UNPLAYABLE if list(left_out) == [name]:
            return tr(
                "{name} cannot be played: {reason}.", name=name, reason=_reason(left_out[name])
            )
        case Trouble.UNPLAYABLE:
            files = _listed(left_out)
            return tr("Nothing in {name} can be played: {files}.", name=name, files=files)
    return _left_out(left_out)


def _left_out(files: Mapping[str, str]) -> str | None:
    """That some files are left out while the others play."""
    if not files:
        return None
    if len(files) == 1:
        ((name, why),) = files.items()
        return tr("{name} is left out: {reason}.", name=name, reason=_reason(why))
    return trn(
        "{n} music file is left out: {files}.",
        "{n} music files are left out: {files}.",
        len(files),
        files=_listed(files),
    )


def _listed(files: Mapping[str, str]) -> str:
    """The first files, each with its reason, and how many more there are."""
    named = [
        tr("{name} ({reason})", name=name, reason=_reason(why))
        for name, why in list(files.items())[:NAMED_MAX]
    ]
    listed, more = ", ".join(named), len(files) - NAMED_MAX
    if more <= 0:
        return listed
    return trn("{files} and {n} more", "{files} and {n} more", more, files=listed)


def _reason(why: str) -> str:
    match why:
        case Reason.UNREADABLE:
            return tr("unreadable")
        case Reason.EMPTY:
            return tr("empty")
        case Reason.OTHER_KIND:
            return tr("MP4 sound inside")
        case _:
            return tr("damaged or no music")
