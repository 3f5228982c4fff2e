"""What a key asks for is heard at once: its samples were made before the key was pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gluteapp.core.clock import Millis
from gluteapp.core.view import EngineState
from gluteapp.services.training import SessionRunner
from tests.audio.conducted import Conducted

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
