"""Where each move was felt most the last time, in this session or an earlier one; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from gluteapp.core.exercise import Region
from gluteapp.core.session import Answer, Felt, Question, SessionRecord
from gluteapp.core.timeline import Timeline

FELT_SESSIONS = 30
"""How many sessions back an answer is looked for, about ten weeks; design choice."""

CRAMP = "cramp"
"""What a cramp of the hamstring is marked as in the record; its detail names the exercise."""

Answers = Callable[[tuple[int, ...]], Mapping[Question, Answer]]


def felt_before(newest_first: Iterable[SessionRecord]) -> dict[str, Region]:
    """The region named as most in the newest set of each exercise that has one, by exercise id."""
    felt: dict[str, Region] = {}
    for session in newest_first:
        for one in reversed(session.sets):
            if one.felt is not None and one.felt.most is not None:
                felt.setdefault(one.opened.exercise, one.felt.most)
    return felt


def felt_last(newest_first: Iterable[SessionRecord]) -> dict[str, Region]:
    """The region named as most the last time each exercise was done, left out where it was not said.

    Unlike `felt_before` it looks behind no session that left it open: it was said once already.
    """
    felt: dict[str, Region | None] = {}
    for session in newest_first:
        named = felt_before((session,))
        done = {one.opened.exercise for one in session.sets if one.done_ms}
        for exercise in done - felt.keys():
            felt[exercise] = named.get(exercise)
    return {exercise: region for exercise, region in felt.items() if region is not None}


def cramped(session: SessionRecord) -> frozenset[str]:
    """The exercises in which the hamstring cramped, unless their answer was changed since."""
    felt = felt_before((session,))
    named = {str(one.detail.get("exercise")) for one in session.marks if one.what == CRAMP}
    return frozenset(one for one in named if felt.get(one) is Region.HAMSTRING)


def with_cramp(felt: Felt | None) -> Felt:
    """An answer with the hamstring as most; what was named before goes after it."""
    if felt is None:
        return Felt(most=Region.HAMSTRING)
    named = (felt.most, *felt.also)
    gone = (None, Region.HAMSTRING, Region.NOTHING_MUCH)
    return Felt(most=Region.HAMSTRING, also=tuple(one for one in named if one not in gone))


class LastFelt:
    """Answers where an exercise was felt most: in this session if that was said, or else before."""

    def __init__(
        self, *, before: Mapping[str, Region], timeline: Callable[[], Timeline], answers: Answers
    ) -> None:
        """`answers` gives what was said about the sets of steps of the session's `timeline`."""
        self._before = before
        self._timeline = timeline
        self._answers = answers

    def __call__(self, exercise_id: str) -> Region | None:
        """The region, or None when it was never said."""
        for step in reversed(self._timeline().steps):
            if step.exercise is None or step.exercise.id != exercise_id:
                continue
            felt = self._answers((step.index,)).get(Question.FELT)
            if isinstance(felt, Felt) and felt.most is not None:
                return felt.most
        return self._before.get(exercise_id)
