"""What is wrong with a body file, in words; knows no widget."""

from __future__ import annotations

from typing import assert_never

from gluteapp.figure.body import BodyError, BodyFlaw
from gluteapp.language import tr


def body_sentence(error: BodyError) -> str:
    """One sentence: what cannot be used, why, and what to do."""
    file = error.path.name
    match error.flaw:
        case BodyFlaw.NONE_LEFT:
            return tr(
                "No body could be read from {folder}; reinstall gluteapp to put them back.",
                folder=error.path,
            )
        case BodyFlaw.UNREADABLE:
            return tr(
                "The body file {file} cannot be read as a mesh; reinstall gluteapp to put it back.",
                file=file,
            )
        case BodyFlaw.MISSING:
            return tr(
                "The body file {file} lacks the array {name}; reinstall gluteapp to put it back.",
                file=file,
                name=error.array,
            )
        case BodyFlaw.MISSHAPEN:
            return tr(
                "In the body file {file} the array {name} has the wrong shape; "
                "reinstall gluteapp to put it back.",
                file=file,
                name=error.array,
            )
        case BodyFlaw.UNSOUND:
            return tr(
                "The body file {file} is damaged; reinstall gluteapp to put it back.", file=file
            )
        case _:
            assert_never(error.flaw)
