"""pygame's mixer on the dummy driver, in this process, with a clock that is moved by hand."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pygame import mixer

from gluteapp.audio.mixer_desk import KEPT_BYTES, KEPT_SHEETS, SILENT_AFTER_MS
from gluteapp.audio.mixer_render import CLIPS_BYTES, ClipShelf, Rendered, tone_samples
from gluteapp.audio.mixer_watch import STALL_CHECKS, Change
from gluteapp.audio.render import Mono, render
from gluteapp.audio.sheet import Heard, Sheet, sheet_of
from gluteapp.audio.tones import RATE_HZ
from tests.audio.mixer_bench import Bench, word, write_wav


def test_a_queued_sheet_begins_at_its_time_and_not_before(
    bench: Bench, clips: dict[str, Path]
) -> None:
    bench.desk.use_voice(clips)
    bench.begin(sheet_of([word(0)], 9_000))
    bench.pass_ms(20)
    bench.begin(sheet_of([word(100)], 9_000), in_ms=1_500)
    zero_ms = bench.now_ms + 1_500
    bench.pass_ms(1_499)
    assert len(bench.begun) == 1
    bench.pass_ms(2)
    assert bench.begun[1:] == [zero_ms]
    late = [words["late_ms"] for words in bench.said if words["said"] == "began"]
    assert max(late) < 1


def test_the_same_sheet_asked_for_again_goes_on(bench: Bench, clips: dict[str, Path]) -> None:
    bench.desk.use_voice(clips)
    sheet = sheet_of([word(0), word(5_000)], 9_000)
    bench.begin(sheet)
    bench.pass_ms(50)
    bench.desk.begin(sheet, bench.now_ms - 60)
    bench.pass_ms(3_000)
    assert len(bench.begun) == 1


def heard_now(bench: Bench) -> np.ndarray[Any, np.dtype[np.int16]]:
    """The samples of what sounds, from where it began."""
    running = bench.desk._lineup.running
    assert running is not None
    assert running.sound is not None
    return np.asarray(running.sound)


def test_a_sheet_that_is_reached_late_goes_on_beside_the_screen(
    bench: Bench, clips: dict[str, Path]
) -> None:
    bench.desk.use_voice(clips)
    bench.begin(sheet_of([word(0), word(1_000), word(3_000)], 9_000), in_ms=500)
    bench.now_ms += 2_000  # nothing of this process ran meanwhile
    bench.desk.act()
    bench.pass_ms(100)
    (began,) = [words for words in bench.said if words["said"] == "began"]
    assert 1_500 < began["from_ms"] < 1_600, "it tells how late it is"
    assert began["late_ms"] < 20
    first = int(np.flatnonzero(heard_now(bench)[:, 0])[0]) * 1000 / RATE_HZ
    assert began["from_ms"] + first == pytest.approx(3_000, abs=2)


def test_a_sheet_joined_late_does_not_begin_in_the_middle_of_a_sound(
    bench: Bench, clips: dict[str, Path]
) -> None:
    bench.desk.use_voice(clips)
    tick = Heard(at_ms=300, sound="tone:tick_1", length_ms=110)
    bench.desk.begin(sheet_of([word(0), tick, word(1_000)], 9_000), bench.now_ms - 200)
    bench.take()
    bench.take()
    bench.pass_ms(50)
    (began,) = [words for words in bench.said if words["said"] == "began"]
    heard = heard_now(bench)[:, 0]
    first = int(np.flatnonzero(heard)[0]) * 1000 / RATE_HZ
    assert began["from_ms"] + first == pytest.approx(300, abs=2), "the tick, not half a word"
    assert (heard[: RATE_HZ // 10] != 0).any()
    second = np.asarray(tone_samples("tick_1"))
    place = round((300 - began["from_ms"]) * RATE_HZ / 1000)
    off = heard[place : place + len(second)].astype(int) - second
    assert np.abs(off).max() <= 1


def test_a_sheet_that_is_a_little_late_keeps_its_first_word(
    bench: Bench, clips: dict[str, Path]
) -> None:
    bench.desk.use_voice(clips)
    bench.begin(sheet_of([word(0)], 9_000), in_ms=-60)
    bench.pass_ms(20)
    assert len(bench.begun) == 1
    assert np.abs(heard_now(bench)).max() > 7_000


def test_without_a_sign_of_life_it_falls_silent_and_comes_back(
    bench: Bench, clips: dict[str, Path]
) -> None:
    bench.desk.use_voice(clips)
    bench.begin(sheet_of([word(at) for at in range(0, 30_000, 1_000)], 30_000))
    bench.pass_ms(SILENT_AFTER_MS + 1_000)
    assert bench.level == 1.0, "nobody promised to be alive"
    bench.desk.alive()
    bench.pass_ms(SILENT_AFTER_MS - 1)
    assert bench.level == 1.0
    bench.pass_ms(50)
    assert bench.level == 0.0
    bench.desk.alive()
    bench.pass_ms(50)
    assert bench.level == 1.0
    assert len(bench.begun) == 1, "it went on in silence"


def test_after_stop_nobody_has_to_be_alive(bench: Bench, clips: dict[str, Path]) -> None:
    bench.desk.use_voice(clips)
    bench.desk.alive()
    bench.desk.stop()
    bench.begin(sheet_of([word(0), word(4_000)], 9_000))
    bench.pass_ms(SILENT_AFTER_MS + 1_000)
    assert bench.level == 1.0


def test_volume_and_mute_change_what_sounds(bench: Bench, clips: dict[str, Path]) -> None:
    bench.desk.use_voice(clips)
    bench.desk.set_volume(0.5)
    bench.desk.act()
    bench.begin(sheet_of([word(0)], 9_000))
    bench.pass_ms(20)
    assert bench.level == pytest.approx(0.5, abs=0.01)
    bench.desk.set_volume(0.25)
    bench.pass_ms(40)
    assert bench.level == pytest.approx(0.25, abs=0.01)
    bench.desk.set_muted(True)
    bench.pass_ms(40)
    assert bench.level == 0.0
    bench.desk.set_muted(False)
    bench.pass_ms(40)
    assert bench.level == pytest.approx(0.25, abs=0.01)


def test_a_new_voice_is_heard_from_the_next_sheet_on(bench: Bench, tmp_path: Path) -> None:
    sheet = sheet_of([word(0)], 9_000)
    bench.desk.use_voice({"one": write_wav(tmp_path / "low.wav", 400, 4_000)})
    bench.desk.begin(sheet, bench.now_ms + 500)
    bench.take()
    bench.desk.use_voice({"one": write_wav(tmp_path / "high.wav", 400, 12_000)})
    bench.take()
    bench.pass_ms(600)
    running = bench.desk._lineup.running
    assert running is not None
    assert running.sound is not None
    assert np.abs(np.asarray(running.sound)).max() > 11_000


def test_what_the_decoder_gives_is_what_the_file_holds(
    bench: Bench, clips: dict[str, Path], tmp_path: Path
) -> None:
    clips["broken"] = tmp_path / "broken.ogg"
    clips["broken"].write_bytes(b"no sound at all")
    bench.desk.use_voice(clips)
    sheet = sheet_of([word(0, "broken"), word(1_000), word(2_000, "gone")], 9_000)
    bench.desk.prepare(sheet)
    rendered = bench.take()
    assert isinstance(rendered, Rendered)
    assert rendered.sound is not None
    with wave.open(str(clips["one"])) as file:
        held = np.frombuffer(file.readframes(-1), "<i2")
    sounds = {"say:one": held}
    expected = render(sheet, lambda name: sounds.get(name, np.zeros(0, np.int16)))
    assert (np.asarray(rendered.sound) == expected).all()


def test_sheets_that_are_kept_are_few_and_small(bench: Bench) -> None:
    def ticks(number: int) -> Sheet:
        places = (number, 39_000 + number)
        return sheet_of(
            [Heard(at_ms=at, sound="tone:tick_1", length_ms=110) for at in places], 40_000
        )

    for number in range(6):
        bench.desk.prepare(ticks(number))
        bench.take()
        assert len(bench.desk._kept) <= KEPT_SHEETS
        assert bench.desk.held_bytes <= KEPT_BYTES
    bench.desk.prepare(ticks(5))
    assert not bench.desk.is_rendering, "what is kept is not rendered again"


def test_clips_that_were_not_used_for_long_make_room() -> None:
    decoded: list[str] = []

    def decode(path: Path) -> Mono:
        decoded.append(path.name)
        return np.zeros(5 * RATE_HZ, np.int16)

    names = [f"line_{number}" for number in range(60)]
    shelf = ClipShelf({name: Path(name) for name in names}, decode, CLIPS_BYTES)
    for name in names:
        assert len(shelf.samples_of(f"say:{name}")) == 5 * RATE_HZ
        assert len(shelf.samples_of("say:line_0")) == 5 * RATE_HZ
        assert shelf.held_bytes <= CLIPS_BYTES
    assert decoded.count("line_0") == 1
    shelf.samples_of("say:line_1")
    assert decoded.count("line_1") == 2


def test_a_tone_that_is_none_is_nothing() -> None:
    assert len(tone_samples("no_such_tone")) == 0
    assert len(tone_samples("start")) > 0


def test_a_stuck_output_is_noticed_however_long_the_sheet(
    bench: Bench, clips: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.desk.use_voice(clips)
    bench.begin(sheet_of([word(at) for at in range(0, 60_000, 2_000)], 60_000))
    bench.pass_ms(20)
    stuck = type("Stuck", (), {"get_busy": lambda _: True, "play": lambda *_: None})
    looks = []
    real = mixer.Channel
    for number in range(STALL_CHECKS + 1):
        if number == 1:
            # From here on no channel ever ends.
            monkeypatch.setattr(bench.desk._mixer, "Channel", lambda _: stuck())
        looks.append(bench.desk.look())
    monkeypatch.setattr(bench.desk._mixer, "Channel", real)
    assert looks == [Change.NOTHING] * STALL_CHECKS + [Change.REOPEN]
