"""A profile is filled with a history that ends now."""

from __future__ import annotations

from contextlib import closing

import pytest

from gluteapp.core.clock import ManualClock
from gluteapp.demo import fill_profile
from gluteapp.paths import Paths
from gluteapp.storage.repositories import Store

DAY_MS = 86_400_000


@pytest.mark.parametrize("offset_min", [0, -480, 780])
def test_a_profile_is_filled_up_to_now(paths: Paths, clock: ManualClock, offset_min: int) -> None:
    clock.set_offset(offset_min)
    count = fill_profile(paths, weeks=1, seed=1, clock=clock)
    with closing(Store.open(paths.database, clock=clock)) as store:
        sessions = store.sessions()
        assert len(sessions) == count > 0
        ago_days = (clock.read().utc_ms - sessions[0].opened.utc_ms) / DAY_MS
        assert 0 < ago_days < 5
        assert {record.opened.offset_min for record in sessions} == {offset_min}
        # What the user does next gets a higher id than anything in the demo.
        assert (store.newest_id() or "") < f"{clock.read().utc_ms:012x}"[:8]


def test_the_machines_own_clock_will_do(paths: Paths) -> None:
    assert fill_profile(paths, weeks=1, seed=1) > 0
