"""Finds a place for every spoken line, so that no two overlap and none is late.

A line has a window and a rank. Lines of a higher rank are placed first; one that finds no place in
its window is not said. How far each rank may move from where it is due:

| rank    | may move                                                                    |
|---------|-----------------------------------------------------------------------------|
| STOP    | not at all                                                                  |
| TURN    | within its rest or switch, or the last 6.5 s of the set before a short one  |
| NEXT    | within its rest; 0.3 s where there is none                                  |
| COUNT   | not at all: at its instant or not said                                      |
| SQUEEZE | 0.7 s; "last one" 0.3 s                                                     |
| CUE     | to half of the set, or to the last 3 s of a rest                            |
| HALFWAY | 1.1 s; time left of a hold 0.3 s, of a rest 0.5 s                           |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gluteapp.audio.lines import line_id
from gluteapp.audio.phrases import join
from gluteapp.audio.sheet import SAY, Heard, Rank
from gluteapp.core.clock import Millis

GAP_MS: Millis = 120
"""Least silence between two lines; design choice."""
SEAM_MS: Millis = 90
"""Silence between two clips of one line; design choice."""
LETTER_MS: Millis = 60
"""Estimated length of a clip for each letter where no clip is at hand."""

Pieces = tuple[str, ...]
"""The clips of one spoken line, as their texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something to say: it begins from `from_ms` to `latest_ms` and has ended by `until_ms`."""

    wordings: tuple[Pieces, ...]
    """The best first; a shorter one is taken where the others find no place."""
    rank: Rank
    from_ms: Millis
    latest_ms: Millis
    until_ms: Millis
    is_late: bool = False
    """It is said as late as it can, instead of as early."""

    @property
    def is_exact(self) -> bool:
        """Whether it is said at its instant or not at all."""
        return self.from_ms == self.latest_ms


def exactly(text: str, at_ms: Millis, until_ms: Millis, rank: Rank = Rank.COUNT) -> Line:
    """A single clip that is said at an instant or not at all."""
    return Line(wordings=((text,),), rank=rank, from_ms=at_ms, latest_ms=at_ms, until_ms=until_ms)


def within(
    from_ms: Millis,
    until_ms: Millis,
    rank: Rank,
    *wordings: Pieces,
    moves_ms: Millis | None = None,
    is_late: bool = False,
) -> Line:
    """A line that may begin anywhere in its window, or up to `moves_ms` after its start."""
    latest_ms = until_ms if moves_ms is None else min(until_ms, from_ms + moves_ms)
    return Line(
        wordings=wordings,
        rank=rank,
        from_ms=from_ms,
        latest_ms=latest_ms,
        until_ms=until_ms,
        is_late=is_late,
    )


def clip_ms(text: str, lengths: Mapping[str, Millis]) -> Millis:
    """How long a clip sounds, in ms; estimated where the voice lacks it."""
    return lengths.get(line_id(text), LETTER_MS * max(len(text), 5))


def spoken_ms(pieces: Pieces, lengths: Mapping[str, Millis]) -> Millis:
    """How long a whole line sounds, in ms, with the silences between its clips."""
    return sum(clip_ms(text, lengths) for text in pieces) + SEAM_MS * (len(pieces) - 1)


def place(
    lines: Iterable[Line], lengths: Mapping[str, Millis], kept: Sequence[Heard] = ()
) -> tuple[Heard, ...]:
    """The clips of the lines that found a place beside what is `kept`, in order of time."""
    ordered = sorted(lines, key=lambda line: (-line.rank, line.from_ms))
    placed: list[Heard] = []
    taken = [(one.at_ms, one.end_ms) for one in kept if one.is_spoken]
    for index, line in enumerate(ordered):
        # A line that may move makes room for a count of lower rank if it can.
        counts = [
            (other.from_ms, other.from_ms + spoken_ms(other.wordings[0], lengths))
            for other in ordered[index + 1 :]
            if other.is_exact
        ]
        found = _first_place(line, lengths, [*taken, *counts]) or _first_place(line, lengths, taken)
        if found is not None:
            clips = _clips(line, *found, lengths)
            placed += clips
            taken += [(clips[0].at_ms, clips[-1].end_ms)]
    return tuple(sorted(placed, key=lambda one: one.at_ms))


def _first_place(
    line: Line, lengths: Mapping[str, Millis], taken: Sequence[tuple[Millis, Millis]]
) -> tuple[Pieces, Millis] | None:
    """The best wording that finds a place, and when it begins."""
    for pieces in line.wordings:
        length_ms = spoken_ms(pieces, lengths)
        for at_ms in _starts(line, length_ms, taken):
            is_in_time = line.from_ms <= at_ms <= line.latest_ms
            if not is_in_time or at_ms + length_ms > line.until_ms:
                continue
            if all(
                at_ms + length_ms + GAP_MS <= start or at_ms >= end + GAP_MS for start, end in taken
            ):
                return pieces, at_ms
    return None


def _starts(line: Line, length_ms: Millis, taken: Sequence[tuple[Millis, Millis]]) -> list[Millis]:
    """Where a line may begin, the best first: at the edge of its window or of what is taken."""
    if line.is_late:
        edges = {line.until_ms, *(start - GAP_MS for start, _ in taken)}
        return sorted((edge - length_ms for edge in edges), reverse=True)
    return sorted({line.from_ms, *(end + GAP_MS for _, end in taken)})


def _clips(line: Line, pieces: Pieces, at_ms: Millis, lengths: Mapping[str, Millis]) -> list[Heard]:
    clips: list[Heard] = []
    for text in pieces:
        length_ms = clip_ms(text, lengths)
        clips.append(
            Heard(
                at_ms=at_ms,
                sound=SAY + line_id(text),
                length_ms=length_ms,
                text="" if clips else join(pieces),
                rank=line.rank,
            )
        )
        at_ms += length_ms + SEAM_MS
    return clips


def begun_before(heard: Sequence[Heard], until_ms: Millis, length_ms: Millis) -> list[Heard]:
    """What began before `until_ms`: a spoken line with all its clips that end by `length_ms`."""
    kept: list[Heard] = []
    is_begun = False
    for one in heard:
        if one.is_spoken and one.text:
            is_begun = one.at_ms < until_ms
        goes_on = one.is_spoken and is_begun and one.end_ms <= length_ms
        if one.at_ms < until_ms or goes_on:
            kept.append(one)
    return kept


def still_to_say(lines: Iterable[Line], from_ms: Millis, said: Sequence[Heard]) -> list[Line]:
    """The lines that may begin at `from_ms` or later and were not `said` before."""
    texts = {one.text for one in said}
    return [
        replace(line, from_ms=max(line.from_ms, from_ms))
        for line in lines
        if line.latest_ms >= from_ms and not any(join(pieces) in texts for pieces in line.wordings)
    ]
