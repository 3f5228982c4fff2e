"""The words of a session screen for steps and parts of steps; no Qt, nothing kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from gluteapp.core.circuit import StepKind
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Equipment, Laterality, Posture, Region, Side
from gluteapp.core.timeline import Step, Timeline
from gluteapp.language import number, tr, trn
from gluteapp.ui.screens.session_open_end import next_open, open_place, then_open

CUE_OVERHANG = 12
"""By so many characters "Next, left: " may lengthen a name; it then takes two lines."""


def seconds_left(left_ms: int) -> int:
    """A length in whole seconds, rounded up, as a countdown shows it."""
    return -(-max(left_ms, 0) // 1000)


def shown_side(side: Side | None) -> Side | None:
    """The side a flag shows: left, right, or none."""
    return side if side in (Side.LEFT, Side.RIGHT) else None


def first_side_of(step: Step) -> Side | None:
    """The leg that begins a step, as a flag shows it."""
    return shown_side(step.working_side(1))


def move_name(step: Step | None) -> str:
    """The move of a step in the user's language; empty where nothing is done."""
    if step is None or step.exercise is None or step.variant is None:
        return ""
    return tr(step.exercise.variant(step.variant).name)


def turns_over(step: Step) -> bool:
    """Whether changing sides means lying on the other side."""
    return step.exercise is not None and step.exercise.posture in (
        Posture.SIDE_LYING,
        Posture.SIDE_PLANK,
    )


def hold_word(step: Step) -> str:
    """The big word of a move whose seconds are counted."""
    exercise = step.exercise
    is_flowing = (
        exercise is not None
        and exercise.tempo is not None
        and exercise.laterality is not Laterality.IN_TURN
        and step.kind is not StepKind.COOL_DOWN
    )
    return tr("Move") if is_flowing else tr("Hold")


def then_dose(step: Step) -> str:
    """What comes after a turn-over, such as "Then 7 reps in 35 s"."""
    if step.is_user_ended:
        return then_open(step)
    seconds = number(step.duration_ms // 1000)
    if step.reps:
        return trn(
            "Then {n} rep in {seconds} s",
            "Then {n} reps in {seconds} s",
            step.reps,
            seconds=seconds,
        )
    return tr("Then {seconds} s", seconds=seconds)


def first_dose(step: Step) -> str:
    """What a session begins with, such as "First, 40 s"."""
    seconds = number(step.duration_ms // 1000)
    if step.reps:
        return trn(
            "First, {n} rep in {seconds} s",
            "First, {n} reps in {seconds} s",
            step.reps,
            seconds=seconds,
        )
    return tr("First, {seconds} s", seconds=seconds)


def next_dose(step: Step) -> str:
    """What comes after a rest, such as "Next, 30 s, 6 slow reps"."""
    if step.is_user_ended:
        return next_open(step)
    seconds = number(step.duration_ms // 1000)
    if step.reps:
        return trn(
            "Next, {seconds} s, {n} slow rep",
            "Next, {seconds} s, {n} slow reps",
            step.reps,
            seconds=seconds,
        )
    return tr("Next, {seconds} s", seconds=seconds)


def done_line(step: Step, reps: int, done_ms: int, reason: StopReason) -> str:
    """What was done in a set, such as "Left done, 7 reps"; `done_ms` counts for holds."""
    if reason is not StopReason.COMPLETED:
        return _cut_short_line(step, reps, done_ms)
    seconds = number(done_ms // 1000)
    side = shown_side(step.side)
    if step.reps or (step.is_user_ended and reps):
        match side:
            case Side.LEFT:
                return trn("Left done, {n} rep", "Left done, {n} reps", reps)
            case Side.RIGHT:
                return trn("Right done, {n} rep", "Right done, {n} reps", reps)
            case _:
                return trn("Done, {n} rep", "Done, {n} reps", reps)
    match side:
        case Side.LEFT:
            return tr("Left done, {seconds} s", seconds=seconds)
        case Side.RIGHT:
            return tr("Right done, {seconds} s", seconds=seconds)
        case _:
            return tr("Done, {seconds} s", seconds=seconds)


def _cut_short_line(step: Step, reps: int, done_ms: int) -> str:
    seconds = number(done_ms // 1000)
    match step.side:
        case Side.LEFT if step.reps:
            return trn("Left stopped, {n} rep", "Left stopped, {n} reps", reps)
        case Side.LEFT:
            return tr("Left stopped, {seconds} s", seconds=seconds)
        case Side.RIGHT if step.reps:
            return trn("Right stopped, {n} rep", "Right stopped, {n} reps", reps)
        case Side.RIGHT:
            return tr("Right stopped, {seconds} s", seconds=seconds)
        case _ if step.reps:
            return trn("Stopped, {n} rep", "Stopped, {n} reps", reps)
        case _:
            return tr("Stopped, {seconds} s", seconds=seconds)


def rest_line(rest: Step, timeline: Timeline) -> str:
    """How to lie or stand for what comes, as exactly as its side asks; between rounds, to rest."""
    before = next((it for it in reversed(timeline.steps[: rest.index]) if it.round), None)
    after = next((it for it in timeline.steps[rest.index :] if it.round), None)
    is_between_rounds = before and after and rest.round is None and before.round != after.round
    if is_between_rounds and rest.title:
        return tr(rest.title)
    return place_line(timeline, rest)


def place_line(timeline: Timeline, step: Step) -> str:
    """What to fetch for the move at hand or to come, and how to lie or stand, or to stay."""
    target = step if step.kind.is_move else timeline.next_move(step.index)
    if target is None or target.exercise is None:
        return tr(step.instruction)
    before = timeline.previous_move(target.index)
    is_there = target.stays_after(before)
    place = stay_word(target.exercise.posture) if is_there else tr(target.instruction)
    return ". ".join([*map(fetch_word, target.brings_after(before)), place])


def fetch_word(equipment: Equipment) -> str:
    """What to do about a thing that a move needs and the one before it did not."""
    match equipment:
        case Equipment.CHAIR:
            return tr("Bring the chair")
        case Equipment.WALL:
            return tr("Go to the wall")
        case Equipment.STEP:
            return tr("Bring the step")
        case Equipment.LOOP_BAND:
            return tr("Put the band on")
        case Equipment.KETTLEBELL:
            return tr("Take the kettlebell")
        case Equipment.PILLOW:
            return tr("Take the pillow")
        case _:
            assert_never(equipment)


def stay_word(posture: Posture) -> str:
    """What to do where the body is in the place of the next move already."""
    match posture:
        case Posture.STANDING:
            return tr("Stay standing")
        case Posture.HALF_KNEELING:
            return tr("Stay on your knee")
        case Posture.HANDS_AND_KNEES:
            return tr("Stay on hands and knees")
        case Posture.SUPINE:
            return tr("Stay on your back")
        case Posture.PRONE:
            return tr("Stay face down")
        case Posture.SIDE_LYING:
            return tr("Stay on your side")
        case Posture.SIDE_PLANK:
            return tr("Stay on your elbow")
        case _:
            assert_never(posture)


def switch_word(switch: Step) -> str:
    """What a switch is called, as the voice says it, such as "Turn over"."""
    return tr(switch.title) if switch.title else tr("Switch sides")


def cue_of(step: Step, offset_ms: int, felt: Region | None) -> str:
    """The coaching line of a set: one in each half; first the one for what was felt last time."""
    exercise = step.exercise
    if exercise is None:
        return tr(step.instruction)
    plain = [cue for cue in exercise.cues if cue.when_felt is None] or list(exercise.cues)
    answered = cue_region(step, offset_ms, felt)
    if answered is not None:
        fitting = next(cue for cue in exercise.cues if cue.when_felt is answered)
        return tr(fitting.text)
    half = _half(step, offset_ms)
    turn = (step.set_number or 0) + (step.round or 0) + half
    return tr(plain[turn % len(plain)].text)


def cue_region(step: Step, offset_ms: int, felt: Region | None) -> Region | None:
    """The answer that the cue of a set follows from: in its first half, where the move has one."""
    if step.exercise is None or felt is None or _half(step, offset_ms):
        return None
    return felt if any(cue.when_felt is felt for cue in step.exercise.cues) else None


def _half(step: Step, offset_ms: int) -> int:
    return 0 if 2 * offset_ms < step.duration_ms else 1


def switch_cue(switch: Step, following: Step) -> str:
    """How to get to the other side; how to begin where both sides are done in one place."""
    exercise = following.exercise
    if exercise is not None and exercise.positions.left == exercise.positions.right:
        return tr(exercise.start_cue)
    return tr(switch.instruction)


def next_line(following: Step | None) -> str:
    """The next move as the cue line of the last seconds of a set."""
    if following is None:
        return tr("Then you are done")
    name = move_name(following)
    match first_side_of(following):
        case Side.LEFT:
            return tr("Next, left: {move}", move=name)
        case Side.RIGHT:
            return tr("Next, right: {move}", move=name)
        case _:
            return tr("Next: {move}", move=name)


def then_line(timeline: Timeline, step: Step) -> str:
    """What lies between a set and the next one, such as "Then, after 8 s to turn over"."""
    following = timeline.next_move(step.index)
    if following is None:
        return tr("The last one")
    to_come = timeline.steps[step.index + 1 : following.index]
    between = [one for one in to_come if not one.is_dropped]
    if not between:
        return tr("Then at once")
    seconds = number(sum(one.duration_ms for one in between) // 1000)
    if between[0].kind is not StepKind.SWITCH:
        return tr("Then, after {seconds} s rest", seconds=seconds)
    if turns_over(following):
        return tr("Then, after {seconds} s to turn over", seconds=seconds)
    return tr("Then, after {seconds} s to switch", seconds=seconds)


def place_lines(step: Step, rep: int, remaining_ms: int, side: Side | None) -> tuple[str, str]:
    """Where a pause caught the session, in two sentences; `side` is the one its flag shows."""
    seconds = number(seconds_left(remaining_ms))
    left = tr("{seconds} s of this set to go.", seconds=seconds)
    if not step.kind.is_move:
        return _rest_place(step), tr("{seconds} s of this rest to go.", seconds=seconds)
    if step.is_user_ended:
        return open_place(step, rep, side)
    if not step.reps:
        return _side_place(side), left
    if rep == 0:
        return tr("Before the first rep."), left
    at, of = number(rep), number(step.reps)
    match side:
        case Side.LEFT:
            return tr("Rep {rep} of {reps}, left leg.", rep=at, reps=of), left
        case Side.RIGHT:
            return tr("Rep {rep} of {reps}, right leg.", rep=at, reps=of), left
        case _:
            return tr("Rep {rep} of {reps}.", rep=at, reps=of), left


def _rest_place(step: Step) -> str:
    match step.kind:
        case StepKind.COUNT_IN:
            return tr("Before the first move.")
        case StepKind.SWITCH:
            return tr("Between two sides.")
        case _:
            return tr("In a rest.")


def _side_place(side: Side | None) -> str:
    match side:
        case Side.LEFT:
            return tr("Left leg.")
        case Side.RIGHT:
            return tr("Right leg.")
        case _:
            return tr("Both legs.")


def spoken_place(name: str, side: Side | None, word: str) -> str:
    """A place for a screen reader, such as "Clam, left leg, hold"."""
    match shown_side(side):
        case Side.LEFT:
            return tr("{move}, left leg, {phase}", move=name, phase=word)
        case Side.RIGHT:
            return tr("{move}, right leg, {phase}", move=name, phase=word)
        case _:
            return tr("{move}, {phase}", move=name, phase=word)


def sides_said(sides: Sequence[Side]) -> frozenset[str]:
    """What the voice says of sides whose flags are shown."""
    words: set[str] = set()
    if Side.LEFT in sides:
        words |= {tr("First, left leg"), tr("Next, left leg"), tr("Left leg")}
    if Side.RIGHT in sides:
        words |= {tr("First, right leg"), tr("Next, right leg"), tr("Right leg")}
    return frozenset(words)
