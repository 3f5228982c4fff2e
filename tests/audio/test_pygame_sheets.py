"""Sheets through the real player and the mixer's process: every cue in its place, come what may.

The disk driver's clock is not real time, so places are compared inside what was heard.
"""

from __future__ import annotations

import json
import logging
import signal
import sys
import time
import wave
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from numpy.typing import NDArray

from gluteapp.audio.player import Player, SilentPlayer
from gluteapp.audio.primer import PRIMER_MS, noise
from gluteapp.audio.pygame_player import RETRY_MS, STEADY_MS, PygamePlayer
from gluteapp.audio.render import Mono, frame_at, render
from gluteapp.audio.sheet import Heard, Sheet, sheet_of
from gluteapp.audio.tones import RATE_HZ
from gluteapp.audio.wire import packed, unpacked, words_of
from gluteapp.core.clock import ManualClock, SystemClock
from tests.audio.ear import PATIENCE_S, opened


def words_in(folder: Path, *names: str) -> dict[str, Path]:
    """Clips that cannot be taken for one another: hisses of 0.3 s."""
    clips = {}
    for number, name in enumerate(names):
        rng = np.random.default_rng(number)
        samples = rng.integers(-9_000, 9_000, frame_at(300)).astype("<i2")
        clips[name] = folder / f"{name}.wav"
        with wave.open(str(clips[name]), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(samples.tobytes())
    return clips


def samples_of(clips: Mapping[str, Path], sound: str) -> Mono:
    line = sound.removeprefix("say:")
    if line not in clips:
        return np.zeros(0, np.int16)
    with wave.open(str(clips[line])) as file:
        return np.frombuffer(file.readframes(-1), "<i2")


def say(at_ms: int, name: str) -> Heard:
    return Heard(at_ms=at_ms, sound=f"say:{name}", length_ms=300, text=name)


def place_of(clip: Mono, heard: NDArray[np.int16]) -> int | None:
    """At which frame a clip is heard; None when it is not."""
    left = heard[:, 0].astype(int)
    key = clip[1_000:1_010].astype(int)
    for at in np.flatnonzero(np.abs(left - key[0]) <= 1):
        if len(left) - at >= 10 and (np.abs(left[at : at + 10] - key) <= 1).all():
            return int(at) - 1_000
    return None


def hears(clips: Mapping[str, Path], name: str) -> Callable[[NDArray[np.int16]], bool]:
    return lambda heard: place_of(samples_of(clips, name), heard) is not None


@pytest.fixture
def player() -> Iterator[PygamePlayer]:
    """A player at full volume on the machine's clock."""
    made = PygamePlayer(clock=SystemClock(), volume=1.0)
    yield made
    made.close()


def now_ms() -> float:
    return time.monotonic_ns() / 1e6


def test_every_cue_of_a_sheet_is_in_its_place(
    player: PygamePlayer, pipe: Path, tmp_path: Path
) -> None:
    clips = words_in(tmp_path, "one", "two", "three")
    # On a busy machine it may begin late, and then inside: before the first word it may.
    places = {"one": 8_037, "two": 9_501, "three": 15_003}
    sheet = sheet_of([say(at, name) for name, at in places.items()], 17_000)
    player.use_voice(clips)
    with opened(player, pipe) as ear:
        player.begin(sheet, zero_ms=now_ms() + 100)
        heard = ear.until(hears(clips, "three"))
        heard = np.concatenate([heard, ear.listen(RATE_HZ)])
    found = {name: place_of(samples_of(clips, name), heard) for name in clips}
    zero = found["one"]
    assert zero is not None
    zero -= frame_at(places["one"])
    for name, at_ms in places.items():
        place = found[name]
        assert place is not None
        assert abs(place - zero - at_ms * RATE_HZ / 1000) <= 1, name
    expected = render(sheet, lambda sound: samples_of(clips, sound))
    # What wakes headphones before the first word of all is not part of the sheet.
    first = frame_at(places["one"])
    off = heard[zero + first : zero + len(expected)].astype(int) - expected[first:]
    assert np.abs(off).max() <= 1


def test_headphones_are_woken_before_the_first_word_of_all(
    player: PygamePlayer, pipe: Path, tmp_path: Path
) -> None:
    clips = words_in(tmp_path, "one")
    player.use_voice(clips)
    with opened(player, pipe) as ear:
        player.begin(sheet_of([say(0, "one")], 1_000), zero_ms=now_ms() + PRIMER_MS + 300)
        heard = ear.until(hears(clips, "one"))
    first = int(np.flatnonzero(heard.any(axis=1))[0])
    word = place_of(samples_of(clips, "one"), heard)
    assert word is not None
    # The disk driver plays faster than the clock: the order is what can be compared.
    assert first < word
    faint = heard[first : first + frame_at(PRIMER_MS), 0]
    assert np.abs(faint - noise(frame_at(PRIMER_MS))[-len(faint) :]).max() < 400


def test_what_is_queued_follows_what_sounds(
    player: PygamePlayer, pipe: Path, tmp_path: Path
) -> None:
    clips = words_in(tmp_path, "one", "two", "never")
    player.use_voice(clips)
    with opened(player, pipe) as ear:
        player.begin(sheet_of([say(100, "one"), say(8_000, "never")], 9_000), zero_ms=now_ms())
        player.begin(sheet_of([say(50, "two")], 1_000), zero_ms=now_ms() + 400)
        heard = ear.until(hears(clips, "two"))
    one, two = (place_of(samples_of(clips, name), heard) for name in ("one", "two"))
    assert one is not None
    assert two is not None
    assert one < two


def test_begun_too_late_it_goes_on_inside(player: PygamePlayer, pipe: Path, tmp_path: Path) -> None:
    clips = words_in(tmp_path, "gone", "here")
    player.use_voice(clips)
    with opened(player, pipe) as ear:
        sheet = sheet_of([say(0, "gone"), say(120_000, "here")], 130_000)
        player.begin(sheet, zero_ms=now_ms() - 119_000)
        heard = ear.until(hears(clips, "here"))
    assert place_of(samples_of(clips, "gone"), heard) is None
    assert place_of(samples_of(clips, "here"), heard) is not None


def test_stopped_nothing_is_heard_any_more(
    player: PygamePlayer, pipe: Path, tmp_path: Path
) -> None:
    clips = words_in(tmp_path, "one", "two")
    player.use_voice(clips)
    with opened(player, pipe) as ear:
        player.begin(
            sheet_of([say(at, "one") for at in range(0, 60_000, 400)], 60_000), zero_ms=now_ms()
        )
        player.begin(sheet_of([say(0, "two")], 1_000), zero_ms=now_ms() + 500)
        ear.until(hears(clips, "one"))
        player.stop()
        heard = ear.listen(RATE_HZ * 12)
    assert not heard[-RATE_HZ * 5 :].any()
    assert place_of(samples_of(clips, "two"), heard) is None


def test_what_sounds_asked_for_again_lets_the_queue_be_forgotten(
    player: PygamePlayer, pipe: Path, tmp_path: Path
) -> None:
    clips = words_in(tmp_path, "one", "late", "never")
    player.use_voice(clips)
    with opened(player, pipe) as ear:
        running, zero_ms = sheet_of([say(100, "one"), say(9_000, "late")], 90_000), now_ms()
        player.begin(running, zero_ms=zero_ms)
        player.begin(sheet_of([say(0, "never")], 1_000), zero_ms=now_ms() + 500)
        player.begin(running, zero_ms=zero_ms + 10)
        heard = ear.until(hears(clips, "late"))
    assert place_of(samples_of(clips, "late"), heard) is not None
    assert place_of(samples_of(clips, "never"), heard) is None


def test_muted_a_sheet_goes_on_in_silence(player: PygamePlayer, pipe: Path, tmp_path: Path) -> None:
    clips = words_in(tmp_path, "before", "after")
    player.use_voice(clips)
    player.set_muted(True)
    with opened(player, pipe) as ear:
        player.begin(sheet_of([say(100, "before"), say(9_000, "after")], 90_000), zero_ms=now_ms())
        assert not ear.listen(RATE_HZ * 2).any()
        player.set_muted(False)
        heard = ear.until(hears(clips, "after"))
    assert place_of(samples_of(clips, "after"), heard) is not None


def begun_in(records: list[logging.LogRecord]) -> int:
    return sum("a sheet began" in record.getMessage() for record in records)


def hear_until(player: PygamePlayer, caplog: pytest.LogCaptureFixture, begun: int) -> None:
    """Listen to what the mixer says until so many sheets began."""
    while begun_in(caplog.records) < begun:
        assert player._link is not None
        player._hear(player._link.heard(PATIENCE_S))


def test_after_a_crash_it_goes_on_where_it_would_be(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "gluteapp.audio")
    clock = ManualClock()
    player = PygamePlayer(clock=clock)
    ticks = [Heard(at_ms=at, sound="tone:tick_1", length_ms=110) for at in range(0, 60_000, 1_000)]
    # The mixer's process has the machine's clock, this one stands still: both see a running sheet.
    player.begin(sheet_of(ticks, 10**9), zero_ms=0)
    assert player.settle(PATIENCE_S).is_heard
    hear_until(player, caplog, 1)
    assert player._link is not None
    clock.move(STEADY_MS)
    player._link._process.kill()
    player._link._threads[0].join()
    player.poll()
    player.poll()
    hear_until(player, caplog, 2)
    player.stop()
    clock.move(STEADY_MS)
    player._link._process.kill()
    player._link._threads[0].join()
    player.poll()
    player.poll()
    assert player.settle(PATIENCE_S).is_heard
    assert player._begun == (), "what was stopped is not begun again"
    player.close()


def test_sheets_begun_before_there_is_an_output_are_heard_when_there_is_one(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG, "gluteapp.audio")
    monkeypatch.setenv("SDL_AUDIODRIVER", "nonsense")
    clock = ManualClock()
    player = PygamePlayer(clock=clock)
    player.begin(sheet_of([say(0, "one")], 60_000), zero_ms=0)
    assert player.settle(PATIENCE_S).problem is not None
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    clock.move(RETRY_MS[0])
    player.poll()
    assert player.settle(PATIENCE_S).is_heard
    hear_until(player, caplog, 1)
    player.close()


def test_a_mixer_that_never_reads_holds_nobody_up_and_is_given_up() -> None:
    hang = "import signal; signal.pause()"
    clock = ManualClock()
    player = PygamePlayer(clock=clock, command=[sys.executable, "-c", hang])
    big = sheet_of([say(at, "one") for at in range(0, 40_000, 400)], 40_000)
    player.poll()
    for number in range(1_200):
        player.prepare(big)
        player.begin(big, zero_ms=float(100 * number))
    assert player.settle(PATIENCE_S).problem is not None
    player.close()


def test_a_process_that_is_stopped_can_be_closed() -> None:
    player = PygamePlayer(clock=SystemClock())
    assert player.settle(PATIENCE_S).is_heard
    assert player._link is not None
    player._link._process.send_signal(signal.SIGSTOP)
    player.prepare(sheet_of([say(at, "one") for at in range(0, 600_000, 400)], 600_000))
    player.close()
    assert player._link is None


def test_signs_of_life_are_passed_on_now_and_then() -> None:
    clock = ManualClock()
    talk = 'print(\'{"said": "open", "driver": "x", "devices": ["A"]}\', flush=True);'
    player = PygamePlayer(
        clock=clock, command=[sys.executable, "-c", f"import sys; {talk} sys.stdin.read()"]
    )
    player.settle(PATIENCE_S)
    assert player._link is not None
    with patch.object(player._link, "tell") as told:
        for _ in range(100):
            player.alive()
            clock.move(50)
    assert [call.args for call in told.call_args_list] == [('{"do":"alive"}\n',)] * 50
    player.close()


def test_music_is_told_by_its_title_and_goes_on_after_a_crash(
    player: PygamePlayer, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    words_in(folder, "1 morning", "2 evening")
    (folder / "0 broken.ogg").write_bytes(b"no music")
    player.play_music(folder)
    for _ in range(2):
        assert player.settle(PATIENCE_S).is_heard
        while not player.state.music_title:
            assert player._link is not None
            player._hear(player._link.heard(PATIENCE_S))
        state = player.state
        assert state.music_problem == "0 broken.ogg is left out: damaged or no music."
        player._music_said = {**player._music_said, "title": ""}
        assert player._link is not None
        player._link._process.kill()
        player._link._threads[0].join()
        player._opened_ms -= STEADY_MS
        player.poll()
        player.poll()
    title = player.state.music_title
    player.play_music(folder)
    assert player.state.music_title == title, "the same again goes on"
    player.play_music(None)
    assert player.state.music_problem is None


def test_a_sheet_is_the_same_after_the_wire_but_for_its_words() -> None:
    sheet = sheet_of([say(20, "one"), say(900, "two")], 2_000)
    wired = unpacked(words_of(json.dumps(packed(sheet))))
    assert [(one.at_ms, one.sound, one.length_ms) for one in wired.heard] == [
        (one.at_ms, one.sound, one.length_ms) for one in sheet.heard
    ]
    assert wired.length_ms == sheet.length_ms
    assert unpacked(packed(wired)) == wired
    assert words_of("no json") == words_of("[1]") == {}


def test_the_silent_player_takes_everything(tmp_path: Path) -> None:
    player: Player = SilentPlayer()
    sheet = Sheet(heard=(), length_ms=1_000)
    player.use_voice({})
    player.prepare(sheet)
    player.begin(sheet, zero_ms=0)
    player.alive()
    player.play_music(tmp_path)
    player.set_music_volume(0.5)
    player.pause_music(True)
    player.stop()
    assert not player.state.is_heard
