"""Fills a profile with a demo history that ends now; the way there is in `services.demo`."""

from __future__ import annotations

from contextlib import closing

from gluteapp.content import load_content
from gluteapp.core.clock import Clock, SystemClock
from gluteapp.paths import Paths
from gluteapp.services.demo import make_demo
from gluteapp.storage.repositories import Store


def fill_profile(paths: Paths, *, weeks: int, seed: int, clock: Clock | None = None) -> int:
    """Write `weeks` weeks of sessions into a profile without any; how many were written.

    StorageError when the profile holds sessions or cannot be written.
    """
    clock = clock or SystemClock()
    now = clock.read()
    content = load_content(paths)
    with closing(Store.open(paths.database, clock=clock)) as store:
        return make_demo(
            store,
            library=content.library,
            circuits=content.circuits,
            weeks=weeks,
            seed=seed,
            until_utc_ms=now.utc_ms,
            offset_min=now.offset_min,
        )
