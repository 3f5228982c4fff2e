"""When the mixer's process gives up its output: the rules, without an output."""

from __future__ import annotations

import pytest

from gluteapp.audio.mixer_watch import (
    STALL_CHECKS,
    Change,
    OutputWatch,
    StallWatch,
    judge_devices,
    sdl_paths,
)


@pytest.mark.parametrize(
    ("driver", "before", "now", "change"),
    [
        ("pulseaudio", ["Speakers"], ["Speakers"], Change.NOTHING),
        ("pulseaudio", ["Speakers"], ["Speakers", "Headset"], Change.TELL),
        ("alsa", ["Speakers"], ["Speakers", "Headset"], Change.REOPEN),
        ("pulseaudio", ["Speakers", "Headset"], ["Speakers"], Change.REOPEN),
        ("pulseaudio", ["Headset", "Headset"], ["Headset"], Change.REOPEN),
        ("pulseaudio", ["Speakers"], [], Change.REOPEN),
        ("pulseaudio", ["Dummy Output"], ["Headset"], Change.TELL),
        ("alsa", [], ["Headset"], Change.REOPEN),
    ],
)
def test_outputs_that_come_and_go(
    driver: str, before: list[str], now: list[str], change: Change
) -> None:
    assert judge_devices(driver, before, now) is change


def test_a_tone_that_never_ends_is_a_stuck_output() -> None:
    watch = StallWatch()
    watch.begin(0)
    looks = [watch.is_stalled({0}) for _ in range(STALL_CHECKS)]
    assert looks == [False] * (STALL_CHECKS - 1) + [True]


def test_many_tones_that_end_are_none() -> None:
    watch = StallWatch()
    for _ in range(3 * STALL_CHECKS):
        watch.begin(0)
        assert not watch.is_stalled({0})
        assert not watch.is_stalled(set())


def test_the_sound_library_is_found_at_a_path_with_spaces() -> None:
    place = "/opt/My Apps/libSDL2-2/pygame_ce.libs/libSDL2-2-ab12.0.so"
    maps = f"""7f00-7f01 r-xp 00000000 08:01 131                        {place}
7f01-7f02 r--p 00001000 08:01 131                        {place}
7f02-7f03 rw-p 00000000 00:00 0
7f03-7f04 r-xp 00000000 08:01 132   /opt/My Apps/libSDL2-2/other.so
"""
    assert sdl_paths(maps) == {place}
    assert not OutputWatch().is_lost(), "nothing was opened"
