"""The words for a move to come: side, position, move, length, in the order a lying person needs."""

from __future__ import annotations

import re

from gluteapp.audio import phrases
from gluteapp.audio.schedule import Pieces
from gluteapp.core.circuit import StepKind
from gluteapp.core.exercise import Side
from gluteapp.core.timeline import Step, Timeline


def turn_words(timeline: Timeline, target: Step) -> Pieces:
    """The side, what to fetch, and how to lie or stand, such as "Next, left leg", "Lie on your …"."""
    before = timeline.previous_move(target.index)
    place = position_words(target, before)
    fetch = tuple(phrases.FETCH[one] for one in target.brings_after(before))
    is_side = target.side in (Side.LEFT, Side.RIGHT) and not names_side(place, target.side)
    if target.side is not None and is_side:
        words = phrases.FIRST_SIDE if before is None else phrases.NEXT_SIDE
        return (words[target.side], *fetch, place)
    return (phrases.FIRST if before is None else phrases.NEXT, *fetch, place)


def position_words(target: Step, before: Step | None) -> str:
    """How to lie or stand for a move; to stay, where the body is in that place already."""
    if target.exercise is None:
        return target.instruction
    if target.stays_after(before):
        return phrases.STAY[target.exercise.posture]
    return target.exercise.positions.for_side(target.side)


def names_side(place: str, side: Side | None) -> bool:
    """Whether a position names the working side and no other, so that it need not be said twice."""
    named = set(re.findall(r"\b(left|right)\b", place.lower()))
    return side is not None and named == {side.value}


def move_name(step: Step) -> str:
    """The move of a step as it is called."""
    if step.exercise is None or step.variant is None:
        return step.title
    return step.exercise.variant(step.variant).name


def is_warm_up(timeline: Timeline) -> bool:
    """Whether it is the warm-up of a session alone, after which the session goes on."""
    return all(one.kind is StepKind.WARM_UP for one in timeline.steps if one.kind.is_move)


def dose(step: Step) -> Pieces:
    """The move and for how long, such as "Clam", "35 seconds"; or what ends it, where the user does."""
    if step.is_user_ended:
        return (move_name(step), phrases.STOP_AT_TWO if step.reps else phrases.STOP_IN_TIME)
    return (move_name(step), phrases.seconds(step.duration_ms // 1000))


def here_words(step: Step) -> Pieces:
    """The side, unless the position names it, and the position, for one who may be anywhere."""
    place = position_words(step, None)
    if step.side not in (Side.LEFT, Side.RIGHT) or names_side(place, step.side):
        return (place,)
    return (phrases.SIDE[step.side], place)


def brief_wordings(step: Step) -> tuple[Pieces, ...]:
    """Side and position, and where there is no time for both the side, if there is one."""
    here = here_words(step)
    if step.side in (Side.LEFT, Side.RIGHT):
        return (here, (phrases.SIDE[step.side],))
    return (here,)
