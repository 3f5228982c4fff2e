"""What the user had to train with, as noted over time. Decides nothing."""

from __future__ import annotations

from gluteapp.core.clock import Millis
from gluteapp.core.prescription import OwnedThings
from gluteapp.core.progress_facts import ThingsNoted
from gluteapp.services.ids import Ids
from gluteapp.storage.repositories import Store

ThingsLog = tuple[tuple[Millis, OwnedThings], ...]
"""What was there from a time on, in UTC ms, oldest first."""


class ThingsNotes:
    """Reads and adds notes; StorageError when the disk refuses."""

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store, self._ids = store, ids

    def note(self, owned: OwnedThings) -> None:
        """Note what there is from now on, unless it is what was there before."""
        now_utc_ms = self._ids.now().utc_ms
        newest = OwnedThings()
        for utc_ms, noted in self.log():
            if utc_ms <= now_utc_ms:
                newest = noted
        if owned != newest:
            self._store.append(ThingsNoted(**self._ids.stamp(), owned=owned))

    def log(self) -> ThingsLog:
        """Everything noted; empty when nothing ever was."""
        return tuple((one.utc_ms, one.owned) for one in self._store.progress.things())
