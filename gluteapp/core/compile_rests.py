"""Finds and gives back seconds in the rests of a circuit in the making. Knows no dose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Self

from gluteapp.core.circuit import CircuitStep, StepKind
from gluteapp.core.exercise import Equipment, Exercise, Library, Posture, Side

LENDS_FROM_S = 10
"""Only rests longer than this lend time to work (DEFINITIONS.md, Time)."""
TURN_LEAST_S = 8
LEAST_S = 4
"""What a rest keeps: for a turn of the body, and otherwise."""
LONGEST_ROW_S = 600
"""No row of a circuit is longer."""
ROUND_REST_S = 20
"""A rest between rounds lends what is below this only when no other has any (evidence 2)."""
ASKING_S = 8
"""So long a rest after a set asks where it was felt; it lends below only when no other can."""
GEAR = frozenset({Equipment.LOOP_BAND, Equipment.KETTLEBELL})
GEAR_LEAST_S = 8
"""To put on a band or fetch a kettlebell takes as long as a turn of the body; design choice."""
_LYING = (Posture.SIDE_LYING, Posture.SIDE_PLANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A row in the making: what is written, and what comes in its place."""

    row: CircuitStep
    kind: StepKind
    seconds: int
    exercise: Exercise | None = None
    side: Side | None = None
    station: str | None = None
    gear: frozenset[Equipment] = frozenset()
    """What has to be put on or fetched for the move: a band, a kettlebell."""
    is_new: bool = False
    """The dose is another than the circuit is written with."""
    changes: Mapping[str, object] = field(default_factory=dict[str, object])
    """Fields of the row that become others."""

    @classmethod
    def of(cls, row: CircuitStep, library: Library) -> Self:
        """A row as it is written; KeyError for an unknown move."""
        if row.move is None:
            return cls(row=row, kind=row.kind, seconds=row.seconds)
        exercise, variant = library.move(row.move)
        return cls(
            row=row,
            kind=row.kind,
            seconds=row.seconds,
            exercise=exercise,
            side=row.side,
            station=(row.station or row.move) if row.kind is StepKind.WORK else None,
            gear=GEAR.intersection(variant.equipment),
        )

    def written(self) -> CircuitStep:
        """The row as it becomes."""
        seconds_and_station = {"seconds": self.seconds, "station": self.station}
        return self.row.model_copy(update={**self.changes, **seconds_and_station})


def needed_s(drafts: Sequence[Draft], length_s: int) -> int:
    """How many seconds the rows are too long; negative when they are too short."""
    return sum(draft.seconds for draft in drafts) - length_s


def can_last(drafts: Sequence[Draft], length_s: int) -> bool:
    """Whether the rests can lend, or take, what makes the rows that long."""
    missing = needed_s(drafts, length_s)
    if missing > 0:
        room_s = sum(drafts[index].seconds - least for index, least in _lenders(drafts).items())
        return missing <= room_s
    return -missing <= sum(LONGEST_ROW_S - drafts[index].seconds for index in _takers(drafts))


def fitted(drafts: Sequence[Draft], length_s: int) -> list[Draft]:
    """The rows at exactly that length; only for rows that can last so long."""
    seconds = [draft.seconds for draft in drafts]
    missing = needed_s(drafts, length_s)
    if missing > 0:
        _lend(seconds, drafts, missing)
    else:
        _give_back(seconds, drafts, -missing)
    return [replace(draft, seconds=length) for draft, length in zip(drafts, seconds, strict=True)]


def _lend(seconds: list[int], drafts: Sequence[Draft], missing: int) -> None:
    """Take seconds one at a time where most can be spared, the rest between rounds last.

    Last of all come the seconds in which it is asked where a set was felt.
    """
    least = _lenders(drafts)
    asks = _asking(drafts)
    told = {index: max(floor, ASKING_S if index in asks else 0) for index, floor in least.items()}
    calm = {
        index: floor if drafts[index].row.round is not None else max(floor, ROUND_REST_S)
        for index, floor in told.items()
    }
    for _ in range(missing):
        tiers = (
            {index: seconds[index] - floor for index, floor in floors.items()}
            for floors in (calm, told, least)
        )
        spare = next(tier for tier in tiers if max(tier.values()) > 0)
        seconds[max(spare, key=lambda index: (spare[index], -index))] -= 1


def _asking(drafts: Sequence[Draft]) -> frozenset[int]:
    """The rests that come right after a set."""
    return frozenset(
        index
        for index, (before, draft) in enumerate(pairwise(drafts), start=1)
        if before.kind is StepKind.WORK and draft.kind is StepKind.REST
    )


def _give_back(seconds: list[int], drafts: Sequence[Draft], freed: int) -> None:
    """Add seconds one at a time to the shortest rest."""
    takers = _takers(drafts)
    for _ in range(freed):
        seconds[min(takers, key=lambda index: (seconds[index], index))] += 1


def _takers(drafts: Sequence[Draft]) -> list[int]:
    """The rests that take freed time: those among the sets, or any where there are none."""
    work = [index for index, draft in enumerate(drafts) if draft.kind is StepKind.WORK]
    rests = [index for index, draft in enumerate(drafts) if draft.kind is StepKind.REST]
    return [index for index in rests if work and work[0] < index < work[-1]] or rests


def _lenders(drafts: Sequence[Draft]) -> dict[int, int]:
    """The rests that lend time, with what each of them keeps."""
    keeps: dict[int, int] = {}
    for way in _ways(drafts):
        long = [
            index
            for index in way.rows
            if drafts[index].kind is StepKind.REST and drafts[index].seconds > LENDS_FROM_S
        ]
        if not long:
            continue
        others_s = sum(drafts[index].seconds for index in way.rows if index not in long)
        turn_s = TURN_LEAST_S if is_turn(way.left, way.right) else LEAST_S
        for place, index in enumerate(long):
            # The body needs the time for its turn once, wherever in the way it stands.
            keeps[index] = LEAST_S if place or others_s >= turn_s else turn_s
    return keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """The rows without a move between two moves, or before the first, or after the last."""

    rows: range
    left: Draft | None
    right: Draft | None


def _ways(drafts: Sequence[Draft]) -> Iterator[_Way]:
    begun = 0
    left: Draft | None = None
    for index, draft in enumerate(drafts):
        if draft.exercise is None:
            continue
        if index > begun:
            yield _Way(rows=range(begun, index), left=left, right=draft)
        begun, left = index + 1, draft
    if begun < len(drafts):
        yield _Way(rows=range(begun, len(drafts)), left=left, right=None)


def is_turn(before: Draft | None, after: Draft | None) -> bool:
    """Whether the body changes its place between two moves, or takes something up.

    It does for another posture, or the other side of one in which it lies on a side.
    """
    if before is None or after is None or before.exercise is None or after.exercise is None:
        return True
    if before.exercise.posture is not after.exercise.posture or after.gear - before.gear:
        return True
    return after.exercise.posture in _LYING and before.side is not after.side


def with_time_for_gear(drafts: Sequence[Draft]) -> list[Draft]:
    """The rows with time before each new move to take up what it needs."""
    timed = list(drafts)
    for way in _ways(drafts):
        if way.left is None or way.right is None or not way.right.is_new:
            continue
        last = way.rows[-1]
        short_s = GEAR_LEAST_S - sum(drafts[index].seconds for index in way.rows)
        if way.right.gear - way.left.gear and short_s > 0:
            timed[last] = replace(drafts[last], seconds=drafts[last].seconds + short_s)
    return timed


def with_titles(drafts: Sequence[Draft], written: Sequence[Draft]) -> list[Draft]:
    """The rows with rests that say how to get into place for the moves that come now."""
    told = list(drafts)
    moves: dict[tuple[int | None, str | None], Exercise] = {
        (draft.row.round, draft.station): draft.exercise
        for draft in written
        if draft.exercise is not None and draft.station is not None
    }
    for way in _ways(drafts):
        last, left, right = way.rows[-1], way.left, way.right
        if left is None or right is None or drafts[last].kind is not StepKind.REST:
            continue
        if drafts[last].row.round is None and None is not left.row.round != right.row.round:
            continue  # between rounds the rest tells to rest
        if right.exercise is not None and _comes_otherwise(left, right, moves):
            changes = {**drafts[last].changes, "title": right.exercise.positions.both}
            told[last] = replace(drafts[last], changes=changes)
    return told


def _comes_otherwise(
    left: Draft, right: Draft, moves: Mapping[tuple[int | None, str | None], Exercise]
) -> bool:
    """Whether the way between two moves begins or ends in another place than is written."""
    was_left = moves.get((left.row.round, left.station))
    was_right = moves.get((right.row.round, right.station))
    leaves = was_left and left.exercise and was_left.posture is not left.exercise.posture
    arrives = was_right and right.exercise and was_right.positions != right.exercise.positions
    return bool(leaves or arrives)
