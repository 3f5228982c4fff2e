"""Every line the voice may say, and the name of its clip. Knows no file and no moment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256

from gluteapp.audio import phrases
from gluteapp.core.circuit import Circuit
from gluteapp.core.exercise import Exercise, Laterality, Library

LINE_ID_LENGTH_MAX = 60


def line_id(text: str) -> str:
    """The name of a line's clip, such as `lie_on_your_right_side`: what a file may be called.

    Case and punctuation do not matter. A long line, or one in other letters than a to z, ends in
    eight digits of its checksum, so that no two are called the same.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    is_whole = all(letter.isascii() or not letter.isalnum() for letter in plain)
    if is_whole and 0 < len(slug) <= LINE_ID_LENGTH_MAX:
        return slug
    mark = sha256(plain.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{slug[: LINE_ID_LENGTH_MAX - 9]}_{mark}".lstrip("_")


def all_lines(library: Library, circuits: Iterable[Circuit]) -> dict[str, str]:
    """Line id to text for everything that can be said with these moves and circuits."""
    lines: dict[str, str] = {}
    for text in _texts(library, circuits):
        lines.setdefault(line_id(text), text)
    return lines


def _texts(library: Library, circuits: Iterable[Circuit]) -> Iterator[str]:
    yield from phrases.PHRASES
    yield from (phrases.count(number) for number in range(1, phrases.COUNT_MAX + 1))
    yield from (phrases.seconds(length) for length in phrases.SECONDS_SAID)
    for exercise in library.exercises.values():
        yield from _texts_of(exercise)
    for circuit in circuits:
        for step in circuit.steps:
            yield phrases.seconds(step.seconds)
            if step.title:
                yield step.title


def _texts_of(exercise: Exercise) -> Iterator[str]:
    """The words of a move's card that are spoken: not its summary, notes and faults."""
    yield from (variant.name for variant in exercise.variants)
    yield exercise.positions.both
    if exercise.laterality is Laterality.ONE_SIDED:
        yield from (exercise.positions.left, exercise.positions.right)
    yield exercise.start_cue
    yield from (cue.text for cue in exercise.cues)
