"""Reads a JSON file that somebody else wrote, or standard input, and says what is wrong with it.

Knows no command and prints nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from gluteapp.content_problems import UnusableError, field_path, one_line, reason_of, sentence
from gluteapp.errors import GluteError
from gluteapp.language import tr

BYTES_MAX = 50_000_000
"""Twenty years of sets take about 20 MB."""
STANDARD_INPUT = "-"

_Read = TypeVar("_Read", bound=BaseModel)


def read_input(file: str, model: type[_Read], *, remedy: str) -> _Read:
    """What a file says, "-" being standard input; GluteError with one sentence and the remedy."""
    try:
        content = _content(file)
        return model.model_validate_json(content)
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
        if first["type"] == "json_invalid":
            detail = one_line(str(first.get("ctx", {}).get("error", "")))
            reason = tr("it is not valid JSON ({detail})", detail=detail)
            raise input_error(file, UnusableError(reason), remedy) from error
        problem = UnusableError(reason_of(first), field_path(first), len(others))
        raise input_error(file, problem, remedy) from error
    except UnusableError as error:
        raise input_error(file, error, remedy) from error


def input_error(file: str, error: UnusableError, remedy: str) -> GluteError:
    """The error about an input file: file, field, reason, and what to do."""
    name = tr("standard input") if file == STANDARD_INPUT else one_line(file)
    return GluteError(tr("A file could not be used"), sentence(name, error, remedy))


def _content(file: str) -> bytes:
    try:
        if file == STANDARD_INPUT:
            content = sys.stdin.buffer.read(BYTES_MAX + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(BYTES_MAX + 1)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise UnusableError(tr("it cannot be read ({detail})", detail=detail)) from error
    if len(content) > BYTES_MAX:
        raise UnusableError(tr("it is longer than 50 MB"))
    return content.removeprefix(b"\xef\xbb\xbf")
