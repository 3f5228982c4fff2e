"""The sentences beside the charts follow from the values and say no more than they do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gluteapp.core.analytics import (
    Change,
    PointKind,
    Progress,
    RatePoint,
    Trend,
    WeekWork,
    WhyNone,
)
from gluteapp.ui.screens.progress_words import (
    change_words,
    family_words,
    rate_words,
    strength_words,
    work_words,
)
from tests.ui.screens import progress_values as made


def with_trend(trend: Trend, count: int = 5) -> Progress:
    first = 38 - count
    values = [45.0 + day for day in range(count)]
    if trend.last is not None:
        values[-1] = trend.last
    overalls = tuple(made.overall(first + at, value) for at, value in enumerate(values))
    points = tuple(made.point(made.E, day, 45 + day) for day in range(count))
    return made.progress(made.strength(*points, overalls=overalls, trend=trend))


def test_a_real_change_says_for_how_long_and_where_it_came_from() -> None:
    words = strength_words(with_trend(made.UP))
    assert (words.value, words.change) == ("64", "up 19 on the first three since 12 Oct")
    assert (words.verdict, words.is_real) == ("Real change", True)
    assert words.sentence == (
        "Above your own wobble for 6 sessions.\nMost of it came from harder moves."
    )


def test_a_real_change_down_is_said_as_plainly() -> None:
    down = replace(
        made.UP, change=Change.DOWN, last=38.0, sessions_outside=2, is_mostly_moves=False
    )
    words = strength_words(with_trend(down))
    assert (words.value, words.change) == ("38", "down 7 on the first three since 12 Oct")
    assert words.verdict == "Real change"
    assert words.sentence == "Below your own wobble for 2 sessions."


def test_easier_moves_are_named_as_the_reason_of_a_fall() -> None:
    down = replace(made.UP, change=Change.DOWN, last=38.0, sessions_outside=2)
    assert strength_words(with_trend(down)).sentence.endswith("Most of it came with easier moves.")


def test_inside_the_wobble_is_holding() -> None:
    words = strength_words(with_trend(made.WOBBLE))
    assert (words.verdict, words.is_real) == ("Inside the wobble", False)
    assert words.change == "up 1 on the first three since 12 Oct"
    assert words.sentence == "That counts as holding."


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (44.6, 45.4, "level with the first three since 12 Oct"),
        (44.4, 45.6, "up 2 on the first three since 12 Oct"),
        (45.0, 43.9, "down 1 on the first three since 12 Oct"),
    ],
)
def test_a_change_agrees_with_the_rounded_numbers(first: float, last: float, words: str) -> None:
    assert change_words(replace(made.WOBBLE, first=first, last=last), made.TODAY) == words


def test_a_start_in_another_year_says_so() -> None:
    trend = replace(made.WOBBLE, since_day=made.FIRST - 365)
    assert change_words(trend, made.TODAY) == "up 1 on the first three since 12 Oct 2025"


@pytest.mark.parametrize(
    ("count", "change", "sentence"),
    [
        (1, "the first point", "After three sessions we can tell change from wobble."),
        (2, "", "After three sessions we can tell change from wobble."),
        (4, "", "A few more sessions, and we can tell change from wobble."),
    ],
)
def test_few_points_promise_nothing(count: int, change: str, sentence: str) -> None:
    words = strength_words(with_trend(made.NO_TREND, count))
    assert words.value == str(44 + count)
    assert (words.change, words.sentence, words.verdict) == (change, sentence, "")


def test_days_without_a_session_point_to_the_others() -> None:
    words = strength_words(made.progress())
    assert words.change == "Nothing in these days"


def test_nothing_yet_says_how_it_begins() -> None:
    words = strength_words(replace(made.progress(), has_history=False))
    assert words.value == ""
    assert words.change == "One circuit, and the line begins"
    assert words.sentence == "After three sessions we can tell change from everyday wobble."


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (PointKind.CENSORED, "At least this much"),
        (PointKind.OFF_TEMPO, "Off tempo so far"),
        (PointKind.VALID, "No overall index in these days"),
    ],
)
def test_points_without_an_overall_say_why(kind: PointKind, title: str) -> None:
    progress = made.progress(made.strength(made.point(made.E, 1, 50, kind=kind)))
    assert strength_words(progress).change == title


@pytest.mark.parametrize(
    ("why", "title"),
    [
        (WhyNone.NO_BODY_MASS, "Body mass is missing"),
        (WhyNone.NO_ANSWER, "No answer noted yet"),
        (WhyNone.NO_BAND_FORCE, "No point yet"),
        (WhyNone.NO_COEFFICIENT, "No point yet"),
    ],
)
def test_sessions_without_points_say_why(why: WhyNone, title: str) -> None:
    progress = made.progress(made.strength(missing=(made.missing(made.E, 1, why),)))
    assert strength_words(progress).change == title


def test_a_family_says_its_last_set_and_its_judgement() -> None:
    block = made.block()
    assert family_words(block, made.E, made.MOVES) == (
        "68",
        "Marching bridge, 10 reps possible",
        "Last three up 28 on the first, a real change",
    )
    assert family_words(block, made.A, made.MOVES)[2] == "Inside the wobble"
    assert family_words(block, made.S, made.MOVES)[2] == "Too early to tell."


def test_a_family_with_lower_bounds_only_says_so() -> None:
    progress = made.progress(
        made.strength(made.point(made.A, 2, 51, kind=PointKind.CENSORED, possible=19))
    )
    assert family_words(progress, made.A, made.MOVES) == (
        "51 or more",
        "On 14 Oct: Clam, at least 19 reps possible",
        "More was left.",
    )


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (None, "Two sets with reps left noted, and this fills in."),
        (WhyNone.NO_ANSWER, "Two sets with reps left noted, and this fills in."),
        (WhyNone.NO_BAND_FORCE, "No index: force of the band not known."),
    ],
)
def test_a_family_without_points_says_what_is_missing(why: WhyNone | None, words: str) -> None:
    missing = () if why is None else (made.missing(made.S, 1, why),)
    progress = made.progress(made.strength(missing=missing))
    assert family_words(progress, made.S, made.MOVES) == ("", words, "")


def test_the_rate_says_whether_its_change_is_real() -> None:
    words = rate_words(made.block())
    assert (words.value, words.sentence) == (
        "85%",
        "Last three up 35 on the first, a real change",
    )
    wobble = Trend(change=Change.WOBBLE, first=0.80, last=0.82, since_day=made.FIRST)
    calm = rate_words(replace(made.block(), rate_trend=wobble))
    assert calm.sentence == "Last three up 2 on the first, inside the wobble"
    assert not calm.is_real


def test_the_rate_of_one_session_and_of_none() -> None:
    one = RatePoint(session_id="s1", day=made.FIRST, share=0.6, answered=10)
    words = rate_words(made.progress(rates=(one,)))
    assert (words.value, words.sentence) == (
        "60%",
        "After three sessions we can tell change from wobble.",
    )
    more = rate_words(made.progress(rates=(one,) * 4))
    assert more.sentence == "A few more sessions, and we can tell change from wobble."
    assert rate_words(made.progress()).sentence == "One tap after each exercise builds this line."


def weeks(*works: float, lighter: int = -1) -> tuple[WeekWork, ...]:
    return tuple(
        WeekWork(
            monday=made.FIRST + 7 * index,
            work=work,
            is_lighter=index == lighter,
            is_running=index == len(works) - 1,
        )
        for index, work in enumerate(works)
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (weeks(30), "Reps times difficulty, one bar a week."),
        (weeks(100, 30), "Last week: 100."),
        (weeks(100, 104, 30), "Last week: about as much as the highest of the four before."),
        (weeks(100, 110, 0), "Last week: 10% over the highest of the four before."),
        (weeks(100, 130, 0), "Last week: 30% over the highest of the four before, a large step."),
        (weeks(200, 50, 180, 0), "Last week: 10% under the highest of the four before."),
        (
            weeks(900, 100, 100, 100, 100, 110, 0),
            "Last week: 10% over the highest of the four before.",
        ),
        (weeks(100, 60, 0, lighter=1), "Last week was a lighter week."),
        (weeks(100, 0, 0), "Nothing last week."),
        (weeks(300, 100, 110, 0, lighter=0), "Last week: 10% over the highest of the four before."),
    ],
)
def test_weekly_work_is_compared_with_the_weeks_before(
    found: tuple[WeekWork, ...], words: str
) -> None:
    assert work_words(found) == words


def test_an_old_point_is_shown_with_its_day() -> None:
    old = made.progress(made.strength(made.point(made.E, 1, 47), overalls=(made.overall(1, 47),)))
    words = strength_words(old)
    assert (words.value, words.change) == ("47", "on 13 Oct, the first point")
