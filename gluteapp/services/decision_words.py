"""Says a decision about the next dose in one or two short sentences. Decides nothing."""

from __future__ import annotations

from dataclasses import replace

from gluteapp.core.decision import Decision, Direction, Rule, Rung
from gluteapp.core.exercise import Library, Side
from gluteapp.core.ladder import tempo_of
from gluteapp.core.prescription import Prescription
from gluteapp.core.week_guard import TOLD_RISE
from gluteapp.language import number, tr, trn


def sentence(decision: Decision, library: Library, *, instead: Prescription | None = None) -> str:
    """Why, and what comes: at most 14 words a sentence, built from what the rule read.

    `instead` is what is done for want of seconds in the circuit.
    """
    words = _why(decision)
    if instead is not None:
        dose = dose_words(instead, library)
        then = tr("For want of room in the circuit it is this today: {dose}.", dose=dose)
        return tr("{why} {then}", why=words, then=then)
    if decision.direction in (Direction.UP, Direction.DOWN):
        words = tr("{why} {then}", why=words, then=step_words(decision, library))
    percent = _count(decision, "work_percent")
    if decision.direction is Direction.UP and percent > 100 * TOLD_RISE:
        more = tr("The week's work grows by {percent} percent; take it gently.", percent=percent)
        words = tr("{why} {then}", why=words, then=more)
    return words


def today_sentence(decision: Decision, library: Library) -> str:
    """Why, and what it is now: as `sentence` says of the next time, for a step up or down."""
    why = _why(decision)
    return tr("{why} {now}", why=why, now=step_now_words(decision, library))


def today_title(decision: Decision, library: Library) -> str:
    """Which move went up or down, such as "Glute bridge: one step up"."""
    before, after = move_name(decision.before, library), move_name(decision.after, library)
    is_up = decision.direction is Direction.UP
    if decision.rung is Rung.MOVE and before != after:
        if is_up:
            return tr("{move}: one step up from {before}", move=after, before=before)
        return tr("{move}: one step down from {before}", move=after, before=before)
    if is_up:
        return tr("{move}: one step up", move=after)
    return tr("{move}: one step down", move=after)


def change_words(decision: Decision, library: Library) -> str:
    """What changes, in a few words, such as "One step up from Clam" or "Stays, left side first"."""
    move = move_name(decision.before, library)
    match decision.direction:
        case Direction.UP if decision.rung is Rung.MOVE:
            return tr("One step up from {move}", move=move)
        case Direction.UP:
            return tr("One step up")
        case Direction.DOWN if decision.rung is Rung.MOVE:
            return tr("Easier version of {move}", move=move)
        case Direction.DOWN:
            return tr("One step down")
        case Direction.HOLD:
            return tr("Stays, to be careful")
        case Direction.STAY if decision.if_fine is not None:
            return tr("One step up, after a fine morning")
        case Direction.STAY if decision.first_side is Side.LEFT:
            return tr("Stays, left side first")
        case Direction.STAY if decision.first_side is Side.RIGHT:
            return tr("Stays, right side first")
        case _:
            return tr("Stays")


def dose_words(dose: Prescription, library: Library) -> str:
    """A dose, such as "Banded clam, 35 s at 2-1-2, light band"."""
    values = {
        "move": move_name(dose, library),
        "seconds": number(dose.seconds),
        "tempo": tempo_of(dose, library),
        "load": load_words(dose),
    }
    if values["tempo"] is None:
        return tr("{move}, {seconds} s", **values)
    if values["load"]:
        return tr("{move}, {seconds} s at {tempo}, {load}", **values)
    return tr("{move}, {seconds} s at {tempo}", **values)


def load_words(dose: Prescription) -> str:
    """The band or kettlebell of a dose, empty when there is none."""
    if dose.load.kettlebell_kg is not None:
        return tr("{kg} kg kettlebell", kg=number(dose.load.kettlebell_kg, 1))
    match dose.load.band:
        case None:
            return ""
        case band:
            return {
                "light": tr("light band"),
                "medium": tr("medium band"),
                "heavy": tr("heavy band"),
            }[band.value]


def move_name(dose: Prescription, library: Library) -> str:
    """What the move of a dose is called."""
    return tr(library.move(dose.move)[1].name)


def step_words(decision: Decision, library: Library) -> str:
    """What a step up or down does to the next dose."""
    after = decision.after
    is_up = decision.direction is Direction.UP
    seconds = number(after.seconds)
    match decision.rung:
        case Rung.TIME if is_up:
            return tr("Next time {seconds} seconds a set.", seconds=seconds)
        case Rung.TIME:
            return tr("Next time only {seconds} seconds a set.", seconds=seconds)
        case Rung.HOLD:
            tempo = tempo_of(after, library)
            hold_s = 0 if tempo is None else tempo.hold_s
            return trn("Next time hold {n} second.", "Next time hold {n} seconds.", hold_s)
        case Rung.BAND | Rung.KETTLEBELL if load_words(after):
            return tr("Next time with the {load}.", load=load_words(after))
        case _:
            return tr("Next time: {move}.", move=move_name(after, library))


def step_now_words(decision: Decision, library: Library) -> str:
    """What a step up or down made of the dose that is done today."""
    after = decision.after
    seconds = number(after.seconds)
    match decision.rung:
        case Rung.TIME if decision.direction is Direction.DOWN:
            return tr("Only {seconds} s a set now.", seconds=seconds)
        case Rung.HOLD:
            tempo = tempo_of(after, library)
            hold_s = 0 if tempo is None else tempo.hold_s
            return trn("Hold {n} second now.", "Hold {n} seconds now.", hold_s)
        case Rung.BAND | Rung.KETTLEBELL if load_words(after):
            return tr("Now with the {load}.", load=load_words(after))
        case _:
            return tr("{seconds} s a set now.", seconds=seconds)


# Why


def _why(decision: Decision) -> str:
    match decision.rule:
        case Rule.PAIN_STOP | Rule.PAIN_TWICE | Rule.PAIN | Rule.SOME_PAIN:
            return _pain(decision)
        case Rule.ANSWER_MISSING | Rule.MORNING_MISSING | Rule.NOT_FELT:
            return _answers(decision)
        case Rule.TOO_HARD | Rule.ONE_SIDE | Rule.NOT_YET_EASY | Rule.INCOMPLETE:
            return _hard(decision)
        case _:
            return _course(decision)


def _pain(decision: Decision) -> str:
    pain = _count(decision, "pain")
    morning = decision.read.get("morning")
    elsewhere = decision.read.get("pain_elsewhere")
    match decision.rule:
        case Rule.PAIN_STOP if decision.read.get("lowest"):
            return tr("Pain again at the easiest step. Leave it out, or ask a physiotherapist.")
        case Rule.PAIN_STOP if decision.read.get("stopped"):
            return tr("You stopped it for pain, so it gets easier.")
        case Rule.PAIN_STOP:
            return tr("Pain was {pain} of 10, so it gets easier.", pain=pain)
        case Rule.PAIN_TWICE if decision.read.get("lowest"):
            return tr("Pain twice in two weeks. It is at its easiest step already.")
        case Rule.PAIN_TWICE:
            if pain < 4 and isinstance(morning, int):
                return tr("Pain or a worse morning twice in two weeks, so it gets easier.")
            return tr("Pain for the second time in two weeks, so it gets easier.")
        case Rule.SOME_PAIN:
            return tr("Stays: pain was {pain}. It goes up at 2 or less.", pain=pain)
        case _ if elsewhere is not None and not isinstance(elsewhere, str) and elsewhere >= 4:
            return tr("Stays: another move hurt today, {pain} of 10.", pain=int(elsewhere))
        case _ if elsewhere is not None:
            return tr("Stays: you stopped for pain today, or the morning hurt.")
        case _ if isinstance(morning, int):
            return tr(
                "Stays: your hips felt worse the morning after, {score} of 10.", score=morning
            )
        case _:
            return tr("Stays: pain was {pain} of 10.", pain=pain)


def _answers(decision: Decision) -> str:
    if decision.rule is Rule.NOT_FELT:
        sets = _count(decision, "sets")
        return trn(
            "Stays: in {not_felt} of {n} set you felt it elsewhere.",
            "Stays: in {not_felt} of {n} sets you felt it elsewhere than in the glute.",
            sets,
            not_felt=_count(decision, "not_felt"),
        )
    if decision.rule is Rule.MORNING_MISSING:
        return _waiting(decision)
    if effort := _count(decision, "effort"):
        return trn(
            "Stays: the reps left of {n} set are not answered.",
            "Stays: the reps left of {n} sets are not answered.",
            effort,
        )
    if felt := _count(decision, "felt"):
        return trn(
            "Stays: where you felt {n} set is not answered.",
            "Stays: where you felt {n} sets is not answered.",
            felt,
        )
    return trn(
        "Stays: whether {n} set hurt is not answered.",
        "Stays: whether {n} sets hurt is not answered.",
        _count(decision, "pain"),
    )


def _waiting(decision: Decision) -> str:
    """What would be said after a fine morning; a rise is promised only if it is one."""
    then = decision.read.get("then")
    if then is None:
        return tr("Stays. How do your hips feel the next morning?")
    why = _why(replace(decision, rule=Rule(str(then))))
    if decision.if_fine is None:
        return why
    return tr("{why} {then}", why=why, then=tr("It goes up if your hips are fine tomorrow."))


def _hard(decision: Decision) -> str:
    read = decision.read
    match decision.rule:
        case Rule.TOO_HARD if read.get("lowest"):
            return tr("It was hard today. This is the easiest step, so it stays.")
        case Rule.TOO_HARD if _count(decision, "broke_form"):
            return tr("No rep was left and the form slipped, so it gets easier.")
        case Rule.TOO_HARD:
            return tr("{count} sets were too hard to finish.", count=_count(decision, "too_hard"))
        case Rule.ONE_SIDE if read.get("side") == Side.LEFT:
            return tr("Stays: the right side is ready, the left side needs a little longer.")
        case Rule.ONE_SIDE:
            return tr("Stays: the left side is ready, the right side needs a little longer.")
        case Rule.NOT_YET_EASY if _count(decision, "slipped"):
            return trn(
                "Stays: the form slipped in {n} set.",
                "Stays: the form slipped in {n} sets.",
                _count(decision, "slipped"),
            )
        case Rule.NOT_YET_EASY:
            return trn(
                "Stays: {n} good rep left in the hardest set. Three are needed.",
                "Stays: {n} good reps left in the hardest set. Three are needed.",
                _count(decision, "effort"),
            )
        case _:
            return _undone(decision)


def _undone(decision: Decision) -> str:
    if decision.read.get("stopped_early"):
        return tr("Stays: the session ended early. What you did counts.")
    if _count(decision, "eased"):
        return tr("Stays: some sets were the easier version. Those count too.")
    return tr("Stays: not every set was done. What you did counts.")


def _course(decision: Decision) -> str:
    match decision.rule:
        case Rule.AWAY:
            return tr("Welcome back. One step down today, then on.")
        case Rule.NOT_OWNED:
            return tr("What it needs is not there any more.")
        case Rule.TWO_FOR_TWO:
            return tr("Twice done well, with three or more good reps left.")
        case Rule.ONCE_MORE:
            return tr("Done well. Once more like this, then it goes up.")
        case Rule.FAMILY_MOVED:
            return tr("Ready, and waiting: a similar move went up this week.")
        case Rule.WEEKLY_WORK:
            return tr(
                "Stays: the week's work would grow by {percent} percent, more than 30.",
                percent=_count(decision, "work_percent"),
            )
        case Rule.LIGHTER_WEEK:
            return tr("Stays: this is a lighter week.")
        case Rule.AT_THE_TOP:
            return _top(decision)
        case _:
            return tr("Stays: it was not done in this session.")


def _top(decision: Decision) -> str:
    if any(reason.endswith("not owned") for reason in decision.skipped):
        return tr("Well done. The next step needs a band or kettlebell you do not have.")
    if any(reason.endswith("no room") for reason in decision.skipped):
        return tr("Well done. The circuit has no seconds left for a next step.")
    return tr("Well done. This is the hardest step there is.")


def _count(decision: Decision, name: str) -> int:
    value = decision.read.get(name)
    return int(value) if isinstance(value, int | float) else 0
