"""What a caption line shows at a moment of a sheet; knows no window and no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gluteapp.audio.phrases import shown
from gluteapp.audio.sheet import Rank, Sheet
from gluteapp.core.clock import Millis

MAIN_MS: Millis = 2_500
"""A main line stays at least so long, or until the next one; design choice."""
BRIEF_MS: Millis = 900
"""A count or tempo word stays at least so long, or until the next one; design choice."""
SEAM_MS: Millis = 40
"""Two sheets so near to each other follow each other without a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words of a moment in the user's language; either may be empty."""

    main: str = ""
    brief: str = ""
    """A count, a leg or the word of a phase: beside the main line, so that it wipes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A spoken line in the source language and how long it is shown, in ms of its sheet."""

    text: str
    from_ms: Millis
    until_ms: Millis
    is_brief: bool


def caption_at(sheet: Sheet, offset_ms: Millis, before: Sheet | None = None) -> Caption:
    """What is shown at an offset of a sheet that was made with the voice.

    `before` is the sheet that was heard until this one began: its last line may still stand.
    """
    lines = spans(sheet, before)
    return Caption(
        main=_text_at((one for one in lines if not one.is_brief), offset_ms),
        brief=_text_at((one for one in lines if one.is_brief), offset_ms),
    )


def spans(sheet: Sheet, before: Sheet | None = None) -> tuple[Span, ...]:
    """Every spoken line: the main ones one at a time, and the brief ones one at a time."""
    found = [*_said(sheet, 0)]
    if before is not None:
        found = [*_said(before, -before.length_ms), *found]
    mains = _without_overlap([one for one in found if not one.is_brief])
    briefs = _without_overlap([one for one in found if one.is_brief])
    return tuple(sorted((*mains, *briefs), key=lambda one: one.from_ms))


def in_one(sheet: Sheet) -> str:
    """All that is spoken in a sheet, where there is no line that could follow it."""
    return ". ".join(shown(one.text) for one in sheet.spoken if one.text)


def _said(sheet: Sheet, zero_ms: Millis) -> Iterator[Span]:
    """The spoken lines of a sheet that begins at `zero_ms`, each as long as it should stand."""
    spoken = sheet.spoken
    for place, clip in enumerate(spoken):
        if not clip.text:
            continue
        end_ms = clip.end_ms
        for later in spoken[place + 1 :]:
            if later.text:
                break
            end_ms = later.end_ms
        is_brief = clip.rank is Rank.COUNT
        least_ms = BRIEF_MS if is_brief else MAIN_MS
        yield Span(
            text=clip.text,
            from_ms=zero_ms + clip.at_ms,
            until_ms=zero_ms + max(end_ms, clip.at_ms + least_ms),
            is_brief=is_brief,
        )


def _without_overlap(found: list[Span]) -> Iterator[Span]:
    """The same lines, each ended by the next one at the latest."""
    for place, one in enumerate(found):
        following = found[place + 1].from_ms if place + 1 < len(found) else one.until_ms
        yield Span(
            text=one.text,
            from_ms=one.from_ms,
            until_ms=min(one.until_ms, following),
            is_brief=one.is_brief,
        )


def _text_at(lines: Iterator[Span], offset_ms: Millis) -> str:
    text = next((one.text for one in lines if one.from_ms <= offset_ms < one.until_ms), "")
    return shown(text) if text else ""


class CaptionReader:
    """What a caption line shows at a time, of what sounds then; each sheet is read once."""

    def __init__(self, sounding: Callable[[Millis], tuple[Sheet, Millis] | None]) -> None:
        """`sounding` gives the sheet that sounds at a monotonic time and the offset in it."""
        self._sounding = sounding
        self._sheet: Sheet | None = None
        self._zero_ms: Millis = 0
        self._spans: tuple[Span, ...] = ()

    def at(self, now_ms: Millis) -> Caption:
        """The words of a monotonic time, which never goes back."""
        found = self._sounding(now_ms)
        if found is None:
            return Caption()
        sheet, offset_ms = found
        zero_ms = now_ms - offset_ms
        if sheet is not self._sheet or zero_ms != self._zero_ms:
            self._turn_to(sheet, zero_ms)
        return Caption(
            main=_text_at((one for one in self._spans if not one.is_brief), offset_ms),
            brief=_text_at((one for one in self._spans if one.is_brief), offset_ms),
        )

    def _turn_to(self, sheet: Sheet, zero_ms: Millis) -> None:
        before = self._sheet
        # Only what was heard right up to this sheet may still stand in it.
        if before is not None and abs(self._zero_ms + before.length_ms - zero_ms) > SEAM_MS:
            before = None
        self._sheet, self._zero_ms = sheet, zero_ms
        self._spans = spans(sheet, before)
