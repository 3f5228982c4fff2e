"""The catalogue of lines: what is in it, and what their clips are called."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gluteapp.audio import phrases
from gluteapp.audio.lines import LINE_ID_LENGTH_MAX, all_lines, line_id
from gluteapp.content import load_content
from gluteapp.core.circuit import Circuit
from gluteapp.core.exercise import Library
from gluteapp.core.layout import Options, lay_out
from gluteapp.paths import Paths
from tests.small_content import exercise


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Lie on your right side", "lie_on_your_right_side"),
        ("Figure-4 stretch", "figure_4_stretch"),
        ("Round rest: breathe, sip water", "round_rest_breathe_sip_water"),
        ("30 seconds", "30_seconds"),
        ("12", "12"),
        ("Café", "cafe"),
        ("膝 bent", "bent_5106164d"),
    ],
)
def test_a_line_is_called_after_its_words(text: str, line: str) -> None:
    assert line_id(text) == line


@given(st.text())
@example("a " * 40)
@example("膝" * 80)
def test_any_line_has_a_name_that_any_file_system_takes(text: str) -> None:
    line = line_id(text)
    assert re.fullmatch(r"[a-z0-9_]+", line)
    assert len(line) <= LINE_ID_LENGTH_MAX
    assert line_id(line) == line, "the name of a file leads back to its line"


@given(st.text(alphabet="ab膝", min_size=58), st.text(alphabet="ab膝", min_size=58))
def test_different_lines_have_different_names(one: str, other: str) -> None:
    assert (line_id(one) == line_id(other)) == (one == other)


def test_no_two_lines_that_ship_share_a_name(paths: Paths) -> None:
    content = load_content(paths)
    lines = all_lines(content.library, content.circuits.values())
    assert all(line_id(text) == line for line, text in lines.items())
    texts = {text.casefold() for text in lines.values()}
    assert len(texts) == len(lines)


def test_everything_a_timeline_shows_as_words_can_be_said(paths: Paths) -> None:
    content = load_content(paths)
    lines = all_lines(content.library, content.circuits.values())
    for circuit in content.circuits.values():
        for step in lay_out(circuit, content.library, Options()).steps:
            said = [phrases.seconds(step.duration_ms // 1000), step.instruction]
            if step.exercise is not None:
                said += [step.exercise.start_cue, *(cue.text for cue in step.exercise.cues)]
                said.append(step.exercise.variant(str(step.variant)).name)
            elif step.title:
                said.append(step.title)
            assert [text for text in said if text and line_id(text) not in lines] == []
            assert step.reps <= phrases.COUNT_MAX


def test_every_phrase_count_and_length_is_a_line(paths: Paths) -> None:
    lines = all_lines(Library(exercises={}), [])
    said = [
        *phrases.PHRASES,
        *map(phrases.count, range(1, 61)),
        *map(phrases.seconds, (5, 8, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 90)),
    ]
    assert [text for text in said if lines.get(line_id(text)) != text] == []


def test_the_users_own_move_and_circuit_bring_their_lines() -> None:
    own = exercise("bird_dog", start_cue="Reach long", cues=[{"text": "Slow as honey"}])
    circuit = Circuit.model_validate(
        {
            "id": "mine",
            "title": "Mine",
            "summary": "Two steps",
            "level": 0,
            "seconds": 60,
            "steps": [
                {"kind": "rest", "seconds": 17, "title": "Fetch the mat"},
                {"kind": "work", "seconds": 43, "exercise": "bird_dog", "variant": "easy"},
            ],
        }
    )
    lines = all_lines(Library(exercises={"bird_dog": own}), [circuit])
    expected = {"reach_long", "slow_as_honey", "easy", "fetch_the_mat", "17_seconds", "43_seconds"}
    assert expected <= lines.keys()
