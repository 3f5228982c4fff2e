"""The clock: the only file of the core that may ask for the time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Millis = int
"""Whole milliseconds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at both clocks: monotonic ms, and UTC ms with the local offset in minutes."""

    monotonic_ms: Millis
    utc_ms: Millis
    offset_min: int


class Clock(Protocol):
    """Something that tells the time."""

    def read(self) -> Reading:
        """Both clocks at one instant."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def read(self) -> Reading:
        """Both clocks at one instant."""
        offset = datetime.now().astimezone().utcoffset()
        minutes = 0 if offset is None else round(offset.total_seconds() / 60)
        return Reading(
            monotonic_ms=time.monotonic_ns() // 1_000_000,
            utc_ms=time.time_ns() // 1_000_000,
            offset_min=minutes,
        )


class ManualClock:
    """A clock that stands still until it is moved; for tests and simulation."""

    def __init__(self, *, utc_ms: Millis = 1_767_225_600_000, offset_min: int = 0) -> None:
        self._monotonic_ms = 0
        self._utc_ms = utc_ms
        self._offset_min = offset_min

    def read(self) -> Reading:
        """Both clocks where they were left."""
        return Reading(self._monotonic_ms, self._utc_ms, self._offset_min)

    def move(self, by_ms: Millis) -> None:
        """Let time pass on both clocks."""
        self._monotonic_ms += by_ms
        self._utc_ms += by_ms

    def sleep_machine(self, by_ms: Millis) -> None:
        """Let only the wall clock move, as when a lid is closed."""
        self._utc_ms += by_ms

    def set_offset(self, offset_min: int) -> None:
        """Travel to another time zone."""
        self._offset_min = offset_min
