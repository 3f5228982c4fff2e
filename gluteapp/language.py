"""The one door for words the user reads: gettext for sentences, babel for dates and numbers."""

from __future__ import annotations

import gettext
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date as _babel_date
from babel.dates import format_skeleton
from babel.dates import format_time as _babel_time
from babel.numbers import format_decimal, format_percent

_DOMAIN = "gluteapp"
_LOCALES = Path(__file__).parent / "locale"


class _Language:
    """What is set at start: the catalogue and the locale."""

    def __init__(self) -> None:
        self.catalogue: gettext.NullTranslations = gettext.NullTranslations()
        self.locale = Locale("en", "GB")


_language = _Language()


def use(name: str) -> None:
    """Speak the language of a locale such as `en_GB` or `en-GB`; an unknown one is English."""
    try:
        _language.locale = Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        _language.locale = Locale("en", "GB")
    _language.catalogue = gettext.translation(
        _DOMAIN, _LOCALES, languages=[str(_language.locale)], fallback=True
    )


def tr(text: str, **values: object) -> str:
    """A whole sentence in the user's language, with `{named}` values filled in."""
    translated = _language.catalogue.gettext(text) if text else ""
    return translated.format(**values) if values else translated


def trn(singular: str, plural: str, n: int, **values: object) -> str:
    """A sentence that depends on a number; `{n}` is the number in the user's notation."""
    translated = _language.catalogue.ngettext(singular, plural, n)
    return translated.format(n=number(n), **values)


def number(value: float, digits: int | None = None) -> str:
    """A number as the locale writes it, with `digits` decimals at most."""
    # Minus nothing is nothing.
    return _decimal(value + 0, digits, _language.locale)


@lru_cache(maxsize=512)
def _decimal(value: float, digits: int | None, locale: Locale) -> str:
    """Kept: the same few numbers are written again thirty times a second."""
    pattern = None if digits is None else "#,##0." + "#" * digits if digits else "#,##0"
    return format_decimal(value, format=pattern, locale=locale)


def percent(share: float) -> str:
    """A share from 0 to 1 as whole percent."""
    return format_percent(share, locale=_language.locale)


def clock_length(ms: int) -> str:
    """A length in ms as `m:ss`, rounded up to the second, or `h:mm:ss` from an hour on."""
    seconds = -(-max(ms, 0) // 1000)
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def local_time(utc_ms: int, offset_min: int) -> datetime:
    """The wall time where and when something happened."""
    zone = timezone(timedelta(minutes=offset_min))
    return datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone(zone)


def long_date(day: date) -> str:
    """A day such as "Friday 20 November"."""
    return format_skeleton("MMMMEEEEd", day, locale=_language.locale).replace(",", "")


def short_date(day: date) -> str:
    """A day such as "20 Nov 2026"."""
    return _babel_date(day, format="medium", locale=_language.locale)


def weekday(day: date) -> str:
    """A day of the week such as "Friday"."""
    return _babel_date(day, format="EEEE", locale=_language.locale)


def weekday_and_day(day: date) -> str:
    """A day of the week in short with its number, such as "Fri 20"."""
    return format_skeleton("Ed", day, locale=_language.locale)


def day_and_month(day: date) -> str:
    """A day of a year that is known, such as "12 Oct"."""
    return format_skeleton("MMMd", day, locale=_language.locale)


def weekday_day_and_month(day: date) -> str:
    """A day of a year that is known, with its day of the week, such as "Wed 18 Nov"."""
    return format_skeleton("MMMEd", day, locale=_language.locale).replace(",", "")


def month_in_short(day: date) -> str:
    """The month of a day, such as "Oct"."""
    return _babel_date(day, format="LLL", locale=_language.locale)


def month_and_year(day: date) -> str:
    """The month of a day with its year, such as "October 2026"."""
    return format_skeleton("yMMMM", day, locale=_language.locale)


def weekday_letter(day: date) -> str:
    """A day of the week as one letter, such as "F"."""
    return _babel_date(day, format="ccccc", locale=_language.locale)


def time_of_day(moment: datetime) -> str:
    """A time such as "18:26"."""
    return _babel_time(moment, format="short", locale=_language.locale)
