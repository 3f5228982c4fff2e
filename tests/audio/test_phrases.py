"""Spoken lines are put together from clips, and taken apart again for captions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio import phrases
from gluteapp.audio.lines import all_lines
from gluteapp.content import load_content
from gluteapp.core.exercise import Phase
from gluteapp.paths import Paths
from gluteapp.ui.widgets.tempo_bar import phase_word

CONTENT = load_content(Paths.under(Path("nowhere")))
CLIPS = sorted(all_lines(CONTENT.library, CONTENT.circuits.values()).values())


@pytest.mark.parametrize(
    ("clips", "text"),
    [
        (("Next, left leg", "Lie on your right side"), "Next, left leg. Lie on your right side"),
        (("Next", "Stand tall"), "Next: Stand tall"),
        (("Clam", "35 seconds"), "Clam, 35 seconds"),
        (("Kick back, bent knee", "30 seconds"), "Kick back, bent knee, 30 seconds"),
        (("We go on, left leg", "Rep", "4"), "We go on, left leg. Rep 4"),
        (("Round done", "Rest", "1 second", "Breathe"), "Round done. Rest, 1 second. Breathe"),
    ],
)
def test_a_line_reads_as_one_sentence_and_is_taken_apart_again(
    clips: tuple[str, ...], text: str
) -> None:
    assert phrases.join(clips) == text
    assert phrases.split(text) == clips


@given(st.lists(st.sampled_from(CLIPS), min_size=1, max_size=4))
def test_any_clips_come_back_from_their_line(clips: list[str]) -> None:
    assert phrases.split(phrases.join(clips)) == tuple(clips)


def test_a_line_is_shown_as_it_is_said() -> None:
    assert phrases.shown("Next: Stand tall") == "Next: Stand tall"
    assert phrases.shown("Clam, 35 seconds") == "Clam, 35 seconds"
    assert phrases.shown("7") == "7"


def test_the_word_heard_for_a_phase_is_the_word_shown() -> None:
    for phase, word in phrases.PHASE.items():
        assert word == phase_word(phase)
    assert set(phrases.PHASE) == set(Phase) - {Phase.LEAD_IN}


def test_phrases_are_short_and_kind() -> None:
    for phrase in phrases.PHRASES:
        assert len(phrase.split()) <= 14
        assert not set("!?;") & set(phrase)
    assert len(set(phrases.PHRASES)) == len(phrases.PHRASES)
