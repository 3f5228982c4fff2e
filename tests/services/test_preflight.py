"""The check before a session says what is so, and blocks nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio.player import PlayerState
from gluteapp.core.circuit import Circuit
from gluteapp.core.exercise import Library, Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Timeline
from gluteapp.devices.battery import Battery
from gluteapp.services.preflight import (
    CheckKey,
    CheckRow,
    CheckState,
    Wanted,
    check_before_start,
    head_end,
    lies_on_side,
)

HEARD = PlayerState(is_heard=True)
HEADPHONES = PlayerState(is_heard=True, device="Headphones")
SILENT = PlayerState(is_heard=False)
Rows = dict[CheckKey, CheckRow]


@pytest.fixture(scope="session")
def timeline(small_circuit: Circuit, small_library: Library) -> Timeline:
    """A session with work on one side, 7 minutes long."""
    return lay_out(small_circuit, small_library, Options())


def check(timeline: Timeline, *, wanted: dict[str, Any] | None = None, **changes: Any) -> Rows:
    """The rows by key; `wanted` is what differs from the low voice at 60 %."""
    usual_wanted: dict[str, Any] = {"volume": 0.6, "voice": "low"}
    usual: dict[str, Any] = {
        "timeline": timeline,
        "first_side": Side.LEFT,
        "sound": HEARD,
        "is_screen_held": True,
        "battery": None,
        "wanted": Wanted(**usual_wanted | (wanted or {})),
    }
    return {row.key: row for row in check_before_start(**usual | changes)}


def test_when_all_is_well_every_row_is_ticked(timeline: Timeline) -> None:
    rows = check(timeline)
    assert list(rows) == [CheckKey.SOUND, CheckKey.SCREEN, CheckKey.SPACE, CheckKey.SIDES]
    assert {row.state for row in rows.values()} == {CheckState.OK}
    assert rows[CheckKey.SCREEN].sentence == "Sleep and lock are held until you finish"


@pytest.mark.parametrize(
    ("sound", "wanted", "sentence", "state"),
    [
        (HEARD, {}, "Low voice, volume 60%", CheckState.OK),
        (HEARD, {"voice": "high"}, "High voice, volume 60%", CheckState.OK),
        (HEARD, {"voice": None}, "Tones only, volume 60%", CheckState.OK),
        (HEADPHONES, {}, "Low voice through Headphones, volume 60%", CheckState.OK),
        (HEADPHONES, {"voice": "high"}, "High voice through Headphones, volume 60%", CheckState.OK),
        (HEADPHONES, {"voice": None}, "Tones only through Headphones, volume 60%", CheckState.OK),
        (
            HEADPHONES,
            {"has_voice": False, "has_captions": True},
            "No voice found: tones and captions",
            CheckState.WARN,
        ),
        (HEADPHONES, {"has_voice": False}, "No voice found: tones only", CheckState.WARN),
        (
            PlayerState(is_heard=False, problem="No sound.", is_opening=True),
            {},
            "No sound.",
            CheckState.WARN,
        ),
        (
            PlayerState(is_heard=False, is_opening=True),
            {},
            "Looking for the sound output",
            CheckState.BUSY,
        ),
        (SILENT, {"is_muted": True}, "Muted. The screen shows every cue.", CheckState.ACTION),
        (
            SILENT,
            {"is_muted": True, "has_captions": True},
            "Muted: captions show what is said",
            CheckState.ACTION,
        ),
        (
            SILENT,
            {"volume": 0.0},
            "The volume is at zero. The screen shows every cue.",
            CheckState.ACTION,
        ),
        (
            SILENT,
            {"volume": 0.0, "has_captions": True},
            "The volume is at zero: captions show what is said",
            CheckState.ACTION,
        ),
    ],
)
def test_the_sound_row(
    timeline: Timeline,
    sound: PlayerState,
    wanted: dict[str, Any],
    sentence: str,
    state: CheckState,
) -> None:
    row = check(timeline, sound=sound, wanted=wanted)[CheckKey.SOUND]
    assert (row.sentence, row.state) == (sentence, state)


@pytest.mark.parametrize(
    ("has_captions", "title"), [(True, "No sound output: captions"), (False, "No sound output")]
)
def test_no_output_says_what_is_there_instead(
    timeline: Timeline, has_captions: bool, title: str
) -> None:
    sound = PlayerState(is_heard=False, problem="No sound.")
    row = check(timeline, sound=sound, wanted={"has_captions": has_captions})[CheckKey.SOUND]
    assert row.title == title


@pytest.mark.parametrize(
    ("wanted", "sentence", "state"),
    [
        ({}, "Morning.ogg, softer while the voice speaks", CheckState.OK),
        (
            {"is_music_on": False},
            "Morning.ogg is off. M in the session turns it on.",
            CheckState.ACTION,
        ),
        (
            {"music_problem": "The music Morning.ogg was not found."},
            "The music Morning.ogg was not found.",
            CheckState.WARN,
        ),
    ],
)
def test_the_music_row(
    timeline: Timeline, wanted: dict[str, Any], sentence: str, state: CheckState
) -> None:
    row = check(timeline, wanted={"music": "Morning.ogg"} | wanted)[CheckKey.MUSIC]
    assert (row.sentence, row.state) == (sentence, state)


def test_without_music_there_is_no_row_of_it(timeline: Timeline) -> None:
    assert CheckKey.MUSIC not in check(timeline)


def test_a_screen_that_may_go_dark_is_said(timeline: Timeline) -> None:
    row = check(timeline, is_screen_held=False)[CheckKey.SCREEN]
    assert row.state is CheckState.WARN
    assert row.title == "Screen may go dark"


def test_the_head_lies_where_a_body_facing_the_screen_has_it(timeline: Timeline) -> None:
    # Lying on the right side (left leg up) and facing the screen, the head is at its right end.
    assert head_end(Side.LEFT) is Side.RIGHT
    assert head_end(Side.RIGHT) is Side.LEFT
    left = check(timeline)[CheckKey.SIDES].sentence
    right = check(timeline, first_side=Side.RIGHT)[CheckKey.SIDES].sentence
    assert left == "Left leg first. On your side, face the screen, head to its right."
    assert right == "Right leg first. On your side, face the screen, head to its left."


def test_without_work_on_one_side_the_head_goes_anywhere(timeline: Timeline) -> None:
    clams = frozenset(step.index for step in timeline.steps if step.move == "clam/standard")
    standing = timeline.without(clams)
    assert lies_on_side(timeline)
    assert not lies_on_side(standing)
    assert check(standing)[CheckKey.SIDES].sentence == "Left leg first"
    assert check(standing, first_side=Side.RIGHT)[CheckKey.SIDES].sentence == "Right leg first"


@pytest.mark.parametrize(
    ("battery", "sentence", "state"),
    [
        (Battery(38, is_charging=True), "Plugged in", CheckState.OK),
        (Battery(50, is_charging=False), "Running on battery", CheckState.OK),
        (
            Battery(38, is_charging=False),
            "Running on battery, plug in if you can",
            CheckState.WARN,
        ),
        (
            Battery(19, is_charging=False),
            "It may not last {n} minutes, plug in if you can",
            CheckState.WARN,
        ),
    ],
)
def test_the_battery_row(
    timeline: Timeline, battery: Battery, sentence: str, state: CheckState
) -> None:
    row = check(timeline, battery=battery)[CheckKey.BATTERY]
    minutes = -(-timeline.length_ms // 60_000)
    assert (row.sentence, row.state) == (sentence.format(n=minutes), state)
    assert row.title == f"Battery {battery.percent}%"


@given(
    sound=st.builds(
        PlayerState,
        is_heard=st.booleans(),
        device=st.text(max_size=8),
        problem=st.none() | st.text(min_size=1, max_size=8),
        is_opening=st.booleans(),
    ),
    wanted=st.builds(
        Wanted,
        volume=st.floats(0, 1),
        is_muted=st.booleans(),
        voice=st.sampled_from(["low", "high", None]),
        has_captions=st.booleans(),
        music=st.text(max_size=8),
        is_music_on=st.booleans(),
    ),
    is_screen_held=st.booleans(),
    battery=st.none() | st.builds(Battery, percent=st.integers(0, 100), is_charging=st.booleans()),
)
def test_whatever_is_found_every_row_says_something(
    timeline: Timeline,
    sound: PlayerState,
    wanted: Wanted,
    is_screen_held: bool,
    battery: Battery | None,
) -> None:
    given_rows = check_before_start(
        timeline=timeline,
        first_side=Side.LEFT,
        sound=sound,
        wanted=wanted,
        is_screen_held=is_screen_held,
        battery=battery,
    )
    rows = {row.key: row for row in given_rows}
    assert (CheckKey.MUSIC in rows) == bool(wanted.music)
    assert (CheckKey.BATTERY in rows) == (battery is not None)
    assert all(row.title and row.sentence for row in rows.values())
    assert (rows[CheckKey.SOUND].state is CheckState.WARN) == (sound.problem is not None)
