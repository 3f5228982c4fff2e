"""Nobody begins a set without having been told which side and how to lie, whatever is done."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gluteapp.audio.score import Choice
from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Side
from gluteapp.core.view import EngineState
from tests.audio.conducted import COUNTS, Conducted, name_of, spoken_count
from tests.audio.test_conductor import COMMANDS, do
from tests.audio.test_script import CONTENT, TIMELINES, names_way, parts_of, voice_lengths

TOLD_WITHIN_MS = 5_000
"""A change in the last second is told at the beginning of the set itself."""
VOICES = {voice: voice_lengths(voice) for voice in ("low", "high")}

deeds = st.sampled_from([*sorted(COMMANDS), "shorter", "shorter", "toggle", "lid", "busy"])
waits = st.one_of(st.integers(0, 3_000), st.integers(0, 25_000))


def new_session(name: str, voice: str) -> Conducted:
    """A built-in circuit as it is heard with a voice that ships."""
    session = Conducted(TIMELINES[name], CONTENT.library)
    session.choice = Choice(wishes=COUNTS, lengths_ms=VOICES[voice])
    return session


def check_told(session: Conducted) -> None:
    """Since the set before, the side was said in whole, or the position where both sides work."""
    lines = [one for one in session.heard() if one.heard.is_spoken and one.heard.text]
    starts = [(0, None), *session.sets]
    for (before_ms, _), (at_ms, step) in pairwise(starts):
        if step is None or session.now_ms < at_ms + TOLD_WITHIN_MS:
            continue
        if any(at_ms <= cut <= at_ms + TOLD_WITHIN_MS for cut in session.cuts):
            continue
        told = [
            one.heard.text
            for one in lines
            if one.is_whole and before_ms <= one.from_ms <= at_ms + TOLD_WITHIN_MS
        ]
        assert names_way(parts_of(told), step), (at_ms, step.index, step.move, step.side, told)


def check_starts(session: Conducted) -> None:
    """A start is heard only where a move begins or goes on."""
    for at_ms, name in session.lines():
        if name == "start" and at_ms <= session.now_ms:
            near = [step for look_ms, step in session.ran if look_ms >= at_ms][:1]
            near += [step for look_ms, step in session.ran if look_ms <= at_ms][-1:]
            assert any(step.kind.is_move for step in near), at_ms


@settings(max_examples=40, phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink))
@given(
    name=st.sampled_from(sorted(TIMELINES)),
    voice=st.sampled_from(sorted(VOICES)),
    start_s=st.integers(0, 600),
    deeds=st.lists(st.tuples(waits, deeds), max_size=10),
)
def test_whatever_is_done_the_way_is_told(
    name: str, voice: str, start_s: int, deeds: list[tuple[Millis, str]]
) -> None:
    session = new_session(name, voice)
    session.look_ms = 1_000
    session.do(session.runner.start)
    session.wait(start_s * 1_000)
    session.look_ms = 250
    for wait_ms, deed in deeds:
        session.wait(wait_ms)
        do(session, deed)
    session.runner.resume()
    session.wait(25_000)
    check_told(session)
    check_starts(session)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("name", TIMELINES)
def test_every_repetition_of_an_undisturbed_session_is_said(name: str, voice: str) -> None:
    session = new_session(name, voice)
    session.look_ms = 2_000
    session.runner.start()
    while session.runner.view().state is not EngineState.FINISHED:
        session.wait(2_000)
    said = {(round(one.from_ms), spoken_count(one)) for one in session.heard()}
    assert session.counted
    assert {(one.at_ms, one.rep) for one in session.counted} <= said
    check_told(session)
    check_starts(session)


def test_a_rest_pressed_short_names_the_side() -> None:
    """Fifteen seconds before the first clam, and Down pressed once."""
    session = new_session("foundation, left first", "low")
    clam = next(one for one in session.runner.timeline.steps if one.move == "clam/standard")
    rest = session.runner.timeline.steps[clam.index - 1]
    session.look_ms = 1_000
    session.runner.start()
    session.wait_until(rest.start_ms + 300)
    session.do(session.runner.shorter_rest)
    session.wait(9_000)
    assert session.sets[-1][1].side is Side.LEFT
    check_told(session)


def test_after_a_long_pause_in_a_set_all_of_it_is_told_again() -> None:
    session = new_session("foundation, left first", "low")
    clam = next(one for one in session.runner.timeline.steps if one.move == "clam/standard")
    session.look_ms = 1_000
    session.runner.start()
    session.wait_until(clam.start_ms + 13_000)
    session.runner.pause()
    session.wait(300_000)
    session.runner.resume()
    resumed_ms = session.now_ms
    session.wait(9_000)
    names = [name_of(one) for one in session.heard(resumed_ms) if one.heard.is_spoken]
    assert parts_of(names) >= {"Left leg", "Lie on your right side", "Clam"}
    assert sum("Clam" in parts_of([name]) for name in names) == 1


def test_a_step_almost_over_goes_on_into_the_next_one_while_nobody_looks() -> None:
    """Gone on with in the last second of a rest, before two long looks elsewhere."""
    session = new_session("foundation, left first", "low")
    clam = next(one for one in session.runner.timeline.steps if one.move == "clam/standard")
    session.look_ms = 100
    session.runner.start()
    session.wait_until(clam.start_ms - 500)
    session.do(session.runner.pause)
    session.do(session.runner.resume)
    do(session, "busy")
    do(session, "busy")
    session.wait(5_000)
    starts = [one for one in session.heard() if name_of(one) == "start"]
    assert starts[-1].from_ms == starts[-1].due_ms == clam.start_ms + 3_000
    assert all(one.from_ms == one.due_ms for one in session.heard())
    assert all(one.is_whole for one in session.heard() if one.from_ms > clam.start_ms)
