"""Words, numbers and dates follow the language that was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from gluteapp import language


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use("en_GB")


@pytest.mark.parametrize("name", ["de_DE", "de-DE", "de"])
def test_a_locale_may_be_written_either_way(name: str) -> None:
    language.use(name)
    assert language.number(1234.5, 1) == "1.234,5"
    assert language.weekday(date(2026, 11, 20)) == "Freitag"


@pytest.mark.parametrize("name", ["xx_YY", "xx-YY", "nowhere", "e"])
def test_an_unknown_locale_is_english(name: str) -> None:
    language.use("de_DE")
    language.use(name)
    assert language.number(1234.5, 1) == "1,234.5"


def test_a_number_in_a_sentence_is_written_as_the_locale_does() -> None:
    assert language.trn("{n} set", "{n} sets", 1) == "1 set"
    assert language.trn("{n} set", "{n} sets", 1200) == "1,200 sets"


def test_days_are_written_as_charts_and_calendars_need_them() -> None:
    day = date(2026, 11, 18)
    assert language.day_and_month(day) == "18 Nov"
    assert language.weekday_day_and_month(day) == "Wed 18 Nov"
    assert language.month_in_short(day) == "Nov"
    assert language.month_and_year(day) == "November 2026"
    assert language.weekday_letter(day) == "W"
    language.use("de_DE")
    assert language.month_and_year(day) == "November 2026"
    assert language.weekday_letter(day) == "M"
