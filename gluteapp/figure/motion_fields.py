"""Reads one value of a motion file as what it has to be; knows no field by its name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

Table = dict[str, Any]
"""A table as TOML has it."""

_LISTED_MAX: Final = 12
"""Known words that are listed in a message; more than that do not help."""


class MotionError(ValueError):
    """A motion file could not be used; the message says which field and why."""


def as_table(value: object, name: str, known: Collection[str]) -> Table:
    """A table with none but the known fields, or MotionError."""
    if not isinstance(value, dict):
        raise wrong_kind(name, "a table")
    if unknown := set(value) - set(known):
        raise MotionError(f"has the unknown field `{min(unknown)}` in `{name}`")
    return value


def needed(table: Table, field: str, name: str) -> object:
    """A field of the table called `name` that must be there, or MotionError."""
    if field not in table:
        raise MotionError(f"lacks `{field}` in `{name}`")
    return table[field]


def as_list(value: object, name: str) -> list[Any]:
    """A list of whatever, or MotionError."""
    if not isinstance(value, list):
        raise wrong_kind(name, "a list")
    return value


def is_number(value: object, low: float, high: float) -> bool:
    """Whether a value is a number within bounds; not a number and infinity are not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def as_number(value: object, name: str, low: float, high: float) -> float:
    """A number within bounds, or MotionError."""
    if not is_number(value, low, high):
        raise wrong_kind(name, f"a number from {low:g} to {high:g}")
    return float(value)  # type: ignore[arg-type]


def as_place(value: object, name: str, low: float, high: float) -> tuple[float, float, float]:
    """Three numbers within bounds, or MotionError."""
    numbers = as_list(value, name)
    if len(numbers) != 3:
        raise wrong_kind(name, "three numbers")
    x, y, z = (as_number(number, name, low, high) for number in numbers)
    return x, y, z


def as_word(value: object, name: str, known: Collection[str]) -> str:
    """One of the known words, or MotionError."""
    if not isinstance(value, str):
        raise wrong_kind(name, "a word")
    if value not in known:
        listed = f"; it can be {', '.join(known)}" if len(known) <= _LISTED_MAX else ""
        raise MotionError(f"has the unknown `{value}` in `{name}`{listed}")
    return value


def as_words(value: object, name: str, known: Collection[str]) -> tuple[str, ...]:
    """Some of the known words, or MotionError."""
    return tuple(as_word(word, name, known) for word in as_list(value, name))


def as_text(value: object, name: str) -> str:
    """Any text, or MotionError."""
    if not isinstance(value, str):
        raise wrong_kind(name, "a text")
    return value


def wrong_kind(name: str, wanted: str) -> MotionError:
    """What is said of a value that is something else than wanted."""
    return MotionError(f"has a field of the wrong kind: `{name}` is not {wanted}")
