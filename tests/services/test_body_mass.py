"""The body mass: dated, changeable, and taken back."""

from __future__ import annotations

import pytest

from gluteapp.core.clock import ManualClock
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.digests import local_day
from gluteapp.services.ids import Ids
from gluteapp.storage.repositories import Store

DAY_MS = 24 * 3_600_000


@pytest.fixture
def masses(store: Store, ids: Ids) -> BodyMasses:
    return BodyMasses(store, ids)


def today(clock: ManualClock) -> int:
    reading = clock.read()
    return local_day(reading.utc_ms, reading.offset_min)


def test_nothing_is_known_at_first(masses: BodyMasses, clock: ManualClock) -> None:
    log = masses.log()
    assert (log.at(today(clock)), log.newest, log.version) == (None, None, "")


def test_a_note_holds_from_its_day_and_the_first_one_before_it_too(
    masses: BodyMasses, clock: ManualClock
) -> None:
    first = today(clock)
    masses.note(70.0)
    clock.move(10 * DAY_MS)
    masses.note(69.0)
    masses.note(68.0)
    log = masses.log()
    found = [log.at(first + days) for days in (-100, 0, 9, 10, 100)]
    assert found == [70.0, 70.0, 70.0, 68.0, 68.0]
    assert log.newest == (first + 10, 68.0)


def test_it_can_be_forgotten(masses: BodyMasses, clock: ManualClock) -> None:
    masses.note(70.0)
    before = masses.log().version
    clock.move(DAY_MS)
    masses.note(None)
    log = masses.log()
    assert log.at(today(clock)) is None
    assert log.newest is None
    assert log.version != before
