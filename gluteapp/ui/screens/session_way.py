"""How the figure gets from one move into the next: a function of the place in the session, no Qt.

A gap is all that lies between the end of one move and the start of the next. The way begins with
the gap, has its natural length, and is over before the work begins. Where the gap is too short it
takes some of the time before the first hard end, which the picture then catches up, and some of
the time after the last one. The clock is never touched, and what is counted is shown in time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Exercise, Laterality, Posture, Side
from gluteapp.core.timeline import HOLD_WAY_MS, HOLD_WAY_SHARE, Position, Step, Timeline
from gluteapp.figure.life import Life
from gluteapp.ui.screens.session_life import STILL_NEVER, Still, life_at

SETTLE_MS = 300
"""Before the work the figure is in its start pose this long; design choice."""
FIRST_SHARE = 2 / 3
"""Where time is short a way takes so much of that up to the first hard end; design choice."""
HOLD_ROOM_MS = 5_000
"""Where nothing is counted a way takes at most so much of the time; design choice."""
SEEN_MS = 200
"""So long after a repetition was counted its hard end is shown at least; design choice."""
CATCH_UP = 3
"""After a way into a hold the picture is on time again after so many times what it was late."""
DEMONSTRATION_MS = 4_000
"""In a rest the figure leaves the hard end this long before the work; design choice."""
SAME_PLACE_MS, TURN_OVER_MS, OTHER_PLACE_MS = 1_500, 3_000, 3_500
"""Usual lengths of a way, where nobody knows better; design choice."""
_ON_ONE_SIDE = (Posture.SIDE_LYING, Posture.SIDE_PLANK, Posture.HALF_KNEELING)


@dataclass(frozen=True, slots=True)
class Stand:
    """A moment of a move; without an exercise a person stands at rest."""

    exercise: Exercise | None = None
    variant: str | None = None
    side: Side | None = None
    phase: float = 0.0

    @classmethod
    def at_start(cls, step: Step, side: Side | None) -> Stand:
        """The start pose of the move of a step."""
        return cls(step.exercise, step.variant, side)

    @property
    def place(self) -> tuple[str | None, str | None, Side | None]:
        """Move and side, without the moment."""
        return (None if self.exercise is None else self.exercise.id, self.variant, self.side)


@dataclass(frozen=True, slots=True)
class Way:
    """The figure is this share (0 to 1) of its way from where it was to the next start pose."""

    before: Stand
    share: float
    after: Stand | None = None
    """Where it leads, when that is not the start pose of the move shown."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the figure shows: a moment of a move, or the way into its start pose."""

    side: Side | None
    phase: float = 0.0
    way: Way | None = None
    life: Life | None = None
    """How it breathes and blinks; None: as the move has it, with open eyes."""


STANDING = Figure(side=None)
"""Nothing is done."""
WayLength = Callable[[Stand, Stand], int]
"""The natural length in ms of the way between two moments of moves."""


def usual_length(before: Stand, after: Stand) -> int:
    """A natural length by posture alone."""
    if before.place == after.place and not before.phase % 1.0:
        return 0
    if before.exercise is None or after.exercise is None:
        postures = {one.exercise.posture for one in (before, after) if one.exercise is not None}
        return SAME_PLACE_MS if postures <= {Posture.STANDING} else OTHER_PLACE_MS
    if before.exercise.posture is not after.exercise.posture:
        return OTHER_PLACE_MS
    turns = before.side is not after.side and after.exercise.posture in _ON_ONE_SIDE
    return TURN_OVER_MS if turns else SAME_PLACE_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """When the figure goes from one move into another, and from where."""

    before: Stand
    start_ms: Millis
    length_ms: Millis

    @property
    def end_ms(self) -> Millis:
        """When it is in the start pose."""
        return self.start_ms + self.length_ms

    def share_at(self, at_ms: Millis) -> float | None:
        """How much of it is done, 0 to 1; None before it begins and when it is over."""
        if not self.start_ms <= at_ms < self.end_ms:
            return None
        return (at_ms - self.start_ms) / self.length_ms


def figure_of(
    at: Position, timeline: Timeline, target: Step, *, natural: WayLength = usual_length
) -> Figure:
    """What the figure shows at a place in the session; `target` is the move shown there."""
    side = at.side if at.step.kind.is_move else target.working_side(1)
    passage = passage_into(timeline, at.step if target is at.step else target, natural)
    share = passage.share_at(at.at_ms)
    if share is not None:
        return Figure(side=target.working_side(1), way=Way(passage.before, share))
    if at.step.kind.is_move:
        following = timeline.next_move(at.step.index)
        early = None if following is None else _leaving_early(at, timeline, following, natural)
        if early is not None:
            return Figure(side=side, way=early)
        behind = _catching_up(at, timeline, passage.end_ms)
        life = life_at(at.at_ms, held(behind))
        return Figure(side=behind.side, phase=behind.figure_phase, life=life)
    since_ms = at.at_ms - passage.end_ms
    remaining_ms = (target.start_ms if target.kind.is_move else at.step.end_ms) - at.at_ms
    if at.step.kind is not StepKind.REST or not target.kind.is_move:
        still = Still(since_ms=since_ms, left_ms=remaining_ms)
        return Figure(side=side, life=life_at(at.at_ms, still))
    rest_start_ms, rest_end_ms = _rest_around(timeline, at.step)
    since_ms = min(since_ms, at.at_ms - rest_start_ms)
    phase, still = rest_pose(target, since_ms=since_ms, remaining_ms=rest_end_ms - at.at_ms)
    return Figure(side=side, phase=phase, life=life_at(at.at_ms, still))


def passage_into(timeline: Timeline, target: Step, natural: WayLength) -> Passage:
    """The way before the move of a step."""
    leaving = _move_before(timeline, target)
    after = Stand.at_start(target, target.working_side(1))
    gap_start_ms = 0 if leaving is None else leaving.end_ms
    before = Stand() if leaving is None else _leaving(timeline, leaving, 0)
    length_ms = natural(before, after)
    end_ms = target.start_ms if target.kind.is_move else target.end_ms
    room_ms = end_ms - gap_start_ms - SETTLE_MS
    if length_ms <= room_ms or not target.kind.is_move:
        return Passage(before=before, start_ms=gap_start_ms, length_ms=min(length_ms, room_ms))
    room_ms = end_ms + first_room_ms(target) - gap_start_ms
    early_ms = 0 if leaving is None else min(length_ms - room_ms, _last_room_ms(leaving))
    if leaving is not None and early_ms > 0:
        before = _leaving(timeline, leaving, early_ms)
        gap_start_ms, room_ms = gap_start_ms - early_ms, room_ms + early_ms
        length_ms = natural(before, after)
    return Passage(before=before, start_ms=gap_start_ms, length_ms=min(length_ms, room_ms))


def first_room_ms(step: Step) -> Millis:
    """How much of a move a way may take from its start: it is over well before the hard end."""
    if not step.counts_reps:
        return min(HOLD_ROOM_MS, step.duration_ms // 4)
    return step.lead_in_ms + round(step.hard_end_ms * FIRST_SHARE)


def time_to_move_ms(at: Position, target: Step) -> Millis:
    """How long a way may take that begins here, to be in the start pose of the move in time."""
    if not target.kind.is_move:
        return at.remaining_ms
    return max(target.start_ms + first_room_ms(target) - at.at_ms, 0)


def _last_room_ms(step: Step) -> Millis:
    """How much of a move a way may take before its end: nothing is counted there any more."""
    if step.is_user_ended:
        return 0
    if step.tempo is None:
        return min(HOLD_WAY_MS, step.duration_ms // 4)
    after_ms = step.tempo.rep_ms - step.hard_end_ms - SEEN_MS
    return max(after_ms, 0) if step.counts_reps and step.reps else 0


def _move_before(timeline: Timeline, target: Step) -> Step | None:
    """The last move that is done before a step."""
    for step in reversed(timeline.steps[: target.index]):
        if step.kind.is_move and not step.is_dropped:
            return step
    return None


def _leaving(timeline: Timeline, step: Step, early_ms: Millis) -> Stand:
    """How the figure stands some time before the end of a move."""
    end = timeline.position_in(step.index, max(step.duration_ms - max(early_ms, 1), 0))
    # One ms before the end; the rest of the way into the start pose cannot be seen.
    phase = 0.0 if end.figure_phase > 0.99 else end.figure_phase
    return Stand(step.exercise, step.variant, end.side, phase)


def _leaving_early(
    at: Position, timeline: Timeline, following: Step, natural: WayLength
) -> Way | None:
    """The way into the next move, where it begins before this one is over."""
    passage = passage_into(timeline, following, natural)
    share = passage.share_at(at.at_ms)
    if share is None:
        return None
    after = Stand.at_start(following, following.working_side(1))
    return Way(passage.before, share, after)


def _rest_around(timeline: Timeline, step: Step) -> tuple[Millis, Millis]:
    """From when to when somebody rests: rests that follow each other are one."""
    first = last = step.index
    steps = timeline.steps
    while first > 0 and _is_rest(steps[first - 1]):
        first -= 1
    while last + 1 < len(steps) and _is_rest(steps[last + 1]):
        last += 1
    return steps[first].start_ms, steps[last].end_ms


def _is_rest(step: Step) -> bool:
    return step.kind is StepKind.REST or step.is_dropped


def _catching_up(at: Position, timeline: Timeline, way_end_ms: int) -> Position:
    """The place that the picture shows after a way that took some of the work.

    It is on time again at the first hard end, where the repetition counts; where none is counted
    it may wait for the next turn.
    """
    step = at.step
    late_ms = way_end_ms - step.start_ms
    if late_ms <= 0 or at.offset_ms < late_ms:
        return at
    if step.tempo is not None and late_ms > step.lead_in_ms + step.hard_end_ms * FIRST_SHARE:
        turn_ms = -(-late_ms // step.tempo.rep_ms) * step.tempo.rep_ms
        return timeline.position_in(step.index, max(at.offset_ms, turn_ms))
    until_ms = CATCH_UP * late_ms if step.tempo is None else step.lead_in_ms + step.hard_end_ms
    until_ms = min(until_ms, step.duration_ms)
    if at.offset_ms >= until_ms:
        return at
    first_ms = min(step.lead_in_ms, late_ms)
    along = (at.offset_ms - late_ms) / (until_ms - late_ms)
    return timeline.position_in(step.index, round(first_ms + along * (until_ms - first_ms)))


def hard_end(step: Step) -> float:
    """Phase in the middle of the hold at the hard end of a move."""
    if step.tempo is None:
        return 0.5
    (_, first_ms), (_, hold_ms), _ = step.tempo.phases_ms(step.first_phase)
    return (first_ms + hold_ms / 2) / step.tempo.rep_ms


def rest_pose(step: Step, *, since_ms: int, remaining_ms: int) -> tuple[float, Still]:
    """Phase of the next move in a rest: up to its hard end, there for a while, back to the start.

    `since_ms` counts from the end of the way into it; a rest without time for all that shows the
    start pose. With the phase comes for how long the figure stays there.
    """
    waiting = 0.0, Still(since_ms=since_ms, left_ms=remaining_ms)
    if step.exercise is None or step.exercise.laterality is Laterality.IN_TURN:
        return waiting
    up_ms, back_ms = HOLD_WAY_MS, HOLD_WAY_MS
    reached, left = HOLD_WAY_SHARE, 1 - HOLD_WAY_SHARE
    if step.tempo is not None:
        (_, first_ms), (_, hold_ms), (_, last_ms) = step.tempo.phases_ms(step.first_phase)
        up_ms, back_ms = max(first_ms, 1), min(max(last_ms, 1), DEMONSTRATION_MS)
        reached, left = (
            first_ms / step.tempo.rep_ms,
            (first_ms + hold_ms) / step.tempo.rep_ms,
        )
    stay_ms = since_ms + remaining_ms - up_ms - DEMONSTRATION_MS
    if stay_ms < 0:
        return waiting
    if since_ms < up_ms:
        return reached * since_ms / up_ms, STILL_NEVER
    stayed_ms = since_ms - up_ms
    if stayed_ms < stay_ms:
        if step.tempo is not None:
            return _staying(step.tempo.hold_s * 1000, stayed_ms, stay_ms, reached, left)
        phase = reached + (left - reached) * stayed_ms / stay_ms
        return phase, Still(since_ms=stayed_ms, left_ms=stay_ms - stayed_ms)
    gone_ms = stayed_ms - stay_ms
    still = Still(since_ms=gone_ms - back_ms, left_ms=remaining_ms)
    return left + (1.0 - left) * min(gone_ms / back_ms, 1.0), still


def _staying(
    hold_ms: int, stayed_ms: int, stay_ms: int, reached: float, left: float
) -> tuple[float, Still]:
    """A hold that lasts longer than its tempo has it: it stands still in the middle."""
    middle, half_ms = (reached + left) / 2, min(hold_ms, stay_ms) / 2
    to_end_ms = min(stayed_ms, stay_ms - stayed_ms)
    if to_end_ms < half_ms:
        end = reached if stayed_ms < stay_ms / 2 else left
        return end + (middle - end) * to_end_ms / half_ms, STILL_NEVER
    half = round(half_ms)
    return middle, Still(since_ms=stayed_ms - half, left_ms=stay_ms - stayed_ms - half)


def held(at: Position) -> Still:
    """For how long a move without a tempo is held at a place of the session."""
    step = at.step
    if step.exercise is None or step.tempo is not None:
        return STILL_NEVER
    way = min(HOLD_WAY_MS, step.duration_ms // 4)
    return Still(since_ms=at.offset_ms - way, left_ms=step.duration_ms - way - at.offset_ms)
