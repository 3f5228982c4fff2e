"""Fills a profile with a demo history that ends now; the way there is in `services.demo`."""

from __future__ import annotations

from contextlib import closing

from gluteapp.app_progress import owned_of
from gluteapp.content import load_content
from gluteapp.core.clock import Clock, SystemClock
from gluteapp.paths import Paths
from gluteapp.services.demo import make_demo
from gluteapp.settings import Things, read_settings, save_settings
from gluteapp.storage.repositories import Store

DEMO_THINGS = Things(band_light_n=15, band_medium_n=35)
"""The forces that the app offers for these bands (evidence 3.2)."""


def fill_profile(paths: Paths, *, weeks: int, seed: int, clock: Clock | None = None) -> int:
    """Write `weeks` weeks of sessions into a profile without any; how many were written.

    A profile that has nothing to train with gets two bands. StorageError when it holds sessions or
    cannot be written, SettingsError when the bands could not be noted.
    """
    clock = clock or SystemClock()
    now = clock.read()
    content = load_content(paths)
    settings, _ = read_settings(paths.settings_file)
    has_things = settings.things != Things()
    things = settings.things if has_things else DEMO_THINGS
    with closing(Store.open(paths.database, clock=clock)) as store:
        count = make_demo(
            store,
            library=content.library,
            circuits=content.circuits,
            weeks=weeks,
            seed=seed,
            until_utc_ms=now.utc_ms,
            offset_min=now.offset_min,
            strength=content.strength,
            owned=owned_of(things),
        )
    if not has_things:
        changed = settings.model_copy(update={"things": things})
        save_settings(changed, paths.settings_file)
    return count
