"""A circuit laid out in integer milliseconds: every step, rep and cue at its due time.

The one thing that body, count, voice, bar and record read. It asks no clock: positions are looked
up for a time it is told.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import assert_never

from gluteapp.core.circuit import Load, SessionMode, StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Equipment, Exercise, Laterality, Phase, Side, Tempo

COUNTDOWN_STEP_MIN_MS = 8_000
"""Steps this long or longer end in 3-2-1 (DEFINITIONS.md, Time)."""
HALFWAY_WORK_MIN_MS = 20_000
"""Work this long or longer has a half-way cue (DEFINITIONS.md, Time)."""
BRIEF_REST_MS = 8_000
"""A rest shorter than this has time for the effort question only (LOOKS.md 10 c)."""
HOLD_WAY_MS = 2_000
"""Longest way into and out of a held position; design choice."""
HOLD_WAY_SHARE = 0.1
"""Share of the figure's phase that each way of a hold takes; design choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One segment of a session, `start_ms` and `duration_ms` on the timeline."""

    index: int
    kind: StepKind
    start_ms: Millis
    duration_ms: Millis
    planned_ms: Millis
    """Length as first laid out, before any change by the user."""
    title: str
    instruction: str
    """How to get into place for the move of this step, or for the next one in a rest or switch."""
    exercise: Exercise | None = None
    variant: str | None = None
    station: str | None = None
    """The circuit's own move at this place, whatever version of it is done."""
    side: Side | None = None
    tempo: Tempo | None = None
    load: Load = Load()
    round: int | None = None
    set_number: int | None = None
    pair: int | None = None
    first_side: Side = Side.LEFT
    felt_steps: tuple[int, ...] = ()
    """Sets whose answers may be given from the start of this step."""
    is_user_ended: bool = False
    is_dropped: bool = False
    """Left out after pain: it has no length and no events."""

    @property
    def end_ms(self) -> Millis:
        """Where the step ends on the timeline."""
        return self.start_ms + self.duration_ms

    @property
    def move(self) -> str | None:
        """The move as `exercise/variant`."""
        return None if self.exercise is None else f"{self.exercise.id}/{self.variant}"

    @property
    def equipment(self) -> tuple[Equipment, ...]:
        """What the move needs beside a floor."""
        if self.exercise is None or self.variant is None:
            return ()
        return self.exercise.variant(self.variant).equipment

    def brings_after(self, before: Step | None) -> tuple[Equipment, ...]:
        """What has to be fetched for this move after the one before it."""
        return tuple(it for it in self.equipment if before is None or it not in before.equipment)

    def stays_after(self, before: Step | None) -> bool:
        """Whether the body is in the place of this move already, after the one before it."""
        if before is None or before.exercise is None or self.exercise is None:
            return False
        was = before.exercise.positions.for_side(before.side)
        is_same = was == self.exercise.positions.for_side(self.side)
        is_there = is_same and before.exercise.posture is self.exercise.posture
        return is_there and not self.brings_after(before)

    @property
    def counts_reps(self) -> bool:
        """Whether repetitions are counted in this step."""
        return self.exercise is not None and not self.exercise.is_hold and self.tempo is not None

    @property
    def reps(self) -> int:
        """Whole repetitions that fit; 0 for holds and rests."""
        if not self.counts_reps or self.tempo is None:
            return 0
        return max(0, self.duration_ms - self.lead_in_ms) // self.tempo.rep_ms

    @property
    def lead_in_ms(self) -> Millis:
        """Time before rep 1, left over after whole reps."""
        if not self.counts_reps or self.tempo is None:
            return 0
        return (self.planned_ms if self.is_user_ended else self.duration_ms) % self.tempo.rep_ms

    @property
    def first_phase(self) -> Phase:
        """Whether a rep begins by lifting or by lowering."""
        return Phase.LIFT if self.exercise is None else self.exercise.starts_with

    @property
    def phases_ms(self) -> tuple[tuple[Phase, Millis], ...]:
        """The phases of one rep in the order of the move; those without length are left out."""
        if self.tempo is None:
            return ()
        return tuple(part for part in self.tempo.phases_ms(self.first_phase) if part[1] > 0)

    @property
    def hard_end_ms(self) -> Millis:
        """From the start of a rep to its hard end, when it counts."""
        return 0 if self.tempo is None else self.tempo.phases_ms(self.first_phase)[0][1]

    def rep_start_ms(self, rep: int) -> Millis:
        """Offset in the step where repetition `rep` (from 1) begins."""
        rep_ms = 0 if self.tempo is None else self.tempo.rep_ms
        return self.lead_in_ms + (rep - 1) * rep_ms

    def working_side(self, rep: int) -> Side | None:
        """The leg that does repetition `rep` (from 1): alternating moves change every rep."""
        if self.exercise is None:
            return self.side
        turn = max(rep, 1) - 1
        match self.exercise.laterality:
            case Laterality.BOTH | Laterality.ONE_SIDED:
                return self.side
            case Laterality.ALTERNATING:
                return self.first_side if turn % 2 == 0 else self.first_side.opposite
            case Laterality.IN_TURN:
                return (self.first_side, self.first_side.opposite, Side.BOTH)[turn % 3]
            case _:
                assert_never(self.exercise.laterality)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something due at `offset_ms` of a step: `what` is start, phase, rep, halfway or countdown."""

    offset_ms: Millis
    what: str
    rep: int | None = None
    side: Side | None = None
    phase: Phase | None = None
    duration_ms: Millis = 0
    seconds: int = 0


def marks_of(step: Step) -> tuple[Mark, ...]:
    """Everything due inside a step, in order; what happens at its end belongs to the engine."""
    if step.is_dropped:
        return ()
    marks = [Mark(offset_ms=0, what="start")]
    marks += _rep_marks(step)
    is_long_work = step.kind is StepKind.WORK and step.duration_ms >= HALFWAY_WORK_MIN_MS
    if is_long_work and not step.is_user_ended:
        marks.append(Mark(offset_ms=step.duration_ms // 2, what="halfway"))
    if step.duration_ms >= COUNTDOWN_STEP_MIN_MS:
        marks += [
            Mark(offset_ms=step.duration_ms - 1000 * seconds, what="countdown", seconds=seconds)
            for seconds in (3, 2, 1)
        ]
    return tuple(sorted(marks, key=lambda mark: mark.offset_ms))


def _rep_marks(step: Step) -> list[Mark]:
    marks: list[Mark] = []
    if step.reps and step.lead_in_ms:
        marks.append(
            Mark(
                offset_ms=0,
                what="phase",
                rep=0,
                side=step.working_side(1),
                phase=Phase.LEAD_IN,
                duration_ms=step.lead_in_ms,
            )
        )
    for rep in range(1, step.reps + 1):
        side = step.working_side(rep)
        at_ms = start_ms = step.rep_start_ms(rep)
        for phase, phase_ms in step.phases_ms:
            marks.append(
                Mark(
                    offset_ms=at_ms,
                    what="phase",
                    rep=rep,
                    side=side,
                    phase=phase,
                    duration_ms=phase_ms,
                )
            )
            at_ms += phase_ms
            if at_ms - start_ms == step.hard_end_ms:
                marks.append(Mark(offset_ms=at_ms, what="rep", rep=rep, side=side))
    # The count belongs to the hard end, so it follows the phase that begins at the same instant.
    return sorted(marks, key=lambda mark: (mark.offset_ms, mark.what == "rep"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a session is: everything that is shown continuously, read and never accumulated."""

    at_ms: Millis
    step: Step
    offset_ms: Millis
    remaining_ms: Millis
    """Left of this step."""
    left_ms: Millis
    """Left of the whole session."""
    rep: int
    """The rep in progress, from 1; 0 in a lead-in or where no reps are counted."""
    counted: int
    """Reps of this step whose hard end has begun."""
    phase: Phase | None
    phase_offset_ms: Millis
    phase_ms: Millis
    side: Side | None
    """The leg that works now."""
    figure_phase: float
    """0 to 1: one whole rep in the proportions of the tempo; for holds way in, hold, way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The laid-out session; changing it gives a new one."""

    circuit_id: str
    circuit_title: str
    circuit_version: int
    steps: tuple[Step, ...]
    mode: SessionMode = SessionMode.CIRCUIT

    @property
    def length_ms(self) -> Millis:
        """How long the session lasts."""
        return self.steps[-1].end_ms

    @property
    def set_count(self) -> int:
        """How many work sets there are, left-out ones not counted."""
        return sum(step.kind is StepKind.WORK and not step.is_dropped for step in self.steps)

    @property
    def fingerprint(self) -> str:
        """Tells whether two layouts are of the same rows: kinds, lengths, moves and sides."""
        rows = (f"{one.kind} {one.planned_ms} {one.move} {one.side}" for one in self.steps)
        return sha256("\n".join(rows).encode()).hexdigest()

    def step_at(self, at_ms: Millis) -> Step:
        """The step running at a time; a step begins at its start and ends before its end."""
        starts = [step.start_ms for step in self.steps]
        return self.steps[max(0, bisect_right(starts, at_ms) - 1)]

    def position(self, at_ms: Millis) -> Position:
        """Where a session is at a time from 0 to its length."""
        return self.position_in(self.step_at(at_ms).index, at_ms - self.step_at(at_ms).start_ms)

    def position_in(self, index: int, offset_ms: Millis) -> Position:
        """Where a session is at an offset of a step."""
        step = self.steps[index]
        offset_ms = min(max(offset_ms, 0), step.duration_ms)
        rep, counted, phase, phase_offset_ms, phase_ms = _rep_position(step, offset_ms)
        turn = rep
        if step.exercise is not None and step.exercise.is_hold and step.tempo is not None:
            turn = offset_ms // step.tempo.rep_ms + 1
        return Position(
            at_ms=step.start_ms + offset_ms,
            step=step,
            offset_ms=offset_ms,
            remaining_ms=step.duration_ms - offset_ms,
            left_ms=self.length_ms - step.start_ms - offset_ms,
            rep=rep,
            counted=counted,
            phase=phase,
            phase_offset_ms=phase_offset_ms,
            phase_ms=phase_ms,
            side=step.working_side(turn),
            figure_phase=_figure_phase(step, offset_ms),
        )

    def next_step(self, index: int) -> Step | None:
        """The step after `index`, those left out passed over, if any."""
        return next((step for step in self.steps[index + 1 :] if not step.is_dropped), None)

    def next_move(self, index: int) -> Step | None:
        """The first step after `index` in which a move is done, if any."""
        for step in self.steps[index + 1 :]:
            if step.kind.is_move and not step.is_dropped:
                return step
        return None

    def previous_move(self, index: int) -> Step | None:
        """The last step before `index` in which a move is done, if any."""
        kept = (one for one in reversed(self.steps[:index]) if not one.is_dropped)
        return next((step for step in kept if step.kind.is_move), None)

    def with_durations(self, durations_ms: dict[int, Millis]) -> Timeline:
        """The same session with some steps of another length; later ones move."""
        return self._with_steps(
            tuple(
                replace(step, duration_ms=durations_ms.get(step.index, step.duration_ms))
                for step in self.steps
            )
        )

    def with_move(self, indexes: frozenset[int], exercise: Exercise, variant: str) -> Timeline:
        """The same session with another move in some steps; lengths and sides stay."""
        chosen = exercise.variant(variant)
        steps = tuple(
            replace(
                step,
                exercise=exercise,
                variant=variant,
                tempo=chosen.tempo or exercise.tempo,
                load=Load(),
            )
            if step.index in indexes
            else step
            for step in self.steps
        )
        return self._with_steps(tuple(with_instruction(steps, step) for step in steps))

    def without(self, indexes: frozenset[int]) -> Timeline:
        """The same session with some steps left out; they keep their index and lose their length."""
        steps = tuple(
            replace(step, duration_ms=0, is_dropped=True)
            if step.index in indexes
            else replace(step, felt_steps=tuple(i for i in step.felt_steps if i not in indexes))
            for step in self.steps
        )
        return self._with_steps(tuple(with_instruction(steps, step) for step in steps))

    def _with_steps(self, steps: tuple[Step, ...]) -> Timeline:
        at_ms = 0
        moved: list[Step] = []
        for step in steps:
            moved.append(replace(step, start_ms=at_ms))
            at_ms += step.duration_ms
        return replace(self, steps=tuple(moved))


def _rep_position(step: Step, offset_ms: Millis) -> tuple[int, int, Phase | None, Millis, Millis]:
    if not step.reps or step.tempo is None:
        return 0, 0, None, offset_ms, step.duration_ms
    if offset_ms < step.lead_in_ms:
        return 0, 0, Phase.LEAD_IN, offset_ms, step.lead_in_ms
    rep_ms = step.tempo.rep_ms
    rep = min((offset_ms - step.lead_in_ms) // rep_ms + 1, step.reps)
    in_rep_ms = offset_ms - step.rep_start_ms(rep)
    counted = rep if in_rep_ms >= step.hard_end_ms else rep - 1
    into_ms = in_rep_ms
    for phase, phase_ms in step.phases_ms[:-1]:
        if into_ms < phase_ms:
            return rep, counted, phase, into_ms, phase_ms
        into_ms -= phase_ms
    phase, phase_ms = step.phases_ms[-1]
    return rep, counted, phase, into_ms, phase_ms


def _figure_phase(step: Step, offset_ms: Millis) -> float:
    if step.exercise is None or step.duration_ms == 0:
        return 0.0
    if step.tempo is not None:
        into_ms = offset_ms - (0 if step.exercise.is_hold else step.lead_in_ms)
        if into_ms < 0:
            return 0.0
        if step.reps and offset_ms >= step.duration_ms:
            return 1.0
        return (into_ms % step.tempo.rep_ms) / step.tempo.rep_ms
    way_ms = min(HOLD_WAY_MS, step.duration_ms // 4)
    if offset_ms < way_ms:
        return HOLD_WAY_SHARE * offset_ms / way_ms
    if offset_ms > step.duration_ms - way_ms:
        return 1 - HOLD_WAY_SHARE * (step.duration_ms - offset_ms) / way_ms
    held = (offset_ms - way_ms) / (step.duration_ms - 2 * way_ms)
    return HOLD_WAY_SHARE + (1 - 2 * HOLD_WAY_SHARE) * held


def with_instruction(steps: tuple[Step, ...], step: Step) -> Step:
    """The step, told how to get into place for the move at hand or the one that comes next."""
    target = step if step.kind.is_move else None
    if target is None:
        later = steps[step.index + 1 :]
        target = next((it for it in later if it.kind.is_move and not it.is_dropped), None)
    if target is None or target.exercise is None:
        return step
    return replace(step, instruction=target.exercise.positions.for_side(target.side))
