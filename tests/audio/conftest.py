"""The output that tests of the player listen to, and sessions that are conducted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gluteapp.core.circuit import Circuit
from gluteapp.core.exercise import Library
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Timeline
from tests.audio.conducted import Conducted, NewSession
from tests.audio.mixer_bench import Bench, write_wav


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The disk driver's output, as a pipe."""
    path = tmp_path / "heard.raw"
    os.mkfifo(path)
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(path))
    monkeypatch.setenv("SDL_DISKAUDIODELAY", "1")
    return path


@pytest.fixture(scope="module")
def timeline(small_circuit: Circuit, small_library: Library) -> Timeline:
    """Bridges, a rest, clams on both sides."""
    return lay_out(small_circuit, small_library, Options())


@pytest.fixture(scope="module")
def new_session(timeline: Timeline, small_library: Library) -> NewSession:
    """Makes a session that is not started; for laws, which need many."""
    return lambda: Conducted(timeline, small_library)


@pytest.fixture
def session(new_session: NewSession) -> Conducted:
    """One that is not started."""
    return new_session()


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A desk on the dummy driver."""
    made = Bench(monkeypatch)
    yield made
    made.desk.close()


@pytest.fixture
def clips(tmp_path: Path) -> dict[str, Path]:
    """One line of the voice."""
    return {"one": write_wav(tmp_path / "one.wav", 400)}
