"""Cuts and moves sheets whose step is entered or changed in its midst; knows no session, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gluteapp.audio.sheet import Heard, Sheet, sheet_of
from gluteapp.core.clock import Millis


def from_offset(sheet: Sheet, from_ms: Millis) -> Sheet:
    """What begins at an offset or later, as a sheet that begins there; no line without its start."""
    if from_ms == 0:
        return sheet
    kept = [
        replace(one, at_ms=one.at_ms - from_ms)
        for line in _lines(sheet)
        for one in line
        if line[0].at_ms >= from_ms
    ]
    return sheet_of(kept, sheet.length_ms - from_ms)


def to_offset(sheet: Sheet, at_ms: Millis) -> Sheet:
    """The sheet as it stands in its step, where it begins at `at_ms`: undoes `from_offset`."""
    moved = (replace(one, at_ms=one.at_ms + at_ms) for one in sheet.heard)
    return sheet_of(moved, sheet.length_ms + at_ms)


def joined(old: Sheet, new: Sheet, at_ms: Millis) -> Sheet:
    """The lines and tones of `old` that began before an offset, and those of `new` that did not."""
    begun = [one for line in _lines(old) for one in line if line[0].at_ms < at_ms]
    free_ms = max((one.end_ms for one in begun if one.is_spoken), default=0)
    to_come = [
        one
        for line in _lines(new)
        for one in line
        if line[0].at_ms >= (max(at_ms, free_ms) if line[0].is_spoken else at_ms)
    ]
    return sheet_of([*begun, *to_come], new.length_ms)


def chained(first: Sheet, then: Sheet) -> Sheet:
    """Two sheets of which the second begins where the first one ends, as one."""
    moved = (replace(one, at_ms=one.at_ms + first.length_ms) for one in then.heard)
    return sheet_of((*first.heard, *moved), first.length_ms + then.length_ms)


def without_line_at(sheet: Sheet, at_ms: Millis) -> Sheet:
    """The sheet without the line that is being said at an offset."""
    kept = [
        one
        for line in _lines(sheet)
        for one in line
        if not (one.is_spoken and line[0].at_ms < at_ms < line[-1].end_ms)
    ]
    return sheet_of(kept, sheet.length_ms)


def _lines(sheet: Sheet) -> Iterator[list[Heard]]:
    """Each tone by itself, and the clips of each spoken line together."""
    line: list[Heard] = []
    for one in sheet.heard:
        if not one.is_spoken:
            yield [one]
        elif line and not one.text:
            line.append(one)
        else:
            if line:
                yield line
            line = [one]
    if line:
        yield line
