"""The plan in the words of the summary's cards; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gluteapp.core.decision import Decision, Direction, Rule, Verdict
from gluteapp.core.exercise import Family, Library, Region
from gluteapp.core.felt_cues import after_cramp, after_nothing, felt_cue
from gluteapp.core.ladder import tempo_of
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.progress_preview import NextSession
from gluteapp.core.session import SessionRecord
from gluteapp.core.strength_rules import INDEX_FAMILIES
from gluteapp.language import long_date, number, short_date, tr
from gluteapp.services.decision_words import change_words, dose_words, load_words, move_name
from gluteapp.services.felt import cramped, felt_before
from gluteapp.services.plan import NO_STEP_UP, Planner, Told
from gluteapp.ui.screens.felt_told import next_time_told
from gluteapp.ui.screens.next_values import NextFamily, NextMove, NextTime, Option

REST_DAYS = 2
"""At least 48 hours between two circuits (evidence 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltThen:
    """Where each move of a session was felt most, by exercise, and in which the leg cramped."""

    most: Mapping[str, Region]
    cramped: frozenset[str]
    owned: OwnedThings


def next_time(planner: Planner, library: Library, record: SessionRecord, day: int) -> NextTime:
    """What follows from a session done on a day; nothing where nothing follows."""
    told = planner.after(record.id)
    if not told:
        return NextTime()
    next_day = day + REST_DAYS
    circuit_id = told[0].decision.circuit_id
    coming = planner.upcoming(circuit_id, day=next_day)
    felt = FeltThen(
        most=felt_before((record,)), cramped=cramped(record), owned=planner.rulebook().owned
    )
    families = []
    for family in INDEX_FAMILIES:
        mine = [one for one in told if one.decision.family is family]
        mine.sort(key=lambda one: weight(one.decision))
        moves = tuple(_move(planner, library, one, coming, felt) for one in mine)
        if moves:
            families.append((family, moves, weight(mine[0].decision)))
    families.sort(key=lambda one: one[2])
    return NextTime(
        when=tr("from {date}", date=long_date(date.fromordinal(next_day))),
        families=tuple(_family(family, moves) for family, moves, _ in families),
        note=_note(coming),
    )


def _family(family: Family, moves: tuple[NextMove, ...]) -> NextFamily:
    return NextFamily(family=family, moves=moves)


def weight(decision: Decision) -> tuple[int, int]:
    """What hurt or gets easier comes first, then what goes up, then what may; the worst pain first."""
    pain = decision.read.get("pain")
    is_worse_first = -pain if isinstance(pain, int) else 0
    if decision.direction is Direction.DOWN or decision.rule in NO_STEP_UP:
        return 0, is_worse_first
    if decision.direction is Direction.HOLD or decision.rule is Rule.SOME_PAIN:
        return 1, is_worse_first
    if decision.direction is Direction.UP:
        return 2, 0
    return (3, 0) if decision.if_fine is not None else (4, 0)


def _note(coming: Sequence[NextSession]) -> str:
    if coming and coming[0].is_lighter:
        return tr("The next circuit is a lighter one: one round of the same moves.")
    return ""


def _move(
    planner: Planner,
    library: Library,
    told: Told,
    coming: Sequence[NextSession],
    felt: FeltThen,
) -> NextMove:
    decision = told.decision
    outcome = decision.after if told.choice is None else told.choice.outcome(decision)
    verdict = None if told.choice is None else told.choice.verdict
    change, reason = change_words(decision, library), told.sentence
    more = _after_felt(decision, outcome, library, felt)
    waiting = decision.if_fine if verdict in (None, Verdict.ACCEPTED) else None
    options = [
        Option(dose=one, words=dose_words(one, library))
        for one in dict.fromkeys((*planner.options(decision), *more))
    ]
    if waiting is not None:
        as_now = tr("As now: {dose}", dose=dose_words(decision.before, library))
        options.insert(0, Option(dose=decision.before, words=as_now))
    match verdict:
        case Verdict.NOT_YET:
            change = tr("Not yet: it stays as it was")
        case Verdict.CHANGED:
            change = tr("Changed by you")
        case _:
            pass
    return NextMove(
        station=decision.station,
        name=move_name(outcome, library),
        dose=how_words(outcome, library)
        if waiting is None
        else _waiting_words(outcome, waiting, library),
        change=change,
        direction=decision.direction,
        reason=reason,
        verdict=verdict,
        can_wait=decision.direction is Direction.UP or decision.if_fine is not None,
        waits_for_morning=decision.if_fine is not None,
        felt=_felt_words(outcome, library, felt, offers=more),
        options=tuple(options),
        upcoming=tuple(
            tr(
                "{date}: {dose}",
                date=short_date(date.fromordinal(one.day)),
                dose=dose_words(one.doses[decision.station], library),
            )
            if not one.is_lighter
            else tr(
                "{date}: one round, {dose}",
                date=short_date(date.fromordinal(one.day)),
                dose=dose_words(one.doses[decision.station], library),
            )
            for one in coming
        ),
    )


def _after_felt(
    decision: Decision, outcome: Prescription, library: Library, felt: FeltThen
) -> tuple[Prescription, ...]:
    """What may be chosen after a cramp, or where nothing much was felt; nothing harder after pain."""
    if outcome.exercise in felt.cramped:
        smaller = after_cramp(outcome, library)
        return () if smaller is None else (smaller,)
    nothing = felt.most.get(outcome.exercise) is Region.NOTHING_MUCH
    if not nothing or decision.rule in NO_STEP_UP:
        return ()
    return after_nothing(outcome, library, felt.owned)


def _felt_words(
    outcome: Prescription, library: Library, felt: FeltThen, *, offers: Sequence[Prescription]
) -> str:
    """Which cue comes because of where it was felt, and what may be chosen instead of the dose."""
    region = felt.most.get(outcome.exercise)
    if region is None:
        return ""
    follows = felt_cue(library.exercises[outcome.exercise], region)
    if follows is None or follows.cue is None:
        return ""
    return next_time_told(
        follows.cue.text,
        region,
        is_cramp=outcome.exercise in felt.cramped,
        offers=_offer_words(outcome, offers[0], library) if offers else "",
    )


def _waiting_words(now: Prescription, then: Prescription, library: Library) -> str:
    """The dose of now, and the one that comes after a fine morning."""
    if now == replace(then, seconds=now.seconds):
        return tr(
            "{now} s now, {then} s after a fine morning",
            now=number(now.seconds),
            then=number(then.seconds),
        )
    comes = how_words(then, library) if now.move == then.move else dose_words(then, library)
    return tr("{now} now; after a fine morning: {then}", now=how_words(now, library), then=comes)


def _offer_words(outcome: Prescription, offer: Prescription, library: Library) -> str:
    """What is other about a dose that is offered: the move, or how it is done."""
    is_same = offer.move == outcome.move
    return how_words(offer, library) if is_same else dose_words(offer, library)


def how_words(dose: Prescription, library: Library) -> str:
    """How a move is done, without its name, such as "35 s at 2-1-2, light band"."""
    tempo, load, seconds = tempo_of(dose, library), load_words(dose), number(dose.seconds)
    if tempo is None:
        return tr("{seconds} s", seconds=seconds)
    if load:
        return tr("{seconds} s at {tempo}, {load}", seconds=seconds, tempo=tempo, load=load)
    return tr("{seconds} s at {tempo}", seconds=seconds, tempo=tempo)
