"""The charts as tables of text for other programs; English headings, ISO dates, points as decimals."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from gluteapp.core.analytics import Progress


def strength_csv(progress: Progress) -> str:
    """Every point of the strength chart, by day; sessions without one say why."""
    strength = progress.strength
    rows = [
        (one.day, one.session_id, "overall", _decimal(one.index), "valid", "", "", "", "", "")
        for one in strength.overall
    ]
    rows += [
        (
            one.day,
            one.session_id,
            one.family.value,
            _decimal(one.index),
            one.kind.value,
            f"{one.reps_possible:g}",
            one.move,
            _flag(one.is_benchmark),
            _flag(one.is_approximate),
            _flag(one.is_lighter),
        )
        for one in strength.points
    ]
    rows += [
        (one.day, one.session_id, one.family.value, "", one.why.value, "", "", "", "", "")
        for one in strength.missing
    ]
    rows.sort(key=lambda row: row[:3])
    heading = (
        "date",
        "session",
        "series",
        "index",
        "kind",
        "possible",
        "move",
        "benchmark",
        "approximate",
        "lighter_week",
    )
    return _written(heading, ((_iso(day), *rest) for day, *rest in rows))


def rate_csv(progress: Progress) -> str:
    """The share of answered sets felt first in the glute, by session."""
    return _written(
        ("date", "session", "share", "answered_sets"),
        (
            (_iso(one.day), one.session_id, f"{one.share:.4f}", one.answered)
            for one in progress.rates
        ),
    )


def work_csv(progress: Progress) -> str:
    """The work of each week."""
    return _written(
        ("monday", "work", "planned", "sessions", "lighter_week", "running"),
        (
            (
                _iso(week.monday),
                _decimal(week.work),
                _decimal(week.planned),
                week.sessions,
                _flag(week.is_lighter),
                _flag(week.is_running),
            )
            for week in progress.weeks
        ),
    )


def _written(heading: tuple[str, ...], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue()


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _decimal(value: float) -> str:
    return f"{value:.2f}"


def _flag(holds: bool) -> str:
    return "yes" if holds else "no"
