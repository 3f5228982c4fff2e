"""What one session says about one station, as the rules of progress read it. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Laterality, Library, Region, Side
from gluteapp.core.prescription import Prescription
from gluteapp.core.session import Form, HarderSide

GLUTES = frozenset({Region.GLUTE_CENTRE, Region.GLUTE_SIDE})
EASY_REPS_LEFT = 3
"""A set with this many good reps left was easy enough (DEFINITIONS.md, Progression)."""
CALM_PAIN = 2
"""Pain up to this does not stand in the way of a rise."""
PAIN_HOLDS = 4
PAIN_STOPS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class StationResult:
    """One station in one session; sides that passed are those whose every set was easy and clean."""

    dose: Prescription
    """What it was meant to be done with."""
    sets: tuple[SetDigest, ...]
    passed: tuple[Side, ...]
    is_complete: bool
    """Every set of every side was done to its end, at the move prescribed."""
    worked: tuple[Side, ...]
    """The sides the move works one after the other; both when it works them together."""

    @property
    def pain(self) -> int:
        """The worst pain named at this station; 0 when none was."""
        return max((one.pain or 0 for one in self.sets), default=0)

    @property
    def is_pain_stop(self) -> bool:
        """Whether a set was stopped for pain."""
        return any(one.reason is StopReason.PAIN for one in self.sets)

    @property
    def broke_form(self) -> int:
        """Sets with no rep left and slipped form."""
        return sum(one.effort == 0 and one.form is Form.SLIPPED for one in self.sets)

    @property
    def too_hard(self) -> int:
        """Sets not done to their end because they were too hard: an answer said so."""
        return sum(
            not is_done(one) and (one.effort == 0 or one.form is Form.SLIPPED) for one in self.sets
        )

    @property
    def eased(self) -> int:
        """Sets done with another version than the one prescribed."""
        return sum(one.move != self.dose.move for one in self.sets)

    @property
    def undone(self) -> int:
        """Sets that were begun and not done to their end."""
        return sum(not is_done(one) for one in self.sets)

    @property
    def missing(self) -> dict[str, int]:
        """How many answers about completed sets are open, by question; none when enough are given.

        Effort belongs to each set. Where it was felt and whether it hurt need one round in which
        both are told: a short rest asks for effort only.
        """
        done = [one for one in self.sets if is_done(one)]
        open_answers = {"effort": sum(one.effort is None for one in done)}
        by_round = {
            number: [one for one in done if one.round == number] for number in _rounds(done)
        }
        if not any(all(map(_is_told, sets)) for sets in by_round.values()):
            open_answers |= {
                "felt": sum(one.felt_most is None for one in done),
                "pain": sum(one.pain is None for one in done),
            }
        return {question: count for question, count in open_answers.items() if count}

    @property
    def not_felt(self) -> int:
        """Sets that were felt most somewhere else than in a glute."""
        return sum(one.felt_most is not None and one.felt_most not in GLUTES for one in self.sets)

    @property
    def felt_answers(self) -> int:
        """Sets for which it was said where they were felt most."""
        return sum(one.felt_most is not None for one in self.sets)

    @property
    def slipped(self) -> int:
        """Sets that were not clean to the end."""
        return sum(one.form in (Form.SLIPPED, Form.STOPPED) for one in self.sets)

    @property
    def effort(self) -> int | None:
        """Fewest good reps left in any set; None when it was never said."""
        return _fewest(self.sets)

    @property
    def has_passed(self) -> bool:
        """Whether both sides passed and every set was done."""
        return self.is_complete and set(self.passed) == set(self.worked)

    @property
    def harder_side(self) -> Side | None:
        """The side that was harder: as answered, or else the one with fewer reps left."""
        votes = [one.harder for one in self.sets]
        lean = votes.count(HarderSide.LEFT) - votes.count(HarderSide.RIGHT)
        if lean:
            return Side.LEFT if lean > 0 else Side.RIGHT
        left, right = (
            _fewest(one for one in self.sets if one.side is side)
            for side in (Side.LEFT, Side.RIGHT)
        )
        if left is None or right is None or left == right:
            return None
        return Side.LEFT if left < right else Side.RIGHT


def station_result(
    sets: Sequence[SetDigest], dose: Prescription, library: Library, *, rounds: int
) -> StationResult:
    """Read a station's sets against its dose, which asks for so many sets of each side."""
    laterality = library.move(dose.move)[0].laterality
    is_sided = laterality is Laterality.ONE_SIDED
    worked = (Side.LEFT, Side.RIGHT) if is_sided else (Side.BOTH,)
    by_side = {side: [one for one in sets if one.side is side] for side in worked}
    full = {
        side: sum(is_done(one) and one.move == dose.move for one in by_side[side]) >= rounds
        for side in worked
    }
    return StationResult(
        dose=dose,
        sets=tuple(sets),
        worked=worked,
        is_complete=all(full.values()) and all(is_done(one) for one in sets),
        passed=tuple(
            side for side in worked if full[side] and all(_was_easy(one) for one in by_side[side])
        ),
    )


def is_done(one: SetDigest) -> bool:
    """Whether a set was done to its end, with all its reps."""
    return one.is_completed and one.done_reps >= one.planned_reps


def work_was_left(session: SessionDigest) -> bool:
    """Whether a session was stopped before its work was done."""
    return not session.is_whole and sum(map(is_done, session.sets)) < session.planned_sets


def _was_easy(one: SetDigest) -> bool:
    return (
        is_done(one)
        and one.effort is not None
        and one.effort >= EASY_REPS_LEFT
        and one.form in (None, Form.CLEAN)
        and (one.pain or 0) <= CALM_PAIN
    )


def _rounds(sets: Iterable[SetDigest]) -> frozenset[int | None]:
    return frozenset(one.round for one in sets)


def _is_told(one: SetDigest) -> bool:
    return one.felt_most is not None and one.pain is not None


def _fewest(sets: Iterable[SetDigest]) -> int | None:
    return min((one.effort for one in sets if one.effort is not None), default=None)
