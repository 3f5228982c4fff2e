"""Sheets as samples: every sound at its own sample, never wrapped, never two words at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio.player import Tone
from gluteapp.audio.primer import PRIMER_DBFS, PRIMER_MS, head_primer, noise, primers
from gluteapp.audio.render import Mono, frame_at, frames_needed, render, seam_ms, sliced
from gluteapp.audio.sheet import Heard, Sheet, sheet_of
from gluteapp.audio.tones import RATE_HZ, samples

WORD = np.full(frame_at(400), 9_000, np.int16)


def sound_of(name: str) -> Mono:
    """A flat word, a full-scale one, the real tones, and nothing for the rest."""
    kind, _, what = name.partition(":")
    if kind == "tone":
        return samples(Tone(what))[:, 0]
    words = {"word": WORD, "loud": np.full(frame_at(400), 30_000, np.int16)}
    return words.get(what, np.zeros(0, np.int16))


def heard(at_ms: int, sound: str, length_ms: int = 400) -> Heard:
    return Heard(at_ms=at_ms, sound=sound, length_ms=length_ms)


def onset(buffer: Mono, level: int = 3_000) -> int:
    return int(np.flatnonzero(np.abs(buffer.astype(int)) > level)[0])


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30, unique=True), st.integers(0, 99))
def test_every_word_begins_within_a_sample_of_its_place(places: list[int], odd_ms: int) -> None:
    at_ms = [place * 1_000 + odd_ms for place in places]
    sheet = sheet_of([heard(at, "say:word") for at in at_ms], 45_000)
    left = render(sheet, sound_of)[:, 0]
    loud = np.flatnonzero(left == 9_000)
    first = loud[np.flatnonzero(np.diff(loud, prepend=-10) > 1)]
    assert len(first) == len(at_ms)
    assert np.abs(first - np.sort(at_ms) * RATE_HZ / 1000).max() <= 1


def test_a_sheet_is_the_sum_of_its_sounds_on_both_sides() -> None:
    sheet = sheet_of([heard(0, "tone:start"), heard(50, "say:word")], 2_000)
    buffer = render(sheet, sound_of)
    expected = np.zeros(len(buffer), int)
    expected[: len(samples(Tone.START))] += samples(Tone.START)[:, 0]
    expected[frame_at(50) : frame_at(50) + len(WORD)] += WORD
    assert (buffer[:, 0] == expected).all()
    assert (buffer[:, 0] == buffer[:, 1]).all()


def test_too_loud_together_stays_at_full_scale() -> None:
    sheet = sheet_of([heard(0, "say:loud"), heard(10, "tone:start"), heard(20, "tone:end")], 2_000)
    buffer = render(sheet, sound_of)
    assert buffer.max() == 32_767
    # A wrapped sum would be far below nothing.
    assert buffer[: frame_at(400), 0].min() > 0


def test_what_is_unknown_is_left_out() -> None:
    sheet = sheet_of([heard(0, "say:no_such_line"), heard(900, "say:word")], 2_000)
    assert onset(render(sheet, sound_of)[:, 0]) == frame_at(900)
    nothing = sheet_of([heard(0, "say:no_such_line")], 2_000)
    assert len(render(nothing, sound_of)) == 0
    assert frames_needed(nothing, sound_of) == 0


def test_a_clip_longer_than_its_place_is_cut_before_the_next_word() -> None:
    sheet = sheet_of([heard(0, "say:word", 100), heard(130, "say:word", 400)], 2_000)
    left = render(sheet, sound_of)[:, 0]
    assert left[frame_at(121)] == 0
    assert left.max() == 9_000


def test_a_sound_may_end_after_the_step() -> None:
    sheet = sheet_of([heard(1_900, "tone:finish", 1_660)], 2_000)
    assert len(render(sheet, sound_of)) == frame_at(1_900) + len(samples(Tone.FINISH))


def test_the_rest_of_a_sheet_is_the_same_samples_after_a_short_fade() -> None:
    sheet = sheet_of([heard(0, "say:word"), heard(1_000, "say:word")], 2_000)
    whole = render(sheet, sound_of)
    rest = sliced(whole, 200)
    assert (rest[frame_at(5) :] == whole[frame_at(200) + frame_at(5) :]).all()
    assert rest[0, 0] == 0
    assert len(sliced(whole, 9_000)) == 0


def test_a_changed_sheet_takes_over_where_no_shared_sound_is_cut() -> None:
    old = sheet_of([heard(0, "say:word"), heard(500, "say:word")], 30_000)
    new = sheet_of([heard(0, "say:word"), heard(700, "say:word")], 45_000)
    assert seam_ms(old, new, 100) == 400
    assert seam_ms(old, new, 450) == 450
    assert seam_ms(old, new, 600) == 600, "a sound that only the old one has is given up"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([0, 4_400], [(4_400 - PRIMER_MS, 4_400)]),
        ([0, 4_399], []),
        ([9_000], []),
        ([0, 1_000, 10_000], [(10_000 - PRIMER_MS, 10_000)]),
    ],
)
def test_a_long_silence_ends_in_a_faint_noise(
    places: list[int], expected: list[tuple[int, int]]
) -> None:
    sheet = sheet_of([heard(at, "say:word") for at in places], 20_000)
    assert primers(sheet) == expected
    left = render(sheet, sound_of)[:, 0]
    for start_ms, end_ms in expected:
        part = left[frame_at(start_ms) : frame_at(end_ms)]
        assert (part == noise(frame_at(PRIMER_MS))).all()


def test_a_line_without_a_clip_does_not_count_as_heard() -> None:
    sheet = sheet_of([heard(0, "say:word"), heard(3_000, "say:x"), heard(6_000, "say:word")], 9_000)
    left = render(sheet, sound_of)[:, 0]
    assert left[frame_at(5_600) : frame_at(5_700)].any()


def test_the_noise_is_faint_and_without_a_click() -> None:
    made = noise(frame_at(PRIMER_MS)).astype(float) / 32_768
    level = 20 * np.log10(np.sqrt((made[frame_at(100) : frame_at(600)] ** 2).mean()))
    assert level == pytest.approx(PRIMER_DBFS, abs=1)
    assert made[0] == made[-1] == 0


@pytest.mark.parametrize(
    ("first_ms", "heard_until_ms", "expected"),
    [
        (10_000.0, None, (10_000.0 - PRIMER_MS, 10_000.0)),
        (10_000.0, 6_000.0, (10_000.0 - PRIMER_MS, 10_000.0)),
        (10_000.0, 6_001.0, None),
    ],
)
def test_the_first_sound_of_a_sheet_is_announced_after_silence(
    first_ms: float, heard_until_ms: float | None, expected: tuple[float, float] | None
) -> None:
    assert head_primer(first_ms, heard_until_ms) == expected


def test_equal_sheets_are_one_key() -> None:
    one, other = (Sheet(heard=(heard(0, "say:word"),), length_ms=9) for _ in range(2))
    assert {one: 1}[other] == 1
