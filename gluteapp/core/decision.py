"""A decision about the next dose of a station, and what the user said to it. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gluteapp.core.exercise import Family, Side
from gluteapp.core.prescription import Prescription
from gluteapp.core.session import Plain


class Direction(StrEnum):
    """Where a dose goes."""

    UP = "up"
    STAY = "stay"
    HOLD = "hold"
    """Not up, whatever the sets say, for pain (DEFINITIONS.md, Progression)."""
    DOWN = "down"


class Rule(StrEnum):
    """The rules in the order they are asked; the first that matches decides (DEFINITIONS.md)."""

    PAIN_STOP = "pain_stop"
    """Pain of 6 or more, or a stop for pain: down."""
    PAIN_TWICE = "pain_twice"
    """Pain of 4-5 or a worse morning, the second time in 14 days: down."""
    PAIN = "pain"
    """Pain of 4-5 or a worse morning: hold."""
    TOO_HARD = "too_hard"
    """Effort 0 with slipped form, or two sets not completed because they were too hard: down."""
    AWAY = "away"
    """More than seven days without a circuit: down once (evidence 7.6; LOOKS 9)."""
    NOT_OWNED = "not_owned"
    """Its band, kettlebell or step is not there any more: the nearest dose below."""
    LIGHTER_WEEK = "lighter_week"
    """No rise in a lighter week: stay."""
    ANSWER_MISSING = "answer_missing"
    NOT_FELT = "not_felt"
    """The glute was not felt in half of the sets: stay."""
    MORNING_MISSING = "morning_missing"
    """The question of the next morning is not answered: stay until it is."""
    TWO_FOR_TWO = "two_for_two"
    """Two sessions running, both sides completed, clean, effort 3 or more …: up."""
    ONCE_MORE = "once_more"
    """The first of the two: stay."""
    NOT_YET_EASY = "not_yet_easy"
    """Done, but with fewer than three reps left, or not clean to the end: stay."""
    SOME_PAIN = "some_pain"
    """Pain of 3: more than a rise allows, less than a worry: stay."""
    ONE_SIDE = "one_side"
    """Only one side passed; the weaker one leads: stay."""
    INCOMPLETE = "incomplete"
    """A set was not completed for another reason than being too hard: stay."""
    FAMILY_MOVED = "family_moved"
    """Another move of the family has gone up this week: stay."""
    WEEKLY_WORK = "weekly_work"
    """A rise would bring the week more than 30 % over the highest of the last four: stay."""
    AT_THE_TOP = "at_the_top"
    """There is no harder step with what the user has: stay."""
    NOT_DONE = "not_done"
    """The station did not come in this session: stay."""


class Rung(StrEnum):
    """What a step up or down changes, in the order of steps up (DEFINITIONS.md, Progression)."""

    TIME = "time"
    HOLD = "hold"
    BAND = "band"
    KETTLEBELL = "kettlebell"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from one session for one station."""

    session_id: str
    """The session, or `…/away` for the step of coming back some days after its circuit's last."""
    circuit_id: str
    station: str
    family: Family
    rule: Rule
    direction: Direction
    before: Prescription
    after: Prescription
    """As proposed; equal to `before` unless the direction is up or down."""
    rung: Rung | None = None
    if_fine: Prescription | None = None
    """What it becomes if the next morning is fine, while that is not answered yet."""
    first_side: Side | None = None
    """The side that goes first, because it was harder; None leaves the user's choice."""
    skipped: tuple[str, ...] = ()
    """Kinds of step that were passed over on the way, as `kind: why`, such as `time: no room`."""
    read: dict[str, Plain] = field(default_factory=dict[str, Plain])
    """The numbers the rule read, for the sentence and for whoever asks later."""
    rules_version: int = 1


class Verdict(StrEnum):
    """What the user said to a decision."""

    ACCEPTED = "accepted"
    NOT_YET = "not_yet"
    """Leave it as it was before."""
    CHANGED = "changed"
    """Do this instead: the choice goes with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The newest verdict about a decision; `instead` only with `CHANGED`."""

    verdict: Verdict
    instead: Prescription | None = None

    def outcome(self, decision: Decision) -> Prescription:
        """The dose that holds after it."""
        match self.verdict:
            case Verdict.NOT_YET:
                return decision.before
            case Verdict.CHANGED if self.instead is not None:
                return self.instead
            case _:
                return decision.after
