"""A real process, killed at any instant: nothing that was told to the screen is missing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gluteapp.app import App, build
from gluteapp.core.clock import ManualClock, SystemClock
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.services.simulation import play_through

CHILD = """
import json, sys
from pathlib import Path
from gluteapp.app import build
from gluteapp.core.clock import ManualClock, SystemClock
from gluteapp.core.session import Question
from gluteapp.paths import Paths
from gluteapp.services.simulation import play_through

clock = ManualClock(utc_ms=SystemClock().read().utc_ms)
app = build(Paths.under(Path(sys.argv[1])), clock=clock)
runner = app.new_session("daily")
# Told last, after the record: what is printed here has been committed.
runner.listen(lambda event: print(json.dumps(event.to_json()), flush=True))
def answer(runner, asked):
    runner.answer(Question.EFFORT, 3)
    print(json.dumps({"event": "answered", "steps": asked.steps[-1:]}), flush=True)
play_through(runner, clock.move, when_asked=answer)
"""


def killed_after(profile: Path, lines: int) -> list[dict[str, object]]:
    """Run a session in a child and kill it once it has printed so many lines."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(profile)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    printed = [child.stdout.readline() for _ in range(lines)]
    child.kill()
    printed += child.stdout.readlines()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    whole = [line for line in printed if line.endswith("\n")]
    return [json.loads(line) for line in whole]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A throw-away profile."""
    return tmp_path / "profile"


def reopened(profile: Path) -> tuple[App, ManualClock]:
    """The next start, on a clock that can be moved."""
    clock = ManualClock(utc_ms=SystemClock().read().utc_ms)
    return build(Paths.under(profile), clock=clock), clock


@pytest.mark.parametrize("lines", [3, 17, 40, 64, 95, 140])
def test_a_killed_session_keeps_its_facts_and_goes_on(profile: Path, lines: int) -> None:
    told = killed_after(profile, lines)
    app, clock = reopened(profile)
    try:
        offer = app.unfinished()
        assert offer is not None
        assert offer.can_resume
        record = app.store.session(offer.record.id)
        saved = {(one.opened.step, rep.rep) for one in record.sets for rep in one.reps}
        counted = {
            (event["step"], event["rep"])
            for event in told
            if event["event"] == "rep_counted" and event["kind"] != "count_in"
        }
        assert counted <= saved
        closed = {one.opened.step for one in record.sets if one.reason is not None}
        assert {event["step"] for event in told if event["event"] == "set_finished"} <= closed
        answered = {one.opened.step for one in record.sets if one.effort == 3}
        steps = [event["steps"] for event in told if event["event"] == "answered"]
        assert {step for some in steps if isinstance(some, list) for step in some} <= answered
        runner = app.go_on(offer)
        assert runner.view().state is EngineState.PAUSED
        play_through(runner, clock.move)
        finished = runner.record()
        assert [one.done_reps for one in finished.work_sets] == [8, 6, 6, 5, 5, 5, 5]
        assert all(one.is_completed for one in finished.work_sets)
        assert app.unfinished() is None
    finally:
        app.close()


def test_a_killed_session_can_be_saved_as_it_is(profile: Path) -> None:
    killed_after(profile, 64)
    app, _ = reopened(profile)
    try:
        offer = app.unfinished()
        assert offer is not None
        app.history.save_as_is(offer.record.id)
        assert app.unfinished() is None
        record = app.store.session(offer.record.id)
        assert record.closed is not None
        assert all(one.reason is not None for one in record.sets)
    finally:
        app.close()


def test_a_killed_session_can_be_discarded_and_brought_back(profile: Path) -> None:
    killed_after(profile, 64)
    app, _ = reopened(profile)
    try:
        offer = app.unfinished()
        assert offer is not None
        app.history.discard(offer.record.id)
        assert app.unfinished() is None
        assert app.history.sessions() == []
        app.history.restore(offer.record.id)
        assert [one.id for one in app.history.sessions()] == [offer.record.id]
    finally:
        app.close()
