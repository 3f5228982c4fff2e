"""Each sheet is as loud as it should be, whatever its channel went through before."""

from __future__ import annotations

import queue

import pytest

from gluteapp.audio.mixer_desk import MixerDesk, now_ms
from gluteapp.audio.mixer_render import Rendered
from gluteapp.audio.sheet import Heard, Sheet, sheet_of
from tests.audio.ear import PATIENCE_S


def ticks(at_ms: int) -> Sheet:
    return sheet_of([Heard(at_ms=at_ms, sound="tone:tick_1", length_ms=110)], 9_000)


def test_a_sound_that_ended_within_a_fade_leaves_its_channel_as_loud_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The last word of a set ends where the rest begins, and fades out; the next set is on there."""
    from pygame import mixer

    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    results: queue.SimpleQueue[object] = queue.SimpleQueue()
    desk = MixerDesk(post=results.put, say=lambda **_: None)
    try:
        for number in (0, 1, 2):
            # What SDL leaves behind on a channel whose sound ended while it faded.
            mixer.Channel(number).set_volume(0.3)
        for at_ms in (0, 10):
            desk.begin(ticks(at_ms), now_ms())
            result = results.get(timeout=PATIENCE_S)
            assert isinstance(result, Rendered)
            desk.take(result)
            while not desk._lineup.running or desk._lineup.running.sheet != ticks(at_ms):
                desk.act()
            assert mixer.Channel(desk._channel).get_volume() == 1.0
    finally:
        desk.close()
