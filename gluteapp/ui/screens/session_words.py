"""The words of a session screen for steps and parts of steps; no Qt, nothing kept."""

from __future__ import annotations

from gluteapp.core.circuit import StepKind
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Laterality, Posture, Region, Side
from gluteapp.core.timeline import Step, Timeline
from gluteapp.language import number, tr, trn

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
    if step.reps:
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
    return tr(rest.title if is_between_rounds and rest.title else rest.instruction)


def cue_of(step: Step, offset_ms: int, felt: Region | None) -> str:
    """The coaching line of a set: one in each half; first the one for what was felt last time."""
    exercise = step.exercise
    if exercise is None:
        return tr(step.instruction)
    plain = [cue for cue in exercise.cues if cue.when_felt is None] or list(exercise.cues)
    fitting = [cue for cue in exercise.cues if felt is not None and cue.when_felt is felt]
    half = 0 if 2 * offset_ms < step.duration_ms else 1
    if fitting and half == 0:
        return tr(fitting[0].text)
    turn = (step.set_number or 0) + (step.round or 0) + half
    return tr(plain[turn % len(plain)].text)


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
