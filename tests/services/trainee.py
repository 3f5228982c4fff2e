"""Somebody who trains with the small circuit on a real store, and whose days pass."""

from __future__ import annotations

from collections.abc import Callable

from gluteapp.core.circuit import Circuit
from gluteapp.core.clock import ManualClock
from gluteapp.core.engine import SessionEngine
from gluteapp.core.events import FeltAsked
from gluteapp.core.exercise import Library, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.services.digests import local_day
from gluteapp.services.ids import Ids
from gluteapp.services.simulation import play_through
from gluteapp.services.training import SessionRunner
from gluteapp.storage.repositories import Store

DAY_MS = 24 * 3_600_000
Answerer = Callable[[SessionRunner, FeltAsked], None]


class Trainee:
    """Plays sessions through the real engine and runner."""

    def __init__(self, store: Store, ids: Ids, clock: ManualClock, library: Library) -> None:
        self.store, self.ids, self.clock, self.library = store, ids, clock, library

    @property
    def day(self) -> int:
        """The ordinal of today's local date."""
        reading = self.clock.read()
        return local_day(reading.utc_ms, reading.offset_min)

    def do(
        self,
        circuit: Circuit,
        answer: Answerer | None = None,
        *,
        first_side: Side = Side.LEFT,
        stops_after_s: int | None = None,
        is_demo: bool = False,
    ) -> str:
        """Do a circuit, to its end or for so many seconds; the session's id."""
        runner = SessionRunner(
            clock=self.clock,
            engine=SessionEngine(
                timeline=lay_out(circuit, self.library, Options(first_side=first_side))
            ),
            store=self.store,
            ids=self.ids,
            library=self.library,
            app_version="1",
            is_demo=is_demo,
        )
        if stops_after_s is None:
            play_through(runner, lambda ms: self.clock.move(6 * ms), when_asked=answer)
            return runner.session_id
        runner.start()
        for _ in range(stops_after_s):
            self.clock.move(1_000)
            runner.poll()
        runner.finish()
        return runner.session_id
