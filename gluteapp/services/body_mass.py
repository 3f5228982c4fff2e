"""What the user weighs, as noted over time. Only sets with a band or kettlebell need it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from gluteapp.core.progress_facts import BodyMassNoted
from gluteapp.services.digests import local_day
from gluteapp.services.ids import Ids
from gluteapp.storage.repositories import Store


@dataclass(frozen=True, slots=True)
class BodyMassLog:
    """The notes by rising day: ordinals of local dates, and kg or None for "not known any more"."""

    days: tuple[int, ...] = ()
    kgs: tuple[float | None, ...] = ()

    def at(self, day: int) -> float | None:
        """Body mass in kg on a day; the first note holds for the time before it too.

        Somebody who notes it late wants the sets before to count; that is a design choice.
        """
        if not self.days:
            return None
        return self.kgs[max(bisect_right(self.days, day) - 1, 0)]

    @property
    def newest(self) -> tuple[int, float] | None:
        """The day of the newest note and its kg; None when there is none that holds."""
        if not self.days or self.kgs[-1] is None:
            return None
        return self.days[-1], self.kgs[-1]

    @property
    def version(self) -> str:
        """Differs between logs that say different things."""
        return ",".join(f"{day}:{kg}" for day, kg in zip(self.days, self.kgs, strict=True))


class BodyMasses:
    """Reads and adds notes; StorageError when the disk refuses."""

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store, self._ids = store, ids

    def note(self, kg: float | None) -> None:
        """Note a body mass from today on, or with None that it is not known any more."""
        self._store.append(BodyMassNoted(**self._ids.stamp(), kg=kg))

    def log(self) -> BodyMassLog:
        """Everything noted; of several notes on a day the last counts."""
        by_day: dict[int, float | None] = {}
        for one in self._store.progress.body_masses():
            by_day[local_day(one.utc_ms, one.offset_min)] = one.kg
        days = tuple(sorted(by_day))
        return BodyMassLog(days, tuple(by_day[day] for day in days))
