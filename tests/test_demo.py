"""A profile is filled with a history that ends now."""

from __future__ import annotations

from contextlib import closing

import pytest

from gluteapp.core.clock import ManualClock
from gluteapp.demo import DEMO_THINGS, fill_profile
from gluteapp.paths import Paths
from gluteapp.settings import Settings, Things, load_settings, save_settings
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


def test_somebody_with_nothing_to_train_with_gets_bands(paths: Paths) -> None:
    fill_profile(paths, weeks=1, seed=1)
    settings, problem = load_settings(paths.settings_file)
    assert problem is None
    assert settings.things == DEMO_THINGS
    assert settings == Settings(things=DEMO_THINGS)


def test_what_the_user_has_stays(paths: Paths) -> None:
    mine = Settings(theme="dark", things=Things(kettlebells_kg=(8.0,)))
    save_settings(mine, paths.settings_file)
    fill_profile(paths, weeks=1, seed=1)
    assert load_settings(paths.settings_file) == (mine, None)
