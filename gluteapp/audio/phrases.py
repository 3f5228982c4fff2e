"""The words the voice says that belong to no move; knows no clip and no moment.

Each constant is one clip. A spoken line is one clip or several, one after the other: "Next, left
leg" and then a position. The other clips are the content's own words: names of variants, positions,
start cues, cues, and the titles of rests, switches and count-ins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gluteapp.core.exercise import Equipment, Phase, Posture, Side
from gluteapp.language import tr, trn


def said(text: str) -> str:
    """The text itself; marks it for the collection of words to translate."""
    return text


# What comes next.
FIRST = said("First")
NEXT = said("Next")
NEXT_SIDE = {Side.LEFT: said("Next, left leg"), Side.RIGHT: said("Next, right leg")}
FIRST_SIDE = {Side.LEFT: said("First, left leg"), Side.RIGHT: said("First, right leg")}
SIDE = {Side.LEFT: said("Left leg"), Side.RIGHT: said("Right leg")}
THEN_DONE = said("Then you are done")
REST = said("Rest")
ROUND_DONE = said("Round done")
LAST_ROUND = said("Last round")
NEXT_ROUND = said("Next round")
BREATHE = said("Breathe, sip water")
STAY = {
    Posture.STANDING: said("Stay standing"),
    Posture.HALF_KNEELING: said("Stay on your knee"),
    Posture.HANDS_AND_KNEES: said("Stay on hands and knees"),
    Posture.SUPINE: said("Stay on your back"),
    Posture.PRONE: said("Stay face down"),
    Posture.SIDE_LYING: said("Stay on your side"),
    Posture.SIDE_PLANK: said("Stay on your elbow"),
}
"""Instead of a position the body is in already."""
STAY_THERE = said("Stay there")
"""The same where there is no time for more."""
FETCH = {
    Equipment.CHAIR: said("Bring the chair"),
    Equipment.WALL: said("Go to the wall"),
    Equipment.STEP: said("Bring the step"),
    Equipment.LOOP_BAND: said("Put the band on"),
    Equipment.KETTLEBELL: said("Take the kettlebell"),
    Equipment.PILLOW: said("Take the pillow"),
}
"""What a move needs and the one before it did not."""

# Within a set.
TURN = {Side.LEFT: said("Left"), Side.RIGHT: said("Right"), Side.BOTH: said("Both")}
"""At the start of a repetition of a move whose legs take turns."""
PHASE = {Phase.LIFT: said("Lift"), Phase.HOLD: said("Hold"), Phase.LOWER: said("Lower")}
"""The words of the tempo bar."""
SQUEEZE = said("Squeeze")
SLOW = said("Slow")
HALFWAY = said("Halfway")
LAST_REP = said("Last one")
TEN_LEFT = said("10 seconds to go")
FIVE_LEFT = said("5 seconds to go")

STOP_AT_TWO = said("Stop when about two are left")
"""What ends a benchmark set (evidence 3.6)."""
STOP_IN_TIME = said("Stop before your form slips")
"""The same of a hold."""

# Around the session.
PAUSED = said("Paused")
AWAY = said("Paused while you were away")
GOING_ON = said("We go on")
GOING_ON_SIDE = {
    Side.LEFT: said("We go on, left leg"),
    Side.RIGHT: said("We go on, right leg"),
}
REP = said("Rep")
"""Followed by a number."""
WARMED_UP = said("Warmed up")
DONE = said("That is all for today")
DONE_REST = said("Rest as long as you like")
SOUND_TEST = said("This is how loud I speak")

SECONDS_SAID = (*(4, 5, 6, 8, 10, 12, 14, 15, 20, 25, 27, 30, 32, 35, 40, 45, 50, 60, 75, 90, 120),)
"""Lengths in seconds that are said; a rest changed to another length is not given in numbers."""
COUNT_MAX = 60
"""The highest number that is counted."""

PHRASES: tuple[str, ...] = (
    *(FIRST, NEXT, *NEXT_SIDE.values(), *FIRST_SIDE.values(), *SIDE.values(), THEN_DONE),
    *(REST, ROUND_DONE, LAST_ROUND, NEXT_ROUND, BREATHE, *STAY.values(), STAY_THERE),
    *FETCH.values(),
    *(*TURN.values(), *PHASE.values(), SQUEEZE, SLOW, HALFWAY, LAST_REP, TEN_LEFT, FIVE_LEFT),
    *(STOP_AT_TWO, STOP_IN_TIME),
    *(PAUSED, AWAY, GOING_ON, *GOING_ON_SIDE.values(), REP, WARMED_UP, DONE, DONE_REST, SOUND_TEST),
)
"""Every constant of this file; beside them there are `seconds` and `count`."""


def seconds(n: int) -> str:
    """A length as it is said, such as "30 seconds"."""
    return f"{n} seconds" if n != 1 else "1 second"


def count(n: int) -> str:
    """The number of a repetition, as it is said."""
    return str(n)


_SECONDS = re.compile(r"(\d+) seconds?")
_SEAM = re.compile(
    r"\. |(?<=\bFirst): |(?<=\bNext): |(?<=\bRep) (?=\d)|, (?=\d+ seconds?(?:[.,]|$))"
)
_OPEN = (FIRST, NEXT)
"""What comes after these belongs to them."""


def join(clips: Iterable[str]) -> str:
    """The text of a line of several clips, such as "Next: Stand tall" or "Clam, 35 seconds"."""
    text = before = ""
    for clip in clips:
        if not text:
            text = clip
        elif _SECONDS.fullmatch(clip):
            text += f", {clip}"
        elif clip.isdigit() and before == REP:
            text += f" {clip}"
        else:
            text += f": {clip}" if before in _OPEN else f". {clip}"
        before = clip
    return text


def split(text: str) -> tuple[str, ...]:
    """The clips of which `join` made a text."""
    return tuple(_SEAM.split(text))


def shown(text: str) -> str:
    """What a caption shows for a spoken line, in the user's language."""
    return join(_shown_clip(clip) for clip in split(text))


def _shown_clip(clip: str) -> str:
    found = _SECONDS.fullmatch(clip)
    if found:
        return trn("{n} second", "{n} seconds", int(found[1]))
    return clip if clip.isdigit() else tr(clip)
