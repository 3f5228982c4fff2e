"""Events become facts, each once."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.circuit import Load, StepKind
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import Event, SessionEnd, StopReason
from gluteapp.core.exercise import Library, Side
from gluteapp.core.session import (
    AnyFact,
    Marked,
    RepDone,
    SessionClosed,
    SessionOpened,
    SessionRecord,
    SetClosed,
    SetOpened,
    SetRecord,
    Stamp,
)
from gluteapp.core.session_log import SessionLog
from gluteapp.core.timeline import Timeline


class Stamps:
    """Ids that count up."""

    def __init__(self) -> None:
        self._numbers = count()

    def __call__(self) -> Stamp:
        """The next one."""
        number = next(self._numbers)
        return Stamp(id=f"id-{number:04}", device_id="laptop", utc_ms=number, offset_min=60)


def log_of() -> SessionLog:
    """A log with counting ids."""
    return SessionLog(stamp=Stamps(), app_version="1.2.3")


def fold_all(log: SessionLog, events: list[Event], timeline: Timeline) -> list[AnyFact]:
    """All facts of some events."""
    return [fact for event in events for fact in log.fold(event, timeline)]


def events_of(timeline: Timeline, library: Library) -> list[Event]:
    """A session with a pause, a redone set, an easier move, changed rests and a trim."""
    engine = SessionEngine(timeline=timeline)
    events = engine.start(0)
    events += engine.advance(50_000) + engine.pause(50_000) + engine.resume(60_000)
    events += engine.advance(100_000) + engine.redo(100_000)
    events += engine.advance(165_000) + engine.ease(165_000, library.exercises["clam"], "easy")
    events += engine.advance(250_000) + engine.change_rest(250_000, 5_000)
    events += engine.trim(250_000) + engine.interrupt(250_000, 60_000)
    return events + engine.resume(300_000) + engine.advance(5_000_000)


def test_a_session_leaves_its_facts(timeline: Timeline, library: Library) -> None:
    """It opens, its sets open and close with their reps, marks say what happened, it closes."""
    facts = fold_all(log_of(), events_of(timeline, library), timeline)
    opened, closed = facts[0], facts[-1]
    assert isinstance(opened, SessionOpened)
    assert (opened.circuit_id, opened.planned_ms, opened.planned_sets) == ("small", 405_000, 7)
    assert (opened.device_id, opened.app_version, opened.offset_min) == ("laptop", "1.2.3", 60)
    assert isinstance(closed, SessionClosed)
    assert (closed.session_id, closed.end) == (opened.id, SessionEnd.COMPLETED)
    marks = [fact.what for fact in facts if isinstance(fact, Marked)]
    assert marks == [
        "paused",
        "resumed",
        "resumed",
        "move_eased",
        "resumed",
        "rest_changed",
        "trimmed",
        "interrupted",
        "resumed",
    ]
    sets = {fact.id: fact for fact in facts if isinstance(fact, SetOpened)}
    ends = {fact.set_id: fact for fact in facts if isinstance(fact, SetClosed)}
    assert sets.keys() == ends.keys()
    for set_id, end in ends.items():
        reps = [fact for fact in facts if isinstance(fact, RepDone) and fact.set_id == set_id]
        assert len(reps) == end.done_reps or sets[set_id].kind is not StepKind.WORK


def test_a_set_done_again_supersedes_the_one_before(timeline: Timeline, library: Library) -> None:
    """Both rows are kept; the newer one names the older."""
    facts = fold_all(log_of(), events_of(timeline, library), timeline)
    bridges = [fact for fact in facts if isinstance(fact, SetOpened) and fact.step == 3]
    assert bridges[0].supersedes is None
    clams = [fact for fact in facts if isinstance(fact, SetOpened) and fact.step == 5]
    assert clams[-1].supersedes == clams[-2].id
    assert clams[-1].variant == "easy"


def test_a_set_says_what_was_planned(timeline: Timeline, library: Library) -> None:
    """Side, round, pair, dose and tempo come from the timeline."""
    facts = fold_all(log_of(), events_of(timeline, library), timeline)
    squat = next(fact for fact in facts if isinstance(fact, SetOpened) and fact.step == 9)
    assert (squat.exercise, squat.side, squat.round, squat.pair) == ("squat", Side.BOTH, 1, None)
    assert (squat.planned_reps, squat.planned_ms, squat.tempo) == (10, 41_000, "2-0-2")
    assert squat.load == Load()
    stretch = next(fact for fact in facts if isinstance(fact, SetOpened) and fact.step == 17)
    assert (stretch.tempo, stretch.set_number, stretch.kind) == (None, None, StepKind.COOL_DOWN)


@given(repeats=st.lists(st.integers(0, 400), max_size=20))
def test_folding_events_twice_gives_the_same_facts(
    timeline: Timeline, library: Library, repeats: list[int]
) -> None:
    """An event that comes again leaves nothing more."""
    events = events_of(timeline, library)
    doubled: list[Event] = []
    for place, event in enumerate(events):
        doubled.append(event)
        doubled += [events[back] for back in repeats if back < place]
    assert fold_all(log_of(), doubled, timeline) == fold_all(log_of(), events, timeline)


def test_a_log_goes_on_with_the_open_set(timeline: Timeline) -> None:
    """After a crash the reps go to the set that was open, and events already told are known."""
    engine = SessionEngine(timeline=timeline)
    events = engine.start(0) + engine.advance(50_000)
    first = log_of()
    facts = fold_all(first, events, timeline)
    opened = next(fact for fact in facts if isinstance(fact, SessionOpened))
    sets = [fact for fact in facts if isinstance(fact, SetOpened)]
    record = SessionRecord(
        opened=opened,
        closed=None,
        marks=(),
        sets=tuple(
            SetRecord(
                id=one.id,
                opened=one,
                variant=one.variant,
                reps=(),
                done_reps=0,
                done_ms=0,
                reason=StopReason.COMPLETED if one.step == 1 else None,
                is_superseded=False,
            )
            for one in sets
        ),
    )
    second = log_of()
    second.go_on_with(record, len(events))
    assert second.session_id == opened.id
    assert fold_all(second, events, timeline) == []
    later = fold_all(second, engine.advance(53_000), timeline)
    reps = [fact for fact in later if isinstance(fact, RepDone)]
    assert [rep.set_id for rep in reps] == [sets[-1].id]
    assert second.set_id(3) == sets[-1].id
    assert second.set_id(9) is None
