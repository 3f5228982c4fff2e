"""Answering only what the card asks leaves nothing open that progress waits for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gluteapp.content import load_content
from gluteapp.core.circuit import StepKind
from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import Event, StepStarted
from gluteapp.core.exercise import Region
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.session import Answer, Felt, Pain, Question
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.services.carrying import is_brief
from gluteapp.services.ids import Ids
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store
from gluteapp.ui.screens.session_turns import CardTurns

EFFORT = (Question.EFFORT, 3)
ANSWERS: tuple[tuple[Question, Answer], ...] = (
    EFFORT,
    (Question.FELT, Felt(most=Region.GLUTE_SIDE)),
    (Question.PAIN, Pain(score=0)),
)
TAP_MS = 1_000


@pytest.fixture
def store(paths: Paths, clock: ManualClock) -> Iterator[Store]:
    opened = Store.open(paths.database, clock=clock)
    yield opened
    opened.close()


def new_runner(name: str, store: Store, clock: ManualClock) -> SessionRunner:
    """A session of a circuit that ships."""
    content = load_content(Paths.from_system())
    timeline = lay_out(content.circuits[name], content.library, Options())
    return SessionRunner(
        clock=clock,
        engine=SessionEngine(timeline=timeline),
        store=store,
        ids=Ids(clock=clock, device_id=store.device_id),
        library=content.library,
        app_version="1",
    )


class Athlete:
    """Answers one question a second, of those that are on the screen and open."""

    def __init__(self, runner: SessionRunner, turns: CardTurns) -> None:
        self._runner, self._turns = runner, turns

    def react(self, events: list[Event]) -> None:
        """Look at the screen, then say one thing."""
        step = self._runner.view().position.step
        if any(isinstance(event, StepStarted) for event in events):
            self._turns.begin(step)
        self._turns.check(is_scale_open=False)
        if step.kind is StepKind.SWITCH and step.felt_steps:
            self._say(*EFFORT, self._runner.asked_steps[-1:])
            return
        for question, answer in ANSWERS[:1] if is_brief(step) else ANSWERS:
            about = self._turns.effort_about if question is Question.EFFORT else self._turns.about
            if about and self._say(question, answer, about):
                self._turns.note_answer()
                return

    def _say(self, question: Question, answer: Answer, about: tuple[int, ...]) -> bool:
        is_open = question not in self._runner.answers(about)
        if is_open:
            self._runner.answer(question, answer, about)
        return is_open


@pytest.mark.parametrize("name", ["foundation", "build", "perform", "daily"])
def test_nothing_is_missing_after_a_session_with_every_question_answered(
    store: Store, clock: ManualClock, name: str
) -> None:
    runner = new_runner(name, store, clock)
    athlete = Athlete(runner, CardTurns(runner=runner))
    events = runner.start()
    while runner.view().state is not EngineState.FINISHED:
        athlete.react(events)
        clock.move(TAP_MS)
        events = runner.poll()
    open_answers = [
        (one.opened.set_number, one.opened.exercise, question)
        for one in runner.record().work_sets
        for question, answer in (("effort", one.effort), ("felt", one.felt), ("pain", one.pain))
        if answer is None
    ]
    assert open_answers == []
