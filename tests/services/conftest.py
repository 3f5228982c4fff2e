"""A real store, and a session of the small circuit on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.exercise import Library
from gluteapp.core.layout import Options, lay_out
from gluteapp.paths import Paths
from gluteapp.services.ids import Ids
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store


@pytest.fixture
def store(paths: Paths, clock: ManualClock) -> Iterator[Store]:
    """The history of a throw-away profile."""
    opened = Store.open(paths.database, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def ids(store: Store, clock: ManualClock) -> Ids:
    """Stamps of this device."""
    return Ids(clock=clock, device_id=store.device_id)


NewRunner = Callable[[], SessionRunner]


@pytest.fixture
def new_runner(
    clock: ManualClock, store: Store, ids: Ids, small_circuit: Circuit, small_library: Library
) -> NewRunner:
    """Makes sessions of the small circuit, as a new process would."""

    def make() -> SessionRunner:
        timeline = lay_out(small_circuit, small_library, Options())
        return SessionRunner(
            clock=clock,
            engine=SessionEngine(timeline=timeline),
            store=store,
            ids=ids,
            library=small_library,
            app_version="1.2.3",
        )

    return make


@pytest.fixture
def runner(new_runner: NewRunner) -> SessionRunner:
    """A session that has not started."""
    return new_runner()
