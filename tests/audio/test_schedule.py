"""Lines find their places: never two at once, never late, the higher rank first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gluteapp.audio.lines import line_id
from gluteapp.audio.schedule import Line, begun_before, exactly, place, spoken_ms, within
from gluteapp.audio.sheet import Heard, Rank, sheet_of

WORDS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")
LENGTHS = {line_id(word): 200 + 150 * turn for turn, word in enumerate(WORDS)}


@st.composite
def some_lines(draw: st.DrawFn) -> list[Line]:
    lines = []
    for word in draw(st.lists(st.sampled_from(WORDS), unique=True, min_size=1)):
        from_ms = draw(st.integers(0, 6_000))
        rank = draw(st.sampled_from(Rank))
        if draw(st.booleans()):
            lines.append(exactly(word, from_ms, 10_000, rank))
        else:
            until_ms = from_ms + draw(st.integers(0, 5_000))
            is_late = draw(st.booleans())
            moves_ms = draw(st.none() | st.integers(0, 2_000))
            lines.append(
                within(from_ms, until_ms, rank, (word,), moves_ms=moves_ms, is_late=is_late)
            )
    return lines


@given(some_lines())
def test_nothing_overlaps_and_nothing_is_said_outside_its_window(lines: list[Line]) -> None:
    placed = place(lines, LENGTHS)
    sheet_of(placed, 10_000)
    windows = {line.wordings[0][0]: line for line in lines}
    for one in placed:
        line = windows[one.text]
        assert line.from_ms <= one.at_ms <= line.latest_ms
        assert one.end_ms <= line.until_ms


@given(some_lines())
def test_what_of_the_highest_rank_comes_first_is_said_if_its_window_is_long_enough(
    lines: list[Line],
) -> None:
    first = min(lines, key=lambda line: (-line.rank, line.from_ms))
    fits = first.from_ms + spoken_ms(first.wordings[0], LENGTHS) <= first.until_ms
    assert any(one.text == first.wordings[0][0] for one in place(lines, LENGTHS)) is (
        fits or _fits_late(first)
    )


def _fits_late(line: Line) -> bool:
    at_ms = line.until_ms - spoken_ms(line.wordings[0], LENGTHS)
    return line.is_late and line.from_ms <= at_ms <= line.latest_ms


def test_a_line_that_can_wait_makes_room_for_a_count() -> None:
    count = exactly("One", 500, 5_000)
    cue = within(400, 5_000, Rank.NEXT, ("Two",))
    assert [(one.text, one.at_ms) for one in place([count, cue], LENGTHS)] == [
        ("One", 500),
        ("Two", 820),
    ]


def test_a_count_is_dropped_where_a_higher_line_cannot_wait_and_not_moved() -> None:
    count = exactly("One", 500, 5_000)
    turn = within(400, 900, Rank.TURN, ("Two",))
    assert [one.text for one in place([count, turn], LENGTHS)] == ["Two"]


def test_a_shorter_wording_is_taken_where_the_whole_has_no_room() -> None:
    line = within(0, 700, Rank.NEXT, ("One", "Eight"), ("One",))
    assert [one.text for one in place([line], LENGTHS)] == ["One"]


def test_the_clips_of_a_line_follow_each_other_and_the_first_has_the_words() -> None:
    first, second = place([within(100, 5_000, Rank.NEXT, ("One", "Two"))], LENGTHS)
    assert (first.text, second.text) == ("One. Two", "")
    assert first.end_ms < second.at_ms < first.end_ms + 200


def test_a_clip_nobody_has_is_given_the_time_its_letters_take() -> None:
    assert spoken_ms(("Lie on your right side",), {}) == 60 * len("Lie on your right side")


def test_of_a_changed_sheet_a_line_that_began_is_kept_whole_and_the_rest_left() -> None:
    heard = place(
        [within(0, 9_000, Rank.TURN, ("One", "Two")), exactly("Three", 3_000, 9_000)], LENGTHS
    )
    assert begun_before(heard, 100, 9_000) == list(heard[:2])
    assert begun_before(heard, 100, 300) == [heard[0]]
    assert begun_before(heard, 3_001, 9_000) == list(heard)
    assert begun_before([Heard(at_ms=50, sound="tone:end", length_ms=9)], 50, 99) == []
