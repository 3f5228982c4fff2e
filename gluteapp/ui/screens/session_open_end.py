"""Steps that the user ends: when a press ends one, and their words; no Qt, ends nothing itself.

Somebody who lies 3 m away has one free hand and no wish to aim: whatever a press means otherwise,
here it ends the set. What pauses is longer to press, or says so.

| in such a step                               | from the first repetition on   | before it |
|----------------------------------------------|--------------------------------|-----------|
| Space, a click, a short press of the remote  | ends it                        | pause     |
| Enter                                        | ends it                        | -         |
| → and the remote's skip                      | ends it                        | skip      |
| a long press of the remote                   | pause                          | skip      |
| Esc, Pause on the bar                        | pause                          | pause     |

A step that counts no repetitions can be ended from its start on.
"""

from __future__ import annotations

from collections.abc import Sequence

from gluteapp.core.exercise import Side
from gluteapp.core.timeline import Position, Step
from gluteapp.core.view import EngineState, View
from gluteapp.language import number, tr


def can_end(view: View) -> bool:
    """Whether a press ends the step at hand."""
    at = view.position
    is_begun = at.counted > 0 or not at.step.reps
    return view.state is EngineState.RUNNING and at.step.is_user_ended and is_begun


def has_open_end(steps: Sequence[Step], index: int) -> bool:
    """Whether a step from `index` on is the user's to end, so that time left is a limit only."""
    return any(one.is_user_ended and not one.is_dropped for one in steps[index:])


def end_hint(at: Position) -> str:
    """What ends the step at hand, as its big line; empty before it can be ended."""
    if not at.step.reps:
        return tr("Form going? Space or click")
    return tr("About 2 left? Space or click") if at.counted else ""


def open_caption(at: Position) -> tuple[str, str]:
    """The number of the ring and the words under it: what was done so far."""
    if at.step.reps:
        return number(at.rep), tr("rep") if at.rep == 1 else tr("reps")
    return number(at.offset_ms // 1000), tr("seconds")


def next_open(step: Step) -> str:
    """What comes after a rest."""
    if step.reps:
        return tr("Next, until about 2 are left")
    return tr("Next, as long as your form holds")


def then_open(step: Step) -> str:
    """What comes after a turn-over."""
    if step.reps:
        return tr("Then until about 2 are left")
    return tr("Then as long as your form holds")


def open_place(step: Step, rep: int, side: Side | None) -> tuple[str, str]:
    """Where a pause caught such a step, in two sentences."""
    if not step.reps:
        return tr("In a hold that you end."), tr("It goes on from here.")
    ends = tr("You end this set.")
    if rep == 0:
        return tr("Before the first rep."), ends
    at = number(rep)
    match side:
        case Side.LEFT:
            return tr("Rep {rep}, left leg.", rep=at), ends
        case Side.RIGHT:
            return tr("Rep {rep}, right leg.", rep=at), ends
        case _:
            return tr("Rep {rep}.", rep=at), ends
