"""What a key asks for is heard at once: its samples were made before the key was pressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gluteapp.content import load_content
from gluteapp.core.benchmark_sets import benchmark_circuit
from gluteapp.core.clock import Millis
from gluteapp.core.compile import Written
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.services.training import SessionRunner
from tests.audio.conducted import Conducted, is_count

PLACES_MS = [5_000, 43_000, 53_000, 78_000, 84_000, 93_000, 120_000]
"""In steps of every kind of the small circuit, more than 3 s after their beginning."""


@pytest.mark.parametrize("at_ms", PLACES_MS)
@pytest.mark.parametrize("pressed", [SessionRunner.pause, SessionRunner.skip, SessionRunner.back])
def test_a_key_is_answered_from_what_is_ready(
    session: Conducted, at_ms: Millis, pressed: Callable[[SessionRunner], object]
) -> None:
    session.runner.start()
    session.wait_until(at_ms)
    session.player.unready.clear()
    pressed(session.runner)
    assert session.player.unready == []


@pytest.mark.parametrize("at_ms", PLACES_MS)
def test_a_pause_ends_with_what_is_ready(session: Conducted, at_ms: Millis) -> None:
    session.runner.start()
    session.wait_until(at_ms)
    session.runner.pause()
    session.wait(2_000)
    session.player.unready.clear()
    session.runner.resume()
    assert session.player.unready == []


def test_a_session_that_nobody_disturbs_makes_everything_ready(session: Conducted) -> None:
    """But the very first step, when nobody looked before it began."""
    session.runner.start()
    session.player.unready.clear()
    while session.runner.view().state is not EngineState.FINISHED:
        session.wait(1_000)
    assert session.player.unready == []


def test_the_end_is_ready_where_the_last_step_is_skipped(session: Conducted) -> None:
    session.runner.start()
    session.wait_until(session.runner.timeline.length_ms - 6_000)
    session.player.unready.clear()
    session.runner.skip()
    assert session.runner.view().state is EngineState.FINISHED
    assert session.player.unready == []


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("reps", [1, 5])
def test_the_end_of_a_set_that_the_user_ends_is_ready_and_heard_at_once(
    number: int, reps: int
) -> None:
    """The tone of its end or of the switch, what comes, and not one repetition more."""
    session = benchmark()
    sets = [step for step in session.runner.timeline.steps if step.is_user_ended]
    session.runner.start()
    session.wait_until(sets[number].rep_start_ms(reps + 1) + sets[number].start_ms + 1_200)
    session.player.unready.clear()
    session.runner.end_step()
    ended_ms = session.now_ms
    session.wait(12_000)
    assert session.player.unready == []
    heard = session.heard(ended_ms)
    assert heard[0].from_ms == ended_ms
    assert heard[0].heard.sound == ("tone:switch" if number == 0 else "tone:end")
    assert not [one for one in heard if is_count(one)]
    assert any(len(name.split()) > 1 for _, name in session.lines(ended_ms))


def benchmark() -> Conducted:
    """Benchmark sets of Foundation's moves."""
    content = load_content(Paths.under(Path("nowhere")))
    assert content.strength is not None
    doses = Written.of(content.circuits["foundation"], content.library).doses
    circuit = benchmark_circuit(doses, content.library, content.strength, None)
    assert circuit is not None
    return Conducted(lay_out(circuit, content.library, Options()), content.library)
