"""Says what is wrong with a content file: file, field, reason, what to do. Reads no file."""

from __future__ import annotations

import logging
import re
import reprlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gluteapp.errors import ContentError
from gluteapp.language import number, tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic_core import ErrorDetails

_log = logging.getLogger(__name__)
FieldPath = tuple[str | int, ...]
"""Where in a file: names of fields, and the place in a list counted from 0."""


class UnusableError(Exception):
    """Why a file cannot be used: the field, if it is one field's fault, and the reason."""

    def __init__(self, reason: str, place: FieldPath = (), more: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place
        self.more = more


@dataclass(frozen=True, slots=True)
class ContentFolder:
    """A folder of content files: the one that ships, or the user's own."""

    path: Path
    is_own: bool

    def problem(self, file_name: str, error: UnusableError) -> ContentError:
        """The error about one of its files, or about the folder when `file_name` is empty."""
        name = one_line(f"{self.path.name}/{file_name}" if file_name else self.path.name)
        message = sentence(name, error, self._remedy(is_folder=not file_name))
        if error.more:
            message = trn(
                "{problem} The same file has {n} more error to correct.",
                "{problem} The same file has {n} more errors to correct.",
                error.more,
                problem=message,
            )
        _log.info("content problem: %s", message)
        if self.is_own:
            return ContentError(tr("A file of yours could not be used"), message)
        return ContentError(tr("A file of gluteapp could not be used"), message)

    def _remedy(self, *, is_folder: bool) -> str:
        if not self.is_own:
            return tr("Install gluteapp again to put it right.")
        if is_folder:
            folder = one_line(str(self.path))
            return tr("Make {folder} a folder you can open, then restart gluteapp.", folder=folder)
        folder = one_line(str(self.path.parent))
        return tr("Correct it in {folder}, then restart gluteapp.", folder=folder)


def sentence(name: str, error: UnusableError, remedy: str) -> str:
    """One sentence with file, field and reason, and one with what to do."""
    place = error.place
    at = next((index for index, part in enumerate(place) if isinstance(part, int)), None)
    values = {"file": name, "reason": error.reason, "remedy": remedy}
    if at is None and not place:
        return tr("{file}: {reason}. {remedy}", **values)
    if at is None:
        return tr("{file}: field `{field}`: {reason}. {remedy}", field=_dotted(place), **values)
    values |= {"list": _dotted(place[:at]), "number": number(int(place[at]) + 1)}
    if len(place) == at + 1:
        return tr("{file}: entry {number} of `{list}`: {reason}. {remedy}", **values)
    return tr(
        "{file}: field `{field}` in entry {number} of `{list}`: {reason}. {remedy}",
        field=_dotted(place[at + 1 :]),
        **values,
    )


def _dotted(place: Iterable[str | int]) -> str:
    parts = (str(part + 1) if isinstance(part, int) else part for part in place)
    return ".".join(one_line(part) for part in parts)


def field_path(error: ErrorDetails) -> FieldPath:
    """Where in the file, without pydantic's own mark for a wrong key of a table."""
    return tuple(part for part in error["loc"] if part != "[key]")


def reason_of(error: ErrorDetails) -> str:
    """What is wrong with a field, in plain words."""
    context: dict[str, Any] = error.get("ctx", {})
    value = shown(error["input"])
    match error["type"]:
        case "missing":
            return tr("it is missing")
        case "extra_forbidden":
            return tr("no such field is known here; check its spelling or take it out")
        case "enum" | "literal_error":
            choices = ", ".join(re.findall(r"'([^']*)'", context["expected"]))
            return tr("{value} is not one of {choices}", value=value, choices=choices)
        case "string_too_long":
            longest = int(context["max_length"])
            return trn(
                "it is longer than {n} character",
                "it is longer than {n} characters",
                longest,
            )
        case "string_too_short" | "too_short":
            return tr("it is empty")
        case "string_pattern_mismatch" if "/" in context["pattern"]:
            return tr("{value} is not a move such as clam/banded", value=value)
        case "string_pattern_mismatch":
            return tr("{value} is not an id of small letters, digits and _", value=value)
        case "greater_than_equal" | "greater_than" | "less_than_equal":
            return _out_of_range(error["type"], value, context)
        case kind:
            return _broken_rule(kind, context) or _wrong_kind(kind, value, error["loc"])


def _broken_rule(kind: str, context: dict[str, Any]) -> str | None:
    """What a rule of the core says, by the code under which it was broken; None for other codes."""
    match kind:
        case "tempo_unreadable":
            return tr("a tempo is written lower-hold-lift in whole seconds, such as 2-1-2")
        case "tempo_too_fast":
            return tr("lowering and lifting take at least one second each")
        case "tempo_missing":
            return tr("a move that counts reps needs a tempo")
        case "variant_twice":
            return tr("two variants have the same id")
        case "step_without_move":
            return tr("a {kind} step names an exercise and a variant", **context)
        case "step_with_move":
            return tr("a {kind} step names no exercise", **context)
        case "length_differs":
            return tr("the steps last {total_s} s, the circuit says {seconds} s", **context)
        case "sides_differ":
            return tr(
                "left works {left_s} s and right {right_s} s; both sides get equal time", **context
            )
        case "weights_incomplete":
            return tr("each family of the strength index needs one weight")
        case "anchors_incomplete":
            return tr("each family of the strength index needs an anchor that has a coefficient")
        case _:
            return None


def _out_of_range(kind: str, value: str, context: dict[str, Any]) -> str:
    match kind:
        case "greater_than_equal":
            return tr("{value} is less than {limit}", value=value, limit=number(context["ge"]))
        case "greater_than":
            return tr("{value} is not above {limit}", value=value, limit=number(context["gt"]))
        case _:
            return tr("{value} is more than {limit}", value=value, limit=number(context["le"]))


def _wrong_kind(kind: str, value: str, place: tuple[str | int, ...]) -> str:
    """What a value should be when it is a number in place of words and the like."""
    if place and place[-1] == "tempo":
        return tr("a tempo is written lower-hold-lift in whole seconds, such as 2-1-2")
    match kind.partition("_")[0]:
        case "string":
            return tr("{value} is not text in quotes", value=value)
        case "int":
            return tr("{value} is not a whole number", value=value)
        case "float" | "finite":
            return tr("{value} is not a usable number", value=value)
        case "date":
            return tr("{value} is not a date such as 2026-10-12", value=value)
        case "bool":
            return tr("{value} is neither true nor false", value=value)
        case "tuple":
            return tr("{value} is not a list in square brackets", value=value)
        case _:
            return tr("{value} is not a table with fields", value=value)


def shown(value: object) -> str:
    """A value of a file, cut short and free of line breaks."""
    brief = reprlib.Repr()
    brief.maxstring = brief.maxlong = brief.maxother = 40
    brief.maxlevel = 2
    try:
        return brief.repr(value)
    except ValueError:  # a whole number too long to be written in digits
        return tr("a number of too many digits")


def one_line(text: str) -> str:
    """A text as it is, or escaped where it would break the line or cannot be written."""
    return text if text.isprintable() else ascii(text)
