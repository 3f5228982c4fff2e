"""Why today's doses are what they are, as lines of Today's card; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from gluteapp.core.circuit import Circuit, StepKind
from gluteapp.core.decision import Direction, Rule
from gluteapp.core.exercise import Library, Region, Side
from gluteapp.core.felt_cues import felt_cue
from gluteapp.core.session import SessionRecord
from gluteapp.language import tr, trn
from gluteapp.services.decision_words import sentence, today_sentence, today_title
from gluteapp.services.felt import felt_last
from gluteapp.services.plan import DayPlan, Told
from gluteapp.ui.screens.felt_told import felt_sentence
from gluteapp.ui.screens.today_values import REASONS_MAX, Reason, gap_reason, is_circuit

FELT_REASONS_MAX = 2
"""So many moves have their changed cue named; the others say it when they come."""
_ICONS = {Direction.UP: "arrow-up", Direction.DOWN: "arrow-down"}


def plan_reasons(
    plan: DayPlan,
    library: Library,
    records: Sequence[SessionRecord] = (),
    *,
    now: datetime | None = None,
) -> tuple[Reason, ...]:
    """A line for a lighter week, for coming back, for what goes up or down, rises first, and for
    cues that follow from where moves were felt; `records` are past sessions, newest first.

    At a local time `now` a line is left free where the rest since the last circuit was too short.
    """
    reasons: list[Reason] = []
    if plan.is_lighter:
        reasons.append(
            Reason(
                icon="calendar-check",
                title=tr("A lighter week"),
                text=tr("Three weeks of circuits are done. One round lets them settle."),
            )
        )
    away = [one for one in plan.told if one.decision.rule is Rule.AWAY]
    if away:
        reasons.append(
            Reason(icon="calendar-check", title=tr("Welcome back"), text=_back_words(plan, away))
        )
    if plan.has_harder_sides:
        side = Reason(
            icon="arrow-fat-left" if plan.first_side is Side.LEFT else "arrow-fat-right",
            title=tr("The harder side goes first"),
            text=tr("Move by move, as it was last time. S swaps all of them."),
        )
    else:
        side = None
    moved = [one for one in plan.told if _is_moved(one) and one not in away]
    moved.sort(key=lambda one: one.decision.direction is not Direction.UP)
    reasons += _moved_reasons(moved, library, room=_room(records, now) - len(reasons))
    reasons += felt_reasons(plan.circuit, library, felt_last(records))
    if side is not None:
        reasons.append(side)
    return tuple(reasons)


def _room(records: Sequence[SessionRecord], now: datetime | None) -> int:
    """How many lines there is room for beside the one about a short rest."""
    last = next((one for one in records if is_circuit(one)), None)
    is_too_soon = last is not None and now is not None and gap_reason(last, now).icon == "clock"
    return REASONS_MAX - is_too_soon


def _back_words(plan: DayPlan, away: Sequence[Told]) -> str:
    """How long ago the last circuit was, and how many moves are easier for it."""
    days = away[0].decision.read.get("days")
    count = days if isinstance(days, int) else 0
    then = trn("The last circuit was {n} day ago.", "The last circuit was {n} days ago.", count)
    eased = sum(_is_moved(one) for one in away)
    if eased == 0:
        return then
    if eased == len(plan.told):
        now = tr("All moves are one step easier today.")
    else:
        now = trn(
            "{n} move is one step easier today.", "{n} moves are one step easier today.", eased
        )
    return tr("{then} {now}", then=then, now=now)


def _moved_reasons(moved: Sequence[Told], library: Library, *, room: int) -> list[Reason]:
    """A line for each move that went up or down; the last of them counts those without a line."""
    shown = list(moved[: max(room, 1)])
    more = len(moved) - len(shown)
    reasons: list[Reason] = []
    for one in shown:
        text = _today_words(one, library)
        if more and one is shown[-1]:
            rest = trn("And {n} more move changed.", "And {n} more moves changed.", more)
            text = tr("{why} {then}", why=text, then=rest)
        icon = _ICONS[one.decision.direction]
        reasons.append(Reason(icon=icon, title=today_title(one.decision, library), text=text))
    return reasons


def _today_words(told: Told, library: Library) -> str:
    """Why it is another dose today; what is done for want of room is told as it was."""
    is_plain = told.sentence == sentence(told.decision, library)
    return today_sentence(told.decision, library) if is_plain else told.sentence


def felt_reasons(
    circuit: Circuit, library: Library, felt: Mapping[str, Region]
) -> tuple[Reason, ...]:
    """A line for a move whose cue is another one, because of where it was felt the last time."""
    work = (one.exercise for one in circuit.steps if one.kind is StepKind.WORK)
    reasons: list[Reason] = []
    for move in dict.fromkeys(one for one in work if one is not None):
        exercise, region = library.exercises[move], felt.get(move)
        follows = None if region is None else felt_cue(exercise, region)
        if region is None or follows is None or follows.cue is None:
            continue
        title = tr("{move}: {cue}", move=tr(exercise.name), cue=tr(follows.cue.text))
        reasons.append(Reason(icon="chat-circle-text", title=title, text=felt_sentence(region)))
    return tuple(reasons[:FELT_REASONS_MAX])


def _is_moved(told: Told) -> bool:
    """Whether the dose is another one than before, and the user let it be so."""
    decision = told.decision
    outcome = decision.after if told.choice is None else told.choice.outcome(decision)
    return decision.direction in _ICONS and outcome == decision.after
