"""Gives each fact its id, device and time. Ids are UUIDs of version 7 (RFC 9562) and only rise."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable

from gluteapp.core.clock import Clock, Millis, Reading
from gluteapp.core.session import Stamp

_COUNTER_BITS = 12
_TAIL_BITS = 62
_UUID_VERSION = 7
_UUID_VARIANT = 0b10


class Ids:
    """Makes stamps from a clock; each id is higher than the one before, whatever the clock does.

    `after` is the highest id this device ever gave: with a clock that was set back, what is said
    later must still count as newer. `random_bits` is only replaced to make a history repeatable.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        device_id: str,
        after: str | None = None,
        random_bits: Callable[[int], int] = secrets.randbits,
    ) -> None:
        self._clock = clock
        self._device_id = device_id
        self._random_bits = random_bits
        self._ms, self._counter = (-1, 0) if after is None else _place_of(after)

    def now(self) -> Reading:
        """The time that a stamp made now would have."""
        return self._clock.read()

    def stamp(self) -> Stamp:
        """A new id with this device and the time now."""
        now = self._clock.read()
        return Stamp(
            id=self._next(now.utc_ms),
            device_id=self._device_id,
            utc_ms=now.utc_ms,
            offset_min=now.offset_min,
        )

    def _next(self, utc_ms: Millis) -> str:
        if utc_ms > self._ms:
            # Half of the range stays free for more ids in this millisecond.
            self._ms, self._counter = utc_ms, self._random_bits(_COUNTER_BITS - 1)
        else:
            carry, self._counter = divmod(self._counter + 1, 1 << _COUNTER_BITS)
            self._ms += carry
        value = self._ms << 80 | _UUID_VERSION << 76 | self._counter << 64
        value |= _UUID_VARIANT << 62 | self._random_bits(_TAIL_BITS)
        return str(uuid.UUID(int=value))


def _place_of(text: str) -> tuple[Millis, int]:
    """The millisecond and counter in an id."""
    value = uuid.UUID(text).int
    return value >> 80, value >> 64 & ((1 << _COUNTER_BITS) - 1)
