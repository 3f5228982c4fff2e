"""What Today shows, computed from content, settings and history; knows no widget and no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from gluteapp.core.benchmark_sets import BENCHMARK
from gluteapp.core.circuit import Circuit, StepKind
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Equipment, Library, Side
from gluteapp.core.session import HarderSide, SessionRecord
from gluteapp.core.timeline import Timeline
from gluteapp.language import clock_length, local_time, number, tr, trn, weekday
from gluteapp.services.history import SessionFacts, UnfinishedOffer, facts_of
from gluteapp.ui.screens.morning_values import MorningQuestion

HOUR_MS = 3_600_000
REST_HOURS = 48
"""Rest between two circuits that suits muscles well (evidence 2)."""
LONG_GAP_DAYS = 8
"""After this many days without a circuit we say welcome back; design choice."""
DAILY = "daily"
REASONS_MAX = 3
"""So many lines have room on the card (LOOKS.md 10 a)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One line of the why card: icon, what, and why."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDay:
    """A day of this week and what was done on it."""

    day: date
    is_today: bool
    is_future: bool
    circuits: int = 0
    dailies: int = 0
    benchmarks: int = 0
    sets_done: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayValues:
    """Everything Today shows; `circuit` is None when none could be read."""

    today: date
    circuit: Circuit | None
    timeline: Timeline | None = None
    title: str = ""
    dose: str = ""
    reasons: tuple[Reason, ...] = ()
    has_daily: bool = False
    can_start: bool = True
    """False while the safety screen keeps Start closed."""
    last: SessionFacts | None = None
    last_when: str = ""
    week: tuple[WeekDay, ...] = ()
    unfinished: UnfinishedOffer | None = None
    morning: MorningQuestion | None = None
    notices: tuple[str, ...] = field(default=())


def number_word(n: int) -> str:
    """A small number as a word, larger ones as digits."""
    words = {
        1: tr("one"),
        2: tr("two"),
        3: tr("three"),
        4: tr("four"),
        5: tr("five"),
        6: tr("six"),
        7: tr("seven"),
        8: tr("eight"),
        9: tr("nine"),
        10: tr("ten"),
    }
    return words.get(n, number(n))


def opening_number_word(n: int) -> str:
    """The same where a line begins with it."""
    words = {
        1: tr("One"),
        2: tr("Two"),
        3: tr("Three"),
        4: tr("Four"),
        5: tr("Five"),
        6: tr("Six"),
        7: tr("Seven"),
        8: tr("Eight"),
        9: tr("Nine"),
        10: tr("Ten"),
    }
    return words.get(n, number(n))


def circuit_title(circuit: Circuit) -> str:
    """A circuit in a few words, such as "Six moves, two rounds"."""
    work = [step for step in circuit.steps if step.kind is StepKind.WORK]
    moves = len({step.exercise for step in work})
    rounds = len({step.round for step in work if step.round is not None})
    word = opening_number_word(moves)
    if rounds > 1:
        return tr(
            "{moves}\u00a0moves, {rounds}\u00a0rounds", moves=word, rounds=number_word(rounds)
        )
    return trn("{word} move", "{word} moves", moves, word=word)


def equipment_word(item: Equipment) -> str:
    """A thing that is needed, in words."""
    match item:
        case Equipment.CHAIR:
            return tr("chair")
        case Equipment.WALL:
            return tr("wall")
        case Equipment.STEP:
            return tr("step")
        case Equipment.LOOP_BAND:
            return tr("loop band")
        case Equipment.KETTLEBELL:
            return tr("kettlebell")
        case Equipment.PILLOW:
            return tr("pillow")


def circuit_dose(circuit: Circuit, library: Library) -> str:
    """Length and equipment, such as "20:00, no equipment"."""
    needed: list[str] = []
    for step in circuit.steps:
        if step.exercise is None or step.variant is None:
            continue
        _, variant = library.move(f"{step.exercise}/{step.variant}")
        needed += [word for item in variant.equipment if (word := equipment_word(item))]
    length = clock_length(circuit.seconds * 1000)
    things = ", ".join(dict.fromkeys(needed))
    if not things:
        return tr("{length}, no equipment", length=length)
    return tr("{length}, {things}", length=length, things=things)


def is_circuit(record: SessionRecord) -> bool:
    """Whether a session was a whole circuit with at least one set done: neither the daily routine
    nor benchmark sets.
    """
    return record.opened.circuit_id not in (DAILY, BENCHMARK) and bool(record.done_sets)


def day_of(record: SessionRecord) -> date:
    """The local day a session began on, where it was done."""
    return local_time(record.opened.utc_ms, record.opened.offset_min).date()


def when_words(day: date, today: date) -> str:
    """A day as people say it: today, yesterday, a weekday within the week, else the date."""
    match (today - day).days:
        case 0:
            return tr("Today")
        case 1:
            return tr("Yesterday")
        case days if 1 < days < 7:
            return weekday(day)
        case days:
            return trn("{n} day ago", "{n} days ago", days)


def week_of(today: date, records: Sequence[SessionRecord]) -> tuple[WeekDay, ...]:
    """The seven days of this week, Monday first, with what was done."""
    monday = today - timedelta(days=today.weekday())
    days: list[WeekDay] = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        done = [one for one in records if day_of(one) == day and one.done_sets]
        days.append(
            WeekDay(
                day=day,
                is_today=day == today,
                is_future=day > today,
                circuits=sum(is_circuit(one) for one in done),
                dailies=sum(one.opened.circuit_id == DAILY for one in done),
                benchmarks=sum(one.opened.circuit_id == BENCHMARK for one in done),
                sets_done=sum(len(one.done_sets) for one in done),
            )
        )
    return tuple(days)


def reasons_for(
    circuit: Circuit,
    records: Sequence[SessionRecord],
    *,
    first_side: Side,
    is_own_choice: bool,
    now: datetime,
    planned: Sequence[Reason] = (),
) -> tuple[Reason, ...]:
    """Why this circuit now, from what is known and nothing else; at most three.

    A rest that was too short comes first, then what progress changed (`planned`).
    """
    done = [one for one in records if is_circuit(one)]
    last = done[0] if done else None
    gap = [] if last is None else [gap_reason(last, now)]
    others = [
        _circuit_reason(circuit, last, is_own_choice=is_own_choice),
        *gap,
        _side_reason(last, first_side),
    ]
    if not planned:
        return tuple(others)
    too_soon = [one for one in gap if one.icon == "clock"]
    # What is planned says more than that the same circuit comes again, and names the side itself.
    known = {one.icon for one in planned} | {"barbell"}
    usual = [one for one in others if one not in too_soon and one.icon not in known]
    return (*too_soon, *planned, *usual)[:REASONS_MAX]


def unfinished_reasons(offer: UnfinishedOffer) -> tuple[Reason, ...]:
    """What can be done with a session that was cut off, and why."""
    sets = len(offer.record.done_sets)
    saved = trn(
        "{n} set and every answer so far are saved.",
        "{n} sets and every answer so far are saved.",
        sets,
    )
    if not sets:
        saved = tr("What was done so far is saved.")
    reasons = [Reason(icon="download-simple", title=tr("Nothing is lost"), text=saved)]
    if offer.offers_warm_up:
        reasons.append(
            Reason(
                icon="person-simple-run",
                title=tr("Warm up first"),
                text=tr("After half an hour the body has cooled down."),
            )
        )
    reasons.append(
        Reason(
            icon="clock",
            title=tr("Going on works for four hours"),
            text=tr("After that it is saved as it is, or discarded."),
        )
    )
    return tuple(reasons)


def _circuit_reason(circuit: Circuit, last: SessionRecord | None, *, is_own_choice: bool) -> Reason:
    title = tr(circuit.title)
    if is_own_choice:
        return Reason(
            icon="hand-tap",
            title=tr("{circuit}, your choice", circuit=title),
            text=tr("It stays until you choose another one."),
        )
    if last is None:
        return Reason(
            icon="play-fill",
            title=tr("Start gently"),
            text=tr("{circuit} comes first. Nothing is recorded yet.", circuit=title),
        )
    if last.opened.circuit_id != circuit.id:
        return Reason(
            icon="barbell",
            title=tr("{circuit} today", circuit=title),
            text=tr(
                "Last time it was {circuit}. You can choose another one.",
                circuit=tr(last.opened.circuit_title),
            ),
        )
    return Reason(
        icon="barbell",
        title=tr("{circuit} once more", circuit=title),
        text=tr("It stays until you choose another one."),
    )


def gap_reason(last: SessionRecord, now: datetime) -> Reason:
    """How long the last circuit is over; its icon is a clock where that is too short."""
    ended = last.opened if last.closed is None else last.closed
    hours = max(0, round(now.timestamp() * 1000 - ended.utc_ms) // HOUR_MS)
    days = (now.date() - day_of(last)).days
    if hours < REST_HOURS:
        return Reason(
            icon="clock",
            title=(
                tr("The last circuit was less than an hour ago")
                if hours < 1
                else trn(
                    "The last circuit was {n} hour ago", "The last circuit was {n} hours ago", hours
                )
            ),
            text=tr("48 hours of rest are better. Five minutes are fine any day."),
        )
    if days > LONG_GAP_DAYS:
        return Reason(
            icon="calendar-check",
            title=tr("Welcome back"),
            text=trn(
                "The last circuit was {n} day ago. Take the easier version when you like.",
                "The last circuit was {n} days ago. Take the easier version when you like.",
                days,
            ),
        )
    return Reason(
        icon="calendar-check",
        title=tr("Rested"),
        text=trn("The last circuit was {n} day ago.", "The last circuit was {n} days ago.", days),
    )


def _side_reason(last: SessionRecord | None, first_side: Side) -> Reason:
    is_left = first_side is Side.LEFT
    title = tr("Left goes first") if is_left else tr("Right goes first")
    icon = "arrow-fat-left" if is_left else "arrow-fat-right"
    harder = [] if last is None else [one.harder for one in last.work_sets if one.harder]
    mine = HarderSide.LEFT if is_left else HarderSide.RIGHT
    other = HarderSide.RIGHT if is_left else HarderSide.LEFT
    if harder.count(mine) > harder.count(other):
        text = tr("It was the harder side last time.")
    elif harder.count(other) > harder.count(mine):
        text = (
            tr("Right was harder last time. S swaps the sides before the start.")
            if is_left
            else tr("Left was harder last time. S swaps the sides before the start.")
        )
    else:
        text = tr("As set. S swaps the sides before the start.")
    return Reason(icon=icon, title=title, text=text)


def today_values(
    *,
    now: datetime,
    circuit: Circuit | None,
    timeline: Timeline | None,
    library: Library,
    records: Sequence[SessionRecord],
    first_side: Side,
    is_own_choice: bool,
    has_daily: bool,
    can_start: bool,
    unfinished: UnfinishedOffer | None = None,
    planned: Sequence[Reason] = (),
    morning: MorningQuestion | None = None,
    notices: tuple[str, ...] = (),
) -> TodayValues:
    """Put Today together; `records` are past sessions, newest first, `now` is local."""
    last = records[0] if records else None
    reasons: tuple[Reason, ...] = ()
    if unfinished is not None:
        reasons = unfinished_reasons(unfinished)
    elif circuit is not None:
        reasons = reasons_for(
            circuit,
            records,
            first_side=first_side,
            is_own_choice=is_own_choice,
            now=now,
            planned=planned,
        )
    return TodayValues(
        today=now.date(),
        circuit=circuit,
        timeline=timeline,
        title="" if circuit is None else circuit_title(circuit),
        dose="" if circuit is None else circuit_dose(circuit, library),
        reasons=reasons,
        has_daily=has_daily and (circuit is None or circuit.id != DAILY),
        can_start=can_start,
        last=None if last is None else facts_of(last),
        last_when="" if last is None else when_words(day_of(last), now.date()),
        week=week_of(now.date(), records),
        unfinished=unfinished,
        morning=morning,
        notices=notices,
    )


def minutes_ago(age_ms: Millis) -> str:
    """How long ago, in minutes, hours or days."""
    minutes = age_ms // 60_000
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return trn("{n} minute ago", "{n} minutes ago", minutes)
    hours = minutes // 60
    if hours < 48:
        return trn("{n} hour ago", "{n} hours ago", hours)
    return trn("{n} day ago", "{n} days ago", hours // 24)
