"""The tones as samples: loud enough, never too loud, clickless, and known from one another."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from gluteapp.audio.notes import SCORES, length_ms
from gluteapp.audio.player import Tone
from gluteapp.audio.tones import RATE_HZ, samples

PEAK_MAX_DBFS = -9.0  # headroom for two tones at once
TEMPO = (Tone.PHASE, Tone.REP)  # they sound many times in a set, and call nobody


def mono(tone: Tone) -> NDArray[np.float64]:
    return samples(tone)[:, 0] / 32_768


def picture(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the ear gets: loudness over 40 slots of 50 ms in 24 bands, of length one."""
    sound = np.concatenate([sound, np.zeros(2 * RATE_HZ)])[: 2 * RATE_HZ]
    slots = sound.reshape(40, -1) * np.hanning(RATE_HZ // 20)
    spectrum = np.abs(np.fft.rfft(slots, axis=1))
    edges = np.geomspace(200, 4000, 25) * 2 * RATE_HZ // 20 / RATE_HZ // 2
    columns = [spectrum[:, int(low) : int(high) + 1].sum(axis=1) for low, high in pairwise(edges)]
    flat = np.array(columns).ravel()
    return np.asarray(flat / np.linalg.norm(flat))


def test_every_tone_is_written() -> None:
    assert set(SCORES) == set(Tone)


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_peaks_where_it_is_written_and_leaves_headroom(tone: Tone) -> None:
    peak_dbfs = 20 * np.log10(np.abs(mono(tone)).max())
    assert peak_dbfs <= PEAK_MAX_DBFS
    assert peak_dbfs == pytest.approx(SCORES[tone].peak_dbfs, abs=0.05)
    assert peak_dbfs >= (-20.1 if tone in TEMPO else -15)


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_is_short_and_both_channels_are_equal(tone: Tone) -> None:
    both = samples(tone)
    longest_s = 1.8 if tone is Tone.FINISH else 0.9
    assert (0.05 if tone in TEMPO else 0.1) <= len(both) / RATE_HZ <= longest_s
    assert (both[:, 0] == both[:, 1]).all()
    assert len(both) == round(length_ms(tone) * RATE_HZ / 1000)


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_begins_and_ends_without_a_click(tone: Tone) -> None:
    sound = mono(tone)
    peak = np.abs(sound).max()
    for edge in (sound[:10], sound[-10:]):
        assert np.abs(edge).max() < 0.02 * peak
    # Nowhere a jump that a smooth wave of the highest partial could not make.
    steepest = peak * 2 * np.pi * 3 * 1_800 / RATE_HZ
    assert np.abs(np.diff(sound)).max() < steepest
    assert abs(sound.mean()) < 0.005 * peak


@pytest.mark.parametrize(("one", "other"), list(combinations(Tone, 2)))
def test_two_tones_do_not_sound_alike(one: Tone, other: Tone) -> None:
    assert picture(mono(one)) @ picture(mono(other)) < 0.9


def test_the_ticks_of_the_tempo_are_softer_than_all_that_calls() -> None:
    loud = {tone: np.abs(mono(tone)).max() for tone in Tone}
    quietest = min(loud[tone] for tone in Tone if tone not in TEMPO)
    assert loud[Tone.PHASE] < loud[Tone.REP] < quietest


def test_the_ticks_climb_to_the_start() -> None:
    def pitch(tone: Tone) -> float:
        end = mono(tone)[-RATE_HZ // 12 :]
        return float(np.argmax(np.abs(np.fft.rfft(end, 16 * RATE_HZ))) / 16)

    pitches = [pitch(tone) for tone in (Tone.TICK_3, Tone.TICK_2, Tone.TICK_1, Tone.START)]
    assert pitches == sorted(set(pitches))


def test_two_tones_at_full_level_do_not_clip() -> None:
    loudest = sorted((np.abs(samples(tone)).max() for tone in Tone), reverse=True)
    assert int(loudest[0]) + int(loudest[1]) <= 32_767
