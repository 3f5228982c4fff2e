"""Notes of what there is to train with: only changes, and what holds now is what counts."""

from __future__ import annotations

import pytest

from gluteapp.core.clock import ManualClock
from gluteapp.core.prescription import OwnedThings
from gluteapp.services.ids import Ids
from gluteapp.services.things_notes import ThingsNotes
from gluteapp.storage.repositories import Store

STEP = OwnedThings(has_step=True)
BAND = OwnedThings(bands_n={"light": 15.0})


@pytest.fixture
def notes(store: Store, ids: Ids) -> ThingsNotes:
    return ThingsNotes(store, ids)


def test_only_what_changes_is_noted(notes: ThingsNotes, clock: ManualClock) -> None:
    start_utc_ms = clock.read().utc_ms
    for owned in (OwnedThings(), STEP, STEP, OwnedThings()):
        notes.note(owned)
        clock.move(1_000)
    assert notes.log() == (
        (start_utc_ms + 1_000, STEP),
        (start_utc_ms + 3_000, OwnedThings()),
    )


def test_a_note_of_a_clock_that_was_ahead_does_not_hold_yet(
    notes: ThingsNotes, clock: ManualClock
) -> None:
    now_utc_ms = clock.read().utc_ms
    clock.sleep_machine(10_000)
    notes.note(STEP)
    clock.sleep_machine(-10_000)
    notes.note(STEP)
    notes.note(BAND)
    notes.note(BAND)
    assert notes.log() == (
        (now_utc_ms, STEP),
        (now_utc_ms, BAND),
        (now_utc_ms + 10_000, STEP),
    )
