"""Ids only rise, whatever the clock does, and say what they are."""

from __future__ import annotations

import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.core.clock import ManualClock, SystemClock
from gluteapp.services.ids import Ids


def test_an_id_is_a_uuid_of_version_7_with_the_time_in_front() -> None:
    stamp = Ids(clock=ManualClock(utc_ms=1_767_225_600_123), device_id="d").stamp()
    made = uuid.UUID(stamp["id"])
    assert made.int >> 80 == 1_767_225_600_123
    assert made.int >> 76 & 0xF == 7
    assert made.variant == uuid.RFC_4122


def test_a_stamp_carries_device_time_and_local_offset() -> None:
    clock = ManualClock(utc_ms=50)
    clock.set_offset(-330)
    stamp = Ids(clock=clock, device_id="laptop").stamp()
    assert (stamp["device_id"], stamp["utc_ms"], stamp["offset_min"]) == ("laptop", 50, -330)


@given(moves=st.lists(st.integers(-10_000, 10_000) | st.just(0), max_size=100))
def test_ids_rise_however_the_wall_clock_moves(moves: list[int]) -> None:
    clock = ManualClock(utc_ms=1_000_000_000)
    ids = Ids(clock=clock, device_id="d")
    made = [ids.stamp()["id"]]
    for by_ms in moves:
        clock.sleep_machine(by_ms)
        made.append(ids.stamp()["id"])
    assert made == sorted(set(made))


def test_more_ids_than_a_millisecond_has_room_for_still_rise() -> None:
    ids = Ids(clock=ManualClock(), device_id="d")
    made = [ids.stamp()["id"] for _ in range(10_000)]
    assert made == sorted(set(made))
    assert all(uuid.UUID(one).int >> 76 & 0xF == 7 for one in made)


@pytest.mark.parametrize("set_back_ms", [0, 5, 86_400_000])
def test_a_new_process_goes_on_above_the_last_id_even_when_the_clock_was_set_back(
    set_back_ms: int,
) -> None:
    clock = ManualClock(utc_ms=1_767_225_600_000)
    last = Ids(clock=clock, device_id="d").stamp()["id"]
    clock.sleep_machine(-set_back_ms)
    after = Ids(clock=clock, device_id="d", after=last)
    assert last < after.stamp()["id"] < after.stamp()["id"]


def test_two_devices_do_not_make_the_same_ids() -> None:
    clock = ManualClock()
    one, other = Ids(clock=clock, device_id="a"), Ids(clock=clock, device_id="b")
    made = {ids.stamp()["id"] for ids in (one, other) for _ in range(1000)}
    assert len(made) == 2000


def test_the_same_random_bits_make_the_same_ids() -> None:
    def made() -> list[str]:
        ids = Ids(clock=ManualClock(), device_id="d", random_bits=random.Random(3).getrandbits)
        return [ids.stamp()["id"] for _ in range(5)]

    assert made() == made()


def test_the_machines_own_clock_will_do() -> None:
    clock = SystemClock()
    stamp = Ids(clock=clock, device_id="d").stamp()
    assert abs(clock.read().utc_ms - stamp["utc_ms"]) < 60_000
