"""How long it takes to list ten years of sessions, beside the bare reading of the same rows."""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from gluteapp.core.circuit import Load, StepKind
from gluteapp.core.clock import ManualClock
from gluteapp.core.events import SessionEnd, StopReason
from gluteapp.core.exercise import Region, Side
from gluteapp.core.session import (
    AnyFact,
    Felt,
    FeltAnswered,
    Form,
    Question,
    RepDone,
    SessionClosed,
    SessionOpened,
    SetClosed,
    SetOpened,
)
from gluteapp.services.ids import Ids
from gluteapp.storage.repositories import Store

SESSIONS = 1600
SETS = 30
REPS = 7
GOAL_S = 1.0
GOAL_RATIO = 3
DAY_MS = 86_400_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two repeats in place of five")
    repeats = 2 if parser.parse_args().quick else 5
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        clock = ManualClock()
        with closing(Store.open(path, clock=clock)) as store:
            _fill(store, clock)
        print(
            f"A history of {SESSIONS} sessions with {SETS} sets of {REPS} repetitions: "
            f"{path.stat().st_size / 1e6:.0f} MB."
        )
        bare_s = _fastest(lambda: _bare(path), repeats)
        open_s = _fastest(lambda: Store.open(path, clock=clock).close(), repeats)
        with closing(Store.open(path, clock=clock)) as store:
            list_s = _fastest(lambda: len(store.sessions()), repeats)
            newest_s = _fastest(lambda: len(store.sessions(limit=50)), repeats)
            one_s = _fastest(lambda: store.session(store.sessions(limit=1)[0].id), repeats)
    print(f"Bare reading of the rows of the list: {bare_s:.3f} s. Opening: {open_s:.3f} s.")
    print(f"The newest 50 sessions: {newest_s:.3f} s. One with its repetitions: {one_s:.4f} s.")
    _tell("history_list_s", list_s, "s", GOAL_S)
    _tell("history_list_to_bare_reading", list_s / bare_s, "ratio", GOAL_RATIO)


def _tell(name: str, value: float, unit: str, goal: float) -> None:
    line = {"name": name, "value": round(value, 3), "unit": unit, "goal": goal}
    print(json.dumps({**line, "holds": value <= goal}))


def _fastest(work: Callable[[], object], repeats: int) -> float:
    times_s = []
    for _ in range(repeats):
        begun_s = time.perf_counter()
        work()
        times_s.append(time.perf_counter() - begun_s)
    return min(times_s)


def _bare(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for table in ("sessions", "session_ends", "sets", "set_ends", "answers", "answer_sets"):
            connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608


def _fill(store: Store, clock: ManualClock) -> None:
    ids = Ids(clock=clock, device_id=store.device_id)
    for _ in range(SESSIONS):
        clock.move(2 * DAY_MS)
        store.append(*_session(ids))


def _session(ids: Ids) -> Iterator[AnyFact]:
    session = SessionOpened(
        **ids.stamp(),
        circuit_id="foundation",
        circuit_title="Foundation",
        circuit_version=1,
        planned_ms=1_200_000,
        planned_sets=SETS,
        first_side=Side.LEFT,
        app_version="0",
    )
    yield session
    for step in range(SETS):
        yield from _set(ids, session.id, step)
    yield SessionClosed(
        **ids.stamp(), session_id=session.id, end=SessionEnd.COMPLETED, position_ms=1_200_000
    )


def _set(ids: Ids, session_id: str, step: int) -> Iterator[AnyFact]:
    one = SetOpened(
        **ids.stamp(),
        session_id=session_id,
        step=step,
        kind=StepKind.WORK,
        exercise="clam",
        variant="standard",
        side=Side.LEFT,
        round=1,
        set_number=step,
        pair=None,
        planned_reps=REPS,
        planned_ms=30_000,
        tempo="2-1-1",
        load=Load(),
    )
    yield one
    for rep in range(REPS):
        yield RepDone(
            **ids.stamp(), set_id=one.id, rep=rep + 1, side=Side.LEFT, position_ms=1000 * rep
        )
    yield SetClosed(
        **ids.stamp(), set_id=one.id, done_reps=REPS, done_ms=30_000, reason=StopReason.COMPLETED
    )
    felt = Felt(most=Region.GLUTE_SIDE)
    for question, answer in (
        (Question.EFFORT, 3),
        (Question.FORM, Form.CLEAN),
        (Question.FELT, felt),
    ):
        yield FeltAnswered(
            **ids.stamp(),
            session_id=session_id,
            set_ids=(one.id,),
            question=question,
            answer=answer,
        )


if __name__ == "__main__":
    main()
