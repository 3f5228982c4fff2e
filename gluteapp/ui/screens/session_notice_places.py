"""Where a notice or a banner lies on a session screen, and how large its words are; no words.

A notice keeps to the place of captions, over the caption that is there. A banner lies over what can
be missed for a while: in work over what comes then, in a turn-over over what was done, in a rest and
a pause over the strip.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from gluteapp.ui.screens.session_caption import CaptionLine, CaptionPlace
from gluteapp.ui.screens.session_frame import Mode
from gluteapp.ui.screens.session_layout import CAPTION_REST_SHARE, Shape

_GAP_SHARE = 0.010
_LEAST_SHARE, _COLUMN_LEAST_SHARE = 0.030, 0.026


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePlace:
    """A place and the sizes of words in it, in px."""

    rect: QRect
    px: int
    least_px: int


def toast_place(shape: Shape, captions: CaptionLine, place: CaptionPlace) -> NoticePlace:
    """The place of captions, down to the caption that is shown."""
    rect = QRect(place.rect)
    if place.slot:
        rect.setRight(rect.right() - place.slot - place.px // 3)
    main, brief = captions.main, captions.brief
    for chip in (main,) if place.slot else (main, brief):
        if not chip.isHidden():
            rect.setBottom(min(rect.bottom(), chip.y() - 1 - shape.px(_GAP_SHARE)))
    return NoticePlace(rect=rect, px=place.px, least_px=place.least_px)


def banner_places(
    shape: Shape, mode: Mode | None, *, has_effort: bool = False
) -> tuple[NoticePlace, ...]:
    """The places of a banner, the better one first; the last one has room for any words."""
    px = shape.px(CAPTION_REST_SHARE)
    out = shape.px(0.008)
    rect = shape.strip.adjusted(-out, 0, out, out // 2)
    strip = NoticePlace(rect=rect, px=px, least_px=shape.px(_LEAST_SHARE))
    if mode in (Mode.REST, Mode.PAUSED):
        return (strip,)
    if has_effort:
        rect = shape.done.united(shape.line).adjusted(-out, 0, out, 0)
    else:
        rect = shape.then.adjusted(-out, -out, out, out)
    column = NoticePlace(rect=rect, px=px, least_px=shape.px(_COLUMN_LEAST_SHARE))
    return (column, strip)
